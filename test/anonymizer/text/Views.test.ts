import { assert, describe, it } from "@effect/vitest"
import { marked } from "../support.ts"

/** `a: …` asks, `u: …` answers. */
const call = (...lines: ReadonlyArray<string>) =>
  marked(lines.map((line) => ({ speaker: line.startsWith("a") ? "assistant" : "user", text: line.slice(3) })))
    .filter((_, index) => lines[index]?.startsWith("u") === true)

describe("turns that meet", () => {
  it("ends a value where its number is complete", () => {
    assert.deepStrictEqual(call("u: My phone number is 416 555 0112.", "a: How many people?", "u: Six."), [
      "My phone number is [PHONE 416 555 0112].",
      "Six."
    ])
    assert.deepStrictEqual(call("u: My number is 416 555 0112. Six people, please."), [
      "My number is [PHONE 416 555 0112]. Six people, please."
    ])
    assert.deepStrictEqual(call("u: My account is 660 4419 02. I have a question."), [
      "My account is [ID_NUMBER 660 4419 02]. I have a question."
    ])
  })

  it("gives the next answer to the next question, whatever it asks for", () => {
    assert.deepStrictEqual(
      call("a: Sa date de naissance ?", "u: Elle est née en mars.", "a: Votre adresse ?", "u: 84 chemin des Bouleaux."),
      ["Elle est née en [DOB mars].", "[ADDRESS 84 chemin des Bouleaux]."]
    )
    assert.deepStrictEqual(
      call("a: Votre numéro ?", "u: 418 555 0120", "a: Merci. Vous serez combien ?", "u: quatre, à 18 h"),
      ["[PHONE 418 555 0120]", "quatre, à 18 h"]
    )
    assert.deepStrictEqual(
      call("a: Your card number?", "u: 4242 4242 4242 4242", "a: How many nights?", "u: two"),
      ["[CARD 4242 4242 4242 4242]", "two"]
    )
  })

  it("ends a value where the other side tells of another number", () => {
    assert.deepStrictEqual(
      call("u: My account is 3 3 um 0 8.", "a: Thanks, I see cheque 212 on the ninth.", "u: Two twelve, the daycare."),
      ["My account is [ID_NUMBER 3 3 um 0 8].", "Two twelve, the daycare."]
    )
    assert.deepStrictEqual(
      call("u: It's 514 555", "a: 514 555, go on.", "u: 0147"),
      ["It's [PHONE 514 555]", "[PHONE 0147]"]
    )
  })

  it("knows a question by its words where a recognizer writes no signs", () => {
    assert.deepStrictEqual(
      call(
        "a: le code à l'endos ?",
        "u: 212",
        "a: votre dernière transaction c'était quoi",
        "u: samedi cent quarante-trois"
      ),
      ["[CVV 212]", "samedi cent quarante-trois"]
    )
  })

  it("goes on with a value whose rest is asked for", () => {
    assert.deepStrictEqual(call("a: Your phone?", "u: five one four", "a: And the rest?", "u: 555 0147"), [
      "[PHONE five one four]",
      "[PHONE 555 0147]"
    ])
    assert.deepStrictEqual(
      call("a: Le numéro de carte ?", "u: 4242 4242", "a: Quarante-deux quarante-deux ?", "u: 4242 4242"),
      ["[CARD 4242 4242]", "[CARD 4242 4242]"]
    )
    assert.deepStrictEqual(
      call("a: Your card?", "u: 4242 4242 4242", "a: And the last four digits?", "u: 4242"),
      ["[CARD 4242 4242 4242]", "[CARD 4242]"]
    )
  })
})

describe("initials", () => {
  it("are no ends of sentences", () => {
    assert.deepStrictEqual(call("u: It's J.P. Fisher", "u: C'est J.-P. Boucher.", "u: K.C. Lindqvist, hello."), [
      "It's [PERSON J.P. Fisher]",
      "C'est [PERSON J.-P. Boucher].",
      "[PERSON K.C. Lindqvist], hello."
    ])
    assert.deepStrictEqual(call("u: I take vitamin D. Six a day."), ["I take vitamin D. Six a day."])
  })
})
