import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { inThread } from "../../../src/anonymizer/call/EngineThread.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { agent, conversation, rawTranscript, said, year } from "../support.ts"

const found = (text: string) => Effect.map(inThread("find", [said(text)], { year }), (entities) => entities.length)

describe("the engine's thread", () => {
  it.effect("finds what the engine finds, for one call after the other", () =>
    Effect.gen(function*() {
      const counts = yield* Effect.all([found("My name is Ana Ruiz."), found("hello"), found("It's 514 555-0147.")], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(counts, [1, 0, 1])
    }))

  it.effect("is replaced where a step is given up, and the next call is read", () =>
    Effect.gen(function*() {
      yield* found("hello")
      // A long step, and nobody waits for it any more: the thread may hang for all we know.
      const long = Array.from({ length: 2000 }, () => said("Marie Tremblay a un chat, et cinq cent quatre piasses."))
      const hanging = yield* Effect.forkChild(Effect.flip(inThread("find", long, { year })))
      yield* Effect.yieldNow
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual((yield* Fiber.join(hanging)).reason, "timeout")
      assert.strictEqual(yield* found("My name is Ana Ruiz."), 1)
    }))

  it.effect("never keeps the thread in which calls are heard for 5 ms", () =>
    Effect.gen(function*() {
      const anonymizer = yield* Anonymizer
      const turns = Array.from({ length: 200 }, (_, index) =>
        index % 2 === 0
          ? ["assistant", "Votre nom et votre numéro, s'il vous plaît ?"] as const
          : [
            "user",
            `C'est Marie-Ève Tremblay, au 514 555-01${String(index % 100).padStart(2, "0")}, voyez-vous.`
          ] as const)
      const cost = Effect.gen(function*() {
        const before = process.threadCpuUsage()
        yield* anonymizer.anonymize(rawTranscript(conversation(...turns)), { agent })
        const { system, user } = process.threadCpuUsage(before)
        return (user + system) / 1000
      })
      // Milliseconds of this thread for all of the call: no single wait of it is longer. The engine's own takes hundreds.
      // Of several the least, for who else runs on a processor makes its caches cold.
      assert.isBelow(Math.min(...yield* Effect.replicateEffect(cost, 4)), 5)
    }).pipe(Effect.provide(EmbeddedAnonymizer.layer)))
})
