/** What a backend, or what stands before it, can do to a request. `once` is over with the first try. */
export const faults = {
  refused: "nobody listens",
  reset: "the connection is reset before the request is read",
  resetOnce: "the same once, then an answer",
  failedAfterSuccess: "the request is carried out, and the connection reset before the answer; then an answer",
  slow: "no answer within a try's patience once, then an answer",
  never: "the connection is taken, and nothing is ever answered",
  trickle: "the answer begins, and never ends",
  halfBody: "the connection is reset in the middle of the answer",
  endless: "an answer of more than 1 MB",
  garbage: "200, and a page that is not JSON",
  badRequest: "400",
  unauthorized: "401",
  forbidden: "403",
  absent: "404 with JSON that says that there is none",
  ingress: "404 with a page",
  tooMany: "429 with Retry-After of an hour",
  unavailable: "503",
  redirect: "302 to another host"
} as const
export type Fault = keyof typeof faults

/** The routes, as the client names them, and what it makes of an answer. */
export const routes = {
  agentByPhone: { route: "GET /api/agents/by-phone/:phone", attempt: "3 seconds" },
  createCall: { route: "POST /api/calls", attempt: "10 seconds" },
  endCall: { route: "PATCH /api/calls/:id", attempt: "10 seconds" },
  linkTranscript: { route: "POST /api/calls/:id/transcription", attempt: "10 seconds" },
  linkRecording: { route: "POST /api/calls/:id/recording", attempt: "10 seconds" },
  leaveMessage: { route: "POST /api/calls/:id/messages", attempt: "10 seconds" }
} as const
export type Operation = keyof typeof routes

/** One row of the table. */
export interface BackendFault {
  readonly operation: Operation
  readonly route: string
  readonly fault: Fault
  /** How often the backend was asked, two retries being allowed. None where nobody can count it. */
  readonly tries: number | null
  /** `ok`, or the error's tag and its detail. */
  readonly outcome: string
  /** How often what was asked for is there in the end. */
  readonly done: number
}

const unusable = (detail: string) => `BackendUnavailable: ${detail}`

/** What is read of an answer: all of it, or its status alone. */
const expected = (fault: Fault, operation: Operation): Pick<BackendFault, "tries" | "outcome" | "done"> => {
  const isRead = operation === "agentByPhone" || operation === "createCall"
  const failed = (tries: number | null, outcome: string) => ({ tries, outcome, done: 0 })
  const fine = (tries: number) => ({ tries, outcome: "ok", done: 1 })
  switch (fault) {
    case "refused":
      return failed(null, unusable("transport: ECONNREFUSED"))
    case "reset":
      return failed(3, unusable("transport: UND_ERR_SOCKET"))
    case "resetOnce":
    case "failedAfterSuccess":
    case "slow":
      return fine(2)
    case "never":
      return failed(3, unusable("timeout"))
    // What was written is written: only its answer is lost, and where there is a key it is asked for again.
    case "trickle":
      return { tries: 3, outcome: unusable("timeout"), done: 1 }
    case "halfBody":
      return isRead ? { tries: 3, outcome: unusable("transport: UND_ERR_SOCKET"), done: 1 } : fine(1)
    case "endless":
      return isRead ? { tries: 1, outcome: unusable("answer over 1 MB"), done: 1 } : fine(1)
    case "garbage":
      return isRead ? { tries: 1, outcome: unusable("not JSON"), done: 1 } : fine(1)
    case "badRequest":
      return failed(1, unusable("HTTP 400"))
    case "unauthorized":
      return failed(1, "BackendUnauthorized: 401")
    case "forbidden":
      return failed(1, "BackendUnauthorized: 403")
    case "absent":
      if (operation === "leaveMessage") return failed(1, "MessagesUnsupported")
      return failed(1, operation === "agentByPhone" ? "UnknownNumber: absent" : unusable("HTTP 404"))
    case "ingress":
      if (operation === "leaveMessage") return failed(1, "MessagesUnsupported")
      return operation === "agentByPhone"
        ? failed(3, unusable("HTTP 404 that is not the backend's own: something before it answers"))
        : failed(1, unusable("HTTP 404"))
    case "tooMany":
      return failed(operation === "agentByPhone" ? 2 : 3, unusable("HTTP 429"))
    case "unavailable":
      return failed(3, unusable("HTTP 503"))
    case "redirect":
      return failed(1, unusable("HTTP 302, a redirect: not followed"))
  }
}

/** Every route with every fault, and what is to come of it. */
export const backendFaults: ReadonlyArray<BackendFault> = (Object.keys(routes) as ReadonlyArray<Operation>).flatMap(
  (operation) =>
    (Object.keys(faults) as ReadonlyArray<Fault>).map((fault) => ({
      operation,
      route: routes[operation].route,
      fault,
      ...expected(fault, operation)
    }))
)
