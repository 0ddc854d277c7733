import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { readConsent } from "../../src/receptionist/consent/Consent.ts"
import { openingLines } from "../../src/receptionist/Opening.ts"
import { phrasesOf } from "../../src/receptionist/Phrases.ts"
import { full, plain } from "./agents.ts"

const keys = (machine: boolean, recording: "off" | "announce" | "ask") =>
  openingLines({ machine, recording }, phrasesOf(plain), "FRENCH").map(({ key }) => key)

describe("openingLines", () => {
  it.effect("tells before the greeting, and asks after it", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(keys(false, "off"), ["greeting"])
      assert.deepStrictEqual(keys(true, "off"), ["disclosureMachine", "greeting"])
      assert.deepStrictEqual(keys(true, "announce"), ["disclosureMachine", "disclosureRecording", "greeting"])
      assert.deepStrictEqual(keys(false, "ask"), ["greeting", "askRecording"])
      assert.deepStrictEqual(keys(true, "ask"), ["disclosureMachine", "greeting", "askRecording"])
    }))

  it.effect("has the words of the agent, in the language of the call", () =>
    Effect.sync(() => {
      const agent = new AgentConfig({ ...full, phrases: { askRecording: { FRENCH: "{name} peut-il enregistrer ?" } } })
      assert.deepStrictEqual(openingLines({ machine: false, recording: "ask" }, phrasesOf(agent), "FRENCH"), [
        { key: "greeting", text: "Bonjour, ici John. Comment puis-je vous aider aujourd'hui ?" },
        { key: "askRecording", text: "John peut-il enregistrer ?" }
      ])
      const [, , last] = openingLines({ machine: true, recording: "ask" }, phrasesOf(agent), "ENGLISH")
      assert.strictEqual(last?.text, "Before we start, may we record this call?")
    }))

  it.effect("announces words of refusal that are understood", () =>
    Effect.sync(() => {
      for (const [language, words] of [["ENGLISH", "Don't record"], ["FRENCH", "N'enregistrez pas"]] as const) {
        assert.include(phrasesOf(plain)("disclosureRecording", language), words)
        assert.strictEqual(readConsent(words, { asked: false }), "refused")
      }
    }))
})
