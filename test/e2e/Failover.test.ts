import { assert } from "@effect/vitest"
import { Clock, Effect } from "effect"
import type { Loss, ModelScript, Turn } from "../../src/sandbox/ModelScript.ts"
import {
  agent,
  answer,
  ask,
  changesOf,
  checkRow,
  gone,
  greeted,
  heardOut,
  patience,
  question,
  rowsOf,
  said,
  speech
} from "./LostModel.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Transcript from "./Transcript.ts"

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

/** Waits until another voice has taken over. */
const changed = ({ worker }: Stage.Stage) =>
  worker.log.until(
    "another voice",
    (all) => all.find(({ message }) => message.startsWith("another voice has taken over"))
  )

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
