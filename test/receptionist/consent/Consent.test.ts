import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { halves, judge, type Labelled, load, shares } from "../../../bench/consent.ts"
import { readConsent } from "../../../src/receptionist/consent/Consent.ts"
import type { Said } from "../../../src/receptionist/consent/Said.ts"

const all = Effect.map(Effect.forEach(halves, load), (loaded) => loaded.flat())

const reads = (expected: Said, asked: boolean, texts: ReadonlyArray<string>) =>
  Effect.sync(() => {
    for (const text of texts) assert.strictEqual(readConsent(text, { asked }), expected, text)
  })

describe("the labelled set", () => {
  it.effect("is large, in both languages, and labels nothing twice", () =>
    Effect.gen(function*() {
      const rows = yield* all
      for (const lang of ["en", "fr"] as const) {
        const count = (says: Labelled["says"]) => rows.filter((row) => row.lang === lang && row.says === says).length
        assert.isAtLeast(Math.min(count("no"), count("yes"), count("none")), 75, lang)
      }
      assert.strictEqual(new Set(rows.map(({ asked, text }) => `${asked} ${text}`)).size, rows.length)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("is obeyed, and nobody else is", () =>
    Effect.gen(function*() {
      const { answers, obeyed, others, turned } = shares(judge(yield* load("tuned")))
      assert.isAtLeast(obeyed / answers, 0.97)
      assert.isAtMost(turned / others, 0.01)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("has no permission where the caller refused, or said nothing of it", () =>
    Effect.gen(function*() {
      const known = [...yield* load("tuned"), ...yield* load("earlier")]
      const wrong = judge(known).filter(({ expected, got }) => got === "given" && expected !== "given")
      assert.deepStrictEqual(wrong.map(({ row }) => row.text), [])
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(
    [
      ["capitals", (text: string) => text.toUpperCase()],
      ["small letters", (text: string) => text.toLowerCase()],
      ["decomposed accents", (text: string) => text.normalize("NFD")],
      ["curly apostrophes", (text: string) => text.replaceAll("'", "’")],
      ["spaces of all kinds", (text: string) => `\n ${text.replaceAll(" ", "\u00a0 ")}\t`]
    ] as const
  )("does not mind $0", ([, change]) =>
    Effect.gen(function*() {
      for (const row of yield* all) {
        assert.strictEqual(readConsent(change(row.text), row), readConsent(row.text, row), row.text)
      }
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(
    [
      ["missing accents", (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "")],
      ["missing commas and full stops", (text: string) => text.replace(/[.,!]+(?= |$)/g, "")],
      ["a hesitation", (text: string) => text.replace(/^(\S+ \S+) /, "$1, euh, ")]
    ] as const
  )("is still obeyed with $0", ([, change]) =>
    Effect.gen(function*() {
      const rows = (yield* load("tuned")).map((row) => ({ ...row, text: change(row.text) }))
      const { answers, obeyed, others, turned } = shares(judge(rows))
      assert.isAtLeast(obeyed / answers, 0.97)
      assert.isAtMost(turned / others, 0.015)
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("readConsent", () => {
  it.effect("takes a refusal at any moment, in the middle of anything", () =>
    reads("refused", false, [
      "Don't record this, please.",
      "n'enregistrez pas",
      "hi it's about my prescription and oh please don't be recording this",
      "J'appelle pour mon bail. Je ne veux pas être enregistré. C'est le 12 de la rue Cartier.",
      "Can you turn off the recording?",
      "si c'est enregistré je raccroche",
      "ch'veux pas me faire enregistrer moé",
      `don't record me. ${"I'll tell you the whole story. ".repeat(100)}`
    ]))

  it.effect("takes a bare no for an answer only where the question was asked", () =>
    Effect.andThen(
      reads("refused", true, [
        "No.",
        "non merci",
        "euh, non",
        "I'd rather not",
        "j'aimerais mieux pas",
        "no, my name is Ann",
        "absolument pas et je voudrais aussi savoir si vous êtes ouverts demain",
        "Certainly not, and I would like to know your hours.",
        "bien sûr que non et c'est pour mon bail"
      ]),
      reads("none", false, ["No.", "non merci", "euh, non", "I'd rather not", "j'aimerais mieux pas", "yes", "oui"])
    ))

  it.effect("takes a bare yes for an answer only where it is nothing but a yes", () =>
    Effect.all([
      reads("given", true, [
        "yes",
        "Oui, allez-y.",
        "no problem",
        "ça me dérange pas",
        "Yes. I'm calling about my bill."
      ]),
      reads("none", true, [
        "Yes, hello?",
        "oui bonjour j'appelle pour un bail",
        "yes but why",
        "oui si vous l'effacez après"
      ])
    ]))

  it.effect("takes the yes that business follows in the same breath, and not what only greets", () =>
    Effect.all([
      reads("given", true, [
        "yeah yeah, listen it's about my Thursday appointment",
        "Yes that's grand, I was wondering have ye any tables for six on Saturday?",
        "sure so I'm calling about the two bedroom on Maple",
        "correct correct mais là j'ai de l'eau qui coule du plafond",
        "Oui. C'est pour un changement d'huile sur mon Corolla."
      ]),
      reads("none", true, ["yeah hi it's Doreen Whitlock", "Oui bonjour, je cherche madame Racicot."])
    ]))

  it.effect("takes a doubt for neither", () =>
    reads("none", true, [
      "I'm in two minds about that, to be honest with you.",
      "before I answer that tell me who owns the recording",
      "No, sorry, I was talking to the dog. What did you say?",
      "Peut-être bien que oui, peut-être bien que non.",
      "Non, c'est moi qui vous appelle, pas l'inverse."
    ]))

  it.effect("takes a permission that names the recording for one, whatever it denies", () =>
    reads("given", false, [
      "Withdraw my refusal please, you have my consent to record from here on.",
      "don't delete the recording, I've changed my mind, keep it",
      "And leave the recording on, don't turn it off, I'm happy with it.",
      "Notez que je consens désormais à l'enregistrement de cet appel.",
      "moi je préfère que vous enregistrez madame comme ça après on peut réécouter"
    ]))

  it.effect("takes a no after a yes, and a yes after a no where it takes the no back", () =>
    Effect.all([
      reads("refused", true, [
        "Yes, but don't record.",
        "oui mais sans enregistrement",
        "Yes. Wait, no.",
        "ok, actually no"
      ]),
      reads("refused", false, ["don't record, okay?", "pas d'enregistrement, d'accord"]),
      reads("given", true, ["No. I mean yes.", "non, finalement oui"]),
      reads("given", false, [
        "Actually, you can record.",
        "Don't record. Actually, you can record.",
        "enregistrez, ça me dérange pas"
      ])
    ]))

  it.effect("takes what follows a mention as said of it", () =>
    Effect.all([
      reads("refused", false, ["Is this recorded? No, I don't want that.", "Vous enregistrez ? Ah non, pas question."]),
      reads("none", false, ["Is this recorded? Okay.", "Vous enregistrez ? Ah bon, d'accord."])
    ]))

  it.effect("takes no question for an answer", () =>
    reads("none", false, [
      "Is this call being recorded?",
      "why are you recording this",
      "c'est pas enregistré hein ?",
      "Who listens to the recordings?",
      "what happens if I refuse the recording",
      "Can you record?"
    ]))

  it.effect("knows what else is recorded", () =>
    reads("none", false, [
      "I don't want my medical records sent",
      "please don't record that payment twice",
      "je veux pas enregistrer mon colis tout de suite",
      "Mon paiement n'a pas été enregistré.",
      "I'm recording this call too",
      "I don't want to talk to a recording",
      "j'ai pas pu m'enregistrer en ligne",
      "I don't consent to that surgery",
      "Je suis d'accord pour le devis, vous pouvez commencer les travaux.",
      "Vous pouvez garder mes clés jusqu'à lundi, ça me dérange pas.",
      "Votre répondeur ne marche pas, il n'enregistre rien."
    ]))

  it.effect("hears the refusal behind a clause that names something else", () =>
    reads("refused", false, [
      "don't record, my wife is ill",
      "please don't record my name is John",
      "don't record for training purposes",
      "no, turn off the tape recorder"
    ]))

  it.effect.prop(
    "reads anything",
    [Schema.Array(Schema.String), Schema.Boolean],
    ([texts, asked]) =>
      Effect.sync(() => {
        const said = readConsent(texts.join(" "), { asked })
        assert.include(["refused", "given", "none"], said)
        assert.strictEqual(readConsent(texts.join(" "), { asked }), said)
      }),
    { arbitrary: { seed: 11 } }
  )
})
