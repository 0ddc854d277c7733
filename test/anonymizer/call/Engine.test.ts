import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { phraseKeys, phrasesOf } from "../../../src/receptionist/Phrases.ts"
import { agent, coverage, find, type Labelled, labelled, marked, said, year } from "../support.ts"

const utterances: ReadonlyArray<Labelled> = readFileSync(new URL("../utterances.jsonl", import.meta.url), "utf8")
  .trim().split("\n").map((line) => labelled(JSON.parse(line).text))

const leaks = (all: ReadonlyArray<Labelled>) =>
  all.flatMap((utterance) =>
    coverage(utterance, findEntities([said(utterance.text)], { year })).filter(({ leaked }) => leaked > 0)
      .map(({ value }) => `${value} in: ${utterance.text}`)
  )

/** Where somebody can be found: it was nobody's when these were written, and may be replaced. */
const room = /\broom \d/i

const touched = (all: ReadonlyArray<Labelled>) =>
  all.filter(({ gold, text }) =>
    gold.length === 0 && !room.test(text) && findEntities([said(text)], { year }).length > 0
  )
    .map(({ text }) => find(text))

const lowered = utterances.map(({ gold, text }) => ({ gold, text: text.toLowerCase() }))

describe("findEntities, one utterance at a time", () => {
  it("finds every private value of the development utterances", () => {
    assert.deepStrictEqual(leaks(utterances), [])
  })

  it("finds nearly all of them without a capital", () => {
    assert.isAtMost(leaks(lowered).length, 5)
  })

  it("gives them their types", () => {
    const mistaken = utterances.flatMap((utterance) =>
      coverage(utterance, findEntities([said(utterance.text)], { year })).filter(({ typed }) => !typed)
        .map(({ value }) => value)
    )
    assert.deepStrictEqual(mistaken, [])
  })

  it("leaves alone what is nobody's", () => {
    assert.isAtMost(touched(utterances).length, 2, touched(utterances).join("\n"))
    assert.isAtMost(touched(lowered).length, 2, touched(lowered).join("\n"))
  })
})

describe("findEntities, the traps", () => {
  it.each([
    // Both languages' grammars are on: a caller changes in the middle.
    [
      "my number is cinq un quatre, five five five, zéro un quarante-sept",
      "my number is [PHONE cinq un quatre, five five five, zéro un quarante-sept]"
    ],
    // `sept` is a figure before it is September.
    [
      "c'est le cinq un quatre sept cinq sept zéro un sept sept",
      "c'est le [PHONE cinq un quatre sept cinq sept zéro un sept sept]"
    ],
    // A spelled letter in front of a stop is no initial: taking it for one went on for ever.
    ["ça s'épelle W O J C I K. Wojcik.", "ça s'épelle [PERSON W O J C I K]. [PERSON Wojcik]."],
    // A failed check digit changes the name, never the redaction.
    ["my card is 4111 1111 1111 1112", "my card is [CARD 4111 1111 1111 1112]"],
    ["le numéro est 130 692 545 3", "le numéro est [PHONE 130 692 545 3]"],
    // `quatre vingt` is 80 or 4 and 20.
    [
      "appelez le quatre cent cinquante, cinq cent dix-sept, quatre vingt, douze",
      "appelez le [PHONE quatre cent cinquante, cinq cent dix-sept, quatre vingt, douze]"
    ],
    // Narrow and no-break spaces, decomposed accents, curly apostrophes.
    [
      "je suis ne\u0301e le 12\u00A0mars\u00A01985, j\u2019habite au 12\u00A0rue Saint\u2011Denis",
      "je suis ne\u0301e le [DOB 12\u00A0mars\u00A01985], j\u2019habite au [ADDRESS 12\u00A0rue Saint\u2011Denis]"
    ],
    ["je m\u2019appelle Rene\u0301e Be\u0301langer", "je m\u2019appelle [PERSON Rene\u0301e Be\u0301langer]"],
    // Something invisible hides nothing.
    ["call 514\u200B555\u200B0147", "call [PHONE 514\u200B555\u200B0147]"],
    ["call ５１４ ５５５ ０１４７", "call [PHONE ５１４ ５５５ ０１４７]"],
    // Units and prices.
    ["8 h 30 ou 189,99 $ ou 1 250 000 $", "8 h 30 ou 189,99 $ ou 1 250 000 $"],
    // Acronyms are not spelled names.
    ["do you need my S I N or my N A S", "do you need my S I N or my N A S"],
    ["who is $& and $1", "who is $& and $1"],
    ["", ""]
  ])("%s", (text, expected) => {
    assert.strictEqual(find(text), expected)
  })

  it("reads a number that is given in pieces, past what the other side puts in", () => {
    const fields = [
      { speaker: "assistant", text: "What's your number?" },
      { speaker: "user", text: "It's five one four" },
      { speaker: "assistant", text: "Mm-hm." },
      { speaker: "user", text: "five five five" },
      { speaker: "assistant", text: "Five five five, yes?" },
      { speaker: "user", text: "oh one four seven" }
    ] as const
    assert.deepStrictEqual(marked(fields), [
      "What's your number?",
      "It's [PHONE five one four]",
      "Mm-hm.",
      "[PHONE five five five]",
      "[PHONE Five five five], yes?",
      "[PHONE oh one four seven]"
    ])
  })

  it("does not read what ended a turn before into an address", () =>
    assert.deepStrictEqual(
      marked([
        said("Le 412 route du Pont."),
        { speaker: "assistant", text: "Et votre courriel ?" },
        said("rachid tiret bas bouzidi arobase exemple point com.")
      ]),
      [
        "Le [ADDRESS 412 route du Pont].",
        "Et votre courriel ?",
        "[EMAIL rachid tiret bas bouzidi arobase exemple point com]."
      ]
    ))

  it("takes the question for a cue", () => {
    const answer = (question: string, text: string) => marked([{ speaker: "assistant", text: question }, said(text)])[1]
    assert.strictEqual(answer("And your name, please?", "rose"), "[PERSON rose]")
    assert.strictEqual(answer("Quel est votre nom?", "euh oui c'est olive page"), "euh oui c'est [PERSON olive page]")
    assert.strictEqual(answer("Les trois chiffres au dos?", "deux un sept"), "[CVV deux un sept]")
    assert.strictEqual(answer("What are the last four digits of the card?", "8 8 2 0"), "[CARD 8 8 2 0]")
    assert.strictEqual(answer("Votre date de naissance?", "le douze mars"), "le [DOB douze mars]")
    assert.strictEqual(answer("How many people?", "four"), "four")
  })

  it("takes no request for a name, whatever was asked", () => {
    const question = { speaker: "assistant", text: "C'est à quel nom, s'il vous plaît ?" } as const
    for (const text of ["N'enregistrez pas.", "Effacez tout.", "Non. N'enregistrez rien, merci."]) {
      assert.deepStrictEqual(marked([question, said(text)]), [question.text, text])
    }
    for (const name of ["N'Diaye", "Gomez", "Boulahrez"]) {
      assert.deepStrictEqual(marked([question, said(`${name}.`)]), [question.text, `[PERSON ${name}].`])
    }
  })

  it("leaves every fixed line as it is, whatever was said before it", () => {
    const phrase = phrasesOf(agent)
    const promise = {
      FRENCH: "On vous rappellera mardi, avant dix-sept heures.",
      ENGLISH: "We'll call you on Tuesday."
    }
    const before = ["À quel nom, s'il vous plaît ?", "And what is your name?", "Quelle est votre adresse ?"]
    for (const language of ["FRENCH", "ENGLISH"] as const) {
      for (const key of phraseKeys) {
        const text = phrase(key, language, { department: "Urgences dentaires", promise: promise[language] })
        for (const asked of before) {
          const fields = [{ speaker: "assistant", text: asked }, { speaker: "assistant", text }] as const
          const spans = findEntities(fields, { year, own: [agent.name, "Urgences dentaires"] })
          assert.deepStrictEqual(marked(fields, spans), [asked, text], key)
        }
      }
    }
  })

  it("looks for no town again, which many live in", () => {
    const fields = [
      { speaker: "assistant", text: "Northwind Rentals, Edmonton airport. How can I help?" },
      { speaker: "assistant", text: "And his address?" },
      said("10422 - 118 Avenue Northwest, suite 5."),
      { speaker: "tool", text: JSON.stringify({ driver: { addr: ["5, 10422 118 Ave NW", "Edmonton"] } }) }
    ] as const
    assert.include(marked(fields)[3], "[ADDRESS Edmonton]")
    assert.strictEqual(marked(fields)[0], fields[0].text)
  })

  it("finds a value again in another form, cut short, and by its end", () => {
    const fields = [
      { speaker: "user", text: "c'est le cinq cent quatorze cinq cent cinquante-cinq zéro un quarante-sept" },
      { speaker: "assistant", text: "514-555-" },
      { speaker: "assistant", text: "Je répète : 514-555-0147, qui finit par 0147." },
      { speaker: "tool", text: "+15145550147" }
    ] as const
    const spans = findEntities(fields, { year })
    assert.deepStrictEqual(marked(fields, spans), [
      "c'est le [PHONE cinq cent quatorze cinq cent cinquante-cinq zéro un quarante-sept]",
      "[PHONE 514-555]-",
      "Je répète : [PHONE 514-555-0147], qui finit par [ID_NUMBER 0147].",
      "[PHONE +15145550147]"
    ])
  })

  it("looks for the caller's own number in every form", () => {
    const fields = [said("c'est le même que celui-ci, cinq cinq cinq zéro un quarante-sept, le quarante-sept")]
    const found = marked(fields, findEntities(fields, { year, callerNumber: "+15145550147" }))
    assert.deepStrictEqual(found, [
      "c'est le même que celui-ci, [PHONE cinq cinq cinq zéro un quarante-sept], le [PHONE quarante-sept]"
    ])
    const short = [said("it ends in oh one four seven, room 0147")]
    assert.include(marked(short, findEntities(short, { year, callerNumber: "+15145550147" }))[0], "[PHONE 0147]")
  })

  it("is the same every time", () => {
    const fields = utterances.slice(0, 40).map(({ text }) => said(text))
    assert.deepStrictEqual(findEntities(fields, { year }), findEntities(fields, { year }))
  })
})
