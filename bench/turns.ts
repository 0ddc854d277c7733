/**
 * Who tells that a caller has finished, against each other: `node bench/turns.ts --prompts /usr/share/asterisk/sounds`.
 * Real voice detector, real model, the worker's own rules and bounds, on audio that is faster than real: how many turns
 * each cuts off at a pause in them, and how late it is at the end of one. With `--gates` it ends with 1 where one is
 * missed, and with `--write` its table goes into `bench/README.md`.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Runtime, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import * as Speech from "../src/sandbox/Speech.ts"
import { publish } from "./calls/Publish.ts"
import { median } from "./calls/Statistics.ts"
import * as Prompts from "./turns/Prompts.ts"
import * as Trial from "./turns/Trial.ts"
import * as Turns from "./turns/Turns.ts"

interface Outcome extends Omit<Turns.Case, "turn"> {
  readonly hasWords: boolean
  readonly cut: boolean
  /** How long after the last word the turn was over (milliseconds); nothing where it never was. */
  readonly late: number | undefined
  /** How many pauses ended nothing. */
  readonly goneOn: number
}

const modes = [
  ["server", "400 ms of silence", Trial.silence],
  ["audio", "`audio`", Trial.sound],
  ["words", "`words`", Trial.words]
] as const
type Mode = typeof modes[number][0]

/** The end may be noticed while the next word is already being said. */
const slack = 100

const tried = async ({ turn, ...rest }: Turns.Case): Promise<Record<Mode, Outcome>> => {
  const speech = await Trial.voiced(turn)
  const last = turn.parts.at(-1)?.to ?? 0
  const outcome = async (judge: Trial.Judge): Promise<Outcome> => {
    const { ends, goneOn } = await Trial.follow(turn, speech, judge)
    const over = ends.find((at) => at > last - slack)
    return {
      ...rest,
      hasWords: turn.parts.every(({ text }) => text !== undefined),
      cut: ends.some((at) => at <= last - slack),
      late: over === undefined ? undefined : over - last,
      goneOn
    }
  }
  return {
    server: await outcome(Trial.silence),
    audio: await outcome(Trial.sound),
    words: await outcome(Trial.words)
  }
}

const mean = (values: ReadonlyArray<number>) =>
  values.length === 0 ? "-" : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2)
const share = (part: number, of: number) => of === 0 ? "-" : `${Math.round(100 * part / of)} %`
const at = (values: ReadonlyArray<number>, part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]
const seconds = (millis: number | undefined) => millis === undefined ? "-" : `${(millis / 1000).toFixed(2)} s`

const groups: ReadonlyArray<readonly [string, (outcome: Outcome) => boolean]> = [
  ["people, broken off", ({ isBabble, kind, voice }) => voice === "people" && kind === "begun" && !isBabble],
  ["people, numbers", ({ isBabble, kind, voice }) => voice === "people" && kind === "number" && !isBabble],
  ["synthetic, sentences", ({ isBabble, kind, voice }) => voice === "synthetic" && kind === "sentence" && !isBabble],
  ["synthetic, numbers", ({ isBabble, kind, voice }) => voice === "synthetic" && kind === "number" && !isBabble],
  ...[300, 600, 1000, 1500].map((pause) =>
    [`pauses of ${pause / 1000} s`, (it: Outcome) => it.pause === pause && !it.isBabble] as const
  ),
  ["a voice behind", ({ isBabble }) => isBabble],
  ["all with a pause", ({ pause }) => pause > 0]
]

const rowOf = (
  name: string,
  all: ReadonlyArray<Readonly<Record<Mode, Outcome>>>,
  counts: (outcome: Outcome) => boolean,
  tell: (outcomes: ReadonlyArray<Outcome>, mode: Mode) => string
) =>
  `| ${name} | ${
    modes.map(([mode]) =>
      tell(all.map((it) => it[mode]).filter((it) => counts(it) && (mode !== "words" || it.hasWords)), mode)
    ).join(" | ")
  } |`

const isWhole = ({ pause }: Outcome) => pause === 0
const lates = (outcomes: ReadonlyArray<Outcome>) => outcomes.flatMap(({ late }) => late === undefined ? [] : [late])

const table = (all: ReadonlyArray<Readonly<Record<Mode, Outcome>>>) =>
  [
    `| cut off at a pause | ${modes.map(([, name]) => name).join(" | ")} |`,
    "| --- | --- | --- | --- |",
    ...groups.map(([name, counts]) =>
      rowOf(
        name,
        all,
        counts,
        (some) => `${share(some.filter(({ cut }) => cut).length, some.length)} of ${some.length}`
      )
    ),
    "| **after the last word** | | | |",
    ...([["people", "people"], ["synthetic", "synthetic"]] as const).map(([name, voice]) =>
      rowOf(
        `${name}: median / p95`,
        all,
        (it) => isWhole(it) && it.voice === voice,
        (some) => `${seconds(median(lates(some)))} / ${seconds(at(lates(some), 0.95))}`
      )
    ),
    rowOf(
      "cut off with no pause in it",
      all,
      isWhole,
      (some) => `${share(some.filter(({ cut }) => cut).length, some.length)} of ${some.length}`
    ),
    "| **asked ahead, in vain, a turn** | | | |",
    ...([["with a pause", false], ["with none", true]] as const).map(([name, whole]) =>
      rowOf(name, all, (it) =>
        isWhole(it) === whole && !it.isBabble, (some, mode) =>
        mode === "server" ? "-" : mean(some.map(({ goneOn }) =>
          goneOn
        )))
    ),
    rowOf("never over", all, () => true, (some) => String(some.filter(({ late }) => late === undefined).length))
  ].join("\n")

/** What `words` and `audio` have to keep, each on the turns that it can judge. */
const gatesOf = (all: ReadonlyArray<Readonly<Record<Mode, Outcome>>>) =>
  (["audio", "words"] as const).flatMap((mode) => {
    const judged = all.filter((it) => mode === "audio" || it.words.hasWords)
    const cutBy = (which: Mode) => judged.filter((it) => it[which].pause > 0 && it[which].cut).length
    const after = lates(judged.map((it) => it[mode]).filter(isWhole))
    const [half, late] = [median(after) ?? Infinity, at(after, 0.95) ?? Infinity]
    return [
      [
        cutBy(mode) <= cutBy("server") / 2,
        `${mode} cuts off at most half of what silence does: ${cutBy(mode)} of ${cutBy("server")}`
      ],
      [half <= 600, `${mode} is late by 0.6 s at most at the median: ${seconds(half)}`],
      [late <= 1500, `${mode} is late by 1.5 s at most in 95 of 100: ${seconds(late)}`]
    ] as const
  })

class Missed extends Schema.TaggedError<Missed>()("Missed", { gates: Schema.Int }) {
  override get message() {
    return `${this.gates} gates of the turn detection are missed: see above`
  }
  override readonly [Runtime.errorReported] = false
}

const bench = Command.make(
  "turns",
  {
    prompts: Flag.String("prompts").pipe(
      Flag.withDefault("/usr/share/asterisk/sounds"),
      Flag.withDescription(`where the prompts of ${Prompts.packages.join(" and ")} are`)
    ),
    every: Flag.Int("every").pipe(Flag.withDefault(1), Flag.withDescription("try one turn in so many")),
    gates: Flag.Boolean("gates").pipe(
      Flag.withDefault(false),
      Flag.withDescription("end with 1 when a gate is missed")
    ),
    write: Flag.Boolean("write").pipe(
      Flag.withDefault(false),
      Flag.withDescription("write the table into bench/README.md")
    )
  },
  Effect.fn("bench.turns")(function*({ every, gates, prompts: root, write }) {
    const prompts = yield* Prompts.load(root)
    if (prompts.length === 0) {
      yield* Console.log(
        `No prompts of people under ${root}: install ${
          Prompts.packages.join(" and ")
        } (Debian), or name with --prompts where their wavs are. Synthetic speech alone is tried.`
      )
    }
    const cases = Turns.make(prompts, yield* Speech.load).filter((_, index) => index % every === 0)
    const all = yield* Effect.forEach(cases, (one) => Effect.promise(() => tried(one)))
    const shown = table(all)
    yield* Console.log(`${shown}\n`)
    const verdicts = gatesOf(all)
    for (const [holds, line] of verdicts) yield* Console.log(`${holds ? "holds " : "MISSED"}  ${line}`)
    if (write) yield* publish(shown, "bench:turns")
    const missed = verdicts.filter(([holds]) => !holds).length
    if (gates && missed > 0) return yield* new Missed({ gates: missed })
  })
)

if (import.meta.main) {
  bench.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
