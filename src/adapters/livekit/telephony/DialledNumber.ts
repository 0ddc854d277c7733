import { Array, Option, Predicate, Result, Schema } from "effect"
import { normalize, type PhoneNumber } from "../../../domain/PhoneNumber.ts"

/** What is known of a call before it is answered: the leg's attributes, and those and the metadata of the job. */
export interface CallPapers {
  readonly legAttributes: Readonly<Record<string, string>>
  readonly jobAttributes: Readonly<Record<string, string>>
  readonly jobMetadata: string
  /** The SIP header that the operator's carrier writes the number into; none is believed without it. */
  readonly header?: string | undefined
}

/**
 * `dialledNumber`, `dialed_number`, `x-dialled`, …: one or two l's, with or without `number`, whatever the case and
 * punctuation. What begins with `sip.` comes from the gateway, or from the caller's own INVITE.
 */
const namesTheDialled = (name: string) => {
  const lower = name.toLowerCase()
  return !lower.startsWith("sip.") && /^diall?ed(number)?$/.test(lower.replace(/^x-/, "").replace(/[^a-z]/g, ""))
}

const named = (record: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.entries(record).flatMap(([name, value]) => namesTheDialled(name) ? text(value) : [])

const text = (value: unknown): ReadonlyArray<string> =>
  Predicate.isString(value) ? [value] : Predicate.isNumber(value) ? [`${value}`] : []

const readJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

// Free text is somebody's label unless it begins as a number does.
const inMetadata = (metadata: string): ReadonlyArray<string> =>
  Option.match(readJson(metadata), {
    onNone: () => /^\s*(tel:|sips?:|[+(\d])/i.test(metadata) ? [metadata] : [],
    onSome: (json) => Predicate.isObject(json) ? named({ ...json }) : text(json)
  })

/** LiveKit writes headers in small letters, and only where the trunk asks for them (`includeHeaders`). */
export const headerOf = (legAttributes: CallPapers["legAttributes"], header: string): string | undefined =>
  legAttributes[`sip.h.${header.toLowerCase()}`]

const inHeader = ({ header, legAttributes }: CallPapers) =>
  header === undefined ? [] : text(headerOf(legAttributes, header))

/**
 * The first readable number of: `sip.trunkPhoneNumber`, the rule's attributes, the job's attributes, the job's
 * metadata (a number, or JSON that names it); and of what a caller can write, in the one header that the operator names,
 * after all of those. Fails with whether there was nothing to read, or nothing readable.
 */
export const dialledNumber = (papers: CallPapers): Result.Result<PhoneNumber, "nothing" | "malformed"> => {
  const written = [
    ...text(papers.legAttributes["sip.trunkPhoneNumber"]),
    ...named(papers.legAttributes),
    ...named(papers.jobAttributes),
    ...inMetadata(papers.jobMetadata),
    ...inHeader(papers)
  ].filter((candidate) => candidate.trim() !== "")
  return Result.fromOption(
    Array.findFirst(written, normalize),
    () => written.length === 0 ? "nothing" : "malformed"
  )
}
