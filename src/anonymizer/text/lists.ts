import { readFileSync } from "node:fs"

/** Words by what they are, as `lists.txt` has them: a list a line, its name first. */
const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readFileSync(new URL("lists.txt", import.meta.url), "utf8").trim().split("\n").map((line) => {
    const [name = "", ...words] = line.split(" ")
    return [name.slice(0, -1), new Set(words)]
  })
)

export const list = (name: string): ReadonlySet<string> => {
  const words = lists.get(name)
  if (words === undefined) throw new Error(`no such list of words: ${name}`)
  return words
}

/** The bits of the lists that a word is on, in the order of the file. */
export const bitsByWord = (): ReadonlyMap<string, number> => {
  const bits = new Map<string, number>()
  for (const [index, words] of [...lists.values()].entries()) {
    for (const word of words) bits.set(word, (bits.get(word) ?? 0) | (1 << index))
  }
  return bits
}

/** Words that are no name but where a capital and much else speaks for it: pronouns, verbs, courtesies. */
export const never = list("never")
export const kin = list("kin")
export const particles = list("particles")
export const brands = list("brands")
