import { readFileSync } from "node:fs"
import type { Random } from "../../bench/anonymizer/Random.ts"

export type Tongue = "en" | "fr"
export const tongues: ReadonlyArray<Tongue> = ["en", "fr"]

const linesOf = (path: string) =>
  readFileSync(new URL(`../../bench/${path}`, import.meta.url), "utf8").split("\n").filter((line) => line.trim() !== "")

/** What a text means, by the heading that it stands under. */
export interface Taught {
  readonly heading: string
  readonly text: string
}

const expanded = (pattern: string, random: Random) =>
  pattern.replace(/\(([^()]*)\)/g, (_, choices: string) => random.pick(choices.split("|")))
    .replace(/ +/g, " ").replace(/ (?=[,?.])/g, "").trim()

/** At least so many, and twice as many as the longest list of choices: each choice is likely among them. */
const copiesOf = (pattern: string) =>
  Math.max(16, ...(pattern.match(/\([^()]*\)/g) ?? []).map((choices) => 2 * choices.split("|").length))

/**
 * Texts of `taught.en.txt` or `taught.fr.txt`: a line of it is a pattern with `(one|the other)` in it, under a heading
 * `== …`; each is drawn several times, and kept once.
 */
export const taught = (set: "consent" | "hours" | "language", tongue: Tongue, random: Random) => {
  const texts: Array<Taught> = []
  let heading = ""
  for (const line of linesOf(`${set}/taught.${tongue}.txt`)) {
    if (line.startsWith("== ")) heading = line.slice(3)
    else {
      const drawn = Array.from({ length: copiesOf(line) }, () => expanded(line, random))
      for (const text of new Set(drawn)) texts.push({ heading, text })
    }
  }
  return texts
}

/** What callers say of other things. */
export const ordinary: Readonly<Record<Tongue, ReadonlyArray<string>>> = {
  en: linesOf("ordinary.en.txt"),
  fr: linesOf("ordinary.fr.txt")
}

/** As a recognizer writes that knows neither capitals nor stops. */
export const bare = (text: string) => text.toLowerCase().replace(/[.,?!;:…]+(?=\s|$)/gu, "")

/** Two things said in one breath. */
export const joined = (first: string, second: string, random: Random, links: ReadonlyArray<string>) =>
  first + (/[.?!]$/.test(first) ? " " : random.pick(links)) + second

export const shuffled = <A>(all: ReadonlyArray<A>, random: Random): ReadonlyArray<A> => {
  const some = [...all]
  for (let i = some.length - 1; i > 0; i--) {
    const j = random.int(i + 1)
    const [a, b] = [some[i], some[j]]
    if (a !== undefined && b !== undefined) [some[i], some[j]] = [b, a]
  }
  return some
}
