import { type Knowledge, lookUp } from "../Lexicon.ts"
import type { Reading } from "../Reading.ts"
import type { Token } from "../Tokens.ts"
import { isThing } from "./things.ts"
import { brands, eponyms } from "./thingWords.ts"
import {
  both,
  determiners,
  doubtful,
  institutions,
  kin,
  locating,
  never,
  nicknames,
  particles,
  titles
} from "./words.ts"

/** How much a name is believed to begin: after `my name is`, after `hello`, after `Mrs.`. */
export type Cue = "strong" | "weak" | "title"

/** What a place begins with that goes on with a hyphen. */
const geographic =
  /^(?:nouveau|nouvelle|new|baie|mont|lac|pointe|ile|iles|cap|val|port|fort|trois|riviere|anse|notre|deux|bois)$/

const unknown = (known: Knowledge) => known.given + known.family + known.ordinary + known.place === 0

/**
 * The folded words of a name, without what ties them together and without stutters: how two mentions of one person are
 * compared.
 */
export const keyOf = (reading: Reading, from: number, to: number): string => {
  const words: Array<string> = []
  let glued = false
  for (const { folded, kind } of reading.tokens.slice(from, to)) {
    if (kind !== "word") continue
    if (glued) words.push(`${words.pop() ?? ""}${folded}`)
    else if (words.at(-1) !== folded) words.push(folded)
    glued = folded.endsWith("'")
  }
  return words.join(" ")
}

/** What the words of one text are, as far as names go. */
export class Names {
  readonly #reading: Reading
  readonly #keep: ReadonlySet<string>
  /** Whether capitals mean anything: not in a text of lower case, of upper case, nor With Every Word Capitalised. */
  readonly cased: boolean

  constructor(reading: Reading, keep: ReadonlySet<string>) {
    this.#reading = reading
    this.#keep = keep
    const words = reading.tokens.filter(({ kind, text }) => kind === "word" && text.length > 1)
    const capitals = words.filter(({ capital }) => capital).length
    const plain = words.filter((token) =>
      !token.opens && never.has(token.folded) && !both.has(token.folded) && !particles.has(token.folded) &&
      !titles.has(token.folded)
    )
    const shouted = words.filter(({ text }) => text.length > 2 && /^\p{Lu}+$/u.test(text)).length
    // `Ketsia Bien-Aimé, with an accent`: Where Every Word Has A Capital, the small ones do too.
    const small = words.filter(({ capital, folded, opens }) => !opens && !capital && !particles.has(folded)).length
    this.cased = capitals > 0 && shouted <= words.length / 2 &&
      (plain.length < 2 || (small > 1 && small >= words.length / 3) ||
        plain.filter(({ capital }) => capital).length < plain.length / 2)
  }

  token(at: number): Token | undefined {
    return this.#reading.tokens[at]
  }

  folded(at: number): string {
    return this.token(at)?.folded ?? ""
  }

  /** A word that can be looked at: not taken by another rule, no pronoun, preposition or the like. */
  open(at: number): boolean {
    const token = this.token(at)
    if (token?.kind !== "word" || this.#reading.taken[at] !== false) return false
    if (!never.has(token.folded) || (both.has(token.folded) && this.#namedNext(at))) return true
    // `Ben-Youssef`, `So-Yeon`
    return token.capital && this.compound(at)
  }

  /** `Will Patterson`, `An Nguyen`, `Thi Mai Tran`: a word that is hardly ever a name, in front of one that is. */
  #namedNext(at: number): boolean {
    const next = this.folded(at + 1)
    const { family, given, ordinary } = lookUp(next)
    const two = both.has(next)
    if ((never.has(next) && !two) || this.token(at + 1)?.kind !== "word") return false
    if (this.cased) {
      return this.proper(at) && this.proper(at + 1) && (two || family + given > 0 || ordinary === 0)
    }
    const introduced = /^(?:hi|hello|hey|is|'s|'m|am)$/.test(this.folded(at - 1)) && family === 3 && ordinary < 3
    return !two && family > 0 && (ordinary === 0 || introduced)
  }

  /** `Hye-jin`, `Paul-Émile`, `Anh-Tuan`: a capital, a hyphen, and a part at least that is known as a name. */
  compound(at: number): boolean {
    if (
      !this.proper(at) || this.folded(at).length < 2 || !this.hyphened(at) || this.hyphened(at - 2) ||
      !this.free(at + 2)
    ) return false
    const parts = [at, at + 2]
    const known = parts.map((part) => lookUp(this.folded(part)))
    const other = (part: number) => this.named(part) || this.#institution(part) || this.acronym(part)
    return !brands.has(`${this.folded(at)}-${this.folded(at + 2)}`) && !parts.some(other) &&
      known.some(({ family, given }) => family + given > 0) &&
      known.every(({ family, given, ordinary, place }) =>
        (place < 2 || given === 3) && (ordinary < 3 || family + given > 0)
      )
  }

  /** A hyphen stands behind the word, and a word behind that. */
  hyphened(at: number): boolean {
    const [hyphen, next] = [this.token(at + 1), this.token(at + 2)]
    return hyphen?.text === "-" && !hyphen.spaced && next?.kind === "word" && !next.spaced
  }

  /** Not taken by another rule, whatever it is. */
  free(at: number): boolean {
    return this.#reading.taken[at] === false
  }

  kept(at: number): boolean {
    return this.#keep.has(this.folded(at))
  }

  /** A capital that means something. */
  proper(at: number): boolean {
    return this.cased && this.token(at)?.capital === true
  }

  acronym(at: number): boolean {
    const text = this.token(at)?.text ?? ""
    return this.cased && text.length > 1 && text.length <= 5 && /^\p{Lu}+$/u.test(text) &&
      lookUp(this.folded(at)).given < 2
  }

  /** Something has that name: a firm, a make, a work, a medicine, a people. */
  named(at: number): boolean {
    return isThing(this, at)
  }

  /** An article or the like stands in front; French `à` is none. */
  determined(at: number): boolean {
    if (this.folded(at - 1) === "this" && this.folded(at - 2) === "is") return false
    return determiners.has(this.folded(at - 1)) && !/^à$/i.test(this.token(at - 1)?.text ?? "")
  }

  /** An indefinite article, or the English definite one, stands in front. */
  articled(at: number): boolean {
    return /^(?:an?|the|une?)$/i.test(this.token(at - 1)?.text ?? "")
  }

  #institution(at: number): boolean {
    const word = this.folded(at)
    return (institutions.has(word) || institutions.has(word.replace(/s$/, ""))) && !(kin.has(word) && !this.proper(at))
  }

  /** `Clinique dentaire Lavoie`, `the Lavoie clinic`, `rue Saint-Denis`: no person, or none any more. */
  institutional(at: number): boolean {
    const tokens = this.#reading.tokens
    const links = (index: number) =>
      /^(?:-|&|de|du|des|la|le|l'|d'|les|of|saint|sainte|st|ste|\.)$/.test(this.folded(index))
    let start = at
    while (start > 0 && at - start < 6 && (this.proper(start - 1) || links(start - 1))) start--
    for (let i = Math.max(start - 1, 0); i <= at; i++) if (this.#institution(i)) return true
    // `Baie-Comeau`, `à la Saint-Jean-Baptiste`
    let chain = at
    for (;;) {
      const hyphen = /^[dl]'$/.test(this.folded(chain - 1)) ? chain - 2 : chain - 1
      if (this.folded(hyphen) !== "-" || this.token(hyphen)?.spaced !== false) break
      chain = hyphen - 1
    }
    if (chain < at && geographic.test(this.folded(chain))) return true
    // `le pavillon roger-gaudry`, `l'école vincent-d'indy`
    if (chain < at && this.#institution(chain - 1)) return true
    const feast = /^(?:saint|sainte|st|ste)$/.test(this.folded(chain)) && chain < at
    if (feast && (this.determined(chain) || locating.has(this.folded(chain - 1)))) return true
    // `saint patrick's day`
    const patron = /^(?:saint|sainte|st|ste)$/.test(this.folded(at - 1)) || (this.folded(at - 1) === "." &&
      /^(?:saint|sainte|st|ste)$/.test(this.folded(at - 2)))
    const first = this.folded(at - 1) === "." ? at - 3 : at - 2
    if (patron && this.folded(at + 1) === "'s" && !this.proper(first)) return true
    // `la Saint-Jean`, `à Saint-Denis`
    const saint = /^[-.]$/.test(this.folded(at - 1)) ? at - 2 : at - 1
    const holy = /^(?:saint|sainte|st|ste)$/.test(this.folded(saint))
    if (holy && (this.determined(saint) || locating.has(this.folded(saint - 1)))) return true
    for (let i = at + 1, words = 0; i < tokens.length && words < 4; i++) {
      // `Faith Park`
      const beside = /^(?:behind|beside|near|at|in|past|opposite|derriere|devant)$/.test(this.folded(at - 1))
      const surname = (/^(?:park|hill|hall)$/.test(this.folded(i)) && !beside) ||
        (this.folded(i) === "day" && !/^(?:victoria|valentine)$/.test(this.folded(at)))
      if (i === at + 1 && this.given(at) && this.proper(i) && surname) return false
      // `Lou Gehrig's disease`
      if (this.folded(i - 1) === "'s" && eponyms.has(this.folded(i))) return true
      if (this.#institution(i)) {
        return this.proper(i) || i === at + 1 || this.proper(i - 1) || this.folded(i - 1) === "&"
      }
      const called = i === at + 1 && !this.cased && this.given(at) && this.family(i) && this.#institution(i + 1)
      if (called) return true
      if (!this.proper(i) && !/^(?:-|&|'s|and|et)$/.test(this.folded(i))) return false
      if (tokens[i]?.kind === "word") words++
    }
    return false
  }

  /** A given name, whatever its case. */
  given(at: number): boolean {
    const word = this.folded(at)
    if (!this.open(at) || doubtful.has(word) || this.named(at) || word.length < 2) return false
    if (nicknames.has(word)) return true
    const { given, ordinary, place } = lookUp(word)
    return given === 3 || (given >= 2 && ordinary < 2 && place < 2) || (given === 1 && ordinary === 0 && place === 0)
  }

  /** A family name that is no word of the language. */
  family(at: number): boolean {
    if (!this.open(at) || this.named(at)) return false
    const { family, ordinary, place } = lookUp(this.folded(at))
    return family > 0 && (ordinary === 0 || (family >= 2 && ordinary === 1)) && place < 2
  }

  strange(at: number): boolean {
    return this.open(at) && !this.named(at) && (this.token(at)?.text.length ?? 0) > 1 &&
      unknown(lookUp(this.folded(at)))
  }

  /** Whether the word can be the first of a name, after that cue. */
  begins(at: number, cue: Cue): boolean {
    if (!this.open(at)) return false
    if (this.given(at) || this.family(at)) return cue !== "weak" || this.given(at) || this.proper(at)
    const word = this.folded(at)
    const { family, given, ordinary, place } = lookUp(word)
    const proper = this.proper(at) && !this.acronym(at)
    if (cue === "weak") {
      return proper && !this.kept(at) && !this.named(at) && ((ordinary === 0 && place === 0) || given >= 2)
    }
    if (word.length < 2) return false
    if (proper || this.strange(at)) return true
    // `hye-jin`
    const { family: second, given: other } = lookUp(this.hyphened(at) ? this.folded(at + 2) : "")
    if (ordinary < 3 && second + other > 0) return true
    if (cue === "strong") return given >= 1 || family >= 2 || ordinary <= 1
    return family === 3 || ordinary <= 1 || (ordinary === 2 && family + given >= 2)
  }

  /** A particle that a name begins with: `de Gagnon`, `O'Neil`, `Van Horne`. */
  nobly(at: number): boolean {
    const word = this.folded(at)
    const can = /^(?:de|d'|[nml]'|van|von|st|saint|sainte|el|al|di|da|o')$/.test(word) ||
      (/^(?:l[aeo]|des|du)$/.test(word) && this.proper(at))
    let name = at + 1
    while (/^(?:la|los|las|der|den|-)$/.test(this.folded(name))) name++
    return can && this.free(at) && this.open(name) && (this.proper(name) || this.family(name) || this.strange(name))
  }

  /** Whether all words from one token to the one before another are known as names, and mean nothing else. */
  known(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      if (this.token(at)?.kind === "word" && !this.given(at) && !this.family(at) && !particles.has(this.folded(at))) {
        return false
      }
    }
    return true
  }

  /** Whether the word stands among other capitalised ordinary words: a title, a product, a firm. */
  amongTitles(at: number): boolean {
    const plain = (index: number) => {
      const known = lookUp(this.folded(index))
      return this.proper(index) && this.token(index)?.opens === false && known.ordinary > 0 && known.given === 0 &&
        this.open(index)
    }
    return plain(at - 1) || plain(at + 1)
  }
}
