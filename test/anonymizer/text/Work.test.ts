import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { Work } from "../../../src/anonymizer/text/Work.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { agent, conversation, rawTranscript, said, year } from "../support.ts"

/** What rules begin to read again at every word: a rule that reads on to the end each time runs out of its work. */
const units = [
  "cinq cent ",
  "a, ",
  "a ",
  "l'",
  "@",
  "a@",
  "marie at ",
  "gmail dot ",
  "avec un point ",
  "1 ",
  "1-",
  "12 mars ",
  "born ",
  "eu dix ",
  "H 2 X ",
  "a comme albert ",
  "for ",
  "un instant ",
  "extension 12 ",
  "rue ",
  "Marie Tremblay ",
  "O'Brien ",
  "carte "
]

describe("the work of reading a text", () => {
  it.each(units)("is in proportion to its length: %j", (unit) => {
    const text = unit.repeat(Math.ceil(8192 / unit.length)).slice(0, 8192)
    // It throws where it is not.
    findEntities([{ speaker: "assistant", text: "Your number, name and date of birth?" }, said(text)], { year })
  })

  it.each([...units, "and ", "that's ", "is it ", "the ", "so, "])("is no more for a question: %j", (unit) => {
    const question = unit.repeat(Math.ceil(2048 / unit.length)).slice(0, 2048)
    findEntities([{ speaker: "assistant", text: `${question}?` }, said("12 Elm Street, the 9th")], { year })
  })

  it("ends where it is more than that", () => {
    const work = new Work(10)
    work.spend(20_000)
    assert.throws(() => work.spend(10_000), /too long or too intricate/)
  })

  it.effect("withholds turns that together are more than is read at once", () =>
    Effect.gen(function*() {
      const anonymizer = yield* Anonymizer
      const turns = Array.from({ length: 6 }, () => ["user", "Canari ".repeat(1000)] as const)
      const error = yield* Effect.flip(anonymizer.anonymize(rawTranscript(conversation(...turns)), { agent }))
      assert.strictEqual(error.reason, "too_intricate")
      assert.notInclude(JSON.stringify(error), "Canari")
    }).pipe(Effect.provide(EmbeddedAnonymizer.layer)))
})
