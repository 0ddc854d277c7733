import { assert } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import type { ModelScript, Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Transcript from "./Transcript.ts"

const question = "Quand êtes-vous ouverts ?"
const answer =
  "Nous sommes ouverts du lundi au vendredi, de neuf heures à dix-sept heures, et le jeudi jusqu'à vingt heures."

const asks: Turn = { heard: question, replies: [{ says: { FRENCH: answer } }] }
const agent = {
  ...Stage.clinic,
  config: {
    ...Stage.clinic.config,
    phrases: { ...Stage.clinic.config.phrases, askRepeat: { FRENCH: "Pardon ?" }, oneMoment: { FRENCH: "Un instant." } }
  }
}

/** What may become of the path to the model, and of the model, while a call is on it. */
const faults: ReadonlyArray<readonly [name: string, befall: (stage: Stage.Stage) => Effect.Effect<void>]> = [
  ["frozen", ({ modelPath }) => modelPath.goDark()],
  ["stalled", ({ endpoint }) => endpoint.stall],
  ["cut", ({ modelPath }) => modelPath.cut]
]

/** The longest time that a caller who is owed something may hear nothing. */
const patience = 6_000

/** A caller who has heard the greeting, and when that was over. */
const answered = Effect.fnUntraced(function*(model: ModelScript) {
  const stage = yield* Stage.make({ agent, model })
  const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
  const { to: since } = yield* caller.phone.heardOut(0)
  return { stage, caller, since }
})

/** The caller hangs up, and was not left in silence until then; gives what was said. */
const hangUp = Effect.fnUntraced(function*({ caller, since, stage }: Effect.Success<ReturnType<typeof answered>>) {
  const { millis } = yield* Silence.longest(caller, since, yield* Clock.currentTimeMillis)
  yield* Effect.logInfo(`the longest silence: ${millis} ms`)
  assert.isBelow(millis, patience)
  yield* caller.cue
  assert.isTrue(yield* caller.played)
  const row = yield* stage.backend.delivered()
  assert.strictEqual(row.end["endReason"], "caller_hangup")
  return (yield* Transcript.lines(row)).map(({ text }) => text)
})

/** What they ask is lost: they are asked to say it again, and are answered. `turns`: what the model takes for turns. */
const asksTwice = Effect.fnUntraced(function*(
  befall: (stage: Stage.Stage) => Effect.Effect<void>,
  ...turns: ReadonlyArray<Turn>
) {
  const call = yield* answered({ turns })
  yield* call.caller.phone.say(question)
  yield* befall(call.stage)
  yield* call.caller.phone.heardOut(1)
  yield* call.caller.phone.say(question)
  yield* call.caller.phone.heardOut(2)
  assert.deepStrictEqual(yield* hangUp(call), ["Clinique, bonjour.", "Pardon ?", question, answer])
})

/** Waits until so much was heard of the answer after a moment, and it is over. */
const heardAnswer = ({ phone }: Caller.Caller, after: number, millis: number) =>
  phone.heard.until(
    "the answer",
    (sounds) => sounds.find(({ from, over, to }) => over && to - Math.max(from, after) > millis)
  )

suite("a call whose path to the model is", (it) => {
  it.effect("frozen as the caller's last word is said: they are asked to say it again", () =>
    asksTwice(({ modelPath }) => modelPath.goDark(), asks))

  it.effect("stalled as the caller's last word is said: they are asked to say it again", () =>
    asksTwice(({ endpoint }) => endpoint.stall, asks))

  it.effect("cut before the words of a turn are known: they are asked to say it again", () =>
    asksTwice(
      ({ endpoint, modelPath }) =>
        Effect.andThen(
          endpoint.until(({ wire }) => wire.find(({ type }) => type === "input_audio_buffer.committed")),
          modelPath.cut
        ),
      asks,
      asks
    ))

  for (const [name, befall] of faults) {
    it.effect(`${name} in the middle of an answer: it is given again`, () =>
      Effect.gen(function*() {
        // At its own pace: what has been sent already would be heard out.
        const call = yield* answered({ turns: [asks], speed: 1 })
        const { caller, stage } = call
        yield* caller.phone.say(question)
        yield* caller.phone.heard.until(
          "a second of the answer",
          (sounds) => sounds[1] !== undefined && sounds[1].to - sounds[1].from > 1_000 ? true : undefined
        )
        yield* befall(stage)
        yield* heardAnswer(caller, yield* Clock.currentTimeMillis, 3_000)
        const said = yield* hangUp(call)
        assert.strictEqual(said.filter((text) => text === answer).length, 1)
      }))
  }

  it.effect("cut while the caller goes on speaking: what they go on to say is answered", () =>
    Effect.gen(function*() {
      const call = yield* answered({ turns: [asks] })
      const { caller, stage } = call
      const saying = yield* Effect.forkScoped(caller.phone.say(answer))
      yield* stage.endpoint.until(({ wire }) => wire.find(({ type }) => type === "input_audio_buffer.speech_started"))
      yield* stage.modelPath.cut
      yield* Fiber.join(saying)
      yield* heardAnswer(caller, yield* Clock.currentTimeMillis, 3_000)
      assert.include(yield* hangUp(call), answer)
    }))

  it.effect("frozen before the caller's first word: they are asked to say it again", () =>
    Effect.gen(function*() {
      const call = yield* answered({ turns: [] })
      yield* call.stage.modelPath.goDark()
      yield* call.caller.phone.say(question)
      yield* call.caller.phone.heardOut(1)
      assert.deepStrictEqual(yield* hangUp(call), ["Clinique, bonjour.", "Pardon ?"])
    }))

  it.effect("frozen for good: they are asked to wait, told of the trouble, and let go", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ agent, model: { turns: [] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const { to: since } = yield* caller.phone.heardOut(0)
      yield* caller.phone.say(question)
      yield* stage.modelPath.goDark({ forGood: true })
      assert.isTrue(yield* caller.played)
      const { millis } = yield* Silence.longest(caller, since, (yield* caller.got("BYE")).at)
      yield* Effect.logInfo(`the longest silence: ${millis} ms`)
      assert.isBelow(millis, patience)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "model_error")
      assert.include((yield* Transcript.lines(row)).map(({ text }) => text), "Rappelez plus tard.")
    }))
})
