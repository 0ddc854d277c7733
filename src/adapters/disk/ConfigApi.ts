import { Effect, Layer, Option, Path, type PlatformError, Schema } from "effect"
import { fileProblems } from "../../domain/AgentFile.ts"
import type { Pipeline } from "../../domain/AgentVoice.ts"
import { fileFault } from "../../domain/FileFault.ts"
import { CallId, RowId } from "../../domain/Ids.ts"
import { defaultRules, type TransferRules } from "../../domain/TransferPolicy.ts"
import {
  BackendUnavailable,
  ConfigApi,
  InvalidAgentConfig,
  MessagesUnsupported,
  UnknownNumber
} from "../../services/ConfigApi.ts"
import { logDoubts } from "../logDoubts.ts"
import { makeAgentFiles } from "./AgentFiles.ts"
import { makeRowFiles } from "./RowFiles.ts"

export interface EmbeddedOptions {
  readonly agentsDir: string
  readonly dataDir: string
  /** Where departments may be. */
  readonly rules?: TransferRules
  /** Who can think. Where it is said, the files are looked at from the start, and what is wrong with them is said then. */
  readonly pipelines?: ReadonlyArray<Pipeline>
}

const rowFault = (operation: string) => (error: PlatformError.PlatformError) =>
  new BackendUnavailable({ operation, detail: fileFault(error).detail, embedded: true })

const makeEmbedded = Effect.fnUntraced(function*(
  { agentsDir, dataDir, pipelines, rules = defaultRules }: EmbeddedOptions
) {
  const path = yield* Path.Path
  const { filesFor, readAll, unread } = yield* makeAgentFiles(agentsDir, rules, pipelines)
  if (pipelines !== undefined) {
    yield* readAll.pipe(
      Effect.map(({ length }) => length === 0 ? "holds no *.yaml" : undefined),
      Effect.catch((error) => Effect.succeed(`cannot be read (${fileFault(error).detail})`)),
      Effect.flatMap((wrong) =>
        wrong === undefined ? Effect.void : Effect.logError(
          `AGENTS_DIR ${wrong}: every call is refused; put an agent file there, or name the folder that has one`
        )
      ),
      Effect.forkScoped
    )
  }
  const change = yield* makeRowFiles(path.join(dataDir, "calls"))

  const unreadable = (error: PlatformError.PlatformError) => {
    const { detail, reason } = fileFault(error)
    const found = reason === "missingFile" ? "nothing" : detail
    return new InvalidAgentConfig({ problems: [`AGENTS_DIR: expected a directory of *.yaml files, found ${found}`] })
  }

  const write = Effect.fnUntraced(function*(operation: string, id: string, part: Readonly<Record<string, unknown>>) {
    if (!Schema.is(CallId)(id)) {
      return yield* new BackendUnavailable({ operation, detail: "not a row of ours", embedded: true })
    }
    return yield* Effect.mapError(change(id, part), rowFault(operation))
  })

  return ConfigApi.of({
    agentByPhone: Effect.fn("ConfigApi.agentByPhone")(function*(dialled) {
      const files = yield* Effect.mapError(filesFor(dialled), unreadable)
      const [file] = files
      if (file === undefined) {
        const unreadFiles = yield* unread
        if (unreadFiles.length === 0) return yield* new UnknownNumber({ reason: "absent" })
        // Nobody can say that the number is nobody's.
        return yield* new InvalidAgentConfig({
          problems: [`AGENTS_DIR: expected files that can be read, found ${unreadFiles.join(" and ")} which cannot`]
        })
      }
      if (files.length > 1) {
        const names = files.map(({ name }) => name).join(" and ")
        return yield* new InvalidAgentConfig({
          problems: [`phone: expected one file for each number, found it in ${names}`]
        })
      }
      if (Option.isNone(file.agent)) return yield* new InvalidAgentConfig({ problems: fileProblems(file) })
      yield* logDoubts(file.agent.value, file.warnings)
      return file.agent.value
    }),
    createCall: Effect.fn("ConfigApi.createCall")((callId, call) =>
      Effect.as(write("createCall", callId, { id: callId, ...call }), RowId.make(callId))
    ),
    endCall: Effect.fn("ConfigApi.endCall")((row, end) => write("endCall", row, end)),
    linkTranscript: Effect.fn("ConfigApi.linkTranscript")((row, transcription) =>
      write("linkTranscript", row, { transcription })
    ),
    linkRecording: Effect.fn("ConfigApi.linkRecording")((row, recording) => write("linkRecording", row, { recording })),
    // The outbox is on this machine already.
    leaveMessage: () => Effect.fail(new MessagesUnsupported()),
    // `CallRows` has them.
    eraseCaller: () => Effect.succeed(true),
    keepUnassigned: Effect.fn("ConfigApi.keepUnassigned")((callId, call) =>
      write("keepUnassigned", callId, { id: callId, ...call })
    )
  })
})

/** Keeps the rows of calls without an agent, where the other rows are a backend's: `dataDir/calls/{callId}.json`. */
export const keepUnassigned = Effect.fnUntraced(function*(dataDir: string) {
  const path = yield* Path.Path
  const change = yield* makeRowFiles(path.join(dataDir, "calls"))
  const keep: ConfigApi["Service"]["keepUnassigned"] = Effect.fn("ConfigApi.keepUnassigned")((callId, call) =>
    Effect.mapError(change(callId, { id: callId, ...call }), rowFault("keepUnassigned"))
  )
  return keep
})

/** Agents from the YAML files of `agentsDir`, looked at for each call; rows to `dataDir/calls/{callId}.json`. */
export const layer = (options: EmbeddedOptions) => Layer.effect(ConfigApi, makeEmbedded(options))
