import { Duration } from "effect"
import type { Host } from "./CallerTurns.ts"
import type { WireEvent } from "./WireEvent.ts"

/** One reply that the model was asked for. `Owner`: whoever asked, for who the outcome matters. */
export interface Reply<Owner> {
  readonly owner: Owner | undefined
  readonly askedAt: number
  /** Taken back, by us or by the caller's voice: nothing that becomes of it is a failure. */
  cancelled: boolean
  audio: boolean
  text: boolean
  tool: boolean
}

export interface RepliesHost<Owner> extends Host {
  /** Whether a reply in text alone is heard, because a TTS says it. */
  readonly speaksText: boolean
  /** Ends what a reply that never came is blocking. */
  readonly abandon: (owner: Owner) => void
  /** Asks once more, now that the response which stood in the way is over. */
  readonly askAgain: () => void
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
  const spokeFirst = new Map<string, boolean>()
  let inTheWay = false
  let inputBytes = 0
  let outputBytes = 0

  const outstanding = () => [...asked.values(), ...active.values()].filter(({ cancelled }) => !cancelled)
  const bytesOf = (base64: string | undefined) => (base64?.length ?? 0) * 3 / 4

  const fresh = (owner?: Owner): Reply<Owner> => ({
    owner,
    askedAt: host.now(),
    cancelled: false,
    audio: false,
    text: false,
    tool: false
  })

  const fail = (reply: Reply<Owner>, code: string) => {
    const watched = reply.owner !== undefined && host.isWatched(reply.owner)
    if (!reply.cancelled && !watched) host.emit({ _tag: "ReplyFailed", code })
  }

  const created = (responseId: string, clientEventId: string) => {
    active.set(responseId, asked.get(clientEventId) ?? fresh())
    asked.delete(clientEventId)
  }

  const done = (responseId: string, response: WireEvent["response"]) => {
    const reply = active.get(responseId)
    active.delete(responseId)
    if (inTheWay && active.size === 0) {
      inTheWay = false
      host.askAgain()
    }
    if (reply === undefined) return
    const { error, reason } = response?.status_details ?? {}
    if (response?.status === "failed") return fail(reply, codeOf(error?.code, error?.type))
    if (reply.audio || reply.tool || (reply.text && host.speaksText)) return
    if (reason !== "turn_detected" && reason !== "client_cancelled") fail(reply, codeOf(reason, "empty"))
  }

  const refused = (eventId: string, code: string) => {
    const reply = asked.get(eventId)
    if (reply === undefined) return
    asked.delete(eventId)
    // A reply that was taken back a moment ago may still be ending on the other side.
    if (code === "conversation_already_has_active_response" && active.size > 0) inTheWay = !reply.cancelled
    else fail(reply, code)
  }

  return {
    /** An event on its way to the model. `owner`: whose turn it is to speak. */
    sent: ({ audio, event_id: eventId = "", type }: WireEvent, owner: Owner | undefined): void => {
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
        case "response.cancel":
          for (const reply of outstanding()) reply.cancelled = true
      }
    },
    received: ({ delta, error, item, response, response_id: responseId = "", type }: WireEvent): void => {
      const reply = active.get(responseId)
      switch (type) {
        case "response.created":
          return created(response?.id ?? "", response?.metadata?.["client_event_id"] ?? "")
        case "response.output_audio.delta":
          outputBytes += bytesOf(delta)
          if (reply !== undefined) reply.audio = true
          return
        case "response.output_text.delta":
          if (reply !== undefined) reply.text = true
          return
        case "response.output_item.done":
          if (reply === undefined || item?.type !== "function_call") return
          reply.tool = true
          spokeFirst.set(item.call_id ?? "", reply.audio || reply.text)
          return
        case "response.done":
          return done(response?.id ?? "", response)
        case "error":
          return refused(error?.event_id ?? "", codeOf(error?.code, error?.type))
      }
    },
    /** The connection is gone, and with it every reply under way. True: one of them is still owed. */
    dropped: (): boolean => {
      const owed = outstanding().some(({ owner }) => owner === undefined || !host.isWatched(owner))
      asked.clear()
      active.clear()
      inTheWay = false
      return owed
    },
    /** The last reply that was asked for in this one's turn, over or not. */
    of: (owner: Owner) => byOwner.get(owner),
    spokeFirst: (callId: string) => spokeFirst.get(callId) ?? false,
    audioSeconds: () => ({ input: inputBytes / 48_000, output: outputBytes / 48_000 })
  }
}

/** Nothing of it can be heard yet. */
export const isSilent = (reply: Reply<unknown>) => !reply.audio && !reply.text && !reply.tool
