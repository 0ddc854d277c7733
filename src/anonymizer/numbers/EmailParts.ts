import { type NumberReader, numbersIn } from "../text/NumberWords.ts"
import { letterAt } from "../text/Spelling.ts"
import type { Token } from "../text/Tokens.ts"
import { aside, asideEnds, fillers, longestAside, longLink, telling } from "./emailWords.ts"

/** The signs, pauses, figures and asides that addresses are spoken with. */
export class EmailParts {
  protected readonly tokens: ReadonlyArray<Token>
  protected readonly taken: ReadonlyArray<boolean>
  protected readonly numbers: NumberReader

  constructor(tokens: ReadonlyArray<Token>, taken: ReadonlyArray<boolean>) {
    this.tokens = tokens
    this.taken = taken
    this.numbers = numbersIn(tokens)
  }

  word(at: number): string {
    return this.tokens[at]?.folded ?? ""
  }

  /** Where the sign ends that begins at `at`: `at sign`, `a commercial`, `arobas`; -1 where none does. */
  signEnd(at: number): number {
    const word = this.word(at)
    const next = this.word(at + 1)
    // `à arobase`: the sign is named, and said.
    if ((word === "a" || word === "at") && this.certain(at + 1)) return this.signEnd(at + 1)
    if (word === "@" || word === "at" || /^arr?oba(?:s|se|ses|ce|z)?$/.test(word)) {
      return next === "sign" || next === "symbol" || (next === "commercial" && word === "at") ? at + 2 : at + 1
    }
    if (word === "a") return /^(?:commercial|rond|roba(?:s|se|ce)?)$/.test(next) ? at + 2 : at + 1
    return word === "chez" ? at + 1 : -1
  }

  /** Whether the sign at `at` stands in addresses only. */
  certain(at: number): boolean {
    return !/^(?:at|a|chez)$/.test(this.word(at)) && this.signEnd(at) !== -1
  }

  /** Whether what stands in front of an address's domain may be a word like any other. */
  weak(at: number, end: number): boolean {
    return end === at + 1 && /^(?:a|chez)$/.test(this.word(at))
  }

  protected gapEnd(at: number): number {
    let next = at
    while (next - at < 4 && this.taken[next] !== true && this.isGap(next)) next++
    return next
  }

  protected isGap(at: number): boolean {
    const token = this.tokens[at]
    return token?.kind === "break" || token?.text === "," || token?.text === "…" || fillers.has(token?.folded ?? "")
  }

  /** Where the number begins that ends in front of token `to`. */
  protected numberEnding(to: number): number | undefined {
    for (let from = Math.max(to - 8, 0); from < to; from++) if (this.numbers.read(from)?.to === to) return from
    return undefined
  }

  /** Where an aside begins that ends in front of token `to`: `all one word`, `tout attaché`. */
  protected asideEnding(to: number): number | undefined {
    if (!asideEnds.has(this.word(to - 1))) return undefined
    for (let from = Math.max(to - longestAside, 0); from < to - 1; from++) {
      if (aside.test(this.words(from, to))) return from
    }
    return undefined
  }

  /** Where an aside ends that begins at `at`. */
  protected asideEnd(at: number): number | undefined {
    const length = [6, 5, 4, 3, 2].find((long) => aside.test(this.words(at, at + long)))
    return length === undefined ? undefined : at + length
  }

  /** Where the letter stands that is likened to something up to token `to`: `j as in john`. */
  protected likened(to: number): number | undefined {
    for (let from = to - 2; from >= 0 && to - from < 7; from--) {
      if (this.tokens[from]?.text.length === 1 && letterAt(this.tokens, from)?.to === to) return from
    }
    return undefined
  }

  protected words(from: number, to: number): string {
    return this.tokens.slice(from, to).map(({ folded }) => folded).join(" ")
  }

  /** The token behind the sign at `at` of a part in front of one; -1 where it is no such sign. */
  linkEnd(at: number): number {
    if (longLink.test(this.words(at, at + 3))) return at + 3
    if (/^(?:tiret|trait) bas$/.test(this.words(at, at + 2))) return at + 2
    return telling.test(this.word(at)) ? at + 1 : -1
  }

  protected beforeGap(at: number): number {
    let before = at
    while (before >= 0 && at - before < 4 && this.isGap(before)) before--
    // A turn before ended with a sentence.
    return this.word(before) === "." && this.tokens[before + 1]?.kind === "break" ? before - 1 : before
  }
}
