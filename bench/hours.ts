/**
 * When offices are open: `npm run bench:hours`. Texts as offices write them, against what they mean; the engine against
 * every minute of random schedules; the holidays against `date-holidays`; and what a turn costs. With `--gates` the exit
 * code is 1 where one of them does not hold.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect, FileSystem, Option, Runtime, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { readAgentFile } from "../src/domain/AgentFile.ts"
import { nextChange, nowFor } from "../src/receptionist/hours/Now.ts"
import { readHoursText } from "../src/receptionist/hours/text/ReadHours.ts"
import { bruteForce } from "./hours/BruteForce.ts"
import { compareHolidays } from "./hours/DateHolidays.ts"
import { countTexts, halves, judge, type Judged, loadTexts } from "./hours/Texts.ts"

class GatesFailed extends Schema.TaggedError<GatesFailed>()("GatesFailed", {}) {
  override readonly [Runtime.errorReported] = false
}

interface Gate {
  readonly name: string
  readonly target: string
  readonly value: string
  readonly holds: boolean
}

const row = (name: string, judged: ReadonlyArray<Judged>) => {
  const { left, readable, right, texts, wrong } = countTexts(judged)
  const cells = [texts, readable, `${right} (${(100 * right / readable).toFixed(1)} %)`, left, wrong]
  return `${name.padEnd(16)}${cells.map((cell) => String(cell).padStart(14)).join("")}`
}

const ofTexts = Effect.fnUntraced(function*() {
  const gates: Array<Gate> = []
  const missed: Array<string> = []
  yield* Console.log(
    `\n${"texts".padEnd(16)}${["all", "readable", "read right", "left", "wrong"].map((it) => it.padStart(14)).join("")}`
  )
  for (const half of halves) {
    const judged = (yield* loadTexts(half)).map(judge)
    for (const lang of ["fr", "en"]) {
      yield* Console.log(row(`${half}, ${lang}`, judged.filter(({ label }) => label.lang === lang)))
    }
    yield* Console.log(row(half, judged))
    const { readable, right, wrong } = countTexts(judged)
    gates.push(
      {
        name: `${half}: readable texts read whole and right`,
        target: ">= 90 %",
        value: `${(100 * right / readable).toFixed(1)} % (${right} of ${readable})`,
        holds: right / readable >= 0.9
      },
      { name: `${half}: texts read wrong`, target: "0", value: String(wrong), holds: wrong === 0 }
    )
    missed.push(
      ...judged.filter(({ verdict }) => verdict !== "right").map(({ expected, found, label, verdict }) =>
        `  ${verdict}: ${JSON.stringify(label.text)}\n    means ${expected}\n    read as ${found}`
      )
    )
  }
  yield* Console.log(["", ...missed].join("\n"))
  return gates
})

const ofEngine = Effect.fnUntraced(function*(schedules: number) {
  const differences = bruteForce(schedules, 1)
  const { differences: all, inVain, unexplained } = compareHolidays(2000, 2100)
  for (const difference of differences.slice(0, 20)) yield* Console.log(`  ${difference}`)
  for (const it of unexplained.slice(0, 20)) yield* Console.log(`  ${it.region} ${it.date} ${it.name}: only ${it.only}`)
  return [
    {
      name: `${schedules} random schedules, every minute: differences`,
      target: "0",
      value: String(differences.length),
      holds: differences.length === 0
    },
    {
      name: "holidays 2000-2100 against date-holidays: differences without a reason",
      target: "0",
      value: `${unexplained.length} (${all.length} with one: bench/hours/DateHolidays.ts)`,
      holds: unexplained.length === 0 && inVain.length === 0
    }
  ] satisfies ReadonlyArray<Gate>
})

const turns = 1_000
const rounds = 5

const ofSpeed = Effect.fnUntraced(function*() {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL("../agents/clinic.yaml", import.meta.url).pathname)
  const agent = Option.getOrThrow(readAgentFile(text, "clinic").agent)
  const start = 1_800_000_000_000
  const millisAt = Effect.fnUntraced(function*(at: number) {
    const from = yield* Clock.currentTimeNanos
    nowFor(agent, "FRENCH", at)
    nextChange(agent, at)
    return Number((yield* Clock.currentTimeNanos) - from) / 1e6
  })
  const first = yield* millisAt(start)
  // The best of a few, because other programs run too; what the system counts of a thread's time is too coarse for one turn.
  const best = (turn: number) =>
    Effect.map(Effect.replicateEffect(millisAt(start + turn * 3_600_000), rounds), (times) => Math.min(...times))
  const sorted = (yield* Effect.forEach(Array.from({ length: turns }, (_, turn) => turn), best)).sort((a, b) => a - b)
  const p99 = sorted[Math.floor(turns * 0.99)] ?? 0
  const reads = yield* loadTexts("tuned")
  const from = yield* Clock.currentTimeNanos
  for (const { text } of reads) readHoursText(text)
  const read = Number((yield* Clock.currentTimeNanos) - from) / 1e6 / reads.length
  yield* Console.log(`\nthe first turn ${first.toFixed(1)} ms, a text ${read.toFixed(2)} ms`)
  return [{
    name: "added to a turn, p99",
    target: "< 5 ms",
    value: `${p99.toFixed(2)} ms (median ${(sorted[turns / 2] ?? 0).toFixed(2)} ms)`,
    holds: p99 < 5
  }] satisfies ReadonlyArray<Gate>
})

const bench = Command.make(
  "hours",
  {
    gates: Flag.Boolean("gates").pipe(
      Flag.withDescription("Exit code 1 where a gate does not hold"),
      Flag.withDefault(false)
    ),
    schedules: Flag.Int("schedules").pipe(Flag.withDefault(1_000))
  },
  Effect.fn("bench.hours")(function*({ gates: mustHold, schedules }) {
    const gates = [...yield* ofTexts(), ...yield* ofEngine(schedules), ...yield* ofSpeed()]
    const width = Math.max(...gates.map(({ name }) => name.length))
    yield* Console.log("")
    for (const { holds, name, target, value } of gates) {
      yield* Console.log(`${holds ? "holds " : "FAILS "} ${name.padEnd(width)}  ${target.padEnd(8)} ${value}`)
    }
    if (mustHold && gates.some(({ holds }) => !holds)) return yield* new GatesFailed({})
  })
)

if (import.meta.main) {
  bench.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
