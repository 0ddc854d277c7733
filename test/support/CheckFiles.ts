import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Effect, FileSystem, Layer, Path } from "effect"
import { TestConsole } from "effect/testing"
import { defaultRules, type TransferRules } from "../../src/domain/TransferPolicy.ts"
import { checkAgents } from "../../src/programs/CheckAgents.ts"

export const services = Layer.merge(NodeFileSystem.layer, NodePath.layer)

/** Checks files of these texts; gives what was printed, without the directory. */
export const check = Effect.fnUntraced(
  function*(
    files: Readonly<Record<string, string>>,
    alsoNamed: ReadonlyArray<string> = [],
    rules: TransferRules = defaultRules
  ) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const directory = yield* fs.makeTempDirectoryScoped()
    yield* Effect.forEach(Object.entries(files), ([name, text]) => fs.writeFileString(path.join(directory, name), text))
    const fine = yield* checkAgents(
      [...Object.keys(files), ...alsoNamed].map((name) => path.join(directory, name)),
      rules
    )
    const lines = (yield* TestConsole.logLines).map((line) => String(line).replaceAll(`${directory}${path.sep}`, ""))
    return { fine, lines }
  },
  Effect.provide(services)
)
