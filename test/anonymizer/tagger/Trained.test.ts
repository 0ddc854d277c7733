import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Schema } from "effect"
import { digest, sha256, Trained, trainedPath, weightsPath } from "../../../scripts/train-tagger.ts"

describe("the tagger's weights", () => {
  it.effect(
    "are what comes of the corpus, lexicon and features as they are: else `npm run train:tagger`",
    () =>
      Effect.gen(function*() {
        const files = yield* FileSystem.FileSystem
        const trained = yield* Schema.decodeEffect(Trained)(yield* files.readFileString(trainedPath))
        assert.strictEqual(sha256(yield* files.readFile(weightsPath)), trained.weights)
        assert.strictEqual(yield* digest, trained.learned)
      }).pipe(Effect.provide(NodeServices.layer)),
    240_000
  )
})
