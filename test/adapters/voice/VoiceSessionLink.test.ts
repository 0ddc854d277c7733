import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Redacted } from "effect"
import type { ModelScript } from "../../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import * as Dark from "../../support/Dark.ts"
import { converse } from "../../support/VoiceStage.ts"

const script: ModelScript = {
  turns: [{ heard: "Bonjour", replies: [{ says: { FRENCH: "Oui, je suis là." } }] }],
  transcriptionLatency: 0
}

/** A conversation over a wire that can go dark. */
const wired = Effect.fnUntraced(function*(
  options: Partial<ModelScript> = {},
  others: Parameters<typeof converse>[1] = {}
) {
  let wire: Dark.Wire | undefined
  const stage = yield* converse({ ...script, ...options }, {
    ...others,
    through: (url) => Effect.map(Dark.make(url), (made) => (wire = made).url)
  })
  return { ...stage, goDark: wire!.goDark, ponged: wire!.ponged, cut: wire!.cut }
})

const elapsedSince = (before: bigint) => Effect.map(Clock.monotonicTimeNanos, (now) => Number(now - before) / 1e9)

const sentence = formants.render(
  "Bonjour, est-ce que vous m'entendez, je voudrais prendre un rendez-vous pour la semaine prochaine, de préférence le matin, merci.",
  "FRENCH",
  "caller"
)

describe.concurrent("a model's connection", () => {
  it.live("that goes dark is found within 5 s, though the caller says nothing, and is replaced", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, goDark, ponged, speak } = yield* wired()
      yield* ponged
      const before = yield* Clock.monotonicTimeNanos
      yield* goDark()
      yield* events.next("ModelReconnecting")
      assert.isBelow(yield* elapsedSince(before), 5.5)
      yield* events.next("ModelRestored")
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      assert.strictEqual((yield* endpoint.observed).connections.length, 2)
    }))

  it.live("that goes dark for good is lost within 11 s", () =>
    Effect.gen(function*() {
      const { events, goDark, ponged } = yield* wired()
      yield* ponged
      const before = yield* Clock.monotonicTimeNanos
      yield* goDark({ forGood: true })
      assert.strictEqual((yield* events.next("ModelLost")).error.reason, "timeout")
      assert.isBelow(yield* elapsedSince(before), 11)
    }))

  it.live("that goes dark while the caller speaks has lost their turn", () =>
    Effect.gen(function*() {
      const { events, goDark, phone } = yield* wired()
      const speaking = yield* Effect.forkChild(phone.speak(sentence))
      const { itemId } = yield* events.next("CallerStartedSpeaking")
      yield* goDark()
      assert.strictEqual((yield* events.next("CallerTurnLost")).itemId, itemId)
      yield* Fiber.interrupt(speaking)
    }))

  it.live("that is dark before a word of theirs has arrived has lost it", () =>
    Effect.gen(function*() {
      const { events, goDark, phone, ponged } = yield* wired()
      yield* ponged
      yield* goDark()
      yield* Effect.forkChild(phone.speak(sentence))
      yield* events.next("CallerTurnLost")
      yield* events.next("ModelRestored")
      assert.isEmpty((yield* events.seen).filter(({ _tag }) => _tag === "CallerStartedSpeaking"))
    }))

  it.live("that is dark while nobody speaks has lost nothing", () =>
    Effect.gen(function*() {
      const { events, goDark, ponged } = yield* wired()
      yield* ponged
      yield* goDark()
      yield* events.next("ModelRestored")
      assert.isEmpty((yield* events.seen).filter(({ _tag }) => _tag === "CallerTurnLost"))
    }))

  it.live("whose server stalls in a turn of the caller's is left, and the turn is lost", () =>
    Effect.gen(function*() {
      const { endpoint, events, phone } = yield* converse(script)
      const speaking = yield* Effect.forkChild(phone.speak(sentence))
      const { itemId } = yield* events.next("CallerStartedSpeaking")
      yield* endpoint.stall
      yield* Fiber.join(speaking)
      const spoken = yield* Clock.monotonicTimeNanos
      assert.strictEqual((yield* events.next("CallerTurnLost")).itemId, itemId)
      assert.isBelow(yield* elapsedSince(spoken), 4)
      yield* events.next("ModelRestored")
    }))

  it.live("whose server does not hear a caller who speaks is left, once", () =>
    Effect.gen(function*() {
      const { endpoint, events, phone } = yield* converse({
        ...script,
        connections: [{ _tag: "Accept", deaf: true }, { _tag: "Accept", deaf: true }, { _tag: "Accept" }]
      })
      yield* phone.speak(Pcm.concat([sentence, Pcm.silence(300), sentence]))
      yield* events.next("ModelRestored")
      const { connections } = yield* endpoint.observed
      assert.strictEqual(connections.length, 2, "a line that no server takes for a voice is not dialled about again")
    }))

  it.live("is left alone while nobody speaks, or the server hears who does", () =>
    Effect.gen(function*() {
      const { endpoint, phone } = yield* converse(script)
      yield* phone.speak(Pcm.concat([Pcm.silence(3000), sentence, Pcm.silence(4000)]))
      assert.strictEqual((yield* endpoint.observed).connections.length, 1)
    }))
})

const standby = {
  standby: { endpoint: new URL("http://127.0.0.1:9"), apiKey: Redacted.make("other"), deployment: "standby" }
}
const asked: ModelScript = {
  ...script,
  turns: [{
    heard: "Bonjour, un rendez-vous ?",
    replies: [{ says: { FRENCH: "Oui, je suis là." } }]
  }]
}

describe.concurrent("a model's connection, where another voice could take over,", () => {
  it.live("is given up within two seconds that goes dark in a turn of the caller's, and hears it again", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, goDark, phone } = yield* wired(asked, standby)
      const speaking = yield* Effect.forkChild(phone.speak(Pcm.concat([sentence, Pcm.silence(800)])))
      yield* events.next("CallerStartedSpeaking")
      yield* Effect.sleep("2 seconds") // it has answered pings by then
      const before = yield* Clock.monotonicTimeNanos
      yield* goDark()
      const { silentFor } = yield* events.next("ModelReconnecting")
      assert.isBelow(yield* elapsedSince(before), 2)
      assert.isAbove(silentFor ?? 0, 1000)
      assert.isTrue((yield* events.next("ModelRestored")).hearsAgain)
      yield* Fiber.join(speaking)
      assert.strictEqual((yield* events.next("CallerSaid")).text, "Bonjour, un rendez-vous ?")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      assert.lengthOf((yield* events.seen).filter(({ _tag }) => _tag === "CallerSaid"), 1)
      // All of it was heard on the second connection, and once.
      const { wire } = yield* endpoint.observed
      const [started, stopped] = ["speech_started", "speech_stopped"].map((type) =>
        wire.find((event) => event.connection === 1 && event.type === `input_audio_buffer.${type}`)?.event ?? {}
      )
      const heard = Number(stopped?.["audio_end_ms"]) - 400 - Number(started?.["audio_start_ms"])
      assert.closeTo(heard, Pcm.millis(sentence), 600)
    }))

  it.live("is given up soon whose server does not end a turn, and hears it again", () =>
    Effect.gen(function*() {
      const { endpoint, events, speak } = yield* converse(asked, standby)
      yield* Effect.forkChild(Effect.andThen(speak("Bonjour, un rendez-vous ?"), speak("")))
      yield* events.next("CallerStartedSpeaking")
      yield* endpoint.stall
      const { at } = yield* events.next("CallerTurnLost")
      assert.isTrue((yield* events.next("ModelRestored")).hearsAgain)
      assert.strictEqual((yield* events.next("CallerSaid")).text, "Bonjour, un rendez-vous ?")
      assert.isBelow((yield* Clock.currentTimeMillis) - at, 2_000)
    }))

  it.live("is cut while the caller speaks: nobody counts their turn for lost before they are silent", () =>
    Effect.gen(function*() {
      const { cut, endpoint, events, phone } = yield* wired(
        { ...asked, connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] },
        standby
      )
      const speaking = yield* Effect.forkChild(
        phone.speak(Pcm.concat([sentence, sentence, sentence, Pcm.silence(1_000)]))
      )
      yield* events.next("CallerStartedSpeaking")
      yield* cut
      yield* events.next("ModelLost")
      assert.isEmpty((yield* events.seen).filter(({ _tag }) => _tag === "CallerTurnLost"))
      yield* events.next("CallerTurnLost")
      const [said] = yield* phone.said
      assert.isAtLeast(yield* Clock.currentTimeMillis, said?.to ?? Infinity)
      yield* Fiber.join(speaking)
      assert.isAbove((yield* endpoint.observed).connections.length, 1)
    }))
})
