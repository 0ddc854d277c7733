import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, FileSystem, Option } from "effect"
import { fileURLToPath } from "node:url"
import OpenAI from "openai"
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions"
import { wavOf } from "../../src/adapters/voice/Wav.ts"
import { readAgentFile } from "../../src/domain/AgentFile.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { callerSteps, modelScript, type Scenario, standbyDeployment } from "../../src/sandbox/scenarios/Scenario.ts"
import * as scenarios from "../../src/sandbox/scenarios/secondVoice.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { dial, manualTurns, spoken } from "../support/RealtimeClient.ts"

const clinic = fileURLToPath(new URL("../../agents/clinic.yaml", import.meta.url))

/** The endpoint of a scenario, and clients of its routes that know nothing else. */
const stage = Effect.fnUntraced(function*(scenario: Scenario) {
  const fs = yield* FileSystem.FileSystem
  const { agent } = readAgentFile(yield* fs.readFile(clinic), "clinic")
  const called = Option.getOrThrow(agent)
  const script = modelScript(scenario, called)
  const quick = { replyLatency: 0, transcriptionLatency: 0, speed: 1000 }
  const endpoint = yield* RealtimeEndpoint.make({ ...script, ...quick })
  const client = new OpenAI({ baseURL: `${endpoint.url.href}openai/v1`, apiKey: "key", maxRetries: 0 })
  const messages: Array<ChatCompletionMessageParam> = [{ role: "system", content: "Be brief." }]
  const complete = Effect.tryPromise(() =>
    client.chat.completions.create({
      model: "chat",
      messages,
      tools: ["take_message", "end_call"].map((name) => ({ type: "function", function: { name } }))
    })
  )
  const lines = callerSteps(scenario, called).flatMap((step) => step._tag === "Say" ? [step.text] : [])
  return {
    endpoint,
    lines,
    turns: script.turns,
    /** What the chat model says to these words, and to what its tools answer. */
    answer: Effect.fnUntraced(function*(heard: string) {
      messages.push({ role: "user", content: heard })
      for (const said: Array<string> = [];;) {
        const { message } = (yield* complete).choices[0]!
        messages.push(message)
        said.push(...message.content === null ? [] : [message.content])
        for (const call of message.tool_calls ?? []) {
          said.push(call.type === "function" ? call.function.name : "")
          messages.push({ role: "tool", tool_call_id: call.id, content: "ok" })
        }
        if (message.tool_calls === undefined || said.includes("end_call")) return said
      }
    }),
    transcribe: (text: string) =>
      Effect.tryPromise(async () => {
        const wav = Uint8Array.from(wavOf([formants.render(text, "FRENCH", "caller")]))
        const file = new File([wav], "audio.wav")
        return (await client.audio.transcriptions.create({ model: "stt", file, language: "fr" })).text
      })
  }
})

/** What the realtime model says to these words, up to where it ends in whichever way. */
const realtimeAnswer = Effect.fnUntraced(
  function*(client: Effect.Success<ReturnType<typeof dial>>, line: string, ending: string) {
    yield* client.send(manualTurns)
    yield* client.say(line)
    yield* client.next("input_audio_buffer.committed")
    yield* client.send({ type: "response.create" })
    return yield* client.through(ending)
  }
)

const avenue = "Nous sommes sur l'avenue du Mont-Royal, à trois minutes à pied du métro."

it.layer(NodeServices.layer)((it) => {
  it.effect("cascade-fr: the whole call goes through the three routes, and no other", () =>
    Effect.gen(function*() {
      const { answer, endpoint, lines, transcribe, turns } = yield* stage(scenarios.cascadeFr)
      yield* (yield* dial(endpoint.url)).next("closed")
      for (const [index, line] of lines.entries()) {
        const heard = yield* transcribe(line)
        assert.strictEqual(heard, turns[index]?.heard)
        const [reply] = turns[index]!.replies
        assert.include(yield* answer(heard), reply?.says?.FRENCH ?? reply?.calls?.[0]?.name)
      }
    }))

  it.effect("model-drops-failover: the chat model goes on with the sentence that was cut off, and so to the end", () =>
    Effect.gen(function*() {
      const { answer, endpoint, lines, transcribe } = yield* stage(scenarios.modelDropsFailover)
      const cut = yield* realtimeAnswer(yield* dial(endpoint.url), lines[0]!, "closed")
      assert.isTrue(avenue.startsWith(spoken(cut)) && spoken(cut) !== avenue)
      yield* (yield* dial(endpoint.url)).next("closed")
      assert.deepStrictEqual(yield* answer(lines[0]!), [avenue])
      assert.deepStrictEqual(
        yield* Effect.flatMap(transcribe(lines[1]!), answer),
        ["Non, mais nous sommes ouverts le jeudi jusqu'à vingt heures."]
      )
      assert.include(yield* Effect.flatMap(transcribe(lines[2]!), answer), "end_call")
    }))

  it.effect("quota: the realtime model has used its own up in the second turn, and the chat model has one of its own", () =>
    Effect.gen(function*() {
      const { answer, endpoint, lines } = yield* stage(scenarios.quota)
      const client = yield* dial(endpoint.url)
      assert.strictEqual(spoken(yield* realtimeAnswer(client, lines[0]!, "response.done")), avenue)
      const failed = (yield* realtimeAnswer(client, lines[1]!, "response.done")).at(-1)?.["response"]
      assert.deepInclude(failed, { status: "failed" })
      yield* (yield* dial(endpoint.url)).next("closed")
      assert.deepInclude({ ...(yield* endpoint.observed).connections.at(-1)?.outcome }, { status: 429 })
      assert.match((yield* answer(lines[1]!)).join(""), /vingt heures/)
    }))

  it.effect("standby-region: the other deployment takes the call", () =>
    Effect.gen(function*() {
      const { endpoint, lines } = yield* stage(scenarios.standbyRegion)
      yield* (yield* dial(endpoint.url)).next("closed")
      const standby = yield* dial(endpoint.url, standbyDeployment)
      assert.strictEqual(spoken(yield* realtimeAnswer(standby, lines[0]!, "response.done")), avenue)
    }))

  it.effect("everything-down: nothing answers from the middle of a sentence on", () =>
    Effect.gen(function*() {
      const { answer, endpoint, lines, transcribe } = yield* stage(scenarios.everythingDown)
      yield* realtimeAnswer(yield* dial(endpoint.url), lines[0]!, "closed")
      yield* (yield* dial(endpoint.url, standbyDeployment)).next("closed")
      yield* Effect.flip(transcribe(lines[0]!))
      yield* Effect.flip(answer(lines[0]!))
    }))
})
