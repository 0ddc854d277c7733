import { assert, describe, it } from "@effect/vitest"
import type { VAD, VADEvent } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { Clock, Effect, FiberSet } from "effect"
import { TestClock } from "effect/testing"
import * as LocalTurns from "../../../../src/adapters/voice/turns/LocalTurns.ts"
import type { Judgement } from "../../../../src/adapters/voice/turns/TurnDetector.ts"

/** A voice detector that judges each frame by its first sample, or does not. */
const fakeVad = () => {
  let take: ((event: IteratorResult<VADEvent>) => void) | undefined
  const waiting: Array<IteratorResult<VADEvent>> = []
  const give = (event: IteratorResult<VADEvent>) => {
    if (take === undefined) waiting.push(event)
    else take(event)
    take = undefined
  }
  const state = { isDeaf: false, closed: 0 }
  const stream = {
    pushFrame: (frame: AudioFrame) => {
      if (state.isDeaf) return
      give({
        done: false,
        value: { type: 1, probability: frame.data[0] === 0 ? 0 : 0.9, frames: [frame] } as unknown as VADEvent
      })
    },
    close: () => {
      state.closed++
      give({ done: true, value: undefined })
    },
    next: () =>
      new Promise<IteratorResult<VADEvent>>((resolve) => {
        const next = waiting.shift()
        if (next === undefined) take = resolve
        else resolve(next)
      }),
    [Symbol.asyncIterator]: () => stream
  }
  return { vad: { stream: () => stream } as unknown as VAD, state, end: () => give({ done: true, value: undefined }) }
}

const settled = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** `judge`: by the sound of a pause; without it, by whoever is told of the pause. */
const stage = (judge?: () => Promise<Judgement | undefined>) =>
  Effect.gen(function*() {
    const clock = yield* Clock.Clock
    const fork = yield* FiberSet.makeRuntime<never>()
    const seen: Array<string> = []
    const decisions: Array<(judgement: Judgement | undefined) => void> = []
    const { end, state, vad } = fakeVad()
    const turns = LocalTurns.make(
      {
        vad,
        language: () => "FRENCH",
        ...(judge !== undefined && {
          detector: { listen: () => ({ hear: () => {}, probability: judge, close: () => void seen.push("closed") }) }
        })
      },
      {
        elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
        later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))
      },
      {
        began: () => void seen.push("began"),
        paused: (decide) => {
          if (judge === undefined) seen.push("paused")
          decisions.push(decide)
        },
        resumed: () => {
          if (judge === undefined) seen.push("resumed")
        },
        ended: () => void seen.push("ended"),
        failed: () => void seen.push("failed"),
        judged: () => {}
      }
    )
    const hear = (level: number, millis: number) =>
      Effect.gen(function*() {
        for (let at = 0; at < millis; at += 20) {
          const data = new Int16Array(480).fill(level)
          turns.hear({ data, sampleRate: 24_000, channels: 1, samplesPerChannel: 480 } as AudioFrame)
          yield* settled
          yield* TestClock.adjust(20)
        }
      })
    return { decisions, turns, seen, hear, state, end }
  })

const sure = async (): Promise<Judgement> => ({ probability: 0.9, threshold: 0.3 })

describe("LocalTurns", () => {
  it.effect("ends a turn of which it is sure after 200 ms of silence", () =>
    Effect.gen(function*() {
      const { hear, seen } = yield* stage(sure)
      yield* hear(1000, 400)
      yield* hear(0, 180)
      assert.deepStrictEqual(seen, ["began"])
      yield* hear(0, 40)
      assert.deepStrictEqual(seen, ["began", "ended"])
    }))

  it.effect("waits longer where it is not, and ends the turn all the same", () =>
    Effect.gen(function*() {
      const { hear, seen } = yield* stage(async () => ({ probability: 0, threshold: 0.3 }))
      yield* hear(1000, 400)
      yield* hear(0, 1060)
      assert.deepStrictEqual(seen, ["began"])
      yield* hear(0, 60)
      assert.deepStrictEqual(seen, ["began", "ended"])
    }))

  it.effect("is not held up by a judgement that never comes", () =>
    Effect.gen(function*() {
      const { hear, seen } = yield* stage(() => new Promise(() => {}))
      yield* hear(1000, 400)
      yield* hear(0, 1120)
      assert.deepStrictEqual(seen, ["began", "ended"])
    }))

  it.effect("goes by the length of the pause where the judgement fails", () =>
    Effect.gen(function*() {
      const { hear, seen } = yield* stage(() => Promise.reject(new Error("no judgement")))
      yield* hear(1000, 400)
      yield* hear(0, 380)
      assert.deepStrictEqual(seen, ["began"])
      yield* hear(0, 40)
      assert.deepStrictEqual(seen, ["began", "ended"])
    }))

  it.effect("does not give up a detector for what it was given nothing of, nor for what it is given at once after that", () =>
    Effect.gen(function*() {
      const { hear, seen, turns } = yield* stage()
      yield* hear(0, 400)
      yield* TestClock.adjust("1 minute") // another voice has had the word
      const data = new Int16Array(480)
      for (let at = 0; at < 9_000; at += 20) {
        turns.hear({ data, sampleRate: 24_000, channels: 1, samplesPerChannel: 480 } as AudioFrame)
      }
      yield* settled
      yield* hear(1000, 400)
      assert.deepStrictEqual(seen, ["began"])
    }))

  it.effect("pays no heed to the judgement of a pause that is over", () =>
    Effect.gen(function*() {
      const answers: Array<(judgement: Judgement) => void> = []
      const { hear, seen } = yield* stage(() => new Promise((resolve) => void answers.push(resolve)))
      yield* hear(1000, 400)
      yield* hear(0, 180)
      yield* hear(1000, 200)
      yield* hear(0, 180)
      assert.strictEqual(answers.length, 2)
      answers[0]?.({ probability: 1, threshold: 0.3 })
      yield* hear(0, 300)
      assert.deepStrictEqual(seen, ["began"])
      answers[1]?.({ probability: 1, threshold: 0.3 })
      yield* hear(0, 40)
      assert.deepStrictEqual(seen, ["began", "ended"])
    }))

  it.effect("ends the turn of a caller of whom no audio comes any more", () =>
    Effect.gen(function*() {
      const { hear, seen } = yield* stage(sure)
      yield* hear(1000, 400)
      yield* TestClock.adjust("900 millis")
      assert.deepStrictEqual(seen, ["began"])
      yield* TestClock.adjust("1500 millis")
      assert.deepStrictEqual(seen, ["began", "ended"])
      yield* hear(1000, 400)
      assert.deepStrictEqual(seen, ["began", "ended", "began"])
    }))

  it.effect("gives up a detector that lags behind by 2 s, and one that has ended, once", () =>
    Effect.gen(function*() {
      const lagging = yield* stage(sure)
      lagging.state.isDeaf = true
      yield* lagging.hear(1000, 1980)
      assert.deepStrictEqual(lagging.seen, [])
      yield* lagging.hear(1000, 200)
      assert.deepStrictEqual(lagging.seen, ["closed", "failed"])

      const ended = yield* stage(sure)
      ended.end()
      yield* settled
      yield* ended.hear(1000, 400)
      assert.deepStrictEqual(ended.seen, ["closed", "failed"])
    }))

  it.effect("says nothing any more once it is closed", () =>
    Effect.gen(function*() {
      const { hear, seen, state, turns } = yield* stage(sure)
      yield* hear(1000, 400)
      turns.close()
      turns.close()
      yield* hear(0, 400)
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(seen, ["began", "closed"])
      assert.strictEqual(state.closed, 1)
    }))

  it.effect("tells of each pause and of what follows it, and ends the turn as soon as it is decided", () =>
    Effect.gen(function*() {
      const { decisions, hear, seen } = yield* stage()
      yield* hear(1000, 400)
      yield* hear(0, 180)
      yield* hear(1000, 200)
      assert.deepStrictEqual(seen, ["began", "paused", "resumed"])
      decisions[0]?.({ probability: 1, threshold: 0.3 })
      yield* hear(0, 400)
      assert.deepStrictEqual(seen, ["began", "paused", "resumed", "paused"])
      decisions[1]?.({ probability: 1, threshold: 0.3 })
      assert.deepStrictEqual(seen.slice(4), ["ended"])
      decisions[1]?.(undefined)
      yield* hear(0, 1200)
      assert.strictEqual(seen.length, 5)
    }))

  it.effect("takes a click in a pause for no word", () =>
    Effect.gen(function*() {
      const { decisions, hear, seen } = yield* stage()
      yield* hear(1000, 400)
      yield* hear(0, 180)
      yield* hear(1000, 60)
      decisions[0]?.({ probability: 1, threshold: 0.3 })
      assert.deepStrictEqual(seen, ["began", "paused"])
      yield* hear(0, 40)
      assert.deepStrictEqual(seen, ["began", "paused", "ended"])
    }))
})
