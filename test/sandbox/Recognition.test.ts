import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import { recognise, sound } from "../../src/sandbox/Recognition.ts"
import { formants, load } from "../../src/sandbox/Speech.ts"

const texts = [
  "Bonjour, c'est pour une question.",
  "Est-ce que vous êtes ouverts le samedi ?",
  "Au cinq un quatre, cinq cinq cinq, zéro un neuf deux.",
  "Non, c'est tout. Merci beaucoup, au revoir !",
  "Oui."
]

const muLaw = (sample: number) => {
  const level = Math.round(Math.log1p(255 * Math.min(1, Math.abs(sample) / 32_768)) / Math.log(256) * 127) / 127
  return Math.sign(sample) * 32_768 * (256 ** level - 1) / 255
}

/** Through a telephone: 8 kHz, eight bits, half as loud, and some noise. */
const telephoned = (audio: Pcm.Pcm): Pcm.Pcm => {
  const narrow = new Int16Array(Math.floor(audio.length / 3))
  for (let index = 0; index < narrow.length; index++) {
    const mean = (audio[3 * index]! + audio[3 * index + 1]! + audio[3 * index + 2]!) / 3
    narrow[index] = muLaw(mean / 2 + (index * 7_919 % 101 - 50))
  }
  return Pcm.resample(narrow, 8_000)
}

const ways: Readonly<Record<string, (audio: Pcm.Pcm) => Pcm.Pcm>> = {
  "as it is": (audio) => audio,
  "between silences": (audio) => Pcm.concat([Pcm.silence(507), audio, Pcm.silence(310)]),
  "over the telephone": (audio) => Pcm.concat([Pcm.silence(511), telephoned(audio), Pcm.silence(300)])
}

it.effect.each(["formants", "espeak"] as const)("knows every line by its sound: %s", (voice) =>
  Effect.gen(function*() {
    const speech = voice === "formants" ? formants : yield* load
    const spoken = (text: string) => speech.render(text, "FRENCH", "caller")
    const lines = texts.map((text) => ({ text, sound: sound(spoken(text)) }))
    const written = (audio: Pcm.Pcm) => recognise(sound(audio), lines, () => true).map(({ text }) => text).join(" ")
    for (const text of texts) {
      for (const [way, befall] of Object.entries(ways)) assert.strictEqual(written(befall(spoken(text))), text, way)
    }
    const question = spoken(texts[1]!)
    const cut = Math.round(question.length * 0.29)
    assert.strictEqual(written(question.subarray(0, cut)), "Est-ce que")
    assert.strictEqual(written(question.subarray(cut)), "vous êtes ouverts le samedi ?")
    assert.strictEqual(
      written(Pcm.concat([spoken(texts[3]!), Pcm.silence(1_200), spoken(texts[0]!)])),
      `${texts[3]} ${texts[0]}`
    )
    assert.strictEqual(written(Pcm.silence(1_000)), "")
  }))

it("takes the one that is due for the one that was said, of two that sound alike", () => {
  const allo = sound(formants.render("Allô", "FRENCH", "caller"))
  const lines = [{ text: "one", sound: allo }, { text: "two", sound: allo }]
  const text = (due: (line: number) => boolean) => recognise(allo, lines, due)[0]?.text
  assert.strictEqual(text(() => true), "one")
  assert.strictEqual(text((line) => line > 0), "two")
  assert.strictEqual(text(() => false), "two")
})
