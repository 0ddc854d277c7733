import { assert, describe, it } from "@effect/vitest"
import { RefusalCode } from "../../src/api/Errors.ts"
import { ProblemKind } from "../../src/domain/AgentProblemKind.ts"
import { DeliveryProblem } from "../../src/domain/DeliveryProblem.ts"
import { HoursNoteKind } from "../../src/domain/HoursNoteKind.ts"
import { LineProblem } from "../../src/domain/LineProblem.ts"
import { defaultRules } from "../../src/domain/TransferPolicy.ts"
import { readYaml } from "../../src/office/agents/Preview.ts"
import { expected, hoursNotes, lineProblems, sentences } from "../../src/web/words/agents/frProblems.ts"
import { problems } from "../../src/web/words/deliveries/frProblems.ts"
import { refusals } from "../../src/web/words/frRefusals.ts"

const kindsIn = (yaml: string) => {
  const { problems, warnings } = readYaml(yaml, "agent", defaultRules)
  return Object.fromEntries(
    [...problems, ...warnings].map(({ kind, missing, path }) => [path.join("."), missing ? `${kind}, missing` : kind])
  )
}

/** Wrong in every place that has a meaning. */
const wrong = `phone: "12"
name: ""
supportedLanguages: [KLINGON]
defaultLanguage: 3
timeZone: EST
description: 5
instructions: "l\uFFFDger"
hours:
  week: { monday: ["9h"], funday: [] }
  exceptions:
    - { on: "2026-02-30", hours: ["12:00-09:00"], reason: { FRENCH: "" } }
    - { on: "2026-03-01" }
  holidays: { region: "CA-XX", also: ["12-40"] }
transfers:
  - { department: "A", phone_number: "+19005550100", instructions: 3, whenClosed: never }
  - { department: "a", numbers: [{ phone_number: "x", patience: "2 hours" }], deliver: { email: "x" } }
  - { instructions: "Nobody" }
fallback: { phone_number: "911" }
anonymousCallers: maybe
keypad: { "0": { transfer: "Z" }, "5": dance, "A": repeat }
disclosure: { machine: "yes", recording: loud }
deliver: { email: ["a@b"], webhook: { url: "http://10.0.0.1" }, backend: "yes", pigeon: true }
voice: { pipeline: best, realtimeVoice: "x y", speed: 9, turnDetection: sixth, tone: warm }
phrases: { greeting: { FRENCH: "", GERMAN: "Tag" }, hello: { FRENCH: "x" }, goodbye: { FRENCH: "{x}" } }
`

describe("what is wrong in an agent's YAML", () => {
  it("is of the kind that its place says", () => {
    assert.deepStrictEqual(kindsIn(wrong), {
      "anonymousCallers": "choice",
      "defaultLanguage": "language",
      "deliver.backend": "yesOrNo",
      "deliver.email.0": "mailbox",
      "deliver.pigeon": "unknownKey",
      "deliver.webhook.secret": "webhookSecret, missing",
      "deliver.webhook.url": "webhookUrl",
      "description": "text",
      "disclosure.machine": "yesOrNo",
      "disclosure.recording": "choice",
      "fallback.phone_number": "phoneNumber",
      "hours.exceptions.0.hours.0": "range",
      "hours.exceptions.0.on": "date",
      "hours.exceptions.0.reason.FRENCH": "text",
      "hours.exceptions.1": "exception",
      "hours.holidays.also.0": "holidays",
      "hours.holidays.region": "holidays",
      "hours.week.funday": "unknownKey",
      "hours.week.monday.0": "range",
      "instructions": "lostLetter",
      "keypad.0.transfer": "keyAction",
      "keypad.5": "keyAction",
      "keypad.A": "unknownKey",
      "name": "spoken",
      "phone": "phoneNumber",
      "phrases.goodbye.FRENCH": "variable",
      "phrases.greeting.FRENCH": "spoken",
      "phrases.greeting.GERMAN": "unknownKey",
      "phrases.hello": "phrase",
      "supportedLanguages.0": "language",
      "timeZone": "timeZone",
      "transfers.0.instructions": "text",
      "transfers.0.phone_number": "phoneNumber",
      "transfers.0.whenClosed": "choice",
      "transfers.1.deliver.email": "mailbox",
      "transfers.1.department": "twice",
      "transfers.1.numbers.0.patience": "patience",
      "transfers.1.numbers.0.phone_number": "phoneNumber",
      "transfers.2.department": "spoken, missing",
      "transfers.2.phone_number": "phoneNumber, missing",
      "voice.pipeline": "choice",
      "voice.realtimeVoice": "voice",
      "voice.speed": "speed",
      "voice.tone": "unknownKey",
      "voice.turnDetection": "choice"
    })
  })

  it("is told of the hours, where nothing goes by them", () => {
    const kinds = (hours: string) =>
      readYaml(`name: A\nphone: "+15145550100"\n${hours}`, "agent", defaultRules).notes.map(({ kind }) => kind)
    assert.deepStrictEqual(kinds("openingHours: \"When the moon is full\"\nspare: 1\n"), ["notUnderstood"])
    assert.deepStrictEqual(kinds("hours: { holidays: { region: CA-QC } }\n"), ["noWeek", "noTimeZone"])
    assert.deepStrictEqual(kinds("openingHours: \"Monday to Friday 9-5\"\n"), ["understood", "noTimeZone"])
  })

  it("is the syntax, where it is no YAML", () => {
    assert.deepStrictEqual(kindsIn("name: ["), { "": "syntax" })
  })

  it("has a sentence in French, of every kind, as every refusal and problem has", () => {
    assert.sameMembers(Object.keys(problems), [...DeliveryProblem.fields.kind.literals])
    assert.sameMembers(Object.keys(lineProblems), [...LineProblem.fields.kind.literals])
    assert.sameMembers(Object.keys(hoursNotes), [...HoursNoteKind.literals])
    assert.sameMembers([...Object.keys(expected), ...Object.keys(sentences)], [...ProblemKind.literals])
    assert.sameMembers(Object.keys(refusals), [...RefusalCode.literals])
  })
})
