import { Effect, FileSystem } from "effect"
import { job } from "../CallStage.ts"
import { type Account, recorded, secrets } from "./Victim.ts"
import { canonical, type Row, type World } from "./World.ts"

interface Item {
  readonly id: string
  readonly content?: ReadonlyArray<string>
}

/** What there is of a call in the end, the name of the call left out. */
export interface Remains {
  readonly row: Row | undefined
  readonly unassigned: unknown
  readonly transcript: { readonly items?: ReadonlyArray<Item>; readonly anonymization: unknown } | undefined
  readonly recording: string | undefined
  /** Ids of what is in the outbox; what broke off of a message has the call's own. */
  readonly messages: ReadonlyArray<string>
  /** Files in the journal and the store, by their paths. */
  readonly journal: ReadonlyArray<string>
  readonly blobs: ReadonlyArray<string>
  /** All that is in the store and in the journal. */
  readonly text: string
}

const parse = (text: string) => JSON.parse(text)

/** Reads what is on the disk and in the backend, without any of the program's own ways to read it. */
export const remainsOf = Effect.fnUntraced(function*(dataDir: string, world: World) {
  const fs = yield* FileSystem.FileSystem
  const filesIn = (directory: string) =>
    fs.readDirectory(directory, { recursive: true }).pipe(
      Effect.orElseSucceed((): ReadonlyArray<string> => []),
      Effect.flatMap(
        Effect.filter((name) => Effect.map(fs.stat(`${directory}/${name}`), ({ type }) => type === "File"))
      )
    )
  const blobs = yield* filesIn(`${dataDir}/blobs`)
  const journal = (yield* filesIn(`${dataDir}/journal`)).filter((name) => !/\.(?:alive|gone)$/.test(name))
  const outbox = (yield* filesIn(`${dataDir}/messages`)).filter((name) => /^[A-Za-z0-9]/.test(name))
  const read = (name: string | undefined) =>
    name === undefined ? Effect.undefined : fs.readFileString(`${dataDir}/blobs/${name}`)
  const transcript = yield* read(blobs.find((name) => name.endsWith(".json")))
  const texts = yield* Effect.forEach(
    [...blobs.map((name) => `blobs/${name}`), ...journal.map((name) => `journal/${name}`)],
    (name) => fs.readFileString(`${dataDir}/${name}`)
  )
  const [callId] = [...world.rows.keys()].map((row) => row.slice(4))
  const anonymous = (text: string) =>
    callId === undefined ? text : text.replaceAll(callId, "CALL").replaceAll(dataDir, "DATA")
  const [row] = world.rows.values()
  const remains: Remains = {
    row: row === undefined ? undefined : parse(anonymous(JSON.stringify(row))),
    unassigned: [...world.unassigned.values()][0],
    transcript: transcript === undefined ? undefined : parse(anonymous(transcript)),
    recording: yield* read(blobs.find((name) => name.endsWith(".ogg"))),
    messages: outbox.map((name) => anonymous(name.split("/").at(-1)?.replace(/\.json$/, "") ?? "")),
    journal,
    blobs: blobs.map(anonymous).sort(),
    text: texts.join("\n")
  }
  return remains
})

interface Evidence {
  readonly account: Account
  readonly died: boolean
  /** How many there were; the last of them lived. */
  readonly processes: number
  readonly released: ReadonlyArray<string>
  /** What the last recovery could not finish. */
  readonly left: ReadonlyArray<string>
  readonly remains: Remains
  readonly undisturbed: Remains | undefined
  readonly world: World
}

const idsOf = (remains: Remains) => remains.transcript?.items?.map(({ id }) => id) ?? []
const same = (one: unknown, other: unknown) => canonical(one) === canonical(other)

/** What is wrong with what was left: lost, done twice, contradicted, or shown. */
export const judge = (
  { account, died, left, processes, released, remains, undisturbed, world }: Evidence
): ReadonlyArray<string> => {
  const faults: Array<string> = [...left]
  const fault = (wrong: boolean, what: string) => {
    if (wrong) faults.push(what)
  }
  const { row, transcript } = remains
  fault(world.rows.size + world.unassigned.size > 1, "the call has two rows")
  fault(world.contradictions.length > 0, `something else came under the key of ${world.contradictions.length} parts`)
  fault(
    [...world.sent.values()].some((times) => times > processes),
    "a part was sent more often than there were processes"
  )
  fault(remains.journal.length > 0, `the journal still holds ${remains.journal.map((name) => name.split("/").at(-1))}`)
  fault(secrets.some((secret) => remains.text.includes(secret)), "raw words are in a store or the journal")
  fault(
    !account.released && !released.includes(job.room) && (row ?? remains.unassigned) !== undefined,
    "nobody let the caller go"
  )

  if (row !== undefined) {
    fault(row.end === undefined, "the row has no end")
    fault(transcript !== undefined && row.transcript === undefined, "the transcript is not linked")
    fault(remains.recording !== undefined && row.recording === undefined, "the recording is not linked")
  }
  const ids = idsOf(remains)
  for (const id of account.said) fault(!ids.includes(id), "what was said is lost")
  for (const id of account.promised) fault(!remains.messages.includes(id), "a message that was promised is lost")
  fault(remains.messages.some((id) => id !== "msg-1" && id !== "CALL"), "something else is in the outbox")
  fault(remains.messages.length > 1, "a message is in the outbox twice")
  fault(!died && remains.messages.includes("CALL"), "a message that broke off nowhere is in the outbox")
  fault(transcript !== undefined && !transcript.items, "the transcript is withheld")

  if (undisturbed === undefined) return faults
  const whole = idsOf(undisturbed)
  const known = ids.filter((id) => whole.includes(id))
  fault(known.length !== ids.length, "something is in the transcript that nobody said")
  fault(!same(whole.filter((id) => known.includes(id)), known), "the transcript is out of order")
  fault(row !== undefined && !same(row.start, undisturbed.row?.start), "the row begins otherwise")
  fault(
    remains.recording !== undefined && !recorded.startsWith(remains.recording),
    "the recording is another"
  )
  // From when it is known how the call ended, all of it is what it would have been.
  if (!died || row?.end?.metadata.error === undefined && row?.end !== undefined) {
    fault(!same(row, undisturbed.row), "the row is another")
    fault(!same(transcript, undisturbed.transcript), "the transcript is another")
    fault(remains.recording !== undisturbed.recording, "the recording is lost")
    fault(!same(remains.blobs, undisturbed.blobs), "other files are in the store")
    fault(!same(remains.messages, undisturbed.messages), "other messages are in the outbox")
  }
  return faults
}
