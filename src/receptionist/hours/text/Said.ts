import { everyDay, type Token } from "./Tokens.ts"
import { tokensAt } from "./Words.ts"

/** What a part of a text says, and its words that nobody knows. */
export interface Said {
  readonly tokens: ReadonlyArray<Token>
  readonly unknown: ReadonlyArray<string>
}

export const saidIn = (text: string): Said => {
  const tokens: Array<Token> = []
  const unknown: Array<string> = []
  for (let at = 0; at < text.length;) {
    const found = tokensAt(text, at)
    if (found !== undefined) {
      tokens.push(...found.said)
      at = found.end
      continue
    }
    const [word = text.slice(at, at + 1)] = /^(?:[a-z'-]+|\d+[a-z]*)/.exec(text.slice(at)) ?? []
    unknown.push(word)
    at += word.length
  }
  return { tokens, unknown }
}

/** These say nothing of when. */
export const joints: ReadonlySet<Token["_tag"]> = new Set([
  "And",
  "Count",
  "To",
  "Slash",
  "Between",
  "Apart",
  "Place",
  "Region",
  "Stop"
])

export const isAlways = (token: Token) =>
  token._tag === "AllDay" || (token._tag === "Days" && token.days.length === everyDay.length)

export const tellsHours = (text: string) => saidIn(text).tokens.some(({ _tag }) => !joints.has(_tag))

/** The days that are named, in ranges as well. */
export const daysTold = (tokens: ReadonlyArray<Token>): ReadonlySet<number> => {
  const found = new Set<number>()
  for (const [at, token] of tokens.entries()) {
    if (token._tag !== "Days") continue
    for (const day of token.days) found.add(day)
    const end = tokens[at + 1]?._tag === "To" ? tokens[at + 2] : undefined
    const [first, last] = [token.days[0], end?._tag === "Days" ? end.days[0] : undefined]
    if (first === undefined || last === undefined || first > 6 || last > 6) continue
    for (let day = first; day !== last; day = (day + 1) % 7) found.add(day)
  }
  return found
}

/** Whether all is told that a week needs: days, and from when to when. */
export const isTold = (tokens: ReadonlyArray<Token>): boolean =>
  tokens.some(({ _tag }) => _tag === "Days") &&
  (tokens.some(({ _tag }) => _tag === "AllDay") || tokens.filter(({ _tag }) => _tag === "Clock").length > 1)

export const tellsTimes = (tokens: ReadonlyArray<Token>) =>
  tokens.some(({ _tag }) => _tag === "Clock" || _tag === "AllDay")
