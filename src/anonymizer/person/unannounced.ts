import { lookUp } from "../Lexicon.ts"
import { parts } from "./announced.ts"
import {
  acts,
  asksWho,
  corrects,
  greets,
  identifies,
  introduces,
  reports,
  singles,
  speaks,
  toSomebody,
  travels,
  whose
} from "./cues.ts"
import { endOf, epithet } from "./extent.ts"
import { thing } from "./namesakes.ts"
import type { PersonReading } from "./PersonReading.ts"
import { owns } from "./things.ts"
import { brands, tails } from "./thingWords.ts"
import { doubtful, kin, locating, months, nicknames } from "./words.ts"

/** What a noun or a verb stands behind. */
const common =
  /^(?:my|our|your|his|her|their|ma|mon|mes|ta|ton|sa|notre|votre|'ll|will|would|can|could|must|might|not|should|don't|didn't)$/

/** `the bouchards are upstairs`: all who have that name. */
export const family = ({ names }: PersonReading, at: number): boolean => {
  const word = names.folded(at)
  if (!word.endsWith("s") || !/^(?:the|les)$/.test(names.folded(at - 1)) || names.institutional(at)) return false
  const { family, ordinary, place } = lookUp(word.slice(0, -1))
  return names.strange(at) && word.length > 4 && family >= 2 && ordinary === 0 && place === 0
}

/** A capital inside a sentence is a name unless something explains it; at its beginning it takes more. */
export const capital = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  const word = names.folded(at)
  const { family, given, ordinary, place } = lookUp(word)
  const determined = names.determined(at)
  const opens = names.token(at)?.opens === true
  const rare = ordinary < 3 && place === 0
  const there = locating.has(names.folded(at - 1)) && !toSomebody.test(before)
  if (names.compound(at) && !determined && !there && !names.institutional(at)) return true
  // `Ling gave me your number`, `Kofi and Ama`
  // `rue Victor-Hugo`
  const chained = names.folded(at - 1) === "-" && names.token(at - 1)?.spaced === false
  if (chained && names.institutional(at)) return false
  const told = acts.test(people.reading.words(at + 1, at + 4))
  const and = (index: number) => /^(?:and|et|pis|or|ou|&)$/.test(names.folded(index))
  const joined = (and(at + 1) && !opens && names.proper(at + 2) && names.given(at + 2)) ||
    people.lastTo === at - 1 && and(at - 1)
  // `ma tante, une Lizotte`, `she's a Goulais now`
  const born =
    /\b(?:nee|born|tante|oncle|aunt|uncle|mother|mere|wife|femme|mari|husband|cousine?|soeur|sister|brother|frere|famille|family|she|elle)\b.* (?:a|an|une?)$/
  if (rare && family >= 2 && ordinary === 0 && given < 2 && born.test(before)) return true
  // `the other one is Ed's`
  if (given >= 2 && !opens && names.folded(at + 1) === "'s" && /\b(?:is|are|was)$/.test(before)) return true
  // `not Tremblay, Trempe`
  const corrected = people.lastTo === at - 1 && names.folded(at - 1) === "," && corrects.test(before)
  if (corrected && rare && !determined) return true
  if ((told || reports.test(people.reading.words(at + 1, at + 4))) && given >= 2 && !determined) {
    return true
  }
  if (rare && !opens && toSomebody.test(before) && !determined) return true
  if ((opens ? told : told || joined) && rare && (family + given > 0 || ordinary < 2) && !determined) {
    if (!names.institutional(at)) return true
  }
  // `Jean Coutu`, `Christmas Eve`
  if (
    (names.given(at) && tails.has(names.folded(at + 1))) ||
    (names.open(at - 1) && names.named(at - 1) && doubtful.has(word))
  ) return false
  if (names.institutional(at) || thing(people, at, before)) return false
  const next = names.proper(at + 1) && names.open(at + 1)
  if (months.has(word) && !next) return false
  // `the Wendy's`, `studying at McGill`, `sur Papineau`
  if (/^(?:the|les?)$/.test(names.folded(at - 1)) && names.folded(at + 1) === "'s") return false
  // `is it Henry's or Black's`: shops that one is told from another.
  if (owns(people.names, at) && /^or$/.test(names.folded(at + 2)) && names.proper(at + 3)) return false
  if (
    given < 2 && !next && /^(?:at|near|in|on|sur|around|outside|via|vers|pres|passe|past)$/.test(names.folded(at - 1))
  ) {
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
    return !locating.has(names.folded(at - 1)) && (!names.proper(at - 1) || names.token(at - 1)?.opens === true)
  }
  if (given >= 2 && doubtful.has(word)) return !opens && !determined && !names.amongTitles(at)
  const somewhere = locating.has(names.folded(at - 1)) && names.strange(at) && !toSomebody.test(before)
  const known = place === 0 || lookUp(word).family >= 2
  if (opens && given + family > 0 && people.alone(at, endOf(names, at))) return family >= 2 || given >= 2
  return (ordinary === 0 || names.family(at)) && known && !determined && !somewhere
}

/** In lower case: given names that mean nothing else, and others with a family name behind or `this is` in front. */
export const lower = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  const { family, given, ordinary, place } = lookUp(names.folded(at))
  // `{"clerc":"Bertille Monin"}`
  if (people.speaker === "tool" && parts.test(names.folded(at))) return false
  if (names.institutional(at)) return false
  const next = lookUp(names.folded(at + 1))
  // `ange-aimée`: each a word, and both a name.
  if (names.hyphened(at) && !names.determined(at) && names.free(at + 2)) {
    if (given === 3 && lookUp(names.folded(at + 2)).given === 3) return true
  }
  // `holler for big al`
  const hailed = epithet.test(names.folded(at - 1)) && given > 0 && !names.cased &&
    (/\b(?:ask(?:ing)?|holler|yell|look|demandez|tell|this is|it 's|c' est|named|appelle)(?: for)? [a-z]+$/.test(
      before
    ) ||
      asksWho.test(people.reading.asked))
  if (hailed) return true
  if (names.folded(at).length < 3) return false
  // `le nas de ming`, `hank and me`, `that's nirmala hers is …`
  const somebody = !names.determined(at) && place === 0 &&
    (names.strange(at) || (given + family > 0 && ordinary < 3))
  const beside = people.reading.words(at + 1, at + 3)
  if (somebody && whose.test(before)) return true
  // `v e e r e n d r a pillai`, `priya or preeti`: what stands beside a name, and is no word.
  const link = /^(?:and|or|et|ou|pis)$/.test(names.folded(at - 1)) ? at - 2 : at - 1
  const end = names.token(link)?.end
  const beyond = people.reading.taken[link] === true &&
    people.reading.found.some((found) => found.type === "PERSON" && found.end === end)
  if (beyond && !names.cased && place === 0 && ordinary === 0 && (given + family > 0 || names.strange(at))) return true
  // `i spoke with hope on friday`, `the same guy as last time winston he knows where …`
  const met = given === 3 && (/\b(?:spe?o?ak|spoke|talk\w*) (?:to|with)$/.test(before) ||
    (/\b(?:reach|meet|see|rejoindre|voir|hi|hello|hey)$/.test(before) && next.family === 3 && next.place === 0) ||
    (/\b(?:hi|hello|hey)$/.test(before) &&
      /^(?:from|at|calling|speaking|it 's|this is) /.test(people.reading.words(at + 1, at + 4))) ||
    /\b(?:it 's me|c' est moi)$/.test(before))
  // `ravi said he'd meet me`
  if (given > 0 && /^said (?:he|she) ?(?:'d|'s|'ll|would|was|will)/.test(people.reading.words(at + 1, at + 4))) {
    return true
  }
  const told = given > 1 &&
    ((ordinary < 3 && (/^(?:he|she|il|elle) [a-z]/.test(beside) || acts.test(beside))) || reports.test(beside))
  if ((met || told) && !names.determined(at)) return true
  if (somebody && given > 1 && /^(?:and (?:me|i)|et moi|pis moi)\b/.test(beside)) return true
  if (
    introduces.test(before) && place === 0 && (ordinary < 2 || somebody) &&
    /^(?:he|she|his|hers?|elle)\b/.test(beside.replace(/^, /, ""))
  ) return true
  // `ask marge`
  if (somebody && given > 0 && /\b(?:ask|holler|yell|page)(?: for)?$/.test(before)) return true
  const present = /\b(?:is|est - ce que|est ce que)$/.test(before) &&
    /^(?:there|in|available|around|home|working|est la|travaille|est disponible)\b/.test(
      people.reading.words(at + 1, at + 3)
    )
  if (present && given >= 2) return true
  // `c'est ling qui m'a dit`
  const presented = /\bc' est$/.test(before) &&
    /^qui (?:m'|vous|nous|va|s'|a|avait|est)/.test(people.reading.words(at + 1, at + 3))
  const both = given > 0 && family > 0 && !kin.has(names.folded(at))
  if (presented && (ordinary < 2 || (ordinary < 3 && given + family > 0) || both)) return true
  // `my lily pond`, `he will sue`: with a word in front that makes it one of the language.
  // `made out to R. J. McAllister, not robert`
  const denied = names.folded(at - 1) === "not" && people.lastTo >= at - 2 && people.lastTo > 0
  if (ordinary > 0 && !denied && (names.determined(at) || common.test(names.folded(at - 1)))) return false
  if (names.given(at) && (given === 3 || ordinary === 0 || nicknames.has(names.folded(at)))) {
    return !names.cased || given >= 2
  }
  const behind = names.family(at + 1) && next.family > next.given
  const sent = identifies.test(before) || toSomebody.test(before) || people.answers(at) ||
    /\b(?:to|for|a|pour|avec|with)$/.test(before)
  const certain = given === 3 && next.ordinary === 0 && (next.family >= 2 || (sent && next.given === 0))
  if (given >= 2 && (ordinary < 3 || certain) && behind && !names.determined(at)) return true
  if (given === 3 && sent && !names.cased && names.strange(at + 1) && names.folded(at + 1).length > 3) return true
  // `c'est gurdeep from Brossard`: a word of neither language.
  const whence = /^(?:from|de|du|chez|calling|speaking)$/.test(names.folded(at + 1))
  if (whence && introduces.test(before) && names.strange(at)) return true
  if (names.cased) return false
  if (names.family(at) && family >= 2 && ordinary === 0) return true
  // `wei can vouch for me`
  const does =
    /^(?:can|could|will|would|has|had|said|told|called|wants|knows|gave|came|works|lives|peut|va|veut|a dit|m' a|travaille|habite|vient)\b/
  if (names.family(at) && ordinary + place === 0 && !names.determined(at) && does.test(beside)) return true
  if (/\bmoi(?: ,)? c' est(?: ,)?$/.test(before) && names.family(at)) return true
  // `oleksandr bondarenko`, `oleksandr, like alexander`: words of neither language.
  const foreign = (index: number) => names.strange(index) && names.folded(index).length > 3
  // `widline pierre-louis`
  if (foreign(at) && (names.given(at + 1) || names.family(at + 1)) && !names.determined(at)) return true
  if (foreign(at) && !names.determined(at) && !locating.has(names.folded(at - 1))) {
    if (foreign(at + 1)) return true
    if (people.answers(at) && /^(?:like|comme|spelled|as|with)$/.test(names.folded(at + 1))) return true
  }
  const last = endOf(names, at)
  if (introduces.test(before)) {
    if ((names.family(at) && family >= 2) || names.strange(at) || (given > 0 && ordinary === 0)) return true
    // `it's kalpana iyer`
    const second = names.open(at + 1) && !names.named(at + 1) &&
      (next.ordinary < 2 || (next.ordinary < 3 && next.family + next.given > 0))
    if (ordinary < 2 && place === 0 && second) return true
    const called = names.open(at + 1) && next.family >= 2 && (next.ordinary < 3 || next.family === 3)
    const ends = /^(?:[,.!]?|calling|speaking|here|from|by|and|et|du|de|qui|oui|yes|like|comme)$/.test(
      names.folded(last)
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
  return last - at > 1 && (names.family(at) || names.given(at)) && names.known(at, last) && people.alone(at, last)
}

const presents =
  /\b(?:this is|i 'm|i am|je suis|moi c' est|ici|it 's|c' est|ask for|parler a|speak (?:to|with))(?: ,)?$/

/** `Merci, Hubert`: a given name, though a firm has it too. */
export const greeted = (people: PersonReading, at: number, before: string): boolean => {
  const work = brands.has(`${people.names.folded(at - 1)}-${people.names.folded(at)}`)
  // `this is Leonard Cohen calling`: whoever says so has that name.
  const famous = brands.has(`${people.names.folded(at)}-${people.names.folded(at + 1)}`) &&
    lookUp(people.names.folded(at)).given >= 2 && lookUp(people.names.folded(at + 1)).family > 0
  if (famous && (greets.test(before) || presents.test(before))) return true
  return !work && people.names.proper(at) && lookUp(people.names.folded(at)).given >= 2 && greets.test(before) &&
    !people.names.proper(at + 1)
}

/** A town or country, unless it is a name as well and nothing says `in`. */
export const somewhere = (people: PersonReading, at: number, words: string): boolean => {
  const { family: surname, given, place } = lookUp(people.names.folded(at))
  // `hang on tyler turn that down`
  if (given >= 2 && /\b(?:hang|hold) on$/.test(words)) return false
  // `à grace okafor`
  const next = lookUp(people.names.folded(at + 1))
  const family = people.names.family(at + 1) ? next.family > next.given : people.names.strange(at + 1)
  if (given === 3 && family && next.ordinary + next.place === 0) return false
  if (place === 0 || people.names.proper(at + 1) || people.names.compound(at)) return false
  // `the same guy as last time winston he knows where …`
  if (given >= 2 && /^(?:he|she|il|elle)$/.test(people.names.folded(at + 1))) return false
  // `take the 747 bus to Kingston`, `in montréal or victoria`
  const either = /^(?:or|ou)$/.test(people.names.folded(at - 1)) && locating.has(people.names.folded(at - 3)) &&
    lookUp(people.names.folded(at - 2)).place > 0
  if (travels.test(words) || either) return true
  if (given >= 2 && toSomebody.test(words)) return false
  const before = people.names.folded(at - 1)
  if (locating.has(before) || (place === 2 && before === "from")) return true
  return given < 2 && (place === 2 || surname < 2)
}
