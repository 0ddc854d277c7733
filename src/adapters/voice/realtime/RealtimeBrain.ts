import type { tts, voice } from "@livekit/agents"
import { Duration, Effect } from "effect"
import type { AgentConfig } from "../../../domain/AgentConfig.ts"
import type { TurnDetection } from "../../../domain/AgentVoice.ts"
import type { ToolSpec } from "../../../domain/Tool.ts"
import type { Brain, FunctionCall, Host } from "../Brain.ts"
import type { Speaker } from "../phrases/Synthesis.ts"
import type { Sdk } from "../Sdk.ts"
import type { Hearing } from "../turns/Hearing.ts"
import type { Judgement } from "../turns/TurnDetector.ts"
import { modelRow } from "../Usage.ts"
import * as Asking from "./Asking.ts"
import * as CallerTurns from "./CallerTurns.ts"
import * as Deafness from "./Deafness.ts"
import { declare, type GuardedModel } from "./GuardedRealtimeModel.ts"
import { createItem } from "./Items.ts"
import * as LocalDetection from "./LocalDetection.ts"
import * as Missed from "./Missed.ts"
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
  /** Who ends the caller's turns, where it is not as the model was told. */
  readonly turnDetection?: TurnDetection
  /** Ends them here. */
  readonly hearing?: Hearing
  /** How likely it is that somebody has finished who has said this, to what was said before. Total, and bounded. */
  readonly judge: (said: string, asked: string) => Effect.Effect<Judgement | undefined>
}

/** How long the agent's voice may come back to us after it was heard. */
const echoMillis = 500
const look = Duration.millis(250)

/** A realtime model as a brain: what it hears, says and calls is read off its protocol. */
export const make = (
  { hearing, instructions, judge, model, sdk, sessionAge, speaker: speaksAs, tools, tts, turnDetection }:
    RealtimeBrainOptions,
  host: Host
): Brain => {
  const { elapsed, emit, heardAt, later, memory, now, speaker } = host
  const { shortuuid } = sdk.agents
  const realtime = model.session()
  let standing = instructions
  /** A reply was cut off when the model was lost. */
  let owed = false
  let isVocal = true
  let sessions = 0
  let isRoutine = false
  /** Function calls were answered while the caller was speaking: the answer to them speaks about it, too, if there is one. */
  let goesOn = false
  /** When something came from the model last (epoch milliseconds). */
  let toldAt = now()
  /** Since when nothing had come from the model that was given up (epoch milliseconds). */
  let silentSince: number | undefined

  const answerCall = (callId: string, output: string) => {
    const item = { _tag: "Answered", at: now(), id: shortuuid("answer_"), callId, output } as const
    memory.note(item)
    realtime.sendEvent(createItem(item))
  }
  const noteCall = (call: FunctionCall) => memory.note({ _tag: "Called", at: now(), id: shortuuid("call_"), call })

  const turns = CallerTurns.make({ emit, now, later })
  const replies = Replies.make<voice.SpeechHandle>({
    elapsed,
    emit,
    later,
    now,
    speaksText: tts !== undefined,
    askAgain: () => asking.askAgain(),
    freed: () => {
      asking.pump()
      asking.ahead.pump()
    },
    goOn: () => {
      if (turns.isOpen()) goesOn = true
      else asking.ask(undefined)
    },
    unheard: (items) => realtime.unsay(items),
    kept: (responseId) => realtime.unheard.keep(responseId),
    wanted: (responseId) => realtime.unheard.want(responseId),
    unwanted: (responseId) => realtime.cancel(responseId),
    called: (call) => {
      noteCall(call)
      host.called(call)
    },
    disown: (call) => {
      noteCall(call)
      answerCall(call.id, "Not done: the reply that asked for it was taken back.")
    }
  })

  const asking = Asking.make({
    ...host,
    model,
    replies,
    nextId: () => shortuuid("response_"),
    standing: () => standing,
    mute: () => {
      isVocal = false
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
  realtime.on("openai_client_event_queued", reading(replies.sent))
  realtime.on(
    "openai_server_event_received",
    reading((event) => {
      toldAt = now()
      if (event.type === "response.output_audio.delta") isVocal = true
      if (here?.received(event) !== true) {
        if (event.type === "input_audio_buffer.speech_started") callerSpeaks()
        turns.received(event)
      }
      replies.received(event)
    })
  )
  const callerSpeaks = () => {
    missed.noticed()
    deafness.begin()
    asking.giveWay()
  }
  const here = hearing && LocalDetection.make({
    hearing,
    realtime,
    host,
    turns,
    nextId: shortuuid,
    judge: (words) => judge(words, memory.lastSaid()),
    speaks: callerSpeaks,
    pauses: asking.ahead.ask,
    over: (isNothing) => {
      if (!isNothing) asking.ahead.expire()
      else if (goesOn) asking.ask(undefined)
      else asking.ahead.drop()
      goesOn = false
    },
    isOwed: () => speaker() !== undefined || asking.awaited() !== undefined
  })
  const deafness = Deafness.make(() => {
    host.warn("the realtime model does not follow the caller: its connection is left")
    model.link.drop()
  }, () =>
    (turnDetection ?? model.turnDetection) === "semantic"
      ? Deafness.thoughtfulMillis
      : host.caller === undefined
      ? Deafness.usualMillis
      : Deafness.quickMillis)
  const missed = Missed.make({ host, deafness })
  /** Since when it may not have understood the caller (epoch milliseconds). */
  const unsureSince = () => Math.min(turns.since(), toldAt)
  realtime.hear = (frame) => {
    if (here?.isListening() === true) return here.hear(frame)
    // What comes back of the agent's own voice is nothing that a server should hear.
    if (turns.isOpen()) deafness.follow(frame.data)
    else if (elapsed() - heardAt() > echoMillis) deafness.hear(frame.data)
    else deafness.ignore()
    return [frame.data]
  }
  if (turnDetection !== undefined) realtime.detectTurns(turnDetection)
  if (speaksAs !== undefined) realtime.speakAs(speaksAs)
  realtime.retold = () => memory.all().map(createItem)

  const isWaitedFor = () => turns.isListening() || asking.awaited()?.silent === true || deafness.isVoiced()
  const isIdle = () => !turns.isListening() && asking.awaited() === undefined && elapsed() - heardAt() > echoMillis
  /** Leaves the session when it is old, in a moment in which nothing is lost with it, and says nothing of it. */
  const ageFrom = (session: number) => {
    const leave = () => {
      if (session !== sessions || !model.link.isOpen()) return
      if (!isIdle()) return later(look, leave)
      isRoutine = true
      model.link.renew()
    }
    later(sessionAge, leave)
  }

  /** Hears what the caller has said since then, and goes on listening. */
  const hearFrom = (since: number) => {
    host.caller?.listen(since, ({ frame }) => {
      for (const samples of here?.isListening() === true ? here.hear(frame) : [frame.data]) realtime.push(samples)
    })()
    realtime.isListening = true
  }

  const onLink = (event: LinkEvent) => {
    switch (event._tag) {
      case "Dropped": {
        const since = unsureSince()
        const wasOpen = turns.isOpen()
        const lost = [...turns.dropped()]
        here?.dropped()
        const lostReply = replies.dropped()
        asking.ahead.drop()
        goesOn = false
        const isUnnoticed = deafness.dropped() && !event.renewed && lost.length === 0
        if (isUnnoticed) lost.push(shortuuid("unheard_"))
        // What a turn asked that is lost is asked by nobody any more.
        owed = (owed || (lostReply && lost.length === 0)) && !event.renewed
        if (event.lifeless) silentSince = toldAt
        if (host.caller !== undefined && !event.renewed) {
          realtime.isListening = false
          realtime.forgetUnsent()
        }
        const { renewed } = event
        missed.dropped(lost, since, { renewed, mayGoOn: (wasOpen || isUnnoticed) && !renewed })
        realtime.abandon()
        return
      }
      case "ModelReconnecting": {
        isRoutine = false
        const silentFor = silentSince === undefined ? undefined : now() - silentSince
        silentSince = undefined
        return emit({ ...event, ...(silentFor !== undefined && { silentFor }), ...(owed && { inReply: true }) })
      }
      case "ModelRestored": {
        asking.renewed()
        const again = missed.restored()
        ageFrom(++sessions)
        if (isRoutine) isRoutine = false
        else emit(again?.owes === true ? { ...event, hearsAgain: true } : event)
        if (again !== undefined) hearFrom(again.since)
        if (owed && !asking.isHeld()) emit({ _tag: "ReplyFailed", code: "dropped" })
        owed = false
        return asking.pump()
      }
      case "ModelLost": {
        emit(event)
        if (asking.isHeld()) emit({ _tag: "ReplyFailed", code: "modelLost" })
        asking.letGo()
        owed = false
      }
    }
  }

  return {
    agent: new sdk.agents.voice.Agent<AgentConfig>({
      instructions,
      llm: model,
      tools: tools.map((tool) => declare(sdk, tool)),
      ...(tts !== undefined && { tts })
    }),
    attach: (session) => {
      const { AgentSessionEventTypes } = sdk.agents.voice
      session.on(AgentSessionEventTypes.SpeechCreated, ({ source, speechHandle }) => {
        if (source === "say") return
        const reply = replies.handed(realtime.unheard.handing() ?? "", speechHandle)
        if (reply === undefined) return
        if (reply.line?.interruptible === false) speechHandle.allowInterruptions = false
        speechHandle.addDoneCallback(() => {
          if (speechHandle.interrupted) realtime.unsay(reply.messages)
        })
      })
      session.on(AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
        if (item.type !== "message" || item.role !== "assistant") return
        const { createdAt, id: itemId } = item
        const spokenAt = now() - (Date.now() - createdAt) // the SDK goes by the clock on the wall
        const text = item.textContent?.trim() ?? ""
        if (text === "") return
        const reply = replies.saying(itemId)
        if (reply !== undefined && heardAt() < reply.askedAt) return // all of it was silence
        const interrupted = item.interrupted || reply?.lost === true
        emit({ _tag: "AgentSaid", itemId, text, spokenAt, interrupted, of: "reply" })
      })
      model.link.listen(onLink)
      if (host.caller !== undefined) model.link.hurryWhile(isWaitedFor)
      ageFrom(sessions)
    },
    isAlive: model.link.alive,
    isVocal: () => isVocal,
    ask: asking.ask,
    awaited: asking.awaited,
    isReply: (speech) => {
      const reply = replies.of(speech)
      return reply !== undefined && reply.line === undefined
    },
    askedAt: (speech) => replies.of(speech)?.askedAt,
    takeBack: asking.takeBack,
    recite: Recital.make({
      elapsed,
      heardAt,
      speaker,
      isAlive: model.link.alive,
      isFree: asking.isFree,
      begins: asking.ahead.drop,
      isClear: replies.isClear,
      ask: (words, line) => asking.send(words, { line }),
      stopMaking: asking.stopMaking,
      takeBack: (line) => {
        if (line.speech !== undefined) asking.takeBack(line.speech)
        asking.cancel((reply) => reply === line)
      },
      proved: (vocal) => isVocal = vocal
    }),
    tell: ({ itemId, spokenAt, text }) => {
      asking.ahead.drop() // what is made ahead knows nothing of it
      realtime.sendEvent(createItem({ _tag: "Said", by: "agent", at: spokenAt, id: itemId, text }))
    },
    instruct: (words) => {
      asking.ahead.drop()
      standing = words
      return Effect.promise(() => realtime.updateInstructions(words))
    },
    answer: (call, { output, reply }) => {
      asking.ahead.drop()
      answerCall(call.id, output)
      replies.answered(call.id, reply)
    },
    renew: () => {
      const reply = asking.awaited()
      if (reply !== undefined) asking.takeBack(reply.speech)
      if (!asking.isFresh()) model.link.renew()
      else if (model.link.isOpen()) emit({ _tag: "ModelRestored" })
    },
    isListening: turns.isListening,
    endTurn: () => {
      if (here?.isListening() === true) here.end()
      else if (turns.isOpen()) realtime.pushSilence()
    },
    usage: () => [modelRow({ provider: "azure-openai", model: model.model, ...replies.cost() })],
    leave: () => {
      const since = missed.left(unsureSince())
      realtime.isListening = false
      owed = false
      asking.letGo()
      asking.cancel(() => true)
      model.link.park()
      return since
    },
    enter: (unheardSince) => {
      isVocal = true
      missed.forget()
      hearFrom(unheardSince)
    }
  }
}
