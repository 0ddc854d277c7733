import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { decisionOn, gates, halves, isLong, type Labelled, load, rightOf, unpunctuated } from "../../bench/language.ts"
import type { Language } from "../../src/domain/Language.ts"
import { hear, initial, type LanguageDecision, type LanguageReason } from "../../src/receptionist/LanguageTracker.ts"
import { plain, startingIn, unilingual } from "./agents.ts"

const languages = ["FRENCH", "ENGLISH"] as const

const all = Effect.map(Effect.forEach(halves, load), (loaded) => loaded.flat())
/** What is held out is judged as it was labelled, and nothing more is asked of it: it must not be tuned on. */
const tuned = load("tuned")
const ofKind = (...kinds: ReadonlyArray<Labelled["kind"]>) =>
  Effect.map(tuned, (rows) => rows.filter(({ kind }) => kinds.includes(kind)))
const as = (row: Labelled, other: Partial<Labelled>): Labelled => ({ ...row, ...other })
const wrong = (rows: ReadonlyArray<Labelled>) => rows.filter((row) => decisionOn(row).language !== row.expected)
/** The same utterances, whichever language the conversation was in. */
const fromBoth = (rows: ReadonlyArray<Labelled>) => rows.flatMap((row) => languages.map((start) => as(row, { start })))

/** A whole conversation: the decision on each utterance. */
const converse = (agent: Parameters<typeof initial>[0], ...texts: ReadonlyArray<string>) => {
  let state = initial(agent)
  return texts.map((text): LanguageDecision => {
    const heard = hear(state, text)
    state = heard.state
    return heard.decision
  })
}
const reasons = (decisions: ReadonlyArray<LanguageDecision>) => decisions.map(({ reason }) => reason)

describe("the labelled set", () => {
  it.effect("is large, and labels nothing twice", () =>
    Effect.gen(function*() {
      const rows = yield* all
      assert.isAtLeast(new Set(rows.map(({ text }) => text)).size, 400)
      assert.strictEqual(new Set(rows.map(({ start, text }) => `${start} ${text}`)).size, rows.length)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(["tuned", "earlier"] as const)(
    "is right for 98 % of three words and more: %s",
    (half) =>
      Effect.gen(function*() {
        const long = (yield* load(half)).filter(isLong)
        const misses = wrong(long)
        assert.isAtMost(misses.length / long.length, 0.02, JSON.stringify(misses))
      }).pipe(Effect.provide(NodeServices.layer))
  )

  it.effect.each(gates)("holds: $0", ([, bound, , counts]) =>
    Effect.gen(function*() {
      const { of, right } = rightOf((yield* tuned).filter(counts))
      assert.isAtLeast(right / of, bound)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("has 97 % of requests obeyed, whichever language was spoken before", () =>
    Effect.gen(function*() {
      const { of, right } = rightOf(fromBoth(yield* ofKind("request")))
      assert.isAtLeast(right / of, 0.97)
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(
    [
      ["as they are written", (text: string) => text],
      ["as a recognizer writes them that knows no capitals and no stops", unpunctuated]
    ] as const
  )(
    "asks for nothing in 99 % of names and third languages: $0",
    ([, change]) =>
      Effect.gen(function*() {
        const rows = (yield* ofKind("name", "third")).map((row) => as(row, { text: change(row.text) }))
        const asking = rows.filter((row) => {
          const { request } = decisionOn(row).evidence
          return request !== "none" && request !== "OTHER" && request !== row.start
        })
        const turned = wrong(rows)
        assert.isAtMost(asking.length / rows.length, 0.01, JSON.stringify(asking))
        assert.isAtMost(turned.length / rows.length, 0.015, JSON.stringify(turned))
      }).pipe(Effect.provide(NodeServices.layer))
  )

  it.effect("has no flip on what is neutral, from either language", () =>
    Effect.gen(function*() {
      const rows = fromBoth(yield* ofKind("neutral")).map((row) => as(row, { expected: row.start }))
      assert.deepStrictEqual(wrong(rows), [])
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("stays in the language that is being spoken", () =>
    Effect.gen(function*() {
      const rows = yield* ofKind("french", "quebec", "english", "mixed", "trap")
      assert.deepStrictEqual(wrong(rows.map((row) => as(row, { start: row.expected }))), [])
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("takes no course, letter or neighbour for a request", () =>
    Effect.gen(function*() {
      const asked = (yield* ofKind("trap")).filter((row) => {
        const { request } = decisionOn(row).evidence
        return request !== "none" && request !== "OTHER" && request !== row.start
      })
      assert.deepStrictEqual(asked, [])
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(
    [
      ["decomposed accents", (text: string) => text.normalize("NFD")],
      ["curly apostrophes", (text: string) => text.replaceAll("'", "’")],
      ["spaces of all kinds", (text: string) => `\n ${text.replaceAll(" ", "\u00a0 ")}\t`]
    ] as const
  )("does not mind %s", ([, change]) =>
    Effect.gen(function*() {
      for (const row of yield* all) {
        assert.deepStrictEqual(decisionOn({ ...row, text: change(row.text) }), decisionOn(row), row.text)
      }
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect.each(
    [
      ["small letters", (text: string) => text.toLowerCase()],
      ["capitals", (text: string) => text.toUpperCase()],
      ["missing accents", (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "")]
    ] as const
  )("is still right for 98 % in $0", ([, change]) =>
    Effect.gen(function*() {
      const long = (yield* all).filter(isLong).map((row) => as(row, { text: change(row.text) }))
      const misses = wrong(long)
      assert.isAtMost(misses.length / long.length, 0.02, JSON.stringify(misses))
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("asks for the other language once the names of the two are exchanged", () =>
    Effect.gen(function*() {
      const exchange: Readonly<Record<string, string>> = {
        english: "french",
        french: "english",
        anglais: "français",
        français: "anglais",
        francais: "anglais",
        anglaise: "française",
        française: "anglaise",
        anglophone: "francophone",
        francophone: "anglophone"
      }
      const exchanged = fromBoth(yield* ofKind("request")).map((row) =>
        as(row, {
          text: row.text.replace(/\p{L}+/gu, (word) => exchange[word.toLowerCase()] ?? word),
          expected: row.expected === "FRENCH" ? "ENGLISH" : "FRENCH"
        })
      )
      const misses = wrong(exchanged)
      assert.isAtMost(misses.length / exchanged.length, 0.03, JSON.stringify(misses))
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("a conversation", () => {
  it.effect("begins in the agent's default language", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(languages.map((language) => initial(startingIn(language)).language), [...languages])
    }))

  it.effect("is not flipped back by one doubtful utterance, but by a clear long one", () =>
    Effect.sync(() => {
      const decisions = converse(
        plain,
        "I'd like to book an appointment please",
        "oui, c'est ça",
        "yes, on Monday if that works for you",
        "oui, c'est ça",
        "en fait je préférerais venir mardi matin avec ma fille"
      )
      assert.deepStrictEqual(reasons(decisions), ["clear", "doubtful", "same", "doubtful", "clear"])
      assert.deepStrictEqual(decisions.map(({ switched }) => switched), [true, false, false, false, true])
    }))

  it.effect("holds on to a language that was asked for, but not against the caller", () =>
    Effect.sync(() => {
      const asked = ["In English please", "Ok, c'est bon", "Je voudrais un rendez-vous"]
      assert.deepStrictEqual(reasons(converse(plain, asked[0] ?? "", asked[1] ?? "")), ["requested", "doubtful"])
      assert.strictEqual(converse(plain, ...asked).at(-1)?.language, "FRENCH")
    }))

  it.effect("follows a caller who leans the other way twice in a row", () =>
    Effect.sync(() => {
      const decisions = converse(plain, "well, maybe", "ok", "sounds good")
      assert.deepStrictEqual(reasons(decisions), ["doubtful", "neutral", "sustained"])
    }))

  it.effect("forgets what leaned once the caller is back", () =>
    Effect.sync(() => {
      const decisions = converse(plain, "well, maybe", "non, je ne sais pas encore", "sounds good")
      assert.deepStrictEqual(reasons(decisions), ["doubtful", "same", "doubtful"])
    }))

  it.effect("doubts one word of the other language, and hears none in names and in a third", () =>
    Effect.sync(() => {
      const heard = ["appointment", "ok", "Grace Hill", "hola buenos días"].flatMap((text) => converse(plain, text))
      assert.deepStrictEqual(reasons(heard), ["doubtful", "neutral", "neutral", "neutral"])
    }))

  it.effect("confirms a language that is asked for while it is spoken", () =>
    Effect.sync(() => {
      const [decision] = converse(plain, "Parlez-vous français ?")
      assert.deepInclude(decision, { language: "FRENCH", switched: false, reason: "requested" })
    }))

  it.effect("changes back at once when asked to", () =>
    Effect.sync(() => {
      const decisions = converse(plain, "English please", "en français svp", "English")
      assert.deepStrictEqual(decisions.map(({ language }) => language), ["ENGLISH", "FRENCH", "ENGLISH"])
      assert.isTrue(decisions.every(({ reason, switched }) => reason === "requested" && switched))
    }))
})

describe("a caller", () => {
  const whereItGoes = (agent: Parameters<typeof initial>[0], ...texts: ReadonlyArray<string>) =>
    converse(agent, ...texts).map(({ language }) => language === "FRENCH" ? "F" : "E").join("")

  it.effect.each(
    [
      // Who they are, where they live, where they work.
      ["FRENCH", ["Oui, c'est pour un rendez-vous.", "Mark Young.", "Park Street.", "mark young park street"], "FFFF"],
      ["ENGLISH", ["Yes, it's for an appointment.", "Pierre Tremblay, rue Saint-Denis.", "pierre tremblay"], "EEE"],
      ["ENGLISH", ["I'd like a table for two.", "Jean-Pierre Bonenfant-Young", "bureau en gros"], "EEE"],
      ["FRENCH", ["Je voudrais une table pour deux.", "Grace Hill", "the home depot", "Bed Bath and Beyond"], "FFFF"],
      // One word of the other language.
      ["ENGLISH", ["I need to see the dentist on Monday.", "Parfait.", "Merci, that's great."], "EEE"],
      ["FRENCH", ["Je veux voir le dentiste lundi.", "Perfect.", "Thanks, c'est beau."], "FFF"],
      // Changing in mid-call, by speaking.
      [
        "FRENCH",
        ["Bonjour, c'est pour une réparation.", "Sorry, my furnace just broke and it's freezing in here."],
        "FE"
      ],
      ["ENGLISH", [
        "Hi, I have a question about my bill.",
        "En fait je préférerais vous l'expliquer dans ma langue."
      ], "EF"],
      // Changing in mid-call, by asking in the language that is being spoken, and back.
      ["FRENCH", ["C'est pour ma mère.", "Est-ce qu'on peut continuer en anglais?", "Okay, thanks."], "FEE"],
      ["ENGLISH", ["It's for my mother.", "Could we do this in French?", "Oui.", "back to English please"], "EFFE"],
      // Somebody else takes the phone, or does not.
      ["FRENCH", ["La personne que je vous passe comprend juste l'anglais.", "Hello?"], "EE"],
      ["ENGLISH", ["I'll pass you my mom, she only speaks French."], "F"],
      ["ENGLISH", ["My mom only speaks French, that's why I'm the one calling."], "E"],
      // A third language.
      ["ENGLISH", ["Hola, necesito una cita para mañana.", "No hablo inglés."], "EE"],
      ["ENGLISH", ["Mwen bezwen yon randevou.", "tanpri, mwen pa konprann"], "EE"],
      ["FRENCH", ["Ich möchte einen Termin machen.", "was kostet das"], "FF"]
    ] as const satisfies ReadonlyArray<readonly [Language, ReadonlyArray<string>, string]>
  )("from %s: %j", ([start, texts, expected]) =>
    Effect.sync(() => {
      assert.strictEqual(whereItGoes(startingIn(start), ...texts), expected)
      assert.strictEqual(whereItGoes(startingIn(start), ...texts.map(unpunctuated)), expected)
    }))
})

describe("languages that are not spoken", () => {
  it.effect.each(
    [
      ["FRENCH", "Can we speak English please?", "request_not_supported"],
      ["FRENCH", "I would like to book an appointment", "not_supported"],
      ["ENGLISH", "Parlez-vous français ?", "request_not_supported"],
      ["ENGLISH", "je voudrais prendre rendez-vous", "not_supported"],
      ["ENGLISH", "Do you speak Spanish?", "request_not_supported"]
    ] as const satisfies ReadonlyArray<readonly [Language, string, LanguageReason]>
  )("keep an agent of one language in it: %s, %s", ([language, text, reason]) =>
    Effect.sync(() => {
      const [decision] = converse(unilingual(language), text)
      assert.deepInclude(decision, { language, switched: false, reason })
    }))

  it.effect("never move an agent of one language, whatever is said in a row", () =>
    Effect.gen(function*() {
      const texts = (yield* all).map(({ text }) => text)
      for (const language of languages) {
        assert.isTrue(converse(unilingual(language), ...texts).every((decision) => decision.language === language))
      }
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("any text", () => {
  it.effect("without words is empty", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(reasons(converse(plain, "", "  ", "…", "?!", "🙂")), [
        "empty",
        "empty",
        "empty",
        "empty",
        "empty"
      ])
    }))

  it.effect("of great length is weighed by its end, with bounded work", () =>
    Effect.sync(() => {
      const [long, asked] = converse(
        plain,
        "patati patata ".repeat(100_000),
        `${"je vous raconte toute mon histoire ".repeat(100_000)}. In English please.`
      )
      assert.isAtMost(long?.evidence.words ?? Infinity, 300)
      assert.deepInclude(asked, { language: "ENGLISH", reason: "requested" })
    }))

  it.effect.prop(
    "gives the same decision each time, in a supported language, with numbers and codes for evidence",
    [Schema.Array(Schema.String), Schema.Literals(languages)],
    ([texts, language]) =>
      Effect.sync(() => {
        const said = converse(startingIn(language), ...texts)
        assert.deepStrictEqual(converse(startingIn(language), ...texts), said)
        for (const { evidence, language } of said) {
          assert.include(languages, language)
          const { request, ...numbers } = evidence
          assert.include(["FRENCH", "ENGLISH", "OTHER", "none"], request)
          assert.isTrue(Object.values(numbers).every(Number.isFinite))
        }
      }),
    { arbitrary: { seed: 3 } }
  )
})
