import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { join } from "node:path"
import { serveHealth } from "../adapters/http/HealthServer.ts"
import * as SupervisorLink from "../adapters/processes/SupervisorLink.ts"
import * as NodeProcess from "../adapters/processes/ThisProcess.ts"
import { spawnNode } from "../adapters/processes/WorkerProcess.ts"
import { anonymizer, live, records, rooms } from "../Layers.ts"
import { deliverMessages } from "../programs/DeliverMessages.ts"
import { handleCall } from "../programs/HandleCall.ts"
import { recover } from "../programs/Recover.ts"
import { runWorkerAlone, runWorkerSupervised } from "../programs/RunWorker.ts"
import { supervise } from "../programs/Supervise.ts"
import { keepSweeping } from "../programs/Sweep.ts"
import type { ShowHealth } from "../services/Health.ts"
import { Rooms } from "../services/Rooms.ts"
import { ThisProcess } from "../services/ThisProcess.ts"
import { Settings } from "../Settings.ts"
import { settings } from "./CommandSettings.ts"
import { endsWell, well } from "./Endings.ts"

/** What a worker does beside its calls. */
const beside = Settings.use(({ retention }) =>
  Effect.succeed(Effect.all([deliverMessages, keepSweeping(retention)], { concurrency: "unbounded", discard: true }))
)

export const start = Command.make(
  "start",
  {
    processes: Flag.Int("processes").pipe(
      Flag.withDescription("How many workers on this machine; WORKER_PROCESSES without it"),
      Flag.filter((processes) => processes >= 1 && processes <= 64, () => "a number from 1 to 64"),
      Flag.optional
    )
  },
  Effect.fnUntraced(
    function*({ processes: asked }) {
      const { worker } = yield* Settings
      const processes = Option.getOrElse(asked, () => worker.processes)
      const show: ShowHealth = Option.match(worker.healthPort, {
        onNone: () => () => Effect.void,
        onSome: (port) => serveHealth({ port, host: worker.healthHost })
      })
      if (processes === 1) {
        return yield* runWorkerAlone({ ...worker, handle: handleCall, beside: yield* beside }, show).pipe(
          Effect.provide([live, rooms])
        )
      }
      const hurry = yield* (yield* ThisProcess).secondSignal
      const spawn = spawnNode(join(import.meta.dirname, "../Main.ts"), ["worker"], { WORKER_PROCESSES: `${processes}` })
      return yield* supervise({ ...worker, processes, spawn, show, hurry }).pipe(
        Effect.provide([records, rooms])
      )
    },
    Effect.scoped,
    Effect.provide([settings("start"), NodeProcess.layer()]),
    endsWell
  )
).pipe(Command.withDescription("Answer real phone calls: register with LiveKit, and handle what it dispatches"))

export const worker = Command.make(
  "worker",
  {},
  Effect.fnUntraced(
    function*() {
      const { worker } = yield* Settings
      const cores = (yield* ThisProcess).cores / worker.processes
      return yield* runWorkerSupervised({ ...worker, cores, handle: handleCall, beside: yield* beside })
        .pipe(
          Effect.provide([live, rooms, SupervisorLink.layer])
        )
    },
    Effect.provide([settings("start"), NodeProcess.layer()]),
    endsWell
  )
).pipe(Command.withDescription("One of the workers of `start --processes N`, which starts it"))

export const recoverCalls = Command.make(
  "recover",
  {},
  Effect.fnUntraced(
    function*() {
      const { livekit } = yield* Settings
      // The rows can be finished without LiveKit.
      const { release } = Option.isSome(livekit)
        ? yield* Rooms.use(Effect.succeed).pipe(Effect.provide(rooms))
        : { release: () => Effect.void }
      const { alive, finished, left } = yield* recover(
        release,
        (calls) =>
          Console.log(`${calls} of processes that may have died a moment ago: 18 seconds at most until that is known…`)
      ).pipe(Effect.provide([records, anonymizer]))
      yield* Console.log(`calls: ${finished} finished, ${left.length} not yet, ${alive} that living workers handle`)
      for (const { callId, problems } of left) yield* Console.log(`${callId}: ${problems.join("; ")}`)
      return yield* well(left.length === 0)
    },
    Effect.provide(settings("recover"))
  )
).pipe(Command.withDescription("Finish what calls that died have left; the worker does so itself while it runs"))
