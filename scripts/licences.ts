/**
 * Writes the list of what is deployed with the program, by licence, into `NOTICE`: `npm run licences`. It reads the
 * lockfile, which knows the packages of every platform; a test holds the list to it.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
}

const file = (path: string) => new URL(`../${path}`, import.meta.url)

const { packages } = JSON.parse(readFileSync(file("package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>
}

/** Packages whose `package.json` names no licence, and the one that their own licence file is. */
const toldElsewhere: Readonly<Record<string, string>> = { "async@0.2.10": "MIT" }

/** Licences of packages that are only installed where somebody asks for them, by the beginning of the package's name. */
const onRequest = "@livekit/noise-cancellation"

const pages = file("src/web/")

/** Packages that the console's pages name. */
const imported = readdirSync(pages, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path))
  .flatMap(
    (path) =>
      [...readFileSync(new URL(path, pages), "utf8").matchAll(/(?:from|import) "(@[^/"]+\/[^/"]+|[^@./"][^/"]*)/g)]
        .map(([, name = ""]) => name)
  )

/** Where Node looks for a package that is asked for at `from`, a path of the lockfile. */
const lookUp = (name: string, from: string): string | undefined => {
  const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`
  if (packages[path] !== undefined) return path
  const above = from.lastIndexOf("/node_modules/")
  return from === "" ? undefined : lookUp(name, above === -1 ? "" : from.slice(0, above))
}

/** With a package's, the paths of all that it depends on. */
const withDependencies = (path: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(path)) return found
  found.add(path)
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const dependency = lookUp(name, path)
    if (dependency !== undefined) withDependencies(dependency, found)
  }
  return found
}

/** What is built into the console's pages, and so deployed with them, although it is installed to build them only. */
const builtIn = new Set(imported.flatMap((name) => [...withDependencies(`node_modules/${name}`)]))

/** What is deployed: name, version, licence. */
export const deployed = Object.entries(packages).flatMap(([path, { dev, license, link, version }]) => {
  if (path === "" || link === true || (dev === true && !builtIn.has(path))) return []
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)
  const id = `${name}@${version}`
  return [{ id, name, licence: license ?? toldElsewhere[id] ?? "none" }]
})

/** Licences under which a package may be deployed. LGPL: as libraries of their own, loaded and never changed. */
export const isAllowed = ({ licence, name }: (typeof deployed)[number]) =>
  name.startsWith(onRequest) ||
  licence.replaceAll(/[()]/g, "").split(/ (?:AND|OR) /).every((part) =>
    [
      "MIT",
      "MIT-0",
      "ISC",
      "0BSD",
      "Apache-2.0",
      "BSD-2-Clause",
      "BSD-3-Clause",
      "AFL-2.1",
      "BlueOak-1.0.0",
      "Python-2.0",
      "Unlicense",
      "CC0-1.0",
      "OFL-1.1",
      "LGPL-2.1-or-later",
      "LGPL-3.0-or-later",
      "LicenseRef-LiveKit-Model"
    ].includes(part)
  )

const heading = "Packages that are deployed with it, by their licence"

/** The list, as `NOTICE` has it. */
export const listed = (): string => {
  const byLicence = Map.groupBy(deployed, ({ licence }) => licence)
  return [
    heading,
    "-".repeat(heading.length),
    "",
    "Generated from package-lock.json by `npm run licences`. LGPL: shared libraries (libvips, FFmpeg) that are used as they are",
    "and may be replaced. LicenseRef-LiveKit-Model: the models in @livekit/local-inference, royalty free together with LiveKit",
    "Agents only. @livekit/noise-cancellation-*: proprietary, installed on request only, for LiveKit Cloud.",
    "",
    ...[...byLicence].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([licence, all]) => [
      `${licence}:`,
      ...[...new Set(all.map(({ id }) => id))].sort().map((id) => `  ${id}`),
      ""
    ])
  ].join("\n")
}

if (import.meta.main) {
  const notice = readFileSync(file("NOTICE"), "utf8")
  const start = notice.indexOf(heading)
  writeFileSync(file("NOTICE"), `${(start === -1 ? notice : notice.slice(0, start)).trimEnd()}\n\n${listed()}`)
}
