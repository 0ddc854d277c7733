import { beginsWith, says } from "../SpokenPattern.ts"
import { handsOver } from "./HandsOver.ts"
import { nameOf, type Requested } from "./Named.ts"
import * as Vocabulary from "./RequestWords.ts"
import { among, isDeterminer, type Subject, subjectOf, type Words } from "./Subject.ts"
import type { Word } from "./Words.ts"

/** A language that is named, and what is said of it. */
export interface Mention {
  readonly name: Word
  readonly language: Requested
  /** The words of the clause before it and after it, up to another language. */
  readonly before: Words
  readonly after: Words
  readonly clause: Words
  /** The sentence up to the clause, and all of it. */
  readonly earlier: Words
  readonly sentence: Words
  /** Another language follows in the clause. */
  readonly followed: boolean
  /** Another language comes before it in the clause. */
  readonly second: boolean
  /** It is named with another: `English or French`. */
  readonly joined: boolean
  readonly subject: Subject
  /** From the subject to the name; without one, all that comes before. */
  readonly core: Words
  /** The few words before the subject: the `can't` of `can't we`. */
  readonly lead: Words
  /** The clause speaks of the language, and of nobody: `English would be easier`. */
  readonly isTopic: boolean
  /** Somebody else is going to speak, and counts as the caller does. */
  readonly passed: boolean
}

const at = (words: Words, n: number) => words[n]?.folded ?? ""

/** A question, where a recognizer that hears no comma lets one begin. */
const asks = beginsWith(
  `(can|could|may|might|would|does|will|shall|should) (i|we|you|someone|somebody|anyone|anybody|it|there)
  |do (i|we|you)
  |is (it|there|this|that)|is (english|french) (ok|okay|fine|possible|all|alright|available|good|an|something)
  |are (you|there)|est ce (qu|que)|(pouvez|pourriez|avez|parlez) vous|(peux|parles) tu|puis je|peut on|y a t|let's
  |don't (bother|worry|switch|speak|answer|change)|moi (l|le|c|je|j)`
)
const isInQuestion = says(`(what|which|how|where|why|who|quel|quelle|comment)`)
const beforeVerb = new Set(
  "how what where when why who which if whether that and or comment ou quand pourquoi i we you it not all".split(" ")
)

const begins = (words: Words, n: number) => {
  const [word, before] = [words[n], words[n - 1]]
  if (word === undefined || before === undefined) return n === 0
  if (word.clause !== before.clause) return true
  if (Vocabulary.breaks.has(word.folded)) return word.folded !== "donc" && !isDeterminer(before.folded)
  return among(asks, words.slice(n, n + 3)) && !beforeVerb.has(before.folded)
    && !among(isInQuestion, words.slice(Math.max(0, n - 5), n))
}

const coordinates = says(
  `(?<=^ )((and|et|or|ou|pis|ni|nor|y)( (in|en|the|le|l|d|du|de|of|a|an|un|une))?|((and|et|pis) )?(one|une|un|the other)( (in|en))?)#`
)
const isJoined = (words: Words, one: number, other: number) =>
  one >= 0 && other >= 0 && nameOf(words[one]) !== "OTHER" && nameOf(words[other]) !== "OTHER"
  && among(coordinates, words.slice(one + 1, other))

/** "Mon anglais, c'est pas fort": what is named first, then spoken of. */
const isDislocated = (words: Words, name: number, from: number, to: number) =>
  to - from <= 3 && words[to + 1]?.initial === false && /^(?:c|ca|je|j|on|il|it|it's|i)$/.test(at(words, to + 1))
  && /^(?:l|le|my|mon|the)$/.test(at(words, name - 1))

const interjected = beginsWith(
  `(no|non) (?!(merci|thanks|thank|in|en|speak|understand|comprendo|need|problem|more|way|one|habla|hablo) )\\S+`
)
const interjectedAlone = says(`(?<=^ )(no|non)( l)?#`)
const saysOfIt = beginsWith(`(is|works|would|c|ca|it's)`)

/** The `no` of "no, keep going in English" denies nothing that follows. */
const withoutInterjection = (before: Words, after: Words): Words => {
  const said = before.findIndex(({ folded }) => !/^non?$/.test(folded))
  if ((said < 0 ? before.length : said) > 1) return withoutInterjection(said < 0 ? [] : before.slice(said), after)
  return among(interjected, before) || (among(interjectedAlone, before) && among(saysOfIt, after))
    ? withoutInterjection(before.slice(1), after)
    : before
}

const predicate = beginsWith(`(n )?(est|is|isn't|ain't|c est)`)
const connected = says(`(than|que|qu|and|et|or|ou|to)( \\S+){0,2}#`)

/** "Mon français est mauvais, english please" without its comma: what is said of the first is not said of the second. */
const withoutPredicate = (before: Words): Words =>
  among(predicate, before) && !among(connected, before)
    ? before.slice(before.length - (/^(?:in|en|the|l|le)$/.test(at(before, before.length - 1)) ? 1 : 0))
    : before

/** How many words before and after a language are looked at. */
const reach = 12

/** The languages that are named, each with what belongs to it. */
export const mentionsIn = (words: Words): ReadonlyArray<Mention> => {
  const named = words.map((word) => nameOf(word))
  if (named.every((language) => language === undefined)) return []
  const passed = handsOver(words)
  let clause = 0
  const clauses = words.map((_, n) => begins(words, n) ? ++clause : clause)
  const plain = (from: number, to: number) =>
    words.slice(from, to).filter(({ folded }, n, part) =>
      !Vocabulary.breaks.has(folded) || isDeterminer(at(part, n - 1))
    )
  return words.flatMap((name, n) => {
    const language = named[n]
    if (language === undefined) return []
    let [from, to, start] = [n, n, n]
    while (from > 0 && clauses[from - 1] === clauses[n]) from--
    while (to < words.length - 1 && clauses[to + 1] === clauses[n]) to++
    while (start > 0 && words[start]?.initial !== true) start--
    if (isDislocated(words, n, from, to)) {
      const next = clauses[to + 1]
      while (to < words.length - 1 && clauses[to + 1] === next) to++
    }
    const previous = named.findLastIndex((language, k) => language !== undefined && k < n && k >= from)
    const following = named.findIndex((language, k) => language !== undefined && k > n && k <= to)
    const after = plain(n + 1, Math.min(following < 0 ? to + 1 : following, n + 1 + reach))
    const said = withoutInterjection(plain(Math.max(previous + 1, from, n - reach), n), after)
    const before = previous < 0 ? said : withoutPredicate(said)
    const earlier = words.slice(start, from)
    const end = words.findIndex(({ initial }, k) => k > n && initial)
    const found = subjectOf(before)
    // `My sister, who speaks only French`
    const subject = found.subject === "none" && /^(?:who|qui)$/.test(at(before, 0))
      ? subjectOf(earlier).subject
      : found.subject
    return [{
      name,
      language,
      before,
      after,
      clause: plain(from, to + 1),
      earlier,
      sentence: words.slice(start, end < 0 ? words.length : end),
      followed: following >= 0,
      second: previous >= 0,
      joined: isJoined(words, previous, n) || isJoined(words, n, following),
      subject,
      core: before.slice(found.from),
      lead: before.slice(Math.max(0, found.from - 3), found.from),
      isTopic: subject === "none"
        && before.every(({ folded }) => Vocabulary.around.has(folded) || Vocabulary.copula.has(folded)),
      passed
    }]
  })
}
