import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import { converse } from "../../support/VoiceStage.ts"

const notice = "Bonjour, ici Anne. Cet appel est enregistré. Comment puis-je vous aider ?"

/** What a hand makes on a receiver: 200 ms, well above the threshold. */
const noise = Int16Array.from({ length: Pcm.samples(200) }, (_, index) => index % 7 < 3 ? 6000 : -6000)

const told = ({ wire }: Observed) =>
  wire.flatMap(({ event, from, type }) => {
    if (from !== "client" || type !== "conversation.item.create") return []
    const item = event["item"] as { readonly content?: ReadonlyArray<{ readonly text: string }> }
    return item.content?.map(({ text }) => text) ?? []
  })

describe.concurrent("a phrase that must be heard", () => {
  it.live.each([{ withoutTts: false }, { withoutTts: true }])(
    "is played to its end whatever the line carries at pick-up, and noted as it was heard: %j",
    (options) =>
      Effect.gen(function*() {
        const { conversation, endpoint, events, phone } = yield* converse({ turns: [], speed: 50 }, options)
        const saying = yield* Effect.forkChild(conversation.say(notice, { interruptible: false }))
        yield* events.next("AgentStartedSpeaking")
        yield* phone.speak(Pcm.concat([noise, Pcm.silence(500), noise, Pcm.silence(500)]))
        assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: false })
        assert.deepInclude(yield* events.next("AgentSaid"), { text: notice, interrupted: false })
        assert.isFalse((yield* events.next("AgentStoppedSpeaking")).interrupted)
        const seen = (yield* events.seen).map(({ _tag }) => _tag)
        assert.strictEqual(seen.filter((tag) => tag === "CallerTurnEnded").length, 2, "the noise was taken for speech")
        const length = Pcm.millis(formants.render(notice, "FRENCH", "agent"))
        const [heard, ...more] = yield* phone.heard
        assert.closeTo(heard!.to - heard!.from, length, 400)
        assert.deepStrictEqual(more, [])
        const observed = options.withoutTts
          ? yield* endpoint.observed
          : yield* endpoint.until((observed) => told(observed).length > 0 ? observed : undefined)
        assert.deepStrictEqual(told(observed), options.withoutTts ? [] : [notice])
        assert.isUndefined(observed.wire.find(({ type }) => /truncate|cancel/.test(type)))
      })
  )

  it.live("is played to its end where it had to wait, too", () =>
    Effect.gen(function*() {
      const { conversation, events, phone } = yield* converse({ turns: [] })
      const first = yield* Effect.forkChild(conversation.say("Un instant, je vous prie, je regarde."))
      yield* events.next("AgentStartedSpeaking")
      const second = yield* Effect.forkChild(conversation.say(notice, { interruptible: false }))
      yield* phone.speak(Pcm.concat([noise, Pcm.silence(500)]))
      assert.deepStrictEqual(yield* Fiber.join(first), { interrupted: true })
      assert.deepStrictEqual(yield* Fiber.join(second), { interrupted: false })
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentSaid" && event.text === notice))
    }))

  it.live("ends where the program stops it, and as much of it was heard", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events, phone } = yield* converse({ turns: [] })
      const saying = yield* Effect.forkChild(conversation.say(notice, { interruptible: false }))
      yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 1000) || undefined)
      yield* conversation.interrupt
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      const said = yield* events.next("AgentSaid")
      assert.isTrue(said.interrupted && notice.startsWith(said.text) && said.text.length < notice.length)
      const observed = yield* endpoint.until((observed) => told(observed).length === 1 ? observed : undefined)
      assert.deepStrictEqual(told(observed), [said.text])
    }))
})

describe.concurrent("a phrase that may be interrupted", () => {
  it.live("was not heard, is not noted and not told where the noise came before its first word", () =>
    Effect.gen(function*() {
      const short = "Un instant."
      const { conversation, endpoint, events, phone } = yield* converse({
        turns: [],
        opening: { says: { FRENCH: notice } }
      })
      // Rendered from here on: the second time it is at once behind what is being said.
      yield* conversation.say(short)
      yield* conversation.reply()
      yield* events.until((seen) => seen.find((event) => event._tag === "AgentStartedSpeaking" && event.of === "reply"))
      const saying = yield* Effect.forkChild(conversation.say(short))
      yield* phone.speak(Pcm.concat([noise, Pcm.silence(1000)]))
      assert.deepStrictEqual(yield* Fiber.join(saying), { interrupted: true })
      yield* events.next("CallerTurnEnded")
      const phrases = (yield* events.seen).filter((event) => event._tag === "AgentSaid" && event.of === "phrase")
      assert.lengthOf(phrases, 1)
      assert.deepStrictEqual(told(yield* endpoint.observed), [short])
    }))
})
