import type { Speaker } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import type { Reading } from "../text/Reading.ts"
import type { Token } from "../text/Tokens.ts"
import { featuresOf } from "./Features.ts"
import { type Kind, kinds, loadWeights, posteriors } from "./Model.ts"
import { partOf, spansOf, type Tagged, type Thresholds } from "./Spans.ts"

/** All of them chosen on texts that no weight was learned from. */
const thresholds: Readonly<Record<Exclude<Kind, "PERSON">, Thresholds>> = {
  ADDRESS: { seed: 0.5, grow: 0.25 },
  EMAIL: { seed: 0.6, grow: 0.3 },
  DOB: { seed: 0.5, grow: 0.3 },
  NUMBER: { seed: 0.75, grow: 0.3 }
}

/** What was asked tells as much of a name as the words around it: who asks for something else is given none. */
const named = ({ asked, question }: Reading, speaker: Speaker): Thresholds => {
  const elsewhere = speaker === "user" && asked !== "" && question.size === 0
  return {
    seed: elsewhere ? 0.35 : asked === "" ? speaker === "user" ? 0.19 : 0.17 : question.has("NAME") ? 0.15 : 0.18,
    grow: elsewhere ? 0.17 : 0.04
  }
}

/** A name that is a word besides is one sooner: the tagger has seen it as a word more often than as a name. */
const wordy = 0.5
const isWordy = ({ folded, kind }: Token): boolean => {
  const { given, ordinary, place } = lookUp(folded)
  return kind === "word" && given > 0 && ordinary + place > 0
}

/** Where part of a value is hidden, the rest of it is one sooner. */
const begun: Thresholds = { seed: 0.15, grow: 0.1 }
/** Names beside what is hidden are other names: less so, but of words that are names and nothing else. */
const cautious: Thresholds = { seed: 0.25, grow: 0.2 }
const beyondWords = 0.8
const isPlain = ({ capital, folded, kind, opens }: Token): boolean => {
  const { family, given, ordinary, place } = lookUp(folded)
  return kind === "word" && capital && !opens && given + family > 1 && ordinary + place === 0
}

/** What the tagger makes of a reading: of its text as it stood before the rules took anything. */
export class Tagging {
  readonly #reading: Reading
  readonly #tagged: Float64Array
  readonly #named: Thresholds

  /** @param greets whether the agent begins the call with it */
  constructor(reading: Reading, speaker: Speaker, greets: boolean) {
    const { asked, question, tokens } = reading
    this.#reading = reading
    this.#named = named(reading, speaker)
    this.#tagged = posteriors(loadWeights(), featuresOf(tokens, { words: asked, topics: question, speaker, greets }))
  }

  /** The values that it is sure enough of; where part of the text is hidden, the words around it tell less. */
  spans(hidden: boolean): ReadonlyArray<Tagged> {
    const [least, enough] = hidden
      ? [cautious, beyondWords]
      : [{ ...this.#named, seed: wordy * this.#named.seed }, this.#named.seed]
    const sooner = hidden
      ? (words: ReadonlyArray<Token>) => words.every(isPlain)
      : (words: ReadonlyArray<Token>) => words.some(isWordy)
    return spansOf(
      this.#reading.tokens,
      this.#tagged,
      (kind) => kind === "PERSON" ? least : hidden ? begun : thresholds[kind]
    ).filter(({ from, kind, sure, to }) =>
      kind !== "PERSON" || sure >= enough || sooner(this.#reading.tokens.slice(from, to))
    )
  }

  /** The values in every token of which it is that sure. */
  surer(least: number): ReadonlyArray<Tagged> {
    return spansOf(this.#reading.tokens, this.#tagged, () => ({ seed: least, grow: least }))
  }

  /** The highest probability, of the tokens from `from` to the one before `to`, that one is part of such a value. */
  most(kind: Kind, from: number, to: number): number {
    const index = kinds.indexOf(kind)
    let most = 0
    for (let at = from; at < to; at++) most = Math.max(most, partOf(this.#tagged, at, index))
    return most
  }
}
