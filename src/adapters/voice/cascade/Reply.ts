import type { voice } from "@livekit/agents"
import type { AudioFrame } from "@livekit/rtc-node"
import { type Cause, Deferred, Duration, Effect, Exit, Queue, Result, Stream } from "effect"
import { ReadableStream, type ReadableStreamDefaultController } from "node:stream/web"
import type { ToolSpec } from "../../../domain/Tool.ts"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import { type AwaitedReply, type FunctionCall, type Host, ownItem, type Session } from "../Brain.ts"
import { framesOf, secondsOf, speak, type TtsOptions } from "../phrases/Synthesis.ts"
import { firstWords } from "../Playback.ts"
import type { Sdk } from "../Sdk.ts"
import type { ChatMessage } from "./ChatMessages.ts"
import { ask, type ChatOptions, type ChatTokens } from "./ChatModel.ts"
import * as Sentences from "./Sentences.ts"

export interface ReplyOptions extends Pick<Host, "elapsed" | "emit" | "fork" | "now" | "outside" | "stretches"> {
  readonly sdk: Sdk
  readonly session: Session
  readonly tts: TtsOptions
  readonly chat: ChatOptions
  readonly tools: ReadonlyArray<ToolSpec>
  readonly messages: ReadonlyArray<ChatMessage>
  readonly tokens: ChatTokens
  /** What the TTS has been asked for, and has said. */
  readonly spoken: { characters: number; seconds: number }
  /** There is something of it to hear: this is what says it. */
  readonly begun: (speech: voice.SpeechHandle, reply: Reply) => void
  readonly called: (call: FunctionCall, reply: Reply) => void
  /** A content filter has refused the question. */
  readonly filtered: () => void
  /** All its function calls are answered, and it is to be spoken about. */
  readonly goOn: () => void
}

/** A reply under way: thought, spoken, heard. */
export interface Reply {
  /** `elapsed` */
  readonly askedAt: number
  /** Nothing of it can be heard yet, and it has called nothing. */
  readonly isSilent: () => boolean
  readonly awaited: () => AwaitedReply | undefined
  readonly takeBack: () => void
  readonly answered: (callId: string, goOn: boolean) => void
  /** Its words, and since when they are heard (epoch milliseconds), as long as nobody has noted how far they were. */
  readonly unheard: () => { readonly text: string; readonly at: number } | undefined
}

/** How long the TTS may take to begin a sentence, and to go on with it. */
const speechPatience = Duration.seconds(3)
/** What is missing of a sentence that counts as heard (seconds). */
const tolerance = 0.1
/** About how long a character takes to say, where that is not known yet. */
const secondsPerCharacter = 0.06

interface Sentence {
  readonly text: string
  seconds: number
  whole: boolean
}

/** Begins a reply. What becomes of it is told by events; the chat model, the TTS and the caller's ear work at once. */
export const begin = (options: ReplyOptions): Reply => {
  const { elapsed, emit, now, outside, sdk, session, spoken, stretches, tools, tts } = options
  const askedAt = elapsed()
  const sentences: Array<Sentence> = []
  const open = new Set<string>()
  const turnCame = Deferred.makeUnsafe<void>()
  let speech: voice.SpeechHandle | undefined
  const frames: Array<AudioFrame> = []
  let isWhole = false
  let wake: () => void = () => {}
  let before = Number.POSITIVE_INFINITY
  /** When its turn to be said has come (epoch milliseconds): before anything that it calls for. */
  let saidAt = Number.POSITIVE_INFINITY
  let calledTool = false
  let goesOn = false
  let isThought = false
  let isNoted = false
  let isCancelled = false
  let failure: string | undefined

  const fail = (code: string) => {
    if (isCancelled || failure !== undefined) return
    failure = code
    // What there is of it is heard out first: the next is not asked to say it again.
    if (speech === undefined || speech.done()) emit({ _tag: "ReplyFailed", code })
  }
  const settle = () => {
    if (!isThought || open.size > 0 || !goesOn) return
    goesOn = false
    options.goOn()
  }

  /** What was heard of it, in the first so many seconds. */
  const heardIn = (seconds: number) => {
    let left = seconds + tolerance
    const heard: Array<string> = []
    for (const sentence of sentences) {
      const length = sentence.whole
        ? sentence.seconds
        : Math.max(sentence.seconds, sentence.text.length * secondsPerCharacter)
      if (length <= 0 || left <= tolerance) break
      heard.push(left >= length ? sentence.text : firstWords(sentence.text, (left - tolerance) / length))
      left -= length
    }
    return heard.filter((text) => text !== "").join(" ")
  }

  /** Tells what was heard of it. */
  const note = (handle: voice.SpeechHandle) => {
    const { last } = stretches()
    isNoted = true
    if (last === undefined || last.number <= before) return
    const text = heardIn(last.seconds)
    if (text === "") return
    emit({
      _tag: "AgentSaid",
      itemId: sdk.agents.shortuuid(ownItem),
      text,
      spokenAt: saidAt,
      interrupted: handle.interrupted || failure !== undefined,
      of: "reply"
    })
  }

  /** It is not heard any more. */
  const over = (handle: voice.SpeechHandle) => {
    if (handle.interrupted) stop()
    note(handle)
    if (failure !== undefined && !isCancelled && !handle.interrupted) emit({ _tag: "ReplyFailed", code: failure })
  }

  /** Gives the output a frame once it takes one, and there is one. */
  const give = (controller: ReadableStreamDefaultController<AudioFrame>, taken: () => void): void => {
    const frame = frames.shift()
    if (frame === undefined && !isWhole) {
      wake = () => give(controller, taken)
      return
    }
    wake = () => {}
    if (frame === undefined) controller.close()
    else controller.enqueue(frame)
    taken()
  }
  const audio = new ReadableStream<AudioFrame>({
    pull: (controller) => {
      if (before === Number.POSITIVE_INFINITY) {
        before = stretches().begun
        saidAt = now()
      }
      Deferred.doneUnsafe(turnCame, Exit.void)
      return new Promise<void>((taken) => give(controller, taken))
    },
    cancel: () => {
      wake = () => {}
    }
  }, { highWaterMark: 0 })

  /** There is something to hear. */
  const play = (more: ReadonlyArray<AudioFrame>) => {
    frames.push(...more)
    if (speech === undefined) {
      // The session throws where it is closed already.
      const handle = outside(() => session.say("…", { audio, allowInterruptions: true, addToChatCtx: false }))
      speech = handle
      options.begun(handle, reply)
      handle.addDoneCallback(() => over(handle))
    }
    wake()
  }
  const endAudio = () => {
    isWhole = true
    wake()
  }

  const say = Effect.fnUntraced(
    function*(sentence: Sentence, parts: Queue.Queue<Int16Array, PhraseNotHeard | Cause.Done>) {
      sentences.push(sentence)
      yield* Stream.fromQueue(parts).pipe(Stream.runForEach((samples) =>
        Effect.try({
          try: () => {
            sentence.seconds += secondsOf(samples)
            spoken.seconds += secondsOf(samples)
            play(framesOf(sdk, samples))
          },
          catch: () => new PhraseNotHeard({ reason: "closed" })
        })
      ))
      sentence.whole = true
    }
  )

  /** A sentence is asked of the TTS, once more where nothing came. */
  const render = (text: string, parts: Queue.Queue<Int16Array, PhraseNotHeard | Cause.Done>) => {
    let came = false
    const once = Effect.suspend(() => {
      spoken.characters += text.length
      return speak(tts, text, { within: speechPatience }).pipe(
        Stream.runForEach((samples) => {
          came = true
          return Queue.offer(parts, samples)
        }),
        Effect.andThen(
          Effect.suspend(() => came ? Effect.void : Effect.fail(new PhraseNotHeard({ reason: "noAudio" })))
        )
      )
    })
    return once.pipe(
      Effect.retry({ times: 1, while: ({ reason }) => !came && reason !== "notPcm" }),
      Effect.matchEffect({
        onFailure: (error) => Queue.fail(parts, error),
        onSuccess: () => Queue.end(parts)
      })
    )
  }

  const run = Effect.gen(function*() {
    const texts = yield* Queue.unbounded<string, Cause.Done>()
    const splitter = Sentences.make()
    const names = tools.map(({ name }) => name)
    let isWritten = false

    const offer = (whole: ReadonlyArray<string>) => {
      for (const text of whole) {
        isWritten ||= Sentences.looksLikeCall(text, names)
        if (!isWritten && Sentences.spoken(text) !== "") Queue.offerUnsafe(texts, Sentences.spoken(text))
      }
    }
    const think = ask(options.chat, { messages: options.messages, tools }, {
      began: () => emit({ _tag: "ReplyCreated", at: now() }),
      text: (piece) => offer(splitter.push(piece))
    }, options.tokens).pipe(
      Effect.tap(() => Effect.sync(() => offer(splitter.end()))),
      Effect.ensuring(Effect.sync(() => Queue.endUnsafe(texts)))
    )

    /** The next sentence is rendered while one is being said. */
    const speakAll = Stream.fromQueue(texts).pipe(
      Stream.mapEffect(Effect.fnUntraced(function*(text) {
        const parts = yield* Queue.unbounded<Int16Array, PhraseNotHeard | Cause.Done>()
        yield* Effect.forkScoped(render(text, parts))
        return { parts, sentence: { text, seconds: 0, whole: false } }
      })),
      Stream.buffer({ capacity: 1 }),
      Stream.runForEach(({ parts, sentence }) => say(sentence, parts)),
      Effect.ensuring(Effect.sync(endAudio)),
      Effect.scoped
    )

    const [thought, said] = yield* Effect.all([Effect.result(think), Effect.result(speakAll)], { concurrency: 2 })
    if (Result.isFailure(thought)) {
      if (thought.failure.code === "content_filter") options.filtered()
      fail(thought.failure.code)
    } else if (Result.isFailure(said)) fail("tts")
    else if (isWritten) fail("writtenCall")
    const calls = Result.isSuccess(thought) ? thought.success.calls : []
    if (calls.length === 0 && sentences.length === 0) fail("empty")
    // Who ends the call once its own goodbye has played has to be at it by then.
    if (calls.length > 0 && speech !== undefined) yield* Deferred.await(turnCame)
    for (const call of calls) {
      const id = sdk.agents.shortuuid("call_") // a model may call all of its calls the same
      open.add(id)
      calledTool = true
      options.called({ ...call, id, spokeFirst: speech !== undefined }, reply)
    }
    isThought = true
    settle()
  })

  const reply: Reply = {
    askedAt,
    isSilent: () => speech === undefined && !calledTool && !isCancelled && !isThought,
    awaited: () => {
      if (isCancelled) return undefined
      if (speech === undefined ? isThought : speech.done() || speech.interrupted) return undefined
      return { speech, silent: speech === undefined && !calledTool, calledTool }
    },
    takeBack: () => {
      isCancelled = true
      stop()
    },
    answered: (callId, goOn) => {
      open.delete(callId)
      goesOn ||= goOn
      settle()
    },
    unheard: () => {
      if (isNoted || isCancelled || speech === undefined) return undefined
      // What the TTS has failed to say, nobody will hear.
      const text = isThought
        ? heardIn(sentences.reduce((sum, { seconds }) => sum + seconds, 0))
        : sentences.map(({ text }) => text).join(" ")
      return { text, at: Math.min(saidAt, now()) }
    }
  }
  const stop = options.fork(run)
  return reply
}
