import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import type { ReplyFault } from "../../../src/sandbox/ModelScript.ts"
import type { VoiceEvent } from "../../../src/services/VoiceSession.ts"
import { converse } from "../../support/VoiceStage.ts"

const story = "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine, et même le dimanche matin."
const phrase = "Un instant, s'il vous plaît."

/** A reply that goes wrong like this, once, has been asked for. */
const asked = Effect.fnUntraced(function*(fault: ReplyFault) {
  const stage = yield* converse({
    turns: [{ heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: story }, fault: { ...fault, times: 1 } }] }],
    transcriptionLatency: 0
  })
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return stage
})

const speaking = (seen: ReadonlyArray<VoiceEvent>) =>
  seen.flatMap(({ _tag }) => /^Agent(Started|Stalled|Stopped)/.test(_tag) ? [_tag] : [])

/** How long after `from` something of `at` happened, in seconds. */
const after = (from: { readonly at: number }, { at }: { readonly at: number }) => (at - from.at) / 1000

describe.concurrent("an agent that is heard", () => {
  it.live("is said to be, once a second, until it is over", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* converse({ turns: [] })
      yield* conversation.say(story)
      const stopped = yield* events.next("AgentStoppedSpeaking")
      const seen = yield* events.seen
      const started = yield* events.next("AgentStartedSpeaking")
      const told = seen.flatMap((event) => event._tag === "AgentAudible" ? [event.at] : [])
      const seconds = Math.floor(after(started, stopped))
      assert.isAtLeast(seconds, 3)
      assert.closeTo(told.length, seconds, 1)
      for (const [index, at] of told.entries()) assert.closeTo(after(started, { at }), index + 1, 0.9)
      assert.deepStrictEqual(speaking(seen), ["AgentStartedSpeaking", "AgentStoppedSpeaking"])
    }))

  it.live("stalls a second after the model's audio has stopped, and is over when it is interrupted", () =>
    Effect.gen(function*() {
      const { conversation, events, phone } = yield* asked({ _tag: "Stalled", afterMillis: 1500 })
      const stalled = yield* events.next("AgentStalled")
      const started = yield* events.next("AgentStartedSpeaking")
      assert.closeTo(after(started, stalled), 2.5, 1)
      yield* conversation.interrupt
      const stopped = yield* events.next("AgentStoppedSpeaking")
      assert.isTrue(stopped.interrupted)
      assert.isBelow(after(stalled, stopped), 1)
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && story.startsWith(said.text) && said.text.length < story.length)
      yield* conversation.say(phrase)
      assert.strictEqual((yield* phone.heard).length, 2)
      yield* events.next("AgentStoppedSpeaking", 2)
      assert.deepStrictEqual(speaking(yield* events.seen), [
        "AgentStartedSpeaking",
        "AgentStalled",
        "AgentStoppedSpeaking",
        "AgentStartedSpeaking",
        "AgentStoppedSpeaking"
      ])
    }))

  it.live("has started again where the audio goes on, and is over once", () =>
    Effect.gen(function*() {
      const { events } = yield* asked({ _tag: "Stalled", afterMillis: 500, forMillis: 2500 })
      assert.isFalse((yield* events.next("AgentStoppedSpeaking")).interrupted)
      assert.deepInclude(yield* events.next("AgentSaid"), { text: story, interrupted: false })
      assert.deepStrictEqual(speaking(yield* events.seen), [
        "AgentStartedSpeaking",
        "AgentStalled",
        "AgentStartedSpeaking",
        "AgentStoppedSpeaking"
      ])
    }))

  it.live("stalls where all that comes is silence", () =>
    Effect.gen(function*() {
      const { events } = yield* asked({ _tag: "Mute" })
      const stalled = yield* events.next("AgentStalled")
      assert.closeTo(after(yield* events.next("AgentStartedSpeaking"), stalled), 1, 0.8)
      yield* events.next("AgentStoppedSpeaking")
      const tags = (yield* events.seen).map(({ _tag }) => _tag)
      for (const tag of ["AgentAudible", "AgentSaid"]) assert.notInclude(tags, tag)
    }))

  it.live("is over when the call is, though it had stalled", () =>
    Effect.gen(function*() {
      const { events, hangUp } = yield* asked({ _tag: "Stalled", afterMillis: 500, stubborn: true })
      yield* events.next("AgentStalled")
      yield* hangUp
      yield* events.over
      assert.deepStrictEqual(speaking(yield* events.seen), [
        "AgentStartedSpeaking",
        "AgentStalled",
        "AgentStoppedSpeaking"
      ])
    }))
})

describe.concurrent("a phrase", () => {
  it.live.each([{ _tag: "Silent" }, { _tag: "Unanswered" }] as const)(
    "is said at once where nothing is heard of the reply that was asked for: %j",
    (fault) =>
      Effect.gen(function*() {
        const { conversation, endpoint, events } = yield* asked(fault)
        const wire = yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.create"))
        assert.deepStrictEqual(yield* conversation.say(phrase), { interrupted: false })
        assert.isBelow(after(wire, yield* events.next("AgentStartedSpeaking")), 1.5)
        const observed = yield* endpoint.observed
        assert.isUndefined(observed.wire.find(({ type }) => type === "response.cancel"))
      })
  )

  it.live("is followed by the reply that lives on meanwhile", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({
        turns: [{ heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: story } }] }],
        replyLatency: 500
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("ReplyCreated")
      assert.deepStrictEqual(yield* conversation.say(phrase), { interrupted: false })
      assert.strictEqual((yield* events.next("AgentSaid", 1)).text, phrase)
      assert.deepInclude(yield* events.next("AgentSaid", 2), { text: story, interrupted: false })
      const seen = yield* events.seen
      const of = seen.flatMap((event) => event._tag === "AgentStartedSpeaking" ? [event.of] : [])
      assert.deepStrictEqual(of, ["phrase", "reply"])
      const { wire } = yield* endpoint.observed
      assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 1)
    }))

  it.live("is not followed by a reply that the caller has talked over, and the model forgets it", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({
        turns: [],
        opening: { says: { FRENCH: "Voilà." } }
      })
      const saying = yield* Effect.forkChild(conversation.say(story))
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.reply()
      const { event } = yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.done"))
      yield* speak("Attendez")
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      yield* events.next("CallerTurnEnded")
      const forgotten = yield* endpoint.until(({ wire }) =>
        wire.find(({ type }) => type === "conversation.item.deleted")
      )
      const [item] = (event["response"] as { readonly output: ReadonlyArray<{ readonly id: string }> }).output
      assert.strictEqual(forgotten.event["item_id"], item?.id)
      const said = (yield* events.seen).flatMap((event) => event._tag === "AgentSaid" ? [event.text] : [])
      assert.notInclude(said, "Voilà.")
    }))

  it.live("keeps no reply from being asked for at once, which follows it", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({ turns: [], opening: { says: { FRENCH: "Voilà." } } })
      const saying = yield* Effect.forkChild(conversation.say(story))
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.reply()
      yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.done"))
      assert.isUndefined(saying.pollUnsafe())
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, "Voilà.")
    }))

  it.live.each(
    [
      { _tag: "Stalled", afterMillis: 500 },
      { _tag: "Stalled", afterMillis: 500, stubborn: true },
      { _tag: "Mute" }
    ] as const
  )(
    "takes the place of a reply that is not heard any more, 3 s after its last sound: %j",
    (fault) =>
      Effect.gen(function*() {
        const { conversation, endpoint, events } = yield* asked(fault)
        const wire = yield* endpoint.until(({ wire }) =>
          wire.find(({ type }) => type === "response.output_audio.delta")
        )
        yield* events.next("AgentStartedSpeaking")
        assert.deepStrictEqual(yield* conversation.say(phrase), { interrupted: false })
        const heard = (yield* events.seen).findLast((event) => event._tag === "AgentStartedSpeaking")!
        assert.closeTo(after(wire, heard), fault._tag === "Stalled" ? 3.6 : 3, 1)
        yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === phrase))
      })
  )

  it.live("is not kept waiting by the end of a reply that never comes, once it was interrupted", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ _tag: "Stalled", afterMillis: 500, stubborn: true })
      const stalled = yield* events.next("AgentStalled")
      const saying = yield* Effect.forkChild(conversation.say(phrase))
      yield* conversation.interrupt
      yield* Fiber.join(saying)
      assert.isBelow(after(stalled, yield* events.next("AgentStartedSpeaking", 2)), 2)
    }))

  it.live("lets a reply that is heard be heard to its end", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ _tag: "Stalled", afterMillis: 500, forMillis: 1 })
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.say(phrase)
      assert.deepInclude(yield* events.next("AgentSaid", 1), { text: story, interrupted: false })
      assert.deepInclude(yield* events.next("AgentSaid", 2), { text: phrase, interrupted: false })
    }))
})

describe.concurrent("waiting for what is said to have played", () => {
  it.live("ends where it has stalled", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ _tag: "Stalled", afterMillis: 500 })
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.playedOut
      yield* events.next("AgentStalled")
      assert.notInclude((yield* events.seen).map(({ _tag }) => _tag), "AgentStoppedSpeaking")
    }))

  it.live("does not end before", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* converse({ turns: [] })
      const saying = yield* Effect.forkChild(conversation.say(phrase))
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.playedOut
      yield* Fiber.join(saying)
      yield* conversation.playedOut
      yield* events.next("AgentStoppedSpeaking")
    }))
})
