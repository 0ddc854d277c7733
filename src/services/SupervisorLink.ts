import { Context, type Effect, Runtime, Schema } from "effect"
import type { WorkerMessage } from "../domain/WorkerProtocol.ts"

/** `worker` was started by hand. */
export class NoSupervisor extends Schema.TaggedError<NoSupervisor>()("NoSupervisor", {}) {
  override get message() {
    return "`worker` is what a supervisor starts: run `receptionist start` instead"
  }
  override readonly [Runtime.errorExitCode] = 78
}

/** The worker's end of the line to its supervisor. */
export class SupervisorLink extends Context.Service<SupervisorLink, {
  /** A supervisor that is gone is told nothing, and that is no failure. */
  readonly tell: (message: WorkerMessage) => Effect.Effect<void>
  /** Completes when the worker is to drain: it was told to, or the supervisor is gone. */
  readonly drain: Effect.Effect<"told" | "orphaned">
  readonly hurry: Effect.Effect<void>
  /** The supervisor's next wish to know how the worker is. */
  readonly measure: Effect.Effect<void>
}>()("receptionist/services/SupervisorLink") {}
