/** The filters of the calls, as they stand in the page's address. */
export interface CallSearch {
  readonly q?: string
  readonly caller?: string
  readonly period?: "today" | "week" | "month" | "custom"
  readonly from?: string
  readonly to?: string
  readonly agentId?: string
  readonly endReason?: string
  readonly language?: "FRENCH" | "ENGLISH"
  readonly recording?: "available" | "refused" | "none"
  readonly with?: "messages" | "failures" | "transfers"
}

const choices: { readonly [K in "period" | "language" | "recording" | "with"]: ReadonlyArray<string> } = {
  period: ["today", "week", "month", "custom"],
  language: ["FRENCH", "ENGLISH"],
  recording: ["available", "refused", "none"],
  with: ["messages", "failures", "transfers"]
}
const day = /^\d{4}-\d\d-\d\d$/

export const callSearch = (search: Record<string, unknown>): CallSearch => {
  const texts = ["q", "caller", "agentId", "endReason"].flatMap((key) => {
    // The router reads a number where somebody searches for digits.
    const value = typeof search[key] === "number" ? `${search[key]}` : search[key]
    return typeof value === "string" && value !== "" ? [[key, value]] : []
  })
  const chosen = Object.entries(choices).flatMap(([key, known]) => {
    const value = search[key]
    return typeof value === "string" && known.includes(value) ? [[key, value]] : []
  })
  const days = ["from", "to"].flatMap((key) => {
    const value = search[key]
    return typeof value === "string" && day.test(value) ? [[key, value]] : []
  })
  return Object.fromEntries([...texts, ...chosen, ...days]) as CallSearch
}

const startOf = (date: Date, daysBefore: number): string =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysBefore).toISOString()
const nextDay = (iso: string): string => {
  const [year = 0, month = 1, date = 1] = iso.split("-").map(Number)
  return new Date(year, month - 1, date + 1).toISOString()
}
const beginOf = (iso: string): string => {
  const [year = 0, month = 1, date = 1] = iso.split("-").map(Number)
  return new Date(year, month - 1, date).toISOString()
}

/** What the office is asked for: days as instants, of the reader's own calendar. */
export const callQuery = ({ from, period, to, ...rest }: CallSearch, now: Date) => ({
  ...rest,
  ...period === "today"
    ? { from: startOf(now, 0) }
    : period === "week"
    ? { from: startOf(now, 6) }
    : period === "month"
    ? { from: startOf(now, 29) }
    : period === "custom"
    ? { ...from !== undefined && { from: beginOf(from) }, ...to !== undefined && { to: nextDay(to) } }
    : {}
})
