import { Duration, Effect, Number } from "effect"
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

/** How long a number may ring, unless whoever asks says otherwise: five or six rings. */
const usualPatience = Duration.seconds(25)
/** What is left after the ringing, for an answer that comes late: the far end may still take the call. */
const afterRinging = Duration.seconds(15)

/** For how long a number rings: 25 s, or what is asked for, from 5 to 60 s. LiveKit takes whole seconds. */
export const ringingTime = (patience: Duration.Input = usualPatience): Duration.Duration =>
  Duration.seconds(Number.clamp(Math.ceil(Duration.toSeconds(patience)), { minimum: 5, maximum: 60 }))

/**
 * What became of one REFER, which `request` sends; known 15 s after the `ringing` at the latest. A positive answer alone
 * proves nothing: LiveKit gives it too when the caller hangs up after the far end has accepted the REFER (202). Then the
 * leg is ending when the answer comes, while after a real success it leaves afterwards: the far end's BYE, or a second
 * later the gateway's own.
 */
export const transferOutcome = Effect.fnUntraced(function*(
  view: RoomView,
  identity: string,
  request: Effect.Effect<void, ApiFault>,
  ringing: Duration.Duration
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
  const afterSilence = Effect.map(within(afterRinging, leaving), (gone) => unknown(!gone))

  const answered = request.pipe(
    Effect.matchEffect({
      onSuccess: () => afterAnswer,
      onFailure: (fault) => {
        if (fault.sipStatus !== undefined) return Effect.succeed(failed(fault.sipStatus))
        if (!wasRefused(fault)) return afterSilence
        return Effect.map(now(view, isEnding(identity)), (ending) => ending ? unknown(false) : failed())
      }
    })
  )

  // A leg that left before an answer gets two seconds for the answer.
  return yield* Effect.raceFirst(
    answered,
    leaving.pipe(Effect.andThen(Effect.sleep("2 seconds")), Effect.as(unknown(false)))
  ).pipe(
    Effect.timeoutOrElse({
      duration: Duration.sum(ringing, afterRinging),
      orElse: () => Effect.map(now(view, isEnding(identity)), (ending) => unknown(!ending))
    })
  )
})
