import { type Effect, Runtime, Schema, type Scope } from "effect"

/** How the program is doing, in numbers: nothing of any call. */
export interface Health {
  /** Whether all that runs answers: no worker hangs that is not replaced yet. */
  readonly alive: Effect.Effect<boolean>
  /** Workers that LiveKit has, those of them that would take a call, and the calls of all of them. */
  readonly counts: Effect.Effect<{ readonly registered: number; readonly accepting: number; readonly calls: number }>
  /** In Prometheus' text format. */
  readonly metrics: Effect.Effect<string>
}

/** Shows it to the outside for as long as the scope is open: over HTTP, or not at all. */
export type ShowHealth = (health: Health) => Effect.Effect<void, HealthUnavailable, Scope.Scope>

/** The port is taken, or not ours to take. */
export class HealthUnavailable extends Schema.TaggedError<HealthUnavailable>()("HealthUnavailable", {
  port: Schema.Int
}) {
  override get message() {
    return `port ${this.port} cannot be opened for health and metrics: free it, or change HEALTH_PORT or HEALTH_HOST`
  }
  override readonly [Runtime.errorExitCode] = 78
}
