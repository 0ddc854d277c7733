import { Context, Duration, Effect, Layer, Redacted } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import * as BackendConfigApi from "../../src/adapters/backend/ConfigApi.ts"
import { makeLiveKitApi } from "../../src/adapters/livekit/telephony/LiveKitApi.ts"
import { makePresidio } from "../../src/adapters/presidio/Presidio.ts"
import type { CallMessage } from "../../src/domain/CallMessage.ts"
import type { CallEnd, CallStart } from "../../src/domain/CallRecord.ts"
import { AgentId, CallId, MessageId, RowId } from "../../src/domain/Ids.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"
import { ConfigApi } from "../../src/services/ConfigApi.ts"
import { dialledNumber } from "../support/CallStage.ts"
import { presidioStub } from "../support/PresidioStub.ts"
import { faultyHttp, httpFaults, toldBy, toldOf } from "./http.ts"
import { brokenServer, serverFaults } from "./server.ts"

/** What one fault of the wire comes to, for whoever asked through the port. */
export interface Wire {
  readonly of: string
  readonly fault: string
  readonly told: string
  readonly requests: number
  /** Until they were told, where time is the test's. */
  readonly seconds?: number
  /** Under how many keys these were sent: a write that is sent twice has to have one. */
  readonly keys?: number
}

const callId = CallId.make("call-1")
const row = RowId.make("row-1")
const start: CallStart = {
  agentId: AgentId.make("clinic"),
  dialedNumber: dialledNumber,
  roomName: "call",
  startedAt: "2026-11-22T18:00:00.000Z"
}
const end: CallEnd = {
  endedAt: "2026-11-22T18:01:00.000Z",
  durationSeconds: 60,
  endReason: "agent_end",
  language: "FRENCH",
  metadata: { callId, endedBy: "agent", usage: [] }
}
const url = "https://blobs.example/x"
const transcriptLink = { url, language: "FRENCH", messageCount: 1, anonymization: "complete" } as const
const recordingLink = { url, format: "ogg" } as const
const message: CallMessage = {
  id: MessageId.make("msg-1"),
  kind: "message",
  agentId: AgentId.make("clinic"),
  text: "Rappeler au sujet de la facture",
  urgency: "normal",
  language: "FRENCH",
  takenAt: "2026-11-22T18:00:30.000Z",
  complete: true
}
const agent = { id: "clinic", name: "Clinique du Parc", config: { defaultLanguage: "FRENCH" } }

type Asked = readonly [of: string, ask: Effect.Effect<unknown, unknown>, path?: RegExp]

const asked = Effect.fnUntraced(function*(http: ReturnType<typeof faultyHttp>, routes: ReadonlyArray<Asked>) {
  const wires: Array<Wire> = []
  for (const [of, ask, path] of routes) {
    for (const fault of httpFaults) {
      http.breaks(fault, path)
      const told = yield* toldOf(ask)
      wires.push({ of, fault: fault.name, ...told, requests: http.requests(), keys: http.keys() })
    }
  }
  return wires
})

const rightBackend = HttpClient.make((request, url) =>
  Effect.sync(() =>
    HttpClientResponse.fromWeb(request, Response.json(url.pathname.includes("by-phone") ? { agent } : { id: "row-1" }))
  )
)

export const backend = Effect.gen(function*() {
  const http = faultyHttp(rightBackend)
  const options = { baseUrl: new URL("http://backend.test"), apiKey: Redacted.make("key") }
  const layer = BackendConfigApi.layer(options).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, http.client)))
  const api = Context.get(yield* Layer.build(layer), ConfigApi)
  return yield* asked(http, [
    ["the backend's look-up", api.agentByPhone(dialledNumber)],
    ["the backend's new row", api.createCall(callId, start)],
    ["the backend's end of a row", api.endCall(row, end)],
    ["the backend's link to a transcript", api.linkTranscript(row, transcriptLink, "call-1:transcript")],
    ["the backend's link to a recording", api.linkRecording(row, recordingLink, "call-1:recording")],
    ["the backend's messages", api.leaveMessage(row, message)]
  ])
})

/** A text and what is replaced in it, as the anonymizer has them. */
const field = { speaker: "user", text: "Ici Marie Tremblay." } as const
const replacement = { start: 4, end: 18, by: "<PERSON_1>" } as const

export const presidio = Effect.gen(function*() {
  const http = faultyHttp(presidioStub().client)
  const options = { analyzerUrl: new URL("http://analyzer"), anonymizerUrl: new URL("http://anonymizer") }
  const { find, replace } = yield* Effect.provideService(makePresidio(options), HttpClient.HttpClient, http.client)
  return yield* asked(http, [
    ["Presidio's analyzer", find([field], ["fr"])],
    ["Presidio's anonymizer", replace(field.text, [replacement])]
  ])
})

/** LiveKit's server API, each request of a call. */
export const liveKit = Effect.gen(function*() {
  const server = yield* brokenServer
  const api = yield* makeLiveKitApi({ url: server.url, apiKey: "key", apiSecret: Redacted.make("s".repeat(40)) })
  const target = { accountName: "clinics", accountKey: Redacted.make("a2V5"), container: "calls" }
  const requests: ReadonlyArray<readonly [string, Effect.Effect<unknown, unknown>]> = [
    ["LiveKit: hang a leg up", api.removeParticipant("call", "sip_1")],
    ["LiveKit: delete a room", api.deleteRoom("call")],
    ["LiveKit: release a line, later", api.release("call", 1)],
    ["LiveKit: the rooms there are", api.rooms],
    ["LiveKit: who is in a room", api.participants("call")],
    [
      "LiveKit: refer a caller",
      api.refer("call", "sip_1", TransferTarget.make("tel:+15145550199"), Duration.seconds(20))
    ],
    ["LiveKit: start egress", api.startEgress("call", "x.ogg", target)],
    ["LiveKit: stop egress", api.stopEgress("EG_1")]
  ]
  const wires: Array<Wire> = []
  for (const [of, request] of requests) {
    for (const fault of serverFaults) {
      server.breaks(fault)
      const exit = yield* Effect.exit(request)
      wires.push({ of, fault: fault.name, told: toldBy(exit), requests: server.requests() })
    }
  }
  return wires
})
