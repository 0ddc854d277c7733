import * as Duration from "effect/Duration"
import * as Redacted from "effect/Redacted"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { numberRuns } from "../text/NumberRuns.ts"
import { fold } from "../text/Text.ts"
import { tokenize } from "../text/Tokens.ts"

/** What belongs to the business and not to a caller: its name, departments, products, towns, numbers and addresses. */
export interface Preserved {
  /** Words that its configuration writes with a capital, folded. */
  readonly words: ReadonlySet<string>
  /** Numbers of seven digits and more, without a country's code of North America. */
  readonly numbers: ReadonlySet<string>
  /** All of it, folded, with one space between words: where an address or e-mail is looked for. */
  readonly text: string
}

export const nothingPreserved: Preserved = { words: new Set(), numbers: new Set(), text: "" }

/** The digits of a number, without the country of North America. */
export const national = (digits: string): string => digits.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "")

export const plainWords = (text: string): string =>
  fold(text).replace(/[^\p{L}\d@.]+|\.(?!\p{L}|\d)/gu, " ").replace(/ +/g, " ").trim()

const strings = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null && !Duration.isDuration(value) && !Redacted.isRedacted(value)
    ? Object.values(value).flatMap(strings)
    : []

/** What the program goes by says nothing about the business. */
const switches = new Set(["extra", "id", "keypad", "disclosure", "voice"])

/** What its configuration says about the business, as plain texts. */
export const ownTexts = (agent: AgentConfig): ReadonlyArray<string> =>
  strings(Object.entries(agent).flatMap(([key, value]) => switches.has(key) ? [] : [value]))

export const preservedBy = (texts: ReadonlyArray<string>): Preserved => {
  const words = new Set<string>()
  const numbers = new Set<string>()
  for (const text of texts) {
    const tokens = tokenize(text)
    for (const { capital, folded } of tokens) if (capital) words.add(folded)
    for (const { digits } of numberRuns(tokens, tokens.map(() => false))) {
      if (digits.length >= 7) numbers.add(national(digits))
    }
  }
  return { words, numbers, text: ` ${texts.map(plainWords).join(" ")} ` }
}
