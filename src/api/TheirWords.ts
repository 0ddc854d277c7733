import { Schema } from "effect"

/**
 * What somebody of the outside has written or said: a caller, or a worker of another make. It is kept as it came; who
 * shows it has to see to it that it steers nothing (`domain/PlainText`).
 */
export const TheirWords = Schema.String.pipe(Schema.brand("TheirWords"))
export type TheirWords = typeof TheirWords.Type

export const theirWords = (text: string): TheirWords => text as TheirWords
