import { assert, describe, it } from "@effect/vitest"
import { findEntities } from "../../src/anonymizer/Engine.ts"
import type { Field } from "../../src/anonymizer/Entity.ts"
import { said, year } from "./support.ts"

/** The answer with an underscore for all that is taken. */
const left = (answer: string, question?: string): string => {
  const fields: ReadonlyArray<Field> = question === undefined
    ? [said(answer)]
    : [{ speaker: "assistant", text: question }, said(answer)]
  const at = fields.length - 1
  return findEntities(fields, { year }).filter(({ field }) => field === at)
    .sort((a, b) => b.start - a.start)
    .reduce((text, { end, start }) => `${text.slice(0, start)}_${text.slice(end)}`, answer)
}

describe("what is left of a value", () => {
  it.each([
    ["Card number?", "5454, hold on, my cat knocked the glasses, 5454 5454 5454 5454", /5454/],
    ["Card number?", "4 1 1 1 and then it's all ones till the end", /ones|end/],
    ["Le numéro de la carte?", "4111 pis après c'est que des uns", /uns/],
    ["Les trois chiffres derrière?", "y'a un huit, un quatre, pis encore un huit", /huit|quatre/],
    ["And the code on the back?", "there's a seven and a four I can't read the rest", /seven|four/],
    ["Votre NAS?", "282, mon chien jappe, 014, pis 559", /\d/],
    [
      "Le NAS?",
      "ça commence par deux, attendez, je cherche mon talon, deux cent onze, quatre cent trois, six cent vingt",
      /deux|cent/
    ],
    ["Vous avez sa carte?", "oui, LAVJ, quatre-vingt-un, douze, zéro cinq, quatorze", /LAVJ|douze/],
    ["Carte soleil?", "T R E J, attendez, y'est usée, huit zéro un un, pis zéro quatre un deux", /T R|huit|quatre/],
    [
      "A number for the driver?",
      "seven oh five five, the line's bad, sorry, seven oh five, five five five, oh one four one",
      /seven|five/
    ],
    ["Number?", "nine oh two triple nickel oh one four four", /nine|nickel|four/],
    ["What's the plate?", "only part of it, B R X", /B R X/],
    ["Loan number?", "L N 77 1804", /77|1804/],
    [
      "L'adresse courriel?",
      "le petit ruisseau, tout collé, le, petit, ruisseau, arobase exemple point com",
      /ruisseau|petit/
    ],
    ["Email?", "kim at, oh no, that's the old one, kimberly dot j at hotmail dot com", /kim|hotmail/],
    ["Email?", "the first part is r o m a n four and then at shaw dot ca", /r o m|four|shaw/],
    ["Date of birth?", "Ten, thirty, sixty-one. October.", /Ten|October/],
    ["When were you born?", "sixty eight, in march, on the fourth", /sixty|march|fourth/],
    ["Date de fête?", "onzième mois, le vingt, quarante-huit", /onzi|vingt|huit/],
    ["Anniversaire?", "le premier jour de mai 1977", /premier|mai|1977/],
    ["Code postal?", "G un, comment c'est donc, G un V, quatre H deux", /G|quatre|deux/]
  ])("%s %s", (question, answer, secret) => {
    assert.notMatch(left(answer, question), secret)
  })

  it.each([
    ["vous avez mis un 4 à la fin de mon nas mais c'est un sept", /4|sept/],
    ["my sin is 6 1 1 4 5 5 9 1 8 and the last digit should be two", /\d|two/],
    ["my parcel went to V6B 1G8 but it should say V6C", /V6/],
    ["she was born last tuesday the ninth", /tuesday|ninth/],
    ["ma fille est née le trois de ce mois-ci", /trois/],
    ["it's six four seven, that's the area code", /six|seven/]
  ])("%s", (answer, secret) => {
    assert.notMatch(left(answer), secret)
  })

  it("leaves the time of day in an answer about a birthday", () => {
    const answer = "before that, is my appointment on March 12 at 2:30 still on?"
    assert.match(left(answer, "What's your date of birth?"), /at 2:30 still/)
  })

  it.each([
    ["vous avez encore deux chaises à la fin de l'allée", undefined],
    ["the last one was two dollars cheaper", undefined],
    ["le prêt est de 14 500 $ sur quarante-huit mois", undefined],
    ["we open last tuesday of the month at nine", undefined],
    ["all ones should be replaced", undefined],
    ["I'll call at 7 with the two kids", "Phone number?"],
    ["I have two cards, which one do you want?", "Card number?"],
    ["my code editor crashed twice", undefined]
  ])("leaves %s", (answer, question) => {
    assert.strictEqual(left(answer, question), answer)
  })
})
