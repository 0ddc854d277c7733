import { lookUp } from "../text/Lexicon.ts"
import { brands, never } from "../text/lists.ts"
import type { Address } from "./AddressContext.ts"
import type { HouseNumber } from "./AddressReader.ts"
import { DoorForms, units } from "./DoorForms.ts"
import { honoured, numberedTypes, streetEnding } from "./streetNames.ts"

const sameStreet =
  /^(?:(?:on|in|sur|dans) )?(?:the|la|le)? ?(?:same|meme) (?:street|road|avenue|building|rue|chemin|rang|immeuble)\b/
/** Where homes stand on numbered lots. */
const parks =
  /^(?:[\p{L}'-]+ ){1,4}?(?:(?:mobile home|trailer|rv|seniors?) (?:park|court|village|estates)|campground|camping|park|estates|village|marina|parc|(?:roulottes|maisons mobiles) [\p{L}'-]+)(?= |$)/u

/** What addresses look like, wherever in a text one begins: a number and a street, a unit and a house. */
export class AddressForms extends DoorForms {
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
        french !== undefined && (said || led || address.isDirection(french - 1))
      ) {
        return french
      }
    }
    if (!address.named(first)) return undefined
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
    // `au 3315 lacombe`, `at seven twelve corrigan`: a number that no clock has, and a name.
    const lone =
      (ordinary === 0 && given < 2 ? /^(?:au|at|chez|le)$/ : /^(?:au|at|chez)$/).test(address.word(at - 1)) &&
      /^\d{3,5}$/.test(number.digits) &&
      !/^(?:19|20)\d\d$/.test(number.digits) && ordinary < 2 && name.folded.length > 3 && !brands.has(name.folded) &&
      !address.measured(first) &&
      (ends || /^(?:since|depuis|where|because|right|just|near|pres|bit)$/.test(address.word(first + 1)))
    if (lone) return address.directed(first + 1)
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
  protected numbered(at: number): Address | undefined {
    const address = this.address
    const number = address.houseNumber(at)
    if (number === undefined) return undefined
    // `un quatre et demie sur la rue Beaubien`: how many rooms a flat has, in Québec.
    const rooms = number.digits.length === 1 && /\bet demie?$/.test(this.reading.words(at, number.to)) &&
      /^(?:sur|dans|a|au|pres|proche|a cote|en)\b/.test(this.reading.words(number.to, number.to + 2))
    // `gros comme un carré de beurre`
    const article = /^(?:une?|one|a)$/.test(this.reading.words(at, number.to))
    if (rooms || (article && !this.said(at))) return undefined
    const said = this.said(at)
    const street = address.gap(number.to)
    const not = /^, (?:not|pas) (?:le|au|the)?/.exec(this.reading.words(number.to, number.to + 3))?.[0].trim()
    const other = not === undefined ? undefined : this.numbered(number.to + not.split(" ").length)
    if (other !== undefined) return other
    // `three forty five on main street`
    const led = said && /^(?:on|sur)$/.test(address.word(street)) ? street + 1 : street
    // `6214, apt 3, rue Fabre`
    const unit = units.test(address.word(street)) ? address.unit(street) : undefined
    const apart = unit === undefined ? led : address.gap(unit)
    const to = address.english(apart, said) ?? address.french(apart, said) ?? this.#untyped(at, number, said) ??
      (apart > street ? address.common(apart) : undefined) ??
      (sameStreet.test(this.reading.words(street, street + 5)) ? number.to : undefined)
    return to === undefined ? undefined : { to, key: this.key(number.digits, street, to) }
  }

  /** Units before the house: `unit 4, 1187 …`, `# 204 - 1450 …`, `appartement 302 au 1400 …`, `400-1250 …`. */
  protected unitFirst(at: number): Address | undefined {
    const address = this.address
    const hyphened = /^[-/]$/.test(address.word(at + 1)) && address.token(at)?.kind === "digits" ? at + 1 : undefined
    const led = /^(?:au|at|le|du|of|de|in)$/
    let unit = address.unit(at) ?? (hyphened === undefined ? undefined : hyphened + 1)
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
}
