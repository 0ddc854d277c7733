import { assert, describe, it } from "@effect/vitest"
import { dueOf, promiseOf } from "../../../src/receptionist/messages/Due.ts"
import { agentWith, instant, local, office } from "../hours/schedules.ts"

const agent = agentWith({ hours: office })
const due = (now: string, more: { readonly urgency?: "urgent"; readonly wishes?: ReadonlyArray<string> } = {}) => {
  const found = dueOf({ urgency: "normal", ...more }, agent, instant(now))
  return found === undefined ? "-" : local(Date.parse(found))
}

describe("by when somebody sees to a message", () => {
  it("is before it closes, where an hour is left, else an hour after it opens again", () => {
    assert.strictEqual(due("2026-12-01T14:00"), "2026-12-01T17:00")
    assert.strictEqual(due("2026-12-01T16:30"), "2026-12-02T08:30")
    assert.strictEqual(due("2026-12-01T20:00"), "2026-12-02T09:00")
    assert.strictEqual(due("2026-12-04T20:00"), "2026-12-07T09:00")
  })

  it("is within an hour of being open where it is urgent, and before the time that is wished for", () => {
    assert.strictEqual(due("2026-12-01T14:00", { urgency: "urgent" }), "2026-12-01T15:00")
    assert.strictEqual(due("2026-12-01T14:00", { wishes: ["2026-12-01T20:00:00Z"] }), "2026-12-01T15:00")
  })

  it("is nothing where nobody knows the hours", () => {
    const { hours: _, timeZone: __, ...rest } = agent
    assert.isUndefined(dueOf({ urgency: "urgent" }, agentWith({ timeZone: "UTC" }), 0))
    assert.isDefined(rest)
  })

  it("is never later than the promise", () =>
    assert.strictEqual(
      promiseOf({ kind: "callback", language: "FRENCH" }, agent, instant("2026-12-01T14:00")),
      "On vous rappellera aujourd'hui, avant dix-sept heures."
    ))
})

describe("the promise", () => {
  it("is of a call-back where one is wanted, and of nothing that is not known", () => {
    const evening = instant("2026-12-01T20:00")
    assert.strictEqual(
      promiseOf({ kind: "callback", language: "FRENCH" }, agent, evening),
      "On vous rappellera demain, mercredi, à partir de huit heures."
    )
    assert.strictEqual(promiseOf({ kind: "message", language: "FRENCH" }, agent, evening), "")
    assert.match(
      promiseOf({ kind: "appointment", language: "ENGLISH" }, agent, evening),
      /not confirmed yet\. We will call/
    )
  })
})
