import { assert, describe, it } from "@effect/vitest"
import { find, marked, said } from "../support.ts"

const nobodys = [
  "The part number's 4 2 0 dash 8 8 1 7, it's a belt for a dryer.",
  "I need part W10 13 60 12, the drain pump.",
  "Le numéro de pièce c'est DA29-00020B.",
  "C'est la facture 2026-0417, y a une erreur.",
  "Invoice F-20931 is from last month.",
  "Purchase order 4500 12 33 98.",
  "commande 100 45 88 21, est-ce qu'elle est partie",
  "Le cours ACT-1021, il en reste de la place ?",
  "The course code is B U S two oh one.",
  "The paint code is 2124-70.",
  "My kid's in HIST 101-B.",
  "my bill went from one oh four to one ninety-two and nothing changed",
  "open from nine thirty to five thirty",
  "I'd like to refill number two two four eight one eight one.",
  "Je vois le chèque numéro 4471208.",
  "C'est douze francs, et sept piasses et quarante sous."
]

const somebodys: ReadonlyArray<readonly [text: string, found: string]> = [
  // What may be something else is read as that.
  ["The order is 514 555 0147.", "The order is [PHONE 514 555 0147]."],
  ["For my order 5550147, that's my cell.", "For my order [ID_NUMBER 5550147], that's my cell."],
  ["My order, call me at 555-0147.", "My order, call me at [PHONE 555-0147]."],
  ["invoice 4111 1111 1111 1111", "invoice [CARD 4111 1111 1111 1111]"],
  ["my order is 130 692 544", "my order is [ID_NUMBER 130 692 544]"],
  ["Here's my cell for the order 555 0147.", "Here's my cell for the order [ID_NUMBER 555 0147]."],
  ["The confirmation code is 482 913.", "The confirmation code is [ID_NUMBER 482 913]."],
  ["It's on the item: SIN 130 692 545.", "It's on the item: SIN [SIN 130 692 545]."],
  ["The order is 1234 Elm Street.", "The order is [ADDRESS 1234 Elm Street]."],
  ["My account is 2026-0417.", "My account is [ID_NUMBER 2026-0417]."],
  [
    "call me from five one four to five five oh one four seven",
    "call me from [PHONE five one four to five five oh one four seven]"
  ]
]

describe("what a business numbers", () => {
  it("is nobody's", () => assert.deepStrictEqual(nobodys.map(find), nobodys))

  it("is not believed where it can be somebody's", () =>
    assert.deepStrictEqual(somebodys.map(([text]) => find(text)), somebodys.map(([, found]) => found)))

  it("is somebody's where it opens a booking", () =>
    assert.strictEqual(
      marked([
        { speaker: "assistant", text: "Quel est votre numéro de réservation ?" },
        said("C'est R 7 7 4 2 1 9.")
      ])[1],
      "C'est [ID_NUMBER R 7 7 4 2 1 9]."
    ))

  it("is not looked for where something else was asked for", () =>
    assert.strictEqual(
      marked([{ speaker: "assistant", text: "What's your phone number?" }, said("For the order 555 0147.")])[1],
      "For the order [ID_NUMBER 555 0147]."
    ))
})
