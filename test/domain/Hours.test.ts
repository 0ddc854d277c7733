import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { renderProblem } from "../../src/domain/AgentProblem.ts"
import { readAgentRow } from "../../src/domain/AgentRow.ts"
import { zoneNamed } from "../../src/domain/Hours.ts"
import { readDepartmentHours, readOfficeHours } from "../../src/domain/HoursSource.ts"

const problems = (hours: unknown) => readOfficeHours({ hours }, []).doubts.map(renderProblem)
const onMonday = (ranges: unknown) => problems({ week: { monday: ranges } })
const hoursOf = (hours: unknown) => readOfficeHours({ hours }, []).value.hours

describe("an agent's hours", () => {
  it("are ranges in minutes, in order, on every day", () =>
    assert.deepStrictEqual(
      hoursOf({ week: { monday: ["13:00 - 18:00", "9:00–12:00"], friday: ["17:00-02:00"], saturday: [] } }),
      {
        week: {
          monday: [{ from: 540, to: 720 }, { from: 780, to: 1080 }],
          tuesday: [],
          wednesday: [],
          thursday: [],
          friday: [{ from: 1020, to: 1560 }],
          saturday: [],
          sunday: []
        }
      }
    ))

  it("have exceptions and holidays", () =>
    assert.deepStrictEqual(
      hoursOf({
        exceptions: [
          { on: "2028-02-29", hours: ["09:00-12:00"], reason: { ENGLISH: " inventory " } },
          { from: "2027-07-19", to: "2027-08-01", closed: true }
        ],
        holidays: { region: "CA-QC", except: ["06-24"], also: ["easter-monday", "02-29"] }
      }),
      {
        exceptions: [
          { from: "2028-02-29", to: "2028-02-29", ranges: [{ from: 540, to: 720 }], reason: { ENGLISH: "inventory" } },
          { from: "2027-07-19", to: "2027-08-01", ranges: [], reason: {} }
        ],
        holidays: { region: "CA-QC", except: ["06-24"], also: ["easter-monday", "02-29"] }
      }
    ))

  it("can be without holidays", () =>
    assert.deepStrictEqual(hoursOf({ holidays: { region: "none" } }), { holidays: { except: [], also: [] } }))

  const range = "expected a range such as 09:00-12:00"
  const turned = "expected a range that ends after it begins, or past midnight within 12 hours (longer ones as two)"
  it.each<[unknown, ReadonlyArray<string>]>([
    [["00:00-24:00"], []],
    [["09:00-12:00", "12:00-17:00"], []],
    [["11:00-01:00"], []],
    [["20:00-08:00"], []],
    [["9-5"], [`hours.week.monday[0]: ${range}, found string`]],
    [["09:00"], [`hours.week.monday[0]: ${range}, found string`]],
    [["09:00-10:60"], [`hours.week.monday[0]: ${range}, found string`]],
    [["24:00-25:00"], [`hours.week.monday[0]: ${range}, found string`]],
    [["09:00-12:00-13:00"], [`hours.week.monday[0]: ${range}, found string`]],
    [[9], [`hours.week.monday[0]: ${range}, found number`]],
    [["17:00-09:00"], [`hours.week.monday[0]: ${turned}, found string`]],
    [["09:00-05:00"], [`hours.week.monday[0]: ${turned}, found string`]],
    [["09:00-09:00"], [`hours.week.monday[0]: ${turned}, found string`]],
    [
      ["13:00-17:00", "09:00-14:00"],
      ["hours.week.monday[0]: expected a range that overlaps no other, found string"]
    ],
    [
      ["09:00-17:00", "09:00-17:00"],
      ["hours.week.monday[1]: expected a range that overlaps no other, found string"]
    ]
  ])("on a day can be %j", (ranges, expected) => assert.deepStrictEqual(onMonday(ranges), expected))

  it("do not reach into the next day's, over the end of the week neither", () => {
    const night = "expected a range that overlaps none of the night before, found string"
    assert.deepStrictEqual(problems({ week: { friday: ["17:00-02:00"], saturday: ["09:00-12:00", "01:00-03:00"] } }), [
      `hours.week.saturday[1]: ${night}`
    ])
    assert.deepStrictEqual(problems({ week: { sunday: ["22:00-06:00"], monday: ["05:00-09:00"] } }), [
      `hours.week.monday[0]: ${night}`
    ])
    assert.deepStrictEqual(problems({ week: { friday: ["17:00-02:00"], saturday: ["02:00-03:00"] } }), [])
  })

  it.each<[object, string]>([
    [{ closed: true }, "hours.exceptions[0]: expected either on, or from and to, found object"],
    [{ from: "2026-12-24", closed: true }, "hours.exceptions[0]: expected either on, or from and to, found object"],
    [{ on: "2026-12-24" }, "hours.exceptions[0]: expected either hours, or closed: true, found object"],
    [
      { on: "2026-12-24", hours: [], closed: true },
      "hours.exceptions[0]: expected either hours, or closed: true, found object"
    ],
    [
      { from: "2026-12-24", to: "2026-12-23", closed: true },
      "hours.exceptions[0].to: expected a date that is not before from, found string"
    ],
    [
      { on: "2027-02-29", closed: true },
      "hours.exceptions[0].on: expected a date of the calendar such as 2026-12-24, found string"
    ],
    [
      { on: "2026-12-24", closed: true, note: 1 },
      "hours.exceptions[0].note: expected one of the keys on, from, to, hours, closed, reason, found number"
    ],
    [
      { on: "2026-12-24", closed: true, reason: { FRENCH: " " } },
      "hours.exceptions[0].reason.FRENCH: expected a string that is not empty, found empty string"
    ]
  ])(
    "have no exception %j",
    (exception, problem) => assert.deepStrictEqual(problems({ exceptions: [exception] }), [problem])
  )

  it("have one exception for a date", () => {
    const exception = { on: "2026-12-24", closed: true }
    assert.deepStrictEqual(problems({ exceptions: [exception, exception] }), [
      "hours.exceptions[1].on: expected a date that no exception before it has, found string"
    ])
  })

  it("know no other keys, and never show a value", () => {
    const { doubts, value } = readOfficeHours({ timeZone: "CANARY", hours: { weak: { monday: ["CANARY"] } } }, [
      "agent"
    ])
    assert.deepStrictEqual(doubts.map(renderProblem), [
      "agent.timeZone: expected an IANA time zone such as America/Toronto, found string",
      "agent.hours.weak: expected one of the keys week, exceptions, holidays, found object (is it week?)"
    ])
    assert.notInclude(JSON.stringify(doubts), "CANARY")
    assert.deepStrictEqual(value, { hours: null, timeZone: null })
  })

  it.each(["America/Toronto", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+5", "america/montreal"])(
    "hold in the time zone %s",
    (id) => assert.isTrue(Option.isSome(zoneNamed(id)))
  )
  it.each(["EST", "+05:00", "Toronto", "America/Nowhere", "", "../etc"])(
    "hold in no time zone %j",
    (id) => assert.isTrue(Option.isNone(zoneNamed(id)))
  )
})

describe("a row", () => {
  it("with hours that cannot be gone by answers all the same, with warnings", () => {
    const reading = readAgentRow({
      agent: {
        id: "a",
        config: {
          name: "A",
          timeZone: "America/Toronto",
          hours: { week: { monday: ["17:00-09:00"] }, exceptions: [{ on: "2026-12-24", closed: true, reason: null }] },
          transfers: [{
            department: "Billing",
            phone_number: "+15145550112",
            hours: { week: { friday: ["09:00-12:00"] }, holidays: null },
            whenClosed: "transfer",
            tier: 2
          }]
        }
      }
    })
    assert.strictEqual(reading._tag, "Agent")
    if (reading._tag !== "Agent") return
    const agent = Option.getOrThrow(reading.agent)
    assert.deepStrictEqual(reading.problems, [])
    assert.deepStrictEqual(reading.warnings.map(({ path }) => path.join(".")), [
      "agent.config.hours.week.monday.0"
    ])
    assert.deepStrictEqual([agent.timeZone, agent.hours], ["America/Toronto", null])
    const [billing] = agent.transfers
    assert.strictEqual(billing?.whenClosed, "transfer")
    assert.deepStrictEqual(billing?.hours?.week?.friday, [{ from: 540, to: 720 }])
    // What is known is not kept as something unknown.
    assert.deepStrictEqual([agent.extra, billing?.extra], [undefined, { tier: 2 }])
  })

  it("keeps a department whose hours or state cannot be gone by", () => {
    const { doubts, value } = readDepartmentHours({ hours: 5, whenClosed: "voicemail" }, ["transfers", 0])
    assert.deepStrictEqual(value, { hours: null })
    assert.deepStrictEqual(doubts.map(renderProblem), [
      "transfers[0].hours: expected object, found number",
      "transfers[0].whenClosed: expected message or transfer, found string"
    ])
  })
})
