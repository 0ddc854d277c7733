import type { Speaker } from "../Entity.ts"
import { lookUp } from "../Lexicon.ts"
import type { Reading } from "../Reading.ts"
import type { Spelled } from "../rules/codes.ts"
import { letterAt } from "../Spelling.ts"
import {
  acts,
  appelle,
  calls,
  corners,
  corrects,
  cueAfter,
  cueBefore,
  greets,
  identifies,
  introduces,
  named,
  singles,
  speaking,
  speaks,
  spelling,
  toSomebody,
  travels
} from "./cues.ts"
import { endOf, startOf } from "./extent.ts"
import { keyOf, Names } from "./Names.ts"
import { nameAfter } from "./titles.ts"
import { brands, doubtful, kin, locating, never, nicknames, products, tails, titles } from "./words.ts"

const spoken = /\b(?:spe?o?ak\w*|spoke|talk\w*|named|called|ask\w*|parl\w+|nomm\w+|appel\w+|cherche\w*|looking for) /
const months = /^(?:april|may|june|august|avril|mai|juin|mars|march)$/
/** What a noun or a verb stands behind. */
const common =
  /^(?:my|our|your|his|her|their|ma|mon|mes|ta|ton|sa|notre|votre|'ll|will|would|can|could|must|might|not|should|don't|didn't)$/
/** Names that are words of the language besides. */
const short = /^(?:le|la|an|do|so|ha|ho|my|ma|on|tu|to|you|see|long|ben|mai|will|may|just|june|april)$/
/** Keys of a tool under which a person stands. */
const parts =
  /(?:^| )(?:technician|technicien|tech|driver|livreur|livreurs|chauffeur|owner|proprietaire|holder|titulaire|contact|patient|client|customer|caller|renter|tenant|locataire|guest|physician|doctor|medecin|dentist|dentiste|expert|adjuster|clerc|notaire|assignee|requester|hygienist|stylist|coiffeuse|plumber|conseiller|advisor|representative|instructor|teacher|assure|assures|beneficiaire)$/
/** Somebody begins again. */
const restarts = /^(?:no|non|nope|euh|heu|uh|um|sorry|pardon|i|mean|wait)$/
const answering =
  /^(?:name|nom|prenom|mettez|mets|marquez|inscrivez|put|of|course|absolutely|certainly|certain|sure|bien|accord)$/

/** People: after a cue, by a title, and by default every capitalised word that nothing else explains. */
class PersonFinder {
  readonly #reading: Reading
  readonly #names: Names
  readonly #keep: ReadonlySet<string>
  readonly #speaker: Speaker
  /** The token after the last name that was taken. */
  #lastTo = -1

  constructor(reading: Reading, keep: ReadonlySet<string>, speaker: Speaker) {
    this.#reading = reading
    this.#names = new Names(reading, keep)
    this.#keep = keep
    this.#speaker = speaker
  }

  #take(from: number, certain = false): number {
    const start = startOf(this.#names, from)
    // Never back behind `from`, where a reader that goes on from here would stay for ever.
    return Math.max(from, this.#takeTokens(start, endOf(this.#names, from), certain))
  }

  #takeTokens(from: number, to: number, certain: boolean): number {
    if (!this.#reading.free(from, to)) return from
    this.#lastTo = to
    this.#reading.take(from, to, "PERSON", keyOf(this.#reading, from, to), certain)
    return to - 1
  }

  /** A spelled name goes with what it spells; alone it counts where a name is being asked for or given. */
  spelled(all: ReadonlyArray<Spelled>): void {
    const names = this.#names
    for (const { from, letters, to } of all) {
      if (!this.#reading.free(from, to)) continue
      let about = this.#reading.question.has("NAME") || spelling.test(this.#reading.words(from - 12, to + 4))
      let same = false
      for (let i = Math.max(from - 8, 0); i < from; i++) {
        about ||= names.given(i) || names.family(i) ||
          (names.open(i) && names.proper(i) && names.token(i)?.opens === false)
        same ||= i >= from - 3 && names.free(i) && names.folded(i) === letters
      }
      if (letters.length >= 4 || (letters.length === 3 && about) || same) {
        this.#reading.take(from, to, "PERSON", letters, about)
      }
    }
  }

  titled(): void {
    for (let at = 0; at < this.#reading.tokens.length; at++) {
      const name = this.#names.free(at) ? nameAfter(this.#names, at) : undefined
      if (name !== undefined) at = this.#take(name, !this.#names.kept(name))
    }
  }

  /** Whether only courtesies stand in front: the word is where an answer begins. */
  #answers(at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const token = this.#reading.tokens[i]
      if (at - i > 8 || token?.kind === "mask" || token?.kind === "digits") return false
      if (token?.kind === "word" && !never.has(token.folded) && !answering.test(token.folded)) return false
    }
    return true
  }

  /** Whether nothing but courtesies stands around the name from `at` to `end`: `yes, wei chen`. */
  #alone(at: number, end: number): boolean {
    if (!this.#answers(at)) return false
    return this.#reading.tokens.slice(end).every(({ folded, kind }) => kind === "sign" || never.has(folded))
  }

  /** After words that lead to a name, or in the answer to the question for one. Even an ordinary word can be a name here. */
  #cued(at: number, before: string): boolean {
    const names = this.#names
    const kept = this.#keep.has(names.folded(at))
    if (!kept && this.#monthly(at, before)) return true
    if (named.test(before)) return false
    if (this.#assigned(at)) return true
    const { ordinary } = lookUp(names.folded(at))
    const cue = cueBefore(before)
    if (cue === "strong") {
      if (kept && (this.#speaker !== "user" || ordinary > 0)) return false
      return names.begins(at, "strong") || names.nobly(at) ||
        (names.open(at) && (ordinary < 3 ? calls : appelle).test(before)) ||
        (/^(?:april|may|june|will|avril|mai|juin)$/.test(names.folded(at)) && names.free(at))
    }
    const ends = /^[.,?!]?$/.test(names.folded(at + 1))
    if (/\bunder$/.test(before) && names.proper(at) && names.open(at) && ends && !kept) return true
    if (names.proper(at) && introduces.test(before) && names.token(at)?.opens === false && names.nobly(at)) return true
    if (this.#surname(at) || (singles.test(before) && names.nobly(at))) return true
    if (
      !names.begins(at, "strong") || kept ||
      /^(?:j'|je|i|'d|tu|il|vous|nous|on|we|you|they)$/.test(names.folded(at - 1))
    ) {
      return false
    }
    if (this.#reading.question.has("NAME") && this.#answers(at)) return true
    if (this.#speaking(at, before)) return true
    const end = endOf(names, at)
    const known = names.proper(at) || names.given(at) || names.family(at) || names.strange(at) ||
      (names.family(at + 1) && end > at + 1)
    return known && cueAfter(this.#reading.words(end, end + 5)) && !names.institutional(at)
  }

  /** `{"technician":"Ashok"}`: the whole value under a key that is somebody's part. */
  #assigned(at: number): boolean {
    const names = this.#names
    const { ordinary, place } = lookUp(names.folded(at))
    return this.#speaker === "tool" && at === 0 && parts.test(this.#reading.asked) && names.open(0) &&
      names.token(0)?.capital === true && !names.kept(0) && !names.named(0) && !names.acronym(0) && ordinary < 3 &&
      place < 2 && this.#reading.tokens.length < 6 && !names.institutional(0)
  }

  /** `J.F.`, `J. F.`: all that is said of a name. The token after it, or -1. */
  #initials(at: number): number {
    const tokens = this.#reading.tokens
    const initial = (index: number) => /^\p{Lu}$/u.test(tokens[index]?.text ?? "")
    let end = at
    while (initial(end) && tokens[end + 1]?.text === ".") end += tokens[end + 2]?.text === "-" ? 3 : 2
    if (end === at + 2 && initial(end)) end++
    // `J.F. Tremblay` begins as any name does.
    const more = this.#names.proper(end) && this.#names.open(end)
    return end > at + 2 && !more && this.#reading.free(at, end) ? end : -1
  }

  /** What an answer began with, and what was heard wrong after it: `Shiver on, no, Chevonne`. */
  misheard(): void {
    if (!this.#reading.question.has("NAME")) return
    const { found, taken, tokens } = this.#reading
    const [first] = found.filter(({ type }) => type === "PERSON").sort((a, b) => a.start - b.start)
    if (first === undefined) return
    const { to } = this.#reading.tokensAt(first.start, first.end)
    let end = to
    while (end - to < 4 && tokens[end]?.kind === "word" && !taken[end] && !restarts.test(tokens[end]?.folded ?? "")) {
      end++
    }
    let next = end
    while (next - end < 6 && (tokens[next]?.kind === "sign" || restarts.test(tokens[next]?.folded ?? ""))) next++
    const again = tokens.slice(end, next).some(({ folded }) => restarts.test(folded))
    if (end > to && again && taken[next] === true && tokens[next]?.kind === "word") {
      this.#takeTokens(to, end, true)
    }
  }

  /** `Sandhu, S as in sugar`: a letter of the name that was just said. */
  lettered(): void {
    const { taken, tokens } = this.#reading
    for (let at = 1; at < tokens.length; at++) {
      const letter = tokens[at]?.folded.length === 1 && tokens[at]?.kind === "word" ? letterAt(tokens, at) : undefined
      if (letter === undefined || letter.to < at + 3 || !this.#reading.free(at, letter.to)) continue
      const name = tokens[at - 1]?.kind === "sign" ? at - 2 : at - 1
      const said = tokens[name]
      if (taken[name] === true && said?.kind === "word" && said.folded.startsWith(letter.text)) {
        this.#takeTokens(at, letter.to, true)
      }
    }
  }

  /** `ray best speaking`, `c'est sang-woo noh à l'appareil`: whatever stands between, if it is no word for another. */
  #speaking(at: number, before: string): boolean {
    const names = this.#names
    if (!this.#answers(at) && !introduces.test(before)) return false
    let end = at
    while (end - at < 4 && (names.open(end) || (end > at && names.folded(end) === "-"))) end++
    return end > at && speaking.test(this.#reading.words(end, end + 4)) &&
      lookUp(names.folded(at)).given + lookUp(names.folded(at)).family > 0
  }

  /** `Le.`, `An`: the whole answer to the question for a name, though it is a word that stands around names. */
  #surname(at: number): boolean {
    const names = this.#names
    const next = names.token(at + 1)
    const ends = next === undefined || (next.kind === "sign" && next.text !== "'")
    return this.#reading.question.has("NAME") && short.test(names.folded(at)) && names.proper(at) && names.free(at) &&
      names.token(at)?.opens === true && ends && at < 6 && this.#answers(at)
  }

  /** `Hi May`, `this is Will`: a month or an auxiliary, where nothing but a name can stand. */
  #monthly(at: number, before: string): boolean {
    const names = this.#names
    if (!months.test(names.folded(at)) && names.folded(at) !== "will") return false
    const next = names.token(at + 1)
    return names.free(at) && names.proper(at) && greets.test(before) && next?.kind !== "digits" &&
      !/^(?:i|you|we|be|he|she|it|the|first|[a-z]+th)$/.test(next?.folded ?? "")
  }

  /** A capital inside a sentence is a name unless something explains it; at its beginning it takes more. */
  #capital(at: number, before: string): boolean {
    const names = this.#names
    const word = names.folded(at)
    const { family, given, ordinary, place } = lookUp(word)
    const determined = names.determined(at)
    const opens = names.token(at)?.opens === true
    const rare = ordinary < 3 && place === 0
    const there = locating.has(names.folded(at - 1)) && !toSomebody.test(before)
    if (names.compound(at) && !determined && !there && !names.institutional(at)) return true
    // `Ling gave me your number`, `Kofi and Ama`
    const told = acts.test(this.#reading.words(at + 1, at + 4))
    const and = (index: number) => /^(?:and|et|pis|or|ou|&)$/.test(names.folded(index))
    const joined = (and(at + 1) && !opens && names.proper(at + 2) && names.given(at + 2)) ||
      this.#lastTo === at - 1 && and(at - 1)
    // `not Tremblay, Trempe`
    const corrected = this.#lastTo === at - 1 && names.folded(at - 1) === "," && corrects.test(before)
    if (corrected && rare && !determined) return true
    if (told && given >= 2 && !determined) return true
    if (rare && !opens && toSomebody.test(before) && !determined) return true
    if ((opens ? told : told || joined) && rare && (family + given > 0 || ordinary < 2) && !determined) {
      if (!names.institutional(at)) return true
    }
    // `Jean Coutu`, `Christmas Eve`
    if (
      (names.given(at) && tails.has(names.folded(at + 1))) ||
      (names.open(at - 1) && names.named(at - 1) && doubtful.has(word))
    ) return false
    if (names.institutional(at) || this.#thing(at, before)) return false
    const next = names.proper(at + 1) && names.open(at + 1)
    if (months.test(word) && !next) return false
    // `the Wendy's`, `studying at McGill`, `sur Papineau`
    if (/^(?:the|les?)$/.test(names.folded(at - 1)) && names.folded(at + 1) === "'s") return false
    if (given < 2 && !next && /^(?:at|near|in|on|sur|around|outside|via|vers|pres)$/.test(names.folded(at - 1))) {
      return false
    }
    const article = names.articled(at) && !toSomebody.test(before)
    // `a Lennox`, but `I spoke to a Marcus`; `the Jean Tremblay`
    if (names.given(at) && article && given < 3 && !/\b(?:spe?o?ak\w*|spoke|talk\w*|named) /.test(before)) return false
    if (names.given(at)) return !(article && names.family(at + 1))
    const fits = lookUp(names.folded(at + 1)).family > 0 || names.strange(at + 1)
    if ((given >= 2 || (given > 0 && ordinary === 0)) && next && fits && !determined) return true
    if (identifies.test(before) && !determined && !kin.has(word) && (given >= 2 || !names.amongTitles(at))) {
      if (given + family > 0 || (ordinary < 2 && place === 0)) return true
      return rare && !opens && singles.test(before) && !names.proper(at + 1)
    }
    if (ordinary === 2 && rare && given + family > 0 && !opens && !determined && !names.amongTitles(at) && !next) {
      return !locating.has(names.folded(at - 1)) && !names.proper(at - 1)
    }
    if (given >= 2 && doubtful.has(word)) return !opens && !determined && !names.amongTitles(at)
    const somewhere = locating.has(names.folded(at - 1)) && names.strange(at) && !toSomebody.test(before)
    const known = place === 0 || lookUp(word).family >= 2
    if (opens && given + family > 0 && this.#alone(at, endOf(names, at))) return family >= 2 || given >= 2
    return (ordinary === 0 || names.family(at)) && known && !determined && !somewhere
  }

  /** `un gâteau Vachon`, `a Maytag Bravos`, `at Dufferin or Ossington`, `there's Frost`: named, and no person. */
  #thing(at: number, before: string): boolean {
    const names = this.#names
    const { family, given } = lookUp(names.folded(at))
    if (named.test(before)) return true
    // `the B-Line`
    const lettered = names.folded(at - 1) === "-" && names.folded(at - 2).length === 1
    if (lettered && lookUp(names.folded(at)).ordinary === 3) return true
    if (given > 1) return false
    if (products.has(names.folded(at - 1)) && !names.proper(at - 1)) return true
    const model = names.proper(at - 1) && names.free(at - 1) && names.named(at - 1) && given + family === 0
    const either = /^(?:or|and|ou|et|pis)$/.test(names.folded(at - 1)) && locating.has(names.folded(at - 3)) &&
      names.proper(at - 2) && names.free(at - 2)
    return model || either || /\bthere (?:'s|is)$/.test(before)
  }

  /** In lower case: given names that mean nothing else, and others with a family name behind or `this is` in front. */
  #lower(at: number, before: string): boolean {
    const names = this.#names
    const { family, given, ordinary, place } = lookUp(names.folded(at))
    if (names.institutional(at)) return false
    const next = lookUp(names.folded(at + 1))
    if (names.folded(at).length < 3) return false
    // `ange-aimée`: each a word, and both a name.
    if (names.hyphened(at) && !names.determined(at) && names.free(at + 2)) {
      if (given === 3 && lookUp(names.folded(at + 2)).given === 3) return true
    }
    const present = /\b(?:is|est - ce que|est ce que)$/.test(before) &&
      /^(?:there|in|available|around|home|working|est la|travaille|est disponible)\b/.test(
        this.#reading.words(at + 1, at + 3)
      )
    if (present && given >= 2) return true
    // `c'est ling qui m'a dit`
    const presented = /\bc' est$/.test(before) &&
      /^qui (?:m'|vous|nous|va|s'|a|avait|est)/.test(this.#reading.words(at + 1, at + 3))
    if (presented && (ordinary < 2 || (ordinary < 3 && given + family > 0))) return true
    // `my lily pond`, `he will sue`: with a word in front that makes it one of the language.
    if (ordinary > 0 && (names.determined(at) || common.test(names.folded(at - 1)))) return false
    if (names.given(at) && (given === 3 || ordinary === 0 || nicknames.has(names.folded(at)))) {
      return !names.cased || given >= 2
    }
    const behind = names.family(at + 1) && next.family > next.given
    const certain = given === 3 && next.family >= 2 && next.ordinary === 0
    if (given >= 2 && (ordinary < 3 || certain) && behind && !names.determined(at)) return true
    // `c'est gurdeep from Brossard`: a word of neither language.
    const whence = /^(?:from|de|du|chez|calling|speaking)$/.test(names.folded(at + 1))
    if (whence && introduces.test(before) && names.strange(at)) return true
    if (names.cased) return false
    if (names.family(at) && family >= 2 && ordinary === 0) return true
    const end = endOf(names, at)
    if (introduces.test(before)) {
      if ((names.family(at) && family >= 2) || names.strange(at) || (given > 0 && ordinary === 0)) return true
      // `it's kalpana iyer`
      const second = names.open(at + 1) && !names.named(at + 1) &&
        (next.ordinary < 2 || (next.ordinary < 3 && next.family + next.given > 0))
      if (ordinary < 2 && place === 0 && second) return true
      const called = names.open(at + 1) && next.family >= 2 && (next.ordinary < 3 || next.family === 3)
      const ends = /^(?:[,.!]?|calling|speaking|here|from|by|and|et|du|de|qui|oui|yes|like|comme)$/.test(
        names.folded(end)
      )
      return given >= 2 &&
        (called ||
          (ends && (given === 3 || /moi c' est(?: ,)?$/.test(before)) &&
            /(?:this is|i 'm|i am|moi c' est|ici)(?: ,)?$/.test(before)))
    }
    if (identifies.test(before)) {
      const called = names.open(at + 1) && next.family >= 2 && (given > 0 || names.strange(at))
      return called || names.strange(at) || (names.family(at) && ordinary < 2) ||
        (ordinary < 2 && place === 0 && names.folded(at).length > 3 && speaks.test(before))
    }
    return end - at > 1 && (names.family(at) || names.given(at)) && names.known(at, end) && this.#alone(at, end)
  }

  /** `Merci, Hubert`: a given name, though a firm has it too. */
  #greeted(at: number, before: string): boolean {
    const work = brands.has(`${this.#names.folded(at - 1)}-${this.#names.folded(at)}`)
    return !work && this.#names.proper(at) && lookUp(this.#names.folded(at)).given >= 2 && greets.test(before) &&
      !this.#names.proper(at + 1)
  }

  /** A town or country, unless it is a name as well and nothing says `in`. */
  #somewhere(at: number, words: string): boolean {
    const { family, given, place } = lookUp(this.#names.folded(at))
    if (place === 0 || this.#names.proper(at + 1) || this.#names.compound(at)) return false
    // `take the 747 bus to Kingston`, `in montréal or victoria`
    const either = /^(?:or|ou)$/.test(this.#names.folded(at - 1)) && locating.has(this.#names.folded(at - 3)) &&
      lookUp(this.#names.folded(at - 2)).place > 0
    if (travels.test(words) || either) return true
    if (given >= 2 && toSomebody.test(words)) return false
    const before = this.#names.folded(at - 1)
    if (locating.has(before) || (place === 2 && before === "from")) return true
    return given < 2 && (place === 2 || family < 2)
  }

  others(): void {
    const { taken, tokens } = this.#reading
    const names = this.#names
    for (let at = 0; at < tokens.length; at++) {
      if (tokens[at]?.kind !== "word" || taken[at] === true) continue
      const before = this.#reading.words(at - 7, at)
      const initials = this.#initials(at)
      if (
        initials !== -1 &&
        (cueBefore(before) === "strong" ||
          (this.#speaker === "tool" && tokens[at - 1]?.text === "," && taken[at - 2] === true) ||
          (this.#reading.question.has("NAME") && this.#answers(at)))
      ) {
        at = this.#takeTokens(at, initials, true)
        continue
      }
      if (this.#cued(at, before)) {
        at = this.#take(at, true)
        continue
      }
      const word = names.folded(at)
      if (
        !names.open(at) || this.#keep.has(word) || (names.named(at) && !this.#greeted(at, before)) ||
        names.acronym(at) || word.length < 2
      ) continue
      if (titles.has(word)) continue
      // `Calvin Klein`, `corner of Victoria and Charlotte`
      if (names.given(at) && tails.has(names.folded(at + 1))) {
        at++
        continue
      }
      if (corners.test(before)) continue
      // `l'école porte le nom de Marguerite-Bourgeoys`
      if (named.test(before)) {
        at = endOf(names, at) - 1
        continue
      }
      // `a Kenneth Cole coat`, `une Alfa Romeo`: a thing, unless it is somebody one spoke to.
      if (names.proper(at) && names.articled(at) && names.given(at) && !spoken.test(before)) {
        at = endOf(names, at) - 1
        continue
      }
      if (this.#somewhere(at, before)) continue
      if (names.proper(at) ? this.#capital(at, before) : this.#lower(at, before)) at = this.#take(at)
    }
  }
}

/** Takes every person of the text. `spelled`: what is spelled in it; `keep`: the agent's own words. */
export const persons = (
  reading: Reading,
  spelled: ReadonlyArray<Spelled>,
  keep: ReadonlySet<string>,
  speaker: Speaker
): void => {
  const finder = new PersonFinder(reading, keep, speaker)
  finder.spelled(spelled)
  finder.titled()
  finder.others()
  finder.misheard()
  finder.lettered()
}
