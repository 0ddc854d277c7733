import type { tts, voice } from "@livekit/agents"
import { Duration, Effect } from "effect"
import type { AgentConfig } from "../../../domain/AgentConfig.ts"
import type { ToolSpec } from "../../../domain/Tool.ts"
import type { VoiceEvent } from "../../../services/VoiceSession.ts"
import type { Brain, Host, Session } from "../Brain.ts"
import type { Speaker } from "../phrases/Synthesis.ts"
import type { Sdk } from "../Sdk.ts"
import * as Usage from "../Usage.ts"
import * as CallerTurns from "./CallerTurns.ts"
import * as Deafness from "./Deafness.ts"
import { declare, type GuardedModel } from "./GuardedRealtimeModel.ts"
import * as Memory from "./Memory.ts"
import type { LinkEvent } from "./ModelLink.ts"
import * as Recital from "./Recital.ts"
import * as Replies from "./Replies.ts"
import type { WireEvent } from "./WireEvent.ts"

export interface RealtimeBrainOptions {
  readonly sdk: Sdk
  readonly model: GuardedModel
  readonly instructions: string
  readonly tools: ReadonlyArray<ToolSpec>
  /** How it speaks, where that is not as its model has it. */
  readonly speaker?: Partial<Speaker>
  /** Speaks what the model answers in text alone. */
  readonly tts?: tts.TTS
  /** How old a session may be before it is left for a fresh one, as soon as nobody is saying or owes anything. */
  readonly sessionAge: Duration.Duration
}

/** A reply that has been silent for so long is a mute model's. */
const patience = Duration.toMillis("3 seconds")

/** How long the agent's voice may come back to us after it was heard. */
const echoMillis = 500

const idleLook = Duration.millis(250)

/** A realtime model as a brain: what it hears, says and calls is read off its protocol. */
export const make = (
  { instructions, model, sdk, sessionAge, speaker: speaksAs, tools, tts }: RealtimeBrainOptions,
  host: Host
): Brain => {
  const { elapsed, heardAt, later, now, outside, speaker } = host
  const realtime = model.session()
  const memory = Memory.make()
  const lines = new WeakSet<voice.SpeechHandle>()
  let session: Session | undefined
  /** The reply that was asked for last. */
  let current: voice.SpeechHandle | undefined
  let instructed: string | undefined
  /** A reply is to be asked for as soon as the model is there again. */
  let held = false
  /** A reply was cut off when the model was lost. */
  let owed = false
  let isVocal = true
  /** Nothing was asked of the model in this session yet: there is none fresher. */
  let isFresh = true
  let sessions = 0
  let isRoutine = false

  const emit = (event: VoiceEvent) => {
    if (event._tag === "CallerSaid") memory.callerSaid(event.spokenAt, event.itemId, event.text)
    if (event._tag === "AgentSaid") memory.agentSaid(event.spokenAt, event.itemId, event.text)
    host.emit(event)
  }
  const answerCall = (callId: string, output: string) => {
    const item = Memory.answerItem(sdk.agents.shortuuid("answer_"), callId, output)
    memory.answered(now(), item)
    realtime.sendEvent(Memory.createItem(item))
  }
  const noteCall = (call: Parameters<Host["called"]>[0]) => memory.called(now(), sdk.agents.shortuuid("call_"), call)

  const turns = CallerTurns.make({ emit, now, later })
  const replies = Replies.make<voice.SpeechHandle>({
    elapsed,
    emit,
    later,
    now,
    speaksText: tts !== undefined,
    isWatched: (speech) => lines.has(speech),
    abandon: (speech) => outside(() => void speech.interrupt(true)),
    askAgain: () => ask(instructed),
    givesWayTo: (speech) => current = speech,
    goOn: () => ask(undefined),
    called: (call) => {
      noteCall(call)
      host.called(call)
    },
    disown: (call) => {
      noteCall(call)
      answerCall(call.id, "Not done: the reply that asked for it was taken back.")
    }
  })

  // Nobody catches what is thrown into the SDK's socket handler; an event that cannot be read is no event.
  const reading = (read: (event: WireEvent) => void) => (event: WireEvent) => {
    try {
      read(event)
    } catch {
      host.warn("an event of the realtime model could not be read")
    }
  }
  realtime.on(
    "openai_client_event_queued",
    reading((event) => {
      if (event.type === "response.create") isFresh = false
      replies.sent(event, speaker())
    })
  )
  realtime.on(
    "openai_server_event_received",
    reading((event) => {
      if (event.type === "response.output_audio.delta") isVocal = true
      turns.received(event)
      replies.received(event)
    })
  )
  const deafness = Deafness.make(() => {
    host.warn("the realtime model does not hear the caller: its connection is left")
    model.link.drop()
  })
  realtime.overheard = (samples) => {
    // What comes back of the agent's own voice is nothing that a server should hear.
    const isExpected = !turns.isOpen() && elapsed() - heardAt() > echoMillis
    if (isExpected) deafness.hear(samples)
    else deafness.reset(turns.isOpen())
  }
  if (speaksAs !== undefined) realtime.speakAs(speaksAs)
  realtime.retold = memory.retold
  realtime.unasked = () => {
    const speech = speaker()
    if (speech === undefined || !lines.has(speech)) held = true
    queueMicrotask(() => realtime.abandon())
  }

  const isIdle = () => !turns.isListening() && awaited() === undefined && elapsed() - heardAt() > echoMillis
  /** Leaves the session when it is old, in a moment in which nothing is lost with it, and says nothing of it. */
  const ageFrom = (session: number) => {
    const leave = () => {
      if (session !== sessions || !model.link.isOpen()) return
      if (!isIdle()) return later(idleLook, leave)
      isRoutine = true
      model.link.renew()
    }
    later(sessionAge, leave)
  }

  const onLink = (event: LinkEvent) => {
    switch (event._tag) {
      case "Dropped": {
        const lostTurns = turns.dropped()
        const lostReply = replies.dropped()
        // What a turn asked that is lost is asked by nobody any more.
        owed = (owed || (lostReply && lostTurns === 0)) && !event.renewed
        realtime.abandon()
        return
      }
      case "ModelReconnecting":
        isRoutine = false
        return emit(event)
      case "ModelRestored": {
        isFresh = true
        ageFrom(++sessions)
        if (isRoutine) isRoutine = false
        else emit(event)
        if (held) {
          held = owed = false
          return ask(instructed)
        }
        if (owed) emit({ _tag: "ReplyFailed", code: "dropped" })
        owed = false
        return
      }
      case "ModelLost": {
        emit(event)
        if (held) emit({ _tag: "ReplyFailed", code: "modelLost" })
        held = owed = false
      }
    }
  }

  /** Undefined: the session is closing. In a box, because a speech is thenable, and a promise would wait for its end. */
  const generate = (reply: Parameters<Session["generateReply"]>[0]) => {
    try {
      const speech = outside(() => session?.generateReply({ ...reply, inputModality: "audio" }))
      return speech === undefined ? undefined : { speech }
    } catch {
      return undefined
    }
  }
  const takeBack = (speech: voice.SpeechHandle | undefined) => {
    const reply = speech === undefined ? undefined : replies.of(speech)
    if (reply !== undefined && Replies.isSilent(reply) && elapsed() - reply.askedAt > patience) isVocal = false
    if (speech === undefined) held = false
    outside(() => {
      void speech?.interrupt(true)
      void realtime.interrupt()
    })
  }
  const awaited = () => {
    if (current === undefined || current.done() || current.interrupted) {
      return held ? { speech: undefined, silent: true, calledTool: false } : undefined
    }
    const reply = replies.of(current)
    return {
      speech: current,
      silent: reply === undefined || Replies.isSilent(reply),
      calledTool: reply?.tool === true
    }
  }
  const ask = (asked: string | undefined) => {
    const before = awaited()
    if (before?.silent === true) takeBack(before.speech)
    instructed = asked
    if (!model.link.alive()) return emit({ _tag: "ReplyFailed", code: "modelLost" })
    if (!model.link.isOpen()) held = true
    else generate(asked === undefined ? {} : { instructions: asked })
  }

  return {
    agent: new sdk.agents.voice.Agent<AgentConfig>({
      instructions,
      llm: model,
      tools: tools.map((tool) => declare(sdk, tool)),
      ...(tts !== undefined && { tts })
    }),
    attach: (attached) => {
      session = attached
      const { AgentSessionEventTypes } = sdk.agents.voice
      session.on(AgentSessionEventTypes.SpeechCreated, ({ source, speechHandle }) => {
        if (source !== "say") current = speechHandle
      })
      session.on(AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
        if (item.type !== "message" || item.role !== "assistant" || !item.textContent) return
        const { createdAt: spokenAt, id: itemId, textContent: text } = item
        const reply = replies.saying(itemId)
        if (reply !== undefined && heardAt() < reply.askedAt) return // all of it was silence
        const interrupted = item.interrupted || reply?.lost === true
        emit({ _tag: "AgentSaid", itemId, text, spokenAt, interrupted, of: "reply" })
      })
      model.link.listen(onLink)
      ageFrom(sessions)
    },
    isAlive: model.link.alive,
    isVocal: () => isVocal,
    ask,
    awaited,
    askedAt: (speech) => replies.of(speech)?.askedAt,
    takeBack,
    recite: Recital.make({
      elapsed,
      heardAt,
      link: model.link,
      replyOf: replies.of,
      takeBack,
      proved: (vocal) => isVocal = vocal,
      generate: (words) => {
        const asked = current
        const generated = generate({ instructions: words, toolChoice: "none" })
        if (generated !== undefined) lines.add(generated.speech)
        current = asked
        return generated
      }
    }),
    tell: ({ itemId, spokenAt, text }) => {
      memory.agentSaid(spokenAt, itemId, text)
      realtime.sendEvent(Memory.createItem(Memory.assistantItem(itemId, text)))
    },
    instruct: (standing) => Effect.promise(() => realtime.updateInstructions(standing)),
    answer: (call, { output, reply }) => {
      answerCall(call.id, output)
      replies.answered(call.id, reply)
    },
    renew: () => {
      const reply = awaited()
      if (reply !== undefined) takeBack(reply.speech)
      if (!isFresh) model.link.renew()
      else if (model.link.isOpen()) emit({ _tag: "ModelRestored" })
    },
    isListening: turns.isListening,
    endTurn: () => {
      if (turns.isOpen()) realtime.pushSilence()
    },
    usage: () =>
      Usage.modelRow({
        rows: session?.usage.modelUsage ?? [],
        provider: "azure-openai",
        model: model.model,
        audioSeconds: replies.audioSeconds()
      })
  }
}
