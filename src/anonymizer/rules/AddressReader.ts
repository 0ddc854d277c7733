import { lookUp } from "../Lexicon.ts"
import { NumberReader } from "../NumberWords.ts"
import type { Reading } from "../Reading.ts"
import { wordSet } from "../Tokens.ts"

const englishTypes = wordSet(
  `street st avenue ave av road rd boulevard blvd drive dr lane ln court ct crescent cres place pl
  way terrace terr trail parkway pkwy highway hwy circle cir square sq gardens gdns grove heights hill park ridge row
  gate close line sideroad concession mews loop path landing manor quay wharf bay cove crossing green`
)
/** Types that are ordinary words: they need a name that is not. */
const weakEnglish = wordSet(
  "way place court close line gate park hill green row path square circle bay loop landing st dr"
)
const numberedTypes = wordSet("road highway hwy route sideroad line concession")
const frenchTypes = wordSet(
  `rue avenue av ave boulevard boul bd blvd chemin ch place route rte rang rg cote montee impasse
  allee ruelle croissant terrasse carre square quai cours sentier promenade autoroute passage esplanade pl faubourg
  traverse cul`
)
const weakFrench = wordSet("place cours cote square quai carre passage route sentier terrasse montee croissant")
export const directions = wordSet(
  `north south east west northeast northwest southeast southwest nord sud est ouest n s e w o ne nw se sw`
)
const particles = wordSet("de du des la le les l' d' of the saint sainte st ste - ' . notre dame mont")
const unitWords = wordSet(
  `apartment apt appartement app appart unit unite suite bureau local condo logement # floor etage
  porte building batiment numero number box lot site comp compartment`
)
const provinces = wordSet("qc on bc ab ns nb mb sk nl pe pq ontario quebec canada")
const stop = wordSet(
  `and et est is c' it i je j' my mon ma on at a for pour in en dans the near pres with avec but mais so
  donc then that que qui ou or we nous you vous please svp thanks merci yes oui no non not pas to`
)

/** How addresses are put together; every method takes the token where its part begins, and gives where it ends. */
export class AddressReader {
  readonly #reading: Reading
  readonly #numbers: NumberReader

  constructor(reading: Reading) {
    this.#reading = reading
    this.#numbers = new NumberReader(reading.tokens)
  }

  token(at: number) {
    return this.#reading.tokens[at]
  }

  word(at: number): string {
    return this.token(at)?.folded ?? ""
  }

  usable(at: number): boolean {
    return this.#reading.taken[at] === false
  }

  /** A word that can be part of a street's name. */
  named(at: number): boolean {
    return this.token(at)?.kind === "word" && this.usable(at) && !stop.has(this.word(at))
  }

  #skip(at: number, words: RegExp, most: number): number {
    let next = at
    while (words.test(this.word(next)) && this.usable(next) && next - at < most) next++
    return next
  }

  /** One house number, however many breaths it took: `1234`, `twelve thirty-four`, `77B`. */
  houseNumber(at: number): { readonly digits: string; readonly to: number } | undefined {
    let digits = ""
    let to = at
    for (let next = at; this.usable(next);) {
      // `5850, 8e Avenue`
      if (digits !== "" && this.#ordinalStreet(next) !== undefined) break
      const number = this.#numbers.read(next)
      if (number === undefined || (this.word(next) === "o" && digits === "")) break
      digits += number.digits
      to = number.to
      next = this.word(to) === "-" && this.#numbers.read(to + 1) !== undefined ? to + 1 : to
      if (digits.length > 6) return undefined
    }
    if (digits === "") return undefined
    const lettered = /^[a-d]$/.test(this.word(to)) && this.token(to)?.spaced === false
    return { digits, to: lettered ? to + 1 : to }
  }

  /** `P.O. Box 1187`, `case postale 340`, `RR 3`. */
  box(at: number): number | undefined {
    const named =
      /^(?:rr|r \. r \.|r r|rural route|route rurale|p \. o \. box|po box|p o box|case postale|c \. p \.|cp|casier postal)\b/
        .exec(this.#reading.words(at, at + 6))?.[0]
    return named === undefined ? undefined : this.houseNumber(at + named.split(" ").length)?.to
  }

  /** `Maple Street West`, `County Road 42`. */
  englishStreet(at: number): number | undefined {
    const numbered = numberedTypes.has(this.word(at)) ? this.#numbers.read(at + 1) : undefined
    if (numbered !== undefined && this.usable(at + 1)) return numbered.to
    let sure = false
    for (let next = at; next - at < 6; next++) {
      const token = this.token(next)
      if (token === undefined || !this.usable(next)) return undefined
      // `Victoria Park Avenue`: the last of two types is the type.
      const type = next > at && englishTypes.has(token.folded) && !englishTypes.has(this.word(next + 1))
      const ends = this.token(next + 1)?.kind !== "word" || unitWords.has(this.word(next + 1)) ||
        directions.has(this.word(next + 1))
      const short = (token.folded === "st" || token.folded === "dr") && ends
      if (type && (sure || short || !weakEnglish.has(token.folded) || this.token(at)?.capital === true)) {
        const dotted = this.word(next + 1) === "." && this.token(next + 1)?.spaced === false &&
          (this.token(next + 2)?.capital !== true || token.text.length < 4)
        const end = dotted ? next + 2 : next + 1
        const numbered = numberedTypes.has(token.folded) && this.usable(end) ? this.#numbers.read(end) : undefined
        if (numbered !== undefined) return numbered.to
        return directions.has(this.word(end)) && this.usable(end) ? end + 1 : end
      }
      const ordinal = token.kind === "digits" || /^(?:st|nd|rd|th|'|'s|-|\.)$/.test(token.folded)
      if (token.kind === "word" ? stop.has(token.folded) && token.folded !== "the" : !ordinal) return undefined
      sure ||= token.kind === "word" && (token.capital || lookUp(token.folded).ordinary < 3)
    }
    return undefined
  }

  /** `8e Avenue`, `première rue`: the number stands in front, as nowhere else in French. */
  #ordinalStreet(at: number): number | undefined {
    const start = this.word(at) === "," ? at + 1 : at
    const figure = this.token(start)?.kind === "digits" &&
      /^(?:e|re|er|ere|ieme|eme|nd|nde)$/.test(this.word(start + 1))
    const type = figure
      ? start + 2
      : /^(?:premiere?|[a-z]+ieme|seconde)$/.test(this.word(start))
      ? start + 1
      : undefined
    return type !== undefined && /^(?:rue|avenue|av|rang|boulevard)$/.test(this.word(type)) && this.usable(type)
      ? type + 1
      : undefined
  }

  /** `rue de la Montagne Ouest`, `, boulevard René-Lévesque`, `8e Avenue`. `said`: an address is being given. */
  frenchStreet(at: number, said: boolean): number | undefined {
    const ordinal = this.#ordinalStreet(at)
    if (ordinal !== undefined) return ordinal
    const type = this.#skip(this.word(at) === "," ? at + 1 : at, /^(?:de|la|sur|au|le|l')$/, 3)
    if (!frenchTypes.has(this.word(type)) || !this.usable(type)) return undefined
    const name = this.word(type + 1) === "." ? type + 2 : type + 1
    const proper = this.token(name)?.capital === true || particles.has(this.word(name)) ||
      this.word(name + 1) === "-" ||
      lookUp(this.word(name)).ordinary < 2
    return weakFrench.has(this.word(type)) && !proper && !said ? undefined : this.#frenchName(name)
  }

  #frenchName(from: number): number | undefined {
    let at = from
    let names = 0
    while (at - from < 9 && this.usable(at)) {
      const token = this.token(at)
      if (token === undefined) break
      const number = names === 0 ? this.#numbers.read(at) : undefined
      if (number !== undefined) {
        at = /^(?:e|ieme|eme|ere)$/.test(this.word(number.to)) ? number.to + 1 : number.to
        names++
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
      const last = this.token(at + 1)?.kind !== "word" || unitWords.has(this.word(at + 1)) || this.word(at + 1) === "a"
      if (names > 0 && directions.has(token.folded) && (token.capital || last)) return at + 1
      if (!this.named(at) || unitWords.has(token.folded) || (names > 0 && !this.#goesOn(at, names))) break
      names++
      at++
    }
    while (at > from && particles.has(this.word(at - 1))) at--
    return names > 0 ? at : undefined
  }

  #goesOn(at: number, names: number): boolean {
    if (this.token(at)?.capital === true) return true
    const linked = /^(?:-|de|du|des|la|le|l'|d'|saint|sainte|st|ste)$/.test(this.word(at - 1))
    return linked || (lookUp(this.word(at)).ordinary < 2 && names < 2)
  }

  /** What follows a street: `, apartment four`, `à Longueuil`, `Quebec`; `from` itself where nothing does. */
  tail(from: number): number {
    let end = from
    while (end - from < 24) {
      const next = this.#skip(end, /^(?:,|-|\.|a|in|au|the|l'|of|at)$/, 3)
      const more = this.usable(next) ? this.#unit(next) ?? this.#town(next) : undefined
      if (more === undefined) break
      end = more
    }
    return end
  }

  #unit(at: number): number | undefined {
    if (!unitWords.has(this.word(at))) return undefined
    const value = this.#skip(at + 1, /^(?:\.|#|numero|number|no)$/, 3)
    const number = this.#numbers.read(value)
    if (number === undefined) {
      return this.token(value)?.kind === "word" && this.word(value).length <= 2 ? value + 1 : undefined
    }
    let to = number.to
    for (let more = this.#numbers.read(to); more !== undefined && this.usable(to); more = this.#numbers.read(to)) {
      to = more.to
    }
    return this.token(to)?.kind === "word" && this.word(to).length === 1 && this.token(to)?.spaced === false
      ? to + 1
      : to
  }

  #town(at: number): number | undefined {
    const token = this.token(at)
    if (token?.kind !== "word") return undefined
    const { ordinary, place } = lookUp(token.folded)
    const clear = token.capital || ordinary < 2 || this.word(at + 1) === "-" || /^sainte?$/.test(token.folded)
    const known = provinces.has(token.folded) || (place > 0 && clear)
    if (!known || (token.text.length === 2 && !token.capital && token.folded !== "qc")) return undefined
    let to = at + 1
    // `Pointe-aux-Trembles`, `North Bay`: hyphens and capitals go on with a town's name, particles only in between.
    for (let more = to; more - at < 8 && this.usable(more); more++) {
      const hyphened = this.word(more - 1) === "-" && this.token(more)?.kind === "word"
      const capital = this.token(more)?.capital === true && this.token(more)?.opens === false
      if (hyphened || capital) to = more + 1
      else if (this.word(more) !== "-" && !particles.has(this.word(more))) break
    }
    return to
  }
}
