import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import type * as Stage from "./Stage.ts"

/** The caller wishes for a person, and the model transfers them. */
export const asks: Turn = {
  heard: "Je voudrais parler à quelqu'un.",
  replies: [{ calls: [{ name: "transfer_call", arguments: { department: "urgences" } }] }]
}

/** Waits until the caller has answered the `nth` REFER (0), which is to this number. */
export const referredTo = Effect.fnUntraced(function*(caller: Caller.Caller, number: string, nth = 0) {
  const refer = yield* caller.got("REFER", nth)
  assert.match(refer.text, new RegExp(`^Refer-To: <?tel:\\+${number.slice(1)}>?`, "im"))
  yield* caller.messages.until(
    "the caller's answer to it",
    (all) =>
      all.filter(({ from, start, text }) =>
        from === "caller" && start.startsWith("SIP/2.0") && / REFER\r?$/m.test(text)
      )[nth]
  )
  return refer
})

/** The caller asks for somebody, hears the announcement, and the REFER goes out. */
export const askForSomebody = Effect.fnUntraced(function*(caller: Caller.Caller, number = "+15145550000") {
  yield* caller.phone.heardOut(0)
  yield* caller.phone.say("Je voudrais parler à quelqu'un.")
  const refer = yield* referredTo(caller, number)
  const announced = yield* caller.phone.heard.until("the announcement", ([, announcement]) => announcement)
  assert.isBelow(announced.from, refer.at, "announced before it was asked for")
  return refer
})

interface Expected {
  readonly outcomes: ReadonlyArray<
    { readonly outcome: "connected" | "failed" | "unknown"; readonly sipStatus?: number }
  >
  readonly endReason: string
}

/** Checks what the row says of the call's one transfer, number by number. */
export const checkRow = Effect.fnUntraced(function*(stage: Stage.Stage, { endReason, outcomes }: Expected) {
  const { end, metadata } = yield* stage.backend.ended()
  assert.strictEqual(end["endReason"], endReason)
  assert.strictEqual(metadata["transferDepartment"], "Urgences")
  const attempts = metadata["transferDestinations"] as ReadonlyArray<Record<string, unknown>>
  assert.include(attempts.map(({ startedAt }) => startedAt), metadata["transferTimestamp"])
  assert.deepStrictEqual(
    attempts.map(({ startedAt: _, ...rest }) => rest),
    outcomes.map((outcome, index) => ({ department: "Urgences", target: `tel:+1514…0${index}`, ...outcome }))
  )
})
