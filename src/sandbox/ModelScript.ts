import type { Duration } from "effect"
import type { Language } from "../domain/Language.ts"

/** One line in the languages it can be said in. */
export type Says = Readonly<Partial<Record<Language, string>>>

/** How a response goes wrong. */
export type ReplyFault =
  /** `response.create` is never answered. */
  | { readonly _tag: "Unanswered" }
  /** `response.done` with status `failed`, this code and this text, without any output. */
  | { readonly _tag: "Failed"; readonly code: string; readonly text?: string }
  /** `response.create` is answered by an `error` event with this code. */
  | { readonly _tag: "Refused"; readonly code: string }
  /** `response.created`, and then nothing. */
  | { readonly _tag: "Silent" }
  /**
   * Nothing follows once so much of the response's audio has been sent: for so long, or for good. `stubborn`: a
   * `response.cancel` does not end it either.
   */
  | { readonly _tag: "Stalled"; readonly afterMillis: number; readonly forMillis?: number; readonly stubborn?: true }
  /** The connection is lost once so much of the response's audio has been sent. */
  | { readonly _tag: "Dropped"; readonly afterMillis: number }
  /** All of it, but the audio is silence. */
  | { readonly _tag: "Mute" }
  /** A completed response without any output. */
  | { readonly _tag: "Empty" }
  /** The text, as text and without audio. */
  | { readonly _tag: "TextOnly" }

/** `arguments`: JSON is made of them, unless they are text already, which need not be any. */
export interface FunctionCall {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>> | string
}

/** What the model does when a reply is asked for: it speaks, it calls tools, or it fails. */
export interface Reply {
  readonly says?: Says
  readonly calls?: ReadonlyArray<FunctionCall>
  /** `times`: how many of the requests for this reply it befalls; all of them without it. */
  readonly fault?: ReplyFault & { readonly times?: number }
}

/** One turn of the caller, and what the model makes of it. */
export interface Turn {
  /** What the caller's audio is transcribed as. */
  readonly heard: string
  /** `failed`: the error quotes what was heard. */
  readonly transcription?: "failed" | "never" | undefined
  /** The first reply, then one for each time that its tool calls were answered. A reply asked for again is the same. */
  readonly replies: ReadonlyArray<Reply>
}

/** How a connection attempt ends. */
export type Connection =
  /** `deaf`: of what the caller says nothing is heard; all else works. */
  | { readonly _tag: "Accept"; readonly deaf?: true }
  | { readonly _tag: "Refuse"; readonly status: number; readonly text?: string }
  /** The handshake succeeds, and the socket is closed at once. */
  | { readonly _tag: "Close" }
  /** The handshake is never answered. */
  | { readonly _tag: "Ignore" }

/** How a TTS request ends. */
export type TtsOutcome =
  | { readonly _tag: "Speak"; readonly delay?: Duration.Input }
  | { readonly _tag: "Fail"; readonly status: number; readonly text?: string }
  | { readonly _tag: "Empty" }

/** Everything that the local realtime endpoint does: as data, so that a call can be played again exactly. */
export interface ModelScript {
  /** What replies are in until an instruction says otherwise; French without it. */
  readonly language?: Language
  /** In the order in which the caller speaks, whichever connection carries it. */
  readonly turns: ReadonlyArray<Turn>
  /** The reply that is given when one is asked for before the caller has spoken. */
  readonly opening?: Reply
  /** How lines that are asked for word for word go wrong: so many of them, or all. */
  readonly verbatim?: ReplyFault & { readonly times?: number }
  /** What a turn that is not in the script becomes. */
  readonly otherwise?: Turn
  /** Connection attempts in order; the last one repeats. All are accepted without it. */
  readonly connections?: ReadonlyArray<Connection>
  /** TTS requests in order; the last one repeats. All are spoken without it. */
  readonly tts?: ReadonlyArray<TtsOutcome>
  /** From the end of a turn to its transcript: 250 ms. */
  readonly transcriptionLatency?: Duration.Input
  /** From `response.create` to the first audio: 300 ms. */
  readonly replyLatency?: Duration.Input
  /** How much faster than real time audio is sent: 4 times. */
  readonly speed?: number
}

const notInScript: Turn = {
  heard: "Allô ?",
  replies: [{ says: { FRENCH: "Pardon, pouvez-vous répéter ?", ENGLISH: "Sorry, could you say that again?" } }]
}

/** A script as it is played: which turn it is at, and in which language. One for an endpoint, however often it is dialled. */
export interface Playbook {
  readonly connect: () => Connection
  readonly tts: () => TtsOutcome
  /** The caller has finished a turn. */
  readonly nextTurn: () => Turn
  /** What to answer to a `response.create` with these instructions, the session's included. */
  readonly reply: (instructions: string) => PlannedReply
  /** All tool calls of the last reply have been answered. */
  readonly toolsAnswered: () => void
}

export interface PlannedReply {
  readonly text?: string
  readonly language: Language
  readonly calls: ReadonlyArray<FunctionCall>
  readonly fault?: ReplyFault
}

/** The line that the instructions ask to be said word for word, if they do: what stands in quotation marks after it. */
export const verbatimLine = (instructions: string): string | undefined => {
  const from = instructions.toLowerCase().lastIndexOf("word for word")
  const quoted = from < 0 ? null : instructions.slice(from).match(/"((?:[^"\\]|\\.)+)"/)
  return quoted?.[1]?.replace(/\\(.)/g, "$1")
}

const mandatory = /MANDATORY INSTRUCTION: You MUST respond in (FRENCH|ENGLISH)/g

export const playbook = (script: ModelScript): Playbook => {
  let language: Language = script.language ?? "FRENCH"
  let turn: Turn = { heard: "", replies: [script.opening ?? { says: { FRENCH: "Allô ?", ENGLISH: "Hello?" } }] }
  let turns = 0
  let step = 0
  let requests = 0
  let verbatims = 0
  const nth = <A>(from: ReadonlyArray<A> | undefined, absent: A) => {
    let next = 0
    return () => (from === undefined ? undefined : from[Math.min(next++, from.length - 1)]) ?? absent
  }
  return {
    connect: nth<Connection>(script.connections, { _tag: "Accept" }),
    tts: nth<TtsOutcome>(script.tts, { _tag: "Speak" }),
    nextTurn: () => {
      turn = script.turns[turns++] ?? script.otherwise ?? notInScript
      step = 0
      requests = 0
      return turn
    },
    toolsAnswered: () => {
      step++
      requests = 0
    },
    reply: (instructions) => {
      for (const [, asked] of instructions.matchAll(mandatory)) language = asked === "ENGLISH" ? "ENGLISH" : "FRENCH"
      const verbatim = verbatimLine(instructions)
      if (verbatim !== undefined) {
        const isFaulty = script.verbatim !== undefined && verbatims++ < (script.verbatim.times ?? Infinity)
        return { text: verbatim, language, calls: [], ...(isFaulty && { fault: script.verbatim }) }
      }
      const reply = turn.replies[step] ?? notInScript.replies[0]!
      requests++
      const fault = reply.fault !== undefined && requests <= (reply.fault.times ?? Infinity) ? reply.fault : undefined
      const text = reply.says?.[language] ?? reply.says?.FRENCH ?? reply.says?.ENGLISH
      return { language, calls: reply.calls ?? [], ...(text !== undefined && { text }), ...(fault && { fault }) }
    }
  }
}
