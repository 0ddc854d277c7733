import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Sip from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"

describe("a call on the real peers", () => {
  layer(Stack.layer.pipe(Layer.provideMerge(NodeServices.layer)), { timeout: "60 seconds", excludeTestServices: true })(
    (it) => {
      it.effect("rings until the agent is there, greets, listens, says goodbye and hangs up", () =>
        Effect.gen(function*() {
          const stage = yield* Stage.make({
            model: {
              turns: [{
                heard: "Merci, au revoir !",
                replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
              }]
            }
          })
          const caller = yield* stage.call([Sip.dial, Sip.answered, Sip.hungUp])
          yield* caller.got("SIP/2.0 180")
          yield* caller.got("SIP/2.0 200")
          yield* caller.phone.heardOut(0)
          yield* caller.phone.say("Merci beaucoup, au revoir !")
          yield* caller.phone.heardOut(1)
          yield* caller.got("BYE")
          assert.isTrue(yield* caller.played)
          const row = yield* stage.backend.ended()
          yield* Effect.logInfo(row)
          assert.strictEqual(row.end["endReason"], "agent_end")
        }))
    }
  )
})
