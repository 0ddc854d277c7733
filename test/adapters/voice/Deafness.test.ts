import { assert, describe, it } from "vitest"
import * as Deafness from "../../../src/adapters/voice/realtime/Deafness.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import { formants } from "../../../src/sandbox/Speech.ts"

const sentence = formants.render(
  "Bonjour, est-ce que vous m'entendez, je voudrais prendre un rendez-vous pour la semaine prochaine, merci bien à vous.",
  "FRENCH",
  "caller"
)
const speech = Pcm.concat([sentence, sentence]).subarray(0, Pcm.samples(6000))

/** Steady noise of so much of full scale; the same each time. */
const noise = (level: number, millis: number) => {
  let seed = 1
  return Int16Array.from({ length: Pcm.samples(millis) }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return (seed / 2_147_483_647 * 2 - 1) * level * 32_768
  })
}

const mixed = (one: Pcm.Pcm, other: Pcm.Pcm) => one.map((sample, index) => sample + (other[index] ?? 0))

/** How often a server was taken for deaf over this audio, and after how many seconds of it first. */
const judge = (audio: Pcm.Pcm, frameMillis = 20) => {
  const at: Array<number> = []
  let heard = 0
  const deafness = Deafness.make(() => at.push(heard / 1000))
  for (const frame of Pcm.frames(audio, frameMillis)) {
    heard += frameMillis
    deafness.hear(frame)
  }
  return { deafness, at }
}

describe("a server", () => {
  it.each([20, 100])("is deaf that has not noticed 5 s of speech, in frames of %d ms", (frameMillis) => {
    const { at } = judge(speech, frameMillis)
    assert.strictEqual(at.length, 1)
    assert.closeTo(at[0]!, 5, 0.3)
  })

  it("is deaf that has not noticed speech over the noise of a line", () => {
    assert.strictEqual(judge(mixed(speech, noise(0.01, 6000))).at.length, 1)
  })

  it.each(
    [
      ["silence", Pcm.silence(20_000)],
      ["the noise of a line", noise(0.005, 20_000)],
      ["an engine", noise(0.2, 20_000)],
      ["a few words", Pcm.concat([Pcm.silence(2000), speech.subarray(0, Pcm.samples(1500)), Pcm.silence(4000)])],
      ["4.5 s of speech", Pcm.concat([Pcm.silence(400), speech.subarray(0, Pcm.samples(4500))])]
    ] as const
  )("is not deaf for not noticing %s", (_, audio) => {
    assert.deepStrictEqual(judge(audio).at, [])
  })

  it("is taken for deaf once, until it has noticed something", () => {
    const { at, deafness } = judge(Pcm.concat([speech, speech]))
    assert.strictEqual(at.length, 1)
    const again = () => {
      for (const frame of Pcm.frames(speech, 100)) deafness.hear(frame)
      return at.length
    }
    deafness.reset(false)
    assert.strictEqual(again(), 1)
    deafness.reset(true)
    assert.strictEqual(again(), 2)
  })
})
