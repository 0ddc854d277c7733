import { assert, describe, it } from "@effect/vitest"
import { Predicate } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { analyse } from "scslre"
import { parseAst } from "vite"

interface Pattern {
  readonly source: string
  readonly flags: string
}

const root = new URL("../../../src/anonymizer/", import.meta.url)
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"))

/** Every pattern that is written out somewhere in a syntax tree. */
const written = (node: unknown): ReadonlyArray<Pattern> => {
  if (Array.isArray(node)) return node.flatMap(written)
  if (!Predicate.isObject(node)) return []
  const { regex, ...rest } = node as { readonly regex?: { readonly pattern: string; readonly flags: string } }
  if (regex !== undefined) return [{ source: regex.pattern, flags: regex.flags }]
  return Object.values(rest).flatMap(written)
}

/** Every pattern among a module's values: those that are put together, too. */
const built = (value: unknown): ReadonlyArray<Pattern> => {
  if (value instanceof RegExp) return [{ source: value.source, flags: value.flags }]
  if (Array.isArray(value)) return value.flatMap(built)
  return []
}

/** How a pattern's time can grow faster than the text, where one is read from one of its places. */
const growth = ({ flags, source }: Pattern) =>
  analyse(new RegExp(source, flags), { reportTypes: { Move: false } }).reports
    .map(({ exponential, type }) => `${type}${exponential ? ", exponential" : ""}`)

describe("the patterns of the anonymizer", () => {
  it("tells one that grows from one that does not", () => {
    assert.isNotEmpty(growth({ source: "^(?:a+)+$", flags: "" }))
    assert.isNotEmpty(growth({ source: "^a*b?a*$", flags: "" }))
    assert.isEmpty(growth({ source: "^a+b$", flags: "" }))
  })

  it.each(files)("take time in proportion to the text: %s", async (file) => {
    const tree = parseAst(stripTypeScriptTypes(readFileSync(new URL(file, root), "utf8")))
    const exported = file === "worker.ts" ? [] : Object.values(await import(new URL(file, root).href)).flatMap(built)
    const slow = [...written(tree), ...exported].flatMap((pattern) =>
      growth(pattern).map((how) => `/${pattern.source}/${pattern.flags}: ${how}`)
    )
    assert.deepStrictEqual(slow, [])
  })
})
