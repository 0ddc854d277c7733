import { assert } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import {
  agent,
  answer,
  ask,
  checkRow,
  gone,
  greeted,
  oneMoment,
  patience,
  question,
  rowsOf,
  said,
  speech
} from "./LostModel.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

suite("eight calls that lose their realtime model", (it) => {
  it.effect("at the same moment: all go on with the standby, each where it was", () =>
    Effect.gen(function*() {
      const calls = 8
      const stage = yield* Stage.make({
        agent,
        speech,
        model: { ...gone(calls), turns: [{ heard: question, said, replies: [{ says: { FRENCH: answer } }] }] },
        voices: ["standby"]
      })
      const callers = yield* Effect.forEach(
        Array.from({ length: calls }),
        (_, nth) => greeted(stage, nth, Sip.cue, Sip.hangUp)
      )
      yield* Effect.forEach(callers, ({ phone }) => phone.heardOut(0))
      const asking = yield* Effect.forEach(callers, (caller) => Effect.forkScoped(ask(stage, caller)))
      yield* Effect.forEach(callers, ({ phone }) =>
        phone.heard.until(
          "a second of the answer",
          (sounds) => sounds.slice(1).find(({ from, to }) => to - from > 1_000)
        ))
      yield* stage.endpoint.drop
      const held = yield* Effect.forEach(asking, Fiber.join)
      const rows = yield* rowsOf(stage, calls)
      for (const { caller, silence } of held) {
        yield* Effect.logInfo(`of eight at once: the longest silence was ${silence} ms`)
        assert.isBelow(silence, patience)
        const heard = yield* checkRow(rows.get(caller.from)!, "standby")
        assert.include(heard, oneMoment)
      }
    }))
})
