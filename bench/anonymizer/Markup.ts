import type { AgentConfig } from "../../src/domain/AgentConfig.ts"

/** What is labelled. `ID_NUMBER` is any other number that leads to a person: account, policy, licence, last four, PIN. */
export const entityTypes = [
  "PERSON",
  "PHONE",
  "EMAIL",
  "ADDRESS",
  "POSTAL_CODE",
  "DOB",
  "SIN",
  "CARD",
  "CVV",
  "HEALTH",
  "ID_NUMBER"
] as const
export type EntityType = typeof entityTypes[number]

/** Offsets are UTF-16 code units of the turn's text, `end` exclusive. */
export interface Span {
  readonly type: string
  readonly start: number
  readonly end: number
}

export interface GoldSpan extends Span {
  readonly type: EntityType
  /** Whether the words around it, or the question before it, announce it. Labelled for persons; true elsewhere. */
  readonly cued: boolean
  /** Who it is, where a transcript says: the same mark has to become the same placeholder. */
  readonly who?: string
}

/** One thing said, or one tool call or output. */
export interface Turn {
  readonly kind: "user" | "assistant" | "call" | "output"
  /** The tool, in calls and outputs. */
  readonly name?: string
  readonly interrupted?: boolean
  readonly isError?: boolean
  readonly text: string
  readonly gold: ReadonlyArray<GoldSpan>
  /** Text that may be replaced or not: it counts neither way (an expiry date, an extension). */
  readonly neutral: ReadonlyArray<{ readonly start: number; readonly end: number }>
}

/** One unit that is anonymized by itself: an utterance with the question before it, or a whole transcript. */
export interface Case {
  readonly id: string
  readonly source: "generated" | "written" | "transcript" | "negative"
  /** Rules may be tuned on `dev`. No template, name or number of it is in `heldout`. */
  readonly split: "dev" | "heldout"
  readonly language: "fr" | "en"
  readonly callerNumber?: string
  readonly agent?: AgentConfig
  readonly turns: ReadonlyArray<Turn>
}

const mark = /\{\{([A-Z_]+)(\?)?(?:#(\w+))?\|([^{}]*)\}\}/g

/** What stands in front of a date and is none of it, whoever labelled it with the date. */
const article = /^(?:(?:on )?the|le|en|in|on) /i

const isEntityType = (name: string): name is EntityType => entityTypes.some((type) => type === name)

/** Reads `{{PERSON|Marie}}`; `PERSON?` is one that nothing announces, `PERSON#1` says who it is. */
export const readMarkup = (source: string): Pick<Turn, "text" | "gold" | "neutral"> => {
  const gold: Array<GoldSpan> = []
  const neutral: Array<{ readonly start: number; readonly end: number }> = []
  let text = ""
  let read = 0
  for (const match of source.matchAll(mark)) {
    const [whole, type = "", uncued, who, value = ""] = match
    text += source.slice(read, match.index)
    const front = type === "DOB" ? article.exec(value)?.[0].length ?? 0 : 0
    const span = { start: text.length + front, end: text.length + value.length }
    if (type === "NEUTRAL") neutral.push(span)
    else if (isEntityType(type)) {
      gold.push({ type, ...span, cued: uncued === undefined, ...(who === undefined ? {} : { who }) })
    } else throw new Error(`no such label: ${type} in ${source}`)
    text += value
    read = match.index + whole.length
  }
  text += source.slice(read)
  if (/\{\{[A-Z]/.test(text)) throw new Error(`a mark that does not read: ${source}`)
  return { text, gold, neutral }
}

/** `[question] answer`, as the utterance files write it. */
export const readUtterance = (line: string): ReadonlyArray<Turn> => {
  const match = /^\[([^\]]+)\] (.*)$/.exec(line)
  const said = { kind: "user", ...readMarkup(match?.[2] ?? line) } as const
  return match?.[1] === undefined ? [said] : [{ kind: "assistant", ...readMarkup(match[1]) }, said]
}

const speakers: Readonly<Record<string, Pick<Turn, "kind" | "interrupted" | "isError">>> = {
  "a:": { kind: "assistant" },
  "a!:": { kind: "assistant", interrupted: true },
  "u:": { kind: "user" },
  "u!:": { kind: "user", interrupted: true },
  call: { kind: "call" },
  out: { kind: "output" },
  err: { kind: "output", isError: true }
}

/** The turns of a transcript file's block: `u: …`, `a!: …` (interrupted), `call tool {…}`, `out …`, `err …`. */
export const readTurns = (lines: ReadonlyArray<string>): ReadonlyArray<Turn> => {
  const turns: Array<Turn> = []
  let tool = "tool"
  for (const line of lines) {
    const [head = "", ...rest] = line.split(" ")
    const speaker = speakers[head]
    if (speaker === undefined) throw new Error(`no such turn: ${line}`)
    if (head === "call") tool = rest.shift() ?? tool
    const isTool = speaker.kind === "call" || speaker.kind === "output"
    turns.push({ ...speaker, ...(isTool ? { name: tool } : {}), ...readMarkup(rest.join(" ")) })
  }
  return turns
}
