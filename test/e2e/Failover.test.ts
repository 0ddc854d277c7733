import { assert } from "@effect/vitest"
import { Clock, Effect, Fiber, Schedule } from "effect"
import type { Connection, Loss, ModelScript, Turn } from "../../src/sandbox/ModelScript.ts"
import type { Pcm } from "../../src/sandbox/Pcm.ts"
import { formants, type Speech } from "../../src/sandbox/Speech.ts"
import type { Row } from "./Backend.ts"
import type * as Caller from "./Caller.ts"
import * as Recording from "./Recording.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Transcript from "./Transcript.ts"

const greeting = "Clinique, bonjour."
const oneMoment = "Un instant."
const question = "Bonjour, je voudrais savoir à quelle heure vous ouvrez le samedi matin, s'il vous plaît."
const answer =
  "Oui, bien sûr. Nous sommes ouverts le samedi de neuf heures à dix-sept heures, et le jeudi jusqu'à vingt heures."
/** The longest time that a caller whose voice is lost may hear nothing. */
const patience = 3_000

const said = { text: question, language: "FRENCH" } as const
const agent = {
  ...Stage.clinic,
  config: {
    ...Stage.clinic.config,
    phrases: { ...Stage.clinic.config.phrases, oneMoment: { FRENCH: oneMoment }, askRepeat: { FRENCH: "Pardon ?" } }
  }
}

/** Rendered once: several calls at a time say the same, in this process. */
const rendered = new Map<string, Pcm>()
const speech: Speech = {
  render: (text, language, speaker) => {
    const key = `${speaker} ${text}`
    const pcm = rendered.get(key) ?? formants.render(text, language, speaker)
    rendered.set(key, pcm)
    return pcm
  }
}

/** The first model takes so many calls, and then no connection any more; all others are there. */
const gone = (calls: number, then: Connection = { _tag: "Reset" }): Pick<ModelScript, "speed" | "deployments"> => ({
  // At its own pace: what has been sent already would be heard out.
  speed: 1,
  deployments: { "e2e-realtime": [...Array.from({ length: calls }, () => ({ _tag: "Accept" as const })), then] }
})

const places = ["in the middle of an answer", "in the middle of a turn"] as const
type Where = typeof places[number]
/** Three at a time: a test of the real stack shares two cores with another one. */
const ways = ["dropped", "stalled", "frozen"] as const

const losing = (where: Where, how: Loss["how"]): Turn =>
  where === "in the middle of a turn"
    ? { heard: question, said, loss: { how, afterMillis: 1_500 }, replies: [{ says: { FRENCH: answer } }] }
    : {
      heard: question,
      said,
      replies: [{ says: { FRENCH: answer }, fault: { _tag: "Lost", how, afterMillis: 2_000, times: 1 } }]
    }

/** The first model calls a tool over the caller's first wish; what they ask then is another's to answer. */
const calling = (wish: string, name: string, args: Readonly<Record<string, unknown>>): ModelScript => ({
  ...gone(1),
  turns: [
    { heard: wish, said: { text: wish, language: "FRENCH" }, replies: [{ calls: [{ name, arguments: args }] }] },
    { heard: question, said, replies: [{ says: { FRENCH: answer } }] }
  ]
})

/** A caller who has heard the greeting, on the `nth` connection to the model (0). */
const greeted = Effect.fnUntraced(function*(stage: Stage.Stage, nth: number, ...script: ReadonlyArray<Sip.Step>) {
  const caller = yield* stage.call(Sip.dial, Sip.answered, ...script)
  yield* stage.endpoint.until(({ connections }) => connections[nth])
  return caller
})

const trackOf = Effect.fnUntraced(function*({ stack }: Stage.Stage, { from }: Caller.Caller) {
  const room = (yield* stack.rooms).find(({ name }) => name.includes(from))
  return (yield* stack.tracks(room?.name ?? "")).toSorted()
})

/** Waits until nothing has been heard for three seconds; gives when the last sound ended. */
const heardOut = ({ phone }: Caller.Caller) =>
  Effect.gen(function*() {
    const last = (yield* phone.heard.all).at(-1)
    return last?.over === true && (yield* Clock.currentTimeMillis) - last.to > 3_000 ? last.to : undefined
  }).pipe(
    Effect.repeat({ until: (at) => at !== undefined, schedule: Schedule.spaced("100 millis") }),
    Effect.timeout("40 seconds"),
    Effect.map((at) => at ?? 0)
  )

/** Waits until another voice has taken over. */
const changed = ({ worker }: Stage.Stage) =>
  worker.log.until(
    "another voice",
    (all) => all.find(({ message }) => message.startsWith("another voice has taken over"))
  )

interface Held {
  readonly caller: Caller.Caller
  /** The longest silence on the line, in milliseconds. */
  readonly silence: number
  readonly tracks: readonly [before: ReadonlyArray<string>, after: ReadonlyArray<string>]
}

/** The caller asks, hears out what comes of it, and hangs up. */
const ask = Effect.fnUntraced(function*(stage: Stage.Stage, caller: Caller.Caller) {
  yield* caller.phone.heardOut(0)
  const before = yield* trackOf(stage, caller)
  const since = yield* Clock.currentTimeMillis
  yield* caller.phone.say(question)
  yield* caller.phone.heard.until("something after the question", (sounds) => sounds[1])
  const until = yield* heardOut(caller)
  const after = yield* trackOf(stage, caller)
  const { millis: silence } = yield* Silence.longest(caller, since, until)
  yield* caller.cue
  assert.isTrue(yield* caller.played)
  return { caller, silence, tracks: [before, after] } satisfies Held
})

/** The rows of so many calls, by who called. */
const rowsOf = Effect.fnUntraced(function*({ backend }: Stage.Stage, calls: number) {
  const rows = yield* Effect.forEach(Array.from({ length: calls }), (_, nth) => backend.delivered(nth))
  return new Map(rows.map((row) => [String(row.start["callerNumber"]), row]))
})

const changesOf = ({ metadata }: Row) =>
  (metadata["voiceChanges"] as ReadonlyArray<Record<string, unknown>> | undefined ?? []).map(({ from, to }) =>
    `${from} to ${to}`
  )

/** Nothing is missing from what is kept of a call whose voice has changed in it. */
const checkRow = Effect.fnUntraced(function*(row: Row, to: "standby" | "cascade") {
  assert.strictEqual(row.end["endReason"], "caller_hangup")
  assert.deepStrictEqual(changesOf(row), [`realtime to ${to}`])
  const lines = yield* Transcript.lines(row)
  assert.deepStrictEqual(lines.filter(({ role }) => role === "user").map(({ text }) => text), [question])
  const agents = lines.filter(({ role }) => role === "assistant")
  assert.strictEqual(agents[0]?.text, greeting)
  assert.deepInclude(agents.at(-1), { text: answer, interrupted: false })
  const recording = yield* Recording.listen(row.recording?.["url"])
  assert.lengthOf(recording.caller, 1)
  assert.isAtLeast(recording.agent.length, 2)
  return agents.map(({ text }) => text)
})

suite("a call whose realtime model is lost", (it) => {
  for (const to of ["standby", "cascade"] as const) {
    for (const where of places) {
      it.effect(`killed, frozen or stalled ${where}, goes on with the ${to} within 3 s, with every word`, () =>
        Effect.gen(function*() {
          const [first, ...further] = ways.map((how): ModelScript => ({
            ...gone(ways.length),
            turns: [losing(where, how)]
          }))
          const stage = yield* Stage.make({ agent, model: first!, further, speech, voices: [to] })
          // One after the other, so that each is on the connection that has their script.
          const callers = yield* Effect.forEach(ways, (_, nth) => greeted(stage, nth, Sip.cue, Sip.hangUp))
          yield* Effect.forEach(callers, ({ phone }) => phone.heardOut(0))
          const held = yield* Effect.forEach(callers, (caller) => ask(stage, caller), { concurrency: "unbounded" })
          const rows = yield* rowsOf(stage, ways.length)
          for (const [nth, { caller, silence, tracks: [before, after] }] of held.entries()) {
            const how = ways[nth]!
            yield* Effect.logInfo(`${how} ${where}, to the ${to}: the longest silence was ${silence} ms`)
            assert.isBelow(silence, patience, `${how} ${where}`)
            assert.lengthOf(before, 2, "the caller's track, and the agent's")
            assert.deepStrictEqual(after, before)
            yield* checkRow(rows.get(caller.from)!, to)
          }
        }))
    }
  }

  it.effect("with seven others, at the same moment: all go on with the standby, each where it was", () =>
    Effect.gen(function*() {
      const calls = 8
      const stage = yield* Stage.make({
        agent,
        speech,
        model: { ...gone(calls), turns: [{ heard: question, said, replies: [{ says: { FRENCH: answer } }] }] },
        voices: ["standby"]
      })
      const callers = yield* Effect.forEach(
        Array.from({ length: calls }),
        (_, nth) => greeted(stage, nth, Sip.cue, Sip.hangUp)
      )
      yield* Effect.forEach(callers, ({ phone }) => phone.heardOut(0))
      const asking = yield* Effect.forEach(callers, (caller) => Effect.forkScoped(ask(stage, caller)))
      yield* Effect.forEach(callers, ({ phone }) =>
        phone.heard.until(
          "a second of the answer",
          (sounds) => sounds.slice(1).find(({ from, to }) => to - from > 1_000)
        ))
      yield* stage.endpoint.drop
      const held = yield* Effect.forEach(asking, Fiber.join)
      const rows = yield* rowsOf(stage, calls)
      for (const { caller, silence } of held) {
        yield* Effect.logInfo(`of eight at once: the longest silence was ${silence} ms`)
        assert.isBelow(silence, patience)
        const heard = yield* checkRow(rows.get(caller.from)!, "standby")
        assert.include(heard, oneMoment)
      }
    }))
})

suite("a call whose realtime model is lost for good", (it) => {
  it.effect("during a tool: the message is kept once, and the next voice knows of it", () =>
    Effect.gen(function*() {
      const wish = "Pouvez-vous dire au docteur que je serai en retard ?"
      const message = { kind: "message", about: "Sera en retard.", callerName: "Camille Roy" }
      const stage = yield* Stage.make({
        agent,
        speech,
        voices: ["cascade"],
        model: calling(wish, "take_message", message)
      })
      const caller = yield* greeted(stage, 0, Sip.cue, Sip.hangUp)
      yield* caller.phone.heardOut(0)
      const since = yield* Clock.currentTimeMillis
      yield* Effect.forkScoped(
        Effect.andThen(
          stage.endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.done")),
          stage.endpoint.drop
        )
      )
      yield* caller.phone.say(wish)
      yield* caller.phone.heardOut(1)
      const { millis } = yield* Silence.longest(caller, since, yield* Clock.currentTimeMillis)
      assert.isBelow(millis, patience)
      yield* changed(stage)
      yield* caller.phone.say(question)
      const asked = yield* Clock.currentTimeMillis
      yield* caller.phone.heard.until("the answer", (sounds) => sounds.find(({ from }) => from > asked))
      yield* heardOut(caller)
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.deepStrictEqual(changesOf(row), ["realtime to cascade"])
      const lines = yield* Transcript.lines(row)
      assert.deepStrictEqual(lines.filter(({ role }) => role === "user").map(({ text }) => text), [wish, question])
      assert.strictEqual(lines.at(-1)?.text, answer)
      assert.lengthOf((yield* stage.backend.requests.all).filter(({ path }) => path.endsWith("/messages")), 1)
      const told = JSON.stringify((yield* stage.endpoint.observed).chats.at(-1)?.request.messages)
      assert.lengthOf(told.match(/"tool_call_id"/g) ?? [], 1)
    }))

  it.effect("while a transfer is out: it fails, and the next voice goes on with the caller", () =>
    Effect.gen(function*() {
      const wish = "Je voudrais parler à quelqu'un."
      const stage = yield* Stage.make({
        agent,
        speech,
        voices: ["cascade"],
        model: calling(wish, "transfer_call", { department: "urgences" })
      })
      const caller = yield* greeted(
        stage,
        0,
        Sip.referred("202 Accepted"),
        Sip.notify("100 Trying"),
        Sip.cue,
        Sip.notify("486 Busy Here"),
        Sip.cue,
        Sip.hangUp
      )
      yield* caller.phone.heardOut(0)
      yield* caller.phone.say(wish)
      yield* caller.got("REFER")
      yield* stage.endpoint.drop
      yield* stage.worker.log.until(
        "that the model is lost",
        (all) => all.find(({ report }) => (report as { readonly tag?: string } | undefined)?.tag === "ModelUnavailable")
      )
      const busy = yield* Clock.currentTimeMillis
      yield* caller.cue
      yield* caller.phone.heard.until(
        "that nobody answers there",
        (sounds) => sounds.find(({ over, to }) => over && to > busy)
      )
      yield* caller.phone.say(question)
      const asked = yield* Clock.currentTimeMillis
      const { from } = yield* caller.phone.heard.until(
        "the answer",
        (sounds) => sounds.find(({ from, over, to }) => over && from > asked && to - from > 3_000)
      )
      assert.isBelow(from - asked, patience)
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "caller_hangup")
      assert.deepStrictEqual(changesOf(row), ["realtime to cascade"])
      const lines = (yield* Transcript.lines(row)).map(({ text }) => text)
      assert.includeMembers(lines, [wish, "Personne ne répond.", question, answer])
    }))

  it.effect("with all the others: a person takes the call, and without one there is an apology", () =>
    Effect.gen(function*() {
      const turn = { heard: question, said, replies: [{ says: { FRENCH: answer } }] }
      const model: ModelScript = { speed: 1, turns: [turn] }
      const stage = yield* Stage.make({
        agent: { ...agent, config: { ...agent.config, fallback: { phone_number: "+15145559999" } } },
        neighbour: { agent: { ...agent, id: "e2e-alone" }, model },
        model,
        speech,
        voices: ["standby", "cascade"]
      })
      const taken = yield* greeted(
        stage,
        0,
        Sip.referred("202 Accepted"),
        Sip.notify("100 Trying"),
        Sip.notify("200 OK"),
        Sip.hungUp
      )
      const alone = yield* stage.callNeighbour(Sip.dial, Sip.answered, Sip.hungUp)
      const callers = [taken, alone]
      const heard = yield* Effect.forEach(callers, ({ phone }) => phone.heardOut(0))
      yield* Effect.forEach(callers, ({ phone }) => phone.say(question), { concurrency: "unbounded" })
      yield* Effect.forEach(callers, ({ phone }) =>
        phone.heard.until(
          "a second of the answer",
          (sounds) => sounds.slice(1).find(({ from, to }) => to - from > 1_000)
        ))
      yield* stage.endpoint.down
      const refer = yield* taken.got("REFER")
      assert.match(refer.text, /^Refer-To: <?tel:\+15145559999>?/im)
      assert.isTrue(yield* taken.played)
      assert.isTrue(yield* alone.played)
      const bye = yield* alone.got("BYE")
      assert.isBelow((yield* Silence.longest(taken, heard[0]!.to, refer.at)).millis, 6_000)
      assert.isBelow((yield* Silence.longest(alone, heard[1]!.to, bye.at)).millis, 6_000)
      const rows = yield* rowsOf(stage, 2)
      assert.strictEqual(rows.get(taken.from)?.end["endReason"], "transferred")
      assert.strictEqual(rows.get(alone.from)?.end["endReason"], "model_error")
      const last = yield* Transcript.lines(rows.get(alone.from)!)
      assert.include(last.map(({ text }) => text), "Rappelez plus tard.")
    }))
})
