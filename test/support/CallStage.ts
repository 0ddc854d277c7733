import { type Cause, Clock, Deferred, Effect, Fiber, Layer, Option, Queue, Redacted, Ref, Stream } from "effect"
import type { Verification } from "../../src/domain/Admission.ts"
import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import type { CallMessage } from "../../src/domain/CallMessage.ts"
import type { CallEnd, CallStart, RecordingLink, TranscriptLink, UnassignedCall } from "../../src/domain/CallRecord.ts"
import { storyOf } from "../../src/domain/CallStory.ts"
import { AgentId, CallId, RowId } from "../../src/domain/Ids.ts"
import type { Noted } from "../../src/domain/JournalRecord.ts"
import type { MessageOrigin } from "../../src/domain/KeptMessage.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { AnonymizedTranscript, type RawTranscript } from "../../src/domain/Transcript.ts"
import { handleCall } from "../../src/programs/HandleCall.ts"
import { type AnonymizationError, Anonymizer } from "../../src/services/Anonymizer.ts"
import { BlobStore, type BlobStoreError } from "../../src/services/BlobStore.ts"
import { ConfigApi } from "../../src/services/ConfigApi.ts"
import type { Job } from "../../src/services/Dispatch.ts"
import { type CallJournal, Journal, type JournalError } from "../../src/services/Journal.ts"
import { type MessageNotKept, Messages } from "../../src/services/Messages.ts"
import { type EgressEnd, Telephony, type TransferOutcome } from "../../src/services/Telephony.ts"
import { type ToolCall, type VoiceEvent, VoiceSession } from "../../src/services/VoiceSession.ts"
import { departmentAt } from "./departments.ts"

export const callerNumber = PhoneNumber.make("+15145550142")
export const dialledNumber = PhoneNumber.make("+15145550100")

export const clinic = new AgentConfig({
  id: AgentId.make("clinic"),
  name: "Clinique du Parc",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  disclosure: { machine: false, recording: "off" },
  transfers: [departmentAt("Urgences", "+15145550199")],
  provisioning: new Provisioning({ twilioPhoneNumber: dialledNumber })
})

export const job: Job = {
  id: "AJ_1",
  room: `call-_${callerNumber}_x`,
  url: "ws://127.0.0.1:1",
  token: Redacted.make("token"),
  metadata: "",
  attributes: {},
  terminated: Effect.never,
  done: () => Effect.void
}

type ConfigShape = ConfigApi["Service"]
type TelephonyShape = Telephony["Service"]
type VoiceShape = VoiceSession["Service"]

/** What a test may replace: each defaults to the call that goes well. */
export interface StageOptions {
  readonly agent?: AgentConfig
  readonly join?: TelephonyShape["join"]
  readonly caller?: Effect.Effect<void, Effect.Error<ReturnType<TelephonyShape["caller"]>>>
  /** The caller shows no number, or the carrier says this of it. */
  readonly anonymous?: boolean
  readonly verification?: Verification
  readonly answered?: Effect.Effect<void>
  readonly dialled?: TelephonyShape["dialled"]
  readonly agentByPhone?: ConfigShape["agentByPhone"]
  readonly createCall?: Effect.Effect<RowId, Effect.Error<ReturnType<ConfigShape["createCall"]>>>
  readonly endCall?: Effect.Effect<void, Effect.Error<ReturnType<ConfigShape["endCall"]>>>
  readonly linkTranscript?: Effect.Effect<void, Effect.Error<ReturnType<ConfigShape["linkTranscript"]>>>
  readonly linkRecording?: Effect.Effect<void, Effect.Error<ReturnType<ConfigShape["linkRecording"]>>>
  readonly start?: Effect.Effect<void, Effect.Error<ReturnType<VoiceShape["start"]>>>
  readonly say?: (
    line: string
  ) => Effect.Effect<{ readonly interrupted: boolean }, Effect.Error<ReturnType<ConversationShape["say"]>>>
  readonly withdrawReply?: boolean
  /** What stands in for any part of the conversation, given the queue of its events. */
  readonly conversation?: (events: Queue.Queue<VoiceEvent, Cause.Done>) => Partial<ConversationShape>
  readonly transfer?: Effect.Effect<TransferOutcome>
  readonly egress?: Effect.Effect<void, Effect.Error<ReturnType<TelephonyShape["record"]>>>
  /** What LiveKit says of egress once it was stopped, and whether its recording is in the store by then. */
  readonly egressEnd?: Effect.Effect<EgressEnd["state"]>
  /** When LiveKit says that egress began to record (epoch ms). */
  readonly egressStartedAt?: number
  readonly egressStored?: boolean
  /** LiveKit does not confirm that the caller is off the line. */
  readonly held?: boolean
  readonly anonymize?: (raw: RawTranscript) => Effect.Effect<AnonymizedTranscript, AnonymizationError>
  readonly put?: Effect.Effect<void, BlobStoreError>
  /** What the journal's disk does first. */
  readonly disk?: (noted: ReadonlyArray<Noted>) => Effect.Effect<unknown, JournalError>
  readonly putFile?: Effect.Effect<void, BlobStoreError>
  readonly look?: Effect.Effect<void, BlobStoreError>
  readonly recorded?: boolean
  /** What the journal's disk does before it says what there is of a recording. */
  readonly lookForRecording?: Effect.Effect<void, JournalError>
  /** What the outbox's disk does first. */
  readonly keepMessage?: Effect.Effect<void, MessageNotKept>
  /** Somebody has every message that is kept before it can be taken back. */
  readonly messagesGone?: boolean
  /** What the outbox's disk does first, before it removes one. */
  readonly removeMessage?: Effect.Effect<void>
  /** What happens as the leg is released. */
  readonly released?: Effect.Effect<unknown>
  /** Which of our own deeds makes LiveKit terminate the job. */
  readonly terminatedBy?: "hang up" | "delete room"
}

type ConversationShape = Effect.Success<ReturnType<VoiceShape["start"]>>

/** Stands in for an anonymizer that finds nothing to replace. Tests only: it gives the brand away. */
export const asItIs = (raw: RawTranscript): AnonymizedTranscript =>
  AnonymizedTranscript.make({
    version: raw.version,
    callId: raw.callId,
    agentId: raw.agentId,
    language: raw.language,
    startedAt: raw.startedAt,
    durationSeconds: raw.durationSeconds,
    anonymization: { status: "complete", engine: "test", entities: {} },
    items: raw.items
  })

/** How long an announcement plays. */
const announcement = "2 seconds"

/**
 * A call with every service doubled: a log of what was done in which order, and hands to move the caller, the model and
 * the carrier with. Nothing in it takes time but an announcement, and what a test makes take time. A REFER is out until
 * the carrier has an outcome, whatever becomes of who asked for it: hanging up under it ends it, which the log tells.
 */
export const makeStage = Effect.fnUntraced(function*(options: StageOptions = {}) {
  const log = yield* Ref.make<ReadonlyArray<string>>([])
  const terminated = yield* Deferred.make<void>()
  const disturbed = yield* Deferred.make<void>()
  const replaced = yield* Deferred.make<void>()
  const did = Effect.fnUntraced(function*(entry: string) {
    yield* Ref.update(log, (entries) => [...entries, entry])
    if (entry === (options.terminatedBy ?? "delete room")) yield* Deferred.succeed(terminated, undefined)
  })
  const events = yield* Queue.unbounded<VoiceEvent, Cause.Done>()
  const left = yield* Deferred.make<void>()
  const keys = yield* Queue.unbounded<string, Cause.Done>()
  const drained = yield* Deferred.make<void>()
  const row = yield* Ref.make<{
    readonly start?: CallStart
    readonly end?: CallEnd
    readonly transcript?: TranscriptLink
    readonly recording?: RecordingLink
    readonly keys: ReadonlyArray<string>
  }>({ keys: [] })
  const messages = yield* Ref.make<ReadonlyArray<CallMessage>>([])
  /** Ids of those that their caller takes back. */
  const wishes = yield* Ref.make<ReadonlyArray<string>>([])
  const blobs = yield* Ref.make<ReadonlyMap<string, string>>(new Map())
  const scope = yield* Effect.scope
  const hungUp = yield* Deferred.make<void>()
  const unassigned = yield* Ref.make<ReadonlyArray<UnassignedCall>>([])
  const notes = yield* Ref.make<ReadonlyMap<CallId, ReadonlyArray<Noted>>>(new Map())
  const released = yield* Deferred.make<void>()
  let spoken = 0
  let refers = 0

  /** The agent is heard, to the end of `text`. */
  const agentSays = Effect.fnUntraced(function*(text: string, of: "reply" | "phrase" = "reply") {
    const at = yield* Clock.currentTimeMillis
    return yield* Queue.offerAll(events, [
      { _tag: "AgentStartedSpeaking", at, of },
      { _tag: "AgentSaid", itemId: `a${++spoken}`, text, spokenAt: at, interrupted: false, of },
      { _tag: "AgentStoppedSpeaking", at, interrupted: false }
    ])
  })

  const refer = Effect.suspend(() => {
    refers++
    return options.transfer ?? Effect.succeed({ _tag: "Connected" as const })
  }).pipe(
    Effect.raceFirst(Effect.as(Deferred.await(hungUp), { _tag: "Unknown", callerPresent: false } as const)),
    // Who is put through leaves, which is seen before the carrier says so.
    Effect.tap((outcome) => outcome._tag === "Connected" ? Deferred.succeed(left, undefined) : Effect.void),
    Effect.ensuring(Effect.sync(() => void refers--)),
    Effect.forkIn(scope),
    Effect.flatMap((out) => Fiber.join(out))
  )

  const conversation: ConversationShape = {
    events: Stream.fromQueue(events),
    say: (line) =>
      did(`say ${line}`).pipe(
        Effect.andThen(options.say?.(line) ?? Effect.as(agentSays(line, "phrase"), { interrupted: false }))
      ),
    reply: (instructions) => did(instructions === undefined ? "reply" : `reply ${instructions.slice(0, 60)}`),
    withdrawReply: Effect.as(did("withdraw"), options.withdrawReply ?? true),
    updateInstructions: () => did("instructions"),
    interrupt: did("interrupt"),
    playedOut: did("played out"),
    hasOwnVoice: true,
    renew: did("renew"),
    voicesLeft: 0,
    changeVoice: (reason) => did(`change voice: ${reason}`),
    signal: did("signal"),
    transcribed: did("transcribed"),
    stopRecording: did("stop recording"),
    usage: Effect.succeed([{ provider: "azure", model: "gpt-realtime", inputTokens: 10, outputTokens: 20 }]),
    ...options.conversation?.(events)
  }

  const telephony = Telephony.of({
    join: options.join ?? (() =>
      Effect.acquireRelease(
        Effect.as(did("join"), {
          name: job.room,
          closed: Effect.never,
          disturbed: Deferred.await(disturbed),
          replaced: Deferred.await(replaced),
          released: Deferred.await(released)
        }),
        () => did("delete room")
      )),
    caller: () =>
      Effect.acquireRelease(
        Effect.andThen(options.caller ?? Effect.void, did("caller")).pipe(Effect.as({
          identity: `sip_${callerNumber}`,
          caller: options.anonymous === true ? Option.none() : Option.some(callerNumber),
          verification: Option.fromUndefinedOr(options.verification),
          sipCallId: Option.some("SCL_1"),
          attributes: {},
          media: { _tag: "Streams", input: undefined as never, output: undefined as never } as const,
          left: Deferred.await(left),
          keys: Stream.fromQueue(keys),
          answered: options.answered ?? Effect.void
        })),
        () =>
          (options.released ?? Effect.void).pipe(
            Effect.andThen(Effect.suspend(() => refers > 0 ? did("cut a REFER") : Effect.void)),
            Effect.andThen(did("hang up")),
            Effect.andThen(Effect.all([Deferred.succeed(hungUp, undefined), Deferred.succeed(left, undefined)])),
            Effect.andThen(options.held === true ? Effect.void : Deferred.succeed(released, undefined))
          ),
        { interruptible: true }
      ),
    dialled: options.dialled ?? (() => Effect.succeed(dialledNumber)),
    transfer: (_room, _leg, target) => Effect.andThen(did(`transfer ${target}`), refer),
    record: (_room, path) =>
      Effect.acquireRelease(
        Effect.andThen(
          options.egress ?? Effect.void,
          Effect.as(did("egress on"), {
            egressId: "EG_1",
            path,
            ended: Effect.map(options.egressEnd ?? Effect.succeed("complete" as const), (state) => ({
              state,
              ...options.egressStartedAt !== undefined && { startedAt: options.egressStartedAt }
            }))
          })
        ),
        () => did("egress off"),
        { interruptible: true }
      )
  })

  const recordedTo = yield* Ref.make<string | undefined>(undefined)
  const voice = VoiceSession.of({
    prepare: Effect.as(did("prepare"), { ready: Effect.void }),
    warm: () => Effect.void,
    start: (_, { recordTo = () => Effect.never }) =>
      Effect.acquireRelease(
        Effect.andThen(options.start ?? Effect.void, Effect.as(did("start"), conversation)).pipe(
          Effect.tap(Effect.forkScoped(
            Clock.currentTimeMillis.pipe(
              Effect.flatMap(recordTo),
              Effect.timeout("10 seconds"), // no more is held in memory
              Effect.eventually,
              Effect.flatMap((file) => Ref.set(recordedTo, file))
            )
          ))
        ),
        () => Effect.andThen(did("close session"), Effect.asVoid(Queue.end(events))),
        { interruptible: true }
      ),
    announcer: () => Effect.succeed((text) => Effect.andThen(did(`announce ${text}`), Effect.sleep(announcement)))
  })

  const configApi = ConfigApi.of({
    agentByPhone: options.agentByPhone ?? (() => Effect.succeed(options.agent ?? clinic)),
    createCall: (callId, start) =>
      Ref.update(row, (row) => ({ ...row, start, keys: [...row.keys, callId] })).pipe(
        Effect.andThen(options.createCall ?? Effect.succeed(RowId.make("row-1")))
      ),
    endCall: (_, end) => Effect.andThen(options.endCall ?? Effect.void, Ref.update(row, (row) => ({ ...row, end }))),
    linkTranscript: (_, transcript, key) =>
      Effect.andThen(
        options.linkTranscript ?? Effect.void,
        Ref.update(row, (row) => ({ ...row, transcript, keys: [...row.keys, key] }))
      ),
    linkRecording: (_, recording, key) =>
      Effect.andThen(
        options.linkRecording ?? Effect.void,
        Ref.update(row, (row) => ({ ...row, recording, keys: [...row.keys, key] }))
      ),
    leaveMessage: () => Effect.void,
    eraseCaller: () => Effect.succeed(true),
    keepUnassigned: (_, call) => Ref.update(unassigned, (all) => [...all, call])
  })

  const stored = (path: string, content: string) =>
    Ref.update(blobs, (all) => new Map([...all, [path, content]])).pipe(
      Effect.andThen(did(`store ${path.split("/")[1]}`)),
      Effect.as({ url: `blob:${path}`, bytes: content.length })
    )
  const blobStore = BlobStore.of({
    put: (path, content) => Effect.andThen(options.put ?? Effect.void, stored(path, content)),
    putFile: (path, file) => Effect.andThen(options.putFile ?? Effect.void, stored(path, file)),
    look: (path) =>
      Effect.andThen(options.look ?? Effect.void, Ref.get(blobs)).pipe(
        Effect.map((all) => all.get(path) ?? (options.egressStored ?? true ? "egress's recording" : undefined)),
        Effect.map((content) =>
          content === undefined ? Option.none() : Option.some({ url: `blob:${path}`, bytes: content.length })
        )
      ),
    remove: (path) => did(`destroy ${path.split("/")[1]}`),
    sweep: () => Effect.succeed(0),
    url: (path) => `blob:${path}`
  })

  const write = (callId: CallId, noted: ReadonlyArray<Noted>, before: ReadonlyArray<Noted>) =>
    Effect.andThen(
      options.disk?.(noted) ?? Effect.void,
      Ref.update(notes, (all) => new Map([...all, [callId, [...before, ...noted]]]))
    )
  const journalOf = (callId: CallId): CallJournal => ({
    append: (noted) => Effect.flatMap(Ref.get(notes), (all) => write(callId, noted, all.get(callId) ?? [])),
    replace: (noted) => write(callId, noted, []),
    recordingFile: Effect.as(options.disk?.([]) ?? Effect.void, `/spool/${callId}/recording.ogg`),
    recording: Effect.as(
      options.lookForRecording ?? Effect.void,
      options.recorded ?? true ? Option.some({ file: `/spool/${callId}/recording.ogg`, bytes: 4 }) : Option.none()
    ),
    dropRecording: Effect.void,
    clear: Ref.update(notes, (all) => new Map([...all].filter(([id]) => id !== callId)))
  })
  const journal = Journal.of({
    open: (callId) => Effect.succeed(journalOf(callId)),
    abandoned: Effect.succeed({ entries: [], alive: 0, doubtful: 0 }),
    elsewhere: Effect.succeed([]),
    bereaved: Effect.succeed(false),
    owner: "stage",
    retire: () => Effect.void
  })

  const origin: MessageOrigin = {
    callId: CallId.make("call-1"),
    start: {
      agentId: clinic.id,
      callerNumber,
      dialedNumber: dialledNumber,
      roomName: job.room,
      startedAt: "1970-01-01T00:00:00.000Z"
    }
  }

  const layer = Layer.mergeAll(
    Layer.succeed(Telephony, telephony),
    Layer.succeed(VoiceSession, voice),
    Layer.succeed(ConfigApi, configApi),
    Layer.succeed(BlobStore, blobStore),
    Layer.succeed(Journal, journal),
    Layer.mock(Messages, {
      keep: (message) =>
        (options.keepMessage ?? Effect.void).pipe(
          Effect.andThen(Ref.update(messages, (all) => [...all, message])),
          Effect.andThen(did(`keep ${message.complete ? "" : "unfinished "}${message.kind}`))
        ),
      withdraw: ({ id }) => Ref.update(wishes, (all) => [...all, id]),
      claim: () =>
        Effect.map(Effect.all([Ref.get(wishes), Ref.get(messages)]), ([ids, all]) =>
          Option.some({
            open: [],
            withdrawn: all.filter(({ id }) => ids.includes(id)).map((message) => ({
              at: message.takenAt,
              kept: { version: 1 as const, message, origin, deliveries: {} }
            })),
            takenBack: ({ id }) => Ref.update(wishes, (all) => all.filter((one) => one !== id)),
            save: () => Effect.void,
            renew: Effect.succeed(true)
          })),
      read: ({ id }) =>
        Effect.map(
          Effect.map(Ref.get(messages), (all) => Option.fromUndefinedOr(all.find((one) => one.id === id))),
          Option.map((message) => ({
            version: 1,
            message,
            origin,
            deliveries: options.messagesGone === true
              ? { webhook: { _tag: "delivered", at: message.takenAt } }
              : {}
          }))
        ),
      remove: ({ message: { id } }) =>
        (options.removeMessage ?? Effect.void).pipe(
          Effect.andThen(Ref.update(messages, (all) => all.filter((one) => one.id !== id))),
          Effect.andThen(did("remove message"))
        )
    }),
    Layer.succeed(Anonymizer, { anonymize: options.anonymize ?? ((raw) => Effect.succeed(asItIs(raw))) })
  )

  /** The agent's model calls a tool. */
  const callTool = Effect.fnUntraced(function*(name: string, args: string, spokeFirst = false) {
    const call: ToolCall = {
      id: `t${++spoken}`,
      name,
      args,
      at: yield* Clock.currentTimeMillis,
      spokeFirst,
      answer: (output, answered) => did(`answer ${answered?.isError === true ? "error " : ""}${output}`)
    }
    return yield* Queue.offer(events, { _tag: "ToolCalled", call })
  })

  return {
    layer,
    log: Ref.get(log),
    row: Ref.get(row),
    blobs: Ref.get(blobs),
    unassigned: Ref.get(unassigned),
    messages: Ref.get(messages),
    /** What the journal has of each call that it has anything of. */
    /** The file that the worker's own recording is written to by now. */
    recordedTo: Ref.get(recordedTo),
    kept: Effect.map(Ref.get(notes), (all) => [...all.values()].map(storyOf)),
    /** What is still owed, as the journal has it. */
    owed: Effect.map(Ref.get(notes), (all) => [...all.values()].flatMap((noted) => storyOf(noted).owed ?? [])),
    emit: (...all: ReadonlyArray<VoiceEvent>) => Queue.offerAll(events, all),
    agentSays,
    callTool,
    endEvents: Queue.end(events),
    hangUp: Deferred.succeed(left, undefined),
    /** The caller presses keys of their telephone. */
    press: (pressed: string) => Queue.offerAll(keys, [...pressed]),
    drain: Deferred.succeed(drained, undefined),
    /** LiveKit ends the job. */
    terminate: Deferred.succeed(terminated, undefined),
    /** LiveKit gives the room to a new job. */
    replace: Deferred.succeed(replaced, undefined),
    /** The worker's own connection to the room is lost for a moment. */
    disturb: Deferred.succeed(disturbed, undefined),
    /** The call under test. */
    call: handleCall({ ...job, terminated: Deferred.await(terminated), done: (outcome) => did(`done: ${outcome}`) }, {
      drained: Deferred.await(drained)
    }).pipe(
      Effect.provide(layer)
    )
  }
})
