import { Effect, FileSystem, Path } from "effect"
import { OfficeOptions } from "../OfficeOptions.ts"

/** Keeps what the demo on this machine answers with: the same as a worker that asks here; nothing without a YAML. */
export const demoCopy = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { dataDir } = yield* OfficeOptions
  return Effect.fnUntraced(function*(id: string, yaml: string | undefined) {
    const directory = path.join(dataDir, "office", "published")
    const file = path.join(directory, `${id}.yaml`)
    yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
    yield* yaml === undefined
      ? fs.remove(file, { force: true })
      : fs.writeFileString(file, yaml, { mode: 0o600 })
  }, (effect) => Effect.ignore(effect, { log: "Warn", message: "the demo's copy of an agent was not written" }))
})
