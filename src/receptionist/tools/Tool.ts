import type { Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { MessageDraft } from "../../domain/CallMessage.ts"
import type { Rung } from "../../domain/Ladder.ts"
import type { Language } from "../../domain/Language.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { ToolName, ToolSpec } from "../../domain/Tool.ts"
import type { Askable } from "../promises/SayAndDo.ts"

/** What is to be done about a tool call. `output` is for the model, never spoken as it is. */
export type Decision =
  | { readonly _tag: "Transfer"; readonly department: string; readonly ladder: ReadonlyArray<Rung> }
  | { readonly _tag: "EndCall" }
  /** The message is to be kept; the caller is told so, in a fixed phrase, once it is. */
  | { readonly _tag: "TakeMessage"; readonly draft: MessageDraft }
  /** The message that was taken last is to be taken back; the caller is told in a fixed phrase what has become of it. */
  | { readonly _tag: "WithdrawMessage" }
  | {
    readonly _tag: "Answer"
    readonly output: string
    readonly isError: boolean
    /** What a message would be that was not taken yet: it is kept, as incomplete, if the call breaks off now. */
    readonly unfinished?: MessageDraft
    /** What nobody counts on any more who has promised it: it is done already, or the model knows that it cannot be. */
    readonly settles?: ReadonlyArray<Askable>
  }

/** What a tool knows of the call that it is used in. */
export interface ToolContext {
  readonly agent: AgentConfig
  readonly language: Language
  /** Epoch milliseconds. */
  readonly now: number
  /** None where the caller withheld it. */
  readonly callerNumber: PhoneNumber | null
  /** What was said lately, the oldest first: a number that is read back was said. `fixed`: it was a phrase of ours. */
  readonly said: ReadonlyArray<{ readonly by: "agent" | "caller"; readonly text: string; readonly fixed?: boolean }>
  /** The messages that this call has taken, and that are kept. */
  readonly taken?: ReadonlyArray<MessageDraft>
}

/** Something that the model can ask for. It is known in its own file, and in the list of all of them. */
export interface Tool {
  readonly name: ToolName
  /** As the model sees it; none where the agent's configuration has no use for it. */
  readonly spec: (agent: AgentConfig) => Option.Option<ToolSpec>
  /** What words it makes true. */
  readonly promises: ReadonlyArray<Askable>
  /** How often it may be called in one call. */
  readonly mostCalls: number
  /** @param args what the model wrote, decoded; none where it is not JSON, or too long */
  readonly decide: (context: ToolContext, args: Option.Option<unknown>) => Decision
}

/** Nothing was done, and why. */
export const refuse = (output: string) => ({ _tag: "Answer", output, isError: true }) as const satisfies Decision
