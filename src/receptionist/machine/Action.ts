import type { Duration } from "effect"
import type { MessageDraft } from "../../domain/CallMessage.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Language } from "../../domain/Language.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { PromiseKind } from "../../domain/Promises.ts"
import type { RecordingConsent } from "../../domain/RecordingConsent.ts"
import type { TransferTarget } from "../../domain/TransferTarget.ts"
import type { VoiceFailure } from "../../domain/VoiceChange.ts"
import type { LanguageDecision } from "../LanguageTracker.ts"
import type { PhraseKey } from "../Phrases.ts"

/** Why a call was given up: a code for the report, never text. */
export type Failure =
  | "answerNotHeard"
  | "notTranscribed"
  | "greetingNotHeard"
  | "toolLoop"
  | "cutOff"
  | "sessionClosed"
  | "refused"
  | "noVoice"

/** What a conversation does. The loop carries it out; what takes time comes back as an event. */
export type Action =
  /** Says a fixed phrase; `PhraseOver` says what became of it. */
  | {
    readonly _tag: "Say"
    readonly id: number
    readonly key: PhraseKey
    readonly language: Language
    readonly department?: string
    /** What the caller is promised, as a sentence. */
    readonly promise?: string
    readonly interruptible: boolean
  }
  /** Asks the model for a reply. */
  | { readonly _tag: "Ask"; readonly instruction?: string }
  /** Takes the reply that was asked for back, where it still can be: `ReplyWithdrawn`. */
  | { readonly _tag: "WithdrawReply" }
  /** Stops whatever the agent is saying. */
  | { readonly _tag: "Interrupt" }
  /** Leaves the model's session for a fresh one: `ModelRestored` or `ModelLost`. */
  | { readonly _tag: "RenewSession" }
  /** Hands the conversation to another voice: `VoiceChanged`. */
  | { readonly _tag: "ChangeVoice"; readonly reason: VoiceFailure }
  /** A sound without words: somebody is there. */
  | { readonly _tag: "Signal" }
  /** Waits until what the agent is saying has played: `PlayedOut`. */
  | { readonly _tag: "AwaitPlayout" }
  | {
    readonly _tag: "AnswerTool"
    readonly id: string
    readonly name: string
    readonly output: string
    readonly isError: boolean
    /** Whether the model is to say something about it. */
    readonly reply: boolean
  }
  /** Asks the carrier to take the caller elsewhere: `TransferEnded`. */
  | {
    readonly _tag: "Refer"
    readonly department: string
    readonly target: TransferTarget
    /** How long it may ring there. */
    readonly patience: Duration.Duration
  }
  /** The language of one turn, and of the conversation from now on. */
  | { readonly _tag: "NoteLanguage"; readonly itemId: string; readonly decision: LanguageDecision }
  /** The caller chose a language by key. */
  | { readonly _tag: "SpeakLanguage"; readonly language: Language }
  /** What the caller was told of the recording, and answered. */
  | { readonly _tag: "NoteConsent"; readonly consent: RecordingConsent }
  /** Stops the recording, and destroys what was recorded, wherever it is. */
  | { readonly _tag: "DestroyRecording" }
  /** So many keys were typed; which, is nobody's business but the model's, unless they make a number to call back. */
  | { readonly _tag: "NoteTyped"; readonly keys: number; readonly number?: PhoneNumber }
  /** Keeps what the caller leaves, before they are told that it is: `MessageKept`. `id`: the tool call's. */
  | { readonly _tag: "KeepMessage"; readonly id: string; readonly draft: MessageDraft }
  /** Takes back what the tool call `of` left: `MessageWithdrawn`. `id`: the tool call's that asks for it. */
  | { readonly _tag: "WithdrawMessage"; readonly id: string; readonly of: string }
  /** The agent's words were not true: what was done about it. `counted`: for the first time. */
  | {
    readonly _tag: "NotePromise"
    readonly kind: PromiseKind
    readonly outcome: "asked" | "corrected" | "open"
    readonly counted: boolean
  }
  /** A watchdog acted; for whoever watches. */
  | { readonly _tag: "NoteWatchdog"; readonly action: string }
  | { readonly _tag: "CountTool"; readonly name: string; readonly outcome: string }
  /** A failure that ends a conversation, for the report of the call. */
  | { readonly _tag: "Report"; readonly failure: Failure; readonly code?: string }
  | { readonly _tag: "End"; readonly reason: EndReason }
