import type { Clause, Sentence } from "./Clauses.ts"
import { english } from "./English.ts"
import { french } from "./French.ts"
import type { Idiom } from "./Idiom.ts"

export const idioms: ReadonlyArray<Idiom> = [english, french]

const last = (sentence: Sentence): string => sentence.clauses.at(-1)?.text ?? ""

/** The clauses of a sentence that state something, in an order that a person would read them. */
export const statements = (sentence: Sentence, next: Sentence | undefined, idiom: Idiom): ReadonlyArray<Clause> => {
  const confirmed = next !== undefined && next.question && next.clauses.every(({ text }) => idiom.confirming.test(text))
  if (confirmed) return []
  if (!sentence.question) return sentence.clauses
  const whole = idiom.confirming.test(last(sentence)) || idiom.asking.test(sentence.clauses[0]?.text ?? "")
  return whole ? [] : sentence.clauses.slice(0, -1)
}

/** The clauses of a sentence that nobody asks, and that hang on nothing which the caller has to do first. */
export const unconditional = (sentence: Sentence, next: Sentence | undefined): ReadonlyArray<Clause> => {
  const stated = idioms.map((idiom) => statements(sentence, next, idiom)).sort((a, b) => a.length - b.length)[0] ?? []
  const isOffer = stated.some(({ text }) => idioms.some(({ consent }) => consent.test(text)))
  const from = stated.findIndex(({ text }) => idioms.some(({ condition }) => condition.test(text)))
  return isOffer ? [] : from === -1 ? stated : stated.slice(0, from)
}
