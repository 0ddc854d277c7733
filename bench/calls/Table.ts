import type { Fate } from "./Call.ts"
import type { Remains, WorkerFigures } from "./Measure.ts"
import { type Overload, type Ramp, refusalSeconds } from "./Overload.ts"
import { mean, median, present, slope, worst } from "./Statistics.ts"

/** One line of the table. */
interface Row {
  readonly what: string
  readonly target: string
  readonly show: (figures: WorkerFigures) => string
}

const decimals = (value: number | undefined, digits: number, unit = "") =>
  value === undefined ? "-" : `${value.toFixed(digits)}${unit}`
const seconds = (millis: number | undefined) => decimals(millis === undefined ? undefined : millis / 1000, 2, " s")
const span = (values: ReadonlyArray<number>, alsoWorst: ReadonlyArray<number> = []) =>
  `${seconds(median(values))} / ${seconds(worst([...values, ...alsoWorst]))}`

/** The growth of something for each finished call. The first round is left out: it loads what all later ones share. */
const kept = (
  { remains }: WorkerFigures,
  of: (remains: Remains) => number | undefined
) =>
  slope(remains.flatMap((at) => {
    const held = of(at)
    return held === undefined ? [] : [[at.finished, held] as const]
  }))

const fates = ({ calls }: WorkerFigures) => {
  const count = (fate: Fate) => calls.filter((call) => call.fate === fate).length
  const bad = (["refused", "unanswered", "lost"] as const).flatMap((fate) =>
    count(fate) === 0 ? [] : `${count(fate)} ${fate}`
  )
  return [`${count("completed")} of ${calls.length}`, ...bad].join(", ")
}

const rows: ReadonlyArray<Row> = [
  {
    what: "INVITE to 200, median / worst",
    target: "0.45 s / 0.6 s",
    show: ({ calls }) => span(present(calls.map(({ answered }) => answered)))
  },
  {
    what: "INVITE to first sound, median / worst",
    target: "0.65 s (median)",
    show: ({ calls }) => span(present(calls.map(({ firstSound }) => firstSound)))
  },
  {
    what: "caller's last word to first sound of the answer, median / worst",
    target: "2 s (worst)",
    show: ({ calls }) => span(calls.flatMap(({ replies }) => replies), present(calls.map(({ awaiting }) => awaiting)))
  },
  {
    what: "PSS idle",
    target: "170 MB",
    show: ({ idle }) => decimals(idle.pss, 0, " MB")
  },
  {
    what: "PSS for each call, in the first round",
    target: "20 MB",
    show: ({ idle, talking: [first] }) => decimals(first && (first.pss - idle.pss) / first.calls, 1, " MB")
  },
  {
    what: "CPU of a core for each call",
    target: "7 %",
    show: ({ talking }) => decimals(mean(talking.map(({ cpuPerCall }) => cpuPerCall * 100)), 1, " %")
  },
  {
    what: "event loop's delay (p90 of 2.5 s), median / worst",
    target: "",
    show: ({ talking }) => {
      const delays = talking.flatMap(({ loopDelays }) => loopDelays)
      return delays.length === 0 ? "-" : `${decimals(median(delays), 0, " ms")} / ${decimals(worst(delays), 0, " ms")}`
    }
  },
  { what: "calls completed", target: "all", show: fates },
  {
    what: "kept for each finished call: V8 heap",
    target: "0",
    show: (figures) => decimals(kept(figures, ({ heap }) => heap), 2, " MB")
  },
  {
    what: "kept for each finished call: descriptors",
    target: "0",
    show: (figures) => decimals(kept(figures, ({ descriptors }) => descriptors), 2)
  },
  {
    what: "kept for each finished call: PSS",
    target: "0.8 MB",
    show: (figures) => decimals(kept(figures, ({ pss }) => pss), 2, " MB")
  }
]

/** A table in Markdown whose columns line up. */
export const align = (cells: ReadonlyArray<ReadonlyArray<string>>): string => {
  const [head = [], ...body] = cells
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n")
}

export const table = (all: ReadonlyArray<WorkerFigures>): string =>
  align([
    ["", ...all.map(({ worker }) => worker), "target"],
    ...rows.map(({ show, target, what }) => [what, ...all.map(show), target])
  ])

/** How the worst answer grew with the calls; and what became of twice as many as ours carried. */
export const rampTable = (ramps: ReadonlyArray<Ramp>, twice: Overload | undefined): string => {
  const step = (ramp: Ramp, index: number) => {
    const at = ramp.steps[index]
    return at === undefined ? "" : [
      `${seconds(at.answered)} / ${seconds(at.reply)}`,
      ...at.failed > 0 ? [`${at.failed} failed`] : []
    ].join(", ")
  }
  const longest = ramps.toSorted((a, b) => b.steps.length - a.steps.length)[0]?.steps ?? []
  return [
    align([
      ["calls at once: worst INVITE to 200 / worst answer", ...ramps.map(({ worker }) => worker)],
      ...longest.map(({ calls }, index) => [`${calls}`, ...ramps.map((ramp) => step(ramp, index))]),
      ["calls before one took over 2 s", ...ramps.map(({ capacity }) => `${capacity}`)]
    ]),
    ...twice === undefined ? [] : [
      "",
      `Offered ${twice.offered} calls, ours took ${twice.accepted}, of which ${twice.completed} were completed; worst INVITE to 200 ${
        seconds(twice.answered)
      }, to first sound ${seconds(twice.firstSound)}, to an answer ${
        seconds(twice.reply)
      }. It took no more by its load alone: it declined ${twice.declined} of their jobs, and LiveKit offered it no others while it said that it was full. As there was no other worker to ask, their callers heard busy after ${refusalSeconds} s.`
    ]
  ].join("\n")
}

/** What else this machine did meanwhile, and where that spoils the figures. */
export const surroundings = (all: ReadonlyArray<WorkerFigures>): string => {
  const talking = all.flatMap((figures) => figures.talking)
  const peers = mean(talking.map(({ peersCpu }) => peersCpu))
  const foreign = worst(talking.map(({ foreignCpu }) => foreignCpu))
  return [
    `LiveKit, its SIP gateway, the model and the callers used ${decimals(peers, 2)} cores beside the worker.`,
    ...foreign !== undefined && foreign > 0.1
      ? [`Something else used up to ${decimals(foreign, 2)} cores: on a quiet machine the figures will be better.`]
      : []
  ].join("\n")
}
