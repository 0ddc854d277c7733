import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import type { FunctionCall } from "../../../src/adapters/voice/Brain.ts"
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
  let timers: Array<{ readonly at: number; readonly act: () => void }> = []
  let time = 1000
  let askedAgain = 0
  let wentOn = 0
  let freed = 0
  const unwanted: Array<string> = []
  const unheard: Array<string> = []
  const disowned: Array<string> = []
  const kept: Array<string> = []
  const wanted: Array<string> = []
  const host = {
    called: (call: FunctionCall) =>
      void events.push({ _tag: "ToolCalled", call: { ...call, at: time, answer: () => Effect.void } }),
    elapsed: () => time,
    emit: (event: VoiceEvent) => void events.push(event),
    now: () => time,
    later: (wait: Duration.Duration, act: () => void) => void timers.push({ at: time + Duration.toMillis(wait), act })
  }
  const replies = Replies.make<Speech>({
    ...host,
    speaksText: options.speaksText ?? true,
    askAgain: () => void askedAgain++,
    goOn: () => void wentOn++,
    unheard: (messages) => void unheard.push(...messages),
    unwanted: (id) => void unwanted.push(id),
    kept: (id) => void kept.push(id),
    wanted: (id) => void wanted.push(id),
    freed: () => void freed++,
    disown: ({ id }) => void disowned.push(id)
  })
  return {
    events,
    replies,
    askedAgain: () => askedAgain,
    wentOn: () => wentOn,
    unwanted,
    unheard,
    freed: () => freed,
    disowned,
    kept,
    wanted,
    turns: CallerTurns.make(host),
    pass: (millis: number) => {
      time += millis
      const due = timers.filter(({ at }) => at <= time)
      timers = timers.filter(({ at }) => at > time)
      for (const { act } of due) act()
    },
    ask: (id: string) => replies.ask(id),
    askLine: (id: string) => replies.ask(id, { line: { interruptible: false } }),
    askAhead: (id: string) => replies.ask(id, { ahead: true }),
    cancelAll: () => replies.cancel(() => true),
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
    codes: () =>
      events.flatMap((event) =>
        event._tag === "ReplyFailed" ? [event.code] : event._tag === "ReplyCreated" ? [] : [event._tag]
      )
  }
}

const alreadyActive = "conversation_already_has_active_response"

const heard = (itemId: string, transcript: string): WireEvent => ({
  type: "conversation.item.input_audio_transcription.completed",
  item_id: itemId,
  transcript
})

describe("CallerTurns", () => {
  it("ends a turn when it is committed, or 20 ms after the speech where it never is", () => {
    const { events, pass, turns } = stage()
    turns.received({ type: "input_audio_buffer.speech_started", item_id: "one" })
    turns.received({ type: "input_audio_buffer.speech_stopped", item_id: "one" })
    turns.received({ type: "input_audio_buffer.committed", item_id: "one" })
    assert.deepStrictEqual(events.at(-1), { _tag: "CallerTurnEnded", itemId: "one", at: 1000 })
    turns.received({ type: "input_audio_buffer.speech_started", item_id: "two" })
    turns.received({ type: "input_audio_buffer.speech_stopped", item_id: "two" })
    pass(19)
    assert.strictEqual(events.at(-1)?._tag, "CallerStartedSpeaking")
    pass(1)
    assert.deepStrictEqual(events.at(-1), { _tag: "CallerTurnEnded", itemId: "two", at: 1020 })
    assert.strictEqual(events.filter(({ _tag }) => _tag === "CallerTurnEnded").length, 2)
  })

  it("dates what was said by when it was spoken, in whichever order the transcripts come", () => {
    const { events, pass, turns } = stage()
    for (const item_id of ["one", "two"]) {
      turns.received({ type: "input_audio_buffer.speech_started", item_id })
      turns.received({ type: "input_audio_buffer.committed", item_id })
      pass(500)
    }
    turns.received(heard("two", "Deux."))
    turns.received(heard("one", " Un. "))
    assert.deepStrictEqual(events.slice(-2), [
      { _tag: "CallerSaid", itemId: "two", text: "Deux.", spokenAt: 1500 },
      { _tag: "CallerSaid", itemId: "one", text: "Un.", spokenAt: 1000 }
    ])
  })

  it("has the words of a turn once, however often they come, and whatever comes after them", () => {
    const { events, pass, turns } = stage()
    turns.received({ type: "input_audio_buffer.speech_started", item_id: "one" })
    turns.received({ type: "input_audio_buffer.committed", item_id: "one" })
    turns.received(heard("one", "Un."))
    turns.received(heard("one", "Un."))
    turns.received(heard("one", "Un, deux."))
    turns.received({ type: "conversation.item.input_audio_transcription.failed", item_id: "one" })
    pass(10_000)
    assert.deepStrictEqual(events.slice(2), [{ _tag: "CallerSaid", itemId: "one", text: "Un.", spokenAt: 1000 }])
  })

  it.each(["failed", "empty", "never"])("reports a transcription that comes to nothing: %s", (how) => {
    const { events, pass, turns } = stage()
    turns.received({ type: "input_audio_buffer.speech_started", item_id: "one" })
    turns.received({ type: "input_audio_buffer.committed", item_id: "one" })
    if (how === "failed") turns.received({ type: "conversation.item.input_audio_transcription.failed", item_id: "one" })
    if (how === "empty") turns.received(heard("one", "  "))
    pass(10_000)
    turns.received(heard("one", "too late"))
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
    assert.deepStrictEqual(codes(), ["ToolCalled"])
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
    const { ask, askLine, codes, create, done, pass, replies } = stage()
    ask("a")
    replies.sent({ type: "response.cancel" })
    create("r", "a")
    done("r", "failed")
    const line = askLine("b")
    replies.received({ type: "error", error: { event_id: "b", code: "server_error" } })
    ask("c")
    replies.sent({ type: "response.cancel" })
    pass(5000)
    assert.deepStrictEqual(codes(), [])
    assert.isTrue(line.over)
  })

  it("gives up after 5 s on what is not answered", () => {
    const { ask, codes, create, pass, replies } = stage()
    const reply = ask("a")
    ask("b")
    create("r", "b")
    pass(4999)
    assert.deepStrictEqual(codes(), [])
    pass(1)
    assert.deepStrictEqual(codes(), ["unanswered"])
    assert.isTrue(reply.over)
    assert.isTrue(replies.isBusy(), "the other one lives")
  })

  it("asks again once the response that stood in the way is over", () => {
    const { ask, askedAgain, codes, create, done, replies } = stage()
    ask("a")
    create("r", "a")
    replies.sent({ type: "response.cancel" })
    ask("b")
    const code = alreadyActive
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
    const { ask, askLine, create, done, replies } = stage()
    assert.isFalse(replies.dropped())
    ask("a")
    assert.isTrue(replies.dropped())
    assert.isFalse(replies.dropped())
    ask("b")
    create("r", "b")
    replies.received({ type: "response.output_audio.delta", response_id: "r", delta: "AAAA" })
    done("r", "completed")
    const line = askLine("c")
    assert.isFalse(replies.dropped())
    assert.isTrue(line.over && line.lost)
  })

  it("says that a reply lives, unless it was taken back or somebody waits for it", () => {
    const { ask, askLine, create, events, pass, replies, unwanted } = stage()
    ask("a")
    pass(200)
    create("r1", "a")
    ask("b")
    replies.sent({ type: "response.cancel" })
    create("r2", "b")
    askLine("c")
    create("r3", "c")
    create("r4", "nobody's")
    assert.deepStrictEqual(events, [{ _tag: "ReplyCreated", at: 1200 }])
    assert.deepStrictEqual(unwanted, ["r2"])
  })

  it("fails after 2 s what a response that does not end stands in the way of", () => {
    const { ask, askedAgain, cancelAll, codes, create, done, pass, replies } = stage()
    ask("a")
    create("r", "a")
    assert.deepStrictEqual(cancelAll(), ["r"])
    ask("b")
    replies.received({ type: "error", error: { event_id: "b", code: alreadyActive } })
    pass(1999)
    assert.deepStrictEqual(codes(), [])
    pass(1)
    assert.deepStrictEqual(codes(), [alreadyActive])
    done("r", "cancelled")
    assert.strictEqual(askedAgain(), 0)
  })

  it("does not ask again for what was taken back meanwhile, nor for a line, whose outcome is waited for", () => {
    const { ask, askLine, askedAgain, cancelAll, codes, create, done, pass, replies } = stage()
    ask("a")
    create("r", "a")
    cancelAll()
    ask("b")
    replies.received({ type: "error", error: { event_id: "b", code: alreadyActive } })
    cancelAll()
    const line = askLine("c")
    replies.received({ type: "error", error: { event_id: "c", code: alreadyActive } })
    assert.isTrue(line.over)
    done("r", "cancelled")
    pass(2000)
    assert.deepStrictEqual([askedAgain(), codes()], [0, []])
  })

  it("is busy with what nobody has taken back, and clear once the model has ended everything", () => {
    const { ask, create, done, freed, replies } = stage()
    assert.isTrue(!replies.isBusy() && replies.isClear())
    ask("a")
    assert.isTrue(replies.isBusy() && replies.isClear())
    create("r1", "a")
    const other = ask("b")
    create("r2", "b")
    assert.deepStrictEqual(replies.cancel((reply) => reply === other), ["r2"])
    assert.isTrue(replies.isBusy() && !replies.isClear())
    done("r1", "failed")
    assert.isTrue(!replies.isBusy() && !replies.isClear())
    assert.strictEqual(freed(), 0)
    done("r2", "cancelled")
    assert.strictEqual(freed(), 1)
    assert.isTrue(replies.isClear())
  })

  it("tells the messages of a reply that was over before there was anything of it to hear", () => {
    const { ask, cancelAll, create, done, replies, unheard } = stage()
    const added = (id: string, type: string) =>
      replies.received({ type: "response.output_item.added", response_id: "r", item: { id, type } })
    ask("a")
    create("r", "a")
    cancelAll()
    added("never", "message")
    added("call", "function_call")
    done("r", "cancelled")
    ask("b")
    create("r", "b")
    added("heard", "message")
    replies.handed("r", { name: "b" })
    done("r", "completed")
    assert.deepStrictEqual(unheard, ["never"])
  })

  const audio: WireEvent = { type: "response.output_audio.delta", response_id: "r", delta: "AAAA" }
  const calls = (id: string): WireEvent => ({
    type: "response.output_item.done",
    response_id: "r",
    item: { type: "function_call", call_id: id, name: "end_call" }
  })

  it("lets nothing out of what it was asked for ahead before it is wanted, and all of it then", () => {
    const { askAhead, create, done, events, kept, pass, replies, unheard, wanted } = stage()
    const reply = askAhead("a")
    create("r", "a")
    for (const event of [audio, calls("c")]) replies.received(event)
    done("r", "completed")
    assert.isTrue(replies.isClear() && replies.isIdle() && !replies.isBusy())
    assert.deepStrictEqual([kept, wanted, events, unheard], [["r"], [], [], []])
    pass(700)
    replies.want(reply)
    assert.deepStrictEqual(wanted, ["r"])
    assert.deepStrictEqual(events.map(({ _tag }) => _tag), ["ReplyCreated", "ToolCalled"])
    assert.strictEqual(reply.askedAt, 1700)
  })

  it("goes on from the answers to what it called ahead, once each", () => {
    const { askAhead, create, done, replies, wentOn } = stage()
    const reply = askAhead("a")
    create("r", "a")
    replies.received(calls("c"))
    replies.want(reply)
    replies.received(calls("d"))
    done("r", "completed")
    replies.answered("c", true)
    assert.strictEqual(wentOn(), 0)
    replies.answered("d", false)
    assert.strictEqual(wentOn(), 1)
  })

  it("knows who says what it was asked for ahead, also where all of it was there before", () => {
    const { askAhead, create, done, replies, unheard, wanted } = stage()
    const reply = askAhead("a")
    create("r", "a")
    replies.received(audio)
    done("r", "completed")
    assert.isUndefined(replies.handed("r", { name: "nobody's" }))
    const push = wanted.push.bind(wanted)
    wanted.push = (id) => {
      replies.handed(id ?? "", { name: "one" })
      return push(id)
    }
    replies.want(reply)
    assert.strictEqual(reply.speech?.name, "one")
    assert.deepStrictEqual(unheard, [])
  })

  it("tells nobody of what it was asked for ahead and failed, and owes it to nobody", () => {
    const { askAhead, codes, create, done, pass, replies } = stage()
    const failed = askAhead("a")
    create("r", "a")
    done("r", "failed", { error: { code: "rate_limit_exceeded" } })
    const refused = askAhead("b")
    replies.received({ type: "error", error: { event_id: "b", code: alreadyActive } })
    const unanswered = askAhead("c")
    pass(5000)
    assert.deepStrictEqual(
      [failed, refused, unanswered].map(({ failure }) => failure),
      ["rate_limit_exceeded", alreadyActive, "unanswered"]
    )
    askAhead("d")
    assert.isFalse(replies.dropped())
    assert.deepStrictEqual(codes(), [])
  })

  it("takes back what comes of it after all when it is not waited for any more", () => {
    const { askAhead, cancelAll, codes, create, pass, replies, unwanted } = stage()
    askAhead("a")
    pass(5000)
    cancelAll()
    create("r", "a")
    askAhead("b")
    cancelAll()
    assert.isFalse(replies.isIdle())
    pass(5000)
    create("s", "b")
    assert.deepStrictEqual([unwanted, codes()], [["r", "s"], []])
  })

  it("forgets all that was made ahead and is not wanted, its function calls with it", () => {
    const { askAhead, cancelAll, create, disowned, done, events, replies, unheard } = stage()
    askAhead("a")
    create("r", "a")
    const added = (id: string, type: string) =>
      replies.received({ type: "response.output_item.added", response_id: "r", item: { id, type } })
    added("message", "message")
    cancelAll()
    added("call", "function_call")
    replies.received(calls("c"))
    done("r", "completed")
    assert.deepStrictEqual(unheard, ["message", "call"])
    assert.deepStrictEqual([disowned, events], [[], []])
  })

  it("knows which speech says which reply", () => {
    const { ask, create, replies } = stage()
    const reply = ask("a")
    create("r", "a")
    const speech = { name: "one" }
    assert.strictEqual(replies.handed("r", speech), reply)
    assert.strictEqual(reply.speech, speech)
    assert.strictEqual(replies.of(speech), reply)
    assert.isUndefined(replies.handed("unknown", { name: "two" }))
    replies.received({ type: "response.output_item.added", response_id: "r", item: { id: "item_1", type: "message" } })
    assert.strictEqual(replies.saying("item_1"), reply)
    assert.deepStrictEqual(reply.messages, ["item_1"])
    assert.isUndefined(replies.saying("item_2"))
  })

  it("cancels one reply alone where one is named", () => {
    const { ask, codes, create, done, replies } = stage()
    ask("a")
    create("r1", "a")
    ask("b")
    create("r2", "b")
    replies.sent({ type: "response.cancel", response_id: "r1" })
    done("r1", "failed")
    done("r2", "failed")
    assert.deepStrictEqual(codes(), ["unknown"])
  })

  it("counts the audio, and the tokens of all responses", () => {
    const { ask, create, replies } = stage()
    ask("a")
    create("r", "a")
    const second = Buffer.alloc(48_000).toString("base64")
    replies.received({ type: "response.output_audio.delta", response_id: "r", delta: second })
    replies.sent({ type: "input_audio_buffer.append", audio: second })
    const usage = { input_tokens: 100, output_tokens: 20, input_token_details: { cached_tokens: 40 } }
    replies.received({ type: "response.done", response: { id: "r", status: "completed", usage } })
    replies.received({ type: "response.done", response: { id: "s", status: "cancelled", usage } })
    replies.received({ type: "response.done", response: { id: "t", usage: null } })
    assert.deepStrictEqual(replies.cost(), {
      audioSeconds: { input: 1, output: 1 },
      tokens: { input: 200, output: 40, cached: 80 }
    })
  })

  it("bears events that lack everything", () => {
    const { codes, replies, turns } = stage()
    const types = ["response.created", "response.done", "response.output_item.done", "error", "response.cancel", "x"]
    for (const type of [...types, "input_audio_buffer.committed"]) {
      replies.received({ type })
      replies.sent({ type })
      turns.received({ type })
    }
    assert.deepStrictEqual(codes(), ["empty"])
  })
})

describe("function calls", () => {
  /** A reply under way, and what its model calls. */
  const calling = () => {
    const made = stage()
    made.ask("a")
    made.create("r", "a")
    return {
      ...made,
      call: (id: string, name = "any", args = "{}") =>
        made.replies.received({
          type: "response.output_item.done",
          response_id: "r",
          item: { type: "function_call", call_id: id, name, arguments: args }
        }),
      calls: () => made.events.flatMap((event) => event._tag === "ToolCalled" ? [event.call] : [])
    }
  }

  it("are all told, as they were written, with whether something was said before", () => {
    const { call, calls, replies } = calling()
    call("1", "no_such_tool", "not {json")
    replies.received({ type: "response.output_audio.delta", response_id: "r", delta: "AAAA" })
    call("2", "other", "")
    replies.received({
      type: "response.output_item.done",
      response_id: "unknown",
      item: { type: "function_call", call_id: "3" }
    })
    assert.deepStrictEqual(calls().map(({ args, id, name, spokeFirst }) => [id, name, args, spokeFirst]), [
      ["1", "no_such_tool", "not {json", false],
      ["2", "other", "", true],
      ["3", "", "", false]
    ])
  })

  it("lead to one reply, once all are answered, the reply is over, and one is to be spoken about", () => {
    const { call, done, replies, wentOn } = calling()
    call("1")
    call("2")
    replies.answered("1", true)
    replies.answered("2", false)
    assert.strictEqual(wentOn(), 0, "the model is still speaking")
    done("r", "completed")
    assert.strictEqual(wentOn(), 1)
    replies.answered("1", true)
    assert.strictEqual(wentOn(), 2, "an answer that came late is spoken about as well")
  })

  it("lead to none where nothing is to be said", () => {
    const { call, done, replies, wentOn } = calling()
    call("1")
    done("r", "completed")
    replies.answered("1", false)
    assert.strictEqual(wentOn(), 0)
  })

  it("lead to one although the caller has cut the reply off", () => {
    const { call, replies, wentOn } = calling()
    call("1")
    replies.sent({ type: "response.cancel" })
    replies.answered("1", true)
    assert.strictEqual(wentOn(), 1)
  })

  it("are not told where the reply was taken back before", () => {
    const { call, calls, disowned, replies } = calling()
    replies.sent({ type: "response.cancel" })
    call("1")
    assert.deepStrictEqual(calls(), [])
    assert.deepStrictEqual(disowned, ["1"])
  })

  it("outlive the connection, and what is owed for them is the answer's", () => {
    const { call, replies, wentOn } = calling()
    call("1")
    assert.isFalse(replies.dropped())
    replies.answered("1", true)
    assert.strictEqual(wentOn(), 1)
  })
})

it("cuts a line after the words that were heard", () => {
  const line = "Bonjour, ici Anne. Comment allez-vous ?"
  assert.strictEqual(firstWords(line, 1), line)
  assert.strictEqual(firstWords(line, 0.5), "Bonjour, ici Anne.")
  assert.strictEqual(firstWords(line, 0.1), "")
  assert.strictEqual(firstWords(line, Number.NaN), "")
})
