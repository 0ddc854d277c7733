import { Context, type Effect, type Redacted, Schema, type Scope, type Stream } from "effect"

/** LiveKit refused the registration: wrong key, wrong URL. Trying again will not help. */
export class DispatchRefused extends Schema.TaggedError<DispatchRefused>()("DispatchRefused", {
  status: Schema.Int
}) {
  override get message() {
    return `LiveKit refused the worker (HTTP ${this.status}): check LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET`
  }
}

/** A call for this worker: one assignment of LiveKit's agent dispatch. */
export interface Job {
  readonly id: string
  /** The room's name holds the caller's number: private. */
  readonly room: string
  readonly url: string
  readonly token: Redacted.Redacted
  /** The job's own metadata (dispatch rule), free text or JSON. May hold the dialled number: private. */
  readonly metadata: string
  readonly attributes: Readonly<Record<string, string>>
  /** Completes when LiveKit terminates the job. */
  readonly terminated: Effect.Effect<void>
  /** Tells LiveKit that the call is over. */
  readonly done: (outcome: "success" | "failed") => Effect.Effect<void>
}

export interface Registration {
  /** How busy the worker is, 0 to 1; told to LiveKit every 2.5 s. */
  readonly load: Effect.Effect<number>
  /** Whether one more call is taken now; asked for each offer, answered at once. The reason is logged on refusal. */
  readonly accepts: Effect.Effect<"yes" | "full" | "draining">
}

/** LiveKit's agent dispatch protocol: the worker's registration and the jobs that come over it. */
export class Dispatch extends Context.Service<Dispatch, {
  /** Registers for as long as the scope is open, reconnecting for ever; fails only when LiveKit refuses the key. */
  readonly register: (
    registration: Registration
  ) => Effect.Effect<Stream.Stream<Job, DispatchRefused>, never, Scope.Scope>
}>()("receptionist/services/Dispatch") {}
