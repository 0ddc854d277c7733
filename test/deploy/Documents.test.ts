import { assert, it } from "@effect/vitest"
import { existsSync, globSync, readdirSync } from "node:fs"
import packageJson from "../../package.json" with { type: "json" }
import { variables } from "../../src/settings/variables.ts"
import type { Variable } from "../../src/settings/variables/Variable.ts"
import { fileText } from "./files.ts"

const root = new URL("../../", import.meta.url)
const pages = readdirSync(new URL("docs/", root)).map((name) => `docs/${name}`)
/** What is not ours, or is nobody's to read, but for what a model is told (`golden`), which links to nothing. */
const others = new Set(["node_modules", "dist", "data", "scratch", "golden", ".cache", ".git"])
const written = globSync("**/*.md", {
  cwd: root.pathname,
  exclude: (path) => others.has(path.split("/").at(-1) ?? "")
})
  .toSorted()

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first = ""]) => first)

/** "`test/a.test.ts`: "a title"; "another"", wherever it stands in a page. */
const proof = /`(test\/[\w/.-]+)`((?:[:;] "[^"]+")+)/g

it("docs/testing.md names tests by their titles", () => {
  const named = [...fileText("docs/testing.md").matchAll(proof)].flatMap(([, path = "", titles = ""]) =>
    all(titles, /"([^"]+)"/g).map((title) => ({ path, title }))
  )
  assert.isAbove(named.length, 60)
  assert.deepStrictEqual(named.filter(({ path, title }) => !fileText(path).includes(title)), [])
})

/** A heading as a link names it. */
const anchor = (heading: string) => heading.toLowerCase().replaceAll(/[^\w\s-]/g, "").trim().replaceAll(" ", "-")
const anchorsOf = (path: string) =>
  [...fileText(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading))

it.each(written)("%s names scripts, files and headings that are there", (path) => {
  const text = fileText(path)
  for (const script of all(text, /npm run (?:--silent )?([\w:-]+)/g)) assert.property(packageJson.scripts, script)
  for (const test of all(text, /`(test\/[\w/.-]+)`/g)) assert.isTrue(existsSync(new URL(test, root)), test)
  for (const target of all(text, /\]\(([^)]+)\)/g).filter((link) => !link.startsWith("https:"))) {
    const [file = "", heading] = target.split("#")
    const linked = file === "" ? new URL(path, root) : new URL(file, new URL(path, root))
    assert.isTrue(existsSync(linked), target)
    if (heading !== undefined) {
      assert.include(anchorsOf(linked.pathname.slice(root.pathname.length)), heading, target)
    }
  }
})

it.each([...pages, "README.md", "PRIVACY.md", "SECURITY.md", "deploy/README.md"])(
  "%s names variables that the worker reads",
  (path) => {
    // One that must not be set.
    const others = Object.entries<Variable>(variables).flatMap(([name, { file, formerly, secret }]) => [
      ...formerly === undefined || path !== "docs/configuration.md" ? [] : [formerly],
      ...file === true || secret === true ? [`${name}_FILE`] : []
    ])
    const known = { ...variables, OPENAI_API_VERSION: "", ...Object.fromEntries(others.map((name) => [name, ""])) }
    const named = all(fileText(path), /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)
    for (const name of named) assert.property(known, name)
  }
)

it("the pages name commands of the command line", () => {
  const commands = [
    "start",
    "demo",
    "check",
    "doctor",
    "anonymize",
    "recover",
    "hours",
    "messages",
    "sweep",
    "erase",
    "office"
  ]
  const named = written.flatMap((path) => all(fileText(path), /receptionist -- ([a-z]+)/g))
  assert.includeMembers(named, ["check", "doctor"])
  for (const command of named) assert.include(commands, command)
})
