import { readFileSync } from "node:fs"
import { brotliDecompressSync } from "node:zlib"

/** How much a word is each of four things, from 0 (not at all) to 3 (one of the commonest). */
export interface Knowledge {
  readonly given: number
  readonly family: number
  readonly ordinary: number
  readonly place: number
}

const nothing: Knowledge = { given: 0, family: 0, ordinary: 0, place: 0 }

// Sorted lines `word xy`: x is 4 * given + family, y is 4 * ordinary + place, each a hexadecimal digit. Kept as bytes and
// searched in place: as a Map, 150 000 words would cost twenty times as much memory.
let lines: Buffer | undefined
const newline = 10

const load = () => lines ??= brotliDecompressSync(readFileSync(new URL("./lexicon.br", import.meta.url)))

// The commonest words are asked for over and over. Only those of the lexicon are kept, and of nobody's call.
const asked = new Map<string, Knowledge>()
const mostAsked = 10_000

/** What is known of a word, folded. Source: `scripts/pack-lexicon.mjs`; its data are credited in NOTICE. */
export const lookUp = (word: string): Knowledge => {
  const before = asked.get(word)
  if (before !== undefined) return before
  const known = search(word)
  if (known !== nothing && asked.size < mostAsked) asked.set(word, known)
  return known
}

const beyondLatin1 = /[\u0100-\uFFFF]/

const search = (word: string): Knowledge => {
  if (beyondLatin1.test(word)) return nothing
  const bytes = load()
  // Compared as bytes: a string for each line on the way would cost more than all else that is done with a word.
  const wanted = Buffer.from(word, "latin1")
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = middle === 0 ? 0 : bytes.lastIndexOf(newline, middle - 1) + 1
    const end = bytes.indexOf(newline, start)
    const order = bytes.compare(wanted, 0, wanted.length, start, end - 3)
    if (order === 0) {
      const name = Number.parseInt(String.fromCharCode(bytes[end - 2] ?? 0), 16)
      const other = Number.parseInt(String.fromCharCode(bytes[end - 1] ?? 0), 16)
      return { given: name >> 2, family: name & 3, ordinary: other >> 2, place: other & 3 }
    }
    if (order < 0) low = end + 1
    else high = start
  }
  return nothing
}
