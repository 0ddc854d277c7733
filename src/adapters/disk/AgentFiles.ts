import { Effect, FileSystem, Option, Path, type PlatformError } from "effect"
import { fileId, fileProblems, isAgentFile, type NamedAgentFile, readAgentFile } from "../../domain/AgentFile.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"

/** The agent files of a directory that answer `dialled`: none, one, or by mistake several. Reads all of them anew. */
export const makeAgentFiles = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path

  const read = Effect.fnUntraced(function*(name: string) {
    const text = yield* fs.readFileString(path.join(directory, name))
    return Option.some<NamedAgentFile>({ ...readAgentFile(text, fileId(name)), name })
  }, (effect, name) =>
    // One file that cannot be read, or went away just now, is no reason to leave the other agents' calls unanswered.
    Effect.catchTag(effect, "PlatformError", ({ reason }) =>
      Effect.logWarning("an agent file could not be read").pipe(
        Effect.annotateLogs({ file: name, detail: reason._tag }),
        Effect.as(Option.none<NamedAgentFile>())
      )))

  return Effect.fnUntraced(
    function*(dialled: PhoneNumber): Effect.fn.Return<ReadonlyArray<NamedAgentFile>, PlatformError.PlatformError> {
      const names = (yield* fs.readDirectory(directory)).filter((name) => isAgentFile(name)).sort()
      const files = (yield* Effect.forEach(names, read, { concurrency: 8 })).flatMap(Option.toArray)
      const nobodys = files.filter(({ phone }) => Option.isNone(phone))
      if (nobodys.length > 0) {
        yield* Effect.logWarning("agent files that answer no number: run `receptionist check` on them").pipe(
          Effect.annotateLogs({ problems: nobodys.flatMap(fileProblems) })
        )
      }
      return files.filter(({ phone }) => Option.contains(phone, dialled))
    }
  )
})
