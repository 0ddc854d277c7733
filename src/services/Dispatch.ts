import { Context, type Effect, type Redacted, Runtime, Schema, type Scope, type Stream } from "effect"

/** LiveKit refused the registration: wrong key, wrong URL. Trying again will not help. */
export class DispatchRefused extends Schema.TaggedError<DispatchRefused>()("DispatchRefused", {
  status: Schema.Int
}) {
  override readonly [Runtime.errorExitCode] = 78
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
  /** Completes when LiveKit terminates the job; LiveKit also does so when the agent has left the room. */
  readonly terminated: Effect.Effect<void>
  /** Tells LiveKit that the call is over, and frees the job's slot. Only the first word on a job counts. */
  readonly done: (outcome: "success" | "failed") => Effect.Effect<void>
}

/** What the worker says of itself. `taken` counts the jobs that are promised to LiveKit or not yet done. */
export interface Registration {
  /** How busy the worker is, 0 to 1; told to LiveKit every 2.5 s. */
  readonly load: (taken: number) => Effect.Effect<number>
  /** Whether one more call is taken now; asked for each offer, answered at once. The reason is logged on refusal. */
  readonly accepts: (taken: number) => Effect.Effect<"yes" | "full" | "draining">
}

export interface Registered {
  /** The jobs of this worker; a job with the id of one that is not yet done never comes. */
  readonly jobs: Stream.Stream<Job, DispatchRefused>
  /** Whether LiveKit has this worker: now, and at every change. */
  readonly registered: Stream.Stream<boolean>
  /** Completes when nothing is promised to LiveKit and every job is done. */
  readonly idle: Effect.Effect<void>
}

/** LiveKit's agent dispatch protocol: the worker's registration and the jobs that come over it. */
export class Dispatch extends Context.Service<Dispatch, {
  /**
   * Registers for as long as the scope is open, reconnecting for ever; the jobs fail only when LiveKit refuses the key
   * of a worker that it has never registered.
   */
  readonly register: (registration: Registration) => Effect.Effect<Registered, never, Scope.Scope>
}>()("receptionist/services/Dispatch") {}
