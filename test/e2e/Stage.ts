import { Console, type Duration, Effect, Exit, FileSystem, Schedule } from "effect"
import type { EndReason } from "../../src/domain/EndReason.ts"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants, type Speech } from "../../src/sandbox/Speech.ts"
import * as Dark from "../support/Dark.ts"
import * as Backend from "./Backend.ts"
import * as Caller from "./Caller.ts"
import type { Running } from "./Processes.ts"
import type { Step } from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Worker from "./Worker.ts"

export interface StageOptions {
  readonly model?: ModelScript
  /** The agent's row, as the backend gives it; `null` where it knows no such number. The clinic without it. */
  readonly agent?: object | null
  /** Another agent of the same worker, at a number of its own; the second connection to the model is for it. */
  readonly neighbour?: { readonly agent: object; readonly model: ModelScript }
  /** The scripts of the calls after the first, in the order in which they come. */
  readonly further?: ReadonlyArray<ModelScript>
  /** Who else can hold a conversation, beside the realtime model. */
  readonly voices?: ReadonlyArray<"standby" | "cascade">
  /** What everybody sounds like. */
  readonly speech?: Speech
  /** The dispatch rule hides the number that was dialled. */
  readonly hidden?: boolean
  /** The one room that all callers come into. */
  readonly room?: string
  /** For how many seconds a call may ring: 30. */
  readonly ringing?: number
  /** Further variables of the worker's. */
  readonly env?: Readonly<Record<string, string>>
  /** How many processes the worker has: 1. */
  readonly processes?: number
}

/** A worker with its model, its backend, and a number of its own that reaches it through the stack. */
export type Stage = Effect.Success<ReturnType<typeof make>>

export const agentId = "e2e-clinic"

/** A bilingual agent with one department. */
export const clinic = {
  id: agentId,
  name: "Clinique du Parc",
  config: {
    name: "Clinique du Parc",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    disclosure: { machine: false, recording: "off" },
    defaultLanguage: "FRENCH",
    instructions: "Soyez brève.",
    // Short ones: each is spoken at its pace in every test.
    phrases: {
      greeting: { FRENCH: "Clinique, bonjour." },
      goodbye: { FRENCH: "Au revoir." },
      silenceGoodbye: { FRENCH: "Au revoir." },
      transferAnnouncement: { FRENCH: "Un instant." },
      transferFailed: { FRENCH: "Personne ne répond." },
      apology: { FRENCH: "Rappelez plus tard." }
    },
    transfers: [{ department: "Urgences", phone_number: "+15145550000" }]
  }
}

/** The deployment of the second region. */
export const standby = "e2e-standby"

const told = (at: number, what: string, closedAt?: number) =>
  `${new Date(at).toISOString()} ${what}${closedAt === undefined ? "" : `, closed ${new Date(closedAt).toISOString()}`}`

let numbers = 0

/** A number that nobody else on this stack has: stacks are not shared between the processes that tests run in. */
const newNumber = () => `+1450${String(5_000_000 + ++numbers)}`

export const make = Effect.fnUntraced(function*(options: StageOptions = {}) {
  const {
    agent = clinic,
    env = {},
    further = [],
    hidden = false,
    model = { turns: [] },
    neighbour,
    ringing,
    room,
    speech = formants,
    voices = []
  } = options
  const fs = yield* FileSystem.FileSystem
  const stack = yield* Stack
  const number = newNumber()
  const neighbouring = newNumber()
  const agentName = `e2e-${crypto.randomUUID()}`
  const dataDir = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-data-" })
  const scripts = neighbour === undefined ? further : [neighbour.model]
  const endpoint = yield* RealtimeEndpoint.make(model, speech, true, scripts)
  const modelPath = yield* Dark.make(endpoint.url)
  const backend = yield* Backend.make({
    ...agent !== null && { [number]: agent },
    ...neighbour !== undefined && { [neighbouring]: neighbour.agent }
  })
  yield* stack.open({
    number,
    agentName,
    hidden,
    ...room !== undefined && { room },
    ...ringing !== undefined && { ringing }
  })
  if (neighbour !== undefined) yield* stack.open({ number: neighbouring, agentName })
  const startIn = (dataDir: string) =>
    Worker.start({
      stack,
      agentName,
      model: modelPath.url,
      backend: backend.url,
      dataDir,
      // A machine that is busy with other tests is no reason to refuse a call.
      env: {
        WORKER_MAX_LOAD: "10000",
        // On the same endpoint, by a way of its own.
        ...voices.includes("standby") && {
          AZURE_OPENAI_STANDBY_ENDPOINT: endpoint.url.href,
          AZURE_OPENAI_STANDBY_API_KEY: "e2e",
          AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT: standby
        },
        ...voices.includes("cascade") && {
          VOICE_PIPELINE: "realtime+cascade",
          AZURE_OPENAI_STT_DEPLOYMENT: "e2e-stt",
          AZURE_OPENAI_CHAT_DEPLOYMENT: "e2e-chat"
        },
        ...env
      },
      processes: options.processes ?? 1
    })
  const startWorker = startIn(dataDir)
  const worker = yield* startWorker
  // In a log of many tests, what the others said matters only where something went wrong.
  const tell = (who: string, lines: ReadonlyArray<string>) =>
    Console.error(`--- ${who} said last:\n${lines.slice(-40).join("\n")}`)
  const tellOf = (who: string, { lines }: Running) => Effect.flatMap(lines.all, (all) => tell(who, all))
  yield* Effect.addFinalizer(Effect.fnUntraced(function*(exit) {
    if (Exit.isSuccess(exit)) return
    yield* tellOf("LiveKit", yield* stack.livekit.running)
    yield* tellOf("the SIP gateway", yield* stack.sip.running)
    yield* tellOf("the worker", worker.running)
    const { connections, speeches, wire } = yield* endpoint.observed
    yield* tell(
      "the model",
      [
        ...connections.map(({ at, closedAt, outcome }, nth) =>
          told(at, `connection ${nth}: ${outcome._tag}`, closedAt)
        ),
        ...speeches.map(({ at, input }) => told(at, `TTS: ${input}`)),
        ...wire.filter(({ type }) => !/delta|session/.test(type)).map(({ at, connection, event, from, type }) =>
          told(at, `${connection} ${from} ${type} ${JSON.stringify(event["transcript"] ?? event["error"] ?? "")}`)
        )
      ].sort()
    )
  }))
  const callTo = (dialled: string) => (...script: ReadonlyArray<Step>) =>
    Caller.call({ sipPort: stack.sipPort, dialled, from: newNumber(), script, speech })
  return {
    stack,
    number,
    neighbouring,
    dataDir,
    endpoint,
    /** What the worker reaches the endpoint by. */
    modelPath,
    backend,
    worker,
    /** Somebody dials the number, from a number of their own. */
    call: callTo(number),
    /** Somebody dials the neighbour. */
    callNeighbour: callTo(neighbouring),
    /** Another worker like the first one, on the same files: as if a service manager had started it anew. */
    startWorker,
    /** Another worker like the first one, that shares nothing with it but LiveKit: as if on another machine. */
    startElsewhere: Effect.flatMap(fs.makeTempDirectoryScoped({ prefix: "receptionist-data-" }), startIn),
    /** Waits until the worker says that a call ended like this. */
    ended: (reason: EndReason, within?: Duration.Input) =>
      worker.log.until(
        `call ended: ${reason}`,
        (all) => all.find(({ message }) => message === `call ended: ${reason}`),
        within
      ),
    /** Waits until nothing is left of a caller's room. */
    released: (caller: Caller.Caller) =>
      stack.rooms.pipe(
        Effect.repeat({
          until: (rooms) => !rooms.some(({ name }) => name === room || name.includes(caller.from)),
          schedule: Schedule.spaced("100 millis")
        }),
        Effect.timeout("10 seconds")
      )
  }
})
