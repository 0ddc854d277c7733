import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { fixedPhrases, phraseKeys, phrasesOf, unknownVariables } from "../../src/receptionist/Phrases.ts"
import { full, plain, unilingual } from "./agents.ts"

const withPhrases = (phrases: NonNullable<AgentConfig["phrases"]>, name = "Sophie") =>
  new AgentConfig({ ...plain, name, phrases })

describe("Phrases", () => {
  it.effect("greets with the exact words", () =>
    Effect.sync(() => {
      const phrase = phrasesOf(full)
      assert.strictEqual(
        phrase("greeting", "FRENCH"),
        "Bonjour, ici John. Comment puis-je vous aider aujourd'hui ?"
      )
      assert.strictEqual(phrase("greeting", "ENGLISH"), "Hi, John here. How can I help you today?")
    }))

  it.effect("has every line in both languages, different from each other and without a hole", () =>
    Effect.sync(() => {
      const phrase = phrasesOf(full)
      for (const key of phraseKeys) {
        const french = phrase(key, "FRENCH", { department: "Billing" })
        const english = phrase(key, "ENGLISH", { department: "Billing" })
        assert.notStrictEqual(french, english, key)
        assert.isFalse(/[{}]/.test(french + english), key)
      }
    }))

  it.effect("says the department, and something sensible without one", () =>
    Effect.sync(() => {
      const phrase = phrasesOf(plain)
      assert.include(
        phrase("transferAnnouncement", "ENGLISH", { department: "Billing" }),
        "transferring you to Billing."
      )
      assert.include(phrase("transferAnnouncement", "ENGLISH"), "transferring you to the right department.")
      assert.include(phrase("transferAnnouncement", "FRENCH", { department: " " }), "le service demandé")
    }))

  it.effect("takes the agent's own line, for the language that has one", () =>
    Effect.sync(() => {
      const agent = withPhrases({ goodbye: { FRENCH: "Salut de {name}, {name} !" }, stillThere: { ENGLISH: "  " } })
      const phrase = phrasesOf(agent)
      assert.strictEqual(phrase("goodbye", "FRENCH"), "Salut de Sophie, Sophie !")
      assert.strictEqual(phrase("goodbye", "ENGLISH"), phrasesOf(plain)("goodbye", "ENGLISH"))
      assert.strictEqual(phrase("stillThere", "ENGLISH"), "Are you still there?")
    }))

  it.effect("leaves braces that mean nothing here alone, and does not read a value again", () =>
    Effect.sync(() => {
      const agent = withPhrases({ goodbye: { ENGLISH: "{constructor} {name}" } }, "{department} $& $1")
      assert.strictEqual(phrasesOf(agent)("goodbye", "ENGLISH"), "{constructor} {department} $& $1")
    }))

  it.effect.prop("puts any name into the greeting as it is", [Schema.NonEmptyString], ([name]) =>
    Effect.sync(() => {
      const spoken = phrasesOf(new AgentConfig({ ...plain, name }))("greeting", "ENGLISH")
      assert.strictEqual(spoken, `Hi, ${name.trim()} here. How can I help you today?`)
    }), { arbitrary: { seed: 7 } })

  it.effect("knows the variables that nobody fills in", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(unknownVariables("greeting", "{name} {department} {nom} {} {{name}"), ["nom", ""])
      for (const key of phraseKeys) {
        for (const language of ["FRENCH", "ENGLISH"] as const) {
          const own = phrasesOf(plain)(key, language, { department: "{department}" })
          assert.deepStrictEqual(unknownVariables(key, own), [], key)
        }
      }
    }))

  it.effect("lists what can be rendered ahead: the greeting first, no line with anything of the call in it", () =>
    Effect.sync(() => {
      const lines = fixedPhrases(full)
      assert.deepStrictEqual(lines[0], { text: "Hi, John here. How can I help you today?", language: "ENGLISH" })
      assert.lengthOf(lines, 1 + 2 * (phraseKeys.length - 3))
      assert.isTrue(lines.every(({ text }) => !text.includes("department") && !text.includes("Bonjour, ici")))
      assert.isTrue(fixedPhrases(unilingual("FRENCH")).every(({ language }) => language === "FRENCH"))
      const announced = "Je vous transfère."
      const own = fixedPhrases(withPhrases({ transferAnnouncement: { FRENCH: announced } }))
      assert.isTrue(own.some(({ text }) => text === announced))
    }))
})
