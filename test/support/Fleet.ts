import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Config, Console, Effect, Exit, Layer, Option, Runtime } from "effect"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskConfigApi from "../../src/adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../../src/adapters/disk/Journal.ts"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import { serveHealth } from "../../src/adapters/http/HealthServer.ts"
import * as LiveKitDispatch from "../../src/adapters/livekit/Dispatch.ts"
import * as LiveKitRooms from "../../src/adapters/livekit/Rooms.ts"
import * as SupervisorLink from "../../src/adapters/processes/SupervisorLink.ts"
import * as NodeProcess from "../../src/adapters/processes/ThisProcess.ts"
import { spawnNode } from "../../src/adapters/processes/WorkerProcess.ts"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import type { JournalRecord } from "../../src/domain/JournalRecord.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import type { CallControl } from "../../src/programs/HandleCall.ts"
import { runWorkerAlone, runWorkerSupervised } from "../../src/programs/RunWorker.ts"
import { supervise } from "../../src/programs/Supervise.ts"
import type { Job } from "../../src/services/Dispatch.ts"
import { Journal } from "../../src/services/Journal.ts"
import { ThisProcess } from "../../src/services/ThisProcess.ts"
import { layerLogs } from "../../src/telemetry/Logs.ts"

// What `receptionist start` does, as processes of their own, with calls that only wait: the test is LiveKit. Run with
// `supervisor`, `alone`, or (by the supervisor) `worker`.

const settings = Config.all({
  url: Config.String("FLEET_URL"),
  apiUrl: Config.String("FLEET_API_URL"),
  apiKey: Config.String("FLEET_KEY"),
  apiSecret: Config.Redacted("FLEET_SECRET"),
  dataDir: Config.String("FLEET_DATA_DIR"),
  drainTimeout: Config.Duration("FLEET_DRAIN_TIMEOUT")
})

/** A call that goes on until the worker is drained. Jobs called `throw…` also throw where nobody catches. */
const handle = Effect.fnUntraced(
  function*(job: Job, { drained }: CallControl) {
    const journal = yield* Journal
    const callId = CallId.make(job.id)
    const file = yield* journal.open(callId)
    const records: ReadonlyArray<JournalRecord> = [
      { _tag: "ringing", roomName: job.room, startedAt: "2026-11-22T10:00:00.000Z" },
      {
        _tag: "start",
        start: {
          agentId: AgentId.make("clinic"),
          dialedNumber: PhoneNumber.make("+14505550100"),
          roomName: job.room,
          startedAt: "2026-11-22T10:00:00.000Z"
        }
      }
    ]
    yield* file.append(records.map((record, n) => ({ n, at: 0, record })), { flush: false })
    yield* Effect.logInfo("on the line").pipe(Effect.annotateLogs({ job: job.id, pid: process.pid }))
    if (job.id.startsWith("throw")) {
      setImmediate(() => {
        throw new Error("somebody forgot to catch")
      })
    }
    yield* drained
    yield* file.clear
    return "worker_drain" as const
  },
  Effect.scoped,
  Effect.orDie
)

const program = Effect.gen(function*() {
  const { apiKey, apiSecret, apiUrl, dataDir, drainTimeout, url } = yield* settings
  const role = process.argv[2]
  const show = serveHealth({ port: 0, host: "127.0.0.1" })
  const rooms = LiveKitRooms.layer({ url: apiUrl, apiKey, apiSecret, agentName: "receptionist" })
  const journal = DiskJournal.layer({ root: `${dataDir}/journal` })
  if (role === "supervisor") {
    return yield* supervise({
      processes: 2,
      spawn: spawnNode(import.meta.filename, ["worker"]),
      drainTimeout,
      hurry: yield* (yield* ThisProcess).secondSignal,
      show
    }).pipe(Effect.provide([journal, rooms]))
  }
  const options = {
    handle,
    maxCalls: 4,
    maxRssMb: 4000,
    drainTimeout
  }
  const services = Layer.mergeAll(
    LiveKitDispatch.layer({ url, apiKey, apiSecret, agentName: "receptionist", version: "1.2.3" }),
    journal,
    rooms,
    DiskConfigApi.layer({ agentsDir: "agents", dataDir }),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskMessages.layer({ root: `${dataDir}/messages` }),
    EmbeddedAnonymizer.layer
  )
  if (role === "alone") return yield* runWorkerAlone(options, show).pipe(Effect.provide(services))
  return yield* runWorkerSupervised(options).pipe(Effect.provide([services, SupervisorLink.layer]))
})

program.pipe(
  Effect.tapCause((cause) =>
    Option.match(Cause.findErrorOption(cause), {
      onNone: () => Effect.void,
      onSome: (error) => Console.error(error.message)
    })
  ),
  Effect.scoped,
  Effect.provide([
    NodeServices.layer,
    NodeProcess.layer({ schedulerStatistics: "/dev/null" }),
    layerLogs({ level: "Info", format: "json" })
  ]),
  (main) =>
    NodeRuntime.runMain(main, {
      disableErrorReporting: true,
      teardown: (exit) =>
        Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)
          ? process.exit(0)
          : Runtime.defaultTeardown(exit, (code) => process.exit(code))
    })
)
