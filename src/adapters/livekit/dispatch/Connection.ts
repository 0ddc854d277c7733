import {
  type AvailabilityRequest,
  type JobAssignment,
  JobType,
  ParticipantPermission,
  ServerMessage,
  WorkerMessage,
  WorkerStatus
} from "@livekit/protocol"
import { Effect, Exit, Number, Queue, Schedule } from "effect"
import type { DispatchRefused, Job, Registration } from "../../../services/Dispatch.ts"
import { callsRefused } from "../../../telemetry/Metrics.ts"
import { type AgentSocket, ConnectionLost } from "./AgentSocket.ts"
import { offerOf, type Slots } from "./Slots.ts"

const reportEvery = "2.5 seconds"
const pingEvery = "10 seconds"
const answerTimeout = "10 seconds"
/** How long LiveKit may take from our promise to its assignment; its own workers wait as long. */
const assignmentTimeout = "7.5 seconds"

// livekit-server offers nothing to workers at or above its `agents.target_load`, 0.7 unless configured, although they
// say that they are available. While one more call is welcome, the load told stays below that.
const loadTold = (load: number) => Number.clamp(load, { minimum: 0, maximum: 1 }) * 0.65

type Message = NonNullable<NonNullable<ConstructorParameters<typeof WorkerMessage>[0]>["message"]>

/** Decodes a frame; what is malformed or unknown is logged, without its content, and gives `undefined`. */
const decode = (frame: Uint8Array | string) =>
  Effect.try({
    try: () => typeof frame === "string" ? undefined : ServerMessage.fromBinary(frame).message,
    catch: () => undefined
  }).pipe(
    Effect.orElseSucceed(() => undefined),
    Effect.tap((message) =>
      message?.case === undefined
        ? Effect.logWarning("skipped a message of LiveKit's that is malformed or unknown").pipe(
          Effect.annotateLogs({ bytes: frame.length, kind: typeof frame === "string" ? "text" : "binary" })
        )
        : Effect.void
    )
  )

/**
 * What is said over one connection, from the registration until the connection is lost. What outlives it is in `slots`.
 */
export const hold = Effect.fnUntraced(
  function*(
    socket: AgentSocket,
    { jobs, onRegistered, options, ownUrl, registration, slots }: {
      readonly options: { readonly agentName: string; readonly version: string }
      readonly ownUrl: string
      readonly registration: Registration
      readonly slots: Slots
      readonly jobs: Queue.Queue<Job, DispatchRefused>
      readonly onRegistered: (workerId: string) => Effect.Effect<void>
    }
  ) {
    const send = (message: Message) => socket.send(new WorkerMessage({ message }).toBinary())
    const within = Effect.fnUntraced(function*<A>(what: string, answer: Effect.Effect<A, ConnectionLost>) {
      return yield* Effect.timeoutOrElse(answer, {
        duration: answerTimeout,
        orElse: () => Effect.fail(new ConnectionLost({ detail: `no ${what}` }))
      })
    })

    const report = Effect.gen(function*() {
      const taken = yield* slots.taken
      const full = (yield* registration.accepts(taken)) !== "yes"
      const load = full ? 1 : loadTold(yield* registration.load(taken))
      const status = full ? WorkerStatus.WS_FULL : WorkerStatus.WS_AVAILABLE
      yield* send({ case: "updateWorker", value: { load, status, jobCount: taken } })
    })

    const decline = Effect.fnUntraced(function*(jobId: string, reason: string) {
      yield* callsRefused({ reason: reason === "full" || reason === "draining" ? reason : "other" })
      yield* Effect.logInfo("declined a job").pipe(Effect.annotateLogs({ jobId, reason }))
      yield* send({ case: "availability", value: { jobId, available: false } })
      yield* report
    })

    const offered = Effect.fnUntraced(function*({ job }: AvailabilityRequest) {
      if (job === undefined) return yield* Effect.logWarning("skipped an offer without a job")
      const offer = offerOf(job)
      if (offer === undefined) return yield* decline(job.id, "it names no room")
      const state = slots.state(job.id)
      if (state === "running") return yield* decline(job.id, "it is running here already")
      const accepts = state === "promised" ? "yes" : yield* registration.accepts(yield* slots.taken)
      if (accepts !== "yes") return yield* decline(job.id, accepts)
      const withdraw = yield* slots.promise(offer)
      yield* Effect.sleep(assignmentTimeout).pipe(
        Effect.onExit(Effect.fnUntraced(function*(exit) {
          if ((yield* withdraw) && Exit.isSuccess(exit)) {
            yield* Effect.logWarning("LiveKit did not assign a job that it had offered").pipe(
              Effect.annotateLogs({ jobId: job.id })
            )
          }
        })),
        Effect.forkScoped
      )
      yield* send({
        case: "availability",
        value: {
          jobId: job.id,
          available: true,
          participantIdentity: `agent-${job.id}`,
          participantName: options.agentName,
          participantAttributes: { "lk.agent.name": options.agentName }
        }
      })
    })

    const assigned = Effect.fnUntraced(function*(assignment: JobAssignment) {
      const offer = assignment.job && offerOf(assignment.job)
      if (offer === undefined) return yield* Effect.logWarning("skipped an assignment without a room")
      const state = slots.state(offer.id)
      if (state === "running") {
        return yield* Effect.logWarning("ignored an assignment of a job that is running here already").pipe(
          Effect.annotateLogs({ jobId: offer.id })
        )
      }
      // A late assignment is a caller who is waiting: it is taken all the same, where there is room.
      const accepts = state === "promised" ? "yes" : yield* registration.accepts(yield* slots.taken)
      if (accepts !== "yes") {
        yield* Effect.logWarning("gave back a job that was assigned without our promise").pipe(
          Effect.annotateLogs({ jobId: offer.id, reason: accepts })
        )
        yield* callsRefused({ reason: accepts })
        return yield* slots.refuse(offer.id)
      }
      yield* Queue.offer(jobs, yield* slots.start(offer, assignment, ownUrl))
    })

    const handle = Effect.fnUntraced(function*(message: Effect.Success<ReturnType<typeof decode>>) {
      switch (message?.case) {
        case "availability":
          return yield* offered(message.value)
        case "assignment":
          return yield* assigned(message.value)
        case "termination":
          return yield* slots.terminate(message.value.jobId)
      }
    })

    const next = Effect.flatMap(socket.receive, decode)
    yield* send({
      case: "register",
      value: {
        type: JobType.JT_ROOM,
        agentName: options.agentName,
        version: options.version,
        allowedPermissions: new ParticipantPermission({
          canPublish: true,
          canSubscribe: true,
          canPublishData: true,
          canUpdateMetadata: true,
          agent: true
        })
      }
    })
    const welcome = yield* within(
      "answer to the registration",
      Effect.repeat(next, { until: (message) => message?.case === "register" })
    )
    yield* onRegistered(welcome?.case === "register" ? welcome.value.workerId : "")

    return yield* Effect.all([
      Effect.forever(Effect.flatMap(next, handle)),
      Effect.repeat(report, Schedule.spaced(reportEvery)),
      Effect.forever(slots.tellOne((value) => send({ case: "updateJob", value }))),
      // Half-open connections send nothing and take everything: only a missing pong tells them.
      Effect.forever(Effect.delay(within("pong", socket.ping), pingEvery))
    ], { concurrency: "unbounded", discard: true })
  },
  Effect.scoped
)
