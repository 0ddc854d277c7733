import { assert, describe, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { embeddedEngine } from "../../src/anonymizer/Anonymizer.ts"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import type { AnonymizedTranscript, TranscriptItem } from "../../src/domain/Transcript.ts"
import { AnonymizationError, Anonymizer, withheld } from "../../src/services/Anonymizer.ts"
import { agent, conversation, rawTranscript } from "./support.ts"

const anonymize = (items: ReadonlyArray<TranscriptItem>, callerNumber?: string) =>
  Anonymizer.use((anonymizer) =>
    anonymizer.anonymize(rawTranscript(items), {
      agent,
      ...callerNumber !== undefined && { callerNumber: PhoneNumber.make(callerNumber) }
    })
  ).pipe(Effect.provide(EmbeddedAnonymizer.layer))

const texts = (transcript: AnonymizedTranscript): ReadonlyArray<string> =>
  "items" in transcript
    ? transcript.items.map((item) =>
      item.type === "message" ? item.content.join(" ") : item.type === "function_call" ? item.args : item.output
    )
    : []

describe("EmbeddedAnonymizer.layer", () => {
  it.effect("replaces each value by its own placeholder, the same one through the whole call", () =>
    Effect.gen(function*() {
      const transcript = yield* anonymize(conversation(
        ["assistant", "Clinique du Plateau, bonjour ! À qui ai-je l'honneur ?"],
        ["user", "marie-claude tremblay, t-r-e-m-b-l-a-y"],
        ["assistant", "Merci Madame Tremblay. Votre numéro ?"],
        ["user", "cinq cent quatorze"],
        ["assistant", "Oui."],
        ["user", "cinq cinq cinq, zéro un quarante-sept. Mon mari Luc appellera aussi, au 438 555-0190."],
        ["assistant", "514-555-0147, et Luc au 438-555-"],
        ["call", JSON.stringify({ caller_name: "Marie-Claude Tremblay", phone: 5145550147, people: ["Luc"] })],
        ["output", JSON.stringify({ ok: true, "Marie-Claude": { ends: "0147" }, at: "2026-11-24T09:00:00Z" })],
        ["user", "Merci, au revoir Marie-Claude, c'est le docteur qui va être content."]
      ))
      assert.deepStrictEqual(texts(transcript), [
        "Clinique du Plateau, bonjour ! À qui ai-je l'honneur ?",
        "<PERSON_1>, <PERSON_1>",
        "Merci Madame <PERSON_1>. Votre numéro ?",
        "<PHONE_1>",
        "Oui.",
        "<PHONE_1>. Mon mari <PERSON_2> appellera aussi, au <PHONE_2>.",
        "<PHONE_1>, et <PERSON_2> au <PHONE_2>-",
        `{"caller_name":"<PERSON_1>","phone":"<PHONE_1>","people":["<PERSON_2>"]}`,
        `{"ok":true,"<PERSON_1>":{"ends":"<PHONE_1>"},"at":"2026-11-24T09:00:00Z"}`,
        "Merci, au revoir <PERSON_1>, c'est le docteur qui va être content."
      ])
      assert.deepStrictEqual(transcript.anonymization, {
        status: "complete",
        engine: embeddedEngine,
        entities: { PHONE: 2, PERSON: 2 }
      })
    }))

  it.effect("keeps what belongs to the business, unless it is the caller's own name", () =>
    Effect.gen(function*() {
      const kept = conversation(
        ["assistant", "La Dre Zelda Quintal vous attend au 1234, avenue du Mont-Royal Est."],
        ["assistant", "Les Urgences dentaires sont au 514 555-0111, ou à info@plateau.example."]
      )
      assert.deepStrictEqual(texts(yield* anonymize(kept)), [
        "La Dre Zelda Quintal vous attend au 1234, avenue du Mont-Royal Est.",
        "Les Urgences dentaires sont au 514 555-0111, ou à info@plateau.example."
      ])
      const own = texts(
        yield* anonymize(conversation(["user", "Je m'appelle Zelda."], ["assistant", "Bonjour Zelda."]))
      )
      assert.deepStrictEqual(own, ["Je m'appelle <PERSON_1>.", "Bonjour <PERSON_1>."])
    }))

  it.effect("takes a placeholder that somebody said for a value of its own", () =>
    Effect.gen(function*() {
      const said = yield* anonymize(conversation(
        ["user", "my name is <PERSON_1>, or Sarah Connor, or <ADMIN_1>"],
        ["output", "Sarah booked for <PERSON_1> and <PERSON_10>"]
      ))
      assert.deepStrictEqual(texts(said), [
        "my name is <PERSON_1>, or <PERSON_2>, or ‹ADMIN_1›",
        "<PERSON_2> booked for <PERSON_1> and <PERSON_3>"
      ])
    }))

  it.effect("numbers a name and what is short for it as one person, and different people apart", () =>
    Effect.gen(function*() {
      const people = yield* anonymize(conversation(
        ["user", "This is Anna Kowalski. My brother Peter Kowalski will come with Dr. Singh."],
        ["assistant", "Thank you Ms. Kowalski. So Peter comes, and Anna stays?"],
        ["user", "Yes, Peter. And Dr. Singh."]
      ))
      assert.deepStrictEqual(texts(people), [
        "This is <PERSON_1>. My brother <PERSON_2> will come with Dr. <PERSON_3>.",
        "Thank you Ms. <PERSON_1>. So <PERSON_2> comes, and <PERSON_1> stays?",
        "Yes, <PERSON_2>. And Dr. <PERSON_3>."
      ])
    }))

  it.effect("reads tool arguments that are no JSON as text, and numbers and keys of those that are", () =>
    Effect.gen(function*() {
      const tools = yield* anonymize(conversation(
        ["call", "{\"name\": \"Ana Ruiz\", phone: 514 555 0147"],
        ["call", "{\"createdAt\":1732300000000,\"n\":5145550147,\"d\":3,\"a\":null,\"b\":[false]}"],
        ["output", "\"514-555-0147\""]
      ))
      assert.deepStrictEqual(texts(tools), [
        "{\"name\": \"<PERSON_1>\", phone: <PHONE_1>",
        "{\"createdAt\":1732300000000,\"n\":\"<PHONE_1>\",\"d\":3,\"a\":null,\"b\":[false]}",
        "\"<PHONE_1>\""
      ])
    }))

  it.effect("counts what became of each transcript", () =>
    Effect.gen(function*() {
      yield* anonymize(conversation(["user", "hello"]))
      yield* Effect.flip(anonymize(conversation(["user", "x".repeat(20_000)])))
      const counted = (yield* Metric.snapshot).filter(({ id }) => id === "receptionist_anonymizations_total")
      assert.sameMembers(counted.map(({ attributes }) => attributes?.["outcome"]), ["complete", "field_too_long"])
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map())))
})

describe("EmbeddedAnonymizer.layer, when it cannot", () => {
  const refused = (items: ReadonlyArray<unknown>, callerNumber?: string) =>
    Effect.map(
      // Items of a kind that the schema does not know cannot be written here but by force.
      Effect.flip(anonymize(items as ReadonlyArray<TranscriptItem>, callerNumber)),
      ({ message, reason }) => [reason, message] as const
    )

  it.effect("withholds an item of a kind that it does not know", () =>
    Effect.gen(function*() {
      const anonymizer = yield* Anonymizer
      const unknown = { ...rawTranscript([]), items: [{ type: "hologram", id: "x", text: "Canari" }] }
      const error = yield* Effect.flip(anonymizer.anonymize(unknown as never, { agent }))
      assert.strictEqual(error.reason, "unknown_item")
      assert.notInclude(JSON.stringify(error), "Canari")
    }).pipe(Effect.provide(EmbeddedAnonymizer.layer)))

  it.effect("withholds a text past its size", () =>
    Effect.map(
      refused(conversation(["user", `Canari ${"a ".repeat(10_000)}`])),
      ([reason]) => assert.strictEqual(reason, "field_too_long")
    ))

  it.effect("withholds what is still there when the output is searched", () =>
    Effect.gen(function*() {
      const items = conversation(["user", "bonjour"]).map((item) => ({ ...item, id: "sip_15145550147" }))
      const [reason, message] = yield* refused(items, "+15145550147")
      assert.strictEqual(reason, "residue")
      assert.notInclude(message, "514")
    }))

  it.effect("withholds after a defect, and keeps nothing of it", () =>
    Effect.gen(function*() {
      const layer = EmbeddedAnonymizer.layerFinding({ engine: "broken", find: () => Effect.die(new Error("Canari")) })
      const error = yield* Anonymizer.use((anonymizer) =>
        Effect.flip(anonymizer.anonymize(rawTranscript(conversation(["user", "Canari"])), { agent }))
      ).pipe(Effect.provide(layer))
      assert.deepStrictEqual(error, new AnonymizationError({ reason: "defect" }))
    }))
})

describe("withheld", () => {
  it("makes a stub that holds nothing of what was said", () => {
    const raw = rawTranscript(conversation(["user", "Je m'appelle Canari Secret"]))
    const stub = withheld(raw, "timeout", "embedded")
    assert.deepStrictEqual(stub.anonymization, {
      status: "withheld",
      reason: "timeout",
      engine: "embedded",
      entities: {}
    })
    assert.strictEqual(stub.callId, raw.callId)
    assert.notProperty(stub, "items")
    assert.notInclude(JSON.stringify(stub), "Canari")
  })
})
