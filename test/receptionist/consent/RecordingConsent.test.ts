import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { RecordingConsent, RecordingMode } from "../../../src/domain/RecordingConsent.ts"
import { answer, heardAsked, initial, mayKeep } from "../../../src/receptionist/consent/RecordingConsent.ts"
import type { Said } from "../../../src/receptionist/consent/Said.ts"

const spoken = (second: number) => ({ at: `2026-12-01T15:00:0${second}Z`, by: "voice" }) as const

describe("RecordingConsent", () => {
  it.effect("keeps what is recorded until a no, where it tells only of who was told, and where it asks only after a yes", () =>
    Effect.sync(() => {
      for (const mode of ["off", "announce", "ask"] as const) {
        const begun = heardAsked(initial(mode))
        assert.strictEqual(mayKeep(initial(mode)), mode === "off", mode)
        assert.strictEqual(mayKeep(begun), mode !== "ask", mode)
        assert.isFalse(mayKeep(answer(begun, "refused", spoken(1)).consent), mode)
        assert.isTrue(mayKeep(answer(begun, "given", spoken(1)).consent), mode)
      }
    }))

  it.effect("tells the row what was told, answered, when and how", () =>
    Effect.sync(() => {
      const { consent } = answer(heardAsked(initial("ask")), "refused", { at: "2026-12-01T15:00:00Z", by: "key" })
      assert.deepStrictEqual(consent, {
        mode: "ask",
        asked: true,
        answer: "refused",
        at: "2026-12-01T15:00:00Z",
        by: "key"
      })
      assert.deepStrictEqual(initial("announce"), { mode: "announce", asked: false, answer: "none" })
    }))

  it.effect("goes by a no, which is for good, else by a yes, and keeps the time of its first saying", () =>
    Effect.sync(() => {
      const given = answer(initial("announce"), "given", spoken(1)).consent
      assert.isTrue(mayKeep(given))
      assert.strictEqual(answer(given, "none", spoken(2)).consent, given)
      assert.strictEqual(answer(given, "given", spoken(2)).consent.at, spoken(1).at)
      const refused = answer(given, "refused", spoken(3)).consent
      assert.strictEqual(answer(refused, "refused", spoken(4)).consent.at, spoken(3).at)
      // What was recorded is destroyed, and nothing records any more: nobody says otherwise.
      assert.deepStrictEqual(answer(refused, "given", spoken(4)), { consent: refused })
    }))

  it.effect("says each time that the recording stopped, and that it goes on only where that is news", () =>
    Effect.sync(() => {
      const refused = answer(initial("announce"), "refused", spoken(1))
      assert.strictEqual(refused.phrase, "recordingStopped")
      assert.strictEqual(answer(refused.consent, "refused", spoken(2)).phrase, "recordingStopped")
      assert.strictEqual(answer(initial("ask"), "given", spoken(1)).phrase, "recordingKept")
      assert.isUndefined(answer(initial("announce"), "given", spoken(1)).phrase)
      assert.isUndefined(answer(initial("ask"), "none", spoken(1)).phrase)
    }))

  it.effect.prop(
    "keeps nothing after a no, and is always a row",
    [RecordingMode, Schema.Array(Schema.Literals(["refused", "given", "none"]))],
    ([mode, said]) =>
      Effect.gen(function*() {
        const consent = said.reduce((so, word: Said, at) => answer(so, word, spoken(at)).consent, initial(mode))
        assert.strictEqual(mayKeep(consent), !said.includes("refused") && (mode === "off" || said.includes("given")))
        assert.deepStrictEqual(yield* Schema.decodeEffect(RecordingConsent)(consent), consent)
      }),
    { arbitrary: { seed: 5 } }
  )
})
