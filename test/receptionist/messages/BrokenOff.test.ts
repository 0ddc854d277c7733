import { assert, describe, it } from "@effect/vitest"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { brokenOff } from "../../../src/receptionist/messages/BrokenOff.ts"
import { conversation } from "../machine/timeline.ts"

const { agent } = conversation().state().call
const number = PhoneNumber.make("+15145550192")
const agentSays = (text: string, fixed = false) => ({ by: "agent", text, fixed } as const)
const callerSays = (text: string) => ({ by: "caller", text } as const)
type Said = ReturnType<typeof agentSays> | ReturnType<typeof callerSays>
const read = agentSays("Le cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?")
const left = (said: ReadonlyArray<Said>, taken: ReadonlyArray<PhoneNumber> = []) =>
  brokenOff({
    agent,
    language: "FRENCH",
    now: Date.UTC(2026, 10, 30, 15),
    callerNumber: null,
    said,
    taken: taken.map((callbackNumber) => ({
      kind: "callback",
      callbackNumber,
      text: "x",
      urgency: "normal",
      language: "FRENCH"
    }))
  })

describe("a call that breaks off over a number that was read back", () => {
  it("leaves a call-back, in the caller's own words", () => {
    const said = [
      callerSays("C'est Anne Roy, pour ma facture."),
      agentSays("À quel numéro peut-on vous joindre ?"),
      callerSays("514 555…"),
      callerSays("0192."),
      read
    ]
    assert.deepStrictEqual(left(said), {
      kind: "callback",
      callbackNumber: number,
      text: "C'est Anne Roy, pour ma facture.\n514 555…\n0192.",
      urgency: "normal",
      language: "FRENCH"
    })
    assert.isDefined(left([...said, callerSays("Euh…")]))
    assert.isDefined(left([...said, agentSays("Êtes-vous toujours là ?", true)]))
    assert.isDefined(left([
      callerSays("cinq un quatre cinq cinq cinq"),
      agentSays("Oui ?"),
      callerSays("zéro un neuf deux"),
      agentSays("514 555"),
      agentSays("0192 ?")
    ]))
  })

  it("leaves none where the agent went on, the number is the office's own, or it is in a message already", () => {
    const given = callerSays("514 555 0192")
    assert.isUndefined(left([given, read, callerSays("Oui."), agentSays("Votre commande est prête.")]))
    assert.isUndefined(left([callerSays("Quel est votre numéro ?"), read]))
    assert.isUndefined(left([given, read], [number]))
    assert.isUndefined(left([given]))
    assert.isUndefined(left([]))
  })
})
