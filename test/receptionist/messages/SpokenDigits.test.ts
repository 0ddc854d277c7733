import { assert, describe, it } from "@effect/vitest"
import { saysDigits } from "../../../src/receptionist/messages/SpokenDigits.ts"

const number = "5145550199"

describe("a number that is read aloud", () => {
  it.each([
    "514-555-0199",
    "(514) 555 0199",
    "+1 514 555-0199",
    "So that's 5 1 4, 5 5 5, 0 1 9 9, right?",
    "C'est bien le cinq un quatre, cinq cinq cinq, zéro un neuf neuf ?",
    "Le cinq cent quatorze, cinq cent cinquante-cinq, zéro un quatre-vingt-dix-neuf ?",
    "five one four, five five five, oh one nine nine",
    "five one four, triple five, zero one double nine",
    "five fourteen, five fifty-five, oh one ninety-nine",
    "five hundred and fourteen, five five five, zero one nine nine",
    "cinq-un-quatre cinq cinquante-cinq zéro dix-neuf neuf",
    "L'indicatif est 514, puis le numéro est le 555-0199.",
    "cinq un quatre, trois fois cinq… pardon, cinq cinq cinq, zéro un neuf neuf, soit 514 555 0199"
  ])("%s", (text) => assert.isTrue(saysDigits(text, number)))

  it.each([
    ["", number],
    ["What is your number?", number],
    ["514-555-0198", number],
    ["514-555-019", number],
    ["cinq un quatre, cinq cinq cinq, zéro un neuf huit", number],
    ["five one four, five five, oh one nine nine", number],
    ["At 5 o'clock, 14 people: 555 of 0199", number],
    ["514 and then, well, let me see what we have here on this list of mine, 555-0199", number]
  ])("is another: %s", (text, digits) => assert.isFalse(saysDigits(text, digits)))

  it.each([
    ["zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit", "612345678"],
    ["06 12 34 56 78", "612345678"],
    ["soixante et onze, quatre-vingts, quatre-vingt-onze, soixante-quinze", "71809175"],
    ["quatre, vingt", "420"],
    ["huit cents, deux cents, mille deux cent trente-quatre", "8002001234"],
    ["fifteen hundred", "1500"],
    ["four thousand five", "4005"],
    ["septante-deux nonante-trois", "7293"]
  ])("%s: %s", (text, digits) => assert.isTrue(saysDigits(text, digits)))

  it("takes no time for a long text full of numbers", () =>
    assert.isFalse(saysDigits("quatre vingt dix ".repeat(400), "4201042010999")))
})
