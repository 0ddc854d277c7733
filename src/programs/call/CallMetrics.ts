import type { Effect } from "effect"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Language } from "../../domain/Language.ts"
import type { VoiceChange } from "../../domain/VoiceChange.ts"
import { isToolName } from "../../receptionist/tools/Tools.ts"
import * as Metrics from "../../telemetry/Metrics.ts"

export const ended = (reason: EndReason) => Metrics.callsEnded({ reason })
export const answered = Metrics.timeToAnswer
export const greeted = Metrics.timeToGreeting
export const turnAnswered = Metrics.turnLatency
/** A name that the model made up is not a label: it could be anything. */
export const toolCalled = (name: string, outcome: string) =>
  Metrics.toolCalls({ tool: isToolName(name) ? name : "unknown", outcome })
export const languageSwitched = (language: Language) => Metrics.languageSwitches({ language })
export const notTranscribed: Effect.Effect<void> = Metrics.untranscribedTurns
export const voiceChanged = ({ from, reason, to }: Omit<VoiceChange, "at">): Effect.Effect<void> =>
  Metrics.voiceChanges({ from, to, reason })
export const modelReconnected = (outcome: "restored" | "lost") => Metrics.modelReconnects({ outcome })
