import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Fiber } from "effect"
import * as Sdk from "../../src/adapters/voice/Sdk.ts"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import * as Cuttable from "./Cuttable.ts"
import * as Sip from "./SipScript.ts"
import { type Peer, Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}
const model = { turns: [goodbye] }

const sayGoodbye = Effect.fnUntraced(function*(caller: Caller.Caller) {
  yield* caller.phone.say("Merci beaucoup, au revoir !")
  assert.isTrue(yield* caller.played)
})

/** Says it again where nobody answers, as one does on a line that has just dropped out. */
const insistOnGoodbye = Effect.fnUntraced(function*(caller: Caller.Caller) {
  const again = caller.phone.say("Merci beaucoup, au revoir !").pipe(
    Effect.andThen(Effect.sleep("8 seconds")),
    Effect.repeat({ times: 3 }),
    Effect.andThen(Effect.never)
  )
  assert.isTrue(yield* Effect.raceFirst(caller.played, again))
})

const endOf = (stage: Stage.Stage, nth = 0) => Effect.map(stage.backend.ended(nth), ({ end }) => end["endReason"])

/** Each of these breaks its own stack. */
const broken = <A, E>(
  name: string,
  test: Effect.Effect<A, E, Stack | Effect.Services<ReturnType<Stage.Stage["call"]>>>
) => it.live(name, () => test.pipe(Effect.provide(Stack.layer)))

describe("when something breaks", () => {
  broken(
    "LiveKit, between two calls: the worker is there again within 10 s of its return",
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model })
      yield* stage.stack.livekit.kill
      yield* stage.stack.livekit.start
      const back = yield* Clock.currentTimeMillis
      yield* stage.worker.registered(1)
      assert.isBelow((yield* Clock.currentTimeMillis) - back, 10_000)
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* sayGoodbye(caller)
      assert.strictEqual(yield* endOf(stage), "agent_end")
      yield* stage.released(caller)
    })
  )

  broken(
    "LiveKit, in the middle of a call: the caller hears a pause, and one agent, who greets them anew",
    Effect.gen(function*() {
      // LiveKit gives the new job to any of them: the process that has the old session, or another one.
      const stage = yield* Stage.make({ model: { turns: [], otherwise: goodbye }, processes: 2 })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* stage.stack.livekit.kill
      yield* stage.stack.livekit.start
      const back = yield* Clock.currentTimeMillis
      yield* stage.worker.registered(3)
      assert.isBelow((yield* Clock.currentTimeMillis) - back, 10_000)
      // The gateway brings the caller back into the room, and LiveKit dispatches it as a new job.
      yield* stage.ended("internal")
      yield* caller.phone.heardOut(1)
      yield* insistOnGoodbye(caller)
      yield* stage.released(caller)
      assert.strictEqual(yield* endOf(stage, 0), "internal")
      assert.strictEqual(yield* endOf(stage, 1), "agent_end")
      const next = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* next.phone.heardOut(0)
      yield* sayGoodbye(next)
      assert.strictEqual(yield* endOf(stage, 2), "agent_end")
    })
  )

  broken(
    "LiveKit, twice in a row: the caller is greeted anew by one agent",
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [], otherwise: goodbye }, processes: 2 })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      const crash = Effect.andThen(stage.stack.livekit.kill, stage.stack.livekit.start)
      yield* crash
      // As soon as the first new job has come: its agent and the old one have hardly met.
      yield* stage.worker.log.until(
        "the second ring",
        (all) => all.filter(({ message }) => message === "phase: ring")[1],
        "60 seconds"
      )
      yield* crash
      yield* caller.phone.heardOut(1)
      yield* insistOnGoodbye(caller)
      yield* stage.released(caller)
      assert.strictEqual((yield* stage.ended("agent_end"))["endedBy"], "agent")
    })
  )

  broken(
    "the SIP gateway, in the middle of a call: the call ends by itself",
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* stage.stack.sip.kill
      const row = yield* stage.backend.requests.until(
        "the end of the row",
        (all) => all.find(({ method }) => method === "PATCH"),
        "60 seconds"
      )
      assert.strictEqual(row.body["endReason"], "caller_hangup")
      yield* stage.released(caller)
    })
  )

  const withoutRedis = (
    name: string,
    gone: (redis: Peer) => Effect.Effect<void>,
    back: (redis: Peer) => Effect.Effect<void>
  ) =>
    broken(
      name,
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [], otherwise: goodbye } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        yield* caller.phone.heardOut(0)
        yield* gone(stage.stack.redis)
        yield* Effect.sleep("10 seconds")
        yield* back(stage.stack.redis)
        yield* insistOnGoodbye(caller)
        assert.strictEqual(yield* endOf(stage), "agent_end")
        yield* stage.released(caller)
        const next = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        yield* next.phone.heardOut(0)
        yield* sayGoodbye(next)
        assert.strictEqual(yield* endOf(stage, 1), "agent_end")
        yield* stage.released(next)
      })
    )

  withoutRedis(
    "Redis hangs for ten seconds: the call goes on, and so does the next",
    ({ running }) => Effect.flatMap(running, ({ signal }) => signal("SIGSTOP")),
    ({ running }) => Effect.flatMap(running, ({ signal }) => signal("SIGCONT"))
  )

  withoutRedis(
    "Redis is gone for ten seconds: the call goes on, and so does the next",
    ({ kill }) => kill,
    ({ start }) => start
  )

  broken(
    "the worker's connection to dispatch, in the middle of a call: the call goes on",
    Effect.gen(function*() {
      const stack = yield* Stack
      const wire = yield* Cuttable.make(new URL(stack.url))
      const stage = yield* Stage.make({ model, env: { LIVEKIT_URL: wire.url } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      assert.strictEqual(yield* wire.cut("GET /agent"), 1)
      yield* stage.worker.registered(1)
      yield* sayGoodbye(caller)
      assert.strictEqual(yield* endOf(stage), "agent_end")
      yield* stage.released(caller)
    })
  )

  broken(
    "LiveKit's API, when the line is to be released: the caller is let go as soon as it is back",
    Effect.gen(function*() {
      const stack = yield* Stack
      const wire = yield* Cuttable.make(new URL(stack.url))
      const stage = yield* Stage.make({
        model: { turns: [], otherwise: goodbye },
        env: { LIVEKIT_URL: wire.url }
      })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* wire.break("POST /twirp")
      const insisting = yield* Effect.forkChild(insistOnGoodbye(caller))
      yield* stage.worker.log.until(
        "the release that fails",
        (all) => all.find(({ message }) => message.startsWith("LiveKit did not confirm that the caller is hung up"))
      )
      // The agent is gone, and the caller still there: three tries of a second each would be over by now.
      yield* Effect.sleep("10 seconds")
      assert.lengthOf((yield* caller.messages.all).filter(({ start }) => start.startsWith("BYE")), 0)
      yield* wire.mend
      const back = yield* Clock.currentTimeMillis
      const { at } = yield* caller.got("BYE")
      assert.isBelow(at - back, 15_000)
      yield* Fiber.join(insisting)
      assert.strictEqual(yield* endOf(stage), "agent_end")
      yield* stage.released(caller)
    })
  )

  broken(
    "the model's connection, in the middle of a sentence: it comes back, and answers",
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        model: {
          turns: [
            {
              heard: "Quand êtes-vous ouverts ?",
              replies: [{
                says: { FRENCH: "Du lundi au vendredi, de neuf heures à dix-sept heures." },
                fault: { _tag: "Lost", how: "dropped", afterMillis: 800, times: 1 }
              }]
            },
            goodbye
          ]
        }
      })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* caller.phone.say("Quand êtes-vous ouverts ?")
      yield* stage.endpoint.until(({ connections }) => connections.length > 1 ? true : undefined)
      yield* caller.phone.heardOut(1)
      yield* sayGoodbye(caller)
      assert.strictEqual(yield* endOf(stage), "agent_end")
    })
  )

  broken(
    "the model, for good: the caller hears an apology, and is hung up on",
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        model: { turns: [], connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] }
      })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const greeting = yield* caller.phone.heardOut(0)
      yield* stage.endpoint.drop
      const apology = yield* caller.phone.heardOut(1)
      assert.isBelow(apology.from - greeting.to, 12_000)
      assert.isTrue(yield* caller.played)
      assert.strictEqual(yield* endOf(stage), "model_error")
      yield* stage.released(caller)
    })
  )

  broken(
    "the worker, told to stop: the caller hears goodbye, and the worker ends in order",
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      yield* Effect.forkScoped(stage.worker.running.kill("SIGTERM"))
      yield* caller.phone.heardOut(1)
      assert.isTrue(yield* caller.played)
      assert.strictEqual(yield* endOf(stage), "worker_drain")
      assert.strictEqual(yield* stage.worker.running.exited, 0)
      yield* stage.released(caller)
    })
  )

  broken(
    "nothing, but somebody who is not on the phone joins: the call is the caller's all the same",
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      const [room] = yield* stage.stack.rooms
      yield* Sdk.load
      const { Room } = yield* Effect.promise(() => import("@livekit/rtc-node"))
      const visitor = new Room()
      const token = yield* stage.stack.token(room!.name, "visitor")
      yield* Effect.acquireRelease(
        Effect.promise(() => visitor.connect(stage.stack.url, token, { autoSubscribe: true, dynacast: false })),
        () => Effect.promise(() => visitor.disconnect())
      )
      assert.include(yield* stage.stack.participants(room!.name), "visitor")
      yield* sayGoodbye(caller)
      assert.strictEqual(yield* endOf(stage), "agent_end")
      yield* stage.released(caller)
    })
  )
})
