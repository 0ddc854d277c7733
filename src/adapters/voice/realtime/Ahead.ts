import type { voice } from "@livekit/agents"
import { Duration } from "effect"
import type { Host } from "../Brain.ts"
import type { GuardedModel } from "./GuardedRealtimeModel.ts"
import type * as Replies from "./Replies.ts"
import type { Reply as ReplyOf } from "./Reply.ts"

type Reply = ReplyOf<voice.SpeechHandle>

export interface AheadHost extends Pick<Host, "later" | "speaker"> {
  readonly realtime: Pick<ReturnType<GuardedModel["session"]>, "forget">
  readonly replies: Pick<ReturnType<typeof Replies.make<voice.SpeechHandle>>, "isIdle" | "want">
  /** Whether the model can be asked now, and nothing else waits for that. */
  readonly isFree: () => boolean
  readonly send: () => Reply
  readonly cancel: (reply: Reply) => void
  /** The reply that was asked for last because it was wanted. */
  readonly current: () => Reply | undefined
}

/** How long after the end of a turn nobody has to want its reply. */
const wantBound = Duration.seconds(1)

/**
 * The reply that the model is asked for before it is known whether the caller has finished: nothing of it is let out, and
 * nothing done, until it is wanted; and if it is not, the model forgets that it was made.
 */
export const make = ({ cancel, current, isFree, later, realtime, replies, send, speaker }: AheadHost) => {
  let reply: Reply | undefined
  /** It is asked for as soon as the model has ended everything else. */
  let isWaiting = false
  /** One has failed: none is asked for any more before one that was wanted has not. */
  let failed: { readonly before: Reply | undefined } | undefined

  const isWary = () => failed !== undefined && (current() === failed.before || current()?.audio !== true)
  const pump = () => {
    // What the agent is saying may not be cut off: nothing can be said behind it that does not know how it ended.
    const other = speaker()
    const isSpeaking = other !== undefined && !other.interrupted
    if (!isWaiting || !replies.isIdle() || !isFree() || isSpeaking || isWary()) return
    isWaiting = false
    failed = undefined
    reply = send()
  }
  const drop = () => {
    isWaiting = false
    if (reply === undefined) return
    const dropped = reply
    reply = undefined
    if (dropped.lost) return
    if (dropped.failure !== undefined) failed = { before: current() }
    cancel(dropped)
    if (dropped.over) realtime.forget(dropped.id, dropped.items)
  }

  return {
    ask: (): void => {
      drop()
      isWaiting = true
      pump()
    },
    pump,
    drop,
    /** Gives it to whoever wants it now, if it is good for something. */
    take: (): Reply | undefined => {
      const taken = reply
      if (taken === undefined || taken.cancelled || taken.lost || taken.failure !== undefined) {
        drop()
        return undefined
      }
      reply = undefined
      replies.want(taken)
      return taken
    },
    /** The turn is over that it answers: soon nobody will want it any more. */
    expire: (): void => {
      const expiring = reply
      isWaiting = false
      if (expiring === undefined) return
      later(wantBound, () => {
        if (reply === expiring) drop()
      })
    }
  }
}
