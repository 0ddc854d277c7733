import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber, Latch, Queue } from "effect"
import { TestClock } from "effect/testing"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import type { EndReason } from "../../src/domain/EndReason.ts"
import { RowId } from "../../src/domain/Ids.ts"
import { type Owed, partsOf } from "../../src/domain/Owed.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"
import { type CallObservation, CallObserver } from "../../src/programs/CallObserver.ts"
import { CallPolicy } from "../../src/programs/CallPolicy.ts"
import { phrasesOf } from "../../src/receptionist/Phrases.ts"
import { AnonymizationError } from "../../src/services/Anonymizer.ts"
import { BlobStoreError } from "../../src/services/BlobStore.ts"
import {
  BackendUnauthorized,
  BackendUnavailable,
  InvalidAgentConfig,
  UnknownNumber
} from "../../src/services/ConfigApi.ts"
import { JournalError } from "../../src/services/Journal.ts"
import { MessageNotKept } from "../../src/services/Messages.ts"
import {
  EgressFailed,
  NoCaller,
  NoDialledNumber,
  RoomUnavailable,
  type TransferOutcome
} from "../../src/services/Telephony.ts"
import { ModelUnavailable, PhraseNotHeard } from "../../src/services/VoiceSession.ts"
import { callerNumber, clinic, dialledNumber, job, makeStage, type StageOptions } from "../support/CallStage.ts"
import { conversing, settle, turn } from "../support/Conversing.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"

const phrase = phrasesOf(clinic)
const greeting = phrase("greeting", "FRENCH")

const unavailable = new BackendUnavailable({ operation: "the look-up", detail: "HTTP 503" })
const refused = new ModelUnavailable({ reason: "refused", attempts: 3 })

describe("the row", () => {
  it.effect("tells how long it rang, and how long the caller waited at the longest", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage({ answered: Effect.sleep("3 seconds") })
      const call = yield* Effect.forkChild(stage.call)
      yield* settle
      yield* TestClock.adjust("3 seconds")
      yield* settle
      const asks = Effect.fnUntraced(function*(itemId: string) {
        const at = yield* Clock.currentTimeMillis
        yield* stage.emit(
          { _tag: "CallerStartedSpeaking", itemId, at },
          { _tag: "CallerTurnEnded", itemId, at },
          { _tag: "CallerSaid", itemId, text: "Vous êtes ouverts demain ?", spokenAt: at }
        )
        yield* settle
      })
      yield* asks("u1")
      yield* TestClock.adjust("2 seconds")
      yield* stage.agentSays("Oui, dès neuf heures.")
      yield* TestClock.adjust("9 seconds")
      // The agent owes nothing here: it is the caller's turn.
      yield* asks("u2")
      yield* TestClock.adjust("1 second")
      yield* stage.agentSays("Oui.")
      yield* settle
      const [kept] = yield* stage.kept
      assert.strictEqual(kept?.longestSilence, 2000)
      yield* asks("u3")
      yield* TestClock.adjust("3400 millis")
      yield* stage.hangUp
      yield* settle
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(call)
      const { end } = yield* stage.row
      assert.deepInclude(end?.metadata, { timeToAnswerSeconds: 3, longestSilenceSeconds: 3.4 })
    }))

  it.effect("counts the wait after a phrase that is no answer", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      const at = yield* Clock.currentTimeMillis
      yield* stage.emit({ _tag: "CallerTurnEnded", itemId: "u1", at })
      yield* settle
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual((yield* stage.news).at(-1), "say Un instant, s'il vous plaît.")
      yield* stage.emit({ _tag: "AgentStartedSpeaking", at: at + 8500, of: "reply" })
      yield* settle
      const [kept] = yield* stage.kept
      assert.strictEqual(kept?.longestSilence, 4500)
    }))

  it.effect("counts the wait after a noise, where an answer is owed, and none where it is the caller's turn", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      const noise = Effect.fnUntraced(function*() {
        const at = yield* Clock.currentTimeMillis
        yield* stage.emit(
          { _tag: "CallerStartedSpeaking", itemId: "noise", at },
          { _tag: "CallerSaidNothing", itemId: "noise", at }
        )
        yield* settle
      })
      yield* noise()
      yield* TestClock.adjust("9 seconds")
      const at = yield* Clock.currentTimeMillis
      yield* stage.emit({ _tag: "CallerTurnEnded", itemId: "u1", at })
      yield* settle
      yield* noise()
      yield* TestClock.adjust("2 seconds")
      yield* stage.agentSays("Oui.")
      yield* settle
      const [kept] = yield* stage.kept
      assert.strictEqual(kept?.longestSilence, 2000)
    }))

  it.effect("counts no silence of who is being put through, but the one before", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.never })
      yield* stage.emit({ _tag: "CallerTurnEnded", itemId: "u0", at: yield* Clock.currentTimeMillis })
      yield* settle
      yield* TestClock.adjust("3 seconds")
      yield* stage.callTool("transfer_call", `{"department":"Urgences"}`)
      yield* settle
      const at = yield* Clock.currentTimeMillis
      yield* stage.emit({ _tag: "CallerTurnEnded", itemId: "u1", at })
      yield* settle
      yield* TestClock.adjust("8 seconds")
      yield* stage.agentSays("Personne ne répond.")
      yield* settle
      const [kept] = yield* stage.kept
      assert.isNotNull(kept?.answeredAt)
      assert.strictEqual(kept?.longestSilence, 3000)
    }))
})

describe("the journal", () => {
  it.effect("knows the room while nothing else is known, and forgets it when all is delivered", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage({
        agentByPhone: () =>
          Effect.andThen(Effect.sleep("1 second"), Effect.fail(new UnknownNumber({ reason: "absent" })))
      })
      const call = yield* Effect.forkChild(stage.call)
      yield* settle
      const [kept] = yield* stage.kept
      assert.strictEqual(kept?.ringing?.roomName, job.room)
      assert.strictEqual(kept?.dialled, dialledNumber)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(call), "unknown_number")
      assert.lengthOf(yield* stage.kept, 0)
    }))

  it.effect("has everything that was said and done, as it happens", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.never })
      yield* stage.emit(...turn("u1", "Hi, I would like to make an appointment for my daughter please"), ...turn("u2"))
      yield* stage.callTool("transfer_call", `{"department":"Urgences"}`)
      yield* settle
      const [kept] = yield* stage.kept
      assert.deepStrictEqual(
        kept?.items.map((item) => item.type === "message" ? `${item.role} ${item.language}` : item.type),
        ["assistant FRENCH", "function_call", "assistant ENGLISH", "user ENGLISH"]
      )
      assert.deepStrictEqual([...kept?.untranscribed.keys() ?? []], ["u2"])
      assert.deepStrictEqual(kept?.transfers.map(({ outcome }) => outcome), ["unknown"])
      assert.deepInclude(kept, {
        phase: "converse",
        language: "ENGLISH",
        caller: callerNumber,
        rowId: RowId.make("row-1")
      })
      assert.deepInclude(kept?.start, { agentId: clinic.id, dialedNumber: dialledNumber })
      assert.strictEqual(kept?.agent?.name, clinic.name)
      assert.isNotNull(kept?.answeredAt)
      assert.deepStrictEqual(kept?.usage.map(({ outputTokens }) => outputTokens), [20])
      assert.isFalse(kept?.released)
    }))

  it.effect("holds nobody up where its disk hangs", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ disk: () => Effect.never })
      yield* stage.hangUp
      yield* TestClock.adjust("15 seconds")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      const { end, recording, transcript } = yield* stage.row
      assert.strictEqual(end?.endReason, "caller_hangup")
      assert.isDefined(transcript)
      assert.isDefined(recording)
      const refused = yield* makeStage({
        disk: () => Effect.never,
        agentByPhone: () => Effect.fail(new UnknownNumber({ reason: "absent" }))
      })
      const call = yield* Effect.forkChild(refused.call)
      yield* settle
      yield* TestClock.adjust("15 seconds")
      assert.strictEqual(yield* Fiber.join(call), "unknown_number")
    }))

  it.effect("says once that its disk fails, and catches up when it is back", () =>
    Effect.gen(function*() {
      let broken = true
      const full = new JournalError({ operation: "note", reason: "full", detail: "ENOSPC" })
      const stage = yield* conversing({ disk: () => Effect.suspend(() => broken ? Effect.fail(full) : Effect.void) })
      yield* stage.agentSays("Un instant.")
      yield* TestClock.adjust("6 seconds")
      assert.lengthOf(yield* stage.kept, 0)
      assert.isUndefined(yield* stage.recordedTo)
      broken = false
      yield* TestClock.adjust("5 seconds")
      yield* settle
      assert.isDefined(yield* stage.recordedTo, "the rest of the call is recorded")
      const [kept] = yield* stage.kept
      assert.strictEqual(kept?.items.length, 2)
      assert.strictEqual(kept?.ringing?.roomName, job.room)
      // Once for what it was to note, and once for the recording.
      assert.deepStrictEqual(kept?.reports.map(({ tag }) => tag), ["JournalError", "JournalError"])
    }))

  it.effect("answers, however long its disk takes, and has a recording of what is not too long ago for it", () =>
    Effect.gen(function*() {
      const free = yield* Latch.make(false)
      const stage = yield* conversing({ disk: () => free.await })
      assert.include(yield* stage.log, `say ${greeting}`)
      yield* TestClock.adjust("30 seconds")
      assert.isUndefined(yield* stage.recordedTo)
      yield* free.open
      yield* settle
      assert.isDefined(yield* stage.recordedTo)
      const [kept] = yield* stage.kept
      assert.deepStrictEqual(kept?.reports.map(({ tag }) => tag), ["JournalError"])
      yield* stage.hangUp
      yield* stage.ending
      const { recording, start } = yield* stage.row
      assert.strictEqual(Date.parse(recording?.startedAt ?? "") - Date.parse(start?.startedAt ?? ""), 30_000)
    }))

  it.effect("reports no recording that lacks nothing, however slow its file came", () =>
    Effect.gen(function*() {
      const free = yield* Latch.make(false)
      const stage = yield* conversing({ disk: () => free.await })
      yield* TestClock.adjust("9 seconds")
      yield* free.open
      yield* settle
      assert.isDefined(yield* stage.recordedTo)
      yield* stage.hangUp
      yield* stage.ending
      const { end, recording, start } = yield* stage.row
      assert.notInclude(JSON.stringify(end), "JournalError")
      assert.strictEqual(recording?.startedAt, start?.startedAt)
    }))

  it.effect.each(["hangs", "fails"])(
    "gives up no recording that a disk which %s does not tell of",
    (way) =>
      Effect.gen(function*() {
        const broken = way === "hangs"
          ? Effect.never
          : Effect.fail(new JournalError({ operation: "read", reason: "other", detail: "EIO" }))
        let asked = 0
        const stage = yield* conversing({
          lookForRecording: Effect.suspend(() => ++asked === 1 ? broken : Effect.void)
        })
        yield* stage.hangUp
        yield* TestClock.adjust("10 seconds")
        yield* stage.ending
        assert.isDefined((yield* stage.row).recording)
      })
  )

  it.effect("keeps what is known in order, and nothing of a call that owes nothing, however slow its disk", () =>
    Effect.gen(function*() {
      const order: Array<string> = []
      const stage = yield* conversing({
        disk: (noted) =>
          Effect.andThen(
            Effect.sleep("500 millis"),
            Effect.sync(() => order.push(...noted.map(({ record }) => record._tag)))
          )
      })
      yield* stage.hangUp
      yield* settle
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.strictEqual(order[0], "ringing")
      const owed = order.indexOf("owed")
      assert.isBelow(order.indexOf("turn"), owed)
      for (const tag of order.slice(owed + 1)) assert.include(["stored", "delivered"], tag)
      assert.lengthOf(yield* stage.kept, 0)
    }))

  it.effect("owes the line until LiveKit has confirmed that the caller is off it", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ held: true })
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      const [owed] = yield* stage.owed
      assert.deepStrictEqual(owed?.line?.roomName, job.room)
      assert.deepStrictEqual(partsOf(owed!), ["line"], "all else is delivered")
    }))

  it.effect("knows what the call owes before any of it is delivered", () =>
    Effect.gen(function*() {
      const before: Array<ReadonlyArray<string>> = []
      let owed: Effect.Effect<ReadonlyArray<Owed>> = Effect.succeed([])
      const look = Effect.flatMap(
        Effect.suspend(() => owed),
        ([found]) => Effect.sync(() => void before.push(found === undefined ? [] : partsOf(found)))
      )
      const stage = yield* conversing({ put: look, putFile: look, endCall: look })
      owed = stage.owed
      yield* stage.hangUp
      yield* stage.ending
      assert.lengthOf(before, 3)
      for (const parts of before) assert.deepStrictEqual(parts, ["end", "transcript", "recording"])
    }))
})

describe("the line", () => {
  it.effect("is answered, greeted, and released in order when the caller hangs up", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.deepStrictEqual(yield* stage.log, [
        "prepare",
        "join",
        "caller",
        "start",
        `say ${greeting}`,
        "hang up",
        "done: success",
        "transcribed",
        "close session",
        "delete room",
        "store transcripts",
        "store recordings"
      ])
    }))

  const before: ReadonlyArray<readonly [string, StageOptions, EndReason, string | null]> = [
    [
      "the room is gone",
      { join: () => Effect.fail(new RoomUnavailable({ reason: "gone" })) },
      "internal",
      "RoomUnavailable"
    ],
    ["nobody comes", { caller: Effect.fail(new NoCaller({ reason: "timeout" })) }, "internal", "NoCaller"],
    ["the caller has left", { caller: Effect.fail(new NoCaller({ reason: "left" })) }, "caller_hangup", null],
    [
      "no number was dialled",
      { dialled: () => Effect.fail(new NoDialledNumber({ found: "nothing" })) },
      "unknown_number",
      "NoDialledNumber"
    ],
    [
      "nobody has the number",
      { agentByPhone: () => Effect.fail(new UnknownNumber({ reason: "absent" })) },
      "unknown_number",
      "UnknownNumber"
    ],
    [
      "our key is wrong",
      { agentByPhone: () => Effect.fail(new BackendUnauthorized({ status: 401 })) },
      "config_unavailable",
      "BackendUnauthorized"
    ],
    [
      "the agent is wrong",
      { agentByPhone: () => Effect.fail(new InvalidAgentConfig({ problems: ["name: missing"] })) },
      "config_unavailable",
      "InvalidAgentConfig"
    ],
    [
      "the backend is down",
      { agentByPhone: () => Effect.fail(unavailable) },
      "config_unavailable",
      "BackendUnavailable"
    ],
    ["the look-up dies", { agentByPhone: () => Effect.die(new Error(callerNumber)) }, "internal", "Defect"],
    ["the caller wait dies", { caller: Effect.die("x") }, "internal", "Defect"],
    ["the session dies", { start: Effect.die("x") }, "internal", "Defect"]
  ]
  it.effect.each(before)(
    "has a defined end when %s, and is released once",
    ([, options, reason, tag]) =>
      Effect.gen(function*() {
        const problems: Array<string> = []
        const stage = yield* makeStage(options)
        const observe = (seen: CallObservation) =>
          Effect.sync(() => void (seen._tag === "Problem" && problems.push(seen.report.tag)))
        assert.strictEqual(yield* Effect.provideService(stage.call, CallObserver, observe), reason)
        // There is not always a row that could say so.
        assert.deepStrictEqual(problems, tag === null ? [] : [tag])
        const log = yield* stage.log
        assert.strictEqual(log.filter((entry) => entry === "hang up").length, log.includes("caller") ? 1 : 0)
        assert.strictEqual(log.filter((entry) => entry === "delete room").length, log.includes("join") ? 1 : 0)
        assert.notInclude(log, "start")
        assert.isFalse(log.some((entry) => entry.startsWith("say")))
        const { end } = yield* stage.row
        if (end !== undefined) assert.strictEqual(end.metadata.error?.tag, tag ?? undefined)
      })
  )

  it.effect("is released within 10 s where the carrier is never put through, and nothing is said to nobody", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ answered: Effect.never })
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* stage.ending, "internal")
      const log = yield* stage.log
      assert.isFalse(log.some((entry) => entry.startsWith("say") || entry.startsWith("store")))
      assert.strictEqual(log.filter((entry) => entry === "hang up").length, 1)
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "NotAnswered")
    }))

  it.effect("is apologised on and released when the model refuses", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ start: Effect.fail(refused) })
      yield* TestClock.adjust("1999 millis")
      assert.notInclude(yield* stage.log, "hang up")
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.deepStrictEqual((yield* stage.log).slice(3), [
        `announce ${phrase("apology", "FRENCH")}`,
        "hang up",
        "done: success",
        "delete room",
        "store transcripts",
        "store recordings"
      ])
      const { end } = yield* stage.row
      assert.strictEqual(end?.endReason, "model_error")
      assert.strictEqual(end?.metadata.error?.tag, "ModelUnavailable")
      assert.strictEqual(end?.metadata.error?.phase, "answer")
    }))

  it.effect("had an outage, too, where the caller does not stay for the apology", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ start: Effect.fail(refused) })
      yield* TestClock.adjust("1 second")
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "ModelUnavailable")
    }))

  const people = ["tel:+15145550110", "tel:+15145550111"].map((target) => ({
    target: TransferTarget.make(target),
    patience: Duration.seconds(20)
  }))
  const withPeople = Effect.fnUntraced(function*(transfer: Effect.Effect<TransferOutcome>) {
    const stage = yield* conversing({ start: Effect.fail(refused), transfer }).pipe(
      Effect.provideService(CallPolicy, { ...(yield* CallPolicy), fallback: people })
    )
    yield* TestClock.adjust("10 seconds")
    return { reason: yield* stage.ending, log: yield* stage.log, row: yield* stage.row }
  })

  const busy = { _tag: "Failed", sipStatus: 486 } as const
  const announced = `announce ${phrase("fallbackAnnouncement", "FRENCH")}`
  const trying = `announce ${phrase("tryingNext", "FRENCH")}`
  const apologised = `announce ${phrase("apology", "FRENCH")}`
  const [first, second] = people.map(({ target }) => `transfer ${target}`)
  const taken: ReadonlyArray<
    readonly [string, ReadonlyArray<TransferOutcome>, EndReason, ReadonlyArray<string | undefined>]
  > = [
    ["the first takes it", [{ _tag: "Connected" }], "transferred", [announced, first]],
    ["the second takes it", [busy, { _tag: "Connected" }], "transferred", [announced, first, trying, second]],
    ["nobody takes it", [busy, busy], "model_error", [announced, first, trying, second, apologised]],
    [
      "nobody says whether it was taken, and the caller has left",
      [{ _tag: "Unknown", callerPresent: false }],
      "transfer_failed",
      [announced, first]
    ],
    [
      "nobody says whether it was taken, and the caller is there",
      [{ _tag: "Unknown", callerPresent: true }, busy],
      "model_error",
      [announced, first, trying, second, apologised]
    ]
  ]
  it.effect.each(taken)(
    "is handed to a person when there is no model, and %s",
    ([, outcomes, reason, done]) =>
      Effect.gen(function*() {
        const left = [...outcomes]
        const call = yield* withPeople(Effect.sync(() => left.shift()!))
        assert.strictEqual(call.reason, reason)
        assert.deepStrictEqual(
          call.log.filter((entry) => /^(announce|transfer|hang up|cut)/.test(entry)),
          [...done as Array<string>, "hang up"]
        )
        assert.strictEqual(call.row.end?.metadata.error?.tag, "ModelUnavailable")
      })
  )

  it.effect("is not left in silence while it rings at the person who takes the call", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        start: Effect.fail(refused),
        transfer: Effect.as(Effect.sleep("40 seconds"), { _tag: "Connected" } as const)
      }).pipe(Effect.provideService(CallPolicy, { ...(yield* CallPolicy), fallback: people }))
      const pending = `announce ${phrase("transferPending", "FRENCH")}`
      const heard = Effect.map(stage.log, (log) => log.filter((entry) => entry === pending).length)
      yield* TestClock.adjust("16 seconds")
      assert.strictEqual(yield* heard, 0)
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(yield* heard, 1)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* stage.ending, "transferred")
      assert.strictEqual(yield* heard, 2)
    }))

  const waits: ReadonlyArray<readonly [string, StageOptions]> = [
    ["joining the room", { join: () => Effect.never }],
    ["waiting for the caller", { caller: Effect.never }],
    ["looking the agent up", { agentByPhone: () => Effect.never }],
    ["starting the session", { start: Effect.never }],
    ["greeting", { say: () => Effect.never }],
    ["conversing", {}],
    ["transferring", { transfer: Effect.never }]
  ]
  it.effect.each(waits)(
    "is released once when the call is interrupted while %s",
    ([what, options]) =>
      Effect.gen(function*() {
        const stage = yield* conversing(options)
        if (what === "transferring") yield* stage.callTool("transfer_call", `{"department":"Urgences"}`)
        yield* settle
        yield* Fiber.interrupt(stage.fiber)
        const log = yield* stage.log
        assert.strictEqual(log.filter((entry) => entry === "hang up").length, log.includes("caller") ? 1 : 0)
        assert.strictEqual(log.filter((entry) => entry === "close session").length, log.includes("start") ? 1 : 0)
        assert.strictEqual(log.filter((entry) => entry === "delete room").length, log.includes("join") ? 1 : 0)
        const { end, start } = yield* stage.row
        if (start !== undefined) {
          assert.strictEqual(end?.endReason, "internal")
          assert.strictEqual(end?.metadata.errors?.at(-1)?.tag, "CallInterrupted")
        }
        if (log.includes("start")) assert.include(log, "store transcripts")
      })
  )

  it.effect("is free for the next call while everything that this one owes hangs", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        anonymize: () => Effect.never,
        put: Effect.never,
        putFile: Effect.never,
        createCall: Effect.never,
        endCall: Effect.never
      })
      yield* stage.hangUp
      yield* settle
      assert.includeMembers([...yield* stage.news], ["hang up", "done: success", "delete room"])
      assert.isTrue(stage.fiber.pollUnsafe() === undefined, "it still delivers")
      yield* TestClock.adjust(Duration.minutes(5))
      assert.strictEqual(yield* stage.ending, "caller_hangup")
    }))

  it.effect("is released when LiveKit terminates the job", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.terminate
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(yield* stage.ending, "internal")
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "CallInterrupted")
      assert.deepStrictEqual(yield* stage.news, [
        "hang up",
        "done: failed",
        "transcribed",
        "close session",
        "delete room",
        "store transcripts",
        "store recordings"
      ])
    }))

  it.effect("ends when LiveKit gives its room to a new job", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.replace
      assert.strictEqual(yield* stage.ending, "internal")
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "CallInterrupted")
    }))

  it.effect("goes on when LiveKit terminates the job because it lost our connection for a moment", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.terminate
      yield* TestClock.adjust("1 second")
      yield* stage.disturb
      yield* TestClock.adjust("5 seconds")
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.isUndefined((yield* stage.row).end?.metadata.error)
    }))

  it.effect("keeps its own end when LiveKit terminates the job while the line is being released", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ terminatedBy: "hang up" })
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.isUndefined((yield* stage.row).end?.metadata.error)
    }))

  it.effect("is given up when the caller hangs up while the agent is looked up", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agentByPhone: () => Effect.never })
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.deepStrictEqual((yield* stage.log).slice(-3), ["hang up", "done: success", "delete room"])
    }))

  it.effect("is finalized within its bounds when it is interrupted and everything hangs", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        anonymize: () => Effect.never,
        put: Effect.never,
        putFile: Effect.never,
        endCall: Effect.never
      })
      const interruption = yield* Effect.forkChild(Fiber.interrupt(stage.fiber))
      yield* TestClock.adjust(Duration.minutes(5))
      yield* Fiber.join(interruption)
      const [pending] = yield* stage.owed
      assert.isDefined(pending?.end)
      assert.strictEqual(pending?.transcript?.link.anonymization, "withheld")
      assert.strictEqual(pending?.transcript?.content?.anonymization.status, "withheld")
      assert.isFalse(pending?.recording?.stored)
      assert.deepStrictEqual(yield* valuesOf("withheld_transcripts_total"), { "": 1 })
      assert.deepStrictEqual(yield* valuesOf("undelivered_total"), {
        transcript: 1,
        recording: 1,
        "end of the row": 1
      })
    }).pipe(measuredAlone))
})

describe("the conversation", () => {
  it.effect("asks for the reply when the caller's turn ends, before its transcript comes", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"))
      yield* settle
      assert.deepStrictEqual(yield* stage.news, ["reply"])
      yield* stage.emit({
        _tag: "CallerSaid",
        itemId: "u1",
        text: "Bonjour, je voudrais un rendez-vous",
        spokenAt: 1_000
      })
      yield* stage.agentSays("Bien sûr.")
      yield* settle
      assert.deepStrictEqual(yield* stage.news, ["reply"])
    }))

  it.effect("takes the reply back and asks for it in English when the caller turns out to speak English", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Hi, I would like to make an appointment for my daughter please"))
      yield* settle
      assert.deepStrictEqual(yield* stage.news, [
        "reply",
        "instructions",
        "withdraw",
        "reply MANDATORY INSTRUCTION: You MUST respond in ENGLISH. The call"
      ])
      yield* stage.hangUp
      yield* stage.ending
      assert.strictEqual((yield* stage.row).end?.language, "ENGLISH")
    }))

  it.effect("tells the next reply when it was too late to take the first one back", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ withdrawReply: false })
      yield* stage.emit(...turn("u1", "Hi, I would like to make an appointment for my daughter please"))
      yield* stage.agentSays("Bien sûr.")
      yield* stage.emit(...turn("u2"))
      yield* settle
      assert.match((yield* stage.news).at(-1) ?? "", /^reply MANDATORY INSTRUCTION: You MUST respond in ENGLISH/)
    }))

  it.effect("never switches an agent that speaks one language", () =>
    Effect.gen(function*() {
      const agent = new AgentConfig({ ...clinic, supportedLanguages: ["FRENCH"] })
      const stage = yield* conversing({ agent })
      yield* stage.emit(...turn("u1", "Hi, I would like to make an appointment for my daughter please"))
      yield* settle
      assert.deepStrictEqual(yield* stage.news, ["reply"])
    }))

  const moment = `say ${phrase("oneMoment", "FRENCH")}`
  const apology = `say ${phrase("apology", "FRENCH")}`

  it.effect("asks for a moment after 4 s without an answer, leaves a lifeless session, and apologises within 10 s", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"))
      yield* TestClock.adjust("3999 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply"])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply", moment])
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply", moment, "renew"])
      yield* stage.emit({ _tag: "ModelRestored" })
      yield* settle
      assert.deepStrictEqual((yield* stage.news).slice(3), ["reply"])
      yield* TestClock.adjust("4999 millis")
      assert.notInclude(yield* stage.news, apology)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.deepStrictEqual((yield* stage.news).filter((entry) => entry !== moment).slice(3, 5), [
        "interrupt",
        apology
      ])
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "ConversationFailed")
    }))

  it.effect("does not take back a reply that lives, however slow the model is", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), { _tag: "ReplyCreated", at: 0 })
      yield* TestClock.adjust("8 seconds")
      assert.deepStrictEqual((yield* stage.news).filter((entry) => entry !== moment), ["reply"])
      yield* stage.agentSays("Oui, tout à fait.")
      yield* TestClock.adjust("10 seconds")
      assert.isUndefined(stage.fiber.pollUnsafe())
      assert.notInclude(yield* stage.news, apology)
    }))

  it.effect("backs off when the model fails a reply, leaves the session that fails twice, and gives up by time", () =>
    Effect.gen(function*() {
      const failed = { _tag: "ReplyFailed", code: "rate_limit_exceeded" } as const
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), failed)
      yield* TestClock.adjust("499 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply"])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply", "reply"])
      yield* stage.emit(failed)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* stage.news, ["reply", "reply", "renew"])
      yield* stage.emit({ _tag: "ModelRestored" })
      yield* settle
      yield* stage.agentSays("Me revoici.")
      yield* TestClock.adjust("12 seconds")
      assert.isUndefined(stage.fiber.pollUnsafe())
      yield* stage.emit(...turn("u2"))
      for (let tries = 0; tries < 20; tries++) {
        yield* stage.emit(failed)
        yield* TestClock.adjust("480 millis")
      }
      assert.strictEqual(yield* stage.ending, "model_error")
    }))

  it.effect("gives up at once where no quota is left", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), { _tag: "ReplyFailed", code: "insufficient_quota" })
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.include(yield* stage.news, apology)
    }))

  it.effect("takes an answer that falls silent in the middle for none", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), { _tag: "AgentStartedSpeaking", at: 0, of: "reply" })
      yield* stage.emit({ _tag: "AgentStalled", at: 0 })
      yield* TestClock.adjust("2500 millis")
      assert.deepStrictEqual((yield* stage.news).slice(1), ["renew"])
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual(yield* stage.ending, "model_error")
    }))

  it.effect("takes an answer of which nobody says any more that it is heard for one that fell silent", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), { _tag: "AgentStartedSpeaking", at: 0, of: "reply" })
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual(yield* stage.ending, "model_error")
    }))

  it.effect("asks a caller to repeat what was lost with the model", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit({ _tag: "CallerStartedSpeaking", itemId: "u1", at: 0 }, {
        _tag: "ModelReconnecting",
        attempt: 1
      })
      yield* stage.emit({ _tag: "CallerTurnLost", itemId: "u1", at: 0 }, { _tag: "ModelRestored" })
      yield* settle
      assert.deepStrictEqual(yield* stage.news, [`say ${phrase("askRepeat", "FRENCH")}`])
      yield* stage.emit(...turn("u2"))
      yield* settle
      assert.strictEqual((yield* stage.news).at(-1), "reply")
    }))

  it.effect("owes an answer still after a fixed phrase was said in its place", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"), { _tag: "ReplyCreated", at: 0 })
      yield* TestClock.adjust("4 seconds")
      assert.include(yield* stage.news, moment)
      yield* TestClock.adjust("5500 millis")
      assert.strictEqual(yield* stage.ending, "model_error")
    }))

  it.effect("asks a silent caller, twice, whether they are there, and says goodbye at the limit", () =>
    Effect.gen(function*() {
      const stillThere = `say ${phrase("stillThere", "FRENCH")}`
      const stage = yield* conversing()
      yield* TestClock.adjust("14999 millis")
      assert.deepStrictEqual(yield* stage.news, [])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* stage.news, [stillThere])
      yield* TestClock.adjust("29999 millis")
      assert.deepStrictEqual(yield* stage.news, [stillThere, stillThere])
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* stage.ending, "silence")
      assert.include(yield* stage.news, `say ${phrase("silenceGoodbye", "FRENCH")}`)
    }))

  it.effect("takes no step of the machine's clock for time that has passed", () =>
    Effect.gen(function*() {
      const clock = yield* Clock.Clock
      let step = 0
      const stepped: Clock.Clock = {
        sleep: clock.sleep,
        monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
        monotonicTimeNanos: clock.monotonicTimeNanos,
        currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + step,
        currentTimeMillis: Effect.map(clock.currentTimeMillis, (at) => at + step),
        currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + BigInt(step) * 1_000_000n,
        currentTimeNanos: Effect.map(clock.currentTimeNanos, (at) => at + BigInt(step) * 1_000_000n)
      }
      const stage = yield* makeStage()
      const call = yield* Effect.forkChild(Effect.provideService(stage.call, Clock.Clock, stepped))
      yield* settle
      const since = (yield* stage.log).length
      const stillThere = `say ${phrase("stillThere", "FRENCH")}`
      step = Duration.toMillis(Duration.hours(3))
      yield* TestClock.adjust("15 seconds")
      assert.deepStrictEqual((yield* stage.log).slice(since), [stillThere])
      step = Duration.toMillis(Duration.hours(-6))
      yield* TestClock.adjust("15 seconds")
      assert.deepStrictEqual((yield* stage.log).slice(since), [stillThere, stillThere])
      yield* stage.hangUp
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(call), "caller_hangup")
      assert.strictEqual((yield* stage.row).end?.durationSeconds, 0)
    }))

  it.effect("lets a caller answer the goodbye that their silence brought", () =>
    Effect.gen(function*() {
      const goodbye = phrase("silenceGoodbye", "FRENCH")
      const stage = yield* conversing({
        say: (line) =>
          Effect.delay(Effect.succeed({ interrupted: false }), line === goodbye ? "6 seconds" : "0 seconds")
      })
      yield* TestClock.adjust("46 seconds")
      assert.include(yield* stage.news, `say ${goodbye}`)
      yield* stage.emit(...turn("u1", "Oui oui je suis là, je cherchais ma carte"))
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* stage.news).at(-1), "reply")
      yield* stage.agentSays("Prenez votre temps.")
      yield* TestClock.adjust("10 seconds")
      assert.isUndefined(stage.fiber.pollUnsafe())
    }))

  it.effect("warns a minute before the longest call ends, and then ends it with a goodbye", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      const chat = Effect.gen(function*() {
        yield* stage.emit(...turn("u"))
        yield* settle
        yield* stage.agentSays("Oui.")
        yield* TestClock.adjust("10 seconds")
      })
      for (let elapsed = 0; elapsed < 28 * 60 + 50; elapsed += 10) yield* chat
      assert.notInclude(yield* stage.news, `say ${phrase("timeNearlyUp", "FRENCH")}`)
      yield* chat
      assert.include(yield* stage.news, `say ${phrase("timeNearlyUp", "FRENCH")}`)
      for (let elapsed = 0; elapsed < 60; elapsed += 10) yield* chat
      assert.strictEqual(yield* stage.ending, "max_duration")
      assert.include(yield* stage.news, `say ${phrase("maxDurationGoodbye", "FRENCH")}`)
    }))

  it.effect("says goodbye when the worker is drained", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.drain
      assert.strictEqual(yield* stage.ending, "worker_drain")
      assert.deepStrictEqual((yield* stage.news).slice(0, 1), [`say ${phrase("drainGoodbye", "FRENCH")}`])
    }))

  it.effect("apologises when the model is lost", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit({ _tag: "ModelReconnecting", attempt: 1 }, { _tag: "ModelLost", error: refused })
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.deepStrictEqual((yield* stage.news).slice(0, 2), ["interrupt", `say ${phrase("apology", "FRENCH")}`])
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "ModelUnavailable")
      assert.deepStrictEqual(yield* valuesOf("model_reconnects_total"), { lost: 1 })
    }).pipe(measuredAlone))

  it.effect("asks for the reply that was lost with the connection once the model is back", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(
        ...turn("u1"),
        { _tag: "ModelReconnecting", attempt: 1 },
        { _tag: "ModelRestored" },
        { _tag: "ReplyFailed", code: "dropped" }
      )
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual(yield* stage.news, ["reply", "reply"])
      assert.deepStrictEqual(yield* valuesOf("model_reconnects_total"), { restored: 1 })
    }).pipe(measuredAlone))

  it.effect("asks again for an answer that was cut off, and gives a model up that does it three times", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      const cutOff = [
        { _tag: "AgentStartedSpeaking", at: 0, of: "reply" },
        { _tag: "AgentStoppedSpeaking", at: 0, interrupted: false },
        { _tag: "ReplyFailed", code: "dropped" }
      ] as const
      yield* stage.emit(...turn("u1"), ...cutOff)
      yield* settle
      assert.deepStrictEqual(yield* stage.news, ["reply", "renew"])
      yield* stage.emit({ _tag: "ModelRestored" })
      yield* settle
      assert.deepStrictEqual((yield* stage.news).slice(2), ["reply"])
      yield* stage.emit(...cutOff)
      yield* settle
      assert.deepStrictEqual((yield* stage.news).slice(3), ["interrupt", "reply"])
      yield* stage.emit(...cutOff)
      assert.strictEqual(yield* stage.ending, "model_error")
    }))

  it.effect("counts a caller's silence from the end of the greeting", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        say: (line) =>
          line === greeting ? Effect.delay(Effect.succeed({ interrupted: false }), "5 seconds") : Effect.never
      })
      yield* TestClock.adjust("19999 millis")
      assert.deepStrictEqual(yield* stage.news, [])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(yield* stage.news, [`say ${phrase("stillThere", "FRENCH")}`])
    }))

  it.effect("ends a call in which neither voice can say the greeting", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ say: () => Effect.fail(new PhraseNotHeard({ reason: "ttsFailed" })) })
      assert.strictEqual(yield* stage.ending, "model_error")
      assert.include(yield* stage.log, `say ${phrase("apology", "FRENCH")}`)
      assert.include((yield* stage.row).end?.metadata.errors?.map(({ tag }) => tag) ?? [], "PhraseNotHeard")
    }))

  it.effect("ends within its bounds when even the goodbye cannot be said", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        say: (line) => line === greeting ? Effect.succeed({ interrupted: false }) : Effect.never
      })
      yield* stage.emit(...turn("u1"))
      yield* TestClock.adjust(Duration.seconds(25))
      assert.strictEqual(yield* stage.ending, "model_error")
    }))
})

describe("the tools", () => {
  const transferCall = ["transfer_call", `{"department":" URGENCES "}`] as const
  const announcement = `say ${phrase("transferAnnouncement", "FRENCH", { department: "Urgences" })}`

  it.effect("announce a transfer, make it, and end the call as transferred", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.callTool(...transferCall)
      assert.strictEqual(yield* stage.ending, "transferred")
      assert.deepStrictEqual((yield* stage.news).slice(0, 3), [
        announcement,
        "transfer tel:+15145550199",
        "answer The caller was transferred to Urgences."
      ])
      const metadata = (yield* stage.row).end?.metadata
      assert.strictEqual(metadata?.transferDepartment, "Urgences")
      assert.strictEqual(metadata?.transferTimestamp, "1970-01-01T00:00:00.000Z")
      assert.deepStrictEqual(metadata?.transferDestinations?.map(({ outcome }) => outcome), ["connected"])
    }))

  it.effect("tell the caller when a transfer failed, and go on", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.succeed({ _tag: "Failed", sipStatus: 486 }) })
      yield* stage.callTool(...transferCall)
      yield* settle
      assert.deepStrictEqual(
        (yield* stage.news).slice(2),
        [
          "answer error The transfer to Urgences did not succeed (SIP 486). The caller has been told so.",
          `say ${phrase("transferFailed", "FRENCH")}`
        ]
      )
      yield* stage.emit(...turn("u1"))
      yield* settle
      assert.strictEqual((yield* stage.news).at(-1), "reply")
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.strictEqual((yield* stage.row).end?.metadata.transferDestinations?.[0]?.sipStatus, 486)
    }))

  it.effect("say nothing about an unknown transfer to a caller who is gone", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.succeed({ _tag: "Unknown", callerPresent: false }) })
      yield* stage.callTool(...transferCall)
      assert.strictEqual(yield* stage.ending, "transfer_failed")
      assert.notInclude(yield* stage.news, `say ${phrase("transferFailed", "FRENCH")}`)
    }))

  it.effect("leave it to the transfer whether a leg that left was transferred", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        transfer: Effect.as(Effect.sleep("3 seconds"), { _tag: "Connected" as const })
      })
      yield* stage.callTool(...transferCall)
      yield* settle
      yield* stage.hangUp
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* stage.ending, "transferred")
    }))

  it.effect("speak to a caller who waits for a transfer for longer than it rings, and do not take that for their silence", () =>
    Effect.gen(function*() {
      const pending = `say ${phrase("transferPending", "FRENCH")}`
      const stage = yield* conversing({
        transfer: Effect.as(Effect.sleep("45 seconds"), { _tag: "Unknown", callerPresent: true } as const)
      })
      yield* stage.callTool(...transferCall)
      yield* settle
      yield* stage.emit(...turn("u1"))
      yield* TestClock.adjust("14999 millis")
      assert.notInclude(yield* stage.news, pending)
      yield* TestClock.adjust("1 millis")
      assert.include(yield* stage.news, pending)
      yield* TestClock.adjust("30 seconds")
      yield* settle
      assert.strictEqual((yield* stage.news).filter((entry) => entry === pending).length, 2)
      assert.include(yield* stage.news, `say ${phrase("transferFailed", "FRENCH")}`)
      yield* TestClock.adjust("14 seconds")
      assert.isTrue(stage.fiber.pollUnsafe() === undefined)
    }))

  const hindrances: ReadonlyArray<
    readonly [string, (stage: Effect.Success<ReturnType<typeof conversing>>) => Effect.Effect<unknown>, EndReason]
  > = [
    ["the model is lost", (stage) => stage.emit({ _tag: "ModelLost", error: refused }), "model_error"],
    ["the worker is drained", (stage) => stage.drain, "worker_drain"],
    ["the session closes", (stage) => stage.endEvents, "model_error"]
  ]
  it.effect.each(hindrances)(
    "are let finish when %s while the transfer is out, and the call ends after it",
    ([, happens, reason]) =>
      Effect.gen(function*() {
        for (const transfer of [{ _tag: "Connected" }, { _tag: "Failed", sipStatus: 486 }] as const) {
          const stage = yield* conversing({ transfer: Effect.as(Effect.sleep("20 seconds"), transfer) })
          yield* stage.callTool(...transferCall)
          yield* settle
          yield* happens(stage)
          yield* TestClock.adjust("19 seconds")
          assert.notInclude(yield* stage.news, "hang up")
          assert.isFalse((yield* stage.news).some((entry) => /Au revoir|excuse/.test(entry)))
          yield* TestClock.adjust("1 second")
          assert.strictEqual(yield* stage.ending, transfer._tag === "Connected" ? "transferred" : reason)
          // Nobody may take a call that had no model any more for one that went well.
          const { metadata } = (yield* stage.row).end ?? {}
          if (reason === "model_error") assert.isDefined(metadata?.error)
        }
      })
  )

  it.effect("dial nobody for a department that there is not", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.callTool("transfer_call", `{"department":"Direction"}`)
      yield* settle
      const [answer, ...others] = yield* stage.news
      assert.match(answer ?? "", /^answer error .*Urgences/)
      assert.deepStrictEqual(others, [])
    }))

  it.effect("never run two transfers at once", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.never })
      yield* stage.callTool(...transferCall)
      yield* stage.callTool(...transferCall)
      yield* settle
      assert.strictEqual((yield* stage.news).filter((entry) => entry.startsWith("transfer")).length, 1)
    }))

  it.effect("do not hang up under a transfer that is being made", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({
        transfer: Effect.as(Effect.sleep("3 seconds"), { _tag: "Connected" as const })
      })
      yield* stage.callTool(...transferCall)
      yield* stage.callTool("end_call", "{}")
      yield* settle
      assert.notInclude(yield* stage.news, `say ${phrase("goodbye", "FRENCH")}`)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* stage.ending, "transferred")
    }))

  it.effect("keep a transfer in the row whose outcome the call did not live to see", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ transfer: Effect.never })
      yield* stage.callTool(...transferCall)
      yield* settle
      yield* Fiber.interrupt(stage.fiber)
      const metadata = (yield* stage.row).end?.metadata
      assert.strictEqual(metadata?.transferDepartment, "Urgences")
      assert.deepStrictEqual(metadata?.transferDestinations?.map(({ outcome }) => outcome), ["unknown"])
    }))

  it.effect("say goodbye for a model that hangs up without a word", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.callTool("end_call", "{}")
      assert.strictEqual(yield* stage.ending, "agent_end")
      assert.deepStrictEqual((yield* stage.news).slice(0, 2), [
        `say ${phrase("goodbye", "FRENCH")}`,
        "answer The call has ended."
      ])
    }))

  it.effect("let a goodbye play out", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.callTool("end_call", "{}", true)
      assert.strictEqual(yield* stage.ending, "agent_end")
      assert.deepStrictEqual((yield* stage.news).slice(0, 2), ["played out", "answer The call has ended."])
    }))

  it.effect("keep the line for a caller who has one more thing to say, and let the next goodbye end it", () =>
    Effect.gen(function*() {
      const goodbye = phrase("goodbye", "FRENCH")
      const stage = yield* conversing({
        // It takes 3 s, and the caller's voice cuts it off after 2.
        say: (line) =>
          line === goodbye
            ? Effect.delay(Effect.succeed({ interrupted: true }), "3 seconds")
            : Effect.succeed({ interrupted: false })
      })
      yield* stage.callTool("end_call", "{}")
      yield* settle
      yield* TestClock.adjust("2 seconds")
      yield* stage.emit(...turn("u1"))
      yield* settle
      assert.deepStrictEqual(yield* stage.news, [
        `say ${goodbye}`,
        "answer error The caller went on speaking: the call goes on.",
        "reply"
      ])
      // What becomes of the first goodbye ends nothing any more.
      yield* TestClock.adjust("2 seconds")
      yield* stage.agentSays("Oui, nous sommes ouverts demain.")
      yield* settle
      assert.isUndefined(stage.fiber.pollUnsafe())
      assert.notInclude(yield* stage.news, "hang up")
      yield* stage.callTool("end_call", "{}")
      yield* settle
      yield* TestClock.adjust("2999 millis")
      assert.isUndefined(stage.fiber.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* stage.ending, "agent_end")
      assert.strictEqual((yield* stage.news).filter((entry) => entry === `say ${goodbye}`).length, 2)
    }))

  it.effect("end a call whose model does nothing but call tools", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1"))
      yield* Effect.forEach(Array.from({ length: 20 }), () =>
        Effect.andThen(stage.callTool("look_up", "{}"), TestClock.adjust("1 second")), { discard: true })
      assert.strictEqual(yield* stage.ending, "model_error")
    }))
})

describe("what a call leaves", () => {
  it.effect("is a row, a transcript in spoken order, and a recording", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit({ _tag: "CallerStartedSpeaking", itemId: "u1", at: 5_000 }, {
        _tag: "CallerTurnEnded",
        itemId: "u1",
        at: 6_000
      })
      yield* stage.emit(
        {
          _tag: "AgentSaid",
          itemId: "a1",
          text: "Oui, jusqu'à dix-huit heures.",
          spokenAt: 7_000,
          interrupted: true,
          of: "reply"
        },
        { _tag: "CallerSaid", itemId: "u1", text: "Bonjour, êtes-vous ouverts aujourd'hui ?", spokenAt: 5_000 },
        { _tag: "CallerTurnEnded", itemId: "u2", at: 9_000 },
        { _tag: "AgentStartedSpeaking", at: 9_500, of: "reply" },
        { _tag: "AgentStoppedSpeaking", at: 9_600, interrupted: false }
      )
      yield* settle
      yield* TestClock.adjust(Duration.seconds(10))
      yield* stage.hangUp
      yield* stage.ending

      const { end, keys, recording, start, transcript } = yield* stage.row
      assert.strictEqual(start?.agentId, "clinic")
      assert.strictEqual(start?.dialedNumber, dialledNumber)
      assert.strictEqual(start?.callerNumber, callerNumber)
      assert.strictEqual(start?.startedAt, "1970-01-01T00:00:00.000Z")
      assert.strictEqual(end?.durationSeconds, 10)
      assert.strictEqual(end?.endReason, "caller_hangup")
      assert.strictEqual(end?.metadata.endedBy, "caller")
      assert.isUndefined(end?.metadata.error)
      assert.deepStrictEqual(end?.metadata.usage.map(({ outputTokens }) => outputTokens), [20])
      const [callId] = keys
      assert.deepStrictEqual(transcript, {
        url: `blob:clinic/transcripts/1970/01/01/${callId}.json`,
        language: "FRENCH",
        messageCount: 4,
        anonymization: "complete"
      })
      assert.strictEqual(recording?.url, `blob:clinic/recordings/1970/01/01/${callId}.ogg`)
      const stored = JSON.parse((yield* stage.blobs).get(`clinic/transcripts/1970/01/01/${callId}.json`) ?? "")
      assert.deepStrictEqual(
        stored.items.map((item: { readonly content: ReadonlyArray<string> }) => item.content[0]),
        [greeting, "Bonjour, êtes-vous ouverts aujourd'hui ?", "Oui, jusqu'à dix-huit heures.", "[not transcribed]"]
      )
      assert.lengthOf(yield* stage.kept, 0)
    }))

  it.effect("is the stub when the transcript cannot be anonymized", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ anonymize: () => Effect.fail(new AnonymizationError({ reason: "residue" })) })
      yield* stage.emit({ _tag: "CallerSaid", itemId: "u1", text: "Je suis Canari Untel", spokenAt: 1 })
      yield* settle
      yield* stage.hangUp
      yield* stage.ending
      assert.strictEqual((yield* stage.row).transcript?.anonymization, "withheld")
      const everything = JSON.stringify([...(yield* stage.blobs)])
      assert.include(everything, `\\"reason\\": \\"residue\\"`)
      assert.notInclude(everything, "Canari")
    }))

  it.effect("is the stub when the anonymizer dies over the text", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ anonymize: (raw) => Effect.die(new Error(JSON.stringify(raw))) })
      yield* stage.emit({ _tag: "CallerSaid", itemId: "u1", text: "Je suis Canari Untel", spokenAt: 1 })
      yield* settle
      yield* stage.hangUp
      yield* stage.ending
      assert.notInclude(JSON.stringify([[...(yield* stage.blobs)], yield* stage.row]), "Canari")
      assert.strictEqual((yield* stage.row).transcript?.anonymization, "withheld")
    }))

  it.effect("stays in the journal when storage is full, and its end is told all the same", () =>
    Effect.gen(function*() {
      const full = Effect.fail(new BlobStoreError({ operation: "put", reason: "full", detail: "ENOSPC" }))
      const stage = yield* conversing({ put: full, putFile: full })
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      const { end, recording, transcript } = yield* stage.row
      assert.isUndefined(transcript)
      assert.isUndefined(recording)
      assert.strictEqual(end?.endReason, "caller_hangup")
      const [owed] = yield* stage.owed
      assert.deepStrictEqual(partsOf(owed!), ["transcript", "recording"])
      assert.deepStrictEqual(yield* valuesOf("undelivered_total"), { transcript: 1, recording: 1 })
    }).pipe(measuredAlone))

  it.effect("stays in the journal when the backend is down at the end", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ createCall: Effect.fail(unavailable) })
      yield* stage.hangUp
      yield* stage.ending
      const [owed] = yield* stage.owed
      assert.isUndefined(owed?.rowId)
      assert.deepStrictEqual(partsOf(owed!), ["end", "transcript", "recording"])
      assert.isTrue(owed?.recording?.stored)
      assert.includeMembers([...yield* stage.log], ["store transcripts", "store recordings"])
      assert.strictEqual(new Set((yield* stage.row).keys).size, 1)
    }))

  const byEgress = Effect.fnUntraced(function*(options: StageOptions) {
    const stage = yield* conversing(options).pipe(
      Effect.provideService(CallPolicy, { ...(yield* CallPolicy), recording: "egress" })
    )
    yield* stage.hangUp
    yield* settle
    return stage
  })

  it.effect("is egress's recording where egress has ended well, and the store has it", () =>
    Effect.gen(function*() {
      const stage = yield* byEgress({ egressStartedAt: 1500 })
      yield* stage.ending
      const log = yield* stage.log
      assert.isBelow(log.indexOf("hang up"), log.indexOf("egress off"))
      assert.notInclude(log, "store recordings")
      const { recording } = yield* stage.row
      assert.match(recording?.url ?? "", /^blob:clinic\/recordings\/1970\/01\/01\/[\da-f-]{36}\.ogg$/)
      assert.strictEqual(recording?.bytes, "egress's recording".length, "as large as the store says")
      assert.strictEqual(recording?.startedAt, "1970-01-01T00:00:01.500Z", "not when the worker's own began")
    }))

  const unfinished: ReadonlyArray<readonly [string, StageOptions]> = [
    ["says that it failed", { egressEnd: Effect.succeed("failed") }],
    ["says nothing, and the store has nothing of it", { egressEnd: Effect.succeed("unknown"), egressStored: false }],
    ["says that it ended well, and the store has nothing of it", { egressStored: false }],
    ["says nothing for a minute, and the store has nothing of it", { egressEnd: Effect.never, egressStored: false }]
  ]
  it.effect.each(unfinished)(
    "is the worker's recording, in a place of its own, where egress %s",
    ([, options]) =>
      Effect.gen(function*() {
        const stage = yield* byEgress(options)
        yield* TestClock.adjust("1 minute")
        yield* stage.ending
        assert.include(yield* stage.log, "store recordings")
        // What egress was told to write to is its own: it may still come.
        assert.match((yield* stage.row).recording?.url ?? "", /\/[\da-f-]{36}-worker\.ogg$/)
      })
  )

  it.effect("is nobody's any more as soon as the caller refuses it: egress is stopped while they talk on", () =>
    Effect.gen(function*() {
      const stage = yield* conversing().pipe(
        Effect.provideService(CallPolicy, { ...(yield* CallPolicy), recording: "egress" })
      )
      yield* stage.emit(...turn("u1", "Je ne veux pas être enregistrée."))
      yield* settle
      assert.includeMembers([...yield* stage.news], ["stop recording", "egress off"])
      yield* stage.hangUp
      yield* stage.ending
      assert.lengthOf((yield* stage.log).filter((entry) => entry === "egress off"), 1)
      assert.notInclude(yield* stage.log, "store recordings")
      assert.isUndefined((yield* stage.row).recording)
    }))

  it.effect("is egress's recording where nobody says how it ended, and the store has it", () =>
    Effect.gen(function*() {
      const stage = yield* byEgress({ egressEnd: Effect.never })
      yield* TestClock.adjust("1 minute")
      yield* stage.ending
      assert.notInclude(yield* stage.log, "store recordings")
      assert.match((yield* stage.row).recording?.url ?? "", /\/[\da-f-]{36}\.ogg$/)
    }))

  it.effect("is the worker's recording where egress fails, and the greeting does not wait for it", () =>
    Effect.gen(function*() {
      const egress = Effect.andThen(Effect.sleep("10 seconds"), Effect.fail(new EgressFailed({ reason: "timeout" })))
      const stage = yield* conversing({ egress }).pipe(
        Effect.provideService(CallPolicy, { ...(yield* CallPolicy), recording: "egress" })
      )
      assert.strictEqual((yield* stage.log).at(-1), `say ${greeting}`)
      yield* TestClock.adjust(Duration.seconds(10))
      yield* stage.hangUp
      yield* stage.ending
      assert.include(yield* stage.log, "store recordings")
      // It may have begun all the same, and be late to say so.
      assert.match((yield* stage.row).recording?.url ?? "", /-worker\.ogg$/)
      assert.strictEqual((yield* stage.row).end?.metadata.error?.tag, "EgressFailed")
    }))
})

describe("the recording", () => {
  const announced = new AgentConfig({ ...clinic, disclosure: { machine: true, recording: "announce" } })
  const asked = new AgentConfig({ ...clinic, disclosure: { machine: false, recording: "ask" } })

  it.effect("is told of before the greeting, to its end, and once more where it was talked over", () =>
    Effect.gen(function*() {
      const notice = phrase("disclosureRecording", "FRENCH")
      let tries = 0
      const stage = yield* conversing({
        agent: announced,
        say: (text) => Effect.sync(() => ({ interrupted: text === notice && ++tries === 1 }))
      })
      assert.deepStrictEqual((yield* stage.log).filter((entry) => entry.startsWith("say")), [
        `say ${phrase("disclosureMachine", "FRENCH")}`,
        `say ${notice}`,
        `say ${notice}`,
        `say ${greeting}`
      ])
    }))

  it.effect("is told of, and so is the machine, where the agent's file says nothing about it", () =>
    Effect.gen(function*() {
      const { disclosure: _, ...silent } = clinic
      const stage = yield* conversing({ agent: new AgentConfig(silent) })
      assert.deepStrictEqual((yield* stage.log).filter((entry) => entry.startsWith("say")), [
        `say ${phrase("disclosureMachine", "FRENCH")}`,
        `say ${phrase("disclosureRecording", "FRENCH")}`,
        `say ${greeting}`
      ])
    }))

  it.effect("is stopped and destroyed by a no, in any words, and the call goes on", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agent: announced })
      yield* stage.emit(...turn("u1", "Euh, je ne veux pas être enregistré. Vous êtes ouverts demain ?"))
      yield* settle
      assert.include(yield* stage.news, "stop recording")
      assert.include(yield* stage.news, `say ${phrase("recordingStopped", "FRENCH")}`)
      yield* stage.agentSays("Oui, à huit heures.")
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
    }))

  it.effect("is not kept of a caller who leaves before they were told of it, or asked", () =>
    Effect.gen(function*() {
      for (const agent of [announced, asked]) {
        const stage = yield* conversing({ agent, say: () => Effect.never })
        yield* stage.hangUp
        assert.strictEqual(yield* stage.ending, "caller_hangup")
        assert.isUndefined((yield* stage.row).recording)
      }
      const told = yield* conversing({ agent: announced })
      yield* told.hangUp
      yield* told.ending
      assert.isDefined((yield* told.row).recording)
    }))

  it.effect("is not kept where no model can be had, and nobody tells of it", () =>
    Effect.gen(function*() {
      const stage = yield* makeStage({ agent: announced, start: Effect.fail(refused) })
      const call = yield* Effect.forkChild(stage.call)
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* Fiber.join(call), "model_error")
      assert.isUndefined((yield* stage.row).recording)
    }))

  it.effect("is destroyed by a no whose words are known when the caller has hung up, or the worker had to stop", () =>
    Effect.gen(function*() {
      for (const ends of ["hangUp", "terminate"] as const) {
        const stage = yield* conversing({
          agent: announced,
          conversation: (events) => ({
            transcribed: Queue.offer(events, {
              _tag: "CallerSaid",
              itemId: "u1",
              text: "N'enregistrez pas !",
              spokenAt: 2_000
            })
          })
        })
        yield* stage.emit(...turn("u1"))
        yield* settle
        yield* stage[ends]
        yield* TestClock.adjust("5 seconds")
        yield* Fiber.join(stage.fiber)
        assert.deepInclude((yield* stage.row).end?.metadata.recordingConsent, { answer: "refused", by: "voice" })
        assert.isUndefined((yield* stage.row).recording)
      }
    }))

  it.effect("is asked for after the greeting, and a bare no is an answer then, and not later", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agent: asked })
      assert.strictEqual((yield* stage.log).at(-1), `say ${phrase("askRecording", "FRENCH")}`)
      yield* stage.emit(...turn("u1", "Non."))
      yield* settle
      assert.include(yield* stage.news, "stop recording")
      const later = yield* conversing({ agent: asked })
      yield* later.emit(...turn("u1", "Oui, ça va."))
      yield* later.agentSays("Que puis-je faire ?")
      yield* later.emit(...turn("u2", "Non."))
      yield* settle
      assert.notInclude(yield* later.news, "stop recording")
      assert.include(yield* later.news, `say ${phrase("recordingKept", "FRENCH")}`)
    }))
})

describe("the keypad", () => {
  const agent = new AgentConfig({
    ...clinic,
    disclosure: { machine: false, recording: "announce" },
    keypad: {
      "0": { _tag: "Transfer", department: "Urgences" },
      "8": { _tag: "RefuseRecording" },
      "9": { _tag: "Language", language: "ENGLISH" }
    }
  })

  it.effect("transfers without the model", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agent })
      yield* stage.press("0")
      assert.strictEqual(yield* stage.ending, "transferred")
      assert.include(yield* stage.news, "transfer tel:+15145550199")
    }))

  it.effect("refuses the recording, and changes the language", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agent })
      yield* stage.press("8")
      yield* settle
      assert.include(yield* stage.news, "stop recording")
      yield* stage.press("9")
      yield* settle
      assert.strictEqual((yield* stage.news).at(-1), `say ${phrase("greeting", "ENGLISH")}`)
      yield* stage.hangUp
      yield* stage.ending
      assert.strictEqual((yield* stage.row).end?.language, "ENGLISH")
    }))

  it.effect("gives the model a number that was typed as one input, and the transcript none of its digits", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ agent })
      yield* stage.emit(...turn("u1"))
      yield* stage.agentSays("Quel est votre numéro de dossier ?")
      yield* settle
      yield* stage.press("80914")
      yield* TestClock.adjust("2499 millis")
      assert.strictEqual((yield* stage.news).filter((entry) => entry.startsWith("reply")).length, 1)
      yield* TestClock.adjust("1 millis")
      assert.match((yield* stage.news).at(-1) ?? "", /^reply The caller typed this on the keypad.*: 8/)
      assert.notInclude(yield* stage.news, "stop recording")
      yield* stage.agentSays("Merci.")
      yield* stage.hangUp
      yield* stage.ending
      assert.notInclude(JSON.stringify([...(yield* stage.blobs)]), "80914")
      assert.include(JSON.stringify([...(yield* stage.blobs)]), "[5 keys pressed]")
    }))
})

describe("a message", () => {
  const args = (number: string) =>
    JSON.stringify({
      kind: "callback",
      about: "Déplacer son rendez-vous",
      callerName: "Camille Roy",
      callbackNumber: number
    })
  const readBack = "Le cinq un quatre, cinq cinq cinq, zéro un neuf deux, c'est bien cela ?"

  /** The agent has read the number back, and the caller has said yes. */
  const confirmed = Effect.fnUntraced(function*(options: StageOptions = {}) {
    const stage = yield* conversing(options)
    yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
    yield* stage.agentSays(readBack)
    yield* stage.emit(...turn("u2", "Oui, c'est ça."))
    yield* settle
    return stage
  })

  it.effect("is on the disk before the caller is told that it is, in words that hold", () =>
    Effect.gen(function*() {
      const stage = yield* confirmed({ keepMessage: Effect.sleep("2 seconds") })
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* TestClock.adjust("1999 millis")
      assert.isFalse((yield* stage.news).some((entry) => entry.startsWith("say C'est noté")))
      yield* TestClock.adjust("1 millis")
      yield* settle
      const news = yield* stage.news
      const kept = news.indexOf("keep callback")
      assert.isAbove(kept, 0)
      assert.isAbove(news.findIndex((entry) => entry.startsWith("say C'est noté")), kept)
      assert.strictEqual(news.filter((entry) => entry.startsWith("answer")).length, 1)
      const [message] = yield* stage.messages
      assert.deepInclude(message, {
        kind: "callback",
        callbackNumber: PhoneNumber.make("+15145550192"),
        callerName: "Camille Roy",
        complete: true
      })
    }))

  it.effect("is not taken before its number was read back", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
      yield* settle
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      assert.match((yield* stage.news).at(-1) ?? "", /^answer error .*read/i)
      assert.strictEqual((yield* stage.messages).length, 0)
    }))

  it.effect("that could not be kept is not said to be", () =>
    Effect.gen(function*() {
      const stage = yield* confirmed({ keepMessage: Effect.never })
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* TestClock.adjust("6 seconds")
      assert.include(yield* stage.news, `say ${phrase("messageNotTaken", "FRENCH")}`)
      assert.isFalse((yield* stage.news).some((entry) => entry.startsWith("say C'est noté")))
      assert.strictEqual((yield* stage.news).filter((entry) => entry.startsWith("answer")).length, 1)
      yield* stage.hangUp
      yield* settle
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      // The number that they gave is not lost for that.
      assert.deepStrictEqual((yield* stage.owed).flatMap(({ messages }) => messages.map(({ complete }) => complete)), [
        false
      ])
    }))

  it.effect("that the caller takes back is gone, or followed by one that says so, and they are told which", () =>
    Effect.gen(function*() {
      for (
        const [gone, said, kinds] of [
          [false, "messageWithdrawn", []],
          [true, "messageCorrected", ["callback", "message"]]
        ] as const
      ) {
        const stage = yield* confirmed({ messagesGone: gone })
        yield* stage.callTool("take_message", args("514-555-0192"))
        yield* settle
        yield* stage.emit(...turn("u3", "Oubliez ça, laissez faire."))
        yield* stage.callTool("withdraw_message", "{}")
        yield* settle
        assert.include(yield* stage.news, `say ${phrase(said, "FRENCH")}`)
        assert.deepStrictEqual((yield* stage.messages).map(({ kind }) => kind), [...kinds])
        yield* stage.callTool("withdraw_message", "{}")
        yield* settle
        assert.match((yield* stage.news).at(-1) ?? "", /^answer error Nothing was taken back/)
        // And it is not taken for one that broke off.
        yield* stage.hangUp
        yield* stage.ending
        assert.lengthOf(yield* stage.messages, kinds.length)
      }
    }))

  it.effect("that is being written down as the caller hangs up is kept, however soon they do", () =>
    Effect.gen(function*() {
      const stage = yield* confirmed({ keepMessage: Effect.sleep("2 seconds") })
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* stage.hangUp
      yield* settle
      assert.lengthOf(yield* stage.messages, 0)
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.deepStrictEqual((yield* stage.messages).map(({ complete }) => complete), [true])
    }))

  it.effect("that the disk does not take of who has hung up is owed until it does, once, and by whoever comes after", () =>
    Effect.gen(function*() {
      const full = Effect.fail(new MessageNotKept({ reason: "full", detail: "ENOSPC" }))
      for (const fails of [1, Number.POSITIVE_INFINITY]) {
        let tries = 0
        const stage = yield* confirmed({
          keepMessage: Effect.andThen(
            Effect.sleep("2 seconds"),
            Effect.suspend(() => ++tries > fails ? Effect.void : full)
          )
        })
        yield* stage.callTool("take_message", args("514-555-0192"))
        yield* settle
        const [{ messages: noted } = { messages: [] }] = yield* stage.kept
        assert.lengthOf(noted, 1, "it is in the journal, should the process die over it")
        yield* stage.hangUp
        yield* settle
        yield* TestClock.adjust("2 seconds")
        yield* settle
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(yield* stage.ending, "caller_hangup")
        const owed = (yield* stage.owed).flatMap(({ messages }) => messages)
        const left = fails === 1 ? yield* stage.messages : owed
        assert.deepStrictEqual(left.map(({ complete, id }) => ({ complete, id })), [{
          complete: true,
          id: noted[0]?.id
        }])
      }
      // Who is told that it was not taken has left none; nor is one owed that was taken.
      for (const keepMessage of [full, Effect.void]) {
        const stage = yield* confirmed({ keepMessage })
        yield* stage.callTool("take_message", args("514-555-0192"))
        yield* settle
        assert.deepStrictEqual((yield* stage.kept).flatMap(({ messages }) => messages), [])
        yield* stage.hangUp
        yield* stage.ending
        assert.lengthOf(yield* stage.messages, keepMessage === full ? 0 : 1)
      }
    }))

  it.effect("that hangs on the disk holds up no end of a call for longer than 10 s", () =>
    Effect.gen(function*() {
      const stage = yield* confirmed({ keepMessage: Effect.sleep("2 seconds"), removeMessage: Effect.never })
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* TestClock.adjust("3 seconds")
      yield* stage.callTool("withdraw_message", "{}")
      yield* settle
      yield* stage.hangUp
      yield* settle
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
    }))

  it.effect("that the caller takes back as they hang up is gone all the same", () =>
    Effect.gen(function*() {
      const stage = yield* confirmed({ removeMessage: Effect.sleep("2 seconds") })
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* stage.callTool("withdraw_message", "{}")
      yield* settle
      yield* stage.hangUp
      yield* settle
      assert.lengthOf(yield* stage.messages, 1)
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.deepStrictEqual(yield* stage.messages, [])
    }))

  it.effect("that the caller takes back while it is written down, as they hang up, is gone all the same", () =>
    Effect.gen(function*() {
      const slow = Effect.sleep("2 seconds")
      const full = Effect.fail(new MessageNotKept({ reason: "full", detail: "ENOSPC" }))
      for (const keepMessage of [slow, Effect.andThen(slow, full)]) {
        const stage = yield* confirmed({ keepMessage })
        yield* stage.callTool("take_message", args("514-555-0192"))
        yield* stage.callTool("withdraw_message", "{}")
        yield* settle
        yield* stage.hangUp
        yield* settle
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual(yield* stage.ending, "caller_hangup")
        assert.deepStrictEqual(yield* stage.messages, [])
        assert.deepStrictEqual((yield* stage.owed).flatMap(({ messages }) => messages), [])
      }
    }))

  it.effect("that the caller gives up before it was taken is not kept", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
      yield* settle
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* stage.callTool("withdraw_message", "{}")
      yield* settle
      assert.match(
        (yield* stage.news).findLast((entry) => entry.startsWith("answer")) ?? "",
        /^answer No message had been/
      )
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      assert.deepStrictEqual(yield* stage.messages, [])
    }))

  it.effect("whose number was read back as the caller hung up is kept, before the model has said a word of it", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
      yield* TestClock.adjust("2 seconds")
      yield* stage.agentSays(readBack)
      yield* settle
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      const [message] = yield* stage.messages
      assert.deepInclude(message, {
        kind: "callback",
        callbackNumber: PhoneNumber.make("+15145550192"),
        complete: false
      })
      const ended = yield* confirmed()
      yield* ended.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* ended.hangUp
      yield* ended.ending
      assert.deepStrictEqual((yield* ended.messages).map(({ complete }) => complete), [true])
    }))

  it.effect("is kept as far as it had come whose caller hangs up in the middle of their number, or of its reading", () =>
    Effect.gen(function*() {
      const agentSaid = (text: string, spokenAt: number, interrupted = false) =>
        ({ _tag: "AgentSaid", itemId: `a${spokenAt}`, text, spokenAt, interrupted, of: "reply" }) as const
      const callerSaid = { _tag: "CallerSaid", itemId: "u1", text: "Le 514-555-0192.", spokenAt: 6_000 } as const
      const asked = agentSaid("À quel numéro peut-on vous joindre ?", 5_000)
      const read = agentSaid("Le cinq un quatre, cinq", 7_000, true)
      for (const [before, late] of [[[asked, callerSaid], read], [[asked], callerSaid]] as const) {
        const stage = yield* conversing({
          // What was said last is known once the caller has hung up.
          conversation: (events) => ({ transcribed: Queue.offer(events, late) })
        })
        yield* stage.emit(...turn("u1"), ...before)
        yield* settle
        yield* stage.hangUp
        assert.strictEqual(yield* stage.ending, "caller_hangup")
        const [message] = yield* stage.messages
        assert.deepInclude(message, { callbackNumber: PhoneNumber.make("+15145550192"), complete: false })
      }
    }))

  it.effect("that the caller broke off is kept as far as it had come", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
      yield* settle
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      yield* stage.hangUp
      assert.strictEqual(yield* stage.ending, "caller_hangup")
      const [message] = yield* stage.messages
      assert.deepInclude(message, { kind: "callback", complete: false })
    }))

  it.effect("that was begun is in the journal, and is none any more once it is being taken", () =>
    Effect.gen(function*() {
      const stage = yield* conversing({ keepMessage: Effect.sleep("1 second") })
      const begun = Effect.map(stage.kept, ([story]) => story?.begun)
      yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
      yield* settle
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      assert.deepInclude(yield* begun, { kind: "callback", callerName: "Camille Roy" })
      yield* stage.agentSays(readBack)
      yield* stage.emit(...turn("u2", "Oui."))
      yield* stage.callTool("take_message", args("514-555-0192"))
      yield* settle
      assert.isNull(yield* begun)
      yield* TestClock.adjust("1 second")
      assert.lengthOf(yield* stage.messages, 1)
    }))

  it.effect("that was begun is kept although the call is cut short from outside", () =>
    Effect.gen(function*() {
      for (const cut of ["terminate", "replace"] as const) {
        const stage = yield* conversing()
        yield* stage.emit(...turn("u1", "Mon numéro est le 514-555-0192."))
        yield* settle
        yield* stage.callTool("take_message", args("514-555-0192"))
        yield* settle
        yield* stage[cut]
        yield* TestClock.adjust("3 seconds")
        assert.strictEqual(yield* stage.ending, "internal")
        assert.deepStrictEqual((yield* stage.messages).map(({ complete }) => complete), [false])
      }
    }))

  it.effect("that was promised and not taken is asked for, and then the words are taken back", () =>
    Effect.gen(function*() {
      const stage = yield* conversing()
      yield* stage.emit(...turn("u1", "Dites-lui que j'ai appelé."))
      yield* stage.agentSays("C'est noté, je transmets votre message à la docteure.")
      yield* TestClock.adjust("10 seconds")
      assert.match((yield* stage.news).at(-1) ?? "", /^reply You have told the caller that their message was noted/)
      yield* stage.agentSays("Voilà.")
      yield* TestClock.adjust("12 seconds")
      assert.include(yield* stage.news, `say ${phrase("notTaken", "FRENCH")}`)
      const broken = [{ kind: "message", outcome: "asked" }, { kind: "message", outcome: "corrected" }]
      const [kept] = yield* stage.kept
      assert.deepStrictEqual(kept?.promises.map(({ kind, outcome }) => ({ kind, outcome })), broken)
      yield* stage.hangUp
      yield* stage.ending
      const { end } = yield* stage.row
      assert.deepStrictEqual(end?.metadata.brokenPromises?.map(({ kind, outcome }) => ({ kind, outcome })), broken)
    }))
})
