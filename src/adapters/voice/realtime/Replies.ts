import { Duration } from "effect"
import type { FunctionCall, Host } from "../Brain.ts"
import type { WireEvent } from "./WireEvent.ts"

/** One reply that the model was asked for. `Owner`: the speech that it is for. */
export interface Reply<Owner> {
  readonly owner: Owner | undefined
  /** `elapsed` */
  readonly askedAt: number
  /** Taken back, by us or by the caller's voice: nothing that becomes of it is a failure. */
  cancelled: boolean
  audio: boolean
  text: boolean
  tool: boolean
  /** The model is done with it, or was lost over it. */
  over: boolean
  lost: boolean
  /** Its function calls that are not answered yet, and whether an answer is to be spoken about. */
  readonly open: Set<string>
  goesOn: boolean
}

export interface RepliesHost<Owner> extends Pick<Host, "called" | "elapsed" | "emit" | "later" | "now"> {
  /** Whether a reply in text alone is heard, because a TTS says it. */
  readonly speaksText: boolean
  /** Ends what a reply that never came is blocking. */
  readonly abandon: (owner: Owner) => void
  /** Asks once more, now that the response which stood in the way is over. */
  readonly askAgain: () => void
  /** The reply that was asked for last is not to be: the one in this speech is still being given. */
  readonly givesWayTo: (owner: Owner) => void
  /** All function calls of a reply are answered, and the model is to speak about it. */
  readonly goOn: () => void
  /** A function was called in a reply that had been taken back: the model learns that nothing was done. */
  readonly disown: (call: FunctionCall) => void
  /** Whether somebody else already waits for the outcome. */
  readonly isWatched: (owner: Owner) => boolean
}

const answerBound = Duration.seconds(5)

/** A code as the API gives it; anything else it may have put there is nobody's business. */
const codeOf = (...candidates: ReadonlyArray<string | undefined>) =>
  candidates.find((code) => code !== undefined && /^[\w.-]{1,64}$/.test(code)) ?? "unknown"

/** What becomes of every reply, read off the protocol: the SDK calls a reply that failed a success. */
export const make = <Owner extends WeakKey>(host: RepliesHost<Owner>) => {
  const asked = new Map<string, Reply<Owner>>()
  const active = new Map<string, Reply<Owner>>()
  const byOwner = new WeakMap<Owner, Reply<Owner>>()
  /** Whose message an item is, and whose function call. */
  const byItem = new Map<string, Reply<Owner>>()
  const byCall = new Map<string, Reply<Owner>>()
  let inTheWay = false
  let inputBytes = 0
  let outputBytes = 0

  const outstanding = () => [...asked.values(), ...active.values()].filter(({ cancelled }) => !cancelled)
  const bytesOf = (base64: string | undefined) => (base64?.length ?? 0) * 3 / 4
  const isWatched = ({ owner }: Reply<Owner>) => owner !== undefined && host.isWatched(owner)

  const fresh = (owner?: Owner): Reply<Owner> => ({
    owner,
    askedAt: host.elapsed(),
    cancelled: false,
    audio: false,
    text: false,
    tool: false,
    over: false,
    lost: false,
    open: new Set(),
    goesOn: false
  })

  const fail = (reply: Reply<Owner>, code: string) => {
    if (!reply.cancelled && !isWatched(reply)) host.emit({ _tag: "ReplyFailed", code })
  }

  /** The model goes on once it has all the answers, and has stopped calling. */
  const settle = (reply: Reply<Owner>) => {
    if (!(reply.over || reply.cancelled) || reply.open.size > 0 || !reply.goesOn) return
    reply.goesOn = false
    host.goOn()
  }

  const created = (responseId: string, clientEventId: string) => {
    const reply = asked.get(clientEventId)
    asked.delete(clientEventId)
    active.set(responseId, reply ?? fresh())
    if (reply !== undefined && !reply.cancelled && !isWatched(reply)) {
      host.emit({ _tag: "ReplyCreated", at: host.now() })
    }
  }

  const called = (
    reply: Reply<Owner> | undefined,
    { arguments: args = "", call_id: id = "", name = "" }: NonNullable<WireEvent["item"]>
  ) => {
    const call: FunctionCall = { id, name, args, spokeFirst: reply !== undefined && (reply.audio || reply.text) }
    if (reply?.cancelled === true) return host.disown(call)
    if (reply !== undefined) {
      reply.tool = true
      reply.open.add(id)
      byCall.set(id, reply)
    }
    host.called(call)
  }

  const done = (responseId: string, response: WireEvent["response"]) => {
    const reply = active.get(responseId)
    active.delete(responseId)
    if (inTheWay && active.size === 0) {
      inTheWay = false
      host.askAgain()
    }
    if (reply === undefined) return
    reply.over = true
    settle(reply)
    const { error, reason } = response?.status_details ?? {}
    if (response?.status === "failed") return fail(reply, codeOf(error?.code, error?.type))
    if (reply.audio || reply.tool || (reply.text && host.speaksText)) return
    if (reason !== "turn_detected" && reason !== "client_cancelled") fail(reply, codeOf(reason, "empty"))
  }

  const refused = (eventId: string, code: string) => {
    const reply = asked.get(eventId)
    if (reply === undefined) return
    asked.delete(eventId)
    if (code !== "conversation_already_has_active_response" || active.size === 0) return fail(reply, code)
    const living = [...active.values()].find((other) => !other.cancelled && !isWatched(other))
    // A reply that was taken back a moment ago may still be ending on the other side, and a line be being said.
    if (living === undefined) inTheWay = !reply.cancelled
    else if (living.owner !== undefined) host.givesWayTo(living.owner)
  }

  return {
    /** An event on its way to the model. `owner`: whose turn it is to speak. */
    sent: (
      { audio, event_id: eventId = "", response_id: responseId, type }: WireEvent,
      owner: Owner | undefined
    ): void => {
      switch (type) {
        case "input_audio_buffer.append":
          inputBytes += bytesOf(audio)
          return
        case "response.create": {
          const reply = fresh(owner)
          asked.set(eventId, reply)
          if (owner !== undefined) byOwner.set(owner, reply)
          return host.later(answerBound, () => {
            if (asked.get(eventId) !== reply || reply.cancelled) return
            asked.delete(eventId)
            fail(reply, "unanswered")
            if (owner !== undefined) host.abandon(owner)
          })
        }
        case "response.cancel": {
          const one = responseId === undefined ? undefined : active.get(responseId)
          for (const reply of one === undefined ? outstanding() : [one]) reply.cancelled = true
        }
      }
    },
    received: ({ delta, error, item, response, response_id: responseId = "", type }: WireEvent): void => {
      const reply = active.get(responseId)
      switch (type) {
        case "response.created":
          return created(response?.id ?? "", response?.metadata?.["client_event_id"] ?? "")
        case "response.output_item.added":
          if (reply !== undefined) byItem.set(item?.id ?? "", reply)
          return
        case "response.output_audio.delta":
          outputBytes += bytesOf(delta)
          if (reply !== undefined) reply.audio = true
          return
        case "response.output_text.delta":
          if (reply !== undefined) reply.text = true
          return
        case "response.output_item.done":
          return item?.type === "function_call" ? called(reply, item) : undefined
        case "response.done":
          return done(response?.id ?? "", response)
        case "error":
          return refused(error?.event_id ?? "", codeOf(error?.code, error?.type))
      }
    },
    /** A function call has its answer; `reply`: the model is to speak about it. */
    answered: (callId: string, reply: boolean): void => {
      const called = byCall.get(callId)
      if (called === undefined) return reply ? host.goOn() : undefined
      byCall.delete(callId)
      called.open.delete(callId)
      called.goesOn = called.goesOn || reply
      settle(called)
    },
    /** The connection is gone, and with it every reply under way. True: one of them is still owed. */
    dropped: (): boolean => {
      const lost = [...asked.values(), ...active.values()]
      const owed = outstanding().some((reply) => !reply.tool && !isWatched(reply))
      asked.clear()
      active.clear()
      inTheWay = false
      for (const reply of lost) {
        reply.over = reply.lost = true
        settle(reply)
      }
      return owed
    },
    /** The last reply that was asked for in this one's turn, over or not. */
    of: (owner: Owner) => byOwner.get(owner),
    /** Whose message this is. */
    saying: (itemId: string) => byItem.get(itemId),
    audioSeconds: () => ({ input: inputBytes / 48_000, output: outputBytes / 48_000 })
  }
}

/** Nothing of it can be heard yet. */
export const isSilent = (reply: Reply<unknown>) => !reply.audio && !reply.text && !reply.tool
