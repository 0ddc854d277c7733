import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { converse as converseWith } from "../../support/VoiceStage.ts"

const saying = (heard: string, answer: string) => ({ heard, replies: [{ says: { FRENCH: answer } }] })
const open = saying("Êtes-vous ouverts ?", "Oui, nous sommes ouverts jusqu'à dix-huit heures.")
const hours = saying("Et le samedi ?", "Non, le samedi nous sommes fermés.")
const lost = { connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] } as const

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
})
