import { plainText } from "../../domain/PlainText.ts"

declare const theirs: unique symbol
/** What somebody of the outside has written: a text that goes to the page by `shown` alone, or it does not compile. */
export interface TheirWords {
  readonly [theirs]: "their words"
}

/** Hebrew, Arabic, and what else is written from the right. */
const fromTheRight = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** As it may be shown, wherever it stands: it steers nothing, and turns around nothing that stands beside it. */
export const shown = (words: TheirWords): string => {
  const text = plainText(words as unknown as string)
  return fromTheRight.test(text) ? `\u2068${text}\u2069` : text
}

export const split = (words: TheirWords, at: string): ReadonlyArray<TheirWords> =>
  (words as unknown as string).split(at) as unknown as ReadonlyArray<TheirWords>
