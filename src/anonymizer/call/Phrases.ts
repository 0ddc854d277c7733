import { providers } from "../numbers/emailWords.ts"
import type { Entity, Field } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import { numbersIn } from "../text/NumberWords.ts"
import { tokenize } from "../text/Tokens.ts"

/**
 * The words by which a value is called again: an address whole, and its street; half a postal code; the words of an
 * e-mail address that are no ordinary ones; a code in its letters and figures.
 */
export const phrasesOf = ({ key, type }: Entity): ReadonlyArray<ReadonlyArray<string>> => {
  if (type === "POSTAL") {
    const halves = /^([a-z])(\d)([a-z])(\d)([a-z])(\d)$/.exec(key.toLowerCase())?.slice(1)
    return halves === undefined ? [] : [halves.slice(0, 3), halves.slice(3)]
  }
  if (type === "ADDRESS") {
    const words = key.split(" ")
    // A town is where many live.
    if (words.length === 1 && lookUp(key).place > 0) return []
    const street = words.slice(words.findIndex((word) => !/^\d/.test(word)))
    return [words, ...street.length > 1 ? [street] : []]
  }
  if (type === "EMAIL") {
    const words = key.replace(/\.[a-z]+$/, "").match(/[a-z]{3,}/g) ?? []
    return words.filter((word) => lookUp(word).ordinary === 0 && !providers.has(word)).map((word) => [word])
  }
  const pieces = type === "ID_NUMBER" || type === "HEALTH" ? key.toLowerCase().match(/[a-z]+|\d+/g) ?? [] : []
  return pieces.length > 1 && pieces.join("").length >= 5 ? [pieces] : []
}

/** The numbers of doors and houses in the texts of addresses: two figures at least. */
export const doorsOf = (entity: Entity, fields: ReadonlyArray<Field>): ReadonlyArray<string> =>
  entity.type !== "ADDRESS" ? [] : entity.parts.flatMap(({ end, field, start }) => {
    const tokens = tokenize((fields[field]?.text ?? "").slice(start, end))
    const numbers = numbersIn(tokens)
    const doors: Array<string> = []
    for (let at = 0; at < tokens.length; at++) {
      let [digits, to] = ["", at]
      for (let next = numbers.read(to); next !== undefined; next = numbers.read(to)) {
        digits += next.digits
        to = next.to
      }
      if (digits.length > 1 && digits.length < 6) doors.push(digits)
      at = Math.max(at, to - 1)
    }
    return doors
  })
