import { assert, describe, it } from "@effect/vitest"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import type { Field } from "../../../src/anonymizer/text/Entity.ts"
import { said, year } from "../support.ts"

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
  it("is no letter in front of its figures, and nothing between two pieces of an e-mail address", () => {
    assert.strictEqual(
      left("My service number is Victor eight six, five one two, three three oh."),
      "My service number is _."
    )
    assert.strictEqual(left("the number four, then paws, p a w s, at outlook dot com", "Email for the receipt?"), "_ _")
  })

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
    ["Date of birth?", "March the 8th, no wait, the 9th, 2021", /8|9|2021/],
    ["Date de naissance?", "Le 9... ben 9 novembre, euh, deux mille douze", /9|nov/],
    ["SIN?", "046 454... je vois mal... 286.", /\d/],
    ["Licence number?", "H 3 2 1 0, tiret, 1 5 0 6 9 2, tiret... 0 8", /\d|tiret/],
    ["Code postal?", "V5H 2 2, sorry, V5H 2N2", /\d/],
    ["Postcode?", "LS8 3QT", /LS|QT/],
    ["Address?", "it's 2917 north kimball chicago six oh six one eight the alley side", /six|eight/],
    ["Code postal?", "G un, comment c'est donc, G un V, quatre H deux", /G|quatre|deux/]
  ])("%s %s", (question, answer, secret) => {
    assert.notMatch(left(answer, question), secret)
  })

  it.each([
    ["vous avez mis un 4 à la fin de mon nas mais c'est un sept", /4|sept/],
    ["le passeport du petit c'est AB 123456 et celui de mon mari GK 904 127", /GK|127/],
    ["la sienne, c'est PAPE 6460 2113", /PAPE|2113/],
    ["it says version code KT on the card", /KT/],
    ["i'm denise labrador nineteen sixty one june ninth", /nineteen|sixty|june|ninth/],
    ["she'll be two on November 28th", /November|28/],
    ["his card is 2235 602 352 w j and i'm at 343 555 0127", /\d|w j/],
    ["La locataire du 6214, apt 3, rue Fabre, a pas payé", /6214|apt 3|Fabre/],
    ["We're on P.O. Box, hang on, Box 88, in Lac du Bonnet", /88/],
    ["la propriété est au 19, chemin du Tour-du-Lac.", /19|Tour|Lac/],
    ["l'ancienne adresse c'était 902 boulevard pie-neuf", /902|pie|neuf/],
    ["je suis locataire au 540 rue king ouest sherbrooke", /540|king|ouest/],
    ["Je suis au 45, chemin du Lac-à-la-Loutre, passé le dépanneur", /45|Lac|Loutre/],
    ["the postal is k two uh k one v six h two", /two|six|k one/],
    ["The policy's PW-40... PW-4077-19. I think.", /PW|\d/],
    ["livrez au 900 boulevard Maisonneuve, quai 4", /quai 4/],
    ["we moved to 390 Pinecone Court, townhouse 12", /townhouse 12/],
    ["my sin is 6 1 1 4 5 5 9 1 8 and the last digit should be two", /\d|two/],
    ["my parcel went to V6B 1G8 but it should say V6C", /V6/],
    ["she was born last tuesday the ninth", /tuesday|ninth/],
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
    ["my code editor crashed twice", undefined],
    ["le loyer passe de 1 150 à 1 420 par mois", undefined],
    ["la tension était à 148 sur 92 ce matin pis à 135 sur 85 à soir", undefined],
    ["Version 14.2.1, build 8093, and the app still fails", undefined],
    ["mon chien a mangé un morceau de chocolat gros comme un carré de beurre", undefined],
    ["votre annonce pour le quatre et demie sur la rue beaubien", undefined]
  ])("leaves %s", (answer, question) => {
    assert.strictEqual(left(answer, question), answer)
  })
})
