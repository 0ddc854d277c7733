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

  it("are taken as a record has them", () => {
    const [code] = marked([{ speaker: "tool", key: "buzz", text: "066" }])
    assert.strictEqual(code, "[ID_NUMBER 066]")
  })

  it("are none where nothing says so, and no site is one", () => {
    const nobodys = ["It's the model nikon_z50, or the z6.", "The wifi page is example.com."]
    assert.deepStrictEqual(nobodys.map(find), nobodys)
  })
})
