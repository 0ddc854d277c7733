import { assert, describe, it } from "@effect/vitest"
import type { Field } from "../../../src/anonymizer/text/Entity.ts"
import { find, marked, said } from "../support.ts"

const asked = (question: string, answer: string) =>
  marked([{ speaker: "assistant", text: question }, said(answer)]).at(-1) ?? ""

const answers = [
  // A number alone.
  ["Which unit is the leak in?", "Uh, [ADDRESS three eleven]."],
  ["Which unit is the leak in?", "it's [ADDRESS 12F], second door on the left"],
  ["Vous habitez où?", "chez nous c'est [ADDRESS le 415] mais on rentre par la [ADDRESS rue Bernier]"],
  ["Which door do I send the driver to?", "Side door, [ADDRESS 4417], ring twice."],
  // Of a parking space, land, a house on a road without a name.
  ["Where should they come?", "[ADDRESS Level P1, stall 209], the grey Honda."],
  ["Where's the property?", "[ADDRESS Lot 12, Concession 4], the Hendry place"],
  ["Where's the property?", "[ADDRESS Lot 3], [ADDRESS Plan 4472]"],
  ["Legal land description?", "[ADDRESS South half of 22, 51, 3, west of the fifth]"],
  ["Mailing address?", "[ADDRESS house 2210] up in Garden Hill"],
  // A street and its number.
  ["On livre ça où exactement?", "au [ADDRESS cent soixante-deux petit chemin du lac]"],
  ["Vous restez où?", "au [ADDRESS Domaine-des-Pins, au] [ADDRESS 31]"],
  ["And what's the site address?", "either [ADDRESS two saint-paul] or [ADDRESS four ten]"],
  // What was read back.
  ["1180, rue Bolduc, c'est bien ça?", "non [ADDRESS 1188]"],
  ["You're at 54 Larch Street?", "no, [ADDRESS 45]"],
  // Other numbers.
  ["What time should we come to the house on Elm Street?", "at 3, or 430"],
  ["Which property tax year?", "2023"],
  ["Where's the pain?", "in my lower back, for 3 weeks, maybe 4 out of 10"],
  ["Where did you buy it?", "At Costco, for 49.99, 2 years ago."],
  ["Where do you want to sit?", "A table for 4 near the window, at 7."],
  ["Vous venez d'où?", "de Laval, on est 4, on arrive à 18 h"],
  ["Where are you calling from?", "Calgary, it's minus 30 here"]
] as const

const told = [
  // Where somebody sleeps, moors or camps.
  "il est au [ADDRESS lit trois] depuis hier",
  "we're in [ADDRESS pitch J as in Juliet fourteen], by the creek",
  "the shore power's off at [ADDRESS slip twenty nine]",
  "She's in [ADDRESS cabin 5-0-1-8, upper].",
  "the address is [ADDRESS lot twenty one breezy pines mobile home park]",
  "we're in [ADDRESS unit 14 of the Birchmount trailer park]",
  "il y a pas d'eau au [ADDRESS 3315 lacombe] depuis hier",
  // What goes with it, in front and behind.
  "we're on [ADDRESS dock F, slip 19] since May",
  "il est au [ADDRESS lit 12, côté fenêtre] depuis hier",
  "they moved her to the [ADDRESS maple wing, bed 12]",
  "it's at [ADDRESS 14 Tannery Lane, the coach house], ring twice",
  "there's smoke at [ADDRESS seven twelve corrigan] right now",
  "the dog at [ADDRESS 4420 maplehurst] bit me",
  "Je suis au [ADDRESS 908, 2250 boulevard Laurier].",
  "I'm in [ADDRESS 1102, 45 Ferncliff Drive].",
  "my house is [ADDRESS 14-B Quarry Lane]",
  "my neighbour at [ADDRESS eleven eighteen] has a rooster",
  "[ADDRESS house 47 on the Old Mill Trail]",
  "mon numéro de porte c'est le [ADDRESS 2304]",
  "j'appelle pour le [ADDRESS 4411 parthenais]"
]

const nobodys = [
  "un lit deux places et un matelas",
  "I'll be there at 830 monday",
  "call me at 514 bell is down",
  "my office is open at 1400 hours",
  "I turned off the oven at 350 fahrenheit",
  "we have a full house 200 people",
  "I want house 3 painted first",
  "in nineteen oh five my grandfather came",
  "je l'ai payé 400 de la main à la main",
  "we meet at twelve thirty thursday",
  "bus 165 stops at 1230 sharp",
  "sold at 450 each"
]

describe("where somebody is", () => {
  it("takes the numbers of an answer that says where, and no others", () => {
    for (const [question, answer] of answers) {
      assert.strictEqual(asked(question, answer.replace(/\[ADDRESS ([^\]]+)\]/g, "$1")), answer)
    }
  })

  it("takes numbers with a name that nothing calls a street", () => {
    for (const text of told) assert.strictEqual(find(text.replace(/\[ADDRESS ([^\]]+)\]/g, "$1")), text)
  })

  it("leaves hours, prices and what is counted", () => {
    for (const text of nobodys) assert.strictEqual(find(text), text)
  })

  it("knows a door again", () => {
    const call: ReadonlyArray<Field> = [
      said("Bonjour, je suis au 1307, 2250 boulevard Laurier."),
      { speaker: "assistant", text: "Unité 1307, c'est noté." },
      { speaker: "tool", text: "1307", key: "no" },
      { speaker: "assistant", text: "Il y a 1307 autres appels, le technicien passe à 13 h." }
    ]
    assert.deepStrictEqual(marked(call).slice(1), [
      "[ADDRESS Unité 1307], c'est noté.",
      "[ADDRESS 1307]",
      "Il y a 1307 autres appels, le technicien passe à 13 h."
    ])
  })
})
