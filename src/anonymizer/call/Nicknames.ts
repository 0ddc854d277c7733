import { readFileSync } from "node:fs"

/** Given names by what else those who have them are called; what a name begins with needs no mention. */
let names: ReadonlyMap<string, ReadonlyArray<string>> | undefined
const load = (): ReadonlyMap<string, ReadonlyArray<string>> => {
  const lines = readFileSync(new URL("nicknames.txt", import.meta.url), "utf8").trim().split("\n")
  const pairs = lines.map((line) => line.split(" ")).flatMap(([name = "", ...short]) => short.map((one) => [one, name]))
  return new Map(
    [...Map.groupBy(pairs, ([one = ""]) => one)].map(([one, all]) => [one, all.map(([, name = ""]) => name)])
  )
}
/** The given names of those who are called that, all folded. */
export const nicknamesOf = (word: string): ReadonlyArray<string> => (names ??= load()).get(word) ?? []
