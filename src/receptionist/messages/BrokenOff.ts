import { Result } from "effect"
import { messageBounds, type MessageDraft } from "../../domain/CallMessage.ts"
import { homeOf } from "../../domain/NumberingPlan.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { readNumber } from "../../domain/WrittenNumber.ts"
import type { ToolContext } from "../tools/Tool.ts"
import { dueOf } from "./Due.ts"
import { nationalDigits } from "./ReadBack.ts"
import { digitsSaid, saysDigits } from "./SpokenDigits.ts"

const textsOf = (said: ToolContext["said"], by: "agent" | "caller") =>
  said.filter((one) => one.by === by).map(({ text }) => text)

/** The number of the caller's that the agent has just read back: in its last words of its own, which the caller has said before. */
const lastReadBack = ({ agent, said }: ToolContext): PhoneNumber | undefined => {
  const last = said.findLastIndex(({ by, fixed }) => by === "agent" && fixed !== true)
  const begins = said.slice(0, last).findLastIndex(({ by }) => by === "caller") + 1
  const home = homeOf(agent.phone ?? agent.provisioning.twilioPhoneNumber)
  const given = textsOf(said.slice(0, begins), "caller").join(" ")
  const read = textsOf(said.slice(begins, last + 1), "agent").join(" ")
  const number = Result.getOrUndefined(readNumber(digitsSaid(read), home))
  return number !== undefined && saysDigits(given, nationalDigits(number)) ? number : undefined
}

/**
 * What a message would be that nobody has taken yet: the call breaks off over the number to call back, which was read back.
 * Its text are the caller's last words, as they said them. None where the agent was about something else, or the number
 * is in a message already, or in one that the caller has taken back.
 */
export const brokenOff = (
  context: ToolContext,
  dropped: ReadonlyArray<MessageDraft> = []
): MessageDraft | undefined => {
  const { agent, language, now, said, taken = [] } = context
  const callbackNumber = lastReadBack(context)
  const isKnown = [...taken, ...dropped].some((before) => before.callbackNumber === callbackNumber)
  if (callbackNumber === undefined || isKnown) return undefined
  const text = textsOf(said, "caller").join("\n").slice(-messageBounds.text).trim()
  const draft = { kind: "callback", callbackNumber, text, urgency: "normal", language } as const
  const due = dueOf(draft, agent, now)
  return { ...draft, ...due !== undefined && { due } }
}
