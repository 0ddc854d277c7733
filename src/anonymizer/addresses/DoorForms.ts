import { type Address, AddressContext } from "./AddressContext.ts"

export const units =
  /^(?:apartment|apt|appartement|app|appart|apparte|unit|unite|suite|ste|flat|bureau|condo|logement|escalier|batiment|bloc|boite|etage|floor|basement|penthouse|rez|sous|site|box|level|niveau|stall|tower|tour|porte|door|townhouse|townhome)$/
/** Numbers of doors and of land, and what stands in front of a number as part of an address. */
export class DoorForms extends AddressContext {
  /** `NE 12 44 9 W3`, `NW 22-14-29 west of the first`: a quarter of a section of land. */
  protected quarter(at: number): Address | undefined {
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
}
