import { assert, describe, it } from "@effect/vitest"
import type { CallMessage } from "../../../src/domain/CallMessage.ts"
import type { KeptMessage } from "../../../src/domain/KeptMessage.ts"
import { mailText } from "../../../src/receptionist/messages/MailText.ts"
import { messageAt, originOf } from "../../support/Messages.ts"

const at = Date.parse("2026-12-01T19:00:00Z")
const kept = (more: Partial<CallMessage> = {}): KeptMessage => ({
  version: 1,
  message: messageAt("m1", at, more),
  origin: originOf(),
  office: { name: "Clinique", timeZone: "America/Toronto" },
  deliveries: {}
})

describe("the mail about a message", () => {
  it("has the message on top, then what is needed to act on it, in the office's time", () => {
    const { subject, text } = mailText([
      kept({ department: "Facturation", bestTime: "le matin", wishes: ["2026-12-03T23:00:00Z"], urgency: "urgent" })
    ])
    assert.strictEqual(subject, "URGENT - Rappel demandé : Zoé Canari - Clinique")
    assert.strictEqual(
      text.replace(/[\u00a0\u202f]/g, " "),
      `URGENT - Rappel demandé

Une question sur sa facture canari.

Nom : Zoé Canari
Rappeler au : +15145550199
Pour : Facturation
Joignable : le matin
Moments souhaités : jeudi 3 décembre 2026 à 18 h 00
À traiter avant : mardi 1 décembre 2026 à 15 h 00
Reçu : mardi 1 décembre 2026 à 14 h 00

Appel : call-1
`
    )
  })

  it("is in the language of the message, and says where it is not whole", () => {
    const { callerName: _, ...unnamed } = kept({ language: "ENGLISH", kind: "message", complete: false }).message
    const { html, language, subject, text } = mailText([{ ...kept(), message: unnamed }])
    assert.strictEqual(subject, "Message: somebody who gave no name - Clinique")
    assert.strictEqual(language, "en-CA")
    assert.include(text, "The call broke off: this message may not be whole.")
    assert.include(html, "<em>The call broke off")
  })

  it("lets nothing of a name become markup, a header or a line", () => {
    const { html, subject, text } = mailText([
      kept({ callerName: "<b>Zoé</b>\r\nBcc: a@b.c\u202e🐻", text: "<script>alert(1)</script>\n& \"so\" on" })
    ])
    assert.notMatch(subject, /[\r\n\u202e]/)
    assert.include(subject, "🐻")
    assert.notMatch(html, /<b>|<script>/)
    assert.include(html, "&#60;script&#62;")
    assert.match(text, /^Nom : <b>Zoé<\/b> Bcc: a@b\.c 🐻$/m)
  })

  it("tells of UTC where nobody knows the office's time", () =>
    assert.match(mailText([{ ...kept(), office: { name: "Clinique" } }]).text, /Reçu : .*19.*UTC/))
})
