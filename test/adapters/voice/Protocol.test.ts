import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { firstWords } from "../../../src/adapters/voice/Playback.ts"
import * as CallerTurns from "../../../src/adapters/voice/realtime/CallerTurns.ts"
import * as Replies from "../../../src/adapters/voice/realtime/Replies.ts"
import type { WireEvent } from "../../../src/adapters/voice/realtime/WireEvent.ts"
import type { VoiceEvent } from "../../../src/services/VoiceSession.ts"

interface Speech {
  readonly name: string
}

/** A host whose time is moved by hand. */
const stage = (options: { readonly speaksText?: boolean } = {}) => {
  const events: Array<VoiceEvent> = []
  const lines = new WeakSet<Speech>()
  const abandoned: Array<Speech> = []
  let timers: Array<{ readonly at: number; readonly act: () => void }> = []
  let time = 1000
  let askedAgain = 0
  const host = {
    emit: (event: VoiceEvent) => void events.push(event),
    now: () => time,
    later: (wait: Duration.Duration, act: () => void) => void timers.push({ at: time + Duration.toMillis(wait), act })
  }
  const replies = Replies.make<Speech>({
    ...host,
    speaksText: options.speaksText ?? true,
    abandon: (speech) => void abandoned.push(speech),
    askAgain: () => void askedAgain++,
    isWatched: (speech) => lines.has(speech)
  })
  return {
    events,
    lines,
    abandoned,
    replies,
    askedAgain: () => askedAgain,
    turns: CallerTurns.make(host),
    pass: (millis: number) => {
      time += millis
      const due = timers.filter(({ at }) => at <= time)
      timers = timers.filter(({ at }) => at > time)
      for (const { act } of due) act()
    },
    ask: (id: string, speech: Speech = { name: id }) => {
      replies.sent({ type: "response.create", event_id: id }, speech)
      return speech
    },
    create: (responseId: string, clientEventId?: string) =>
      replies.received({
        type: "response.created",
        response: {
          id: responseId,
          ...(clientEventId !== undefined && { metadata: { client_event_id: clientEventId } })
        }
      }),
    done: (id: string, status: string, details?: NonNullable<WireEvent["response"]>["status_details"]) =>
      replies.received({ type: "response.done", response: { id, status, status_details: details ?? null } }),
    codes: () => events.map((event) => (event._tag === "ReplyFailed" ? event.code : event._tag))
  }
}

const heard = (itemId: string, transcript: string): WireEvent => ({
  type: "conversation.item.input_audio_transcription.completed",
  item_id: itemId,
  transcript
})

describe("CallerTurns", () => {
  it("ends a turn when it is committed, or 20 ms after the speech where it never is", () => {
    const { events, pass, turns } = stage()
    turns({ type: "input_audio_buffer.speech_started", item_id: "one" })
    turns({ type: "input_audio_buffer.speech_stopped", item_id: "one" })
    turns({ type: "input_audio_buffer.committed", item_id: "one" })
    assert.deepStrictEqual(events.at(-1), { _tag: "CallerTurnEnded", itemId: "one", at: 1000 })
    turns({ type: "input_audio_buffer.speech_started", item_id: "two" })
    turns({ type: "input_audio_buffer.speech_stopped", item_id: "two" })
    pass(19)
    assert.strictEqual(events.at(-1)?._tag, "CallerStartedSpeaking")
    pass(1)
    assert.deepStrictEqual(events.at(-1), { _tag: "CallerTurnEnded", itemId: "two", at: 1020 })
    assert.strictEqual(events.filter(({ _tag }) => _tag === "CallerTurnEnded").length, 2)
  })

  it("dates what was said by when it was spoken, in whichever order the transcripts come", () => {
    const { events, pass, turns } = stage()
    for (const item_id of ["one", "two"]) {
      turns({ type: "input_audio_buffer.speech_started", item_id })
      turns({ type: "input_audio_buffer.committed", item_id })
      pass(500)
    }
    turns(heard("two", "Deux."))
    turns(heard("one", " Un. "))
    assert.deepStrictEqual(events.slice(-2), [
      { _tag: "CallerSaid", itemId: "two", text: "Deux.", spokenAt: 1500 },
      { _tag: "CallerSaid", itemId: "one", text: "Un.", spokenAt: 1000 }
    ])
  })

  it.each(["failed", "empty", "never"])("reports a transcription that comes to nothing: %s", (how) => {
    const { events, pass, turns } = stage()
    turns({ type: "input_audio_buffer.speech_started", item_id: "one" })
    turns({ type: "input_audio_buffer.committed", item_id: "one" })
    if (how === "failed") turns({ type: "conversation.item.input_audio_transcription.failed", item_id: "one" })
    if (how === "empty") turns(heard("one", "  "))
    pass(10_000)
    turns(heard("one", "too late"))
    assert.deepStrictEqual(events.slice(2), [{ _tag: "CallerNotTranscribed", itemId: "one", spokenAt: 1000 }])
  })
})

describe("Replies", () => {
  it("is content with audio, with a tool, and with text that a TTS says", () => {
    const { ask, codes, create, done, replies } = stage()
    const produced: ReadonlyArray<WireEvent> = [
      { type: "response.output_audio.delta", response_id: "r", delta: "AAAA" },
      { type: "response.output_text.delta", response_id: "r", delta: "Oui" },
      { type: "response.output_item.done", response_id: "r", item: { type: "function_call", call_id: "c" } }
    ]
    for (const event of produced) {
      ask("a")
      create("r", "a")
      replies.received(event)
      done("r", "completed")
    }
    assert.deepStrictEqual(codes(), [])
  })

  it("reports what failed, by its code and never by its words", () => {
    const { ask, codes, create, done } = stage({ speaksText: false })
    const outcomes = [
      ["failed", { error: { code: "rate_limit_exceeded" } }],
      ["failed", { error: { code: "said +14507004061 to the caller" } }],
      ["completed", undefined],
      ["incomplete", { reason: "content_filter" }],
      ["cancelled", { reason: "somebody" }],
      ["cancelled", { reason: "turn_detected" }]
    ] as const
    for (const [status, details] of outcomes) {
      ask("a")
      create("r", "a")
      done("r", status, details)
    }
    assert.deepStrictEqual(codes(), ["rate_limit_exceeded", "unknown", "empty", "content_filter", "somebody"])
  })

  it("does not report what was taken back, nor what somebody waits for", () => {
    const { ask, codes, create, done, lines, pass, replies } = stage()
    ask("a")
    replies.sent({ type: "response.cancel" }, undefined)
    create("r", "a")
    done("r", "failed")
    lines.add(ask("b"))
    replies.received({ type: "error", error: { event_id: "b", code: "server_error" } })
    ask("c")
    replies.sent({ type: "response.cancel" }, undefined)
    pass(5000)
    assert.deepStrictEqual(codes(), [])
  })

  it("gives up after 5 s on what is not answered, and frees what it was blocking", () => {
    const { abandoned, ask, codes, create, pass } = stage()
    const speech = ask("a")
    ask("b")
    create("r", "b")
    pass(4999)
    assert.deepStrictEqual(codes(), [])
    pass(1)
    assert.deepStrictEqual(codes(), ["unanswered"])
    assert.deepStrictEqual(abandoned, [speech])
  })

  it("asks again once the response that stood in the way is over", () => {
    const { ask, askedAgain, codes, create, done, replies } = stage()
    ask("a")
    create("r", "a")
    replies.sent({ type: "response.cancel" }, undefined)
    ask("b")
    const code = "conversation_already_has_active_response"
    replies.received({ type: "error", error: { event_id: "b", code } })
    assert.strictEqual(askedAgain(), 0)
    done("r", "cancelled", { reason: "client_cancelled" })
    assert.strictEqual(askedAgain(), 1)
    assert.deepStrictEqual(codes(), [])
    ask("c")
    replies.received({ type: "error", error: { event_id: "c", code } })
    assert.deepStrictEqual(codes(), [code])
  })

  it("knows what a lost connection leaves owed", () => {
    const { ask, create, done, lines, replies } = stage()
    assert.isFalse(replies.dropped())
    ask("a")
    assert.isTrue(replies.dropped())
    assert.isFalse(replies.dropped())
    ask("b")
    create("r", "b")
    replies.received({ type: "response.output_audio.delta", response_id: "r", delta: "AAAA" })
    done("r", "completed")
    lines.add(ask("c"))
    assert.isFalse(replies.dropped())
  })

  it("knows whether the agent spoke before it called a tool, and counts the audio", () => {
    const { ask, create, replies } = stage()
    const call = (callId: string): WireEvent => ({
      type: "response.output_item.done",
      response_id: "r",
      item: { type: "function_call", call_id: callId }
    })
    ask("a")
    create("r", "a")
    replies.received(call("silent"))
    const second = Buffer.alloc(48_000).toString("base64")
    replies.received({ type: "response.output_audio.delta", response_id: "r", delta: second })
    replies.received(call("spoken"))
    replies.sent({ type: "input_audio_buffer.append", audio: second }, undefined)
    assert.deepStrictEqual(["silent", "spoken", "unknown"].map(replies.spokeFirst), [false, true, false])
    assert.deepStrictEqual(replies.audioSeconds(), { input: 1, output: 1 })
  })

  it("bears events that lack everything", () => {
    const { codes, replies, turns } = stage()
    const types = ["response.created", "response.done", "response.output_item.done", "error", "response.cancel", "x"]
    for (const type of [...types, "input_audio_buffer.committed"]) {
      replies.received({ type })
      replies.sent({ type }, undefined)
      turns({ type })
    }
    assert.deepStrictEqual(codes(), ["empty"])
  })
})

it("cuts a line after the words that were heard", () => {
  const line = "Bonjour, ici Anne. Comment allez-vous ?"
  assert.strictEqual(firstWords(line, 1), line)
  assert.strictEqual(firstWords(line, 0.5), "Bonjour, ici Anne.")
  assert.strictEqual(firstWords(line, 0.1), "")
  assert.strictEqual(firstWords(line, Number.NaN), "")
})
