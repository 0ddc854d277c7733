import { assert, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import * as SimulatedMedia from "../../../src/sandbox/SimulatedMedia.ts"
import { agent, serve } from "../../support/VoiceStage.ts"

/** A whole conversation of one line; when this completes, it is over, and the process goes on. */
const call = Effect.fnUntraced(function*({ voice }: Effect.Success<ReturnType<typeof serve>>) {
  const { media } = yield* SimulatedMedia.make
  const model = yield* voice.prepare
  const conversation = yield* voice.start(model, { media, agent, instructions: "Be brief.", tools: [] })
  yield* conversation.say("Bonjour, ici Anne.")
}, Effect.scoped)

/** What would pin a call that is over: its sockets, and what listens in LiveKit's native module. */
const held = () => ({
  sockets: process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length,
  listeners: globalThis._ffiClientInstance?.listenerCount("ffi_event") ?? 0
})

it.live("a conversation that is over leaves no socket and no listener in a process that lives on", () =>
  Effect.gen(function*() {
    const stage = yield* serve({ turns: [], speed: 50 })
    yield* call(stage) // loads and keeps what all later calls share
    const before = held()
    yield* Effect.forEach([1, 2, 3], () => call(stage), { discard: true })
    const after = yield* Effect.sync(held).pipe(
      Effect.repeat({ until: ({ sockets }) => sockets <= before.sockets, schedule: Schedule.spaced("20 millis") }),
      Effect.timeoutOrElse({ duration: "5 seconds", orElse: () => Effect.sync(held) })
    )
    assert.isAtMost(after.sockets, before.sockets)
    assert.strictEqual(after.listeners, before.listeners)
    const { connections } = yield* stage.endpoint.observed
    assert.lengthOf(connections, 4)
    assert.isTrue(connections.every(({ closedAt }) => closedAt !== undefined))
  }))
