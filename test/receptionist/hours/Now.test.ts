import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { AgentConfig, Transfer } from "../../../src/domain/AgentConfig.ts"
import { readDepartmentHours } from "../../../src/domain/HoursSource.ts"
import { callbackPromise, departmentState, nextChange, nowFor } from "../../../src/receptionist/hours/Now.ts"
import { inZone, readOpeningHours, scheduleOf } from "../../../src/receptionist/hours/Office.ts"
import { departmentAt } from "../../support/departments.ts"
import { agentWith, instant, local, office } from "./schedules.ts"

const withDepartments = (agent: AgentConfig, departments: Readonly<Record<string, object>>) =>
  AgentConfig.make({
    ...agent,
    transfers: Object.entries(departments).map(([department, written]) =>
      Transfer.make({ ...departmentAt(department, "+15145550112"), ...readDepartmentHours({ ...written }, []).value })
    )
  })

const billing = { hours: { week: { monday: ["09:00-12:00"], wednesday: ["09:00-12:00"] } } }
const agent = withDepartments(agentWith({ hours: office }), {
  Réception: {},
  Facturation: billing,
  Urgences: { whenClosed: "transfer" },
  Garde: { hours: { week: { saturday: ["00:00-24:00"], sunday: ["00:00-24:00"] }, holidays: { region: "none" } } },
  Ventes: { hours: { week: { monday: ["25:00-26:00"] } } }
})

describe("now", () => {
  it("is told with the state of the office, of departments with hours of their own, and the coming days", () =>
    assert.strictEqual(
      nowFor(agent, "FRENCH", instant("2026-10-09T14:12")).split("\n").slice(4).join("\n"),
      `- Il est quatorze heures douze, le vendredi neuf octobre 2026.
- Nous sommes ouverts jusqu'à quinze heures.
- Ensuite, nous rouvrons mardi à huit heures, car lundi est l'Action de grâce.
- Facturation : le service est fermé en ce moment ; il rouvre mercredi à neuf heures, car lundi est l'Action de grâce.
- Garde : le service est fermé en ce moment ; il rouvre demain, samedi, à minuit.

The coming days:
- vendredi neuf octobre : 08:00-15:00
- samedi dix octobre : fermé
- dimanche onze octobre : fermé
- lundi douze octobre : fermé (l'Action de grâce)
- mardi treize octobre : 08:00-12:00, 13:00-17:00
- mercredi quatorze octobre : 08:00-12:00, 13:00-17:00
- jeudi quinze octobre : 08:00-20:00`
    ))

  it("is the day and the time alone where nothing says when it is open", () => {
    const time = instant("2026-10-09T14:12")
    for (const written of [{}, { openingHours: "Sur rendez-vous" }]) {
      const lines = nowFor(agentWith(written), "ENGLISH", time).split("\n")
      assert.deepStrictEqual(lines.slice(4), ["- It is two twelve in the afternoon, Friday, October ninth, 2026."])
    }
  })

  it("is nothing where no time zone is known", () => {
    const nowhere = AgentConfig.make({ ...agent, timeZone: null })
    assert.strictEqual(nowFor(nowhere, "FRENCH", 0), "")
    assert.isUndefined(nextChange(nowhere, 0))
    assert.strictEqual(departmentState(nowhere, "Réception", 0)?._tag, "Unknown")
    assert.strictEqual(callbackPromise(nowhere, undefined, 0, "FRENCH"), "On vous rappellera dès que possible.")
  })

  it("takes the operator's time zone for an agent that names none", () => {
    const { timeZone: _, ...rest } = agent
    const nowhere = AgentConfig.make(rest)
    assert.strictEqual(nowFor(nowhere, "FRENCH", 0), "")
    assert.strictEqual(inZone(nowhere, Option.some("Europe/Paris")).timeZone, "Europe/Paris")
    assert.strictEqual(inZone(agent, Option.some("Europe/Paris")).timeZone, "America/Toronto")
    assert.strictEqual(inZone(AgentConfig.make({ ...rest, timeZone: null }), Option.some("UTC")).timeZone, null)
    assert.isUndefined(inZone(nowhere, Option.none()).timeZone)
  })

  it.each([
    ["2026-10-05T07:00", "2026-10-05T08:00"],
    ["2026-10-05T08:00", "2026-10-05T09:00"],
    ["2026-10-05T09:00", "2026-10-05T12:00"],
    ["2026-10-06T18:00", "2026-10-07T00:00"],
    ["2026-10-03T10:00", "2026-10-04T00:00"]
  ])(
    "changes next, from %s on, at %s",
    (time, next) => assert.strictEqual(local(nextChange(agent, instant(time))), next)
  )
})

describe("a department", () => {
  const state = (name: string, time: string) => {
    const found = departmentState(agent, name, instant(time))
    return found === undefined ? undefined : [found._tag, found.dial]
  }

  it("has the agent's hours where it has none, and is not dialled when it is closed", () => {
    assert.deepStrictEqual(state("réception", "2026-10-05T09:00"), ["Open", true])
    assert.deepStrictEqual(state("réception", "2026-10-05T18:00"), ["Closed", false])
    assert.deepStrictEqual(departmentState(agent, "Réception", instant("2026-10-05T18:00"))?.sentences, {
      FRENCH: "Réception : le service est fermé en ce moment ; il rouvre demain, mardi, à huit heures.",
      ENGLISH: "Réception is closed right now; it reopens tomorrow, Tuesday, at eight."
    })
  })

  it("is dialled when it is closed where its file says so", () =>
    assert.deepStrictEqual(state("Urgences", "2026-10-05T18:00"), ["Closed", true]))

  it("has the agent's holidays and exceptions where its hours have none", () => {
    assert.deepStrictEqual(state("Facturation", "2026-10-05T10:00"), ["Open", true])
    assert.deepStrictEqual(state("Facturation", "2026-10-12T10:00"), ["Closed", false])
    assert.deepStrictEqual(state("Facturation", "2027-07-19T10:00"), ["Closed", false])
  })

  it("can have no holidays", () => assert.deepStrictEqual(state("Garde", "2027-12-25T10:00"), ["Open", true]))

  it("is dialled where its hours cannot be gone by", () =>
    assert.deepStrictEqual(state("Ventes", "2026-10-05T03:00"), ["Unknown", true]))

  it("does not exist by any other name", () => assert.isUndefined(state("Cuisine", "2026-10-05T03:00")))

  it("has a call-back of its own", () => {
    const time = instant("2026-10-05T13:30")
    assert.strictEqual(
      callbackPromise(agent, "Facturation", time, "FRENCH"),
      "On vous rappellera mercredi à partir de neuf heures."
    )
    assert.strictEqual(
      callbackPromise(agent, undefined, time, "FRENCH"),
      "On vous rappellera aujourd'hui, avant dix-sept heures."
    )
  })
})

describe("hours from a text", () => {
  const text = "Lundi au vendredi 9h à 17h"
  const stateAt = (written: Readonly<Record<string, unknown>>, time: string) =>
    departmentState(withDepartments(agentWith(written), { Réception: {} }), "Réception", instant(time))?._tag

  it("hold where there is no week, and not on days that may be holidays", () => {
    assert.strictEqual(stateAt({ openingHours: text }, "2026-10-13T10:00"), "Open")
    assert.strictEqual(stateAt({ openingHours: text }, "2026-10-13T18:00"), "Closed")
    assert.strictEqual(stateAt({ openingHours: text }, "2026-10-12T10:00"), "Unknown")
    const agent = agentWith({ openingHours: text })
    assert.include(
      nowFor(agent, "FRENCH", instant("2026-10-12T10:00")),
      "Nous sommes ouverts ou non : ce n'est pas certain aujourd'hui, c'est un jour férié pour certains."
    )
    assert.include(
      nowFor(agent, "ENGLISH", instant("2026-10-09T18:00")),
      "- We are closed right now.\n"
    )
    assert.strictEqual(
      callbackPromise(agent, undefined, instant("2026-10-09T18:00"), "FRENCH"),
      "On vous rappellera dès que possible."
    )
  })

  it("know the holidays that a text means where all of its zone agree, or the file says which", () => {
    const closed = { openingHours: `${text}, sauf jours fériés` }
    assert.strictEqual(stateAt(closed, "2026-10-12T10:00"), "Closed")
    // Québec's, and not Ontario's.
    assert.strictEqual(stateAt(closed, "2027-06-24T10:00"), "Unknown")
    assert.strictEqual(stateAt({ ...closed, timeZone: "America/Montreal" }, "2027-06-24T10:00"), "Closed")
    assert.strictEqual(stateAt({ ...closed, hours: { holidays: { region: "CA-ON" } } }, "2027-06-24T10:00"), "Open")
    assert.strictEqual(
      stateAt({ openingHours: `${text}, sauf jours fériés du Québec` }, "2027-06-24T10:00"),
      "Closed"
    )
  })

  it("have the file's exceptions, and the days on which the text says that it is closed", () => {
    const written = {
      openingHours: `${text}. Fermé le 24 décembre.`,
      hours: { exceptions: [{ on: "2026-10-13", closed: true }], holidays: { region: "CA-QC" } }
    }
    assert.strictEqual(stateAt(written, "2026-10-13T10:00"), "Closed")
    assert.strictEqual(stateAt(written, "2026-12-24T10:00"), "Closed")
    assert.strictEqual(stateAt(written, "2026-12-23T10:00"), "Open")
  })

  it("are not gone by in another time zone than the agent's, or with holidays that nobody knows", () => {
    const eastern = { openingHours: `${text}, heure de l'Est` }
    const reading = (written: Readonly<Record<string, unknown>>) =>
      Option.getOrUndefined(readOpeningHours(agentWith(written)))?._tag
    assert.strictEqual(reading(eastern), "Understood")
    assert.strictEqual(reading({ ...eastern, timeZone: "America/New_York" }), "Understood")
    assert.strictEqual(reading({ ...eastern, timeZone: "Europe/Paris" }), "OtherZone")
    assert.strictEqual(
      reading({ openingHours: `${text}, sauf jours fériés`, timeZone: "Europe/London" }),
      "UnknownHolidays"
    )
    assert.isTrue(Option.isNone(scheduleOf(agentWith({ ...eastern, timeZone: "Europe/Paris" }))))
  })

  it("give way to those of the file, and are not looked at where those cannot be gone by", () => {
    const agent = AgentConfig.make({ ...agentWith({ openingHours: text }), hours: null })
    assert.isTrue(Option.isNone(scheduleOf(agent)))
    assert.strictEqual(stateAt({ openingHours: text, hours: office }, "2026-10-05T12:30"), "Closed")
  })
})
