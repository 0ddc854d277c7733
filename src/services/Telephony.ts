import { Context, Deferred, Effect, Fiber, Layer, Option, Schema, type Scope } from "effect"
import { normalize, type PhoneNumber, type TransferTarget } from "../domain/PhoneNumber.ts"
import type { Media } from "../voice/Media.ts"
import type { Job } from "./Dispatch.ts"
import { dialledNumber } from "./telephony/DialledNumber.ts"
import { type LiveKitApiOptions, makeLiveKitApi } from "./telephony/LiveKitApi.ts"
import { type Connect, liveKitConnector } from "./telephony/LiveKitRoom.ts"
import { answered, left, type RoomView, until, when } from "./telephony/RoomView.ts"
import { watchForSuccessor } from "./telephony/Successor.ts"
import { transferOutcome } from "./telephony/Transfer.ts"

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
}

/** The SIP participant that is on the phone. `identity` holds their number: private. */
export interface CallerLeg {
  readonly identity: string
  readonly caller: Option.Option<PhoneNumber>
  readonly sipCallId: Option.Option<string>
  /** `sip.*` and the dispatch rule's own attributes, as they were when the caller joined. */
  readonly attributes: Readonly<Record<string, string>>
  readonly media: Media
  /** Completes when the caller's leg is gone, whatever the reason, or the room with it. */
  readonly left: Effect.Effect<void>
  /** Completes when the SIP gateway has answered the call. */
  readonly answered: Effect.Effect<void>
}

/** Egress that is running: it writes to `path` until its scope closes. */
export interface EgressRecording {
  readonly egressId: string
  readonly path: string
}

/** The room and the caller's leg. Nothing here waits without a bound, and every release is total. */
export class Telephony extends Context.Service<Telephony, {
  /** Joins the job's room. Release: deletes the room and disconnects from it. */
  readonly join: (job: Job) => Effect.Effect<CallRoom, RoomUnavailable, Scope.Scope>
  /** Waits 20 s at most for the SIP participant, and no other kind. Release: hangs the caller up. */
  readonly caller: (room: CallRoom) => Effect.Effect<CallerLeg, NoCaller, Scope.Scope>
  /** The number that was dialled: `sip.trunkPhoneNumber`, else the rule's attributes, else the job's metadata. */
  readonly dialled: (job: Job, leg: CallerLeg) => Effect.Effect<PhoneNumber, NoDialledNumber>
  /** Cold transfer (REFER). On a timeout it waits up to 15 s for the leg to leave before it says `Unknown`. */
  readonly transfer: (room: CallRoom, leg: CallerLeg, target: TransferTarget) => Effect.Effect<TransferOutcome>
  /** Starts an audio-only OGG egress to `path` in the blob container. Release: stops it. */
  readonly record: (room: CallRoom, path: string) => Effect.Effect<EgressRecording, EgressFailed, Scope.Scope>
}>()("receptionist/services/Telephony") {
  /**
   * LiveKit: rooms by its realtime SDK, everything else by its server API. `connector` is how rooms are joined, and
   * stands here for tests.
   */
  static readonly layerLiveKit = (options: LiveKitApiOptions, connector: Effect.Effect<Connect> = liveKitConnector) =>
    Layer.effect(
      Telephony,
      Effect.gen(function*() {
        const connect = yield* connector
        const api = yield* makeLiveKitApi(options)
        const joined = new WeakMap<CallRoom, JoinedRoom>()
        /** What replaces the call in a room, by the room's name: the last one that joined it. */
        const current = new Map<string, Deferred.Deferred<void>>()
        const joinedRoom = (room: CallRoom) => Effect.fromNullishOr(joined.get(room)).pipe(Effect.orDie)

        const deleteRoom = (room: string) => release("the room was not deleted", api.deleteRoom(room))
        const hangUp = (room: string, identity: string) =>
          api.removeParticipant(room, identity).pipe(
            Effect.timeout("5 seconds"),
            Effect.tapCause((cause) => Effect.logWarning("the caller's leg was not removed, deleting the room", cause)),
            Effect.catch(() => deleteRoom(room))
          )

        const join = Effect.fn("Telephony.join")(function*(job: Job) {
          const replace = yield* Deferred.make<void>()
          const older = current.get(job.room)
          current.set(job.room, replace)
          if (older !== undefined) yield* Deferred.succeed(older, undefined)
          const leave = (unlessReplaced: (deletion: Effect.Effect<void>) => Effect.Effect<void>) =>
            Effect.ensuring(
              unlessReplaced(deleteRoom(job.room)),
              Effect.sync(() => {
                if (current.get(job.room) === replace) current.delete(job.room)
              })
            )
          const { unlessReplaced, view } = yield* Effect.acquireRelease(
            connect(job.url, job.token).pipe(
              Effect.mapError((reason) => new RoomUnavailable({ reason })),
              Effect.flatMap((view) =>
                Effect.map(
                  watchForSuccessor(view, replace, api.agents(job.room)),
                  ({ unlessReplaced }) => ({ view, unlessReplaced })
                )
              ),
              // Else the caller would go on hearing it ring, until the gateway's own timeout.
              Effect.onError(() => leave((deletion) => Deferred.isDoneUnsafe(replace) ? Effect.void : deletion))
            ),
            ({ unlessReplaced }) => leave(unlessReplaced),
            { interruptible: true }
          )
          const room: CallRoom = {
            name: job.room,
            closed: until(view, ({ connection }) => connection === "closed"),
            disturbed: until(view, ({ connection }) => connection !== "open"),
            replaced: Deferred.await(replace)
          }
          joined.set(room, { view, unlessReplaced, scope: yield* Effect.scope, transfers: new Map() })
          return room
        })

        const caller = Effect.fn("Telephony.caller")(function*(room: CallRoom) {
          const { unlessReplaced, view } = yield* joinedRoom(room)
          const first = yield* when(view, ({ connection, legs }) => {
            const [leg] = legs
            return connection === "closed" || leg !== undefined ? Option.some(leg) : Option.none()
          }).pipe(
            Effect.timeoutOrElse({
              duration: "20 seconds",
              orElse: () => Effect.fail(new NoCaller({ reason: "timeout" }))
            })
          )
          if (first === undefined) return yield* new NoCaller({ reason: "left" })
          const [identity, attributes] = first
          const leg: CallerLeg = {
            identity,
            caller: Option.flatMap(Option.fromNullishOr(attributes["sip.phoneNumber"]), normalize),
            sipCallId: Option.fromNullishOr(attributes["sip.callID"]),
            attributes,
            media: view.media(identity),
            left: left(view, identity),
            answered: answered(view, identity)
          }
          yield* until(view, ({ legs }) => legs.size > 1).pipe(
            Effect.andThen(Effect.logWarning("a second SIP participant joined the call's room, and is ignored")),
            Effect.forkScoped
          )
          return yield* Effect.acquireRelease(
            Effect.succeed(leg),
            () => unlessReplaced(hangUp(room.name, identity))
          )
        })

        const dialled = Effect.fn("Telephony.dialled")((job: Job, leg: CallerLeg) =>
          Effect.fromResult(dialledNumber({
            legAttributes: leg.attributes,
            jobAttributes: job.attributes,
            jobMetadata: job.metadata
          })).pipe(Effect.mapError((found) => new NoDialledNumber({ found })))
        )

        const transfer = Effect.fn("Telephony.transfer")(
          function*(room: CallRoom, { identity }: CallerLeg, target: TransferTarget) {
            const { scope, transfers, view } = yield* joinedRoom(room)
            const running = transfers.get(identity)
            if (running !== undefined) {
              return running.target === target ? yield* Fiber.join(running.outcome) : { _tag: "Failed" as const }
            }
            // In the room's scope: whoever asked may be interrupted, but the REFER is out until it has an outcome.
            const refer = api.refer(room.name, identity, target).pipe(
              Effect.tapError(({ code, sipStatus, status }) =>
                Effect.logInfo("LiveKit did not confirm the transfer").pipe(
                  Effect.annotateLogs({ code, status, sipStatus })
                )
              )
            )
            const outcome = yield* transferOutcome(view, identity, refer).pipe(
              Effect.ensuring(Effect.sync(() => transfers.delete(identity))),
              Effect.forkIn(scope)
            )
            transfers.set(identity, { target, outcome })
            return yield* Fiber.join(outcome)
          },
          Effect.tap((outcome) =>
            Effect.annotateCurrentSpan({
              "transfer.outcome": outcome._tag,
              ...(outcome._tag === "Failed" ? { "sip.status": outcome.sipStatus } : {})
            })
          )
        )

        const record = Effect.fn("Telephony.record")(function*(room: CallRoom, path: string) {
          if (options.egress === undefined) return yield* new EgressFailed({ reason: "no Azure storage configured" })
          // The start is what is released, not its answer: one that comes too late must be stopped just the same. But
          // the caller is still on the line, and does not wait for an answer that is not there.
          const starting = yield* Effect.acquireRelease(
            Effect.forkDetach(api.startEgress(room.name, path, options.egress)),
            (starting) => {
              const stop = Fiber.join(starting).pipe(
                Effect.flatMap((egressId) => release("the recording was not stopped", api.stopEgress(egressId))),
                Effect.ignore
              )
              return starting.pollUnsafe() === undefined ? Effect.forkDetach(stop) : stop
            }
          )
          const egressId = yield* Fiber.join(starting).pipe(
            Effect.mapError((fault) => new EgressFailed({ reason: fault.code })),
            Effect.timeoutOrElse({
              duration: "3 seconds",
              orElse: () => Effect.fail(new EgressFailed({ reason: "timeout" }))
            })
          )
          return { egressId, path }
        })

        return Telephony.of({ join, caller, dialled, transfer, record })
      })
    )
}

interface JoinedRoom {
  readonly view: RoomView
  readonly unlessReplaced: (release: Effect.Effect<void>) => Effect.Effect<void>
  readonly scope: Scope.Scope
  /** REFERs without an outcome, by the leg's identity. */
  readonly transfers: Map<string, {
    readonly target: TransferTarget
    readonly outcome: Fiber.Fiber<TransferOutcome>
  }>
}

/** A release is total and bounded: what goes wrong is said, and nothing waits for it. */
const release = <E>(otherwise: string, effect: Effect.Effect<void, E>): Effect.Effect<void> =>
  effect.pipe(Effect.timeout("5 seconds"), Effect.ignoreCause({ log: "Warn", message: otherwise }))
