import { assert, describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { instructionsFor, languageInstruction } from "../../src/receptionist/Instructions.ts"
import { full, plain, unilingual } from "./agents.ts"

const golden = {
  "plain-french": instructionsFor(plain),
  "plain-english": instructionsFor(plain, "ENGLISH"),
  "full-english": instructionsFor(full),
  "full-french": instructionsFor(full, "FRENCH"),
  "unilingual-french": instructionsFor(unilingual("FRENCH")),
  "unilingual-english": instructionsFor(unilingual("ENGLISH"))
}

describe("Instructions", () => {
  // `vitest run -u test/receptionist` rewrites the golden files: read their diff.
  it.effect.each(Object.entries(golden))(
    "are those of golden/%s.md",
    ([name, text]) => Effect.promise(() => expect(text).toMatchFileSnapshot(`golden/${name}.md`))
  )

  it.effect("hold everything the agent says, once, and no number", () =>
    Effect.sync(() => {
      const text = instructionsFor(full)
      for (const part of ["John", "four doctors", "Closed", "behind the building", "medical advice", "human support"]) {
        assert.strictEqual(text.split(part).length, 2, part)
      }
      assert.include(text, "- Billing (cannot be reached by phone")
      assert.isFalse(/\+1514|sip:|not a number/.test(text))
      assert.isFalse(text.includes("\r"))
    }))

  it.effect("do not change from one time to the next", () =>
    Effect.sync(() => assert.strictEqual(instructionsFor(full), instructionsFor(full))))

  it.effect("say which language to change to", () =>
    Effect.sync(() => {
      assert.isTrue(languageInstruction("ENGLISH").startsWith("MANDATORY INSTRUCTION: You MUST respond in ENGLISH"))
      assert.isTrue(languageInstruction("FRENCH").startsWith("MANDATORY INSTRUCTION: You MUST respond in FRENCH"))
    }))
})
