import { assert, describe, it } from "@effect/vitest"
import { bruteForce } from "../../../bench/hours/BruteForce.ts"
import { at, nextOpenings, workingTimeAfter } from "../../../src/receptionist/hours/Engine.ts"
import type { Schedule } from "../../../src/receptionist/hours/Schedule.ts"
import { instant, local, office, scheduleWith } from "./schedules.ts"

/** The state at a local time, as `open until …` or `closed since … until …, why`. */
const told = (schedule: Schedule, time: string, zone?: string) => {
  const state = at(schedule, instant(time, zone))
  return state._tag === "Open"
    ? `open until ${local(state.until, zone)}`
    : state._tag === "Closed"
    ? `closed since ${local(state.since, zone)} until ${local(state.reopens, zone)}, ${state.why.kind}`
    : "unknown"
}

const everyDay = (ranges: ReadonlyArray<string>) => ({
  monday: ranges,
  tuesday: ranges,
  wednesday: ranges,
  thursday: ranges,
  friday: ranges,
  saturday: ranges,
  sunday: ranges
})

describe("an office", () => {
  const schedule = scheduleWith(office)

  it.each([
    ["2026-10-05T08:00", "open until 2026-10-05T12:00"],
    ["2026-10-05T11:59", "open until 2026-10-05T12:00"],
    ["2026-10-05T12:00", "closed since 2026-10-05T12:00 until 2026-10-05T13:00, break"],
    ["2026-10-05T07:59", "closed since 2026-10-02T15:00 until 2026-10-05T08:00, night"],
    ["2026-10-05T23:30", "closed since 2026-10-05T17:00 until 2026-10-06T08:00, night"],
    ["2026-10-06T02:00", "closed since 2026-10-05T17:00 until 2026-10-06T08:00, night"],
    ["2026-10-02T16:00", "closed since 2026-10-02T15:00 until 2026-10-05T08:00, weekend"],
    ["2026-10-04T12:00", "closed since 2026-10-02T15:00 until 2026-10-05T08:00, weekend"],
    ["2026-10-10T12:00", "closed since 2026-10-09T15:00 until 2026-10-13T08:00, holiday"],
    ["2026-10-12T12:00", "closed since 2026-10-09T15:00 until 2026-10-13T08:00, holiday"],
    ["2026-12-24T08:30", "closed since 2026-12-23T17:00 until 2026-12-24T09:00, exception"],
    ["2026-12-24T11:00", "open until 2026-12-24T12:00"],
    ["2026-12-24T12:00", "closed since 2026-12-24T12:00 until 2026-12-28T08:00, exception"],
    ["2027-07-20T10:00", "closed since 2027-07-16T15:00 until 2027-08-02T08:00, exception"]
  ])("at %s is %s", (time, expected) => assert.strictEqual(told(schedule, time), expected))

  it("names what keeps it closed, each once", () => {
    const state = at(schedule, instant("2027-03-25T21:00"))
    assert.strictEqual(state._tag, "Closed")
    const displaced = state._tag === "Closed" ? state.why.displaced : []
    assert.deepStrictEqual(
      displaced.map(({ cause }) => cause._tag === "Holiday" ? cause.name.ENGLISH : ""),
      ["Good Friday", "Easter Monday"]
    )
  })

  it("is open where it reopens, and nothing opens between, for a year", () => {
    for (let time = instant("2026-10-01T00:00"); time < instant("2027-10-01T00:00"); time += 29_333_000) {
      const state = at(schedule, time)
      if (state._tag !== "Closed" || state.reopens === undefined) continue
      assert.strictEqual(at(schedule, state.reopens)._tag, "Open")
      assert.strictEqual(at(schedule, state.reopens - 1)._tag, "Closed")
      const [first] = nextOpenings(schedule, time, 1)
      assert.strictEqual(first?.opens, state.reopens)
    }
  })

  it("tells the next openings, a break's too", () =>
    assert.deepStrictEqual(
      nextOpenings(schedule, instant("2026-10-09T12:00"), 3).map(({ closes, opens }) => [local(opens), local(closes)]),
      [["2026-10-13T08:00", "2026-10-13T12:00"], ["2026-10-13T13:00", "2026-10-13T17:00"], [
        "2026-10-14T08:00",
        "2026-10-14T12:00"
      ]]
    ))

  it.each<[string, `${number} ${"hours" | "minutes"}`, string]>([
    ["2026-10-05T09:00", "0 minutes", "2026-10-05T09:00"],
    ["2026-10-05T12:30", "0 minutes", "2026-10-05T13:00"],
    ["2026-10-05T11:00", "2 hours", "2026-10-05T14:00"],
    ["2026-10-05T16:00", "1 hours", "2026-10-05T17:00"],
    ["2026-10-05T16:00", "61 minutes", "2026-10-06T08:01"],
    ["2026-10-09T14:00", "2 hours", "2026-10-13T09:00"]
  ])(
    "from %s, %s of work end at %s",
    (time, duration, expected) =>
      assert.strictEqual(local(workingTimeAfter(schedule, instant(time), duration)), expected)
  )
})

describe("the engine", () => {
  it("agrees with every minute of random schedules", () => assert.deepStrictEqual(bruteForce(8, 7), []))

  it("knows nights", () => {
    const bar = scheduleWith({ week: { friday: ["17:00-02:00"], saturday: ["17:00-03:00"], sunday: [] } })
    assert.strictEqual(told(bar, "2026-10-10T01:59"), "open until 2026-10-10T02:00")
    assert.strictEqual(
      told(bar, "2026-10-10T02:00"),
      "closed since 2026-10-10T02:00 until 2026-10-10T17:00, night"
    )
    assert.strictEqual(told(bar, "2026-10-11T02:30"), "open until 2026-10-11T03:00")
  })

  it("joins days that touch, and knows no end of those that never close", () => {
    assert.strictEqual(told(scheduleWith({ week: everyDay(["00:00-24:00"]) }), "2026-10-10T02:00"), "open until -")
    const weekend = scheduleWith({ week: { saturday: ["08:00-24:00"], sunday: ["00:00-18:00"] } })
    assert.strictEqual(told(weekend, "2026-10-10T09:00"), "open until 2026-10-11T18:00")
    const closedOnce = scheduleWith({
      week: everyDay(["00:00-24:00"]),
      exceptions: [{ on: "2026-12-25", closed: true }]
    })
    assert.strictEqual(told(closedOnce, "2026-10-10T02:00"), "open until 2026-12-25T00:00")
  })

  it("never opens where no day does", () =>
    assert.strictEqual(told(scheduleWith({ week: {} }), "2026-10-10T02:00"), "closed since - until -, weekend"))

  it("knows 29 February, in leap years alone", () => {
    const leap = scheduleWith({
      week: everyDay(["09:00-17:00"]),
      exceptions: [{ from: "2028-02-29", to: "2028-03-01", closed: true }]
    })
    assert.strictEqual(
      told(leap, "2028-02-28T20:00"),
      "closed since 2028-02-28T17:00 until 2028-03-02T09:00, exception"
    )
    const each = scheduleWith({ week: everyDay(["09:00-17:00"]), holidays: { region: "none", also: ["02-29"] } })
    assert.strictEqual(told(each, "2028-02-29T10:00"), "closed since 2028-02-28T17:00 until 2028-03-01T09:00, holiday")
    assert.strictEqual(told(each, "2027-03-01T10:00"), "open until 2027-03-01T17:00")
  })

  it("takes the shorter of two exceptions", () => {
    const schedule = scheduleWith({
      week: everyDay(["09:00-17:00"]),
      exceptions: [
        { from: "2026-12-20", to: "2027-01-03", closed: true },
        { on: "2026-12-23", hours: ["10:00-12:00"] }
      ]
    })
    assert.strictEqual(told(schedule, "2026-12-23T10:30"), "open until 2026-12-23T12:00")
    assert.strictEqual(
      told(schedule, "2026-12-22T10:30"),
      "closed since 2026-12-19T17:00 until 2026-12-23T10:00, exception"
    )
  })

  it("opens in spite of a holiday where an exception says so", () => {
    const schedule = scheduleWith({
      week: everyDay(["09:00-17:00"]),
      exceptions: [{ on: "2026-12-25", hours: ["10:00-12:00"] }],
      holidays: { region: "CA-ON" }
    })
    assert.strictEqual(told(schedule, "2026-12-25T11:00"), "open until 2026-12-25T12:00")
  })
})

describe("the clock's changes", () => {
  const night = scheduleWith({ week: everyDay(["00:30-02:30", "03:30-05:00"]) })

  it("swallow what the clock is set past", () => {
    // At 02:00 it is 03:00.
    assert.strictEqual(told(night, "2027-03-14T01:59"), "open until 2027-03-14T03:00")
    const gap = scheduleWith({ week: everyDay(["02:00-02:45", "09:00-17:00"]) })
    assert.strictEqual(told(gap, "2027-03-14T01:00"), "closed since 2027-03-13T17:00 until 2027-03-14T09:00, night")
  })

  it("count the hour that comes twice the first time", () => {
    // At 02:00 it is 01:00 again.
    const bar = scheduleWith({ week: everyDay(["00:00-01:30"]) })
    const firstHalfPastOne = instant("2027-11-07T00:00") + 90 * 60_000
    assert.deepStrictEqual(at(bar, firstHalfPastOne - 1), { _tag: "Open", until: firstHalfPastOne })
    assert.strictEqual(at(bar, firstHalfPastOne + 45 * 60_000)._tag, "Closed")
  })

  it("make a shift of a night an hour longer or shorter", () => {
    const shift = scheduleWith({ week: everyDay(["22:00-06:00"]) })
    const hours = (evening: string) => {
      const [opening] = nextOpenings(shift, instant(evening), 1)
      return ((opening?.closes ?? 0) - (opening?.opens ?? 0)) / 3_600_000
    }
    assert.deepStrictEqual(["2027-03-13T20:00", "2027-11-06T20:00", "2027-06-01T20:00"].map(hours), [7, 9, 8])
  })
})
