import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Schema } from "effect"
import { readers, sha256, Trained } from "../../scripts/train-readers.ts"

describe("the readers' weights", () => {
  it.effect(
    "are what comes of the sets, of what was written to be learned, and of the features as they are: else `npm run train:readers`",
    () =>
      Effect.gen(function*() {
        const files = yield* FileSystem.FileSystem
        for (const { digest, trained, weights } of yield* readers) {
          const known = yield* Schema.decodeEffect(Trained)(yield* files.readFileString(trained))
          assert.strictEqual(sha256(yield* files.readFile(weights)), known.weights)
          assert.strictEqual(digest, known.learned)
        }
      }).pipe(Effect.provide(NodeServices.layer)),
    120_000
  )
})
