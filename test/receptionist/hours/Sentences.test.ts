import { assert, describe, it } from "@effect/vitest"
import {
  afterwardsSentence,
  callBackSentence,
  stateSentence,
  timeSentence
} from "../../../src/receptionist/hours/Sentences.ts"
import { English } from "../../../src/receptionist/hours/speech/English.ts"
import { French } from "../../../src/receptionist/hours/speech/French.ts"
import { instant, office, scheduleWith } from "./schedules.ts"

const schedule = scheduleWith(office)

describe("what is said", () => {
  it.each([
    ["08:00", "huit heures", "eight"],
    ["12:00", "midi", "noon"],
    ["12:30", "midi trente", "twelve thirty"],
    ["00:00", "minuit", "midnight"],
    ["00:15", "minuit quinze", "twelve fifteen in the morning"],
    ["01:00", "une heure", "one in the morning"],
    ["13:05", "treize heures cinq", "one oh five"],
    ["21:21", "vingt et une heures vingt et une", "nine twenty-one in the evening"],
    ["17:45", "dix-sept heures quarante-cinq", "five forty-five"]
  ])("of %s", (clock, french, english) => {
    const minute = Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
    assert.deepStrictEqual([French.time(minute), English.time(minute)], [french, english])
  })

  it.each([
    [
      "2026-10-05T09:12",
      "Nous sommes ouverts jusqu'à midi, puis de treize heures à dix-sept heures.",
      "We are open until noon, and again from one to five."
    ],
    ["2026-10-08T18:00", "Nous sommes ouverts jusqu'à vingt heures.", "We are open until eight in the evening."],
    [
      "2026-10-05T12:15",
      "Nous sommes fermés en ce moment ; nous rouvrons aujourd'hui à treize heures.",
      "We are closed right now; we reopen today at one."
    ],
    [
      "2026-10-05T18:00",
      "Nous sommes fermés en ce moment ; nous rouvrons demain, mardi, à huit heures.",
      "We are closed right now; we reopen tomorrow, Tuesday, at eight."
    ],
    [
      "2026-10-09T16:00",
      "Nous sommes fermés en ce moment ; nous rouvrons mardi à huit heures, car lundi est l'Action de grâce.",
      "We are closed right now; we reopen on Tuesday at eight, because Monday is Thanksgiving."
    ],
    [
      "2026-10-12T09:00",
      "Nous sommes fermés aujourd'hui pour l'Action de grâce ; nous rouvrons demain, mardi, à huit heures.",
      "We are closed today for Thanksgiving; we reopen tomorrow, Tuesday, at eight."
    ],
    [
      "2026-12-24T13:00",
      "Nous sommes fermés en ce moment pour la veille de Noël ; nous rouvrons lundi à huit heures, car vendredi est Noël.",
      "We are closed right now for Christmas Eve; we reopen on Monday at eight, because Friday is Christmas Day."
    ],
    [
      "2027-03-25T21:00",
      "Nous sommes fermés en ce moment ; nous rouvrons mardi à huit heures, car vendredi est le Vendredi saint et lundi est le lundi de Pâques.",
      "We are closed right now; we reopen on Tuesday at eight, because Friday is Good Friday, and Monday is Easter Monday."
    ],
    [
      "2027-07-16T16:00",
      "Nous sommes fermés en ce moment ; nous rouvrons le lundi deux août à huit heures, car c'est fermé à partir de lundi pour les vacances de la construction.",
      "We are closed right now; we reopen on Monday, August second, at eight, because we are closed from Monday on for the construction holiday."
    ],
    [
      "2027-07-20T10:00",
      "Nous sommes fermés pour les vacances de la construction ; nous rouvrons le lundi deux août à huit heures.",
      "We are closed for the construction holiday; we reopen on Monday, August second, at eight."
    ]
  ])("at %s", (time, french, english) => {
    assert.strictEqual(stateSentence(schedule, instant(time), "FRENCH"), french)
    assert.strictEqual(stateSentence(schedule, instant(time), "ENGLISH"), english)
  })

  it("of a department by its name", () => {
    const time = instant("2026-10-05T18:00")
    assert.strictEqual(
      stateSentence(schedule, time, "FRENCH", "Facturation"),
      "Facturation : le service est fermé en ce moment ; il rouvre demain, mardi, à huit heures."
    )
    assert.strictEqual(
      stateSentence(schedule, time, "ENGLISH", "Billing"),
      "Billing is closed right now; it reopens tomorrow, Tuesday, at eight."
    )
  })

  it("of what comes after it closes", () => {
    const friday = instant("2026-10-09T14:00")
    assert.strictEqual(
      afterwardsSentence(schedule, friday, "FRENCH"),
      "Ensuite, nous rouvrons mardi à huit heures, car lundi est l'Action de grâce."
    )
    assert.strictEqual(
      afterwardsSentence(schedule, friday, "ENGLISH"),
      "After that, we reopen on Tuesday at eight, because Monday is Thanksgiving."
    )
    // A break is told with what it breaks, and what is closed has said when it opens.
    assert.isUndefined(afterwardsSentence(schedule, instant("2026-10-05T09:00"), "ENGLISH"))
    assert.isUndefined(afterwardsSentence(schedule, instant("2026-10-05T12:30"), "ENGLISH"))
  })

  it("of nights", () => {
    const bar = scheduleWith({ week: { friday: ["17:00-02:00"], saturday: ["17:00-24:00"] } })
    assert.strictEqual(
      stateSentence(bar, instant("2026-10-09T23:00"), "FRENCH"),
      "Nous sommes ouverts jusqu'à deux heures du matin."
    )
    assert.strictEqual(
      stateSentence(bar, instant("2026-10-10T00:30"), "ENGLISH"),
      "We are open until two in the morning."
    )
    assert.strictEqual(stateSentence(bar, instant("2026-10-10T23:00"), "ENGLISH"), "We are open until midnight.")
    const weekend = scheduleWith({ week: { saturday: ["08:00-24:00"], sunday: ["00:00-18:00"] } })
    assert.strictEqual(
      stateSentence(weekend, instant("2026-10-10T09:00"), "FRENCH"),
      "Nous sommes ouverts jusqu'à demain, dimanche, dix-huit heures."
    )
  })

  it("of the time and the day", () => {
    const time = instant("2026-10-13T09:12")
    assert.strictEqual(
      timeSentence(schedule, time, "FRENCH"),
      "Il est neuf heures douze, le mardi treize octobre 2026."
    )
    assert.strictEqual(
      timeSentence(schedule, time, "ENGLISH"),
      "It is nine twelve in the morning, Tuesday, October thirteenth, 2026."
    )
    assert.strictEqual(
      timeSentence(schedule, instant("2027-01-01T16:00"), "FRENCH"),
      "Il est seize heures, le vendredi premier janvier 2027."
    )
  })
})

describe("a promise to call back", () => {
  it.each([
    ["2026-10-12T09:00", "On vous rappellera demain, mardi, à partir de huit heures."],
    ["2026-10-09T16:00", "On vous rappellera mardi à partir de huit heures."],
    ["2026-10-05T09:00", "On vous rappellera aujourd'hui, avant dix-sept heures."],
    ["2026-10-05T12:30", "On vous rappellera aujourd'hui à partir de treize heures."],
    ["2026-10-05T06:00", "On vous rappellera aujourd'hui à partir de huit heures."],
    // Less than an hour is left.
    ["2026-10-05T16:30", "On vous rappellera demain, mardi, à partir de huit heures."],
    ["2027-07-16T14:30", "On vous rappellera le lundi deux août à partir de huit heures."]
  ])("at %s", (time, promise) => assert.strictEqual(callBackSentence(schedule, instant(time), "FRENCH"), promise))

  it("is in English, too", () => {
    assert.strictEqual(
      callBackSentence(schedule, instant("2026-10-12T09:00"), "ENGLISH"),
      "We will call you back tomorrow, Tuesday, from eight on."
    )
    assert.strictEqual(
      callBackSentence(schedule, instant("2026-10-05T09:00"), "ENGLISH"),
      "We will call you back today, before five."
    )
  })

  it("is no time where none is known", () => {
    assert.strictEqual(callBackSentence(undefined, 0, "FRENCH"), "On vous rappellera dès que possible.")
    const always = scheduleWith({ week: { ...office.week, saturday: ["00:00-24:00"], sunday: ["00:00-24:00"] } })
    assert.strictEqual(
      callBackSentence(always, instant("2026-10-10T09:00"), "ENGLISH"),
      "We will call you back as soon as we can."
    )
  })

  it("elides before one o'clock", () => {
    const late = scheduleWith({ week: { monday: ["01:00-05:00"] } })
    assert.strictEqual(
      callBackSentence(late, instant("2026-10-11T12:00"), "FRENCH"),
      "On vous rappellera demain, lundi, à partir d'une heure."
    )
  })
})
