import { Deferred, Effect } from "effect"

/**
 * `second` completes at the second SIGTERM or SIGINT while the scope is open: whoever sends another does not want to
 * wait. The first one interrupts the program (`NodeRuntime.runMain`).
 */
export const countSignals = Effect.gen(function*() {
  const second = yield* Deferred.make<void>()
  let heard = 0
  const hear = () => {
    if (++heard === 2) Deferred.doneUnsafe(second, Effect.void)
  }
  yield* Effect.acquireRelease(
    Effect.sync(() => process.on("SIGTERM", hear).on("SIGINT", hear)),
    () => Effect.sync(() => process.off("SIGTERM", hear).off("SIGINT", hear))
  )
  return { second: Deferred.await(second) }
})
