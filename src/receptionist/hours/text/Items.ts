import type { Clock, Half, PartOfDay } from "./Clock.ts"

/** Two times, of which it is not known yet what they mean. */
export interface Span {
  readonly from: Clock
  readonly to: Clock
  /** It was called that part of the day. */
  readonly part?: Half
}

/** A part of a sentence: the days of a list, the times of a range. */
export type Item =
  /** `last`: those behind the list's only "and", which may belong to what follows. */
  | {
    readonly _tag: "Days"
    readonly days: ReadonlyArray<number>
    readonly last: ReadonlyArray<number>
    readonly each?: boolean
  }
  | { readonly _tag: "Span"; readonly span: Span }
  | { readonly _tag: "Until"; readonly end: Clock }
  /** A beginning that stands apart from its end: « jusqu'à midi (dès 8 h) ». */
  | { readonly _tag: "From"; readonly start: Clock; readonly opens: boolean }
  /** `apart`: behind a comma. `unsaid`: nothing is said of hours. */
  | { readonly _tag: "Closed"; readonly apart: boolean; readonly unsaid?: boolean }
  | { readonly _tag: "Except" | "Including" | "Lunch" | "More" | "Unbroken" }
  /** As the days before; `as`: as that day. */
  | { readonly _tag: "Same"; readonly as: number | undefined }
  /** `only`: on no other part of the day. `apart`: behind a comma. `ends`: between a time and a comma. */
  | {
    readonly _tag: "Part"
    readonly half: Half
    readonly evening: boolean
    readonly only: boolean
    readonly apart: boolean
    readonly ends: boolean
  }
  /** Closed on that part of the days before; `ofAll`: of all that are open. */
  | { readonly _tag: "ClosedPart"; readonly part: PartOfDay; readonly ofAll?: true }

const midnight: Clock = { minute: 0, exact: true, zero: false, french: false, of24: false }
export const allDay: Span = { from: midnight, to: { ...midnight, minute: 1440 } }

export const isValue = (item: Item | undefined): boolean => item?._tag === "Span" || item?._tag === "Until"

/** Days and their times, again and again. */
export const arePaired = (items: ReadonlyArray<Item>): boolean =>
  items.length % 2 === 0 && items.every((item, index) => index % 2 === 0 ? item._tag === "Days" : isValue(item))

/** « …, fermé le lundi »: behind all the rest. */
export const withoutClosed = (items: ReadonlyArray<Item>): ReadonlyArray<Item> =>
  items.at(-2)?._tag === "Closed" && items.at(-1)?._tag === "Days" ? items.slice(0, -2) : items
