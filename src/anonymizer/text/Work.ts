// Modules by themselves: what the engine imports is loaded once more, in its thread.
import * as Data from "effect/Data"

/** A text asks for more work than any that people say: nobody waits for it, and it is withheld. */
export class TooMuchWork extends Data.TaggedError("receptionist/anonymizer/text/Work/TooMuchWork") {
  override readonly message =
    "the text is too long or too intricate to be read in time; it is withheld, and nothing has to be done"
}

/** The longest text that is read at a time, UTF-16 units: turns that are read as one, too. */
export const longestText = 16_384

/**
 * What reading one text may cost, in words looked at: a reading is one step that no timeout can interrupt, so it counts
 * for itself. Linear in the text: a rule that is not stops here, and not after seconds.
 */
const allowed = (tokens: number) => 20_000 + 200 * tokens

export class Work {
  #left: number

  constructor(tokens: number) {
    this.#left = allowed(tokens)
  }

  spend(words: number): void {
    this.#left -= words
    if (this.#left < 0) throw new TooMuchWork()
  }
}
