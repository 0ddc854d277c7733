import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Language } from "../../domain/Language.ts"
import type { CallPolicy } from "../../programs/CallPolicy.ts"
import type { ModelScript, Reply, Turn } from "../ModelScript.ts"
import type { CallerStep, Cue } from "../SimulatedCaller.ts"
import type { LineScript } from "../SimulatedTelephony.ts"

/** The caller says something, and the model answers. */
export interface Exchange {
  readonly caller: string
  /** French without it. */
  readonly in?: Language
  readonly cue?: Cue
  /** What the model's transcription makes of it, where it is not the same. */
  readonly heard?: string
  readonly transcription?: Turn["transcription"]
  readonly model: ReadonlyArray<Reply>
}

/** A call from ring to end, as data. */
export interface Scenario {
  readonly description: string
  /** How the call ends when everything works as it should. */
  readonly expected: EndReason
  /** Of the agent that is called: its departments have names of their own. Nothing is said without it. */
  readonly exchanges?: (agent: AgentConfig) => ReadonlyArray<Exchange>
  /** The caller hangs up after their last line, on this cue; they stay on the line without one. */
  readonly hangsUp?: Cue
  /** The agent's own number without one. */
  readonly dialled?: string
  readonly transfers?: LineScript["transfers"]
  readonly model?: Omit<ModelScript, "turns">
  /** What the worker speaks through: the realtime model alone without it. */
  readonly pipeline?: "cascade" | "realtime+cascade"
  /** The worker knows of `standbyDeployment`, too. */
  readonly standby?: true
  readonly policy?: Partial<CallPolicy>
  /** When the call comes, by the clinic's clock: Tuesday at ten without it; the weekday counts from Sunday, 0. */
  readonly at?: { readonly weekday: number; readonly hour: number }
  /** `down`: the configuration comes from a backend that answers 503 to everything. Embedded without it. */
  readonly backend?: "down"
}

export const modelScript = ({ exchanges, model }: Scenario, agent: AgentConfig): ModelScript => ({
  ...model,
  turns: (exchanges?.(agent) ?? []).map((
    { caller, heard, in: language = "FRENCH", model: replies, transcription }
  ) => ({
    heard: heard ?? caller,
    said: { text: caller, language },
    replies,
    transcription
  }))
})

export const callerSteps = ({ exchanges, hangsUp }: Scenario, agent: AgentConfig): ReadonlyArray<CallerStep> => [
  ...(exchanges?.(agent) ?? []).map(({ caller, cue, in: language = "FRENCH" }): CallerStep => ({
    _tag: "Say",
    text: caller,
    language,
    cue
  })),
  ...(hangsUp === undefined ? [] : [{ _tag: "HangUp" as const, cue: hangsUp }])
]

const goodbyes = {
  FRENCH: "Je vous en prie. Merci de votre appel, et bonne journée !",
  ENGLISH: "You're welcome. Thank you for calling, and have a good day!"
}

/** The model says goodbye and ends the call. */
export const endCall: ReadonlyArray<Reply> = [{ says: goodbyes, calls: [{ name: "end_call", arguments: {} }] }]

/** The realtime deployment of another region. */
export const standbyDeployment = "sandbox-standby"

/** A department that calls can be transferred to, by the name in the agent's file. */
export const departmentOf = (agent: AgentConfig): string => agent.transfers[0]?.department ?? "Réception"
