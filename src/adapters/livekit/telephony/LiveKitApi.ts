import { Duration, Effect, Option, Predicate, Redacted, Schema } from "effect"
import type { AgentDispatch, EgressInfo } from "livekit-server-sdk"
import type { TransferTarget } from "../../../domain/TransferTarget.ts"
import { LineNotReleased } from "../../../services/Rooms.ts"
import { agentOf } from "./RoomView.ts"

/** Where egress writes to: an Azure Blob container. */
export interface EgressTarget {
  readonly accountName: string
  readonly accountKey: Redacted.Redacted
  readonly container: string
}

export interface LiveKitApiOptions {
  /** `ws:`, `wss:`, `http:` or `https:`. */
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: Redacted.Redacted
  /** Without it nothing is recorded by egress. */
  readonly egress?: EgressTarget
}

/** How far an egress is; what it recorded is stored once it is `complete`. */
export interface EgressNow {
  readonly state: "running" | "complete" | "failed"
  /** When it began to record (epoch ms), where LiveKit says so. */
  readonly startedAt?: number
}

/** LiveKit's API said no, or said nothing. Of the answer only its codes are kept: its text names rooms and people. */
export class ApiFault extends Schema.TaggedError<ApiFault>()("ApiFault", {
  /** Twirp's code (`not_found`, `deadline_exceeded`, …), `http_502`, `timeout`, or `transport`. */
  code: Schema.String,
  /** HTTP status, where there was an answer. */
  status: Schema.optionalKey(Schema.Int),
  /** The far end's SIP status, where a transfer came that far. */
  sipStatus: Schema.optionalKey(Schema.Int)
}) {
  override get message() {
    return `LiveKit's API did not do it (${this.code}): check LIVEKIT_URL and the key's grants, if it happens again`
  }
}

const Answer = Schema.Struct({
  status: Schema.Int,
  code: Schema.optional(Schema.String),
  metadata: Schema.optional(Schema.Struct({ sip_status_code: Schema.optional(Schema.FiniteFromString) }))
})
const readAnswer = Schema.decodeUnknownOption(Answer)

const faultOf = (cause: unknown): ApiFault =>
  Option.match(readAnswer(cause), {
    onNone: () =>
      new ApiFault({
        code: Predicate.hasProperty(cause, "name") && cause.name === "TimeoutError" ? "timeout" : "transport"
      }),
    onSome: ({ code, metadata, status }) =>
      new ApiFault({
        code: code ?? `http_${status}`,
        status,
        ...(metadata?.sip_status_code === undefined ? {} : { sipStatus: metadata.sip_status_code })
      })
  })

const call = <A>(run: () => Promise<A>): Effect.Effect<A, ApiFault> => Effect.tryPromise({ try: run, catch: faultOf })

const unlessGone = (request: Effect.Effect<void, ApiFault>) =>
  Effect.catchIf(request, ({ code }) => code === "not_found", () => Effect.void)

/** The bound on each request about a room. */
const bound = Duration.seconds(5)

/** The parts of LiveKit's server API that a call needs. */
export const makeLiveKitApi = Effect.fnUntraced(function*(options: LiveKitApiOptions) {
  const sdk = yield* Effect.promise(() => import("livekit-server-sdk"))
  const credentials = [options.url, options.apiKey, Redacted.value(options.apiSecret)] as const
  const rooms = new sdk.RoomServiceClient(...credentials, { requestTimeout: Duration.toSeconds(bound) })
  const dispatches = new sdk.AgentDispatchClient(...credentials, { requestTimeout: Duration.toSeconds(bound) })
  // On LiveKit Cloud the SDK repeats what fails in up to two other regions. What was done there already, unseen, would be
  // done again: a caller referred twice, a call recorded twice.
  const once = { failover: false }
  const sip = new sdk.SipClient(...credentials, once)
  const egresses = new sdk.EgressClient(...credentials, once)

  const { EGRESS_ABORTED, EGRESS_COMPLETE, EGRESS_FAILED, EGRESS_LIMIT_REACHED } = sdk.EgressStatus
  const stateOf = ({ status }: EgressInfo): EgressNow["state"] =>
    status === EGRESS_COMPLETE || status === EGRESS_LIMIT_REACHED
      ? "complete"
      : status === EGRESS_ABORTED || status === EGRESS_FAILED
      ? "failed"
      : "running"

  const file = (path: string, target: EgressTarget) =>
    new sdk.EncodedFileOutput({
      fileType: sdk.EncodedFileType.OGG,
      filepath: path,
      disableManifest: true,
      output: {
        case: "azure",
        value: new sdk.AzureBlobUpload({
          accountName: target.accountName,
          accountKey: Redacted.value(target.accountKey),
          containerName: target.container
        })
      }
    })

  /** Hangs everybody up; a room that is gone already is a success. */
  const deleteRoom = (room: string) => call(() => rooms.deleteRoom(room)).pipe(unlessGone)

  /** The agents in the room, and when each came (epoch ms). */
  const agents = (room: string) =>
    call(() => rooms.listParticipants(room)).pipe(
      Effect.map((participants) =>
        participants.flatMap((participant) => {
          const agent = agentOf(participant)
          return agent === undefined ? [] : [{ ...agent, joinedAt: Number(participant.joinedAtMs) }]
        })
      )
    )

  /** Whether nobody is in the room who was there `before` (epoch ms): it is gone, or it is another call's by now. */
  const isAnothers = Effect.fnUntraced(function*(room: string, before: number) {
    const [found] = yield* call(() => rooms.listRooms([room]))
    if (found === undefined || Number(found.creationTimeMs) > before) return true
    return (yield* agents(room)).some(({ joinedAt }) => joinedAt > before)
  })

  return {
    deleteRoom,
    rooms: call(() => rooms.listRooms()),
    participants: (room: string) => call(() => rooms.listParticipants(room)),
    dispatches: (room: string) => call(() => dispatches.listDispatch(room)),
    /** Sends an agent to a room, as it was sent `before`. */
    dispatch: (room: string, { agentName, deployment, metadata }: AgentDispatch) =>
      call(() => dispatches.createDispatch(room, agentName, { metadata, deployment })).pipe(Effect.asVoid),
    /** `Rooms.release`. */
    release: Effect.fn("Rooms.release")((room: string, before: number) =>
      isAnothers(room, before).pipe(
        Effect.flatMap((spared) => spared ? Effect.void : deleteRoom(room)),
        Effect.mapError(({ code }) => new LineNotReleased({ reason: code })),
        Effect.timeoutOrElse({
          duration: bound,
          orElse: () => Effect.fail(new LineNotReleased({ reason: "timeout" }))
        })
      )
    ),
    agents,
    /** Hangs one SIP leg up; one that is gone already is a success. */
    removeParticipant: (room: string, identity: string) =>
      call(() => rooms.removeParticipant(room, identity)).pipe(unlessGone),
    /** Sends a REFER, and waits for what became of it, 2 s longer than it may ring; meanwhile the caller hears it ring. */
    refer: (room: string, identity: string, target: TransferTarget, ringing: Duration.Duration) =>
      call(() =>
        sip.transferSipParticipant(room, identity, target, {
          playDialtone: true,
          ringingTimeout: Duration.toSeconds(ringing)
        })
      ),
    /** The egress' id. */
    startEgress: (room: string, path: string, target: EgressTarget) =>
      call(() => egresses.startRoomCompositeEgress(room, file(path, target), { audioOnly: true })).pipe(
        Effect.map(({ egressId }) => egressId)
      ),
    stopEgress: (egressId: string) => call(() => egresses.stopEgress(egressId)).pipe(Effect.asVoid),
    /** How far the egress is; `failed` where LiveKit does not know it. */
    egressNow: (egressId: string) =>
      Effect.map(call(() => egresses.listEgress({ egressId })), ([info]): EgressNow => {
        if (info === undefined) return { state: "failed" }
        const nanoseconds = info.fileResults[0]?.startedAt || info.startedAt
        return {
          state: stateOf(info),
          ...nanoseconds > 0n && { startedAt: Number(nanoseconds / 1_000_000n) }
        }
      })
  }
})
