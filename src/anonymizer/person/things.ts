import { lookUp } from "../Lexicon.ts"
import { fold } from "../Text.ts"
import type { Token } from "../Tokens.ts"
import { brands, shops } from "./thingWords.ts"
import { common, locating, never } from "./words.ts"

/** The words around a place in a text, as `Names` reads them. */
interface Words {
  readonly token: (at: number) => Token | undefined
  readonly folded: (at: number) => string
  readonly proper: (at: number) => boolean
  readonly hyphened: (at: number) => boolean
}

/** Medicines have no end; their endings do. */
const remedy =
  /(?:cillin|cilline|statin|statine|prazole|sartan|olol|mycin|mycine|profen|profene|zepam|formin|formine|thyroxine|oxetine|mab|pril|dipine|cycline|caine|azine)$/

/** `Shirley Temple`, but `Shirley Temple Okafor`. */
const paired = (names: Words, at: number): boolean =>
  brands.has(`${names.folded(at)}-${names.folded(at + 1)}`) &&
  (lookUp(names.folded(at)).given < 2 || !names.proper(at + 2))

/** `Marie-Victorin`, `Mercedes-Benz`: one word with a hyphen in it. */
const hyphened = (names: Words, at: number): boolean =>
  names.hyphened(at) && brands.has(`${names.folded(at)}-${names.folded(at + 2)}`)

/** `Ben & Jerry's`, `Roméo et Juliette`, `Grey's Anatomy`: two words with a small one in between. */
const linked = (names: Words, at: number): boolean => {
  const [one, other, link] = [names.folded(at), names.folded(at + 2), names.folded(at + 1)]
  // `Ben and Jerry will come`
  const two = /^(?:and|et)$/.test(link) && (lookUp(other).given < 2 || brands.has(`${one}-et`))
  return (two || /^(?:&|'s)$/.test(link)) && brands.has(`${one}-${other}`)
}

/** `SickKids`: written together of words that are no names, as nobody's is. */
const joined = (names: Words, at: number): boolean => {
  const [, first] = /^(\p{Lu}\p{Ll}{3,})\p{Lu}/u.exec(names.token(at)?.text ?? "") ?? []
  if (first === undefined) return false
  const { given, ordinary } = lookUp(fold(first))
  return ordinary === 3 && given === 0
}

/** `'s` and nothing that belongs to anybody: `from Mark's, they're …`, but `from Mark's phone`. */
export const owns = (names: Words, at: number): boolean => {
  const after = names.token(at + 2)
  return names.folded(at + 1) === "'s" &&
    (after?.kind !== "word" || never.has(after.folded) || locating.has(after.folded) || after.folded === "across")
}

/** `at Wendy's`, `from Mark's`. */
const shop = (names: Words, at: number): boolean =>
  shops.has(names.folded(at)) && owns(names, at) &&
  /^(?:at|from|near|by|to|beside|than|like|the|a|and|or|for|past|behind|opposite|inside|outside|in|with|some|any|deliver|delivers|carry|carries|sell|sells|stock|chez|du|des|au|aux|match|order|ordered|have)$/
    .test(names.folded(at - 1))

/** Whether the word is, or is part of, what firms, makes, works, medicines and peoples are called. */
export const isThing = (names: Words, at: number): boolean => {
  const word = names.folded(at)
  return brands.has(word) || common.has(word) || remedy.test(word) || paired(names, at) || paired(names, at - 1) ||
    hyphened(names, at) || hyphened(names, at - 2) || linked(names, at) || linked(names, at - 2) ||
    joined(names, at) || shop(names, at)
}
