import { assert, it } from "@effect/vitest"
import { Clock, Effect, Layer, Option, Random, Ref } from "effect"
import { TestClock } from "effect/testing"
import { watchRooms } from "../../src/programs/WatchRooms.ts"
import { LineNotReleased, Rooms, RoomsUnknown } from "../../src/services/Rooms.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"

/** An agent in a room. LiveKit sees that its process is gone after 21.5 s, as the real one does. */
interface Agent {
  readonly cameAt: number
  readonly diedAt?: number
}

/** A room as the test makes it. Times are seconds; what is not said is as in a call that goes well. */
interface Room {
  readonly agents: ReadonlyArray<Agent>
  /** `AJ_…`: a worker has taken the call. */
  readonly sent: ReadonlyArray<string>
  readonly rings?: boolean
  /** Somebody else is there, or it is no call of ours. */
  readonly others?: boolean
  /** Another program's agent was sent to it. */
  readonly foreign?: boolean
  /** Its agents are of a version that shows no sign of life. */
  readonly silent?: boolean
}

const served = (from = 0): Room => ({ agents: [{ cameAt: from }], sent: ["AJ_1"] })

/** LiveKit, as far as its rooms show it. */
const liveKit = Effect.sync(() => {
  const rooms = new Map<string, Room>()
  const released = new Map<string, number>()
  const offered: Array<readonly [name: string, at: number]> = []
  const asked = { list: 0, callerIn: 0, agentsSent: 0, hangUp: 0 }
  const state = { down: false, mute: false, refuses: false, whenAskedWhoWasSent: (_at: number): void => undefined }
  const now = Effect.map(Clock.currentTimeMillis, (millis) => millis / 1000)
  const ask = (what: keyof typeof asked) =>
    Effect.suspend(() => {
      asked[what] += 1
      return state.down || (state.mute && what === "callerIn")
        ? Effect.fail(new RoomsUnknown({ reason: "unavailable" }))
        : now
    })
  const visible = (room: Room, at: number) =>
    room.agents.filter(({ cameAt, diedAt = Infinity }) => cameAt <= at && at < diedAt + 21.5)
  const layer = Layer.mock(Rooms, {
    list: Effect.map(ask("list"), (at) =>
      [...rooms].map(([name, room]) => ({
        id: `RM_${name}`,
        name,
        // What it says of how many send sound is five seconds old.
        publishers: 1 + visible(room, at - 5).length
      }))),
    callerIn: (name) =>
      Effect.map(ask("callerIn"), (at) => {
        const room = rooms.get(name)
        if (room === undefined || room.others) return Option.none()
        const agents = visible(room, at)
        if (room.silent && agents.length > 0) return Option.none()
        const company = agents.map(({ cameAt, diedAt = at }) =>
          `${cameAt}:${Math.floor((Math.min(at, diedAt) - cameAt) / 2)}`
        )
        return Option.some({ identity: `sip_${name}`, rings: room.rings === true, company: company.join() })
      }),
    agentsSent: (name) =>
      Effect.map(ask("agentsSent"), (at) => {
        state.whenAskedWhoWasSent(at)
        const room = rooms.get(name)
        if (room === undefined || room.foreign) return Option.none()
        return Option.some({ agents: room.sent.join(), taken: room.sent.some((id) => id.startsWith("AJ")) })
      }),
    sendAgain: (name) =>
      Effect.map(now, (at) => {
        const room = rooms.get(name)!
        rooms.set(name, { ...room, sent: [...room.sent, `AD_${at}`] })
        offered.push([name, at])
      }),
    hangUp: (name, identity) =>
      Effect.flatMap(now, (at) => {
        asked.hangUp += 1
        assert.strictEqual(identity, `sip_${name}`)
        if (state.refuses) return Effect.fail(new LineNotReleased({ reason: "unavailable" }))
        rooms.delete(name)
        released.set(name, at)
        return Effect.void
      })
  })
  return {
    asked,
    layer,
    offered,
    rooms,
    released,
    state,
    /** The process of all of these rooms dies. */
    dies: (names: ReadonlyArray<string>) =>
      Effect.map(now, (diedAt) => {
        for (const name of names) {
          const room = rooms.get(name)!
          rooms.set(name, { ...room, agents: room.agents.map((agent) => ({ ...agent, diedAt })) })
        }
        return diedAt
      })
  }
})

/** `machines` of a fleet look on. */
const watchedBy = Effect.fnUntraced(function*(machines = 1, own: ReadonlyArray<string> = []) {
  const world = yield* liveKit
  const hasRoom = yield* Ref.make(true)
  yield* Effect.forEach(
    Array.from({ length: machines }),
    () =>
      Effect.forkChild(
        watchRooms({ served: Effect.succeed(own), hasRoom: Ref.get(hasRoom) }).pipe(Effect.provide(world.layer))
      )
  )
  return { ...world, hasRoom }
})

/** Lets time pass as it does: a second at a time. */
const pass = (seconds: number) => Effect.repeat(TestClock.adjust("1 second"), { times: seconds - 1 })

it.effect("lets all callers of a machine that dies go within 20 s, and nobody else", () =>
  Effect.gen(function*() {
    const { dies, released, rooms } = yield* watchedBy()
    const lost = Array.from({ length: 10 }, (_, index) => `lost-${index}`)
    for (const name of [...lost, "well-1", "well-2"]) rooms.set(name, served())
    yield* pass(3600)
    assert.strictEqual(released.size, 0)
    const diedAt = yield* dies(lost)
    yield* pass(20)
    assert.sameMembers([...released.keys()], lost)
    for (const at of released.values()) assert.isAtLeast(at - diedAt, 8)
    yield* pass(3600)
    assert.sameMembers([...rooms.keys()], ["well-1", "well-2"])
    assert.deepStrictEqual(yield* valuesOf("stranded_callers_total"), { true: 10 })
  }).pipe(measuredAlone, Random.withSeed("fleet")))

it.effect("lets a caller go within 20 s of when LiveKit sees that they are alone", () =>
  Effect.gen(function*() {
    const { dies, released, rooms } = yield* watchedBy()
    rooms.set("a", { ...served(), silent: true })
    yield* pass(600)
    const diedAt = yield* dies(["a"])
    yield* pass(21)
    assert.strictEqual(released.size, 0)
    yield* pass(21)
    assert.isAtMost(released.get("a")! - (diedAt + 21.5), 20)
  }).pipe(Random.withSeed("fleet")))

it.effect.each(
  [
    ["a caller who still rings", { ...served(), agents: [], rings: true }],
    ["a room where somebody else is, too", { ...served(), agents: [], others: true }],
    ["a room that our agent was never sent to", { agents: [], sent: [], foreign: true }],
    ["a room of another program's agent, however still it is", {
      agents: [{ cameAt: 0, diedAt: 1e9 }],
      sent: [],
      foreign: true
    }],
    ["an agent that shows no sign of life, but is there", { ...served(), silent: true }]
  ] as ReadonlyArray<readonly [string, Room]>
)("never touches %s", ([, room]) =>
  Effect.gen(function*() {
    const { offered, released, rooms } = yield* watchedBy()
    rooms.set("a", room)
    yield* pass(7200)
    assert.lengthOf(offered, 0)
    rooms.set("stranded", { ...served(), agents: [] })
    yield* pass(600)
    assert.deepStrictEqual([...released.keys()], ["stranded"])
  }))

it.effect("offers a call that no worker had room for again, once there is some, as long as nobody takes it", () =>
  Effect.gen(function*() {
    const { hasRoom, offered, released, rooms } = yield* watchedBy()
    yield* Ref.set(hasRoom, false)
    rooms.set("a", { agents: [], sent: ["AD_1"], rings: true })
    yield* pass(15)
    assert.lengthOf(offered, 0)
    yield* Ref.set(hasRoom, true)
    yield* pass(3)
    assert.lengthOf(offered, 1)
    yield* pass(4)
    assert.lengthOf(offered, 2)
    rooms.set("a", { agents: [{ cameAt: 24 }], sent: ["AD_1", "AJ_1"], rings: true })
    yield* pass(600)
    assert.lengthOf(offered, 2)
    assert.strictEqual(released.size, 0)
  }).pipe(Random.withSeed("fleet")))

it.effect("offers it within 7 s, however many machines have room", () =>
  Effect.gen(function*() {
    const { offered, rooms } = yield* watchedBy(5)
    yield* pass(60)
    for (let call = 0; call < 10; call += 1) rooms.set(`${call}`, { agents: [], sent: [`AD_${call}`], rings: true })
    for (let second = 0; second < 7; second += 1) {
      yield* pass(1)
      for (const [name] of offered) rooms.set(name, { agents: [{ cameAt: 0 }], sent: ["AJ_1"], rings: true })
    }
    assert.lengthOf(offered, 10)
  }).pipe(Random.withSeed("fleet")))

it.effect("leaves what this machine serves itself to itself", () =>
  Effect.gen(function*() {
    const { asked, rooms } = yield* watchedBy(1, ["a"])
    rooms.set("a", { ...served(), agents: [] })
    yield* pass(600)
    assert.deepInclude(asked, { callerIn: 0, hangUp: 0 })
  }))

it.effect("leaves a caller to the successor that LiveKit sends, though it takes its time to come", () =>
  Effect.gen(function*() {
    const { asked, dies, rooms } = yield* watchedBy()
    rooms.set("a", served())
    yield* pass(60)
    yield* dies(["a"])
    yield* pass(7)
    // A new job: nobody has been seen yet who has it.
    rooms.set("a", { ...rooms.get("a")!, sent: ["AJ_1", "AJ_2"] })
    yield* TestClock.adjust("7500 millis")
    rooms.set("a", { ...rooms.get("a")!, agents: [{ cameAt: 74.5 }] })
    yield* pass(3600)
    assert.strictEqual(asked.hangUp, 0)
  }).pipe(Random.withSeed("fleet")))

it.effect.each(["1", "2", "3", "4", "5", "6"])(
  "leaves a caller to a successor that was sent before anybody had asked (%s)",
  (seed) =>
    Effect.gen(function*() {
      const { asked, dies, rooms, state } = yield* watchedBy()
      rooms.set("a", served())
      yield* pass(60)
      yield* dies(["a"])
      state.whenAskedWhoWasSent = (at) => {
        const room = rooms.get("a")!
        if (room.sent.length === 1) {
          rooms.set("a", { sent: ["AJ_1", "AJ_2"], agents: [...room.agents, { cameAt: at + 4.5 }] })
        }
      }
      yield* pass(3600)
      assert.isAbove(asked.agentsSent, 0)
      assert.strictEqual(asked.hangUp, 0)
    }).pipe(Random.withSeed(seed))
)

it.effect("begins anew where LiveKit did not answer: what was not seen did not stand still", () =>
  Effect.gen(function*() {
    const { released, rooms, state } = yield* watchedBy()
    rooms.set("a", { ...served(), agents: [] })
    for (let outage = 0; outage < 20; outage += 1) {
      yield* pass(7)
      state.down = true
      yield* pass(5)
      state.down = false
    }
    assert.strictEqual(released.size, 0)
    yield* pass(20)
    assert.strictEqual(released.size, 1)
  }).pipe(Random.withSeed("fleet")))

it.effect("forgets nobody whose room LiveKit would not show for a while", () =>
  Effect.gen(function*() {
    const { released, rooms, state } = yield* watchedBy()
    rooms.set("a", { ...served(), agents: [] })
    state.mute = true
    yield* pass(60)
    state.mute = false
    yield* pass(20)
    assert.strictEqual(released.size, 1)
  }).pipe(Random.withSeed("fleet")))

it.effect("finds who is alone among many who are not", () =>
  Effect.gen(function*() {
    const { released, rooms } = yield* watchedBy()
    for (let call = 0; call < 300; call += 1) rooms.set(`well-${call}`, served())
    yield* pass(60)
    rooms.set("a", { ...served(), agents: [] })
    yield* pass(20)
    assert.deepStrictEqual([...released.keys()], ["a"])
  }).pipe(Random.withSeed("fleet")))

it.effect("asks again where LiveKit did not let the caller go", () =>
  Effect.gen(function*() {
    const { released, rooms, state } = yield* watchedBy()
    rooms.set("a", { ...served(), agents: [] })
    state.refuses = true
    yield* pass(60)
    assert.strictEqual(released.size, 0)
    state.refuses = false
    yield* pass(3)
    assert.strictEqual(released.size, 1)
    const { false: refused = 0, ...others } = yield* valuesOf("stranded_callers_total")
    assert.isAbove(refused, 20)
    assert.deepStrictEqual(others, { true: 1 })
  }).pipe(measuredAlone, Random.withSeed("fleet")))

it.effect("costs a machine 80 requests a minute at most while all is well, however many rooms there are", () =>
  Effect.gen(function*() {
    const { asked, rooms } = yield* watchedBy()
    for (let call = 0; call < 500; call += 1) rooms.set(`well-${call}`, served())
    // Other programs' rooms, with one voice each.
    for (let room = 0; room < 200; room += 1) rooms.set(`theirs-${room}`, { agents: [], sent: [], others: true })
    yield* pass(600)
    Object.assign(asked, { list: 0, callerIn: 0, agentsSent: 0 })
    yield* pass(600)
    assert.isAtMost(asked.list, 10 * 18)
    assert.strictEqual(asked.agentsSent, 0)
    // The 200 rooms twice a minute.
    assert.isAtMost(asked.callerIn + asked.list, 10 * (80 + 400))
  }).pipe(Random.withSeed("fleet")))

it.effect("finds the callers of one machine of many, too", () =>
  Effect.gen(function*() {
    const { dies, released, rooms } = yield* watchedBy(9)
    const names = Array.from({ length: 100 }, (_, index) => `call-${index}`)
    for (const name of names) rooms.set(name, served())
    yield* pass(60)
    const diedAt = yield* dies(names.slice(0, 10))
    yield* pass(60)
    assert.sameMembers([...released.keys()], names.slice(0, 10))
    for (const at of released.values()) assert.isAtMost(at - diedAt, 25)
  }).pipe(Random.withSeed("fleet")))
