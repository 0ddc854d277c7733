import type { Speaker } from "../Entity.ts"
import { lookUp } from "../Lexicon.ts"
import type { Reading } from "../Reading.ts"
import type { Spelled } from "../rules/codes.ts"
import { cueAfter, cueBefore } from "./cues.ts"
import { Names } from "./Names.ts"
import { determiners, doubtful, institutions, kin, locating, never, owners, titles } from "./words.ts"

/** The folded words of a name, without what ties them together: how two mentions of one person are compared. */
const keyOf = (reading: Reading, from: number, to: number): string => {
  let key = ""
  for (let i = from; i < to; i++) {
    const token = reading.tokens[i]
    if (token?.kind === "word") key += key === "" || token.text.endsWith("'") ? token.folded : ` ${token.folded}`
  }
  return key.replace(/'(?= )/g, "'")
}

const months = /^(?:april|may|june|august|avril|mai|juin|mars|march)$/

/** People: after a cue, by a title, and by default every capitalised word that nothing else explains. */
export const persons = (
  reading: Reading,
  spelled: ReadonlyArray<Spelled>,
  keep: ReadonlySet<string>,
  speaker: Speaker
): void => {
  const { question, taken, tokens } = reading
  const names = new Names(reading, keep)

  const take = (from: number, certain = false) => {
    const to = names.end(from)
    if (!reading.free(from, to)) return from
    reading.take(from, to, "PERSON", keyOf(reading, from, to), certain)
    return to - 1
  }

  /** `Clinique dentaire Lavoie`, `the Lavoie clinic`, `rue Saint-Denis`: no person, or none any more. */
  const institutional = (at: number): boolean => {
    let start = at
    while (
      start > 0 && at - start < 6 &&
      (names.proper(start - 1) ||
        /^(?:-|&|de|du|des|la|le|l'|d'|les|of|saint|sainte|st|ste|\.)$/.test(names.folded(start - 1)))
    ) start--
    for (let i = Math.max(start - 1, 0); i < at; i++) {
      if (institutions.has(names.folded(i)) && !kin.has(names.folded(i))) return true
    }
    for (let i = at + 1, words = 0; i < tokens.length && words < 3; i++) {
      const word = names.folded(i)
      if (institutions.has(word) && !(kin.has(word) && !names.proper(i))) {
        return names.proper(i) || i === at + 1 || names.proper(i - 1) || names.folded(i - 1) === "&"
      }
      if (!names.proper(i) && !/^(?:-|&|'s|and|et)$/.test(word)) return false
      if (tokens[i]?.kind === "word") words++
    }
    return false
  }

  // A spelled name goes with what it spells; alone it counts where a name is being asked for or given.
  for (const { from, letters, to } of spelled) {
    if (!reading.free(from, to)) continue
    const about = question.has("NAME") ||
      /\b(?:names?|noms?|prenoms?|spell\w*|epel\w*|s' ecrit|ecrit|spelt)\b/.test(reading.words(from - 12, to + 4)) ||
      tokens.slice(Math.max(from - 8, 0), from).some((token, i) =>
        names.open(Math.max(from - 8, 0) + i) &&
        (names.given(Math.max(from - 8, 0) + i) || names.family(Math.max(from - 8, 0) + i) ||
          (token.capital && !token.opens))
      )
    if (letters.length >= 4 || about) reading.take(from, to, "PERSON", letters, about)
  }

  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== "word" || taken[at] === true) continue
    // A title, or somebody of mine: what follows is a name unless it cannot be.
    const titled = titles.has(token.folded) && !(token.folded === "m" && tokens[at + 1]?.text !== ".") &&
      !(token.folded === "maitre" && !names.proper(at))
    const related = kin.has(token.folded) && (owners.has(names.folded(at - 1)) || names.folded(at - 1) === "'s")
    if (!titled && !related) continue
    let name = tokens[at + 1]?.text === "." ? at + 2 : at + 1
    if (related && tokens[name]?.text === ",") name++
    while (
      /^(?:est|is|c'|s'|appelle|named|'s|name|called|nomme)$/.test(names.folded(name)) && related && name - at < 6
    ) name++
    if (/^(?:le|la|l')$/.test(names.folded(name))) {
      if (names.proper(name + 1) && names.proper(name)) name++
      else if (titled && titles.has(names.folded(name + 1))) name += 2
      else continue
    }
    if (titled && titles.has(names.folded(name)) && names.open(name)) {
      name = tokens[name + 1]?.text === "."
        ? name + 2
        : name + 1
    }
    const particle = /^(?:st|saint|sainte|de|van|von|d'|di|da|el|al|mac|o')$/.test(names.folded(name)) &&
      (names.proper(name + 1) || names.family(name + 1) || names.folded(name + 1) === "-")
    if (
      particle
        ? taken[name] === false
        : names.begins(name, related ? "title" : "title") && !(names.named(name) && !names.proper(name - 1))
    ) {
      if (/^pepper$/.test(names.folded(name)) || (related && keep.has(names.folded(name)))) continue
      if (
        related && !names.proper(name) && doubtful.has(names.folded(name)) &&
        lookUp(names.folded(name)).ordinary === 3 && !names.given(name + 1)
      ) {
        if (lookUp(names.folded(name)).given < 2) continue
      }
      at = take(name, titled)
    }
  }

  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== "word" || taken[at] === true) continue
    const before = reading.words(at - 7, at)
    const cue = cueBefore(before)
    const word = token.folded
    const asked = question.has("NAME") && answers(reading, at)
    const particle = cue === "strong" && /^(?:de|d'|van|von|le|la|st|saint|el|al|di|da|o')$/.test(word) &&
      names.open(at + 1) && (names.proper(at + 1) || names.family(at + 1) || names.strange(at + 1))
    if (particle && cue === "strong" && !(/^(?:la|le)$/.test(word) && !names.proper(at))) {
      at = take(at, true)
      continue
    }
    if (!names.open(at)) continue
    if (
      cue === "strong" && names.begins(at, "strong") &&
      !(keep.has(word) && (speaker !== "user" || lookUp(word).ordinary > 0))
    ) {
      at = take(at, true)
      continue
    }
    if (asked && names.begins(at, "strong") && !(keep.has(word) && !names.given(at))) {
      at = take(at, true)
      continue
    }
    const end = names.end(at)
    if (
      cueAfter(reading.words(end, end + 5)) && names.begins(at, "strong") && !institutional(at) && !keep.has(word) &&
      (names.proper(at) || names.given(at) || names.family(at) || names.strange(at))
    ) {
      at = take(at, true)
      continue
    }
    if (keep.has(word) || names.named(at)) continue
    const determined = determiners.has(names.folded(at - 1))
    const located = locating.has(names.folded(at - 1))
    const { family, given, ordinary, place } = lookUp(word)
    if (place >= 1 && (located || given < 2) && !names.proper(at + 1)) continue
    if (names.proper(at) && !names.acronym(at)) {
      if (months.test(word) && !(names.family(at + 1) || names.proper(at + 1))) continue
      if (institutional(at)) continue
      const explained = ordinary > 0 || place > 0
      const next = names.proper(at + 1) && !names.named(at + 1) && names.open(at + 1)
      const clear = names.given(at) && !(determined && names.family(at + 1) && /^(?:the|a)$/.test(names.folded(at - 1)))
      const surname = !determined && !explained && (family > 0 || ordinary === 0)
      const both = given > 0 && next && (lookUp(names.folded(at + 1)).family > 0 || names.strange(at + 1)) &&
        (!determined)
      const turned = !token.opens && given >= 2 && doubtful.has(word) && !determined && !titleCase(reading, at)
      if (clear || both || surname || turned) {
        at = take(at)
        continue
      }
      continue
    }
    if (names.acronym(at)) continue
    // Lower case: given names that mean nothing else, and a family name behind any given one.
    const sure = names.given(at) && (given === 3 || ordinary === 0)
    const full = given >= 2 && ordinary < 3 && names.family(at + 1) && !names.given(at + 1)
    if ((sure && !(names.cased && given < 2)) || (full && !determined)) at = take(at)
    else if (
      cue === "weak" && !names.cased && names.family(at) && family >= 2 &&
      (/(?:this is|it 's|i 'm|c' est|je suis|ici|merci|bonjour|hello|hi|moi)(?: ,)?$/.test(before))
    ) at = take(at)
  }
}

/** Whether the word at `at` is where an answer begins: only courtesies stand in front. */
const answers = (reading: Reading, at: number): boolean => {
  for (let i = at - 1; i >= 0 && at - i < 9; i--) {
    const token = reading.tokens[i]
    if (token === undefined || token.kind === "mask" || token.kind === "digits") return false
    if (
      token.kind === "word" && !never.has(token.folded) &&
      !/^(?:name|nom|prenom|of|course|absolutely|certainly|certain|sure|bien|accord)$/.test(token.folded)
    ) {
      return false
    }
  }
  return at < 9
}

/** Whether the word stands among other capitalised ordinary words: a title, a product, a firm. */
const titleCase = (reading: Reading, at: number): boolean => {
  const plain = (i: number) => {
    const token = reading.tokens[i]
    return token?.capital === true && !token.opens && lookUp(token.folded).ordinary > 0 &&
      lookUp(token.folded).given === 0 &&
      !never.has(token.folded)
  }
  return plain(at - 1) || plain(at + 1)
}
