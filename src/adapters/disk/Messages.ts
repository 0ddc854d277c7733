import {
  Clock,
  Duration,
  Effect,
  FileSystem,
  Latch,
  Layer,
  Option,
  Path,
  type PlatformError,
  Schema,
  Semaphore
} from "effect"
import { createHash } from "node:crypto"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { CallMessage, instantOf } from "../../domain/CallMessage.ts"
import { fileFault } from "../../domain/FileFault.ts"
import { AgentId, CallId, MessageId } from "../../domain/Ids.ts"
import { KeptMessage, type MessageOrigin } from "../../domain/KeptMessage.ts"
import { isSettled, lookupWay, openAt, withWays } from "../../domain/MessageWays.ts"
import { type Claim, MessageNotKept, type MessagePlace, Messages, OutboxError } from "../../services/Messages.ts"
import { abandonedAfter, removeDurably, syncDirectoryOf, writeDurably } from "./durableFile.ts"
import { makeLeases } from "./Leases.ts"
import { type JournalKeys, makeSeal, noSeal } from "./Seal.ts"

type Io<A> = Effect.Effect<A, PlatformError.PlatformError>

/** How long a claim lasts before it has to be renewed: longer than any delivery takes. */
const claimFor = Duration.minutes(3)

const KeptJson = Schema.fromJsonString(KeptMessage, { space: 1 })
const decodeKept = Schema.decodeUnknownOption(KeptJson)
const encodeKept = Schema.encodeEffect(KeptJson)

/** What stands in the file of the message `id`; none where it is no message, or was closed with a key that is not ours. */
export const openKept = (text: string, id: string, keys?: JournalKeys): Option.Option<KeptMessage> =>
  Option.flatMap(sealOf(id, keys).open(text.trimEnd()), decodeKept)

const sealOf = (id: string, keys: JournalKeys | undefined) => keys === undefined ? noSeal : makeSeal(keys, id)

const isMessage = Schema.is(CallMessage)

/** Says of a message that it has a delivery to be tried, or is to be taken back, and where it is. */
const Mark = Schema.fromJsonString(
  Schema.Struct({
    callId: CallId,
    agentId: AgentId,
    id: MessageId,
    takenAt: Schema.String,
    /** When the mark was made: a message may be kept long after it was taken. Those of earlier versions do not say. */
    markedAt: Schema.optionalKey(Schema.String)
  })
)
const decodeMark = Schema.decodeUnknownOption(Mark)
const encodeMark = Schema.encodeEffect(Mark)

const unlessGone = <A>(io: Io<A>, fallback: A): Io<A> =>
  Effect.catchReason(io, "PlatformError", "NotFound", () => Effect.succeed(fallback))

const outboxError = (operation: OutboxError["operation"]) =>
  Effect.mapError((error: PlatformError.PlatformError) => new OutboxError({ operation, ...fileFault(error) }))

/**
 * The outbox as files, which a person can read where there is no key: `{root}/{agentId}/{yyyy}/{mm}/{messageId}.json`. Beside the agents,
 * `.outbox/` marks those with deliveries to be tried (the mark is there before its message, and goes after it is
 * settled), `.withdrawn/` those that are to be taken back, `.claims/` says who works on which call, and `.gone/` which webhooks are gone.
 */
const makeMessages = Effect.fnUntraced(function*(root: string, keys: JournalKeys | undefined) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const [marks, withdrawals, gone] = [".outbox", ".withdrawn", ".gone"].map((name) => path.join(root, name)) as [
    string,
    string,
    string
  ]
  const lease = makeLeases(fs, path, path.join(root, ".claims"), claimFor)
  const oneAtATime = yield* Semaphore.make(1)
  /** Told of once. */
  const unreadable = new Set<string>()
  const arrived = yield* Latch.make(false)

  const directoryOf = ({ agentId, takenAt }: MessagePlace) =>
    path.join(root, agentId, takenAt.slice(0, 4), takenAt.slice(5, 7))
  const fileOf = (place: MessagePlace) => path.join(directoryOf(place), `${place.id}.json`)
  const markOf = ({ id }: Pick<MessagePlace, "id">) => path.join(marks, `${id}.json`)
  const withdrawalOf = ({ id }: Pick<MessagePlace, "id">) => path.join(withdrawals, `${id}.json`)

  const write = Effect.fnUntraced(function*(file: string, text: string) {
    yield* fs.makeDirectory(path.dirname(file), { recursive: true, mode: 0o700 })
    yield* writeDurably(
      fs,
      file,
      (temporary) => fs.writeFileString(temporary, `${text}\n`, { flag: "wx", mode: 0o600 })
    )
  })

  const readFile = (file: string) =>
    Effect.map(unlessGone(fs.readFileString(file), ""), (text) => openKept(text, path.basename(file, ".json"), keys))

  const mark = Effect.fnUntraced(function*(file: string, { agentId, id, takenAt }: MessagePlace, callId: CallId) {
    const markedAt = instantOf(yield* Clock.currentTimeMillis)
    yield* write(file, yield* Effect.orDie(encodeMark({ callId, agentId, id, takenAt, markedAt })))
  })
  const markOpen = ({ message, origin }: KeptMessage) => mark(markOf(message), message, origin.callId)

  /** The mark first: a message is never there without one while it has something open. */
  const save = Effect.fnUntraced(function*(kept: KeptMessage) {
    const settled = isSettled(kept)
    if (!settled && !(yield* fs.exists(markOf(kept.message)))) yield* markOpen(kept)
    const text = yield* Effect.orDie(encodeKept(kept))
    yield* write(fileOf(kept.message), sealOf(kept.message.id, keys).close(text))
    if (settled) yield* fs.remove(markOf(kept.message), { force: true })
  })

  /** Whose message is marked, by the name of the mark: it is the same for as long as the message is there. */
  const places = new Map<string, typeof Mark.Type>()

  const placeOf = Effect.fnUntraced(function*(name: string) {
    const before = places.get(name)
    if (before !== undefined) return Option.some(before)
    const place = decodeMark(yield* unlessGone(fs.readFileString(path.join(marks, name)), ""))
    if (Option.isSome(place)) places.set(name, place.value)
    return place
  })

  /**
   * The marked messages, of all calls or of one; a mark without a message is somebody's who is about to keep it, or died
   * over it. While a server is down, thousands wait: of another call's, no file is read again.
   */
  const marked = Effect.fnUntraced(function*(callId?: CallId) {
    const now = yield* Clock.currentTimeMillis
    const names = (yield* unlessGone(fs.readDirectory(marks), [])).filter((name) => /^[^.]+\.json$/.test(name))
    const there = new Set(names)
    for (const name of places.keys()) if (!there.has(name)) places.delete(name)
    const asked = callId === undefined ? names : names.filter((name) => (places.get(name)?.callId ?? callId) === callId)
    const found = yield* Effect.forEach(asked, (name) =>
      Effect.gen(function*() {
        const place = yield* placeOf(name)
        if (callId !== undefined && Option.isSome(place) && place.value.callId !== callId) return []
        const kept = Option.isSome(place) ? yield* readFile(fileOf(place.value)) : Option.none()
        if (Option.isSome(kept)) return [kept.value]
        places.delete(name)
        return yield* unkept(name, now)
      }), { concurrency: 8 })
    return found.flat().sort((a, b) => a.message.takenAt < b.message.takenAt ? -1 : 1)
  })

  /** A mark whose message is not there, or cannot be read: it goes once nobody can be about to keep it. */
  const unkept = Effect.fnUntraced(function*(name: string, now: number) {
    const file = path.join(marks, name)
    const place = decodeMark(yield* unlessGone(fs.readFileString(file), ""))
    const isThere = Option.isSome(place) && (yield* fs.exists(fileOf(place.value)))
    if (Option.isSome(place) && isThere && !unreadable.has(name)) {
      unreadable.add(name)
      yield* Effect.logError(
        "a message in the outbox cannot be read: broken, or encrypted with a key that JOURNAL_KEY does not name"
      ).pipe(
        Effect.annotateLogs({ messageId: place.value.id, callId: place.value.callId })
      )
    }
    const since = Option.isSome(place) ? Date.parse(place.value.markedAt ?? place.value.takenAt) : 0
    if (!isThere && now - since > abandonedAfter) yield* fs.remove(file, { force: true })
    return []
  })

  /** Those that are to be taken back; one that is gone already is. */
  const withdrawn = Effect.gen(function*() {
    const names = (yield* unlessGone(fs.readDirectory(withdrawals), [])).filter((name) => /^[^.]+\.json$/.test(name))
    const found = yield* Effect.forEach(names, (name) =>
      Effect.gen(function*() {
        const file = path.join(withdrawals, name)
        const place = decodeMark(yield* unlessGone(fs.readFileString(file), ""))
        const kept = Option.isSome(place) ? yield* readFile(fileOf(place.value)) : Option.none()
        if (Option.isSome(place) && Option.isSome(kept)) {
          return [{ kept: kept.value, at: place.value.markedAt ?? place.value.takenAt }]
        }
        const isGone = Option.isNone(place) || !(yield* fs.exists(fileOf(place.value)))
        if (isGone) yield* fs.remove(file, { force: true })
        return []
      }), { concurrency: 8 })
    return found.flat()
  })

  const keep = Effect.fnUntraced(function*(message: CallMessage, origin: MessageOrigin, agent?: AgentConfig) {
    if (yield* fs.exists(fileOf(message))) return
    const now = instantOf(yield* Clock.currentTimeMillis)
    const unresolved: KeptMessage = { version: 1, message, origin, deliveries: { [lookupWay]: openAt(now) } }
    yield* save(agent === undefined ? unresolved : withWays(unresolved, agent, now))
    // The directories are new as well.
    const [month, year, own] = [
      directoryOf(message),
      path.dirname(directoryOf(message)),
      path.join(root, message.agentId)
    ]
    yield* Effect.forEach([month, year, own], (directory) => syncDirectoryOf(fs, directory), { discard: true })
  }, oneAtATime.withPermits(1))

  /** The files, by way of the agents' directories, the years and the months: messages, and what was begun of one. */
  const files = Effect.gen(function*() {
    const within = (directory: string, name: RegExp) =>
      fs.readDirectory(directory).pipe(
        Effect.catchIf((error) => /ENOENT|ENOTDIR/.test(fileFault(error).detail), () => Effect.succeed([])),
        Effect.map((names) => names.filter((found) => name.test(found)).map((found) => path.join(directory, found)))
      )
    const agents = yield* within(root, /^[A-Za-z0-9]/)
    const years = (yield* Effect.forEach(agents, (agent) => within(agent, /^\d{4}$/))).flat()
    const months = (yield* Effect.forEach(years, (year) => within(year, /^\d\d$/))).flat()
    return (yield* Effect.forEach(months, (month) => within(month, /^[A-Za-z0-9]/))).flat()
  })

  const isWhole = (file: string) => file.endsWith(".json")
  const all = Effect.flatMap(
    files,
    (found) => Effect.forEach(found.filter(isWhole), readFile, { concurrency: 8 })
  )

  const claim = Effect.fnUntraced(function*(callId: CallId) {
    const held = yield* Effect.acquireRelease(
      lease(callId),
      Option.match({ onNone: () => Effect.void, onSome: ({ release }) => release })
    ).pipe(outboxError("claim"))
    if (Option.isNone(held)) return Option.none<Claim>()
    const open = yield* marked(callId).pipe(outboxError("read"))
    const taken = yield* withdrawn.pipe(outboxError("read"))
    const expired = new OutboxError({ operation: "save", reason: "other", detail: "the claim has run out" })
    return Option.some<Claim>({
      open,
      withdrawn: taken.filter(({ kept }) => kept.origin.callId === callId),
      takenBack: (message) => fs.remove(withdrawalOf(message), { force: true }).pipe(outboxError("withdraw")),
      save: Effect.fnUntraced(function*(kept) {
        if (!(yield* held.value.isOurs)) return yield* expired
        yield* save(kept).pipe(outboxError("save"))
      }),
      renew: held.value.renew.pipe(outboxError("claim"))
    })
  })

  const goneFile = (url: string) => path.join(gone, createHash("sha256").update(url).digest("hex"))

  /** The mark last: without its message it goes by itself. */
  const remove = ({ message }: KeptMessage) =>
    removeDurably(fs, fileOf(message)).pipe(
      Effect.andThen(fs.remove(markOf(message), { force: true })),
      Effect.andThen(fs.remove(withdrawalOf(message), { force: true }))
    )

  const sweep = Effect.fnUntraced(function*(before: number) {
    const found = yield* files
    const abandoned = (yield* Clock.currentTimeMillis) - abandonedAfter
    const swept = yield* Effect.forEach(found, (file) =>
      Effect.gen(function*() {
        const kept = isWhole(file) ? yield* readFile(file) : Option.none()
        const at = Option.match(kept, {
          onSome: ({ message }) => Effect.succeed(Date.parse(message.takenAt)),
          // Broken, or begun: as old as it was last written.
          onNone: () =>
            Effect.map(fs.stat(file), ({ mtime }) => Option.match(mtime, { onNone: () => Infinity, onSome: Number }))
        })
        if ((yield* at) >= (isWhole(file) ? before : Math.max(before, abandoned))) {
          // One that has lost its mark would never be tried again.
          const isLost = Option.isSome(kept) && !isSettled(kept.value) &&
            !(yield* fs.exists(markOf(kept.value.message)))
          if (isLost) yield* markOpen(kept.value)
          return 0
        }
        if (Option.isSome(kept)) return yield* Effect.as(remove(kept.value), 1)
        yield* fs.remove(file, { force: true })
        return 0
      }).pipe((io) => unlessGone<number>(io, 0)), { concurrency: 8 })
    return swept.reduce((sum, one) => sum + one, 0)
  })

  return Messages.of({
    keep: Effect.fn("Messages.keep")(function*(message, origin, agent) {
      if (!isMessage(message)) return yield* new MessageNotKept({ reason: "other", detail: "not of a message's form" })
      yield* Effect.mapError(keep(message, origin, agent), (error) => new MessageNotKept(fileFault(error)))
      yield* arrived.open
    }),
    withdraw: Effect.fn("Messages.withdraw")((message, callId) =>
      mark(withdrawalOf(message), message, callId).pipe(outboxError("withdraw"), Effect.andThen(arrived.open))
    ),
    arrival: Effect.andThen(arrived.await, arrived.close),
    read: (place) => readFile(fileOf(place)).pipe(outboxError("read")),
    open: marked().pipe(outboxError("read")),
    withdrawn: withdrawn.pipe(outboxError("read")),
    all: Effect.map(all, (found) => found.flatMap(Option.toArray)).pipe(outboxError("read")),
    unreadable: Effect.map(all, (found) => found.filter(Option.isNone).length).pipe(outboxError("read")),
    remove: Effect.fn("Messages.remove")((kept) => remove(kept).pipe(outboxError("remove"))),
    claim,
    isGone: (url) => fs.exists(goneFile(url)).pipe(outboxError("read")),
    setGone: (url, isGone) =>
      (isGone ? write(goneFile(url), "") : fs.remove(goneFile(url), { force: true })).pipe(outboxError("save")),
    sweep: Effect.fn("Messages.sweep")((before) => sweep(before).pipe(outboxError("sweep")))
  })
})

/** The outbox in `root`, private to this user; encrypted where there are keys. */
export const layer = (options: { readonly root: string; readonly keys?: JournalKeys | undefined }) =>
  Layer.effect(Messages, makeMessages(options.root, options.keys))
