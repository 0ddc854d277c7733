import { alike } from "../Alike.ts"
import { lookUp } from "../Lexicon.ts"
import type { Spelled } from "../rules/spelledCodes.ts"
import { letterAt } from "../Spelling.ts"
import { fold } from "../Text.ts"
import { spelling } from "./cues.ts"
import type { PersonReading } from "./PersonReading.ts"
import { never, titles } from "./words.ts"

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

/** Surnames that are small words besides. */
const small = /^(?:le|la|an|do|so|ha|ho|my|ma|on|tu|to|long|mai|ly|vo)$/

/** `Belzile, Rock`, `minh khoa le`: what goes on with a name that was asked for, though it is a word. */
export const goesOn = (people: PersonReading): void => {
  const { names, reading } = people
  if (!reading.question.has("NAME")) return
  for (const { end, start } of reading.found.filter(({ type }) => type === "PERSON")) {
    const { from, to } = reading.tokensAt(start, end)
    const ends = (at: number) => names.token(at)?.kind !== "word" || /^(?:avec|with)$/.test(names.folded(at))
    if (
      small.test(names.folded(to)) && names.free(to) && reading.words(to + 1, to + 3).replaceAll(/[.?! ]/g, "") === ""
    ) {
      people.extend(from, to, to + 1)
      continue
    }
    const given = to + 1
    const asked = to - from === 1 && people.answers(from) && names.folded(to) === ","
    const behind = asked && ((names.open(given) && (lookUp(names.folded(given)).given > 0 || names.strange(given))) ||
      (names.proper(given) && names.free(given) && small.test(names.folded(given))))
    if (behind && ends(given + 1)) people.extend(from, to, given + 1)
  }
}

/** `condé... comté... conté`: the same name tried again, as it was heard. */
export const triedAgain = (people: PersonReading): void => {
  const { found, taken, tokens } = people.reading
  if (!people.reading.question.has("NAME")) return
  const said = found.filter(({ type }) => type === "PERSON").slice(0, 8).map(({ end, start }) =>
    people.reading.text.slice(start, end)
  )
  const heard = said.flatMap((text) => text.split(/[\s-]+/)).map(fold).filter((word) => word.length > 3)
  for (let at = tokens.length - 1, tried = 0; at > 0 && tried < 20; at--) {
    const token = tokens[at]
    const apart = tokens[at - 1]?.kind === "break" || /^[.,]$/.test(tokens[at - 1]?.text ?? "")
    if (token?.kind !== "word" || taken[at] === true || !apart || token.folded.length < 4 || never.has(token.folded)) {
      continue
    }
    tried++
    if (!heard.some((name) => alike(token.folded, name))) continue
    heard.push(token.folded)
    people.takeTokens(at, at + 1, true)
  }
}

/** `Le, Minh Khoa`, `ROCK LAJOIE`: the value of a tool's key in which a name stands, and nothing but names. */
export const wholeValue = (people: PersonReading): void => {
  const { names, reading, speaker } = people
  const { taken, tokens } = reading
  if (speaker !== "tool" || tokens.length > 8 || !reading.found.some(({ type }) => type === "PERSON")) return
  const plain = tokens.every(({ kind, text }, at) =>
    taken[at] === true
      ? kind !== "mask"
      : kind === "sign"
      ? /^[,.-]$/.test(text)
      : kind === "word" && /^\p{Lu}/u.test(text)
  )
  if (!plain || reading.found.length !== reading.found.filter(({ type }) => type === "PERSON").length) return
  for (const [at, { folded, kind }] of tokens.entries()) {
    if (kind !== "word" || taken[at] === true || titles.has(folded) || names.kept(at)) continue
    people.takeTokens(at, at + 1, false)
  }
}
