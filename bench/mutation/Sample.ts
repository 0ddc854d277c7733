import { Effect, FileSystem, Path } from "effect"
import { createHash } from "node:crypto"
import { type Mutant, mutantsOf } from "./Mutants.ts"
import { root } from "./Trial.ts"

export const folders = ["receptionist", "programs", "services", "adapters", "domain"] as const
export type Folder = typeof folders[number]

/** A mutant that is tried, and what a reader is shown of it. */
export interface Sampled {
  /** The same for the same change of the same line, wherever the line is by now. */
  readonly id: string
  readonly folder: Folder
  readonly mutant: Mutant
  readonly line: number
  readonly change: string
  /** Changes with the file's content: what was found out about another content says nothing. */
  readonly content: string
}

const hash = (...parts: ReadonlyArray<string>) =>
  createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16)

const shown = (text: string, most: number) => {
  const line = text.replace(/\s+/g, " ").trim()
  return line.length <= most ? line : `${line.slice(0, most)}…`
}

const changeOf = (source: string, { end, mutator, replacement, start }: Mutant) => {
  const from = source.lastIndexOf("\n", start - 1) + 1
  const to = source.indexOf("\n", start)
  const line = shown(source.slice(from, to < 0 ? undefined : to), 90)
  const was = shown(source.slice(start, end).replace(/^,\s*|,\s*$/g, ""), 60)
  const became = shown(replacement, 60)
  return `${mutator}: \`${was}\` ${became === "" || became === ";" ? "left out" : `→ \`${became}\``} in \`${line}\``
}

/** `count` mutants of each folder: those that a hash with the seed puts first, so that an edit changes few of them. */
export const sample = Effect.fnUntraced(function*(only: ReadonlyArray<Folder>, count: number, seed: number) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  return yield* Effect.forEach(
    only,
    Effect.fnUntraced(function*(folder) {
      const names = (yield* fs.readDirectory(path.join(root, "src", folder), { recursive: true }))
        .filter((name) => name.endsWith(".ts"))
      const all = yield* Effect.forEach(names, (name) => {
        const file = path.join("src", folder, name)
        return Effect.map(fs.readFileString(path.join(root, file)), (source) => {
          const seen = new Map<string, number>()
          return mutantsOf(file, source).map((mutant): Sampled => {
            const change = changeOf(source, mutant)
            const nth = (seen.get(change) ?? 0) + 1
            seen.set(change, nth)
            return {
              id: hash(file, change, `${nth}`),
              folder,
              mutant,
              line: source.slice(0, mutant.start).split("\n").length,
              change: nth === 1 ? change : `${change} (number ${nth})`,
              content: hash(source)
            }
          })
        })
      })
      const ranked = all.flat().map((one) => ({ one, rank: hash(`${seed}`, one.id) }))
      return ranked.sort((a, b) => a.rank < b.rank ? -1 : 1).slice(0, count).map(({ one }) => one)
    })
  )
}, Effect.map((all) => all.flat()))
