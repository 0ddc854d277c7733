import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schedule } from "effect"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { converse, serve } from "../../support/VoiceStage.ts"

const hello = "Bonjour, ici Anne."
const answering = (heard: string, answer: string) => ({ heard, replies: [{ says: { FRENCH: answer } }] })
const answer = "Oui, jusqu'à dix-huit heures."
const open = answering("Êtes-vous ouverts ?", answer)
const story = "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine."
const long = answering("Parlez-moi de vous", story)

const sent = (type: string) => ({ wire }: Pick<Observed, "wire">) => wire.filter((event) => event.type === type)
const count = (type: string, nth: number) => (observed: Pick<Observed, "wire">) => sent(type)(observed)[nth - 1]

describe.concurrent("VoiceSession", () => {
  it.live("says a line exactly, renders it once, and tells the model", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({ turns: [] })
      assert.deepStrictEqual(yield* conversation.say(hello), { interrupted: false })
      yield* conversation.say(hello)
      const said = yield* events.next("AgentSaid", 2)
      assert.deepInclude(said, { text: hello, interrupted: false })
      const told = yield* endpoint.until(count("conversation.item.create", 2))
      assert.deepInclude(told.event["item"], { role: "assistant", content: [{ type: "output_text", text: hello }] })
      const { speeches } = yield* endpoint.observed
      assert.deepStrictEqual(speeches.map(({ input, model, voice }) => ({ input, model, voice })), [
        { input: hello, model: "tts", voice: "alloy" }
      ])
      const tags = (yield* events.seen).map(({ _tag }) => _tag).filter((tag) => tag !== "AgentAudible")
      assert.deepStrictEqual(tags.slice(0, 2), ["AgentStartedSpeaking", "AgentStoppedSpeaking"])
      const [, spoken] = yield* conversation.usage
      assert.deepInclude(spoken, { model: "tts", characters: hello.length })
    }))

  it.live("says a line that was rendered ahead without a round trip", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, voice } = yield* converse({ turns: [] })
      yield* voice.warm([{ text: hello, language: "FRENCH" }])
      assert.strictEqual((yield* endpoint.observed).speeches.length, 1)
      yield* conversation.say(hello)
      assert.strictEqual((yield* endpoint.observed).speeches.length, 1)
    }))

  it.live("says a line by the model where there is no TTS", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({ turns: [], speed: 50 }, { withoutTts: true })
      assert.deepStrictEqual(yield* conversation.say(hello), { interrupted: false })
      assert.deepInclude(yield* events.next("AgentSaid"), { text: hello })
      assert.strictEqual((yield* endpoint.observed).speeches.length, 0)
    }))

  const voices = ({ speeches, wire }: Observed) => ({
    phrases: speeches.map(({ voice }) => voice),
    model: sent("session.update")({ wire }).flatMap(({ event }) => {
      const { audio } = event["session"] as { readonly audio?: { readonly output?: { readonly voice?: string } } }
      return audio?.output?.voice === undefined ? [] : [audio.output.voice]
    })
  })

  it.live("speaks in one voice, unless two are asked for", () =>
    Effect.gen(function*() {
      const usual = yield* converse({ turns: [] })
      yield* usual.conversation.say(hello)
      assert.deepStrictEqual(voices(yield* usual.endpoint.observed), { phrases: ["alloy"], model: ["alloy"] })
      const set = yield* converse({ turns: [] }, { realtimeVoice: "cedar", ttsVoice: "nova" })
      yield* set.conversation.say(hello)
      assert.deepStrictEqual(voices(yield* set.endpoint.observed), { phrases: ["nova"], model: ["cedar"] })
    }))

  it.live("speaks in the voice of its agent, also when the model was lost", () =>
    Effect.gen(function*() {
      const choice = { realtimeVoice: "sage", ttsVoice: "sage", speed: 1.1 }
      const { conversation, endpoint, events } = yield* converse({ turns: [] }, { voice: choice })
      yield* conversation.say(hello)
      yield* endpoint.drop
      yield* events.next("ModelRestored")
      yield* conversation.say(hello)
      assert.deepStrictEqual(voices(yield* endpoint.observed), { phrases: ["sage"], model: ["alloy", "sage", "sage"] })
      const last = sent("session.update")(yield* endpoint.observed).findLast(({ event }) =>
        "audio" in Object(event["session"])
      )
      const session = last?.event["session"] as { readonly audio: unknown } | undefined
      assert.deepInclude(session?.audio, { output: { voice: "sage", speed: 1.1 } })
    }))

  it.live("finds on disk what another process has rendered", () =>
    Effect.gen(function*() {
      const phrasesDir = yield* Effect.acquireRelease(
        Effect.promise(() => mkdtemp(join(tmpdir(), "voice-"))),
        (path) => Effect.promise(() => rm(path, { recursive: true }))
      )
      const first = yield* serve({ turns: [] }, { phrasesDir })
      yield* first.voice.warm([{ text: hello, language: "FRENCH" }])
      yield* Effect.promise(() => readdir(phrasesDir)).pipe(
        Effect.repeat({ until: (names) => names.some((name) => name.endsWith(".pcm")), schedule: Schedule.spaced(20) })
      )
      const second = yield* converse({ turns: [] }, { phrasesDir })
      yield* second.conversation.say(hello)
      assert.deepStrictEqual((yield* second.endpoint.observed).speeches, [])
      const [, spoken] = yield* second.conversation.usage
      assert.deepInclude(spoken, { characters: 0, outputAudioSeconds: 0 })
    }))

  it.live("asks for the reply at the end of speech, before the transcript is there", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({ turns: [open], transcriptionLatency: 200 })
      const speaking = yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply("MANDATORY INSTRUCTION: You MUST respond in FRENCH.")
      const said = yield* events.next("AgentSaid")
      assert.deepInclude(said, { text: answer, interrupted: false })
      yield* Fiber.join(speaking)
      const observed = yield* endpoint.observed
      const [asked] = sent("response.create")(observed)
      const [transcribed] = sent("conversation.item.input_audio_transcription.completed")(observed)
      assert.isBelow(observed.wire.indexOf(asked!), observed.wire.indexOf(transcribed!))
      const { instructions } = asked!.event["response"] as { readonly instructions: string }
      assert.strictEqual(instructions, "Be brief.\nMANDATORY INSTRUCTION: You MUST respond in FRENCH.")
      const heard = yield* events.next("CallerSaid")
      assert.strictEqual(heard.text, open.heard)
      const started = yield* events.next("CallerStartedSpeaking")
      assert.strictEqual(heard.spokenAt, started.at)
      assert.isBelow(heard.spokenAt, said.spokenAt)
    }))

  it.live("takes a reply back before it is heard", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({ turns: [open], replyLatency: 1000 })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("CallerSaid")
      assert.isTrue(yield* conversation.withdrawReply)
      yield* conversation.reply("MANDATORY INSTRUCTION: You MUST respond in ENGLISH")
      yield* events.next("AgentSaid")
      const started = (yield* events.seen).filter(({ _tag }) => _tag === "AgentStartedSpeaking")
      assert.strictEqual(started.length, 1)
      const failed = (yield* events.seen).filter(({ _tag }) => _tag === "ReplyFailed")
      assert.deepStrictEqual(failed, [])
      assert.strictEqual(sent("response.create")(yield* endpoint.observed).length, 2)
    }))

  it.live("takes a reply back within 300 ms of its first audio", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, speak } = yield* converse({ turns: [long] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* events.next("AgentStartedSpeaking")
      assert.isTrue(yield* conversation.withdrawReply)
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      yield* conversation.reply()
      yield* events.next("AgentStoppedSpeaking", 2)
      const all = yield* events.seen
      assert.deepStrictEqual(all.filter(({ _tag }) => _tag === "ReplyFailed"), [])
      assert.strictEqual(sent("response.create")(yield* endpoint.observed).length, 2)
    }))

  it.live("does not take back what has been heard for longer", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [long] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      assert.isFalse(yield* conversation.withdrawReply)
      yield* conversation.reply()
      yield* events.next("AgentStartedSpeaking")
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1000) || undefined)
      assert.isFalse(yield* conversation.withdrawReply)
      assert.isFalse((yield* events.next("AgentStoppedSpeaking")).interrupted)
    }))

  it.live("keeps of an interrupted message what was heard of it", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone, speak } = yield* converse({ turns: [long, open] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 800) || undefined)
      yield* speak("Attendez")
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted)
      assert.isTrue(story.startsWith(said.text))
      assert.isBelow(said.text.length, story.length)
      yield* endpoint.until(count("conversation.item.truncated", 1))
    }))

  it.live("keeps of a message that the end of the call cuts off what was heard of it", () =>
    Effect.gen(function*() {
      const { conversation, events, hangUp, phone, speak } = yield* converse({ turns: [long] })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 800) || undefined)
      yield* hangUp
      yield* events.over
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted)
      assert.isTrue(story.startsWith(said.text))
      assert.isBelow(said.text.length, story.length)
    }))

  it.live("cuts a line that the caller talks over, and keeps what was heard of it", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [open] })
      const line = "Bonjour, ici Anne, de la clinique du quartier. Comment puis-je vous aider aujourd'hui ?"
      const saying = yield* Effect.forkChild(conversation.say(line))
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 500) || undefined)
      yield* speak("Attendez")
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && line.startsWith(said.text) && said.text.length < line.length)
    }))

  it.live("keeps what was heard of a line that is given up", () =>
    Effect.gen(function*() {
      const { conversation, events, phone } = yield* converse({ turns: [] })
      const saying = yield* Effect.forkChild(conversation.say(story))
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 500) || undefined)
      yield* Fiber.interrupt(saying)
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && story.startsWith(said.text) && said.text.length < story.length)
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
    }))
})
