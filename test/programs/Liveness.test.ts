import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import type { TransferOutcome } from "../../src/services/Telephony.ts"
import { makeStage } from "../support/CallStage.ts"
import { longestSilence } from "../support/HeardLine.ts"
import { seeded } from "../support/Seeded.ts"
import { makeUnkindVoice, type World } from "../support/UnkindVoice.ts"

/** `SCHEDULES=1000000` plays as many, from `FIRST_SEED`. */
const schedules = Number(process.env["SCHEDULES"] ?? 10_000)
const firstSeed = Number(process.env["FIRST_SEED"] ?? 1)

/** What comes from elsewhere, at any moment of a call; mostly nothing. */
const disturbances = ["drain", "session", "terminated", "replaced", "interrupted"] as const
type Disturbance = typeof disturbances[number] | "none"

/** Ends that nobody could see coming: whoever is being transferred then is cut off, too. */
const isCut = (disturbance: Disturbance) => /^(terminated|replaced|interrupted)$/.test(disturbance)

const schedule = (seed: number) =>
  Effect.gen(function*() {
    const random = seeded(seed)
    const world: World = {
      random,
      tts: random() < 0.6 ? "good" : random() < 0.5 ? "flaky" : "none",
      mangled: random() < 0.4
    }
    const disturbance: Disturbance = random() < 0.7
      ? "none"
      : disturbances[Math.floor(random() * disturbances.length)] ?? "none"
    const scope = yield* Effect.scope
    const out = { transfers: 0, hangUp: Effect.void as Effect.Effect<unknown> }
    let voice: ReturnType<typeof makeUnkindVoice> | undefined
    const transfer: Effect.Effect<TransferOutcome> = Effect.gen(function*() {
      out.transfers++
      if (voice !== undefined) yield* voice.line.served // it rings for them
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
      }
    })
    out.hangUp = stage.hangUp
    const call = yield* Effect.forkChild(stage.call)
    if (voice === undefined) return assert.fail("no voice was made")
    yield* Effect.forkIn(Effect.andThen(Effect.sleep("1 second"), voice.caller), scope)
    const happens: Readonly<Record<Disturbance, Effect.Effect<unknown>>> = {
      none: Effect.never,
      drain: stage.drain,
      session: stage.endEvents,
      terminated: stage.terminate,
      replaced: stage.replace,
      interrupted: Fiber.interrupt(call)
    }
    yield* Effect.forkIn(Effect.delay(happens[disturbance], Duration.millis(random() * 60_000)), scope)
    yield* TestClock.adjust("45 minutes")

    // With one schedule, what happened in it.
    if (schedules === 1) process.stderr.write(`${voice.trace.join("\n")}\n`)
    const inWorld = `seed ${seed} (${world.tts}${world.mangled ? ", mangled" : ""}, ${disturbance})`
    const exit = call.pollUnsafe()
    if (exit === undefined) return assert.fail(`${inWorld}: the call is still on`)
    const { end } = yield* stage.row
    if (end === undefined) return assert.fail(`${inWorld}: the row has no end`)
    const where = `${inWorld}: ${end.endReason}`
    if (exit._tag === "Success") assert.strictEqual(exit.value, end.endReason, where)
    else assert.strictEqual(disturbance, "interrupted", where)
    const log = yield* stage.log
    // A call that is cut off in the moment of its answer has no conversation to close, and nothing was said in it.
    const conversed = log.includes("start")
    const deeds = [
      "hang up",
      "delete room",
      ...conversed ? ["close session", "store transcripts", "store recordings"] : []
    ]
    for (const once of deeds) {
      assert.lengthOf(log.filter((entry) => entry === once), 1, `${where}: ${once}`)
    }
    if (conversed) {
      assert.isBelow(log.indexOf("hang up"), log.indexOf("close session"), `${where}: the caller is let go first`)
    }
    if (!isCut(disturbance)) assert.notInclude(log, "cut a REFER", where)
    if (end.endReason === "model_error") assert.isDefined(end.metadata.error, `${where}: no report`)

    const ended = Date.parse(end.endedAt) - 300
    for (const [tool, { answers, at }] of voice.tools) {
      assert.isAtMost(answers, 1, `${where}: ${tool} was answered ${answers} times`)
      if (!isCut(disturbance) && at < ended) assert.strictEqual(answers, 1, `${where}: ${tool} was not answered`)
    }
    const bound = world.tts === "flaky" || world.mangled ? 20_000 : world.tts === "good" ? 6_000 : 10_000
    const silence = longestSilence(voice.line, ended)
    assert.isAtMost(silence, bound, `${where}: ${silence} ms of silence while the agent owed something`)
  }).pipe(Effect.scoped)

describe("HandleCall, in a world that is unkind", () => {
  it.effect(
    "ends in time, releases the leg once and never under a transfer, keeps what was said, and leaves nobody in silence",
    () =>
      Effect.gen(function*() {
        for (let seed = firstSeed; seed < firstSeed + schedules; seed++) yield* schedule(seed)
      }),
    3_600_000
  )
})
