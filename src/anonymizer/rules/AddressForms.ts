import { lookUp } from "../Lexicon.ts"
import { brands, never } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { isAbout } from "../Topics.ts"
import { AddressReader, type HouseNumber } from "./AddressReader.ts"
import { honoured, numberedTypes, placing, streetEnding, whereabouts } from "./streetNames.ts"

/** An address from `at`: where it ends without its tail, and how it is written to be compared with others. */
export interface Address {
  readonly to: number
  readonly key: string
}

/** What was asked for is an address, or a piece of one. */
const asksAddress =
  /\b(?:address|adresse|street|rue|avenue|apartment|apt|unit|suite|appartement|appart|logement|civique|civic|buzzer|interphone|house number|which (?:house|door)|quelle (?:porte|maison)|(?:numero|code) de porte|where did|where (?:do|should|can|shall|would|do you want) (?:you live|we|us)|ou (?:habit\w+|demeur\w+|rest\w+|(?:doit on|devons nous|faut il|voulez vous|peut on|dois je) .*(?:livr|envoy)\w+))\b/
export const asksOther =
  /\b(?:e ?-? ?mail|courriel|electronique|ip|web|postal|zip|postale|phone|telephone|prix|price)\b/
/** An address is asked for, whole. */
const asksWhole =
  /\b(?:address|adresse|where (?:do|should|can|shall|would) (?:you live|we|us|i)|ou (?:habit|demeur|rest|livr)\w+)\b/
const sameStreet =
  /^(?:(?:on|in|sur|dans) )?(?:the|la|le)? ?(?:same|meme) (?:street|road|avenue|building|rue|chemin|rang|immeuble)\b/
/** What an answer begins with, and what may follow it. */
export const courtesy =
  /^(?:yes|yeah|yep|sure|oui|ouais|non|no|it|it's|'s|is|that|that's|c'|est|le|la|l'|the|at|a|au|uh|um|euh|heu|ok|okay|my|mon|ma|on|i|'m|am|sur|dans|ben|alors|bon|so|well|number|numero|address|adresse|[,.:;!?…-])$/
export const units =
  /^(?:apartment|apt|appartement|app|appart|apparte|unit|unite|suite|ste|flat|bureau|condo|logement|escalier|batiment|bloc|boite|etage|floor|basement|penthouse|rez|sous|site|box)$/
/** What may stand in front of a house's number, as part of it. */
const numbering = /^(?:number|numero|no|#|house|maison|lot|fr)$/

/** What addresses look like, wherever in a text one begins. */
export class AddressForms {
  protected readonly reading: Reading
  protected readonly address: AddressReader
  protected readonly asked: boolean
  /** An address has been found in this text, so that its pieces may come on their own. */
  protected given = false

  constructor(reading: Reading) {
    this.reading = reading
    this.address = new AddressReader(reading)
    this.asked = (asksAddress.test(reading.asked) || whereabouts.test(reading.asked)) && !asksOther.test(reading.asked)
  }

  protected said(at: number): boolean {
    const before = this.reading.words(at - 8, at)
    return this.asked || this.reading.question.has("ADDRESS") || isAbout(before, "ADDRESS") || placing.test(before)
  }

  protected key(digits: string, from: number, to: number): string {
    return `${digits} ${this.reading.words(from, to).replace(/[^\p{L}\d]+/gu, " ").trim()}`.trim()
  }

  /** `1234 King`, where it is said to be an address, has a direction or a unit, or stands as only an address does. */
  #untyped(at: number, number: HouseNumber, said: boolean): number | undefined {
    const address = this.address
    const gap = said ? address.gap(number.to) : number.to
    const first = /^(?:de|du|of|d')$/.test(address.word(gap)) ? gap + 1 : gap
    const name = address.token(first)
    const numbered = /^(?:number|numero)$/.test(address.word(at - 1))
    const single = this.asked && name?.capital === true && lookUp(name.folded).ordinary === 0
    if (name === undefined || name.text.length < 2 || (number.digits.length < 2 && !numbered && !single)) {
      return undefined
    }
    const article = /^(?:la|l')$/.test(address.word(gap)) && address.token(gap + 1)?.capital !== true
    if (!article && /^(?:de|du|des|d'|la|l'|saint|sainte|st|ste|notre)$/.test(address.word(gap))) {
      const french = address.frenchName(gap)
      const led = /^(?:le|au|du)$/.test(address.word(at - 1)) && number.digits.length > 2 &&
        address.token(french === undefined ? at : french - 1)?.capital === true
      if (french !== undefined && (said || led || address.isDirection(french - 1))) return french
    }
    if (!address.named(first)) return undefined
    const answered = asksWhole.test(this.reading.asked) && this.starts(at) ? this.#answered(first) : undefined
    if (answered !== undefined) return answered
    // `17 Hickory. That's where it goes.`
    const opening = at === 0 && number.digits.length > 1 && name.capital && address.token(first + 1)?.kind === "sign" &&
      !brands.has(name.folded) && lookUp(name.folded).ordinary < 2 && !/^['-]$/.test(address.word(first + 1))
    if (opening) return first + 1
    const common = said || (/^(?:at|au)$/.test(address.word(at - 1)) && number.digits.length === 3)
      ? address.common(first)
      : undefined
    if (common !== undefined && !/^(?:a|an|the)$/.test(address.word(at - 1))) return common
    const { given, ordinary, place } = lookUp(name.folded)
    // `1515 Docteur Penfield`
    const second = address.token(/^[.]$/.test(address.word(first + 1)) ? first + 2 : first + 1)
    const honours = honoured.has(name.folded) && second?.kind === "word" && address.named(first + 1) &&
      (said || /^(?:at|au)$/.test(address.word(at - 1))) && lookUp(second.folded).ordinary < 2 &&
      number.digits.length > 1
    if (honours) return address.directed(first + 2)
    const ends = address.token(first + 1)?.kind !== "word" || never.has(address.word(first + 1))
    if (streetEnding.test(name.folded) && ordinary + given === 0 && ends) return first + 1
    const west = number.digits.length > 2 && address.isDirection(first) && address.named(first + 1) &&
      lookUp(address.word(first + 1)).ordinary < 3
    if (west && !name.capital) return first + 2
    if (!name.capital && (ordinary > (said && place > 0 ? 1 : 0) || name.folded.length < 3)) return undefined

    let end = first + 1
    while ((address.named(end) || address.word(end) === "-") && end - first < 5) {
      const word = address.token(end)
      if (
        word?.kind === "word" && word.capital !== true && !address.isDirection(end) &&
        lookUp(address.word(end)).ordinary > 0
      ) break
      end++
    }
    const directed = end - first > 1 && address.isDirection(end - 1)
    const housed = units.test(address.word(address.gap(end))) && address.unit(address.gap(end)) !== undefined
    // `le 4567 Papineau`: figures that are no year, and a name that is nothing else.
    const bare = name.capital && ordinary < 2 && !brands.has(name.folded) &&
      /^\d{3,5}$/.test(address.word(at)) && !/^(?:19|20)\d\d$/.test(number.digits) &&
      /^(?:le|au|du|the|at|on|of|from|to|a|,|:)$/.test(address.word(at - 1))
    if (!directed && !bare && !said && !housed && !west && !(numbered && name.capital && ordinary < 2)) return undefined

    let to = first + 1
    while (
      address.usable(to) &&
      (address.token(to)?.capital === true || address.word(to) === "-" || address.isDirection(to))
    ) to++
    return address.word(to - 1) === "-" ? to - 1 : to
  }

  /** `one hundred and four silver birch`: all of an answer, if it is short. */
  #answered(first: number): number | undefined {
    const address = this.address
    let to = first
    while (to - first < 4 && address.named(to) && !address.measured(to)) to++
    const last = address.token(to)
    const ends = last === undefined || (last.kind === "sign" && !/^['-]$/.test(last.text)) || last.kind === "break" ||
      /^(?:in|a|au|near|pres|dans|apartment|apt|unit|appartement|app|suite)$/.test(last.folded)
    return to > first && ends ? to : undefined
  }

  /** `NE 12 44 9 W3`, `NW 22-14-29 west of the first`: a quarter of a section of land. */
  #quarter(at: number): Address | undefined {
    const address = this.address
    if (!/^(?:(?:north|south)(?:east|west)?|[ns][ew])$/.test(address.word(at))) return undefined
    const corner = /^(?:(?:north|south) ?(?:east|west)|[ns][ew])(?: (?:quarter|1 \/ 4))?(?: of)?(?: section)?(?= |$)/
      .exec(
        this.reading.words(at, at + 6)
      )?.[0]
    if (corner === undefined) return undefined
    let to = at + corner.split(" ").length
    let figures = 0
    for (let next = to; next - to < 3 && figures < 8;) {
      if (/^(?:-|township|range|twp|rge|section)$/.test(address.word(next))) {
        next++
        continue
      }
      const number = address.usable(next) ? address.numbers.read(next) : undefined
      if (number === undefined || number.digits.length > 3) break
      figures++
      to = next = number.to
    }
    if (figures < 3) return undefined
    const meridian =
      /^(?:- )?(?:w|west)(?: of)?(?: the)?(?: (?:\d|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th))?(?: (?:st|nd|rd|th))?(?: meridian)?(?= |$)/
        .exec(this.reading.words(to, to + 7))?.[0]
    const end = meridian === undefined ? to : to + meridian.split(" ").length
    return { to: end, key: this.key("", at, end) }
  }

  /** A number and its street: `12 Elm Street`, `5850, 8e Avenue`. */
  protected numbered(at: number): Address | undefined {
    const address = this.address
    const number = address.houseNumber(at)
    if (number === undefined) return undefined
    const said = this.said(at)
    const street = address.gap(number.to)
    const not = /^, (?:not|pas) (?:le|au|the)?/.exec(this.reading.words(number.to, number.to + 3))?.[0].trim()
    const other = not === undefined ? undefined : this.numbered(number.to + not.split(" ").length)
    if (other !== undefined) return other
    // `three forty five on main street`
    const apart = said && /^(?:on|sur)$/.test(address.word(street)) ? street + 1 : street
    const to = address.english(apart, said) ?? address.french(apart, said) ?? this.#untyped(at, number, said) ??
      (apart > street ? address.common(apart) : undefined) ?? this.#goesOn(at, number) ??
      (sameStreet.test(this.reading.words(street, street + 5)) ? number.to : undefined)
    return to === undefined ? undefined : { to, key: this.key(number.digits, street, to) }
  }

  /** `eighteen, and then Blueberry Court`, where an address is asked for. */
  #goesOn(at: number, number: HouseNumber): number | undefined {
    const address = this.address
    const link = /^(?:, )?(?:and then|then|et puis|et pis|puis|pis|and|et)(?: (?:it 's|c' est|the|la|le))*(?= |$)/.exec(
      this.reading.words(number.to, number.to + 6)
    )?.[0]
    if (link === undefined || !this.asked || !this.starts(at)) return undefined
    const street = number.to + link.split(" ").length
    return address.english(street, true) ?? address.french(street, true)
  }

  /** Whether an answer begins at `at`. */
  protected starts(at: number): boolean {
    return this.reading.tokens.slice(0, at).every(({ folded }) => courtesy.test(folded))
  }

  /** Units before the house: `unit 4, 1187 …`, `# 204 - 1450 …`, `appartement 302 au 1400 …`, `400-1250 …`. */
  protected unitFirst(at: number): Address | undefined {
    const address = this.address
    const hyphened = /^[-/]$/.test(address.word(at + 1)) && address.token(at)?.kind === "digits" ? at + 1 : undefined
    const unit = address.unit(at) ?? (hyphened === undefined ? undefined : hyphened + 1)
    if (unit === undefined) return undefined
    const next = address.gap(unit)
    const led = /^(?:au|at|le|du|of|de)$/
    // `Lot 7, concession 9`
    const road = numberedTypes.has(address.word(next)) ? address.english(next, true) : undefined
    if (road !== undefined && /^(?:lot|site)$/.test(address.word(at))) return { to: road, key: this.key("", at, road) }
    return this.numbered(led.test(address.word(next)) ? next + 1 : next)
  }

  /** Land in the country: `3e rang, lot 17`, `lot 9, 4th line`, `lot 4 212 877`. */
  protected lot(at: number): Address | undefined {
    const address = this.address
    const lot = (from: number) => address.word(from) === "lot" ? address.houseNumber(from + 1)?.to : undefined
    const rural = (from: number) => {
      const ordinal = address.ordinal(from)
      if (ordinal !== undefined) {
        return /^(?:rang|rg|concession|line)$/.test(address.word(ordinal))
          ? ordinal + 1
          : undefined
      }
      return /^(?:rang|rg|concession|con|conc)$/.test(address.word(from))
        ? address.houseNumber(from + 1)?.to
        : undefined
    }
    const link = (from: number) => {
      const next = address.gap(from)
      return /^(?:du|de|of|on|sur|le|the)$/.test(address.word(next)) ? next + 1 : next
    }
    const quarter = this.#quarter(at)
    if (quarter !== undefined) return quarter
    const first = lot(at)
    const road = first === undefined ? undefined : rural(link(first))
    if (road !== undefined) return { to: road, key: this.key("", at, road) }
    const second = rural(at)
    const behind = second === undefined ? undefined : lot(link(second))
    if (behind !== undefined) return { to: behind, key: this.key("", at, behind) }
    if (address.word(at) !== "lot") return undefined
    // A land register's: seven figures.
    let to = at + 1
    let digits = ""
    for (let next = this.reading.tokens[to]; next?.kind === "digits" && address.usable(to); to++) {
      digits += next.text
      next = this.reading.tokens[to + 1]
    }
    return digits.length === 7 ? { to, key: this.key(digits, at, at) } : undefined
  }

  /** `appartement 2`, whatever else is said: nobody counts apartments. `un 4 et demi` is no number of one. */
  protected apartment(at: number): Address | undefined {
    const address = this.address
    if (!/^(?:apartment|apt|appartement|appart|app|apparte)$/.test(address.word(at))) return undefined
    const to = address.unit(at)
    const number = to === undefined ? "" : this.reading.words(at + 1, to)
    const sized =
      /^(?:et demie?|and a half|1|½|bedrooms?|bed|chambres?|pieces?|rooms?|months?|mois|people|personnes|-)(?: |$)/
    if (
      to === undefined || !/\d|^[a-z]+/.test(number) || number === "a" || sized.test(this.reading.words(to, to + 2))
    ) {
      return undefined
    }
    return { to, key: this.key("", at, to) }
  }

  /** `I'm at 903`, `he's at 148`: the number alone, where the house is known or a neighbour's is meant. */
  protected alone(at: number): number | undefined {
    if (!/^(?:au|at)$/.test(this.address.word(at - 1))) return undefined
    const before = this.reading.words(at - 6, at)
    const led = /(?:^| )(?:suis|est|reste|restons|habite|demeure|'m|'s|am|is|are|'re|lives?|living) (?:au|at)$/.test(
      before
    )
    const whose = this.given || this.asked ||
      /\b(?:neighbou?rs?|voisine?s?|next door)\b/.test(this.reading.words(at - 16, at))
    const number = led && whose ? this.address.houseNumber(at) : undefined
    if (number === undefined || number.digits.length < 2) return undefined
    const after = this.address.token(number.to)
    const measured = after?.kind === "word" && !never.has(after.folded) && !after.capital
    return measured || /^[:%$h./]$/.test(after?.folded ?? "") && after?.spaced !== true && after?.text !== "."
      ? undefined
      : number.to
  }

  /** `fire number 1178 …`: what calls a house by its number, in front of it. */
  protected led(from: number): number {
    const address = this.address
    let at = from
    while (
      from - at < 2 && address.usable(at - 1) &&
      (numbering.test(address.word(at - 1)) ||
        (at < from && /^(?:fire|civic|911|emergency)$/.test(address.word(at - 1))))
    ) at--
    return at
  }

  /** Where the number begins that was taken back: `three oh six, uh wait, three sixteen Tamarack Lane`. */
  protected attempted(at: number): number {
    const { tokens } = this.reading
    const address = this.address
    let from = at
    let corrected = false
    let words = 0
    while (from > 0 && at - from < 14 && address.usable(from - 1)) {
      const word = address.word(from - 1)
      const pause = /^(?:[,.…:;!?-]|uh|um|euh|heu|hum|er|it|'s|is|c'|est|le|la|the|au|at|i|je|mean|veux|dire)$/.test(
        word
      )
      const back = /^(?:no|non|wait|attends|attendez|sorry|pardon|plutot|actually|oops|oups|scratch|scuse|excusez)$/
        .test(word)
      if (!pause && !back && (tokens[from - 1]?.kind !== "word" || address.numbers.read(from - 1) !== undefined)) break
      corrected ||= back
      words += pause || back ? 0 : 1
      if (words > 4) break
      from--
    }
    const hesitated = /\b(?:uh|um|euh|heu|hum|er|…)\b/.test(this.reading.words(from, at))
    if (from === at || (!corrected && (!hesitated || words > 0))) return at
    for (let start = Math.max(from - 6, 0); start < from; start++) {
      if (address.usable(start) && address.houseNumber(start)?.to === from) return start
    }
    return at
  }
}
