import { Duration } from "effect"
import type { FunctionCall, Host } from "../Brain.ts"
import * as Reply from "./Reply.ts"
import type { WireEvent } from "./WireEvent.ts"

export interface RepliesHost extends Pick<Host, "called" | "elapsed" | "emit" | "later" | "now"> {
  /** Whether a reply in text alone is heard, because a TTS says it. */
  readonly speaksText: boolean
  /** The model is free again. */
  readonly freed: () => void
  /** Asks once more, now that the response which stood in the way is over. */
  readonly askAgain: () => void
  /** A reply is over of which there never was anything to hear: these are its messages; its items, where nobody wanted it. */
  readonly unheard: (items: ReadonlyArray<string>) => void
  /** A response begins of which nothing is to be heard before it is wanted, and is wanted. */
  readonly kept: (responseId: string) => void
  readonly wanted: (responseId: string) => void
  /** All function calls of a reply are answered, and the model is to speak about it. */
  readonly goOn: () => void
  /** A response has begun to a reply that had been taken back before. */
  readonly unwanted: (responseId: string) => void
  /** A function was called in a reply that had been taken back: the model learns that nothing was done. */
  readonly disown: (call: FunctionCall) => void
}

const answerBound = Duration.seconds(5)
/** How long a response that was taken back may stand in the way of the next. */
const endingBound = Duration.seconds(2)

/** A code as the API gives it; anything else it may have put there is nobody's business. */
const codeOf = (...candidates: ReadonlyArray<string | undefined>) =>
  candidates.find((code) => code !== undefined && /^[\w.-]{1,64}$/.test(code)) ?? "unknown"

/** What becomes of every reply, read off the protocol: the SDK calls a reply that failed a success. */
export const make = <Speech extends WeakKey>(host: RepliesHost) => {
  const asked = new Map<string, Reply.Reply<Speech>>()
  const active = new Map<string, Reply.Reply<Speech>>()
  const bySpeech = new WeakMap<Speech, Reply.Reply<Speech>>()
  /** Whose message an item is, and whose function call. */
  const byItem = new Map<string, Reply.Reply<Speech>>()
  const byCall = new Map<string, Reply.Reply<Speech>>()
  /** The ask that a response stands in the way of, which is ending. */
  let inTheWay: Reply.Reply<Speech> | undefined
  /** The one that has just become wanted. */
  let wanted: Reply.Reply<Speech> | undefined
  let inputBytes = 0
  let outputBytes = 0
  const tokens = { input: 0, output: 0, cached: 0 }

  const outstanding = () => [...asked.values(), ...active.values()].filter(({ cancelled }) => !cancelled)
  const bytesOf = (base64: string | undefined) => (base64?.length ?? 0) * 3 / 4

  const fail = (reply: Reply.Reply<Speech>, code: string) => {
    reply.over = true
    if (reply.ahead) reply.failure = code
    else if (!reply.cancelled && reply.line === undefined) host.emit({ _tag: "ReplyFailed", code })
  }

  /** The model goes on once it has all the answers, and has stopped calling. */
  const settle = (reply: Reply.Reply<Speech>) => {
    if (!(reply.over || reply.cancelled) || reply.open.size > 0 || !reply.goesOn) return
    reply.goesOn = false
    host.goOn()
  }

  const created = (responseId: string, clientEventId: string) => {
    const reply = asked.get(clientEventId)
    asked.delete(clientEventId)
    active.set(responseId, reply ?? Reply.make<Speech>(host.elapsed()))
    if (reply === undefined) return
    if (reply.cancelled) return host.unwanted(responseId)
    reply.id = responseId
    if (reply.ahead) return host.kept(responseId)
    if (reply.line === undefined) host.emit({ _tag: "ReplyCreated", at: host.now() })
  }

  const called = (
    reply: Reply.Reply<Speech> | undefined,
    { arguments: args = "", call_id: id = "", name = "" }: NonNullable<WireEvent["item"]>
  ) => {
    const call: FunctionCall = { id, name, args, spokeFirst: reply !== undefined && (reply.audio || reply.text) }
    if (reply !== undefined) reply.tool = true
    if (reply?.ahead === true) return void reply.kept.push(call)
    if (reply?.cancelled === true) return host.disown(call)
    tell(reply, call)
  }
  const tell = (reply: Reply.Reply<Speech> | undefined, call: FunctionCall) => {
    if (reply !== undefined) {
      reply.open.add(call.id)
      byCall.set(call.id, reply)
    }
    host.called(call)
  }

  const judge = (reply: Reply.Reply<Speech>, response: WireEvent["response"]) => {
    const { error, reason } = response?.status_details ?? {}
    if (response?.status === "failed") return fail(reply, codeOf(error?.code, error?.type))
    if (reply.audio || reply.tool || (reply.text && host.speaksText)) return
    if (reason !== "turn_detected" && reason !== "client_cancelled") fail(reply, codeOf(reason, "empty"))
  }

  const forgetUnheard = ({ messages, speech }: Reply.Reply<Speech>) => {
    if (speech === undefined) host.unheard(messages)
  }
  const done = (responseId: string, response: WireEvent["response"]) => {
    const reply = active.get(responseId)
    active.delete(responseId)
    tokens.input += response?.usage?.input_tokens ?? 0
    tokens.output += response?.usage?.output_tokens ?? 0
    tokens.cached += response?.usage?.input_token_details?.cached_tokens ?? 0
    if (reply !== undefined) {
      reply.over = true
      if (!reply.ahead) forgetUnheard(reply)
      else if (reply.cancelled) host.unheard(reply.items)
      settle(reply)
      judge(reply, response)
    }
    if (active.size > 0) return
    const waiting = inTheWay
    inTheWay = undefined
    if (waiting !== undefined && !waiting.cancelled) host.askAgain()
    host.freed()
  }

  const refused = (eventId: string, code: string) => {
    const reply = asked.get(eventId)
    if (reply === undefined) return
    asked.delete(eventId)
    const isInTheWay = code === "conversation_already_has_active_response" && active.size > 0
    if (!isInTheWay || reply.ahead || reply.line !== undefined) return fail(reply, code)
    inTheWay = reply
    host.later(endingBound, () => {
      if (inTheWay !== reply) return
      inTheWay = undefined
      fail(reply, code)
    })
  }

  return {
    /** The model is asked for a reply by this event. */
    ask: (eventId: string, how?: Reply.Asked<Speech>): Reply.Reply<Speech> => {
      const reply = Reply.make<Speech>(host.elapsed(), how)
      asked.set(eventId, reply)
      host.later(answerBound, () => {
        if (asked.get(eventId) !== reply) return
        if (reply.cancelled) {
          reply.over = true // what may still be made of it is taken back then
          return
        }
        // One that nobody wants yet can still be taken back when it comes.
        if (!reply.ahead) asked.delete(eventId)
        fail(reply, "unanswered")
      })
      return reply
    },
    /** Whether the model is making a reply that nobody has taken back. */
    isBusy: () => outstanding().length > 0,
    /** Whether it is making none, and will make none of what it was asked for. */
    isIdle: () => active.size === 0 && [...asked.values()].every(({ over }) => over),
    /** Whether the model is making no reply at all. */
    isClear: () => active.size === 0,
    /** Takes these replies back, where they are not over. Gives the responses that the model has begun to them. */
    cancel: (which: (reply: Reply.Reply<Speech>) => boolean): ReadonlyArray<string> => {
      const begun = [...active].filter(([, reply]) => !reply.cancelled && which(reply)).map(([id]) => id)
      for (const reply of outstanding()) if (which(reply)) reply.cancelled = true
      if (inTheWay !== undefined && which(inTheWay)) inTheWay.cancelled = true
      return begun
    },
    /** There is something of this response to hear: this is what says it. */
    handed: (responseId: string, speech: Speech): Reply.Reply<Speech> | undefined => {
      const reply = active.get(responseId) ?? (wanted?.id === responseId ? wanted : undefined)
      if (reply === undefined) return undefined
      reply.speech = speech
      bySpeech.set(speech, reply)
      return reply
    },
    /** What was asked for ahead is wanted: from now on it is as any other. */
    want: (reply: Reply.Reply<Speech>): void => {
      reply.ahead = false
      reply.askedAt = host.elapsed()
      if (reply.id === undefined) return
      host.emit({ _tag: "ReplyCreated", at: host.now() })
      wanted = reply
      host.wanted(reply.id)
      wanted = undefined
      for (const call of reply.kept.splice(0)) tell(reply, call)
      if (!reply.over) return
      forgetUnheard(reply)
      settle(reply)
    },
    /** An event on its way to the model. */
    sent: ({ audio, response_id: responseId, type }: WireEvent): void => {
      if (type === "input_audio_buffer.append") inputBytes += bytesOf(audio)
      if (type !== "response.cancel") return
      const one = responseId === undefined ? undefined : active.get(responseId)
      for (const reply of one === undefined ? outstanding() : [one]) reply.cancelled = true
    },
    received: ({ delta, error, item, response, response_id: responseId = "", type }: WireEvent): void => {
      const reply = active.get(responseId)
      switch (type) {
        case "response.created":
          return created(response?.id ?? "", response?.metadata?.["client_event_id"] ?? "")
        case "response.output_item.added":
          if (reply === undefined || item?.id === undefined) return
          reply.items.push(item.id)
          if (item.type !== "message") return
          reply.messages.push(item.id)
          byItem.set(item.id, reply)
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
      const lost = [...asked.values(), ...active.values(), ...(inTheWay === undefined ? [] : [inTheWay])]
      const owed = lost.some(({ ahead, cancelled, line, tool }) => !ahead && !cancelled && !tool && line === undefined)
      asked.clear()
      active.clear()
      inTheWay = undefined
      for (const reply of lost) {
        reply.over = reply.lost = true
        settle(reply)
      }
      return owed
    },
    of: (speech: Speech) => bySpeech.get(speech),
    /** Whose message this is. */
    saying: (itemId: string) => byItem.get(itemId),
    cost: () => ({ tokens, audioSeconds: { input: inputBytes / 48_000, output: outputBytes / 48_000 } })
  }
}
