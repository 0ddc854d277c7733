import { once } from "./Once.ts"
import type { Token } from "./Tokens.ts"

// Both languages are always on: callers change in the middle of a number. `cents` is money in English and a multiple in
// French; only the French reading counts, and only after a number.
const list = (words: string, first: number, step = 1) =>
  words.split(" ").flatMap((names, index) => names.split("/").map((name) => [name, first + index * step] as const))

const units = new Map([
  ...list("one two three four five/fife six seven eight nine/niner", 1),
  ...list("un/une deux trois quatre cinq six sept huit neuf", 1)
])
const teens = new Map([
  ...list("ten eleven twelve thirteen/tirteen/turteen fourteen fifteen sixteen seventeen eighteen nineteen", 10),
  ...list("dix onze douze treize quatorze quinze seize", 10)
])
const tens = new Map([
  ...list("twenty thirty/tirty/thurty/therty forty/fourty fifty sixty seventy eighty ninety", 20, 10),
  ...list("vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante", 20, 10)
])
const zeros = new Set(["zero", "zeros", "zeroes", "oh", "o", "nought", "naught", "nil"])
const hundreds = new Set(["hundred", "cent", "cents"])
const thousands = new Set(["thousand", "mille", "mil"])
const millions = new Set(["million", "millions", "milliard", "milliards", "billion"])
const repeats = new Map([["double", 2], ["triple", 3], ["treble", 3], ["quadruple", 4]])
const times = /^(?:fois|times)$/
/** How often a figure is said to come: `trois fois zéro`, `zero, three times`. */
const often = new Map(
  [..."deux trois quatre".split(" "), ..."two three four".split(" ")].map((word, at) => [word, 2 + at % 3] as const)
)
/** Slang for a figure, only where it is said to come more than once: `triple nickel`. */
const slang = new Map([["nickel", "5"], ["deuce", "2"], ["ace", "1"]])
/** `three fives`, `two zeros`. */
const plurals = new Map(
  "zeros/zeroes/ohs ones twos threes fours fives sixes sevens eights nines".split(" ")
    .flatMap((names, digit) => names.split("/").map((name) => [name, String(digit)] as const))
)
/** What `un` and `one` stand in front of when they count nothing: `un instant`, `one moment`. */
const pauses = /^(?:instant|moment|minute|seconde|second|sec|peu|petite?|autre|bit|more)$/
/** `this one, 555-0147`: it stands for something. */
const pointing = /^(?:this|that|which|another|other|same|new|old|only|last)$/

/** A number as one breath says it: `cinq cent quatorze`, `fifty-five`, `double zero`, or digits as they were typed. */
export interface Spoken {
  readonly digits: string
  /** The token after it. */
  readonly to: number
  readonly spoken: boolean
}

interface Value {
  readonly value: number
  readonly to: number
}

class NumberReader {
  readonly #tokens: ReadonlyArray<Token>
  /** What has been read at each token: null is no number. */
  readonly #read: Array<Spoken | null> = []

  constructor(tokens: ReadonlyArray<Token>) {
    this.#tokens = tokens
  }

  #word(at: number): string {
    const token = this.#tokens[at]
    return token?.kind === "word" ? token.folded : ""
  }

  /** The next word of the same number: a hyphen may stand in between. */
  #next(at: number): number {
    return this.#tokens[at]?.text === "-" && this.#word(at + 1) !== "" ? at + 1 : at
  }

  #unit(at: number): Value | undefined {
    const value = units.get(this.#word(at))
    return value === undefined ? undefined : { value, to: at + 1 }
  }

  #underTwenty(at: number): Value | undefined {
    const teen = teens.get(this.#word(at))
    if (teen === undefined) return this.#unit(at)
    const unit = this.#word(at) === "dix" ? this.#unit(this.#next(at + 1)) : undefined
    return unit !== undefined && unit.value >= 7 ? { value: 10 + unit.value, to: unit.to } : { value: teen, to: at + 1 }
  }

  #underHundred(at: number): Value | undefined {
    const word = this.#word(at)
    const after = this.#next(at + 1)
    const eighty = word === "quatre" && /^vingts?$/.test(this.#word(after))
    const base = eighty ? 80 : tens.get(word)
    if (base === undefined) return this.#underTwenty(at)
    const end = eighty ? after + 1 : at + 1
    const french = eighty || !word.endsWith("ty")
    let next = this.#next(end)
    if (french && this.#word(next) === "et" && /^(?:une?|onze)$/.test(this.#word(this.#next(next + 1)))) {
      next = this.#next(next + 1)
    }
    const rest = french && (base === 60 || base === 80) ? this.#underTwenty(next) : this.#unit(next)
    // `soixante quatre-vingts` is 60 and 80.
    if (rest?.value === 4 && !eighty && /^vingts?$/.test(this.#word(this.#next(rest.to)))) {
      return { value: base, to: end }
    }
    return rest === undefined ? { value: base, to: end } : { value: base + rest.value, to: rest.to }
  }

  #underThousand(at: number): Value | undefined {
    const count = this.#word(at) === "cent"
      ? { value: 1, to: at }
      // `a hundred and ten`
      : this.#word(at) === "a" && /^(?:hundred|thousand)$/.test(this.#word(at + 1))
      ? { value: 1, to: at + 1 }
      : this.#underHundred(at)
    if (count === undefined) return undefined
    const hundred = this.#next(count.to)
    if (count.value % 10 === 0 && count.value > 10 || !hundreds.has(this.#word(hundred))) return count
    const value = count.value * 100
    const end = hundred + 1
    const rest = this.#underHundred(this.#next(this.#word(end) === "and" ? end + 1 : end))
    if (rest === undefined) return { value, to: end }
    // `eight hundred five five five` is 800 and single digits.
    if (rest.value < 10 && this.#unit(this.#next(rest.to)) !== undefined) return { value, to: end }
    return { value: value + rest.value, to: rest.to }
  }

  #value(at: number): Value | undefined {
    // `mil neuf cent quarante et un`: a year, and nothing else begins with it.
    const thousand = thousands.has(this.#word(at)) &&
      (this.#word(at) !== "mil" || hundreds.has(this.#word(this.#next(this.#next(at + 1) + 1))))
    const count = thousand
      ? { value: 1, to: at }
      : this.#underThousand(at)
    if (count === undefined) return undefined
    const scale = this.#next(count.to)
    if (millions.has(this.#word(scale))) return { value: count.value * 1_000_000, to: scale + 1 }
    if (!thousands.has(this.#word(scale))) return count
    const end = scale + 1
    const rest = this.#underThousand(this.#next(this.#word(end) === "and" ? end + 1 : end))
    const value = count.value * 1000
    return rest === undefined ? { value, to: end } : { value: value + rest.value, to: rest.to }
  }

  /** A multiple that was left over, in the middle of a number: `fifty hundred`, `soixante cent`. */
  multiple(at: number): Spoken | undefined {
    const word = this.#word(at)
    return hundreds.has(word) || thousands.has(word) ? { digits: "00", to: at + 1, spoken: true } : undefined
  }

  /** How often the figure in front of `at` is said to come: `zero, three times`, `le cinq deux fois`. */
  #again(digits: string, at: number): Spoken | undefined {
    const count = this.#word(at) === "" && this.#tokens[at]?.text === "," ? at + 1 : at
    const many = often.get(this.#word(count))
    if (many === undefined || digits.length !== 1 || !times.test(this.#word(count + 1))) return undefined
    // `un, deux fois le neuf`: the figure comes behind it.
    const figure = this.#article(count + 2)
    const next = this.#tokens[figure]
    const counts = next?.kind === "digits" || zeros.has(next?.folded ?? "") || units.has(next?.folded ?? "") ||
      /^(?:par|per|an?|la|the|this|cette)$/.test(this.#word(count + 2))
    return counts ? undefined : { digits: digits.repeat(many), to: count + 2, spoken: true }
  }

  #article(at: number): number {
    return /^(?:le|la|les|l'|the|un|a)$/.test(this.#tokens[at]?.folded ?? "") ? at + 1 : at
  }

  /** The number that begins at token `at`, or undefined. */
  read(at: number): Spoken | undefined {
    const before = this.#read[at]
    if (before !== undefined) return before ?? undefined
    const one = this.#one(at)
    const read = one?.digits.length === 1 ? this.#again(one.digits, one.to) ?? one : one
    this.#read[at] = read ?? null
    return read
  }

  #one(at: number): Spoken | undefined {
    const token = this.#tokens[at]
    if (token?.kind === "digits") return { digits: token.text, to: at + 1, spoken: false }
    if (token?.kind !== "word") return undefined
    // `vingt pour cent`
    if (token.folded === "cent" && this.#word(at - 1) === "pour") return undefined
    if (zeros.has(token.folded)) return { digits: "0", to: at + 1, spoken: true }
    // `deux fois le neuf`, `three times zero`
    const multiple = times.test(this.#word(at + 1)) ? often.get(token.folded) : undefined
    if (multiple !== undefined) {
      const figure = this.#article(at + 2)
      const repeated = often.has(this.#word(figure)) && times.test(this.#word(figure + 1))
        ? undefined
        : this.#one(figure)
      return repeated?.digits.length === 1
        ? { digits: repeated.digits.repeat(multiple), to: repeated.to, spoken: true }
        : undefined
    }
    const many = repeats.get(token.folded)
    if (many !== undefined) {
      const after = this.#next(at + 1)
      const figure = slang.get(this.#word(after).replace(/s$/, ""))
      const repeated = repeats.has(this.#word(after))
        ? undefined
        : figure === undefined
        ? this.read(after)
        : { digits: figure, to: after + 1 }
      return repeated === undefined || repeated.digits.length !== 1
        ? undefined
        : { digits: repeated.digits.repeat(many), to: repeated.to, spoken: true }
    }
    const counts = !pauses.test(this.#word(at + 1)) && !(token.folded === "one" && pointing.test(this.#word(at - 1)))
    if (/^(?:une?|one)$/.test(token.folded) && !counts) return undefined
    const count = units.get(token.folded)
    // `four more zeros`
    const counted = /^(?:more|other|autres)$/.test(this.#word(at + 1)) ? at + 2 : at + 1
    const plural = plurals.get(this.#word(counted))
    if (count !== undefined && count > 1 && count < 9 && plural !== undefined) {
      return { digits: plural.repeat(count), to: counted + 1, spoken: true }
    }
    const value = this.#value(at)
    return value === undefined ? undefined : { digits: String(value.value), to: value.to, spoken: true }
  }
}

/** Numbers in figures and words: one reader for each text, for every rule looks at the same tokens. */
export const numbersIn = once((tokens: ReadonlyArray<Token>) => new NumberReader(tokens))
export type { NumberReader }
