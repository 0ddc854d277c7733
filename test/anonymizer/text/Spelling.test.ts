import { assert, describe, it } from "@effect/vitest"
import { find, marked, said } from "../support.ts"

const answer = (question: string, text: string) => marked([{ speaker: "assistant", text: question }, said(text)])[1]

describe("postal codes, spelled", () => {
  it.each([
    [
      "le code postal H comme dans Henri, 2, X comme dans Xavier, 1, Y comme dans Yvon, 4",
      "H comme dans Henri, 2, X comme dans Xavier, 1, Y comme dans Yvon, 4"
    ],
    ["c'est g comme dans le mot guitare un r quatre p cinq", "g comme dans le mot guitare un r quatre p cinq"],
    ["my code is M for mother, 5, V for Victor, 2, T for Tango, 6", "M for mother, 5, V for Victor, 2, T for Tango, 6"],
    ["hotel two x-ray one yankee four", "hotel two x-ray one yankee four"],
    ["it's L four see three are nine", "L four see three are nine"],
    ["H. 2. X. 1. Y. 4.", "H. 2. X. 1. Y. 4"]
  ])("%s", (text, code) => assert.strictEqual(find(text), text.replace(code, `[POSTAL ${code}]`)))

  it("takes what sounds like a letter for one where a code was asked for", () => {
    assert.strictEqual(answer("Your postal code?", "em five vee two tee six"), "[POSTAL em five vee two tee six]")
    assert.strictEqual(
      answer("Votre code postal ?", "jé quatre ka deux elle neuf"),
      "[POSTAL jé quatre ka deux elle neuf]"
    )
    assert.strictEqual(
      answer("Votre code postal ?", "H deux X, non, H deux W, un Y quatre"),
      "[POSTAL H deux X], non, [POSTAL H deux W, un Y quatre]"
    )
  })

  it("leaves words and numbers that only stand in turn", () => {
    for (const text of ["I see 2 cats", "elle a 3 chats et 2 chiens", "the 4 are at 5"]) {
      assert.strictEqual(answer("What is it about?", text), text)
    }
  })
})

describe("health cards, with letters and fillers", () => {
  it.each([
    [
      "my son's health card, GHLR sixty-one 52 twenty-seven, and two six.",
      "my son's health card, [HEALTH GHLR sixty-one 52 twenty-seven], and [HEALTH two six]."
    ],
    ["my health card is jllg one five, and 52 28 10", "my health card is [HEALTH jllg one five], and [HEALTH 52 28 10]"]
  ])("%s", (text, expected) => assert.strictEqual(find(text), expected))
})
