import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Effect, FileSystem, Layer, Option, Path, Schedule, Schema } from "effect"
import { Result } from "effect"
import { SqlClient } from "effect/sql"
import { CallEnded, RecordingStored, TranscriptStored } from "../../api/Worker.ts"
import { fileId, isAgentFile } from "../../domain/AgentFile.ts"
import { textOf } from "../../domain/AgentText.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { agentBytes } from "../../services/AgentBytes.ts"
import { Agents, isAgentId } from "../agents/Agents.ts"
import { Calls } from "../calls/Calls.ts"
import { strays } from "../calls/Strays.ts"
import { Company } from "../company/Company.ts"
import { alone, whyOf } from "../database/Database.ts"
import { Deliveries } from "../deliveries/Deliveries.ts"
import { workersDeliveries } from "../deliveries/WorkersDeliveries.ts"
import { OfficeMessages } from "../messages/OfficeMessages.ts"
import { OfficeOptions } from "../OfficeOptions.ts"

/** A row as the embedded worker writes it: what it would have sent to a backend, one part over the other. */
const RowFile = Schema.fromJsonString(Schema.Struct({
  agentId: Schema.optionalKey(Schema.String),
  callerNumber: Schema.optionalKey(Schema.String),
  dialedNumber: Schema.optionalKey(Schema.String),
  roomName: Schema.optionalKey(Schema.String),
  sipCallId: Schema.optionalKey(Schema.String),
  /** None in what a worker lays over a row that was removed under it. */
  startedAt: Schema.optionalKey(Schema.String),
  ...CallEnded.fields,
  transcription: Schema.optionalKey(TranscriptStored),
  recording: Schema.optionalKey(RecordingStored)
}))
const decodeRow = Schema.decodeUnknownOption(RowFile)

/** A file that was written so long ago, and has no end, is left as it is. */
const settledAfter = 2 * 3_600_000

/**
 * Reads in what a worker without a backend leaves in DATA_DIR, now and as it comes: agents that the office does not know
 * yet, rows, messages and their deliveries. Nothing there is changed.
 */
export const intake = Layer.effectDiscard(Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const sql = yield* SqlClient.SqlClient
  const pg = yield* PgClient.PgClient
  const stray = yield* strays
  const agents = yield* Agents
  const calls = yield* Calls
  const company = yield* Company
  const deliveries = yield* Deliveries
  const messages = yield* OfficeMessages
  const { agentsDir, dataDir, openMessage } = yield* OfficeOptions
  const companyId = yield* company.ensure

  const names = (directory: string) =>
    Effect.orElseSucceed(fs.readDirectory(directory), (): ReadonlyArray<string> => [])

  const isKnown = (agentId: string) =>
    sql`SELECT 1 FROM agents WHERE id = ${agentId}`.pipe(Effect.map((rows) => rows.length > 0), Effect.orDie)

  const notRead = (file: string, why: string) =>
    Effect.logWarning(`an agent file was not read in (${why}): run \`receptionist check\` on it`).pipe(
      Effect.annotateLogs({ file })
    )

  const adoptAgent = Effect.fnUntraced(function*(name: string) {
    const id = fileId(name)
    if (!isAgentId(id) || (yield* isKnown(id))) return
    const yaml = Result.getSuccess(textOf(yield* agentBytes(path.join(agentsDir, name))))
    if (Option.isNone(yaml)) return
    const agent = yield* agents.create(companyId, "office", yaml.value, id)
    yield* agents.publish(companyId, "office", agent.id, { note: name }).pipe(
      Effect.catchTags({
        InvalidAgent: () =>
          Effect.logWarning("an agent file cannot answer calls: it stands as a draft in the office").pipe(
            Effect.annotateLogs({ agentId: agent.id })
          ),
        Conflict: ({ message }) =>
          Effect.logWarning(`an agent file stands as a draft in the office: ${message}`).pipe(
            Effect.annotateLogs({ agentId: agent.id })
          )
      })
    )
  }, (effect, file) =>
    Effect.catchTags(effect, {
      InvalidAgent: () => notRead(file, "it is no agent"),
      Conflict: ({ message }) => notRead(file, message),
      AgentFileUnreadable: ({ message }) => notRead(file, message)
    }))

  /** One that is in no file any more has left calls all the same. */
  const ensureAgent = Effect.fnUntraced(function*(agentId: string) {
    if (!isAgentId(agentId)) return false
    yield* Effect.orDie(sql`INSERT INTO agents ${
      sql.insert({
        id: agentId,
        company_id: companyId,
        name: agentId,
        languages: pg.json([]),
        archived_at: new Date(yield* Clock.currentTimeMillis)
      })
    } ON CONFLICT DO NOTHING`)
    return true
  })

  const seen = new Map<string, number | "settled">()
  /** What is as it was when it was read last is not read again; one that is refused stands in no other's way. */
  const once = (what: string) => <E>(read: (file: string, mtime: number) => Effect.Effect<"settled" | void, E>) =>
    Effect.fnUntraced(function*(file: string) {
      const { mtime } = yield* fs.stat(file)
      const at = Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })
      if (seen.get(file) === at) return
      seen.set(file, (yield* alone(what)(read(file, at))) ?? at)
    }, (effect) => Effect.catchTag(effect, "PlatformError", () => Effect.void))

  const readRow = once("a row of DATA_DIR was not read in")(Effect.fnUntraced(function*(file: string, mtime: number) {
    const row = decodeRow(yield* fs.readFileString(file))
    if (Option.isNone(row)) return
    const { agentId, recording, startedAt, transcription, ...rest } = row.value
    const key = path.basename(file, ".json")
    const assigned = agentId !== undefined && (yield* ensureAgent(agentId))
    const made = startedAt === undefined ? Option.none() : yield* Effect.option(
      assigned
        ? calls.start(undefined, { ...rest, startedAt, agentId }, key)
        : calls.startUnassigned(companyId, { ...rest, startedAt }, key)
    )
    if (Option.isNone(made)) {
      return yield* stray.row(key, [transcription, recording].flatMap((link) => link === undefined ? [] : [link.url]))
    }
    const id = made.value
    if (transcription !== undefined) yield* calls.linkTranscript(undefined, id, transcription)
    if (recording !== undefined) yield* calls.linkRecording(undefined, id, recording)
    if (rest.endedAt !== undefined) yield* calls.end(undefined, id, rest)
    const complete = rest.endedAt !== undefined && transcription !== undefined && recording !== undefined
    const old = (yield* Clock.currentTimeMillis) - mtime > settledAfter
    return complete || old ? "settled" : undefined
  }, (effect) => Effect.catchTag(effect, ["NotFound", "Erased"], () => Effect.void)))

  const readMessage = once("a message of DATA_DIR was not read in")(Effect.fnUntraced(function*(file: string) {
    const kept = openMessage(yield* fs.readFileString(file), path.basename(file, ".json"))
    if (Option.isNone(kept) || !(yield* ensureAgent(kept.value.message.agentId))) return
    const { done, message, origin } = kept.value
    const [agent] = yield* Effect.orDie(
      sql<{ readonly company_id: string }>`SELECT company_id FROM agents WHERE id = ${message.agentId}`
    )
    const owner = CompanyId.make(agent?.company_id ?? companyId)
    const isErased = (kind: "call" | "message", id: string) =>
      sql`SELECT 1 FROM erased WHERE company_id = ${owner} AND kind = ${kind} AND id = ${id}`.pipe(
        Effect.map((rows) => rows.length > 0),
        Effect.orDie
      )
    const call = yield* Effect.option(calls.start(undefined, origin.start, origin.callId))
    const callId = Option.getOrUndefined(call)
    if (!(yield* isErased("call", origin.callId))) yield* messages.keep(owner, callId, message, done)
    yield* (yield* isErased("call", origin.callId)) || (yield* isErased("message", message.id))
      ? stray.message(owner, origin.callId, message)
      : deliveries.mirror(owner, message.id, workersDeliveries(kept.value, callId))
  }, (effect) => Effect.catchTag(effect, "NotFound", () => Effect.void)))

  const messageFiles = Effect.gen(function*() {
    const root = path.join(dataDir, "messages")
    const below = (folders: ReadonlyArray<string>, shape: RegExp) =>
      Effect.map(
        Effect.forEach(folders, (folder) =>
          Effect.map(names(folder), (found) =>
            found.filter((it) => shape.test(it)).map((it) => path.join(folder, it)))),
        (found) =>
          found.flat()
      )
    const agentFolders = yield* below([root], /^[A-Za-z0-9]/)
    const months = yield* below(yield* below(agentFolders, /^\d{4}$/), /^\d\d$/)
    return yield* below(months, /^[A-Za-z0-9][A-Za-z0-9_-]*\.json$/)
  })

  const round = Effect.gen(function*() {
    const rows = (yield* names(path.join(dataDir, "calls"))).filter((name) =>
      /^[A-Za-z0-9][A-Za-z0-9_-]*\.json$/.test(name) && seen.get(path.join(dataDir, "calls", name)) !== "settled"
    )
    yield* Effect.forEach(rows, (name) => readRow(path.join(dataDir, "calls", name)), { discard: true })
    yield* Effect.forEach(yield* messageFiles, readMessage, { discard: true })
  }).pipe(
    Effect.catchCause((cause) =>
      Effect.logWarning(`what the worker left in DATA_DIR was not all read in (${whyOf(cause)})`)
    )
  )

  yield* Effect.forEach((yield* names(agentsDir)).filter((name) => isAgentFile(name)).sort(), adoptAgent, {
    discard: true
  })
  yield* round
  yield* Effect.forkScoped(Effect.repeat(round, Schedule.spaced("2 seconds")))
}))
