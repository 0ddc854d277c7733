import { lookUp } from "../text/Lexicon.ts"
import { never } from "../text/lists.ts"
import { wordSet } from "../text/Tokens.ts"
import { commonStreets, measured, stop, unitWords } from "./streetNames.ts"
import { StreetReader } from "./Streets.ts"

const provinces = wordSet("qc on bc ab ns nb mb sk nl pe pq ontario quebec canada")

/** A house number: its digits with the letter they may have, and the token after it. */
export interface HouseNumber {
  readonly digits: string
  readonly to: number
}

/** What stands between the parts of an address, and before a part that was asked for. */
const gap = /^(?:,|-|\u2029|uh|um|er|euh|heu|hum|…)$/

const boxes =
  /^(?:rr|r \. r \.|r r|rural route|route rurale|p \. o \. box|po box|p o box|case postale|boite postale|b \. p \.|bp|c \. p \.|c p|b p|p \. o \.|p o|cp|casier postal|general delivery , box|poste restante , case)(?: (?:number|numero|no))?(?= |$)/
/** `Box 217`, where an address is being given. */
const box = /^(?:(?:lock |post |mail )?box|boite(?: postale)?|casier|case)(?: (?:number|numero|no))?(?= |$)/
/** Units that need no number. */
const bare =
  /^(?:basement (?:suite|apartment|unit)|the basement|basement|ground floor|main floor|main level|top floor|(?:upper|lower|rear|back|front) (?:flat|unit|level|suite|apartment|duplex|house|building)|upstairs|downstairs|penthouse|ph|rez - de - chaussee|rez de chaussee|sous - sol|demi - sous - sol|porte (?:gauche|droite|d' en (?:arriere|avant))|dernier etage)\b/
/** Where within a building, behind an address alone: `le lit côté fenêtre`, `the coach house`, `en haut du dépanneur`. */
const within =
  /^(?:(?:l[ea']|the|du|but) )*(?:(?:(?:lit|bed|porte|door) )?(?:(?:du )?cote [a-z]{3,}|(?:de la|by the|near the) (?:fenetre|porte|window|door|wall|sink)|d(?:e|u|') (?:gauche|droite|haut|bas|milieu|fond)|gauche|droite)|(?:coach|carriage|gate|guest) (?:house|lodge)|(?:side|back|front|garden|rear) (?:door|entrance|flat|house)|porte [a-z]+|rez(?: - de - jardin| arriere)?|(?:en haut|au - dessus|above|over)(?: of)?(?: d[ue]| the)(?: l[a'])? [a-z]{3,}|premier|[a-z]{4,}ieme)(?= |$)/
/** What an address is led by: `Maple wing, [suite 3C]`, `unité Lilas, [chambre 22]`. */
const heading =
  /(?:[a-z'-]{3,} (?:wing|ward|lodge|hall)|(?:unite|aile|batiment|pavillon) [a-z'-]+|hallway|corridor)(?: ,)?$/
/** Units as long as nothing follows. */
const barest = /^(?:upper|lower|rear|arriere|en arriere)$/

/** How addresses are put together; every method takes the token where its part begins, and gives where it ends. */
export class AddressReader extends StreetReader {
  /** Past the commas, hesitations and turns between two parts. */
  gap(at: number): number {
    return this.skip(at, gap, 4)
  }

  /**
   * A street that is named by no more than a name that streets often have: `main`, `queen west`. What follows must not
   * make something else of it.
   */
  common(at: number): number | undefined {
    if (!commonStreets.has(this.word(at)) || !this.usable(at)) return undefined
    const end = this.directed(at + 1)
    const next = this.token(end)
    const closed = next?.kind !== "word" || next.capital || never.has(next.folded) || stop.has(next.folded) ||
      unitWords.has(next.folded)
    return closed && !measured.has(next?.folded ?? "") ? end : undefined
  }

  /** One house number, however many breaths it took: `1234`, `twelve thirty-four`, `77B`, `12 bis`. */
  houseNumber(at: number): HouseNumber | undefined {
    let digits = ""
    let to = at
    for (let next = at; this.usable(next);) {
      // `5850, 8e Avenue`
      if (this.ordinal(next) !== undefined) break
      const number = this.numbers.read(next)
      if (number === undefined || (this.word(next) === "o" && digits === "")) break
      // `400-1250`: a unit, and the house number.
      if (digits !== "" && /^[-/]$/.test(this.word(next - 1)) && this.token(next)?.kind === "digits") break
      digits += number.digits
      to = number.to
      const joint = /^(?:-|dash|hyphen|tiret)$/.test(this.word(to))
      next = joint && this.numbers.read(to + 1) !== undefined ? to + 1 : to
      if (digits.length > 6) return undefined
      // `217 1/2`, `two seventeen and a half`
      const half = this.#half(to)
      if (half > to) return { digits, to: half }
    }
    return digits === "" ? undefined : { digits, to: this.#lettered(to) }
  }

  #half(at: number): number {
    const first = this.word(at)
    if (first === "½") return at + 1
    if (first === "1") return this.word(at + 1) === "/" && this.word(at + 2) === "2" ? at + 3 : at
    if (first !== "and" && first !== "et") return at
    const said = /^(?:and (?:a|one) half|et demie?)(?= |$)/.exec(this.words(at, at + 4))?.[0]
    return said === undefined ? at : at + said.split(" ").length
  }

  /** `77B`, `16 B, rang …`, `221 B Baker`, `12 bis`. */
  #lettered(at: number): number {
    const word = this.word(at)
    if (!this.usable(at)) return at
    if (/^(?:bis|ter|quater)$/.test(word)) return at + 1
    // `9-A Signal Hill Road`
    const joined = word === "-" && this.token(at)?.spaced === false && /^[a-h]$/.test(this.word(at + 1)) &&
      this.usable(at + 1) && this.named(at + 2)
    if (joined) return at + 2
    if (this.token(at)?.spaced === false) return /^[a-h]$/.test(word) ? at + 1 : at
    // `au quatre-vingt-quatre a.`
    if (/^[a-h]$/.test(word) && /^[.,!?]?$/.test(this.word(at + 1)) && this.token(at + 1)?.kind !== "break") {
      return at + 1
    }
    const typed = /^[B-H]$/.test(this.token(at)?.text ?? "") || /^[bcfgh]$/.test(word)
    if (/^[a-h]$/.test(word) && this.isFrenchType(at + 1)) return at + 1
    return typed && (this.word(at + 1) === "," || this.named(at + 1)) ? at + 1 : at
  }

  /** `P.O. Box 1187`, `case postale 340`, `RR 3`; `box 217` where an address is `said`. */
  box(at: number, said: boolean): number | undefined {
    const words = this.words(at, at + 7)
    const named = boxes.exec(words)?.[0] ?? (said && this.usable(at) ? box.exec(words)?.[0] : undefined)
    const general = /^(?:general delivery|poste restante)\b/.exec(words)?.[0]
    if (named === undefined && general !== undefined) return at + 2
    return named === undefined ? undefined : this.houseNumber(at + named.split(" ").length)?.to
  }

  /** `apartment four B`, `bureau 2100`, `# 204`, `7th floor`, `3e étage`. */
  unit(at: number): number | undefined {
    if (!this.usable(at)) return undefined
    const storey = this.ordinal(at)
    if (storey !== undefined) return /^(?:floor|etage)$/.test(this.word(storey)) ? storey + 1 : undefined
    const unnumbered = bare.exec(this.words(at, at + 6))?.[0]
    if (unnumbered !== undefined) {
      const end = at + unnumbered.split(" ").length
      // `penthouse 3`
      const number = this.usable(end) ? this.numbers.read(end) : undefined
      const lettered = /^[a-h]$/.test(this.word(end)) && this.token(end + 1)?.kind !== "word"
      if (unnumbered === "ph" && number === undefined) return undefined
      return number !== undefined && number.digits.length <= 4
        ? number.to
        : lettered && this.usable(end)
        ? end + 1
        : end
    }
    const last = barest.exec(this.word(at) === "en" ? this.words(at, at + 2) : this.word(at))?.[0].split(" ").length
    if (last !== undefined) return this.token(at + last)?.kind === "word" ? undefined : at + last
    if (!unitWords.has(this.word(at))) return undefined
    const value = this.skip(at + 1, /^(?:\.|#|numero|number|no|le)$/, 3)
    if (!this.usable(value)) return undefined
    let to = this.numbers.read(value)?.to
    if (to === undefined) {
      if (this.token(value)?.kind !== "word" || this.word(value).length !== 1) return undefined
      // `bâtiment B2`, `local D-1127`
      const behind = this.word(value + 1) === "-" && this.token(value + 1)?.spaced === false ? value + 2 : value + 1
      const figure = this.token(behind)
      const apart = this.word(behind + 1) === "," || this.token(behind + 1) === undefined
      return figure?.kind === "digits" && (!figure.spaced || apart) ? behind + 1 : value + 1
    }
    for (let more = this.numbers.read(to); more !== undefined && this.usable(to); more = this.numbers.read(to)) {
      to = more.to
    }
    const letter = this.token(to)
    const attached = letter?.kind === "word" && letter.text.length === 1 &&
      (letter.spaced === false || /^[B-H]$/.test(letter.text) || /^[bcfgh]$/.test(letter.text))
    // `unit 5 B as in boy`
    return attached ? this.letterEnd(to) : to
  }

  /** What follows a street: `, apartment four`, `à Longueuil`, `Quebec`; `from` itself where nothing does. `units`: besides towns. */
  tail(from: number, units = true): number {
    let end = from
    while (end - from < 24) {
      const next = this.skip(end, /^(?:,|-|\.|\(|a|in|au|the|l'|of|at|\u2029)$/, 3)
      const turned = this.words(end, next).includes("\u2029")
      const unit = units && this.usable(next) ? this.unit(next) : undefined
      const more = unit ?? (turned || !this.usable(next) ? undefined : this.within(next) ?? this.#town(next))
      if (more === undefined) break
      end = more
    }
    return end
  }

  /** Where what leads to the address begins that begins at `from`. */
  head(from: number): number {
    const led = heading.exec(this.words(from - 4, from))?.[0].split(" ").length ?? 0
    const at = from - (led > 0 ? led : unitWords.has(this.word(from - 1)) ? 1 : 0)
    return this.usable(at) && this.usable(from - 1) ? at : from
  }

  within(at: number): number | undefined {
    const to = at + (within.exec(this.words(at, at + 8))?.[0].split(" ").length ?? 0)
    return to > at && this.usable(to - 1) ? to : undefined
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
      else if (this.word(more) !== "-" && !/^(?:de|du|des|la|le|les|l'|d'|sur|aux)$/.test(this.word(more))) break
    }
    return to
  }
}
