import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import type { TransferOutcome } from "../../src/services/Telephony.ts"
import { makeStage } from "../support/CallStage.ts"
import { makeUnkindVoice, seeded, type World } from "../support/UnkindVoice.ts"

/** `SCHEDULES=1000000` plays as many, from `FIRST_SEED`. */
const schedules = Number(process.env["SCHEDULES"] ?? 10_000)
const firstSeed = Number(process.env["FIRST_SEED"] ?? 1)

/** The longest that there was no agent audio while it was owed, in milliseconds. */
const longestSilence = (
  owed: ReadonlyArray<{ readonly from: number; readonly to: number }>,
  sounds: ReadonlyArray<{ readonly from: number; readonly to: number }>,
  end: number
) =>
  owed.reduce((longest, { from, to }) => {
    const until = Math.min(to, end)
    let since = from
    let worst = 0
    for (const sound of sounds.filter((sound) => sound.to >= from && sound.from <= until)) {
      worst = Math.max(worst, sound.from - since)
      since = Math.max(since, sound.to)
    }
    return Math.max(longest, worst, until - since)
  }, 0)

const schedule = (seed: number) =>
  Effect.gen(function*() {
    const random = seeded(seed)
    const world: World = {
      random,
      tts: random() < 0.6 ? "good" : random() < 0.5 ? "flaky" : "none",
      mangled: random() < 0.4
    }
    const scope = yield* Effect.scope
    const out = { transfers: 0, released: 0, releasedUnderTransfer: 0, hangUp: Effect.void as Effect.Effect<unknown> }
    let voice: ReturnType<typeof makeUnkindVoice> | undefined
    const transfer: Effect.Effect<TransferOutcome> = Effect.gen(function*() {
      out.transfers++
      voice?.served(yield* Clock.currentTimeMillis) // it rings for them
      yield* Effect.sleep(Duration.millis(500 + random() * 40_000))
      const kind = random()
      return kind < 0.3
        ? { _tag: "Connected" as const }
        : kind < 0.8
        ? { _tag: "Failed" as const, sipStatus: 486 }
        : { _tag: "Unknown" as const, callerPresent: random() < 0.5 }
    }).pipe(Effect.ensuring(Effect.sync(() => out.transfers--)))
    const stage = yield* makeStage({
      transfer,
      conversation: (events) => {
        voice = makeUnkindVoice(events, scope, world, Effect.suspend(() => out.hangUp), () => out.transfers > 0)
        return voice.conversation
      },
      released: Effect.sync(() => {
        out.released++
        if (out.transfers > 0) out.releasedUnderTransfer++
      })
    })
    out.hangUp = stage.hangUp
    const call = yield* Effect.forkChild(stage.call)
    if (voice === undefined) return assert.fail("no voice was made")
    yield* Effect.forkIn(Effect.andThen(Effect.sleep("1 second"), voice.caller), scope)
    if (random() < 0.1) {
      yield* Effect.forkIn(Effect.andThen(Effect.sleep(Duration.millis(random() * 60_000)), stage.drain), scope)
    }
    yield* TestClock.adjust("45 minutes")
    const reason = yield* Fiber.join(call)
    // With one schedule, what happened in it.
    if (schedules === 1) process.stderr.write(`${voice.heard.trace.join("\n")}\n`)
    const where = `seed ${seed} (${world.tts}${world.mangled ? ", mangled" : ""}): ${reason}`
    assert.strictEqual(out.released, 1, `${where}: the leg was released ${out.released} times`)
    assert.strictEqual(out.releasedUnderTransfer, 0, `${where}: the leg was released under a transfer`)
    for (const [tool, answers] of voice.heard.answers) {
      assert.isAtMost(answers, 1, `${where}: ${tool} was answered ${answers} times`)
    }
    const { end } = yield* stage.row
    if (reason === "model_error") assert.isDefined(end?.metadata.error, `${where}: no report`)
    const ended = (end === undefined ? 0 : Date.parse(end.endedAt)) - 300
    const bound = world.tts === "flaky" || world.mangled ? 20_000 : world.tts === "good" ? 6_000 : 10_000
    const silence = longestSilence(voice.heard.owed, voice.heard.sounds, ended)
    assert.isAtMost(silence, bound, `${where}: ${silence} ms of silence while the agent owed something`)
  }).pipe(Effect.scoped)

describe("HandleCall, in a world that is unkind", () => {
  it.effect(
    "ends in time, releases the leg once and never under a transfer, and leaves nobody in silence",
    () =>
      Effect.gen(function*() {
        for (let seed = firstSeed; seed < firstSeed + schedules; seed++) yield* schedule(seed)
      }),
    3_600_000
  )
})
