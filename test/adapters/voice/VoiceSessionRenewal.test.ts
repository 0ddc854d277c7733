import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import type { ModelScript } from "../../../src/sandbox/ModelScript.ts"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { converse } from "../../support/VoiceStage.ts"

const look = { name: "look_up", description: "Looks it up", parameters: { type: "object", properties: {} } }
const greeting = "Bonjour, ici Anne."
const story = "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine."

/** The items that a session was told, as they are read: who, and what. */
const items = ({ wire }: Observed, connection: number) =>
  wire.flatMap(({ connection: on, event, from, type }) => {
    if (on !== connection || from !== "client" || type !== "conversation.item.create") return []
    const item = event["item"] as Record<string, string> & {
      readonly content?: ReadonlyArray<{ readonly text: string }>
    }
    const said = item.content?.map(({ text }) => text).join(" ")
    return [[item["role"] ?? item["type"], said ?? item["output"] ?? `${item["name"]} ${item["arguments"]}`]]
  })

const failures = ({ wire }: Observed) => wire.filter(({ from, type }) => from === "server" && type === "error")

type Stage = Effect.Success<ReturnType<typeof converse>>

const ask = Effect.fnUntraced(function*({ conversation, events, speak }: Stage, nth = 1) {
  const speaking = yield* Effect.forkChild(speak())
  yield* events.next("CallerSaid", nth)
  yield* Fiber.join(speaking)
  yield* conversation.reply()
})

describe.concurrent("a session that is renewed", () => {
  it.live("is told all that was said, heard and done, in the order in which it was", () =>
    Effect.gen(function*() {
      const stage = yield* converse({
        turns: [
          {
            heard: "Êtes-vous ouverts ?",
            replies: [{ calls: [{ name: "look_up", arguments: { day: "samedi" } }] }, { says: { FRENCH: "Oui." } }]
          },
          { heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: story } }] },
          { heard: "Et après ?", replies: [{ says: { FRENCH: "Voilà tout." } }] }
        ]
      }, { tools: [look] })
      const { conversation, endpoint, events, phone, speak } = stage
      yield* conversation.say(greeting)
      yield* ask(stage)
      yield* (yield* events.next("ToolCalled")).call.answer("open until six")
      yield* events.next("AgentSaid", 2)
      yield* ask(stage, 2)
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1500) || undefined)
      yield* speak()
      const cut = yield* events.next("AgentSaid", 3)
      assert.isTrue(cut.interrupted)
      yield* events.next("CallerSaid", 3)
      yield* conversation.updateInstructions("Be kind.", "FRENCH")
      yield* conversation.renew
      yield* events.next("ModelRestored")
      yield* conversation.reply()
      yield* events.next("AgentSaid", 4)
      const observed = yield* endpoint.observed
      assert.deepStrictEqual(items(observed, 1), [
        ["assistant", greeting],
        ["user", "Êtes-vous ouverts ?"],
        ["function_call", "look_up {\"day\":\"samedi\"}"],
        ["function_call_output", "open until six"],
        ["assistant", "Oui."],
        ["user", "Parlez-moi de vous"],
        ["assistant", cut.text],
        ["user", "Et après ?"]
      ])
      assert.deepStrictEqual(failures(observed), [])
      const sessions = observed.wire.flatMap(({ connection, event, type }) =>
        connection === 1 && type === "session.update" ? [event["session"] as Record<string, unknown>] : []
      )
      assert.deepInclude(sessions[0], { instructions: "Be kind." })
      assert.deepInclude((sessions[1]?.["tools"] as ReadonlyArray<unknown> | undefined)?.[0], look)
      const tags = (yield* events.seen).map(({ _tag }) => _tag)
      for (const tag of ["ModelReconnecting", "ReplyFailed", "CallerTurnLost"]) assert.notInclude(tags, tag)
    }))

  it.live("loses the reply under way without a word, also while it is heard", () =>
    Effect.gen(function*() {
      const stage = yield* converse({
        turns: [{ heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: story } }] }]
      })
      const { conversation, events } = stage
      yield* ask(stage)
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.renew
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      yield* events.next("ModelRestored")
      yield* conversation.reply()
      yield* events.next("AgentStoppedSpeaking", 2)
      assert.isUndefined((yield* events.seen).find(({ _tag }) => _tag === "ReplyFailed"))
    }))

  it.live("is what a stuck response is left for", () =>
    Effect.gen(function*() {
      const fault = { _tag: "Stalled", afterMillis: 300, stubborn: true, times: 1 } as const
      const stage = yield* converse({
        turns: [{ heard: "Parlez-moi de vous", replies: [{ says: { FRENCH: story }, fault }] }]
      })
      const { conversation, events } = stage
      yield* ask(stage)
      yield* events.next("AgentStalled")
      yield* conversation.renew
      yield* events.next("ModelRestored")
      yield* conversation.reply()
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === story))
    }))

  it.live("knows a call that is answered afterwards", () =>
    Effect.gen(function*() {
      const stage = yield* converse({
        turns: [{
          heard: "Êtes-vous ouverts ?",
          replies: [{ calls: [{ name: "look_up", arguments: {} }] }, { says: { FRENCH: "Oui." } }]
        }]
      }, { tools: [look] })
      const { conversation, endpoint, events } = stage
      yield* ask(stage)
      const { call } = yield* events.next("ToolCalled")
      yield* conversation.renew
      yield* events.next("ModelRestored")
      yield* call.answer("open until six")
      yield* endpoint.until(({ wire }) => wire.filter(({ type }) => type === "response.create")[1])
      assert.deepStrictEqual(failures(yield* endpoint.observed), [])
    }))

  it.live("is not left for another where nothing has been asked of it", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({ turns: [] })
      yield* conversation.renew
      yield* events.next("ModelRestored")
      yield* endpoint.drop
      yield* events.next("ModelRestored", 2)
      yield* conversation.renew
      yield* events.next("ModelRestored", 3)
      assert.strictEqual((yield* endpoint.observed).connections.length, 2)
    }))

  it.live("is not told what the old one was told and has told itself: each item once", () =>
    Effect.gen(function*() {
      const stage = yield* converse({ turns: [], opening: { fault: { _tag: "Silent" } } })
      const { conversation, endpoint, events } = stage
      yield* conversation.say(greeting)
      yield* conversation.reply()
      yield* events.next("ReplyCreated")
      yield* conversation.renew
      yield* conversation.say("Un instant.")
      yield* events.next("ModelRestored")
      yield* conversation.say("Me revoici.")
      const observed = yield* endpoint.until((observed) => items(observed, 1).length === 3 ? observed : undefined)
      assert.deepStrictEqual(items(observed, 1).map(([, said]) => said), [greeting, "Un instant.", "Me revoici."])
      assert.deepStrictEqual(failures(observed), [])
    }))

  it.live("is left when it is old, in a moment in which nobody loses a word, without a word", () =>
    Effect.gen(function*() {
      const stage = yield* converse({
        turns: [{ heard: "Êtes-vous ouverts ?", replies: [{ says: { FRENCH: story } }] }]
      }, { sessionAge: Duration.seconds(2) })
      const { endpoint, events } = stage
      yield* ask(stage)
      const said = yield* events.next("AgentSaid")
      assert.strictEqual(said.text, story)
      assert.strictEqual((yield* endpoint.observed).connections.length, 1)
      yield* endpoint.until(({ connections }) => connections[1])
      const observed = yield* endpoint.until((observed) => items(observed, 1).length === 2 ? observed : undefined)
      assert.deepStrictEqual(items(observed, 1), [["user", "Êtes-vous ouverts ?"], ["assistant", story]])
      yield* endpoint.until(({ connections }) => connections[2])
      const tags = (yield* events.seen).map(({ _tag }) => _tag)
      assert.deepStrictEqual(tags.filter((tag) => /^Model|Lost|Failed/.test(tag)), [])
    }))

  it.live("is lost where there is no other", () =>
    Effect.gen(function*() {
      const script: ModelScript = { turns: [], connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] }
      const { conversation, events } = yield* converse(script)
      yield* conversation.reply()
      yield* events.next("ReplyCreated")
      yield* conversation.renew
      assert.strictEqual((yield* events.next("ModelLost")).error.reason, "refused")
      yield* conversation.renew
    }))
})
