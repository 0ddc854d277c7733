import { Predicate, Record } from "effect"
import { createHash, randomBytes, randomUUID } from "node:crypto"
import { type TheirWords, theirWords } from "../api/TheirWords.ts"
import { isRecord } from "../domain/AgentProblem.ts"

type Filled<A> =
  & { readonly [K in keyof A as null extends A[K] ? never : K]: A[K] }
  & {
    readonly [K in keyof A as null extends A[K] ? K : never]?: NonNullable<A[K]>
  }

/** What a database has nothing for is absent. */
export const filled = <A extends Readonly<Record<string, unknown>>>(row: A): Filled<A> =>
  Record.filter(row, Predicate.isNotNullish) as unknown as Filled<A>

/** What somebody of the outside has written, or nothing. */
export const theirs = (text: string | null): TheirWords | null => text === null ? null : theirWords(text)

export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => at === null ? null : at.toISOString()

/** An instant that somebody has sent; undefined where it is none. */
export const instantOf = (written: string): Date | undefined => {
  const at = new Date(written)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** As Postgres can keep it: a text has no U+0000 there, nor half of a character, which is left where one was cut in two. */
export const keepable = <A>(told: A): A =>
  (typeof told === "string"
    ? told.replaceAll("\0", "\uFFFD").toWellFormed()
    : Array.isArray(told)
    ? told.map(keepable)
    : isRecord(told)
    ? Object.fromEntries(Object.entries(told).map(([key, value]) => [keepable(key), keepable(value)]))
    : told) as A

export const newId = (): string => randomUUID()
/** Something that nobody guesses. */
export const newSecret = (): string => randomBytes(32).toString("base64url")
/** What is kept of a secret of our own making: it needs no salt. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/** `+1514•••0123`: enough to know it again, too little to call it. What is no number shows nothing of itself. */
export const masked = (number: string): string =>
  /^\+\d{7,15}$/.test(number) ? `${number.slice(0, -7)}•••${number.slice(-4)}` : "•••"

/** Where a list goes on: after the row of this instant and id. */
export const cursorOf = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString("base64url")
export const placeOf = (cursor: string): { readonly at: Date; readonly id: string } | undefined => {
  const [written = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ")
  const at = instantOf(written)
  return at === undefined ? undefined : { at, id }
}
