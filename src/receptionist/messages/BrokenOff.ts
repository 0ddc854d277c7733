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
import { withoutExtension } from "./Extension.ts"
import { nationalDigits, takes } from "./ReadBack.ts"
import { digitsAtEnd, digitsSaid, saysDigits } from "./SpokenDigits.ts"

interface Said {
  readonly by: "agent" | "caller"
  readonly text: string
  readonly interrupted: boolean
  /** It was typed, so many keys of it; and the number that they make, where they make one. */
  readonly keys: number
  readonly typed?: PhoneNumber | undefined
}

/** How much of the end of a call tells what it broke off in. */
const latest = 12

const fewestDigits = 3

const ownNumber = ({ phone, provisioning }: AgentConfig) => phone ?? provisioning.twilioPhoneNumber

/** The end of what was said; fixed phrases say nothing of what it is about. */
const saidLast = ({ items, typed }: Pick<CallStory, "items" | "typed">, agent: AgentConfig): ReadonlyArray<Said> => {
  const fixed = fixedPhrases(agent).map(({ text }) => text)
  return items.flatMap((item): ReadonlyArray<Said> => {
    if (item.type !== "message") return []
    const text = item.content.join(" ")
    const by = item.role === "user" ? "caller" : "agent"
    return by === "agent" && fixed.some((phrase) => phrase.startsWith(text))
      ? []
      : [{ by, text, interrupted: item.interrupted, keys: keysTyped(text), typed: typed.get(item.id) }]
  }).slice(-latest)
}

/** Who says this with a number wants to be called at it. */
const wantsCall = says(
  `rappel[a-z]+|joindre|rejoindre|call (me )?back|(call|reach|phone|ring) me|get back to me|mon numero|my number|message`
)

const thisNumber = says(
  `(ce|meme) numero|numero (d )?ou j appelle|(this|same) number|number (that )?i( a)?m calling from`
)

/** A number is asked for that somebody is called at, and not that of an order or a file. */
const asksWhereToCall = (text: string): boolean => {
  const words = plainWords(text)
  return asksForNumber(text) && (isOfCalling(words) || !isOfSomethingElse(words))
}
const isOfCalling = says(
  `rappel[a-z]+|joindre|rejoindre|telephone|cellulaire|call (you )?back|(call|reach) you|phone`
)
const isOfSomethingElse = says(
  `dossier|compte|commande|facture|client|carte|assurance|contrat|police|reservation|confirmation|code|file|account|order
  |invoice|customer|card|insurance|contract|policy|booking`
)

/** What goes before an extension, which is dialled by whoever calls back. */
const extension = /[\s,;(]*(?:#|\b(?:poste|extension|ext|local|bo[iî]te vocale)\b)[\s\S]*$/i

/** The number that the caller has given in some turns of theirs, one after the other. */
const numberIn = (turns: ReadonlyArray<Said>, agent: AgentConfig): PhoneNumber | undefined => {
  const home = homeOf(ownNumber(agent))
  const at = turns.findLastIndex(({ typed }) => typed !== undefined)
  const spoken = turns.slice(at + 1).map(({ text }) => text)
  const candidates = spoken.map((_, from) => spoken.slice(from).join(" ")).toReversed()
  for (const text of candidates.flatMap((all) => [all, all.replace(extension, "")])) {
    const { before, digits } = digitsAtEnd(text)
    const plus = /(?:^| )plus$/.test(before) ? "+" : ""
    for (const written of [`${plus}${digits}`, digitsSaid(text)]) {
      const number = Result.getOrUndefined(readNumber(written, home))
      if (number !== undefined) return number
    }
  }
  return turns[at]?.typed
}

/** Whether the caller has said the number, or typed it, or as many keys. */
const gave = (turns: ReadonlyArray<Said>, number: PhoneNumber): boolean => {
  const national = nationalDigits(number)
  return saysDigits(turns.map(({ text }) => text).join(" "), national) ||
    turns.some(({ keys, typed }) => typed === number || keys === national.length || keys === number.length - 1)
}

/** How much of two numbers is the same where one is a correction of the other. */
const corrected = 6

/** Whether a number that the agent reads, and that the caller has not said like this, is that of the message that was begun. */
const isOf = (begun: MessageDraft | null, number: PhoneNumber, before: ReadonlyArray<Said>): boolean => {
  const head = (one: PhoneNumber) => nationalDigits(one).slice(0, corrected)
  return begun?.callbackNumber === undefined
    ? begun !== null && before.some(({ keys, text }) => keys > 0 || digitsSaid(text).length >= fewestDigits)
    : head(begun.callbackNumber) === head(number)
}

/**
 * The number to call back, as the call broke off over it: the caller had just given it, who was asked for it or wants to
 * be called, or the agent was reading it back, to its end or not. What the caller has said last of it counts: of one that
 * was read back and that they do not take, nobody knows what it is. `begun`: what there is of a message, so that what the agent
 * reads back may be a correction of its number, or of what it has heard otherwise.
 */
const numberAtTheEnd = (
  said: ReadonlyArray<Said>,
  { agent, begun, caller }: {
    readonly agent: AgentConfig
    readonly begun: MessageDraft | null
    readonly caller: PhoneNumber | null
  }
): PhoneNumber | "unclear" | undefined => {
  const last = said.findLastIndex(({ by }) => by === "agent")
  const begins = said.slice(0, last + 1).findLastIndex(({ by }) => by === "caller") + 1
  const by = (who: Said["by"], from: number, to?: number) => said.slice(from, to).filter((one) => one.by === who)
  const textOf = (turns: ReadonlyArray<Said>) => turns.map(({ text }) => text).join(" ")
  const before = by("caller", 0, begins)
  const after = by("caller", last + 1)
  const read = textOf(by("agent", begins, last + 1))
  const words = plainWords(textOf(after))
  const isCalled = (last !== -1 && asksWhereToCall(read)) || wantsCall(words)
  const given = numberIn(after, agent)

  const digits = digitsSaid(read)
  const whole = digits.length < fewestDigits
    ? undefined
    : Result.getOrUndefined(readNumber(digits, homeOf(ownNumber(agent))))
  if (whole !== undefined && whole !== ownNumber(agent) && (gave(before, whole) || isOf(begun, whole, before))) {
    return given ?? (takes(textOf(after), nationalDigits(whole)) ? whole : "unclear")
  }
  if (isCalled) return given ?? (thisNumber(words) ? caller ?? undefined : undefined)
  const earlier = numberIn(before, agent)
  const isCutOff = said[last]?.interrupted === true && digits.length >= fewestDigits
  return earlier !== undefined && isCutOff && nationalDigits(earlier).startsWith(digits) ? earlier : undefined
}

const decodeArgs = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/** Numbers of messages that were taken, or that the caller has taken back: those are nothing that broke off. */
const settled = (items: ReadonlyArray<TranscriptItem>, agent: AgentConfig): ReadonlyArray<PhoneNumber> => {
  const called = new Map(items.flatMap((item): ReadonlyArray<readonly [string, PhoneNumber]> => {
    if (item.type !== "function_call" || item.name !== takeMessage.name) return []
    const args = Option.getOrUndefined(decodeArgs(item.args))
    const written = Predicate.hasProperty(args, "callbackNumber") ? args.callbackNumber : undefined
    if (!Predicate.isString(written)) return []
    const number = readNumber(withoutExtension(written)[0], homeOf(ownNumber(agent)))
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

const wordsOf = (said: ReadonlyArray<Said>) =>
  said.filter(({ by, keys }) => by === "caller" && keys === 0).map(({ text }) => text).join("\n")

/** What was begun of a message, with the number as it was known at the end; where it is not, the words tell of it. */
const withNumber = (
  { callbackNumber: _, ...begun }: MessageDraft,
  number: PhoneNumber | "unclear",
  said: ReadonlyArray<Said>
): MessageDraft =>
  number === "unclear"
    ? { ...begun, text: `${begun.text}\n\n${wordsOf(said)}`.slice(0, messageBounds.text).trim() }
    : { ...begun, callbackNumber: number }

/**
 * What there is of a message that nobody has taken, as the call ended: what was begun of one, or the number to call back
 * over which it broke off, with the caller's last words as they said them. Made of what was said, so that it counts also
 * where that was known only once they had hung up. None where nothing was left, or it is in a message already.
 *
 * @param settles the call ended as its agent, or whoever it was transferred to, had it: nothing broke off
 * @param now epoch milliseconds
 */
export const brokenOff = (
  story: Pick<CallStory, "agent" | "begun" | "caller" | "items" | "language" | "typed">,
  settles: boolean,
  now: number
): MessageDraft | undefined => {
  const { agent, begun, caller, items, language } = story
  if (agent === null) return begun ?? undefined
  const said = saidLast(story, agent)
  const number = settles ? undefined : numberAtTheEnd(said, { agent, begun, caller })
  if (begun !== null) return number === undefined ? begun : withNumber(begun, number, said)
  if (number === undefined || settled(items, agent).some((one) => one === number)) return undefined
  const text = wordsOf(said).slice(-messageBounds.text).trim() || nothingSaid[language]
  const draft = {
    kind: "callback",
    ...number !== "unclear" && { callbackNumber: number },
    text,
    urgency: "normal",
    language
  } as const
  const due = dueOf(draft, agent, now)
  return { ...draft, ...due !== undefined && { due } }
}
