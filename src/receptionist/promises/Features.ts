import type { PromiseKind } from "../../domain/Promises.ts"
import { ends, hashed, meant, Places } from "../learned/Places.ts"
import { sentencesOf } from "./Clauses.ts"
import { unconditional } from "./Statements.ts"

type Three = readonly [PromiseKind, PromiseKind, PromiseKind]

/** A model tells three things apart: what is promised is read three kinds at a time. */
export const groups: readonly [Three, Three] = [["transfer", "message", "callback"], ["hangup", "email", "text"]]

/** Whoever it is, and whatever the number: what is promised is the same. */
const whoever: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b(?:monsieur|madame|mr|mrs|ms|miss|dr|docteure?|maitre) \S+/g, "=person"],
  [/\d+/g, "=number"]
]

const bit = (is: boolean) => is ? 1 : 0

/** What each clause that may promise something shows, for each of the groups. */
export const featuresOf = (text: string): ReadonlyArray<ReadonlyArray<Int32Array>> => {
  const sentences = sentencesOf(text)
  const clauses = sentences.flatMap((sentence, at) =>
    unconditional(sentence, sentences[at + 1]).map(({ joined, text }, n) => {
      const words = whoever.reduce((text, [pattern, by]) => text.replace(pattern, by), text.trim()).split(" ")
      return {
        words,
        all: [ends.begin, ...words, ends.end].map((word) => hashed(word)),
        meanings: [ends.begin, ...words.map(meant), ends.end].map((word) => hashed(word)),
        joined,
        isFirst: n === 0,
        question: sentence.question
      }
    })
  )
  return groups.map((_, group) =>
    clauses.map(({ all, isFirst, joined, meanings, question, words }) => {
      const from = 100 * group
      const places = new Places()
      places.put(from + 1)
      places.put(from + 2, bit(question))
      places.put(from + 3, bit(isFirst), bit(joined))
      places.grams(from + 10, all)
      places.put(from + 15, all[1])
      places.put(from + 16, all[1], all[2])
      meanings.forEach((a, i) => {
        if (i + 1 < meanings.length) places.put(from + 20, a, meanings[i + 1])
        if (i + 2 < meanings.length) {
          places.put(from + 21, a, meanings[i + 1], meanings[i + 2])
          places.put(from + 22, a, meanings[i + 2])
        }
      })
      places.letters(from + 30, words)
      return places.all
    })
  )
}
