import { Effect, FileSystem, Option } from "effect"

/** A process and everything that it has started: what they use together. */
export interface Usage {
  readonly pids: ReadonlyArray<number>
  /** CPU time of theirs, and of children of theirs that have ended, in seconds. */
  readonly cpuSeconds: number
}

/** Linux counts CPU time in hundredths of a second, whatever its own clock. */
const ticksPerSecond = 100

interface Process {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

// proc(5): the name, in parentheses, may hold anything; the state is the first field after it.
const readStat = (text: string): Process | undefined => {
  const pid = Number.parseInt(text, 10)
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number)
  const [, parent] = fields
  if (parent === undefined || Number.isNaN(pid)) return undefined
  return { pid, parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) }
}

const read = Effect.fnUntraced(function*(path: string) {
  return yield* Effect.option((yield* FileSystem.FileSystem).readFileString(path))
})

const processes = Effect.gen(function*() {
  const names = yield* (yield* FileSystem.FileSystem).readDirectory("/proc").pipe(Effect.orDie)
  const stats = yield* Effect.forEach(
    names.filter((name) => /^\d+$/.test(name)),
    (pid) => read(`/proc/${pid}/stat`),
    { concurrency: 8 }
  )
  return stats.flatMap((text) => Option.toArray(text)).flatMap((text) => readStat(text) ?? [])
})

/** What a process and its descendants use, from `/proc/PID/stat`. Nothing where it is gone. */
export const usageOf = Effect.fnUntraced(function*(root: number) {
  const all = yield* processes
  const tree = all.filter(({ pid }) => pid === root)
  for (let index = 0; index < tree.length; index++) {
    tree.push(...all.filter(({ parent }) => parent === tree[index]!.pid))
  }
  const usage: Usage = {
    pids: tree.map(({ pid }) => pid),
    cpuSeconds: tree.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond
  }
  return usage
})

/** CPU time that the whole machine has used, in seconds, from `/proc/stat`. */
export const machineCpuSeconds = Effect.map(read("/proc/stat"), (text) => {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = Option.getOrElse(text, () =>
    "").split("\n")[0]?.trim().split(/\s+/).slice(1).map(Number) ?? []
  return (user + nice + system + irq + softirq) / ticksPerSecond
})

/** Proportional set size of a process and its descendants, in MB (10⁶ bytes), from `/proc/PID/smaps_rollup`. */
export const pssOf = Effect.fnUntraced(function*(root: number) {
  const { pids } = yield* usageOf(root)
  const sizes = yield* Effect.forEach(pids, (pid) => read(`/proc/${pid}/smaps_rollup`))
  return sizes.reduce((sum, text) => {
    const [, kib = "0"] = /^Pss:\s+(\d+) kB/m.exec(Option.getOrElse(text, () => "")) ?? []
    return sum + Number(kib) * 1024 / 1e6
  }, 0)
})

/** Open file descriptors of a process and its descendants. */
export const descriptorsOf = Effect.fnUntraced(function*(root: number) {
  const fs = yield* FileSystem.FileSystem
  const { pids } = yield* usageOf(root)
  const open = yield* Effect.forEach(
    pids,
    (pid) => fs.readDirectory(`/proc/${pid}/fd`).pipe(Effect.orElseSucceed(() => []))
  )
  return open.reduce((sum, { length }) => sum + length, 0)
})
