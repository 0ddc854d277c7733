import { Clock, Context, Deferred, Duration, Effect, Layer, Option, PubSub, Redacted, Ref, Stream } from "effect"
import { dialledNumber } from "../adapters/livekit/telephony/DialledNumber.ts"
import { normalize } from "../domain/PhoneNumber.ts"
import type { Job } from "../services/Dispatch.ts"
import {
  type CallerLeg,
  type CallRoom,
  EgressFailed,
  NoCaller,
  NoDialledNumber,
  RoomUnavailable,
  Telephony,
  type TransferOutcome
} from "../services/Telephony.ts"
import * as SimulatedMedia from "./SimulatedMedia.ts"

/** One call as the carrier brings it. */
export interface LineScript {
  /** The number that was dialled, as the trunk writes it; the trunk hides it without one. */
  readonly dialled?: string
  readonly caller?: string
  /** The room's name, and the identity of the caller's leg in it; both may hold the caller's number. */
  readonly room?: string
  readonly identity?: string
  /** Further attributes of the caller's leg. */
  readonly attributes?: Readonly<Record<string, string>>
  /** What becomes of each REFER, in order, and after how long; a REFER that is not here fails with 603. */
  readonly transfers?: ReadonlyArray<TransferOutcome & { readonly after?: Duration.Input }>
  /** `nobody`: no SIP participant joins. `roomGone`: the room cannot be joined. A caller comes without it. */
  readonly arrives?: "nobody" | "roomGone"
}

/** What was done with the line, by whichever side; in order, times in epoch milliseconds. */
export type LineEvent =
  & { readonly at: number }
  & (
    | { readonly _tag: "Joined" }
    | { readonly _tag: "Answered" }
    | { readonly _tag: "TransferAsked"; readonly target: string }
    | { readonly _tag: "TransferEnded"; readonly outcome: TransferOutcome["_tag"] }
    /** The caller's leg left: they hung up, or they are talking with whom they were transferred to. */
    | { readonly _tag: "CallerLeft"; readonly why: "hungUp" | "transferred" }
    /** The worker removed the caller's leg. */
    | { readonly _tag: "HungUp" }
    | { readonly _tag: "RoomDeleted" }
    | { readonly _tag: "JobDone"; readonly outcome: "success" | "failed" }
  )

type Deed<Event = LineEvent> = Event extends LineEvent ? Omit<Event, "at"> : never

/** The caller's end of the simulated call. */
export class SimulatedLine extends Context.Service<SimulatedLine, {
  readonly job: Job
  readonly phone: SimulatedMedia.SimulatedMedia
  readonly hangUp: Effect.Effect<void>
  readonly press: (key: string) => Effect.Effect<void>
  /** Completes when the caller is not on this line any more, whoever ended it. */
  readonly over: Effect.Effect<void>
  readonly events: Effect.Effect<ReadonlyArray<LineEvent>>
}>()("receptionist/sandbox/SimulatedTelephony/SimulatedLine") {}

const noWait = Duration.zero

/**
 * Telephony without a telephone: one room, one caller, and a note of everything that was done to them, which `watch` is
 * told as it happens.
 */
export const layer = (
  script: LineScript,
  watch: (event: LineEvent) => Effect.Effect<void> = () => Effect.void
): Layer.Layer<Telephony | SimulatedLine> =>
  Layer.effectContext(Effect.gen(function*() {
    const phone = yield* SimulatedMedia.make
    const log = yield* Ref.make<ReadonlyArray<LineEvent>>([])
    const gone = yield* Deferred.make<void>()
    const closed = yield* Deferred.make<void>()
    const answered = yield* Deferred.make<void>()
    const keys = yield* PubSub.unbounded<string>()
    const transfers = [...script.transfers ?? []]

    const note = (deed: Deed) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) => {
        const event = { ...deed, at }
        return Effect.andThen(Ref.update(log, (all) => [...all, event]), watch(event))
      })

    let present = true
    // Noted before anybody can learn of it, and act on it.
    const leave = (deed: Deed) =>
      Effect.uninterruptible(Effect.suspend(() => {
        if (!present) return Effect.void
        present = false
        return Effect.andThen(note(deed), Deferred.succeed(gone, undefined))
      }))

    yield* phone.picked.pipe(
      Effect.andThen(note({ _tag: "Answered" })),
      Effect.andThen(Deferred.succeed(answered, undefined)),
      Effect.forkScoped
    )

    const job: Job = {
      id: "AJ_sandbox",
      room: script.room ?? "sandbox",
      url: "ws://sandbox.invalid",
      token: Redacted.make("none"),
      metadata: "",
      attributes: {},
      terminated: Effect.never,
      done: (outcome) => note({ _tag: "JobDone", outcome })
    }

    const attributes = {
      "sip.callStatus": "ringing",
      "sip.callID": "SCL_sandbox",
      ...(script.dialled !== undefined && { "sip.trunkPhoneNumber": script.dialled }),
      ...(script.caller !== undefined && { "sip.phoneNumber": script.caller }),
      ...script.attributes
    }

    const join = Effect.fn("Telephony.join")(function*({ room }: Job) {
      if (script.arrives === "roomGone") return yield* new RoomUnavailable({ reason: "gone" })
      yield* note({ _tag: "Joined" })
      return yield* Effect.acquireRelease(
        Effect.succeed<CallRoom>({
          name: room,
          closed: Deferred.await(closed),
          disturbed: Deferred.await(closed),
          replaced: Effect.never,
          released: Deferred.await(gone)
        }),
        () =>
          note({ _tag: "RoomDeleted" }).pipe(
            Effect.andThen(Deferred.succeed(closed, undefined)),
            Effect.andThen(Deferred.succeed(gone, undefined))
          )
      )
    })

    const caller = Effect.fn("Telephony.caller")(function*() {
      if (script.arrives === "nobody") {
        yield* Effect.sleep("20 seconds")
        return yield* new NoCaller({ reason: "timeout" })
      }
      if (yield* Deferred.isDone(gone)) return yield* new NoCaller({ reason: "left" })
      const leg: CallerLeg = {
        identity: script.identity ?? "sip_caller",
        caller: Option.flatMap(Option.fromNullishOr(script.caller), normalize),
        verification: Option.none(),
        sipCallId: Option.some(attributes["sip.callID"]),
        attributes,
        media: phone.media,
        left: Deferred.await(gone),
        keys: Stream.fromPubSub(keys),
        answered: Deferred.await(answered)
      }
      return yield* Effect.acquireRelease(Effect.succeed(leg), () => leave({ _tag: "HungUp" }))
    })

    const transfer = Effect.fn("Telephony.transfer")(function*(_room: CallRoom, _leg: CallerLeg, target: string) {
      yield* note({ _tag: "TransferAsked", target })
      const { after = noWait, ...scripted } = transfers.shift() ?? { _tag: "Failed" as const, sipStatus: 603 }
      yield* Effect.timeoutOption(Deferred.await(gone), after)
      const outcome: TransferOutcome = (yield* Deferred.isDone(gone))
        ? { _tag: "Unknown", callerPresent: false }
        : scripted
      yield* note({ _tag: "TransferEnded", outcome: outcome._tag })
      if (outcome._tag === "Connected" || (outcome._tag === "Unknown" && !outcome.callerPresent)) {
        yield* leave({ _tag: "CallerLeft", why: outcome._tag === "Connected" ? "transferred" : "hungUp" })
      }
      return outcome
    })

    const telephony = Telephony.of({
      join,
      caller,
      transfer,
      dialled: Effect.fn("Telephony.dialled")((of, leg) =>
        Effect.fromResult(dialledNumber({
          legAttributes: leg.attributes,
          jobAttributes: of.attributes,
          jobMetadata: of.metadata
        })).pipe(Effect.mapError((found) => new NoDialledNumber({ found })))
      ),
      record: Effect.fn("Telephony.record")(() => Effect.fail(new EgressFailed({ reason: "sandbox" })))
    })

    return Context.make(Telephony, telephony).pipe(Context.add(SimulatedLine, {
      job,
      phone,
      hangUp: leave({ _tag: "CallerLeft", why: "hungUp" }),
      press: (key) => PubSub.publish(keys, key),
      over: Deferred.await(gone),
      events: Ref.get(log)
    }))
  }))
