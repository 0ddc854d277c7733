import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readConsent } from "../../src/receptionist/consent/Consent.ts"
import { openingOf } from "../../src/receptionist/Opening.ts"
import { phrasesOf } from "../../src/receptionist/Phrases.ts"
import { plain } from "./agents.ts"

const keys = (machine: boolean, recording: "off" | "announce" | "ask") => openingOf({ machine, recording })

describe("the opening", () => {
  it.effect("tells before the greeting, and asks after it", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(keys(false, "off"), ["greeting"])
      assert.deepStrictEqual(keys(true, "off"), ["disclosureMachine", "greeting"])
      assert.deepStrictEqual(keys(true, "announce"), ["disclosureMachine", "disclosureRecording", "greeting"])
      assert.deepStrictEqual(keys(false, "ask"), ["greeting", "askRecording"])
      assert.deepStrictEqual(keys(true, "ask"), ["disclosureMachine", "greeting", "askRecording"])
    }))

  it.effect("announces words of refusal that are understood", () =>
    Effect.sync(() => {
      for (const [language, words] of [["ENGLISH", "Don't record"], ["FRENCH", "N'enregistrez pas"]] as const) {
        assert.include(phrasesOf(plain)("disclosureRecording", language), words)
        assert.strictEqual(readConsent(words, { asked: false }), "refused")
      }
    }))
})
