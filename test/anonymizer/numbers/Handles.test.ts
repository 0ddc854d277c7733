import { assert, describe, it } from "@effect/vitest"
import { find, marked, said } from "../support.ts"

const answer = (question: string, text: string) => marked([{ speaker: "assistant", text: question }, said(text)])[1]

describe("names of users, and passwords", () => {
  it("are taken as they are typed, where they are asked for or told", () => {
    assert.deepStrictEqual(
      [
        "Le wifi de chez nous c'est lapatate99, pour votre technicien.",
        "my instagram is @momo.la.frite.04 ok",
        "le wifi de la maison cabane-au-canada-88 c'est le mot de passe",
        "my kid's handle is froggo.exe"
      ].map(find),
      [
        "Le wifi de chez nous c'est [ID_NUMBER lapatate99], pour votre technicien.",
        "my instagram is [ID_NUMBER @momo.la.frite.04] ok",
        "le wifi de la maison [ID_NUMBER cabane-au-canada-88] c'est le mot de passe",
        "my kid's handle is [ID_NUMBER froggo.exe]"
      ]
    )
    assert.strictEqual(answer("Votre identifiant ?", "marcofish418."), "[ID_NUMBER marcofish418].")
    assert.strictEqual(answer("Utilisateur ?", "mme_pipistrelle."), "[ID_NUMBER mme_pipistrelle].")
  })

  it("are taken as they are said, of several words", () => {
    assert.strictEqual(
      answer("What's your username?", "lobster lady sixty-two, all together."),
      "[ID_NUMBER lobster lady sixty-two], all together."
    )
    assert.strictEqual(
      answer("Votre mot de passe ?", "euh c'est la tour eiffel, je pense."),
      "euh c'est [ID_NUMBER la tour eiffel], je pense."
    )
    assert.deepStrictEqual(
      [
        "my handle's the real tuna melt on there",
        "Sur Instagram, je suis zouzou underscore coiffe.",
        "le mot de passe c'est 4 4 9 1"
      ].map(find),
      [
        "my handle's [ID_NUMBER the real tuna melt] on there",
        "Sur Instagram, je suis [ID_NUMBER zouzou underscore coiffe].",
        "le mot de passe c'est [PIN 4 4 9 1]"
      ]
    )
  })

  it("are taken with the sign that they begin with", () => {
    assert.strictEqual(
      answer("Votre compte Twitter ?", "arobase tonton la frite"),
      "[ID_NUMBER arobase tonton la frite]"
    )
  })

  it("are none where somebody has lost theirs", () => {
    const nobodys = ["my password is wrong again", "mon mot de passe est expiré", "my login isn't working"]
    assert.deepStrictEqual(nobodys.map(find), nobodys)
    assert.strictEqual(answer("Did you reset your password on the web site?", "yesterday morning"), "yesterday morning")
    assert.strictEqual(answer("Your password?", "I forgot it."), "I forgot it.")
  })

  it("are taken as a record has them", () => {
    const [code] = marked([{ speaker: "tool", key: "buzz", text: "066" }])
    assert.strictEqual(code, "[ID_NUMBER 066]")
  })

  it("are none where nothing says so, and no site is one", () => {
    const nobodys = ["It's the model nikon_z50, or the z6.", "The wifi page is example.com."]
    assert.deepStrictEqual(nobodys.map(find), nobodys)
  })
})
