import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import type { TurnDetection } from "../../../src/domain/AgentVoice.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import { agent, converse } from "../../support/VoiceStage.ts"

const answering = (heard: string, answer: string) => ({ heard, replies: [{ says: { FRENCH: answer } }] })
const open = answering("Êtes-vous ouverts ?", "Oui, jusqu'à dix-huit heures.")
const long = answering(
  "Parlez-moi de vous",
  "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine."
)
const sent = (type: string) => ({ wire }: Observed) => wire.filter((event) => event.type === type)
const turns = (detection: TurnDetection) => ({ turns: { detection, vad: "builtin" } }) as const

/** What the model was told of who ends the turns, each time that it was. */
const detections = (observed: Observed) =>
  sent("session.update")(observed).flatMap(({ event }) => {
    const { audio } = event["session"] as { readonly audio?: { readonly input?: Readonly<Record<string, unknown>> } }
    const input = audio?.input ?? {}
    return "turn_detection" in input ? [input["turn_detection"]] : []
  })

describe("the caller's turns", () => {
  it.live("are begun and ended here for a model that does neither, which hears nothing else", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone, speak } = yield* converse({ turns: [open, open] }, turns("local"))
      yield* phone.speak(Pcm.silence(3000))
      yield* Effect.forkChild(speak("Bonjour, êtes-vous ouverts ?"))
      const began = yield* events.next("CallerStartedSpeaking")
      const ended = yield* events.next("CallerTurnEnded")
      assert.strictEqual(ended.itemId, began.itemId)
      yield* conversation.reply()
      assert.deepInclude(yield* events.next("CallerSaid"), {
        itemId: began.itemId,
        text: open.heard,
        spokenAt: began.at
      })
      yield* events.next("AgentSaid")
      yield* speak()
      assert.notStrictEqual((yield* events.next("CallerTurnEnded", 2)).itemId, ended.itemId)
      yield* endpoint.until((observed) => sent("input_audio_buffer.commit")(observed)[1])
      assert.deepStrictEqual(detections(yield* endpoint.observed), [null])
      const [model] = yield* conversation.usage
      assert.isBelow(model?.inputAudioSeconds ?? 99, 6)
    }))

  it.live("cut off what is being said, by a voice that is heard here", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [long, open] }, turns("local"))
      yield* speak()
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 800) || undefined)
      yield* Effect.forkChild(phone.speak(formants.render("Attendez, attendez", "FRENCH", "caller")))
      assert.isTrue((yield* events.next("AgentStoppedSpeaking")).interrupted)
      assert.isTrue((yield* events.next("AgentSaid")).interrupted)
    }))

  it.live("go on with another connection where the first is lost in the middle of one", () =>
    Effect.gen(function*() {
      const { endpoint, events, phone, speak } = yield* converse({ turns: [open, open] }, turns("local"))
      const long = formants.render("Bonjour, j'aimerais prendre un rendez-vous demain matin", "FRENCH", "caller")
      yield* Effect.forkChild(phone.speak(Pcm.concat([long, Pcm.silence(1500)])))
      const first = yield* events.next("CallerStartedSpeaking")
      yield* endpoint.drop
      assert.strictEqual((yield* events.next("CallerTurnLost")).itemId, first.itemId)
      const second = yield* events.next("CallerTurnEnded")
      assert.notStrictEqual(second.itemId, first.itemId)
      assert.strictEqual((yield* events.next("CallerSaid")).itemId, second.itemId)
      assert.deepStrictEqual(detections(yield* endpoint.observed), [null, null])
      yield* speak()
      yield* events.next("CallerTurnEnded", 2)
    }))

  it.live("are over when the caller is gone", () =>
    Effect.gen(function*() {
      const { conversation, events, phone } = yield* converse({ turns: [open] }, turns("local"))
      yield* Effect.forkChild(phone.speak(formants.render("Bonjour, êtes-vous ouverts", "FRENCH", "caller")))
      yield* events.next("CallerStartedSpeaking")
      yield* conversation.transcribed
      assert.strictEqual((yield* events.next("CallerSaid")).text, open.heard)
    }))

  it.live("are ended by the model where nobody asks for more, by what was said where somebody does", () =>
    Effect.gen(function*() {
      const usual = yield* converse({ turns: [] })
      const semantic = yield* converse({ turns: [open] }, turns("semantic"))
      yield* semantic.speak()
      yield* semantic.events.next("CallerTurnEnded")
      const asked = { create_response: false, interrupt_response: false }
      assert.deepStrictEqual(detections(yield* usual.endpoint.observed), [
        { type: "server_vad", silence_duration_ms: 400, ...asked }
      ])
      assert.deepStrictEqual(detections(yield* semantic.endpoint.observed), [{ type: "semantic_vad", ...asked }])
    }))

  it.live("are ended as their agent has it, and not as the operator does, also after a connection is lost", () =>
    Effect.gen(function*() {
      const own = { ...agent, voice: { turnDetection: "local" } } as typeof agent
      const { endpoint, events, speak } = yield* converse({ turns: [open, open] }, { agent: own })
      yield* speak()
      yield* events.next("CallerTurnEnded")
      yield* endpoint.drop
      yield* events.next("ModelRestored")
      yield* speak()
      yield* events.next("CallerTurnEnded", 2)
      assert.deepStrictEqual(detections(yield* endpoint.observed).slice(1), [null, null])
    }))

  /** By the words before each of them, how long the caller's pauses have to be. */
  const byWords = {
    pipeline: "cascade",
    turns: { ...turns("local").turns, words: ({ text }: { readonly text: string }) => text.endsWith("pour") ? 0 : 1 }
  } as const
  const half = formants.render("Je voudrais un rendez-vous", "FRENCH", "caller")

  it.live("of a cascade go on where their words are half a sentence", () =>
    Effect.gen(function*() {
      const heard = [answering("Je voudrais un rendez-vous pour", ""), answering("demain matin", "Bien sûr.")]
      const { events, phone } = yield* converse({ turns: heard }, byWords)
      const demain = formants.render("demain matin", "FRENCH", "caller")
      yield* Effect.forkChild(phone.speak(Pcm.concat([half, Pcm.silence(700), demain, Pcm.silence(1500)])))
      const said = yield* events.next("CallerSaid")
      assert.strictEqual(said.text, "Je voudrais un rendez-vous pour demain matin")
      yield* events.next("CallerTurnEnded")
      assert.strictEqual((yield* events.seen).filter(({ _tag }) => _tag === "CallerStartedSpeaking").length, 1)
    }))

  it.live("of a cascade end all the same where nothing more comes, and at once where they are a whole one", () =>
    Effect.gen(function*() {
      const heard = [answering("Je voudrais un rendez-vous pour", ""), answering("Je voudrais un rendez-vous", "")]
      const { events, phone } = yield* converse({ turns: heard }, byWords)
      const lasted = (nth: number) =>
        Effect.gen(function*() {
          yield* Effect.forkChild(phone.speak(Pcm.concat([half, Pcm.silence(2000)])))
          yield* events.next("CallerStartedSpeaking", nth)
          const from = yield* Clock.currentTimeMillis
          yield* events.next("CallerTurnEnded", nth)
          return (yield* Clock.currentTimeMillis) - from - Pcm.millis(half)
        })
      const [unfinished, finished] = [yield* lasted(1), yield* lasted(2)]
      assert.isAbove(unfinished - finished, 400)
    }))
})
