import type { AudioFrame } from "@livekit/rtc-node"
import type { Host } from "../Brain.ts"
import type { Hearing } from "../turns/Hearing.ts"
import * as CommittedTurns from "./CommittedTurns.ts"
import * as Gate from "./Gate.ts"
import type { GuardedModel } from "./GuardedRealtimeModel.ts"
import type { WireEvent } from "./WireEvent.ts"

export interface LocalDetectionOptions {
  readonly hearing: Hearing
  readonly realtime: ReturnType<GuardedModel["session"]>
  readonly host: Host
  readonly nextId: (prefix: string) => string
  /** What happens to the caller's turns, as a server would tell it. */
  readonly report: (event: WireEvent) => void
}

const samplesPerMilli = 24

/** Ends the caller's turns for a model whose own detection is off. */
export const make = ({ hearing, host, nextId, realtime, report }: LocalDetectionOptions) => {
  const committed = CommittedTurns.make()
  const gate = Gate.make(samplesPerMilli)
  let turnId = ""
  let isListening = true

  const open = () => {
    for (const samples of gate.open()) realtime.push(samples)
  }
  const began = () => {
    turnId = nextId("turn_")
    open()
    report({ type: "input_audio_buffer.speech_started", item_id: turnId })
    realtime.callerBegan()
  }
  const ended = () => {
    gate.shut()
    const eventId = nextId("commit_")
    committed.ended(turnId, eventId)
    realtime.commit(eventId)
    report({ type: "input_audio_buffer.committed", item_id: turnId })
  }
  const turns = hearing.follow(host, {
    began,
    ended,
    judged: gate.judged,
    failed: () => {
      isListening = false
      host.warn(
        "the voice detector on this machine has failed: the model detects the caller's turns itself in this call"
      )
      if (turns.isOpen()) ended()
      open()
      realtime.detectTurns("server")
    }
  })

  return {
    /** Whether turns are detected here. */
    isListening: () => isListening,
    /** Gives what of the caller's audio the model is to hear. */
    hear: (frame: AudioFrame): ReadonlyArray<Int16Array> => {
      turns.hear(frame)
      return gate.pass(frame.data)
    },
    /** The server's event, about our turn where it is about one. */
    read: committed.read,
    /** The connection is gone, and what it had heard of the turn. */
    dropped: () => {
      committed.dropped()
      turns.restart()
      if (isListening) gate.shut()
    },
    /** The turn under way is over. */
    end: turns.end
  }
}
