import { assert, it } from "@effect/vitest"
import { existsSync } from "node:fs"
import { variables } from "../../src/settings/variables.ts"
import { fileText } from "./files.ts"

const dockerfile = fileText("Dockerfile").replaceAll(/\\\n/g, " ")
const instructions = [...dockerfile.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, name = "", rest = ""]) => ({ name, rest }))
const of = (wanted: string) => instructions.flatMap(({ name, rest }) => name === wanted ? [rest] : [])

it("sets only variables that the worker knows, and those of its tools", () => {
  const names = of("ENV").flatMap((line) => [...line.matchAll(/([A-Z_]+)=/g)].map(([, name = ""]) => name))
  assert.include(names, "DATA_DIR")
  for (const name of names) assert.property({ ...variables, NODE_ENV: "", ONNXRUNTIME_NODE_INSTALL: "" }, name)
})

it("copies files that are there, and that .dockerignore lets through", () => {
  const allowed = fileText(".dockerignore").split("\n").filter((line) => line.startsWith("!")).map((line) =>
    line.slice(1)
  )
  const sources = of("COPY").filter((line) => !line.startsWith("--from")).flatMap((line) =>
    line.split(" ").slice(0, -1)
  )
  assert.include(sources, "src")
  for (const source of sources) {
    assert.isTrue(existsSync(new URL(`../../${source}`, import.meta.url)), source)
    assert.include(allowed, source)
  }
})

it("starts the worker itself, as a user of no rights", () => {
  assert.deepStrictEqual(of("ENTRYPOINT"), [`["node", "src/Main.ts"]`])
  assert.deepStrictEqual(of("CMD"), [`["start"]`])
  assert.deepStrictEqual(of("USER"), ["node"])
  assert.deepStrictEqual(of("VOLUME"), ["/data"])
})
