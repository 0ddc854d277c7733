import { lookUp } from "../Lexicon.ts"
import {
  appelle,
  asksWho,
  calls,
  cueAfter,
  cueBefore,
  goesBy,
  greets,
  introduces,
  named,
  singles,
  speaking
} from "./cues.ts"
import { endOf } from "./extent.ts"
import type { PersonReading } from "./PersonReading.ts"
import { kin, months, possessives } from "./words.ts"

/** Names that are words of the language besides. */
const short = /^(?:le|la|an|do|so|ha|ho|my|ma|on|tu|to|you|see|long|ben|mai|will|may|just|june|april)$/

/** `I'd like to cancel` is no name. */
const infinitive =
  /\b(?:like|want|wanted|need|needed|have|had|love|hoping|trying|going|supposed) to$|\bne pas(?: (?:le|la|les|l'|vous|me|y|en))*$/
/** What things are under, besides a name. */
const states =
  /^(?:warranty|contract|construction|review|guarantee|renovations?|repair|control|pressure|water|recall|investigation|stress)$/

/** Keys of a tool under which a person stands. */
export const parts =
  /(?:^| )(?:technician|technicien|tech|driver|livreur|livreurs|chauffeur|owner|proprietaire|holder|titulaire|contact|patient|client|customer|caller|renter|tenant|locataire|guest|physician|doctor|medecin|dentist|dentiste|expert|adjuster|clerc|notaire|assignee|requester|hygienist|stylist|coiffeuse|plumber|conseiller|advisor|representative|instructor|teacher|assure|assures|beneficiaire|child|children|kids?|enfants?|spouse|conjointe?|epouse?|epoux|wife|husband|partner|mother|father|mere|pere|parents?|guardians?|tuteur|tutrice|students?|eleves?|siblings?|dependents?|attendees|passengers?|bride|groom|witness|temoin)$/

/** `{"technician":"Ashok"}`: the whole value under a key that is somebody's part. */
const assigned = (people: PersonReading, at: number): boolean => {
  const { names } = people
  const { given, ordinary, place } = lookUp(names.folded(at))
  return people.speaker === "tool" && at === 0 && parts.test(people.reading.asked) && names.open(0) &&
    names.token(0)?.capital === true && !names.kept(0) && (!names.named(0) || given > 1) && !names.acronym(0) &&
    ordinary < 3 &&
    place < 2 && people.reading.tokens.length < 6 && !names.institutional(0)
}

/** `ray best speaking`, `c'est sang-woo noh à l'appareil`: whatever stands between, if it is no word for another. */
const introduced = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  if (!people.answers(at) && !introduces.test(before)) return false
  let end = at
  while (end - at < 4 && (names.open(end) || (end > at && names.folded(end) === "-"))) end++
  return end > at && speaking.test(people.reading.words(end, end + 4)) &&
    lookUp(names.folded(at)).given + lookUp(names.folded(at)).family > 0
}

/** `this is nav calling`: whatever one word stands there; `salut, c'est jo`: one that is known as a name. */
const presented = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  if (!/^(?:is|'s|est|ici)$/.test(names.folded(at - 1))) return false
  if (!names.open(at) || names.named(at) || !/\b(?:this is|it 's|c' est|ici)$/.test(before)) return false
  const { family, given, ordinary } = lookUp(names.folded(at))
  const after = people.reading.words(at + 1, at + 4)
  const speaks = /^(?:calling|speaking|a l' appareil|qui (?:parle|appelle))\b/.test(after) ||
    (/^here\b/.test(after) && (ordinary === 0 || (ordinary < 3 && given + family > 0)))
  if (speaks && ordinary < 3) return true
  const greeting =
    /^(?:.* )?(?:salut|bonjour|bonsoir|allo|hi|hello|hey)(?: there)?(?: ,)? (?:this is|it 's|c' est|ici)$/.test(before)
  const whence = names.token(at + 1)?.kind !== "word" || /^(?:de|du|from|chez|at) /.test(after) ||
    (given === 3 && /^(?:again|encore|la|le|l') ?/.test(after))
  return greeting && whence && names.folded(at).length > 1 && given + family > 0 &&
    (ordinary < 3 || given === 3)
}

/** `d'amour`, `le blanc, en deux mots`: the whole answer, though each word of it is an ordinary one. */
const compoundSurname = (people: PersonReading, at: number): boolean => {
  const { names } = people
  if (!people.reading.question.has("NAME") || !people.answers(at) || !names.free(at) || !names.free(at + 1)) {
    return false
  }
  if (!/^(?:d'|l'|le|la|du|des|st|saint|sainte|ste)$/.test(names.folded(at))) return false
  const { family, given } = lookUp(names.folded(at + 1))
  const next = names.token(at + 2)
  const told = /^(?:en (?:un|deux) mots?|in (?:one|two) words?|two words|deux mots)\b/.test(
    people.reading.words(at + 2, at + 6).replace(/^, /, "")
  )
  const elided = names.folded(at).endsWith("'")
  return (told || (next?.kind !== "word" && (elided || names.proper(at)))) && names.open(at + 1) &&
    (told || family + given > 0 || names.proper(at))
}

/** `Le.`, `An`: the whole answer to the question for a name, though it is a word that stands around names. */
const surname = (people: PersonReading, at: number): boolean => {
  const { names } = people
  const next = names.token(at + 1)
  const ends = next === undefined || (next.kind === "sign" && next.text !== "'")
  return people.reading.question.has("NAME") && short.test(names.folded(at)) && names.proper(at) && names.free(at) &&
    names.token(at)?.opens === true && ends && at < 6 && people.answers(at)
}

/** `Hi May`, `this is Will`: a month or an auxiliary, where nothing but a name can stand. */
const monthly = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  if (!months.has(names.folded(at)) && names.folded(at) !== "will") return false
  const next = names.token(at + 1)
  return names.free(at) && names.proper(at) && greets.test(before) && next?.kind !== "digits" &&
    !/^(?:i|you|we|be|he|she|it|the|first|[a-z]+th)$/.test(next?.folded ?? "")
}

/** After words that lead to a name, or in the answer to the question for one. Even an ordinary word can be a name here. */
export const cued = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  const kept = names.kept(at)
  if (!kept && monthly(people, at, before)) return true
  if (named.test(before)) return false
  if (assigned(people, at)) return true
  // `au nom de mon père, Lucien`
  if (kin.has(names.folded(at)) && possessives.has(names.folded(at - 1)) && !names.proper(at)) return false
  if (!kept && presented(people, at, before)) return true
  const { ordinary } = lookUp(names.folded(at))
  const cue = cueBefore(before)
  if (cue === "strong" && /\bunder$/.test(before) && states.test(names.folded(at))) return false
  // `au nom de printemps oui comme la saison`
  const likened = /^(?:oui |yes |yeah |, |\. )*(?:comme|like|as in) (?:la|le|l'|les|the|in|dans) /.test(
    people.reading.words(at + 1, at + 6)
  )
  if (cue === "strong" && !kept && likened && names.open(at)) return true
  // `it's mark with a k`
  const lettered = /^(?:with|avec) (?:an?|une?|deux|two) (?:[a-z]|y grec)(?: |$)/.test(
    people.reading.words(at + 1, at + 5)
  )
  if (lettered && !kept && names.open(at) && lookUp(names.folded(at)).given > 0) return true
  if (cue === "strong") {
    if (kept && (people.speaker !== "user" || ordinary > 0)) return false
    return names.begins(at, "strong") || names.nobly(at) ||
      (names.open(at) && (ordinary < 3 ? calls : appelle).test(before)) ||
      (/^(?:april|may|june|will|avril|mai|juin)$/.test(names.folded(at)) && names.free(at))
  }
  const ends = /^[.,?!]?$/.test(names.folded(at + 1))
  if (
    goesBy.test(before) && ends && names.open(at) &&
    lookUp(names.folded(at)).given + lookUp(names.folded(at)).family > 0
  ) {
    return true
  }
  if (/\bunder$/.test(before) && names.proper(at) && names.open(at) && ends && !kept) return true
  if (names.proper(at) && introduces.test(before) && names.token(at)?.opens === false && names.nobly(at)) return true
  if (surname(people, at) || (singles.test(before) && names.nobly(at))) return true
  // `De la Cruz`, `will, like the verb`: the answer to the question for a name.
  if (people.reading.question.has("NAME") && people.answers(at)) {
    if (names.nobly(at) || compoundSurname(people, at)) return true
    const told = /^(?:|,|\.|just|like|as|comme|with|avec|spelled|pronounced)$/.test(names.folded(at + 1))
    if (/^(?:will|may|june|april|avril|mai|juin)$/.test(names.folded(at)) && names.free(at) && told) return true
  }
  if (
    !names.begins(at, "strong") || kept || infinitive.test(before) ||
    /^(?:j'|je|i|'d|tu|il|vous|nous|on|we|you|they)$/.test(names.folded(at - 1))
  ) {
    return false
  }
  if (people.reading.question.has("NAME") && people.answers(at)) return true
  const { family, given } = lookUp(names.folded(at))
  const somebody = names.strange(at) || (given + family > 0 && ordinary < 3)
  if (
    somebody && asksWho.test(people.reading.asked) && people.answers(at) && !names.named(at) && !names.determined(at) &&
    !names.institutional(at)
  ) return true
  if (introduced(people, at, before)) return true
  const end = endOf(names, at)
  const known = names.proper(at) || names.given(at) || names.family(at) || names.strange(at) ||
    (names.family(at + 1) && end > at + 1)
  return known && cueAfter(people.reading.words(end, end + 5)) && !names.institutional(at)
}
