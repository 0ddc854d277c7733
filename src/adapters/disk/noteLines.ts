import { Option, Schema } from "effect"
import { crc32 } from "node:zlib"
import { JournalRecord, type Noted } from "../../domain/JournalRecord.ts"
import { noSeal } from "./Seal.ts"

const version = 1

const Line = Schema.fromJsonString(Schema.Struct({
  v: Schema.Int,
  n: Schema.Int,
  at: Schema.Finite,
  record: Schema.Unknown
}))
const decodeLine = Schema.decodeUnknownOption(Line)
/** An agent holds durations, which have no JSON of their own. */
const RecordJson = Schema.toCodecJson(JournalRecord)
const decodeRecord = Schema.decodeUnknownOption(RecordJson)
const encodeRecord = Schema.encodeUnknownOption(RecordJson)

const checksum = (json: string) => crc32(json).toString(16).padStart(8, "0")

/**
 * Records, a line each: the CRC-32 of the rest in eight hex digits, a space, the JSON as `seal` closes it. One that has no
 * JSON is left out: it must not stand in the way of the others.
 */
export const linesOf = (noted: ReadonlyArray<Noted>, seal = noSeal): string =>
  noted.map(({ at, n, record }) =>
    Option.match(encodeRecord(record), {
      onNone: () => "",
      onSome: (encoded) => {
        const closed = seal.close(JSON.stringify({ v: version, n, at, record: encoded }))
        return `${checksum(closed)} ${closed}\n`
      }
    })
  ).join("")

export interface ReadLines {
  readonly noted: ReadonlyArray<Noted>
  /** Lines that are not whole: the last one, where its writer died over it. */
  readonly torn: number
  /** Lines that are whole, and that this version does not know. */
  readonly unknown: number
  /** Lines that are whole, and were not written with a key of ours. */
  readonly refused: number
}

/** The records in what was written, but for what is torn, unknown or not ours. */
export const readLines = (text: string, seal = noSeal): ReadLines => {
  const noted: Array<Noted> = []
  let torn = 0
  let unknown = 0
  let refused = 0
  for (const line of text.split("\n")) {
    if (line === "") continue
    const closed = line.slice(9)
    const isWhole = line.slice(0, 9) === `${checksum(closed)} `
    const json = isWhole ? seal.open(closed) : Option.none()
    if (isWhole && Option.isNone(json)) {
      refused++
      continue
    }
    const read = Option.flatMap(json, decodeLine)
    if (Option.isNone(read)) {
      torn++
      continue
    }
    const { at, n, record: raw, v } = read.value
    const record = v === version ? decodeRecord(raw) : Option.none()
    if (Option.isNone(record)) unknown++
    else noted.push({ n, at, record: record.value })
  }
  return { noted, torn, unknown, refused }
}
