import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Schema } from "effect"
import { TestClock } from "effect/testing"
import { EndReason } from "../../src/domain/EndReason.ts"
import { ModelUnavailable } from "../../src/services/VoiceSession.ts"
import { makeStage } from "../support/CallStage.ts"

/** Anything that can happen to a call, in any order, however little sense it makes. */
const Step = Schema.Union([
  Schema.Struct({
    happens: Schema.Literals([
      "callerStarts",
      "turnEnds",
      "untranscribed",
      "agentStarts",
      "agentStops",
      "agentSays",
      "replyFails",
      "endCall",
      "transfer",
      "nonsenseTool",
      "reconnecting",
      "restored",
      "lost",
      "hangUp",
      "drain",
      "sessionCloses",
      "interrupt"
    ])
  }),
  Schema.Struct({
    says: Schema.Literals(["oui", "I would like an appointment please", "En français s'il vous plaît"])
  }),
  Schema.Struct({ waits: Schema.Literals([0, 1_000, 4_000, 20_000, 60_000]) })
])

const Play = Schema.Struct({
  steps: Schema.Array(Step).check(Schema.isMaxLength(40)),
  say: Schema.Literals(["heard", "hangs", "slow"]),
  transfer: Schema.Literals(["Connected", "Failed", "Unknown", "hangs"]),
  withdraws: Schema.Boolean
})

const tools = {
  endCall: ["end_call", "{}"],
  transfer: ["transfer_call", `{"department":"urgences"}`],
  nonsenseTool: ["x", "{"]
} as const

const settle = Effect.andThen(TestClock.adjust(0), Effect.yieldNow).pipe(Effect.repeat({ times: 20 }))

describe("HandleCall, whatever happens", () => {
  it.effect.prop(
    "ends within its bounds, and releases the leg exactly once",
    [Play],
    ([play]) =>
      Effect.gen(function*() {
        const stage = yield* makeStage({
          withdrawReply: play.withdraws,
          ...play.say !== "heard" && {
            say: () =>
              play.say === "hangs" ? Effect.never : Effect.delay(Effect.succeed({ interrupted: false }), "2 seconds")
          },
          transfer: play.transfer === "hangs"
            ? Effect.delay(Effect.succeed({ _tag: "Unknown", callerPresent: true } as const), "25 seconds")
            : Effect.succeed(
              play.transfer === "Unknown" ? { _tag: "Unknown", callerPresent: true } : { _tag: play.transfer }
            )
        })
        const call = yield* Effect.forkChild(stage.call)
        yield* settle
        for (const [index, step] of play.steps.entries()) {
          const itemId = `u${index}`
          if ("waits" in step) yield* TestClock.adjust(Duration.millis(step.waits))
          else if ("says" in step) yield* stage.emit({ _tag: "CallerSaid", itemId, text: step.says, spokenAt: index })
          else {
            switch (step.happens) {
              case "callerStarts":
                yield* stage.emit({ _tag: "CallerStartedSpeaking", itemId, at: index })
                break
              case "turnEnds":
                yield* stage.emit({ _tag: "CallerTurnEnded", itemId, at: index })
                break
              case "untranscribed":
                yield* stage.emit({ _tag: "CallerNotTranscribed", itemId, spokenAt: index })
                break
              case "agentStarts":
                yield* stage.emit({ _tag: "AgentStartedSpeaking", at: index, of: "reply" })
                break
              case "agentStops":
                yield* stage.emit({ _tag: "AgentStoppedSpeaking", at: index, interrupted: false })
                break
              case "agentSays":
                yield* stage.agentSays("D'accord.")
                break
              case "replyFails":
                yield* stage.emit({ _tag: "ReplyFailed", code: "server_error" })
                break
              case "endCall":
              case "transfer":
              case "nonsenseTool":
                yield* stage.callTool(tools[step.happens][0], tools[step.happens][1])
                break
              case "reconnecting":
                yield* stage.emit({ _tag: "ModelReconnecting", attempt: 1 })
                break
              case "restored":
                yield* stage.emit({ _tag: "ModelRestored" })
                break
              case "lost":
                yield* stage.emit({
                  _tag: "ModelLost",
                  error: new ModelUnavailable({ reason: "dropped", attempts: 3 })
                })
                break
              case "hangUp":
                yield* stage.hangUp
                break
              case "drain":
                yield* stage.drain
                break
              case "sessionCloses":
                yield* stage.endEvents
                break
              case "interrupt":
                yield* Effect.forkChild(Fiber.interrupt(call))
            }
          }
          yield* settle
        }
        // The longest call, its last words, and every bound of what comes after.
        yield* TestClock.adjust(Duration.minutes(31))
        yield* settle
        yield* TestClock.adjust(Duration.minutes(5))
        const exit = call.pollUnsafe()
        const interrupted = play.steps.some((step) => "happens" in step && step.happens === "interrupt")
        assert.isDefined(exit, "the call is still on")
        if (exit?._tag === "Success") assert.include(EndReason.literals, exit.value)
        else assert.isTrue(interrupted)
        const log = yield* stage.log
        for (const once of ["hang up", "close session", "delete room", "store transcripts"]) {
          assert.strictEqual(log.filter((entry) => entry === once).length, 1, once)
        }
        assert.isBelow(log.indexOf("hang up"), log.indexOf("close session"))
        assert.isDefined((yield* stage.row).end)
      }),
    { arbitrary: { seed: 20261122, runs: 300 } }
  )
})
