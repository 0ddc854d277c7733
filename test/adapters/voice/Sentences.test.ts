import { assert, describe, it } from "@effect/vitest"
import * as Sentences from "../../../src/adapters/voice/cascade/Sentences.ts"

/** What is said of a text that comes in pieces of so many characters. */
const said = (text: string, size = 3) => {
  const splitter = Sentences.make()
  const pieces = text.match(new RegExp(`.{1,${size}}`, "gsu")) ?? []
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
    .map(Sentences.spoken)
    .filter((sentence) => sentence !== "")
}

describe("a text as it is said, sentence by sentence", () => {
  it.each<readonly [string, ReadonlyArray<string>]>([
    ["Oui, bien sûr. À quelle heure ? Merci !", ["Oui, bien sûr.", "À quelle heure ?", "Merci !"]],
    ["Le Dr. Tremblay et M. Roy vous attendent. À demain.", [
      "Le Dr. Tremblay et M. Roy vous attendent.",
      "À demain."
    ]],
    ["We are open from 9 a.m. to 5 p.m. on Monday. Shall I go on?", [
      "We are open from 9 a.m. to 5 p.m. on Monday.",
      "Shall I go on?"
    ]],
    ["Please ask for Prof. Smith, apt. 4, or e.g. Mr. Jones Jr. in person.", [
      "Please ask for Prof. Smith, apt. 4, or e.g. Mr. Jones Jr. in person."
    ]],
    ["C'est 1.5 km, à 9 h 30, pour 12,50 $. Voilà tout.", ["C'est 1.5 km, à 9 h 30, pour 12,50 $.", "Voilà tout."]],
    ["Écrivez à jean_dupont@clinique.ca. Je répète : jean_dupont@clinique.ca.", [
      "Écrivez à jean_dupont@clinique.ca.",
      "Je répète : jean_dupont@clinique.ca."
    ]],
    ["Voyons… un instant… Voilà !", ["Voyons… un instant…", "Voilà !"]]
  ])("cuts %s where a sentence ends", (text, sentences) => {
    assert.deepStrictEqual(said(text), sentences)
    assert.deepStrictEqual(said(text, 1), sentences)
  })

  it.each<readonly [string, ReadonlyArray<string>]>([
    ["Bonne journée à vous ! 😊👋🏽", ["Bonne journée à vous !"]],
    ["😊", []],
    ["…", []],
    ["Merci beaucoup ! …", ["Merci beaucoup !"]],
    ["**Important.** Le *samedi*, nous sommes _fermés_.", ["Important. Le samedi, nous sommes fermés."]],
    ["## Horaire\n- lundi : 9 h\n- mardi : 10 h", ["Horaire lundi : 9 h", "mardi : 10 h"]],
    ["1. Le bureau. 2) L'entrepôt est au fond.", ["Le bureau.", "L'entrepôt est au fond."]],
    ["5. 1. 4. 5. 5. 5. 0. 1. 1. 2.", ["5. 1. 4. 5. 5.", "5. 0. 1. 1. 2."]],
    ["Appuyez sur * ou sur #, puis composez *67.", ["Appuyez sur * ou sur #, puis composez *67."]],
    ["Voyez [notre site](https://clinique.ca/a_b) pour cela.", ["Voyez notre site pour cela."]]
  ])("says of %s what can be said", (text, sentences) => {
    assert.deepStrictEqual(said(text), sentences)
  })

  it("cuts what never ends where it can be, however it comes", () => {
    const endless = "nous avons beaucoup de choses à vous dire, ".repeat(60)
    for (const size of [1, 7, 5_000]) {
      const sentences = said(endless, size)
      assert.strictEqual(sentences.join(" "), endless.trim())
      assert.isAtMost(Math.max(...sentences.map(({ length }) => length)), 241)
    }
  })
})
