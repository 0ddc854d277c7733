import { Effect, FileSystem, Schema } from "effect"
import { Language } from "../../src/domain/Language.ts"

/** The words of a turn so far, and whether they are all of it. */
export const Saying = Schema.Struct({
  text: Schema.String,
  expected: Schema.Literals(["finished", "unsure", "unfinished"]),
  language: Language,
  kind: Schema.Literals(["number", "letters", "mail", "sentence", "hesitation", "opening"])
})
export type Saying = typeof Saying.Type

/** What others have written for other benches, who had no turn ends in mind. */
const Utterance = Schema.Struct({ text: Schema.String, expected: Language, kind: Schema.String })

const read = Effect.fnUntraced(function*<A>(path: string, schema: Schema.Codec<A>) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(new URL(path, import.meta.url).pathname)
  return yield* Schema.decodeEffect(Schema.Array(Schema.fromJsonString(schema)))(text.trimEnd().split("\n"))
})

/** The rules were written along with these. */
export const tuned = read("tuned.jsonl", Saying)

/** Where a cut lies, the same every time: anywhere but within two words of the beginning. */
const cutOf = (words: ReadonlyArray<string>, index: number) => 2 + (index * 7919) % (words.length - 2)

/**
 * Whole utterances, and each of them cut off after some word: of what follows the cut the detector knows nothing, and
 * where a sentence could have ended there, nobody could.
 */
export const heldout = Effect.map(
  read("../language/earlier.jsonl", Utterance),
  (utterances) =>
    utterances.filter(({ kind }) => kind !== "third").flatMap(({ expected: language, text }, index) => {
      const words = text.split(/\s+/)
      const whole = { text, language, whole: true }
      if (words.length < 6) return [whole]
      const cut = words.slice(0, cutOf(words, index)).join(" ").replace(/[.,?!]+$/, "")
      return [whole, { text: cut, language, whole: false }]
    })
)
