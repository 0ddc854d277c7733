import { lookUp } from "../Lexicon.ts"
import { never } from "../person/words.ts"
import type { Reading } from "../Reading.ts"

const between =
  /^(?:[-,.:]|dash|tiret|space|espace|then|puis|pis|and|et|ensuite|suivi|de|followed|by|les|the|numbers?|chiffres)$/

/** Where the letters begin that stand in front of a number: `TREM`, `trem tiret`, `t r e m, ensuite`. */
const before = (reading: Reading, from: number): number => {
  const word = (at: number) => reading.tokens[at]?.folded ?? ""
  const free = (at: number) => reading.tokens[at]?.kind === "word" && reading.taken[at] === false
  let at = from - 1
  while (between.test(word(at)) && from - at < 5) at--
  const token = reading.tokens[at]
  if (token === undefined || !free(at)) return from
  if (token.text.length > 1 && token.text.length <= 4) {
    const code = /^\p{Lu}+$/u.test(token.text) || (lookUp(token.folded).ordinary < 2 && !never.has(token.folded))
    return code ? at : from
  }
  let start = from
  let letters = 0
  for (; from - at < 14 && (/^[-,.]$/.test(word(at)) || (free(at) && word(at).length === 1)); at--) {
    if (word(at).length === 1 && free(at)) {
      start = at
      letters++
    }
  }
  return letters > 1 ? start : from
}

/** Where the letters end that stand behind a number: `-AB`, `version code A B`. */
const behind = (reading: Reading, to: number): number => {
  let end = to
  while (/^(?:,|-|version|code)$/.test(reading.tokens[end]?.folded ?? "") && end - to < 3) end++
  const said = end > to
  for (let letters = 0; letters < 2; letters++) {
    const token = reading.tokens[end]
    const code = token?.kind === "word" && token.text.length <= 2 - letters && reading.taken[end] === false &&
      (said || /^\p{Lu}+$/u.test(token.text) || !never.has(token.folded))
    if (!code) return letters === 0 ? to : end
    end++
    if (token.text.length === 2) break
  }
  return end
}

/** A number with the letters that belong to it, as those of health cards, passports and plates. */
export const lettered = (
  reading: Reading,
  from: number,
  to: number
): { readonly from: number; readonly to: number } => ({
  from: before(reading, from),
  to: behind(reading, to)
})
