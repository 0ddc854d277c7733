import { Context, type Duration, type Effect, type Option, Schema, type Scope, type Stream } from "effect"
import type { Verification } from "../domain/Admission.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import type { TransferTarget } from "../domain/TransferTarget.ts"
import type { Job } from "./Dispatch.ts"

/** The room of the job could not be joined: it is gone, or LiveKit refused us. */
export class RoomUnavailable extends Schema.TaggedError<RoomUnavailable>()("RoomUnavailable", {
  reason: Schema.Literals(["gone", "refused", "timeout", "transport"])
}) {
  override get message() {
    return `the call's room could not be joined (${this.reason}); it was deleted, so that the caller does not ring on. Check LIVEKIT_URL if it happens again`
  }
}

/** Nobody came: no SIP participant joined within the wait, or they left before we could answer. */
export class NoCaller extends Schema.TaggedError<NoCaller>()("NoCaller", {
  reason: Schema.Literals(["timeout", "left"])
}) {
  override get message() {
    return this.reason === "left"
      ? "the caller hung up before the call was answered"
      : "no SIP caller joined the room in time; check the dispatch rule"
  }
}

/** Our audio is in the room, and the carrier was not put through: the caller still hears it ring. */
export class NotAnswered extends Schema.TaggedError<NotAnswered>()("NotAnswered", {}) {
  override get message() {
    return "the SIP gateway did not answer the call although the agent was there; the caller was released. Check that the gateway can reach LiveKit's media ports if it happens again"
  }
}

/** The caller is there, but nothing says which number was dialled. */
export class NoDialledNumber extends Schema.TaggedError<NoDialledNumber>()("NoDialledNumber", {
  found: Schema.Literals(["nothing", "malformed"])
}) {
  override get message() {
    return this.found === "nothing"
      ? "no dialled number: the trunk gave none (hidePhoneNumber?); put it in the dispatch rule's attributes or metadata"
      : "the dialled number is not a phone number; check the trunk's numbers and the dispatch rule's attributes"
  }
}

/** The call could not be recorded by egress; the worker's own recorder covers it. */
export class EgressFailed extends Schema.TaggedError<EgressFailed>()("EgressFailed", {
  reason: Schema.String
}) {
  override get message() {
    return `LiveKit egress did not record the call (${this.reason}); the worker's own recording is kept instead`
  }
}

/** What became of a REFER. `Unknown`: no answer came in time, or the leg left before one did. */
export type TransferOutcome =
  | { readonly _tag: "Connected" }
  | { readonly _tag: "Failed"; readonly sipStatus?: number }
  | { readonly _tag: "Unknown"; readonly callerPresent: boolean }

export interface TransferOptions {
  /** How long the number may ring, 5 to 60 s: 25 s. */
  readonly patience?: Duration.Input
}

/** The call's room, joined. Its name holds the caller's number: private. */
export interface CallRoom {
  readonly name: string
  /** Completes when the room is gone or the connection to it is lost for good. */
  readonly closed: Effect.Effect<void>
  /** Completes when the connection is not there, for a moment or for good: now, or as soon as that happens. */
  readonly disturbed: Effect.Effect<void>
  /**
   * Completes when LiveKit has given this worker, or another one, a new job for the room, as it does after a restart,
   * when it has forgotten the old one: the caller is the new job's, and the release of this one leaves them alone.
   */
  readonly replaced: Effect.Effect<void>
  /**
   * Completes when LiveKit has confirmed that nobody of this call is on the line any more, or the caller is another
   * job's. A release that it did not confirm at once is tried again, in the background, for as long as the worker lives.
   */
  readonly released: Effect.Effect<void>
}

/** The caller's audio, as telephony hands it to the voice session. Only adapters know what is in it. */
export interface Media {
  readonly _tag: string
}

/** The SIP participant that is on the phone. `identity` holds their number: private. */
export interface CallerLeg {
  readonly identity: string
  readonly caller: Option.Option<PhoneNumber>
  readonly sipCallId: Option.Option<string>
  /** What the carrier says of their number; none where the operator names no header that tells it. */
  readonly verification: Option.Option<Verification>
  /** `sip.*` and the dispatch rule's own attributes, as they were when the caller joined. */
  readonly attributes: Readonly<Record<string, string>>
  readonly media: Media
  /** Completes when the caller's leg is gone, whatever the reason, or the room with it. */
  readonly left: Effect.Effect<void>
  /** Completes when the SIP gateway has answered the call. */
  readonly answered: Effect.Effect<void>
  /** The keys that the caller presses, from now on: `0` to `9`, `*`, `#`. */
  readonly keys: Stream.Stream<string>
}

/** What LiveKit says has become of an egress; `unknown` where it did not say so in time. */
export interface EgressEnd {
  readonly state: "complete" | "failed" | "unknown"
  /** When it began to record (epoch ms), where it says so. */
  readonly startedAt?: number
}

/** Egress that is running: it writes to `path` until its scope closes, and a little longer. */
export interface EgressRecording {
  readonly egressId: string
  readonly path: string
  /** Completes when it has ended, within a minute of the scope's end: what it wrote is in the blob container by then. */
  readonly ended: Effect.Effect<EgressEnd>
}

/** The room and the caller's leg. Nothing here waits without a bound, and every release is total. */
export class Telephony extends Context.Service<Telephony, {
  /** Joins the job's room. Release: deletes the room and disconnects from it. */
  readonly join: (job: Job) => Effect.Effect<CallRoom, RoomUnavailable, Scope.Scope>
  /** Waits 20 s at most for the SIP participant, and no other kind. Release: hangs the caller up. */
  readonly caller: (room: CallRoom) => Effect.Effect<CallerLeg, NoCaller, Scope.Scope>
  /**
   * The number that was dialled: `sip.trunkPhoneNumber`, else the rule's attributes, else the job's metadata; what the
   * caller's own INVITE can carry comes last, and only where the operator names the header.
   */
  readonly dialled: (job: Job, leg: CallerLeg) => Effect.Effect<PhoneNumber, NoDialledNumber>
  /**
   * Cold transfer (REFER): connected once the leg leaves after a positive answer. Where no answer is clear it waits for
   * the leg to leave before it says `Unknown`: the outcome is there 15 s after the `patience` at the latest.
   */
  readonly transfer: (
    room: CallRoom,
    leg: CallerLeg,
    target: TransferTarget,
    options?: TransferOptions
  ) => Effect.Effect<TransferOutcome>
  /** Starts an audio-only OGG egress to `path` in the blob container. Release: stops it. */
  readonly record: (room: CallRoom, path: string) => Effect.Effect<EgressRecording, EgressFailed, Scope.Scope>
}>()("receptionist/services/Telephony") {}
