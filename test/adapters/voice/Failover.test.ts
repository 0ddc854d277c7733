import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Redacted } from "effect"
import * as RealtimeEndpoint from "../../../src/sandbox/RealtimeEndpoint.ts"
import { converse as converseWith } from "../../support/VoiceStage.ts"

const saying = (heard: string, answer: string) => ({ heard, replies: [{ says: { FRENCH: answer } }] })
const open = saying("Êtes-vous ouverts ?", "Oui, nous sommes ouverts jusqu'à dix-huit heures.")
const hours = saying("Et le samedi ?", "Non, le samedi nous sommes fermés.")
const lost = { connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] } as const

/** So many items of the conversation, as they were told on this connection. */
const toldItems = (on: number, count: number) => ({ wire }: RealtimeEndpoint.Observed) => {
  const told = wire.filter(({ connection, type }) => connection === on && type === "conversation.item.create")
  return told.length === count ? told : undefined
}

const converse: typeof converseWith = (script, options) =>
  converseWith(script, { pipeline: "realtime+cascade", ...options })

describe.concurrent("A conversation whose voice is lost", () => {
  it.live("goes on with the answer that is owed", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({ ...lost, turns: [open, hours] })
      assert.strictEqual(conversation.voicesLeft, 2)
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* endpoint.drop
      yield* conversation.changeVoice("linkLost")
      const changed = yield* events.next("VoiceChanged")
      assert.deepInclude(changed, { changed: true, from: "realtime", to: "cascade", reason: "linkLost", voicesLeft: 1 })
      yield* conversation.say("Un instant.", { interruptible: false })
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, "Oui, nous sommes ouverts jusqu'à dix-huit heures.")
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid", 2)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid", 3)).text, "Non, le samedi nous sommes fermés.")
      const rows = yield* conversation.usage
      assert.deepStrictEqual(rows.map(({ model }) => model).sort(), ["chat", "gpt-realtime", "stt", "tts"])
    }))

  it.live("hears again from the line what was said while it was dying, and nothing that was answered before", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone, speak } = yield* converse({ ...lost, turns: [open, hours] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      yield* Effect.forkChild(speak("Et le samedi, est-ce que vous êtes ouverts ?"))
      yield* events.next("CallerStartedSpeaking", 2)
      yield* Effect.sleep("300 millis")
      yield* endpoint.drop
      yield* events.next("CallerTurnLost")
      yield* conversation.changeVoice("linkLost")
      const started = yield* events.next("CallerStartedSpeaking", 3)
      const before = yield* events.next("CallerStartedSpeaking", 2)
      assert.isBelow(Math.abs(started.at - before.at), 400)
      assert.strictEqual((yield* events.next("CallerSaid", 2)).text, hours.heard)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, "Non, le samedi nous sommes fermés.")
      const { transcriptions } = yield* endpoint.observed
      const [, said] = yield* phone.said
      assert.lengthOf(transcriptions, 1)
      assert.isAbove(transcriptions[0]?.audioMillis ?? 0, (said?.to ?? 0) - (said?.from ?? 0) - 100)
    }))

  it.live("keeps what was heard of the answer that was cut off, and tells it the next", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone, speak } = yield* converse({
        ...lost,
        turns: [{
          heard: "Parlez-moi de vous",
          replies: [{
            says: { FRENCH: "Nous sommes une clinique de quartier. ".repeat(4) },
            fault: { _tag: "Lost", afterMillis: 2_000, how: "dropped" }
          }]
        }]
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      assert.isTrue((yield* events.next("ModelReconnecting")).inReply)
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1200) || undefined)
      yield* conversation.interrupt
      yield* conversation.changeVoice("linkLost")
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted)
      yield* conversation.reply()
      const { request } = yield* endpoint.until(({ chats }) => chats[0])
      assert.include(JSON.stringify(request.messages), said.text)
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ReplyFailed"), [])
    }))

  it.live("says nothing of an answer that waits behind a phrase as its voice is left", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [open] })
      for (const nth of [1, 2]) {
        yield* Effect.forkChild(speak())
        yield* events.next("CallerTurnEnded", nth)
        const holding = yield* Effect.forkChild(
          conversation.say("Un instant, s'il vous plaît, je regarde cela pour vous.", { interruptible: false })
        )
        yield* events.next("AgentStartedSpeaking", nth)
        yield* conversation.reply()
        yield* events.next("ReplyCreated", nth)
        yield* Effect.sleep("700 millis")
        yield* conversation.changeVoice("unheard")
        yield* Fiber.join(holding)
        yield* Effect.sleep("700 millis")
        assert.lengthOf((yield* events.seen).filter(({ _tag }) => _tag === "AgentStartedSpeaking"), nth)
      }
      assert.lengthOf(yield* phone.heard, 2)
    }))

  it.live("knows what became of a tool that was called before", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({
        ...lost,
        turns: [{
          heard: "Où êtes-vous ?",
          replies: [{ calls: [{ name: "look_up", arguments: {} }] }, { says: { FRENCH: "Au centre-ville, madame." } }]
        }]
      }, { tools: [{ name: "look_up", description: "Looks it up.", parameters: { type: "object", properties: {} } }] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      const { call } = yield* events.next("ToolCalled")
      yield* endpoint.drop
      yield* conversation.changeVoice("linkLost")
      yield* call.answer("12, rue du Parc")
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Au centre-ville, madame.")
      assert.include(JSON.stringify((yield* endpoint.observed).chats[0]?.request.messages), "12, rue du Parc")
    }))

  it.live("goes back to the first, once, where the other fails as well", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({ turns: [open, hours] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.changeVoice("replyFailed")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      yield* conversation.changeVoice("replyFailed")
      assert.deepInclude(yield* events.next("VoiceChanged", 2), { from: "cascade", to: "realtime", voicesLeft: 0 })
      yield* endpoint.until(toldItems(1, 2))
      yield* Effect.forkChild(speak())
      assert.strictEqual((yield* events.next("CallerSaid", 2)).text, hours.heard)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid", 2)).text, "Non, le samedi nous sommes fermés.")
      yield* conversation.changeVoice("replyFailed")
      assert.deepInclude(yield* events.next("VoiceChanged", 3), { changed: false })
      // Lines can still be said: they were rendered, or are.
      assert.deepStrictEqual(yield* conversation.say("Toutes nos excuses."), { interrupted: false })
    }))
})

const standby = (endpoint: URL) => ({ endpoint, apiKey: Redacted.make("other"), deployment: "standby" })

describe.concurrent("A conversation with a standby", () => {
  it.live("begins there where the first gives no session in time, and goes on with the cascade", () =>
    Effect.gen(function*() {
      const second = yield* RealtimeEndpoint.make({
        turns: [open],
        transcriptionLatency: 100,
        replyLatency: 30,
        speed: 20
      })
      const { conversation, endpoint, events, speak } = yield* converse({
        connections: [{ _tag: "Ignore" }],
        turns: [open, hours]
      }, { standby: standby(second.url) })
      const changed = yield* events.next("VoiceChanged")
      assert.deepInclude(changed, { from: "realtime", to: "standby", reason: "noSession", voicesLeft: 2 })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      const [connection] = (yield* second.observed).connections
      assert.include(connection?.url, "model=standby")
      assert.strictEqual(connection?.key, "other")
      yield* second.down
      yield* conversation.changeVoice("linkLost")
      assert.deepInclude(yield* events.next("VoiceChanged", 2), { from: "standby", to: "cascade", voicesLeft: 1 })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid", 2)
      assert.lengthOf((yield* endpoint.observed).transcriptions, 1)
    }))

  it.live("has a sound for the caller who waits, where nobody has a TTS, however long the change takes", () =>
    Effect.gen(function*() {
      const nobody = yield* RealtimeEndpoint.make({ connections: [{ _tag: "Ignore" }], turns: [] })
      const { conversation, endpoint, events, phone, speak } = yield* converseWith(
        { ...lost, turns: [open] },
        { standby: standby(nobody.url), withoutTts: true }
      )
      assert.isFalse(conversation.hasOwnVoice)
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* endpoint.drop
      const lostAt = yield* Clock.currentTimeMillis
      yield* Effect.forkChild(conversation.changeVoice("linkLost"))
      yield* conversation.signal
      const [heard] = yield* phone.until((heard) => heard.length > 0 ? heard : undefined)
      assert.isBelow((yield* Clock.currentTimeMillis) - lostAt, 2_000)
      assert.approximately((heard?.to ?? 0) - (heard?.from ?? 0), 440, 60)
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "AgentSaid"), [])
    }))

  it.live("is taken over by it in the middle, with all that was said", () =>
    Effect.gen(function*() {
      const second = yield* RealtimeEndpoint.make({
        turns: [open, hours],
        transcriptionLatency: 100,
        replyLatency: 30,
        speed: 20
      })
      const { conversation, endpoint, events, speak } = yield* converseWith(
        { ...lost, turns: [open] },
        { standby: standby(second.url) }
      )
      yield* conversation.say("Bonjour, ici Anne.")
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* endpoint.drop
      yield* conversation.changeVoice("linkLost")
      assert.deepInclude(yield* events.next("VoiceChanged"), { from: "realtime", to: "standby", voicesLeft: 1 })
      const told = yield* second.until(toldItems(0, 2))
      assert.include(JSON.stringify(told), open.heard)
      yield* conversation.reply()
      yield* events.next("AgentSaid", 2)
    }))
})
