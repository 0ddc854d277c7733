import { lookUp } from "../Lexicon.ts"
import { brands, never } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { isAbout } from "../Topics.ts"
import { AddressReader, type HouseNumber } from "./AddressReader.ts"
import { asksPlace, honoured, numberedTypes, placing, streetEnding, unitWords, whereabouts } from "./streetNames.ts"

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
  /^(?:apartment|apt|appartement|app|appart|apparte|unit|unite|suite|ste|flat|bureau|condo|logement|escalier|batiment|bloc|boite|etage|floor|basement|penthouse|rez|sous|site|box|level|niveau|stall|tower|tour|porte|door)$/
/** What may stand in front of a house's number, as part of it. */
const numbering = /^(?:number|numero|no|#|house|maison|lot|fr)$/

/** What stands behind a number without being a street. */
const counted =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|am|pm|hours?|celsius|fahrenheit|degrees?|degres|watts?|volts?|amps?|rpm|mhz|ghz|kilos?|kilograms?|kilogrammes?|grams?|grammes?|pounds?|livres?|lbs?|litres?|liters?|piastres?|dollars?|bucks|euros?|cents?|pesos|pourcent|percent|points?|mois|annee|semaine|liste|page|total|poste|extension|ext|class|classe|version|exp\w*)$/
/** Whose figures may have a dash, besides addresses'. */
const otherNumbers = ["ACCOUNT", "CARD", "HEALTH", "LAST_DIGITS", "PHONE", "PIN", "SIN"] as const

/** Where homes stand on numbered lots. */
const parks =
  /^(?:[\p{L}'-]+ ){1,4}?(?:(?:mobile home|trailer|rv|seniors?) (?:park|court|village|estates)|campground|camping|park|estates|village|marina|parc|(?:roulottes|maisons mobiles) [\p{L}'-]+)(?= |$)/u

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
    const place = asksAddress.test(reading.asked) || whereabouts.test(reading.asked) || asksPlace.test(reading.asked)
    this.asked = place && !asksOther.test(reading.asked)
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
    const saint = /^(?:sainte?|ste?|notre)$/.test(name?.folded ?? "") && address.word(first + 1) === "-" && said
    const single = saint || (this.asked && name?.capital === true && lookUp(name.folded).ordinary === 0)
    if (name === undefined || name.text.length < 2 || (number.digits.length < 2 && !numbered && !single)) {
      return undefined
    }
    const article = /^(?:la|l')$/.test(address.word(gap)) && address.token(gap + 1)?.capital !== true
    if (!article && /^(?:de|du|des|d'|la|l'|saint|sainte|st|ste|notre)$/.test(address.word(gap))) {
      const french = address.frenchName(gap)
      const led = /^(?:le|au|du)$/.test(address.word(at - 1)) && number.digits.length > 2 &&
        address.token(french === undefined ? at : french - 1)?.capital === true
      if (
        french !== undefined && (said || led || this.#housed(at, number, french - 1) || address.isDirection(french - 1))
      ) {
        return french
      }
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
    if (this.#housed(at, number, first)) {
      const more = address.token(first + 1)?.capital === true && name.capital && address.named(first + 1)
      return address.directed(more ? first + 2 : first + 1)
    }
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

  /** `at four fourteen maryland`, `au 1402 bélanger`, `202 dash 889 homer`: a number no clock or counter has, and a name. */
  #housed(at: number, number: HouseNumber, name: number): boolean {
    const address = this.address
    const token = address.token(name)
    const joined = /\b(?:dash|tiret|hyphen)\b/.test(this.reading.words(at, number.to)) && number.digits.length > 4 &&
      address.numbers.read(at - 1) === undefined && !otherNumbers.some((topic) => this.reading.question.has(topic))
    const led = address.word(at - 1)
    if (token?.kind !== "word" || (!joined && !/^(?:au|at|chez|le|du|from|about|through|thru)$/.test(led))) return false
    if (/^(?:le|du|from|about|through|thru)$/.test(led) && !/^(?:de|du|des|la|l'|d')$/.test(address.word(name - 1))) {
      const unknown = lookUp(token.folded)
      if (unknown.ordinary > 0 || unknown.given > 1) return false
    } else if (/^(?:le|du|from|about)$/.test(led)) return false
    const { family, given, ordinary, place } = lookUp(token.folded)
    const linked = /^(?:de|du|des|la|l'|d')$/.test(address.word(name - 1))
    const called = linked || joined
      ? family + place + given > 0 || ordinary < 2
      : ordinary < 2 && token.folded.length > 3
    const years = /^(?:19|20)\d\d$/.test(number.digits) && !joined
    const next = address.token(name + 1)
    const closed = next?.kind !== "word" || next.capital || never.has(next.folded) || address.isDirection(name + 1) ||
      unitWords.has(next.folded) || (ordinary === 0 && given < 2) ||
      /^(?:since|depuis|where|because|right|just|near|pres)$/.test(next.folded)
    return number.digits.length > 2 && number.digits.length < 8 && !years && called && (closed || joined) &&
      !brands.has(token.folded) && !address.measured(name) && !never.has(token.folded) && !counted.test(token.folded)
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
    if (!/^(?:(?:north|south)(?:east|west)?|east|west|[nsew]|[ns][ew])$/.test(address.word(at))) return undefined
    const corner =
      /^(?:(?:(?:north|south) ?(?:east|west)|[ns][ew])(?: (?:quarter|1 \/ 4))?|(?:north|south|east|west|[nsew]) (?:half|1 \/ 2))(?: of)?(?: section)?(?= |$)/
        .exec(
          this.reading.words(at, at + 6)
        )?.[0]
    if (corner === undefined) return undefined
    let to = at + corner.split(" ").length
    let figures = 0
    for (let next = to; next - to < 3 && figures < 8;) {
      if (/^(?:[,-]|township|range|twp|rge|section)$/.test(address.word(next))) {
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
      /^(?:[,-] )?(?:w|west)(?: of)?(?: the)?(?: (?:\d|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th|6th))?(?: (?:st|nd|rd|th))?(?: meridian)?(?= |$)/
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
    const led = /^(?:au|at|le|du|of|de|in)$/
    let unit = address.unit(at) ?? (hyphened === undefined ? undefined : hyphened + 1) ?? this.#bareUnit(at)
    if (unit === undefined) return undefined
    let next = address.gap(unit)
    // `unité 2206, tour trois, au 400 …`
    for (let more = 0; more < 3; more++) {
      const another = address.unit(next)
      if (another === undefined || this.numbered(next) !== undefined) break
      unit = another
      next = address.gap(unit)
    }
    // `lot twenty-two, Sunny Acres mobile home park`
    if (/^(?:lot|site|space|pad|trailer|roulotte|cabin|terrain|unit|unite)$/.test(address.word(at))) {
      const home = /^(?:in|at|au|du|of|de) (?:the |le |la )?|^/.exec(this.reading.words(next, next + 2))?.[0] ?? ""
      const first = next + home.split(" ").length - 1
      const homes = parks.exec(this.reading.words(first, first + 8))?.[0].split(" ").length
      const park = homes === undefined ? address.english(first, true) : first + homes
      if (park !== undefined && address.numbers.read(next) === undefined) {
        return { to: park, key: this.key("", at, park) }
      }
    }
    // `Lot 7, concession 9`
    const road = numberedTypes.has(address.word(next)) ? address.english(next, true) : undefined
    if (road !== undefined && /^(?:lot|site)$/.test(address.word(at))) return { to: road, key: this.key("", at, road) }
    return this.numbered(led.test(address.word(next)) ? next + 1 : next)
  }

  /** `au 1604, 1188 rue …`: the unit's number, and nothing that says so. */
  #bareUnit(at: number): number | undefined {
    const address = this.address
    const number = address.houseNumber(at)
    const led = /^(?:au|at|in|to|le|dans|du)$/.test(address.word(at - 1)) || (this.asked && this.starts(at))
    if (number === undefined || !led || number.digits.length > 5) return undefined
    const apart = address.gap(number.to)
    if (apart === number.to && !/^(?:au|at|of|du)$/.test(address.word(apart))) return undefined
    return address.numbers.read(/^(?:au|at|of|du)$/.test(address.word(apart)) ? apart + 1 : apart) === undefined
      ? undefined
      : number.to
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
      return /^(?:rang|rg|range|rge|concession|con|conc)$/.test(address.word(from))
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
    // `lot 4, block 2, plan 882 1944`
    let plan = first
    for (let more = 0; plan !== undefined && more < 3; more++) {
      const next = address.gap(plan)
      const part = /^(?:block|bloc|plan|section|concession|range|rang)$/.test(address.word(next))
        ? address.numbers.read(next + 1)
        : undefined
      if (part === undefined) break
      plan = part.to
      for (
        let on = address.numbers.read(plan);
        on !== undefined && on.to - next < 12;
        on = address.numbers.read(plan)
      ) {
        plan = on.to
      }
    }
    if (plan !== undefined && plan !== first) return { to: plan, key: this.key("", at, plan) }
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

  /** `the guy in three oh five`, `la dame du 412`: whoever lives there, by the number of the door. */
  protected door(at: number): number | undefined {
    const address = this.address
    const said =
      /\b(?:(?:door|unit|apartment|apt|house|civic|suite) (?:number )?(?:is|'s|it 's)|(?:numero (?:de porte|d' appartement|d' unite|civique)|porte|appartement|logement) (?:,? ?c' )?est)(?: (?:number|numero|le|la|the|#))?$/
    const told = this.address.numbers.read(at - 1) === undefined ? this.reading.words(at - 8, at) : ""
    const named = said.test(told) && !/\bcode\b/.test(told) ? address.houseNumber(at) : undefined
    if (named !== undefined && named.digits.length < 6 && address.token(named.to)?.kind !== "word") {
      return /^[$%:/]$/.test(address.word(named.to)) ? undefined : named.to
    }
    if (!/^(?:in|au|du|dans|from|at|of)$/.test(address.word(at - 1))) return undefined
    const number = address.houseNumber(at)
    const lettered = number !== undefined && number.digits.length < 3 &&
      address.token(number.to - 1)?.folded.length === 1 && address.token(number.to - 1)?.kind === "word" &&
      number.to > at + 1
    if (number === undefined || (number.digits.length < 3 && !lettered) || number.digits.length > 4) return undefined
    const after = address.token(number.to)
    if (address.measured(number.to) || counted.test(after?.folded ?? "") || /^[:%$/h]$/.test(after?.folded ?? "")) {
      return undefined
    }
    const years = /^(?:1[89]|20)\d\d$/.test(number.digits)
    const oh = /^in$/.test(address.word(at - 1)) && /^[a-z]+ (?:oh|o) [a-z]+$/.test(this.reading.words(at, number.to))
    const who =
      /\b(?:guy|man|woman|lady|girl|kid|dude|tenants?|people|person|folks|family|couple|resident|owner|neighbou?r|gars|monsieur|madame|dame|type|fille|locataires?|gens|famille|proprietaire|voisine?s?)(?: (?:who|that|qui|lives?|living|vit|habite|reste|is|up|down|there|la|d' en haut|d' en bas)){0,3} (?:in|au|du|dans|from|at|of)(?: (?:le|the))?$/
    return !years && (oh || who.test(this.reading.words(at - 7, at))) ? number.to : undefined
  }

  /** `I'm at 903`, `he's at 148`: the number alone, where the house is known or a neighbour's is meant. */
  protected alone(at: number): number | undefined {
    if (!/^(?:au|at)$/.test(this.address.word(at - 1))) return undefined
    const before = this.reading.words(at - 6, at)
    const led = /(?:^| )(?:suis|est|reste|restons|habite|demeure|'m|'s|am|is|are|'re|lives?|living) (?:au|at)$/.test(
      before
    )
    const neighbour = /\b(?:neighbou?rs?|voisine?s?|next door)\b/
    const whose = this.given || this.asked || neighbour.test(this.reading.words(at - 16, at))
    const home = /(?:^| )(?:habit\w+|demeur\w+|lives?|living) (?:au|at)$/.test(before)
    const theirs = home || neighbour.test(before)
    const number = (led && whose) || theirs ? this.address.houseNumber(at) : undefined
    if (number === undefined || number.digits.length < 2) return undefined
    const after = this.address.token(number.to)
    const measured = after?.kind === "word" && !never.has(after.folded) && !after.capital &&
      !(theirs && (number.digits.length > 2 || /^(?:a|in|sur|on)$/.test(after.folded)))
    return measured || /^[:%$h./]$/.test(after?.folded ?? "") && after?.spaced !== true && after?.text !== "."
      ? undefined
      : number.to
  }

  /** `fire number 1178 …`: what calls a house by its number, in front of it. */
  protected led(from: number): number {
    const address = this.address
    let at = from
    // `suite one eleven sixty Rideau Terrace`: the unit's number went on in the house's.
    if (
      !numbering.test(address.word(from - 1)) && unitWords.has(address.word(from - 1)) && address.usable(from - 1) &&
      address.unit(from - 1) !== undefined
    ) {
      return this.#building(from - 1)
    }
    // `110 through 114 Dufresne`, `210 à 216 …`
    if (/^(?:to|through|thru|a|au|and|et|&)$/.test(address.word(from - 1)) && address.usable(from - 1)) {
      for (let start = Math.max(from - 6, 0); start < from - 1; start++) {
        if (address.usable(start) && address.houseNumber(start)?.to === from - 1) return start
      }
    }
    while (
      from - at < 2 && address.usable(at - 1) &&
      (numbering.test(address.word(at - 1)) ||
        (at < from && /^(?:fire|civic|911|emergency)$/.test(address.word(at - 1))))
    ) at--
    return at
  }

  /** `the Gables suite 12 …`: the name of a building, in front of the unit. */
  #building(unit: number): number {
    const address = this.address
    let from = unit
    while (unit - from < 3 && address.named(from - 1) && lookUp(address.word(from - 1)).ordinary < 3) from--
    const led = /^(?:the|le|la|les|l')$/.test(address.word(from - 1)) ? from - 1 : from
    return from < unit && /^(?:at|au|aux|in|to|dans|a|is|'s|it)$/.test(address.word(led - 1)) ? led : unit
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
