import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Sayings from "../../../bench/turns/Sayings.ts"
import { endOfTurn, probabilityOfEnd } from "../../../src/receptionist/turns/EndOfTurn.ts"

describe("endOfTurn", () => {
  it.effect("reads every labelled saying as it was meant", () =>
    Effect.gen(function*() {
      const sayings = yield* Sayings.tuned
      assert.deepStrictEqual(
        sayings.map(({ language, text }) => `${text}: ${endOfTurn(text, { language })}`),
        sayings.map(({ expected, text }) => `${text}: ${expected}`)
      )
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("takes hardly a whole utterance of others for half a one, and holds many that break off anywhere", () =>
    Effect.gen(function*() {
      const sayings = yield* Sayings.heldout
      const share = (whole: boolean, verdict: string) => {
        const some = sayings.filter((it) => it.whole === whole)
        return some.filter(({ language, text }) => endOfTurn(text, { language }) === verdict).length / some.length
      }
      assert.isAtMost(share(true, "unfinished"), 0.04)
      assert.isAtLeast(share(true, "finished"), 0.9)
      assert.isAtLeast(share(false, "unfinished"), 0.35)
    }).pipe(Effect.provide(NodeServices.layer)))

  it("goes by what was asked where the answer does not say what it is", () => {
    const answer = (asked: string, text: string) => endOfTurn(text, { asked, language: "FRENCH" })
    assert.strictEqual(answer("Quel est votre numéro de téléphone ?", "quarante-trois, vingt"), "unfinished")
    assert.strictEqual(answer("Combien serez-vous ?", "quarante-trois"), "unsure")
    assert.strictEqual(answer("Quel est votre numéro d'assurance sociale ?", "046 454 286"), "finished")
    assert.strictEqual(answer("Quel est votre numéro de téléphone ?", "046 454 286"), "unfinished")
    assert.strictEqual(answer("Quel est votre numéro de dossier ?", "4411 8"), "unsure")
    assert.strictEqual(answer("Et votre courriel ?", "jean point tremblay"), "unfinished")
    assert.strictEqual(answer("Et votre courriel ?", "je n'en ai pas"), "finished")
    assert.strictEqual(answer("Votre code postal ?", "H 2 X"), "unfinished")
  })

  it("takes nothing for an end of which it knows nothing, and any text", () => {
    for (const text of ["", " ", "…", "?!", "🙂", "\u0000"]) assert.notStrictEqual(endOfTurn(text), "unfinished", text)
    const long = "et puis ".repeat(100_000)
    assert.strictEqual(endOfTurn(long, { language: "FRENCH" }), "unfinished")
    assert.isAbove(probabilityOfEnd("Oui."), probabilityOfEnd("Bonjour"))
    assert.isAbove(probabilityOfEnd("Bonjour"), probabilityOfEnd("Oui et"))
  })
})
