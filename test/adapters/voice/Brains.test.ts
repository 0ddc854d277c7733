import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { stat } from "node:fs/promises"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { converse as converseWith } from "../../support/VoiceStage.ts"

const answering = (heard: string, answer: string) => ({ heard, replies: [{ says: { FRENCH: answer } }] })
const answer = "Oui, nous sommes ouverts jusqu'à dix-huit heures."
const open = answering("Êtes-vous ouverts ?", answer)
const hours = answering("Et le samedi ?", "Non, le samedi nous sommes fermés.")
const story =
  "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine. Nous recevons sur rendez-vous. Le métro est à trois minutes."
const long = answering("Parlez-moi de vous", story)
const notice = "Cet appel est enregistré, pour que rien de ce que vous dites ne se perde avant d'être lu par quelqu'un."
const tools = [{ name: "look_up", description: "Looks something up.", parameters: { type: "object", properties: {} } }]

// What nobody above the port can tell: who thinks.
describe.concurrent.each(["realtime", "cascade"] as const)("A conversation by the %s brain", (pipeline) => {
  const converse = (...[script, options]: Parameters<typeof converseWith>) =>
    converseWith(script, { pipeline, ...options })

  it.live("hears a turn, answers it, and notes both in the order of speech", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({ turns: [open] })
      const speaking = yield* Effect.forkChild(speak())
      const ended = yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      const said = yield* events.next("AgentSaid")
      assert.deepInclude(said, { text: answer, interrupted: false, of: "reply" })
      const heard = yield* events.next("CallerSaid")
      const started = yield* events.next("CallerStartedSpeaking")
      assert.strictEqual(heard.text, open.heard)
      assert.strictEqual(heard.itemId, started.itemId)
      assert.strictEqual(ended.itemId, started.itemId)
      assert.strictEqual(heard.spokenAt, started.at)
      assert.isBelow(heard.spokenAt, said.spokenAt)
      assert.strictEqual((yield* events.next("AgentStartedSpeaking")).of, "reply")
      assert.isFalse((yield* events.next("AgentStoppedSpeaking")).interrupted)
      yield* Fiber.join(speaking)
    }))

  it.live("goes on from what was said", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({ turns: [open, hours] })
      yield* conversation.say("Bonjour, ici Anne.")
      for (const nth of [1, 2]) {
        yield* Effect.forkChild(speak())
        yield* events.next("CallerTurnEnded", nth)
        yield* conversation.reply()
        yield* events.next("AgentSaid", nth + 1)
      }
      const said = (yield* events.seen).flatMap((event) =>
        event._tag === "AgentSaid" || event._tag === "CallerSaid" ? [event] : []
      ).sort((one, other) => one.spokenAt - other.spokenAt)
      assert.deepStrictEqual(said.map(({ text }) => text), [
        "Bonjour, ici Anne.",
        open.heard,
        answer,
        hours.heard,
        "Non, le samedi nous sommes fermés."
      ])
    }))

  it.live("speaks the language that a reply is asked for in", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{
          heard: "Are you open?",
          replies: [{ says: { FRENCH: "Oui, bien sûr.", ENGLISH: "Yes, we are open." } }]
        }]
      })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply("MANDATORY INSTRUCTION: You MUST respond in ENGLISH.")
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Yes, we are open.")
    }))

  it.live("gives way to the caller, and keeps what they heard", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [long, open] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1500) || undefined)
      yield* speak("Attendez, j'ai une autre question")
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted)
      assert.isTrue(story.startsWith(said.text), said.text)
      assert.isBelow(said.text.length, story.length)
      assert.isAbove(said.text.length, 10)
    }))

  it.live("says nothing of a reply that waited behind a phrase which the caller has spoken over", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({ turns: [open, hours] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      const saying = yield* Effect.forkChild(conversation.say(notice, { interruptible: false }))
      yield* events.next("AgentStartedSpeaking")
      yield* conversation.reply()
      yield* events.next("ReplyCreated")
      yield* Effect.sleep("1 second")
      yield* Effect.forkChild(speak("Et le samedi, est-ce que vous êtes ouverts aussi ?"))
      yield* events.next("CallerStartedSpeaking", 2)
      assert.isFalse((yield* Fiber.join(saying)).interrupted)
      yield* events.next("CallerTurnEnded", 2)
      yield* conversation.reply()
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.of === "reply"))
      const said = (yield* events.seen).flatMap((event) => event._tag === "AgentSaid" ? [event.text] : [])
      assert.deepStrictEqual(said, [notice, "Non, le samedi nous sommes fermés."])
    }))

  it.live("calls a tool, is answered, and speaks about it", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{
          heard: "Où êtes-vous ?",
          replies: [{ calls: [{ name: "look_up", arguments: { what: "adresse" } }] }, {
            says: { FRENCH: "Au centre-ville, madame." }
          }]
        }]
      }, { tools })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      const { call } = yield* events.next("ToolCalled")
      assert.deepInclude(call, { name: "look_up", args: "{\"what\":\"adresse\"}", spokeFirst: false })
      yield* call.answer("12, rue du Parc")
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Au centre-ville, madame.")
    }))

  it.live("says that it spoke before it called a tool, and is played out", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({
        turns: [{
          heard: "Au revoir",
          replies: [{
            says: { FRENCH: "Merci de votre appel, au revoir !" },
            calls: [{ name: "look_up", arguments: {} }]
          }]
        }]
      }, { tools })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      const { call } = yield* events.next("ToolCalled")
      assert.isTrue(call.spokeFirst)
      yield* conversation.playedOut
      yield* events.next("AgentStoppedSpeaking")
      yield* call.answer("done", { reply: false })
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Merci de votre appel, au revoir !")
    }))

  it.live("takes a reply back before it is heard", () =>
    Effect.gen(function*() {
      const { conversation, events, speak } = yield* converse({ turns: [open], replyLatency: 1000 })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("CallerSaid")
      yield* Effect.sleep("300 millis")
      assert.isTrue(yield* conversation.withdrawReply)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, answer)
      const started = (yield* events.seen).filter(({ _tag }) => _tag === "AgentStartedSpeaking")
      assert.strictEqual(started.length, 1)
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ReplyFailed"), [])
    }))

  it.live("says what it has cost, model by model, and records both sides in one file", () =>
    Effect.gen(function*() {
      const folder = yield* Effect.acquireRelease(
        Effect.promise(() => mkdtemp(join(tmpdir(), "voice-"))),
        (path) => Effect.promise(() => rm(path, { recursive: true }))
      )
      const recordTo = join(folder, "call.ogg")
      const { conversation, events, hangUp, speak } = yield* converse({ turns: [open] }, { recordTo })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("AgentSaid")
      const rows = yield* conversation.usage
      assert.deepStrictEqual(
        rows.map(({ model }) => model).sort(),
        pipeline === "realtime"
          ? ["realtime", "tts"].map((model) => model === "realtime" ? "gpt-realtime" : model)
          : ["chat", "stt", "tts"]
      )
      const spoken = rows.find(({ model }) => model === "tts")
      assert.strictEqual(spoken?.characters, pipeline === "realtime" ? 0 : answer.length)
      yield* hangUp
      assert.isAbove((yield* Effect.promise(() => stat(recordTo))).size, 2000)
    }))
})
