import { never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import { letterAt } from "../text/Spelling.ts"
import { AddressAnswers } from "./AddressAnswers.ts"
import type { Address } from "./AddressContext.ts"
import { units } from "./DoorForms.ts"
import { berths } from "./streetNames.ts"

/** A number that is not the one, beside one that is. */
const beside = /\b(?:a cote du|voisin du|en face du|next to|next door to|beside|across from|behind)$/

/** Where somebody is, if that is what is told. */
const weak = /^(?:site|terrain|chalet|hut|room|chambre|suite)$/
const sides = /^(?:bis|ter|quater|upper|lower|haut|bas|fenetre|window|porte|door)$/

class AddressFinder extends AddressAnswers {
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
    if (!this.asked && !this.given) return undefined
    const unit = units.test(address.word(at)) || address.ordinal(at) !== undefined ? address.unit(at) : undefined
    const floor = /^(?:upper|lower|rear|back|front) (?:flat|unit|level|suite|apartment|duplex|house|building)\b/
    if (floor.test(this.reading.words(at, at + 2))) return { from: at, to: at + 2, key: this.key("", at, at + 2) }
    const number = unit === undefined && beside.test(this.reading.words(at - 4, at))
      ? address.houseNumber(at)
      : undefined
    const to = unit ?? number?.to
    return to === undefined ? undefined : { from: at, to, key: this.key("", at, to) }
  }

  /** `house 62 on the Old Malone`, `la maison 118`: a house that is called by its number. */
  #house(at: number): Address | undefined {
    const address = this.address
    if (!/^(?:house|maison)$/.test(address.word(at))) return undefined
    const first = /^(?:number|numero|no|#)$/.test(address.word(at + 1)) ? at + 2 : at + 1
    const number = this.numbered(first) === undefined ? address.houseNumber(first) : undefined
    if (number === undefined || address.measured(number.to) || /^[/:%$-]$/.test(address.word(number.to))) {
      return undefined
    }
    const link = /^(?:on|sur)$/.test(address.word(number.to)) ? number.to + 1 : undefined
    const name = link === undefined ? number.to : /^(?:the|la|le)$/.test(address.word(link)) ? link + 1 : link
    let to = name
    const most = link === undefined ? 0 : 4
    while (to - name < most && address.named(to) && address.token(to)?.capital === true) to++
    if (to > name) return { to, key: this.key(number.digits, name, to) }
    const closed = address.token(number.to)?.kind !== "word" || never.has(address.word(number.to)) ||
      /^(?:on|sur|by|near|in|dans|pres|past|apres)$/.test(address.word(number.to))
    return this.asked || (closed && number.digits.length > 1 && this.said(at))
      ? { to: number.to, key: this.key(number.digits, at, at) }
      : undefined
  }

  /** `lit trois`, `pitch J as in Juliet fourteen`, `cabin 5-0-1-8, upper`: nothing else is numbered behind these. */
  #place(at: number): Address | undefined {
    const { address } = this
    if (!berths.has(address.word(at)) && !(weak.test(address.word(at)) && this.said(at))) {
      const unit = address.unit(at)
      return unit === undefined ? undefined : this.#place(address.gap(unit))
    }
    let to = /^(?:number|numero|no|#)$/.test(address.word(at + 1)) ? at + 2 : at + 1
    const first = to
    let figures = ""
    while (this.reading.free(to, to + 1)) {
      const letter = letterAt(this.reading.tokens, to)
      const number = letter === undefined ? address.numbers.read(to) : undefined
      const piece = number?.to ?? letter?.to ?? (figures !== "" && sides.test(address.word(to)) ? to + 1 : undefined)
      if (piece === undefined && !(figures !== "" && /^[-,]$/.test(address.word(to)))) break
      if (
        letter !== undefined && /^[aiy]$/.test(letter.text) && to > first && address.token(letter.to)?.kind === "word"
      ) break
      figures += number?.digits ?? letter?.text ?? ""
      to = piece ?? to + 1
    }
    while (/^[-,]$/.test(address.word(to - 1))) to--
    return figures === "" || figures.length > 6 || address.measured(to) ||
        /^(?:places?|people|personnes?)$/.test(address.word(to))
      ? undefined
      : { to, key: this.key(figures, at, at) }
  }

  all(): void {
    const { tokens } = this.reading
    const address = this.address
    for (let at = 0; at < tokens.length; at++) {
      // `416 555 0129, 88 Park Avenue`
      const dialled = () => /(?:^| )\d{3} (?:[-.] )?\d{3} (?:[-.] )?\d{4}$/.test(this.reading.words(at - 4, at + 1))
      if (!address.usable(at) || (tokens[at]?.kind === "digits" && dialled())) continue
      // `P.O. Box, hang on, Box 88`
      const begun = () => /\b(?:o \. box|po box|case postale|boite postale)\b/.test(this.reading.words(at - 10, at))
      const named = /^(?:lock|post|mail|box|boite|casier|case)$/.test(address.word(at)) && (begun() || this.said(at))
      const box = address.box(at, named)
      const whole = box === undefined
        ? this.unitFirst(at) ?? this.quarter(at) ?? this.#house(at) ?? this.numbered(at) ?? this.#place(at) ??
          this.apartment(at)
        : { to: box, key: this.key("", at, box) }
      const found = whole === undefined
        ? this.#streetFirst(at) ?? this.#pieceAsked(at)
        : { from: at, ...whole }
      if (found === undefined) {
        const number = address.houseNumber(at)
        if (number !== undefined) at = number.to - 1
        continue
      }
      const end = address.tail(found.to)
      this.reading.take(address.head(found.from), end, "ADDRESS", found.key)
      this.given = true
      at = end - 1
    }
    this.rest()
  }
}

/** Addresses: a number with a street, or a box, and what goes with them: unit, town, province. `written`: by a tool. */
export const addresses = (reading: Reading, written: boolean): void => {
  const finder = new AddressFinder(reading)
  if (written && finder.value()) return
  finder.all()
}
