import { lookUp } from "../text/Lexicon.ts"
import { never } from "../text/lists.ts"
import { type NumberReader, numbersIn } from "../text/NumberWords.ts"
import type { Reading } from "../text/Reading.ts"
import { letterAt } from "../text/Spelling.ts"
import type { Token } from "../text/Tokens.ts"
import {
  crowned,
  directions,
  englishTypes,
  frenchTypes,
  measured,
  numberedTypes,
  ordinalWord,
  particles,
  rareEnglish,
  stop,
  tens,
  unitWords,
  weakEnglish,
  weakFrench
} from "./streetNames.ts"

/** How streets are named; every method takes the token where the street begins, and gives where it ends. */
export class StreetReader {
  readonly #reading: Reading
  readonly numbers: NumberReader

  constructor(reading: Reading) {
    this.#reading = reading
    this.numbers = numbersIn(reading.tokens)
  }

  token(at: number): Token | undefined {
    return this.#reading.tokens[at]
  }

  word(at: number): string {
    return this.token(at)?.folded ?? ""
  }

  /** Where the letter ends that stands at `at`, with what it is likened to. */
  letterEnd(at: number): number {
    return letterAt(this.#reading.tokens, at)?.to ?? at + 1
  }

  words(from: number, to: number): string {
    return this.#reading.words(from, to)
  }

  usable(at: number): boolean {
    return this.#reading.taken[at] === false
  }

  /** A word that can be part of a street's name: no pronoun or the like, unless a capital says otherwise. */
  named(at: number): boolean {
    const token = this.token(at)
    if (token?.kind !== "word" || !this.usable(at) || stop.has(token.folded)) return false
    return !never.has(token.folded) || (token.capital && token.text.length > 1) ||
      /^(?:new|old|will|may|june|april)$/.test(token.folded)
  }

  protected skip(at: number, words: RegExp, most: number): number {
    let next = at
    while (words.test(this.word(next)) && this.usable(next) && next - at < most) next++
    return next
  }

  directed(at: number): number {
    return directions.has(this.word(at)) && this.usable(at) ? at + 1 : at
  }

  /** What a number counts: `ten minutes`. */
  measured(at: number): boolean {
    return measured.has(this.word(at)) && this.token(at)?.capital !== true
  }

  isDirection(at: number): boolean {
    return /^(?:north|south|east|west|nord|sud|est|ouest)$/.test(this.word(at))
  }

  /** `47th`, `3e`, `fifty-fourth`, `première`. */
  ordinal(at: number): number | undefined {
    if (!this.usable(at)) return undefined
    if (this.token(at)?.kind === "digits") {
      const suffixed = /^(?:st|nd|rd|th|e|re|er|ere|ieme|eme|nde)$/.test(this.word(at + 1)) &&
        this.token(at + 1)?.spaced === false
      return suffixed ? at + 2 : undefined
    }
    for (let next = at; next - at < 6; next++) {
      if (ordinalWord.test(this.word(next))) return next + 1
      if (!tens.test(this.word(next))) return undefined
    }
    return undefined
  }

  /** Where a street's name begins, if an English type or a French one that follows its ordinal stands at `type`. */
  startBefore(type: number): number | undefined {
    if (!englishTypes.has(this.word(type)) || !this.usable(type)) return undefined
    for (let from = type - 1; from >= 0 && type - from < 6; from--) if (this.ordinal(from) === type) return from
    let start = type
    while (type - start < 4 && this.named(start - 1) && !frenchTypes.has(this.word(start - 1))) {
      if (this.token(start - 1)?.capital !== true && start < type) break
      start--
    }
    const told = lookUp(this.word(start)).ordinary < 3 || this.token(start)?.capital === true
    return start < type && told ? start : undefined
  }

  /** `Highway 132`, `The Kingsway`, `14th Avenue Southwest`, `Maple Street West`. `said`: an address is being given. */
  english(at: number, said: boolean): number | undefined {
    const numbered = numberedTypes.has(this.word(at)) ? this.#figures(at + 1) : undefined
    if (numbered !== undefined) return this.directed(numbered)
    // `West 11th`
    const directed = directions.has(this.word(at)) ? this.ordinal(at + 1) : undefined
    if (directed !== undefined && !englishTypes.has(this.word(directed))) return directed
    if (this.word(at) === "the") return undefined
    // `the 99 B-Line`
    if (this.token(at)?.text.length === 1 && this.word(at + 1) === "-") return undefined
    const ordinal = this.ordinal(at)
    let proper = ordinal !== undefined
    let sure = proper || said
    for (let next = ordinal ?? at; next - at < 8; next++) {
      const token = this.token(next)
      if (token === undefined || !this.usable(next)) return undefined
      // `Victoria Park Avenue`: the last of two types is the type.
      const type = next > at && englishTypes.has(token.folded) && !this.#typeNext(next + 1)
      if (type && this.#fits(next, at, proper, sure)) return this.#afterType(next)
      const ordinary = token.kind === "digits" || /^(?:st|'|'s|-|\.)$/.test(token.folded)
      if (token.kind === "word" ? !this.named(next) && !ordinary : !ordinary) return undefined
      const counted = measured.has(token.folded) &&
        !(token.folded === "main" && /^(?:street|st|avenue|ave|road|rd)$/.test(this.word(next + 1)))
      if (next === at && !token.capital && counted) return undefined
      proper ||= token.kind === "word" && token.capital
      sure ||= token.kind === "word" && (token.capital || lookUp(token.folded).ordinary < 3)
    }
    return undefined
  }

  #typeNext(at: number): boolean {
    const token = this.token(at)
    return englishTypes.has(this.word(at)) && (token?.text.length ?? 0) > 2 && !/^(?:park|court|bay|village)$/.test(
      token?.text ?? ""
    )
  }

  #fits(type: number, at: number, proper: boolean, sure: boolean): boolean {
    const token = this.token(type)
    const word = this.word(type)
    if (rareEnglish.has(word)) return proper ? token?.capital === true : sure && lookUp(this.word(at)).ordinary < 2
    const ends = this.token(type + 1)?.kind !== "word" || unitWords.has(this.word(type + 1)) ||
      directions.has(this.word(type + 1))
    if ((word === "st" || word === "dr") && ends) return true
    if (weakEnglish.has(word)) return sure
    // `one dirt road`
    return sure || this.word(at - 1) !== "one"
  }

  #afterType(type: number): number {
    const abbreviated = /^(?:st|ave|av|rd|blvd|dr|ln|ct|cres|pl|terr|pkwy|hwy|rte|cir|sq|gdns)$/.test(this.word(type))
    const dotted = abbreviated && this.word(type + 1) === "." && this.token(type + 1)?.spaced === false
    const end = dotted ? type + 2 : type + 1
    const surveyed = /^(?:rd|road|line)$/.test(this.word(type)) &&
      /^(?:twp|township|range|rge|county|cty|regional|concession)$/.test(this.word(type - 1))
    const numbered = surveyed || numberedTypes.has(this.word(type)) ? this.#figures(end) : undefined
    const homes = /^(?:trailer (?:park|court)|mobile (?:home )?(?:park|court)|mobile homes)\b/.exec(
      this.words(end, end + 3)
    )?.[0]
    if (homes !== undefined) return end + homes.split(" ").length
    return this.directed(numbered ?? end)
  }

  /** The token after a road's number, however many breaths it took. */
  #figures(at: number): number | undefined {
    let to = at
    for (let next = this.numbers.read(to); next !== undefined && this.usable(to); next = this.numbers.read(to)) {
      to = next.to
    }
    return to === at ? undefined : to
  }

  /** Whether the word is a type of street, and no word besides. */
  isType(at: number): boolean {
    const word = this.word(at)
    return (englishTypes.has(word) && !weakEnglish.has(word) && !rareEnglish.has(word)) ||
      /^(?:rue|boulevard|chemin)$/.test(word)
  }

  isFrenchType(at: number): boolean {
    return frenchTypes.has(this.word(at))
  }

  /** `8e Avenue`, `première rue`: the number stands in front, as nowhere else in French. */
  #ordinalStreet(at: number): number | undefined {
    const type = this.ordinal(at)
    return type !== undefined && /^(?:rue|avenue|av|rang|boulevard)$/.test(this.word(type)) && this.usable(type)
      ? this.directed(type + 1)
      : undefined
  }

  /** `rue de la Montagne Ouest`, `boulevard René-Lévesque`, `8e Avenue`. `said`: an address is being given. */
  french(at: number, said: boolean): number | undefined {
    const ordinal = this.#ordinalStreet(at)
    if (ordinal !== undefined) return ordinal
    const led = this.skip(at, /^(?:de|la|sur|au|le|l')$/, 3)
    // `petit rang Sud`, `le vieux chemin`
    const described = /^(?:petite?|grande?|vieux|vieille|ancien(?:ne)?|haut|bas)$/.test(this.word(led)) &&
      this.isFrenchType(led + 1)
    if (described && said) return this.frenchName(led + 2) ?? led + 2
    const type = led
    if (!frenchTypes.has(this.word(type)) || !this.usable(type)) return undefined
    const name = this.word(type + 1) === "." ? type + 2 : type + 1
    const proper = this.token(name)?.capital === true || particles.has(this.word(name)) ||
      this.word(name + 1) === "-" || this.#only(name)
    return weakFrench.has(this.word(type)) && !proper && !said ? undefined : this.frenchName(name)
  }

  /** A name and nothing besides. */
  #only(at: number): boolean {
    const { family, ordinary, place } = lookUp(this.word(at))
    return ordinary === 0 && family + place > 0
  }

  /** The name of a French street, with or without its type in front: `de la Montagne Ouest`, `Saint-Denis`. */
  frenchName(from: number): number | undefined {
    let at = from
    let names = 0
    while (at - from < 11 && this.usable(at)) {
      const token = this.token(at)
      if (token === undefined) break
      const number = names === 0 ? this.numbers.read(at) : undefined
      if (number !== undefined) {
        at = /^(?:e|ieme|eme|ere)$/.test(this.word(number.to)) ? number.to + 1 : number.to
        names++
        continue
      }
      if (token.folded === "notre" && this.word(at + 1) === "-" && this.word(at + 2) === "dame") {
        at += 3
        names++
        continue
      }
      // `Pie neuf`, `Jean-XXIII`
      const ordinal = names > 0 && crowned.has(this.word(this.word(at - 1) === "-" ? at - 2 : at - 1))
      const count = ordinal || (names > 0 && crowned.has(this.word(at - 1)) && token.text === "-")
        ? this.numbers.read(token.text === "-" ? at + 1 : at)
        : undefined
      if (count !== undefined && count.digits.length < 3) return count.to
      // `Lac-à-la-Loutre`
      if (token.text === "-" && /^(?:a|aux?|en|sur|sous)$/.test(this.word(at + 1)) && this.word(at + 2) === "-") {
        at += 2
        continue
      }
      if (particles.has(token.folded)) {
        const ends = token.text === "." && names > 0 && (this.token(at - 1)?.text.length ?? 9) > 3
        const leads = particles.has(this.word(at + 1)) || this.named(at + 1) || this.token(at + 1)?.kind === "digits"
        if (ends || !leads) break
        at++
        continue
      }
      // `Laurier est, appartement 4`: a direction where nothing follows that it could be the verb of.
      const last = this.token(at + 1)?.kind !== "word" || unitWords.has(this.word(at + 1)) ||
        this.word(at + 1) === "a" || lookUp(this.word(at + 1)).place === 2
      if (names > 0 && directions.has(token.folded) && (token.capital || last)) return at + 1
      // `Tour-du-Lac` is no tower.
      const unit = unitWords.has(token.folded) && this.word(at + 1) !== "-"
      if (!this.named(at) || unit || (names > 0 && !this.#goesOn(at, names))) break
      names++
      at++
    }
    while (at > from && particles.has(this.word(at - 1))) at--
    return names > 0 ? at : undefined
  }

  #goesOn(at: number, names: number): boolean {
    if (this.token(at)?.capital === true) return true
    const linked = /^(?:-|de|du|des|la|le|l'|d'|saint|sainte|st|ste|notre)$/.test(this.word(at - 1))
    // `montée du lac noir`
    const described = names === 1 && /^(?:du|de|la|le|l'|des)$/.test(this.word(at - 2)) && this.#describes(at)
    const calls = (index: number) => lookUp(this.word(index)).given === 3
    // `saint jean baptiste`
    if (names === 1 && calls(at) && calls(at - 1)) return true
    return linked || described || (lookUp(this.word(at)).ordinary < 2 && names < 2)
  }

  #describes(at: number): boolean {
    return /^(?:noirs?|noires?|blanc(?:s|he|hes)?|rouges?|verte?s?|vieux|vieille|grande?s?|petite?s?|bleue?s?|rond|ronde|longue?|hauts?|hautes?|sud|nord)$/
      .test(this.word(at))
  }
}
