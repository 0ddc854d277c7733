import { assert, describe, it } from "@effect/vitest"
import { asksForTime } from "../../src/receptionist/AsksForTime.ts"

describe("a caller who asks to be waited for", () => {
  it.each([
    "Un instant, je vais chercher ma carte.",
    "Deux minutes.",
    "Attendez, je regarde.",
    "Je cherche mon numéro de dossier.",
    "Bougez pas, je reviens.",
    "Hold on a sec.",
    "I'll be right back.",
    "Just a moment, let me find it."
  ])("says %s", (text) => assert.isTrue(asksForTime(text)))

  it.each([
    "Je cherche un dentiste.",
    "Je vais prendre un rendez-vous.",
    "J'attends un appel de la docteure.",
    "What time do you open?",
    "Merci.",
    "Attendez, laissez faire.",
    "Un instant... non, oubliez ça.",
    "Hold on, never mind.",
    "Hang on, don't bother.",
    ""
  ])("does not say %s", (text) => assert.isFalse(asksForTime(text)))
})
