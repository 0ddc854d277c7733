import { Schema } from "effect"

/** What there is to know of an agent's hours, for who says it in another language. */
export const HoursNoteKind = Schema.Literals([
  /** There are exceptions or holidays, and no week. */
  "noWeek",
  /** A line of the text. */
  "notUnderstood",
  /** The text names another than the agent's. */
  "otherZone",
  /** The text does not say which. */
  "unknownHolidays",
  /** What was made of the text. */
  "understood",
  /** The operator's holds. */
  "noTimeZone"
])
export type HoursNoteKind = typeof HoursNoteKind.Type
