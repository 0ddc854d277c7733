import {
  Console,
  Duration,
  Effect,
  Fiber,
  FileSystem,
  Option,
  type PlatformError,
  Schedule,
  type Scope,
  Stream
} from "effect"
import { ChildProcess, type ChildProcessSpawner } from "effect/process"
import { createSocket } from "node:dgram"
import { connect, createServer, type Server } from "node:net"
import * as Seen from "./Seen.ts"

/** A program that runs beside the test. */
export interface Running {
  readonly pid: number
  /** Its output, line by line. */
  readonly lines: Seen.Seen<string>
  /** Completes when all that it says has been read: it is gone, and so is every child that has its output. */
  readonly silent: Effect.Effect<void>
  /** Completes with its exit code. A program that a signal ended has none: -1. */
  readonly exited: Effect.Effect<number>
  /** Sends a signal, and waits until the program is gone; SIGKILL follows after 10 s. */
  readonly kill: (signal: "SIGTERM" | "SIGKILL") => Effect.Effect<void>
  /** Sends a signal, and waits for nothing. */
  readonly signal: (signal: NodeJS.Signals) => Effect.Effect<void>
}

export interface Program {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly env?: Record<string, string>
  readonly cwd?: string
  /** Everything it says is added to this file. */
  readonly log?: string
}

/** What a program has to end in order, before it is killed. */
const patience = Duration.seconds(10)

/** Sends a signal to a process that is there. */
export const send = (pid: number, signal: NodeJS.Signals) => Effect.sync(() => void process.kill(pid, signal))

/** Waits until there is no such process any more. */
export const gone = (pid: number) =>
  Effect.try({ try: () => process.kill(pid, 0), catch: () => "gone" as const }).pipe(
    Effect.repeat(Schedule.spaced("50 millis")),
    Effect.ignore
  )

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
    forceKillAfter: patience,
    ...(cwd !== undefined && { cwd })
  })
  const reading = yield* handle.all.pipe(
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
  // Who has to be killed hangs, which would otherwise show as nothing but a test that takes long.
  yield* Effect.addFinalizer(Effect.fnUntraced(function*() {
    const [took] = yield* Effect.timed(Effect.ignore(handle.kill({ killSignal: "SIGTERM", forceKillAfter: patience })))
    if (Duration.isLessThan(took, patience)) return
    const said = yield* lines.all
    yield* Console.error(`--- ${command} had to be killed. Its last lines:\n${said.slice(-40).join("\n")}`)
  }))
  return {
    pid: Number(handle.pid),
    lines,
    silent: Effect.asVoid(Fiber.await(reading)),
    exited: handle.exitCode.pipe(Effect.map(Number), Effect.orElseSucceed(() => -1)),
    kill: (killSignal) => Effect.ignore(handle.kill({ killSignal, forceKillAfter: patience })),
    signal: (signal) => send(Number(handle.pid), signal)
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

/** A TCP server that does nothing but keep a port, for as long as the scope is open. */
const hold = (port: number) =>
  Effect.acquireRelease(
    Effect.callback<Server, "taken">((resume) => {
      const server = createServer((socket) => socket.destroy())
      server.once("error", () => resume(Effect.fail("taken")))
      server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
  )

const bindable = (port: number) =>
  Effect.callback<void, "taken">((resume) => {
    const socket = createSocket("udp4")
    socket.once("error", () => resume(Effect.fail("taken")))
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => socket.close(() => resume(Effect.void)))
  })

const free = (port: number) => Effect.andThen(Effect.scoped(hold(port)), bindable(port))

/**
 * The first of `count` ports in a row that nobody else has or gets, TCP or UDP, as long as the scope is open: the port
 * before them is held, and whoever looks for ports in this way, other runs on this machine included, goes on to the next
 * block. All are below the range from which the system picks the ports of outgoing connections, so that they are still
 * free when a server that was stopped comes back to them.
 */
const freeBlock = Effect.fnUntraced(function*(from: number, to: number, count: number) {
  for (let held = from; held + count < to; held += count + 1) {
    if (Option.isNone(yield* Effect.option(hold(held)))) continue
    const ports = Array.from({ length: count }, (_, index) => held + 1 + index)
    if (Option.isSome(yield* Effect.option(Effect.forEach(ports, free, { discard: true })))) return held + 1
  }
  return yield* Effect.die(`there are no ${count} free ports in a row between ${from} and ${to}`)
})

/** A port of one's own, and the one after it. */
export const freePort = freeBlock(12_000, 24_000, 2)

/** A hundred ports of one's own in a row. */
export const freeRange = freeBlock(24_000, 32_000, 100)
