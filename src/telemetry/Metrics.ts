import { Duration, Effect, Metric } from "effect"
import { Refusal } from "../domain/Admission.ts"
import { EndReason } from "../domain/EndReason.ts"
import { Language } from "../domain/Language.ts"
import { PromiseKind } from "../domain/Promises.ts"
import { VoiceFailure, type VoiceName } from "../domain/VoiceChange.ts"

// Prometheus sees the increase from 0 to 1, and not that from nothing to 1: whatever is counted stands at 0 from the
// start, for each set of labels that is known ahead.
const zeros: Array<Effect.Effect<unknown>> = []
const supervisorZeros: Array<Effect.Effect<unknown>> = []

type Labels = Readonly<Record<string, string>>

/** Counts one, under its labels. */
const counter = <const L extends Labels>(
  name: string,
  description: string,
  known: ReadonlyArray<L>,
  shown: ReadonlyArray<typeof zeros> = [zeros]
) => {
  const metric = Metric.counter(`receptionist_${name}`, { description, incremental: true })
  const labelled = (labels: L) => Metric.withAttributes(metric, labels)
  for (const zeros of shown) zeros.push(...known.map((labels) => Metric.value(labelled(labels))))
  return (labels: L): Effect.Effect<void> => Metric.update(labelled(labels), 1)
}

/** Counts one. */
const plainCounter = (name: string, description: string): Effect.Effect<void> => counter(name, description, [{}])({})

const gauge = (name: string, description: string) => {
  const metric = Metric.gauge(`receptionist_${name}`, { description })
  zeros.push(Metric.value(metric))
  return metric
}

/** Takes milliseconds. The boundaries lie closest where a caller begins to notice. */
const timer = (name: string, description: string) => {
  const metric = Metric.timer(`receptionist_${name}`, {
    description: `${description}, in milliseconds`,
    boundaries: [100, 200, 300, 400, 500, 600, 800, 1000, 1250, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 20_000]
  })
  zeros.push(Metric.value(metric))
  return (millis: number): Effect.Effect<void> => Metric.update(metric, Duration.millis(millis))
}

const labels = <const K extends string, const V extends string>(key: K, values: ReadonlyArray<V>) =>
  values.map((value) => ({ [key]: value }) as { readonly [_ in K]: V })

// --- Calls

export const callsStarted = plainCounter("calls_started_total", "Calls that LiveKit gave to this process")
export const callsEnded = counter(
  "calls_total",
  "Calls that have ended, by end reason",
  labels("reason", EndReason.literals)
)
export const callsRefused = counter(
  "refused_calls_total",
  "Calls that LiveKit offered and this process did not take, by reason",
  labels("reason", ["full", "draining", "other"])
)
export const refusedCallers = counter(
  "refused_callers_total",
  "Calls that were not answered by what is known of their callers, or by how much of the line was used, by reason",
  labels("why", Refusal.literals)
)
export const activeCalls = gauge("active_calls", "Calls that this process handles now")
export const timeToAnswer = timer("time_to_answer", "From the job to the answered call")
export const timeToGreeting = timer("time_to_greeting", "From the job to the first agent audio that the caller hears")
export const turnLatency = timer("turn_latency", "From the end of the caller's turn to the agent's audio")
export const toolCalls = counter<{ readonly tool: string; readonly outcome: string }>(
  "tool_calls_total",
  "Tool calls, by tool and outcome; a transfer's outcome is what became of it",
  [
    { tool: "end_call", outcome: "EndCall" },
    ...["connected", "failed", "unknown"].map((outcome) => ({ tool: "transfer_call", outcome }))
  ]
)
export const languageSwitches = counter(
  "language_switches_total",
  "Language switches, by language switched to",
  labels("language", Language.literals)
)
export const lateReleases = plainCounter(
  "late_releases_total",
  "Calls whose caller LiveKit did not confirm to be hung up at once: it is tried until it does"
)
export const promisesWithoutAction = counter(
  "promise_without_action_total",
  "What the agent promised and did not do in time, by what it promised",
  labels("kind", PromiseKind.literals)
)
export const untranscribedTurns = plainCounter(
  "untranscribed_turns_total",
  "Turns of the caller whose transcription failed or never came"
)

// --- The model and the voice

export const modelDials = counter(
  "model_dials_total",
  "Attempts to connect to the realtime model, by outcome",
  labels("outcome", ["opened", "refused", "unauthorized", "dropped", "timeout", "protocol"])
)
export const modelReconnects = counter(
  "model_reconnects_total",
  "Connections to the realtime model that dropped during a conversation, by whether it came back",
  labels("outcome", ["restored", "lost"])
)
const changes = (["realtime standby", "realtime cascade", "standby cascade", "cascade realtime"] as const).map((pair) =>
  pair.split(" ") as [VoiceName, VoiceName]
)
export const voiceChanges = counter<
  { readonly from: VoiceName; readonly to: VoiceName; readonly reason: VoiceFailure }
>(
  "voice_changes_total",
  "Calls that another voice has taken over, by which from which, and why",
  changes.flatMap(([from, to]) => VoiceFailure.literals.map((reason) => ({ from, to, reason })))
)
const avoided = Metric.gauge("receptionist_voice_avoided", {
  description: "1 while calls begin without this voice, because it has failed others, else 0; by voice"
})
export const voiceAvoided = (voice: Exclude<VoiceName, "cascade">) => Metric.withAttributes(avoided, { voice })
zeros.push(...(["realtime", "standby"] as const).map((voice) => Metric.value(voiceAvoided(voice))))

export const ttsRenders = counter(
  "tts_renders_total",
  "Lines asked of the TTS: rendered, tried again after a failure, or failed for good",
  labels("outcome", ["rendered", "retried", "failed"])
)
export const ttsFallbacks = plainCounter(
  "tts_fallbacks_total",
  "Lines that the realtime model was told to say because the TTS failed"
)

// --- What a call leaves

export const anonymizations = counter<{ readonly outcome: string }>(
  "anonymizations_total",
  "Transcripts by what became of them: complete, or the reason why they are withheld",
  labels("outcome", ["complete"])
)
export const withheldTranscripts = plainCounter(
  "withheld_transcripts_total",
  "Transcripts that were withheld because they could not be anonymized"
)
export const undelivered = counter(
  "undelivered_total",
  "What could not be delivered, and is kept in the journal",
  labels("what", [
    "row",
    "transcript",
    "recording",
    "transcript link",
    "recording link",
    "end of the row",
    "message",
    "line",
    "journal"
  ])
)
export const recoveredCalls = counter(
  "recovered_calls_total",
  "Calls found in the journal, by whether all that they owed is delivered now",
  labels("finished", ["true", "false"])
)
export const messageDeliveries = counter<{ readonly channel: string; readonly outcome: string }>(
  "message_deliveries_total",
  "Tries to hand on a caller's message, by channel and outcome",
  ["email", "webhook", "backend", "lookup"].flatMap((channel) =>
    ["delivered", "retried", "failed"].map((outcome) => ({ channel, outcome }))
  )
)
export const storageRetries = plainCounter("storage_retries_total", "Artifacts that were sent to storage again")
export const backendRetries = plainCounter("backend_retries_total", "Requests to the backend that were sent again")
export const presidioRetries = plainCounter("presidio_retries_total", "Requests to Presidio that were sent again")

// --- The process

export const registered = gauge("registered", "1 while LiveKit has this worker, else 0")
export const accepting = gauge("accepting", "1 while this worker would take one more call, else 0")
export const load = gauge(
  "load",
  "How busy this worker is, 0 to 1, by its calls, its event loop, its CPU and its wait for one; at 1 it is full"
)
export const eventLoopDelay = gauge(
  "event_loop_delay_ms",
  "90th percentile of the event loop's delay over the last 2.5 s, in milliseconds"
)
export const cpuWait = gauge(
  "cpu_wait_ratio",
  "Part of the last 2.5 s for which the event loop was ready to run and no core was free, 0 to 1; 0 where the system does not say"
)
export const cpu = gauge("cpu_cores", "Cores that this process kept busy over the last 2.5 s")
export const residentMemory = gauge(
  "resident_memory_bytes",
  "Memory of the process, without what is swapped out"
)

// --- The supervisor

export const workerExits = counter(
  "worker_exits_total",
  "Worker processes that have ended, by whether it was with calls on them",
  labels("calls", ["yes", "no"]),
  [supervisorZeros]
)

export const strandedCallers = counter(
  "stranded_callers_total",
  "Callers found alone in a room whose worker was gone, by whether LiveKit let them go when it was asked",
  labels("released", ["true", "false"]),
  [zeros, supervisorZeros]
)
export const hungWorkers = counter(
  "hung_workers_total",
  "Worker processes that were killed because they did not answer for 15 s",
  [{}],
  [supervisorZeros]
)({})

/** Shows everything that a worker measures, before there is anything to measure. */
export const showWorker = Effect.all(zeros, { discard: true })
/** The same for a supervisor. */
export const showSupervisor = Effect.all(supervisorZeros, { discard: true })
