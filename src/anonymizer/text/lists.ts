import { readFileSync } from "node:fs"

/** What the tagger reads of a word, and behind the empty line what rules alone ask for. */
const [features = "", besides = ""] = readFileSync(new URL("lists.txt", import.meta.url), "utf8").trim().split("\n\n")

/** A list a line, its name first. */
const read = (text: string) =>
  text.split("\n").map((line) => {
    const [name = "", ...words] = line.split(" ")
    return [name.slice(0, -1), new Set(words)] as const
  })
const featured = read(features)
const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map([...featured, ...read(besides)])

export const list = (name: string): ReadonlySet<string> => {
  const words = lists.get(name)
  if (words === undefined) throw new Error(`no such list of words: ${name}`)
  return words
}

/** The bits of the lists that a word is on, of those that the tagger reads, in the order of the file. */
export const bitsByWord = (): ReadonlyMap<string, number> => {
  const bits = new Map<string, number>()
  for (const [index, [, words]] of featured.entries()) {
    for (const word of words) bits.set(word, (bits.get(word) ?? 0) | (1 << index))
  }
  return bits
}

/** Words that are no name but where a capital and much else speaks for it: pronouns, verbs, courtesies. */
export const never = list("never")
export const kin = list("kin")
export const particles = list("particles")
export const brands = list("brands")
