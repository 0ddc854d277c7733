import { assert, describe, it as unit, layer } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { Calls } from "../../src/office/calls/Calls.ts"
import { newId } from "../../src/office/Rows.ts"
import { clockOf } from "../../src/office/Zones.ts"
import { ask, databases, layerOffice, makeAgent, makeCompany, makeSomebody } from "../support/Office.ts"

let phones = 7000
const nextPhone = () => `+1514555${++phones}`

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`Whose clock the office goes by, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      const stage = Effect.fnUntraced(function*(company: string) {
        const companyId = yield* makeCompany(company)
        const as = yield* makeSomebody(companyId, "manager")
        const montreal = yield* makeAgent(companyId, nextPhone())
        const tokyo = yield* makeAgent(companyId, nextPhone(), { timeZone: "Asia/Tokyo" })
        yield* makeAgent(companyId, nextPhone())
        const calls = yield* Calls
        const call = (agentId: string, startedAt: string) =>
          Effect.gen(function*() {
            const id = yield* calls.start(companyId, { agentId, startedAt }, newId())
            yield* calls.end(companyId, id, { endedAt: startedAt, durationSeconds: 60, endReason: "agent_end" })
          })
        const began = (query: string) =>
          Effect.map(
            ask("GET", `/api/calls?${query}`, { as }),
            ({ json }) => (json as { readonly calls: ReadonlyArray<{ readonly startedAt: string }> }).calls
          )
        return { as, began, call, montreal: montreal.id, tokyo: tokyo.id }
      })

      it.effect("is that of the line: in a list, in a file, and in what is counted by days", () =>
        Effect.gen(function*() {
          const { as, began, call, montreal, tokyo } = yield* stage("Far apart")
          yield* call(montreal, "2026-11-01T05:30:00.000Z")
          yield* call(montreal, "2026-11-01T06:30:00.000Z")
          yield* call(tokyo, "2026-11-01T15:30:00.000Z")
          assert.deepStrictEqual(
            (yield* began("")).map((one) => (one as { readonly timeZone?: string }).timeZone),
            ["Asia/Tokyo", "America/Toronto", "America/Toronto"]
          )
          const { text } = yield* ask("GET", "/api/calls/csv", { as })
          const times = text.trim().split("\r\n").map((line) => line.split(",").slice(0, 4).toSpliced(1, 1))
          assert.deepStrictEqual(times.map(([at]) => at), [
            "startedAt",
            "2026-11-02T00:30:00+09:00",
            // The hour that is there twice is told apart.
            "2026-11-01T01:30:00-05:00",
            "2026-11-01T01:30:00-04:00"
          ])
          assert.include(text, "Asia/Tokyo")
          const days = Effect.fnUntraced(function*(agentId: string) {
            const { json } = yield* ask("GET", `/api/insights?from=2026-11-01&to=2026-11-03&agentId=${agentId}`, { as })
            const told = json as {
              readonly timeZone: string
              readonly byDay: ReadonlyArray<{ readonly day: string; readonly calls: number }>
            }
            return [told.timeZone, ...told.byDay.map(({ calls, day }) => `${day} ${calls}`)]
          })
          assert.deepStrictEqual(yield* days(tokyo), ["Asia/Tokyo", "2026-11-01 0", "2026-11-02 1"])
          assert.deepStrictEqual(yield* days(montreal), ["America/Toronto", "2026-11-01 2", "2026-11-02 0"])
        }))

      it.effect("begins and ends a day where the line does, also one of 23 or 25 hours", () =>
        Effect.gen(function*() {
          const { began, call, montreal, tokyo } = yield* stage("Days")
          for (
            const at of [
              "2026-03-08T04:59:59.000Z",
              "2026-03-08T05:00:00.000Z",
              "2026-03-09T03:59:59.000Z",
              "2026-03-09T04:00:00.000Z",
              "2026-11-02T04:59:59.000Z"
            ]
          ) yield* call(montreal, at)
          yield* call(tokyo, "2026-03-07T15:00:00.000Z")
          const day = (from: string, to: string, agentId = montreal) =>
            Effect.map(began(`from=${from}&to=${to}&agentId=${agentId}`), (all) => all.map((one) => one.startedAt))
          assert.deepStrictEqual(yield* day("2026-03-08", "2026-03-09"), [
            "2026-03-09T03:59:59.000Z",
            "2026-03-08T05:00:00.000Z"
          ])
          assert.deepStrictEqual(yield* day("2026-11-01", "2026-11-02"), ["2026-11-02T04:59:59.000Z"])
          assert.deepStrictEqual(yield* day("2026-03-08", "2026-03-09", tokyo), ["2026-03-07T15:00:00.000Z"])
          assert.deepStrictEqual(yield* day("2026-02-31", "2026-03-08"), ["2026-03-08T04:59:59.000Z"])
        }))

      it.effect("counts the last days with today's", () =>
        Effect.gen(function*() {
          const { as, began, call, montreal } = yield* stage("Lately")
          const now = yield* Clock.currentTimeMillis
          yield* call(montreal, new Date(now).toISOString())
          yield* call(montreal, new Date(now - 25 * 3_600_000).toISOString())
          yield* call(montreal, new Date(now - 9 * 86_400_000).toISOString())
          assert.lengthOf(yield* began("days=1"), 1)
          assert.lengthOf(yield* began("days=7"), 2)
          assert.lengthOf(yield* began("days=30"), 3)
          assert.deepInclude((yield* ask("GET", "/api/today", { as })).json as object, { callsToday: 1 })
          const insights = (yield* ask("GET", "/api/insights?days=7", { as })).json as {
            readonly byDay: ReadonlyArray<unknown>
            readonly calls: number
          }
          assert.lengthOf(insights.byDay, 7)
          assert.strictEqual(insights.calls, 2)
        }))
    })
  })
}

describe("A clock of elsewhere", () => {
  unit.each([
    ["Asia/Kathmandu", "2026-11-29T22:00:00.999Z", "2026-11-30T03:45:00+05:45"],
    ["America/St_Johns", "2026-07-01T02:00:00Z", "2026-06-30T23:30:00-02:30"],
    ["UTC", "2026-07-01T02:00:00Z", "2026-07-01T02:00:00+00:00"]
  ])("in %s", (zone, at, told) => assert.strictEqual(clockOf(zone, at), told))
})
