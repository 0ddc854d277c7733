import type { Effect, Option, Scope } from "effect"
import type { SpentReason, SupervisorMessage, WorkerMessage } from "../domain/WorkerProtocol.ts"

/** What a worker last said of itself. */
export type WorkerReport = Omit<Extract<WorkerMessage, { readonly _tag: "State" }>, "_tag">

/** How a process ended: its exit code, none where a signal ended it or it could not be started. */
export type WorkerExit = Option.Option<number>

/** A worker in a process of its own, seen from its supervisor. */
export interface WorkerProcess {
  readonly pid: number
  readonly report: Effect.Effect<WorkerReport>
  /** Completes when LiveKit has the worker for the first time. */
  readonly registered: Effect.Effect<void>
  readonly spent: Effect.Effect<SpentReason>
  readonly exited: Effect.Effect<WorkerExit>
  /** Tells a worker that is gone nothing, and that is no failure. */
  readonly tell: (message: SupervisorMessage) => Effect.Effect<void>
  /** Asks for a sign of life; completes when it is there. */
  readonly ping: Effect.Effect<void>
  /** Ends it at once, whatever it does; completes when it is gone. */
  readonly kill: Effect.Effect<void>
  /** Its metrics in Prometheus' text format; none where it does not answer within 2 s. */
  readonly metrics: Effect.Effect<Option.Option<string>>
}

/** Starts a process. Release: kills it, if it has not ended by itself. */
export type SpawnWorker = Effect.Effect<WorkerProcess, never, Scope.Scope>
