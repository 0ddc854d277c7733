import { Cause, Duration, Effect, Fiber, Option, Predicate, Result, Schema, Scope } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { CallStart } from "../domain/CallRecord.ts"
import { defaultDisclosure, type Disclosure } from "../domain/Disclosure.ts"
import { endedBy, type EndReason } from "../domain/EndReason.ts"
import { agentAsNoted } from "../domain/JournalRecord.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { initial as consentAtFirst } from "../receptionist/consent/RecordingConsent.ts"
import { inZone } from "../receptionist/hours/Office.ts"
import { instructionsFor } from "../receptionist/Instructions.ts"
import { openingOf } from "../receptionist/Opening.ts"
import { fixedPhrases, phrasesOf } from "../receptionist/Phrases.ts"
import { toolSpecs } from "../receptionist/tools/Tools.ts"
import {
  type BackendUnauthorized,
  type BackendUnavailable,
  ConfigApi,
  type InvalidAgentConfig,
  type UnknownNumber
} from "../services/ConfigApi.ts"
import type { Job } from "../services/Dispatch.ts"
import {
  type CallerLeg,
  type CallRoom,
  NoCaller,
  type NoDialledNumber,
  NotAnswered,
  type RoomUnavailable,
  Telephony
} from "../services/Telephony.ts"
import { type PreparedModel, VoiceSession } from "../services/VoiceSession.ts"
import { admit } from "./call/Admit.ts"
import { begin, type CallLedger, iso } from "./call/CallLedger.ts"
import * as CallMetrics from "./call/CallMetrics.ts"
import { converse } from "./call/Converse.ts"
import { finalize } from "./call/Finalize.ts"
import { noteRinging } from "./call/KeepInJournal.ts"
import { listen } from "./call/Listen.ts"
import { record } from "./call/Record.ts"
import { tellTheTime } from "./call/TellTheTime.ts"
import { withoutAgent, withoutModel } from "./call/WithoutModel.ts"
import { CallObserver } from "./CallObserver.ts"
import { CallPolicy } from "./CallPolicy.ts"

/** What the worker tells a call while it runs. */
export interface CallControl {
  /** Completes when the worker can wait no longer: the call says goodbye and ends. */
  readonly drained: Effect.Effect<void>
}

/** The call was cut short from outside. */
class CallInterrupted extends Schema.TaggedError<CallInterrupted>()("CallInterrupted", {}) {
  override get message() {
    return "the call was interrupted: LiveKit terminated its job, or the worker had to stop at once"
  }
}

/** What LiveKit is told of a call that ended like this. */
export const outcomeOf = (reason: EndReason) => reason === "internal" ? "failed" : "success"

/**
 * One call, from ring to record. Its error channel is `never`: whatever happens ends in one `EndReason`, the caller's
 * line is released, and what could be kept of the call is kept. Interruption ends it in the same way.
 *
 * The caller is let go first, then the conversation is closed, and then nobody waits for what is still to be stored.
 */
export const handleCall = Effect.fn("HandleCall")(function*(job: Job, control: CallControl) {
  const ledger = yield* begin
  yield* Effect.annotateCurrentSpan({ "call.id": ledger.callId })

  return yield* Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      const callScope = yield* Effect.scope
      yield* noteRinging(job, ledger)
      let ended: EndReason | undefined
      const reason = yield* restore(Effect.scoped(
        Effect.gen(function*() {
          // It connects while the room is being joined, which takes as long.
          const model = yield* (yield* VoiceSession).prepare
          const room = yield* (yield* Telephony).join(job).pipe(Effect.tapError(() => job.done("failed")))
          yield* Effect.forkIn(Effect.andThen(room.released, ledger.released), callScope)
          const scopes = { call: callScope, conversation: yield* Effect.scope }
          const line = holdLine(job, room, model, control, ledger, scopes).pipe(Effect.scoped)
          ended = yield* unlessTerminated(job, room, line).pipe(namingTheEnd(ledger, control))
          // The room is still there: an agent that leaves it with its job undone has failed, to LiveKit.
          yield* job.done(outcomeOf(ended))
          return ended
        })
      )).pipe(namingTheEnd(ledger, control, () => ended))
      yield* finalize(ledger, reason)
      return reason
    }).pipe(
      Effect.scoped,
      namingTheEnd(ledger, control),
      Effect.tap((reason) => announceTheEnd(reason))
    )
  ).pipe(Effect.annotateLogs({ callId: ledger.callId }))
})

/** Within this time LiveKit waits for the agent of a job that it was asked to end, before it removes it. */
const terminationPatience = Duration.seconds(2)

/**
 * LiveKit also terminates a job when its room is deleted, which is how every call of ours ends: once the caller has left,
 * it says nothing that the call does not know. And it does so when it loses our connection, which comes back in a second
 * or two, and the caller has noticed a pause; where it does not, the room is closed, which ends the call anyhow.
 */
const unlessTerminated = <A, E, R>(job: Job, room: CallRoom, line: Effect.Effect<A, E, R>) =>
  Effect.raceAllFirst([
    line,
    Effect.andThen(
      room.replaced,
      Effect.andThen(Effect.logInfo("LiveKit gave the room to a new job"), Effect.interrupt)
    ),
    job.terminated.pipe(
      Effect.andThen(Effect.timeoutOption(room.disturbed, terminationPatience)),
      Effect.andThen(Option.match({
        onSome: () =>
          Effect.andThen(
            Effect.logWarning(
              "LiveKit terminated the job because it lost our connection: the call goes on once it is back"
            ),
            Effect.never
          ),
        onNone: () => Effect.andThen(Effect.logInfo("LiveKit terminated the job"), Effect.interrupt)
      }))
    )
  ])

/** What outlives the line: the conversation, which is closed once the caller is let go, and the call itself. */
interface Scopes {
  readonly call: Scope.Scope
  readonly conversation: Scope.Scope
}

/** The part of a call that the caller is there for. The scope that it runs in is the line: closing it hangs the caller up. */
const holdLine = Effect.fn("HandleCall.line")(
  function*(
    job: Job,
    room: CallRoom,
    model: PreparedModel,
    control: CallControl,
    ledger: CallLedger,
    scopes: Scopes
  ) {
    const voice = yield* VoiceSession
    const policy = yield* CallPolicy

    yield* ledger.enter("ring")
    const leg = yield* (yield* Telephony).caller(room)
    const found = yield* Effect.result(unlessGone(leg, lookUp(job, leg, ledger)))
    if (Result.isFailure(found)) {
      if (!isOutage(found.failure) || policy.fallback.length === 0) return yield* found.failure
      if (Option.isSome(yield* admit(leg, Option.none(), ledger))) return "refused"
      yield* ledger.report(found.failure)
      return yield* withoutAgent({ room, leg, ledger }).pipe(Scope.provide(scopes.conversation))
    }
    const { agent, dialled } = found.success
    yield* openRow(room, leg, agent, dialled, ledger).pipe(Scope.provide(scopes.call))
    if (Option.isSome(yield* admit(leg, Option.some(agent), ledger))) return "refused"

    yield* ledger.enter("answer")
    const phrases = phrasesOf(agent)
    const told = toldBy(agent, policy.recording !== "off")
    // Known before anything is recorded: whoever closes the call keeps nothing that nobody was told of.
    if (told.recording !== "off") yield* ledger.update(() => ({ consent: consentAtFirst(told.recording) }))
    const first = openingOf(told).map((key) => ({
      text: phrases(key, agent.defaultLanguage),
      language: agent.defaultLanguage
    }))
    const otherPhrases = fixedPhrases(agent).filter(({ text }) => !first.some((phrase) => phrase.text === text))
    const voiced = agent.voice === undefined ? {} : { voice: agent.voice }
    yield* Effect.forkScoped(voice.warm(first, agent.voice))
    const { recordTo, stopEgress } = yield* record(room, agent, ledger).pipe(Scope.provide(scopes.conversation))
    const started = yield* unlessGone(
      leg,
      voice.start(model, {
        ...recordTo,
        ...voiced,
        media: leg.media,
        agent,
        instructions: instructionsFor(agent, agent.defaultLanguage, yield* policy.officeTime),
        tools: toolSpecs(agent)
      }).pipe(Scope.provide(scopes.conversation), Effect.result)
    )
    if (Result.isFailure(started)) {
      yield* ledger.report(started.failure)
      return yield* withoutModel({ room, leg, ledger, ...recordTo }, agent).pipe(Scope.provide(scopes.conversation))
    }
    const conversation = started.success
    const happenings = yield* listen(conversation, ledger).pipe(Scope.provide(scopes.call))
    yield* Scope.addFinalizer(scopes.conversation, conversation.transcribed)
    yield* unlessGone(
      leg,
      Effect.timeoutOrElse(leg.answered, { duration: policy.pickUp, orElse: () => Effect.fail(new NotAnswered()) })
    )
    yield* ledger.answered
    yield* Effect.forkScoped(voice.warm(otherPhrases, agent.voice))

    yield* Effect.forkScoped(tellTheTime(agent, conversation, ledger))

    yield* ledger.enter("converse")
    const reason = yield* converse(
      {
        room,
        leg,
        agent,
        conversation,
        phrases,
        happenings,
        ledger,
        opening: openingOf(told),
        recording: told.recording,
        records: policy.recording !== "off",
        destroyRecording: Effect.all([conversation.stopRecording, stopEgress], {
          concurrency: "unbounded",
          discard: true
        })
      },
      control.drained
    )
    if (endedBy[reason] !== "caller") yield* Effect.sleep(lastWords)
    yield* ledger.enter("end")
    return reason
  }
)

/** What this agent's callers are told at the beginning: nothing of a recording where there is none. */
const toldBy = (agent: AgentConfig, records: boolean): Disclosure => {
  const told = agent.disclosure ?? defaultDisclosure
  return records ? told : { ...told, recording: "off" }
}

/** What has played here is still on its way to the caller's ear for so long. */
const lastWords = Duration.millis(300)

/** Somebody has the number, but nobody can say who. */
const isOutage = Predicate.or(
  Predicate.isTagged("BackendUnavailable"),
  Predicate.or(Predicate.isTagged("BackendUnauthorized"), Predicate.isTagged("InvalidAgentConfig"))
)

/** Nothing that is done while the phone rings has a point once the caller has hung up. */
const unlessGone = <A, E, R>(leg: CallerLeg, effect: Effect.Effect<A, E, R>) =>
  Effect.raceFirst(effect, Effect.andThen(leg.left, Effect.fail(new NoCaller({ reason: "left" }))))

const lookUp = Effect.fnUntraced(function*(job: Job, leg: CallerLeg, ledger: CallLedger) {
  yield* ledger.note({
    _tag: "caller",
    ...Option.match(leg.caller, { onNone: () => ({}), onSome: (callerNumber) => ({ callerNumber }) }),
    ...Option.match(leg.sipCallId, { onNone: () => ({}), onSome: (sipCallId) => ({ sipCallId }) })
  })
  const dialled = yield* (yield* Telephony).dialled(job, leg)
  yield* ledger.note({ _tag: "caller", dialedNumber: dialled })
  const { timeZone } = yield* CallPolicy
  const agent = inZone(yield* (yield* ConfigApi).agentByPhone(dialled), timeZone)
  yield* ledger.update(() => ({ agent, language: agent.defaultLanguage }))
  yield* Effect.annotateCurrentSpan({ "agent.id": agent.id })
  yield* (yield* CallObserver)({ _tag: "AgentFound", name: agent.name })
  return { agent, dialled }
})

/** The call's row is written beside the call: the caller does not wait for it. */
const openRow = Effect.fnUntraced(
  function*(room: CallRoom, leg: CallerLeg, agent: AgentConfig, dialled: PhoneNumber, ledger: CallLedger) {
    const start: CallStart = {
      agentId: agent.id,
      dialedNumber: dialled,
      roomName: room.name,
      startedAt: iso(ledger.startedAt),
      ...Option.match(leg.caller, { onNone: () => ({}), onSome: (callerNumber) => ({ callerNumber }) }),
      ...Option.match(leg.sipCallId, { onNone: () => ({}), onSome: (sipCallId) => ({ sipCallId }) })
    }
    // The anonymizer wants the agent's own words, whoever closes the row.
    yield* ledger.note({ _tag: "start", start, agent: agentAsNoted(agent) })
    // Known here before it is known elsewhere: else a row may be left that nobody ends.
    const created = yield* Effect.andThen(ledger.written, (yield* ConfigApi).createCall(ledger.callId, start)).pipe(
      Effect.tap((rowId) => ledger.note({ _tag: "row", rowId })),
      Effect.forkScoped
    )
    yield* ledger.update(() => ({ row: { start, created: Fiber.join(created) } }))
  }
)

type CallError =
  | RoomUnavailable
  | NoCaller
  | NotAnswered
  | NoDialledNumber
  | UnknownNumber
  | BackendUnauthorized
  | InvalidAgentConfig
  | BackendUnavailable

/**
 * Every way in which a call can fail has a name, and each name an end. `known`: the end that the call has already, which
 * an interruption of what comes after it does not change.
 */
const namingTheEnd = (
  ledger: CallLedger,
  control: CallControl,
  known: () => EndReason | undefined = () => undefined
) => {
  const reported = (reason: EndReason) => (error: CallError) => Effect.as(ledger.report(error), reason)
  return <R>(call: Effect.Effect<EndReason, CallError, R>): Effect.Effect<EndReason, never, R> =>
    call.pipe(
      Effect.catchTags({
        RoomUnavailable: reported("internal"),
        NoCaller: (error) =>
          error.reason === "left" ? Effect.succeed<EndReason>("caller_hangup") : reported("internal")(error),
        NotAnswered: reported("internal"),
        NoDialledNumber: reported("unknown_number"),
        UnknownNumber: reported("unknown_number"),
        BackendUnauthorized: reported("config_unavailable"),
        InvalidAgentConfig: reported("config_unavailable"),
        BackendUnavailable: reported("config_unavailable")
      }),
      Effect.catchCause((cause) => {
        const end = known()
        if (end !== undefined && Cause.hasInterruptsOnly(cause)) return Effect.succeed(end)
        return Cause.hasInterruptsOnly(cause)
          ? Effect.raceFirst(
            Effect.interruptible(Effect.as(control.drained, "worker_drain" as const)),
            Effect.andThen(Effect.yieldNow, Effect.as(ledger.report(new CallInterrupted()), "internal" as const))
          )
          : Effect.logError("the call died", cause).pipe(
            Effect.andThen(ledger.report(Cause.squash(cause))),
            Effect.as("internal" as const)
          )
      })
    )
}

const announceTheEnd = Effect.fnUntraced(function*(reason: EndReason) {
  yield* Effect.annotateCurrentSpan({ "call.end_reason": reason })
  yield* CallMetrics.ended(reason)
  yield* Effect.logInfo(`call ended: ${reason}`).pipe(Effect.annotateLogs({ endedBy: endedBy[reason] }))
  yield* (yield* CallObserver)({ _tag: "Ended", reason })
})
