import type { EntityType } from "./Entity.ts"
import { numbersIn } from "./NumberWords.ts"
import { once } from "./Once.ts"
import { fold, type View } from "./Text.ts"
import { type Token, tokenize } from "./Tokens.ts"
import { type Topic, topicsOf } from "./Topics.ts"
import { Work } from "./Work.ts"

/** What a rule found: characters of the view from `start` to `end`, and the value's canonical form. */
export interface Found {
  readonly type: EntityType
  readonly key: string
  readonly start: number
  readonly end: number
  readonly certain?: boolean
}

/** What a text answers, or the JSON key that it stands under. */
export interface Question {
  /** Its words, folded, with one space in between. */
  readonly words: string
  readonly topics: ReadonlySet<Topic>
}

/** Any text as the topics are read from it. */
export const wordsOf = (text: string): string => tokenize(text).map(({ folded }) => fold(folded)).join(" ")

export const asking = (text: string): Question => {
  const words = wordsOf(text)
  return { words, topics: topicsOf(words) }
}

export const nothingAsked: Question = asking("")

const tokensOf = once((view: View) => tokenize(view.text))

/** A text on its way through the rules: each marks what it finds, and the next ones do not look there again. */
export class Reading {
  readonly text: string
  readonly tokens: ReadonlyArray<Token>
  /** What the other side asked just before. */
  readonly question: ReadonlySet<Topic>
  /** Its words, folded, with one space in between. */
  readonly asked: string
  /** The current year. */
  readonly year: number
  readonly taken: Array<boolean>
  readonly found: Array<Found> = []
  readonly #work: Work

  constructor(view: View, question: Question, year: number) {
    this.text = view.text
    this.tokens = tokensOf(view)
    this.asked = question.words
    this.question = question.topics
    this.year = year
    this.taken = this.tokens.map(({ kind }) => kind === "mask")
    this.#work = new Work(this.tokens.length)
  }

  /** The folded words from one token to the one before another, with one space in between. */
  words(from: number, to: number): string {
    const start = Math.max(from, 0)
    const end = Math.min(to, this.tokens.length)
    this.#work.spend(1 + Math.max(end - start, 0))
    let joined = ""
    for (let i = start; i < end; i++) {
      joined += i === start ? this.tokens[i]?.folded : ` ${this.tokens[i]?.folded}`
    }
    return joined
  }

  free(from: number, to: number): boolean {
    this.#work.spend(1 + Math.max(to - from, 0))
    for (let i = from; i < to; i++) if (this.taken[i] !== false) return false
    return to > from
  }

  /** The parts from `from` to the one before `to` that no rule has taken, without the signs at their ends. */
  left(from: number, to: number): ReadonlyArray<readonly [from: number, to: number]> {
    const parts: Array<readonly [number, number]> = []
    for (let at = from; at < to;) {
      let end = at
      while (end < to && this.free(end, end + 1)) end++
      let [first, last] = [at, end]
      while (first < last && this.tokens[first]?.kind === "sign") first++
      while (last > first && this.tokens[last - 1]?.kind === "sign") last--
      if (last > first) parts.push([first, last])
      at = end + 1
    }
    return parts
  }

  /** Takes the tokens from `from` to the one before `to` as one value. */
  take(from: number, to: number, type: EntityType, key: string, certain = false): void {
    const first = this.tokens[from]
    const last = this.tokens[to - 1]
    if (first === undefined || last === undefined) return
    this.hide(from, to)
    this.found.push({ type, key, start: first.start, end: last.end, ...certain && { certain } })
  }

  /** Whether a number stands among the tokens, in figures or words. */
  counts(from: number, to: number): boolean {
    const numbers = numbersIn(this.tokens)
    for (let at = from; at < to; at++) if (numbers.read(at) !== undefined) return true
    return false
  }

  /** Nothing private here, and nothing that later rules should make something of. */
  hide(from: number, to: number): void {
    this.taken.fill(true, from, to)
  }

  /** The tokens that the characters from `start` to `end` touch. */
  tokensAt(start: number, end: number): { readonly from: number; readonly to: number } {
    let from = 0
    let high = this.tokens.length
    while (from < high) {
      const middle = (from + high) >>> 1
      if ((this.tokens[middle]?.end ?? 0) <= start) from = middle + 1
      else high = middle
    }
    let to = from
    while ((this.tokens[to]?.start ?? Number.POSITIVE_INFINITY) < end) to++
    return { from, to }
  }
}
