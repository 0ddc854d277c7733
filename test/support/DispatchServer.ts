import {
  AvailabilityRequest,
  type AvailabilityResponse,
  Job,
  JobAssignment,
  type RegisterWorkerRequest,
  RegisterWorkerResponse,
  Room,
  ServerMessage,
  type UpdateJobStatus,
  type UpdateWorkerStatus,
  WorkerMessage
} from "@livekit/protocol"
import { Effect, Logger, Queue, Redacted } from "effect"
import { createHmac } from "node:crypto"
import type { WebSocket } from "ws"
import type { DispatchOptions } from "../../src/adapters/livekit/dispatch/Worker.ts"
import { localServer, type ServerRequest } from "./LocalServer.ts"

const apiKey = "devkey"
const apiSecret = "a secret that is long enough for HS256"

/** Whether the request carries a token of this key and secret with the grant that LiveKit asks of workers. */
const mayRegister = ({ headers }: ServerRequest, secret: string) => {
  const [header, payload, signature] = (headers.authorization ?? "").replace("Bearer ", "").split(".")
  if (payload === undefined) return false
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url")
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString())
  return signature === expected && claims.iss === apiKey && claims.video?.agent === true
}

/** The server's end of one worker's connection. */
const connectionOf = Effect.fnUntraced(function*(socket: WebSocket, request: ServerRequest) {
  const registrations = yield* Queue.unbounded<RegisterWorkerRequest>()
  const answers = yield* Queue.unbounded<AvailabilityResponse>()
  const reports = yield* Queue.unbounded<UpdateWorkerStatus>()
  const statuses = yield* Queue.unbounded<UpdateJobStatus>()
  const closed = yield* Queue.unbounded<number>()
  socket.on("message", (data: Buffer) => {
    const { message } = WorkerMessage.fromBinary(data)
    switch (message.case) {
      case "register":
        return Queue.offerUnsafe(registrations, message.value)
      case "availability":
        return Queue.offerUnsafe(answers, message.value)
      case "updateWorker":
        return Queue.offerUnsafe(reports, message.value)
      case "updateJob":
        return Queue.offerUnsafe(statuses, message.value)
      default:
        return false
    }
  })
  socket.on("close", (code) => {
    Queue.offerUnsafe(closed, code)
  })
  socket.resume()
  const sendRaw = (frame: Uint8Array | string) => Effect.sync(() => socket.send(frame))
  const send = (message: ServerMessage["message"]) => sendRaw(new ServerMessage({ message }).toBinary())

  return {
    request,
    /** The worker's next answer to an offer. */
    answer: Queue.take(answers),
    /** Its next report of load and status. */
    report: Queue.take(reports),
    /** Its next word on how a job goes. */
    status: Queue.take(statuses),
    send,
    sendRaw,
    /** Answers the worker's registration, and gives back what it said. */
    register: Effect.gen(function*() {
      const registration = yield* Queue.take(registrations)
      yield* send({ case: "register", value: new RegisterWorkerResponse({ workerId: "AW_test" }) })
      return registration
    }),
    offer: (job: Job) => send({ case: "availability", value: new AvailabilityRequest({ job }) }),
    assign: (job: Job, token = "a room token") =>
      send({ case: "assignment", value: new JobAssignment({ job, token }) }),
    /** Offers a job, and assigns it once the worker has said yes. */
    dispatch: (job: Job) =>
      Effect.gen(function*() {
        yield* send({ case: "availability", value: new AvailabilityRequest({ job }) })
        const answer = yield* Queue.take(answers)
        yield* send({ case: "assignment", value: new JobAssignment({ job, token: `token of ${job.id}` }) })
        return answer
      }),
    /** Breaks the connection off without a word. */
    drop: Effect.sync(() => socket.terminate()),
    /** Stays connected, and reads nothing any more: to the worker it is half open. */
    freeze: Effect.sync(() => socket.pause()),
    closed: Queue.take(closed)
  }
})

export type ServerConnection = Effect.Success<ReturnType<typeof connectionOf>>

/** A server that speaks LiveKit's agent dispatch protocol, for as long as the scope is open. */
export const dispatchServer = Effect.gen(function*() {
  const sockets = yield* Queue.unbounded<readonly [WebSocket, ServerRequest]>()
  const keys = { secret: apiSecret }
  const { url } = yield* localServer(
    () => ({ status: 404 }),
    (request) =>
      mayRegister(request, keys.secret)
        ? (socket) => {
          socket.pause()
          Queue.offerUnsafe(sockets, [socket, request])
        }
        : { status: 401 }
  )
  const options: DispatchOptions = {
    url,
    apiKey,
    apiSecret: Redacted.make(apiSecret),
    agentName: "receptionist",
    version: "1.2.3"
  }
  return {
    options,
    /** The next worker that connects. */
    connection: Effect.flatMap(Queue.take(sockets), ([socket, request]) => connectionOf(socket, request)),
    /** From now on no key is good. */
    revokeKeys: Effect.sync(() => {
      keys.secret = "another secret"
    }),
    restoreKeys: Effect.sync(() => {
      keys.secret = apiSecret
    })
  }
})

/** A job of LiveKit's, with private values where it has them. */
export const jobOf = (id: string) =>
  new Job({
    id,
    agentName: "receptionist",
    room: new Room({ sid: `RM_${id}`, name: `call-_+14505550123_${id}` }),
    metadata: `{"dialled":"+14507004061"}`,
    attributes: { clinic: "north" }
  })

/** A logger whose lines can be waited for. */
export const logLines = Effect.gen(function*() {
  const lines = yield* Queue.unbounded<string>()
  const all: Array<string> = []
  const logger = Logger.map(Logger.formatJson, (line) => {
    all.push(line)
    Queue.offerUnsafe(lines, line)
  })
  const until = (part: string) => Effect.repeat(Queue.take(lines), { until: (line) => line.includes(part) })
  return { layer: Logger.layer([logger]), until, all }
})
