import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { luhn } from "../../../src/anonymizer/numbers/numbers.ts"
import { numberRuns } from "../../../src/anonymizer/text/NumberRuns.ts"
import { numbersIn } from "../../../src/anonymizer/text/NumberWords.ts"
import { tokenize } from "../../../src/anonymizer/text/Tokens.ts"
import { find, said, year } from "../support.ts"
import { verbalize } from "../verbalize.ts"

const runs = (text: string) => {
  const tokens = tokenize(text)
  return numberRuns(tokens, tokens.map(() => false)).map(({ digits }) => digits)
}

describe("NumberReader", () => {
  it.each([
    ["quatre-vingt-dix-sept", "97"],
    ["quatre vingts", "80"],
    ["soixante et onze", "71"],
    ["soixante-dix", "70"],
    ["septante-deux", "72"],
    ["nonante", "90"],
    ["vingt et un", "21"],
    ["cinq cent quatorze", "514"],
    ["mille neuf cent quatre-vingt-cinq", "1985"],
    ["deux mille", "2000"],
    ["twenty-one", "21"],
    ["eight hundred and five", "805"],
    ["forty five hundred", "4500"],
    ["two thousand and six", "2006"],
    ["double zero", "00"],
    ["triple five", "555"],
    ["oh", "0"]
  ])("%s", (text, digits) => {
    const tokens = tokenize(text)
    const number = numbersIn(tokens).read(0)
    assert.deepStrictEqual(number, { digits, to: tokens.length, spoken: true })
  })

  it("takes an extension, whatever number it belongs to", () => {
    assert.strictEqual(find("le poste 3308, s'il vous plaît"), "le [PHONE poste 3308], s'il vous plaît")
    assert.strictEqual(find("essayez le poste 8 à l'accueil"), "essayez le [PHONE poste 8] à l'accueil")
    assert.strictEqual(find("an extension 12 feet long"), "an extension 12 feet long")
  })

  it("does not take the digits that follow a hundred for its own", () => {
    assert.deepStrictEqual(runs("eight hundred five five five oh one nine nine"), ["8005550199"])
  })
})

describe("numberRuns", () => {
  it.each([
    ["five one four, uh, five five five. oh one four seven", ["5145550147"]],
    ["(514) 555-0147", ["5145550147"]],
    ["deux adultes et trois enfants", ["2", "3"]],
    ["nine to five", ["9", "5"]],
    ["514 et puis 555 pis 0147", ["5145550147"]],
    ["10:30", ["10", "30"]]
  ])("%s", (text, digits) => assert.deepStrictEqual(runs(text), digits))
})

describe("luhn", () => {
  it("knows cards and social insurance numbers", () => {
    assert.isTrue(luhn("4111111111111111"))
    assert.isTrue(luhn("130692544"))
    assert.isFalse(luhn("4111111111111112"))
  })
})

const Said = Schema.Struct({
  digits: Schema.String.check(Schema.isPattern(/^[2-9]\d{8,15}$/)),
  language: Schema.Literals(["en", "fr"]),
  sizes: Schema.NonEmptyArray(Schema.Literals([1, 2, 3])),
  between: Schema.Literals([" ", ", ", " uh ", " euh, ", ". ", " pis "]),
  around: Schema.Literals(["my number is %", "c'est le %", "%", "%, thanks", "oui, % s'il vous plaît"])
})

describe("numbers read aloud", () => {
  it.effect.prop(
    "are covered from the first word to the last, whatever the language and the grouping",
    [Said],
    ([{ around, digits, ...manner }]) =>
      Effect.sync(() => {
        const spoken = verbalize(digits, manner)
        const text = around.replace("%", spoken)
        const start = text.indexOf(spoken)
        const spans = findEntities([said(text)], { year })
        const left = [...text].filter((sign, at) =>
          at >= start && at < start + spoken.length && /[\p{L}\d]/u.test(sign) &&
          !spans.some((span) => span.start <= at && at < span.end)
        )
        assert.strictEqual(left.join(""), "", text)
      }),
    { arbitrary: { seed: 5, runs: 400 } }
  )
})
