import { Deferred, Duration, Effect, Fiber, Layer, Option, Schedule, type Scope, Stream } from "effect"
import { readVerification } from "../../domain/Admission.ts"
import { normalize } from "../../domain/PhoneNumber.ts"
import type { TransferTarget } from "../../domain/TransferTarget.ts"
import type { Job } from "../../services/Dispatch.ts"
import {
  type CallerLeg,
  type CallRoom,
  type EgressEnd,
  EgressFailed,
  NoCaller,
  NoDialledNumber,
  RoomUnavailable,
  Telephony,
  type TransferOptions,
  type TransferOutcome
} from "../../services/Telephony.ts"
import { callerNumber } from "./telephony/CallerNumber.ts"
import { dialledNumber, headerOf } from "./telephony/DialledNumber.ts"
import { type Line, makeLine } from "./telephony/Line.ts"
import { type EgressNow, type LiveKitApiOptions, makeLiveKitApi } from "./telephony/LiveKitApi.ts"
import { type Connect, liveKitConnector } from "./telephony/LiveKitRoom.ts"
import { answered, left, now, type RoomView, until, when } from "./telephony/RoomView.ts"
import { watchForSuccessor } from "./telephony/Successor.ts"
import { ringingTime, transferOutcome } from "./telephony/Transfer.ts"

export interface TelephonyOptions extends LiveKitApiOptions {
  /** The SIP header that tells the dialled number where nothing else does; a caller can write it, too. */
  readonly dialledNumberHeader?: string
  /** The SIP header in which the carrier gives its verdict on the caller's number. */
  readonly verificationHeader?: string
}

/**
 * LiveKit: rooms by its realtime SDK, everything else by its server API. `connector` is how rooms are joined, and
 * stands here for tests.
 */
export const layer = (options: TelephonyOptions, connector: Effect.Effect<Connect> = liveKitConnector) =>
  Layer.effect(
    Telephony,
    Effect.gen(function*() {
      const connect = yield* connector
      const api = yield* makeLiveKitApi(options)
      const joined = new WeakMap<CallRoom, JoinedRoom>()
      /** What replaces the call in a room, by the room's name: the last one that joined it. */
      const current = new Map<string, Deferred.Deferred<void>>()
      const worker = yield* Effect.scope
      const joinedRoom = (room: CallRoom) => Effect.fromNullishOr(joined.get(room)).pipe(Effect.orDie)

      const join = Effect.fn("Telephony.join")(function*(job: Job) {
        const replace = yield* Deferred.make<void>()
        const older = current.get(job.room)
        current.set(job.room, replace)
        if (older !== undefined) yield* Deferred.succeed(older, undefined)
        const line = yield* makeLine(job.room, api, worker)
        let beats = 0
        const leave = (isReplaced: Effect.Effect<boolean>) =>
          Effect.ensuring(
            Effect.flatMap(isReplaced, (replaced) => replaced ? line.isOver : line.close),
            Effect.sync(() => {
              if (current.get(job.room) === replace) current.delete(job.room)
            })
          )
        const { isReplaced, view } = yield* Effect.acquireRelease(
          connect(job.url, job.token).pipe(
            Effect.mapError((reason) => new RoomUnavailable({ reason })),
            Effect.flatMap((view) =>
              Effect.map(
                watchForSuccessor(view, replace, api.agents(job.room)),
                ({ isReplaced }) => ({ view, isReplaced })
              )
            ),
            // Else the caller would go on hearing it ring, until the gateway's own timeout.
            Effect.onError(() => leave(Deferred.isDone(replace)))
          ),
          ({ isReplaced }) => leave(isReplaced),
          { interruptible: true }
        )
        // Not at once: the caller waits for us to answer.
        yield* Effect.suspend(() => view.beat(++beats)).pipe(
          Effect.timeout(beatEvery),
          Effect.ignore,
          Effect.schedule(Schedule.fixed(beatEvery)),
          Effect.forkScoped
        )
        const room: CallRoom = {
          name: job.room,
          closed: until(view, ({ connection }) => connection === "closed"),
          disturbed: until(view, ({ connection }) => connection !== "open"),
          replaced: Deferred.await(replace),
          released: line.released
        }
        joined.set(room, { view, isReplaced, line, scope: yield* Effect.scope, transfers: new Map() })
        return room
      })

      const caller = Effect.fn("Telephony.caller")(function*(room: CallRoom) {
        const { isReplaced, line, view } = yield* joinedRoom(room)
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
          caller: callerNumber(
            attributes,
            Option.flatMap(Option.fromNullishOr(attributes["sip.trunkPhoneNumber"]), normalize)
          ),
          verification: Option.map(
            Option.fromUndefinedOr(options.verificationHeader),
            (header) => readVerification(headerOf(attributes, header) ?? "")
          ),
          sipCallId: Option.fromNullishOr(attributes["sip.callID"]),
          attributes,
          media: view.media(identity),
          left: left(view, identity),
          keys: Stream.fromPubSub(view.keys).pipe(
            Stream.filter((pressed) => pressed.identity === identity),
            Stream.map(({ key }) => key)
          ),
          answered: answered(view, identity)
        }
        yield* until(view, ({ legs }) => legs.size > 1).pipe(
          Effect.andThen(Effect.logWarning("a second SIP participant joined the call's room, and is ignored")),
          Effect.forkScoped
        )
        // Where it is our connection that was lost, nobody knows whether they are still there.
        yield* leg.left.pipe(
          Effect.andThen(now(view, ({ connection }) => connection !== "closed")),
          Effect.flatMap((known) => known ? line.isOver : Effect.void),
          Effect.forkScoped
        )
        return yield* Effect.acquireRelease(
          Effect.succeed(leg),
          () => Effect.flatMap(isReplaced, (replaced) => replaced ? line.isOver : line.hangUp(identity))
        )
      })

      const dialled = Effect.fn("Telephony.dialled")((job: Job, leg: CallerLeg) =>
        Effect.fromResult(dialledNumber({
          legAttributes: leg.attributes,
          jobAttributes: job.attributes,
          jobMetadata: job.metadata,
          header: options.dialledNumberHeader
        })).pipe(Effect.mapError((found) => new NoDialledNumber({ found })))
      )

      const transfer = Effect.fn("Telephony.transfer")(
        function*(room: CallRoom, { identity }: CallerLeg, target: TransferTarget, options?: TransferOptions) {
          const { scope, transfers, view } = yield* joinedRoom(room)
          const running = transfers.get(identity)
          if (running !== undefined) {
            return running.target === target ? yield* Fiber.join(running.outcome) : { _tag: "Failed" as const }
          }
          // In the room's scope: whoever asked may be interrupted, but the REFER is out until it has an outcome.
          const ringing = ringingTime(options?.patience)
          const refer = api.refer(room.name, identity, target, ringing).pipe(
            Effect.tapError(({ code, sipStatus, status }) =>
              Effect.logInfo("LiveKit did not confirm the transfer").pipe(
                Effect.annotateLogs({ code, status, sipStatus })
              )
            )
          )
          const outcome = yield* transferOutcome(view, identity, refer, ringing).pipe(
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
        const ended = yield* Deferred.make<EgressEnd>()
        const starting = yield* Effect.acquireRelease(
          Effect.forkDetach(api.startEgress(room.name, path, options.egress)),
          (starting) => {
            const stop = Fiber.join(starting).pipe(
              Effect.flatMap((egressId) =>
                Effect.andThen(
                  release("the recording was not stopped", api.stopEgress(egressId)),
                  Effect.forkDetach(Effect.flatMap(endOf(egressId), (end) => Deferred.succeed(ended, end)))
                )
              ),
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
        return { egressId, path, ended: Deferred.await(ended) }
      })

      /** What becomes of an egress that was told to stop: it still has to store what it recorded. */
      const endOf = (egressId: string): Effect.Effect<EgressEnd> =>
        api.egressNow(egressId).pipe(
          Effect.timeout("5 seconds"),
          // What LiveKit does not say now, it may say the next time.
          Effect.orElseSucceed((): EgressNow => ({ state: "running" })),
          Effect.repeat({ until: ({ state }) => state !== "running", schedule: Schedule.spaced("2 seconds") }),
          Effect.map(({ state, ...now }): EgressEnd => ({ ...now, state: state === "running" ? "unknown" : state })),
          Effect.timeoutOrElse({ duration: "50 seconds", orElse: () => Effect.succeed({ state: "unknown" as const }) })
        )

      return Telephony.of({ join, caller, dialled, transfer, record })
    })
  )

/** Who has not shown for a few of these that it lives is dead to the rest of the fleet. */
const beatEvery = Duration.seconds(2)

interface JoinedRoom {
  readonly view: RoomView
  readonly line: Line
  readonly isReplaced: Effect.Effect<boolean>
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
