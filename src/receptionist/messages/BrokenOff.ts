import { Option, Predicate, Result, Schema } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { messageBounds, type MessageDraft } from "../../domain/CallMessage.ts"
import type { CallStory } from "../../domain/CallStory.ts"
import { homeOf } from "../../domain/NumberingPlan.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { TranscriptItem } from "../../domain/Transcript.ts"
import { readNumber } from "../../domain/WrittenNumber.ts"
import { asksForNumber } from "../AsksForNumber.ts"
import { fixedPhrases } from "../Phrases.ts"
import { plainWords } from "../Spoken.ts"
import { says } from "../SpokenPattern.ts"
import { takeMessage } from "../tools/takeMessage.ts"
import { withdrawMessage } from "../tools/withdrawMessage.ts"
import { keysTyped } from "../Typed.ts"
import { dueOf } from "./Due.ts"
import { nationalDigits } from "./ReadBack.ts"
import { digitsAtEnd, digitsSaid, saysDigits } from "./SpokenDigits.ts"

interface Said {
  readonly by: "agent" | "caller"
  readonly text: string
  readonly interrupted: boolean
}

/** How much of the end of a call tells what it broke off in. */
const latest = 12

const fewestDigits = 3

const ownNumber = ({ phone, provisioning }: AgentConfig) => phone ?? provisioning.twilioPhoneNumber

/** The end of what was said; fixed phrases say nothing of what it is about. */
const saidLast = (items: CallStory["items"], agent: AgentConfig): ReadonlyArray<Said> => {
  const fixed = fixedPhrases(agent).map(({ text }) => text)
  return items.flatMap((item): ReadonlyArray<Said> => {
    if (item.type !== "message") return []
    const text = item.content.join(" ")
    const by = item.role === "user" ? "caller" : "agent"
    const isFixed = by === "agent" && fixed.some((phrase) => phrase.startsWith(text))
    return isFixed ? [] : [{ by, text, interrupted: item.interrupted }]
  }).slice(-latest)
}

/** Who says this with a number wants to be called at it. */
const wantsCall = says(
  `rappel[a-z]+|joindre|rejoindre|call (me )?back|(call|reach|phone|ring) me|get back to me|mon numero|my number|message`
)

const thisNumber = says(
  `(ce|meme) numero|numero (d )?ou j appelle|(this|same) number|number (that )?i( a)?m calling from`
)

/** The number that the caller has given in some turns of theirs, one after the other. */
const numberIn = (turns: ReadonlyArray<string>, agent: AgentConfig): PhoneNumber | undefined => {
  const home = homeOf(ownNumber(agent))
  const candidates = turns.map((_, from) => turns.slice(from).join(" ")).toReversed()
  for (const text of candidates) {
    for (const digits of [digitsAtEnd(text).digits, digitsSaid(text)]) {
      const number = Result.getOrUndefined(readNumber(digits, home))
      if (number !== undefined) return number
    }
  }
  return undefined
}

/** Whether the caller has said the number, or typed as many keys. */
const gave = (turns: ReadonlyArray<string>, number: PhoneNumber): boolean => {
  const national = nationalDigits(number)
  return saysDigits(turns.join(" "), national) ||
    turns.some((text) => keysTyped(text) === national.length || keysTyped(text) === number.length - 1)
}

/**
 * The number to call back, as the call broke off over it: the agent was reading it back, to its end or not, or the
 * caller had just given it, who was asked for it or wants to be called. `begun`: a message is being taken, so that what
 * the agent reads back is of it.
 */
const numberAtTheEnd = (
  said: ReadonlyArray<Said>,
  { agent, begun, caller }: {
    readonly agent: AgentConfig
    readonly begun: boolean
    readonly caller: PhoneNumber | null
  }
): PhoneNumber | undefined => {
  const last = said.findLastIndex(({ by }) => by === "agent")
  const begins = said.slice(0, last + 1).findLastIndex(({ by }) => by === "caller") + 1
  const by = (who: Said["by"], from: number, to?: number) =>
    said.slice(from, to).filter((one) => one.by === who).map(({ text }) => text)
  const before = by("caller", 0, begins)
  const after = by("caller", last + 1)
  const read = by("agent", begins, last + 1).join(" ")
  const digits = digitsSaid(read)
  if (digits.length >= fewestDigits) {
    const whole = Result.getOrUndefined(readNumber(digits, homeOf(ownNumber(agent))))
    if (whole !== undefined) return (begun && whole !== ownNumber(agent)) || gave(before, whole) ? whole : undefined
    const given = numberIn(before, agent)
    const isCutOff = said[last]?.interrupted === true
    return given !== undefined && isCutOff && nationalDigits(given).startsWith(digits) ? given : undefined
  }
  const words = plainWords(after.join(" "))
  const isCalled = (last !== -1 && asksForNumber(read)) || wantsCall(words)
  if (!isCalled) return undefined
  return numberIn(after, agent) ?? (thisNumber(words) ? caller ?? undefined : undefined)
}

const decodeArgs = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/** Numbers of messages that were taken, or that the caller has taken back: those are nothing that broke off. */
const settled = (items: ReadonlyArray<TranscriptItem>, agent: AgentConfig): ReadonlyArray<PhoneNumber> => {
  const called = new Map(items.flatMap((item): ReadonlyArray<readonly [string, PhoneNumber]> => {
    if (item.type !== "function_call" || item.name !== takeMessage.name) return []
    const args = Option.getOrUndefined(decodeArgs(item.args))
    const written = Predicate.hasProperty(args, "callbackNumber") ? args.callbackNumber : undefined
    if (!Predicate.isString(written)) return []
    const number = readNumber(written, homeOf(ownNumber(agent)))
    return Result.isSuccess(number) ? [[item.callId, number.success]] : []
  }))
  return items.flatMap((item, at) => {
    if (item.type !== "function_call_output" || item.isError) return []
    if (item.name === withdrawMessage.name) {
      return items.slice(0, at).flatMap((earlier) =>
        earlier.type === "function_call" ? called.get(earlier.callId) ?? [] : []
      )
    }
    return item.name === takeMessage.name ? called.get(item.callId) ?? [] : []
  })
}

const nothingSaid = {
  FRENCH: "L'appel s'est terminé avant que le message soit pris.",
  ENGLISH: "The call ended before the message was taken."
} as const

/**
 * What there is of a message that nobody has taken, as the call ended: what was begun of one, or the number to call back
 * over which it broke off, with the caller's last words as they said them. Made of what was said, so that it counts also
 * where that was known only once they had hung up. None where nothing was left, or it is in a message already.
 *
 * @param settles the call ended as its agent, or whoever it was transferred to, had it: nothing broke off
 * @param now epoch milliseconds
 */
export const brokenOff = (
  { agent, begun, caller, items, language }: Pick<CallStory, "agent" | "begun" | "caller" | "items" | "language">,
  settles: boolean,
  now: number
): MessageDraft | undefined => {
  if (agent === null) return begun ?? undefined
  const said = saidLast(items, agent)
  const number = settles ? undefined : numberAtTheEnd(said, { agent, begun: begun !== null, caller })
  if (begun !== null) return number === undefined ? begun : { ...begun, callbackNumber: number }
  if (number === undefined || settled(items, agent).includes(number)) return undefined
  const words = said.filter(({ by, text }) => by === "caller" && keysTyped(text) === 0).map(({ text }) => text)
  const text = words.join("\n").slice(-messageBounds.text).trim() || nothingSaid[language]
  const draft = { kind: "callback", callbackNumber: number, text, urgency: "normal", language } as const
  const due = dueOf(draft, agent, now)
  return { ...draft, ...due !== undefined && { due } }
}
