import { Clock, Console, Duration, Effect, Option } from "effect"
import { ownRecordingPath, recordingPath, transcriptPath } from "../domain/BlobPath.ts"
import { instantOf } from "../domain/CallMessage.ts"
import { type CallStory, storyOf } from "../domain/CallStory.ts"
import type { AgentId, CallId } from "../domain/Ids.ts"
import type { KeptMessage } from "../domain/KeptMessage.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { BlobStore } from "../services/BlobStore.ts"
import { CallRows } from "../services/CallRows.ts"
import { ConfigApi } from "../services/ConfigApi.ts"
import { Journal, type JournalEntry } from "../services/Journal.ts"
import { LineUsage } from "../services/LineUsage.ts"
import { Messages } from "../services/Messages.ts"

/** What was found of a caller and removed. */
interface Removed {
  rows: number
  recordings: number
  transcripts: number
  messages: number
  journal: number
}

/** That a caller was erased: how much of them, and what could not be. Names nobody. */
export interface ErasureReceipt {
  readonly at: string
  readonly removed: Readonly<Removed>
  /** Sentences. */
  readonly left: ReadonlyArray<string>
}

/** A call of the caller's. */
interface TheirCall {
  readonly callId: CallId
  readonly agentId?: AgentId
  readonly startedAt: number
}

const storyIn = ({ noted }: JournalEntry) => storyOf(Option.getOrElse(noted, () => []))

const callerOf = ({ caller, owed, start }: CallStory) =>
  owed?.start?.callerNumber ?? owed?.unassigned?.callerNumber ?? start?.callerNumber ?? caller

/** Whether the caller's, or somebody's who asked to be called back there. */
const isTheirs = (caller: PhoneNumber) => (story: CallStory): boolean =>
  callerOf(story) === caller ||
  [...story.messages, ...story.owed?.messages ?? []].some(({ callbackNumber }) => callbackNumber === caller)

/** For so long after its call egress may still store a recording. */
const egressPatience = Duration.toMillis(Duration.hours(1))

/** Egress may still be writing what is to be removed. */
const mayStillBeStored = ({ lastSign, ...entry }: JournalEntry, now: number) => {
  const { egress, owed } = storyIn({ lastSign, ...entry })
  const isWriting = egress !== null || owed?.recording?.egress !== undefined || owed?.erasure !== undefined
  return isWriting && now - lastSign < egressPatience
}

/**
 * Finds and removes what there is of a caller, everywhere: recordings and transcripts, messages, what the journal has,
 * rows, what was counted of them, and whatever the backend has. What cannot be removed now is said, and stays findable: a
 * call's row goes last.
 */
export const eraseCaller = Effect.fn("EraseCaller")(function*(caller: PhoneNumber) {
  const [blobs, rows, outbox, journal, configApi, usage] = yield* Effect.all([
    BlobStore,
    CallRows,
    Messages,
    Journal,
    ConfigApi,
    LineUsage
  ])
  const now = yield* Clock.currentTimeMillis
  const removed: Removed = { rows: 0, recordings: 0, transcripts: 0, messages: 0, journal: 0 }
  const left = new Set<string>()
  /** None where it failed, which is told. */
  const attempt = <A, E extends { readonly message: string }, R>(work: Effect.Effect<A, E, R>) =>
    work.pipe(Effect.asSome, Effect.catch(({ message }) => Effect.sync(() => (left.add(message), Option.none<A>()))))
  const orEmpty = <A>(found: Option.Option<ReadonlyArray<A>>) => Option.getOrElse(found, (): ReadonlyArray<A> => [])

  const entries = orEmpty(yield* attempt(Effect.map(journal.abandoned, ({ entries }) => entries)))
  const elsewhere = orEmpty(yield* attempt(journal.elsewhere))
  const ours = entries.filter((entry) => isTheirs(caller)(storyIn(entry)))
  const held = new Set(elsewhere.filter((entry) => isTheirs(caller)(storyIn(entry))).map(({ callId }) => callId))
  const sealed = [...entries, ...elsewhere].filter(({ noted }) => Option.isNone(noted)).length
  if (held.size > 0) {
    left.add(
      `${held.size} calls that a worker still has in hand: run this again once they have ended and are delivered`
    )
  }
  if (sealed > 0) left.add(`${sealed} calls in the journal that cannot be read: it is not known whose they are`)

  const found = yield* attempt(rows.of(caller))
  const unreadableRows = Option.match(found, { onNone: () => 0, onSome: ({ unreadable }) => unreadable })
  if (unreadableRows > 0) left.add(`${unreadableRows} rows in DATA_DIR/calls that cannot be read`)
  const theirMessages = orEmpty(yield* attempt(outbox.all)).filter(({ message, origin: { start } }) =>
    start.callerNumber === caller || message.callbackNumber === caller
  )
  const unreadableMessages = Option.getOrElse(yield* attempt(outbox.unreadable), () => 0)
  if (unreadableMessages > 0) left.add(`${unreadableMessages} messages in DATA_DIR/messages that cannot be read`)

  const calls = new Map<CallId, TheirCall>()
  const know = (call: TheirCall) => calls.set(call.callId, { ...calls.get(call.callId), ...call })
  for (const { callId, origin: { start } } of theirMessages.map(({ origin }) => ({ callId: origin.callId, origin }))) {
    if (start.callerNumber === caller) {
      know({ callId, agentId: start.agentId, startedAt: Date.parse(start.startedAt) })
    }
  }
  for (const entry of ours) {
    const story = storyIn(entry)
    const start = story.owed?.start ?? story.start
    if (start !== null && start !== undefined && callerOf(story) === caller) {
      know({ callId: entry.callId, agentId: start.agentId, startedAt: Date.parse(start.startedAt) })
    }
  }
  const theirRows = Option.match(found, { onNone: () => [], onSome: (it) => it.rows })
  for (const row of theirRows) know(row)
  for (const callId of held) calls.delete(callId)

  const removeBlob = Effect.fnUntraced(function*(kind: "recordings" | "transcripts", path: string) {
    const there = yield* attempt(blobs.look(path))
    if (Option.isNone(there)) return false
    // Also where there is nothing: half of it may be, of a process that died over it.
    const gone = yield* attempt(blobs.remove(path))
    if (Option.isSome(gone) && Option.isSome(there.value)) removed[kind] += 1
    return Option.isSome(gone)
  })
  /** The calls of which something could not be removed. */
  const unfinished = new Set<CallId>()
  const unless = (callId: CallId, done: boolean) => done ? undefined : unfinished.add(callId)

  for (const { agentId, callId, startedAt } of calls.values()) {
    if (agentId === undefined) continue
    const at = new Date(startedAt)
    unless(callId, yield* removeBlob("transcripts", transcriptPath(agentId, callId, at)))
    for (const path of [recordingPath, ownRecordingPath]) {
      unless(callId, yield* removeBlob("recordings", path(agentId, callId, at)))
    }
  }
  const removeMessage = Effect.fnUntraced(function*(kept: KeptMessage) {
    const { callId } = kept.origin
    if (held.has(callId)) return
    const claim = yield* attempt(outbox.claim(callId))
    if (Option.isSome(claim) && Option.isNone(claim.value)) {
      left.add("a message that is being delivered at this moment: run this again")
    }
    const gone = Option.exists(claim, Option.isSome) ? yield* attempt(outbox.remove(kept)) : Option.none()
    if (Option.isSome(gone)) removed.messages += 1
    unless(callId, Option.isSome(gone))
  }, Effect.scoped)
  yield* Effect.forEach(theirMessages, removeMessage, { discard: true })
  for (const entry of ours) {
    if (mayStillBeStored(entry, now)) {
      left.add("a recording that LiveKit's egress may still be storing: run this again in an hour")
      unfinished.add(entry.callId)
      continue
    }
    const gone = yield* attempt(Effect.scoped(Effect.flatMap(journal.open(entry.callId), ({ clear }) => clear)))
    if (Option.isSome(gone)) removed.journal += 1
    unless(entry.callId, Option.isSome(gone))
  }
  const erasedThere = yield* attempt(configApi.eraseCaller(caller))
  if (Option.contains(erasedThere, false)) left.add("what the backend says that it could not erase yet")
  const whole = new Set(theirRows.map(({ callId }) => callId))
  for (const callId of calls.keys()) {
    if (unfinished.has(callId)) continue
    if (Option.isSome(yield* attempt(rows.remove(callId))) && whole.has(callId)) removed.rows += 1
  }
  yield* attempt(usage.forget(caller))
  const receipt: ErasureReceipt = { at: instantOf(now), removed, left: [...left] }
  return receipt
})

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Erases a caller, and prints the receipt; true when nothing is left. */
export const eraseCallerNow = Effect.fnUntraced(function*(caller: PhoneNumber) {
  const { at, left, removed } = yield* eraseCaller(caller)
  yield* Console.log(
    `${at} erased: ${
      [
        counted(removed.rows, "row", "rows"),
        counted(removed.recordings, "recording", "recordings"),
        counted(removed.transcripts, "transcript", "transcripts"),
        counted(removed.messages, "message", "messages"),
        counted(removed.journal, "call in the journal", "calls in the journal")
      ].join(", ")
    }`
  )
  for (const what of left) yield* Console.log(`left: ${what}`)
  return left.length === 0
})
