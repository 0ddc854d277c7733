import { assert, describe, it } from "@effect/vitest"
import type { AudioFrame } from "@livekit/rtc-node"
import type { Host } from "../../../../src/adapters/voice/Brain.ts"
import * as LocalDetection from "../../../../src/adapters/voice/realtime/LocalDetection.ts"
import type { WireEvent } from "../../../../src/adapters/voice/realtime/WireEvent.ts"
import type { Turns } from "../../../../src/adapters/voice/turns/LocalTurns.ts"

const frame = (value: number) => ({ data: new Int16Array(2400).fill(value) }) as AudioFrame

/** The detection over a model and a detector that only note what they are told. */
const stage = () => {
  const told: Array<string> = []
  const warnings: Array<string> = []
  let hears: Turns | undefined
  let isOpen = false
  let ids = 0
  const realtime = {
    push: (samples: Int16Array) => void told.push(`push ${samples[0]}`),
    commit: (eventId: string) => void told.push(eventId),
    callerBegan: () => void told.push("interrupt"),
    detectTurns: (by: string) => void told.push(`detection ${by}`)
  }
  const detection = LocalDetection.make({
    hearing: {
      follow: (_host, turns) => {
        hears = turns
        return {
          hear: () => {},
          isOpen: () => isOpen,
          end: () => turns.ended(),
          restart: () => isOpen = false,
          close: () => {}
        }
      }
    },
    realtime: realtime as unknown as LocalDetection.LocalDetectionOptions["realtime"],
    host: { warn: (message: string) => void warnings.push(message) } as Host,
    nextId: (prefix) => `${prefix}${++ids}`,
    report: ({ item_id: id, type }: WireEvent) => void told.push(`${type.replace("input_audio_buffer.", "")} ${id}`)
  })
  return {
    detection,
    told,
    warnings,
    turns: {
      began: () => {
        isOpen = true
        hears?.began()
      },
      ended: () => {
        isOpen = false
        hears?.ended()
      },
      failed: () => hears?.failed()
    }
  }
}

describe("LocalDetection", () => {
  it("gives the model a turn, with what was heard just before it, and ends it before it is spoken of", () => {
    const { detection, told, turns } = stage()
    for (const value of [1, 2]) assert.deepStrictEqual(detection.hear(frame(value)), [])
    turns.began()
    assert.strictEqual(detection.hear(frame(3)).length, 1)
    turns.ended()
    assert.deepStrictEqual(detection.hear(frame(4)), [])
    assert.deepStrictEqual(told, [
      "push 1",
      "push 2",
      "speech_started turn_1",
      "interrupt",
      "commit_2",
      "committed turn_1"
    ])
    assert.strictEqual(detection.read({ type: "input_audio_buffer.committed", item_id: "item_9" }).item_id, "turn_1")
  })

  it("leaves the turns to the model where the detector fails, and loses nothing of the one under way", () => {
    const { detection, told, turns, warnings } = stage()
    turns.began()
    turns.failed()
    assert.deepStrictEqual(told.slice(2), ["commit_2", "committed turn_1", "detection server"])
    assert.isFalse(detection.isListening())
    assert.strictEqual(warnings.length, 1)
  })

  it("gives the model what was held back where the detector fails between two turns", () => {
    const { detection, told, turns } = stage()
    detection.hear(frame(1))
    turns.failed()
    assert.deepStrictEqual(told, ["push 1", "detection server"])
  })

  it("holds back what follows the loss of a connection, until a turn begins anew", () => {
    const { detection, turns } = stage()
    turns.began()
    assert.strictEqual(detection.hear(frame(1)).length, 1)
    detection.dropped()
    assert.strictEqual(detection.hear(frame(2)).length, 0)
  })
})
