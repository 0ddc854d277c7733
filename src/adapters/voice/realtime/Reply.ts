import type { FunctionCall } from "../Brain.ts"

/** One reply that the model was asked for. `Speech`: what says it to the caller, once there is something of it to hear. */
export interface Reply<Speech> {
  /** When it was asked for, or wanted, where that was later (`elapsed`). */
  askedAt: number
  /** A line word for word, for whose outcome somebody waits. */
  readonly line?: { readonly interruptible: boolean }
  speech: Speech | undefined
  /** Taken back, by us or by the caller's voice: nothing that becomes of it is a failure. */
  cancelled: boolean
  audio: boolean
  text: boolean
  tool: boolean
  /** The model is done with it, or was lost over it. */
  over: boolean
  lost: boolean
  /** Asked for ahead of time: nothing comes of it until somebody wants it. */
  ahead: boolean
  /** The response that the model makes of it. */
  id: string | undefined
  /** Why nothing will come of it, where nobody waits for it that could be told. */
  failure: string | undefined
  /** The ids of its items, and of the messages among them. */
  readonly items: Array<string>
  readonly messages: Array<string>
  /** Function calls that are not to be done before it is wanted. */
  readonly kept: Array<FunctionCall>
  /** Its function calls that are not answered yet, and whether an answer is to be spoken about. */
  readonly open: Set<string>
  goesOn: boolean
}

/** How a reply is asked for. */
export type Asked<Speech> = Partial<Pick<Reply<Speech>, "ahead" | "line">>

/** One that is asked for now (`elapsed`). */
export const make = <Speech>(
  askedAt: number,
  { ahead = false, line }: Asked<Speech> = {}
): Reply<Speech> => ({
  askedAt,
  ...(line !== undefined && { line }),
  ahead,
  id: undefined,
  failure: undefined,
  speech: undefined,
  cancelled: false,
  audio: false,
  text: false,
  tool: false,
  over: false,
  lost: false,
  items: [],
  messages: [],
  kept: [],
  open: new Set(),
  goesOn: false
})

/** Nothing of it can be heard yet. */
export const isSilent = (reply: Reply<unknown>) => !reply.audio && !reply.text && !reply.tool
