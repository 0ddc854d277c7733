/**
 * Calls that nobody would make up, against what always has to hold: `npm run fuzz:anonymizer -- --minutes 5 --seed 1`.
 *
 * The development corpus is bent (casing, accents, spaces, fillers, turns, garbage, placeholders, endless repeats), the
 * caller's own number put in, and each call anonymized. What breaks is printed, cut down, with the seed that finds it
 * again; the exit code is then 1.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Console, Effect, Runtime, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { findEntities } from "../../src/anonymizer/call/Engine.ts"
import { placeholder } from "../../src/anonymizer/call/Placeholders.ts"
import { ownTexts } from "../../src/anonymizer/call/Preserve.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import type { AnonymizedTranscript } from "../../src/domain/Transcript.ts"
import { Anonymizer } from "../../src/services/Anonymizer.ts"
import { loadCorpus } from "./Corpus.ts"
import type { Turn } from "./Markup.ts"
import { bend } from "./Mutate.ts"
import { makeRandom, type Random } from "./Random.ts"
import { clinic, textsOf, transcriptOf } from "./Transcript.ts"
import { sayDigits } from "./Verbalize.ts"

class Broken extends Schema.TaggedError<Broken>()("Broken", { seed: Schema.Int, calls: Schema.Int }) {
  override get message() {
    return `one of ${this.calls} calls broke what has to hold: run it again with --seed ${this.seed}`
  }
  override readonly [Runtime.errorReported] = false
}

interface Call {
  readonly turns: ReadonlyArray<Turn>
  readonly number: string
}

const slowest = 500
const year = 2026

const formsOf = (number: string) => [
  number,
  `+1${number}`,
  `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`,
  `(${number.slice(0, 3)}) ${number.slice(3, 6)} ${number.slice(6)}`
]

const itemsOf = (transcript: AnonymizedTranscript) => "items" in transcript ? transcript.items : []
const withoutTimes = (items: ReadonlyArray<object>) =>
  JSON.stringify(items.map((item) => ({ ...item, createdAt: 0 }))).replace(placeholder, "")

/** What of it does not hold for this call; `withheld` is no fault, unless it is by a defect. */
const faultOf = Effect.fn("fuzz.faultOf")(function*({ number, turns }: Call) {
  const anonymizer = yield* Anonymizer
  const context = { agent: clinic, callerNumber: PhoneNumber.make(`+1${number}`) }
  const raw = transcriptOf(turns, "fr")
  const fields = turns.map(({ kind, text }) =>
    ({ speaker: kind === "user" || kind === "assistant" ? kind : "tool", text }) as const
  )
  const spans = yield* Effect.exit(Effect.sync(() => findEntities(fields, { own: ownTexts(clinic), year })))
  if (spans._tag === "Success") {
    const astray = spans.value.some(({ end, field, start }, index) => {
      const before = spans.value[index - 1]
      return start >= end || end > (fields[field]?.text.length ?? 0) ||
        (before?.field === field && before.end > start)
    })
    if (astray) return "a span lies outside its text, or over another"
  }

  const times: Array<number> = []
  const timed = Effect.gen(function*() {
    // What else the machine does is not ours: the processor's time counts, not the clock's.
    const from = process.cpuUsage()
    const result = yield* Effect.result(anonymizer.anonymize(raw, context))
    const { system, user } = process.cpuUsage(from)
    times.push((user + system) / 1000)
    return result
  })
  const once = yield* timed
  const again = yield* timed
  // Neither is a collection of garbage: the best of some tries counts.
  for (let more = 0; more < 3 && Math.min(...times) > slowest; more++) yield* timed
  if (Math.min(...times) > slowest) return `it takes ${Math.round(Math.min(...times))} ms`
  if (once._tag === "Failure") {
    return once.failure.reason === "defect" || once.failure.reason === "timeout" ? once.failure.reason : undefined
  }
  const items = itemsOf(once.success)
  if (again._tag === "Failure" || JSON.stringify(itemsOf(again.success)) !== JSON.stringify(items)) {
    return "the same call comes out in two ways"
  }
  const out = withoutTimes(items)
  if (formsOf(number).some((form) => out.includes(form))) return "the caller's number comes out"
  const twice = yield* Effect.result(
    anonymizer.anonymize(
      transcriptOf(turns.map((turn, at) => ({ ...turn, text: textsOf(items)[at] ?? "" })), "fr"),
      context
    )
  )
  if (twice._tag === "Failure") {
    const { reason } = twice.failure
    // Placeholders can be longer than what they stand for.
    return reason === "field_too_long" || reason === "too_intricate"
      ? undefined
      : `its own output is withheld (${reason})`
  }
  // Who is who may be told better the second time, with less in the way: the number of a placeholder is not judged.
  const numbered = (texts: ReadonlyArray<string>) => JSON.stringify(texts).replace(/_\d+>/g, ">")
  return numbered(textsOf(itemsOf(twice.success))) === numbered(textsOf(items))
    ? undefined
    : "its own output comes out as something else"
})

/** The smallest call that is found with the same fault: turns left out, then halves of what they say. */
const shrunk = Effect.fn("fuzz.shrunk")(function*(call: Call, fault: string) {
  const kind = (text: string | undefined) => text?.replace(/\d+/g, "")
  let least = call.turns
  for (let tries = 0, smaller = true; smaller && tries < 40; tries++) {
    smaller = false
    const candidates = least.flatMap((turn, at) => {
      const words = turn.text.split(" ")
      const half = Math.ceil(words.length / 2)
      const parts = words.length > 1
        ? [words.slice(0, half), words.slice(half), words.slice(1), words.slice(0, -1)]
        : []
      return [
        least.toSpliced(at, 1),
        ...parts.map((part) => least.toSpliced(at, 1, { ...turn, text: part.join(" ") }))
      ]
    })
    for (const turns of candidates) {
      if (turns.length === 0 || kind(yield* faultOf({ number: call.number, turns })) !== kind(fault)) continue
      least = turns
      smaller = true
      break
    }
  }
  return least
})

const callOf = (random: Random, corpus: ReadonlyArray<ReadonlyArray<Turn>>): Call => {
  const number = `${random.pick(["514", "418", "613"])}${2 + random.int(8)}${random.digits(6)}`
  const own: Turn = {
    kind: random.pick(["user", "assistant", "output"] as const),
    text: random.pick([...formsOf(number), sayDigits(number, random.pick(["fr", "en"] as const), random)]),
    gold: [],
    neutral: []
  }
  const turns = [...random.pick(corpus), ...(random.chance(0.3) ? random.pick(corpus) : [])].slice(0, 30)
  return { number, turns: bend(random, turns.toSpliced(random.int(turns.length + 1), 0, own)) }
}

const fuzz = Command.make(
  "fuzz",
  {
    minutes: Flag.Finite("minutes").pipe(Flag.withDefault(1)),
    seed: Flag.Int("seed").pipe(Flag.withDefault(1))
  },
  Effect.fn("fuzz")(
    function*({ minutes, seed }) {
      const corpus = (yield* loadCorpus(3, seed)).filter(({ split }) => split === "dev").map(({ turns }) => turns)
      const random = makeRandom(seed)
      const end = (yield* Clock.currentTimeMillis) + minutes * 60_000
      let calls = 0
      while ((yield* Clock.currentTimeMillis) < end) {
        calls++
        const call = callOf(random, corpus)
        const fault = yield* faultOf(call)
        if (fault === undefined) continue
        const least = yield* shrunk(call, fault)
        yield* Console.log(`call ${calls} of seed ${seed}: ${fault}; the caller's number is ${call.number}`)
        for (const { kind, text } of least) yield* Console.log(`  ${kind}: ${JSON.stringify(text)}`)
        return yield* new Broken({ seed, calls })
      }
      yield* Console.log(`${calls} calls of seed ${seed}: everything holds`)
    },
    Effect.provide(EmbeddedAnonymizer.layer)
  )
)

if (import.meta.main) {
  fuzz.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
