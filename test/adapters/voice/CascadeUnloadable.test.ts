import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { vi } from "vitest"
import { converse } from "../../support/VoiceStage.ts"

vi.mock("@livekit/local-inference", () => ({
  default: {
    initVad: () => {
      throw new Error("no native module for this machine")
    }
  }
}))

describe("a second voice whose voice detector cannot be loaded", () => {
  it.live("is none: the first holds the conversation", () =>
    Effect.gen(function*() {
      const { conversation } = yield* converse({ turns: [] }, { pipeline: "realtime+cascade" })
      assert.strictEqual(conversation.voicesLeft, 0)
      assert.deepStrictEqual((yield* conversation.usage).map(({ model }) => model), ["gpt-realtime", "tts"])
    }))

  it.live("is no voice to begin with: the call is a person's", () =>
    Effect.gen(function*() {
      const failed = yield* Effect.flip(converse({ turns: [] }, { pipeline: "cascade" }))
      assert.deepInclude(failed, { _tag: "ModelUnavailable", reason: "detector" })
    }))
})
