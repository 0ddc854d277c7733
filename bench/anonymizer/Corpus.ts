import { Effect, FileSystem } from "effect"
import { generate, generateNegatives } from "./Generate.ts"
import { type Case, readTurns, readUtterance } from "./Markup.ts"

const read = Effect.fnUntraced(function*(name: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(`corpus/${name}`, import.meta.url).pathname)
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "")
})

const withoutHeadings = (lines: ReadonlyArray<string>) => lines.filter((line) => !line.startsWith("# "))

const sections = (lines: ReadonlyArray<string>) => {
  const found = new Map<string, Array<string>>()
  let current: Array<string> = []
  for (const line of lines) {
    if (line.startsWith("# ")) found.set(line.slice(2), current = [])
    else current.push(line)
  }
  return found
}

/** `Marie-Ève Tremblay` in one line, or `rue Jarry|avenue du Parc` where values hold spaces. */
const asValues = (lines: ReadonlyArray<string>) => lines.flatMap((line) => line.split(line.includes("|") ? "|" : " "))

const written = (lines: ReadonlyArray<string>, language: Case["language"], split: Case["split"]) =>
  withoutHeadings(lines).map((line, index): Case => ({
    id: `w-${language}-${split}-${index}`,
    source: "written",
    split,
    language,
    turns: readUtterance(line)
  }))

const transcripts = (lines: ReadonlyArray<string>, split: Case["split"]) => {
  const cases: Array<Case> = []
  for (const block of lines.join("\n").split(/^== /m).slice(1)) {
    const [head = "", ...turns] = block.trim().split("\n")
    const [id = "", language, callerNumber] = head.split("|").map((part) => part.trim())
    cases.push({
      id: `t-${id}`,
      source: "transcript",
      split,
      language: language === "en" ? "en" : "fr",
      ...(callerNumber === undefined ? {} : { callerNumber }),
      turns: readTurns(turns)
    })
  }
  return cases
}

/** The lists of `corpus/values.txt`, by heading. */
export const loadLists = Effect.gen(function*() {
  const values = sections(yield* read("values.txt"))
  return (heading: string) => asValues(values.get(heading) ?? [])
})

/** A folder of the corpus: `calls.txt`, `utterances.{fr,en}.txt` and `negatives.{fr,en}.txt`. */
const folder = Effect.fnUntraced(function*(path: string, split: Case["split"]) {
  const cases: Array<Case> = transcripts(withoutHeadings(yield* read(`${path}/calls.txt`)), split)
  for (const language of ["fr", "en"] as const) {
    for (const [name, source] of [["utterances", "written"], ["negatives", "negative"]] as const) {
      const lines = withoutHeadings(yield* read(`${path}/${name}.${language}.txt`))
      cases.push(...lines.map((line, index): Case => ({
        id: `${path}-${name}-${language}-${index}`,
        source,
        split,
        language,
        turns: readUtterance(line)
      })))
    }
  }
  return cases
})

/** What was written for the tagger to learn: `taught`, and one text in five that it never sees, `kept`. */
export const loadLessons = (part: "taught" | "kept") => folder(part, part === "taught" ? "dev" : "heldout")

/** What writers wrote who had seen neither rules nor corpus. */
export const loadWave = (name: string) => folder(`waves/${name}`, "heldout")

/**
 * Everything that is judged, in a fixed order: generated, hand-written, transcripts, and what holds nothing private.
 *
 * @param perCell generated cases for each entity x language x form
 * @param seed of what is generated: another one draws other values and templates
 */
export const loadCorpus = Effect.fn("bench.loadCorpus")(function*(perCell: number, seed = 0) {
  const lists = yield* loadLists
  const templates = { fr: sections(yield* read("templates.fr.txt")), en: sections(yield* read("templates.en.txt")) }
  const sources = {
    perCell,
    seed,
    lists,
    templates: (tongue: "fr" | "en", heading: string) => templates[tongue].get(heading) ?? []
  }
  const cases: Array<Case> = [...generate(sources)]
  for (const split of ["dev", "heldout"] as const) {
    for (const language of ["fr", "en"] as const) {
      cases.push(...written(yield* read(`utterances.${split}.${language}.txt`), language, split))
    }
    cases.push(...transcripts(yield* read(`transcripts.${split}.txt`), split))
  }
  for (const language of ["fr", "en"] as const) {
    const lines = withoutHeadings(yield* read(`negatives.${language}.txt`))
    cases.push(...lines.map((line, index): Case => ({
      id: `n-${language}-${index}`,
      source: "negative",
      split: index % 5 < 3 ? "dev" : "heldout",
      language,
      turns: readUtterance(line)
    })))
  }
  cases.push(...generateNegatives(sources, 400))
  return cases
})
