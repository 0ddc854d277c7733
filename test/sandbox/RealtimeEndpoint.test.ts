import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { WebSocket } from "ws"
import { verbatimInstruction } from "../../src/domain/Verbatim.ts"
import { languageInstruction } from "../../src/receptionist/Instructions.ts"
import type { ModelScript, ReplyFault } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { audio, dial, manualTurns, spoken } from "../support/RealtimeClient.ts"

const quick = { replyLatency: 0, transcriptionLatency: 0, speed: 1000 }

const script: ModelScript = {
  ...quick,
  turns: [
    { heard: "Bonjour, êtes-vous ouverts samedi ?", replies: [{ says: { FRENCH: "Non.", ENGLISH: "No." } }] },
    {
      heard: "La réception, s'il vous plaît.",
      replies: [
        { says: { FRENCH: "Un instant." }, calls: [{ name: "transfer_call", arguments: { department: "Réception" } }] },
        { says: { FRENCH: "Ça ne répond pas." } }
      ]
    }
  ]
}

const session = Effect.fnUntraced(function*(played: ModelScript = script) {
  const endpoint = yield* RealtimeEndpoint.make(played)
  const client = yield* dial(endpoint.url)
  yield* client.send(manualTurns)
  yield* client.next("session.updated")
  return { ...client, endpoint }
})

it.effect("hears a turn, transcribes it, and answers when asked", () =>
  Effect.gen(function*() {
    const { next, say, send, through } = yield* session()
    yield* say("Bonjour")
    const started = yield* next("input_audio_buffer.speech_started")
    const stopped = yield* next("input_audio_buffer.speech_stopped")
    const committed = yield* next("input_audio_buffer.committed")
    assert.strictEqual(started["item_id"], committed["item_id"])
    assert.isAbove(Number(stopped["audio_end_ms"]), Number(started["audio_start_ms"]))
    const completed = yield* next("conversation.item.input_audio_transcription.completed")
    assert.strictEqual(completed["transcript"], "Bonjour, êtes-vous ouverts samedi ?")
    assert.strictEqual(completed["item_id"], committed["item_id"])

    yield* send({ type: "response.create", response: { metadata: { client_event_id: "mine" } } })
    const events = yield* through("response.done")
    const created = events.find(({ type }) => type === "response.created")
    assert.deepInclude(created?.["response"], { status: "in_progress", metadata: { client_event_id: "mine" } })
    assert.strictEqual(spoken(events), "Non.")
    assert.isAbove(Pcm.loudness(audio(events)), Pcm.audible)
    const done = events.at(-1)?.["response"] as { readonly status: string; readonly usage: { output_tokens: number } }
    assert.strictEqual(done.status, "completed")
    assert.isAbove(done.usage.output_tokens, 0)
  }))

it.effect("answers by itself at the end of speech unless told not to", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make(script)
    const { say, through } = yield* dial(endpoint.url)
    yield* say("Bonjour")
    assert.strictEqual(spoken(yield* through("response.done")), "Non.")
  }))

it.effect("answers in the language of the last mandatory instruction", () =>
  Effect.gen(function*() {
    const { next, say, send, through } = yield* session()
    yield* say("Bonjour")
    yield* next("input_audio_buffer.committed")
    const instructions = `standing\n${languageInstruction("ENGLISH")}`
    yield* send({ type: "response.create", response: { instructions } })
    assert.strictEqual(spoken(yield* through("response.done")), "No.")
    yield* send({ type: "response.create" })
    assert.strictEqual(spoken(yield* through("response.done")), "No.")
  }))

it.effect("says a line word for word", () =>
  Effect.gen(function*() {
    const { send, through } = yield* session()
    const line = "Bonjour, ici \"Anne\"."
    const instructions = `standing\n${verbatimInstruction(line)}`
    yield* send({ type: "response.create", response: { instructions } })
    assert.strictEqual(spoken(yield* through("response.done")), line)
  }))

it.effect("calls a tool, and goes on with the script once it is answered", () =>
  Effect.gen(function*() {
    const { next, say, send, through } = yield* session()
    for (const line of ["un", "deux"]) {
      yield* say(line)
      yield* next("input_audio_buffer.committed")
    }
    yield* send({ type: "response.create" })
    const events = yield* through("response.done")
    const call = events
      .filter(({ type }) => type === "response.output_item.done")
      .map(({ item }) => item as Readonly<Record<string, string>>)
      .find(({ type }) => type === "function_call")
    assert.strictEqual(call?.["name"], "transfer_call")
    assert.deepStrictEqual(JSON.parse(call?.["arguments"] ?? ""), { department: "Réception" })
    const item = { id: "out_1", type: "function_call_output", call_id: call?.["call_id"], output: "busy" }
    yield* send({ type: "conversation.item.create", event_id: "e1", item })
    assert.deepInclude((yield* next("conversation.item.added"))["item"], { id: "out_1" })
    yield* send({ type: "response.create" })
    assert.strictEqual(spoken(yield* through("response.done")), "Ça ne répond pas.")
  }))

it.effect("is cancelled by the client, and by the caller's voice", () =>
  Effect.gen(function*() {
    const { next, say, send } = yield* session({ ...script, speed: 0.01 })
    yield* say("Bonjour")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    yield* next("response.output_audio.delta")
    yield* send({ type: "response.cancel" })
    const byClient = yield* next("response.done")
    assert.deepInclude(byClient["response"], {
      status: "cancelled",
      status_details: { type: "cancelled", reason: "client_cancelled" }
    })
    yield* send({ type: "response.create" })
    yield* next("response.output_audio.delta")
    yield* say("Attendez")
    const byCaller = yield* next("response.done")
    assert.deepInclude(byCaller["response"], { status_details: { type: "cancelled", reason: "turn_detected" } })
    yield* send({ type: "response.cancel", event_id: "late" })
    assert.deepInclude((yield* next("error"))["error"], {
      code: "response_cancel_not_active",
      event_id: "late"
    })
  }))

it.effect("refuses a second response at once, unknown events, and items that are not there", () =>
  Effect.gen(function*() {
    const { next, send } = yield* session({ ...script, speed: 0.01 })
    const code = Effect.map(next("error"), ({ error }) => (error as { readonly code: string }).code)
    yield* send({ type: "response.create" })
    yield* next("response.output_audio.delta")
    yield* send({ type: "response.create", event_id: "second" })
    assert.strictEqual(yield* code, "conversation_already_has_active_response")
    yield* send({ type: "no.such.event" })
    assert.strictEqual(yield* code, "invalid_event")
    yield* send({ type: "conversation.item.delete", item_id: "nobody" })
    assert.strictEqual(yield* code, "item_delete_invalid_item_id")
    yield* send({ type: "conversation.item.truncate", item_id: "nobody", content_index: 0, audio_end_ms: 10 })
    assert.strictEqual(yield* code, "invalid_value")
  }))

it.effect("truncates and deletes what it has said", () =>
  Effect.gen(function*() {
    const { next, send, through } = yield* session()
    yield* send({ type: "response.create" })
    const events = yield* through("response.done")
    const id = events.find(({ type }) => type === "response.output_audio.delta")?.["item_id"]
    const truncate = { type: "conversation.item.truncate", item_id: id, content_index: 0 }
    yield* send({ ...truncate, audio_end_ms: 50 })
    assert.deepInclude(yield* next("conversation.item.truncated"), { item_id: id, audio_end_ms: 50 })
    yield* send({ ...truncate, audio_end_ms: 60_000 })
    yield* next("error")
    yield* send({ type: "conversation.item.delete", item_id: id })
    assert.strictEqual((yield* next("conversation.item.deleted"))["item_id"], id)
  }))

it.effect.each(
  [
    { fault: { _tag: "Failed", code: "rate_limit_exceeded" }, status: "failed" },
    { fault: { _tag: "Empty" }, status: "completed" },
    { fault: { _tag: "TextOnly" }, status: "completed" }
  ] as const
)("fails a response as $fault._tag, once", ({ fault, status }) =>
  Effect.gen(function*() {
    const replies = [{ says: { FRENCH: "Oui." }, fault: { ...fault, times: 1 } }]
    const { next, say, send, through } = yield* session({ ...quick, turns: [{ heard: "Allô", replies }] })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    const events = yield* through("response.done")
    assert.deepInclude(events.at(-1)?.["response"], { status })
    assert.strictEqual(audio(events).length, 0)
    yield* send({ type: "response.create" })
    assert.isAbove(Pcm.loudness(audio(yield* through("response.done"))), Pcm.audible)
  }))

it.effect("sends silence for a mute reply, and nothing for an unanswered one", () =>
  Effect.gen(function*() {
    const replies = [{ says: { FRENCH: "Oui." }, fault: { _tag: "Mute" } as const }]
    const unanswered = [{ says: { FRENCH: "Oui." }, fault: { _tag: "Unanswered", times: 1 } as const }]
    const { endpoint, next, say, send, through } = yield* session({
      ...quick,
      turns: [{ heard: "Allô", replies }, { heard: "Allô", replies: unanswered }]
    })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    const muted = audio(yield* through("response.done"))
    assert.isAbove(muted.length, 0)
    assert.strictEqual(Pcm.loudness(muted), 0)
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create", event_id: "ignored" })
    yield* send({ type: "response.create", event_id: "answered" })
    yield* next("response.done")
    const { wire } = yield* endpoint.observed
    assert.strictEqual(wire.filter(({ type }) => type === "response.created").length, 2)
    assert.strictEqual(wire.filter(({ type }) => type === "response.create").length, 3)
  }))

it.effect("loses the connection in the middle of a response, and takes the next one", () =>
  Effect.gen(function*() {
    const replies = [{
      says: { FRENCH: "Un instant." },
      fault: { _tag: "Lost", how: "dropped", afterMillis: 100, times: 1 } as const
    }]
    const { endpoint, next, say, send, through } = yield* session({ ...quick, turns: [{ heard: "Allô", replies }] })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    const seen = yield* through("closed")
    assert.isFalse(seen.some(({ type }) => type === "response.done"))
    assert.strictEqual(Pcm.millis(audio(seen)), 100)
    const again = yield* dial(endpoint.url)
    yield* again.send({ type: "response.create" })
    assert.strictEqual(spoken(yield* again.through("response.done")), "Un instant.")
    const { connections } = yield* endpoint.observed
    assert.deepStrictEqual(connections.map(({ closedAt }) => closedAt === undefined), [false, true])
  }))

it.effect.each([{}, { stubborn: true }] as const)(
  "stalls in the middle of a response: %j",
  (how) =>
    Effect.gen(function*() {
      const replies = [{
        says: { FRENCH: "Un instant." },
        fault: { _tag: "Stalled", afterMillis: 100, times: 1, ...how } as const
      }]
      const { next, say, send, through } = yield* session({ ...quick, turns: [{ heard: "Allô", replies }] })
      yield* say("Allô")
      yield* next("input_audio_buffer.committed")
      yield* send({ type: "response.create" })
      yield* next("response.output_audio.delta")
      yield* send({ type: "response.cancel" })
      yield* send({ type: "response.create", event_id: "again" })
      const stubborn = "stubborn" in how
      const last = (yield* through(stubborn ? "error" : "response.done")).at(-1)
      const code = "conversation_already_has_active_response"
      assert.deepInclude(last?.[stubborn ? "error" : "response"], stubborn ? { code } : { status: "cancelled" })
    })
)

it.effect("goes on after a stall", () =>
  Effect.gen(function*() {
    const replies = [{
      says: { FRENCH: "Un instant." },
      fault: { _tag: "Stalled", afterMillis: 100, forMillis: 200 } as const
    }]
    const { next, say, send, through } = yield* session({ ...quick, turns: [{ heard: "Allô", replies }] })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    assert.strictEqual(spoken(yield* through("response.done")), "Un instant.")
  }))

it.effect("takes a response up and is silent, refuses one, and calls with what is no JSON, as the script says", () =>
  Effect.gen(function*() {
    const faulty = (fault: ReplyFault, times: number) => ({ heard: "Allô", replies: [{ fault: { ...fault, times } }] })
    const { next, say, send, through } = yield* session({
      ...quick,
      turns: [
        faulty({ _tag: "Silent" }, 1),
        faulty({ _tag: "Refused", code: "rate_limit_exceeded" }, 1),
        { heard: "Allô", replies: [{ calls: [{ name: "any", arguments: "{" }] }] }
      ]
    })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    yield* next("response.created")
    yield* send({ type: "response.cancel" })
    assert.strictEqual((yield* through("response.done")).length, 1)
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    assert.deepInclude((yield* next("error"))["error"], { code: "rate_limit_exceeded" })
    yield* say("Allô")
    yield* next("input_audio_buffer.committed")
    yield* send({ type: "response.create" })
    const { item } = yield* next("response.output_item.done")
    assert.deepInclude(item, { name: "any", arguments: "{" })
  }))

it.effect("hears nothing on a deaf connection", () =>
  Effect.gen(function*() {
    const { say, send, through } = yield* session({
      ...quick,
      turns: [],
      connections: [{ _tag: "Accept", deaf: true }]
    })
    yield* say("Allô")
    yield* send({ type: "input_audio_buffer.clear" })
    const types = (yield* through("input_audio_buffer.cleared")).map(({ type }) => type)
    assert.notInclude(types, "input_audio_buffer.speech_started")
  }))

it.effect("takes a turn from a client that ends it itself, where there is anything in it", () =>
  Effect.gen(function*() {
    const { next, send, through } = yield* session({ ...quick, turns: [{ heard: "Allô", replies: [] }] })
    const audio = { input: { turn_detection: null } }
    yield* send({ type: "session.update", session: { type: "realtime", audio } })
    const append = (millis: number) =>
      send({ type: "input_audio_buffer.append", audio: Pcm.toBase64(Pcm.silence(millis)) })
    const empty = { code: "input_audio_buffer_commit_empty" }
    yield* append(80)
    yield* send({ type: "input_audio_buffer.commit" })
    assert.deepInclude((yield* next("error"))["error"], empty)
    yield* append(20)
    yield* send({ type: "input_audio_buffer.commit" })
    const completed = (yield* through("conversation.item.input_audio_transcription.completed")).at(-1)
    assert.strictEqual(completed?.["transcript"], "Allô")
    yield* send({ type: "input_audio_buffer.commit" })
    assert.deepInclude((yield* next("error"))["error"], empty)
    yield* append(200)
    yield* send({ type: "input_audio_buffer.clear" })
    yield* send({ type: "input_audio_buffer.commit" })
    assert.deepInclude((yield* next("error"))["error"], empty)
  }))

it.effect("knows the calls that an answer is for", () =>
  Effect.gen(function*() {
    const { next, send } = yield* session({ ...quick, turns: [] })
    const item = { type: "function_call_output", call_id: "call_1", output: "done" }
    yield* send({ type: "conversation.item.create", item })
    assert.deepInclude((yield* next("error"))["error"], { code: "invalid_tool_call_id" })
    const call = { type: "function_call", call_id: "call_1", name: "any", arguments: "{}" }
    yield* send({ type: "conversation.item.create", item: call })
    yield* send({ type: "conversation.item.create", item })
    assert.deepInclude((yield* next("conversation.item.added"))["item"], call)
    assert.deepInclude((yield* next("conversation.item.added"))["item"], item)
  }))

it.effect("fails the transcription as the script says", () =>
  Effect.gen(function*() {
    const { next, say } = yield* session({
      ...quick,
      turns: [{ heard: "Allô", transcription: "failed", replies: [] }]
    })
    yield* say("Allô")
    yield* next("conversation.item.input_audio_transcription.failed")
  }))

it.effect("refuses, closes and ignores connections as the script says, and notes each attempt", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make({
      turns: [],
      connections: [{ _tag: "Refuse", status: 429 }, { _tag: "Close" }, { _tag: "Ignore" }]
    })
    const attempt = (headers: Readonly<Record<string, string>> = { "api-key": "secret" }) =>
      Effect.callback<string>((resume) => {
        const url = `${endpoint.url.href.replace("http", "ws")}openai/v1/realtime?model=any`
        const socket = new WebSocket(url, { headers })
        socket.on("error", (error) => resume(Effect.succeed(error.message)))
        socket.on("close", () => resume(Effect.succeed("closed")))
      })
    assert.strictEqual(yield* attempt({}), "Unexpected server response: 401")
    assert.strictEqual(yield* attempt(), "Unexpected server response: 429")
    assert.strictEqual(yield* attempt(), "closed")
    yield* Effect.raceFirst(
      attempt(),
      endpoint.until(({ connections }) => connections.length === 4 ? true : undefined)
    )
    const { connections } = yield* endpoint.observed
    assert.deepStrictEqual(connections.map(({ key }) => key), [undefined, "secret", "secret", "secret"])
  }))
