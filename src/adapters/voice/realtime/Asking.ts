import type { voice } from "@livekit/agents"
import { Duration } from "effect"
import type { Host } from "../Brain.ts"
import * as Ahead from "./Ahead.ts"
import type { GuardedModel } from "./GuardedRealtimeModel.ts"
import type * as Replies from "./Replies.ts"
import { type Asked, isSilent, type Reply as ReplyOf } from "./Reply.ts"

type Reply = ReplyOf<voice.SpeechHandle>

export interface AskingHost extends Pick<Host, "elapsed" | "emit" | "heardAt" | "later" | "outside" | "speaker"> {
  readonly model: GuardedModel
  readonly replies: ReturnType<typeof Replies.make<voice.SpeechHandle>>
  /** The agent's instructions as they stand; what a reply is asked for with comes after them. */
  readonly standing: () => string
  readonly nextId: () => string
  /** A reply was silent for too long. */
  readonly mute: () => void
}

/** A reply that has been silent for so long is a mute model's; one that is not heard any more for so long is over. */
const patience = Duration.toMillis("3 seconds")
const look = Duration.millis(250)

/** The one reply that is asked for at a time: as soon as the model is there and free, and until it is heard or taken back. */
export const make = (
  { elapsed, emit, heardAt, later, model, mute, nextId, outside, replies, speaker, standing }: AskingHost
) => {
  const { link } = model
  const realtime = model.session()
  /** The reply that was asked for last, and with which words. */
  let current: Reply | undefined
  let instructed: string | undefined
  /** A reply is to be asked for as soon as the model is there again, or has finished what it is making. */
  let held = false
  let isWatching = false
  /** Nothing was asked of the model in this session yet: there is none fresher. */
  let isFresh = true

  const isFree = () => link.alive() && link.isOpen() && !replies.isBusy()
  const send = (words: string | undefined, how: Asked<voice.SpeechHandle> = {}) => {
    const eventId = nextId()
    const reply = replies.ask(eventId, how)
    isFresh = false
    realtime.ask(eventId, {
      ...(words !== undefined && { instructions: `${standing()}\n${words}` }),
      ...(how.line !== undefined && { tool_choice: "none" as const })
    })
    return reply
  }
  /** Asks for the reply that waits, where it need not wait any more. */
  const pump = () => {
    if (!held || !isFree()) return
    held = false
    current = send(instructed)
  }
  /** What the model is making, and is not heard any more, keeps no reply waiting for ever. */
  const watchHeld = () => {
    if (isWatching) return
    isWatching = true
    const since = elapsed()
    const watch = () => {
      isWatching = held && link.isOpen()
      if (!isWatching) return
      if (elapsed() - Math.max(heardAt(), since) >= patience) stopMaking()
      pump()
      later(look, watch)
    }
    watch()
  }

  const cancel = (which: (reply: Reply) => boolean) => replies.cancel(which).forEach((id) => realtime.cancel(id))
  const ahead = Ahead.make({
    later,
    realtime,
    replies,
    speaker,
    isFree: () => !held && isFree(),
    send: () => send(undefined, { ahead: true }),
    cancel: (which) => cancel((reply) => reply === which),
    current: () => current
  })
  const takeBack = (speech: voice.SpeechHandle | undefined) => {
    if (speech === undefined) {
      held = false
      if (current === undefined || current.over || !isSilent(current)) return
      if (elapsed() - current.askedAt > patience) mute()
      return cancel((reply) => reply === current)
    }
    outside(() => {
      void speech.interrupt(true)
      const its = replies.of(speech)
      if (its === undefined || its.over) return
      cancel((reply) => reply === its)
      void realtime.interrupt()
    })
  }
  /** Takes back what the model is making, be it heard or not. */
  const stopMaking = () => {
    const speech = speaker()
    if (speech !== undefined) takeBack(speech)
    cancel(() => true)
  }
  /** The caller speaks. What is heard the SDK interrupts; what the agent was about to say, it does not say any more. */
  const giveWay = () => {
    held = false
    ahead.drop()
    cancel((reply) => isSilent(reply) && reply.line?.interruptible !== false)
    // A reply may wait behind a phrase that may not be cut off, where the SDK leaves it.
    const waiting = current?.speech
    if (waiting !== undefined && !waiting.done() && waiting !== speaker()) takeBack(waiting)
  }
  const awaited = () => {
    if (held) return { speech: undefined, silent: true, calledTool: false }
    if (current === undefined || current.cancelled || current.lost) return undefined
    const { speech, tool: calledTool } = current
    if (speech === undefined ? current.over : speech.done() || speech.interrupted) return undefined
    return { speech, silent: speech === undefined && isSilent(current), calledTool }
  }
  const ask = (words: string | undefined) => {
    if (awaited()?.silent === true) takeBack(undefined)
    instructed = words
    // What was asked for ahead was asked for without them.
    if (words !== undefined) ahead.drop()
    const made = ahead.take()
    if (made !== undefined) {
      current = made
      return
    }
    if (!link.alive()) return emit({ _tag: "ReplyFailed", code: "modelLost" })
    held = true
    pump()
    watchHeld()
  }

  return {
    ask,
    /** The same again. */
    askAgain: () => ask(instructed),
    ahead,
    awaited,
    cancel,
    giveWay,
    isFree,
    isFresh: () => isFresh,
    isHeld: () => held,
    /** Asks for nothing any more of what waits. */
    letGo: () => {
      held = false
      ahead.drop()
    },
    pump,
    /** A session has begun in which nothing was asked yet. */
    renewed: () => {
      isFresh = true
    },
    send,
    stopMaking,
    takeBack
  }
}
