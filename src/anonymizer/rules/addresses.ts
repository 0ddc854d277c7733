import { lookUp } from "../Lexicon.ts"
import { never } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { type Address, AddressForms, asksOther, courtesy, units } from "./AddressForms.ts"
import { numberedTypes } from "./streetNames.ts"

const asksStreet = /\b(?:street|rue|road|avenue|chemin)\b/
const addressKey =
  /(?:^| )(?:address|addr|adresse|adr|mailing|street|rue|unit|apartment|apt|appartement|suite|civique|line ?\d|house(?: number)?|street number|street name)$/
const asksNumber = /\b(?:number|numero|civique|civic|porte|door|apartment|appartement|unit|which house)\b/
const numberedRoad = /^(?:(?:township|range|concession|county) )?(?:road|route|rang|highway|concession|line|sideroad)\b/
/** A number that is not the one, beside one that is. */
const beside = /\b(?:a cote du|voisin du|en face du|next to|next door to|beside|across from|behind)$/

class AddressFinder extends AddressForms {
  /** A street and its number: `rue des Érables, au 14`, `Elm Street, number 14`, `12e avenue, au 2240`. */
  #streetFirst(at: number): (Address & { readonly from: number }) | undefined {
    const address = this.address
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
    const said = this.said(from)
    const housed = units.test(address.word(address.gap(number.to)))
    const enough = named || housed ||
      (address.word(link) === "at" ? long || said : led || (long && !beside) || said || (beside && this.asked))
    const after = address.token(number.to)
    const goesOn = after?.kind === "word" && !after.capital && !never.has(after.folded) && !units.test(after.folded)
    if (!enough || goesOn || /^[:%$h]$/.test(after?.folded ?? "")) return undefined
    return { from, to: number.to, key: this.key(number.digits, from, street) }
  }

  /** `It's a basement suite, so unit B`, where the address is known to be the matter; `next to 38`. */
  #pieceAsked(at: number): (Address & { readonly from: number }) | undefined {
    const address = this.address
    const alone = this.alone(at)
    if (alone !== undefined) return { from: at, to: alone, key: this.key("", at, alone) }
    if (!this.asked && !this.given) return undefined
    const unit = units.test(address.word(at)) || address.ordinal(at) !== undefined ? address.unit(at) : undefined
    const number = unit === undefined && beside.test(this.reading.words(at - 4, at))
      ? address.houseNumber(at)
      : undefined
    const to = unit ?? number?.to
    return to === undefined ? undefined : { from: at, to, key: this.key("", at, to) }
  }

  /** Numbered roads that cross, or a mile of one: `township road 522, range road 191`, `Highway 16, mile 42`. */
  #numberedRoads(at: number): Address | undefined {
    const address = this.address
    const rural = /^(?:township|range|concession|county|fire)$/.test(address.word(at)) ? at + 1 : at
    if (!numberedTypes.has(address.word(rural)) && !numberedTypes.has(address.word(at))) return undefined
    const first = address.english(at, true)
    if (
      first === undefined || address.token(first - 1)?.kind === "word" && numberedTypes.has(address.word(first - 1))
    ) return undefined
    const next = address.gap(first)
    const link = /^(?:and|et|at)$/.test(address.word(next)) ? next + 1 : next
    const mile = /^(?:mile|km|kilometre|kilometer|borne)$/.test(address.word(link)) && (this.asked || this.said(at))
    const second = mile ? address.houseNumber(link + 1)?.to : numberedRoad.test(this.reading.words(link, link + 2))
      ? address.english(link, true)
      : undefined
    return second === undefined ? undefined : { to: second, key: this.key("", at, second) }
  }

  /** A piece of an address that was asked for, and nothing besides: `Apartment six.`, `le 1487`, `rue Fabre`. */
  answers(): void {
    const { tokens } = this.reading
    if (!this.asked) return
    const address = this.address
    let from = 0
    while (courtesy.test(address.word(from))) from++
    if (!address.usable(from)) return
    if ((this.unitFirst(from) ?? this.#numberedRoads(from) ?? this.numbered(from)) !== undefined) return
    const start = /^(?:le|la)$/.test(address.word(from - 1)) && address.word(from - 2) !== "c'" ? from - 1 : from
    const number = address.houseNumber(from)
    const typed = address.isType(from)
    const unit = address.unit(from)
    if (
      unit !== undefined &&
      !/^(?:upstairs|downstairs|ph|box|number|numero|tour|tower|site|lot)$/.test(address.word(from))
    ) {
      // `sous-sol, porte 1A, faut sonner deux fois`
      const all = address.tail(unit)
      const whole = this.numbered(/^(?:au|at|le|du)$/.test(address.word(all)) ? all + 1 : all)
      if (whole === undefined) this.reading.take(from, all, "ADDRESS", this.key("", from, all))
      return
    }
    const street = asksStreet.test(this.reading.asked) ? this.#street(from) : undefined
    let link = street ?? 0
    while (
      link - (street ?? link) < 6 &&
      /^(?:,|and|et|pis|it|'s|c'|est|au|at|le|the|number|numero|no|#)$/.test(address.word(link))
    ) {
      link++
    }
    const house = street === undefined ? undefined : address.houseNumber(link)
    if (
      street !== undefined && house !== undefined &&
      (house.digits.length > 1 || /^(?:number|numero|no|#)$/.test(address.word(link - 1)))
    ) {
      this.reading.take(start, house.to, "ADDRESS", this.key(house.digits, from, street))
      return
    }
    const to = unit ?? number?.to ??
      (asksStreet.test(this.reading.asked) ? this.#street(from) : address.english(from, true)) ??
      (typed ? from + 1 : undefined)
    if (to === undefined) return
    let end = to
    if (number !== undefined && /^[a-z]$/.test(address.word(to)) && address.usable(to)) end = to + 1
    // `seventeen, it's …`, `nine oh four at sixty-two Pembroke`
    const part = address.word(end) === "," ||
      (/^(?:at|au)$/.test(address.word(end)) && address.houseNumber(end + 1) !== undefined)
    const sentence = /^[.!?\u2029]$/.test(address.word(end)) ||
      (part && (typed || asksNumber.test(this.reading.asked)))
    const rest = sentence ? [] : tokens.slice(end).filter(({ kind }) => kind === "word" || kind === "digits")
    if (!rest.every(({ folded }) => never.has(folded))) return
    this.reading.take(start, end, "ADDRESS", this.key(number?.digits ?? "", number === undefined ? from : to, end))
  }

  /** The name of a street where it was asked for: a word or a few that are no ordinary talk. */
  #street(at: number): number | undefined {
    const address = this.address
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
    const { asked, tokens } = this.reading
    const last = tokens.findLastIndex(({ kind }) => kind === "word" || kind === "digits") + 1
    if (!addressKey.test(asked) || asksOther.test(asked) || !this.reading.free(0, last)) return false
    const number = this.address.houseNumber(0)
    this.reading.take(0, last, "ADDRESS", this.key(number?.digits ?? "", this.address.gap(number?.to ?? 0), last))
    return true
  }

  /** `…, not 16`: the number that it is not. */
  #corrected(from: number): number {
    const address = this.address
    const next = address.gap(from)
    const denied =
      /^(?:not|pas|instead of|rather than|au lieu (?:de|du)|plutot (?:que|qu'))(?: (?:le|au|the|at))?(?= |$)/.exec(
        this.reading.words(next, next + 4)
      )?.[0]
    if (denied === undefined || (next === from && !denied.includes(" "))) return from
    const at = next + denied.split(" ").length
    return address.houseNumber(at)?.to ?? from
  }

  all(): void {
    const { tokens } = this.reading
    const address = this.address
    for (let at = 0; at < tokens.length; at++) {
      if (!address.usable(at)) continue
      const box = address.box(at, /^(?:lock|post|mail|box|boite|casier|case)$/.test(address.word(at)) && this.said(at))
      const whole = box === undefined
        ? this.unitFirst(at) ?? this.lot(at) ?? this.#numberedRoads(at) ?? this.numbered(at) ?? this.apartment(at)
        : { to: box, key: this.key("", at, box) }
      const found = whole === undefined ? this.#streetFirst(at) ?? this.#pieceAsked(at) : { from: at, ...whole }
      if (found === undefined) {
        const number = address.houseNumber(at)
        if (number !== undefined) at = number.to - 1
        continue
      }
      const end = this.#corrected(address.tail(found.to))
      const from = this.attempted(this.led(found.from))
      this.reading.take(from, end, "ADDRESS", found.key)
      this.given = true
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
