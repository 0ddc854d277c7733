import { Effect, Schema, type Scope } from "effect"
import { readFile } from "node:fs/promises"
import type { Language } from "../../../domain/Language.ts"
import * as InferenceThread from "./InferenceThread.ts"
import type { Judgement } from "./TurnDetector.ts"
import * as Weights from "./Weights.ts"

/** The words of a turn so far, and what the agent had said before it. */
export interface Said {
  readonly text: string
  readonly asked: string
  readonly language: Language
}

/** How likely it is that these words are all of a turn. */
export type Words = (said: Said) => number

/** Judges a pause by the words before it. Total, and bounded. */
export type TextJudge = (said: Said) => Effect.Effect<Judgement | undefined>

/** Words of which it is uncertain whether they are all are nearer to half a sentence than to a whole one. */
export const wordsThreshold = 0.6

const byWords = (words: Words): TextJudge => (said) =>
  Effect.sync(() => ({ probability: words(said), threshold: wordsThreshold }))

const Languages = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Struct({ threshold: Schema.Finite })))
const tags: Readonly<Record<Language, string>> = { FRENCH: "fr", ENGLISH: "en" }

/** The model's judgement; the words' where it has none, or none in time. */
const load = Effect.fnUntraced(function*({ languages, plugin }: Weights.Weights, words: TextJudge) {
  const thresholds = yield* Effect.flatMap(
    Effect.tryPromise(() => readFile(languages, "utf8")),
    Schema.decodeEffect(Languages)
  )
  const { predict } = yield* InferenceThread.make<ReadonlyArray<Weights.Message>>(
    new URL("./multilingualThread.ts", import.meta.url),
    { workerData: plugin, instead: "by the words alone" }
  )
  return (said: Said) => {
    const { asked, language, text } = said
    const threshold = thresholds[tags[language]]?.threshold
    if (threshold === undefined) return words(said)
    return Effect.flatMap(
      Effect.promise(() =>
        predict([...asked === "" ? [] : [{ role: "assistant", content: asked }], { role: "user", content: text }])
      ),
      (probability) => probability === undefined ? words(said) : Effect.succeed({ probability, threshold })
    )
  }
})

/** The model over the words that the original had; without its weights, our rules, said once. */
const multilingual = Effect.fnUntraced(function*(
  words: Words,
  find: typeof Weights.find
): Effect.fn.Return<TextJudge, never, Scope.Scope> {
  const found = yield* Effect.promise(() => find())
  if (typeof found === "string") {
    yield* Effect.logWarning(`TURN_DETECTOR is \`multilingual\`: ${found}; until then, \`words\` is used`)
    return byWords(words)
  }
  return yield* load(found, byWords(words)).pipe(Effect.catchCause(() =>
    Effect.as(
      Effect.logWarning(
        `TURN_DETECTOR is \`multilingual\`, and its languages cannot be read (${found.languages}): run \`${Weights.fetching}\`; until then, \`words\` is used`
      ),
      byWords(words)
    )
  ))
})

export const make = (
  detector: "words" | "multilingual",
  words: Words,
  find = Weights.find
): Effect.Effect<TextJudge, never, Scope.Scope> =>
  detector === "words" ? Effect.succeed(byWords(words)) : multilingual(words, find)
