import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as LiveKitRooms from "../../../src/adapters/livekit/Rooms.ts"
import { LineNotReleased, Rooms } from "../../../src/services/Rooms.ts"
import { type TwirpAnswer, twirpServer } from "../../support/TwirpServer.ts"

const name = "call-_+14185550123_x"

const stage = Effect.fnUntraced(function*(answers: Readonly<Record<string, TwirpAnswer>>) {
  const server = yield* twirpServer(answers)
  const rooms = yield* Rooms.use(Effect.succeed).pipe(Effect.provide(LiveKitRooms.layer(server.options)))
  return { rooms, server }
})

describe("the room of a call that is over", () => {
  const over = Date.parse("2026-11-22T10:00:00Z")
  const listed = (creationTimeMs?: number): TwirpAnswer => ({
    status: 200,
    json: { rooms: [{ sid: "RM_1", name, ...creationTimeMs !== undefined && { creationTimeMs: `${creationTimeMs}` } }] }
  })
  const agent = (joinedAt: number): TwirpAnswer => ({
    status: 200,
    json: {
      participants: [
        { identity: "sip_+14185550123", joinedAtMs: `${joinedAt + 1}` },
        { identity: "agent-AJ_2", attributes: { "lk.agent.name": "receptionist" }, joinedAtMs: `${joinedAt}` }
      ]
    }
  })

  it.effect.each(
    [
      ["is deleted", listed(over), agent(over), ["ListRooms", "ListParticipants", "DeleteRoom"]],
      ["may be gone", { status: 200, json: {} }, "ok", ["ListRooms"]],
      ["is not mistaken for a later one of the same name", listed(over + 1), "ok", ["ListRooms"]],
      ["is left to an agent who came later", listed(over), agent(over + 1), ["ListRooms", "ListParticipants"]],
      ["is deleted where LiveKit does not tell its age", listed(), "ok", [
        "ListRooms",
        "ListParticipants",
        "DeleteRoom"
      ]]
    ] as const
  )("%s", ([, ListRooms, ListParticipants, methods]) =>
    Effect.gen(function*() {
      const { rooms, server } = yield* stage({
        "RoomService/ListRooms": ListRooms,
        "RoomService/ListParticipants": ListParticipants
      })
      yield* rooms.release(name, over)
      const seen = yield* server.seen
      assert.deepStrictEqual(seen.map(({ method }) => method), methods.map((method) => `RoomService/${method}`))
      assert.deepStrictEqual(seen[0]?.body, { names: [name] })
    }))

  it.effect.each(["ListRooms", "ListParticipants", "DeleteRoom"])(
    "is not called released where LiveKit does not answer to %s",
    (method) =>
      Effect.gen(function*() {
        const { rooms, server } = yield* stage({
          "RoomService/ListRooms": listed(over),
          [`RoomService/${method}`]: "held"
        })
        const failed = yield* rooms.release(name, over).pipe(Effect.flip, Effect.forkChild)
        yield* Effect.repeat(server.call, { until: (call) => call.method === `RoomService/${method}` })
        yield* TestClock.adjust("5 seconds")
        assert.deepStrictEqual(yield* Fiber.join(failed), new LineNotReleased({ reason: "timeout" }))
      })
  )

  it.effect.each(["ListRooms", "ListParticipants", "DeleteRoom"])(
    "is not called released where LiveKit refuses %s",
    (method) =>
      Effect.gen(function*() {
        const { rooms } = yield* stage({
          "RoomService/ListRooms": listed(over),
          [`RoomService/${method}`]: { status: 403, code: "permission_denied" }
        })
        const failed = yield* Effect.flip(rooms.release(name, over))
        assert.deepStrictEqual(failed, new LineNotReleased({ reason: "permission_denied" }))
        assert.notInclude(failed.message, name)
      })
  )
})
