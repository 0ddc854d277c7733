import type { Speaker } from "../Entity.ts"
import type { Reading } from "../Reading.ts"
import { endOf, startOf, withInitials } from "./extent.ts"
import { keyOf, Names } from "./Names.ts"
import { never } from "./words.ts"

/** What stands in front of the name in an answer besides, and is no word of `never`. */
const answering =
  /^(?:name|nom|prenom|mettez|mets|marquez|inscrivez|put|of|course|absolutely|certainly|certain|sure|bien|accord|try|essayez|essaie|essayer|look|regardez|cherchez|check)$/

/** A text in which people are looked for, and whom has been found in it. */
export class PersonReading {
  readonly reading: Reading
  readonly names: Names
  readonly speaker: Speaker
  /** The token after the last name that was taken. */
  lastTo = -1

  constructor(reading: Reading, keep: ReadonlySet<string>, speaker: Speaker) {
    this.reading = reading
    this.names = new Names(reading, keep)
    this.speaker = speaker
  }

  /** The name of which the word at `from` is sure. The last token of it, or `from` where it is taken already. */
  take(from: number, certain = false): number {
    const start = startOf(this.names, from)
    // Never back behind `from`, where a reader that goes on from here would stay for ever.
    const end = endOf(this.names, from)
    const [first, last] = this.speaker === "tool" ? withInitials(this.reading, start, end) : [start, end]
    return Math.max(from, this.takeTokens(first, last, certain))
  }

  takeTokens(from: number, to: number, certain: boolean): number {
    if (!this.reading.free(from, to)) return from
    this.lastTo = to
    this.reading.take(from, to, "PERSON", keyOf(this.reading, from, to), certain)
    return to - 1
  }

  /** The name that was taken from `from` to `to` goes on to `end`. */
  extend(from: number, to: number, end: number): void {
    const first = this.reading.tokens[from]?.start
    const found = this.reading.found.findIndex(({ start, type }) => start === first && type === "PERSON")
    if (found === -1) return
    this.reading.found.splice(found, 1)
    this.reading.taken.fill(false, from, to)
    this.takeTokens(from, end, true)
  }

  /** Whether only courtesies stand in front: the word is where an answer begins. */
  answers(at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const token = this.reading.tokens[i]
      if (at - i > 8 || token?.kind === "mask" || token?.kind === "digits") return false
      // `h benmoussa`
      const initial = token?.folded.length === 1
      if (token?.kind === "word" && !initial && !never.has(token.folded) && !answering.test(token.folded)) return false
    }
    return true
  }

  /** Whether nothing but courtesies stands around the name from `at` to `end`: `yes, wei chen`. */
  alone(at: number, end: number): boolean {
    if (!this.answers(at)) return false
    return this.reading.tokens.slice(end).every(({ folded, kind }) => kind === "sign" || never.has(folded))
  }
}
