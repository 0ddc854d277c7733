import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber, Latch } from "effect"
import { existsSync } from "node:fs"
import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { vi } from "vitest"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"
import type * as Ear from "../../../src/sandbox/Ear.ts"
import type { Reply } from "../../../src/sandbox/ModelScript.ts"
import * as Recording from "../../e2e/Recording.ts"
import { logLines } from "../../support/DispatchServer.ts"
import { converse } from "../../support/VoiceStage.ts"

const story = "Nous sommes une clinique de quartier, ouverte tous les jours de la semaine."

const recording = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "voice-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
).pipe(Effect.map((directory) => ({ directory, recordTo: join(directory, "recording.ogg") })))

const answering = (reply: Reply) => ({ turns: [{ heard: "Bonjour", replies: [reply] }], transcriptionLatency: 0 })

/** A reply has been asked for. */
const asked = Effect.fnUntraced(function*(reply: Reply, recordTo?: string) {
  const stage = yield* converse(answering(reply), recordTo === undefined ? {} : { recordTo })
  yield* Effect.forkChild(stage.speak())
  yield* stage.events.next("CallerTurnEnded")
  yield* stage.conversation.reply()
  return stage
})

const seconds = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const before = yield* Clock.monotonicTimeNanos
    yield* effect
    return Number((yield* Clock.monotonicTimeNanos) - before) / 1e9
  })

const tool = { name: "look_up", description: "Looks it up", parameters: { type: "object", properties: {} } }

describe("closing", () => {
  it.live.each<readonly [string, Reply]>([
    ["an idle conversation", {}],
    ["a reply that is heard", { says: { FRENCH: story } }],
    ["one that has stalled", { says: { FRENCH: story }, fault: { _tag: "Stalled", afterMillis: 300 } }],
    ["one that nothing ends", {
      says: { FRENCH: story },
      fault: { _tag: "Stalled", afterMillis: 300, stubborn: true }
    }],
    ["one that is silent", { fault: { _tag: "Silent" } }],
    ["a tool that nobody has answered", { calls: [{ name: "look_up", arguments: {} }] }]
  ])("is quick and quiet: %s", ([, reply]) =>
    Effect.gen(function*() {
      const { layer, all } = yield* logLines
      const { recordTo } = yield* recording
      yield* Effect.gen(function*() {
        const isIdle = Object.keys(reply).length === 0
        const { conversation, events, hangUp } = yield* isIdle
          ? converse({ turns: [] }, { recordTo })
          : asked(reply, recordTo)
        if (isIdle) yield* conversation.say("Bonjour.")
        else if (reply.calls !== undefined) yield* events.next("ToolCalled")
        else if (reply.fault?._tag === "Silent") yield* events.next("ReplyCreated")
        else yield* events.next(reply.fault === undefined ? "AgentStartedSpeaking" : "AgentStalled")
        assert.isBelow(yield* seconds(hangUp), 2.5)
        yield* events.over
        const tags = (yield* events.seen).map(({ _tag }) => _tag)
        const count = (wanted: string) => tags.filter((tag) => tag === wanted).length
        assert.strictEqual(count("AgentStoppedSpeaking"), count("AgentStartedSpeaking"))
      }).pipe(Effect.scoped, Effect.provide(layer))
      assert.deepStrictEqual(all, [])
    }))

  it.live("takes 3 s at most where the SDK hangs at every step, and ends the events", () =>
    Effect.gen(function*() {
      const sdk = yield* Sdk.load
      const { recordTo } = yield* recording
      const { events, hangUp } = yield* asked({ says: { FRENCH: story } }, recordTo)
      yield* events.next("AgentStartedSpeaking")
      const never = () => new Promise<never>(() => {})
      const hung = [
        vi.spyOn(sdk.agents.voice.AgentSession.prototype, "close").mockImplementation(never),
        vi.spyOn(sdk.RecorderIO.prototype, "close").mockImplementation(never),
        vi.spyOn(sdk.TranscriptionSynchronizer.prototype, "close" as never).mockImplementation(never as never),
        vi.spyOn(sdk.agents.voice.AudioOutput.prototype, "waitForPlayout").mockImplementation(never),
        vi.spyOn(sdk.realtime.RealtimeSession.prototype, "close").mockImplementation(never)
      ]
      yield* Effect.addFinalizer(() => Effect.sync(() => hung.forEach((spy) => spy.mockRestore())))
      assert.isBelow(yield* seconds(hangUp), 3.8)
      yield* events.over
      const last = (yield* events.seen).findLast(({ _tag }) => _tag.startsWith("AgentSt"))
      assert.deepInclude(last, { _tag: "AgentStoppedSpeaking", interrupted: true })
    }))
})

describe.concurrent("a recording that cannot be written", () => {
  it.live("takes nothing with it", () =>
    Effect.gen(function*() {
      const { directory, recordTo } = yield* recording
      const { conversation, hangUp } = yield* converse({ turns: [] }, { recordTo: join(directory, "gone", "x.ogg") })
      yield* Effect.promise(() => rm(join(directory, "gone"), { recursive: true }))
      yield* conversation.say(story)
      yield* hangUp
      assert.isFalse(existsSync(recordTo))
    }))
})

describe.concurrent("a recording whose file comes late", () => {
  it.live("holds up nothing, and has all that was said", () =>
    Effect.gen(function*() {
      const { recordTo } = yield* recording
      const file = yield* Latch.make(false)
      const { conversation, hangUp, phone } = yield* converse({ turns: [] }, { recordTo, recordAfter: file.await })
      yield* conversation.say(story)
      assert.isFalse(existsSync(recordTo))
      yield* file.open
      yield* conversation.say("Bonjour.")
      yield* hangUp
      const { agent } = yield* Recording.listen(pathToFileURL(recordTo))
      const seconds = (sounds: ReadonlyArray<Ear.Heard>) =>
        sounds.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0)
      assert.closeTo(seconds(agent), seconds(yield* phone.heard), 0.2)
    }))
})

describe.concurrent("a recording that the caller does not want", () => {
  it.live("is gone at once, and the call goes on", () =>
    Effect.gen(function*() {
      const { directory, recordTo } = yield* recording
      const { conversation, events, hangUp, speak } = yield* converse({
        turns: [{ heard: "Non, pas d'enregistrement", replies: [{ says: { FRENCH: "Entendu." } }] }]
      }, { recordTo })
      const saying = yield* Effect.forkChild(conversation.say(story))
      // It is written every 2.5 s.
      yield* Effect.sync(() => existsSync(recordTo)).pipe(
        Effect.repeat({ until: (it) => it }),
        Effect.timeout("8 seconds")
      )
      yield* conversation.stopRecording
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(directory)), [])
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: false })
      yield* Effect.forkChild(speak())
      yield* events.next("CallerSaid")
      yield* conversation.reply()
      yield* events.next("AgentSaid", 2)
      yield* conversation.stopRecording
      yield* hangUp
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(directory)), [])
    }))

  it.live("never comes to be where nothing of it was written yet", () =>
    Effect.gen(function*() {
      const { directory, recordTo } = yield* recording
      const { conversation, hangUp } = yield* converse({ turns: [] }, { recordTo })
      yield* conversation.stopRecording
      yield* conversation.say(story)
      yield* hangUp
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(directory)), [])
    }))

  it.live("need not be there", () =>
    Effect.gen(function*() {
      const { conversation } = yield* converse({ turns: [] }, { tools: [tool] })
      yield* conversation.stopRecording
      assert.deepStrictEqual(yield* conversation.say("Bonjour."), { interrupted: false })
    }))
})
