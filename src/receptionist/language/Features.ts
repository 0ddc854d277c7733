import { conceptOf } from "../learned/Concepts.ts"
import { ends, hashed, meant, Places } from "../learned/Places.ts"
import { formOf, nameOf, type Requested } from "./Named.ts"
import type { Heard } from "./Words.ts"

/** A language that is named, and what stands around it shows. */
export interface Mention {
  readonly language: Requested
  readonly places: Int32Array
}

interface Token {
  readonly text: string
  readonly named: Requested | undefined
  readonly form: number
}

/** What denies or narrows, beside a name. */
const narrowing = /^(?:not|n't|no|pas|don|never|jamais|plus|sans|without|aucun|ni|nor|only|juste|seulement|zero)$/

/** So many words before a name and after it belong to it. */
const reach = { before: 12, after: 10 }

const tokensOf = ({ words }: Heard): ReadonlyArray<Token> =>
  words.flatMap((word, n) => {
    const before = words[n - 1]
    const stop = before === undefined || before.clause === word.clause
      ? []
      : [{ text: word.initial ? "." : ",", named: undefined, form: 0 }]
    const named = nameOf(word)
    const form = named === undefined ? 0 : hashed(`${formOf(word)} ${word.capital} ${word.initial}`)
    const parts = named === undefined ? word.folded.split(/(?=n't$)|'/) : [word.folded]
    return [...stop, ...parts.map((text) => ({ text, named, form }))]
  })

const distance = (offset: number) =>
  Math.abs(offset) <= 2 ? offset : Math.sign(offset) * (Math.abs(offset) <= 4 ? 4 : Math.abs(offset) <= 8 ? 8 : 9)

/** The languages that are named in what was heard, each with what is said around it: `other` is the other one of ours. */
export const mentionsIn = (heard: Heard): ReadonlyArray<Mention> => {
  const tokens = tokensOf(heard)
  const named = tokens.flatMap((token) => token.named ?? [])
  return tokens.flatMap(({ form, named: language }, at) => {
    if (language === undefined) return []
    const seen = (of: Requested) => of === language ? "this" : of === "OTHER" ? "third" : "other"
    const from = Math.max(0, at - reach.before)
    const to = Math.min(tokens.length, at + reach.after + 1)
    const words = tokens.slice(from, to).map((token) =>
      token.named === undefined ? token.text : `<${seen(token.named)}>`
    )
    if (from === 0) words.unshift(ends.begin)
    if (to === tokens.length) words.push(...(heard.asks ? ["?"] : []), ends.end)
    const name = at - from + (from === 0 ? 1 : 0)
    const places = new Places()
    places.put(1, form)
    places.put(2, Math.min(tokens.length, 10))
    places.put(3, hashed(named.map(seen).join(" ")))
    const all = words.map((word) => hashed(word))
    places.grams(10, all)
    all.forEach((word, i) => {
      places.put(15, distance(i - name), word)
      places.put(16, distance(i - name), word, all[i + 1])
    })
    places.put(17, all[name - 2], all[name - 1], all[name], all[name + 1])
    places.put(18, all[name - 3], all[name - 2], all[name - 1])
    places.put(19, all[name + 1], all[name + 2], all[name + 3])
    const denied = (some: ReadonlyArray<string>) => hashed(some.filter((word) => narrowing.test(word)).join(" "))
    places.put(20, denied(words.slice(Math.max(0, name - 7), name)), denied(words.slice(name + 1, name + 6)))
    putConcepts(places, words, name)
    const meanings = words.map((word) => hashed(isMark(word) ? word : meant(word)))
    meanings.forEach((a, i) => {
      if (i + 1 < meanings.length) places.put(40, a, meanings[i + 1])
      if (i + 2 < meanings.length) places.put(41, a, meanings[i + 1], meanings[i + 2])
    })
    places.letters(50, words)
    return [{ language, places: places.all }]
  })
}

const isMark = (word: string) => /^(?:<.*>|[\^$?.,])$/.test(word)

/** What the words around a name mean, whatever stands between them. */
const putConcepts = (places: Places, words: ReadonlyArray<string>, name: number) => {
  const concepts = words.flatMap((word, at) => {
    const concept = isMark(word) ? word : conceptOf(word)
    return concept === undefined ? [] : [{ at, hash: hashed(concept) }]
  })
  const here = concepts.findIndex(({ at }) => at === name)
  const hashes = concepts.map(({ hash }) => hash)
  hashes.forEach((a, i) => {
    const [b = 0, c = 0] = [hashes[i + 1], hashes[i + 2]]
    const away = Math.max(-5, Math.min(5, i - here))
    places.put(30, a, b)
    places.put(31, a, b, c)
    places.put(32, a, c)
    places.put(33, away, a)
    places.put(34, away, a, b)
  })
  places.put(35, hashes[here - 3], hashes[here - 2], hashes[here - 1])
  places.put(36, hashes[here - 4], hashes[here - 3], hashes[here - 2], hashes[here - 1])
  places.put(37, hashes[here + 1], hashes[here + 2], hashes[here + 3])
  places.put(38, hashes[here - 2], hashes[here - 1], hashes[here + 1], hashes[here + 2])
}
