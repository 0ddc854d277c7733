import { ends, hashed, meant, Places } from "../../learned/Places.ts"
import { doubtful } from "./Doubts.ts"

/** « l'entrée », "we'll": two words; "don't" is one. */
const word = /[a-z]+(?:n't|(?<=[a-z])')?|'(?:s|re|ll|ve|d|m)(?![a-z])|\d+|[☎$€%?!&:+-]/g

/** A remark's words, folded, figures as their number. */
export const wordsOf = (text: string): ReadonlyArray<string> =>
  (text.match(word) ?? []).map((it) => /\d/.test(it) ? `=${it.length}` : it)

const bit = (is: boolean) => is ? 1 : 0

/** What a sentence, or a part of one, shows: its words, and those among them that hours are doubted or limited with. */
export const featuresOf = (text: string): Int32Array => {
  const words = wordsOf(text)
  const places = new Places()
  const all = [ends.begin, ...words, ends.end].map((one) => hashed(one))
  const meanings = [ends.begin, ...words.map(meant), ends.end].map((one) => hashed(one))
  const doubts = words.filter((one) => doubtful.test(one))
  places.put(1)
  places.put(2, Math.min(words.length, 10))
  places.put(3, Math.min(doubts.length, 3))
  places.put(4, bit(doubts.length > 0), Math.min(words.length, 5))
  places.grams(10, all)
  places.put(15, all[1], all[2], all[3])
  meanings.forEach((a, i) => {
    places.put(20, a)
    if (i + 1 < meanings.length) places.put(21, a, meanings[i + 1])
    if (i + 2 < meanings.length) places.put(22, a, meanings[i + 2])
  })
  // Words of doubt alone, in their order.
  const told = [ends.begin, ...words.map((one) => doubtful.test(one) ? one : "*"), ends.end].map((one) => hashed(one))
  told.forEach((a, i) => {
    if (i + 2 < told.length) places.put(30, a, told[i + 1], told[i + 2])
  })
  places.letters(40, words)
  return places.all
}
