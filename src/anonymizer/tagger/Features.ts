import type { Speaker } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import { bitsByWord } from "../text/lists.ts"
import type { Question } from "../text/Reading.ts"
import type { Token } from "../text/Tokens.ts"

/** How many weights a label has: features are hashed to as many. */
export const size = 1 << 19

/** What a text is read with. */
export interface Asked extends Question {
  readonly speaker: Speaker
  /** Whether the agent begins the call with it: a business says its name there. */
  readonly greets: boolean
}

/** The lists that a word is on, a bit for each: makes, streets' types, kin. */
let lists: ReadonlyMap<string, number> | undefined

const mixed = (hash: number) => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** FNV-1a of the characters from `from` to `to`. */
const hashed = (text: string, from = 0, to = text.length): number => {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** A word's outline: `Xx`, `x`, `XX`, `d3`, the sign itself. */
const shapeOf = ({ folded, kind, text }: Token): number => {
  if (kind === "mask") return 1
  if (kind === "break") return 2
  if (kind === "sign") return 64 + (text.charCodeAt(0) & 0x3ff)
  if (kind === "digits") return 8 + Math.min(text.length, 12)
  const length = Math.min(folded.length, 3)
  if (/^\p{Lu}+$/u.test(text)) return 32 + length
  if (/^\p{Lu}/u.test(text)) return /^.+\p{Lu}/u.test(text) ? 40 + length : 36 + length
  return 48 + length
}

/** Whether capitals mean anything: 0 where there are none, 2 where nearly all words have one. */
const casingOf = (tokens: ReadonlyArray<Token>): number => {
  let [words, capitals] = [0, 0]
  for (const { capital, kind, opens, text } of tokens) {
    if (kind !== "word" || opens || text.length < 2) continue
    words++
    if (capital) capitals++
  }
  const first = tokens.some(({ capital, opens }) => capital && opens)
  return capitals === 0 ? (first ? 3 : 0) : words > 2 && capitals > words * 0.7 ? 2 : 1
}

interface Word {
  readonly hash: number
  readonly shape: number
  /** What the lexicon knows of it, eight bits. */
  readonly known: number
  readonly lists: number
}

const outside: Word = { hash: 7, shape: 7, known: 0x100, lists: 0 }

const wordOf = (token: Token, words: ReadonlyMap<string, number>): Word => {
  const { family, given, ordinary, place } = token.kind === "word"
    ? lookUp(token.folded)
    : { family: 0, given: 0, ordinary: 0, place: 0 }
  const known = token.kind === "word"
    ? given << 6 | family << 4 | ordinary << 2 | place
    : 0x200 + (shapeOf(token) & 127)
  // `Hendersons`: of a family.
  const plural = token.folded.length > 4 && token.folded.endsWith("s") && known === 0
    ? lookUp(token.folded.slice(0, -1))
    : undefined
  return {
    hash: hashed(token.kind === "digits" ? `#${Math.min(token.text.length, 9)}` : token.folded),
    shape: shapeOf(token),
    known: plural === undefined || plural.family === 0 ? known : 0x400 + plural.family,
    lists: words.get(token.folded) ?? 0
  }
}

const most = 160

/**
 * The features of each token, as places in a table of `size`: its word and those around it, its pieces and outline, what
 * the lexicon and the lists say, what was asked, and who speaks.
 */
export const featuresOf = (tokens: ReadonlyArray<Token>, asked: Asked): ReadonlyArray<Int32Array> => {
  const known = lists ??= bitsByWord()
  const words = tokens.map((token) => wordOf(token, known))
  const at = (index: number) => words[index] ?? outside
  const casing = casingOf(tokens)
  const speaker = asked.speaker === "user" ? 1 : asked.speaker === "assistant" ? 2 : 3
  const topics = [...asked.topics].map((topic) => hashed(topic))
  const question = asked.words.split(" ").filter((word) => word !== "?" && word !== "")
  const ending = question.slice(-3).map((word) => hashed(word))
  const before = question.slice(-8, -3).map((word) => hashed(word))
  const last = (ending.at(-1) ?? 0) ^ Math.imul(ending.at(-2) ?? 0, 31)
  const echoed = new Set(question.filter((word) => word.length > 3))
  const row = new Int32Array(most)
  let count = 0
  const put = (template: number, a: number, b = 0, c = 0) => {
    if (count === most) return
    const value = mixed(
      Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x51ed27, 0x27d4eb2f) ^ Math.imul(c + 0x2545f, 0x165667b1)
    )
    row[count++] = mixed(value + Math.imul(template, 0x61c88647)) & (size - 1)
  }
  let mostRecent = 0
  return tokens.map((token, i) => {
    count = 0
    const [w3, w2, w1, w0, n1, n2, n3] = [at(i - 3), at(i - 2), at(i - 1), at(i), at(i + 1), at(i + 2), at(i + 3)]
    put(1, casing)
    put(2, w0.hash)
    put(3, w0.hash, w0.shape)
    put(4, w1.hash)
    put(5, n1.hash)
    put(6, w2.hash)
    put(7, n2.hash)
    put(8, w3.hash)
    put(9, n3.hash)
    put(10, w1.hash, w0.hash)
    put(11, w0.hash, n1.hash)
    put(12, w2.hash, w1.hash)
    put(13, n1.hash, n2.hash)
    put(14, w1.hash, n1.hash)
    put(15, w3.hash, w2.hash, w1.hash)
    put(16, w0.shape, casing, token.opens ? 1 : 0)
    put(17, w1.shape, w0.shape, n1.shape)
    put(18, w0.shape, n1.shape, n2.shape)
    put(19, w2.shape, w1.shape, w0.shape)
    put(20, w0.known)
    put(21, w0.known, w0.shape, token.opens ? 1 : 0)
    put(22, w0.known, casing)
    put(23, w1.known, w0.known)
    put(24, w0.known, n1.known)
    put(25, w1.known, w0.known, n1.known)
    put(26, w1.hash, w0.known, w0.shape)
    put(27, w2.hash, w1.hash, w0.known)
    put(28, w0.known, n1.hash)
    put(29, w1.known, w1.shape)
    put(30, n1.known, n1.shape)
    put(31, w0.shape, w1.shape, w1.hash)
    put(32, w0.shape, n1.hash)
    put(33, w2.known, w1.known, w0.known)
    put(34, w1.known, n1.known)
    put(35, n1.known, n2.known)
    put(36, w1.hash, w0.shape, n1.shape)
    const start = Math.min(i, 4)
    const end = Math.min(tokens.length - 1 - i, 4)
    put(37, start, end, w0.shape)
    put(38, start, w0.known, casing)
    put(39, end, w0.known)
    put(40, Math.min(tokens.length, 6), start)
    put(41, speaker, w0.known, w0.shape)
    if (token.kind === "word") {
      const { folded } = token
      for (let length = 1; length <= 4 && length < folded.length; length++) {
        put(42 + length, hashed(folded, 0, length))
        put(46 + length, hashed(folded, folded.length - length))
      }
      put(52, hashed(folded, Math.max(folded.length - 3, 0)), w0.known, w0.shape)
      for (let from = 0; from + 3 <= folded.length && from < 8; from++) put(53, hashed(folded, from, from + 3))
      if (echoed.has(folded)) put(54, w0.shape, speaker)
    }
    for (let offset = -2; offset <= 2; offset++) {
      for (let left = at(i + offset).lists; left !== 0; left &= left - 1) {
        const list = 31 - Math.clz32(left & -left)
        put(56 + offset + 2, list)
        if (offset === -1 || offset === 1) put(61 + offset, list, w0.known, w0.shape)
        if (offset === 0) put(64, list, w0.shape, w1.lists & (1 << list) ? 1 : 0)
      }
    }
    // Which lists have a word shortly after, and had one shortly before.
    for (let left = n1.lists | n2.lists | n3.lists, after = 0; left !== 0 && after < 6; left &= left - 1, after++) {
      put(73, 31 - Math.clz32(left & -left), w0.shape)
    }
    put(74, w0.known, n1.known, casing)
    for (let left = mostRecent, before = 0; left !== 0 && before < 6; left &= left - 1, before++) {
      put(65, 31 - Math.clz32(left & -left), w0.shape)
    }
    if (topics.length === 0) put(66, speaker, start, w0.shape)
    for (const topic of topics) {
      put(67, topic, w0.shape)
      put(68, topic, w0.known)
      put(69, topic, start, w1.hash)
      put(70, topic, end, start)
    }
    for (const word of ending) {
      put(71, word, w0.shape)
      put(72, word, start, w0.known)
    }
    for (const word of before) put(75, word, w0.shape)
    if (ending.length > 1) put(76, last, w0.known, start)
    // `marcofish418`, `la.patate`
    const glued = (token.spaced ? 0 : 1) + (tokens[i + 1]?.spaced === false ? 2 : 0)
    put(77, glued, w0.shape, n1.shape)
    put(78, glued, w0.known, w1.shape)
    if (asked.greets) {
      put(79, w0.shape, start)
      put(80, w0.known, n1.known)
      put(81, w1.hash)
      put(82, n1.hash)
    }
    mostRecent = w3.lists | w2.lists | w1.lists | w0.lists
    return row.slice(0, count)
  })
}
