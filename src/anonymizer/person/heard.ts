import type { Spelled } from "../rules/codes.ts"
import { letterAt } from "../Spelling.ts"
import { spelling } from "./cues.ts"
import type { PersonReading } from "./PersonReading.ts"

/** Somebody begins again. */
const restarts = /^(?:no|non|nope|euh|heu|uh|um|sorry|pardon|i|mean|wait)$/

/** A spelled name goes with what it spells; alone it counts where a name is being asked for or given. */
export const spelledNames = (people: PersonReading, all: ReadonlyArray<Spelled>): void => {
  const { names, reading } = people
  for (const { from, letters, to } of all) {
    if (!reading.free(from, to)) continue
    let about = reading.question.has("NAME") || spelling.test(reading.words(from - 12, to + 4))
    let same = false
    for (let i = Math.max(from - 8, 0); i < from; i++) {
      about ||= names.given(i) || names.family(i) ||
        (names.open(i) && names.proper(i) && names.token(i)?.opens === false)
      same ||= i >= from - 3 && names.free(i) && names.folded(i) === letters
    }
    const tried = letters.length === 2 && /\b(?:spell\w*|spelt|epel\w*|ecrit)\b/.test(reading.asked)
    if (letters.length >= 4 || tried || (letters.length === 3 && about) || same || begins(people, from, to, letters)) {
      reading.take(from, accentsEnd(people, to), "PERSON", letters, about)
    }
  }
}

/** Where the accents end that go with the last letter: `M-A-E tréma`. */
const accentsEnd = ({ reading }: PersonReading, to: number): number => {
  const accent =
    /^(?:, )?(?:(?:avec|with) (?:un|une|an?) )?(?:trema|cedille|circonflexe|accent(?: (?:aigu|grave|circonflexe))?|umlaut)\b/
      .exec(
        reading.words(to, to + 6)
      )?.[0]
  const end = accent === undefined ? to : to + accent.split(" ").length
  return reading.free(to, end) ? end : to
}

/** `McIsaac, M C?`, `P A pour Pierre-Antoine`: letters that a name beside them begins with. */
const begins = ({ names }: PersonReading, from: number, to: number, letters: string): boolean => {
  const name = (at: number) => names.token(at)?.kind === "word" && names.folded(at).length > 2 && names.proper(at)
  const before = names.token(from - 1)?.kind === "sign" ? from - 2 : from - 1
  if (name(before) && names.folded(before).startsWith(letters)) return true
  return /^(?:pour|for|comme|as|like)$/.test(names.folded(to)) && name(to + 1) &&
    names.folded(to + 1).startsWith(letters.charAt(0))
}

/** `J.F.`, `J. F.`: all that is said of a name. The token after it, or -1. */
export const initialsEnd = (people: PersonReading, at: number): number => {
  const { names, reading } = people
  const { tokens } = reading
  const initial = (index: number) => /^\p{Lu}$/u.test(tokens[index]?.text ?? "")
  let end = at
  while (initial(end) && tokens[end + 1]?.text === ".") end += tokens[end + 2]?.text === "-" ? 3 : 2
  if (end === at + 2 && initial(end)) end++
  // `J.F. Tremblay` begins as any name does.
  const more = names.proper(end) && names.open(end)
  return end > at + 2 && !more && reading.free(at, end) ? end : -1
}

/** What an answer began with, and what was heard wrong after it: `Shiver on, no, Chevonne`. */
export const misheard = (people: PersonReading): void => {
  if (!people.reading.question.has("NAME")) return
  const { found, taken, tokens } = people.reading
  const [first] = found.filter(({ type }) => type === "PERSON").sort((a, b) => a.start - b.start)
  if (first === undefined) return
  const { to } = people.reading.tokensAt(first.start, first.end)
  let end = to
  while (end - to < 4 && tokens[end]?.kind === "word" && !taken[end] && !restarts.test(tokens[end]?.folded ?? "")) {
    end++
  }
  let next = end
  while (next - end < 6 && (tokens[next]?.kind === "sign" || restarts.test(tokens[next]?.folded ?? ""))) next++
  const again = tokens.slice(end, next).some(({ folded }) => restarts.test(folded))
  if (end > to && again && taken[next] === true && tokens[next]?.kind === "word") {
    people.takeTokens(to, end, true)
  }
}

/** `Sandhu, S as in sugar`: a letter of the name that was just said. */
export const lettered = (people: PersonReading): void => {
  const { taken, tokens } = people.reading
  for (let at = 1; at < tokens.length; at++) {
    const letter = tokens[at]?.folded.length === 1 && tokens[at]?.kind === "word" ? letterAt(tokens, at) : undefined
    if (letter === undefined || letter.to < at + 3 || !people.reading.free(at, letter.to)) continue
    const name = tokens[at - 1]?.kind === "sign" ? at - 2 : at - 1
    const said = tokens[name]
    if (taken[name] === true && said?.kind === "word" && said.folded.startsWith(letter.text)) {
      people.takeTokens(at, letter.to, true)
    }
  }
}
