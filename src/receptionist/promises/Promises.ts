import { PromiseKind } from "../../domain/Promises.ts"
import type { Weights } from "../learned/Model.ts"
import { type Clause, type Sentence, sentencesOf } from "./Clauses.ts"
import type { Idiom, Ways } from "./Idiom.ts"
import { learnedOf } from "./Learned.ts"
import { idioms, statements } from "./Statements.ts"

const everything = PromiseKind.literals
const channels = ["email", "text"] as const
const people = ["transfer", "message", "callback", "hangup"] as const

/** It has happened, or so it says: no condition changes that. */
const isDone = (words: string) => /\b(?:have|has|been|ai|avons|ete|est|etes)\b/.test(words) && !isComing(words)

const isComing = (words: string) => /\b(?:will|going to|let me|vais|va|allons)\b/.test(words)

/** Spoken French leaves out the "ne": "je vous transfère pas". "Transferring you is not possible" says it behind, too. */
const refused = /^ ?(?:(?:(?!que )\S+ ){1,4}pas|(?:\S+ ){1,6}(?:is|are) not)\b/

/** The agent waits for something that the caller is to tell: more than whether there is anything else. */
const asks = ({ clauses, question }: Sentence) => {
  const has = (what: "asking" | "closing" | "inviting") =>
    clauses.some(({ text }) => idioms.some((idiom) => idiom[what].test(text)))
  return has("inviting") || ((question || has("asking")) && !has("closing"))
}

interface Reading {
  readonly text: string
  /** Who acts, and where what they do begins. */
  readonly frames: ReadonlyArray<{ readonly from: number; readonly to: number }>
}

const read = (text: string, idiom: Idiom): Reading => ({
  text,
  frames: [...text.matchAll(idiom.frame)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
})

/** As it is; after "and", where it may lack a subject, also with that of the clause before: "I'll take it down and pass it on". */
const readings = (clauses: ReadonlyArray<Clause>, idiom: Idiom): ReadonlyArray<ReadonlyArray<Reading>> => {
  let subject = ""
  return clauses.map(({ joined, text }) => {
    const reading = read(text, idiom)
    const [first] = reading.frames
    if (first === undefined && joined && subject !== "") return [reading, read(subject.trimEnd() + text, idiom)]
    subject = first === undefined || idiom.hedge.test(text.split(" ", 6).join(" "))
      ? ""
      : text.slice(first.from, first.to)
    return [reading]
  })
}

const follows = (pattern: RegExp, text: string, from: number) => {
  pattern.lastIndex = from
  return pattern.test(text)
}

/** Where something is promised, and the words, as far as they alone tell. */
const found = ({ frames, text }: Reading, { alone, own }: Ways): ReadonlyArray<readonly [number, string]> => [
  ...frames.flatMap(({ from, to }) =>
    own
      .filter(({ verb, whole }) => (verb === undefined || follows(verb, text, to)) && follows(whole, text, to))
      .map(({ whole }) => [from, text.slice(from, whole.lastIndex)] as const)
  ),
  ...[...text.matchAll(alone)].map((match) => [match.index, match[0]] as const)
]

const promisesOfClause = (
  reading: Reading,
  earlier: ReadonlyArray<string>,
  later: string | undefined,
  idiom: Idiom
): ReadonlyArray<PromiseKind> => {
  const { text } = reading
  if (idiom.habit.test(text)) return []
  const conditional = earlier.some((before) => idiom.condition.test(before)) || idiom.consent.test(later ?? "")
  const isPromised = (kind: keyof Idiom["promises"]) =>
    found(reading, idiom.promises[kind]).some(([at, words]) => {
      const rest = text.slice(at)
      if (idiom.hedge.test(text.slice(0, at) + (words.split(" ", 1)[0] ?? "")) || refused.test(rest)) return false
      if (!isComing(words) && idiom.past.test(text)) return false
      return isDone(words) || (!conditional && !idiom.condition.test(rest))
    })
  // What is sent by e-mail is no message for the office, nor is whoever writes going to call.
  const by = channels.filter((kind) => idiom.channels[kind].test(text))
  return by.length > 0 && isPromised("sending") ? by : people.filter(isPromised)
}

const promisesInIdiom = (sentences: ReadonlyArray<Sentence>, idiom: Idiom) => {
  const collecting = sentences.some(asks)
  return sentences.flatMap((sentence, n) => {
    const clauses = statements(sentence, sentences[n + 1], idiom)
    return readings(clauses, idiom).flatMap((both, at) => {
      if (collecting && both.some(({ text }) => idiom.acknowledgement.test(text))) return []
      const earlier = clauses.slice(0, at).map(({ text }) => text)
      return both.flatMap((reading) => promisesOfClause(reading, earlier, sentence.clauses[at + 1]?.text, idiom))
    })
  })
}

export const inOrder = (kinds: ReadonlyArray<PromiseKind>) => everything.filter((kind) => kinds.includes(kind))

/** From what chance on the model is believed where no rule sees a promise: on turns that were new to it one in a hundred was none. */
const sure = 0.8

/**
 * What an agent promises in its own words, says that it is doing, or says that it has done, in French or English.
 * Offers, questions, conditions, negations, what the caller may do, and what others did before are no promises, nor is
 * reading back what the caller said. Rules read it, and a model, which sees what the rules do not know. Total,
 * deterministic, bounded; each kind once.
 */
export const promisesIn = (text: string, learned?: Weights): ReadonlyArray<PromiseKind> => {
  const sentences = sentencesOf(text)
  const ruled = idioms.flatMap((idiom) => promisesInIdiom(sentences, idiom))
  const chances = learnedOf(text, learned)
  return inOrder([...ruled, ...everything.filter((kind) => chances[kind] > sure)])
}

/** What an agent says was not done, or cannot be done: "no message was taken", "je n'ai pas pu vous transférer". */
export const denialsIn = (text: string): ReadonlyArray<PromiseKind> => {
  const sentences = sentencesOf(text)
  return inOrder(
    idioms.flatMap((idiom) =>
      sentences.flatMap((sentence, n) => {
        const clauses = statements(sentence, sentences[n + 1], idiom).map((clause) => clause.text)
        return clauses.flatMap((clause) => {
          const vain = idiom.vain.test(clause)
          const undone = idiom.undone.exec(clause)
          if (idiom.condition.test(clause.slice(0, undone?.index))) return []
          const about = vain ? clauses.join("") : undone === null ? "" : clause
          // Whoever hangs up because nobody answers denies nothing.
          return everything.filter((kind) => idiom.deeds[kind].test(about) && !(vain && kind === "hangup"))
        })
      })
    )
  )
}

/** Whether a turn ends with a question to the caller, other than whether there is anything else. */
export const asksCaller = (text: string): boolean => sentencesOf(text).slice(-1).some(asks)
