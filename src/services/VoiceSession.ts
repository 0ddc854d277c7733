import { Context, type Effect, Schema, type Scope, type Stream } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { Pipeline } from "../domain/AgentVoice.ts"
import type { ModelUsage } from "../domain/CallRecord.ts"
import type { Language } from "../domain/Language.ts"
import type { ToolSpec } from "../domain/Tool.ts"
import type { VoiceFailure, VoiceName } from "../domain/VoiceChange.ts"
import type { Media } from "./Telephony.ts"

/** Who thinks could not be reached, or was lost and did not come back. `detector`: it cannot hear the caller any more. */
export class ModelUnavailable extends Schema.TaggedError<ModelUnavailable>()("ModelUnavailable", {
  reason: Schema.Literals(["refused", "unauthorized", "dropped", "timeout", "protocol", "detector"]),
  attempts: Schema.Int,
  /** HTTP status or WebSocket close code, where there was one. */
  code: Schema.optionalKey(Schema.Int)
}) {
  override get message() {
    if (this.reason === "detector") {
      return "the voice detector on this machine has failed, without which the cascade does not hear its caller: replace this process"
    }
    return `the realtime model is not available (${this.reason} after ${this.attempts} attempts): check AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY, AZURE_OPENAI_REALTIME_DEPLOYMENT and the deployment's quota`
  }
}

/** An exact line was not heard: no TTS, no audio in time, or nobody there to hear it. */
export class PhraseNotHeard extends Schema.TaggedError<PhraseNotHeard>()("PhraseNotHeard", {
  reason: Schema.Literals(["ttsFailed", "noAudio", "notPcm", "closed"])
}) {
  override get message() {
    return this.reason === "notPcm"
      ? "a fixed line was not spoken: the TTS has sent MP3 or WAV where raw PCM was asked for (`response_format`), which would be noise; check AZURE_OPENAI_TTS_DEPLOYMENT"
      : `a fixed line was not spoken (${this.reason}): check AZURE_OPENAI_TTS_DEPLOYMENT`
  }
}

/** What the conversation reports, in the order in which it happened. Times are epoch milliseconds. */
export type VoiceEvent =
  | { readonly _tag: "CallerStartedSpeaking"; readonly itemId: string; readonly at: number }
  /**
   * The caller's turn is over, and the agent owes an answer; its transcript may come later. `waited`: for so many
   * milliseconds, before that was known.
   */
  | { readonly _tag: "CallerTurnEnded"; readonly itemId: string; readonly at: number; readonly waited?: number }
  /** The final transcript of a turn. */
  | { readonly _tag: "CallerSaid"; readonly itemId: string; readonly text: string; readonly spokenAt: number }
  /** The model was lost over this turn, before its words were known: whoever goes on with the call does not have them. */
  | { readonly _tag: "CallerTurnLost"; readonly itemId: string; readonly at: number }
  /**
   * The transcription of a turn failed: what was said stays unknown. `lost`: also to whoever answers, and the turn is over.
   * `failed`: whoever transcribes has failed, and not found that nothing was said.
   */
  | {
    readonly _tag: "CallerNotTranscribed"
    readonly itemId: string
    readonly spokenAt: number
    readonly lost?: boolean
    readonly failed?: boolean
  }
  /** It was no turn: a noise, or a voice without a word, while nobody owed the caller anything. Nothing has to answer it. */
  | { readonly _tag: "CallerSaidNothing"; readonly itemId: string; readonly at: number }
  /** Agent audio is playing to the caller: a reply of the model's, or a fixed phrase. */
  | { readonly _tag: "AgentStartedSpeaking"; readonly at: number; readonly of: "reply" | "phrase" }
  /** Agent audio has been playing since the last event that said so; once a second while frames play. */
  | { readonly _tag: "AgentAudible"; readonly at: number }
  /** What is being said is not over, but nothing of it has been there to hear for a second. It has started again if it goes on. */
  | { readonly _tag: "AgentStalled"; readonly at: number }
  /** What was being said is over: once for each start of something new, also where it had stalled and gone on. */
  | { readonly _tag: "AgentStoppedSpeaking"; readonly at: number; readonly interrupted: boolean }
  /** What the caller heard of one agent message; empty text is never reported. */
  | {
    readonly _tag: "AgentSaid"
    readonly itemId: string
    readonly text: string
    readonly spokenAt: number
    readonly interrupted: boolean
    /** The model's own words, or a fixed phrase. */
    readonly of: "reply" | "phrase"
  }
  /** The model has taken up the reply that was asked for: it lives, though nothing of it is heard yet. */
  | { readonly _tag: "ReplyCreated"; readonly at: number }
  /** A reply came to nothing, or was cut off in the middle; where a connection was lost over it, once there is one again. */
  | { readonly _tag: "ReplyFailed"; readonly code: string }
  /** Every tool call of the model's, whether or not there is a tool of that name. */
  | { readonly _tag: "ToolCalled"; readonly call: ToolCall }
  /**
   * `silentFor`: it was given up because nothing had come from it for so many milliseconds. `inReply`: it was lost with a
   * reply under way, of which all that there is may have been heard.
   */
  | {
    readonly _tag: "ModelReconnecting"
    readonly attempt: number
    readonly silentFor?: number
    readonly inReply?: boolean
  }
  /** `hearsAgain`: also what the caller said that was lost with it. */
  | { readonly _tag: "ModelRestored"; readonly hearsAgain?: boolean }
  /** The model is gone for good; lines can still be said. */
  | { readonly _tag: "ModelLost"; readonly error: ModelUnavailable }
  /** Another voice has taken over; in the first events of a call, from the one that it should have begun with. */
  | {
    readonly _tag: "VoiceChanged"
    readonly changed: true
    readonly from: VoiceName
    readonly to: VoiceName
    readonly reason: VoiceFailure
    readonly at: number
    /** How many others there are still. */
    readonly voicesLeft: number
  }
  /** None that is left could take over. */
  | { readonly _tag: "VoiceChanged"; readonly changed: false; readonly voicesLeft: number }

/** A tool that the model called. Exactly one answer is expected, and the model learns it. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON as the model wrote it. */
  readonly args: string
  readonly at: number
  /** Whether agent audio of the same response was heard before the tool was called. */
  readonly spokeFirst: boolean
  /** Gives the model its answer; with `reply: false` it is not asked to say anything about it. */
  readonly answer: (
    output: string,
    options?: { readonly isError?: boolean; readonly reply?: boolean }
  ) => Effect.Effect<void>
}

/** Who speaks for an agent, where it is not as the operator has it. */
export interface VoiceChoice {
  readonly pipeline?: Pipeline
  readonly realtimeVoice?: string
  readonly ttsVoice?: string
  /** 1 is the voice's own pace. */
  readonly speed?: number
}

export interface ConversationOptions {
  readonly media: Media
  /** All of it, its provisioning included, becomes the session's user data. */
  readonly agent: AgentConfig
  readonly instructions: string
  readonly tools: ReadonlyArray<ToolSpec>
  readonly voice?: VoiceChoice
  /**
   * Asks for the file that the worker's own recording is written to (stereo Opus OGG, caller left, agent right), of all that
   * is heard from `since` on (epoch milliseconds): the conversation does not wait for it. No recording without it.
   */
  readonly recordTo?: (since: number) => Effect.Effect<string>
}

/** A conversation under way. Its scope closes the session, then the recording file. */
export interface Conversation {
  /** Everything from the start on; ends when the session has closed. One consumer. */
  readonly events: Stream.Stream<VoiceEvent>
  /**
   * Says an exact phrase and waits until it has played, or was interrupted by the caller. Phrases follow each other in
   * order. A reply that is being heard is played out first; one of which nothing is heard yet lives on, and follows the
   * phrase. The model is told what was said.
   */
  readonly say: (
    line: string,
    options?: { readonly language?: Language; readonly interruptible?: boolean }
  ) => Effect.Effect<{ readonly interrupted: boolean }, PhraseNotHeard>
  /** Asks the model for a reply now, with these words added to its instructions. Outcome: the events. */
  readonly reply: (instructions?: string) => Effect.Effect<void>
  /** Takes the reply that was asked for back, if at most 300 ms of it were heard. False: it is too late, it goes on. */
  readonly withdrawReply: Effect.Effect<boolean>
  /** New standing instructions, effective from the next reply on, and the language that is spoken from now on. */
  readonly updateInstructions: (instructions: string, language: Language) => Effect.Effect<void>
  /** Stops whatever the agent is saying. */
  readonly interrupt: Effect.Effect<void>
  /** Waits until what the agent is saying has played, or has stalled. */
  readonly playedOut: Effect.Effect<void>
  /** Whether fixed phrases are said without the model: where not, none can be said while a reply is waited for. */
  readonly hasOwnVoice: boolean
  /**
   * Leaves the model's session for a fresh one, which is told what was said so far. A reply under way is lost without a
   * `ReplyFailed`. Outcome: `ModelRestored` or `ModelLost`.
   */
  readonly renew: Effect.Effect<void>
  /** How many other voices can take over. */
  readonly voicesLeft: number
  /**
   * Hands the conversation to the next voice, which is told what was said so far and hears again what the one before has
   * not understood. A reply under way is lost without a `ReplyFailed`. Outcome: `VoiceChanged`.
   */
  readonly changeVoice: (reason: VoiceFailure) => Effect.Effect<void>
  /** Plays a short sound without words to the caller, whichever voice there is: it is heard, and is part of no transcript. */
  readonly signal: Effect.Effect<void>
  /** The caller is gone: waits until all that they said has its transcript, or never will; 4 s at most. */
  readonly transcribed: Effect.Effect<void>
  /**
   * The caller does not want to be recorded: the worker's own recording stops at once, and what it holds is destroyed.
   * Nothing where none is made; the second time as the first.
   */
  readonly stopRecording: Effect.Effect<void>
  /** What the call has cost so far. */
  readonly usage: Effect.Effect<ReadonlyArray<ModelUsage>>
}

/** A model connection that is being opened while the call still rings. */
export interface PreparedModel {
  /** Completes when the model can be talked to; fails when the bounded tries are used up. */
  readonly ready: Effect.Effect<void, ModelUnavailable>
}

/** The conversation with the caller: the SDK's `AgentSession` on a realtime model, and a TTS beside it. */
export class VoiceSession extends Context.Service<VoiceSession, {
  /** Begins to connect to the model in the background. Release: closes what was not used. */
  readonly prepare: Effect.Effect<PreparedModel, never, Scope.Scope>
  /** Renders lines ahead, so that saying them costs no round trip. Total; without haste: what fails is tried again, and reported. */
  readonly warm: (
    lines: ReadonlyArray<{ readonly text: string; readonly language: Language }>,
    voice?: VoiceChoice
  ) => Effect.Effect<void>
  /** Starts the session and publishes the agent's audio, which is what answers the call. */
  readonly start: (
    model: PreparedModel,
    options: ConversationOptions
  ) => Effect.Effect<Conversation, ModelUnavailable, Scope.Scope>
  /**
   * A voice without a model, for as long as the scope is open: says exact phrases by TTS, one after the other, and waits
   * until each has played. The first that could be rendered answers the call.
   */
  readonly announcer: (options: {
    readonly media: Media
    readonly recordTo?: ConversationOptions["recordTo"]
    readonly voice?: VoiceChoice
  }) => Effect.Effect<(text: string) => Effect.Effect<void, PhraseNotHeard>, never, Scope.Scope>
}>()("receptionist/services/VoiceSession") {}
