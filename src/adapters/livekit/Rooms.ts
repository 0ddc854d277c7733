import { Effect, Layer, Option } from "effect"
import type { AgentDispatch, ParticipantInfo } from "livekit-server-sdk"
import { type AgentsSent, type CallerThere, LineNotReleased, Rooms, RoomsUnknown } from "../../services/Rooms.ts"
import { type ApiFault, type LiveKitApiOptions, makeLiveKitApi } from "./telephony/LiveKitApi.ts"
import { agentOf, beatAttribute } from "./telephony/RoomView.ts"

export interface RoomsOptions extends LiveKitApiOptions {
  /** The name that dispatch rules use. */
  readonly agentName: string
}

type Participant = Pick<ParticipantInfo, "attributes" | "identity" | "kind">

/** `ParticipantInfo.Kind` of LiveKit's protocol, which the server's SDK does not export. */
const Kind = { EGRESS: 2, SIP: 3, AGENT: 4 }

/** An agent, or a recorder. */
const isEquipment = ({ kind }: Participant) => kind === Kind.AGENT || kind === Kind.EGRESS

/** Who was put through hears us, or nothing; who rings waits to be. */
const statuses = new Set<string | undefined>(["active", "ringing"])
const isOnTheLine = ({ attributes }: Participant) =>
  statuses.has(attributes["sip.callStatus"]) && (attributes["sip.ruleID"] ?? "") !== ""

/** `Rooms.callerIn`, of who is in the room. */
const callerAmong = (participants: ReadonlyArray<Participant>, agentName: string): Option.Option<CallerThere> => {
  const [caller, ...others] = participants.filter(({ kind }) => kind === Kind.SIP)
  if (caller === undefined || others.length > 0 || !isOnTheLine(caller)) return Option.none()
  const agents = participants.filter((participant) =>
    participant.kind === Kind.AGENT && agentOf(participant)?.agentName === agentName &&
    participant.attributes[beatAttribute] !== undefined
  )
  // A recorder is no company.
  const known = agents.length + 1 + participants.filter(({ kind }) => kind === Kind.EGRESS).length
  if (known < participants.length) return Option.none()
  const company = agents.map(({ attributes, identity }) => JSON.stringify([identity, attributes]))
  const rings = caller.attributes["sip.callStatus"] === "ringing"
  return Option.some({ identity: caller.identity, rings, company: company.join() })
}

/** `Rooms.agentsSent`, by our dispatches that the room has. */
const sentBy = (ours: ReadonlyArray<AgentDispatch>): Option.Option<AgentsSent> => {
  const jobs = ours.flatMap(({ state }) => state?.jobs ?? [])
  const agents = [...ours, ...jobs].map(({ id }) => id).toSorted().join()
  return ours.length === 0 ? Option.none() : Option.some({ agents, taken: jobs.length > 0 })
}

const patience = "3 seconds"

const orUnknown = <A>(answer: Effect.Effect<A, ApiFault>) =>
  answer.pipe(
    Effect.mapError(({ code }) => new RoomsUnknown({ reason: code })),
    Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(new RoomsUnknown({ reason: "timeout" })) })
  )

/** LiveKit's server API. */
export const layer = ({ agentName, ...options }: RoomsOptions) =>
  Layer.effect(
    Rooms,
    Effect.map(makeLiveKitApi(options), (api) => {
      const dispatches = (room: string) =>
        Effect.map(orUnknown(api.dispatches(room)), (all) => all.filter((one) => one.agentName === agentName))
      return Rooms.of({
        release: api.release,
        list: Effect.map(
          orUnknown(api.rooms),
          (rooms) => rooms.map(({ name, numPublishers, sid }) => ({ id: sid, name, publishers: numPublishers }))
        ),
        callerIn: (room) =>
          Effect.map(orUnknown(api.participants(room)), (participants) => callerAmong(participants, agentName)),
        agentsSent: (room) => Effect.map(dispatches(room), sentBy),
        sendAgain: Effect.fn("Rooms.sendAgain")(function*(room) {
          const [before] = yield* dispatches(room)
          if (before !== undefined) yield* orUnknown(api.dispatch(room, before))
        }),
        hangUp: Effect.fn("Rooms.hangUp")(function*(room, identity) {
          yield* api.removeParticipant(room, identity).pipe(
            Effect.mapError(({ code }) => new LineNotReleased({ reason: code })),
            Effect.timeoutOrElse({
              duration: patience,
              orElse: () => Effect.fail(new LineNotReleased({ reason: "timeout" }))
            })
          )
          // A room that is left open closes by itself, in the time that it was made for.
          yield* api.participants(room).pipe(
            Effect.flatMap((all) =>
              all.every((one) => one.identity === identity || isEquipment(one)) ? api.deleteRoom(room) : Effect.void
            ),
            Effect.timeout(patience),
            Effect.ignore
          )
        })
      })
    })
  )
