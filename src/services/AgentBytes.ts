import { type Duration, Effect, FileSystem, Option, type PlatformError, Schema, Stream } from "effect"
import { largestAgentFile } from "../domain/AgentText.ts"
import { fileFault } from "../domain/FileFault.ts"

/** An agent file that cannot be read. `message` completes "cannot be read: …", and holds no path. */
export class AgentFileUnreadable extends Schema.TaggedError<AgentFileUnreadable>()("AgentFileUnreadable", {
  reason: Schema.Literals(["missing", "notAFile", "tooLarge", "slow", "refused"]),
  /** The errno, where the system gave one. */
  detail: Schema.String
}) {
  override get message() {
    switch (this.reason) {
      case "missing":
        return "there is no such file"
      case "notAFile":
        return "it is no regular file"
      case "tooLarge":
        return `it is larger than ${largestAgentFile / 1024} kB: shorten its texts`
      case "slow":
        return "its file system did not answer in time"
      case "refused":
        return this.detail
    }
  }
}

/** What tells one state of a file from another. */
export interface FileState {
  readonly inode: bigint
  readonly bytes: number
  /** Epoch ms. */
  readonly modified: number
}

const deadline: Duration.Input = "2 seconds"

const inTime = <A>(io: Effect.Effect<A, PlatformError.PlatformError | AgentFileUnreadable>) =>
  io.pipe(
    Effect.catchTag("PlatformError", (error) =>
      new AgentFileUnreadable({
        reason: error.reason._tag === "NotFound" ? "missing" : "refused",
        detail: fileFault(error).detail
      })),
    Effect.timeoutOrElse({
      duration: deadline,
      orElse: () => Effect.fail(new AgentFileUnreadable({ reason: "slow", detail: "" }))
    })
  )

const bounded = (bytes: number) =>
  bytes > largestAgentFile ? Effect.fail(new AgentFileUnreadable({ reason: "tooLarge", detail: "" })) : Effect.void

/** Looks at a file without opening it, which would wait for the other end of a pipe. Links are followed. */
export const stateOf = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  return yield* inTime(Effect.gen(function*() {
    const { ino, mtime, size, type } = yield* fs.stat(file)
    if (type !== "File") return yield* new AgentFileUnreadable({ reason: "notAFile", detail: "" })
    const bytes = Number(size)
    yield* bounded(bytes)
    const modified = Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })
    return { inode: Option.getOrElse(ino, () => 0n), bytes, modified }
  }))
})

/** The content of a file that `stateOf` has looked at; never more than an agent file may have, whatever became of it. */
export const bytesOf = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  const chunks = yield* inTime(Stream.runCollect(fs.stream(file, { bytesToRead: largestAgentFile + 1 })))
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let end = 0
  for (const chunk of chunks) {
    bytes.set(chunk, end)
    end += chunk.length
  }
  yield* bounded(bytes.length)
  return bytes
})

/** The content of an agent file: regular, bounded, within a bounded time. */
export const agentBytes = (file: string) => Effect.andThen(stateOf(file), bytesOf(file))
