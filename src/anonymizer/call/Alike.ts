import { nicknamesOf } from "./Nicknames.ts"

/** What ears take for one another: `Shavon` and `Chevonne` come down to the same. */
const sounds: ReadonlyArray<readonly [RegExp, string]> = [
  [/[^a-z]/g, ""],
  [/ph/g, "f"],
  [/[sct]ch|sh|ch|cz|sz/g, "s"],
  [/c(?=[eiy])|[zxj]/g, "s"],
  [/ck|qu|[cgq]/g, "k"],
  [/d/g, "t"],
  [/b/g, "p"],
  [/v/g, "f"],
  [/(?<=.)[aeiouyhw]+/g, ""],
  [/(.)\1+/g, "$1"]
]

const soundOf = (letters: string) => sounds.reduce((text, [from, to]) => text.replace(from, to), letters)

/** How many letters are put in, left out or changed from one word to the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** A word longer than any name, which nobody should wait for. */
const longest = 40

const wordsAlike = (a: string, b: string): boolean => {
  const length = Math.max(a.length, b.length)
  if (a === b) return true
  if (Math.min(a.length, b.length) < 3 || length > longest) return false
  const sound = soundOf(a)
  return (sound.length > 1 && sound === soundOf(b)) || distance(a, b) * 3 <= length
}

/** Whether `heard` can be `said` heard wrong: all of it, or each of its words one of the other's, in their order. */
export const alike = (heard: string, said: string): boolean => {
  if (wordsAlike(heard.replaceAll(" ", ""), said.replaceAll(" ", ""))) return true
  const words = said.split(" ")
  let from = 0
  return heard.split(" ").every((word) => {
    const at = words.findIndex((other, index) => index >= from && wordsAlike(word, other))
    from = at + 1
    return at >= 0
  })
}

/** Whether the word is what people are called who have that given name: `Bob` is Robert, `Alex` is Alexandra. */
export const isNickname = (word: string, name: string): boolean => nicknamesOf(word).includes(name)

/** Whether the word is the beginning of that given name, and short enough to be one of its own. */
export const isBeginning = (word: string, name: string): boolean =>
  word.length > 2 && name.length > word.length + 1 && name.startsWith(word)
