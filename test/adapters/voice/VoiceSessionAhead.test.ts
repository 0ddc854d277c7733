import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { ModelScript, ReplyFault, Turn } from "../../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../../src/sandbox/Pcm.ts"
import type { Observed } from "../../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../../src/sandbox/Speech.ts"
import { converse } from "../../support/VoiceStage.ts"

/** Turns are ended here; who has said "pour" has not finished. */
const local = {
  turns: {
    detection: "local",
    vad: "builtin",
    words: ({ text }: { readonly text: string }) => text.endsWith("pour") ? 0 : 1
  }
} as const

const spoken = (text: string) => formants.render(text, "FRENCH", "caller")
const half = spoken("Je voudrais un rendez-vous")
const rest = spoken("demain matin")
const once = Pcm.concat([half, Pcm.silence(1500)])
const twice = Pcm.concat([half, Pcm.silence(600), rest, Pcm.silence(1500)])

const begins: Turn = { heard: "Je voudrais un rendez-vous pour", replies: [{ says: { FRENCH: "Pour quand ?" } }] }
const long = { says: { FRENCH: "Très bien. Et pour quel jour, et à quelle heure, s'il vous plaît ?" } }
const ends: Turn = { heard: "demain matin", replies: [{ says: { FRENCH: "Demain matin, c'est noté." } }] }
const whole: Turn = { heard: "Je voudrais un rendez-vous", replies: ends.replies }

const sent = ({ wire }: Observed, type: string) => wire.filter((event) => event.type === type)
const made = (observed: Observed) =>
  sent(observed, "response.output_item.added").map(({ event }) => (event["item"] as { readonly id: string }).id)
const deleted = (observed: Observed) => sent(observed, "conversation.item.deleted").map(({ event }) => event["item_id"])

/** A call whose caller says this, and of whom nothing is asked before the model has made its first reply, or nearly. */
const called = Effect.fnUntraced(function*(
  script: Partial<ModelScript> & Pick<ModelScript, "turns">,
  says: Pcm.Pcm,
  options: Parameters<typeof converse>[1] = {}
) {
  const stage = yield* converse(script, { ...local, ...options })
  yield* Effect.forkChild(stage.phone.speak(says))
  return stage
})
const tags = (events: ReadonlyArray<{ readonly _tag: string }>) => events.map(({ _tag }) => _tag)

describe.concurrent("a reply that is asked for ahead", () => {
  it.live("is made in the pause, from which nothing is heard before the turn is over, and is said once it is wanted", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* called({ turns: [whole] }, once)
      yield* endpoint.until((observed) => sent(observed, "response.done")[0])
      yield* events.next("CallerTurnEnded")
      assert.deepStrictEqual(tags(yield* events.seen), ["CallerStartedSpeaking", "CallerSaid", "CallerTurnEnded"])
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Demain matin, c'est noté.")
      assert.strictEqual(sent(yield* endpoint.observed, "response.create").length, 1)
      assert.deepStrictEqual(deleted(yield* endpoint.observed), [])
    }))

  it.live("is taken back where the caller goes on, and nobody remembers it; what they said is one turn", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* called({ turns: [begins, ends] }, twice)
      const said = yield* events.next("CallerSaid")
      assert.strictEqual(said.text, "Je voudrais un rendez-vous pour demain matin")
      yield* events.next("CallerTurnEnded")
      const observed = yield* endpoint.observed
      const [first] = made(observed)
      assert.deepStrictEqual(deleted(observed), [first])
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Demain matin, c'est noté.")
      const seen = tags(yield* events.seen)
      for (const tag of ["CallerStartedSpeaking", "CallerTurnEnded", "AgentStartedSpeaking", "AgentSaid"]) {
        assert.strictEqual(seen.filter((one) => one === tag).length, 1, tag)
      }
      assert.strictEqual(sent(yield* endpoint.observed, "response.create").length, 2)
      const [model] = yield* conversation.usage
      assert.isAbove(model?.inputTokens ?? 0, 600, "both cost something")
    }))

  it.live("is taken back in the middle of being made, and made anew once it is over", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* called(
        { turns: [{ ...begins, replies: [long] }, ends], replyLatency: 100, speed: 1 },
        twice
      )
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply()
      assert.strictEqual((yield* events.next("AgentSaid")).text, "Demain matin, c'est noté.")
      const observed = yield* endpoint.observed
      const [first, second] = sent(observed, "response.create")
      const cancelled = observed.wire.find(({ type }) => type === "response.done")
      assert.deepInclude(cancelled?.event["response"], { status: "cancelled" })
      const secondPart = sent(observed, "input_audio_buffer.commit")[1]
      assert.isBelow(observed.wire.indexOf(first!), observed.wire.indexOf(cancelled!))
      assert.isBelow(observed.wire.indexOf(cancelled!), observed.wire.indexOf(secondPart!), "as soon as they go on")
      assert.isBelow(observed.wire.indexOf(cancelled!), observed.wire.indexOf(second!))
      assert.notInclude(tags(yield* events.seen), "ReplyFailed")
    }))

  it.live("calls no tool before it is wanted, and none where it is not", () =>
    Effect.gen(function*() {
      const calls = [{ name: "end_call", arguments: {} }]
      const tool = { name: "end_call", description: "Ends the call", parameters: { type: "object" } }
      const turns = [{ ...begins, replies: [{ calls }] }, { ...ends, replies: [{ calls }] }]
      const { conversation, endpoint, events } = yield* called({ turns }, twice, { tools: [tool] })
      yield* events.next("CallerTurnEnded")
      const second = yield* endpoint.until((observed) => sent(observed, "response.done")[1])
      assert.notInclude(tags(yield* events.seen), "ToolCalled")
      assert.strictEqual(deleted(yield* endpoint.observed).length, 1)
      yield* conversation.reply()
      const { call } = yield* events.next("ToolCalled")
      const { output } = second.event["response"] as { readonly output: ReadonlyArray<{ readonly call_id: string }> }
      assert.strictEqual(call.id, output[0]?.call_id)
      yield* call.answer("Done.", { reply: false })
      const { event } = yield* endpoint.until((observed) => sent(observed, "conversation.item.create")[0])
      assert.deepInclude(event["item"], { type: "function_call_output", call_id: call.id, output: "Done." })
    }))

  it.live("is asked for again where it was asked for without what it is wanted with", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* called({ turns: [whole] }, once)
      yield* events.next("CallerTurnEnded")
      yield* conversation.reply("MANDATORY INSTRUCTION: You MUST respond in ENGLISH.")
      yield* events.next("AgentSaid")
      const observed = yield* endpoint.observed
      const [ahead, wanted] = sent(observed, "response.create").map(({ event }) => event["response"])
      assert.notProperty(ahead, "instructions")
      assert.property(wanted, "instructions")
      assert.deepStrictEqual(deleted(observed), made(observed).slice(0, 1))
    }))

  const faults: ReadonlyArray<ReplyFault> = [
    { _tag: "Failed", code: "rate_limit_exceeded" },
    { _tag: "Refused", code: "server_error" },
    { _tag: "Empty" }
  ]
  it.live.each(faults)(
    "fails without a word where nobody waits for it, and is asked for again who does: %j",
    (fault) =>
      Effect.gen(function*() {
        const turns = [{ ...whole, replies: [{ ...whole.replies[0], fault: { ...fault, times: 1 } }] }]
        const { conversation, events } = yield* called({ turns }, once)
        yield* events.next("CallerTurnEnded")
        yield* conversation.reply()
        assert.strictEqual((yield* events.next("AgentSaid")).text, "Demain matin, c'est noté.")
        assert.notInclude(tags(yield* events.seen), "ReplyFailed")
      })
  )

  it.live("is nobody's loss where the connection is lost with it", () =>
    Effect.gen(function*() {
      const { endpoint, events } = yield* called({ turns: [begins, whole] }, twice)
      yield* endpoint.until((observed) => sent(observed, "response.done")[0])
      yield* endpoint.drop
      yield* events.next("CallerTurnLost")
      yield* events.next("ModelRestored")
      yield* events.next("CallerTurnEnded")
      assert.notInclude(tags(yield* events.seen), "ReplyFailed")
    }))

  it.live("makes way for a line that the model has to say, at once", () =>
    Effect.gen(function*() {
      const { conversation, endpoint, events } = yield* called(
        { turns: [begins], replyLatency: 3000 },
        once,
        { withoutTts: true }
      )
      yield* endpoint.until((observed) => sent(observed, "response.created")[0])
      yield* Effect.forkChild(conversation.say("Un instant."))
      const line = yield* endpoint.until((observed) => sent(observed, "response.create")[1])
      assert.notInclude(tags(yield* events.seen), "CallerTurnEnded")
      assert.property(line.event["response"], "instructions")
      const [ahead] = sent(yield* endpoint.observed, "response.done")
      assert.deepInclude(ahead?.event["response"], { status: "cancelled" })
    }))

  it.live("is wanted by nobody a second after the end of its turn", () =>
    Effect.gen(function*() {
      const { endpoint, events } = yield* called({ turns: [whole] }, once)
      yield* events.next("CallerTurnEnded")
      yield* endpoint.until((observed) => sent(observed, "conversation.item.deleted")[0])
      assert.notInclude(tags(yield* events.seen), "AgentStartedSpeaking")
    }))

  it.live("answers no noise, which is no turn", () =>
    Effect.gen(function*() {
      const { endpoint, events } = yield* called({ turns: [{ ...whole, heard: "" }] }, once)
      yield* events.next("CallerSaidNothing")
      yield* endpoint.until((observed) => sent(observed, "conversation.item.deleted")[0])
      assert.deepStrictEqual(tags(yield* events.seen), ["CallerStartedSpeaking", "CallerSaidNothing"])
    }))

  it.live.each(
    [
      { transcription: "failed" },
      { transcription: "never" },
      { transcriptionLatency: 1500 }
    ] as const
  )(
    "is said after a pause of the usual length where its words are not known by then: %j",
    (how) =>
      Effect.gen(function*() {
        const { conversation, events } = yield* called({ turns: [{ ...whole, ...how }] }, once)
        yield* events.next("CallerTurnEnded")
        assert.deepStrictEqual(
          tags(yield* events.seen).filter((tag) => tag !== "CallerNotTranscribed"),
          ["CallerStartedSpeaking", "CallerTurnEnded"]
        )
        yield* conversation.reply()
        assert.strictEqual((yield* events.next("AgentSaid")).text, "Demain matin, c'est noté.")
        if ("transcriptionLatency" in how) assert.strictEqual((yield* events.next("CallerSaid")).text, whole.heard)
        else yield* events.next("CallerNotTranscribed")
      })
  )
})
