import { Effect } from "effect"
import type { BlobKind } from "../services/BlobStore.ts"

/** When a year, a month or a day begins that the last parts of a path name, and when it is over (epoch ms). */
const spanOf = (parts: ReadonlyArray<string>) => {
  const [year = 0, month = 1, day = 1] = parts.map(Number)
  const next: readonly [number, number, number] = parts.length === 1
    ? [year + 1, 1, 1]
    : parts.length === 2
    ? [year, month + 1, 1]
    : [year, month, day + 1]
  const at = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day)
  return { begins: at(year, month, day), ends: at(...next) }
}

/**
 * The folders of days that were over by `before` (epoch ms), as `{agent}/{kind}/{yyyy}/{mm}/{dd}/`. `foldersIn` lists the
 * names of the folders in one; only what may hold such a day is looked into.
 */
export const expiredDays = Effect.fnUntraced(function*<E, R>(
  foldersIn: (folder: string) => Effect.Effect<ReadonlyArray<string>, E, R>,
  kind: BlobKind,
  before: number
) {
  const within = Effect.fnUntraced(function*(folder: string, name: RegExp) {
    return (yield* foldersIn(folder)).filter((found) => name.test(found)).map((found) => `${folder}${found}/`)
  })
  const begun = (folder: string) => spanOf(folder.split("/").slice(2, -1)).begins < before
  const agents = yield* within("", /^[A-Za-z0-9][\w-]{0,127}$/)
  const years = (yield* Effect.forEach(agents, (agent) => within(`${agent}${kind}/`, /^\d{4}$/))).flat().filter(begun)
  const months = (yield* Effect.forEach(years, (year) => within(year, /^\d\d$/))).flat().filter(begun)
  const days = (yield* Effect.forEach(months, (month) => within(month, /^\d\d$/))).flat()
  return days.filter((day) => spanOf(day.split("/").slice(2, -1)).ends <= before)
})
