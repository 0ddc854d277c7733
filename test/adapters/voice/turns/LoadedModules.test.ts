import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { promisify } from "node:util"

const loadedFor = (detection: string) =>
  Effect.promise(async () => {
    const script = new URL("../../../support/LoadedModules.ts", import.meta.url).pathname
    const { stdout } = await promisify(execFile)(process.execPath, [script, detection])
    return JSON.parse(stdout) as ReadonlyArray<string>
  })

describe("the modules of a worker", () => {
  it.live("are none that the detection of turns does not need", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* loadedFor("server"), [])
      assert.deepStrictEqual(yield* loadedFor("semantic"), [])
      assert.deepStrictEqual(yield* loadedFor("local"), ["local-inference"])
    }))
})
