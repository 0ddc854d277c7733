import { assert, describe, it } from "@effect/vitest"
import { Cause, Clock, Duration, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { RowId } from "../../src/domain/Ids.ts"
import { AnonymizationError } from "../../src/services/Anonymizer.ts"
import { BlobStoreError } from "../../src/services/BlobStore.ts"
import { BackendUnavailable } from "../../src/services/ConfigApi.ts"
import { JournalError } from "../../src/services/Journal.ts"
import type { TransferOutcome } from "../../src/services/Telephony.ts"
import { asItIs, makeStage, type StageOptions } from "../support/CallStage.ts"
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

/** Who is written to, or sent to, and may stop working in the middle of a call: one of them at most. */
const services = [
  "createCall",
  "endCall",
  "linkTranscript",
  "linkRecording",
  "put",
  "putFile",
  "anonymize",
  "disk"
] as const

/** From some moment of the call on it fails, dies, never answers or takes long; three times in four, nothing does. */
const brokenService = (
  random: () => number,
  begins: number
): { readonly name: string; readonly options: StageOptions } => {
  const name = random() < 0.75 ? undefined : services[Math.floor(random() * services.length)]
  const way = Math.floor(random() * 4)
  const from = begins + random() * 60_000
  const breaks = <E>(error: E) =>
    Effect.flatMap(Clock.currentTimeMillis, (now): Effect.Effect<void, E> =>
      now < from
        ? Effect.void
        : way === 0
        ? Effect.fail(error)
        : way === 1
        ? Effect.die(error)
        : way === 2
        ? Effect.never
        : Effect.sleep("30 seconds"))
  const row = breaks(new BackendUnavailable({ operation: "endCall", detail: "HTTP 503" }))
  const all: { readonly [S in typeof services[number]]: StageOptions } = {
    createCall: { createCall: Effect.as(row, RowId.make("row-1")) },
    endCall: { endCall: row },
    linkTranscript: { linkTranscript: row },
    linkRecording: { linkRecording: row },
    put: { put: breaks(new BlobStoreError({ operation: "put", reason: "unreachable", detail: "HTTP 503" })) },
    putFile: { putFile: breaks(new BlobStoreError({ operation: "putFile", reason: "full", detail: "HTTP 507" })) },
    anonymize: {
      anonymize: (raw) => Effect.as(breaks(new AnonymizationError({ reason: "presidio_unavailable" })), asItIs(raw))
    },
    disk: { disk: () => breaks(new JournalError({ operation: "note", reason: "full", detail: "ENOSPC" })) }
  }
  return name === undefined ? { name: "nothing broken", options: {} } : { name, options: all[name] }
}

/** Lets everything run that can run without time passing. */
const settle = Effect.andThen(TestClock.adjust(0), Effect.yieldNow).pipe(Effect.repeat({ times: 30 }))

const schedule = (seed: number) =>
  Effect.gen(function*() {
    const random = seeded(seed)
    const world: World = {
      random,
      tts: random() < 0.6 ? "good" : random() < 0.5 ? "flaky" : "none",
      mangled: random() < 0.4,
      voices: random() < 0.5 ? 0 : 1 + Math.floor(random() * 3)
    }
    const disturbance: Disturbance = random() < 0.7
      ? "none"
      : disturbances[Math.floor(random() * disturbances.length)] ?? "none"
    const broken = brokenService(random, yield* Clock.currentTimeMillis)
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
      ...broken.options,
      transfer,
      conversation: (events) => {
        voice = makeUnkindVoice(events, scope, world, Effect.suspend(() => out.hangUp), () => out.transfers > 0)
        return voice.conversation
      }
    })
    out.hangUp = stage.hangUp
    const call = yield* Effect.forkChild(stage.call)
    yield* settle
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
    const mangled = world.mangled ? ", mangled" : ""
    const inWorld = `seed ${seed} (${world.tts}${mangled}, ${world.voices} voices, ${disturbance}, ${broken.name})`
    const exit = call.pollUnsafe()
    if (exit === undefined) return assert.fail(`${inWorld}: the call is still on`)
    const row = yield* stage.row
    const [owed] = yield* stage.owed
    const end = row.end ?? owed?.end
    if (end === undefined) return assert.fail(`${inWorld}: nobody knows how it ended`)
    const where = `${inWorld}: ${end.endReason}`
    if (exit._tag === "Success") assert.strictEqual(exit.value, end.endReason, where)
    else assert.strictEqual(disturbance, "interrupted", where)
    assert.isDefined(row.transcript ?? owed?.transcript, `${where}: the transcript is lost`)
    assert.isDefined(row.recording ?? owed?.recording, `${where}: the recording is lost`)
    const log = yield* stage.log
    for (const once of ["hang up", "close session", "delete room"]) {
      assert.lengthOf(log.filter((entry) => entry === once), 1, `${where}: ${once}`)
    }
    for (const kind of ["store transcripts", "store recordings"]) {
      assert.isAtMost(log.filter((entry) => entry === kind).length, 1, `${where}: ${kind}`)
    }
    assert.isBelow(log.indexOf("hang up"), log.indexOf("close session"), `${where}: the caller is let go first`)
    if (!isCut(disturbance)) assert.notInclude(log, "cut a REFER", where)
    if (end.endReason === "model_error") {
      const tags = end.metadata.errors?.map(({ tag }) => tag) ?? []
      assert.isTrue(
        tags.some((tag) => !/^(Journal|BlobStore|Backend|Anonymization|Defect)/.test(tag)),
        `${where}: no report of its own`
      )
    }

    const ended = Date.parse(end.endedAt) - 300
    for (const [tool, { answers, at }] of voice.tools) {
      assert.isAtMost(answers, 1, `${where}: ${tool} was answered ${answers} times`)
      if (!isCut(disturbance) && at < ended) assert.strictEqual(answers, 1, `${where}: ${tool} was not answered`)
    }
    // Without a TTS, nobody says "one moment" while voices change.
    const isDumb = world.tts === "none" && world.voices > 0
    const bound = world.tts === "flaky" || world.mangled || isDumb ? 20_000 : world.tts === "good" ? 6_000 : 10_000
    const silence = longestSilence(voice.line, ended)
    assert.isAtMost(silence, bound, `${where}: ${silence} ms of silence while the agent owed something`)
  }).pipe(Effect.scoped)

describe("HandleCall, in a world that is unkind", () => {
  it.effect(
    "ends in time, releases the leg once and never under a transfer, keeps what was said, and leaves nobody in silence",
    () =>
      Effect.gen(function*() {
        const failures: Array<string> = []
        for (let seed = firstSeed; seed < firstSeed + schedules && failures.length < 10; seed++) {
          const exit = yield* Effect.exit(schedule(seed))
          if (Exit.isFailure(exit)) failures.push(Cause.pretty(exit.cause).split("\n    at ")[0] ?? "")
        }
        assert.deepStrictEqual(failures, [])
      }),
    3_600_000
  )
})
