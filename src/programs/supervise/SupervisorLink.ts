import { Deferred, Effect, Option, Queue, Runtime, Schema } from "effect"
import { SupervisorMessage, type WorkerMessage } from "./Protocol.ts"

/** `worker` was started by hand. */
export class NoSupervisor extends Schema.TaggedError<NoSupervisor>()("NoSupervisor", {}) {
  override get message() {
    return "`worker` is what a supervisor starts: run `receptionist start` instead"
  }
  override readonly [Runtime.errorExitCode] = 78
}

/** The worker's end of the line to its supervisor. */
export interface SupervisorLink {
  /** A supervisor that is gone is told nothing, and that is no failure. */
  readonly tell: (message: WorkerMessage) => Effect.Effect<void>
  /** Completes when the worker is to drain: it was told to, or the supervisor is gone. */
  readonly drain: Effect.Effect<"told" | "orphaned">
  readonly hurry: Effect.Effect<void>
  /** The supervisor's next wish to know how the worker is. */
  readonly measure: Effect.Effect<void>
}

const decode = Schema.decodeUnknownOption(SupervisorMessage)

/** The line to the supervisor (Node's IPC channel), for as long as the scope is open. */
export const supervisorLink = Effect.gen(function*() {
  if (process.send === undefined) return yield* new NoSupervisor()
  const drain = yield* Deferred.make<"told" | "orphaned">()
  const hurry = yield* Deferred.make<void>()
  const measure = yield* Queue.unbounded<void>()

  const hear = (message: unknown) => {
    const heard = Option.getOrUndefined(decode(message))
    if (heard?._tag === "Measure") Queue.offerUnsafe(measure, undefined)
    if (heard?._tag === "Drain") Deferred.doneUnsafe(drain, Effect.succeed("told"))
    if (heard?._tag === "Hurry") {
      Deferred.doneUnsafe(drain, Effect.succeed("told"))
      Deferred.doneUnsafe(hurry, Effect.void)
    }
  }
  const lose = () => {
    Deferred.doneUnsafe(drain, Effect.succeed("orphaned"))
  }
  yield* Effect.acquireRelease(
    Effect.sync(() => process.on("message", hear).on("disconnect", lose)),
    () => Effect.sync(() => process.off("message", hear).off("disconnect", lose))
  )
  if (!process.connected) lose()

  const link: SupervisorLink = {
    tell: (message) =>
      Effect.callback<void>((resume) => {
        if (process.send === undefined || !process.connected) return resume(Effect.void)
        // With a callback, a channel that closes meanwhile is told to it, and is no exception.
        process.send(message, undefined, undefined, () => resume(Effect.void))
      }),
    drain: Deferred.await(drain),
    hurry: Deferred.await(hurry),
    measure: Queue.take(measure)
  }
  return link
})
