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

const nextDay = (day: string): string =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10)

const lastDays = { today: "1", week: "7", month: "30" } as const

/** What the office is asked for. Which days those are, it knows: they are the lines'. */
export const callQuery = ({ from, period, to, ...rest }: CallSearch) => ({
  ...rest,
  ...period === "custom"
    ? { ...from !== undefined && { from }, ...to !== undefined && { to: nextDay(to) } }
    : period === undefined
    ? {}
    : { days: lastDays[period] }
})
