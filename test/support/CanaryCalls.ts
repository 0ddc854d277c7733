import { JobStatus } from "@livekit/protocol"
import { Duration, Effect, Fiber, type FileSystem, Layer, Path, Queue, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import * as AzureBlobStore from "../../src/adapters/azure/BlobStore.ts"
import * as BackendConfigApi from "../../src/adapters/backend/ConfigApi.ts"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskConfigApi from "../../src/adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../../src/adapters/disk/Journal.ts"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import * as LiveKitDispatch from "../../src/adapters/livekit/Dispatch.ts"
import * as NodeProcess from "../../src/adapters/processes/ThisProcess.ts"
import * as VoiceAdapter from "../../src/adapters/voice/VoiceSession.ts"
import { handleCall } from "../../src/programs/HandleCall.ts"
import { serveCalls } from "../../src/programs/ServeCalls.ts"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import type { ServerEvent } from "../../src/sandbox/RealtimeProtocol.ts"
import * as SimulatedCaller from "../../src/sandbox/SimulatedCaller.ts"
import * as SimulatedTelephony from "../../src/sandbox/SimulatedTelephony.ts"
import { formants, type Speech } from "../../src/sandbox/Speech.ts"
import { AnonymizationError, Anonymizer } from "../../src/services/Anonymizer.ts"
import type { Job } from "../../src/services/Dispatch.ts"
import { canaries, department } from "./Canaries.ts"
import { dispatchServer, jobOf } from "./DispatchServer.ts"
import { localServer, type ServerRequest } from "./LocalServer.ts"

/** The calls that are full of private values, by the id of their job; each fails in its own way, but the first. */
export const calls = ["AJ_talk", "AJ_unstored", "AJ_modelless", "AJ_misconfigured", "AJ_unavailable"] as const
type CallName = typeof calls[number]

const brisk: Speech = {
  render: (text, language, speaker) =>
    formants.render(text, language, speaker).subarray(0, Pcm.samples(speaker === "agent" ? 600 : 400))
}

/** The backend knows each call by the last digit of the number that was dialled. */
const dialledBy = (call: CallName) => `${canaries.dialled}${calls.indexOf(call)}`

const { address, card, name } = canaries

const agent = {
  id: "canary",
  name: canaries.agentName,
  twilioPhoneNumber: canaries.number,
  config: {
    defaultLanguage: "FRENCH",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    disclosure: { machine: false, recording: "off" },
    instructions: canaries.instructions,
    faqs: canaries.faqs,
    description: canaries.instructions,
    openingHours: canaries.faqs,
    phrases: { goodbye: { FRENCH: canaries.phrase, ENGLISH: canaries.phrase } },
    transfers: [{ department, instructions: canaries.hint, phone_number: canaries.department }]
  }
}

/** The same agent as a file; JSON is YAML. */
export const agentFile = JSON.stringify({ phone: dialledBy("AJ_talk"), name: agent.name, ...agent.config })

/** Wrong in every way that quotes something private, if anything is quoted. */
const misconfigured = {
  ...agent,
  id: `../${name}`,
  config: { ...agent.config, supportedLanguages: [name], transfers: [{ department: { [address]: card } }] }
}

const backendAnswer = ({ method, url }: ServerRequest) => {
  const json = (body: unknown, status = 200) => ({
    status,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" }
  })
  const broken = json({ error: canaries.backendText }, 503)
  if (url.startsWith("/storage")) return json({ error: canaries.storageText }, 503)
  if (url.startsWith("/api/agents")) {
    const call = calls[Number(url.at(-1))]
    return call === "AJ_unavailable" ? broken : json({ agent: call === "AJ_misconfigured" ? misconfigured : agent })
  }
  return method === "POST" && url === "/api/calls" ? json({ id: "row-1" }) : method === "PATCH" ? broken : json({})
}

const turns: ModelScript["turns"] = [
  {
    heard: `Bonjour, je m'appelle ${name}, j'habite au ${address}.`,
    replies: [{ says: { FRENCH: `Merci ${name}, j'ai noté ${address}.` } }]
  },
  {
    heard: `Ma carte est le ${card}.`,
    transcription: "failed",
    replies: [{
      says: { FRENCH: `Le numéro ${card}, est-ce bien cela ?` },
      fault: { _tag: "Failed", code: "server_error", text: `${canaries.modelText} ${card}`, times: 1 }
    }]
  },
  {
    heard: `In English please, my name is ${name}.`,
    replies: [
      { calls: [{ name: "transfer_call", arguments: { department: canaries.asked } }] },
      { calls: [{ name: canaries.tool, arguments: { [name]: card } }] },
      { calls: [{ name: "transfer_call", arguments: { department } }] },
      { says: { ENGLISH: `I am sorry, ${name}.` } }
    ]
  },
  {
    heard: `Never mind, write to me at ${address}, and charge ${card}.`,
    replies: [{
      says: { ENGLISH: `I will write to ${address}.` },
      fault: { _tag: "Lost", how: "dropped", afterMillis: 200, times: 1 }
    }]
  },
  {
    heard: `That is all from ${name}, goodbye!`,
    replies: [{ calls: [{ name: "end_call", arguments: { [address]: name } }] }]
  }
]

/** How much each call's caller says before they hang up, and what their model is like. */
const scripts: Readonly<Record<CallName, { readonly turns: number; readonly model?: Partial<ModelScript> }>> = {
  AJ_talk: { turns: 5 },
  AJ_unstored: { turns: 1 },
  AJ_modelless: {
    turns: 0,
    model: {
      connections: [{ _tag: "Refuse", status: 503, text: canaries.modelText }],
      tts: [{ _tag: "Fail", status: 500, text: `${canaries.modelText} ${canaries.modelKey}` }]
    }
  },
  AJ_misconfigured: { turns: 0 },
  AJ_unavailable: { turns: 0 }
}

const patiently = { _tag: "AgentSilent", forMillis: 1_500 } as const

/** One call through the production code; around it the carrier, the caller, the model and the backend are simulated. */
const play = Effect.fnUntraced(function*(
  job: Job,
  drained: Effect.Effect<void>,
  options: { readonly call: CallName; readonly backend: string; readonly dataDir: string }
) {
  const path = yield* Path.Path
  const { backend, call, dataDir } = options
  const script = scripts[call]
  const spoken = turns.slice(0, script.turns)
  const endpoint = yield* RealtimeEndpoint.make({ turns: spoken, ...script.model }, brisk)
  const unstored = call === "AJ_unstored"
  const services = Layer.mergeAll(
    SimulatedTelephony.layer({
      dialled: dialledBy(call),
      caller: canaries.caller,
      identity: canaries.identity,
      attributes: { "sip.h.x-patient": canaries.attribute },
      transfers: [{ _tag: "Failed", sipStatus: 486 }]
    }),
    VoiceAdapter.layer({
      endpoint: endpoint.url,
      apiKey: Redacted.make(canaries.modelKey),
      realtimeDeployment: "realtime",
      realtimeModel: "gpt-realtime",
      ttsDeployment: "tts",
      livekitCloud: false
    }),
    BackendConfigApi.layer({
      baseUrl: new URL(backend),
      apiKey: Redacted.make(canaries.backendKey),
      maxRetries: 1,
      retryDelay: Duration.millis(20),
      keepUnassigned: yield* DiskConfigApi.keepUnassigned(dataDir)
    }).pipe(Layer.provide(FetchHttpClient.layer)),
    unstored
      ? AzureBlobStore.layer({
        accountName: "canary",
        accountKey: Redacted.make(canaries.storageKey),
        container: "calls",
        endpoint: `${backend}/storage`
      })
      : DiskBlobStore.layer({ root: path.join(dataDir, "blobs") }),
    DiskJournal.layer({ root: path.join(dataDir, "journal") }),
    DiskMessages.layer({ root: path.join(dataDir, "messages") }),
    Layer.succeed(
      Anonymizer,
      Anonymizer.of({
        anonymize: (raw) =>
          unstored
            ? Effect.die(new Error(JSON.stringify(raw)))
            : Effect.fail(new AnonymizationError({ reason: "timeout" }))
      })
    )
  )
  return yield* Effect.gen(function*() {
    const line = yield* SimulatedTelephony.SimulatedLine
    const error: ServerEvent = {
      type: "error",
      error: { type: "server_error", code: "odd", message: canaries.modelText }
    }
    yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.done")).pipe(
      Effect.andThen(endpoint.inject(error)),
      Effect.forkScoped
    )
    const steps = [
      ...spoken.map(({ heard: text }) => ({ _tag: "Say", text, language: "FRENCH", cue: patiently }) as const),
      { _tag: "HangUp", cue: patiently } as const
    ]
    yield* Effect.forkScoped(SimulatedCaller.play(line, brisk, steps))
    return yield* handleCall(job, { drained })
  }).pipe(
    Effect.provide(services)
  )
}, Effect.scoped)

/**
 * A worker that takes every call of `calls` at once, and is stopped when all of them are done. Gives what was sent to
 * the backend, and how each job ended.
 */
export const playCanaryCalls = Effect.fnUntraced(function*(dataDir: string) {
  const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
  const backend = yield* localServer(backendAnswer)
  const livekit = yield* dispatchServer
  const worker = yield* serveCalls({
    maxCalls: calls.length,
    // A machine that is busy with other things is no reason to refuse one of them.
    maxDelay: Duration.infinity,
    drainTimeout: Duration.seconds(5),
    handle: (job, { drained }) =>
      play(job, drained, {
        call: calls.find((call) => call === job.id) ?? "AJ_talk",
        backend: backend.url,
        dataDir
      }).pipe(Effect.provide(services), Effect.orDie)
  }).pipe(
    Effect.provide([
      LiveKitDispatch.layer(livekit.options),
      NodeProcess.layer({ schedulerStatistics: "/dev/null" })
    ]),
    Effect.forkChild
  )

  const connection = yield* livekit.connection
  yield* connection.register
  for (const call of calls) {
    const job = jobOf(call)
    job.room!.name = `${canaries.room}_${call}`
    job.metadata = JSON.stringify({ note: canaries.metadata, dialled: canaries.number })
    job.attributes = { patient: canaries.attribute }
    yield* connection.offer(job)
    yield* connection.answer
    yield* connection.assign(job, canaries.roomToken)
  }
  const ended: Partial<Record<string, JobStatus>> = {}
  while (Object.keys(ended).length < calls.length) {
    const { jobId, status } = yield* connection.status
    if (status !== JobStatus.JS_RUNNING) ended[jobId] = status
  }
  yield* Fiber.interrupt(worker)
  return { requests: yield* Queue.takeAll(backend.requests), ended }
}, Effect.scoped)
