import { Effect, FileSystem, type PlatformError } from "effect"
import type { ConfigApi } from "../../../src/services/ConfigApi.ts"

/** A place at which the process touches its journal, a store, or whom it sends something: whose, and what is done there. */
export type Kind = `${"journal" | "store" | "outbox" | "backend" | "receiver"} ${string}`

/**
 * Where the process dies: `before` the touch, `torn` in the middle of what it writes, or `after` it, when whoever did it
 * never learns that it was done.
 */
export type Moment = "before" | "torn" | "after"

export interface Death {
  readonly kind: Kind
  readonly moment: Moment
}

/** When to die: at the n-th touch, or when `now` is asked to. */
export interface Plan {
  readonly at: number
  readonly moment: Moment
}

/**
 * The edges of a process that may be killed. What it touches is counted; from its death on nothing that it does reaches
 * the disk or the backend, and whatever asks for it dies. What was under way in the kernel is done to its end, as it is
 * after a real kill: `quiet` waits for it.
 */
export const makeEdges = (plan: Plan) => {
  const touched: Array<Kind> = []
  let death: Death | undefined
  let underWay = 0
  const killed = Effect.die(new Error("killed"))

  const die = (kind: Kind, moment: Moment) =>
    Effect.suspend(() => {
      death ??= { kind, moment }
      return killed
    })

  /** Does it, unless the process is dead; `half` does half of it. */
  const guarded = <A, E, R>(touch: Effect.Effect<A, E, R>) =>
    Effect.suspend(() => {
      if (death !== undefined) return killed
      underWay++
      return touch.pipe(
        Effect.ensuring(Effect.sync(() => {
          underWay--
        })),
        Effect.filterOrElse(() => death === undefined, () => killed)
      )
    })

  const point = <A, E, R>(
    kind: Kind,
    touch: Effect.Effect<A, E, R>,
    half: Effect.Effect<unknown, E, R> = touch
  ): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      if (death !== undefined) return killed
      touched.push(kind)
      if (touched.length !== plan.at) return guarded(touch)
      if (plan.moment === "before") return die(kind, "before")
      return Effect.andThen(Effect.exit(guarded(plan.moment === "torn" ? half : touch)), die(kind, plan.moment))
    })

  /** Opens, and counts the closing as under way, too. */
  const opening = <A, E, R>(open: Effect.Effect<A, E, R>) =>
    Effect.gen(function*() {
      let closing = 0
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          underWay -= closing
        })
      )
      const opened = yield* open
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          underWay += ++closing
        })
      )
      return opened
    })

  return {
    touched,
    point,
    guarded,
    opening,
    get death() {
      return death
    },
    /** The process dies now, whatever it is about. */
    kill: () => {
      death ??= { kind: "journal nothing", moment: "before" }
    },
    isQuiet: () => underWay === 0
  }
}

export type Edges = ReturnType<typeof makeEdges>

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

/** The file system as the process sees it; reading is no touch, for nothing changes by it. */
export const fileSystemOf = (fs: FileSystem.FileSystem, { guarded, opening, point }: Edges): FileSystem.FileSystem => {
  const of = (path: string, what: string): Kind =>
    `${path.includes("/blobs/") ? "store" : path.includes("/messages/") ? "outbox" : "journal"} ${what}`
  const what = (path: string) =>
    path.endsWith(".alive") || path.endsWith(".gone")
      ? "sign of life"
      : path.endsWith(".tmp")
      ? "new file"
      : path.endsWith("recording.ogg")
      ? "recording"
      : /\.\w+$/.test(path)
      ? "file"
      : "directory"
  const reading = <A>(io: Io<A>) => guarded(io)

  const file = (path: string, open: FileSystem.File): FileSystem.File => {
    const half = (bytes: Uint8Array) => bytes.subarray(0, Math.floor(bytes.length / 2))
    return {
      [FileSystem.FileTypeId]: FileSystem.FileTypeId,
      seek: (offset, from) => reading(open.seek(offset, from)),
      truncate: (length) => point(of(path, `truncate ${what(path)}`), open.truncate(length)),
      stat: reading(open.stat),
      read: (buffer, options) => reading(open.read(buffer, options)),
      readAlloc: (size, options) => reading(open.readAlloc(size, options)),
      sync: point(of(path, `flush ${what(path)}`), open.sync),
      write: (bytes) => point(of(path, `write ${what(path)}`), open.write(bytes), open.write(half(bytes))),
      writeAll: (bytes) => point(of(path, `write ${what(path)}`), open.writeAll(bytes), open.writeAll(half(bytes)))
    }
  }

  return {
    ...fs,
    exists: (path) => reading(fs.exists(path)),
    stat: (path) => reading(fs.stat(path)),
    lstat: (path) => reading(fs.lstat(path)),
    readDirectory: (path, options) => reading(fs.readDirectory(path, options)),
    open: (path, options) => {
      const opened = opening(Effect.map(fs.open(path, options), (opened) => file(path, opened)))
      return options?.flag === undefined || options.flag === "r" || options.flag === "r+"
        ? guarded(opened)
        : point(of(path, `open ${what(path)}`), opened)
    },
    makeDirectory: (path, options) => point(of(path, "make directory"), fs.makeDirectory(path, options)),
    rename: (from, to) => point(of(to, `rename ${what(to)}`), fs.rename(from, to)),
    remove: (path, options) => point(of(path, `remove ${what(path)}`), fs.remove(path, options)),
    utimes: (path, atime, mtime) => point(of(path, `touch ${what(path)}`), fs.utimes(path, atime, mtime)),
    writeFileString: (path, text, options) =>
      point(
        of(path, `write ${what(path)}`),
        fs.writeFileString(path, text, options),
        fs.writeFileString(path, text.slice(0, Math.floor(text.length / 2)), options)
      )
  }
}

/** The backend as the process sees it: a request that it did not live to have answered has been made all the same. */
export const configApiOf = (configApi: ConfigApi["Service"], { guarded, point }: Edges): ConfigApi["Service"] => ({
  agentByPhone: (dialled) => guarded(configApi.agentByPhone(dialled)),
  createCall: (...args) => point("backend create the row", configApi.createCall(...args)),
  endCall: (...args) => point("backend end the row", configApi.endCall(...args)),
  linkTranscript: (...args) => point("backend link the transcript", configApi.linkTranscript(...args)),
  linkRecording: (...args) => point("backend link the recording", configApi.linkRecording(...args)),
  leaveMessage: configApi.leaveMessage,
  eraseCaller: configApi.eraseCaller,
  keepUnassigned: (...args) => point("backend keep the row", configApi.keepUnassigned(...args))
})
