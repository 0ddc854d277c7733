import type { AudioFrame } from "@livekit/rtc-node"
import { Duration, Effect } from "effect"
import type { Host } from "../Brain.ts"
import type { Hearing } from "../turns/Hearing.ts"
import type { Judgement } from "../turns/TurnDetector.ts"
import type * as CallerTurns from "./CallerTurns.ts"
import * as CommittedParts from "./CommittedParts.ts"
import * as Gate from "./Gate.ts"
import type { GuardedModel } from "./GuardedRealtimeModel.ts"
import type { WireEvent } from "./WireEvent.ts"

export interface LocalDetectionOptions {
  readonly hearing: Hearing
  readonly realtime: Pick<ReturnType<GuardedModel["session"]>, "callerBegan" | "commit" | "detectTurns" | "push">
  readonly host: Pick<Host, "elapsed" | "fork" | "later" | "warn">
  readonly nextId: (prefix: string) => string
  /** How likely it is that these words are all of a turn; nothing where nobody can tell. Total, and bounded. */
  readonly judge: (words: string) => Effect.Effect<Judgement | undefined>
  readonly turns: Pick<ReturnType<typeof CallerTurns.make>, "began" | "ended" | "heard" | "nothing">
  /** The caller speaks: at the beginning of a turn, and after each pause in it. */
  readonly speaks: () => void
  /** They pause, and the model has all that they have said: it may be asked ahead for the answer. */
  readonly pauses: () => void
  /** The turn is over. `isNothing`: nothing was said in it. */
  readonly over: (isNothing: boolean) => void
  /** Whether somebody waits for the agent, or hears them: what cuts that off has to be answered, whatever it was. */
  readonly isOwed: () => boolean
}

/** What was said between two pauses, once it is known; without words where nobody could make them out. */
interface Part {
  heard: { readonly words: string | undefined } | undefined
}

interface Turn {
  readonly id: string
  readonly parts: Array<Part>
  /** It has cut the agent off, or what they were about to say. */
  readonly cutOff: boolean
  /** What decides about the pause that the caller is in. */
  decide: ((judgement: Judgement | undefined) => void) | undefined
}

const samplesPerMilli = 24
/** How long a pause is judged by its words: where they come later, it has been long enough. */
const wordsBound = Duration.millis(500)

/** How often the model is asked ahead in one turn: who pauses more often pauses again, and each time costs what the model has to read. */
const aheadBound = 3

const isKnown = ({ parts }: Turn) => parts.every(({ heard }) => heard !== undefined)
const isWhole = ({ parts }: Turn) => parts.every(({ heard }) => heard?.words !== undefined)
const textOf = ({ parts }: Turn) => parts.flatMap(({ heard }) => heard?.words || []).join(" ")

/**
 * Ends the caller's turns for a model whose own detection is off. What they have said is given to the model at each pause,
 * as a part of the turn, and comes back as words: those of all its parts tell whether the turn is over.
 */
export const make = (options: LocalDetectionOptions) => {
  const { hearing, host, isOwed, judge, nextId, over, pauses, realtime, speaks, turns } = options
  const committed = CommittedParts.make<readonly [Turn, Part]>()
  const gate = Gate.make(samplesPerMilli)
  let turn: Turn | undefined
  let isListening = true

  const goOn = () => {
    for (const samples of gate.open()) realtime.push(samples)
    speaks()
    realtime.callerBegan()
  }
  /** All that was said since the last pause is a part of the turn. */
  const commit = (speaking: Turn) => {
    gate.shut()
    const part: Part = { heard: undefined }
    speaking.parts.push(part)
    const eventId = nextId("commit_")
    committed.sent(eventId, [speaking, part])
    realtime.commit(eventId)
  }
  const decide = (paused: Turn) => {
    const { decide } = paused
    const text = textOf(paused)
    // Who has said no word yet may be about to: they have all the time there is.
    if (decide === undefined || !isKnown(paused) || (text === "" && isWhole(paused))) return
    if (paused.parts.at(-1)?.heard?.words === undefined) return decide(undefined)
    host.fork(Effect.map(judge(text), decide))
  }
  const hear = ([said, part]: readonly [Turn, Part], words: string | undefined) => {
    if (part.heard !== undefined) return
    part.heard = { words: words?.trim() }
    if (said === turn) return decide(said)
    if (isKnown(said)) turns.heard(said.id, textOf(said))
  }

  const ended = () => {
    const ending = turn
    if (ending === undefined) return
    turn = undefined
    if (ending.decide === undefined) commit(ending)
    const words = isKnown(ending) ? textOf(ending) : undefined
    const isNothing = words === "" && isWhole(ending) && !ending.cutOff
    if (isNothing) turns.nothing(ending.id)
    else turns.ended(ending.id, words)
    over(isNothing)
  }
  const following = hearing.follow(host, {
    began: () => {
      turn = { id: nextId("turn_"), parts: [], cutOff: isOwed(), decide: undefined }
      turns.began(turn.id)
      goOn()
    },
    paused: (decides) => {
      const paused = turn
      if (paused === undefined) return
      paused.decide = decides
      commit(paused)
      if (paused.parts.length <= aheadBound) pauses()
      host.later(wordsBound, () => {
        if (paused.decide === decides && !isKnown(paused)) decides(undefined)
      })
    },
    resumed: () => {
      if (turn !== undefined) turn.decide = undefined
      goOn()
    },
    ended,
    judged: gate.judged,
    failed: () => {
      isListening = false
      host.warn(
        "the voice detector on this machine has failed: the model detects the caller's turns itself in this call"
      )
      ended()
      for (const samples of gate.open()) realtime.push(samples)
      realtime.detectTurns("server")
    }
  })

  return {
    /** Whether turns are detected here. */
    isListening: () => isListening,
    /** Gives what of the caller's audio the model is to hear. */
    hear: (frame: AudioFrame): ReadonlyArray<Int16Array> => {
      following.hear(frame)
      return gate.pass(frame.data)
    },
    /** An event of the server's. Gives whether it is about a part of a turn of ours, which nobody else knows. */
    received: (event: WireEvent): boolean => {
      const of = committed.read(event)
      if (of === undefined) return false
      if (event.type === "error" || event.type.endsWith("transcription.failed")) hear(of, undefined)
      if (event.type.endsWith("transcription.completed")) hear(of, event.transcript ?? "")
      return true
    },
    /** The connection is gone, and what it had heard of the turn. */
    dropped: () => {
      committed.dropped()
      turn = undefined
      following.restart()
      if (isListening) gate.shut()
    },
    /** The turn under way is over. */
    end: following.end
  }
}
