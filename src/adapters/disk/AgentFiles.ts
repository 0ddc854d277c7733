import { Clock, type Duration, Effect, FileSystem, Option, Path, PlatformError } from "effect"
import { fileId, fileProblems, isAgentFile, type NamedAgentFile, readAgentFile } from "../../domain/AgentFile.ts"
import { Pipeline } from "../../domain/AgentVoice.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { TransferRules } from "../../domain/TransferPolicy.ts"
import { bytesOf, type FileState, stateOf } from "../../services/AgentBytes.ts"

/** A file as it was read last. */
interface Copy extends FileState {
  readonly content: Uint8Array
  readonly file: NamedAgentFile
  /** Epoch ms. */
  readonly read: number
}

/** A file that was changed just before it was read may change again and keep its time: file systems count coarsely. */
const settledAfter = 2_000

/** Carriers give up at about 12 s. */
const deadline: Duration.Input = "8 seconds"

const tookTooLong = PlatformError.systemError({ _tag: "TimedOut", module: "FileSystem", method: "readDirectory" })

const isCurrent = (copy: Copy, { bytes, inode, modified }: FileState) =>
  copy.inode === inode && copy.bytes === bytes && copy.modified === modified && copy.read - modified > settledAfter

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, index) => byte === b[index])

const complaint = ({ agent, name, phone }: NamedAgentFile, pipelines: ReadonlyArray<Pipeline>) =>
  Option.isNone(phone)
    ? Option.some("an agent file answers no number: run `receptionist check` on it")
    : Option.isNone(agent)
    ? Option.some("an agent file is wrong, so that its number is not answered: run `receptionist check` on it")
    : Option.map(
      Option.filter(agent, ({ voice }) => voice?.pipeline !== undefined && !pipelines.includes(voice.pipeline)),
      ({ voice }) =>
        `the agent file ${name} asks for the pipeline \`${voice?.pipeline}\`, whose deployments are not set: its calls have the worker's own`
    )

/**
 * The agent files of a directory that answer `dialled`: none, one, or by mistake several. Looks at all of them, and
 * parses each once for every change. One that cannot be read is no reason to leave the other agents' calls unanswered,
 * and answers as it did when it could. `pipelines`: who can think; an agent that asks for another is told of in the log.
 */
export const makeAgentFiles = Effect.fnUntraced(function*(
  directory: string,
  rules: TransferRules,
  pipelines: ReadonlyArray<Pipeline> = Pipeline.literals
) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const copies = new Map<string, Copy>()
  const unreadable = new Map<string, string>()

  const read = Effect.fnUntraced(function*(name: string) {
    const file = path.join(directory, name)
    const state = yield* stateOf(file)
    const known = copies.get(name)
    if (known !== undefined && isCurrent(known, state)) return Option.some(known.file)
    const content = yield* bytesOf(file)
    const now = yield* Clock.currentTimeMillis
    // Another call may have read it meanwhile.
    const copy = copies.get(name)
    const isNew = copy === undefined || !isSame(copy.content, content)
    const agentFile = isNew ? { ...readAgentFile(content, fileId(name), rules), name } : copy.file
    copies.set(name, { ...state, content, file: agentFile, read: now })
    unreadable.delete(name)
    const wrong = isNew ? complaint(agentFile, pipelines) : Option.none()
    if (Option.isSome(wrong)) {
      yield* Effect.logWarning(wrong.value).pipe(Effect.annotateLogs({ problems: fileProblems(agentFile) }))
    }
    return Option.some(agentFile)
  }, (effect, name) =>
    Effect.catchTag(
      effect,
      "AgentFileUnreadable",
      Effect.fnUntraced(function*({ message, reason }) {
        if (reason === "missing") return Option.none<NamedAgentFile>()
        if (unreadable.get(name) !== reason) {
          unreadable.set(name, reason)
          yield* Effect.logWarning("an agent file cannot be read").pipe(
            Effect.annotateLogs({ file: name, detail: message })
          )
        }
        return Option.map(Option.fromUndefinedOr(copies.get(name)), ({ file }) => file)
      })
    ))

  const readAll = Effect.gen(function*() {
    const names = (yield* fs.readDirectory(directory)).filter((name) => isAgentFile(name)).sort()
    const there = new Set(names)
    for (const known of [copies, unreadable]) for (const name of known.keys()) if (!there.has(name)) known.delete(name)
    return (yield* Effect.forEach(names, read, { concurrency: 8 })).flatMap(Option.toArray)
  }).pipe(Effect.provideService(FileSystem.FileSystem, fs))

  const filesFor = Effect.fnUntraced(
    function*(dialled: PhoneNumber): Effect.fn.Return<ReadonlyArray<NamedAgentFile>, PlatformError.PlatformError> {
      const answers = ({ phone }: NamedAgentFile) => Option.contains(phone, dialled)
      return yield* readAll.pipe(
        Effect.map((files) => files.filter(answers)),
        // What has not been looked at by then may have changed, which is better than a caller who is not answered.
        Effect.timeoutOrElse({
          duration: deadline,
          orElse: () => {
            const known = [...copies.values()].map(({ file }) => file).filter(answers)
            return known.length > 0 ? Effect.succeed(known) : Effect.fail(tookTooLong)
          }
        })
      )
    }
  )

  /** Files that never could be read, and might be anybody's. */
  const unread = Effect.sync(() =>
    [...unreadable].filter(([name, reason]) => reason !== "notAFile" && !copies.has(name)).map(([name]) => name)
  )
  return { filesFor, readAll, unread }
})
