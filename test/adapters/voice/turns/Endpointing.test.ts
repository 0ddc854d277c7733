import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import * as Endpointing from "../../../../src/adapters/voice/turns/Endpointing.ts"

const window = 32
const voice = 0.9
const quiet = 0.02

/** Hears so many milliseconds of each, and tells what came of it, and after how long. */
const stage = () => {
  const endpointing = Endpointing.make()
  let at = 0
  const changes: Array<readonly [change: string, at: number]> = []
  const hear = (probability: number, millis: number) => {
    for (let until = at + millis; at < until;) {
      at += window
      const change = endpointing.hear(probability, window)
      if (change !== undefined) changes.push([change, at])
    }
  }
  return { endpointing, hear, changes, tags: () => changes.map(([change]) => change) }
}

describe("Endpointing", () => {
  it("begins with a voice, and not with a click", () => {
    const { changes, hear } = stage()
    hear(voice, 64)
    hear(quiet, 32)
    hear(voice, 64)
    hear(quiet, 3000)
    assert.deepStrictEqual(changes, [])
    hear(voice, 500)
    assert.deepStrictEqual(changes.map(([change]) => change), ["began"])
  })

  it("has a pause judged once, and ends the turn when it is as long as it has to be", () => {
    for (const [probability, silence] of [[0.9, 200], [undefined, 400], [0.3, 500], [0, 1100]] as const) {
      const { changes, endpointing, hear } = stage()
      hear(voice, 480)
      hear(quiet, 160)
      assert.deepStrictEqual(changes.map(([change]) => change), ["began", "paused"])
      endpointing.wait(Endpointing.patience(probability, 0.3))
      hear(quiet, 1200)
      const [change, at] = changes[2] ?? []
      assert.strictEqual(change, "ended")
      assert.isAtLeast((at ?? 0) - 480, silence)
      assert.isBelow((at ?? 0) - 480, silence + window)
      assert.strictEqual(changes.length, 3)
    }
  })

  it("goes on where the voice does, and judges the next pause anew", () => {
    const { endpointing, hear, tags } = stage()
    hear(voice, 480)
    hear(quiet, 160)
    endpointing.wait(1100)
    hear(quiet, 800)
    hear(voice, 320)
    hear(quiet, 160)
    assert.deepStrictEqual(tags(), ["began", "paused", "resumed", "paused"])
    endpointing.wait(200)
    hear(quiet, 64)
    assert.deepStrictEqual(tags(), ["began", "paused", "resumed", "paused", "ended"])
  })

  it("pays no heed to a judgement that comes when the voice has gone on, and ends without one", () => {
    const { endpointing, hear, tags } = stage()
    hear(voice, 480)
    hear(quiet, 160)
    hear(voice, 96)
    endpointing.wait(200)
    hear(quiet, 320)
    assert.deepStrictEqual(tags(), ["began", "paused", "resumed", "paused"])
    hear(quiet, 1000)
    assert.deepStrictEqual(tags(), ["began", "paused", "resumed", "paused", "ended"])
  })

  it("goes on with no click in a pause, and ends with none", () => {
    const { endpointing, hear, tags } = stage()
    hear(voice, 480)
    hear(quiet, 320)
    hear(voice, 64)
    assert.isUndefined(endpointing.wait(200))
    hear(quiet, 32)
    assert.deepStrictEqual(tags(), ["began", "paused", "ended"])
  })

  it("ends at once where the pause is longer already than it has to be", () => {
    const { endpointing, hear, tags } = stage()
    hear(voice, 480)
    hear(quiet, 320)
    assert.isUndefined(endpointing.wait(400))
    assert.strictEqual(endpointing.wait(200), "ended")
    assert.isUndefined(endpointing.wait(200))
    assert.isFalse(endpointing.isOpen())
    assert.deepStrictEqual(tags(), ["began", "paused"])
  })

  it("begins another turn with a voice that goes on after the end of one", () => {
    const { endpointing, hear, tags } = stage()
    hear(voice, 480)
    endpointing.close()
    assert.isFalse(endpointing.isOpen())
    hear(voice, 320)
    assert.deepStrictEqual(tags(), ["began", "began"])
  })

  const heard = Schema.Array(
    Schema.Tuple([Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })), Schema.Int])
  )
  it.prop("begins and ends in turn, whatever is heard, and leaves no turn open in silence", [heard], ([parts]) => {
    const { endpointing, hear, tags } = stage()
    for (const [probability, length] of parts) {
      hear(probability, Math.abs(length) % 2000)
      endpointing.wait(200 + Math.abs(length) % 900)
    }
    hear(quiet, 1200)
    const turns = tags().filter((change) => change !== "paused")
    assert.isFalse(endpointing.isOpen())
    assert.deepStrictEqual(turns, turns.map((_, index) => index % 2 === 0 ? "began" : "ended"))
    assert.strictEqual(turns.length % 2, 0)
  }, { arbitrary: { seed: 1 } })
})
