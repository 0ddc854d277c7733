import { assert } from "@effect/vitest"
import { Clock, Effect, Schedule } from "effect"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Transcript from "./Transcript.ts"

const longReply =
  "Nous sommes ouverts du lundi au vendredi, de neuf heures à dix-sept heures, et le jeudi jusqu'à vingt heures."

/** What was heard of a line: its beginning, and by far not all of it. */
const assertCutOff = (line: Transcript.Line | undefined, whole: string) => {
  const { interrupted, text } = line!
  assert.isTrue(interrupted)
  assert.isAbove(text.length, 0)
  assert.strictEqual(text, whole.slice(0, text.length))
  assert.isBelow(text.length, whole.length * 2 / 3)
}

suite("a caller who hangs up", (it) => {
  it.effect("while it rings: nothing is answered, and nothing is left", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ env: { CONFIG_FETCH_MAX_RETRIES: "10" } })
      yield* stage.backend.fail(503)
      const caller = yield* stage.call(Sip.dial, Sip.giveUp)
      yield* caller.got("SIP/2.0 180")
      yield* stage.backend.requests.until("the look-up", ([first]) => first)
      yield* caller.cue
      assert.isTrue(yield* caller.played, "487, and no answer")
      yield* stage.ended("caller_hangup")
      yield* stage.released(caller)
    }))

  it.effect("during the greeting: the record has it as far as it was heard", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ agent: { ...Stage.clinic, config: { ...Stage.clinic.config, phrases: {} } } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* caller.phone.heard.until(
        "half a second of greeting",
        (sounds) => sounds.find(({ from, to }) => to - from > 500)
      )
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "caller_hangup")
      assert.isBelow(Number(row.recording?.["durationSeconds"]), 3)
      const [greeting, ...more] = yield* Transcript.lines(row)
      assert.lengthOf(more, 0)
      assertCutOff(greeting, "Bonjour, ici Clinique du Parc. Comment puis-je vous aider aujourd'hui ?")
      yield* stage.released(caller)
    }))

  it.effect("at once: LiveKit has the job for done, though the agent leaves a room that is deleted", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({})
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hangUp)
      yield* stage.released(caller)
      const { lines } = yield* stage.stack.livekit.running
      const jobId = yield* lines.until(
        "the call's job",
        (all) =>
          all.map((line) => line.includes(`_${caller.from}_`) ? /"jobID": "(AJ_\w+)"/.exec(line)?.[1] : undefined)
            .find((id) => id !== undefined)
      )
      const ended = yield* lines.until(
        "the end of the job",
        (all) => all.find((line) => line.includes("job ended") && line.includes(jobId))
      )
      assert.include(ended, "JS_SUCCESS")
    }))

  it.effect("in the middle of an answer", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        model: { turns: [{ heard: "Quand êtes-vous ouverts ?", replies: [{ says: { FRENCH: longReply } }] }] }
      })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* caller.phone.heardOut(0)
      yield* caller.phone.say("Quand êtes-vous ouverts ?")
      const asked = yield* Clock.currentTimeMillis
      yield* caller.phone.heard.until(
        "a second of the answer",
        (sounds) => sounds.find(({ from, to }) => from > asked && to - from > 1_000)
      )
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "caller_hangup")
      const [, question, answer, ...more] = yield* Transcript.lines(row)
      assert.lengthOf(more, 0)
      assert.deepStrictEqual(question, { role: "user", text: "Quand êtes-vous ouverts ?", interrupted: false })
      assertCutOff(answer, longReply)
      yield* stage.released(caller)
    }))

  it.effect("in the middle of a sentence of their own", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make()
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* caller.phone.heardOut(0)
      yield* Effect.forkScoped(caller.phone.say(longReply))
      yield* stage.endpoint.until(({ wire }) => wire.find(({ type }) => type === "input_audio_buffer.speech_started"))
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.ended()
      assert.strictEqual(row.end["endReason"], "caller_hangup")
      yield* stage.released(caller)
    }))
})

suite("a call that is not answered", (it) => {
  const refusal = (
    name: string,
    options: Stage.StageOptions,
    reason: "unknown_number" | "config_unavailable",
    down = false
  ) =>
    it.effect(name, () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make(options)
        if (down) yield* stage.backend.fail(503)
        const caller = yield* stage.call(Sip.dial, Sip.refused(486))
        yield* caller.got("SIP/2.0 486")
        assert.isTrue(yield* caller.played)
        const messages = yield* caller.messages.all
        assert.isTrue(messages.some(({ start }) => start.startsWith("SIP/2.0 180")), "it rang")
        assert.isFalse(messages.some(({ start }) => start.startsWith("SIP/2.0 200")), "and was not answered")
        yield* stage.ended(reason)
        const requests = yield* stage.backend.requests.all
        assert.isTrue(requests.every(({ method }) => method === "GET"), "there is no row")
        yield* stage.released(caller)
      }))

  refusal("because nobody has the number", { agent: null }, "unknown_number")
  refusal(
    "because its agent is archived",
    { agent: { ...Stage.clinic, deletedAt: "2026-11-01T00:00:00Z" } },
    "unknown_number"
  )
  refusal("because the backend is down, after its retries", {}, "config_unavailable", true)
  refusal(
    "because the agent's configuration is wrong",
    { agent: { ...Stage.clinic, config: { ...Stage.clinic.config, transfers: "nobody" } } },
    "config_unavailable"
  )
})

suite("a call that nobody takes, or no model", (it) => {
  it.effect("because no worker has room for it: it rings for as long as its trunk lets it, and no longer", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ ringing: 4, env: { WORKER_MAX_CALLS: "1" } })
      const taken = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* taken.phone.heardOut(0)
      const caller = yield* stage.call(Sip.dial, Sip.refused(486))
      const ringing = yield* caller.got("SIP/2.0 180")
      const busy = yield* caller.got("SIP/2.0 486")
      assert.isTrue(yield* caller.played)
      assert.closeTo(busy.at - ringing.at, 4_000, 1_500)
      // LiveKit deletes a room that nobody was in but the caller 20 s after they have left.
      yield* stage.stack.rooms.pipe(
        Effect.repeat({
          until: (rooms) =>
            rooms.every(({ name, numParticipants }) => !name.includes(caller.from) || numParticipants === 0),
          schedule: Schedule.spaced("100 millis")
        }),
        Effect.timeout("10 seconds")
      )
      yield* taken.cue
      assert.isTrue(yield* taken.played)
      assert.strictEqual((yield* stage.backend.ended()).end["endReason"], "caller_hangup")
      const lookUps = (yield* stage.backend.requests.all).filter(({ method }) => method === "GET")
      assert.lengthOf(lookUps, 1)
    }))

  it.effect("for a while, because no worker has room for it: once one has, it is answered", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ env: { WORKER_MAX_CALLS: "1" } })
      const taken = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* taken.phone.heardOut(0)
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
      yield* caller.got("SIP/2.0 180")
      yield* Effect.sleep("6 seconds")
      yield* taken.cue
      assert.isTrue(yield* taken.played)
      yield* caller.phone.heardOut(0).pipe(Effect.timeout("10 seconds"))
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      yield* stage.released(caller)
    }))

  it.effect("but for an apology, because the model refuses", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [], connections: [{ _tag: "Refuse", status: 401 }] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.ended()
      assert.strictEqual(row.end["endReason"], "model_error")
      yield* stage.released(caller)
    }))
})
