/**
 * Writes the list of what is deployed with the program, by licence, into `NOTICE`: `npm run licences`. It reads the
 * lockfile, which knows the packages of every platform; a test holds the list to it.
 */
import { readFileSync, writeFileSync } from "node:fs"

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}

const file = (path: string) => new URL(`../${path}`, import.meta.url)

const { packages } = JSON.parse(readFileSync(file("package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>
}

/** Packages whose `package.json` names no licence, and the one that their own licence file is. */
const toldElsewhere: Readonly<Record<string, string>> = { "async@0.2.10": "MIT" }

/** Licences of packages that are only installed where somebody asks for them, by the beginning of the package's name. */
const onRequest = "@livekit/noise-cancellation"

/** What is deployed: name, version, licence. */
export const deployed = Object.entries(packages).flatMap(([path, { dev, license, link, version }]) => {
  if (path === "" || dev === true || link === true) return []
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
