/**
 * The language machine against a labelled set of phone utterances: `node bench/language.ts`. Prints, for each half of
 * the set and each kind, what came out where what was expected, every miss, and the time of a decision.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect, FileSystem, Schema } from "effect"
import { AgentConfig, Provisioning } from "../src/domain/AgentConfig.ts"
import { AgentId } from "../src/domain/Ids.ts"
import { Language } from "../src/domain/Language.ts"
import { hear, initial } from "../src/receptionist/LanguageTracker.ts"

/** One utterance: the language of the conversation before it, and the one that it should be in after it. */
export const Labelled = Schema.Struct({
  text: Schema.String,
  start: Language,
  expected: Language,
  kind: Schema.Literals(["french", "quebec", "english", "mixed", "neutral", "request", "trap"])
})
export type Labelled = typeof Labelled.Type

/**
 * The rules were tuned on `tuned`. `heldout` was written by somebody who had seen neither rules nor data, and nothing was
 * changed for it. When something is, its lines move to `tuned`, and a new half tells what is true then.
 */
export const halves = ["tuned", "heldout"] as const

const decode = Schema.decodeUnknownEffect(Schema.Array(Schema.fromJsonString(Labelled)))

export const load = Effect.fn("bench.load")(function*(half: typeof halves[number]) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(`language/${half}.jsonl`, import.meta.url).pathname)
  return yield* decode(text.trimEnd().split("\n"))
})

const bilingual = (start: Language) =>
  new AgentConfig({
    id: AgentId.make("bench"),
    name: "Bench",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    defaultLanguage: start,
    transfers: [],
    provisioning: new Provisioning({})
  })

/** What the machine says of one utterance at the start of a call. */
export const decisionOn = ({ start, text }: Labelled) => hear(initial(bilingual(start)), text).decision

/** As the gate counts them. */
export const isLong = ({ text }: Labelled) => text.trim().split(/\s+/).length >= 3

const report = (rows: ReadonlyArray<Labelled>) => {
  const lines = ["kind       French as F   as E   English as E   as F   right   of 3 words and more"]
  const misses: Array<string> = []
  const kinds = [...new Set(rows.map(({ kind }) => kind)), "all" as const]
  for (const kind of kinds) {
    const judged = rows
      .filter((row) => kind === "all" || row.kind === kind)
      .map((row) => ({ row, decision: decisionOn(row) }))
    const count = (expected: Language, got: Language) =>
      judged.filter(({ decision, row }) => row.expected === expected && decision.language === got).length
    const share = (some: typeof judged) => {
      const right = some.filter(({ decision, row }) => decision.language === row.expected).length
      return `${right}/${some.length}`
    }
    lines.push([
      kind.padEnd(10),
      String(count("FRENCH", "FRENCH")).padStart(12),
      String(count("FRENCH", "ENGLISH")).padStart(7),
      String(count("ENGLISH", "ENGLISH")).padStart(15),
      String(count("ENGLISH", "FRENCH")).padStart(7),
      share(judged).padStart(10),
      share(judged.filter(({ row }) => isLong(row))).padStart(14)
    ].join(""))
    if (kind === "all") {
      for (const { decision, row } of judged) {
        if (decision.language !== row.expected) {
          misses.push(`  ${row.kind}, from ${row.start}: ${JSON.stringify(row.text)} (${decision.reason})`)
        }
      }
    }
  }
  return [...lines, misses.length === 0 ? "no misses" : "misses:", ...misses].join("\n")
}

const rounds = 200

const program = Effect.gen(function*() {
  const all: Array<Labelled> = []
  for (const half of halves) {
    const rows = yield* load(half)
    all.push(...rows)
    yield* Console.log(`\n${half}: ${rows.length} utterances\n${report(rows)}`)
  }
  const timed = Effect.fnUntraced(function*(texts: ReadonlyArray<string>) {
    const state = initial(bilingual("FRENCH"))
    const from = yield* Clock.currentTimeNanos
    for (let round = 0; round < rounds; round++) for (const text of texts) hear(state, text)
    const nanos = Number((yield* Clock.currentTimeNanos) - from)
    return `${(nanos / 1_000 / rounds / texts.length).toFixed(1)} µs`
  })
  const texts = all.map(({ text }) => text)
  yield* timed(texts)
  yield* Console.log(
    `\none decision: ${yield* timed(texts)}; of a very long text: ${yield* timed([
      texts.join(" ").repeat(3)
    ])}`
  )
})

if (import.meta.main) program.pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
