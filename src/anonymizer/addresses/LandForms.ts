import { type Address, AddressContext } from "./AddressContext.ts"

/** Land that has no house number on a street: sections, lots, parks. */
export class LandForms extends AddressContext {
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
}
