import { Duration, type Effect, Metric } from "effect"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Language } from "../../domain/Language.ts"

const calls = Metric.counter("receptionist_calls_total", {
  description: "Calls that have ended, by end reason",
  incremental: true
})
const timeToAnswer = Metric.timer("receptionist_time_to_answer", { description: "From the job to the answered call" })
const timeToGreeting = Metric.timer("receptionist_time_to_greeting", {
  description: "From the job to the first agent audio that the caller hears"
})
const turnLatency = Metric.timer("receptionist_turn_latency", {
  description: "From the end of the caller's turn to the agent's audio"
})
const tools = Metric.counter("receptionist_tool_calls_total", {
  description: "Tool calls, by tool and outcome",
  incremental: true
})
const switches = Metric.counter("receptionist_language_switches_total", {
  description: "Language switches, by language switched to",
  incremental: true
})
const untranscribed = Metric.counter("receptionist_untranscribed_turns_total", {
  description: "Turns of the caller whose transcription failed or never came",
  incremental: true
})

const millis = (timer: typeof timeToAnswer) => (elapsed: number) => Metric.update(timer, Duration.millis(elapsed))

export const ended = (reason: EndReason) => Metric.update(Metric.withAttributes(calls, { reason }), 1)
export const answered = millis(timeToAnswer)
export const greeted = millis(timeToGreeting)
export const turnAnswered = millis(turnLatency)
/** A name that the model made up is not a label: it could be anything. */
export const toolCalled = (name: string, outcome: string) =>
  Metric.update(
    Metric.withAttributes(tools, { tool: name === "transfer_call" || name === "end_call" ? name : "unknown", outcome }),
    1
  )
export const languageSwitched = (language: Language) => Metric.update(Metric.withAttributes(switches, { language }), 1)
export const notTranscribed: Effect.Effect<void> = Metric.update(untranscribed, 1)
