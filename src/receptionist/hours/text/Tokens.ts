import type { Region } from "../../../domain/Hours.ts"
import type { Clock, Half } from "./Clock.ts"

/** A public holiday, as one more day after those of the week, of which Monday is 0. */
export const holiday = 7
/** The days of which nothing else is said: "other days". */
export const rest = 8
/** The same of Monday to Friday. */
export const restOfWeekdays = 9
export const everyDay: ReadonlyArray<number> = [0, 1, 2, 3, 4, 5, 6]

/** A word of a text about hours that says something. */
export type Token =
  /** `each`: it is said that none is left out, « 7 jours sur 7 ». */
  | { readonly _tag: "Days"; readonly days: ReadonlyArray<number>; readonly each?: true }
  | { readonly _tag: "Clock"; readonly clock: Clock }
  | { readonly _tag: "AllDay" }
  | {
    readonly _tag: "To" | "And" | "Slash" | "Between" | "Until" | "Except" | "Including" | "Lunch"
  }
  /** Hours besides those that were told of the same days. */
  | { readonly _tag: "More" }
  /** On how many days of a week it is open. */
  | { readonly _tag: "Count"; readonly days: number }
  /** It does not close for lunch. */
  | { readonly _tag: "Unbroken" }
  /** `unsaid`: not said, but something else is told of that day, on which nobody is open then. */
  | { readonly _tag: "Closed"; readonly unsaid?: true }
  /** As the days before; `as`: as that day. */
  | { readonly _tag: "Same"; readonly as?: number }
  /** `opens`: it is said that it opens then, and not only from when. */
  | { readonly _tag: "From"; readonly opens?: true }
  | { readonly _tag: "Part"; readonly half: Half; readonly evening?: true; readonly only?: true }
  | { readonly _tag: "Region"; readonly region: Region }
  /** What the hours are of: in one text they can be read of one thing only. */
  | { readonly _tag: "Place"; readonly name: string }
  /** A colon, a parenthesis: what is on its sides is not one list. */
  | { readonly _tag: "Apart" }
  /** The end of a sentence or a line. */
  | { readonly _tag: "Stop" }
  /** Nothing that can be read. */
  | { readonly _tag: "Unknown" }

/** A pattern at the place that has been reached, and what it says. */
export type Rule = readonly [pattern: RegExp, say: (match: RegExpExecArray) => ReadonlyArray<Token>]

/** A rule for whole words. */
export const phrase = (words: string, ...tokens: ReadonlyArray<Token>): Rule => [
  new RegExp(`(?:${words})(?![a-z0-9])`, "y"),
  () => tokens
]
