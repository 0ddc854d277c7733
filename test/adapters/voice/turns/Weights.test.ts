import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as Weights from "../../../../src/adapters/voice/turns/Weights.ts"

const temporary = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "weights-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const write = (path: string, text = "") =>
  Effect.promise(async () => {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  })

const stage = Effect.gen(function*() {
  const home = yield* temporary
  const plugin = join(home, "node_modules/@livekit/agents-plugin-livekit/dist/index.js")
  const repository = join(home, ".cache/huggingface/hub/models--livekit--turn-detector")
  const transformers = join(home, "node_modules/@huggingface/transformers")
  const find = Effect.promise(() => Weights.find({ home, plugin }))
  return {
    find,
    ref: join(repository, "refs/v0.4.1-intl"),
    model: join(repository, "snapshots/abc/onnx/model_q8.onnx"),
    languages: join(repository, "snapshots/abc/languages.json"),
    cached: join(transformers, ".cache/livekit/turn-detector"),
    local: join(transformers, "models/livekit/turn-detector")
  }
})

describe("the weights of the multilingual detector", () => {
  it.effect("are missing with their package, which is what is said then", () =>
    Effect.gen(function*() {
      const found = yield* Effect.promise(() => Weights.find({ plugin: undefined }))
      assert.include(String(found), "npm install --no-save @livekit/agents-plugin-livekit@1.9.0")
      assert.include(String(found), "npx livekit-agents download-files")
    }))

  it.effect("are named, each file that is missing and no other", () =>
    Effect.gen(function*() {
      const { cached, find, languages, model, ref } = yield* stage
      const tokenizer = [
        join(cached, "v0.4.1-intl/tokenizer.json"),
        join(cached, "v0.4.1-intl/tokenizer_config.json"),
        join(cached, "tokenizer_config.json")
      ]
      const nothing = String(yield* find)
      for (const path of [ref, model.replace("abc", "{commit}"), ...tokenizer]) assert.include(nothing, path)
      assert.include(nothing, "npx livekit-agents download-files")

      yield* write(ref, "abc\n")
      for (const path of [model, tokenizer[0]!, tokenizer[2]!]) yield* write(path)
      const half = String(yield* find)
      for (const path of [languages, tokenizer[1]!]) assert.include(half, path)
      for (const path of [ref, model, tokenizer[0]!]) assert.notInclude(half, path)
    }))

  it.effect("are there with the tokenizer in either of its places", () =>
    Effect.gen(function*() {
      const { find, languages, local, model, ref } = yield* stage
      yield* write(ref, "abc")
      for (const path of [model, languages, join(local, "tokenizer.json"), join(local, "tokenizer_config.json")]) {
        yield* write(path)
      }
      assert.deepInclude(yield* find, { languages })
    }))
})
