import { Effect } from "effect"
import type { TransferOutcome } from "../../../services/Telephony.ts"
import type { ApiFault } from "./LiveKitApi.ts"
import { isEnding, left, now, type RoomView, until, within } from "./RoomView.ts"

// Faults that say that the far end was never asked.
const refusals = new Set([
  "invalid_argument",
  "failed_precondition",
  "not_found",
  "permission_denied",
  "resource_exhausted",
  "unauthenticated",
  "unimplemented"
])

const wasRefused = ({ code, status }: ApiFault) => refusals.has(code) || status === 401 || status === 403

/**
 * What became of one REFER, which `request` sends. A positive answer alone proves nothing: LiveKit gives it too when
 * the caller hangs up after the far end has accepted the REFER (202). Then the leg is ending when the answer comes,
 * while after a real success it leaves afterwards: the far end's BYE, or a second later the gateway's own.
 */
export const transferOutcome = Effect.fnUntraced(function*(
  view: RoomView,
  identity: string,
  request: Effect.Effect<void, ApiFault>
): Effect.fn.Return<TransferOutcome> {
  const leaving = left(view, identity)
  const unknown = (callerPresent: boolean): TransferOutcome => ({ _tag: "Unknown", callerPresent })
  const failed = (sipStatus?: number): TransferOutcome =>
    sipStatus === undefined ? { _tag: "Failed" } : { _tag: "Failed", sipStatus }

  const afterAnswer = Effect.gen(function*() {
    if (yield* within("100 millis", until(view, isEnding(identity)))) return unknown(false)
    return (yield* within("5 seconds", leaving)) ? { _tag: "Connected" as const } : unknown(true)
  })

  // The far end may still take the call: only a leg that stays can be spoken to.
  const afterSilence = Effect.map(within("15 seconds", leaving), (gone) => unknown(!gone))

  const answered = request.pipe(
    Effect.matchEffect({
      onSuccess: () => afterAnswer,
      onFailure: (fault) => {
        if (fault.sipStatus !== undefined) return Effect.succeed(failed(fault.sipStatus))
        if (!wasRefused(fault)) return afterSilence
        return Effect.map(now(view, isEnding(identity)), (ending) => ending ? unknown(false) : failed())
      }
    }),
    Effect.timeoutOrElse({ duration: "60 seconds", orElse: () => Effect.succeed(unknown(true)) })
  )

  // A leg that left before an answer gets two seconds for the answer.
  return yield* Effect.raceFirst(
    answered,
    leaving.pipe(Effect.andThen(Effect.sleep("2 seconds")), Effect.as(unknown(false)))
  )
})
