import type { Clock, PartOfDay } from "./Clock.ts"
import type { Span } from "./Items.ts"

/** What one part of a sentence says of some days. */
export interface Statement {
  readonly line: number
  readonly days: ReadonlyArray<number>
  readonly says:
    | { readonly _tag: "Open"; readonly spans: ReadonlyArray<Span> }
    /** `unsaid`: nothing is said of hours, so that it can be no exception from them. */
    | { readonly _tag: "Closed"; readonly unsaid?: boolean }
    | { readonly _tag: "ClosedPart"; readonly part: PartOfDay }
    /** As before, but until another time; `like` other days, where nothing was said before. */
    | { readonly _tag: "Until"; readonly end: Clock; readonly like: ReadonlyArray<Span> | undefined }
    /** As before, but from another time. `opens`: it is said that it opens then. */
    | { readonly _tag: "Since"; readonly start: Clock; readonly opens: boolean }
  /** It is said of hours besides those that were told. */
  readonly more?: boolean
  /** It is said to be an exception from what is said of more days. */
  readonly exception: boolean
}

/** A time at which it is closed in between; of all days where there are none. `spans` is empty where it is not said when. */
export interface Break {
  readonly line: number
  readonly days: ReadonlyArray<number> | undefined
  readonly spans: ReadonlyArray<Span>
  /** It lies within the hours of each day that is open: no day is meant without it. */
  readonly inEach?: true
}
