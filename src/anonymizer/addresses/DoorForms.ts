import { lookUp } from "../text/Lexicon.ts"
import { never } from "../text/lists.ts"
import type { Address } from "./AddressContext.ts"
import { LandForms } from "./LandForms.ts"
import { unitWords } from "./streetNames.ts"

export const units =
  /^(?:apartment|apt|appartement|app|appart|apparte|unit|unite|suite|ste|flat|bureau|condo|logement|escalier|batiment|bloc|boite|etage|floor|basement|penthouse|rez|sous|site|box|level|niveau|stall|tower|tour|porte|door|townhouse|townhome)$/
/** What may stand in front of a house's number, as part of it. */
const numbering = /^(?:number|numero|no|#|house|maison|lot|fr)$/

/** What stands behind a number without being a street. */
export const counted =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|am|pm|hours?|celsius|fahrenheit|degrees?|degres|watts?|volts?|amps?|rpm|mhz|ghz|kilos?|kilograms?|kilogrammes?|grams?|grammes?|pounds?|livres?|lbs?|litres?|liters?|piastres?|dollars?|bucks|euros?|cents?|pesos|pourcent|percent|points?|mois|annee|semaine|liste|page|total|poste|extension|ext|class|classe|version|exp\w*)$/
/** Numbers of doors, and what stands in front of a number as part of an address. */
export class DoorForms extends LandForms {
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
