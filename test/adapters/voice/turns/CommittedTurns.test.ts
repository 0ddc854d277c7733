import { assert, describe, it } from "@effect/vitest"
import * as CommittedTurns from "../../../../src/adapters/voice/realtime/CommittedTurns.ts"
import * as Gate from "../../../../src/adapters/voice/realtime/Gate.ts"

const committed = (item_id: string) => ({ type: "input_audio_buffer.committed", item_id })
const transcribed = (item_id: string) => ({
  type: "conversation.item.input_audio_transcription.completed",
  item_id,
  transcript: "Oui"
})

describe("CommittedTurns", () => {
  it("gives each item the name that its turn had before the server knew it", () => {
    const turns = CommittedTurns.make()
    turns.ended("turn_1", "commit_1")
    turns.ended("turn_2", "commit_2")
    assert.strictEqual(turns.read(committed("item_a")).item_id, "turn_1")
    assert.strictEqual(turns.read(committed("item_b")).item_id, "turn_2")
    assert.deepInclude(turns.read(transcribed("item_b")), { item_id: "turn_2", transcript: "Oui" })
    assert.deepInclude(turns.read(transcribed("item_a")), { item_id: "turn_1", transcript: "Oui" })
  })

  it("takes a turn that the server does not take for one that nobody has understood", () => {
    const turns = CommittedTurns.make()
    turns.ended("turn_1", "commit_1")
    turns.ended("turn_2", "commit_2")
    const error = { type: "error", error: { code: "input_audio_buffer_commit_empty", event_id: "commit_1" } }
    const failed = { type: "conversation.item.input_audio_transcription.failed", item_id: "turn_1" }
    assert.deepStrictEqual(turns.read(error), failed)
    assert.strictEqual(turns.read(committed("item_b")).item_id, "turn_2")
  })

  it("leaves alone what is about no turn of ours, and what comes after the connection has changed", () => {
    const turns = CommittedTurns.make()
    for (const event of [committed("item_a"), { type: "error", error: { event_id: "other" } }, { type: "error" }]) {
      assert.strictEqual(turns.read(event), event)
    }
    turns.ended("turn_1", "commit_1")
    turns.dropped()
    assert.strictEqual(turns.read(committed("item_b")).item_id, "item_b")
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
