import { assert, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { playFaults } from "./play.ts"
import { proved } from "./proved.ts"
import type { Played } from "./table.ts"

const file = new URL("../../docs/faults.md", import.meta.url).pathname

/** Ends that are somebody's will, or the call's own: of every other one there is a report. */
const wanted = new Set([
  "caller_hangup",
  "transferred",
  "transfer_failed",
  "agent_end",
  "silence",
  "max_duration",
  "worker_drain"
])

/** What may not be, whatever fails. */
const violations = ({ left, outcome, row }: Played): ReadonlyArray<string> => {
  const { answered, log, reason, reports, silence } = outcome
  const once = (entry: string) => log.filter((one) => one === entry).length
  const has = (...parts: ReadonlyArray<string>) => parts.some((part) => [...left.stored, ...left.owed].includes(part))
  const checks: ReadonlyArray<readonly [string, boolean]> = [
    [`it ends as ${reason}, not as ${row.ends}`, reason === row.ends],
    [
      `the caller heard nothing for ${silence.owed} ms while they were owed something`,
      silence.owed <= (row.silence ?? 6_000)
    ],
    [`the caller heard nothing for ${silence.any} ms`, silence.any <= 20_000],
    ["it rang for longer than 25 s", outcome.rang <= 25_000],
    ["the leg was not released once", once("hang up") === (log.includes("caller") ? 1 : 0)],
    ["the room was not deleted once", once("delete room") === (log.includes("join") ? 1 : 0)],
    ["a transfer was cut off", !log.includes("cut a REFER") || reason === "internal" || row.cut === true],
    ["nothing says what went wrong", wanted.has(reason) || reports.length > 0],
    ["the row is lost", !log.includes("caller") || has("row", "end", "row without an agent", "unassigned")],
    ["the transcript is lost", !answered || has("transcript")],
    ["the recording is lost", !answered || has("recording")]
  ]
  return checks.flatMap(([what, holds]) => holds ? [] : [what])
}

it.effect(
  "nothing that fails leaves a caller in silence, or loses anything (`npm run faults` writes the table anew)",
  () =>
    Effect.gen(function*() {
      const { played, table, wires } = yield* playFaults
      for (const one of played) {
        assert.deepStrictEqual(violations(one), [], `${one.row.of} ${one.row.fault}, at ${one.row.when}`)
      }
      for (const { fault, keys, of, requests, seconds, told } of wires) {
        const where = `${of}: ${fault}`
        assert.notStrictEqual(told, "a defect", where)
        assert.isAtMost(seconds ?? 0, 30, where)
        assert.isAtMost(keys ?? 1, 1, where)
        // What was done there already, unseen, would be done again.
        if (/refer|start egress/.test(of)) assert.strictEqual(requests, 1, where)
      }
      for (const { file, test } of proved) {
        const tests = readFileSync(new URL(`../adapters/${file}`, import.meta.url), "utf8")
        assert.include(tests, `"${test}"`, `${file} has that test no more`)
      }
      yield* Effect.promise(() => expect(table).toMatchFileSnapshot(file))
    }),
  120_000
)
