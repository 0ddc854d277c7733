import { EmailParts } from "./EmailParts.ts"
import {
  aside,
  dots,
  endings,
  fillers,
  halves,
  inside,
  linking,
  links,
  longLink,
  onward,
  outside,
  providers,
  silent,
  spokenSigns,
  unmistakable
} from "./emailWords.ts"

const most = { local: 40, domain: 30, names: { said: 6, unsaid: 2 }, label: { said: 7, unsaid: 5 } }

/** Reads an address as it is spoken, to both sides of its sign. */
export class EmailReader extends EmailParts {
  /** Where `dot com` ends, `point c a`, ` com` behind a provider; -1 where `at` begins none. */
  #endingEnd(at: number, provider: boolean, certain = false): number {
    const start = this.gapEnd(at)
    if (/^(?:dot|point)(?:com|ca|org|net|fr|qc)$/.test(this.word(start))) return start + 1
    const dotted = dots.has(this.word(start))
    if (!dotted && !(provider && /^(?:com|ca)$/.test(this.word(start)))) return -1
    const from = dotted ? this.gapEnd(start + 1) : start
    if (this.taken[from] === true) return -1
    const misheard = provider && dotted && /^(?:calme?|com?me?|come|con|commun|comm?)$/.test(this.word(from))
    // Behind a sign that can be nothing else, whatever is said after a dot is the address's.
    const named = certain && this.word(from + 1) !== "-" && this.word(start) !== "." &&
      /^[a-z]{2,12}$/.test(this.word(from)) &&
      !outside.has(this.word(from))
    if (endings.has(this.word(from)) || misheard || named) return from + 1
    let letters = ""
    let end = -1
    for (let next = from; next - from < 4 && this.tokens[next]?.text.length === 1; next++) {
      letters += this.word(next)
      if (letters.length > 1 && endings.has(letters)) end = next + 1
    }
    return end
  }

  /**
   * The end of `gmail dot com`, `videotron point ca`, `b e l l dot c a` that begins at `at`; -1 where there is none.
   *
   * @param said whether an address is what is being said
   * @param certain whether the sign in front of it stands in addresses only
   */
  domainEnd(at: number, said: boolean, certain: boolean): number {
    let next = this.gapEnd(at)
    const start = next
    let end = -1
    let words = 0
    const label = said ? most.label.said : most.label.unsaid
    while (next - start < most.domain && this.taken[next] === false) {
      const token = this.tokens[next]
      const beside = words > 0 ? this.asideEnd(this.gapEnd(next)) : undefined
      if (beside !== undefined) {
        next = this.gapEnd(beside)
        continue
      }
      const provider = providers.has(this.word(next - 1)) || halves.has(`${this.word(next - 2)} ${this.word(next - 1)}`)
      const ending = words === 0 ? -1 : this.#endingEnd(next, provider, certain)
      if (ending !== -1) {
        end = next = ending
        words = label
        continue
      }
      if (words >= label && end !== -1) break
      if (dots.has(this.word(next)) && words > 0) {
        next++
        continue
      }
      const half = halves.has(`${this.word(next - 1)} ${this.word(next)}`)
      const ends = token?.kind === "word" && words > 0 && token.text.length > 1 && !half &&
        (outside.has(token.folded) || (!said && inside.has(token.folded)))
      if (token === undefined || ends || !(token.kind === "word" || token.kind === "digits" || token.text === "-")) {
        break
      }
      // Letters spell one word.
      words += token.text.length > 1 || words === 0 ? 1 : 0
      if (words > label) break
      if (words === 1 && (said ? providers : unmistakable).has(token.folded)) end = next + 1
      next++
    }
    return end === -1 ? -1 : this.#corrected(end)
  }

  /** Where the domain ends that takes back the one before: `at hotmail, no, gmail dot com`. */
  #corrected(end: number): number {
    let next = this.gapEnd(end)
    const from = next
    while (
      next - from < 5 &&
      /^(?:no|non|sorry|pardon|pas|plutot|actually|rather|wait|attends|attendez|,)$/.test(this.word(next))
    ) next++
    const redone = next > from && this.word(next) !== "." && dots.has(this.word(next))
      ? this.#endingEnd(next, false)
      : -1
    if (redone !== -1) return redone
    if (next === from || !unmistakable.has(this.word(next))) return end
    const ending = this.#endingEnd(next + 1, true)
    return ending === -1 ? next + 1 : ending
  }

  /** Whether the domain in front of `end` has a dot in it. */
  dotted(end: number): boolean {
    return dots.has(this.word(end - 2)) || dots.has(this.word(end - 3))
  }

  /** Where a domain ends that begins at `at`, and that no sign leads to: `gmail dot com`. */
  bareEnd(at: number): number {
    return unmistakable.has(this.word(at)) && this.taken[at] === false ? this.#endingEnd(at + 1, false) : -1
  }

  /** Whether something leads to an address in front of the token: `it's a nguyen`, `écrivez-moi à a tremblay`. */
  #introduced(at: number): boolean {
    return at === 0 || /^(?:is|'s|est|at|a|to|email|courriel|adresse|address|:|,)$/.test(this.word(at - 1))
  }

  /**
   * Where the part in front of the sign at token `at` begins.
   *
   * @param said whether an address is what is being said
   * @param sure whether what follows the sign can be nothing but an address
   */
  localStart(at: number, said: boolean, sure = said): number {
    let start = at
    let linked = true
    let words = 0
    for (let i = at - 1; i >= 0 && at - i <= most.local; i--) {
      const token = this.tokens[i]
      if (token === undefined || this.taken[i] === true || token.kind === "mask") break
      const asideStart = this.asideEnding(i + 1)
      if (asideStart !== undefined) {
        i = asideStart
        if (said) linked = true
        continue
      }
      const likened = said ? this.likened(i + 1) : undefined
      if (likened !== undefined) {
        start = i = likened
        linked = false
        continue
      }
      if (longLink.test(this.words(i - 2, i + 1))) {
        linked = true
        i -= 2
        continue
      }
      if (sure && onward.test(token.folded) && (start < at || said)) {
        linked = true
        continue
      }
      if (links.has(token.folded) && (token.kind === "word" || !token.spaced || token.text !== ".")) {
        linked = true
        continue
      }
      if (this.isGap(i) || token.text === ".") {
        // A comma joins what a link or the sign joins too, and letters.
        const before = this.beforeGap(i)
        const left = this.tokens[before]
        const letter = left?.text.length === 1 && left.kind !== "sign"
        const joint = linked || links.has(left?.folded ?? "") || letter || this.asideEnding(i) !== undefined ||
          (said && token.text === "," && this.word(before - 1) === ",") ||
          (said && (this.likened(before + 1) ?? this.numberEnding(before + 1)) !== undefined)
        if (joint && (token.text !== "." || token.kind === "break")) continue
        break
      }
      if (token.kind === "sign") break
      // `quarante et un`: figures are read as wholes, whatever words they hold.
      const number = this.numberEnding(i + 1)
      if (number !== undefined) {
        const named = said || sure ? this.#naming(number) : number
        linked = named < number
        start = named
        i = named
        continue
      }
      const short = token.text.length === 1
      const spelled = this.tokens[i - 1]?.text.length === 1 && this.tokens[i - 1]?.kind === "word"
      const initial = short && (start < at
        ? this.tokens[i + 1]?.text.length === 1 || linked || this.#introduced(i)
        : said && spelled)
      // `garderie underscore les pommettes`: an article behind a link belongs to what it links.
      const article = inside.has(token.folded) && linking.has(this.word(i - 1))
      // `it's mail at jones dot net`: what an address cannot begin with is all of it.
      const alone = said && i === at - 1 && /^(?:mail|contact|email|reach|info)$/.test(token.folded) &&
        (i === 0 || /^(?:is|'s|est|:|,|\.|uh|um|euh|oui|yes)$/.test(this.word(i - 1)))
      if (!initial && !article && !alone && (outside.has(token.folded) || (!said && inside.has(token.folded)))) break
      // A given and a family name may stand side by side; more words than that are a sentence.
      if (!linked && !short && token.kind === "word" && ++words > (said ? most.names.said : most.names.unsaid)) break
      start = i
      linked = false
    }
    const elided = start < at && start > 0 && this.tokens[start]?.spaced === false &&
      /^[dl]'$/.test(this.word(start - 1)) && this.taken[start - 1] === false
    return elided ? start - 1 : start
  }

  /** Where `the number four`, `le chiffre quatre` begins, whose figure begins at `number`. */
  #naming(number: number): number {
    if (!/^(?:number|numeral|digit|chiffre|numero)$/.test(this.word(number - 1))) return number
    return /^(?:the|le)$/.test(this.word(number - 2)) ? number - 2 : number - 1
  }

  /** Where the words, figures and signs end that may go on with the part in front of the sign: `underscore m t l`. */
  localEnd(at: number): number {
    let end = at
    for (let next = at; next - at < 16 && this.taken[next] === false; next++) {
      const { folded = "", kind } = this.tokens[next] ?? {}
      const apart = kind === "sign"
        ? !/^[-_]$/.test(folded) && !this.isGap(next)
        : outside.has(folded) && !links.has(folded) &&
          !(folded.length === 1 && this.tokens[next - 1]?.text.length === 1 && this.tokens[next - 1]?.kind === "word")
      if (kind === undefined || kind === "break" || apart) break
      if (kind !== "sign" && !links.has(folded) && !fillers.has(folded)) end = next + 1
    }
    return end
  }

  /** As it is written: `marie.tremblay@gmail.com`. */
  canonical(start: number, at: number, domain: number, end: number): string {
    return `${this.#written(start, at)}@${this.#written(domain, end)}`
  }

  /** Where an attempt at the same address begins that was given up: `fleur du 63, attendez, c'est fleur du 69 …`. */
  attempt(start: number): { readonly from: number; readonly to: number } | undefined {
    // `jm, uh, jmproulx`
    let broken = start - 1
    while (broken >= 0 && start - broken < 5 && this.isGap(broken)) broken--
    const piece = this.word(broken)
    if (broken < start - 1 && piece.length > 1 && piece !== this.word(start) && this.word(start).startsWith(piece)) {
      return { from: broken, to: broken + 1 }
    }
    for (let from = start - 1; from >= 0 && start - from < 20; from--) {
      if (this.word(from) !== this.word(start)) continue
      for (let to = from + 1; to < start; to++) {
        if (this.taken[to] === true || this.tokens[to]?.kind === "break") return undefined
        if (/^(?:no|non|wait|attends|attendez|sorry|pardon|plutot|actually|oups|oops)$/.test(this.word(to))) {
          return { from, to: this.tokens[to - 1]?.text === "," ? to - 1 : to }
        }
      }
    }
    return undefined
  }

  /** Where else the words from `start` to `at` stand, spelled or said once more: three at least, which are no phrase. */
  repeats(start: number, at: number): ReadonlyArray<number> {
    const length = at - start
    if (length < 3) return []
    const said = this.words(start, at)
    return this.tokens.flatMap((_, from) =>
      (from + length <= start || from >= at) && this.words(from, from + length) === said ? [from] : []
    )
  }

  #written(from: number, to: number): string {
    let text = ""
    for (let i = from; i < to;) {
      const number = this.numbers.read(i)
      const token = this.tokens[i]
      if (token === undefined) break
      const said = [4, 3, 2].find((length) => i + length <= to && aside.test(this.words(i, i + length)))
      if (said !== undefined) {
        i += said
        continue
      }
      if (number !== undefined && token.folded !== "o") text += number.digits
      else if (!silent.has(token.folded) && token.kind !== "break") text += spokenSigns[token.folded] ?? token.folded
      i = number?.to ?? i + 1
    }
    return text
  }
}
