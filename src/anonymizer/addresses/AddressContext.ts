import type { Reading } from "../text/Reading.ts"
import { isAbout } from "../text/Topics.ts"
import { AddressReader } from "./AddressReader.ts"
import { asksPlace, placing, whereabouts } from "./streetNames.ts"

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
/** `Bright Street Opticians, good afternoon.` asks for no street. */
const greets =
  /^[^?]*\b(?:bonjour|bonsoir|hello|good (?:morning|afternoon|evening)|thanks? (?:you )?for calling)\b[^?]*$/
/** What an answer begins with, and what may follow it. */
export const courtesy =
  /^(?:yes|yeah|yep|sure|oui|ouais|non|no|it|it's|'s|is|that|that's|c'|est|le|la|l'|the|at|a|au|uh|um|euh|heu|ok|okay|my|mon|ma|on|i|'m|am|sur|dans|ben|alors|bon|so|well|number|numero|address|adresse|[,.:;!?…-])$/

/** A text in which addresses are looked for: what it was asked about, and what is known of them so far. */
export class AddressContext {
  protected readonly reading: Reading
  protected readonly address: AddressReader
  protected readonly asked: boolean
  /** An address has been found in this text, so that its pieces may come on their own. */
  protected given = false

  constructor(reading: Reading) {
    this.reading = reading
    this.address = new AddressReader(reading)
    const place = asksAddress.test(reading.asked) || whereabouts.test(reading.asked) || asksPlace.test(reading.asked)
    this.asked = place && !asksOther.test(reading.asked) && !greets.test(reading.asked)
  }

  protected said(at: number): boolean {
    const before = this.reading.words(at - 8, at)
    return this.asked || this.reading.question.has("ADDRESS") || isAbout(before, "ADDRESS") || placing.test(before)
  }

  protected key(digits: string, from: number, to: number): string {
    return `${digits} ${this.reading.words(from, to).replace(/[^\p{L}\d]+/gu, " ").trim()}`.trim()
  }

  /** Whether an answer begins at `at`. */
  protected starts(at: number): boolean {
    return this.reading.tokens.slice(0, at).every(({ folded }) => courtesy.test(folded))
  }
}
