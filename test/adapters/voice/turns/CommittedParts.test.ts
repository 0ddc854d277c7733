import { assert, describe, it } from "@effect/vitest"
import * as CommittedParts from "../../../../src/adapters/voice/realtime/CommittedParts.ts"
import * as Gate from "../../../../src/adapters/voice/realtime/Gate.ts"

const committed = (item_id: string) => ({ type: "input_audio_buffer.committed", item_id })
const transcribed = (item_id: string) => ({
  type: "conversation.item.input_audio_transcription.completed",
  item_id,
  transcript: "Oui"
})

describe("CommittedParts", () => {
  it("knows which part an item of the server's is, in whichever order they are spoken of", () => {
    const parts = CommittedParts.make<string>()
    parts.sent("commit_1", "one")
    parts.sent("commit_2", "two")
    assert.strictEqual(parts.read(committed("item_a")), "one")
    assert.strictEqual(parts.read(committed("item_b")), "two")
    assert.strictEqual(parts.read(transcribed("item_b")), "two")
    assert.strictEqual(parts.read(transcribed("item_a")), "one")
  })

  it("knows which part the server has not taken", () => {
    const parts = CommittedParts.make<string>()
    parts.sent("commit_1", "one")
    parts.sent("commit_2", "two")
    const error = { type: "error", error: { code: "input_audio_buffer_commit_empty", event_id: "commit_1" } }
    assert.strictEqual(parts.read(error), "one")
    assert.strictEqual(parts.read(committed("item_b")), "two")
  })

  it("knows nothing of what is no part of ours, and of what comes after the connection has changed", () => {
    const parts = CommittedParts.make<string>()
    for (const event of [committed("item_a"), { type: "error", error: { event_id: "other" } }, { type: "error" }]) {
      assert.isUndefined(parts.read(event))
    }
    parts.sent("commit_1", "one")
    parts.dropped()
    assert.isUndefined(parts.read(committed("item_b")))
  })
})

describe("Gate", () => {
  const frame = (value: number) => new Int16Array(100).fill(value)
  const first = (parts: ReadonlyArray<Int16Array>) => parts.map(([sample]) => sample)

  it("holds back what nobody said, and lets through what was heard just before a turn", () => {
    const gate = Gate.make(1)
    for (let value = 1; value <= 20; value++) {
      assert.deepStrictEqual(gate.pass(frame(value)), [])
      gate.judged(100)
    }
    assert.deepStrictEqual(first(gate.open()), [16, 17, 18, 19, 20])
    assert.deepStrictEqual(first(gate.pass(frame(21))), [21])
    gate.shut()
    assert.deepStrictEqual(gate.pass(frame(22)), [])
    assert.deepStrictEqual(first(gate.open()), [22])
  })

  it("holds all that nobody has judged, be it much", () => {
    const gate = Gate.make(1)
    for (let value = 1; value <= 100; value++) gate.pass(frame(value))
    gate.judged(1000)
    assert.deepStrictEqual(first(gate.open()).slice(0, 2), [6, 7])
  })

  it("keeps no hold on the frames", () => {
    const gate = Gate.make(1)
    const one = frame(1)
    gate.pass(one)
    one.fill(0)
    assert.deepStrictEqual(first(gate.open()), [1])
  })
})
