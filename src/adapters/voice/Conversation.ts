import type { voice } from "@livekit/agents"
import { type Cause, Duration, Effect, FiberSet, Queue, Result, Schedule, type Scope, Semaphore, Stream } from "effect"
import { AsyncLocalStorage } from "node:async_hooks"
import type { VoiceFailure, VoiceName } from "../../domain/VoiceChange.ts"
import type { Conversation, ConversationOptions, ModelUnavailable, VoiceEvent } from "../../services/VoiceSession.ts"
import { ttsFallbacks } from "../../telemetry/Metrics.ts"
import * as Brain from "./Brain.ts"
import * as CallClock from "./CallClock.ts"
import type { CallerTap } from "./CallerTap.ts"
import { bounds, closing } from "./Closing.ts"
import * as Memory from "./Memory.ts"
import type { RenderedPhrases } from "./phrases/RenderedPhrases.ts"
import { phraseOf, type Speaker } from "./phrases/Synthesis.ts"
import { tone } from "./phrases/Tone.ts"
import * as Playback from "./Playback.ts"
import type { Sdk } from "./Sdk.ts"
import * as Session from "./Session.ts"
import * as Speaking from "./Speaking.ts"
import * as ToolCalls from "./ToolCalls.ts"
import * as Turn from "./Turn.ts"
import { byModel, ttsRow } from "./Usage.ts"

/** Who may hold the conversation. Voices of one maker are one brain, which is somewhere else each time. */
export interface Voice {
  readonly name: VoiceName
  readonly brain: (host: Brain.Host) => Brain.Brain
  /** Completes when it can take over. */
  readonly ready: Effect.Effect<void, ModelUnavailable>
}

export interface ConversationParts {
  readonly sdk: Sdk
  readonly livekitCloud: boolean
  /** Who thinks: the first begins, the others take over, in this order. */
  readonly voices: readonly [Voice, ...Array<Voice>]
  /** A voice had to be left. */
  readonly failed: (voice: VoiceName, reason: VoiceFailure) => Effect.Effect<void>
  /** From whom the first has taken over, before the conversation began. */
  readonly instead?: { readonly of: VoiceName; readonly reason: VoiceFailure }
  /** Fixed phrases in a voice of their own. Without it the brain recites them. */
  readonly tts?: { readonly deployment: string; readonly phrases: RenderedPhrases; readonly speaker: Partial<Speaker> }
}

/** How much of a reply may have been heard for it to be taken back. */
const takeBackMillis = 300
const transcriptBound = Duration.seconds(4)
/** How long a reply that was cut off may take to tell how much of it was heard. */
const cutBound = Duration.millis(300)
/** How long a voice may take until it can take over. */
const readyBound = Duration.seconds(3)

/** Waits for what nobody tells. */
const when = (holds: () => boolean) =>
  Effect.sync(holds).pipe(
    Effect.repeat({ until: (it) => it, schedule: Schedule.spaced("20 millis") }),
    Effect.asVoid
  )

/** Starts the SDK's session on the caller's line, and speaks for it in our own terms: the same whoever thinks. */
export const start = Effect.fnUntraced(function*(
  { failed, instead, livekitCloud, sdk, tts, voices }: ConversationParts,
  options: ConversationOptions
): Effect.fn.Return<Conversation, never, Scope.Scope> {
  const { AgentSessionEventTypes } = sdk.agents.voice
  const { elapsed, now } = yield* CallClock.make
  const events = yield* Queue.unbounded<VoiceEvent, Cause.Done>()
  const end = () => {
    speaks?.close()
    Queue.endUnsafe(events)
  }
  yield* Effect.addFinalizer(() => Effect.sync(end))
  const fork = yield* FiberSet.makeRuntime<never>()
  const memory = Memory.make()
  const speeches = new Set<voice.SpeechHandle>()
  let session: Brain.Session | undefined
  let speaks: Speaking.Speaking | undefined
  let caller: CallerTap | undefined
  const [first, ...others] = voices
  const left = [...others]
  let speaking = first
  /** Whose brain is listened to: nobody's while the conversation is handed over. */
  let heard: Voice["brain"] | undefined = first.brain
  let standing = options.instructions

  const emit = (event: VoiceEvent) => {
    if (event._tag === "CallerSaid") {
      memory.note({ _tag: "Said", by: "caller", at: event.spokenAt, id: event.itemId, text: event.text })
    }
    if (event._tag === "AgentSaid") {
      memory.note({ _tag: "Said", by: "agent", at: event.spokenAt, id: event.itemId, text: event.text })
    }
    Queue.offerUnsafe(events, event)
  }
  const hostOf = (brain: Voice["brain"]): Brain.Host => ({
    emit: (event) => {
      if (heard === brain) emit(event)
    },
    called: (call) => {
      if (heard === brain) tools.called(call)
    },
    now,
    elapsed,
    later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act))),
    warn: (message) => void fork(Effect.logWarning(message)),
    fork: (work) => {
      const fiber = fork(Effect.ignoreCause(work, { log: "Warn", message: "a part of the conversation has failed" }))
      return () => fiber.interruptUnsafe()
    },
    memory,
    get caller() {
      return caller
    },
    // The SDK reads the context that it is called in: a reply asked for from within a task of its own is another thing.
    outside,
    heardAt: () => speaks?.heardAt() ?? Number.NEGATIVE_INFINITY,
    speaker: () => session?._activity?.currentSpeech,
    stretches: () => ({ begun: speaks?.count() ?? 0, last: speaks?.last() })
  })
  const outside = AsyncLocalStorage.snapshot()
  const makers = [...new Set(voices.map(({ brain }) => brain))]
  const brains = new Map(makers.map((make) => [make, make(hostOf(make))] as const))
  const brainOf = (voice: Voice) => brains.get(voice.brain) as Brain.Brain
  const current = () => brainOf(speaking)
  const shell = { ...hostOf(first.brain), emit }
  const { speaker } = shell
  const tools = ToolCalls.make(shell, (call, answer) => current().answer(call, answer))

  const opened = yield* Session.open(sdk, {
    media: options.media,
    livekitCloud,
    // A realtime model is the SDK's from the start, whoever begins; the cascade needs nothing of it.
    agent: brainOf(voices.find(({ name }) => name !== "cascade") ?? first).agent,
    userData: options.agent,
    ...(voices.length > 1 || first.name === "cascade" ? { tapped: { now } } : {}),
    ...(options.recordTo !== undefined && { recordTo: options.recordTo })
  }, ({ caller: tap, output, session: made }) => {
    session = made
    caller = tap
    made.on(AgentSessionEventTypes.SpeechCreated, ({ speechHandle }) => {
      speeches.add(speechHandle)
      speechHandle.addDoneCallback(() => speeches.delete(speechHandle))
    })
    made.on(AgentSessionEventTypes.Close, end)
    for (const brain of brains.values()) brain.attach(made)
    const speaking = Speaking.make(output, shell, () => {
      const speech = speaker()
      return speech !== undefined && current().isReply(speech) ? "reply" : "phrase"
    })
    speaks = speaking
    const turn = Turn.make(shell, {
      askedAt: (speech) => current().askedAt(speech),
      takeBack: (speech) => current().takeBack(speech)
    })
    return {
      speaking,
      turn,
      play: Playback.make({
        elapsed,
        outside,
        session: made,
        speaking,
        turn,
        said: ({ interrupted, startedAt: spokenAt, text }) => {
          const itemId = sdk.agents.shortuuid(Brain.ownItem)
          emit({ _tag: "AgentSaid", itemId, text, spokenAt, interrupted, of: "phrase" })
          current().tell({ itemId, text, spokenAt })
        }
      })
    }
  })
  const { attached: { play, speaking: line, turn } } = opened
  current().enter(now())
  if (instead !== undefined) {
    emit({
      _tag: "VoiceChanged",
      changed: true,
      from: instead.of,
      to: first.name,
      reason: instead.reason,
      at: now(),
      voicesLeft: left.length
    })
  }
  yield* Effect.addFinalizer(() => tools.release)

  const interrupt = () => {
    const reply = current().awaited()
    if (reply !== undefined) current().takeBack(reply.speech)
    outside(() => {
      for (const speech of speeches) void speech.interrupt(true)
    })
  }
  // Closing takes the output away before it can tell how much was heard: all of the reply would count.
  yield* Effect.addFinalizer(() =>
    closing("the last reply", bounds.lastReply, async () => {
      const speech = speaker()
      interrupt()
      await speech?.waitForPlayout()
    })
  )

  const changeVoice = Effect.fn("VoiceSession.changeVoice")(function*(reason: VoiceFailure) {
    // What it was about to say behind a phrase, the next voice says.
    outside(() => {
      for (const speech of speeches) if (current().isReply(speech)) void speech.interrupt(true)
    })
    // What was said of a reply that is cut off belongs to what the next voice is told.
    const cut = [...speeches].filter((speech) => speech.interrupted)
    yield* when(() => cut.every((speech) => speech.done())).pipe(Effect.timeout(cutBound), Effect.ignore)
    const from = speaking.name
    yield* failed(from, reason)
    heard = undefined
    const unheardSince = current().leave()
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const isReady = yield* next.ready.pipe(Effect.timeout(readyBound), Effect.isSuccess)
      if (!isReady) continue
      speaking = next
      heard = next.brain
      yield* Effect.forkChild(current().instruct(standing))
      current().enter(unheardSince)
      yield* Effect.annotateCurrentSpan({ "voice.from": from, "voice.to": next.name, "voice.reason": reason })
      const voicesLeft = left.length
      return emit({ _tag: "VoiceChanged", changed: true, from, to: next.name, reason, at: now(), voicesLeft })
    }
    emit({ _tag: "VoiceChanged", changed: false, voicesLeft: 0 })
  })

  /** The phrases that were rendered for this call; those that were kept cost nothing. */
  const cost = { characters: 0, seconds: 0 }
  const sayByTts = Effect.fnUntraced(function*(
    { phrases, speaker }: NonNullable<ConversationParts["tts"]>,
    line: string,
    interruptible: boolean
  ) {
    const found = yield* Effect.result(phrases.get(line, speaker))
    if (Result.isFailure(found)) {
      if (!current().isAlive() || !current().isVocal()) return yield* found.failure
      yield* ttsFallbacks
      yield* Effect.logWarning(`the model says a line in the TTS's place: ${found.failure.message}`)
      return yield* current().recite(line, interruptible, turn)
    }
    const { phrase, rendered } = found.success
    if (rendered) {
      cost.characters += line.length
      cost.seconds += phrase.seconds
    }
    return yield* play(line, phrase, interruptible)
  })

  const inTurn = yield* Semaphore.make(1)
  return {
    events: Stream.fromQueue(events),
    say: Effect.fn("VoiceSession.say")(
      (line, { interruptible = true } = {}) =>
        tts === undefined ? current().recite(line, interruptible, turn) : sayByTts(tts, line, interruptible),
      inTurn.withPermits(1)
    ),
    reply: Effect.fn("VoiceSession.reply")((instructions) => Effect.sync(() => current().ask(instructions))),
    withdrawReply: Effect.sync(() => {
      const reply = current().awaited()
      if (reply === undefined || reply.calledTool) return false
      const playing = reply.speech === speaker() ? line.current() : undefined
      if (playing !== undefined && elapsed() - playing.since > takeBackMillis) return false
      current().takeBack(reply.speech)
      return true
    }).pipe(Effect.withSpan("VoiceSession.withdrawReply")),
    updateInstructions: Effect.fn("VoiceSession.updateInstructions")((instructions) =>
      Effect.suspend(() => {
        standing = instructions
        return current().instruct(instructions)
      })
    ),
    interrupt: Effect.sync(interrupt).pipe(Effect.withSpan("VoiceSession.interrupt")),
    playedOut: when(() => {
      const speech = speaker()
      return speech === undefined || speech.done() || line.current()?.stalled === true
    }).pipe(
      Effect.withSpan("VoiceSession.playedOut")
    ),
    hasOwnVoice: tts !== undefined,
    voicesLeft: left.length,
    changeVoice,
    signal: play("", phraseOf(sdk, tone()), false).pipe(Effect.ignore, Effect.withSpan("VoiceSession.signal")),
    renew: Effect.sync(() => current().renew()).pipe(Effect.withSpan("VoiceSession.renew")),
    transcribed: Effect.sync(() => current().endTurn()).pipe(
      Effect.andThen(when(() => !current().isListening())),
      Effect.timeout(transcriptBound),
      Effect.ignore,
      Effect.withSpan("VoiceSession.transcribed")
    ),
    stopRecording: opened.stopRecording.pipe(Effect.withSpan("VoiceSession.stopRecording")),
    usage: Effect.sync(() =>
      byModel([
        ...[...brains.values()].flatMap((brain) => brain.usage()),
        ...(tts === undefined ? [] : [ttsRow({
          rows: opened.session.usage.modelUsage,
          provider: "azure-openai",
          model: tts.deployment,
          rendered: cost
        })])
      ])
    )
  }
})
