import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Logger } from "effect"
import { TestClock } from "effect/testing"
import * as InferenceThread from "../../../../src/adapters/voice/turns/InferenceThread.ts"

/** What a thread does with each question. */
const thread = (body: string, loaded = "parentPort.postMessage({ id: 0 })") =>
  new URL(
    `data:text/javascript,${
      encodeURIComponent(
        `import { parentPort } from "node:worker_threads"
        parentPort.on("message", ({ id, input: pcm }) => { ${body} })
        ${loaded}`
      )
    }`
  )

const warnings: Array<string> = []
const logged = Logger.layer([Logger.make(({ message }) => void warnings.push(String(message)))])

const settled = Effect.promise(() => new Promise<void>((resolve) => setTimeout(resolve, 5)))
/** The thread has loaded its model: an answer is waited for. */
const untilItAsks = (predict: () => Promise<number | undefined>) =>
  Effect.promise(predict).pipe(
    Effect.tap((answer) => answer === undefined ? settled : Effect.void),
    Effect.repeat({ until: (answer) => answer !== undefined })
  )

const pcm = Int16Array.of(1, 2, 3)

describe("InferenceThread", () => {
  it.effect("asks the model, several questions at once, and gives each its answer", () =>
    Effect.gen(function*() {
      const { predict } = yield* InferenceThread.make<Int16Array>(
        thread("parentPort.postMessage({ id, probability: pcm[0] / 10 })")
      )
      yield* untilItAsks(() => predict(pcm))
      const answers = yield* Effect.promise(() => Promise.all([1, 2, 3].map((one) => predict(Int16Array.of(one)))))
      assert.deepStrictEqual(answers, [0.1, 0.2, 0.3])
    }))

  it.effect("knows nothing as long as the model is not loaded, and does not wait for it", () =>
    Effect.gen(function*() {
      const { predict } = yield* InferenceThread.make<Int16Array>(
        thread("parentPort.postMessage({ id, probability: 1 })", "")
      )
      assert.strictEqual(yield* Effect.promise(() => predict(pcm)), undefined)
    }))

  it.effect("knows nothing where the model fails", () =>
    Effect.gen(function*() {
      const { predict } = yield* InferenceThread.make<Int16Array>(
        thread("parentPort.postMessage(pcm[0] === 9 ? { id } : { id, probability: 1 })")
      )
      yield* untilItAsks(() => predict(pcm))
      assert.strictEqual(yield* Effect.promise(() => predict(Int16Array.of(9))), undefined)
    }))

  it.effect("waits for no answer longer than half a second, and leaves a thread that hangs for a new one", () =>
    Effect.gen(function*() {
      const hanging = thread("if (pcm[0] !== 9) parentPort.postMessage({ id, probability: 1 })")
      const { predict } = yield* InferenceThread.make<Int16Array>(hanging)
      yield* untilItAsks(() => predict(pcm))
      for (let missed = 0; missed < 4; missed++) {
        const asked = yield* Effect.forkChild(Effect.promise(() => predict(Int16Array.of(9))))
        yield* settled
        yield* TestClock.adjust("500 millis")
        assert.strictEqual(yield* Fiber.join(asked), undefined)
      }
      assert.strictEqual(yield* untilItAsks(() => predict(pcm)), 1)
    }))

  it.effect("begins anew where its thread dies, three times at most, and says so once", () =>
    Effect.gen(function*() {
      const dying = thread("if (pcm[0] === 9) process.exit(1); else parentPort.postMessage({ id, probability: 1 })")
      const { predict } = yield* InferenceThread.make<Int16Array>(dying)
      for (let life = 0; life < 3; life++) {
        yield* untilItAsks(() => predict(pcm))
        assert.strictEqual(yield* Effect.promise(() => predict(Int16Array.of(9))), undefined)
      }
      yield* settled
      for (let more = 0; more < 3; more++) assert.strictEqual(yield* Effect.promise(() => predict(pcm)), undefined)
      assert.deepStrictEqual(warnings.filter((it) => it.includes("3 times")).length, 1)
    }).pipe(Effect.provide(logged)))

  it.effect("does not wait for ever for a thread that never has its model, and says so once", () =>
    Effect.gen(function*() {
      warnings.length = 0
      yield* InferenceThread.make<Int16Array>(thread("", ""))
      yield* Effect.andThen(TestClock.adjust("1 minute"), settled).pipe(
        Effect.repeat({ until: () => warnings.length > 0 })
      )
      yield* TestClock.adjust("10 minutes")
      assert.lengthOf(warnings, 1)
    }).pipe(Effect.provide(logged)))

  it.effect("does not try for ever where a thread cannot even begin", () =>
    Effect.gen(function*() {
      warnings.length = 0
      const { predict } = yield* InferenceThread.make<Int16Array>(thread("", "throw new Error()"))
      yield* settled.pipe(Effect.repeat({ until: () => warnings.length > 0 }))
      assert.strictEqual(yield* Effect.promise(() => predict(pcm)), undefined)
    }).pipe(Effect.provide(logged)))
})
