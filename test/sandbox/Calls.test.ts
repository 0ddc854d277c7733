import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import OpenAI from "openai"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { type Client, dial, manualTurns, spoken } from "../support/RealtimeClient.ts"

const script: ModelScript = {
  turns: [
    { heard: "Êtes-vous ouverts ?", replies: [{ says: { FRENCH: "Oui, jusqu'à dix-huit heures." } }] },
    {
      heard: "Et où êtes-vous ?",
      replies: [{ calls: [{ name: "look_up", arguments: {} }] }, { says: { FRENCH: "Au centre-ville." } }]
    },
    { heard: "Merci.", replies: [{ says: { FRENCH: "Avec plaisir." } }] }
  ],
  replyLatency: 0,
  transcriptionLatency: 0,
  speed: 1000
}
const eight = Array.from({ length: 8 }, (_, index) => index)

const ask = (client: Client) =>
  Effect.andThen(client.send({ type: "response.create" }), client.through("response.done"))

/** Speaks on a connection of one's own; gives the id that the turn has there, and what is answered. */
const turn = Effect.fnUntraced(function*(client: Client, text: string) {
  yield* client.say(text)
  const { item_id: id } = yield* client.next("input_audio_buffer.committed")
  return { id: String(id), answer: spoken(yield* ask(client)) }
})

const tell = (client: Client, item: object) => client.send({ type: "conversation.item.create", item })
const said = (id: string, text: string) => ({
  id,
  type: "message",
  role: "user",
  content: [{ type: "input_text", text }]
})

const dialled = Effect.fnUntraced(function*(url: URL) {
  const client = yield* dial(url)
  yield* client.send(manualTurns)
  yield* client.next("session.updated")
  return client
})

it.live("eight calls at once are each at their own place in the script", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make(script)
    const clients = yield* Effect.forEach(eight, () => dialled(endpoint.url))
    const answers = yield* Effect.forEach(clients, (client) => turn(client, "Êtes-vous ouverts ?"), {
      concurrency: "unbounded"
    })
    assert.deepStrictEqual(answers.map(({ answer }) => answer), eight.map(() => "Oui, jusqu'à dix-huit heures."))
  }))

it.live("a connection that is told an item of a call goes on with that call, tools and all", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make(script)
    const clients = yield* Effect.forEach(eight, () => dialled(endpoint.url))
    // Half of the calls are one turn further, and wait for a tool.
    const calls = yield* Effect.forEach(clients, (client, index) =>
      Effect.gen(function*() {
        const { id } = yield* turn(client, "Êtes-vous ouverts ?")
        if (index % 2 === 0) return { id, callId: undefined }
        yield* client.say("Et où êtes-vous ?")
        yield* client.next("input_audio_buffer.committed")
        const called = (yield* ask(client)).find(({ type }) => type === "response.function_call_arguments.done")
        return { id, callId: String(called?.["call_id"]) }
      }))
    yield* endpoint.drop
    const others = yield* Effect.forEach(eight, () => dialled(endpoint.url))
    const answers = yield* Effect.forEach(others.toReversed(), (client, index) =>
      Effect.gen(function*() {
        const { callId, id } = calls[index]!
        yield* tell(client, said(id, "Êtes-vous ouverts ?"))
        if (callId === undefined) return spoken(yield* ask(client))
        yield* tell(client, { type: "function_call", call_id: callId, name: "look_up", arguments: "{}" })
        yield* tell(client, { type: "function_call_output", call_id: callId, output: "12, rue du Parc" })
        return spoken(yield* ask(client))
      }))
    assert.deepStrictEqual(
      answers,
      eight.map((index) => index % 2 === 0 ? "Oui, jusqu'à dix-huit heures." : "Au centre-ville.")
    )
  }))

it.live("a connection that is told of a call at another endpoint goes on from where that stood", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make(script)
    const clients = yield* Effect.forEach(eight, () => dialled(endpoint.url))
    const answers = yield* Effect.forEach(clients, (client, index) =>
      Effect.gen(function*() {
        yield* tell(client, said(`a${index}`, "Êtes-vous ouverts ?"))
        yield* tell(client, said(`b${index}`, "Et où êtes-vous ?"))
        yield* tell(client, { type: "function_call", call_id: `c${index}`, name: "look_up", arguments: "{}" })
        yield* tell(client, { type: "function_call_output", call_id: `c${index}`, output: "12, rue du Parc" })
        const answer = spoken(yield* ask(client))
        return [answer, (yield* turn(client, "Merci.")).answer]
      }), { concurrency: "unbounded" })
    assert.deepStrictEqual(answers, eight.map(() => ["Au centre-ville.", "Avec plaisir."]))
  }))

it.live("what is transcribed over HTTP is a turn of a call that no connection carries", () =>
  Effect.gen(function*() {
    const said = { text: "Êtes-vous ouverts ?", language: "FRENCH" } as const
    const alike: ModelScript = {
      ...script,
      turns: script.turns.map((turn, index) => index > 0 ? turn : { ...turn, said })
    }
    const endpoint = yield* RealtimeEndpoint.make(alike, formants, true, [alike])
    const carried = yield* dialled(endpoint.url)
    yield* Effect.scoped(dialled(endpoint.url))
    yield* endpoint.until(({ connections }) => connections[1]?.closedAt)
    const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0 })
    const wav = Uint8Array.from(wavOf([formants.render(said.text, said.language, "caller")]))
    const { text } = yield* Effect.promise(() =>
      client.audio.transcriptions.create({ model: "stt", file: new File([wav], "audio.wav"), language: "fr" })
    )
    assert.strictEqual(text, said.text)
    assert.strictEqual((yield* turn(carried, said.text)).answer, "Oui, jusqu'à dix-huit heures.")
  }))
