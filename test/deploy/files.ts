import { readdirSync, readFileSync } from "node:fs"
import { parseAllDocuments } from "yaml"

const root = new URL("../../", import.meta.url)

/** A file of the repository, by its path from the root. */
export const fileText = (path: string) => readFileSync(new URL(path, root), "utf8")

/** Every file below `deploy/`, by its path from the repository's root. */
export const deployFiles: ReadonlyArray<string> = readdirSync(new URL("deploy/", root), {
  recursive: true,
  withFileTypes: true
}).flatMap((entry) => entry.isFile() ? [`${entry.parentPath}/${entry.name}`.slice(root.pathname.length)] : [])

/** The documents of a YAML file; throws where it is not well formed, or a key stands twice. */
export const documents = (path: string): ReadonlyArray<unknown> => {
  const parsed = parseAllDocuments(fileText(path))
  if (!Array.isArray(parsed)) throw new Error(`${path} is empty`)
  return parsed.map((document) => {
    const [problem] = [...document.errors, ...document.warnings]
    if (problem !== undefined) throw new Error(`${path}: ${problem.message}`)
    return document.toJS()
  })
}

/** `NAME=value` lines, those that are commented out included. */
export const envLines = (text: string): ReadonlyArray<readonly [name: string, value: string]> =>
  [...text.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value])
