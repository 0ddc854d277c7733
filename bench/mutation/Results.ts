import { folders, type Sampled } from "./Sample.ts"
import type { Outcome } from "./Trial.ts"

export interface Tried {
  readonly sampled: Sampled
  readonly outcome: Outcome
}

const cell = (text: string) => text.replaceAll("|", "\\|")
const share = (part: number, whole: number) => whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`

const keyOf = ({ change, mutant }: Sampled) => `${mutant.file} ${cell(change)}`

/** What people have written about survivors so far, by mutant. */
export const verdictsIn = (results: string): ReadonlyMap<string, string> =>
  new Map(
    results.split("\n").flatMap((row) => {
      const match = /^\| (src\/\S+?):\d+ \| (.+?) \| ([^|]*) \|$/.exec(row)
      return match === null ? [] : [[`${match[1]} ${match[2]}`, (match[3] ?? "").trim()] as const]
    })
  )

/** The table of a run, with what people have written about its survivors. */
export const results = (
  command: string,
  tried: ReadonlyArray<Tried>,
  verdicts: ReadonlyMap<string, string>
): string => {
  const survivors = tried.filter(({ outcome }) => outcome.outcome === "survived").map(({ sampled }) => ({
    sampled,
    verdict: verdicts.get(keyOf(sampled)) ?? ""
  }))
  const isEquivalent = (verdict: string) => verdict.startsWith("equivalent")
  const rows = folders.flatMap((folder) => {
    const all = tried.filter(({ sampled }) => sampled.folder === folder)
    if (all.length === 0) return []
    const left = survivors.filter(({ sampled }) => sampled.folder === folder)
    const equivalent = left.filter(({ verdict }) => isEquivalent(verdict)).length
    const killed = all.length - left.length
    const hung = all.filter(({ outcome }) => outcome.outcome === "hung").length
    return [
      `| ${folder} | ${all.length} | ${killed} | ${hung} | ${left.length} | ${equivalent} | ${
        share(killed, all.length)
      } | ${share(killed, all.length - equivalent)} |`
    ]
  })
  return [
    "# Mutants",
    "",
    `\`${command}\``,
    "",
    "Random small changes to the source, the same for the same seed, and what the tests that import the changed file say of each. A mutant whose tests do not end in time counts as killed. Whoever reads this fills the last column in: `equivalent`, and why nobody can tell the difference, or what is missing; it is kept when the command writes this file again. Left out are log lines, texts of more than one word, types and lists of more than eight.",
    "",
    "| Folder | Mutants | Killed | Of these hung | Survived | Equivalent | Killed, of all | Killed, of those that are not equivalent |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "## Survivors",
    "",
    "| Where | What was changed | Why it is equivalent, or what is missing |",
    "| --- | --- | --- |",
    ...survivors.map(({ sampled, verdict }) =>
      `| ${sampled.mutant.file}:${sampled.line} | ${cell(sampled.change)} | ${verdict} |`
    ),
    ""
  ].join("\n")
}
