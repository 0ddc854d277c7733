import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Fiber, Scope } from "effect"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Connection, ReplyFault } from "../../../src/sandbox/ModelScript.ts"
import * as SimulatedMedia from "../../../src/sandbox/SimulatedMedia.ts"
import { measuredAlone, valuesOf } from "../../support/Measured.ts"
import { agent, converse, follow, serve } from "../../support/VoiceStage.ts"

const long = "Bonjour, ici Anne, de la clinique du quartier. Comment puis-je vous aider aujourd'hui ?"
const yes = { FRENCH: "Oui, bien sûr, avec plaisir." }
const turn = (fault?: ReplyFault & { readonly times?: number }) => ({
  heard: "Bonjour",
  replies: [{ says: yes, ...(fault && { fault }) }]
})

const asked = Effect.fnUntraced(function*(fault: ReplyFault & { readonly times?: number }, options = {}) {
  const stage = yield* converse({ turns: [turn(fault)], transcriptionLatency: 0 }, options)
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return stage
})

describe.concurrent("a reply that fails", () => {
  it.live.each(
    [
      [{ _tag: "Failed", code: "rate_limit_exceeded" }, "rate_limit_exceeded"],
      [{ _tag: "Empty" }, "empty"],
      [{ _tag: "Unanswered" }, "unanswered"]
    ] as const
  )("is reported, and can be asked for again: %j", ([fault, code]) =>
    Effect.gen(function*() {
      const { conversation, events } = yield* asked({ ...fault, times: 1 })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, code)
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, yes.FRENCH)
    }))

  it.live("gives way at once to one that is asked for again", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* asked({ _tag: "Unanswered", times: 1 })
      yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.create"))
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, yes.FRENCH)
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ReplyFailed"), [])
    }))

  it.live("in text alone is spoken by the TTS", () =>
    Effect.gen(function*() {
      const { endpoint, events } = yield* asked({ _tag: "TextOnly" })
      assert.strictEqual((yield* events.next("AgentSaid")).text, yes.FRENCH)
      assert.strictEqual((yield* endpoint.observed).speeches.map(({ input }) => input).join(" "), yes.FRENCH)
    }))

  it.live("in text alone, without a TTS, is reported", () =>
    Effect.gen(function*() {
      const { events } = yield* asked({ _tag: "TextOnly" }, { withoutTts: true })
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "empty")
    }))
})

describe.concurrent("a TTS that fails", () => {
  it.live.each([{ _tag: "Fail", status: 500 }, { _tag: "Empty" }] as const)(
    "twice leaves the line to the model; the next one is tried anew: %j",
    (outcome) =>
      Effect.gen(function*() {
        const { conversation, endpoint, events } = yield* converse({
          turns: [],
          tts: [outcome, outcome, { _tag: "Answer" }]
        })
        assert.deepStrictEqual(yield* conversation.say("Bonjour à vous."), { interrupted: false })
        assert.strictEqual((yield* events.next("AgentSaid")).text.trim(), "Bonjour à vous.")
        const asked = (yield* endpoint.observed).wire.filter(({ type }) => type === "response.create")
        assert.lengthOf(asked, 1)
        assert.deepStrictEqual(yield* conversation.say("Bonjour à vous."), { interrupted: false })
        assert.strictEqual((yield* endpoint.observed).speeches.length, 3)
        assert.deepStrictEqual(yield* valuesOf("tts_renders_total"), { retried: 1, failed: 1, rendered: 1 })
        assert.deepStrictEqual(yield* valuesOf("tts_fallbacks_total"), { "": 1 })
      }).pipe(measuredAlone)
  )

  it.live("is a line that was not heard where the model is lost, too", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({
        turns: [],
        connections: [{ _tag: "Accept" }, refuse(503)],
        tts: [{ _tag: "Fail", status: 500 }]
      })
      yield* endpoint.drop
      yield* events.next("ModelLost")
      assert.strictEqual((yield* Effect.flip(conversation.say("Bonjour."))).reason, "ttsFailed")
    }))

  it.live("once is tried again", () =>
    Effect.gen(function*() {
      const { conversation } = yield* converse({ turns: [], tts: [{ _tag: "Fail", status: 429 }, { _tag: "Answer" }] })
      assert.deepStrictEqual(yield* conversation.say("Bonjour."), { interrupted: false })
    }))

  it.live("is reported where it should have spoken for the model", () =>
    Effect.gen(function*() {
      const { events } = yield* converse({ turns: [turn({ _tag: "TextOnly" })], tts: [{ _tag: "Fail", status: 500 }] })
        .pipe(Effect.tap(({ conversation, events, speak }) =>
          Effect.gen(function*() {
            yield* Effect.forkChild(speak())
            yield* events.next("CallerTurnEnded")
            yield* conversation.reply()
          })
        ))
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "tts")
    }))
})

describe.concurrent("a line that the model is to say", () => {
  const line = "Bonjour à vous."
  it.live.each(
    [{ _tag: "Silent" }, { _tag: "Unanswered" }, { _tag: "Stalled", afterMillis: 300, stubborn: true }] as const
  )("is given up after 3 s without a sound: %j", (verbatim) =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* converse({ turns: [], verbatim }, { withoutTts: true })
      const saying = yield* Effect.forkChild(Effect.flip(conversation.say(line)))
      yield* endpoint.until(({ wire }) => wire.find(({ type }) => type === "response.create"))
      const before = yield* Clock.monotonicTimeNanos
      assert.strictEqual((yield* Fiber.join(saying)).reason, "noAudio")
      assert.closeTo(Number((yield* Clock.monotonicTimeNanos) - before) / 1e9, 3.3, 1)
      assert.deepStrictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ReplyFailed"), [])
    }))

  it.live("is given up where it stops in the middle, and is said the next time", () =>
    Effect.gen(function*() {
      const fault = { _tag: "Failed", code: "server_error", times: 1 } as const
      const { conversation, events } = yield* converse({ turns: [], verbatim: fault }, { withoutTts: true })
      assert.strictEqual((yield* Effect.flip(conversation.say(line))).reason, "noAudio")
      assert.deepStrictEqual(yield* conversation.say(line), { interrupted: false })
      assert.strictEqual((yield* events.next("AgentSaid")).text, line)
    }))

  it.live("is not asked of a model that was mute the last time, where it stands in for the TTS", () =>
    Effect.gen(function*() {
      const { conversation, endpoint } = yield* converse({
        turns: [],
        verbatim: { _tag: "Silent" },
        tts: [{ _tag: "Fail", status: 500 }]
      })
      assert.strictEqual((yield* Effect.flip(conversation.say(line))).reason, "noAudio")
      assert.strictEqual((yield* Effect.flip(conversation.say(line))).reason, "ttsFailed")
      const { wire } = yield* endpoint.observed
      assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 1)
    }))

  it.live("is interrupted by the caller, and kept as far as it was heard", () =>
    Effect.gen(function*() {
      const { conversation, events, phone, speak } = yield* converse({ turns: [] }, { withoutTts: true })
      const saying = yield* Effect.forkChild(conversation.say(long))
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 800) || undefined)
      yield* speak("Attendez")
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && long.startsWith(said.text) && said.text.length < long.length)
    }))
})

const refuse = (status: number): Connection => ({ _tag: "Refuse", status })

describe.concurrent("a model that cannot be reached", () => {
  it.live.each(
    [
      [refuse(503), { reason: "refused", attempts: 3, code: 503 }],
      [refuse(401), { reason: "unauthorized", attempts: 1, code: 401 }],
      [{ _tag: "Close" }, { reason: "dropped", attempts: 3, code: 1000 }],
      [{ _tag: "Ignore" }, { reason: "timeout" }]
    ] as const
  )("is an error, after bounded tries: %j", ([connection, expected]) =>
    Effect.gen(function*() {
      const { endpoint, voice } = yield* serve({ turns: [], connections: [connection] })
      const { ready } = yield* voice.prepare
      const error = yield* Effect.flip(ready)
      assert.deepInclude({ ...error }, expected)
      assert.isAtMost((yield* endpoint.observed).connections.length, 3)
    }))

  it.live("is an error where nobody listens", () =>
    Effect.gen(function*() {
      const { voice } = yield* serve({ turns: [] }, { through: () => Effect.succeed(new URL("http://127.0.0.1:9")) })
      const { ready } = yield* voice.prepare
      assert.deepInclude({ ...(yield* Effect.flip(ready)) }, { reason: "refused", attempts: 3 })
    }))

  it.live("at first is tried again", () =>
    Effect.gen(function*() {
      const connections = [refuse(500), { _tag: "Close" }, { _tag: "Accept" }] as const
      const { conversation } = yield* converse({ turns: [], connections })
      assert.deepStrictEqual(yield* conversation.say("Bonjour."), { interrupted: false })
    }))

  it.live("does not keep announcements from being heard, one after the other", () =>
    Effect.gen(function*() {
      const { endpoint, voice } = yield* serve({ turns: [], connections: [refuse(503)] })
      const phone = yield* SimulatedMedia.make
      const announce = yield* voice.announcer({ media: phone.media })
      yield* announce("Un instant, je vous passe quelqu'un.")
      const until = Effect.map(phone.heard, (heard) => heard.at(-1)?.to ?? 0)
      const first = yield* until
      assert.isAbove(first, 0)
      yield* announce("Nous ne pouvons pas répondre.")
      assert.isAbove(yield* until, first + 500)
      assert.strictEqual((yield* endpoint.observed).connections.length, 0)
    }))
})

describe.concurrent("a model that is lost in the middle of a call", () => {
  it.live("is there again, and owes what it was about to say", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* asked({
        _tag: "Lost",
        how: "dropped",
        afterMillis: 100,
        times: 1
      })
      assert.isAtLeast((yield* events.next("ModelReconnecting")).attempt, 1)
      yield* events.next("ModelRestored")
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "dropped")
      yield* conversation.reply()
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === yes.FRENCH))
      assert.strictEqual((yield* endpoint.observed).connections.length, 2)
    }))

  it.live("for good is reported once, and lines are still said", () =>
    Effect.gen(function*() {
      const connections: ReadonlyArray<Connection> = [{ _tag: "Accept" }, refuse(503)]
      const { conversation, endpoint, events } = yield* converse({ turns: [], connections })
      yield* endpoint.drop
      assert.deepInclude({ ...(yield* events.next("ModelLost")).error }, { reason: "refused", code: 503 })
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("ReplyFailed")).code, "modelLost")
      assert.deepStrictEqual(yield* conversation.say("Au revoir."), { interrupted: false })
      assert.strictEqual((yield* events.seen).filter(({ _tag }) => _tag === "ModelLost").length, 1)
      assert.isAtMost((yield* endpoint.observed).connections.length, 4)
    }))
})

describe.concurrent("release", () => {
  it.live("closes the socket, ends the events, and leaves a whole recording", () =>
    Effect.gen(function*() {
      const directory = yield* Effect.acquireRelease(
        Effect.promise(() => mkdtemp(join(tmpdir(), "voice-"))),
        (path) => Effect.promise(() => rm(path, { recursive: true }))
      )
      const recordTo = join(directory, "recording.ogg")
      const { endpoint, voice } = yield* serve({ turns: [] })
      const phone = yield* SimulatedMedia.make
      const scope = yield* Scope.make()
      const conversation = yield* Effect.flatMap(voice.prepare, (model) =>
        voice.start(model, {
          media: phone.media,
          agent,
          instructions: "",
          tools: [],
          recordTo: () => Effect.succeed(recordTo)
        })).pipe(
          Scope.provide(scope)
        )
      const { over } = yield* follow(conversation.events)
      yield* conversation.say("Bonjour.")
      yield* Scope.close(scope, Exit.void)
      const { connections } = yield* endpoint.observed
      assert.isTrue(connections.every(({ closedAt }) => closedAt !== undefined))
      yield* over
      assert.strictEqual((yield* Effect.flip(conversation.say("Encore ?"))).reason, "closed")
      const ogg = yield* Effect.promise(() => readFile(recordTo))
      const opus = ogg.indexOf("OpusHead")
      assert.strictEqual(ogg[opus + 9], 2, "two channels")
      assert.strictEqual((ogg[ogg.lastIndexOf("OggS") + 5] ?? 0) & 4, 4, "the last page says that it is the last")
    }))

  it.live("closes a socket that was prepared and not used", () =>
    Effect.gen(function*() {
      const { endpoint, voice } = yield* serve({ turns: [] })
      yield* Effect.scoped(Effect.flatMap(voice.prepare, ({ ready }) => ready))
      yield* endpoint.until(({ connections }) => connections[0]?.closedAt)
    }))
})
