import { Deferred, Effect, Layer, Option, Queue, Schema } from "effect"
import { SupervisorMessage, type WorkerMessage } from "../../domain/WorkerProtocol.ts"
import { NoSupervisor, SupervisorLink } from "../../services/SupervisorLink.ts"

const decode = Schema.decodeUnknownOption(SupervisorMessage)

const link = Effect.gen(function*() {
  if (process.send === undefined) return yield* new NoSupervisor()
  const drain = yield* Deferred.make<"told" | "orphaned">()
  const hurry = yield* Deferred.make<void>()
  const measure = yield* Queue.unbounded<void>()

  const send = (message: WorkerMessage, sent: () => void) => {
    // With a callback, a channel that closes meanwhile is told to it, and is no exception.
    if (process.send !== undefined && process.connected) process.send(message, undefined, undefined, sent)
    else sent()
  }
  const hear = (message: unknown) => {
    const heard = Option.getOrUndefined(decode(message))
    if (heard?._tag === "Ping") send({ _tag: "Pong" }, () => undefined)
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

  return SupervisorLink.of({
    tell: (message) => Effect.callback<void>((resume) => send(message, () => resume(Effect.void))),
    drain: Deferred.await(drain),
    hurry: Deferred.await(hurry),
    measure: Queue.take(measure)
  })
})

/** Node's IPC channel to the process that has forked this one. */
export const layer = Layer.effect(SupervisorLink, link)
