import type { voice } from "@livekit/agents"
import type { Duration, Effect } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { ModelUsage } from "../../domain/CallRecord.ts"
import type { PhraseNotHeard, VoiceEvent } from "../../services/VoiceSession.ts"
import type { CallClock } from "./CallClock.ts"
import type { CallerTap } from "./CallerTap.ts"
import type { Memory } from "./Memory.ts"

/** How the ids of items begin that a brain is told of itself, such as a phrase that was said in its name. */
export const ownItem = "line_"

export type Session = voice.AgentSession<AgentConfig>

/** A function call of the model's, as it wrote it. */
export interface FunctionCall {
  readonly id: string
  readonly name: string
  readonly args: string
  /** Whether something of the same reply was said before it. */
  readonly spokeFirst: boolean
}

/** What a function call is answered with, once. */
export interface FunctionAnswer {
  readonly output: string
  readonly isError: boolean
  /** Whether the model is to say something about it. */
  readonly reply: boolean
}

/** What became of a stretch of speech. `startedAt`: epoch milliseconds. */
export interface Spoken {
  readonly number: number
  readonly startedAt: number
  readonly seconds: number
  readonly cut: boolean
}

/** What a shell is to its brain. The SDK calls a brain where nobody catches: nothing here throws. */
export interface Host extends CallClock {
  readonly emit: (event: VoiceEvent) => void
  /** The model called a function: the shell sees to it that the brain is given one answer. */
  readonly called: (call: FunctionCall) => void
  readonly later: (wait: Duration.Duration, act: () => void) => void
  readonly warn: (message: string) => void
  /** Does some work for as long as the conversation lasts, or until the given function is called. */
  readonly fork: (work: Effect.Effect<unknown>) => () => void
  /** What was said and done so far, whoever thought. */
  readonly memory: Memory
  /** What the caller says; none where no brain of this call listens for itself. */
  readonly caller: CallerTap | undefined
  /** Runs a call of the SDK outside of the context that it was made in, which may be that of one of its own tasks. */
  readonly outside: <A>(call: () => A) => A
  /** When the caller heard the agent last (`elapsed`): now, while they do. */
  readonly heardAt: () => number
  /** What the SDK's session is saying, or is about to say. */
  readonly speaker: () => voice.SpeechHandle | undefined
  /** How many stretches of speech have begun, and what became of the last one that is over. */
  readonly stretches: () => { readonly begun: number; readonly last: Spoken | undefined }
}

/** The reply that was asked for last, until it is over. */
export interface AwaitedReply {
  /** What says it; undefined as long as there is nothing of it to hear. */
  readonly speech: voice.SpeechHandle | undefined
  /** Nothing has come of it yet: no audio, no text, no function call. */
  readonly silent: boolean
  readonly calledTool: boolean
}

/**
 * Who thinks in a conversation: ends the caller's turns, and answers them. It reports turns and replies to its host, is
 * asked, told and instructed, and says when it is lost. The shell around it is the same whoever it is.
 */
export interface Brain {
  /** What the SDK's session is started with. */
  readonly agent: voice.Agent<AgentConfig>
  /** Called once, before anything can happen. */
  readonly attach: (session: Session) => void
  readonly isAlive: () => boolean
  /** Whether it said the last thing that it was asked for: a mute one is not relied on. */
  readonly isVocal: () => boolean
  /** Asks for a reply now. One that was asked for before, and is silent yet, gives way. */
  readonly ask: (instructions: string | undefined) => void
  readonly awaited: () => AwaitedReply | undefined
  /** Whether this speech is a reply of its, rather than a fixed phrase. */
  readonly isReply: (speech: voice.SpeechHandle) => boolean
  /** When the reply in this speech was asked for (`elapsed`); undefined where it was not, or is no reply of its. */
  readonly askedAt: (speech: voice.SpeechHandle) => number | undefined
  /** Takes back what this speech is saying, or about to say; without one, the reply of which there is nothing to hear yet. */
  readonly takeBack: (speech: voice.SpeechHandle | undefined) => void
  /** Says a line word for word, by the model. `turn`: waits until it has begun, or gives up. */
  readonly recite: (
    line: string,
    interruptible: boolean,
    turn: (speech: voice.SpeechHandle, begun: () => boolean) => Effect.Effect<void, PhraseNotHeard>
  ) => Effect.Effect<{ readonly interrupted: boolean }, PhraseNotHeard>
  /** A line was said in its name, and heard as far as this. */
  readonly tell: (line: { readonly itemId: string; readonly text: string; readonly spokenAt: number }) => void
  readonly instruct: (instructions: string) => Effect.Effect<void>
  readonly answer: (call: FunctionCall, answer: FunctionAnswer) => void
  /** Begins anew with what was said so far. A reply under way is lost; `ModelRestored` or `ModelLost` follows. */
  readonly renew: () => void
  /** Whether a turn of the caller's still waits for its words, or for its end. */
  readonly isListening: () => boolean
  /** The caller is gone: the turn that they were in, if any, is over. */
  readonly endTurn: () => void
  readonly usage: () => ReadonlyArray<ModelUsage>
  /** Somebody else thinks from now on. Gives since when (epoch milliseconds) it has not understood the caller. */
  readonly leave: () => number
  /** It thinks from now on; what the caller has said since then, nobody has understood. */
  readonly enter: (unheardSince: number) => void
}
