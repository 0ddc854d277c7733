import { Duration, Effect } from "effect"

/** A step of a release: total and bounded. What went wrong in the SDK may hold private data, and is not repeated. */
export const closing = (what: string, bound: Duration.Input, close: () => Promise<unknown>): Effect.Effect<void> =>
  Effect.tryPromise(close).pipe(
    Effect.timeout(bound),
    Effect.catchCause(() => Effect.logWarning(`${what} did not close cleanly`)),
    Effect.asVoid
  )

/**
 * How long closing a session takes at most where the SDK hangs, step by step: 3 s, with the model's own. Nobody is on the
 * line any more; the recording has what time the others have left of theirs.
 */
export const bounds = {
  lastReply: Duration.millis(300),
  session: Duration.millis(900),
  recording: Duration.millis(900),
  line: Duration.millis(400),
  model: Duration.millis(250),
  socket: Duration.millis(250)
}
