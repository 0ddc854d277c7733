import { assert, describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { instructionsFor, languageInstruction } from "../../src/receptionist/Instructions.ts"
import { full, plain, unilingual } from "./agents.ts"
import { agentWith, instant, office } from "./hours/schedules.ts"

const clinic = agentWith({ hours: office, openingHours: "Lundi au mercredi 8 h à 17 h, jeudi 20 h, vendredi 15 h." })

const golden = {
  "plain-french": instructionsFor(plain),
  "plain-english": instructionsFor(plain, "ENGLISH"),
  "full-english": instructionsFor(full),
  "full-french": instructionsFor(full, "FRENCH"),
  "unilingual-french": instructionsFor(unilingual("FRENCH")),
  "unilingual-english": instructionsFor(unilingual("ENGLISH")),
  "open-french": instructionsFor(clinic, "FRENCH", instant("2026-10-09T14:12")),
  "closed-english": instructionsFor(clinic, "ENGLISH", instant("2026-12-24T13:00")),
  "timed-without-hours": instructionsFor(agentWith({}), "FRENCH", instant("2026-10-09T14:12"))
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

  it("name the emergency number, and speak the language, of where the agent's own number is", () => {
    const at = (number: string) => instructionsFor(AgentConfig.make({ ...plain, phone: PhoneNumber.make(number) }))
    assert.include(at("+15145550100"), "to hang up and to call 911.")
    assert.include(at("+18005550100"), "to hang up and to call 911.")
    assert.include(at("+33142345678"), "to hang up and to call 112.")
    assert.include(at("+442071838750"), "to hang up and to call 999.")
    assert.include(at("+15145550100"), "French of Québec")
    assert.notMatch(at("+33142345678"), /Québec|North American/)
  })

  it.effect("do not change from one time to the next", () =>
    Effect.sync(() => assert.strictEqual(instructionsFor(full), instructionsFor(full))))

  it.effect("end with what holds now, and are the same before it", () =>
    Effect.sync(() => {
      const timeless = instructionsFor(clinic, "FRENCH")
      const timed = instructionsFor(clinic, "FRENCH", instant("2026-10-09T14:12"))
      assert.isTrue(timed.startsWith(timeless.trimEnd()))
      assert.isTrue(timed.slice(timeless.length).trimStart().startsWith("# Now\n"))
      // An agent whose time zone is not known is told no time.
      assert.strictEqual(instructionsFor(full, "ENGLISH", 0), instructionsFor(full, "ENGLISH"))
    }))

  it.effect("say which language to change to", () =>
    Effect.sync(() => {
      assert.isTrue(languageInstruction("ENGLISH").startsWith("MANDATORY INSTRUCTION: You MUST respond in ENGLISH"))
      assert.isTrue(languageInstruction("FRENCH").startsWith("MANDATORY INSTRUCTION: You MUST respond in FRENCH"))
    }))
})
