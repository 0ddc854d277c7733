import { type Job as OfferedJob, type JobAssignment, JobStatus, UpdateJobStatus } from "@livekit/protocol"
import { Deferred, Effect, Latch, Queue, Redacted } from "effect"
import type { Job } from "../../../services/Dispatch.ts"

/** What an offer says of its job. Private: the room's name and the metadata hold numbers. */
type Offer = Pick<Job, "id" | "room" | "metadata" | "attributes">

interface Slot {
  readonly offer: Offer
  readonly terminated: Deferred.Deferred<void>
  running: boolean
}

/** `undefined` for a job that names no room. */
export const offerOf = ({ attributes, id, metadata, room }: OfferedJob): Offer | undefined =>
  room && { id, room: room.name, metadata, attributes: { ...attributes } }

/**
 * What this worker owes LiveKit, whatever becomes of the connection: a slot for every job from the promise to take it
 * until it is done, and the job statuses that are still to be told.
 */
export const make = Effect.gen(function*() {
  const slots = new Map<string, Slot>()
  const idle = yield* Latch.make(true)
  const statuses = yield* Queue.unbounded<UpdateJobStatus>()
  const told = yield* Latch.make(true)

  const tell = (jobId: string, status: JobStatus) =>
    Effect.andThen(told.close, Queue.offer(statuses, new UpdateJobStatus({ jobId, status })))

  const take = Effect.fnUntraced(function*(offer: Offer) {
    const slot: Slot = slots.get(offer.id) ?? { offer, terminated: yield* Deferred.make<void>(), running: false }
    slots.set(offer.id, slot)
    yield* idle.close
    return slot
  })

  /** Frees the slot of `id` if it is still `slot`; says whether it was. */
  const free = (id: string, slot: Slot) =>
    Effect.suspend(() => {
      if (slots.get(id) !== slot) return Effect.succeed(false)
      slots.delete(id)
      return Effect.as(slots.size === 0 ? idle.open : Effect.void, true)
    })

  return {
    /** How many slots are taken. */
    taken: Effect.sync(() => slots.size),
    state: (id: string) => {
      const slot = slots.get(id)
      return slot === undefined ? "free" : slot.running ? "running" : "promised"
    },
    /** Holds a slot for an offer; gives back what withdraws the promise, and says whether it was still open. */
    promise: (offer: Offer) =>
      Effect.map(
        take(offer),
        (slot) => Effect.suspend(() => slot.running ? Effect.succeed(false) : free(offer.id, slot))
      ),
    /** The job is this worker's from now on. LiveKit's own workers read the offer, too, and only the token here. */
    start: Effect.fnUntraced(function*(assigned: Offer, assignment: JobAssignment, ownUrl: string) {
      const slot = yield* take(assigned)
      slot.running = true
      yield* tell(assigned.id, JobStatus.JS_RUNNING)
      const job: Job = {
        ...slot.offer,
        url: assignment.url || ownUrl,
        token: Redacted.make(assignment.token),
        terminated: Deferred.await(slot.terminated),
        done: Effect.fnUntraced(function*(outcome) {
          const status = outcome === "success" ? JobStatus.JS_SUCCESS : JobStatus.JS_FAILED
          if (yield* free(assigned.id, slot)) yield* tell(assigned.id, status)
        })
      }
      return job
    }),
    refuse: (id: string) => tell(id, JobStatus.JS_FAILED),
    terminate: (id: string) =>
      Effect.suspend(() => {
        const slot = slots.get(id)
        if (slot === undefined) return Effect.void
        return slot.running ? Deferred.succeed(slot.terminated, undefined) : free(id, slot)
      }),
    /** Tells one status, as soon as there is one; it is kept, for the next connection if need be, until it is sent. */
    tellOne: Effect.fnUntraced(function*<E>(send: (status: UpdateJobStatus) => Effect.Effect<void, E>) {
      yield* send(yield* Queue.peek(statuses))
      yield* Queue.take(statuses)
      if ((yield* Queue.size(statuses)) === 0) yield* told.open
    }),
    /** Completes when no slot is taken. */
    idle: idle.await,
    /** Completes when every status is told. */
    told: told.await
  }
})

export type Slots = Effect.Success<typeof make>
