import { lookUp } from "../Lexicon.ts"
import { brands, never } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { isAbout } from "../Topics.ts"
import { AddressReader, type HouseNumber } from "./AddressReader.ts"
import { numberedTypes } from "./Streets.ts"

/** An address from `at`: where it ends without its tail, and how it is written to be compared with others. */
interface Address {
  readonly to: number
  readonly key: string
}

/** Somebody says where they are. */
const placing =
  /\b(?:mov(?:ed|ing)|staying|demenag\w+|(?:my|our|'s|the) (?:place|house|home|office|cottage) (?:is|'s)|chalet|(?:chez moi|bureau|maison) (?:est|c' est))\b/
/** What was asked for is an address, or a piece of one. */
const asksAddress =
  /\b(?:address|adresse|street|rue|avenue|apartment|apt|unit|suite|appartement|appart|logement|civique|civic|buzzer|interphone|house number|which (?:house|door)|quelle (?:porte|maison)|(?:numero|code) de porte|where did|where (?:do|should|can|shall|would|do you want) (?:you live|we|us)|ou (?:habit\w+|demeur\w+|rest\w+|(?:doit on|devons nous|faut il|voulez vous|peut on|dois je) .*(?:livr|envoy)\w+))\b/
const asksOther = /\b(?:e ?-? ?mail|courriel|electronique|ip|web|postal|zip|postale|phone|telephone|prix|price)\b/
const asksStreet = /\b(?:street|rue|road|avenue|chemin)\b/
const addressKey =
  /(?:^| )(?:address|adresse|street|rue|unit|apartment|apt|appartement|suite|civique|line ?\d|house(?: number)?|street number|street name)$/
const sameStreet =
  /^(?:(?:on|in|sur|dans) )?(?:the|la|le)? ?(?:same|meme) (?:street|road|avenue|building|rue|chemin|rang|immeuble)\b/
const asksNumber = /\b(?:number|numero|civique|civic|porte|door|apartment|appartement|unit|which house)\b/
const numberedRoad = /^(?:(?:township|range|concession|county) )?(?:road|route|rang|highway|concession|line|sideroad)\b/
/** What an answer begins with, and what may follow it. */
const courtesy =
  /^(?:yes|yeah|yep|sure|oui|ouais|non|no|it|it's|'s|is|that|that's|c'|est|le|la|l'|the|at|a|au|uh|um|euh|heu|ok|okay|my|mon|ma|on|i|'m|am|sur|dans|ben|alors|bon|so|well|number|numero|address|adresse|[,.:;!?…-])$/
const units =
  /^(?:apartment|apt|appartement|app|appart|apparte|unit|unite|suite|ste|flat|bureau|condo|logement|escalier|batiment|bloc|boite|etage|floor|basement|penthouse|rez|sous|site|box)$/
/** What may stand in front of a house's number, as part of it. */
const numbering = /^(?:number|numero|no|#|house|maison|lot|fr)$/
/** A number that is not the one, beside one that is. */
const beside = /\b(?:a cote du|voisin du|en face du|next to|next door to|beside|across from|behind)$/

class AddressFinder {
  readonly #reading: Reading
  readonly #address: AddressReader
  readonly #asked: boolean
  /** An address has been found in this text, so that its pieces may come on their own. */
  #given = false

  constructor(reading: Reading) {
    this.#reading = reading
    this.#address = new AddressReader(reading)
    this.#asked = asksAddress.test(reading.asked) && !asksOther.test(reading.asked)
  }

  #said(at: number): boolean {
    const before = this.#reading.words(at - 8, at)
    return this.#reading.question.has("ADDRESS") || isAbout(before, "ADDRESS") || placing.test(before)
  }

  #key(digits: string, from: number, to: number): string {
    return `${digits} ${this.#reading.words(from, to).replace(/[^\p{L}\d]+/gu, " ").trim()}`.trim()
  }

  /** `1234 King`, where it is said to be an address, has a direction or a unit, or stands as only an address does. */
  #untyped(at: number, number: HouseNumber, said: boolean): number | undefined {
    const address = this.#address
    const gap = said ? address.gap(number.to) : number.to
    const first = /^(?:de|du|of|d')$/.test(address.word(gap)) ? gap + 1 : gap
    const name = address.token(first)
    const numbered = /^(?:number|numero)$/.test(address.word(at - 1))
    if (name === undefined || name.text.length < 2 || (number.digits.length < 2 && !numbered)) return undefined
    const article = /^(?:la|l')$/.test(address.word(gap)) && address.token(gap + 1)?.capital !== true
    if (!article && /^(?:de|du|des|d'|la|l'|saint|sainte|st|ste|notre)$/.test(address.word(gap))) {
      const french = address.frenchName(gap)
      const led = /^(?:le|au|du)$/.test(address.word(at - 1)) && number.digits.length > 2 &&
        address.token(french === undefined ? at : french - 1)?.capital === true
      if (french !== undefined && (said || led || address.isDirection(french - 1))) return french
    }
    if (!address.named(first)) return undefined
    const { ordinary, place } = lookUp(name.folded)
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

  /** A number and its street: `12 Elm Street`, `5850, 8e Avenue`. */
  #numbered(at: number): Address | undefined {
    const address = this.#address
    const number = address.houseNumber(at)
    if (number === undefined) return undefined
    const said = this.#said(at)
    const street = address.gap(number.to)
    const not = /^, (?:not|pas) (?:le|au|the)?/.exec(this.#reading.words(number.to, number.to + 3))?.[0].trim()
    const other = not === undefined ? undefined : this.#numbered(number.to + not.split(" ").length)
    if (other !== undefined) return other
    const to = address.english(street, said) ?? address.french(street, said) ?? this.#untyped(at, number, said) ??
      (sameStreet.test(this.#reading.words(street, street + 5)) ? number.to : undefined)
    return to === undefined ? undefined : { to, key: this.#key(number.digits, street, to) }
  }

  /** A street and its number: `rue des Érables, au 14`, `Elm Street, number 14`, `12e avenue, au 2240`. */
  #streetFirst(at: number): (Address & { readonly from: number }) | undefined {
    const address = this.#address
    const english = address.startBefore(at)
    const from = english ?? at
    const street = (english === undefined ? undefined : address.english(from, true)) ?? address.french(from, false)
    if (street === undefined) return undefined
    // `le cours ACT-1021`
    const [last, hyphen] = [address.token(street - 1), address.token(street)]
    if (hyphen?.text === "-" && !hyphen.spaced && /^\p{Lu}{2,5}$/u.test(last?.text ?? "")) return undefined
    const link = address.gap(address.tail(street, false))
    const named = /^(?:number|numero|no|#)$/.test(address.word(link))
    const led = /^(?:au|le|at)$/.test(address.word(link))
    const number = address.houseNumber(named || led ? link + 1 : link)
    const beside = link === street && english === undefined && address.token(link)?.kind === "digits"
    if (number === undefined || (!named && !led && !beside && link === street)) return undefined
    const long = number.digits.length > 2 && address.token(number.to - 1)?.kind === "digits"
    const said = this.#said(from)
    const housed = units.test(address.word(address.gap(number.to)))
    const enough = named || housed ||
      (address.word(link) === "at" ? long || said : led || (long && !beside) || said || (beside && this.#asked))
    const after = address.token(number.to)
    const goesOn = after?.kind === "word" && !after.capital && !never.has(after.folded) && !units.test(after.folded)
    if (!enough || goesOn || /^[:%$h]$/.test(after?.folded ?? "")) return undefined
    return { from, to: number.to, key: this.#key(number.digits, from, street) }
  }

  /** Units before the house: `unit 4, 1187 …`, `# 204 - 1450 …`, `appartement 302 au 1400 …`, `400-1250 …`. */
  #unitFirst(at: number): Address | undefined {
    const address = this.#address
    const hyphened = /^[-/]$/.test(address.word(at + 1)) && address.token(at)?.kind === "digits" ? at + 1 : undefined
    const unit = address.unit(at) ?? (hyphened === undefined ? undefined : hyphened + 1)
    if (unit === undefined) return undefined
    const next = address.gap(unit)
    // `Lot 7, concession 9`
    const road = numberedTypes.has(address.word(next)) ? address.english(next, true) : undefined
    if (road !== undefined && /^(?:lot|site)$/.test(address.word(at))) return { to: road, key: this.#key("", at, road) }
    return this.#numbered(/^(?:au|at|le|du)$/.test(address.word(next)) ? next + 1 : next)
  }

  /** `It's a basement suite, so unit B`, where the address is known to be the matter; `next to 38`. */
  #pieceAsked(at: number): (Address & { readonly from: number }) | undefined {
    const address = this.#address
    if (!this.#asked && !this.#given) return undefined
    const unit = units.test(address.word(at)) || address.ordinal(at) !== undefined ? address.unit(at) : undefined
    const number = unit === undefined && beside.test(this.#reading.words(at - 4, at))
      ? address.houseNumber(at)
      : undefined
    const to = unit ?? number?.to
    return to === undefined ? undefined : { from: at, to, key: this.#key("", at, to) }
  }

  /** Numbered roads that cross, or a mile of one: `township road 522, range road 191`, `Highway 16, mile 42`. */
  #numberedRoads(at: number): Address | undefined {
    const address = this.#address
    const rural = /^(?:township|range|concession|county|fire)$/.test(address.word(at)) ? at + 1 : at
    if (!numberedTypes.has(address.word(rural)) && !numberedTypes.has(address.word(at))) return undefined
    const first = address.english(at, true)
    if (
      first === undefined || address.token(first - 1)?.kind === "word" && numberedTypes.has(address.word(first - 1))
    ) return undefined
    const next = address.gap(first)
    const link = /^(?:and|et|at)$/.test(address.word(next)) ? next + 1 : next
    const mile = /^(?:mile|km|kilometre|kilometer|borne)$/.test(address.word(link)) && (this.#asked || this.#said(at))
    const second = mile ? address.houseNumber(link + 1)?.to : numberedRoad.test(this.#reading.words(link, link + 2))
      ? address.english(link, true)
      : undefined
    return second === undefined ? undefined : { to: second, key: this.#key("", at, second) }
  }

  /** A piece of an address that was asked for, and nothing besides: `Apartment six.`, `le 1487`, `rue Fabre`. */
  answers(): void {
    const { tokens } = this.#reading
    if (!this.#asked) return
    const address = this.#address
    let from = 0
    while (courtesy.test(address.word(from))) from++
    if (!address.usable(from)) return
    if ((this.#unitFirst(from) ?? this.#numberedRoads(from) ?? this.#numbered(from)) !== undefined) return
    const start = /^(?:le|la)$/.test(address.word(from - 1)) && address.word(from - 2) !== "c'" ? from - 1 : from
    const number = address.houseNumber(from)
    const typed = address.isType(from)
    const to = address.unit(from) ?? number?.to ??
      (asksStreet.test(this.#reading.asked) ? this.#street(from) : address.english(from, true)) ??
      (typed ? from + 1 : undefined)
    if (to === undefined) return
    let end = to
    if (number !== undefined && /^[a-z]$/.test(address.word(to)) && address.usable(to)) end = to + 1
    // `seventeen, it's …`, `nine oh four at sixty-two Pembroke`
    const part = address.word(end) === "," ||
      (/^(?:at|au)$/.test(address.word(end)) && address.houseNumber(end + 1) !== undefined)
    const sentence = /^[.!?\u2029]$/.test(address.word(end)) ||
      (part && (typed || asksNumber.test(this.#reading.asked)))
    const rest = sentence ? [] : tokens.slice(end).filter(({ kind }) => kind === "word" || kind === "digits")
    if (!rest.every(({ folded }) => never.has(folded))) return
    this.#reading.take(start, end, "ADDRESS", this.#key(number?.digits ?? "", number === undefined ? from : to, end))
  }

  /** The name of a street where it was asked for: a word or a few that are no ordinary talk. */
  #street(at: number): number | undefined {
    const address = this.#address
    const typed = address.english(at, true) ?? address.french(at, true)
    if (typed !== undefined) return typed
    let to = at
    while (to - at < 5 && (address.named(to) || /^(?:-|de|du|des|la|le|l'|d')$/.test(address.word(to)))) to++
    const first = address.token(/^(?:de|du|des|la|le|l'|d')$/.test(address.word(at)) ? at + 1 : at)
    const proper = first?.capital === true || lookUp(first?.folded ?? "").ordinary < 2
    return to > at && proper && first?.kind === "word" && !never.has(first.folded) ? to : undefined
  }

  /** The value under a tool's key for an address, whole. */
  value(): boolean {
    const { asked, tokens } = this.#reading
    const last = tokens.findLastIndex(({ kind }) => kind === "word" || kind === "digits") + 1
    if (!addressKey.test(asked) || asksOther.test(asked) || !this.#reading.free(0, last)) return false
    const number = this.#address.houseNumber(0)
    this.#reading.take(0, last, "ADDRESS", this.#key(number?.digits ?? "", this.#address.gap(number?.to ?? 0), last))
    return true
  }

  /** `…, not 16`: the number that it is not. */
  #corrected(from: number): number {
    const address = this.#address
    const next = address.gap(from)
    if (next === from || !/^(?:not|pas)$/.test(address.word(next))) return from
    const at = /^(?:le|au)$/.test(address.word(next + 1)) ? next + 2 : next + 1
    return address.houseNumber(at)?.to ?? from
  }

  all(): void {
    const { tokens } = this.#reading
    const address = this.#address
    for (let at = 0; at < tokens.length; at++) {
      if (!address.usable(at)) continue
      const box = address.box(at)
      const whole = box === undefined
        ? this.#unitFirst(at) ?? this.#numberedRoads(at) ?? this.#numbered(at)
        : { to: box, key: this.#key("", at, box) }
      const found = whole === undefined ? this.#streetFirst(at) ?? this.#pieceAsked(at) : { from: at, ...whole }
      if (found === undefined) {
        const number = address.houseNumber(at)
        if (number !== undefined) at = number.to - 1
        continue
      }
      const end = this.#corrected(address.tail(found.to))
      const from = numbering.test(address.word(found.from - 1)) && address.usable(found.from - 1)
        ? found.from - 1
        : found.from
      this.#reading.take(from, end, "ADDRESS", found.key)
      this.#given = true
      at = end - 1
    }
  }
}

/** Addresses: a number with a street, or a box, and what goes with them: unit, town, province. `written`: by a tool. */
export const addresses = (reading: Reading, written: boolean): void => {
  const finder = new AddressFinder(reading)
  if (written && finder.value()) return
  if (!written) finder.answers()
  finder.all()
}
