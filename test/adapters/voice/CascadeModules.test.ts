import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Array(Schema.String)))

const loadedFor = (pipeline: string) =>
  Effect.callback<string>((resume) => {
    const script = fileURLToPath(new URL("../../support/CascadeModules.ts", import.meta.url))
    execFile(process.execPath, [script, pipeline], { maxBuffer: 20_000_000 }, (error, stdout) =>
      resume(error === null ? Effect.succeed(stdout) : Effect.die(error)))
  }).pipe(Effect.flatMap((printed) =>
    decode(printed.trim().split("\n").at(-1))
  ))

const secondVoice = /\/voice\/cascade\/|local-inference/

// 35 MB of native code and a model, for whoever has no use of them.
it.live("loads nothing of the cascade for a worker that has a realtime model alone", () =>
  Effect.gen(function*() {
    assert.deepStrictEqual((yield* loadedFor("realtime")).filter((url) => secondVoice.test(url)), [])
    const both = (yield* loadedFor("realtime+cascade")).filter((url) => secondVoice.test(url))
    assert.isTrue(both.some((url) => url.endsWith("CascadeBrain.ts")))
    assert.isTrue(both.some((url) => url.endsWith(".node")))
  }))
