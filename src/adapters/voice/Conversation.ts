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
import type { Conversation, ConversationOptions, VoiceEvent } from "../../services/VoiceSession.ts"
import { ttsFallbacks } from "../../telemetry/Metrics.ts"
import * as Brain from "./Brain.ts"
import { bounds, closing } from "./Closing.ts"
import type { RenderedPhrases } from "./phrases/RenderedPhrases.ts"
import type { Speaker } from "./phrases/Synthesis.ts"
import * as Playback from "./Playback.ts"
import type { Sdk } from "./Sdk.ts"
import * as Session from "./Session.ts"
import * as Speaking from "./Speaking.ts"
import * as ToolCalls from "./ToolCalls.ts"
import * as Turn from "./Turn.ts"
import { ttsRow } from "./Usage.ts"

export interface ConversationParts {
  readonly sdk: Sdk
  readonly livekitCloud: boolean
  /** Who thinks. */
  readonly brain: (host: Brain.Host) => Brain.Brain
  /** Fixed phrases in a voice of their own. Without it the brain recites them. */
  readonly tts?: { readonly deployment: string; readonly phrases: RenderedPhrases; readonly speaker: Partial<Speaker> }
}

/** How much of a reply may have been heard for it to be taken back. */
const takeBackMillis = 300
const transcriptBound = Duration.seconds(4)

/** Waits for what nobody tells. */
const when = (holds: () => boolean) =>
  Effect.sync(holds).pipe(
    Effect.repeat({ until: (it) => it, schedule: Schedule.spaced("20 millis") }),
    Effect.asVoid
  )

/** Starts the SDK's session on the caller's line, and speaks for it in our own terms: the same whoever thinks. */
export const start = Effect.fnUntraced(function*(
  { brain: makeBrain, livekitCloud, sdk, tts }: ConversationParts,
  options: ConversationOptions
): Effect.fn.Return<Conversation, never, Scope.Scope> {
  const { AgentSessionEventTypes } = sdk.agents.voice
  const clock = yield* Clock.Clock
  const events = yield* Queue.unbounded<VoiceEvent, Cause.Done>()
  const end = () => {
    speaks?.close()
    Queue.endUnsafe(events)
  }
  yield* Effect.addFinalizer(() => Effect.sync(end))
  const fork = yield* FiberSet.makeRuntime<never>()
  let session: Brain.Session | undefined
  let speaks: Speaking.Speaking | undefined

  const host: Brain.Host = {
    emit: (event) => void Queue.offerUnsafe(events, event),
    called: (call) => tools.called(call),
    now: () => clock.currentTimeMillisUnsafe(),
    elapsed: () => Number(clock.monotonicTimeNanosUnsafe()) / 1e6,
    later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act))),
    warn: (message) => void fork(Effect.logWarning(message)),
    // The SDK reads the context that it is called in: a reply asked for from within a task of its own is another thing.
    outside: AsyncLocalStorage.snapshot(),
    heardAt: () => speaks?.heardAt() ?? Number.NEGATIVE_INFINITY,
    speaker: () => session?._activity?.currentSpeech
  }
  const { elapsed, emit, outside, speaker } = host
  const brain = makeBrain(host)
  const tools = ToolCalls.make(host, brain.answer)
  const speeches = new Set<voice.SpeechHandle>()

  const opened = yield* Session.open(sdk, {
    media: options.media,
    livekitCloud,
    agent: brain.agent,
    userData: options.agent,
    ...(options.recordTo !== undefined && { recordTo: options.recordTo })
  }, ({ output, session: made }) => {
    session = made
    made.on(AgentSessionEventTypes.SpeechCreated, ({ speechHandle }) => {
      speeches.add(speechHandle)
      speechHandle.addDoneCallback(() => speeches.delete(speechHandle))
    })
    made.on(AgentSessionEventTypes.Close, end)
    brain.attach(made)
    const speaking = Speaking.make(output, host, () => {
      const speech = speaker()
      return speech !== undefined && brain.isReply(speech) ? "reply" : "phrase"
    })
    speaks = speaking
    const turn = Turn.make(host, brain)
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
          brain.tell({ itemId, text, spokenAt })
        }
      })
    }
  })
  const { attached: { play, speaking, turn } } = opened
  yield* Effect.addFinalizer(() => tools.release)

  const interrupt = () => {
    const reply = brain.awaited()
    if (reply !== undefined) brain.takeBack(reply.speech)
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

  /** The phrases that were rendered for this call; those that were kept cost nothing. */
  const cost = { characters: 0, seconds: 0 }
  const sayByTts = Effect.fnUntraced(function*(
    { phrases, speaker }: NonNullable<ConversationParts["tts"]>,
    line: string,
    interruptible: boolean
  ) {
    const found = yield* Effect.result(phrases.get(line, speaker))
    if (Result.isFailure(found)) {
      if (!brain.isAlive() || !brain.isVocal()) return yield* found.failure
      yield* ttsFallbacks
      yield* Effect.logWarning(`the model says a line in the TTS's place: ${found.failure.message}`)
      return yield* brain.recite(line, interruptible, turn)
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
        tts === undefined ? brain.recite(line, interruptible, turn) : sayByTts(tts, line, interruptible),
      inTurn.withPermits(1)
    ),
    reply: Effect.fn("VoiceSession.reply")((instructions) => Effect.sync(() => brain.ask(instructions))),
    withdrawReply: Effect.sync(() => {
      const reply = brain.awaited()
      if (reply === undefined || reply.calledTool) return false
      const playing = reply.speech === speaker() ? speaking.current() : undefined
      if (playing !== undefined && elapsed() - playing.since > takeBackMillis) return false
      brain.takeBack(reply.speech)
      return true
    }).pipe(Effect.withSpan("VoiceSession.withdrawReply")),
    updateInstructions: Effect.fn("VoiceSession.updateInstructions")((instructions) => brain.instruct(instructions)),
    interrupt: Effect.sync(interrupt).pipe(Effect.withSpan("VoiceSession.interrupt")),
    playedOut: when(() => {
      const speech = speaker()
      return speech === undefined || speech.done() || speaking.current()?.stalled === true
    }).pipe(
      Effect.withSpan("VoiceSession.playedOut")
    ),
    hasOwnVoice: tts !== undefined,
    renew: Effect.sync(() => brain.renew()).pipe(Effect.withSpan("VoiceSession.renew")),
    transcribed: Effect.sync(() => brain.endTurn()).pipe(
      Effect.andThen(when(() => !brain.isListening())),
      Effect.timeout(transcriptBound),
      Effect.ignore,
      Effect.withSpan("VoiceSession.transcribed")
    ),
    stopRecording: opened.stopRecording.pipe(Effect.withSpan("VoiceSession.stopRecording")),
    usage: Effect.sync(() => [
      brain.usage(),
      ...(tts === undefined ? [] : [ttsRow({
        rows: opened.session.usage.modelUsage,
        provider: "azure-openai",
        model: tts.deployment,
        rendered: cost
      })])
    ])
  }
})
