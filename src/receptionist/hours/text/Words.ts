import type { Token } from "./Tokens.ts"
import { dayMistyped } from "./Typos.ts"
import { rules } from "./Vocabulary.ts"

/** What a text says at a place, and the place behind it; undefined where nothing is known to stand there. */
export const tokensAt = (
  text: string,
  at: number
): { readonly said: ReadonlyArray<Token>; readonly end: number } | undefined => {
  for (const [pattern, say] of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return { said: say(match), end: pattern.lastIndex }
  }
  const [word = ""] = /^[a-z'-]+/.exec(text.slice(at)) ?? []
  // "Mondy-Firday"
  const [first = "", last] = word.split("-")
  const name = last !== undefined && dayMistyped(last) !== undefined ? first : word
  const day = dayMistyped(name)
  return day === undefined ? undefined : { said: [{ _tag: "Days", days: [day] }], end: at + name.length }
}
