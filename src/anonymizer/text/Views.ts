import type { Field } from "./Entity.ts"
import { list } from "./lists.ts"
import { numbersIn } from "./NumberWords.ts"
import { once } from "./Once.ts"
import { asking, nothingAsked, type Question, wordsOf } from "./Reading.ts"
import { tokenize } from "./Tokens.ts"
import { type Topic, topicsOf } from "./Topics.ts"

/** The most turns of one speaker that are read as one. */
const longest = 6
/** A turn of the other side no longer than this does not end what a speaker is saying: `mm-hm`, `five five five?`. */
const aside = 9

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length

/** What a question is made of that asks for the rest of a value, or whether it was heard. */
const continuing = list("continuing")

/** What stands for what was asked for before, of somebody else: `et celle de madame ?`, `and yours?`. */
const elliptic = /\b(?:(?:le|la|les) (?:votre|tien\w*|sien\w*|leur)|celles?|celui|ceux|yours|hers|theirs|his)\b/

/** What asks, where a recognizer writes no signs: `votre dernière transaction c'était quoi`. */
const interrogative = /\b(?:quoi|combien|quand|quel(?:le)?s?|pourquoi|what|when|how|which|why)\b/
const signed = /[.!…]$/

const isRest = (topic: Topic) => topic === "READBACK" || topic === "LAST_DIGITS"

/**
 * Whether a short turn of the other side asks for something else than what is being given. It does not where it asks for
 * the rest of it, about the same thing, or says again what was said.
 *
 * @param given what has been said since something new was asked, the question first
 */
const asksAnew = (text: string, given: ReadonlyArray<string>): boolean => {
  const last = text.trim().split(/(?<=[?.!])\s+/).at(-1) ?? ""
  if (!last.endsWith("?") && (signed.test(last) || !interrogative.test(wordsOf(last)))) return false
  const words = wordsOf(last)
  if (elliptic.test(words)) return false
  const topics = [...topicsOf(words)].filter((topic) => !isRest(topic))
  if (topics.length > 0) {
    const about = topicsOf(wordsOf(given.join(" ")))
    if (topics.some((topic) => about.has(topic))) return false
  }
  const tokens = tokenize(last)
  const numbers = numbersIn(tokens)
  const said = new Set(tokenize(given.join(" ")).map(({ folded }) => folded))
  const echoes = tokens.some(({ folded }, at) => numbers.read(at) !== undefined && !/^(?:un|une|one)$/.test(folded))
  if (topics.length === 0 && echoes) return false
  return tokens.some(({ folded, kind }) =>
    kind === "word" && folded.length > 1 && !continuing.has(folded) && !said.has(folded)
  )
}

/** Whether a short turn of the other side tells of a number that is none of what is being given: `I see cheque 212`. */
const tellsAnew = (text: string, given: ReadonlyArray<string>): boolean => {
  if (text.trim().endsWith("?")) return false
  const tokens = tokenize(text)
  const numbers = numbersIn(tokens)
  const heard = digitsOf(given.join(" "))
  const other = tokens.some((_, at) => {
    const digits = numbers.read(at)?.digits ?? ""
    return digits.length > 1 && !heard.includes(digits)
  })
  const said = new Set(tokenize(given.join(" ")).map(({ folded }) => folded))
  return other &&
    tokens.some(({ folded, kind }, at) =>
      kind === "word" && folded.length > 1 && !continuing.has(folded) && !said.has(folded) &&
      numbers.read(at) === undefined
    )
}

const digitsOf = (text: string): string => {
  const tokens = tokenize(text)
  const numbers = numbersIn(tokens)
  let digits = ""
  for (let at = 0; at < tokens.length;) {
    const number = numbers.read(at)
    digits += number?.digits ?? ""
    at = number?.to ?? at + 1
  }
  return digits
}

/**
 * What each speaker said over several turns, as lists of indices of fields: a number that is given in pieces stands in
 * none of them. A question opens a new topic unless it asks for the rest: what answers it goes on with nothing that was
 * said before. Lists overlap where somebody speaks for long.
 */
export const turnsTogether = (fields: ReadonlyArray<Field>): ReadonlyArray<ReadonlyArray<number>> => {
  const together: Array<ReadonlyArray<number>> = []
  for (const speaker of ["user", "assistant"] as const) {
    let open: Array<number> = []
    /** What the turns that are open answer, and what they say. */
    let given: Array<string> = []
    const close = () => {
      if (open.length > 1) together.push(open)
      open = []
      given = []
    }
    for (const [index, field] of fields.entries()) {
      if (field.speaker === speaker) {
        open.push(index)
        given.push(field.text)
        if (open.length === longest) {
          const rest = open.slice(-3)
          close()
          open = rest
          given = rest.map((at) => fields[at]?.text ?? "")
        }
      } else if (words(field.text) > aside || asksAnew(field.text, given) || tellsAnew(field.text, given)) {
        close()
        given.push(field.text)
      }
    }
    close()
  }
  return together
}

const sentencesOf = once((field: Field) => field.text.split(/(?<=[?.!])\s+/).map(asking))

const keyed = once((field: Field) =>
  asking((field.key ?? "").replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " "))
)

/** What a field answers: the last thing the other side asked about, or the JSON key that it stands under. */
export const questionFor = (fields: ReadonlyArray<Field>, index: number): Question => {
  const field = fields[index]
  if (field?.speaker === "tool") return keyed(field)
  if (field?.speaker !== "user") return nothingAsked
  let asked = 0
  // A question for a make or a school has no topic, and shows what its answer is nevertheless.
  let last = nothingAsked
  const given = fields.slice(Math.max(index - 1 - longest, 0), Math.max(index - 1, 0)).map(({ text }) => text)
  for (let i = index - 1; i >= 0 && asked < 3; i--) {
    const before = fields[i]
    if (before?.speaker === "user" && words(before.text) > aside) return last
    if (before?.speaker !== "assistant") continue
    asked++
    // Of several sentences the last that asks for something counts.
    const sentences = sentencesOf(before)
    if (i === index - 1) last = sentences.at(-1) ?? nothingAsked
    const about = sentences.findLast(({ topics }) => topics.size > 0)
    if (about !== undefined) return about
    // What was asked for before is not what answers this one.
    if (words(before.text) > aside || (i === index - 1 && asksAnew(before.text, given))) return last
  }
  return last
}

/** Whether the agent begins the call with it. */
export const greets = (fields: ReadonlyArray<Field>, index: number): boolean =>
  index === 0 && fields[0]?.speaker === "assistant"
