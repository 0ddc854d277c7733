import { conceptOf } from "./Concepts.ts"
import { size } from "./Model.ts"

const mixed = (hash: number) => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** FNV-1a of the characters from `from` to `to`. */
export const hashed = (text: string, from = 0, to = text.length): number => {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Where a sequence of words begins and ends. */
export const ends = { begin: "^", end: "$" }

/** What a part of a text shows, as places in a model's weights: each once, and once more where it is read in a context. */
export class Places {
  readonly #all = new Set<number>()
  readonly #context: number

  /** @param context what is shown means something else in: 0 for none */
  constructor(context = 0) {
    this.#context = context
  }

  put(template: number, a = 0, b = 0, c = 0, d = 0): void {
    const value = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x51ed27, 0x27d4eb2f) ^ Math.imul(c + 0x2545f, 0x165667b1)
      ^ Math.imul(d + 0x3c6ef, 0x1b873593)
    const place = mixed(mixed(value) + Math.imul(template, 0x61c88647))
    this.#all.add(place & (size - 1))
    if (this.#context !== 0) this.#all.add(mixed(place ^ Math.imul(this.#context, 0x7feb352d)) & (size - 1))
  }

  /** Words in a row, up to three, and two with one or two of any kind between them. Takes templates up to `from + 4`. */
  grams(from: number, words: ReadonlyArray<number>): void {
    for (let i = 0; i < words.length; i++) {
      const [a = 0, b, c, d] = [words[i], words[i + 1], words[i + 2], words[i + 3]]
      this.put(from, a)
      if (b !== undefined) this.put(from + 1, a, b)
      if (b !== undefined && c !== undefined) {
        this.put(from + 2, a, b, c)
        this.put(from + 3, a, c)
      }
      if (d !== undefined) this.put(from + 4, a, d)
    }
  }

  /** Three to five letters in a row of each word that is long enough. */
  letters(template: number, words: ReadonlyArray<string>): void {
    for (const word of new Set(words)) {
      if (word.length <= 3) continue
      const bounded = `<${word}>`
      for (let length = 3; length <= 5; length++) {
        for (let i = 0; i + length <= bounded.length; i++) this.put(template, hashed(bounded, i, i + length))
      }
    }
  }

  get all(): Int32Array {
    return Int32Array.from(this.#all)
  }
}

/** A word by what it means, where that is known. */
export const meant = (word: string): string => conceptOf(word) ?? word
