import { Context, Effect } from "effect"
import type { EndReason } from "../domain/EndReason.ts"
import type { ErrorReport, Phase } from "../domain/ErrorReport.ts"
import type { Language } from "../domain/Language.ts"
import type { VoiceFailure, VoiceName } from "../domain/VoiceChange.ts"

/** What happens in a call, as somebody watching it would tell it. Holds what is said: for a person's eyes only. */
export type CallObservation =
  | { readonly _tag: "Phase"; readonly phase: Phase }
  | { readonly _tag: "AgentFound"; readonly name: string }
  | { readonly _tag: "AgentSaid"; readonly text: string; readonly interrupted: boolean; readonly language: Language }
  | { readonly _tag: "CallerSaid"; readonly text: string; readonly language: Language }
  | {
    readonly _tag: "LanguageDecided"
    readonly language: Language
    readonly switched: boolean
    readonly reason: string
  }
  /** The reply that had been asked for in the other language. */
  | { readonly _tag: "ReplyTakenBack" }
  | { readonly _tag: "ToolCalled"; readonly name: string; readonly args: string }
  | { readonly _tag: "ToolAnswered"; readonly name: string; readonly output: string; readonly isError: boolean }
  | { readonly _tag: "Transfer"; readonly department: string; readonly outcome: "connected" | "failed" | "unknown" }
  /** What the caller leaves is on the disk. */
  | { readonly _tag: "MessageKept"; readonly id: string; readonly complete: boolean }
  /** What the caller left was to be taken back. */
  | { readonly _tag: "MessageWithdrawn"; readonly outcome: "withdrawn" | "corrected" | "failed" }
  | { readonly _tag: "Watchdog"; readonly action: string }
  /** Another voice has taken over. */
  | { readonly _tag: "VoiceChanged"; readonly from: VoiceName; readonly to: VoiceName; readonly reason: VoiceFailure }
  | { readonly _tag: "Problem"; readonly report: ErrorReport }
  | { readonly _tag: "Stored"; readonly artifact: "transcript" | "recording" | "row"; readonly url: string }
  | { readonly _tag: "Ended"; readonly reason: EndReason }

/** Who watches the calls: nobody, but for the demo and the tests. */
export const CallObserver = Context.Reference<(seen: CallObservation) => Effect.Effect<void>>(
  "receptionist/programs/CallObserver",
  { defaultValue: () => () => Effect.void }
)
