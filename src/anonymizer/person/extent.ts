import { lookUp } from "../Lexicon.ts"
import type { Reading } from "../Reading.ts"
import type { Names } from "./Names.ts"
import { both, determiners, never, particles } from "./words.ts"

/** Particles that lead to nothing but a name. */
const foreign = /^(?:van|von|der|den|ter|al|el|bin|ben|ibn|abu|abou|dos|del|della|da|di)$/
const presents = /^(?:|is|'s|'m|am|est|ici|moi|par|by|to|with|avec|a|de|from|que|think|and|et|,)$/
const initial = /^\p{Lu}$/u

/** `N'Guessan`, `D'Angelo`. */
const elided = (names: Names, at: number, begins = false): boolean =>
  /^[nmdlt]'$/.test(names.folded(at)) && names.token(at + 1)?.spaced === false &&
  (names.proper(at + 1) || (begins && names.open(at + 1)))

/** Whether the word at `at` can go on with a name that began with a capital, or (`properly` false) without one. */
const continues = (names: Names, at: number, properly: boolean): boolean => {
  const token = names.token(at)
  if ((both.has(names.folded(at)) || names.folded(at) === "march") && names.free(at) && token?.opens === false) {
    // `Will May`, `Daisy May Carter`; `thi mai` where the name ends what is said.
    const next = names.token(at + 1)
    if (names.proper(at) && next?.kind !== "digits") return true
    if (!properly && !names.cased && /^(?:mai|an|do|see|long)$/.test(names.folded(at)) && next?.kind !== "digits") {
      return next?.kind !== "word" || next.text.length === 1
    }
  }
  // `Ketsia Bien-Aimé`, `Eileen Two Bears`
  const paired = names.hyphened(at) && names.proper(at + 2)
  if (paired && names.proper(at) && names.free(at) && token?.opens === false) return true
  if (names.proper(at) && names.proper(at + 1) && names.free(at) && token?.opens === false && token.text.length > 1) {
    return true
  }
  // `Solange Juste,`
  const { family: surname } = lookUp(names.folded(at))
  if (properly && names.proper(at) && names.free(at) && token?.opens === false && surname >= 2) {
    if (names.token(at + 1)?.kind !== "word" && !/^['-]$/.test(names.folded(at + 1))) return true
  }
  if (!names.open(at)) return false
  if (names.given(at) || names.family(at) || names.strange(at)) return !properly || names.proper(at) || names.given(at)
  const { family, given, ordinary } = lookUp(names.folded(at))
  // `jing wen zhao`: a word in the middle of a name.
  if (!properly && !names.proper(at) && names.family(at + 1) && lookUp(names.folded(at + 1)).ordinary === 0) return true
  if (token?.text.length === 1) return names.proper(at)
  if (names.proper(at)) return token?.opens === false
  return !properly && !names.kept(at) && (family >= 2 || given >= 2 || ordinary < 2) &&
    !determiners.has(token?.folded ?? "")
}

/** `à Médée`: a father's name behind the name that begins at `at`. */
const fathered = (names: Names, at: number, link: number): boolean => {
  if (names.token(link)?.text !== "à" || !names.free(link) || !names.proper(at) || !names.proper(link + 1)) return false
  const { family, given, place } = lookUp(names.folded(link + 1))
  return names.open(link + 1) && !names.institutional(link + 1) &&
    (place === 0 || given === 3) && (names.strange(link + 1) || (given > 0 && (given > 1 || family < 3))) &&
    lookUp(names.folded(at)).given > 0
}

/** The token after the name that begins at `at`: up to four words, with hyphens and particles in between. */
export const endOf = (names: Names, at: number): number => {
  const properly = names.proper(at)
  // `monsieur d'amours`
  let end = elided(names, at, true) ? at + 2 : at + 1
  for (let words = 1; words < 4;) {
    let next = end
    // `Ovide à Médée à Pit`: whose child one is.
    if (fathered(names, at, next)) {
      end = next + 2
      continue
    }
    while (names.folded(next) === "-" || (names.folded(next) === "." && names.token(next - 1)?.text.length === 1)) {
      next++
    }
    const hyphened = next > end && names.hyphened(end - 1)
    const before = next
    while (
      next - before < 4 && names.free(next) &&
      (particles.has(names.folded(next)) || /^l[ao]s$/.test(names.folded(next)) || elided(names, next) ||
        (next > before && names.folded(next) === "-"))
    ) {
      next++
    }
    if (next > before && names.folded(before) === "y" && !names.proper(next)) break
    // `Anh-Tuan Lê`: a particle with a capital, and nothing behind it.
    const last = next === before + 1 && names.proper(before) && !names.proper(next) &&
      names.token(before)?.opens === false
    if (last) {
      end = next
      break
    }
    const more = hyphened ? names.token(next)?.kind === "word" && names.free(next) : continues(names, next, properly)
    // A particle leads to a name only where that shows: `Marie de Laval`, not `Marie de la comptabilité`.
    const { family } = lookUp(names.folded(next))
    const led = next > before && (foreign.test(names.folded(next - 1)) || (family >= 2 && next > before + 1))
    const shown = next === before || names.proper(next) || names.family(next) || names.strange(next) || led
    if (!(more || (led && names.open(next))) || !shown) break
    end = next + 1
    words++
  }
  return end
}

/** Whether the word at `at` is the beginning of the name that goes on at `next`. */
const leads = (names: Names, at: number, next: number): boolean => {
  if (!names.open(at)) return false
  const { family, given, ordinary, place } = lookUp(names.folded(at))
  // `Sage Littlechild`, where it begins what is said: a firm's name is followed by nobody's.
  if (names.named(at) && !(given === 3 && names.token(at)?.opens === true && names.proper(at) && names.proper(next))) {
    return false
  }
  // `c'est rock, rock lajoie`
  const begun = names.token(at - 1)?.kind !== "word" || presents.test(names.folded(at - 1))
  const surname = lookUp(names.folded(next))
  if (!names.cased && given > 0 && family > 0 && surname.family >= 2 && surname.ordinary === 0 && begun) return true
  const likely = place === 0 && (ordinary < 2 || (ordinary === 2 && family + given > 0))
  // `femi adebayo`: rare, and where somebody is introduced.
  if (!names.proper(at)) return !names.proper(next) && likely && presents.test(names.folded(at - 1))
  if (names.token(at)?.opens === true) return likely && names.proper(next)
  return given > 0 || names.family(next) || (likely && names.proper(next))
}

const saintly = /^(?:st|ste|saint|sainte)$/

/** `C'est Le Blanc`, `this is St. Pierre`: a particle with a capital of its own inside a sentence. */
const partOf = (names: Names, at: number, name: number): boolean =>
  (saintly.test(names.folded(at)) || /^(?:l[aeo]|d[eu]|des)$/.test(names.folded(at))) && names.proper(at) &&
  names.proper(name) && names.free(at) &&
  (names.token(at)?.opens === false || (saintly.test(names.folded(at)) && names.folded(at + 1) === "."))

/** A record's name with the initials beside it: `MAGSAYSAY ROSALINDA P`, `R. Magsaysay`. */
export const withInitials = ({ taken, tokens }: Reading, from: number, to: number): readonly [number, number] => {
  const letter = (at: number) => initial.test(tokens[at]?.text ?? "") && taken[at] === false
  const before = tokens[from - 1]?.text === "." && tokens[from - 1]?.spaced === false ? from - 2 : from - 1
  return [letter(before) ? before : from, letter(to) && tokens[to + 1]?.kind !== "word" ? to + 1 : to]
}

/** `Old Stan`, `Big Mike`. */
export const epithet =
  /^(?:old|big|little|young|tall|gros|grand|petite?|vieux|ti|uncle|auntie|aunt|oncle|tante|mononcle|matante)$/

/** Where the name really begins whose first sure word stands at `at`: `J. T. Sullivan`, `van der Berg`, `Réal Turcotte`. */
export const startOf = (names: Names, at: number): number => {
  let start = at
  for (;;) {
    const dot = names.folded(start - 1) === "." && names.token(start - 1)?.spaced === false
    const letter = dot ? start - 2 : start - 1
    if (initial.test(names.token(letter)?.text ?? "") && names.free(letter) && names.folded(letter) !== "i") {
      start = letter
    } else if (names.folded(start - 1) === "-" && dot === false && names.folded(start - 2) === "." && start < at) {
      start -= 2
    } else if (
      names.folded(start - 1) === "-" && /^(?:p'?)?'?ti$/.test(names.folded(start - 2)) && names.free(start - 2)
    ) {
      start -= 2
    } else if (!names.cased && /^[b-hj-np-xz]$/.test(names.token(letter)?.text ?? "") && names.free(letter)) {
      start = letter
    } else if (
      epithet.test(names.folded(start - 1)) && names.free(start - 1) && (
        names.proper(start - 1) ? names.token(start - 1)?.opens === false : !names.cased && start === at &&
          /^(?:for|ask|is|'s|est|named|appelle|demandez|tell)$/.test(names.folded(start - 2))
      )
    ) {
      start--
    } else if (
      /^[bcdfghjklmnpqrstvwxz]{2}$/.test(names.folded(start - 1)) && names.free(start - 1) &&
      !never.has(names.folded(start - 1))
    ) start--
    else if (foreign.test(names.folded(start - 1)) && names.free(start - 1)) start--
    else if (partOf(names, start - 1, start)) start--
    else if (
      /^[-.]$/.test(names.folded(start - 1)) && saintly.test(names.folded(start - 2)) && partOf(names, start - 2, start)
    ) {
      start -= 2
    } else if (
      /^(?:la|los|las)$/.test(names.folded(start - 1)) && /^de$/.test(names.folded(start - 2)) &&
      /^(?:under|named?|is|appelle|nom)$/.test(names.folded(start - 3))
    ) start -= 2
    else if (leads(names, start - 1, start)) start--
    else break
  }
  return start
}
