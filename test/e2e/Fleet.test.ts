import { assert } from "@effect/vitest"
import { Clock, Effect, Fiber, Schedule } from "effect"
import * as Sdk from "../../src/adapters/voice/Sdk.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import * as Caller from "./Caller.ts"
import { send } from "./Processes.ts"
import * as Sip from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

/** A trunk stays at LiveKit: a test that is tried again needs another number. */
let lines = 0

/** A caller of another program's in the same LiveKit project, put through to a person who has left them alone. */
const somebodyElses = Effect.gen(function*() {
  const stack = yield* Stack
  const [dialled, room] = [`+1450599000${++lines}`, `somebody-elses-${lines}`]
  yield* stack.open({ number: dialled, agentName: "another-program", room })
  const caller = yield* Caller.call({
    sipPort: stack.sipPort,
    dialled,
    from: "+14505990100",
    script: [Sip.dial, Sip.answered, Sip.cue, Sip.hangUp],
    speech: formants
  })
  yield* stack.rooms.pipe(
    Effect.repeat({
      until: (rooms) => rooms.some(({ name }) => name === room),
      schedule: Schedule.spaced("50 millis")
    }),
    Effect.timeout("10 seconds")
  )
  yield* Sdk.load
  const { AudioSource, LocalAudioTrack, Room, TrackPublishOptions, TrackSource } = yield* Effect.promise(() =>
    import("@livekit/rtc-node")
  )
  const token = yield* stack.token(room, "person")
  const person = new Room()
  yield* Effect.promise(async () => {
    await person.connect(stack.url, token, { autoSubscribe: true, dynacast: false })
    const track = LocalAudioTrack.createAudioTrack("voice", new AudioSource(48_000, 1))
    await person.localParticipant?.publishTrack(
      track,
      new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE })
    )
  })
  yield* caller.got("SIP/2.0 200")
  yield* Effect.promise(() => person.disconnect())
  return caller
})

/** What the gateway has said to a caller that ends their call, or their ringing. */
const ends = (caller: Caller.Caller) =>
  Effect.map(
    caller.messages.all,
    (all) => all.filter(({ from, start }) => from === "gateway" && /^(BYE|SIP\/2.0 [3-6])/.test(start))
  )

suite("workers that share nothing but LiveKit", (it) => {
  it.effect("let go, within 20 s, of the caller of a machine that is lost, and of nobody else", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        env: { CONFIG_FETCH_RETRY_DELAY: "5 seconds" },
        neighbour: { agent: Stage.clinic, model: { turns: [] } },
        ringing: 60
      })
      const { backend, worker } = stage
      const foreign = yield* somebodyElses
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      yield* caller.phone.heardOut(0)
      // Rings for as long as the backend is asked again; and then, as there is nobody to refuse it, until it is given up.
      yield* backend.fail(503)
      // It starts while the first one still asks the backend, and is not there yet when the call comes.
      const starting = yield* Effect.forkScoped(stage.startElsewhere)
      const ringing = yield* stage.callNeighbour(Sip.dial, Sip.giveUp)
      yield* worker.log.until("the ringing", (all) => all.filter(({ message }) => message === "phase: ring")[1])
      yield* send(worker.running.pid, "SIGKILL")
      const killed = yield* Clock.currentTimeMillis
      const survivor = yield* Fiber.join(starting)
      const { at } = yield* caller.messages.until(
        "BYE from the gateway",
        (all) => all.find(({ from, start }) => from === "gateway" && start.startsWith("BYE")),
        "40 seconds"
      )
      assert.isBelow(at - killed, 20_000)
      assert.isTrue(yield* caller.played)
      const letGo = (line: { readonly message: string }) => line.message.startsWith("a caller was alone")
      yield* survivor.log.until("the word of it", (all) => all.find(letGo))
      assert.notInclude((yield* survivor.running.lines.all).join("\n"), caller.from.slice(1))
      yield* stage.released(caller)

      assert.lengthOf((yield* survivor.log.all).filter(letGo), 1)
      assert.deepStrictEqual([yield* ends(foreign), yield* ends(ringing)], [[], []])
      yield* foreign.cue
      assert.isTrue(yield* foreign.played)
      yield* ringing.cue
      assert.isTrue(yield* ringing.played)
    }))
})
