import { describe, expect, it } from "@effect/vitest"
import { searching } from "../../src/anonymizer/Engine.ts"
import type { Field } from "../../src/anonymizer/Entity.ts"
import { redact } from "../../src/anonymizer/Placeholders.ts"
import { said, year } from "./support.ts"

const heard = (text: string): Field => ({ speaker: "assistant", text })
const given = (text: string, key = "name"): Field => ({ speaker: "tool", text, key })

/** The numbers of the persons of each field. */
const persons = (...fields: ReadonlyArray<Field>): ReadonlyArray<ReadonlyArray<number>> => {
  const steps = searching(fields, { year })
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return redact(fields, step.value).texts.map((text) => [...text.matchAll(/<PERSON_(\d+)>/g)].map(([, n]) => Number(n)))
}

describe("one person has one number", () => {
  it("with the halves of a name asked for one after the other", () => {
    expect(persons(
      said("It's under the name Cavendish."),
      heard("And the first name?"),
      said("Rupa."),
      given("Rupa Cavendish")
    )).toEqual([[1], [], [1], [1]])
    expect(persons(said("c'est Venkat, nom de famille Subramanian"), heard("Monsieur Subramanian ?")))
      .toEqual([[1, 1], [1]])
  })

  it("by the name that everybody calls them, their name at birth, and turned round", () => {
    expect(persons(said("My name is Oluwaseun Bello but everyone calls me Seun"), heard("Thanks, Seun.")))
      .toEqual([[1, 1], [1]])
    expect(persons(said("Je m'appelle Marie-Thérèse Charvet, née Bouvier."))).toEqual([[1, 1]])
    expect(persons(said("Je m'appelle Yasmina Zerrouki."), given("Zerrouki Yasmina"), given("Y. Zerrouki")))
      .toEqual([[1], [1], [1]])
  })

  it("said twice for want of a word, and spelled", () => {
    expect(persons(said("je m'appelle Viateur Viateur Sigouin"), given("Viateur Sigouin"))).toEqual([[1], [1]])
  })

  it("and not that of their family", () => {
    expect(persons(
      said("C'est au nom de mon mari Hector."),
      heard("Hector, quel nom de famille ?"),
      said("Lauzière."),
      said("Je suis sa veuve, Alphonsine Lauzière."),
      heard("Merci, madame Lauzière."),
      given("Hector Lauzière")
    )).toEqual([[1], [1], [1], [2], [2], [1]])
    expect(persons(
      heard("Et le prénom du bébé, monsieur Rambaud ?"),
      said("Malo."),
      heard("Parfait, monsieur Rambaud.")
    )).toEqual([[1], [2], [1]])
  })
})
