import { assert, describe, it } from "@effect/vitest"
import type { MessageDraft } from "../../../src/domain/CallMessage.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import type { TranscriptItem } from "../../../src/domain/Transcript.ts"
import { brokenOff } from "../../../src/receptionist/messages/BrokenOff.ts"
import { phrasesOf } from "../../../src/receptionist/Phrases.ts"
import { clinic as agent } from "../../support/CallStage.ts"

const number = PhoneNumber.make("+15145550192")
type Line = Omit<TranscriptItem, "createdAt">
const said = (role: "assistant" | "user", text: string, interrupted = false): Line =>
  ({ type: "message", id: text, role, content: [text], interrupted }) as Line
const agentSays = (text: string, interrupted = false) => said("assistant", text, interrupted)
const callerSays = (text: string) => said("user", text)
const calls = (callId: string, name: string, args: object, output: string, isError = false): ReadonlyArray<Line> => [
  { type: "function_call", id: `${callId}-call`, callId, name, args: JSON.stringify(args) } as Line,
  { type: "function_call_output", id: `${callId}-output`, callId, name, output, isError } as Line
]
const left = (
  lines: ReadonlyArray<Line>,
  { begun = null, caller = null, settles = false, typed }: {
    readonly begun?: MessageDraft | null
    readonly caller?: PhoneNumber | null
    /** By the words of the turn. */
    readonly typed?: Readonly<Record<string, PhoneNumber>>
    readonly settles?: boolean
  } = {}
) => {
  const items = lines.map((line, createdAt) => ({ ...line, createdAt }) as TranscriptItem)
  const story = {
    agent,
    begun,
    caller,
    items,
    language: "FRENCH",
    typed: new Map(Object.entries(typed ?? {}))
  } as const
  return brokenOff(story, settles, Date.UTC(2026, 10, 30, 15))
}

const given = callerSays("Au 514 555-0192.")
const read = agentSays("Le cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?")
const asked = agentSays("À quel numéro peut-on vous joindre ?")
const begun: MessageDraft = { kind: "callback", text: "Sa facture", urgency: "normal", language: "FRENCH" }

describe("a call that breaks off over the number to call back", () => {
  it("leaves a call-back, in the caller's own words", () => {
    assert.deepStrictEqual(
      left([callerSays("C'est Anne Roy, pour ma facture."), asked, callerSays("514 555…"), callerSays("0192."), read]),
      {
        kind: "callback",
        callbackNumber: number,
        text: "C'est Anne Roy, pour ma facture.\n514 555…\n0192.",
        urgency: "normal",
        language: "FRENCH"
      }
    )
  })

  it.each<readonly [string, ReadonlyArray<Line>]>([
    ["is read back", [given, read]],
    ["was read back, and the caller has said something", [given, read, callerSays("Euh…")]],
    ["was read back, and a fixed phrase was begun since", [
      given,
      read,
      agentSays(phrasesOf(agent)("stillThere", "FRENCH").slice(0, 9), true)
    ]],
    ["was given in two turns, and read back in two", [
      callerSays("cinq un quatre cinq cinq cinq"),
      agentSays("Oui ?"),
      callerSays("zéro un neuf deux"),
      agentSays("514 555"),
      agentSays("0192 ?")
    ]],
    ["is being read back, of which they heard half", [given, agentSays("Le cinq un quatre, cinq cinq", true)]],
    ["was typed, and read back", [asked, callerSays("[10 keys pressed]"), read]],
    ["was asked for, and just given", [asked, given]],
    ["was asked for, and given in a few turns", [asked, callerSays("Oui, 514"), callerSays("555 0192")]],
    ["was given by who wants to be called at it", [callerSays("Rappelez-moi au 514-555-0192, s'il vous plaît.")]],
    ["was given by who wants to be called, whatever the agent spoke of", [
      agentSays("Nous ouvrons à huit heures."),
      callerSays("Could you call me back? It's 514 555 0192.")
    ]],
    ["was asked for beside an hour, and just given", [
      agentSays("Nous ouvrons à huit heures trente. À quel numéro peut-on vous rappeler ?"),
      given
    ]],
    ["was asked for beside the office's own, and just given", [
      agentSays("Nous sommes au 514 555-0100. Et à quel numéro peut-on vous joindre ?"),
      given
    ]],
    ["is a second one, of who has left a message before", [
      agentSays(
        phrasesOf(agent)("messageTaken", "FRENCH", { promise: "On vous rappellera à partir de dix heures trente." })
      ),
      callerSays("Rappelez aussi mon mari au 514 555-0192.")
    ]],
    ["has an extension", [asked, callerSays("514 555-0192, poste 23.")]],
    ["was corrected once it was read back", [
      callerSays("514 555-0193"),
      agentSays("514 555-0193 ?"),
      callerSays("Non, 514 555-0192.")
    ]],
    ["is read back after a tool that came too late", [
      given,
      read,
      callerSays("Oui."),
      ...calls("t1", "take_message", { callbackNumber: "514-555-0192" }, "The call has ended.", true)
    ]]
  ])("leaves one where it %s", (_, lines) => assert.strictEqual(left(lines)?.callbackNumber, number))

  it("knows a number of another country by its plus", () =>
    assert.strictEqual(
      left([
        asked,
        callerSays("C'est plus trente-trois, un quarante-deux trente-quatre cinquante-six soixante-dix-huit.")
      ])
        ?.callbackNumber,
      "+33142345678"
    ))

  it("leaves one that was typed, also where nobody has read it back, and what was said of it since", () => {
    const keys = callerSays("[10 keys pressed]")
    const typed = { "[10 keys pressed]": number }
    assert.deepStrictEqual(left([callerSays("C'est Anne Roy."), asked, keys], { typed }), {
      kind: "callback",
      callbackNumber: number,
      text: "C'est Anne Roy.",
      urgency: "normal",
      language: "FRENCH"
    })
    assert.strictEqual(left([asked, keys, callerSays("Voilà.")], { typed })?.callbackNumber, number)
    assert.strictEqual(left([asked, keys, callerSays("Non, 514 555-0193.")], { typed })?.callbackNumber, "+15145550193")
    assert.isUndefined(left([agentSays("Quel est votre numéro de dossier ?"), keys], { typed }))
  })

  it("leaves one without a number where the one that was read back is not it, and the words that tell of it", () => {
    const lines = [given, read, callerSays("Non, ça finit par 0198.")]
    const text = "Au 514 555-0192.\nNon, ça finit par 0198."
    assert.deepStrictEqual(left(lines), { kind: "callback", text, urgency: "normal", language: "FRENCH" })
    assert.deepStrictEqual(left(lines, { begun: { ...begun, callbackNumber: number } }), {
      ...begun,
      text: `${begun.text}\n\n${text}`
    })
  })

  it.each<readonly [string, ReadonlyArray<Line>]>([
    ["the agent went on", [given, read, callerSays("Oui."), agentSays("Votre commande est prête.")]],
    ["the number is the office's own", [callerSays("Quel est votre numéro ?"), read]],
    ["nobody asked for it, nor to be called", [given]],
    ["it is no number", [asked, callerSays("514 555")]],
    ["half of another was read", [given, agentSays("Le quatre un huit, cinq cinq", true)]],
    ["the agent was done with half of it", [given, agentSays("Le cinq un quatre, c'est Montréal.")]],
    ["there is nothing", []],
    ["it is in a message", [
      given,
      read,
      ...calls("t1", "take_message", { callbackNumber: "514-555-0192" }, "The message was taken")
    ]],
    ["it is in a message, with an extension", [
      given,
      read,
      ...calls("t1", "take_message", { callbackNumber: "514-555-0192 poste 23" }, "The message was taken")
    ]],
    ["the caller has taken it back", [
      given,
      ...calls("t1", "take_message", { callbackNumber: "514-555-0192" }, "Nothing was taken: read it back", true),
      ...calls("t2", "withdraw_message", {}, "What was begun of one is dropped"),
      read
    ]]
  ])("leaves none where %s", (_, lines) => assert.isUndefined(left(lines)))

  it("leaves one for the number that the caller calls from, who wants to be called at it", () => {
    const asks = [callerSays("Pouvez-vous me rappeler à ce numéro ?")]
    assert.strictEqual(left(asks, { caller: number })?.callbackNumber, number)
    assert.isUndefined(left(asks))
    assert.isUndefined(left([callerSays("C'est quoi, ce numéro ?")], { caller: number }))
  })

  it("leaves none where the call ended as it should, but what was begun", () => {
    assert.isUndefined(left([given, read], { settles: true }))
    assert.deepStrictEqual(left([given, read], { settles: true, begun }), begun)
  })

  it("gives what was begun the number that was read back last", () => {
    assert.deepStrictEqual(left([given, read], { begun }), { ...begun, callbackNumber: number })
    const wrong = { ...begun, callbackNumber: PhoneNumber.make("+15145550193") }
    // The caller has corrected its end alone.
    assert.deepStrictEqual(left([callerSays("514 555 0193"), callerSays("non, 0192"), read], { begun: wrong }), {
      ...begun,
      callbackNumber: number
    })
    assert.deepStrictEqual(left([asked], { begun: wrong }), wrong)
    // Another's, that the caller may call themselves.
    const others = [
      callerSays("C'est urgent."),
      agentSays("Vous pouvez appeler le 450 555-0112."),
      callerSays("Non, non.")
    ]
    for (const own of [wrong, begun]) assert.deepStrictEqual(left(others, { begun: own }), own)
  })
})
