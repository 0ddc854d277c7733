import { Duration } from "effect"

/** How long the parties to a call may keep each other waiting. */
export interface TurnPolicy {
  /** From the answer on; the call then ends with a goodbye. */
  readonly maxDuration: Duration.Duration
  /** How long before that end the caller is told. */
  readonly warnBefore: Duration.Duration
  /** Silence of the caller after which the agent asks whether they are still there. */
  readonly silencePrompt: Duration.Duration
  /** Silence of the caller after which the call ends with a goodbye. */
  readonly silenceTimeout: Duration.Duration
  /** How long an answer that the agent owes may stay unheard before it is asked for again, and then given up. */
  readonly answerPatience: Duration.Duration
}

/**
 * Whose turn it is. Times are epoch milliseconds. The state machine is pure: events change it, and `due` says what must
 * happen next if no event comes, and when.
 */
export interface Turns {
  readonly answeredAt: number
  readonly callerSpeaking: boolean
  readonly agentSpeaking: boolean
  /** The agent owes the caller an answer since then. */
  readonly owedSince: number | null
  /** How often that answer has been asked for. */
  readonly asked: number
  /** The caller could speak, and has not, since then. */
  readonly silentSince: number | null
  readonly prompted: boolean
  readonly warned: boolean
  /** Tools and fixed lines under way: somebody is busy for the caller, and has a bound of its own. */
  readonly busy: number
}

export const begin = (answeredAt: number): Turns => ({
  answeredAt,
  callerSpeaking: false,
  agentSpeaking: false,
  owedSince: null,
  asked: 0,
  silentSince: null,
  prompted: false,
  warned: false,
  busy: 0
})

export const callerStarted = (turns: Turns): Turns => ({
  ...turns,
  callerSpeaking: true,
  silentSince: null,
  prompted: false
})

/** The caller's turn is over, and the agent owes an answer; nothing is owed while their last wish is being carried out. */
export const callerFinished = (turns: Turns, at: number, owed: boolean): Turns => {
  const listening = { ...turns, callerSpeaking: false }
  return owed ? owes(listening, at) : { ...listening, silentSince: at }
}

/** The agent owes an answer from now on, and it has been asked for once. */
export const owes = (turns: Turns, at: number): Turns => asked({ ...turns, asked: 0 }, at)

/** A reply has been asked for, once more. */
export const asked = (turns: Turns, at: number): Turns => ({
  ...turns,
  owedSince: at,
  asked: turns.asked + 1,
  silentSince: null
})

export const agentStarted = (turns: Turns): Turns => ({ ...turns, agentSpeaking: true, owedSince: null, asked: 0 })

export const agentStopped = (turns: Turns, at: number): Turns => ({
  ...turns,
  agentSpeaking: false,
  silentSince: turns.callerSpeaking ? null : turns.silentSince ?? at
})

/** A tool or a fixed line has begun: what was owed is being taken care of. */
export const busy = (turns: Turns): Turns => ({ ...turns, busy: turns.busy + 1, owedSince: null, asked: 0 })

export const free = (turns: Turns, at: number): Turns => ({
  ...turns,
  busy: Math.max(0, turns.busy - 1),
  silentSince: turns.callerSpeaking ? null : turns.silentSince ?? at
})

export const prompted = (turns: Turns): Turns => ({ ...turns, prompted: true })

export const warned = (turns: Turns): Turns => ({ ...turns, warned: true })

export type Duty = "askAgain" | "giveUp" | "promptCaller" | "endSilence" | "warnOfEnd" | "endOfTime"

/** The next thing to do if nothing happens, and when. There always is one: no call lasts for ever. */
export const due = (turns: Turns, policy: TurnPolicy): { readonly duty: Duty; readonly at: number } => {
  const after = (since: number, wait: Duration.Duration) => since + Duration.toMillis(wait)
  const end = after(turns.answeredAt, policy.maxDuration)
  const duties: Array<{ readonly duty: Duty; readonly at: number }> = [{ duty: "endOfTime", at: end }]

  const warnAt = end - Duration.toMillis(policy.warnBefore)
  if (!turns.warned && warnAt > turns.answeredAt) duties.push({ duty: "warnOfEnd", at: warnAt })

  const quiet = !turns.callerSpeaking && !turns.agentSpeaking && turns.busy === 0
  if (quiet && turns.owedSince !== null) {
    duties.push({ duty: turns.asked < 2 ? "askAgain" : "giveUp", at: after(turns.owedSince, policy.answerPatience) })
  }
  if (quiet && turns.owedSince === null && turns.silentSince !== null) {
    duties.push({ duty: "endSilence", at: after(turns.silentSince, policy.silenceTimeout) })
    if (!turns.prompted) duties.push({ duty: "promptCaller", at: after(turns.silentSince, policy.silencePrompt) })
  }
  return duties.reduce((first, next) => (next.at < first.at ? next : first))
}
