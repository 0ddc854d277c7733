import type { Spelled } from "../numbers/spelledCodes.ts"
import type { Tagged } from "../tagger/Spans.ts"
import type { Tagging } from "../tagger/Tagging.ts"
import type { Speaker } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import { kin, list, never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import type { Token } from "../text/Tokens.ts"

const titles = list("titles")

/**
 * The folded words of a name, without what ties them together and without stutters: how two mentions of one person are
 * compared.
 */
export const keyOf = (reading: Reading, from: number, to: number): string => {
  const words: Array<string> = []
  let glued = false
  for (const { folded, kind } of reading.tokens.slice(from, to)) {
    if (kind !== "word") continue
    if (glued) words.push(`${words.pop() ?? ""}${folded}`)
    else if (words.at(-1) !== folded) words.push(folded)
    glued = folded.endsWith("'")
  }
  return words.join(" ")
}

const take = (reading: Reading, from: number, to: number, certain: boolean): void => {
  if (reading.free(from, to)) reading.take(from, to, "PERSON", keyOf(reading, from, to), certain)
}

/** Surer than this, a word of the business's own is a name all the same. */
const certainty = 0.9

/** `N'enregistrez pas`, `Effacez tout`: what somebody is asked to do, whatever they were asked. */
const isRequest = ({ tokens }: Reading, to: number): boolean => {
  const folded = tokens[to - 1]?.folded ?? ""
  return /^\p{L}{3,}ez$/u.test(folded) && /^(?:pas|plus|rien|tout|ca|cela|moi)$/.test(tokens[to]?.folded ?? "") &&
    lookUp(folded).given + lookUp(folded).family === 0
}

/** How sure it has to be of what opens a sentence, where nothing was asked: a capital tells nothing there. */
const leastOpening = 0.6

const tagged = (
  reading: Reading,
  tagging: Tagging,
  spans: ReadonlyArray<Tagged>,
  speaker: Speaker
): void => {
  for (const { from, kind, sure, to } of spans) {
    if (kind !== "PERSON") continue
    // A street that was asked for bears somebody's name.
    if (reading.question.has("ADDRESS") && tagging.most("ADDRESS", from, to) > sure) continue
    const [only] = reading.tokens.slice(from, to)
    const alone = to === from + 1 && only?.opens === true && only.capital
    if (alone && speaker === "user" && reading.asked === "" && sure < leastOpening) continue
    if (isRequest(reading, to)) continue
    if (to === from + 1 && only?.capital === false && never.has(only.folded) && lookUp(only.folded).given === 0) {
      continue
    }
    if (speaker === "tool" && to === from + 1 && /^(?:mrs?|ms|miss|mstr|chd|inf)$/.test(only?.folded ?? "")) continue
    // `T H in Lalitha`: two names, of one person.
    const letters = /^(?:\p{L} )+(?=(?:in|dans) \p{L}{2})/u.exec(reading.words(from, to))?.[0].split(" ").length ?? 0
    if (letters > 0) take(reading, from, from + letters - 1, false)
    // What another rule has of it is hidden already; the agent's own people are named by the agent.
    for (const [at, last] of reading.left(from + letters, to)) {
      // A record has the title with the name: `Mme Yasmine Chaoui`.
      const title = speaker === "tool"
        ? /(?:^| )((?:mr|mrs|ms|dr|mme|mlle|me)(?: \.)?)$/.exec(reading.words(at - 2, at))
        : null
      const first = at - (title?.[1]?.split(" ").length ?? 0)
      take(reading, reading.free(first, at) ? first : at, last, speaker === "user" && sure > certainty)
    }
  }
}

const joining = /^(?:and|et|or|ou|pis|&)$/
const articles = /^(?:an?|the|une?|l[ea]s?|d[eu]s?)$/

/** What stands beside a name as another one does: `Tom and Angie`. */
const listed = (reading: Reading): void => {
  const word = (at: number) => reading.tokens[at]?.folded ?? ""
  for (const { end, start } of reading.found.filter(({ type }) => type === "PERSON")) {
    const { from, to } = reading.tokensAt(start, end)
    for (const [beside, step] of [[to, 1], [from - 1, -1]] as const) {
      const joint = word(beside) === "," ? beside + step : beside
      const token = reading.tokens[joint + step]
      if (token?.kind !== "word" || !joining.test(word(joint)) || never.has(token.folded)) continue
      const { family, given, ordinary } = lookUp(token.folded)
      const called = given > 0 || (token.capital && !token.opens && (family > 0 || ordinary === 0))
      if (called && !(step === -1 && articles.test(word(joint - 2)))) {
        take(reading, joint + step, joint + step + 1, false)
      }
    }
  }
}

const asksSpelling = /\b(?:names?|noms?|prenoms?|spell\w*|spelt|epel\w*|ecrit)\b/

/** A spelled name goes with what it spells; alone it counts where a name is being asked for or given. */
const spelledNames = (reading: Reading, tagging: Tagging, all: ReadonlyArray<Spelled>): void => {
  const word = (at: number) => reading.tokens[at]?.folded ?? ""
  for (const { from, letters, to } of all) {
    if (!reading.free(from, to)) continue
    const about = reading.question.has("NAME") || asksSpelling.test(reading.words(from - 12, to + 4)) ||
      tagging.most("PERSON", Math.max(from - 8, 0), to) > 0.4
    const before = reading.tokens[from - 1]?.kind === "sign" ? from - 2 : from - 1
    const same = [from - 3, from - 2, from - 1].some((at) => word(at) === letters) ||
      (word(before).length > 2 && reading.tokens[before]?.capital === true && word(before).startsWith(letters))
    const tried = letters.length === 2 && /\b(?:spell\w*|spelt|epel\w*|ecrit)\b/.test(reading.asked)
    const likened = /^(?:pour|for|comme|as|like)$/.test(word(to)) && word(to + 1).startsWith(letters.charAt(0)) &&
      reading.tokens[to + 1]?.capital === true
    if (letters.length >= 4 || tried || (letters.length === 3 && about) || same || likened) {
      reading.take(from, accentsEnd(reading, to), "PERSON", letters, about)
    }
  }
}

const sign =
  "(?:trema|cedille|circonflexe|accent(?: (?:aigu|grave|circonflexe))?|umlaut|acute|tick|tilde|tail|hat|dots)"
const more = "(?:(?:, )?(?:(?:then|puis|pis|et|and) )?(?:(?:deux|two|double|capital) )?[a-z](?= |$) ?)"
/** `avec un tréma sur le e, deux l, e`: the signs of a letter that was spelled, and the letters behind them. */
const accents = new RegExp(
  `^(?:, )?(?:(?:avec|with) )?(?:(?:une?|an?|le|the) )?${sign}(?: (?:sur|on|over)(?: (?:le|the|l'))? [a-z](?= |$))?(?:(?: , | )${more}*)?`
)

/** Where the accents end that go with the last letter: `M-A-E tréma`. */
const accentsEnd = (reading: Reading, to: number): number => {
  const accent = accents.exec(reading.words(to, to + 24))?.[0].trim().replace(/ ,$/, "")
  const end = accent === undefined ? to : to + accent.split(" ").length
  return reading.free(to, end) ? end : to
}

/** `Le. L E.`: what is spelled is a name, whatever word it is besides. */
const spelledWords = (reading: Reading, all: ReadonlyArray<Spelled>): void => {
  for (const { from, letters } of all) {
    for (let at = Math.max(from - 3, 0); at < from; at++) {
      if (reading.tokens[at]?.folded === letters && reading.taken[from] === true) take(reading, at, at + 1, true)
    }
  }
}

/** Names and nothing else. */
const isName = ({ capital, folded, kind, opens }: Token): boolean => {
  const { family, given, ordinary, place } = lookUp(folded)
  return kind === "word" && folded.length > 2 && !never.has(folded) && given + family > 0 &&
    (ordinary + place === 0 || (capital && !opens && ordinary < 2))
}
const several = /^(?:brothers|sisters|twins|family|boys|girls|kids)$/

/** Whose kin is said with the name: `mon pépère napoléon`, `the Singh brothers`, `a girl, Tiffany`. */
const kindred = (reading: Reading): void => {
  for (const [at, token] of reading.tokens.entries()) {
    if (!isName(token) || !reading.free(at, at + 1)) continue
    const before = reading.tokens[at - 1]?.text === "," ? at - 2 : at - 1
    const related = kin.has(reading.tokens[before]?.folded ?? "") || several.test(reading.tokens[at + 1]?.folded ?? "")
    let to = at + 1
    while (to - at < 4 && reading.tokens[to] !== undefined && isName(reading.tokens[to] ?? token)) to++
    if (related) take(reading, at, to, false)
  }
}

const prefixes = /^(?:da|di|del|della|van|von|bin|ben|ibn|al|el|ap|mac|mc|st|ste|saint|dos|das|ter|den|der)$/
const ties = /^(?:a|dite?|of|og|alias)$/

/** What stands in front of a name as part of it: `T. [Page]`, `da [Costa]`, `Ox [Pettigrew]`. */
const ledNames = (reading: Reading): void => {
  const { taken, tokens } = reading
  for (const { end, key, start, type } of reading.found.filter((one) => one.type === "PERSON")) {
    const { from } = reading.tokensAt(start, end)
    let first = from
    for (let at = from - 1; at >= 0 && taken[at] === false; at = first - 1) {
      const token = tokens[at]
      const initial = token?.text === "." && !token.spaced && tokens[at - 1]?.kind === "word" &&
        tokens[at - 1]?.text.length === 1 && taken[at - 1] === false
      const proper = token?.capital === true && !token.opens && token.text.length > 1 && !never.has(token.folded) &&
        !titles.has(token.folded) && !kin.has(token.folded) && lookUp(token.folded).ordinary < 3
      const { given, ordinary } = lookUp(token?.folded ?? "")
      const plain = token?.capital === false && tokens[first]?.capital === false && given > 0 && ordinary < 3 &&
        !never.has(token.folded)
      if (!initial && !proper && !plain && !prefixes.test(token?.folded ?? "")) break
      first = initial ? at - 1 : at
    }
    if (first < from) reading.take(first, from, type, key)
    // `[Tessier] dit [Lavigne]`, `[Conrad] à [Elphège]`
    const { to } = reading.tokensAt(start, end)
    const tied = ties.test(tokens[to]?.folded ?? "") && taken[to] === false && taken[to + 1] === true
    if (tied) reading.take(to, to + 1, type, key)
  }
}

/** Takes every person of the text: whom the tagger finds, and what is spelled of a name. */
export const names = (
  reading: Reading,
  tagging: Tagging,
  spans: ReadonlyArray<Tagged>,
  spelled: ReadonlyArray<Spelled>,
  speaker: Speaker
): void => {
  spelledNames(reading, tagging, spelled)
  tagged(reading, tagging, spans, speaker)
  spelledWords(reading, spelled)
  listed(reading)
  kindred(reading)
  ledNames(reading)
}
