import { assert } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { makeStage, type StageOptions } from "./CallStage.ts"

/** Lets everything run that can run without time passing. */
export const settle = Effect.andThen(TestClock.adjust(0), Effect.yieldNow).pipe(Effect.repeat({ times: 50 }))

/** A call that has been answered and greeted. */
export const conversing = Effect.fnUntraced(function*(options: StageOptions = {}) {
  const stage = yield* makeStage(options)
  const call = yield* Effect.forkChild(stage.call)
  yield* settle
  const since = (yield* stage.log).length
  // What has played is still on its way to the caller for 300 ms: then the line is released.
  const ending = Effect.all([settle, TestClock.adjust("300 millis"), settle], { discard: true }).pipe(
    Effect.andThen(Fiber.join(call)),
    Effect.tap(Effect.map(stage.log, (log) => assert.notInclude(log, "cut a REFER")))
  )
  return { ...stage, ending, fiber: call, news: Effect.map(stage.log, (log) => log.slice(since)) }
})

/** A turn of the caller's; its words, where they are known. */
export const turn = (itemId: string, text?: string) => [
  { _tag: "CallerStartedSpeaking", itemId, at: 1_000 } as const,
  { _tag: "CallerTurnEnded", itemId, at: 2_000 } as const,
  ...(text === undefined ? [] : [{ _tag: "CallerSaid", itemId, text, spokenAt: 1_000 } as const])
]
