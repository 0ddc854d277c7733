import { Effect, FileSystem, Schema } from "effect"
import { type Range, type Week, weekdays } from "../../src/domain/Hours.ts"
import { readHoursText } from "../../src/receptionist/hours/text/ReadHours.ts"

const Ranges = Schema.Array(Schema.String)

/**
 * A text as an office writes it, and the week that it means: what a careful person would be sure of, or `null` where no
 * week alone says it. Ranges as in an agent file; `note` where a label was corrected, and why.
 */
export const Labelled = Schema.Struct({
  text: Schema.String,
  lang: Schema.Literals(["fr", "en"]),
  week: Schema.NullOr(Schema.Struct({
    monday: Ranges,
    tuesday: Ranges,
    wednesday: Ranges,
    thursday: Ranges,
    friday: Ranges,
    saturday: Ranges,
    sunday: Ranges
  })),
  holidaysClosed: Schema.Boolean,
  note: Schema.optionalKey(Schema.String)
})
export type Labelled = typeof Labelled.Type

/**
 * `heldout` was written before the reader had read a line of it, and nothing was changed for it since. When something is,
 * it moves to `tuned`, and a new half tells what is true then.
 */
export const halves = ["tuned", "heldout"] as const
export type Half = typeof halves[number]

const decode = Schema.decodeUnknownEffect(Schema.Array(Schema.fromJsonString(Labelled)))

export const loadTexts = Effect.fn("bench.loadTexts")(function*(half: Half) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(`${half}.jsonl`, import.meta.url).pathname)
  return yield* decode(text.trimEnd().split("\n"))
})

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`

const written = ({ from, to }: Range) => `${clock(from)}-${clock(to > 1440 ? to - 1440 : to)}`

/** A week on one line, to be compared and to be read. */
export const weekLine = (week: Week) =>
  weekdays.map((day) => `${day.slice(0, 3)} ${week[day].map(written).join("+") || "-"}`).join(", ")

const labelLine = (week: NonNullable<Labelled["week"]>) =>
  weekdays.map((day) => `${day.slice(0, 3)} ${week[day].join("+") || "-"}`).join(", ")

/** `right`: read as it is meant, or left to prose where no week says it. `left`: it could have been read. */
export interface Judged {
  readonly label: Labelled
  readonly verdict: "right" | "left" | "wrong"
  readonly expected: string
  readonly found: string
}

export const judge = (label: Labelled): Judged => {
  const reading = readHoursText(label.text)
  const expected = label.week === null
    ? "prose"
    : `${labelLine(label.week)}${label.holidaysClosed ? ", not on holidays" : ""}`
  const found = reading._tag === "NotUnderstood"
    ? "prose"
    : `${weekLine(reading.week)}${reading.holidays === "closed" ? ", not on holidays" : ""}`
  return { label, expected, found, verdict: found === expected ? "right" : found === "prose" ? "left" : "wrong" }
}

/** Counts of one half: of what is readable, and of what is not. */
export const countTexts = (judged: ReadonlyArray<Judged>) => {
  const readable = judged.filter(({ label }) => label.week !== null)
  const count = (some: ReadonlyArray<Judged>, verdict: Judged["verdict"]) =>
    some.filter((one) => one.verdict === verdict).length
  return {
    texts: judged.length,
    readable: readable.length,
    right: count(readable, "right"),
    left: count(readable, "left"),
    wrong: count(judged, "wrong")
  }
}
