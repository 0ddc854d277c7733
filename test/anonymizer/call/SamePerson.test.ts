import { describe, expect, it } from "@effect/vitest"
import { find } from "../../../src/anonymizer/call/Engine.ts"
import { redact } from "../../../src/anonymizer/call/Placeholders.ts"
import type { Field } from "../../../src/anonymizer/text/Entity.ts"
import { said, year } from "../support.ts"

const heard = (text: string): Field => ({ speaker: "assistant", text })
const given = (text: string, key = "name"): Field => ({ speaker: "tool", text, key })

/** The numbers of the persons of each field. */
const persons = (...fields: ReadonlyArray<Field>): ReadonlyArray<ReadonlyArray<number>> =>
  redact(fields, find(fields, { year })).texts
    .map((text) => [...text.matchAll(/<PERSON_(\d+)>/g)].map(([, n]) => Number(n)))

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

  it("heard wrong, and set right", () => {
    expect(persons(said("It's Chevonne Baptiste."), heard("Shavon Baptist?"), said("Chevonne, C H E V O N N E.")))
      .toEqual([[1], [1], [1, 1]])
    expect(persons(said("Je m'appelle Abdelkader Benmoussa."), heard("Abdel Kader Ben Moussa ?"), said("Benmoussa.")))
      .toEqual([[1], [1], [1]])
    expect(persons(said("It's Smyth, not Smith. Harold Smyth."), heard("Mr. Smith, was it?"))).toEqual([[1, 1, 1], [1]])
    expect(persons(said("Conrad Veilleux. V E I deux L E U X."), heard("Une adresse ?"), said("Le 412 route du Pont.")))
      .toEqual([[1, 1], [], []])
  })

  it("called by a pet name, in another turn too", () => {
    expect(persons(said("My name is Alexandra Petrov. Alex is fine."), heard("Hi Alex."))).toEqual([[1, 1], [1]])
    expect(persons(said("Put it under Bob Fairweather."), heard("I have Robert Fairweather."))).toEqual([[1], [1]])
    expect(persons(said("The account is under William Thackeray."), heard("I see it."), said("He goes by Bill.")))
      .toEqual([[1], [], [1]])
    expect(persons(said("C'est pour Réjean Ouellet. Il se fait appeler Ti-Jean."))).toEqual([[1, 1]])
  })

  it("and not that of whoever has a name like it", () => {
    expect(
      persons(said("I'm Daniel Kerr, calling for my daughter Danielle."), heard("Sure Daniel, how old is Danielle?"))
    )
      .toEqual([[1, 2], [1, 2]])
    expect(persons(said("It's for my son Alex, and I'm Alexandra Dubinsky."), heard("Alexandra, how old is Alex?")))
      .toEqual([[1, 2], [2, 1]])
    expect(persons(said("Je cherche Mélanie Roy, moi c'est Mélissa Roy."), heard("Bonjour Mélissa. Mélanie est là.")))
      .toEqual([[1, 2], [2, 1]])
  })

  it("that of the caller where the agent says the name that a family shares", () => {
    expect(persons(
      said("My name is Jennifer Oakes, I'm calling for my daughter Brianna."),
      heard("Is Brianna a patient here?"),
      said("Yes, Brianna Oakes."),
      heard("Thank you, Ms. Oakes.")
    )).toEqual([[1, 2], [2], [2], [1]])
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
