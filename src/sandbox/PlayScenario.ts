import { Duration, Effect, FileSystem, Layer, Option, Path, Redacted, Schema, type Scope, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import * as BackendConfigApi from "../adapters/backend/ConfigApi.ts"
import * as DiskBlobStore from "../adapters/disk/BlobStore.ts"
import * as DiskConfigApi from "../adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../adapters/disk/Journal.ts"
import * as DiskMessages from "../adapters/disk/Messages.ts"
import * as VoiceAdapter from "../adapters/voice/VoiceSession.ts"
import * as EmbeddedAnonymizer from "../anonymizer/Anonymizer.ts"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { readAgentFile } from "../domain/AgentFile.ts"
import type { EndReason } from "../domain/EndReason.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { type CallObservation, CallObserver } from "../programs/CallObserver.ts"
import { CallPolicy } from "../programs/CallPolicy.ts"
import { handleCall } from "../programs/HandleCall.ts"
import { agentBytes } from "../services/AgentBytes.ts"
import type { ConfigApi } from "../services/ConfigApi.ts"
import type { JournalRefused } from "../services/Journal.ts"
import type { Heard } from "./Ear.ts"
import { serve } from "./LocalServer.ts"
import type { Connection } from "./ModelScript.ts"
import * as RealtimeEndpoint from "./RealtimeEndpoint.ts"
import { callerSteps, modelScript, type Scenario, standbyDeployment } from "./scenarios/Scenario.ts"
import * as SimulatedCaller from "./SimulatedCaller.ts"
import * as SimulatedTelephony from "./SimulatedTelephony.ts"
import { officeTimeFrom } from "./SomeTime.ts"
import type { Speech } from "./Speech.ts"

/** The agent's file cannot be called: it is not there, or not an agent. */
export class AgentNotUsable extends Schema.TaggedError<AgentNotUsable>()("AgentNotUsable", {
  file: Schema.String,
  reason: Schema.Literals(["unreadable", "invalid"])
}) {
  override get message() {
    return this.reason === "unreadable"
      ? `${this.file} cannot be read: is it there?`
      : `${this.file} is not an agent that can answer a call: \`receptionist check ${this.file}\` says why`
  }
}

/** What happens in a simulated call: what the call says of itself, and what the simulated world around it does. */
export type Told =
  | CallObservation
  | { readonly _tag: "Carrier"; readonly event: SimulatedTelephony.LineEvent }
  | { readonly _tag: "ModelConnection"; readonly outcome: Connection }
  | { readonly _tag: "ModelConnectionClosed" }

export interface PlayOptions {
  readonly scenario: Scenario
  readonly agentFile: string
  /** Row, blobs and journal go there. */
  readonly dataDir: string
  readonly speech: Speech
  readonly tell: (told: Told) => Effect.Effect<void>
  /** Where the agent is asked for and the call is told of, instead of the embedded configuration: a backend. */
  readonly configApi?: Layer.Layer<ConfigApi>
}

export interface Played {
  readonly reason: EndReason
  readonly line: ReadonlyArray<SimulatedTelephony.LineEvent>
  /** What the caller heard, and what they said. */
  readonly heard: ReadonlyArray<Heard>
  readonly said: ReadonlyArray<Heard>
  readonly model: RealtimeEndpoint.Observed
}

interface Callee {
  readonly agent: AgentConfig
  readonly phone: PhoneNumber
}

const callee = Effect.fnUntraced(function*(file: string) {
  const path = yield* Path.Path
  const bytes = yield* agentBytes(file).pipe(
    Effect.catchTag("AgentFileUnreadable", () => Effect.fail(new AgentNotUsable({ file, reason: "unreadable" })))
  )
  const { agent, phone } = readAgentFile(bytes, path.parse(file).name)
  return yield* Effect.fromOption(Option.all({ agent, phone })).pipe(
    Effect.catchTag("NoSuchElementError", () => Effect.fail(new AgentNotUsable({ file, reason: "invalid" })))
  )
})

/** A directory with this agent and no other, gone with the scope. */
const onlyAgent = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const directory = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-agents-" })
  yield* fs.copyFile(file, path.join(directory, path.basename(file)))
  return directory
}, Effect.orDie)

const brokenBackend = serve({
  request: (_, response) => Effect.sync(() => void response.writeHead(503).end()),
  upgrade: (_, socket) => Effect.sync(() => void socket.destroy())
})

const configApi = Effect.fnUntraced(function*(scenario: Scenario, { agentFile, configApi, dataDir }: PlayOptions) {
  if (configApi !== undefined) return configApi
  if (scenario.backend === undefined) {
    return DiskConfigApi.layer({ agentsDir: yield* onlyAgent(agentFile), dataDir })
  }
  const port = yield* brokenBackend
  return BackendConfigApi.layer({
    baseUrl: new URL(`http://127.0.0.1:${port}`),
    apiKey: Redacted.make("sandbox"),
    maxRetries: 3,
    retryDelay: Duration.millis(300),
    keepUnassigned: yield* DiskConfigApi.keepUnassigned(dataDir)
  }).pipe(Layer.provide(FetchHttpClient.layer))
})

const tellConnections = (endpoint: RealtimeEndpoint.RealtimeEndpoint, tell: PlayOptions["tell"]) => {
  const open = new Set<number>()
  let known = 0
  return endpoint.changes.pipe(
    Stream.runForEach(Effect.fnUntraced(function*({ connections }) {
      for (const [index, { closedAt, outcome }] of connections.entries()) {
        if (index >= known) {
          known++
          open.add(index)
          yield* tell({ _tag: "ModelConnection", outcome })
        }
        if (closedAt !== undefined && open.delete(index)) yield* tell({ _tag: "ModelConnectionClosed" })
      }
    }))
  )
}

const simulated = (endpoint: URL, { pipeline, standby }: Scenario) =>
  VoiceAdapter.layer({
    ...(pipeline !== undefined && { pipeline, sttDeployment: "sandbox-stt", chatDeployment: "sandbox-chat" }),
    ...(standby === true && { standby: { endpoint, apiKey: Redacted.make("sandbox"), deployment: standbyDeployment } }),
    endpoint,
    apiKey: Redacted.make("sandbox"),
    realtimeDeployment: "sandbox-realtime",
    realtimeModel: "gpt-realtime",
    ttsDeployment: "sandbox-tts",
    ttsVoice: "alloy",
    livekitCloud: false
  })

/**
 * Plays one call through the production code, from ring to record. Simulated: the carrier, the caller, and the model's
 * endpoint. Fails only where the agent's file is no agent, or the journal's directory is not one to trust.
 */
export const playScenario = Effect.fn("PlayScenario")(function*(
  options: PlayOptions
): Effect.fn.Return<Played, AgentNotUsable | JournalRefused, FileSystem.FileSystem | Path.Path | Scope.Scope> {
  const path = yield* Path.Path
  const { agent, phone }: Callee = yield* callee(options.agentFile)
  const { scenario } = options
  const endpoint = yield* RealtimeEndpoint.make(modelScript(scenario, agent), options.speech)
  const steps = callerSteps(scenario, agent)
  // Rendering blocks for a moment; in the middle of a call, that would be heard.
  for (const step of steps) if (step._tag === "Say") options.speech.render(step.text, step.language, "caller")
  yield* Effect.forkScoped(tellConnections(endpoint, options.tell))

  const telephony = SimulatedTelephony.layer(
    {
      dialled: scenario.dialled ?? phone,
      caller: "+15145550123",
      ...(scenario.transfers !== undefined && { transfers: scenario.transfers })
    },
    (event) => options.tell({ _tag: "Carrier", event })
  )
  const services = Layer.mergeAll(
    telephony,
    simulated(endpoint.url, scenario),
    yield* configApi(scenario, options),
    DiskBlobStore.layer({ root: path.join(options.dataDir, "blobs") }),
    DiskJournal.layer({ root: path.join(options.dataDir, "journal") }),
    DiskMessages.layer({ root: path.join(options.dataDir, "messages") }),
    EmbeddedAnonymizer.layer
  )
  return yield* Effect.gen(function*() {
    const line = yield* SimulatedTelephony.SimulatedLine
    yield* Effect.forkScoped(SimulatedCaller.play(line, options.speech, steps))
    const reason = yield* handleCall(line.job, { drained: Effect.never })
    return {
      reason,
      line: yield* line.events,
      heard: yield* line.phone.heard,
      said: yield* line.phone.said,
      model: yield* endpoint.observed
    }
  }).pipe(
    Effect.provideService(CallPolicy, {
      ...(yield* CallPolicy),
      officeTime: yield* officeTimeFrom(scenario.at),
      ...scenario.policy
    }),
    Effect.provideService(CallObserver, options.tell),
    Effect.provide(services)
  )
})
