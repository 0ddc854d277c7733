import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Random } from "../../bench/anonymizer/Random.ts"
import { asRead } from "../../src/receptionist/hours/beside/Beside.ts"
import { featuresOf } from "../../src/receptionist/hours/beside/Features.ts"
import { contact, masked } from "../../src/receptionist/hours/text/Contacts.ts"
import { plain } from "../../src/receptionist/hours/text/Plain.ts"
import type { Lesson } from "./Learn.ts"
import { taught, type Tongue, tongues } from "./Taught.ts"

/** What offices write beside their hours. */
export interface Remark {
  readonly text: string
  readonly lang: Tongue
  readonly changes: boolean
}

/** One in five is never learned from. */
const isHeldOut = ({ text }: Remark): boolean =>
  Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, 8), 16) % 5 === 0

const written = tongues.flatMap((lang) => {
  let changes = false
  const file = new URL(`../../bench/hours/remarks.${lang}.txt`, import.meta.url)
  return readFileSync(file, "utf8").trimEnd().split("\n").flatMap((text): ReadonlyArray<Remark> => {
    if (!text.startsWith("== ")) return [{ text, lang, changes }]
    changes = text === "== changing"
    return []
  })
})

export const set = written.filter((remark) => !isHeldOut(remark))

/** A remark as the reader meets it. */
export const bare = (text: string): string =>
  asRead(plain(text).toLowerCase().replace(contact, (it) => masked.repeat(it.length)))

export const lessonOf = ({ changes, text }: Remark): Lesson => ({
  parts: [featuresOf(bare(text))],
  slopes: ([scores]) => [[1 / (1 + Math.exp(-(scores?.[0] ?? 0))) - (changes ? 1 : 0), 0, 0]]
})

const links = { en: [", ", " and ", " so ", " but "], fr: [", ", " et ", " pis ", " mais "] }

/** Two remarks in one, which changes hours where either of them does. */
const both = (one: Remark, other: Remark, random: Random): Remark => ({
  ...one,
  text: `${one.text.replace(/[.!?]+$/, "")}${random.pick(links[one.lang])}${other.text.toLowerCase()}`,
  changes: one.changes || other.changes
})

/** What is learned from: each remark as it is, and beside another one, and what was written to be learned. */
export const saidIn = (rows: ReadonlyArray<Remark>, random: Random): ReadonlyArray<Remark> => {
  const ofTongue = (lang: Tongue, changes: boolean) =>
    rows.filter((row) => row.lang === lang && row.changes === changes)
  const others = {
    en: [ofTongue("en", false), ofTongue("en", true)],
    fr: [ofTongue("fr", false), ofTongue("fr", true)]
  }
  const lines = tongues.flatMap((lang) =>
    taught("hours", lang, random).map(({ heading, text }): Remark => ({ text, lang, changes: heading === "changing" }))
  )
  return [
    ...lines,
    ...rows,
    ...rows.map((row) => {
      const other = random.pick(others[row.lang][row.changes || random.chance(0.7) ? 0 : 1] ?? [row])
      return random.chance(0.5) ? both(row, other, random) : both(other, row, random)
    })
  ]
}
