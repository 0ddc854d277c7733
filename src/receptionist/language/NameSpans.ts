import { entryOf } from "./Lexicon.ts"
import type { Word } from "./Words.ts"

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""))

// What comes after these is a name: `rue de la Montagne`, `Madame Petit`.
const titles = set(`
  rue boulevard boul avenue chemin place autoroute parc pont station metro ecole clinique hopital hotel chateau marche cegep
  universite saint sainte st ste mont monsieur madame mme docteur dr festival caisse banque lac ville rang montee croissant
  route cote square terrasse quai
`)
const particles = set("de du des la le les l d aux au")
const directions = set("est ouest nord sud")

/** `rue Sainte-Catherine Est`, and not `la rue Saint-Denis est fermée`. */
const isDirection = (words: ReadonlyArray<Word>, at: number) => {
  const next = words[at + 1]
  if (next !== undefined && next.clause === words[at]?.clause && !next.mute && !afterDirection.has(next.folded)) {
    return false
  }
  return words.slice(Math.max(0, at - 5), Math.max(0, at - 1)).some(({ folded }) => titles.has(folded))
}
const afterDirection = set("appartement app apt bureau suite local unite coin porte etage numero a au code")

/** Whether the word belongs to a name that a word before it announces. */
export const inName = (words: ReadonlyArray<Word>, at: number): boolean => {
  const word = words[at]
  if (word === undefined) return false
  if (directions.has(word.folded) && isDirection(words, at)) return true
  let n = at - 1
  while (n >= 0 && at - n <= 3 && particles.has(words[n]?.folded ?? "")) n--
  if (!titles.has(words[n]?.folded ?? "")) return false
  return particles.has(word.folded) || entryOf(word)?.kind !== "strong"
}
