import { type NumberReader, numbersIn } from "../text/NumberWords.ts"
import { turnBreak } from "../text/Text.ts"
import type { Token } from "../text/Tokens.ts"
import { feasts, frenchOrdinals, longestFeast, months, ordinals } from "./dateWords.ts"

/** What is said between the parts of a date. */
const pause = `,|-|…|${turnBreak}|uh|um|er|euh|heu|hum|pis|puis`
const ofMonth = new RegExp(`^(?:${pause}|of|de|d'|du|le|the|mois|jour|day|this|last|past|ce|cette)$`)
const ofYear = new RegExp(`^(?:${pause}|of|in|de|en|the|l'|year|annee|an|back)$`)
const ofFigures = new RegExp(`^(?:${pause}|of|du|de|the|le|\\/|month|mois|day|jour|year|annee|l')$`)

interface Part {
  readonly value: number
  readonly to: number
}

/** A date as it was said, with the tokens that say it. `year` is none where it was left out. */
export interface SaidDate {
  readonly from: number
  readonly to: number
  readonly year: number | undefined
  readonly month: number
  readonly day: number | undefined
}

const digit = (token: Token | undefined, least: number, most: number, length: number): number | undefined => {
  if (token?.kind !== "digits" || token.text.length > length) return undefined
  const value = Number(token.text)
  return value >= least && value <= most ? value : undefined
}

/** Reads dates as they are typed and as they are spoken, in both languages. */
export class DateReader {
  readonly #tokens: ReadonlyArray<Token>
  readonly #numbers: NumberReader

  constructor(tokens: ReadonlyArray<Token>) {
    this.#tokens = tokens
    this.#numbers = numbersIn(tokens)
  }

  #skip(at: number, words: RegExp): number {
    let next = at
    while (next - at < 5 && words.test(this.#tokens[next]?.folded ?? "")) next++
    return next
  }

  #before(at: number): string {
    return this.#tokens.slice(Math.max(at - 4, 0), at).map(({ folded }) => folded).join(" ")
  }

  /** A month, or the same one said twice: `septiembre september`. */
  month(at: number): Part | undefined {
    const month = this.#month(at)
    const again = month === undefined ? undefined : this.#month(this.#skip(month.to, ofMonth))
    return again ?? month
  }

  #month(at: number): Part | undefined {
    const token = this.#tokens[at]
    const value = token?.kind === "word" ? months.get(token.folded) : undefined
    if (value !== undefined) return { value, to: at + (this.#tokens[at + 1]?.text === "." ? 2 : 1) }
    const nth = this.#tokens[at + 1]?.folded === "mois" ? frenchOrdinals.get(token?.folded ?? "") : undefined
    if (nth !== undefined) return { value: nth, to: at + 2 }
    // `sept` is the French seven first: it is September only among figures, `Sept. 12`, `12 sept. 2026`.
    if (token?.folded !== "sept") return undefined
    const to = at + (this.#tokens[at + 1]?.text === "." ? 2 : 1)
    const before = this.#tokens[at - 1]
    const after = this.#tokens[to]?.kind === "digits" ? this.#tokens[to]?.text.length : undefined
    if (before?.kind === "digits") return before.text.length <= 2 && after === 4 ? { value: 9, to } : undefined
    const counting = before?.text === "-" || this.#numbers.read(at - 1) !== undefined
    return !counting && (after === 1 || after === 2) ? { value: 9, to } : undefined
  }

  day(at: number): Part | undefined {
    const token = this.#tokens[at]
    if (token === undefined) return undefined
    const typed = digit(token, 1, 31, 2)
    if (typed !== undefined) {
      const suffix = this.#tokens[at + 1]
      const has = suffix?.spaced === false && /^(?:st|nd|rd|th|er|e)$/.test(suffix.folded)
      return { value: typed, to: at + (has ? 2 : 1) }
    }
    // `oh seven`
    const padded = /^(?:oh|o|zero)$/.test(token.folded) ? this.#numbers.read(at + 1) : undefined
    if (padded?.digits.length === 1 && padded.digits !== "0") return { value: Number(padded.digits), to: padded.to }
    if (token.folded === "premier" || token.folded === "1er") return { value: 1, to: at + 1 }
    const ordinal = ordinals.get(token.folded) ?? frenchOrdinals.get(token.folded)
    if (ordinal !== undefined) return { value: ordinal, to: at + 1 }
    if (token.folded === "thirtieth") return { value: 30, to: at + 1 }
    if (token.folded === "twenty" || token.folded === "thirty") {
      const after = this.#tokens[at + 1]?.text === "-" ? at + 2 : at + 1
      const rest = ordinals.get(this.#tokens[after]?.folded ?? "")
      if (rest !== undefined && rest < 10) return { value: (token.folded === "twenty" ? 20 : 30) + rest, to: after + 1 }
    }
    const spoken = this.#numbers.read(at)
    const value = Number(spoken?.digits)
    // `douze mille neuf cent quatre-vingt-huit`: the year begins inside what reads as one number.
    if (spoken?.spoken === true && value > 1000 && value % 1000 >= 880) {
      for (let to = at + 1; to < spoken.to; to++) {
        const day = Math.floor(value / 1000)
        if (this.#tokens[to]?.folded === "mille" && day >= 1 && day <= 31) return { value: day, to }
      }
    }
    return spoken?.spoken === true && value >= 1 && value <= 31 ? { value, to: spoken.to } : undefined
  }

  year(at: number): Part | undefined {
    const start = this.#tokens[at]?.text === "'" ? at + 1 : at
    const first = this.#numbers.read(start)
    if (first === undefined) return undefined
    // `oh eight`, `zéro zéro`
    const more = this.#tokens[first.to]?.text === "-" ? first.to + 1 : first.to
    const second = first.digits === "0" ? this.#numbers.read(more) : undefined
    if (second?.digits.length === 1) return { value: 2000 + Number(second.digits), to: second.to }
    const value = Number(first.digits)
    if (first.digits.length === 4 && value >= 1880 && value <= 2100) return { value, to: first.to }
    if (first.digits.length !== 2) return undefined
    if (first.spoken && (value === 19 || value === 20)) {
      const next = this.#skip(first.to, /^(?:-|uh|um|er|euh|heu)$/)
      const oh = this.#tokens[next]?.folded === "oh" || this.#tokens[next]?.folded === "o" ? next + 1 : next
      const second = this.#numbers.read(oh)
      if (second !== undefined && second.digits.length <= 2) {
        return { value: value * 100 + Number(second.digits), to: second.to }
      }
    }
    return { value: value + (value > 30 ? 1900 : 2000), to: first.to }
  }

  #worded(at: number): SaidDate | undefined {
    // `N as in November, three`: a letter is being spelled.
    if (/(?:^| )(?:as in|[a-z] (?:, )?(?:for|pour|like|comme)(?: dans| en| in)?)$/.test(this.#before(at))) {
      return undefined
    }
    const month = this.month(at)
    if (month !== undefined) {
      const start = this.#skip(month.to, ofMonth)
      // `May of nineteen thirty-eight`: no nineteenth.
      const whole = this.#tokens[month.to]?.folded === "of" ? this.year(start) : undefined
      const day = whole !== undefined && whole.value < 2000 ? undefined : this.day(start)
      // `expiring next july nine nine three`: figures of something else.
      const listed = day?.to === start + 1 && this.#figure(start) && this.#figure(start + 1) && this.#figure(start + 2)
      if (listed) return undefined
      const year = this.year(this.#skip(day?.to ?? month.to, ofYear))
      if (day === undefined && year === undefined) return undefined
      return { from: at, to: year?.to ?? day?.to ?? month.to, year: year?.value, month: month.value, day: day?.value }
    }
    const day = this.day(at)
    const after = day === undefined ? undefined : this.month(this.#skip(day.to, ofMonth))
    if (day === undefined || after === undefined) return undefined
    const year = this.year(this.#skip(after.to, ofYear))
    return { from: at, to: year?.to ?? after.to, year: year?.value, month: after.value, day: day.value }
  }

  /** A single figure, said in a word. */
  #figure(at: number): boolean {
    const number = this.#numbers.read(at)
    return number?.spoken === true && number.digits.length === 1 && number.to === at + 1
  }

  #typed(at: number): SaidDate | undefined {
    const [a, s, b, t, c] = this.#tokens.slice(at, at + 5)
    if (a?.kind !== "digits" || s === undefined || !/^[-/.]$/.test(s.text) || t?.text !== s.text) return undefined
    if (s.spaced || b?.spaced === true || t.spaced || c?.spaced === true) return undefined
    const yearFirst = a.text.length === 4 ? digit(a, 1880, 2100, 4) : undefined
    const [first, second] = yearFirst === undefined ? [a, b] : [b, c]
    const one = digit(first, 1, 31, 2)
    const two = digit(second, 1, 31, 2)
    const year = yearFirst ?? digit(c, 1880, 2100, 4) ??
      (c?.kind === "digits" && c.text.length === 2 && (s.text === "/" || (Number(c.text) > 31 && a.text.length === 2))
        ? Number(c.text) + (Number(c.text) > 30 ? 1900 : 2000)
        : undefined)
    if (one === undefined || two === undefined || year === undefined || (one > 12 && two > 12)) return undefined
    const [month, day] = one > 12 ? [two, one] : [one, two]
    return { from: at, to: at + 5, year, month, day }
  }

  /** `le neuf du neuf soixante-treize`, `1980 06 05`: a date in figures alone, which only a cue makes one. */
  figures(at: number): SaidDate | undefined {
    const next = (part: Part) => this.#skip(part.to, ofFigures)
    const first = this.day(at)
    const second = first === undefined ? undefined : this.day(next(first))
    const last = second === undefined ? undefined : this.year(next(second))
    const date = first === undefined || second === undefined || last === undefined
      ? undefined
      : this.#date(at, last.to, last.value, first.value, second.value)
    if (date !== undefined) return date
    const year = this.#typedPair(at) ?? this.year(at)
    const month = year === undefined ? undefined : this.day(next(year))
    const day = month === undefined ? undefined : this.day(next(month))
    return year === undefined || month === undefined || day === undefined
      ? undefined
      : this.#date(at, day.to, year.value, day.value, month.value)
  }

  /** `christmas eve twenty nineteen`: a day by its name, which only a cue makes one of birth. */
  feast(at: number): SaidDate | undefined {
    for (let length = Math.min(longestFeast, this.#tokens.length - at); length > 0; length--) {
      const name = this.#tokens.slice(at, at + length).map(({ folded }) => folded).join(" ")
      const named = feasts.get(name)
      if (named === undefined) continue
      const year = this.year(this.#skip(at + length, ofYear))
      return { from: at, to: year?.to ?? at + length, year: year?.value, month: named[0], day: named[1] }
    }
    return undefined
  }

  /** `19 84` */
  #typedPair(at: number): Part | undefined {
    const [century, year] = this.#tokens.slice(at, at + 2)
    const pair = century?.kind === "digits" && /^(?:19|20)$/.test(century.text) && year?.kind === "digits" &&
      year.text.length === 2
    return pair ? { value: Number(century.text + year.text), to: at + 2 } : undefined
  }

  #date(from: number, to: number, year: number, one: number, two: number): SaidDate | undefined {
    if (Math.min(one, two) > 12) return undefined
    const [month, day] = two > 12 ? [one, two] : [two, one]
    return { from, to, year, month, day }
  }

  /** Whether the day that a date begins with is the end of a number: `0061, October 28` has one, `zero six one October 28` none. */
  runsOn({ from }: SaidDate): boolean {
    if (this.#month(from) !== undefined) return false
    const [first, before] = [this.#tokens[from], this.#tokens[from - 1]]
    // `4 2 4 2 décembre`
    if (first?.kind === "digits") {
      return before?.kind === "digits" && first.text.length <= before.text.length &&
        this.#tokens[from - 2]?.kind === "digits"
    }
    return (this.#numbers.read(from - 1)?.to ?? 0) >= from
  }

  /** Where the number ends that token `at` begins: nothing begins inside it. */
  numberEnd(at: number): number {
    return this.#numbers.read(at)?.to ?? at + 1
  }

  read(at: number): SaidDate | undefined {
    return this.#typed(at) ?? this.#worded(at)
  }
}
