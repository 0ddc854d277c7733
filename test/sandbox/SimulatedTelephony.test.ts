import { assert, it } from "@effect/vitest"
import { AudioFrame } from "@livekit/rtc-node"
import { Effect, Exit, Fiber, Option, Queue, Scope } from "effect"
import { TestClock } from "effect/testing"
import { lineMedia } from "../../src/adapters/voice/Media.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as SimulatedCaller from "../../src/sandbox/SimulatedCaller.ts"
import * as SimulatedTelephony from "../../src/sandbox/SimulatedTelephony.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { Telephony } from "../../src/services/Telephony.ts"

const target = TransferTarget.make("tel:+15145550101")

/** A call that has been joined, in a scope that stands for the conversation's. */
const call = Effect.gen(function*() {
  const telephony = yield* Telephony
  const line = yield* SimulatedTelephony.SimulatedLine
  const scope = yield* Scope.make()
  const room = yield* telephony.join(line.job).pipe(Scope.provide(scope))
  const leg = yield* telephony.caller(room).pipe(Scope.provide(scope))
  const media = lineMedia(leg.media)
  if (media._tag !== "Streams") return yield* Effect.die("the sandbox has streams")
  return { telephony, line, room, leg, output: media.output, end: Scope.close(scope, Exit.void) }
})

const tags = Effect.flatMap(SimulatedTelephony.SimulatedLine, ({ events }) => events).pipe(
  Effect.map((events) => events.map(({ _tag }) => _tag))
)

const simulated = (script: SimulatedTelephony.LineScript) => Effect.provide(SimulatedTelephony.layer(script))

const ordinary = { dialled: "+1 514-555-0100", caller: "+15145550123" }

it.effect("brings a caller, is answered by audio, and is hung up and deleted in this order", () =>
  Effect.gen(function*() {
    const { end, leg, line, output, telephony } = yield* call
    assert.strictEqual(yield* telephony.dialled(line.job, leg), "+15145550100")
    assert.deepStrictEqual(leg.caller, Option.some("+15145550123"))
    output.onAttached()
    yield* leg.answered
    yield* end
    yield* leg.left
    yield* line.over
    assert.deepStrictEqual(yield* tags, ["Joined", "Answered", "HungUp", "RoomDeleted"])
  }).pipe(simulated(ordinary)))

it.effect("lets the caller hang up, once", () =>
  Effect.gen(function*() {
    const { end, leg, line } = yield* call
    yield* line.hangUp
    yield* line.hangUp
    yield* leg.left
    yield* end
    assert.deepStrictEqual(yield* tags, ["Joined", "CallerLeft", "RoomDeleted"])
  }).pipe(simulated(ordinary)))

it.effect("transfers as the script says, after the time that it says", () =>
  Effect.gen(function*() {
    const { end, leg, room, telephony } = yield* call
    const first = yield* Effect.forkChild(telephony.transfer(room, leg, target), { startImmediately: true })
    yield* TestClock.adjust("1999 millis")
    assert.isUndefined(first.pollUnsafe())
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(yield* Fiber.join(first), { _tag: "Failed", sipStatus: 486 })
    assert.deepStrictEqual(yield* telephony.transfer(room, leg, target), { _tag: "Connected" })
    yield* leg.left
    yield* end
    assert.deepStrictEqual(yield* tags, [
      "Joined",
      "TransferAsked",
      "TransferEnded",
      "TransferAsked",
      "TransferEnded",
      "CallerLeft",
      "RoomDeleted"
    ])
  }).pipe(simulated({
    ...ordinary,
    transfers: [{ _tag: "Failed", sipStatus: 486, after: "2 seconds" }, { _tag: "Connected" }]
  })))

it.effect("does not know what became of a transfer whose caller has hung up", () =>
  Effect.gen(function*() {
    const { leg, line, room, telephony } = yield* call
    const asked = yield* Effect.forkChild(telephony.transfer(room, leg, target), { startImmediately: true })
    yield* line.hangUp
    assert.deepStrictEqual(yield* Fiber.join(asked), { _tag: "Unknown", callerPresent: false })
  }).pipe(simulated({ ...ordinary, transfers: [{ _tag: "Connected", after: "1 hour" }] })))

it.effect("has no number where the trunk hides it, no caller where nobody comes, and no room where it is gone", () =>
  Effect.gen(function*() {
    const hidden = yield* call.pipe(
      Effect.flatMap(({ leg, line, telephony }) => Effect.flip(telephony.dialled(line.job, leg))),
      simulated({})
    )
    assert.strictEqual(hidden._tag, "NoDialledNumber")
    const nobody = yield* Effect.forkChild(Effect.flip(call).pipe(simulated({ arrives: "nobody" })))
    yield* TestClock.adjust("20 seconds")
    const gone = yield* Effect.flip(call).pipe(simulated({ arrives: "roomGone" }))
    assert.deepInclude({ ...gone }, { _tag: "RoomUnavailable", reason: "gone" })
    assert.deepInclude({ ...(yield* Fiber.join(nobody)) }, { _tag: "NoCaller", reason: "timeout" })
  }))

it.live("plays a caller who waits for the agent, answers, barges in, and hangs up", () =>
  Effect.gen(function*() {
    const { leg, line, output } = yield* call
    const speech = formants.render("Bonjour", "FRENCH", "agent")
    const say = (pcm: Pcm.Pcm) =>
      Effect.promise(async () => {
        for (const frame of Pcm.frames(pcm, 100)) {
          await output.captureFrame(new AudioFrame(frame, Pcm.sampleRate, 1, frame.length))
        }
        output.flush()
      })
    const spoken = yield* Queue.unbounded<{ readonly samples: number; readonly whileAgentSpeaks: boolean }>()
    const noted = {
      ...line,
      phone: {
        ...line.phone,
        speak: (pcm: Pcm.Pcm) =>
          Effect.gen(function*() {
            const heard = yield* line.phone.heard
            yield* Queue.offer(spoken, { samples: pcm.length, whileAgentSpeaks: heard.at(-1)?.over === false })
            yield* line.phone.speak(pcm)
          })
      }
    }
    const samples = formants.render("Oui", "FRENCH", "caller").length
    const caller = yield* Effect.forkChild(SimulatedCaller.play(noted, formants, [
      { _tag: "Say", text: "Oui", language: "FRENCH" },
      { _tag: "Say", text: "Oui", language: "FRENCH", cue: { _tag: "AgentSpeaking", forMillis: 100 } },
      { _tag: "HangUp", cue: { _tag: "After", millis: 10 } }
    ]))
    yield* say(speech)
    assert.deepStrictEqual(yield* Queue.take(spoken), { samples, whileAgentSpeaks: false })
    yield* say(Pcm.concat([speech, speech, speech]))
    assert.deepStrictEqual(yield* Queue.take(spoken), { samples, whileAgentSpeaks: true })
    yield* leg.left
    yield* Fiber.join(caller)
    assert.include(yield* tags, "CallerLeft")
  }).pipe(simulated(ordinary)))
