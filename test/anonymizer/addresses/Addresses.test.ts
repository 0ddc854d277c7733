import { assert, describe, it } from "@effect/vitest"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { coverage, find, labelled, marked, said, year } from "../support.ts"

const shapes = [
  // A number in front of the street, whatever it is called.
  "my address is {{ADDRESS|18 park hill drive}}",
  "You have my old address, {{ADDRESS|930 Route 105}}.",
  "I live at {{ADDRESS|742 Highway 132}}.",
  "We're at {{ADDRESS|75 King's Crescent}} in Ajax.",
  "Um, I live at {{ADDRESS|7 The Kingsway}}.",
  "You can find me at {{ADDRESS|ten twenty-two 14th Avenue Southwest}}.",
  "my address, it's, uh, {{ADDRESS|three eleven}}, uh, {{ADDRESS|Pinecrest Road}}",
  "mon père reste au {{ADDRESS|1145 cinquante-quatrième rue est}}",
  "au {{ADDRESS|3229 rue Notre-Dame, app. 9}}",
  "mon chalet est au {{ADDRESS|95 montée du lac noir}}",
  "Livrez au {{ADDRESS|16 B, rang Saint-Joseph}}, c'est la maison jaune.",
  "C'est {{ADDRESS|12 bis, rue de Rivoli}}, à Paris.",
  // The street first.
  "on reste sur la {{ADDRESS|12e avenue, au 2240}}",
  "the house is on {{ADDRESS|Elm Street, number 14}}",
  "I live on {{ADDRESS|9th Line, at 5021}}.",
  "J'habite {{ADDRESS|rue des Érables, au 14}}.",
  "I'm on {{ADDRESS|Concession Road 6, number 4410}}.",
  // A unit in front of it, or behind.
  "It's {{ADDRESS|unit 4, 1187 Fennell Avenue East}}.",
  "{{ADDRESS|400-1250 boulevard René-Lévesque Ouest}}",
  "c'est l'{{ADDRESS|appartement 302 au 1400 rue sherbrooke ouest}}",
  "{{ADDRESS|2 Bloor Street West, 7th floor}}",
  // No type of street at all.
  "{{ADDRESS|217 Main}}, apartment {{ADDRESS|B}}.",
  "c'est le {{ADDRESS|1045 de maisonneuve est}}",
  "J'ai déménagé du {{ADDRESS|45 Rachel}} au {{ADDRESS|1210 Mont-Royal}}."
]

const nobodys = [
  "Is there a one way street in front of your shop?",
  "Are you on 5th Avenue or 6th?",
  "It's about 3 blocks from Park Avenue.",
  "The store on Elm Street closes at 9.",
  "Is the Main Street location open at 10?",
  "It's a ten minute drive.",
  "I'll be there at ten, the highway is slow.",
  "Bus 47 stops on Main Street at 8:15.",
  "Je voudrais quatre croissants aux amandes.",
  "La route 132 est fermée au kilomètre 12.",
  "Le magasin de la rue Sainte-Catherine ferme à 9 heures."
]

const answers = [
  ["Any apartment number?", "{{ADDRESS|Apartment six}}."],
  ["Is there a unit number?", "{{ADDRESS|unit twelve B}}"],
  ["And the house number?", "Yes, it's {{ADDRESS|four forty}}."],
  ["What street are you on?", "{{ADDRESS|Rosewood Crescent}}"],
  ["Sur quelle rue habitez-vous ?", "{{ADDRESS|Beaubien}}."],
  ["Quel est le numéro d'appartement ?", "{{ADDRESS|Le six}}."],
  ["Quelle est votre adresse ?", "{{ADDRESS|Quarante-deux, des Chênes}}."]
] as const

const leaks = (question: string, answer: string) => {
  const gold = labelled(answer)
  const fields = [{ speaker: "assistant" as const, text: question }, said(gold.text)]
  const spans = findEntities(fields, { year }).filter(({ field }) => field === 1)
  return coverage(gold, spans).filter(({ leaked }) => leaked > 0).map(({ value }) => value)
}

describe("addresses", () => {
  it("are found in every order in which their parts are said", () =>
    assert.deepStrictEqual(shapes.flatMap((shape) => leaks("", shape)), []))

  it("are no streets, buses, hours and distances", () => assert.deepStrictEqual(nobodys.map(find), nobodys))

  it("are found by their pieces where those were asked for", () => {
    assert.deepStrictEqual(answers.flatMap(([question, answer]) => leaks(question, answer)), [])
    assert.strictEqual(
      marked([{ speaker: "assistant", text: "When should we deliver it?" }, said("Ten thirty.")])[1],
      "Ten thirty."
    )
  })

  it("are one value over several turns, and when they are read back", () =>
    assert.deepStrictEqual(
      marked([
        { speaker: "assistant", text: "What's the address?" },
        said("It's two forty-seven"),
        { speaker: "assistant", text: "Two forty-seven, yes?" },
        said("Thornhill Road, apartment nine"),
        { speaker: "tool", key: "unit", text: "9" },
        { speaker: "assistant", text: "Thank you: 247 Thornhill Road." }
      ]),
      [
        "What's the address?",
        "It's [ADDRESS two forty-seven]",
        "[ADDRESS Two forty-seven], yes?",
        "[ADDRESS Thornhill Road, apartment nine]",
        "[ADDRESS 9]",
        "Thank you: [ADDRESS 247 Thornhill Road]."
      ]
    ))
})
