/** What the tools are called, in every transcript as well. */
export type ToolName = "end_call" | "take_message" | "transfer_call" | "withdraw_message"

/** A tool as the model sees it. */
export interface ToolSpec {
  readonly name: string
  readonly description: string
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>
}
