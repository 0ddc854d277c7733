import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as Speech from "../../src/sandbox/Speech.ts"
import * as Vad from "../../src/sandbox/Vad.ts"

const lines = [
  ["Bonjour. Je voudrais, s'il vous plaît, un rendez-vous : mardi, à dix heures. Merci !", "FRENCH"],
  ["Hello. I would like an appointment, please: on Tuesday, at ten. Thank you!", "ENGLISH"]
] as const

const turns = (pcm: Pcm.Pcm) =>
  Vad.hear(Vad.initial, Pcm.concat([Pcm.silence(200), pcm, Pcm.silence(500)]), 200).events.map(({ _tag }) => _tag)

const pitchOf = (pcm: Pcm.Pcm): number => {
  const middle = pcm.subarray(pcm.length >> 1, (pcm.length >> 1) + Pcm.samples(80))
  let best = { lag: 0, sum: -Infinity }
  for (let lag = Pcm.samples(1000 / 320); lag <= Pcm.samples(1000 / 70); lag++) {
    let sum = 0
    for (let index = lag; index < middle.length; index++) sum += middle[index]! * middle[index - lag]!
    if (sum > best.sum) best = { lag, sum }
  }
  return Pcm.sampleRate / best.lag
}

for (const [name, speech] of [["eSpeak", Speech.load], ["formants", Effect.succeed(Speech.formants)]] as const) {
  it.effect.each(lines)(
    `${name} speaks "%s" audibly, and a caller's line is one turn`,
    ([text, language]) =>
      Effect.gen(function*() {
        const { render } = yield* speech
        const agent = render(text, language, "agent")
        const caller = render(text, language, "caller")
        for (const spoken of [agent, caller]) {
          assert.isAbove(Pcm.loudness(spoken), 0.03)
          assert.isAbove(Pcm.millis(spoken), 2_000)
          assert.isBelow(Pcm.millis(spoken), 10_000)
        }
        assert.deepStrictEqual(turns(caller), ["SpeechStarted", "SpeechStopped"])
        assert.notDeepEqual(agent, caller)
        assert.deepStrictEqual(render(text, language, "caller"), caller)
      })
  )
}

it.effect("does without eSpeak where it is not installed", () =>
  Effect.gen(function*() {
    const { render } = yield* Speech.loadFrom(() => Promise.reject(new Error("not installed")))
    assert.deepStrictEqual(render("Allô", "FRENCH", "caller"), Speech.formants.render("Allô", "FRENCH", "caller"))
  }))

it("makes two voices that can be told apart", () => {
  const pitch = (speaker: Speech.Speaker) => pitchOf(Speech.formants.render("Bonjour tout le monde", "FRENCH", speaker))
  assert.closeTo(pitch("agent"), 190, 10)
  assert.closeTo(pitch("caller"), 115, 10)
})

it("guesses the language of a line", () => {
  assert.strictEqual(Speech.languageOf("Bonjour, ici Anne."), "FRENCH")
  assert.strictEqual(Speech.languageOf("Êtes-vous toujours là ?"), "FRENCH")
  assert.strictEqual(Speech.languageOf("Hi, Anne here. How can I help you today?"), "ENGLISH")
})

it("hears no speech in silence, in line noise, or in a click", () => {
  const noise = Int16Array.from({ length: Pcm.samples(1_000) }, (_, index) => (index * 7919) % 120 - 60)
  const click = Pcm.silence(400)
  click.fill(20_000, Pcm.samples(100), Pcm.samples(130))
  for (const quiet of [Pcm.silence(1_000), noise, click]) assert.deepStrictEqual(turns(quiet), [])
})

it("says when speech began and ended, in the audio's own time, however it is cut up", () => {
  const speech = Speech.formants.render("Bonjour", "FRENCH", "caller")
  const audio = Pcm.concat([Pcm.silence(300), speech, Pcm.silence(600)])
  let state = Vad.initial
  const events: Array<Vad.VadEvent> = []
  for (const chunk of Pcm.frames(audio, 100)) {
    const heard = Vad.hear(state, chunk, 200)
    state = heard.state
    events.push(...heard.events)
  }
  assert.deepStrictEqual(events, [...Vad.hear(Vad.initial, audio, 200).events])
  const [started, stopped] = events
  assert.closeTo(started!.audioMillis, 300, 40)
  assert.closeTo(stopped!.audioMillis, 300 + Pcm.millis(speech) + 200, 40)
})
