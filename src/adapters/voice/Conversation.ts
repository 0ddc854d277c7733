import type { voice } from "@livekit/agents"
import {
  type Cause,
  Clock,
  Duration,
  Effect,
  FiberSet,
  Queue,
  Result,
  Schedule,
  type Scope,
  Semaphore,
  Stream
} from "effect"
import { AsyncLocalStorage } from "node:async_hooks"
import { verbatimInstruction } from "../../domain/Verbatim.ts"
import {
  type Conversation,
  type ConversationOptions,
  PhraseNotHeard,
  type VoiceEvent
} from "../../services/VoiceSession.ts"
import { ttsFallbacks } from "../../telemetry/Metrics.ts"
import * as Playback from "./Playback.ts"
import * as CallerTurns from "./realtime/CallerTurns.ts"
import { type GuardedModel, ownItem } from "./realtime/GuardedRealtimeModel.ts"
import * as Replies from "./realtime/Replies.ts"
import type { WireEvent } from "./realtime/WireEvent.ts"
import { makeTts, type RenderedPhrases, type TtsOptions } from "./RenderedPhrases.ts"
import type { Sdk } from "./Sdk.ts"
import * as Session from "./Session.ts"
import * as ToolCalls from "./ToolCalls.ts"
import { usage } from "./Usage.ts"

export interface ConversationParts {
  readonly sdk: Sdk
  readonly model: GuardedModel
  readonly livekitCloud: boolean
  /** Exact lines, and the voice for what the model answers in text alone. Without it the model says the lines. */
  readonly tts?: TtsOptions & { readonly phrases: RenderedPhrases }
}

/** How much of a reply may have been heard for it to be taken back. */
const takeBackMillis = 300
/** From asking the model for a line to its first audio. */
const audibleBound = Duration.seconds(3)
/** How long a line waits for a reply that cannot be heard yet, before it takes its place. */
const patienceMillis = 3000

/** Waits for what nobody tells. */
const when = (holds: () => boolean) =>
  Effect.sync(holds).pipe(
    Effect.repeat({ until: (it) => it, schedule: Schedule.spaced("20 millis") }),
    Effect.asVoid
  )

/** Starts the SDK's session on the caller's line, and speaks for it in our own terms. */
export const start = Effect.fnUntraced(function*(
  { livekitCloud, model, sdk, tts }: ConversationParts,
  options: ConversationOptions
): Effect.fn.Return<Conversation, never, Scope.Scope> {
  const { AgentSessionEventTypes } = sdk.agents.voice
  const realtime = model.session()
  const clock = yield* Clock.Clock
  const now = () => clock.currentTimeMillisUnsafe()
  // The SDK reads the context that it is called in: a reply asked for from within a tool's is denied all tools.
  const outside = AsyncLocalStorage.snapshot()
  const events = yield* Queue.unbounded<VoiceEvent, Cause.Done>()
  const emit = (event: VoiceEvent) => void Queue.offerUnsafe(events, event)
  yield* Effect.addFinalizer(() => Effect.sync(() => Queue.endUnsafe(events)))
  const fork = yield* FiberSet.makeRuntime<never>()
  const later = (wait: Duration.Duration, act: () => void) =>
    void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))

  const speeches = new Set<voice.SpeechHandle>()
  const lineSpeeches = new WeakSet<voice.SpeechHandle>()
  let current: voice.SpeechHandle | undefined
  let instructed: string | undefined
  /** Whether the model said the last thing that it was asked for: a mute one is not waited for a second time. */
  let modelSpeaks = true
  let speaker: () => voice.SpeechHandle | undefined = () => undefined

  const turns = CallerTurns.make({ emit, now, later })
  const replies = Replies.make<voice.SpeechHandle>({
    emit,
    now,
    later,
    speaksText: tts !== undefined,
    isWatched: (speech) => lineSpeeches.has(speech),
    abandon: (speech) => outside(() => void speech.interrupt(true)),
    askAgain: () => ask(instructed)
  })
  const tools = yield* ToolCalls.make(sdk, {
    now,
    spokeFirst: replies.spokeFirst,
    called: (call) => emit({ _tag: "ToolCalled", call })
  })

  // Nobody catches what is thrown into the SDK's socket handler; an event that cannot be read is no event.
  const reading = (read: (event: WireEvent) => void) => (event: WireEvent) => {
    try {
      read(event)
    } catch {
      fork(Effect.logWarning("an event of the realtime model could not be read"))
    }
  }
  realtime.on("openai_client_event_queued", reading((event) => replies.sent(event, speaker())))
  realtime.on(
    "openai_server_event_received",
    reading((event) => {
      turns(event)
      replies.received(event)
    })
  )
  let owed = false
  model.link.listen((event) => {
    if (event._tag !== "ModelRestored") owed = replies.dropped() || owed
    emit(event)
    if (event._tag !== "ModelRestored" || !owed) return
    owed = false
    emit({ _tag: "ReplyFailed", code: "dropped" })
  })

  const opened = yield* Session.open(sdk, {
    ...options,
    livekitCloud,
    model,
    tools: options.tools.map(tools.define),
    ...(tts !== undefined && { tts: makeTts(sdk, tts, () => emit({ _tag: "ReplyFailed", code: "tts" })) })
  }, ({ output, session }) => {
    speaker = () => session._activity?.currentSpeech
    session.on(AgentSessionEventTypes.SpeechCreated, ({ source, speechHandle }) => {
      speeches.add(speechHandle)
      speechHandle.addDoneCallback(() => speeches.delete(speechHandle))
      if (source !== "say") current = speechHandle
    })
    session.on(AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
      if (item.type !== "message" || item.role !== "assistant" || !item.textContent) return
      const { createdAt: spokenAt, id: itemId, interrupted, textContent: text } = item
      emit({ _tag: "AgentSaid", itemId, text, spokenAt, interrupted })
    })
    session.on(AgentSessionEventTypes.Close, () => void Queue.endUnsafe(events))
    return Playback.make({ output, session }, {
      now,
      outside,
      started: (at) => {
        if (current !== undefined && speaker() === current) modelSpeaks = true
        emit({
          _tag: "AgentStartedSpeaking",
          at,
          of: current !== undefined && speaker() === current ? "reply" : "phrase"
        })
      },
      stopped: (at, interrupted) => emit({ _tag: "AgentStoppedSpeaking", at, interrupted }),
      said: ({ interrupted, startedAt: spokenAt, text }) => {
        const itemId = sdk.agents.shortuuid(ownItem)
        emit({ _tag: "AgentSaid", itemId, text, spokenAt, interrupted })
        realtime.tell(itemId, text)
      }
    })
  })
  const { attached: playback, session } = opened
  yield* Effect.addFinalizer(() => tools.release)

  /** Undefined: the session is closing. In a box, because a speech is thenable, and a promise would wait for its end. */
  const generate = (reply: Parameters<typeof session.generateReply>[0]) => {
    try {
      return { speech: outside(() => session.generateReply({ ...reply, inputModality: "audio" })) }
    } catch {
      return undefined
    }
  }
  const takeBack = (speech: voice.SpeechHandle) =>
    outside(() => {
      void speech.interrupt(true)
      void realtime.interrupt()
    })
  /** The last reply, if nothing of it can be heard yet and nothing else has come of it. */
  const silentReply = () => {
    if (current === undefined || current.done() || current.interrupted) return undefined
    const reply = replies.of(current)
    return reply === undefined || Replies.isSilent(reply) ? { speech: current, askedAt: reply?.askedAt } : undefined
  }
  const ask = (instructions: string | undefined) => {
    const silent = silentReply()
    if (silent !== undefined) takeBack(silent.speech)
    instructed = instructions
    if (!model.link.alive()) emit({ _tag: "ReplyFailed", code: "modelLost" })
    else generate(instructions === undefined ? {} : { instructions })
  }

  const noteMuteness = () => {
    const askedAt = silentReply()?.askedAt
    if (askedAt !== undefined && now() - askedAt > patienceMillis) modelSpeaks = false
  }
  const sayByModel = Effect.fnUntraced(function*(line: string) {
    const asked = current
    const generated = model.link.alive()
      ? generate({ instructions: verbatimInstruction(line), toolChoice: "none" })
      : undefined
    if (generated === undefined) return yield* new PhraseNotHeard({ reason: "closed" })
    const { speech } = generated
    lineSpeeches.add(speech)
    current = asked
    const tooLate = when(() => replies.of(speech) !== undefined).pipe(
      Effect.andThen(Effect.timeout(when(() => replies.of(speech)?.audio === true), audibleBound)),
      Effect.andThen(Effect.never)
    )
    yield* Effect.promise(() => speech.waitForPlayout()).pipe(
      Effect.raceFirst(tooLate),
      Effect.timeout("60 seconds"),
      Effect.tapError(() => Effect.sync(() => void (modelSpeaks = false))),
      Effect.mapError(() => new PhraseNotHeard({ reason: "noAudio" })),
      Effect.onError(() => Effect.sync(() => takeBack(speech)))
    )
    const heard = replies.of(speech)?.audio === true
    modelSpeaks = heard
    return heard ? { interrupted: speech.interrupted } : yield* new PhraseNotHeard({ reason: "noAudio" })
  })

  const rendered = { characters: 0, seconds: 0 }
  const sayByTts = Effect.fnUntraced(function*(phrases: RenderedPhrases, line: string, interruptible: boolean) {
    // Whether it is kept is known once it is there, where it is being rendered ahead at this moment.
    const found = yield* Effect.result(Effect.all([phrases.isKept(line), phrases.get(line)]))
    if (Result.isFailure(found)) {
      if (!model.link.alive() || !modelSpeaks) return yield* found.failure
      yield* ttsFallbacks
      yield* Effect.logWarning(`the model says a line in the TTS's place: ${found.failure.message}`)
      return yield* sayByModel(line)
    }
    const [kept, audio] = found.success
    if (!kept) {
      rendered.characters += line.length
      rendered.seconds += audio.seconds
    }
    return yield* playback.play(line, audio, interruptible)
  })

  const inTurn = yield* Semaphore.make(1)
  return {
    events: Stream.fromQueue(events),
    say: Effect.fn("VoiceSession.say")(
      function*(line, { interruptible = true } = {}) {
        const silent = silentReply()
        if (silent?.askedAt !== undefined && now() - silent.askedAt > patienceMillis) takeBack(silent.speech)
        return yield* tts === undefined ? sayByModel(line) : sayByTts(tts.phrases, line, interruptible)
      },
      inTurn.withPermits(1)
    ),
    reply: Effect.fn("VoiceSession.reply")((instructions) => Effect.sync(() => ask(instructions))),
    withdrawReply: Effect.sync(() => {
      noteMuteness()
      if (current === undefined || current.done() || current.interrupted || tools.isBusy(current)) return false
      const since = current === speaker() ? playback.playingSince() : undefined
      const reply = replies.of(current)
      if (reply?.tool === true || (since !== undefined && now() - since > takeBackMillis)) return false
      takeBack(current)
      return true
    }).pipe(Effect.withSpan("VoiceSession.withdrawReply")),
    updateInstructions: Effect.fn("VoiceSession.updateInstructions")((instructions) =>
      Effect.promise(() => realtime.updateInstructions(instructions))
    ),
    interrupt: Effect.sync(() => {
      noteMuteness()
      const speaking = speaker()
      outside(() => {
        for (const speech of speeches) if (speech === speaking || !tools.isBusy(speech)) void speech.interrupt(true)
        void realtime.interrupt()
      })
    }).pipe(Effect.withSpan("VoiceSession.interrupt")),
    playedOut: when(() => {
      const speaking = speaker()
      return speaking === undefined || speaking.done() || silentReply()?.speech === speaking
    }).pipe(
      Effect.withSpan("VoiceSession.playedOut")
    ),
    hasOwnVoice: tts !== undefined,
    renew: Effect.void,
    transcribed: Effect.void,
    usage: Effect.sync(() =>
      usage({
        session: session.usage,
        provider: "azure-openai",
        realtimeModel: model.model,
        audioSeconds: replies.audioSeconds(),
        ...(tts !== undefined && { lines: { model: tts.deployment, ...rendered } })
      })
    )
  }
})
