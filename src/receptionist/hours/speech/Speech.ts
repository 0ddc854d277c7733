import { type Day, partsOf } from "../LocalTime.ts"

/** Whom a sentence is about, as the clauses that it is made of: "we are open", "Billing is closed", "it reopens". */
export interface Subject {
  readonly isOpen: string
  readonly isClosed: string
  readonly reopens: string
}

/** What of a day is said with it: its reason, and whether it is one of several. */
export interface Special {
  readonly reason: string | undefined
  readonly long: boolean
}

/** How a language says times, days, and being open or closed: clauses, to be spoken as they stand. */
export interface Speech {
  readonly office: Subject
  readonly department: (name: string) => Subject
  /** A minute of the day: « huit heures trente », "eight thirty". */
  readonly time: (minute: number) => string
  readonly weekday: (day: Day) => string
  /** « mardi treize octobre », with its year where it is far from `today`. */
  readonly date: (day: Day, today: Day) => string
  /** "today", "tomorrow, Tuesday,", "on Thursday", and from a week on with its date. */
  readonly when: (day: Day, today: Day) => string
  /** The same in a clause that gives a reason: "today", "Thursday". */
  readonly dayNamed: (day: Day, today: Day) => string
  /** The time and the day: « Il est neuf heures douze, le mardi treize octobre 2026. » */
  readonly now: (minute: number, day: Day) => string

  readonly open: (subject: Subject, until: string | undefined) => string
  readonly until: {
    readonly today: (time: string) => string
    /** In the small hours of the next morning. */
    readonly night: (time: string) => string
    readonly otherDay: (day: Day, today: Day, time: string) => string
  }
  /** What comes after a break. */
  readonly again: (from: string, to: string) => string
  /** Before what comes after it has closed. */
  readonly afterwards: string
  readonly closedNow: (subject: Subject, reason: string | undefined) => string
  readonly closedToday: (subject: Subject, special: Special) => string
  readonly reopensAt: (subject: Subject, when: string, time: string) => string
  readonly unknown: (subject: Subject) => string

  readonly because: (reasons: ReadonlyArray<string>) => string
  readonly holiday: (day: string, name: string | undefined) => string
  readonly exception: (subject: Subject, day: string, special: Special) => string
  readonly otherHours: (day: string, reason: string | undefined) => string

  readonly callBack: {
    readonly from: (when: string, time: string) => string
    readonly before: (time: string) => string
    readonly soon: string
  }

  /** For a list of days: "closed", and the hours of one that is not. */
  readonly closed: string
  readonly notKnown: string
}

/** The year of a day that is so far away that it is said, too. */
export const farYear = (day: Day, today: Day): number | undefined =>
  Math.abs(day - today) < 300 ? undefined : partsOf(day).year
