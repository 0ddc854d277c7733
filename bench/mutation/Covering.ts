import { Effect, FileSystem, Path } from "effect"
import { parseSync } from "oxc-parser"

/** Calls in real time, two files at once: worth their time where nothing else runs what they cover. */
const inRealTime = /^test\/(sandbox|adapters\/voice)\/|^test\/Canary\.test\.ts$/
const isRealTimes = /^src\/(sandbox|adapters\/voice)\//

/** Named from the root, by who starts it as a process. */
const startedByPath = /^(src\/Main|test\/support\/\w+)\.ts$/

/** What a file imports, by whatever means: what it starts as a process is named by a path, too. */
const namedBy = (file: string, text: string): ReadonlyArray<string> => {
  const { module } = parseSync(file, text)
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value)
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ isType, moduleRequest }) => isType || moduleRequest === null ? [] : [moduleRequest.value])
  )
  const requested = new Set(module.staticImports.map(({ moduleRequest }) => moduleRequest.value))
  const written = [...text.matchAll(/["'`]((?:\.{1,2}\/)?[\w./-]+\.ts)["'`]/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !requested.has(path))
  return [...imported, ...exported, ...written]
}

/** The tests that run a file, in rings: those nearest to it first. Types are no reason to run a test. */
export const makeCovering = Effect.fnUntraced(function*(root: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const all = yield* Effect.forEach(
    ["src", "test", "scripts"],
    (folder) =>
      Effect.map(
        fs.readDirectory(path.join(root, folder), { recursive: true }),
        (names) =>
          names.filter((name) => name.endsWith(".ts") && !name.startsWith("e2e")).map((name) => path.join(folder, name))
      )
  )
  const files = new Set(all.flat())
  const importers = new Map<string, Array<string>>()
  for (const file of files) {
    const text = yield* fs.readFileString(path.join(root, file))
    for (const name of new Set(namedBy(file, text))) {
      const target = path.join(path.dirname(file), name)
      const found = files.has(target) ? target : startedByPath.test(name) ? name : file
      if (found !== file) importers.set(found, [...importers.get(found) ?? [], file])
    }
  }

  return (file: string): ReadonlyArray<ReadonlyArray<string>> => {
    const rings: Array<ReadonlyArray<string>> = []
    const seen = new Set([file])
    let edge = [file]
    while (edge.length > 0) {
      edge = [...new Set(edge.flatMap((one) => importers.get(one) ?? []))].filter((one) => !seen.has(one))
      for (const one of edge) seen.add(one)
      const tests = edge.filter((one) => one.endsWith(".test.ts") && (isRealTimes.test(file) || !inRealTime.test(one)))
      if (tests.length > 0) rings.push(tests)
    }
    const [nearest = [], ...farther] = rings
    return farther.length === 0 ? [nearest] : [nearest, farther.flat()]
  }
})
