import type { voice } from "@livekit/agents"
import { Effect } from "effect"
import type { OpenAI } from "openai"
import type { AgentConfig } from "../../../domain/AgentConfig.ts"
import type { ModelUsage } from "../../../domain/CallRecord.ts"
import type { ToolSpec } from "../../../domain/Tool.ts"
import { ModelUnavailable, PhraseNotHeard } from "../../../services/VoiceSession.ts"
import type { Brain, FunctionCall, Host, Session } from "../Brain.ts"
import { insert, type Remembered } from "../Memory.ts"
import type { TtsOptions } from "../phrases/Synthesis.ts"
import type { Sdk } from "../Sdk.ts"
import * as CallerTurns from "./CallerTurns.ts"
import { chatMessages } from "./ChatMessages.ts"
import * as Reply from "./Reply.ts"
import { transcribe } from "./Transcribe.ts"
import * as Vad from "./Vad.ts"

export interface CascadeBrainOptions {
  readonly sdk: Sdk
  readonly client: OpenAI
  readonly vad: Vad.Model
  readonly sttDeployment: string
  readonly chatDeployment: string
  readonly tts: TtsOptions
  readonly instructions: string
  readonly tools: ReadonlyArray<ToolSpec>
  /** The only language that is spoken, if it is one, as ISO 639-1 has it. */
  readonly language?: string
  /** How long somebody who has said this may be silent, to what was said before (milliseconds). */
  readonly patience: (said: string, asked: string) => Effect.Effect<number>
}

/** What a model is told in the place of words that a content filter refuses. */
const unspeakable = "(The caller said something that could not be passed on.)"

const provider = "azure-openai"
const rounded = (seconds: number) => Math.round(seconds * 10) / 10

/** A brain of three models: what the caller says is transcribed, a chat model answers it, and that is spoken. */
export const make = (options: CascadeBrainOptions, host: Host): Brain => {
  const { sdk, tools, tts } = options
  const { emit, memory, now, outside, speaker } = host
  const { shortuuid } = sdk.agents
  const tokens = { input: 0, output: 0, cached: 0 }
  const spoken = { characters: 0, seconds: 0 }
  const bySpeech = new WeakMap<voice.SpeechHandle, Reply.Reply>()
  const byCall = new Map<string, Reply.Reply>()
  /** What the caller has said that a content filter refuses, by its id: it would refuse every answer of the call. */
  const refused = new Set<string>()
  let standing = options.instructions
  let session: Session | undefined
  let current: Reply.Reply | undefined
  let isAlive = true
  let stopListening: () => void = () => {}

  const turns = CallerTurns.make({
    ...host,
    newId: () => shortuuid("turn_"),
    patience: (said) => options.patience(said, memory.lastSaid()),
    transcribe: (pieces) =>
      transcribe({
        client: options.client,
        deployment: options.sttDeployment,
        ...(options.language !== undefined && { language: options.language })
      }, pieces),
    began: () => giveWay()
  })

  /** The caller speaks: what is heard is cut off, where it may be; what the agent was about to say, it does not say any more. */
  const giveWay = () => {
    // A reply may wait behind a phrase that may not be cut off.
    for (const speech of new Set([speaker(), current?.awaited()?.speech])) {
      if (speech !== undefined && speech.allowInterruptions && !speech.interrupted) {
        outside(() => void speech.interrupt())
      }
    }
    if (current !== undefined && current.isSilent()) current.takeBack()
  }

  const remembered = (): ReadonlyArray<Remembered> => {
    const said = current?.unheard()
    const all = said === undefined
      ? memory.all()
      : insert(memory.all(), { _tag: "Said", by: "agent", id: "", ...said })
    return all.map((item) => item._tag === "Said" && refused.has(item.id) ? { ...item, text: unspeakable } : item)
  }

  const begin = (words: string | undefined) => {
    if (session === undefined) return
    const told = remembered()
    current = Reply.begin({
      ...host,
      sdk,
      session,
      tts,
      chat: { client: options.client, deployment: options.chatDeployment },
      tools,
      tokens,
      spoken,
      messages: [
        { role: "system", content: standing },
        ...chatMessages(told),
        ...(words === undefined ? [] : [{ role: "system" as const, content: words }])
      ],
      begun: (speech, reply) => void bySpeech.set(speech, reply),
      filtered: () => {
        const last = told.findLast((item) => item._tag === "Said" && item.by === "caller" && !refused.has(item.id))
        if (last !== undefined) refused.add(last.id)
      },
      called: (call, reply) => {
        byCall.set(call.id, reply)
        memory.note({ _tag: "Called", at: now(), id: shortuuid("call_"), call })
        host.called(call)
      },
      goOn: () => {
        if (!turns.isOpen()) ask(undefined) // else what answers the caller speaks about it, too
      }
    })
  }
  const ask = (words: string | undefined) => {
    if (current?.isSilent() === true) current.takeBack()
    begin(words)
  }
  const takeBack = (speech: voice.SpeechHandle | undefined) => {
    if (speech === undefined) return current?.isSilent() === true ? current.takeBack() : undefined
    bySpeech.get(speech)?.takeBack()
    outside(() => void speech.interrupt(true))
  }

  return {
    agent: new sdk.agents.voice.Agent<AgentConfig>({ instructions: "" }),
    attach: (made) => {
      session = made
    },
    isAlive: () => isAlive,
    // It says lines by the very TTS that they are rendered by: where that has failed, so would it.
    isVocal: () => false,
    ask,
    awaited: () => current?.awaited(),
    isReply: (speech) => bySpeech.has(speech),
    askedAt: (speech) => bySpeech.get(speech)?.askedAt,
    takeBack,
    recite: () => Effect.fail(new PhraseNotHeard({ reason: "ttsFailed" })),
    tell: () => {}, // the memory has it
    instruct: (words) =>
      Effect.sync(() => {
        standing = words
      }),
    answer: ({ id: callId }: FunctionCall, { output, reply: goOn }) => {
      memory.note({ _tag: "Answered", at: now(), id: shortuuid("answer_"), callId, output })
      const reply = byCall.get(callId)
      byCall.delete(callId)
      if (reply !== undefined) reply.answered(callId, goOn)
      else if (goOn) ask(undefined)
    },
    renew: () => {
      const reply = current?.awaited()
      if (reply !== undefined) takeBack(reply.speech)
      emit({ _tag: "ModelRestored" })
    },
    isListening: turns.isOpen,
    endTurn: turns.end,
    usage: (): ReadonlyArray<ModelUsage> => [
      {
        provider,
        model: options.chatDeployment,
        inputTokens: tokens.input,
        outputTokens: tokens.output,
        cachedInputTokens: tokens.cached
      },
      {
        provider,
        model: options.sttDeployment,
        inputTokens: 0,
        outputTokens: 0,
        inputAudioSeconds: rounded(turns.seconds())
      },
      {
        provider,
        model: tts.deployment,
        inputTokens: 0,
        outputTokens: 0,
        characters: spoken.characters,
        outputAudioSeconds: rounded(spoken.seconds)
      }
    ],
    leave: () => {
      stopListening()
      current?.takeBack()
      byCall.clear() // whoever is told of an answer from now on goes on from it
      return turns.leave()
    },
    enter: (unheardSince) => {
      const detector = Vad.make(options.vad, { began: turns.began, silentFor: turns.silentFor }, {
        elapsed: host.elapsed,
        later: host.later,
        failed: () => {
          isAlive = false
          stopListening()
          emit({ _tag: "ModelLost", error: new ModelUnavailable({ reason: "detector", attempts: 1 }) })
        }
      })
      const forget = host.caller?.listen(unheardSince, (piece) => {
        turns.hear(piece)
        detector.hear(piece.frame.data, piece.at)
      })
      stopListening = () => {
        forget?.()
        detector.close()
      }
      host.fork(Effect.ensuring(Effect.never, Effect.sync(stopListening))) // with the conversation, at the latest
    }
  }
}
