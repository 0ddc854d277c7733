/**
 * What is replaced, in the order in which the rules look for it. `ID_NUMBER` is every other number long enough to point
 * at somebody: an account, a licence, a passport, a card that was misheard.
 */
export const entityTypes = [
  "EMAIL",
  "DOB",
  "POSTAL",
  "HEALTH",
  "CARD",
  "EXPIRY",
  "CVV",
  "PIN",
  "SIN",
  "PHONE",
  "ID_NUMBER",
  "ADDRESS",
  "PERSON"
] as const

export type EntityType = typeof entityTypes[number]

/** What is made of figures, or of figures and letters. */
export const numeric = new Set<EntityType>(["CARD", "CVV", "HEALTH", "ID_NUMBER", "PHONE", "PIN", "POSTAL", "SIN"])

/** Who a field's words come from. What tools take and give is written, not spoken. */
export type Speaker = "user" | "assistant" | "tool"

/** One piece of text of a transcript: an element of a message's content, a string, number or key of a tool's JSON. */
export interface Field {
  readonly speaker: Speaker
  readonly text: string
  /** The JSON key that the text stands under, where there is one. */
  readonly key?: string
}

/** Where something private stands: UTF-16 offsets into the text of the field of that index. */
export interface FieldSpan {
  readonly field: number
  readonly start: number
  readonly end: number
  readonly type: EntityType
}

/**
 * One private value, everywhere it stands. `key` is its canonical form: digits, a lower-cased address, the folded words
 * of a name. Private, as the text is; it lives as long as the transcript is worked on.
 */
export interface Entity {
  readonly type: EntityType
  readonly key: string
  readonly parts: ReadonlyArray<{ readonly field: number; readonly start: number; readonly end: number }>
  /** Said to be a person's name by a cue that leaves no doubt: not even a word of the agent's own overrules it. */
  readonly certain?: boolean
}
