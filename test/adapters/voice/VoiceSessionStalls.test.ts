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
  it.live.each(
    [
      { _tag: "Stalled", afterMillis: 500 },
      { _tag: "Stalled", afterMillis: 500, stubborn: true },
      { _tag: "Silent" },
      { _tag: "Unanswered" },
      { _tag: "Mute" }
    ] as const
  )("takes the place of a reply that is not heard, 3 s after its last sound: %j", (fault) =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* asked(fault)
      assert.deepStrictEqual(yield* conversation.say(phrase), { interrupted: false })
      const wire = yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.create"))
      const seen = yield* events.seen
      const heard = seen.findLast((event) => event._tag === "AgentStartedSpeaking")!
      assert.isBelow(after(wire, heard), fault._tag === "Stalled" ? 5 : 4.5)
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === phrase))
    }))

  it.live("takes it at once where the reply has been silent for so long already", () =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ _tag: "Silent" })
      yield* Effect.sleep("3500 millis")
      yield* conversation.say(phrase)
      const [created, started] = [yield* events.next("ReplyCreated"), yield* events.next("AgentStartedSpeaking")]
      assert.closeTo(after(created, started), 3.5, 1)
    }))

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
      assert.include((yield* events.seen).map(({ _tag }) => _tag), "AgentStalled")
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
