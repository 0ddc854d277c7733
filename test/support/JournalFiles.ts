import { Effect, FileSystem } from "effect"
import { linesOf } from "../../src/adapters/disk/noteLines.ts"
import { AgentId } from "../../src/domain/Ids.ts"
import type { JournalRecord } from "../../src/domain/JournalRecord.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"

/** Names of processes that have left something in the journal. */
export const dead = "deade000-0000-4000-8000-000000000000"
export const another = "a0000000-0000-4000-8000-000000000000"
export const living = "b0000000-0000-4000-8000-000000000000"

export const startRecord = {
  _tag: "start",
  start: {
    agentId: AgentId.make("clinic"),
    callerNumber: PhoneNumber.make("+15145550142"),
    dialedNumber: PhoneNumber.make("+15145550100"),
    roomName: "call-_+15145550142_x",
    startedAt: "2026-11-22T10:00:00.000Z"
  }
} as const satisfies JournalRecord

export const ringing = {
  _tag: "ringing",
  roomName: startRecord.start.roomName,
  startedAt: startRecord.start.startedAt
} as const satisfies JournalRecord

/** What a process writes that notes these, a second apart. */
export const lines = (...records: ReadonlyArray<JournalRecord>) =>
  linesOf(records.map((record, n) => ({ n, at: 1000 * (n + 1), record })))

/** Writes the files of a call of `owner`'s, as that process would: private ones. */
export const entryWith = Effect.fnUntraced(function*(
  root: string,
  owner: string,
  callId: string,
  files: Readonly<Record<string, string>>
) {
  const fs = yield* FileSystem.FileSystem
  const directory = `${root}/${owner}/${callId}`
  yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
  for (const [name, content] of Object.entries(files)) {
    yield* fs.writeFileString(`${directory}/${name}`, content, { mode: 0o600 })
  }
  return directory
})

/** The last sign of life of `owner`, at `at` (epoch ms); `beat` gives another one. */
export const signOf = Effect.fnUntraced(function*(root: string, owner: string, at: number) {
  const fs = yield* FileSystem.FileSystem
  const beat = (at: number) => fs.utimes(`${root}/${owner}.alive`, new Date(at), new Date(at))
  yield* fs.writeFileString(`${root}/${owner}.alive`, "", { mode: 0o600 })
  yield* beat(at)
  return { beat }
})
