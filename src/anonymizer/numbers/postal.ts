import { lookUp } from "../text/Lexicon.ts"
import { misheard, type NumberRun } from "../text/NumberRuns.ts"
import { type NumberReader, numbersIn } from "../text/NumberWords.ts"
import type { Reading } from "../text/Reading.ts"
import { alphabet, letterAt, type Symbol } from "../text/Spelling.ts"
import { wordSet } from "../text/Tokens.ts"
import { topicOf } from "./about.ts"

/** What a letter's name is written as, by those who heard it for a word. */
const letterNames = new Map(
  Object.entries({
    a: "eh ay hey",
    b: "be bee",
    c: "ce cee see sea",
    d: "de dee",
    e: "ee",
    f: "eff effe",
    g: "ge gee",
    h: "ache aitch hache",
    j: "jay ji je",
    k: "kay ka cas",
    l: "el ell elle aile",
    m: "em emme aime",
    n: "en enne haine",
    p: "pe pee pea paix",
    r: "are ar erre air",
    s: "es ess esse",
    t: "te tee tea the",
    v: "ve vee",
    w: "wagon",
    x: "ex ixe",
    y: "why wye",
    z: "zed zee zede"
  }).flatMap(([letter, names]) => names.split(" ").map((name) => [name, letter] as const))
)
const between = wordSet(
  `- . , / … uh um euh heu hum then puis pis and et space espace tiret dash majuscule capital ok okay oui yes ensuite after apres`
)

interface Read extends Symbol {
  /** Heard as what it is, not as a word that sounds like it. */
  readonly sure: boolean
}

class PostalReader {
  readonly #reading: Reading
  readonly #numbers: NumberReader

  constructor(reading: Reading) {
    this.#reading = reading
    this.#numbers = numbersIn(reading.tokens)
  }

  #letter(at: number): Read | undefined {
    const { tokens } = this.#reading
    const letter = letterAt(tokens, at)
    if (letter !== undefined) return { ...letter, sure: true }
    const token = tokens[at]
    if (token?.folded === "x" && tokens[at + 1]?.text === "-") return undefined
    const radio = alphabet.get(token?.folded ?? "")
    if (radio !== undefined) return { text: radio, from: at, to: at + 1, sure: true }
    // `G` is heard as a sentence's beginning.
    if (token?.folded === "j'" && tokens[at + 1]?.folded === "ai") {
      return { text: "g", from: at, to: at + 2, sure: false }
    }
    const name = letterNames.get(token?.folded ?? "")
    return name === undefined ? undefined : { text: name, from: at, to: at + 1, sure: false }
  }

  #digit(at: number): Read | undefined {
    const number = this.#numbers.read(at)
    if (number?.digits.length === 1) return { text: number.digits, from: at, to: number.to, sure: true }
    const name = misheard.get(this.#reading.tokens[at]?.folded ?? "") ?? ""
    return name === "" ? undefined : { text: name, from: at, to: at + 1, sure: false }
  }

  /** A letter or a digit, whichever token `at` begins. */
  symbol(at: number): Read | undefined {
    return this.#digit(at) ?? this.#letter(at)
  }

  /** The longest row of letters and digits in turn that begins at `at`: six at most. */
  read(at: number): ReadonlyArray<Read> {
    const { taken, tokens } = this.#reading
    const symbols: Array<Read> = []
    const letterFirst = this.#letter(at) !== undefined && this.#digit(at)?.sure !== true
    let next = at
    while (symbols.length < 6) {
      const skipped = next
      while (next - skipped < 4 && symbols.length > 0 && this.#gap(next)) next++
      if (taken[next] === true || tokens[next] === undefined) break
      // `v, v comme Victor`: the same letter once more.
      const last = symbols.at(-1)
      const again = last?.sure === true && last.to === last.from + 1 ? letterAt(tokens, next) : undefined
      if (again !== undefined && again.text === last?.text && again.to > next + 1) {
        symbols[symbols.length - 1] = { ...last, to: again.to }
        next = again.to
        continue
      }
      const symbol = symbols.length % 2 === (letterFirst ? 0 : 1) ? this.#letter(next) : this.#digit(next)
      if (symbol === undefined) break
      symbols.push(symbol)
      next = symbol.to
    }
    return symbols
  }

  #gap(at: number): boolean {
    const token = this.#reading.tokens[at]
    return token?.kind === "break" || between.has(token?.folded ?? "")
  }
}

const away = 12

/** The signs that are left of a code of which `said` signs were given before `at`, some words further on. */
const restOf = (reading: Reading, reader: PostalReader, said: number, at: number) => {
  for (let from = at; from - at < away && from < reading.tokens.length; from++) {
    if (reading.taken[from] === true) return undefined
    if (/^(?:double|triple)$/.test(reading.tokens[from]?.folded ?? "")) return undefined
    const symbols = reader.read(from)
    const [first, last] = [symbols[0], symbols.at(-1)]
    if (first === undefined || last === undefined || symbols.length < 2) continue
    const fits = symbols.length <= 6 - said && /^[a-z]$/.test(first.text) === (said % 2 === 0)
    // The code once more, from its beginning.
    if (!fits && symbols.length > 2) return undefined
    if (fits && symbols.every(({ sure }) => sure) && reading.free(first.from, last.to)) {
      return { from: first.from, to: last.to }
    }
  }
  return undefined
}

/** How many of six signs have to be heard as what they are, where nothing says that it is a postal code. */
const enough = { said: 2, unsaid: 4 }

/** Postal codes of Canada as they are spelled; part of one where it was asked for: `H comme dans Henri, deux, X`. */
export const postalCodes = (reading: Reading): void => {
  const reader = new PostalReader(reading)
  for (let at = 0; at < reading.tokens.length; at++) {
    if (reading.taken[at] === true) continue
    const symbols = reader.read(at)
    const [first, last] = [symbols[0], symbols.at(-1)]
    const sure = symbols.filter((symbol) => symbol.sure).length
    if (first === undefined || last === undefined || symbols.length < 3 || sure < enough.said) continue
    const code = symbols.map(({ text }) => text).join("").toUpperCase()
    const whole = symbols.length === 6 && /^[A-Z]/.test(code)
    if (!(whole && sure >= enough.unsaid)) {
      const short = symbols.length === 3 && sure < 3
      // `my mail went to L8P 3C2, it should have been L8B`
      const again = symbols.length >= 3 && sure === symbols.length && /^[A-Z]?\d[A-Z]/.test(code) &&
        reading.found.some(({ type }) => type === "POSTAL")
      if (!again && (short || topicOf(reading, first.from, last.to) !== "POSTAL")) continue
    }
    if (!reading.free(first.from, last.to)) continue
    // `… b as in bob four e`: a sign too many was heard.
    const more = symbols.length === 6 && reading.question.has("POSTAL") && !reading.taken[last.to]
      ? reader.symbol(last.to)
      : undefined
    const to = more?.sure === true && reading.tokens[more.to]?.kind !== "word" ? more.to : last.to
    reading.take(first.from, to, "POSTAL", code)
    at = to - 1
    // `J zéro T un, and the end is X zéro`: what is left of it.
    const rest = symbols.length < 6 ? restOf(reading, reader, symbols.length, to) : undefined
    if (rest !== undefined) {
      reading.take(rest.from, rest.to, "POSTAL", code)
      at = rest.to - 1
    }
  }
}

/** What is left of a code that is asked for, two signs of it at least: `G un, comment c'est donc, G un V …`. */
export const postalPieces = (reading: Reading): void => {
  if (!reading.question.has("POSTAL")) return
  const reader = new PostalReader(reading)
  for (let at = 0; at < reading.tokens.length; at++) {
    if (reading.taken[at] === true) continue
    const symbols = reader.read(at)
    const to = symbols.at(-1)?.to ?? at
    const sure = symbols.filter((symbol) => symbol.sure).length
    if (sure < 2 || (sure < symbols.length && symbols.length < 3) || !reading.free(at, to)) continue
    reading.take(at, to, "POSTAL", symbols.map(({ text }) => text).join("").toUpperCase())
    at = to - 1
  }
}

/** `2917 North Kimball, Chicago, six oh six one eight`: whether an address, and no more than its town, stands in front. */
const behindAddress = (reading: Reading, from: number): boolean => {
  for (let at = from; from - at < 5; at--) {
    if (at < from && reading.found.some(({ end, type }) => type === "ADDRESS" && end === reading.tokens[at]?.end)) {
      return true
    }
    const before = reading.tokens[at - 1]
    if (before === undefined) return false
    const ends = reading.found.some(({ end, type }) => type === "ADDRESS" && end === before.end)
    if (ends || before.text === ",") continue
    if (before.kind !== "word" || lookUp(before.folded).place === 0) return false
  }
  return false
}

/** `8 rue Mercière, 69002`, `le 69003 à Lyon`: five digits behind an address, or in front of a town, are its code. */
export const ofTown = (reading: Reading, { digits, from, groups, to }: NumberRun): boolean => {
  const comma = reading.tokens[from - 1]?.text === "," ? 2 : 1
  const end = reading.tokens[from - comma]?.end
  if (behindAddress(reading, from) && (digits.length === 5 || digits.length === 6)) return true
  // `soixante-neuf mille sept`, `69, cent`
  const said = /\bmille\b/.test(reading.words(from, to)) || groups.join() === "2,3"
  if (digits.length !== 5 || (to - from > 1 && !said)) return false
  const town = reading.tokens[/^(?:a|,)$/.test(reading.words(to, to + 1)) ? to + 1 : to]
  return (town !== undefined && town.kind === "word" && lookUp(town.folded).place > 1) ||
    reading.found.some((found) => found.type === "ADDRESS" && found.end === end)
}
