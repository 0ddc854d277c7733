import { lookUp } from "../text/Lexicon.ts"
import { never } from "../text/lists.ts"
import { numberRuns } from "../text/NumberRuns.ts"
import { asksOther } from "./AddressContext.ts"
import { AddressForms } from "./AddressForms.ts"
import { unitWords } from "./streetNames.ts"

const addressKey =
  /(?:^| )(?:address|addr|adresse|adr|mailing|street|rue|unit|unite|porte|door|civic|logement|house|maison|lot|apartment|apt|appartement|suite|civique|line ?\d|house(?: number)?|street number|street name)$/

/** What the question wants is no place, whatever places are in it. */
const asksAmount =
  /\b(?:what time|when|how (?:many|much|long|old|often)|which (?:day|year|tax)|tax|a quelle heure|quand|combien|quel (?:jour|age))\b/
/** An address is read back: what is said next corrects it. */
const readBackAddress =
  /^(?:(?:so|okay|ok|alors|donc|and|et|that 's|it 's|is it|c' est|still at|au|at)(?: ,)? )*\d{1,5}(?: ?, ?| )(?:[^ ]+ ){0,4}?(?:street|st|road|rd|avenue|ave|drive|lane|crescent|court|rue|chemin|boulevard|boul|rang|route|place|montee|cote)\b[^?]{0,40}\?$/
/** Numbers that an answer about a place has besides. */
const notHouses =
  /\b(?:h|heures?|out of|minus|moins|buzz(?:er)?|code|phone|cell|telephone|call|text|extension|poste|ext|before|after|until|by|around|vers|avant|apres|jusqu' a|age|aged|since|depuis|for|pendant|pour|exit|sortie|gate|flight|vol|bus|bay|page|item|commande|order)(?: (?:is|it 's|c' est|the|le|la|number|numero|:|#))*$/

/** Pieces of an address, where one was asked for: a number by itself, a street, an apartment. */
export class AddressAnswers extends AddressForms {
  /** Every number in the answer to a question for an address, and the street that goes with it. */
  protected rest(): void {
    const { tokens } = this.reading
    const address = this.address
    const readBack = readBackAddress.test(this.reading.asked)
    if ((!this.asked && !readBack) || asksAmount.test(this.reading.asked)) return
    let found = this.given
    for (const { digits, from, to } of numberRuns(tokens, this.reading.taken)) {
      const after = address.token(to)
      const single = digits.length === 1
      const opens = this.starts(from)
      const word = after?.kind === "word" && !never.has(after.folded)
      const placed = /^(?:en (?:haut|bas|arriere|avant)|upstairs|downstairs|up top|a l' etage|au sous - sol)\b/.exec(
        this.reading.words(to, to + 5)
      )?.[0]
      const unitLed = unitWords.has(address.word(from - 1)) ||
        /^(?:la|le|au|numero|number)$/.test(address.word(from - 1))
      const counts = address.measured(to) ||
        /^(?:[:%$/]|h|am|pm|a \.|p \.|o' clock)/.test(this.reading.words(to, to + 2)) ||
        /^[$]$/.test(address.word(from - 1)) ||
        (word && placed === undefined && (single || digits.length === 2) && !opens)
      const elsewhere = notHouses.test(this.reading.words(from - 4, from))
      const only = /^(?:un|une|one)$/.test(this.reading.words(from, to)) && placed === undefined
      if (digits.length > 6 || counts || elsewhere || only) continue
      if (single && placed === undefined && !(unitLed || opens) || (single && word && placed === undefined)) continue
      if (!this.asked && !(opens || /^(?:ou|or)$/.test(address.word(from - 1)))) continue
      const led = /^(?:la|le|plan|block)$/.test(address.word(from - 1)) || unitWords.has(address.word(from - 1))
      const start = led && address.usable(from - 1) ? from - 1 : from
      const letter = /^[a-h]$/.test(address.word(to)) && address.token(to + 1)?.kind !== "word" && address.usable(to)
      let end = placed === undefined ? letter ? to + 1 : to : to + placed.split(" ").length
      end = address.tail(end)
      this.reading.take(start, end, "ADDRESS", this.key(digits, start, start))
      found = true
    }
    // `au neuvième, porte 904`
    for (let at = 0; at < tokens.length && /\b(?:floor|etage)\b/.test(this.reading.asked); at++) {
      const storey = this.starts(at) && address.usable(at) ? address.ordinal(at) : undefined
      if (storey !== undefined && tokens[storey]?.kind !== "word") {
        this.reading.take(at, storey, "ADDRESS", this.key("", at, storey))
        break
      }
    }
    if (!found || !this.asked) return
    for (let at = 0; at < tokens.length; at++) {
      if (!address.usable(at)) continue
      const named = /^(?:on|sur)$/.test(address.word(at - 1)) && address.token(at)?.capital === true &&
        address.named(at) && lookUp(address.word(at)).ordinary < 2
      const street = address.isType(at) ? address.french(at, true) : undefined
      const to = street ?? (named && address.token(at + 1)?.kind === "sign" ? at + 1 : undefined)
      if (to !== undefined) this.reading.take(at, to, "ADDRESS", this.key("", at, to))
    }
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
}
