import { type CallMessage, messageBounds, type MessageDraft } from "../../domain/CallMessage.ts"
import type { Language } from "../../domain/Language.ts"

const said: Readonly<Record<Language, (text: string) => string>> = {
  FRENCH: (text) =>
    `La personne retire le message qu'elle a laissé pendant le même appel : il n'y a rien à y faire. Il disait : « ${text} »`,
  ENGLISH: (text) =>
    `The caller takes back the message that they left in the same call: nothing is to be done about it. It said: "${text}"`
}

const bounded = (text: string, most: number) => text.length <= most ? text : `${text.slice(0, most - 1)}…`

/** What tells those who may have read a message that the caller takes it back: to the same people, and as urgent. */
export const correctionOf = (
  { callbackNumber, callerName, department, due, language, text, urgency }: CallMessage
): MessageDraft => {
  const say = said[language]
  return {
    kind: "message",
    ...department !== undefined && { department },
    ...callerName !== undefined && { callerName },
    ...callbackNumber !== undefined && { callbackNumber },
    text: say(bounded(text, messageBounds.text - say("").length)),
    urgency,
    ...due !== undefined && { due },
    language
  }
}
