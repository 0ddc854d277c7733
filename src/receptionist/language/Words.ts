import { fold, straighten } from "../Spoken.ts"

/** A word of what a caller said, as the language rules read it. */
export interface Word {
  /** Lower case, without accents, straight apostrophe: `don't`, `ca`, `montreal`. */
  readonly folded: string
  /** It was written with an accent, as French has them. */
  readonly accented: boolean
  /** It has a letter that neither French nor English writes: `ñ`, `ã`, `ж`. */
  readonly foreign: boolean
  /** It was written with a capital that a beginning sentence does not explain. */
  readonly capital: boolean
  /** It begins a sentence: whether its capital says something is unknown. */
  readonly initial: boolean
  /** It stands before an apostrophe in French: the `j` of `j'ai`. */
  readonly elided: boolean
  /** Not a word of any language: digits, a letter that is spelled, an e-mail address, a name made of two. */
  readonly mute: boolean
  /** How many clauses came before: `.`, `?`, `,` and the like end one. */
  readonly clause: number
}

export interface Heard {
  readonly words: ReadonlyArray<Word>
  /** As a reader counts them: between spaces. */
  readonly count: number
  /** A question mark ends it. */
  readonly asks: boolean
}

// Whatever somebody says in one breath fits; work is bounded by it, and the end of a long speech says what they want now.
const longest = 600

const chunk = /[\p{L}\p{M}\p{N}]+(?:['@._-]+[\p{L}\p{M}\p{N}]+)*'?|[.?!…;,:]+/gu

// Said while looking for a word, with the pause around it: it belongs to no clause.
const fillers = /(?:,|…|\.{3})?\s*(?<![\p{L}\p{N}'-])(?:uh+|um+|euh+|erm?|hum)(?![\p{L}\p{N}'-])(?:,|…|\.{3})?/giu

const strange = /[^\p{ASCII}àâçéèêëîïôùûœæ]/u

const elision = /^([cdjlmnsty]|ch|qu|lorsqu|puisqu|jusqu|quelqu|presqu|aujourd)'(.+)$/
const english = /^(?:y'all|c'mon|d'you|ma'am|o'clock)$/

const small = /^(?:of|and|the|for|in|on|at|to|de|des|du|d|la|le|les|et|en|au|aux|sur|sous|\p{N}.*)$/u

// English writes days with a capital wherever they stand.
const day = /^(?:mon|tues|wednes|thurs|fri|satur|sun)days?$/

// Their full stop ends nothing.
const abbreviated = /^(?:mr|mrs|ms|dr|st|ste|mme|app|apt|ave|av|boul|blvd)$/i

const isCapital = (written: string) => /^\p{Lu}/u.test(written)

/** Cuts a final transcript into words. Total, deterministic, bounded. */
export const wordsOf = (text: string): Heard => {
  const heard = text.length <= longest ? text : text.slice(-longest).replace(/^\S*/, "")
  const straight = straighten(heard)
  const fluent = straight.replace(fillers, (filler) => filler.includes(",") ? ", " : " ")
  const chunks = (/[\p{L}\p{N}]/u.test(fluent) ? fluent : straight).match(chunk) ?? []
  const spoken = chunks.filter((written) => /[\p{L}\p{N}]/u.test(written))
  const capitals = spoken.filter(isCapital).length
  // Capitals say something only beside small letters: not in HEADLINES, not In Titles.
  const telling = spoken.some((written) => /^\p{Ll}/u.test(written))
  // A few words, all with a capital but for small ones: `Le Devoir`, `The Home Depot`, `Town of Mount Royal`.
  const title = capitals > 1 && capitals > spoken.length / 2 && spoken.length <= 6 &&
    capitals + spoken.filter((written) => small.test(written)).length === spoken.length
    && spoken.some((written) => /\p{Ll}/u.test(written))
  const words: Array<Word> = []
  let clause = 0
  let first = true
  for (const [n, written] of chunks.entries()) {
    if (!/[\p{L}\p{N}]/u.test(written)) {
      if (written === "." && abbreviated.test(chunks[n - 1] ?? "")) continue
      clause++
      first = first || !/[,:]/.test(written)
      continue
    }
    const initial = first
    const capital = isCapital(written) && (title || (telling && !initial))
    first = false
    const push = (part: string, options: { readonly elided?: boolean; readonly mute?: boolean } = {}) => {
      const folded = fold(part.toLowerCase())
      words.push({
        folded,
        accented: folded !== part.toLowerCase() && !strange.test(part.toLowerCase()),
        foreign: strange.test(part.toLowerCase()),
        capital: capital && isCapital(part) && !/^i(?:'|$)/.test(folded) && !day.test(folded),
        initial,
        elided: options.elided ?? false,
        mute: options.mute ?? false,
        clause
      })
    }
    if (/\p{N}|@|\p{L}\.\p{L}{2}/u.test(written)) {
      push(written, { mute: true })
      continue
    }
    const parts = written.replace(/'$/, "").split(/[-_.]+/)
    const named = telling && parts.length > 1 && parts.filter(isCapital).length > 1
    const spelled = parts.length > 2 && parts.every((part) => part.length === 1)
    for (const part of parts) {
      const cut = english.test(part.toLowerCase()) ? null : elision.exec(part.toLowerCase())
      if (named || spelled) push(part, { mute: true })
      else if (cut === null) push(part)
      else {
        const at = cut[1]?.length ?? 0
        push(part.slice(0, at), { elided: true })
        for (const rest of part.slice(at + 1).split("'")) push(rest)
      }
    }
  }
  return {
    words: muteLetters(words),
    count: straight.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length,
    asks: /\?\s*$/.test(straight)
  }
}

const isLetter = (word: Word | undefined) => word !== undefined && !word.elided && word.folded.length === 1

/** The `ca` of `bell point ca`. */
const isDomain = (words: ReadonlyArray<Word>, at: number) =>
  /^(?:ca|com|org|net|qc)$/.test(words[at]?.folded ?? "") && /^(?:point|dot|qc)$/.test(words[at - 1]?.folded ?? "")

const spelling = /^(?:comme|as|for|like|pour)$/

/** The `y a` of `il y a` spells nothing. */
const isThereIs = (words: ReadonlyArray<Word>, at: number) => {
  const from = words[at]?.folded === "y" ? at : at - 1
  return words[from]?.folded === "y" && words[from + 1]?.folded === "a" && !isLetter(words[from - 1]) &&
    !isLetter(words[from + 2])
}

/** Single letters beside single letters are being spelled; so is `H comme Henri`, `B as in boy`. */
const muteLetters = (words: ReadonlyArray<Word>): ReadonlyArray<Word> => {
  const explained = new Set<number>()
  words.forEach((word, n) => {
    const how = words[n + 1]?.folded ?? ""
    if (!isLetter(word) || !spelling.test(how) || (word.folded === "i" && how !== "as" && how !== "comme")) return
    const upTo = how === "as" ? 3 : 2
    for (let k = 0; k <= upTo; k++) explained.add(n + k)
  })
  return words.map((word, n) =>
    explained.has(n) || isDomain(words, n) ||
      (isLetter(word) && !isThereIs(words, n) && (isLetter(words[n - 1]) || isLetter(words[n + 1])))
      ? { ...word, mute: true }
      : word
  )
}
