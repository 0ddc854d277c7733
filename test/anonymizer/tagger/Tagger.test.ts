import { assert, describe, it } from "@effect/vitest"
import { makeRandom } from "../../../bench/anonymizer/Random.ts"
import { featuresOf, size } from "../../../src/anonymizer/tagger/Features.ts"
import { follows, labels, posteriors } from "../../../src/anonymizer/tagger/Model.ts"
import { spansOf } from "../../../src/anonymizer/tagger/Spans.ts"
import { Tagging } from "../../../src/anonymizer/tagger/Tagging.ts"
import { asking, Reading } from "../../../src/anonymizer/text/Reading.ts"
import { View } from "../../../src/anonymizer/text/Text.ts"
import { tokenize } from "../../../src/anonymizer/text/Tokens.ts"
import { marked, said, year } from "../support.ts"

const random = makeRandom(7)
const weights = {
  emissions: Float32Array.from({ length: 8 * labels }, () => random.int(400) / 100 - 2),
  transitions: Float32Array.from({ length: labels * labels }, () => random.int(400) / 100 - 2),
  unit: 1
}
const features = [[0, 3, 5], [1, 3], [2, 4, 6, 7]].map((row) => Int32Array.from(row))

/** Every path of labels that is allowed, with its weight. */
const paths = (length: number): ReadonlyArray<{ readonly path: ReadonlyArray<number>; readonly weight: number }> => {
  const score = (path: ReadonlyArray<number>) =>
    path.reduce((sum, label, at) => {
      const own = Array.from(features[at] ?? []).reduce(
        (all, f) => all + (weights.emissions[f * labels + label] ?? 0),
        0
      )
      return sum + own + (at === 0 ? 0 : weights.transitions[(path[at - 1] ?? 0) * labels + label] ?? 0)
    }, 0)
  const all = (left: number): ReadonlyArray<ReadonlyArray<number>> =>
    left === 0 ? [[]] : all(left - 1).flatMap((path) =>
      Array.from({ length: labels }, (_, label) => label)
        .filter((label) => follows(path.at(-1) ?? -1, label)).map((label) => [...path, label])
    )
  return all(length).map((path) => ({ path, weight: Math.exp(score(path)) }))
}

describe("what the agent begins a call with", () => {
  it("is the name of a business, or of who answers", () => {
    const greetings = [
      "Plomberie Laflamme, urgence 24 heures.",
      "Greenfield Lettings, maintenance.",
      "Clinique dentaire Beaupré, Josiane à l'appareil."
    ]
    assert.deepStrictEqual(
      greetings.map((text) => marked([{ speaker: "assistant", text }, said("bonjour")])[0]),
      [...greetings.slice(0, 2), "Clinique dentaire Beaupré, [PERSON Josiane] à l'appareil."]
    )
  })
})

describe("the tagger", () => {
  it("gives each label the share of all paths that go through it", () => {
    const all = paths(features.length)
    const total = all.reduce((sum, { weight }) => sum + weight, 0)
    const pairs = new Float64Array(labels * labels)
    const tagged = posteriors(weights, features, pairs)
    for (const at of features.keys()) {
      for (let label = 0; label < labels; label++) {
        const through = all.filter(({ path }) => path[at] === label).reduce((sum, { weight }) => sum + weight, 0)
        assert.approximately(tagged[at * labels + label] ?? -1, through / total, 1e-9)
      }
    }
    for (let from = 0; from < labels; from++) {
      for (let to = 0; to < labels; to++) {
        const through = all.reduce(
          (sum, { path, weight }) =>
            sum + weight * path.filter((label, at) => at > 0 && path[at - 1] === from && label === to).length,
          0
        )
        assert.approximately(pairs[from * labels + to] ?? -1, through / total, 1e-9)
      }
    }
  })

  it("reads the same features wherever it runs, all of them places in its table", () => {
    const read = () =>
      featuresOf(tokenize("C'est Marie-Ève, au 12 rue Masson."), {
        words: "votre nom ?",
        topics: new Set(["NAME"]),
        speaker: "user",
        greets: false
      })
    assert.deepStrictEqual(read(), read())
    assert.isTrue(read().every((row) => row.length > 40 && row.every((at) => at >= 0 && at < size)))
  })

  it("makes values of what is likely enough, without the signs around them", () => {
    const tokens = tokenize("hi, Ana Ruiz, bye")
    const tagged = new Float64Array(tokens.length * labels)
    // hi , Ana Ruiz , bye: a person begins at Ana, and goes on to the comma.
    for (const [at, label, share] of [[2, 1, 0.9], [3, 2, 0.6], [4, 2, 0.5]] as const) {
      tagged[at * labels + label] = share
    }
    const spans = (seed: number) => spansOf(tokens, tagged, () => ({ seed, grow: seed / 2 }))
    assert.deepStrictEqual(spans(0.8), [{ kind: "PERSON", from: 2, to: 4, sure: 0.9 }])
    assert.deepStrictEqual(spans(0.95), [])
  })

  it("sees nothing in placeholders", () => {
    const text = "<PERSON_1>, <PHONE_2> <PERSON_1>"
    const masked = [...text.matchAll(/<\w+>/g)].map(({ 0: match, index }) => ({
      start: index,
      end: index + match.length
    }))
    const reading = new Reading(View.of(0, text, masked), asking("Your name?"), year)
    assert.deepStrictEqual(new Tagging(reading, "user", false).spans(false), [])
  })
})
