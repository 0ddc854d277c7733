import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { standInFor } from "../../../src/receptionist/Instructions.ts"
import { deadlines, debtOf } from "../../../src/receptionist/machine/Deadlines.ts"
import { isPhraseKey } from "../../../src/receptionist/Phrases.ts"
import { play } from "./schedules.ts"

/** `SCHEDULES=1000000` plays as many. */
const schedules = Number(process.env["SCHEDULES"] ?? 10_000)

describe("the conversation", () => {
  it.effect(
    "ends within its bounds, always owes somebody something until a time, and answers every tool once",
    () =>
      Effect.sync(() => {
        for (let seed = 1; seed <= schedules; seed++) {
          const called = new Map<string, number>()
          let began: number | undefined
          let ended = 0
          const { state, ticks } = play(seed, ({ actions, after, at, before, event }) => {
            began ??= before.answeredAt
            ended = at
            const where = `seed ${seed}: ${event._tag} in ${before.mode._tag}`
            if (event._tag === "ToolCalled" && !called.has(event.call.id)) called.set(event.call.id, 0)
            for (const action of actions) {
              if (action._tag === "AnswerTool") called.set(action.id, (called.get(action.id) ?? 0) + 1)
            }
            // An answer that nobody waits for would be owed for ever.
            if (actions.some(({ _tag }) => _tag === "Ask")) assert.strictEqual(after.mode._tag, "Talking", where)
            // What has become of a message is said before the caller is let go.
            if (before.mode._tag === "Ending" && before.keeping !== null && after.mode._tag === "Over") {
              assert.include(["CallerLeft", "SessionClosed", "Tick"], event._tag, where)
            }
            if (after.mode._tag !== "Over") {
              assert.isAbove(deadlines(after).length, 0, `${where}: nothing is due`)
              assert.notStrictEqual(debtOf(after), "nothing", where)
            }
            if (after.mode._tag !== "Over") {
              // What the model has to be told it is, in the end.
              const told = new Set(after.instructions.map(({ about }) => about))
              for (const { about, asked } of before.instructions) {
                assert.isTrue(asked || told.has(about), `${where}: it is not told of ${about}`)
              }
              // What the caller needs of a phrase that was not heard, the model says.
              const lost = event._tag === "PhraseOver" && !event.heard
                ? before.saying.find(({ id }) => id === event.id)
                : undefined
              if (lost !== undefined && standInFor(lost.key) !== undefined) assert.isTrue(told.has(lost.key), where)
            }
            if (after.mode._tag === "Talking" && debtOf(after) === "callerOwes") {
              const isUntold = after.instructions.some(({ about, text }) =>
                isPhraseKey(about) && standInFor(about) === text
              )
              assert.isTrue(!isUntold || deadlines(after).some(({ due }) => due === "untold"), `${where}: it waits`)
            }
            // A worker that has to stop has nobody talk on.
            if (after.drained && after.mode._tag === "Talking") {
              assert.isTrue(deadlines(after).some((due) => due.at <= at), `${where}: the drain is forgotten`)
            }
            // Nothing but the caller or the carrier ends the call under a transfer.
            if (
              before.mode._tag === "Transferring" && before.mode.stage === "referring" && after.mode._tag === "Over"
            ) {
              assert.include(["TransferEnded", "Tick"], event._tag, where)
            }
          })
          assert.notStrictEqual(ticks, Infinity, `seed ${seed}: it never ends, in ${state.mode._tag}`)
          assert.isAtMost(ended - (began ?? 0), 31 * 60_000 + 4 * 70_000, `seed ${seed}: too long`)
          for (const [id, answers] of called) {
            assert.strictEqual(answers, 1, `seed ${seed}: ${id} was answered ${answers} times`)
          }
        }
      }),
    3_600_000
  )
})
