import { Effect, FileSystem, type PlatformError, Schedule, type Scope, Stream } from "effect"
import { ChildProcess, type ChildProcessSpawner } from "effect/process"
import { createSocket } from "node:dgram"
import { connect, createServer } from "node:net"
import * as Seen from "./Seen.ts"

/** A program that runs beside the test. */
export interface Running {
  readonly pid: number
  /** Its output, line by line. */
  readonly lines: Seen.Seen<string>
  /** Completes with its exit code. A program that a signal ended has none: -1. */
  readonly exited: Effect.Effect<number>
  /** Sends a signal, and waits until the program is gone; SIGKILL follows after 10 s. */
  readonly kill: (signal: "SIGTERM" | "SIGKILL") => Effect.Effect<void>
  /** Sends a signal that it survives. */
  readonly signal: (signal: "SIGSTOP" | "SIGCONT") => Effect.Effect<void>
}

export interface Program {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly env?: Record<string, string>
  readonly cwd?: string
  /** Everything it says is added to this file. */
  readonly log?: string
}

/**
 * Runs a program for as long as the scope is open. It stays in our process group, so that whoever kills that group
 * leaves nothing behind, whatever becomes of us.
 */
export const run = Effect.fnUntraced(function*(
  { args, command, cwd, env = {}, log }: Program
): Effect.fn.Return<
  Running,
  PlatformError.PlatformError,
  ChildProcessSpawner.ChildProcessSpawner | FileSystem.FileSystem | Scope.Scope
> {
  const fs = yield* FileSystem.FileSystem
  const lines = yield* Seen.make<string>((line) => line)
  const handle = yield* ChildProcess.make(command, args, {
    env,
    extendEnv: true,
    detached: false,
    stdin: "ignore",
    forceKillAfter: "10 seconds",
    ...(cwd !== undefined && { cwd })
  })
  yield* handle.all.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.runForEachArray((more) =>
      Effect.andThen(
        lines.add(...more),
        log === undefined ? Effect.void : Effect.ignore(fs.writeFileString(log, `${more.join("\n")}\n`, { flag: "a" }))
      )
    ),
    Effect.ignore,
    Effect.forkScoped
  )
  return {
    pid: Number(handle.pid),
    lines,
    exited: handle.exitCode.pipe(Effect.map(Number), Effect.orElseSucceed(() => -1)),
    kill: (killSignal) => Effect.ignore(handle.kill({ killSignal, forceKillAfter: "10 seconds" })),
    signal: (signal) => Effect.sync(() => void process.kill(Number(handle.pid), signal))
  }
})

/** Waits until something listens on a loopback TCP port. */
export const listening = (port: number) =>
  Effect.callback<void, "refused">((resume) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => resume(Effect.void))
    socket.once("error", () => resume(Effect.fail("refused")))
    return Effect.sync(() => socket.destroy())
  }).pipe(
    Effect.retry(Schedule.spaced("50 millis")),
    Effect.timeout("30 seconds")
  )

const free = (port: number) =>
  Effect.callback<void, "taken">((resume) => {
    const tcp = createServer()
    const udp = createSocket("udp4")
    const taken = () => resume(Effect.fail("taken"))
    tcp.once("error", taken)
    udp.once("error", taken)
    tcp.listen(port, "127.0.0.1", () => {
      udp.bind(port, "127.0.0.1", () => tcp.close(() => udp.close(() => resume(Effect.void))))
    })
  })

/**
 * A port that is free for TCP and UDP, and for the one after it. Below the range from which the system picks the ports
 * of outgoing connections: so it is still free when a server that was stopped comes back to it.
 */
export const freePort: Effect.Effect<number> = Effect.suspend(() => {
  const port = 12_000 + 2 * Math.floor(Math.random() * 9_000)
  return Effect.as(Effect.andThen(free(port), free(port + 1)), port)
}).pipe(Effect.eventually)
