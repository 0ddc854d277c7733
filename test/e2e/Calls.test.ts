import { assert } from "@effect/vitest"
import { Effect, FileSystem, Schedule } from "effect"
import type { Language } from "../../src/domain/Language.ts"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import * as Recording from "./Recording.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Tones from "./Tones.ts"
import * as Transcript from "./Transcript.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

const bye: Turn = {
  heard: "Thanks, bye.",
  replies: [{ says: { ENGLISH: "Goodbye!" }, calls: [{ name: "end_call", arguments: {} }] }]
}

const shop = {
  id: "e2e-shop",
  name: "Harbord Bicycles",
  config: {
    name: "Harbord Bicycles",
    supportedLanguages: ["ENGLISH"],
    disclosure: { machine: false, recording: "off" },
    defaultLanguage: "ENGLISH",
    instructions: "Be brief.",
    phrases: { greeting: { ENGLISH: "Harbord Bicycles, hello." } }
  }
}

const withOurPhrases = { ...Stage.clinic, config: { ...Stage.clinic.config, phrases: {} } }

/** The caller hears the greeting out, says goodbye, and is hung up on. */
const sayGoodbye = Effect.fnUntraced(function*(
  caller: Caller.Caller,
  words = "Merci beaucoup, au revoir !",
  language: Language = "FRENCH"
) {
  const greeting = yield* caller.phone.heardOut(0)
  yield* caller.phone.say(words, language)
  yield* caller.phone.heardOut(1)
  yield* caller.got("BYE")
  assert.isTrue(yield* caller.played)
  return greeting
})

suite("a call on the real peers", (it) => {
  it.effect("rings until the agent is there, greets, listens, says goodbye, hangs up, and leaves its record", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [goodbye] }, agent: withOurPhrases })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const ringing = yield* caller.got("SIP/2.0 180")
      const answer = yield* caller.got("SIP/2.0 200")
      const greeting = yield* sayGoodbye(caller)
      const bye = yield* caller.got("BYE")

      const [connected] = (yield* stage.endpoint.observed).wire
      assert.isBelow(ringing.at, answer.at)
      assert.isBelow(connected?.at ?? Infinity, answer.at, "answered before the model was there")
      assert.isBelow(greeting.from - answer.at, 2_000)
      assert.isAbove(greeting.to - greeting.from, 1_000)

      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "agent_end")
      assert.strictEqual(row.start["agentId"], Stage.agentId)
      assert.strictEqual(row.start["dialedNumber"], stage.number)
      assert.strictEqual(row.start["callerNumber"], caller.from)
      const [lookUp] = yield* stage.backend.requests.all
      assert.strictEqual(lookUp?.authorization, "Bearer e2e")

      assert.strictEqual(row.transcript?.["messageCount"], 3)
      assert.deepStrictEqual(yield* Transcript.lines(row), [
        {
          role: "assistant",
          text: "Bonjour, ici Clinique du Parc. Comment puis-je vous aider aujourd'hui ?",
          interrupted: false
        },
        { role: "user", text: "Merci, au revoir !", interrupted: false },
        { role: "assistant", text: "Au revoir !", interrupted: false }
      ])

      const recording = yield* Recording.listen(row.recording?.["url"])
      assert.closeTo(recording.millis, bye.at - answer.at, 1_500)
      assert.lengthOf(recording.caller, 1)
      assert.lengthOf(recording.agent, 2)
      const [said] = recording.caller
      const [greeted, farewell] = recording.agent
      // On a machine that is busy, the model's first words may come apart, and the pause count on one side only.
      assert.closeTo(greeted!.to - greeted!.from, greeting.to - greeting.from, 1_000)
      assert.isBelow(greeted!.to, said!.from, "the caller spoke after the greeting")
      assert.isBelow(said!.to, farewell!.from, "and was answered")

      yield* stage.released(caller)
      const log = (yield* stage.worker.running.lines.all).join("\n")
      for (const secret of [caller.from, stage.number, "Clinique", "Merci"]) {
        assert.notInclude(log, secret.replace("+", ""))
      }
    }))

  it.effect("leaves no thread and no descriptor in the worker's process", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make()
      const fs = yield* FileSystem.FileSystem
      const count = (what: "fd" | "task") =>
        Effect.map(fs.readDirectory(`/proc/${stage.worker.running.pid}/${what}`), ({ length }) => length)
      const held = Effect.all({ descriptors: count("fd"), threads: count("task") })
      const call = Effect.gen(function*() {
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.cue, Sip.hangUp)
        yield* caller.phone.heardOut(0)
        yield* caller.cue
        yield* stage.released(caller)
      })
      yield* call // what all later ones share is there now
      const before = yield* held
      yield* Effect.repeat(call, { times: 2 })
      const after = yield* held.pipe(
        Effect.repeat({
          until: ({ descriptors, threads }) => descriptors <= before.descriptors && threads <= before.threads,
          schedule: Schedule.spaced("100 millis")
        }),
        Effect.timeoutOrElse({ duration: "15 seconds", orElse: () => held })
      )
      assert.isAtMost(after.descriptors, before.descriptors)
      assert.isAtMost(after.threads, before.threads)
    }))

  it.effect("finds the number that was dialled where the dispatch rule hides it", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ hidden: true, model: { turns: [goodbye] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* sayGoodbye(caller)
      const row = yield* stage.backend.ended()
      assert.strictEqual(row.start["dialedNumber"], stage.number)
      assert.strictEqual(row.end["endReason"], "agent_end")
    }))

  it.effect("says goodbye to a caller who says nothing", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ env: { CALL_SILENCE_TIMEOUT: "5 seconds" } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const greeting = yield* caller.phone.heardOut(0)
      const farewell = yield* caller.phone.heardOut(1)
      assert.closeTo(farewell.from - greeting.to, 5_000, 1_500)
      assert.isTrue(yield* caller.played)
      assert.strictEqual((yield* stage.backend.ended()).end["endReason"], "silence")
      yield* stage.released(caller)
    }))

  it.effect("lets the caller talk over the greeting", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [goodbye] }, agent: withOurPhrases })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heard.until("the greeting", ([first]) => first)
      yield* caller.phone.say("Oui bonjour, je voulais seulement vous remercier, au revoir !")
      assert.isTrue(yield* caller.played)
      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "agent_end")
      const recording = yield* Recording.listen(row.recording?.["url"])
      assert.isBelow(recording.agent[0]!.to, recording.caller[0]!.to, "the greeting stopped for the caller")
    }))

  it.effect("is the first caller's where a second one comes into the room, and both are released in the end", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [goodbye] }, room: `e2e-${crypto.randomUUID()}` })
      const first = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* first.phone.heardOut(0)
      const second = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* second.got("SIP/2.0 200")
      yield* stage.worker.log.until(
        "that it is ignored",
        (all) => all.find(({ message }) => message.startsWith("a second SIP participant joined"))
      )
      yield* first.phone.say("Merci beaucoup, au revoir !")
      assert.isTrue(yield* first.played)
      assert.isTrue(yield* second.played)
      yield* stage.released(first)
      const row = yield* stage.backend.ended()
      assert.strictEqual(row.end["endReason"], "agent_end")
      assert.strictEqual(row.start["callerNumber"], first.from)
      const opened = (yield* stage.backend.requests.all).filter(({ method, path }) =>
        method === "POST" && path === "/api/calls"
      )
      assert.lengthOf(opened, 1)
    }))

  it.effect("keeps two agents that talk at once in one worker apart", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        speech: Tones.speech,
        model: { turns: [goodbye] },
        neighbour: { agent: shop, model: { language: "ENGLISH", turns: [bye] } }
      })
      const marie = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      // The model's connections are told apart by their order.
      yield* stage.endpoint.until(({ connections: [first] }) => first)
      const john = yield* stage.callNeighbour(Sip.dial, Sip.answered, Sip.hungUp)
      yield* Effect.all([sayGoodbye(marie), sayGoodbye(john, "Bye, and thanks a lot!", "ENGLISH")], {
        concurrency: "unbounded"
      })
      assert.strictEqual((yield* stage.endpoint.observed).connections.length, 2)

      const rows = yield* Effect.all([stage.backend.delivered(0), stage.backend.delivered(1)])
      const calls = [
        {
          caller: marie,
          number: stage.number,
          agentId: Stage.agentId,
          language: "FRENCH",
          words: ["Clinique, bonjour.", "Merci, au revoir !", "Au revoir !"]
        },
        {
          caller: john,
          number: stage.neighbouring,
          agentId: shop.id,
          language: "ENGLISH",
          words: ["Harbord Bicycles, hello.", "Thanks, bye.", "Goodbye!"]
        }
      ]
      for (const [index, { agentId, caller, language, number, words }] of calls.entries()) {
        const other = calls[1 - index]!
        const row = rows.find(({ start }) => start["agentId"] === agentId)!
        assert.strictEqual(row.start["callerNumber"], caller.from)
        assert.strictEqual(row.start["dialedNumber"], number)
        assert.strictEqual(row.end["language"], language)
        const transcript = yield* Transcript.text(row)
        assert.deepStrictEqual((yield* Transcript.lines(row)).map(({ text }) => text), words)
        for (const theirs of [other.caller.from, other.number, other.agentId, ...other.words]) {
          assert.notInclude(JSON.stringify(row), theirs)
          assert.notInclude(transcript, theirs)
        }
        assert.deepStrictEqual(Tones.voices(yield* caller.phone.received), [`agent ${language}`])
        const recording = yield* Recording.listen(row.recording?.["url"])
        assert.deepStrictEqual(Tones.voices(recording.left), [`caller ${language}`])
        assert.deepStrictEqual(Tones.voices(recording.right), [`agent ${language}`])
      }

      const ids = rows.map(({ metadata }) => metadata["callId"])
      // What a call's log says last is told once its row is closed.
      const log = yield* stage.worker.log.until(
        "the end of both",
        (all) => all.filter(({ message }) => message.startsWith("call ended")).length === ids.length ? all : undefined
      )
      for (const id of ids) {
        const lines = log.filter(({ callId }) => callId === id)
        assert.lengthOf(lines.filter(({ message }) => message === "call ended: agent_end"), 1)
      }
      const text = log.map((line) => JSON.stringify(line)).join("\n")
      for (const { caller, number, words } of calls) {
        for (const secret of [caller.from, number, ...words]) assert.notInclude(text, secret.replace("+", ""))
      }
    }))
})
