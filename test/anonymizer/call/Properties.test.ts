import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { readFileSync } from "node:fs"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { placeholder } from "../../../src/anonymizer/call/Placeholders.ts"
import { View } from "../../../src/anonymizer/text/Text.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import type { AnonymizedTranscript } from "../../../src/domain/Transcript.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { agent, conversation, labelled, rawTranscript, year } from "../support.ts"
import { verbalize } from "../verbalize.ts"

const utterances = readFileSync(new URL("../utterances.jsonl", import.meta.url), "utf8").trim().split("\n")
  .map((line) => labelled(JSON.parse(line).text).text)

/** Words, signs and scraps that the rules look for, in any order: what they would stumble over. */
const scraps = [
  "my name is",
  "je m'appelle",
  "Marie-Ève",
  "de la",
  "O'Brien",
  "M.",
  "Dr",
  "Saint-",
  "at",
  "a",
  "arobas",
  "dot com",
  "gmail",
  "@",
  ".",
  ",",
  "-",
  "'",
  "+",
  "514",
  "quatre",
  "vingt",
  "cent",
  "mille",
  "double",
  "oh",
  "sept",
  "le",
  "born",
  "mars",
  "1985",
  "rue",
  "Street",
  "app.",
  "H2X",
  "1Y4",
  "x",
  "Y",
  "as in Mike",
  "\u2029",
  "\uFFFC",
  "\u00A0",
  "\u200B",
  "e\u0301",
  "😀",
  "<PERSON_1>",
  "<FOO_2>",
  "$&",
  "{",
  "}",
  "\"",
  "\\",
  "\n",
  "CVV",
  "my son",
  "pin"
] as const

const Text = Schema.Union([
  Schema.String,
  Schema.Array(Schema.Union([Schema.Literals(scraps), Schema.Literals(utterances.slice(0, 60))])).pipe(
    Schema.check(Schema.isMaxLength(30))
  )
])
const textOf = (text: typeof Text.Type) => typeof text === "string" ? text : text.join(" ")

const Turn = Schema.Struct({ kind: Schema.Literals(["user", "assistant", "call", "output"]), text: Text })
const Call = Schema.Array(Turn).pipe(Schema.check(Schema.isMaxLength(8)))
const itemsOf = (call: typeof Call.Type) => conversation(...call.map(({ kind, text }) => [kind, textOf(text)] as const))

const anonymized = (transcript: AnonymizedTranscript) => "items" in transcript ? transcript.items : []

describe("View", () => {
  it.effect.prop("maps every character back to where it stands", [Text], ([text]) =>
    Effect.sync(() => {
      const raw = textOf(text)
      const view = View.of(0, raw)
      let end = 0
      for (let at = 0; at < view.text.length; at++) {
        const [part] = view.locate(at, at + 1)
        assert.isDefined(part)
        assert.isTrue(part.start >= end || at > 0 && part.start === view.locate(at - 1, at)[0]?.start)
        assert.isAbove(part.end, part.start)
        end = part.end
      }
      assert.isAtMost(end, raw.length)
    }), { arbitrary: { seed: 1, runs: 200 } })
})

describe("findEntities, whatever it is given", () => {
  it.effect.prop(
    "gives spans inside the fields, in order and apart, the same every time",
    [Call],
    ([call]) =>
      Effect.sync(() => {
        const fields = call.map(({ kind, text }) => ({
          speaker: kind === "user" || kind === "assistant" ? kind : "tool" as const,
          text: textOf(text)
        }))
        const spans = findEntities(fields, { year })
        for (const [index, span] of spans.entries()) {
          const before = spans[index - 1]
          assert.isTrue(span.start < span.end && span.end <= (fields[span.field]?.text.length ?? 0))
          assert.isTrue(before === undefined || before.field < span.field || before.end <= span.start)
        }
        assert.deepStrictEqual(findEntities(fields, { year }), spans)
      }),
    { arbitrary: { seed: 2, runs: 150 } }
  )
})

describe("EmbeddedAnonymizer.layer, whatever it is given", () => {
  it.effect.prop("leaves its own output as it is", [Call], ([call]) =>
    Effect.gen(function*() {
      const anonymizer = yield* Anonymizer
      const once = yield* Effect.result(anonymizer.anonymize(rawTranscript(itemsOf(call)), { agent }))
      // What cannot be cleaned is withheld; what comes out stays.
      if (once._tag === "Failure") return assert.strictEqual(once.failure.reason, "residue")
      const twice = yield* anonymizer.anonymize(rawTranscript(anonymized(once.success)), { agent })
      assert.deepStrictEqual(anonymized(twice), anonymized(once.success))
      assert.deepStrictEqual(twice.anonymization, once.success.anonymization)
    }).pipe(Effect.provide(EmbeddedAnonymizer.layer)), { arbitrary: { seed: 3, runs: 120 } })

  const Seeded = Schema.Struct({
    number: Schema.String.check(Schema.isPattern(/^[2-9]\d{2}[2-9]\d{6}$/)),
    language: Schema.Literals(["en", "fr"]),
    sizes: Schema.NonEmptyArray(Schema.Literals([1, 2, 3])),
    call: Call
  })

  it.effect.prop(
    "never lets the caller's number through, in any form",
    [Seeded],
    ([{ call, language, number, sizes }]) =>
      Effect.gen(function*() {
        const forms = [
          number,
          `+1${number}`,
          `${number.slice(0, 3)}-${number.slice(3, 6)}-${number.slice(6)}`,
          `(${number.slice(0, 3)}) ${number.slice(3, 6)} ${number.slice(6)}`,
          verbalize(number, { language, sizes, between: ", " })
        ]
        const items = [
          ...itemsOf(call),
          ...conversation(
            ["assistant", `So that is ${forms[2]}?`],
            ["user", `yes ${forms[4]}`],
            ["call", JSON.stringify({ to: forms[1], at: Number(number), [forms[0] ?? ""]: true })],
            ["output", `sent to ${forms[3]}, ending in ${number.slice(-4)}`]
          )
        ]
        const anonymizer = yield* Anonymizer
        const result = yield* Effect.result(
          anonymizer.anonymize(rawTranscript(items), { agent, callerNumber: PhoneNumber.make(`+1${number}`) })
        )
        if (result._tag === "Failure") return assert.strictEqual(result.failure.reason, "residue")
        const bare = JSON.stringify(anonymized(result.success).map((item) => ({ ...item, createdAt: 0 })))
          .replace(placeholder, "")
        for (const form of forms) assert.notInclude(bare, form)
        assert.notInclude(bare, `ending in ${number.slice(-4)}`)
      }).pipe(Effect.provide(EmbeddedAnonymizer.layer)),
    { arbitrary: { seed: 4, runs: 80 } }
  )

  const Person = Schema.Struct({
    first: Schema.Literals(["Oluwaseun", "Mireille", "Hye-jin", "Gurpreet", "Anh-Tuan", "Rosario"]),
    last: Schema.Literals(["Przybylski", "Okonkwo", "Castonguay", "Ibáñez", "Sandhu", "Vollant"]),
    house: Schema.Literals(["2240", "18", "1187"]),
    call: Call
  })

  it.effect.prop(
    "never lets a caller's name or address through, however they come again",
    [Person],
    ([{ call, first, house, last }]) =>
      Effect.gen(function*() {
        const items = [
          ...itemsOf(call),
          ...conversation(
            ["assistant", "May I have your name, please?"],
            ["user", `${first} ${last}, ${Array.from(last.normalize("NFC").toUpperCase()).join(" ")}.`],
            ["assistant", `Thank you, Ms. ${last}. And your address?`],
            ["user", house],
            ["user", "Quenneville Street"],
            ["call", JSON.stringify({ last: last.toUpperCase(), address: `${house} Quenneville Street` })],
            ["output", `${first} ${last} is at ${house} Quenneville Street`]
          )
        ]
        const anonymizer = yield* Anonymizer
        const result = yield* Effect.result(anonymizer.anonymize(rawTranscript(items), { agent }))
        if (result._tag === "Failure") return assert.strictEqual(result.failure.reason, "residue")
        const bare = JSON.stringify(
          anonymized(result.success).slice(call.length).map((item) => ({ ...item, createdAt: 0 }))
        )
          .replace(placeholder, "")
        for (const part of [first, last, last.toUpperCase(), "Quenneville", house]) assert.notInclude(bare, part)
      }).pipe(Effect.provide(EmbeddedAnonymizer.layer)),
    { arbitrary: { seed: 5, runs: 60 } }
  )
})
