import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"
import { AgentConfig } from "../../../src/domain/AgentConfig.ts"
import { MessageDraft } from "../../../src/domain/CallMessage.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { takeMessage } from "../../../src/receptionist/tools/takeMessage.ts"
import type { ToolContext } from "../../../src/receptionist/tools/Tool.ts"
import { departmentAt } from "../../support/departments.ts"
import { agentWith, instant, office } from "../hours/schedules.ts"

const agent = AgentConfig.make({
  ...agentWith({ hours: office }),
  transfers: [departmentAt("Facturation", "+15145550112"), departmentAt("Réception", "+15145550113")]
})
const caller = PhoneNumber.make("+15145550177")
const context: ToolContext = {
  agent,
  language: "FRENCH",
  now: instant("2026-12-01T14:00"),
  callerNumber: caller,
  said: [
    { by: "agent", text: "C'est bien le cinq un quatre, cinq cinq cinq, zéro un neuf neuf ?" },
    { by: "caller", text: "Oui." }
  ]
}
const args = {
  kind: "callback",
  about: "Une question sur sa facture.",
  callerName: "Zoé Lavoie",
  callbackNumber: "514 555-0199"
}

const decide = (written: unknown, more: Partial<ToolContext> = {}) =>
  takeMessage.decide({ ...context, ...more }, Option.some(written))
const draftOf = (written: unknown, more: Partial<ToolContext> = {}) => {
  const decision = decide(written, more)
  if (decision._tag !== "TakeMessage") throw new Error(JSON.stringify(decision))
  assert.isTrue(Schema.is(MessageDraft)(decision.draft))
  return decision.draft
}
const refusal = (written: unknown, more: Partial<ToolContext> = {}) => {
  const decision = decide(written, more)
  if (decision._tag !== "Answer") throw new Error(decision._tag)
  assert.isTrue(decision.isError)
  assert.match(decision.output, /^Nothing was taken: .*[^.]\.$/)
  return decision
}

describe("take_message", () => {
  it("takes what was read back, for whom it is, with when it is due", () =>
    assert.deepStrictEqual(draftOf({ ...args, forWhom: "facturation", bestTime: " le  matin " }), {
      kind: "callback",
      department: "Facturation",
      callerName: "Zoé Lavoie",
      callbackNumber: PhoneNumber.make("+15145550199"),
      text: "Une question sur sa facture.",
      urgency: "normal",
      bestTime: "le matin",
      due: "2026-12-01T22:00:00Z",
      language: "FRENCH"
    }))

  it("is offered to every agent, with its departments where it has any", () => {
    const spec = Option.getOrThrow(takeMessage.spec(agent))
    assert.deepInclude(spec.parameters["properties"], {
      kind: (spec.parameters["properties"] as { kind: unknown }).kind
    })
    assert.deepStrictEqual(
      (spec.parameters["properties"] as { forWhom: { enum: unknown } }).forWhom.enum,
      ["Facturation", "Réception"]
    )
    const alone = Option.getOrThrow(takeMessage.spec(agentWith({})))
    assert.notProperty(alone.parameters["properties"], "forWhom")
  })

  it.each([
    "514 555-0199 poste 23",
    "514-555-0199, poste 23",
    "(514) 555-0199 ext. 23",
    "5145550199x23",
    "514 555-0199 #23",
    "+15145550199;ext=23"
  ])("writes down the extension of %s, which whoever calls back dials", (callbackNumber) => {
    const draft = draftOf({ ...args, callbackNumber })
    assert.strictEqual(draft.callbackNumber, "+15145550199")
    assert.strictEqual(draft.text, `${args.about}\nPoste 23.`)
    assert.match(refusal({ ...args, callbackNumber }, { said: [] }).output, /was not confirmed/)
  })

  it.each([
    "this number",
    "This Number",
    "same number",
    "ce numéro",
    "the number they are calling from",
    "the number she called from",
    "caller ID",
    "mon numéro actuel",
    "le numéro d'où il appelle",
    "numéro de l'appelant"
  ])("knows what %s is", (callbackNumber) => {
    assert.strictEqual(draftOf({ ...args, callbackNumber }, { said: [] }).callbackNumber, caller)
    assert.match(refusal({ ...args, callbackNumber }, { callerNumber: null }).output, /withheld/)
  })

  it("calls nobody back at the business's own number", () => {
    const phone = PhoneNumber.make("+15145550199")
    assert.match(refusal(args, { agent: AgentConfig.make({ ...agent, phone }) }).output, /business's own/)
  })

  it.each(["numéro", "her work number", "mon numéro de bureau", "unknown"])(
    "takes %s for no number",
    (callbackNumber) => assert.match(refusal({ ...args, callbackNumber }).output, /cannot be dialled/)
  )

  it("need not have the caller's own number read back", () =>
    assert.strictEqual(draftOf({ ...args, callbackNumber: "514-555-0177" }, { said: [] }).callbackNumber, caller))

  it("needs no number for a message, and has the caller's where it is known", () => {
    const { callbackNumber: _, ...message } = { ...args, kind: "message" }
    assert.strictEqual(draftOf(message).callbackNumber, caller)
    assert.notProperty(draftOf(message, { callerNumber: null }), "callbackNumber")
    assert.match(refusal({ ...message, kind: "callback" }).output, /"this number"/)
    assert.match(refusal({ ...message, kind: "callback" }, { callerNumber: null }).output, /Ask the caller for it/)
  })

  it.each([
    ["514 555-019", /cannot be dialled \(too short/],
    ["555-0199", /the area code is missing/],
    ["five one four", /letters cannot be dialled/],
    ["514 055 0199", /cannot be dialled/],
    ["9".repeat(40), /cannot be dialled/]
  ])(
    "refuses a number that nobody can call: %s",
    (callbackNumber, why) => assert.match(refusal({ ...args, callbackNumber }).output, why)
  )

  it("refuses a number that was not read back, and keeps what there is for a call that breaks off", () => {
    const refused = refusal({ ...args, callbackNumber: "438 555-0123" })
    assert.match(refused.output, /not confirmed\. Read it back/)
    const { due } = draftOf(args)
    assert.isDefined(due)
    assert.deepInclude(refused.unfinished, {
      text: args.about,
      callbackNumber: PhoneNumber.make("+14385550123"),
      due
    })
    assert.match(refusal(args, { said: [] }).output, /Read it back/)
  })

  it.each([
    ["Ventes", /no such department\. The departments are: Facturation; Réception/],
    ["Marie", /Leave `forWhom` out/]
  ])(
    "refuses a department that is none: %s",
    (forWhom, why) => assert.match(refusal({ ...args, forWhom }).output, why)
  )

  it("refuses one where there are none", () =>
    assert.match(refusal({ ...args, forWhom: "Ventes" }, { agent: agentWith({}) }).output, /there are no departments/))

  it("takes wishes that lie in the future and within hours, by the office's clock", () =>
    assert.deepStrictEqual(
      draftOf({ ...args, kind: "appointment", wishes: ["2026-12-03T18:00", "2026-12-02T10:00:00-05:00"] }).wishes,
      ["2026-12-02T15:00:00Z", "2026-12-03T23:00:00Z"]
    ))

  it.each([
    ["2026-12-01T09:00", /in the past/],
    ["2026-12-02T12:30", /closed at one of the wished times.*mercredi deux décembre : 08:00-12:00/],
    ["2026-12-25T10:00", /closed.*Noël/],
    ["2028-12-01T10:00", /more than a year/],
    ["demain matin", /dates with a time such as/],
    ["2026-02-31T10:00", /dates with a time such as/],
    ["2026-12-02", /dates with a time such as/]
  ])(
    "refuses a wish that cannot be: %s",
    (wish, why) =>
      assert.match(refusal({ ...args, kind: "appointment", wishes: [wish] }).output.replace(/\n/g, " "), why)
  )

  it("refuses wishes of which nothing says in what time zone they are", () => {
    const { hours: _, timeZone: __, ...nowhere } = agent
    const at = { agent: AgentConfig.make(nowhere) }
    assert.match(refusal({ ...args, kind: "appointment", wishes: ["2026-12-02T10:00"] }, at).output, /time zone/)
    assert.lengthOf(draftOf({ ...args, kind: "appointment", wishes: ["2026-12-02T10:00Z"] }, at).wishes ?? [], 1)
  })

  it.each<[object, RegExp]>([
    [{ about: "" }, /`about` is empty/],
    [{ about: " \n " }, /`about` is empty/],
    [{ about: "x".repeat(2001) }, /`about` is too long: 2000/],
    [{ about: "x".repeat(100_000) }, /`about` is too long/],
    [{ callerName: "x".repeat(121) }, /`callerName` is too long: 120/],
    [{ kind: "fax" }, /kind: expected/],
    [{ about: 5 }, /about: expected string, found number/],
    [{ wishes: "tomorrow" }, /wishes: expected array/],
    [{ wishes: ["1", "2", "3", "4", "5", "6"] }, /more than 5 wishes/]
  ])("says what is wrong: %o", (more, why) => assert.match(refusal({ ...args, ...more }).output, why))

  it("says so where there is nothing to read", () => {
    assert.match(refusal(null).output, /Nothing was taken/)
    const decision = takeMessage.decide(context, Option.none())
    assert.deepInclude(decision, { _tag: "Answer", isError: true })
  })

  it("takes names as people have them, and nothing that would break a line", () => {
    assert.strictEqual(draftOf({ ...args, callerName: "Zoé 🐻‍❄️ O'Brien" }).callerName, "Zoé 🐻‍❄️ O'Brien")
    assert.strictEqual(draftOf({ ...args, callerName: "Zoé\r\nBcc: a@b.c" }).callerName, "Zoé Bcc: a@b.c")
    assert.strictEqual(draftOf({ ...args, about: "a\r\nb\u0000c" }).text, "a\nb c")
    assert.notProperty(draftOf({ ...args, callerName: "" }), "callerName")
    assert.notProperty(draftOf({ ...args, callerName: null }), "callerName")
  })

  it("lets nobody turn the order of letters around", () => {
    const draft = draftOf({ ...args, about: "Un\u202e appel\u2066", callerName: "A\u202eB" })
    assert.deepInclude(draft, { text: "Un appel", callerName: "AB" })
  })

  it("takes the same message once", () => {
    const taken = [draftOf(args)]
    const again = decide({ ...args, about: "UNE question, sur sa facture" }, { taken })
    assert.deepInclude(again, { _tag: "Answer", isError: false })
    assert.strictEqual(decide({ ...args, about: "Autre chose." }, { taken })._tag, "TakeMessage")
  })
})
