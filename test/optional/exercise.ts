/** What `run.mjs` starts where the optional packages are installed. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect, Layer, Logger } from "effect"
import assert from "node:assert"
import { homedir } from "node:os"
import * as Sdk from "../../src/adapters/voice/Sdk.ts"
import * as TextJudge from "../../src/adapters/voice/turns/TextJudge.ts"
import * as Vads from "../../src/adapters/voice/turns/Vads.ts"
import * as Weights from "../../src/adapters/voice/turns/Weights.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import { formants } from "../../src/sandbox/Speech.ts"

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

const exercise = Effect.gen(function*() {
  const [plugin, builtin] = [yield* hear("silero"), yield* hear("builtin")]
  yield* Console.log(
    `silero, three calls on one model: ${JSON.stringify(plugin)}; built in: ${JSON.stringify(builtin)}`
  )
  assert.strictEqual(warnings.length, 0)
  for (const { of, speech } of [...plugin, ...builtin]) assert.ok(speech > of * 0.2 && speech < of * 0.9)

  const found = yield* Effect.promise(() => Weights.find())
  const judge = yield* TextJudge.make("multilingual", () => 0.25)
  const judged = yield* judge({ text: "Bonjour et", asked: "", language: "FRENCH" })
  if (typeof found === "string") {
    yield* Console.log(`multilingual, without its weights: ${found.replaceAll(homedir(), "~")}`)
    assert.ok(warnings.some((warning) => warning.includes("download-files")))
    assert.strictEqual(judged?.probability, 0.25)
  }
}).pipe(Effect.scoped, Effect.timeout("2 minutes"), Effect.provide(Layer.mergeAll(logged)))

NodeRuntime.runMain(Effect.andThen(exercise, Effect.sync(() => process.exit(0))))
