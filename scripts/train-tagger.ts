/**
 * Trains the tagger of names and addresses: `node scripts/train-tagger.ts` writes `src/anonymizer/tagger/weights.br`, and
 * beside it in `trained.json` what they were learned from, by which a test tells that they are stale.
 *
 * From the development half of the corpus and `corpus/taught`, with fixed seeds: the same corpus, lexicon and lists give
 * the same bytes. `--share 0.25` takes that share of the texts, `--out FILE` writes elsewhere, `--judge` prints how many
 * names and addresses of the held-out texts the tagger alone leaks, and how many of the negatives it touches.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib"
import { loadCorpus, loadLessons } from "../bench/anonymizer/Corpus.ts"
import { fieldsIn } from "../bench/anonymizer/Embedded.ts"
import { type Case, readUtterance } from "../bench/anonymizer/Markup.ts"
import { makeRandom, type Random } from "../bench/anonymizer/Random.ts"
import { featuresOf, size } from "../src/anonymizer/tagger/Features.ts"
import { kinds, labels, posteriors, step, type Weights } from "../src/anonymizer/tagger/Model.ts"
import { spansOf } from "../src/anonymizer/tagger/Spans.ts"
import type { Speaker } from "../src/anonymizer/text/Entity.ts"
import type { Question } from "../src/anonymizer/text/Reading.ts"
import { mask, View } from "../src/anonymizer/text/Text.ts"
import { type Token, tokenize } from "../src/anonymizer/text/Tokens.ts"
import { greets, questionFor } from "../src/anonymizer/text/Views.ts"

/** One field, with what is private in it: `kind` is a place in `kinds`. */
interface Lesson {
  readonly text: string
  readonly gold: ReadonlyArray<{ readonly kind: number; readonly start: number; readonly end: number }>
  readonly question: Question
  readonly speaker: Speaker
  readonly greets: boolean
  /** Whether it is a turn of a whole call: what callers say, rather than what was written for variety. */
  readonly called: boolean
}

/** What the tests of the engine read. */
const tested = (): ReadonlyArray<Case> =>
  readFileSync(new URL("../test/anonymizer/utterances.jsonl", import.meta.url), "utf8").trim().split("\n")
    .map((line, index) => {
      const { language, text } = JSON.parse(line)
      const marked = text.replaceAll("{{POSTAL|", "{{POSTAL_CODE|").replaceAll(/\{\{(?:PIN|EXPIRY)\|/g, "{{ID_NUMBER|")
      return { id: `tested-${index}`, source: "written", split: "dev", language, turns: readUtterance(marked) }
    })

/** A lesson as the tagger reads it: features of each token, and what each is. */
interface Exercise {
  readonly features: ReadonlyArray<Int32Array>
  readonly labels: Uint8Array
}

const kindOf = (type: string): number => {
  const named = kinds.findIndex((kind) => kind === type)
  return named === -1 ? kinds.indexOf("NUMBER") : named
}

const lessonsOf = (of: Case): ReadonlyArray<Lesson> => {
  const { fields, owners } = fieldsIn(of)
  return fields.flatMap((field, index) => {
    const owner = owners[index]
    const turn = of.turns[owner?.turn ?? -1]
    if (owner === undefined || turn === undefined || owner.start < 0 || !/[\p{L}\d]/u.test(field.text)) return []
    // What may be replaced or not teaches nothing of what is nobody's.
    if (of.source === "negative" && turn.neutral.length > 0) return []
    const end = owner.start + field.text.length
    const gold = turn.gold.filter((span) => span.start < end && owner.start < span.end).map((span) => ({
      kind: kindOf(span.type),
      start: Math.max(span.start - owner.start, 0),
      end: Math.min(span.end, end) - owner.start
    }))
    return [{
      text: field.text,
      gold,
      question: questionFor(fields, index),
      speaker: field.speaker,
      greets: greets(fields, index),
      called: of.source === "transcript"
    }]
  })
}

const exerciseOf = ({ gold, greets, question, speaker, text }: Lesson): Exercise => {
  const view = View.of(0, text)
  const tokens = tokenize(view.text)
  const answers = new Uint8Array(tokens.length)
  let before: Lesson["gold"][number] | undefined
  for (const [index, token] of tokens.entries()) {
    const [place] = view.locate(token.start, token.end)
    const span = place === undefined ? undefined : gold.find(({ end, start }) => start < place.end && place.start < end)
    if (span !== undefined) answers[index] = 2 * span.kind + (span === before ? 2 : 1)
    before = span
  }
  return { features: featuresOf(tokens, { ...question, speaker, greets }), labels: answers }
}

// What a lesson is varied by.

interface Pools {
  readonly given: ReadonlyArray<string>
  readonly family: ReadonlyArray<string>
  readonly words: ReadonlyArray<string>
}

/** Names of the lexicon, and words that are names besides. */
const poolsOf = (): Pools => {
  const lines = brotliDecompressSync(readFileSync(new URL("../src/anonymizer/text/lexicon.br", import.meta.url)))
    .toString("latin1").trim().split("\n")
  const given: Array<string> = []
  const family: Array<string> = []
  const words: Array<string> = []
  for (const line of lines) {
    const word = line.slice(0, -3)
    const name = Number.parseInt(line.at(-2) ?? "0", 16)
    const ordinary = Number.parseInt(line.at(-1) ?? "0", 16) >> 2
    if (word.length < 3) continue
    if (name >> 2 > 0 && ordinary < 2) given.push(word)
    if ((name & 3) > 0 && ordinary < 2) family.push(word)
    if (name > 0 && ordinary > 1) words.push(word)
  }
  return { given, family, words }
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** A name that nobody has: the beginning of one and the end of another. */
const invented = (random: Random, { family, given }: Pools) => {
  const [a, b] = [random.pick(given), random.pick(family)]
  return a.slice(0, 2 + random.int(3)) + b.slice(Math.max(b.length - 3 - random.int(3), 1))
}

/** A name's word in the place of another, with its case; particles, initials and spelled letters stay. */
const otherWord = (word: string, first: boolean, random: Random, pools: Pools): string => {
  if (
    word.length < 3 ||
    /^(?:van|von|der|den|del|los|las|saint|sainte|dit|bin|ben|abu|mac|des|the|les|and|as|in|comme|for|pour|avec|with|double|deux|two)$/i
      .test(word)
  ) {
    return word
  }
  const fresh = random.chance(0.2)
    ? invented(random, pools)
    : random.chance(0.06)
    ? random.pick(pools.words)
    : random.pick(first ? pools.given : pools.family)
  return /^\p{Lu}{2,}$/u.test(word) ? fresh.toUpperCase() : /^\p{Lu}/u.test(word) ? capitalized(fresh) : fresh
}

const otherName = (name: string, random: Random, pools: Pools): string => {
  // What is spelled, and what has figures in it, stays as it is.
  if (/\d|(?:^|[\s.-])\p{L}(?:[\s.-]|$)/u.test(name) || random.chance(0.2)) return name
  let first = random.chance(0.75) || /[\s-]/.test(name)
  return name.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const other = otherWord(word, first, random, pools)
    first = false
    return other
  })
}

const otherDigits = (text: string, random: Random) =>
  text.replace(
    /\d+/g,
    (digits) => digits.length > 6 ? random.digits(digits.length) : String(1 + random.int(10 ** digits.length - 1))
  )

/** The lesson with other text in the places of its values. */
const replaced = (lesson: Lesson, by: (value: string, kind: number) => string | undefined): Lesson => {
  let text = ""
  let at = 0
  const gold: Array<Lesson["gold"][number]> = []
  for (const span of lesson.gold.toSorted((a, b) => a.start - b.start)) {
    if (span.start < at) continue
    text += lesson.text.slice(at, span.start)
    const value = lesson.text.slice(span.start, span.end)
    const fresh = by(value, span.kind)
    if (fresh === undefined) text += mask
    else {
      gold.push({ kind: span.kind, start: text.length, end: text.length + fresh.length })
      text += fresh
    }
    at = span.end
  }
  return { ...lesson, text: text + lesson.text.slice(at), gold }
}

const unpunctuated = /[.,!?;:…]+(?=\s|$)/g

/** As a recognizer writes that knows no case and no signs: what stands where stays the same, for signs become spaces. */
const lowered = (lesson: Lesson): Lesson => ({
  ...lesson,
  text: lesson.text.toLowerCase().length === lesson.text.length
    ? lesson.text.toLowerCase().replace(unpunctuated, (signs) => " ".repeat(signs.length))
    : lesson.text
})

const masking = (lesson: Lesson, random: Random): Lesson =>
  replaced(lesson, (value) => random.chance(0.5) ? undefined : value)

const copyOf = (lesson: Lesson, random: Random, pools: Pools): Lesson => {
  let copy = replaced(
    lesson,
    (value, kind) =>
      kinds[kind] === "PERSON"
        ? otherName(value, random, pools)
        : random.chance(0.5)
        ? otherDigits(value, random)
        : value
  )
  if (random.chance(0.2)) copy = masking(copy, random)
  if (lesson.speaker !== "tool" && random.chance(0.3)) copy = lowered(copy)
  return copy
}

/** How many varied copies of a lesson with names or addresses are learned besides, other ones each time. */
const copies = 3
/** And how many more of what is said in calls. */
const more = 2

const varied = (lessons: ReadonlyArray<Lesson>, random: Random, pools: Pools): ReadonlyArray<Lesson> =>
  lessons.flatMap((lesson) => {
    const own = [lesson]
    const names = lesson.gold.some(({ kind }) => kinds[kind] === "PERSON" || kinds[kind] === "ADDRESS")
    const many = lesson.called ? copies + more : copies
    if (names) { for (let i = 0; i < many; i++) own.push(copyOf(lesson, random, pools)) }
    else if (random.chance(0.4)) own.push(lesson.speaker === "tool" ? lesson : lowered(lesson))
    if (!names && lesson.called) own.push(lesson)
    // What came out of the anonymizer holds nothing private any more.
    if (lesson.gold.length > 0 && random.chance(0.5)) own.push(replaced(lesson, () => undefined))
    return own
  })

// Learning: AdaGrad over the texts in a random order, with some of the features left out each time, and the mean of what
// the last epochs end with.

const seed = 20_26
const learning = { epochs: 7, averaged: 4, rate: 0.15, dropout: 0.3 }

const shuffle = <A>(all: Array<A>, random: Random) => {
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.int(i + 1)
    const [a, b] = [all[i], all[j]]
    if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a]
  }
}

const train = (lessons: ReadonlyArray<Lesson>, random: Random, pools: Pools): Weights => {
  const emissions = new Float32Array(size * labels)
  const squares = new Float32Array(size * labels)
  const transitions = new Float32Array(labels * labels)
  const moved = new Float32Array(labels * labels)
  const weights = { emissions, transitions, unit: 1 / (1 - learning.dropout) }
  const gradient = new Float64Array(labels)
  const mean = { emissions: new Float32Array(size * labels), transitions: new Float32Array(labels * labels) }
  for (let epoch = 0; epoch < learning.epochs; epoch++) {
    const order = [...varied(lessons, random, pools)]
    shuffle(order, random)
    for (const lesson of order) {
      const { features, labels: answers } = exerciseOf(lesson)
      if (features.length === 0) continue
      const kept = features.map((row) => {
        const some = new Int32Array(row.length)
        let count = 0
        for (let f = 0; f < row.length; f++) if (!random.chance(learning.dropout)) some[count++] = row[f] ?? 0
        return some.subarray(0, count)
      })
      const pairs = new Float64Array(labels * labels)
      const guessed = posteriors(weights, kept, pairs)
      for (let i = 1; i < answers.length; i++) {
        const at = (answers[i - 1] ?? 0) * labels + (answers[i] ?? 0)
        pairs[at] = (pairs[at] ?? 0) - 1
      }
      for (let at = 0; at < pairs.length; at++) {
        const slope = pairs[at] ?? 0
        if (Math.abs(slope) < 1e-4) continue
        moved[at] = (moved[at] ?? 0) + slope * slope
        transitions[at] = (transitions[at] ?? 0) - learning.rate * slope / Math.sqrt(1e-2 + (moved[at] ?? 0))
      }
      for (const [i, row] of kept.entries()) {
        for (let y = 0; y < labels; y++) gradient[y] = (guessed[i * labels + y] ?? 0) - (answers[i] === y ? 1 : 0)
        for (let y = 0; y < labels; y++) {
          const slope = gradient[y] ?? 0
          if (Math.abs(slope) < 2e-3) continue
          for (let f = 0; f < row.length; f++) {
            const at = (row[f] ?? 0) * labels + y
            const sum = (squares[at] ?? 0) + slope * slope
            squares[at] = sum
            emissions[at] = (emissions[at] ?? 0) - learning.rate * slope / Math.sqrt(1e-2 + sum)
          }
        }
      }
    }
    if (epoch < learning.epochs - learning.averaged) continue
    for (const name of ["emissions", "transitions"] as const) {
      const [from, to] = [weights[name], mean[name]]
      for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + (from[at] ?? 0) / learning.averaged
    }
  }
  return { ...mean, unit: 1 }
}

/** The weights in eight bits each; what is nearly nothing is nothing, and takes no room. */
const packed = ({ emissions, transitions }: Weights): { readonly bytes: Buffer; readonly weights: Weights } => {
  const small = Int8Array.from(emissions, (weight) => {
    const steps = Math.round(weight / step)
    return Math.abs(steps) < 2 ? 0 : Math.max(-127, Math.min(127, steps))
  })
  const whole = Float32Array.from(transitions)
  const bytes = Buffer.concat([Buffer.from(whole.buffer), Buffer.from(small.buffer)])
  return { bytes, weights: { emissions: small, transitions: whole, unit: step } }
}

/** Names and addresses that leak where the tagger alone reads the texts, and negatives that it touches. */
const judge = (weights: Weights, cases: ReadonlyArray<Case>) => {
  const rows: Array<string> = []
  const lessons = cases.map((of) => ({ of, lessons: lessonsOf(of) }))
  for (const seed of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]) {
    const count = { PERSON: [0, 0], ADDRESS: [0, 0], negatives: [0, 0], turns: [0, 0] }
    for (const { lessons: some, of } of lessons) {
      let touched = false
      for (const { gold, greets, question, speaker, text } of some) {
        const tokens: ReadonlyArray<Token> = tokenize(View.of(0, text).text)
        const tagged = posteriors(weights, featuresOf(tokens, { ...question, speaker, greets }))
        const spans = spansOf(tokens, tagged, () => ({ seed, grow: seed / 2 })).filter(({ kind }) =>
          kind === "PERSON" || kind === "ADDRESS"
        )
        const covered = new Set(spans.flatMap(({ from, to }) => tokens.slice(from, to).map(({ start }) => start)))
        for (const { end, kind, start } of gold) {
          const name = kinds[kind]
          if (name !== "PERSON" && name !== "ADDRESS") continue
          const words = tokens.filter((token) => token.start < end && start < token.end && token.kind !== "sign")
          count[name][1] = (count[name][1] ?? 0) + 1
          if (words.some((token) => !covered.has(token.start))) count[name][0] = (count[name][0] ?? 0) + 1
        }
        if (spans.length > 0) touched = true
        if (of.source === "transcript" && speaker !== "tool" && gold.length === 0) {
          count.turns[1] = (count.turns[1] ?? 0) + 1
          if (spans.length > 0) count.turns[0] = (count.turns[0] ?? 0) + 1
        }
      }
      if (of.source !== "negative") continue
      count.negatives[1] = (count.negatives[1] ?? 0) + 1
      if (touched) count.negatives[0] = (count.negatives[0] ?? 0) + 1
    }
    rows.push(
      `${seed}: ${
        Object.entries(count).map(([name, [hit = 0, all = 0]]) =>
          `${name} ${hit}/${all} ${(100 * hit / all).toFixed(1)} %`
        )
          .join(", ")
      }`
    )
  }
  return rows
}

/** Everything that the tagger learns from. */
const loadCases = Effect.gen(function*() {
  const own = yield* loadCorpus(12)
  return [...own.filter(({ split }) => split === "dev"), ...yield* loadLessons("taught"), ...tested()]
})

const sampled = 100

/**
 * What the weights are learned from, in SHA-256: every text as the tagger reads it, and what is learned of one in a
 * hundred, which tells a change of how it is learned.
 */
const digestOf = (lessons: ReadonlyArray<Lesson>): string => {
  const hash = createHash("sha256")
  for (const lesson of lessons) {
    const { features, labels: answers } = exerciseOf(lesson)
    for (const row of features) hash.update(row)
    hash.update(answers)
  }
  const sample = lessons.filter((_, index) => index % sampled === 0)
  return hash.update(packed(train(sample, makeRandom(seed), poolsOf())).bytes).digest("hex")
}

/** The digest of what the weights would be learned from now. */
export const digest = Effect.map(loadCases, (cases) => digestOf(cases.flatMap(lessonsOf)))

export const weightsPath = new URL("../src/anonymizer/tagger/weights.br", import.meta.url).pathname
/** `learned` is the digest of what the weights that ship were learned from, `weights` their own. */
export const Trained = Schema.fromJsonString(Schema.Struct({ learned: Schema.String, weights: Schema.String }))
export const trainedPath = new URL("../src/anonymizer/tagger/trained.json", import.meta.url).pathname
export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

const trainer = Command.make(
  "train-tagger",
  {
    share: Flag.String("share").pipe(Flag.withDefault("1")),
    out: Flag.String("out").pipe(Flag.withDefault(weightsPath)),
    judge: Flag.Boolean("judge").pipe(Flag.withDefault(false))
  },
  Effect.fn("train-tagger")(function*({ judge: judged, out, share }) {
    const random = makeRandom(seed)
    const cases = (yield* loadCases).filter(() => random.chance(Number(share)))
    const lessons = cases.flatMap(lessonsOf)
    yield* Console.log(`${cases.length} cases, ${lessons.length} texts`)
    const { bytes, weights } = packed(train(lessons, random, poolsOf()))
    const small = brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 }
    })
    writeFileSync(out, small)
    if (out === weightsPath) {
      const trained = yield* Schema.encodeEffect(Trained)({ learned: digestOf(lessons), weights: sha256(small) })
      writeFileSync(trainedPath, `${trained}\n`)
    }
    yield* Console.log(`${out}: ${small.length} bytes`)
    if (!judged) return
    const own = yield* loadCorpus(12)
    const kept = yield* loadLessons("kept")
    yield* Console.log("held-out half of the corpus:")
    for (
      const row of judge(
        weights,
        own.filter(({ source, split }) => split === "heldout" && source !== "generated")
      )
    ) {
      yield* Console.log(row)
    }
    yield* Console.log("the fifth that was kept:")
    for (const row of judge(weights, kept)) yield* Console.log(row)
  })
)

if (import.meta.main) {
  trainer.pipe(Command.run({ version: "1" }), Effect.provide(NodeServices.layer), NodeRuntime.runMain)
}
