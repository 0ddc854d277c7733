import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option } from "effect"
import { TestClock } from "effect/testing"
import * as LiveKitRooms from "../../../src/adapters/livekit/Rooms.ts"
import { LineNotReleased, Rooms, RoomsUnknown } from "../../../src/services/Rooms.ts"
import { type TwirpAnswer, twirpServer } from "../../support/TwirpServer.ts"

const name = "call-_+14185550123_x"

const stage = Effect.fnUntraced(function*(answers: Readonly<Record<string, TwirpAnswer>>) {
  const server = yield* twirpServer(answers)
  const rooms = yield* Rooms.use(Effect.succeed).pipe(
    Effect.provide(LiveKitRooms.layer({ ...server.options, agentName: "receptionist" }))
  )
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

const counted = (participants: ReadonlyArray<object>): Readonly<Record<string, TwirpAnswer>> => ({
  "RoomService/ListParticipants": { status: 200, json: { participants } }
})
const caller = {
  identity: "sip_+14185550123",
  kind: "SIP",
  attributes: { "sip.callStatus": "active", "sip.ruleID": "SDR_1" }
}
const agent = (beat: number | null, name = "receptionist") => ({
  identity: "agent-AJ_1",
  kind: "AGENT",
  attributes: { "lk.agent.name": name, ...beat !== null && { "receptionist.beat": `${beat}` } }
})

describe("who is in a room", () => {
  const look = Effect.fnUntraced(function*(...participants: ReadonlyArray<object>) {
    const { rooms, server } = yield* stage(counted(participants))
    const found = Option.getOrUndefined(yield* rooms.callerIn(name))
    const [{ body, video } = assert.fail()] = yield* server.seen
    assert.deepStrictEqual([body, video], [{ room: name }, { roomAdmin: true, room: name }])
    return found
  })

  it.effect("is a caller who is alone, with or without a recorder", () =>
    Effect.gen(function*() {
      const alone = { identity: caller.identity, rings: false, company: "" }
      assert.deepStrictEqual(yield* look(caller), alone)
      assert.deepStrictEqual(yield* look({ identity: "EG_1", kind: "EGRESS" }, caller), alone)
      const rings = { ...caller, attributes: { ...caller.attributes, "sip.callStatus": "ringing" } }
      assert.deepStrictEqual(yield* look(rings), { ...alone, rings: true })
    }))

  it.effect("is a caller with an agent of ours, whose company is another one with each of its beats", () =>
    Effect.gen(function*() {
      const first = yield* look(caller, agent(1))
      assert.strictEqual(first?.identity, caller.identity)
      assert.notStrictEqual(first?.company, "")
      assert.deepStrictEqual(yield* look(agent(1), caller), first)
      assert.notStrictEqual((yield* look(caller, agent(2)))?.company, first?.company)
      assert.notStrictEqual((yield* look(caller, { ...agent(1), identity: "agent-AJ_2" }))?.company, first?.company)
    }))

  it.effect.each(
    [
      ["one who is being hung up", [{ ...caller, attributes: { ...caller.attributes, "sip.callStatus": "hangup" } }]],
      ["somebody on the phone whom no rule has brought", [{
        ...caller,
        attributes: { ...caller.attributes, "sip.ruleID": "" }
      }]],
      ["somebody whose attributes say nothing", [{ ...caller, attributes: {} }]],
      ["nobody on the phone", [agent(1)]],
      ["two callers, who hear each other", [caller, { ...caller, identity: "sip_2" }]],
      ["somebody else", [caller, { identity: "visitor", kind: "STANDARD" }]],
      ["another program's agent", [caller, agent(1, "transcriber")]],
      ["an agent of ours that shows no sign of life", [caller, agent(null)]],
      ["two of ours, one of which shows none", [caller, agent(1), { ...agent(null), identity: "agent-AJ_2" }]],
      ["somebody who says that they are an agent, and is none", [caller, { ...agent(1), kind: "STANDARD" }]],
      ["nobody", []]
    ] as const
  )("is nobody for us to watch: %s", ([, participants]) =>
    Effect.gen(function*() {
      assert.isUndefined(yield* look(...participants))
    }))
})

describe("who was sent to a room", () => {
  const dispatch = (agentName: string, ...jobs: ReadonlyArray<string>) => ({
    id: `AD_${agentName}`,
    agentName,
    room: name,
    state: { jobs: jobs.map((id) => ({ id, state: { status: "JS_RUNNING" } })) }
  })
  const sent = Effect.fnUntraced(function*(...agentDispatches: ReadonlyArray<object>) {
    const { rooms, server } = yield* stage({
      "AgentDispatchService/ListDispatch": { status: 200, json: { agentDispatches } }
    })
    const found = Option.getOrUndefined(yield* rooms.agentsSent(name))
    assert.deepStrictEqual((yield* server.seen).map(({ body }) => body), [{ room: name }])
    return found
  })
  const agents = (...all: ReadonlyArray<object>) => Effect.map(sent(...all), (found) => found?.agents)

  it.effect("is another one with each job and each dispatch of ours, whatever LiveKit says first", () =>
    Effect.gen(function*() {
      const one = yield* agents(dispatch("receptionist", "AJ_1"))
      assert.isDefined(one)
      const two = yield* agents(dispatch("receptionist", "AJ_1", "AJ_2"))
      assert.notStrictEqual(two, one)
      assert.strictEqual(yield* agents(dispatch("receptionist", "AJ_2", "AJ_1")), two)
      assert.notStrictEqual(
        yield* agents(dispatch("receptionist", "AJ_1"), { ...dispatch("receptionist"), id: "AD_2" }),
        one
      )
      assert.strictEqual(yield* agents(dispatch("transcriber", "AJ_9"), dispatch("receptionist", "AJ_1")), one)
    }))

  it.effect("has taken the call, or nobody has", () =>
    Effect.gen(function*() {
      const [nobody, taken] = [dispatch("receptionist"), { ...dispatch("receptionist", "AJ_1"), id: "AD_2" }]
      assert.isFalse((yield* sent(nobody))?.taken)
      assert.isFalse((yield* sent(nobody, dispatch("transcriber", "AJ_9")))?.taken)
      assert.isTrue((yield* sent(nobody, taken))?.taken)
    }))

  it.effect("is sent again as before", () =>
    Effect.gen(function*() {
      const { rooms, server } = yield* stage({
        "AgentDispatchService/ListDispatch": {
          status: 200,
          json: {
            agentDispatches: [dispatch("transcriber"), { ...dispatch("receptionist"), metadata: "+14505550199" }]
          }
        }
      })
      yield* rooms.sendAgain(name)
      const [, { body, method } = assert.fail()] = yield* server.seen
      assert.strictEqual(method, "AgentDispatchService/CreateDispatch")
      assert.deepInclude(body, { room: name, agentName: "receptionist", metadata: "+14505550199" })
    }))

  it.effect("is nobody of ours where only another program's agent was, or none", () =>
    Effect.gen(function*() {
      assert.isUndefined(yield* sent(dispatch("transcriber", "AJ_1")))
      assert.isUndefined(yield* sent())
    }))
})

it.effect("lists the rooms, with how many send sound in each", () =>
  Effect.gen(function*() {
    const { rooms } = yield* stage({
      "RoomService/ListRooms": {
        status: 200,
        json: { rooms: [{ sid: "RM_1", name, numPublishers: 2 }, { sid: "RM_2" }] }
      }
    })
    assert.deepStrictEqual(yield* rooms.list, [{ id: "RM_1", name, publishers: 2 }, {
      id: "RM_2",
      name: "",
      publishers: 0
    }])
  }))

it.effect.each(
  [
    ["closes the room that is empty then", [], true],
    ["closes the room where LiveKit still shows the caller, and what served them", [caller, agent(1)], true],
    ["leaves the room to whoever has come meanwhile", [{ ...caller, identity: "sip_2" }], false],
    ["leaves the room to whoever else is in it", [{ identity: "visitor", kind: "STANDARD" }], false]
  ] as const
)("hangs one caller up, and %s", ([, left, closes]) =>
  Effect.gen(function*() {
    const { rooms, server } = yield* stage(counted(left))
    yield* rooms.hangUp(name, caller.identity)
    const seen = yield* server.seen
    assert.deepStrictEqual(seen[0]?.body, { room: name, identity: caller.identity })
    assert.deepStrictEqual(seen.map(({ method }) => method), [
      "RoomService/RemoveParticipant",
      "RoomService/ListParticipants",
      ...closes ? ["RoomService/DeleteRoom"] : []
    ])
  }))

it.effect("has hung a caller up who is gone, and one whose room cannot be closed; everything else is a reason to try again", () =>
  Effect.gen(function*() {
    const answering = (answer: TwirpAnswer) => stage({ "RoomService/RemoveParticipant": answer })
    const gone = yield* answering({ status: 404, code: "not_found" })
    yield* gone.rooms.hangUp(name, caller.identity)
    const { rooms } = yield* stage({ "RoomService/ListParticipants": { status: 503, code: "unavailable" } })
    yield* rooms.hangUp(name, caller.identity)
    const down = yield* answering({ status: 503, code: "unavailable" })
    const failed = yield* Effect.flip(down.rooms.hangUp(name, caller.identity))
    assert.deepStrictEqual(failed, new LineNotReleased({ reason: "unavailable" }))
    const mute = yield* answering("held")
    const waiting = yield* mute.rooms.hangUp(name, caller.identity).pipe(Effect.flip, Effect.forkChild)
    yield* mute.server.call
    yield* TestClock.adjust("2999 millis")
    assert.isUndefined(waiting.pollUnsafe())
    yield* TestClock.adjust("1 millis")
    assert.isDefined(waiting.pollUnsafe())
    assert.deepStrictEqual(yield* Fiber.join(waiting), new LineNotReleased({ reason: "timeout" }))
  }))

it.effect.each(
  [
    ["RoomService/ListRooms", (rooms: Rooms["Service"]) => Effect.asVoid(rooms.list)],
    ["RoomService/ListParticipants", (rooms: Rooms["Service"]) => Effect.asVoid(rooms.callerIn(name))],
    ["AgentDispatchService/ListDispatch", (rooms: Rooms["Service"]) => Effect.asVoid(rooms.agentsSent(name))]
  ] as const
)("says so where LiveKit does not answer to %s, or refuses it", ([method, ask]) =>
  Effect.gen(function*() {
    const refused = yield* stage({ [method]: { status: 404, code: "not_found" } })
    assert.deepStrictEqual(
      yield* Effect.flip(ask(refused.rooms)),
      new RoomsUnknown({ reason: "not_found" })
    )
    const mute = yield* stage({ [method]: "held" })
    const waiting = yield* ask(mute.rooms).pipe(Effect.flip, Effect.forkChild)
    yield* mute.server.call
    yield* TestClock.adjust("2999 millis")
    assert.isUndefined(waiting.pollUnsafe())
    yield* TestClock.adjust("1 millis")
    assert.isDefined(waiting.pollUnsafe())
    assert.deepStrictEqual(yield* Fiber.join(waiting), new RoomsUnknown({ reason: "timeout" }))
  }))
