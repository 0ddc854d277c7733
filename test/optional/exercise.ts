/** What `run.mjs` starts where the optional packages are installed. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect, Layer, Logger, Schedule } from "effect"
import assert from "node:assert"
import { homedir } from "node:os"
import { fileURLToPath } from "node:url"
import * as Vad from "../../src/adapters/voice/cascade/Vad.ts"
import * as Sdk from "../../src/adapters/voice/Sdk.ts"
import * as TextJudge from "../../src/adapters/voice/turns/TextJudge.ts"
import * as Vads from "../../src/adapters/voice/turns/Vads.ts"
import * as Weights from "../../src/adapters/voice/turns/Weights.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import * as FakeWeights from "./FakeWeights.ts"

const warnings: Array<string> = []
const logged = Logger.layer([Logger.make(({ message }) => void warnings.push(String(message)))])

/** How many windows of a stream are speech, of how many, as this detector hears them. */
const hear = Effect.fnUntraced(function*(name: Vads.VadName) {
  const sdk = yield* Sdk.load
  const newVad = yield* Vads.make(name)
  const speech = Pcm.concat([
    Pcm.silence(600),
    formants.render("Bonjour, c'est à quel sujet", "FRENCH", "caller"),
    Pcm.silence(600)
  ])
  const calls = Array.from({ length: 3 }, () => newVad(sdk))
  assert.strictEqual(new Set(calls).size, 3)
  return yield* Effect.forEach(calls, (vad) =>
    Effect.promise(async () => {
      const stream = vad.stream()
      for (const frame of Pcm.frames(speech, 100)) {
        stream.pushFrame(new sdk.rtc.AudioFrame(frame, Pcm.sampleRate, 1, frame.length))
      }
      const windows: Array<number> = []
      const wanted = Math.floor(Pcm.millis(speech) / 32) - 4
      while (windows.length < wanted) {
        const { done, value } = await stream.next()
        if (done === true) break
        if (value.type === 1) windows.push(value.probability)
      }
      return { of: windows.length, speech: windows.filter((probability) => probability > 0.5).length }
    }), { concurrency: "unbounded" })
})

/** What a cascade hears of the same, by this detector: when the caller began, and how long they were silent at last. */
const follow = Effect.fnUntraced(function*(name: Vads.VadName) {
  const heard = { began: 0, silent: 0 }
  const ears = { began: () => void heard.began++, silentFor: (millis: number) => void (heard.silent = millis) }
  const vad = Vad.make(yield* Vad.load(name, Sdk.load), ears, {
    elapsed: () => performance.now(),
    later: () => {},
    failed: () => assert.fail("the voice detector has failed")
  })
  const speech = Pcm.concat([formants.render("Bonjour, c'est à quel sujet", "FRENCH", "caller"), Pcm.silence(800)])
  let at = 0
  for (const frame of Pcm.frames(speech, 40)) vad.hear(frame, at += 40)
  yield* Effect.sync(() => heard.began > 0 && heard.silent > 500).pipe(
    Effect.repeat({ until: (it) => it, schedule: Schedule.spaced("20 millis") }),
    Effect.timeout("20 seconds")
  )
  vad.close()
  return heard.began
})

const judging = (text: string, tries = 500) =>
  Effect.gen(function*() {
    const judge = yield* TextJudge.make("multilingual", () => 0.25)
    const said = { text, asked: "Pour quand ?", language: "FRENCH" } as const
    // As long as the model is being loaded it is the words', and where it cannot be, for ever.
    const judged = yield* Effect.repeat(Effect.delay(judge(said), "100 millis"), {
      until: (judgement) => judgement?.threshold === 0.3,
      times: tries
    })
    return judged?.probability
  }).pipe(Effect.scoped)

/** The plugin's own runner on weights of ours: whole, and half there. */
const multilingual = Effect.gen(function*() {
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url))
  yield* Effect.promise(() => FakeWeights.write(homedir(), modules))
  const judged = yield* Effect.all([judging("Demain"), judging("Demain et")])
  assert.deepStrictEqual(judged.map((it) => it?.toFixed(2)), ["0.90", "0.02"])
  yield* Effect.promise(() => FakeWeights.write(homedir(), modules, { half: true }))
  const half = yield* judging("Demain", 50)
  assert.strictEqual(half, 0.25)
  yield* Console.log(
    `multilingual, with weights of ours: ${judged.join(" and ")}; with half of them, the words': ${half}`
  )
})

const exercise = Effect.gen(function*() {
  const [plugin, builtin] = [yield* hear("silero"), yield* hear("builtin")]
  yield* Console.log(
    `silero, three calls on one model: ${JSON.stringify(plugin)}; built in: ${JSON.stringify(builtin)}`
  )
  assert.strictEqual(warnings.length, 0)
  for (const { of, speech } of [...plugin, ...builtin]) assert.ok(speech > of * 0.2 && speech < of * 0.9)

  const began = [yield* follow("silero"), yield* follow("builtin")]
  yield* Console.log(`silero in a cascade: ${began[0]} turn begun; built in: ${began[1]}`)
  assert.ok(began.every((turns) => turns > 0))
  assert.strictEqual(warnings.length, 0)

  const found = yield* Effect.promise(() => Weights.find())
  const judge = yield* TextJudge.make("multilingual", () => 0.25)
  const judged = yield* judge({ text: "Bonjour et", asked: "", language: "FRENCH" })
  if (typeof found === "string") {
    yield* Console.log(`multilingual, without its weights: ${found.replaceAll(homedir(), "~")}`)
    assert.ok(warnings.some((warning) => warning.includes("download-files")))
    assert.strictEqual(judged?.probability, 0.25)
  }
  yield* multilingual
}).pipe(Effect.scoped, Effect.timeout("2 minutes"), Effect.provide(Layer.mergeAll(logged)))

NodeRuntime.runMain(Effect.andThen(exercise, Effect.sync(() => process.exit(0))))
