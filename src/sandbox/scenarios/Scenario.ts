import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Language } from "../../domain/Language.ts"
import type { CallPolicy } from "../../programs/CallPolicy.ts"
import type { ModelScript, Reply, Turn } from "../ModelScript.ts"
import type { CallerStep, Cue } from "../SimulatedCaller.ts"
import type { LineScript } from "../SimulatedTelephony.ts"
import type { OfficeTime } from "../SomeTime.ts"

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

/** The caller presses keys; the model hears nothing of it. */
export interface Pressing {
  readonly presses: string
  readonly cue?: Cue
}

/** A call from ring to end, as data. */
export interface Scenario {
  readonly description: string
  /** How the call ends when everything works as it should. */
  readonly expected: EndReason
  /** Of the agent that is called: its departments have names of their own. Nothing is said without it. */
  readonly exchanges?: (agent: AgentConfig) => ReadonlyArray<Exchange | Pressing>
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
  /** When the call comes, by the clinic's clock: Tuesday at ten without it. */
  readonly at?: OfficeTime
  /** `down`: the configuration comes from a backend that answers 503 to everything. Embedded without it. */
  readonly backend?: "down"
}

export const modelScript = ({ exchanges, model }: Scenario, agent: AgentConfig): ModelScript => ({
  ...model,
  turns: (exchanges?.(agent) ?? []).flatMap((exchange) =>
    "presses" in exchange ? [] : [{
      heard: exchange.heard ?? exchange.caller,
      said: { text: exchange.caller, language: exchange.in ?? "FRENCH" },
      replies: exchange.model,
      transcription: exchange.transcription
    }]
  )
})

export const callerSteps = ({ exchanges, hangsUp }: Scenario, agent: AgentConfig): ReadonlyArray<CallerStep> => [
  ...(exchanges?.(agent) ?? []).map((exchange): CallerStep =>
    "presses" in exchange
      ? { _tag: "Press", keys: exchange.presses, ...exchange.cue !== undefined && { cue: exchange.cue } }
      : { _tag: "Say", text: exchange.caller, language: exchange.in ?? "FRENCH", cue: exchange.cue }
  ),
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

/** One that is closed on a Tuesday at ten, when the others are open. */
export const closedDepartmentOf = (agent: AgentConfig): string =>
  agent.transfers.find(({ hours }) => hours !== undefined)?.department ?? departmentOf(agent)
