import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { ownItem } from "../../../src/adapters/voice/Brain.ts"
import { define } from "../../../src/adapters/voice/realtime/GuardedRealtimeModel.ts"
import type { ModelLink } from "../../../src/adapters/voice/realtime/ModelLink.ts"
import * as Sdk from "../../../src/adapters/voice/Sdk.ts"

const options = {
  baseURL: "http://127.0.0.1:9/openai",
  apiKey: "secret",
  deployment: "realtime",
  model: "gpt-realtime",
  transcribeModel: "whisper-1",
  turnDetection: "server" as const
}

/** A session whose socket never opens: what it would send is kept. */
const session = Effect.gen(function*() {
  const sdk = yield* Sdk.load
  let refusals = 0
  const link: ModelLink = {
    connect: () => new Promise(() => {}),
    heard: () => {},
    refuse: () => void refusals++,
    alive: () => refusals === 0,
    isOpen: () => true,
    renew: () => {},
    drop: () => {},
    park: () => {},
    move: () => Effect.never,
    ready: Effect.never,
    probe: Effect.never,
    listen: () => {},
    hurryWhile: () => {}
  }
  const guarded = new (define(sdk))(options, link).session()
  const sent: Array<Parameters<typeof guarded.sendEvent>[0]> = []
  Object.defineProperty(guarded, "sendEvent", { value: (event: (typeof sent)[number]) => void sent.push(event) })
  return { sdk, guarded, sent, link }
})

it.effect("deletes from the model's memory what was never heard, and nothing else", () =>
  Effect.gen(function*() {
    const { guarded, sdk: { agents: { llm } }, sent } = yield* session
    const message = (id: string, role: "user" | "assistant", content: string) =>
      llm.ChatMessage.create({ id, role, content })
    const known = [
      message("caller_untranscribed", "user", ""),
      message(`${ownItem}1`, "assistant", "Bonjour, ici Anne."),
      llm.FunctionCall.create({ id: "call", callId: "call", name: "end_call", args: "{}" }),
      message("unheard", "assistant", "Nous")
    ]
    const remote = Reflect.get(guarded, "remoteChatCtx") as InstanceType<typeof llm.RemoteChatContext>
    let previous: string | undefined
    for (const item of known) {
      remote.insert(previous, item)
      previous = item.id
    }
    const answer = llm.FunctionCallOutput.create({ callId: "call", output: "done", isError: false })
    void guarded.updateChatCtx(new llm.ChatContext([answer])).catch(() => {})
    yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
    const deleted = sent.flatMap((event) => event.type === "conversation.item.delete" ? [event.item_id] : [])
    assert.deepStrictEqual(deleted, ["unheard"])
    const created = sent.flatMap((event) => event.type === "conversation.item.create" ? [event.item.type] : [])
    assert.deepStrictEqual(created, ["function_call_output"])
  }))

it.effect("never tells the session that an error is fatal, and the link that it is", () =>
  Effect.gen(function*() {
    const { guarded, link } = yield* session
    const errors: Array<{ readonly recoverable: boolean }> = []
    guarded.on("error", (error: { readonly recoverable: boolean }) => void errors.push(error))
    const emitError = Reflect.get(guarded, "emitError") as (error: {
      readonly error: Error
      readonly recoverable: boolean
    }) => void
    emitError.call(guarded, { error: new Error("quota"), recoverable: true })
    assert.isTrue(link.alive())
    emitError.call(guarded, { error: new Error("quota"), recoverable: false })
    assert.isFalse(link.alive())
    assert.deepStrictEqual(errors.map(({ recoverable }) => recoverable), [true, true])
  }))

it.effect("keeps nothing of the audio that it has sent", () =>
  Effect.gen(function*() {
    const { guarded } = yield* session
    const event = { type: "input_audio_buffer.append" as const, audio: "AAAA" }
    guarded.emit("openai_client_event_queued", event)
    assert.strictEqual(event.audio, "AAAA", "not before it is on the wire")
    yield* Effect.promise(() => Promise.resolve())
    assert.strictEqual(event.audio, "")
  }))
