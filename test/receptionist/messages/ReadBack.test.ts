import { assert, describe, it } from "@effect/vitest"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { wasReadBack } from "../../../src/receptionist/messages/ReadBack.ts"

const number = PhoneNumber.make("+15145550199")
const agent = (text: string) => ({ by: "agent", text } as const)
const caller = (text: string) => ({ by: "caller", text } as const)
const read = agent("C'est bien le cinq un quatre, cinq cinq cinq, zéro un neuf neuf ?")

describe("a number that was read back", () => {
  it.each([
    "Oui.",
    "Oui, c'est ça.",
    "Yes, that's right.",
    "Exact, 514 555 0199.",
    "Oui, 0199.",
    "Non merci, rien d'autre.",
    "No problem, yes.",
    "Parfait, un instant.",
    "Euh, oui, le soir c'est mieux.",
    "Un jeudi, à 10 heures du matin.",
    "No, that's right.",
    "Oui, ça finit par 99.",
    "Yes, that was the last one.",
    "Oui, mais un instant s'il vous plaît.",
    "Yes, but call me after five o'clock.",
    "Oui, à la fin de la journée, vers 4 heures.",
    "Yes, for two people."
  ])("is taken by %s", (answer) => assert.isTrue(wasReadBack(number, [read, caller(answer)])))

  it.each([
    "Non.",
    "Non, zéro un neuf huit.",
    "No, it's 0198.",
    "Nope.",
    "C'est pas ça.",
    "Pas tout à fait.",
    "Zéro un neuf huit, à la fin.",
    "Actually it ends in 98, 0198.",
    "That's wrong.",
    "Attendez, je me trompe.",
    "Oui, mais ça finit par zéro un neuf huit.",
    "Oui c'est ça, sauf le dernier chiffre, c'est un huit.",
    "Yes, but the last digit is an eight.",
    "Oui, euh, quatre-vingt-dix-huit à la fin.",
    "Yes except it ends in a five.",
    "Yes, but it's 98.",
    "Presque, le premier chiffre c'est un quatre.",
    "Almost."
  ])("is not taken by %s", (answer) => assert.isFalse(wasReadBack(number, [read, caller(answer)])))

  it("needs the agent to have said it, not the caller", () => {
    assert.isFalse(wasReadBack(number, []))
    assert.isFalse(wasReadBack(number, [caller("514 555 0199"), agent("Merci, je note.")]))
    assert.isFalse(wasReadBack(number, [agent("514 555 0198"), caller("Oui.")]))
  })

  it("may be said in two turns, and asked about in a third", () => {
    assert.isTrue(wasReadBack(number, [agent("Le 514…"), agent("… 555 0199."), caller("Oui")]))
    assert.isFalse(wasReadBack(number, [read, agent("Est-ce exact ?"), caller("Non.")]))
    assert.isTrue(wasReadBack(number, [read, agent("Est-ce exact ?"), caller("Oui.")]))
  })

  it("counts the last time, whatever was said of it before", () => {
    assert.isTrue(wasReadBack(number, [read, caller("Non, 0199 !"), read, caller("Oui.")]))
    assert.isFalse(wasReadBack(number, [read, caller("Oui."), read, caller("Non.")]))
  })

  it("has nothing to do with a no to the next question", () =>
    assert.isTrue(wasReadBack(number, [read, caller("Oui."), agent("Autre chose ?"), caller("Non.")])))

  it("is read without its country's code abroad", () =>
    assert.isTrue(
      wasReadBack(PhoneNumber.make("+33612345678"), [
        agent("zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit")
      ])
    ))
})
