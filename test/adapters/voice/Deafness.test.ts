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

/** When a server was taken for deaf over this audio, in seconds of it; `how`: what the server says of the caller. */
const judge = (
  audio: Pcm.Pcm,
  { frameMillis = 20, how = "hear" as "follow" | "hear", humMillis = Deafness.usualMillis } = {}
) => {
  const at: Array<number> = []
  let heard = 0
  const deafness = Deafness.make(() => at.push(heard / 1000), () => humMillis)
  const listen = (more: Pcm.Pcm, to: typeof how = how) => {
    for (const frame of Pcm.frames(more, frameMillis)) {
      heard += frameMillis
      deafness[to](frame)
    }
  }
  listen(audio)
  return { deafness, at, listen }
}

const words = speech.subarray(0, Pcm.samples(1500))

describe("a server", () => {
  it.each([20, 100])("is deaf that has not noticed 5 s of speech, in frames of %d ms", (frameMillis) => {
    const { at } = judge(speech, { frameMillis })
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
    const { at, deafness, listen } = judge(Pcm.concat([speech, speech]))
    deafness.ignore()
    listen(speech)
    assert.strictEqual(at.length, 1)
    listen(Pcm.silence(100), "follow")
    listen(speech)
    assert.strictEqual(at.length, 2)
  })

  it.each([Pcm.silence(4_000), noise(0.005, 4_000), noise(0.05, 4_000)])(
    "is deaf that has not noticed in 3 s that the caller has finished",
    (line) => {
      const { at } = judge(mixed(Pcm.concat([words, Pcm.silence(4_000)]), Pcm.concat([line, line])), { how: "follow" })
      assert.strictEqual(at.length, 1)
      assert.closeTo(at[0]!, 4.5, 0.3)
    }
  )

  it.each(
    [
      ["a caller who goes on and on", Pcm.concat([speech, speech, speech])],
      ["one who thinks before they go on", Pcm.concat([words, Pcm.silence(2_700), words, Pcm.silence(2_700), words])],
      ["one who speaks low, on a noisy line", mixed(speech.map((sample) => sample / 5), noise(0.01, 6_000))]
    ] as const
  )("is not deaf for waiting for the end of %s", (_, audio) => {
    assert.deepStrictEqual(judge(audio, { how: "follow" }).at, [])
  })

  it("is taken for one that waits for ever once, until it has noticed an end", () => {
    const { at, deafness, listen } = judge(Pcm.concat([words, Pcm.silence(8_000)]), { how: "follow" })
    assert.isFalse(deafness.dropped())
    listen(Pcm.silence(500), "hear")
    listen(Pcm.silence(8_000), "follow")
    assert.strictEqual(at.length, 1, "the next server has not noticed any end either")
    listen(Pcm.silence(500), "hear")
    listen(Pcm.silence(8_000), "follow")
    assert.strictEqual(at.length, 2)
  })

  it("is given up sooner that does not end a turn where another one can take its place", () => {
    const { at, listen } = judge(words, { how: "follow", humMillis: Deafness.quickMillis })
    listen(Pcm.silence(1_200))
    assert.deepStrictEqual(at, [])
    listen(Pcm.silence(400))
    assert.lengthOf(at, 1)
  })

  it("tells whether the caller is heard, half a second later at the latest", () => {
    const { deafness, listen } = judge(Pcm.silence(1_000))
    assert.isFalse(deafness.isVoiced())
    listen(mixed(words, noise(0.003, 1_500)))
    assert.isTrue(deafness.isVoiced())
    listen(noise(0.003, 600))
    assert.isFalse(deafness.isVoiced())
  })

  it("that is gone has not noticed what was said to it, and only that", () => {
    const lost = (audio: Pcm.Pcm) => judge(audio).deafness.dropped()
    assert.isTrue(lost(words))
    assert.isTrue(lost(mixed(words, noise(0.01, 1_500))))
    assert.isFalse(lost(Pcm.silence(6_000)))
    assert.isFalse(lost(noise(0.005, 6_000)))
    assert.isFalse(
      lost(Pcm.concat([Pcm.silence(1_000), words.subarray(0, Pcm.samples(200)), Pcm.silence(1_000)])),
      "a click"
    )
    const { deafness, listen } = judge(words)
    listen(Pcm.silence(100), "follow")
    assert.isFalse(deafness.dropped(), "it had noticed")
    listen(words)
    deafness.ignore()
    assert.isFalse(deafness.dropped(), "the agent's own voice")
  })
})
