import type { KeypadKey } from "../../domain/Keypad.ts"

/** What a transfer came to. `Unknown`: no answer came in time, or the caller left before one did. */
export type TransferResult =
  | { readonly _tag: "Connected" }
  | { readonly _tag: "Failed"; readonly sipStatus?: number }
  | { readonly _tag: "Unknown"; readonly callerPresent: boolean }

/** A tool as the model called it: its name and arguments are the model's, and may be anything. */
export interface CalledTool {
  readonly id: string
  readonly name: string
  readonly args: string
  /** Whether agent audio of the same response was heard before the tool was called. */
  readonly spokeFirst: boolean
}

/** All that a conversation reacts to: what is heard, what the line and the model do, and what our own actions came to. */
export type Event =
  | { readonly _tag: "CallerStartedSpeaking"; readonly itemId: string }
  /** `waited`: it has been over for so many milliseconds. */
  | { readonly _tag: "CallerTurnEnded"; readonly itemId: string; readonly waited?: number }
  | { readonly _tag: "CallerSaid"; readonly itemId: string; readonly text: string }
  /** `lost`: whoever answers does not have the words of this turn either, and the turn is over. `failed`: nor can have. */
  | {
    readonly _tag: "CallerNotTranscribed"
    readonly itemId: string
    readonly lost?: boolean
    readonly failed?: boolean
  }
  /** What was taken for a turn of the caller's was none. */
  | { readonly _tag: "CallerSaidNothing"; readonly itemId: string }
  /** The model was lost over this turn, and nobody has its words. */
  | { readonly _tag: "CallerTurnLost"; readonly itemId: string }
  | { readonly _tag: "AgentStartedSpeaking"; readonly of: "reply" | "phrase" }
  /** Frames have been playing. */
  | { readonly _tag: "AgentAudible" }
  /** What is being said is not over, but there is nothing of it to play. */
  | { readonly _tag: "AgentStalled" }
  | { readonly _tag: "AgentStoppedSpeaking"; readonly interrupted: boolean }
  /** `of`: the model's own words, or a fixed phrase. */
  | {
    readonly _tag: "AgentSaid"
    readonly text: string
    readonly interrupted: boolean
    readonly of: "reply" | "phrase"
  }
  /** The model has taken up the reply that was asked for. */
  | { readonly _tag: "ReplyCreated" }
  | { readonly _tag: "ReplyFailed"; readonly code: string }
  | { readonly _tag: "ToolCalled"; readonly call: CalledTool }
  /**
   * `silentFor`: it was given up because nothing had come from it for so many milliseconds. `inReply`: it was lost with a
   * reply under way, of which all that there is may have been heard.
   */
  | { readonly _tag: "ModelReconnecting"; readonly silentFor?: number; readonly inReply?: boolean }
  /** `hearsAgain`: also what was lost with it. */
  | { readonly _tag: "ModelRestored"; readonly hearsAgain?: boolean }
  | { readonly _tag: "ModelLost" }
  | { readonly _tag: "SessionClosed" }
  | { readonly _tag: "CallerLeft" }
  | { readonly _tag: "KeyPressed"; readonly key: KeypadKey }
  | { readonly _tag: "WorkerDrained" }
  /** A fixed phrase has been said, or could not be. */
  | { readonly _tag: "PhraseOver"; readonly id: number; readonly heard: boolean; readonly interrupted: boolean }
  /** Whether the reply that was to be taken back could still be. */
  | { readonly _tag: "ReplyWithdrawn"; readonly withdrawn: boolean }
  /** What the agent was saying has played. */
  | { readonly _tag: "PlayedOut" }
  /** Another voice has taken over, or there was none that could. */
  | { readonly _tag: "VoiceChanged"; readonly changed: boolean; readonly voicesLeft: number }
  | { readonly _tag: "TransferEnded"; readonly result: TransferResult }
  /** Whether the message of a tool call is on the disk. */
  | { readonly _tag: "MessageKept"; readonly id: string; readonly kept: boolean }
  /**
   * What became of a message that a tool call was to take back. `corrected`: it may have gone out before, and another
   * says that it is taken back.
   */
  | {
    readonly _tag: "MessageWithdrawn"
    readonly id: string
    readonly outcome: "withdrawn" | "corrected" | "failed"
  }
  /** Time has passed: what is due is done. */
  | { readonly _tag: "Tick" }

export type EventTag = Event["_tag"]
export type EventOf<Tag extends EventTag> = Extract<Event, { readonly _tag: Tag }>
