import { Effect, FileSystem, Layer, Queue, Redacted, Stream } from "effect"
import { FetchHttpClient } from "effect/http"
import { ChildProcess } from "effect/process"
import * as BackendConfigApi from "../../../src/adapters/backend/ConfigApi.ts"
import * as DiskBlobStore from "../../../src/adapters/disk/BlobStore.ts"
import * as DiskConfigApi from "../../../src/adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import * as DiskMessages from "../../../src/adapters/disk/Messages.ts"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { recover } from "../../../src/programs/Recover.ts"
import { Journal } from "../../../src/services/Journal.ts"
import { localServer, type ServerRequest } from "../LocalServer.ts"
import { temporary } from "./Runs.ts"
import { recorded } from "./Victim.ts"
import { canonical } from "./World.ts"

const json = (body: unknown) => ({
  status: 200,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" }
})

/** A backend on loopback: rows by idempotency key, and what each was sent. */
const backend = Effect.gen(function*() {
  const sent = new Map<string, Array<string>>()
  const answer = ({ body, headers, method, url }: ServerRequest) => {
    if (method === "GET") {
      return json({ agent: { id: "clinic", name: "Clinique", config: { defaultLanguage: "FRENCH", transfers: [] } } })
    }
    const key = `${headers["idempotency-key"] ?? `${method} ${url}`}`
    sent.set(key, [...sent.get(key) ?? [], body])
    return json(method === "POST" && url === "/api/calls" ? { id: `row-${key}` } : {})
  }
  const { url } = yield* localServer(answer)
  return { url, sent }
})

/**
 * Starts a worker that handles one call after the other, kills it after `afterMillis` (SIGKILL), and has another process
 * take over what it left. Gives how many calls it had begun, and what is wrong with what is left of them.
 */
export const killForReal = Effect.fnUntraced(function*(afterMillis: number) {
  const fs = yield* FileSystem.FileSystem
  const dataDir = yield* temporary
  const { sent, url } = yield* backend
  const child = yield* ChildProcess.make(process.execPath, ["test/support/kill/MortalProcess.ts"], {
    extendEnv: true,
    stderr: "inherit",
    env: { MORTAL_DATA_DIR: dataDir, MORTAL_BACKEND: url }
  })
  const lines = yield* Queue.unbounded<string>()
  yield* child.stdout.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.runForEach((line) => Queue.offer(lines, line)),
    Effect.forkScoped
  )
  const owner = (yield* Effect.repeat(Queue.take(lines), { until: (line) => line.startsWith("owner ") })).slice(6)
  yield* Effect.sleep(afterMillis)
  yield* child.kill({ killSignal: "SIGKILL" })
  yield* Effect.exit(child.exitCode)

  const services = Layer.mergeAll(
    DiskJournal.layer({ root: `${dataDir}/journal` }),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskMessages.layer({ root: `${dataDir}/messages` }),
    BackendConfigApi.layer({
      baseUrl: new URL(url),
      apiKey: Redacted.make("key"),
      keepUnassigned: yield* DiskConfigApi.keepUnassigned(dataDir)
    }),
    EmbeddedAnonymizer.layer
  ).pipe(Layer.provide(FetchHttpClient.layer))
  // What its supervisor says of a worker that has ended.
  const { left } = yield* Effect.andThen(
    Effect.flatMap(Journal, (journal) => journal.retire(owner)),
    recover(() => Effect.void)
  ).pipe(Effect.provide(services))

  const faults = left.flatMap(({ problems }) => problems)
  const fault = (wrong: boolean, what: string) => {
    if (wrong) faults.push(what)
  }
  const files = (yield* fs.readDirectory(dataDir, { recursive: true })).filter((name) => /\.\w+$/.test(name))
  const textOf = (ending: string, of: string) => {
    const name = files.find((file) => file.startsWith("blobs/") && file.endsWith(`${of}${ending}`))
    return name === undefined ? Effect.undefined : fs.readFileString(`${dataDir}/${name}`)
  }
  fault(
    files.some((name) => name.startsWith("journal/") && !/\.(?:alive|gone)$/.test(name)),
    "the journal holds something"
  )
  fault(files.some((name) => name.endsWith(".tmp")), "a temporary file is left")
  for (const bodies of sent.values()) {
    fault(
      new Set(bodies.map((body) => canonical(body === "" ? null : JSON.parse(body)))).size > 1,
      "two bodies under one key"
    )
    fault(bodies.length > 2, "a part was sent more often than there were processes")
  }
  const rows = [...sent.keys()].filter((key) => sent.has(`PATCH /api/calls/row-${key}`) || key.length === 36)
  for (const callId of rows) {
    const [end] = sent.get(`PATCH /api/calls/row-${callId}`) ?? []
    fault(end === undefined, "a row has no end")
    const { endReason } = JSON.parse(end ?? "{}")
    const [transcript, recording] = [yield* textOf(".json", callId), yield* textOf(".ogg", callId)]
    fault(transcript?.includes("Tremblay") ?? false, "raw words are in the store")
    fault((transcript !== undefined) !== sent.has(`${callId}:transcript`), "a transcript without its link")
    fault((recording !== undefined) !== sent.has(`${callId}:recording`), "a recording without its link")
    fault(recording !== undefined && recording !== recorded, "a recording is not whole")
    if (endReason !== "caller_hangup") continue
    fault(recording === undefined, "the recording of a call that ended is lost")
    const items: ReadonlyArray<{ readonly id: string }> = JSON.parse(transcript ?? `{"items":[]}`).items
    const said = items.filter(({ id }) => /^[ur]\d$/.test(id)).length
    fault(said !== 10, `of a call that ended, ${said} of 10 turns are left`)
  }
  return { calls: rows.length, faults }
}, Effect.scoped)
