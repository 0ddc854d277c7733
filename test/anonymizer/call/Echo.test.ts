import { assert, describe, it } from "@effect/vitest"
import { marked, said } from "../support.ts"

describe("what the agent says again", () => {
  it("is covered where letters that were spelled stand together", () => {
    const [, , again] = marked([
      { speaker: "assistant", text: "Son numéro de carte d'assurance maladie ?" },
      said("D E S H 47 56."),
      { speaker: "assistant", text: "DESH 4756, oui, et la suite ?" }
    ])
    assert.notMatch(again ?? "", /(?<!HEALTH )DESH|4756(?!])/)
    assert.match(again ?? "", /et la suite/)
  })

  it("is no question for what a placeholder stands for", () =>
    assert.strictEqual(marked([{ speaker: "assistant", text: "DOB?" }, said("<DOB_1>")])[0], "DOB?"))

  it("tells where the rest of a number stood that was broken off", () => {
    const [, given] = marked([
      { speaker: "assistant", text: "Souhaitez-vous me le donner maintenant ?" },
      said("Oui. 046 454... je vois mal... 286."),
      { speaker: "assistant", text: "Je répète, 046 454 286." }
    ])
    assert.notMatch(given ?? "", /(?<!SIN )(?:046|286)/)
  })

  it("is no day of an appointment that ends as a number does", () => {
    const [, , again] = marked([
      { speaker: "assistant", text: "Your number?" },
      said("317 055 550 112"),
      { speaker: "assistant", text: "Great, he's in for June 12." }
    ])
    assert.strictEqual(again, "Great, he's in for June 12.")
  })

  it("is covered in two letters, and a word that happens to be as short is not", () => {
    const [, , again] = marked([
      { speaker: "assistant", text: "And the version code of the health card?" },
      said("It says M B now."),
      { speaker: "assistant", text: "MB, thank you, that is OK." }
    ])
    assert.strictEqual(again, "[HEALTH MB], thank you, that is OK.")
  })
})
