import { lookUp } from "../Lexicon.ts"
import type { Names } from "./Names.ts"
import { brands } from "./thingWords.ts"
import { kin, owners, titles } from "./words.ts"

const saying = /^(?:est|is|c'|s'|appelle|named|'s|name|called|nommee?)$/
const weekdays = /day$|^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|noel)$/
const noble = /^(?:st|saint|sainte|ste|de|van|von|d'|di|da|el|al|mac|o')$/

/** `my brother in law`, `my mother-in-law`: the last token of it. */
const inLaw = (names: Names, at: number): number => {
  let to = at
  for (const part of ["in", "law"]) {
    const next = names.folded(to + 1) === "-" ? to + 2 : to + 1
    if (names.folded(next) !== part) return at
    to = next
  }
  return to
}

/**
 * Where the name begins that belongs to the title or relative at `at`: `Mrs. Kowalczyk`, `le docteur Sauvageau`,
 * `my husband, Graham`. Undefined where none follows.
 */
export const nameAfter = (names: Names, at: number): number | undefined => {
  const word = names.folded(at)
  const text = (index: number) => names.token(index)?.text
  const known = names.family(at + 1) || names.given(at + 1) || names.strange(at + 1)
  const titled = titles.has(word) && (word !== "m" || text(at + 1) === "." || (!names.cased && known))
  // `my ex-husband`, `mon beau-frère`
  let first = at
  while (names.folded(first - 1) === "-" && at - first < 4) first -= 2
  const related = kin.has(word) &&
    (owners.has(names.folded(first - 1)) || (owners.has(names.folded(first - 2)) && names.open(first - 1)) ||
      names.folded(first - 1) === "'s")
  if (!titled && !related) return undefined
  const last = related ? inLaw(names, at) : at
  let name = text(last + 1) === "." || (related && text(last + 1) === ",") ? last + 2 : last + 1
  if (related) { while (saying.test(names.folded(name)) && name - last < 6) name++ }
  // `Monsieur le docteur Roy`, `Madame Le Gall`; but `monsieur le directeur` has no name.
  if (/^(?:le|la|l')$/.test(names.folded(name))) {
    if (titled && titles.has(names.folded(name + 1))) name += 2
    else if (names.proper(name) && names.proper(name + 1)) return name
    else return undefined
  } else if (titled && titles.has(names.folded(name))) name += text(name + 1) === "." ? 2 : 1
  if (noble.test(names.folded(name)) && names.free(name)) {
    let next = names.folded(name + 1) === "-" ? name + 2 : name + 1
    // `Maître de la Durantaye`
    while (/^(?:la|los|las|l'|der|den)$/.test(names.folded(next)) && next - name < 3) next++
    if (names.proper(next) || names.family(next) || names.given(next) || names.strange(next)) return name
    // `monsieur d'amours`
    if (titled && names.folded(name) === "d'" && names.open(next)) return name
  }
  // `le gars à ming`
  const whose = name + 1
  if (related && text(name) === "à" && names.open(whose) && !names.named(whose) && !kin.has(names.folded(whose))) {
    const known = lookUp(names.folded(whose))
    const likely = known.ordinary < 3 && (known.given > 0 || known.family > 1 || names.strange(whose))
    return likely && (known.place === 0 || known.given === 3) && !names.institutional(whose) ? whose : undefined
  }
  // `my friend Dot`: between small letters a capital is a name, whatever the word.
  const odd = related && names.proper(name) && names.free(name) && names.token(name)?.opens === false &&
    (text(name)?.length ?? 0) > 2 && lookUp(names.folded(name)).given > 0 && !weekdays.test(names.folded(name))
  if (odd && !names.named(name) && !names.kept(name)) return name
  // `a Captain Morgan`, `chez monsieur muffler`
  if (titled && brands.has(`${word}-${names.folded(name)}`)) return undefined
  // `maître Juste`, `Mr. Will`: a capital that nothing else explains, behind a title.
  const alone = names.token(name + 1)
  const plainly = titled && related === false && names.proper(name) && names.token(name)?.opens === false &&
    names.free(name) && (text(name)?.length ?? 0) > 2 && names.token(name - 1)?.text !== "," &&
    lookUp(names.folded(name)).given + lookUp(names.folded(name)).family >= 2 && !weekdays.test(names.folded(name))
  if (plainly && (alone?.kind !== "word" || !alone.capital)) return name
  const { given, ordinary } = lookUp(names.folded(name))
  // `my grandmother's church`
  if (related && names.folded(name - 1) === "'s" && names.institutional(name) && !names.proper(name)) return undefined
  // `the manager said`
  if (related && names.folded(name) === "said" && !names.proper(name)) return undefined
  // `my husband pat`
  const called = related && names.open(name) && (given === 3 || (given === 2 && ordinary < 3))
  if (!(called || names.begins(name, "title")) || (names.named(name) && !titled) || names.folded(name) === "pepper") {
    return undefined
  }
  // `mon mari Luc` is a name; `my son Will` is one, and `my son will` is none, which `never` has seen to.
  return related && names.kept(name) ? undefined : name
}
