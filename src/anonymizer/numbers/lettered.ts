import { lookUp } from "../text/Lexicon.ts"
import { list, never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import { alphabet, letterAt } from "../text/Spelling.ts"
import { wordSet } from "../text/Tokens.ts"
import { acronyms } from "./codes.ts"

const between =
  /^(?:[-,.:]|dash|tiret|space|espace|then|puis|pis|and|et|ensuite|apres|suivi|de|followed|by|les|the|numbers?|chiffres|c'|est|is)$/
/** What the numbers of policies begin with, and words besides. */
const policies = wordSet("auto home hab hom res com life vie moto")
const announcing = wordSet("card care code ohip ramq phn phin mcp hcn nas sin this here that soit sont")

/** Where the letters begin that stand in front of a number: `TREM`, `trem tiret`, `t r e m, ensuite`. */
const before = (reading: Reading, from: number, digits: number): number => {
  const word = (at: number) => reading.tokens[at]?.folded ?? ""
  const free = (at: number) => reading.tokens[at]?.kind === "word" && reading.taken[at] === false
  let at = from - 1
  while (between.test(word(at)) && from - at < 6) at--
  const token = reading.tokens[at]
  if (token === undefined || !free(at)) return from
  if (announcing.has(token.folded)) return from
  if (token.text.length > 1 && token.text.length <= 4) {
    const code = /^\p{Lu}+$/u.test(token.text) || (lookUp(token.folded).ordinary < 2 && !never.has(token.folded)) ||
      (digits === 8 && token.text.length === 4 && !never.has(token.folded)) || policies.has(token.folded)
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
  // `a zero zero three`: the letter that an answer begins with.
  const opening = start < 6 && from - start === 1 && reading.question.has("ACCOUNT") && !reading.question.has("NAME") &&
    reading.tokens.slice(0, start).every(({ folded, kind }) => kind === "sign" || never.has(folded))
  return letters > 1 || opening ? start : from
}

const letters = /^(?![IAÀOY]$)\p{Lu}{1,2}$/u

/** Where the letters begin that stand right before a number that is somebody's: `PH 20 449 3`, `Victor 86 512`. */
export const ledBy = ({ taken, tokens }: Reading, from: number): number => {
  const token = tokens[from - 1]
  if (token?.kind !== "word" || taken[from - 1] !== false || never.has(token.folded)) return from
  const said = token.text.length > 2 && alphabet.has(token.folded)
  return said || (letters.test(token.text) && !acronyms.has(token.folded)) ? from - 1 : from
}

const leading = list("leadingLetters")
const most = { letters: 2, words: 8 }

/**
 * Where two letters end that stand behind a number and are nothing else: `with X J`, `B as in boy R`; `to` where none
 * do.
 */
export const pairEnd = (reading: Reading, to: number): number => {
  const { taken, tokens } = reading
  let at = to
  while (leading.has(tokens[at]?.folded ?? "") && at - to < most.words) at++
  const typed = tokens[at]
  const closed = (end: number) => tokens[end]?.kind !== "word" || never.has(tokens[end]?.folded ?? "")
  if (/^\p{Lu}{2}$/u.test(typed?.text ?? "") && taken[at] === false) {
    return never.has(typed?.folded ?? "") || !closed(at + 1) ? to : at + 1
  }
  const first = taken[at] === false ? letterAt(tokens, at) : undefined
  const next = first === undefined
    ? at
    : /^(?:,|and|et)$/.test(tokens[first.to]?.folded ?? "")
    ? first.to + 1
    : first.to
  const second = first === undefined || taken[next] !== false ? undefined : letterAt(tokens, next)
  const words = `${first?.text ?? ""}${second?.text ?? ""}`
  return second === undefined || !closed(second.to) || /^(?:ii|aa|am|pm)$/.test(words) ? to : second.to
}

/** Where the letters end that stand behind a number: `-AB`, `version code A B`, `then the letters A and B`. */
const behind = (reading: Reading, to: number): number => {
  const { taken, tokens } = reading
  const word = (at: number) => tokens[at]?.folded ?? ""
  let at = to
  while (leading.has(word(at)) && at - to < most.words) at++
  const said = /\b(?:version|code|lettres|letters)\b/.test(reading.words(to, at))
  if (!said && at - to > 1) {
    const end = pairEnd(reading, to)
    if (end > to && word(to) !== ".") return end
  }
  if (!said && (at - to > 1 || word(to) === ".")) at = to
  let end = to
  for (let letters = 0; letters < most.letters && taken[at] === false;) {
    const token = tokens[at]
    const letter = letterAt(tokens, at)
    const pair = token?.kind === "word" && token.text.length === 2 && letters === 0
    const closes = tokens[at + 1]?.kind !== "word" && at === to && !/^[',]/.test(tokens[at + 1]?.text ?? "")
    if (letter === undefined && !pair && !(said && alphabet.has(word(at)))) break
    if (!said && !/^\p{Lu}+$/u.test(token?.text ?? "") && never.has(word(at)) && !(pair && closes)) break
    letters += pair ? most.letters : 1
    at = end = letter?.to ?? at + 1
    if (/^(?:and|et|,|-|\.)$/.test(word(at))) at++
  }
  return end
}

/** A number with the letters that belong to it, as those of health cards, passports and plates. */
export const lettered = (
  reading: Reading,
  from: number,
  to: number,
  digits: number
): { readonly from: number; readonly to: number } => ({
  from: before(reading, from, digits),
  to: behind(reading, to)
})
