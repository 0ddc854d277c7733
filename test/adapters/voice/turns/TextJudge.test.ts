import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as TextJudge from "../../../../src/adapters/voice/turns/TextJudge.ts"

const said = (text: string, language: TextJudge.Said["language"] = "FRENCH") => ({
  text,
  asked: "Pour quand ?",
  language
})
const byWords = { probability: 0.25, threshold: TextJudge.wordsThreshold }

interface Faked {
  /** The plugin's runner. */
  readonly runner: string
  readonly languages?: string
}

/** The plugin and its weights as the disk has them, with this runner in the place of its model. */
const judging = Effect.fnUntraced(function*({ languages = "{\"fr\": {\"threshold\": 0.4}}", runner }: Faked) {
  const home = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "judge-"))),
    (path) => Effect.promise(() => rm(path, { recursive: true }))
  )
  const modules = join(home, "node_modules/@livekit")
  const plugin = join(modules, "agents-plugin-livekit/dist/index.js")
  const files: Readonly<Record<string, string>> = {
    [join(modules, "agents/package.json")]: JSON.stringify({ type: "module", main: "index.js" }),
    [join(modules, "agents/index.js")]: "export const initializeLogger = () => {}",
    [join(modules, "agents-plugin-livekit/package.json")]: JSON.stringify({ type: "module" }),
    [plugin]: "",
    [join(dirname(plugin), "turn_detector/multilingual.js")]: `export default class { ${runner} }`,
    [join(home, "languages.json")]: languages
  }
  for (const [path, text] of Object.entries(files)) {
    yield* Effect.promise(async () => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    })
  }
  return yield* TextJudge.make(
    "multilingual",
    () => byWords.probability,
    () => Promise.resolve({ languages: join(home, "languages.json"), plugin })
  )
})

const model = `
  async initialize() {}
  async run(messages) {
    return { eouProbability: messages.length === 2 && !messages[1].content.endsWith(" et") ? 0.9 : 0.1 }
  }`

/** Asks until the model's thread has loaded it. */
const untilLoaded = (judge: TextJudge.TextJudge) =>
  judge(said("Demain")).pipe(
    Effect.tap(() => Effect.sleep("20 millis")),
    Effect.repeat({ until: (judgement) => judgement?.threshold === 0.4 }),
    Effect.timeout("20 seconds")
  )

describe.concurrent("the multilingual detector", () => {
  it.live("judges by its model, with the threshold of the language", () =>
    Effect.gen(function*() {
      const judge = yield* judging({ runner: model })
      yield* untilLoaded(judge)
      assert.deepStrictEqual(yield* judge(said("Demain matin")), { probability: 0.9, threshold: 0.4 })
      assert.deepStrictEqual(yield* judge(said("Demain et")), { probability: 0.1, threshold: 0.4 })
      assert.deepStrictEqual(yield* judge(said("Tomorrow", "ENGLISH")), byWords, "a language that it does not have")
    }))

  it.live("is the words' where its languages cannot be read, which is said", () =>
    Effect.gen(function*() {
      const logged: Array<string> = []
      const logger = Logger.layer([Logger.make(({ message }) => void logged.push(String(message)))])
      const judge = yield* judging({ runner: model, languages: "{" }).pipe(Effect.provide(logger))
      assert.deepStrictEqual(yield* judge(said("Demain")), byWords)
      assert.isTrue(logged.some((line) => line.includes("npx livekit-agents download-files")))
    }))

  for (
    const [name, runner] of [
      ["cannot be loaded", "async initialize() { throw new Error(\"half of a file\") }"],
      ["is loaded for ever", "initialize() { return new Promise(() => {}) }"],
      ["never answers", "async initialize() {} run() { return new Promise(() => {}) }"],
      ["fails at each question", "async initialize() {} async run() { throw new Error(\"no\") }"],
      ["hangs in its thread", "async initialize() {} run() { for (;;) {} }"]
    ] as const
  ) {
    it.live(`is the words' where its model ${name}, half a second later at the latest`, () =>
      Effect.gen(function*() {
        const judge = yield* judging({ runner })
        for (let asked = 0; asked < 4; asked++) {
          const judgement = yield* Effect.timeout(judge(said("Demain")), "1500 millis")
          assert.deepStrictEqual(judgement, byWords)
          yield* Effect.sleep("300 millis")
        }
      }))
  }
})
