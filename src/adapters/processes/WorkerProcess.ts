import { Deferred, Effect, Option, Queue, Schema } from "effect"
import { type ChildProcess, fork } from "node:child_process"
import { type SpentReason, type SupervisorMessage, WorkerMessage } from "../../domain/WorkerProtocol.ts"
import type { SpawnWorker, WorkerExit, WorkerReport } from "../../services/WorkerProcess.ts"

const decode = Schema.decodeUnknownOption(WorkerMessage)

/** A Node process that runs `module` with `args`, in this process's environment and `env`, and writes to the same output. */
export const spawnNode = (
  module: string,
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
): SpawnWorker =>
  Effect.gen(function*() {
    let report: WorkerReport = { registered: false, accepting: false, rooms: [], journal: "" }
    const registered = yield* Deferred.make<void>()
    const spent = yield* Deferred.make<SpentReason>()
    const exited = yield* Deferred.make<WorkerExit>()
    const measured = yield* Queue.unbounded<string>()
    const pongs = yield* Queue.unbounded<void>()

    const hear = (raw: unknown) => {
      const message = Option.getOrUndefined(decode(raw))
      if (message?._tag === "State") {
        report = message
        if (message.registered) Deferred.doneUnsafe(registered, Effect.void)
      }
      if (message?._tag === "Spent") Deferred.doneUnsafe(spent, Effect.succeed(message.reason))
      if (message?._tag === "Measured") Queue.offerUnsafe(measured, message.metrics)
      if (message?._tag === "Pong") Queue.offerUnsafe(pongs, undefined)
    }
    const killed = (child: ChildProcess) =>
      Effect.andThen(Effect.sync(() => child.kill("SIGKILL")), Effect.asVoid(Deferred.await(exited)))
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => {
        // A given environment replaces this process's own, which is not read here but handed on whole, for the worker to
        // read its settings from.
        const child = fork(module, args, { env: { ...process.env, ...env } })
        child.on("message", hear)
        child.on("exit", (code) => {
          Deferred.doneUnsafe(exited, Effect.succeed(Option.fromNullishOr(code)))
        })
        // It could not be started, or not be told something; the former has no exit.
        child.on("error", () => {
          if (child.pid === undefined) Deferred.doneUnsafe(exited, Effect.succeedNone)
        })
        return child
      }),
      (child) => killed(child)
    )
    const tell = (message: SupervisorMessage) =>
      Effect.callback<void>((resume) => {
        if (!child.connected) return resume(Effect.void)
        child.send(message, () => resume(Effect.void))
      })
    return {
      pid: child.pid ?? 0,
      report: Effect.sync(() => report),
      registered: Deferred.await(registered),
      spent: Deferred.await(spent),
      exited: Deferred.await(exited),
      tell,
      ping: Queue.clear(pongs).pipe(
        Effect.andThen(Effect.forkChild(tell({ _tag: "Ping" }))),
        Effect.andThen(Queue.take(pongs))
      ),
      kill: killed(child),
      metrics: Queue.clear(measured).pipe(
        Effect.andThen(tell({ _tag: "Measure" })),
        Effect.andThen(Queue.take(measured)),
        Effect.timeoutOption("2 seconds")
      )
    }
  })
