import { assert, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { Loss, ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { audio, type Client, dial, manualTurns, spoken } from "../support/RealtimeClient.ts"

const quick = { replyLatency: 0, transcriptionLatency: 0, speed: 1000 }

const session = Effect.fnUntraced(function*(script: ModelScript) {
  const endpoint = yield* RealtimeEndpoint.make({ ...quick, ...script })
  const client = yield* dial(endpoint.url)
  yield* client.send(manualTurns)
  yield* client.next("session.updated")
  return { ...client, endpoint }
})

const pongs = ({ ping }: Pick<Client, "ping">) => Effect.map(Effect.timeoutOption(ping, "300 millis"), Option.isSome)

const ways: ReadonlyArray<Loss["how"]> = ["dropped", "stalled", "frozen", "outage"]

/** Gone for good, there but dumb, or there and dead: as the way of the loss has it. */
const isLost = Effect.fnUntraced(function*(how: Loss["how"], client: Client) {
  if (how === "dropped" || how === "outage") return void (yield* client.next("closed"))
  yield* client.send({ type: "input_audio_buffer.clear" })
  assert.isTrue(Option.isNone(yield* Effect.timeoutOption(client.next("input_audio_buffer.cleared"), "100 millis")))
  assert.strictEqual(yield* pongs(client), how === "stalled")
})

const answers = (url: URL) =>
  Effect.promise(() =>
    fetch(new URL("/openai/v1/models", url), { headers: { "api-key": "key" } }).then(({ ok }) => ok, () => false)
  )

it.live.each(ways)("loses the connection in the middle of a sentence: %s", (how) =>
  Effect.gen(function*() {
    const replies = [{
      says: { FRENCH: "Un instant." },
      fault: { _tag: "Lost", how, afterMillis: 200, times: 1 } as const
    }]
    const { endpoint, ...client } = yield* session({ turns: [{ heard: "Allô", replies }] })
    yield* client.say("Allô")
    yield* client.next("input_audio_buffer.committed")
    assert.isTrue(yield* pongs(client))
    yield* client.send({ type: "response.create" })
    const heard = yield* Effect.forEach(
      [1, 2],
      () => client.through("response.output_audio.delta")
    )
    assert.strictEqual(Pcm.millis(audio(heard.flat())), 200)
    yield* isLost(how, client)
    assert.strictEqual(yield* answers(endpoint.url), how !== "outage")
    yield* endpoint.up
    const again = yield* dial(endpoint.url)
    yield* again.send({ type: "response.create" })
    assert.strictEqual(spoken(yield* again.through("response.done")), "Un instant.")
  }))

it.live.each(ways)(
  "loses the connection in the middle of a turn, which the next one hears: %s",
  (how) =>
    Effect.gen(function*() {
      const replies = [{ says: { FRENCH: "Un instant." } }]
      const { endpoint, ...client } = yield* session({
        turns: [{ heard: "Allô, bonjour", loss: { how, afterMillis: 200 }, replies }]
      })
      yield* client.say("Allô, bonjour")
      yield* client.next("input_audio_buffer.speech_started")
      yield* isLost(how, client)
      yield* endpoint.up
      const again = yield* dial(endpoint.url)
      yield* again.say("Allô, bonjour")
      assert.strictEqual(spoken(yield* again.through("response.done")), "Un instant.")
    })
)

it.live("loses the connection in the middle of a turn that only the client knows the end of", () =>
  Effect.gen(function*() {
    const client = yield* session({
      turns: [{ heard: "Allô, bonjour", loss: { how: "dropped", afterMillis: 200 }, replies: [] }]
    })
    const audio = { input: { turn_detection: null } }
    yield* client.send({ type: "session.update", session: { type: "realtime", audio } })
    yield* client.say("Allô, bonjour")
    assert.deepStrictEqual((yield* client.through("closed")).map(({ type }) => type), ["session.updated", "closed"])
  }))

it.live("nothing answers while it is down, whatever is asked, and everything once it is up", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make({ ...quick, turns: [] })
    const client = yield* dial(endpoint.url)
    yield* endpoint.down
    yield* client.next("closed")
    assert.isFalse(yield* answers(endpoint.url))
    yield* (yield* dial(endpoint.url)).next("closed")
    yield* endpoint.up
    assert.isTrue(yield* answers(endpoint.url))
    yield* (yield* dial(endpoint.url)).next("session.created")
    const { connections } = yield* endpoint.observed
    assert.deepStrictEqual(connections.map(({ outcome }) => outcome._tag), ["Accept", "Reset", "Accept"])
  }))

it.live("a frozen endpoint says nothing, and does not answer pings", () =>
  Effect.gen(function*() {
    const { endpoint, ...client } = yield* session({ turns: [] })
    assert.isTrue(yield* pongs(client))
    yield* endpoint.freeze
    yield* isLost("frozen", client)
  }))

it.live("deployments go their own ways", () =>
  Effect.gen(function*() {
    const endpoint = yield* RealtimeEndpoint.make({
      ...quick,
      turns: [],
      connections: [{ _tag: "Refuse", status: 503 }],
      deployments: { standby: [{ _tag: "Accept" }] }
    })
    yield* (yield* dial(endpoint.url)).next("closed")
    yield* (yield* dial(endpoint.url, "standby")).next("session.created")
  }))
