import { ends, hashed, meant, Places } from "../../learned/Places.ts"
import { isSeason } from "../text/Conditions.ts"
import { doubtful } from "./Doubts.ts"
import { thingOf } from "./Things.ts"

/** « l'entrée », "we'll": two words; "don't" is one. */
const word = /[a-z]+(?:n't|(?<=[a-z])')?|'(?:s|re|ll|ve|d|m)(?![a-z])|\d+|[☎$€%?!&:+@-]/g

const days =
  "(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:tue|thur|thu|wed|fri|sat|lun|jeu|ven)(?=s?(?![a-z])))"
const clock =
  "(?:(?:[01]?\\d|2[0-3]) ?(?:h(?:eures?|rs?)?(?: ?[0-5]\\d)?(?![a-z])|[:.][0-5]\\d(?: ?[ap]\\.?m\\.?(?![a-z]))?|[ap]\\.?m\\.?(?![a-z])|o'clock)|midi(?!-)|noon|minuit|midnight)"
const figure =
  "(?<![\\d.,$])(?:1?\\d|2[0-4])(?:[.:][0-5]\\d)?(?!\\d|[.,]\\d|[a-z]| ?(?:%|\\$|€|ans|years?|weeks?|semaines?|days?|jours?|mois|months?|min|people|personnes|ft|kg|lbs?))"

/** From when to when: hours, if of something else. */
export const range = "timetotime"
const ofTime = new Set(["eachday", "oneday", "onemonth", "atime", range])

/** Days, times and months as no more than that. */
const named: ReadonlyArray<readonly [written: RegExp, name: string]> = ([
  [`(?<![a-z])${days}s(?![a-z])|(?<=(?:les|chaque|tous les|every) )${days}(?![a-z])`, "eachday"],
  [`(?<![a-z])${days}(?![a-z])`, "oneday"],
  [
    "(?<![a-z])(?:janvier|fevrier|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|april|june|july|august|september|october|november|december)(?![a-z])",
    "onemonth"
  ],
  [
    `(?<!\\d)${clock} ?(?:[-/~>]|to|till?|until|a|et|and)? ?(?:${clock}|${figure})|(?<!-)${figure} ?(?:[-~>]|to|till?|a) ?(?:${clock}|${figure})`,
    range
  ],
  [`(?<!\\d)${clock}`, "atime"],
  [
    `(?<=(?<![a-z])(?:at|by|before|after|until|till?|from|around|past|since|avant|apres|vers|des|a|jusqu'a|depuis) )${figure}(?! [a-z]{3,})`,
    "atime"
  ]
] as const).map(([written, name]) => [new RegExp(written, "g"), ` ${name} `])

/** A remark's words, folded, figures as their number. */
export const wordsOf = (text: string): ReadonlyArray<string> =>
  (named.reduce((text, [written, name]) => text.replace(written, name), text).match(word) ?? [])
    .map((it) => /\d/.test(it) ? `=${it.length}` : it)

/** Words that name nothing. */
const little = new Set(
  ("des les the and this that with your from they have will must dans pour avec votre nous vous leur leurs cette sont etre ici here " +
    "there over under into sous entre chez comme like just also juste when what toute tous tout very more most some them their than then")
    .split(" ")
)

/** Whether a word names something: no time of the year, and nothing that hours are doubted or limited with. */
export const isName = (word: string): boolean =>
  /[a-z]{3}/.test(word) && !doubtful.test(word) && !little.has(word) && !isSeason(word)

/** Who opens and closes. */
const house =
  /^(?:we|i|on|nous|je|j'|everyone|everybody|tout|store|shop|office|bureau|magasin|boutique|clinic|clinique|restaurant|doors?|portes?|it|c'|le|la|les|the|our)$/

/** What a word says: itself where it doubts, limits or joins, what kind of thing it names, or that it is not known. */
const saidBy = (word: string): string =>
  doubtful.test(word) ? word : thingOf(word) ?? (
    word.length < 4 || ofTime.has(word) || little.has(word) || /[^a-z]/.test(word) ? word : "*"
  )

const bit = (is: boolean) => is ? 1 : 0

/** What a sentence, or a part of one, shows: its words, what kinds of things they name, and how hours are doubted in it. */
export const featuresOf = (text: string): Int32Array => {
  const words = wordsOf(text)
  const places = new Places()
  const inRow = (some: ReadonlyArray<string>) => [ends.begin, ...some, ends.end].map((one) => hashed(one))
  /** Two and three in a row, as templates `from` and `from + 1`. */
  const pairs = (from: number, all: ReadonlyArray<number>) => {
    all.forEach((a, i) => {
      if (i + 1 < all.length) places.put(from, a, all[i + 1])
      if (i + 2 < all.length) places.put(from + 1, a, all[i + 1], all[i + 2])
    })
  }
  const all = inRow(words)
  const meanings = inRow(words.map(meant))
  const doubts = words.filter((one) => doubtful.test(one))
  const isDoubted = bit(doubts.length > 0)
  places.put(1)
  places.put(2, Math.min(words.length, 10))
  places.put(3, Math.min(doubts.length, 3))
  places.put(4, isDoubted, Math.min(words.length, 5))
  places.grams(10, all)
  places.put(15, all[1], all[2], all[3])
  meanings.forEach((a, i) => {
    places.put(20, a)
    if (i + 1 < meanings.length) places.put(21, a, meanings[i + 1])
    if (i + 2 < meanings.length) places.put(22, a, meanings[i + 2])
  })
  // Words of doubt and of time alone, in their order; then with the house among them.
  const tells = (one: string) => doubtful.test(one) || ofTime.has(one)
  pairs(30, inRow(words.map((one) => tells(one) ? one : "*")))
  pairs(60, inRow(words.filter((one) => tells(one) || house.test(one))))
  places.letters(40, words)
  const when = hashed([...ofTime].map((one) => bit(words.includes(one))).join(""))
  places.put(50, when)
  places.put(51, when, all[1])
  for (const one of new Set(words)) {
    places.put(52, all[1], hashed(one))
    places.put(53, when, hashed(one))
  }
  const said = words.map(saidBy)
  places.grams(80, inRow(said))
  pairs(86, inRow(said.filter((one) => /^(?:=\D|\*)/.test(one) || tells(one))))
  const kinds = [...new Set(said.filter((one) => /^=\D/.test(one)))].sort()
  places.put(88, hashed(kinds.join("")), isDoubted, when)
  for (const one of kinds) places.put(89, hashed(one), Math.min(doubts.length, 2), when)
  return places.all
}
