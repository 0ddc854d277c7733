import type { Duration } from "effect"
import type { Language } from "../domain/Language.ts"

/** One line in the languages it can be said in. */
export type Says = Readonly<Partial<Record<Language, string>>>

/** How a connection is lost, once so much of somebody's speech has been on it. */
export interface Loss {
  readonly afterMillis: number
  /**
   * `dropped`: without a closing handshake. `stalled`: it stays open, but nothing more is heard or said on it. `frozen`:
   * it is not even answered pings on. `outage`: dropped, and nothing answers any more, whatever is asked.
   */
  readonly how: "dropped" | "stalled" | "frozen" | "outage"
}

/** How a response of the realtime model goes wrong; the chat model says what the reply says. */
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
  | { readonly _tag: "Lost" } & Loss
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
  /**
   * What the caller says, so that a transcription knows their line by its sound, or what is to be heard of it. Turns are
   * taken in order without it.
   */
  readonly said?: { readonly text: string; readonly language: Language }
  /** `failed`: the error quotes what was heard. */
  readonly transcription?: "failed" | "never" | undefined
  /** From its end to its transcript, where that is not as the script has it: they may overtake each other. */
  readonly transcriptionLatency?: Duration.Input
  /** The connection on which the caller says it is lost meanwhile, once. */
  readonly loss?: Loss
  /** The first reply, then one for each time that its tool calls were answered. A reply asked for again is the same. */
  readonly replies: ReadonlyArray<Reply>
}

/** How a connection attempt ends. */
export type Connection =
  /** `deaf`: of what the caller says nothing is heard; all else works. */
  | { readonly _tag: "Accept"; readonly deaf?: true }
  | { readonly _tag: "Refuse"; readonly status: number; readonly text?: string }
  /** The connection is reset before anything is answered. */
  | { readonly _tag: "Reset" }
  /** The handshake succeeds, and the socket is closed at once. */
  | { readonly _tag: "Close" }
  /** The handshake is never answered. */
  | { readonly _tag: "Ignore" }

/** How a request over HTTP ends, whichever route it is on. */
export type HttpOutcome =
  /** `delay`: before it begins. `over`: how long it takes to come in, once it has. */
  | { readonly _tag: "Answer"; readonly delay?: Duration.Input; readonly over?: Duration.Input }
  /** `code`: as OpenAI's errors have it, `insufficient_quota` for instance. */
  | {
    readonly _tag: "Fail"
    readonly status: number
    readonly code?: string
    readonly text?: string
    readonly retryAfterSeconds?: number
  }
  /** The connection is reset before anything is answered. */
  | { readonly _tag: "Reset" }
  /** The request is taken, and that is all. */
  | { readonly _tag: "Never" }
  /** Half of the body, and then the connection is lost; or is `left` open, or ended as if that were the `whole`. */
  | { readonly _tag: "Half"; readonly left?: "open" | "whole" }
  /** Status 200, and a body that is nothing that was asked for. */
  | { readonly _tag: "Garbage" }
  /** Status 200, and an answer with nothing in it: no sound, no word. */
  | { readonly _tag: "Empty" }

/** Everything that the local model endpoint does: as data, so that a call can be played again exactly. */
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
  /** Those of the realtime deployments of these names, likewise: `connections` is for all others. */
  readonly deployments?: Readonly<Record<string, ReadonlyArray<Connection>>>
  /** TTS requests in order; the last one repeats. All are spoken without it. */
  readonly tts?: ReadonlyArray<HttpOutcome>
  /** Requests for a chat completion, likewise. */
  readonly chats?: ReadonlyArray<HttpOutcome>
  /** Requests for a transcription, likewise. */
  readonly transcriptions?: ReadonlyArray<HttpOutcome>
  /** From the end of a turn, or the request, to its transcript: 250 ms. */
  readonly transcriptionLatency?: Duration.Input
  /** From `response.create`, or the request, to the first audio or word: 300 ms. */
  readonly replyLatency?: Duration.Input
  /** How much faster than real time audio, and what is said, is sent: 4 times. */
  readonly speed?: number
}

const notInScript: Turn = {
  heard: "Allô ?",
  replies: [{ says: { FRENCH: "Pardon, pouvez-vous répéter ?", ENGLISH: "Sorry, could you say that again?" } }]
}

/** A script as it is played: which turn it is at, and in which language. One for a call, whoever carries it. */
export interface Playbook {
  readonly connect: (deployment: string) => Connection
  readonly tts: () => HttpOutcome
  readonly chat: () => HttpOutcome
  readonly transcription: () => HttpOutcome
  readonly turns: ReadonlyArray<Turn>
  /** How many of them the caller has finished. */
  readonly finished: () => number
  /** The caller has finished a turn: the next one, or this. One that they finished before changes nothing. */
  readonly finish: (turn?: number) => Turn
  /** The loss that is due now that so much of a turn has been heard. Given once. */
  readonly lossAfter: (spokenMillis: number) => Loss | undefined
  /** What to answer to a `response.create` with these instructions, the session's included. */
  readonly reply: (instructions: string) => PlannedReply
  /** The reply has made these tool calls: the next one follows when all of them are answered. */
  readonly called: (callIds: ReadonlyArray<string>) => void
  /** One of them is, or none of them. */
  readonly answered: (callId: string) => boolean
  /** What the caller said last in a conversation is one of the turns. */
  readonly knows: (told: Conversation) => boolean
  /** Goes to where a conversation stands that is told from its beginning. */
  readonly goTo: (told: Conversation) => void
}

/** A conversation as somebody tells it who knows no more of it than what was said. */
export interface Conversation {
  /** What the caller has said, in order. */
  readonly heard: ReadonlyArray<string>
  /** How many tool calls have been answered since they said it last. */
  readonly toolsAnswered: number
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

const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, " ").trim()

/** The turn of the last words, each found after the one before it; -1 where they are none. Words may be of several turns. */
const lastHeard = (turns: ReadonlyArray<Turn>, heard: ReadonlyArray<string>): number => {
  let at = -1
  let isFound = false
  for (const text of heard.map(plain)) {
    const later = (matches: (heard: string) => boolean) =>
      turns.flatMap((turn, index) => index > at && turn.heard !== "" && matches(plain(turn.heard)) ? [index] : [])
    const exact = later((heard) => heard === text)
    const found = exact.length > 0 ? exact[0] : later((heard) => text.includes(heard)).at(-1)
    isFound = found !== undefined
    at = found ?? at
  }
  return isFound ? at : -1
}

const isUnheard = (turn: Turn) => turn.heard === "" || turn.transcription !== undefined

export const playbook = (script: ModelScript): Playbook => {
  const beyond = script.otherwise ?? notInScript
  let language: Language = script.language ?? "FRENCH"
  let turn: Turn = { heard: "", replies: [script.opening ?? { says: { FRENCH: "Allô ?", ENGLISH: "Hello?" } }] }
  /** How many turns the caller has finished. */
  let turns = 0
  let step = 0
  let requests = 0
  let verbatims = 0
  const taken = new Set<Loss>()
  const unanswered = new Set<string>()
  const nth = (from: ReadonlyArray<HttpOutcome> | undefined) => inOrder<HttpOutcome>(from, { _tag: "Answer" })
  const attempts = (from: ReadonlyArray<Connection> | undefined) => inOrder<Connection>(from, { _tag: "Accept" })
  const others = attempts(script.connections)
  const deployments = new Map(Object.entries(script.deployments ?? {}).map(([name, from]) => [name, attempts(from)]))
  const finish = (index: number) => {
    turns = index + 1
    turn = script.turns[index] ?? beyond
    step = 0
    requests = 0
    return turn
  }
  return {
    connect: (deployment) => (deployments.get(deployment) ?? others)(),
    tts: nth(script.tts),
    chat: nth(script.chats),
    transcription: nth(script.transcriptions),
    turns: script.turns,
    finished: () => turns,
    finish: (index = turns) => index < turns ? script.turns[index] ?? beyond : finish(index),
    lossAfter: (spokenMillis) => {
      const loss = (script.turns[turns] ?? beyond).loss
      if (loss === undefined || taken.has(loss) || spokenMillis < loss.afterMillis) return undefined
      taken.add(loss)
      return loss
    },
    called: (callIds) => {
      unanswered.clear()
      for (const callId of callIds) unanswered.add(callId)
    },
    answered: (callId) => {
      if (!unanswered.delete(callId)) return false
      if (unanswered.size === 0) {
        step++
        requests = 0
      }
      return true
    },
    knows: ({ heard }) => lastHeard(script.turns, heard) >= 0,
    goTo: ({ heard, toolsAnswered }) => {
      const at = lastHeard(script.turns, heard) + 1
      // What was not transcribed is in nobody's account, and was said all the same.
      if (at > 0 && !(at <= turns && script.turns.slice(at, turns).every(isUnheard))) finish(at - 1)
      if (at === 0 && turns === 0 && heard.length > 0) finish(0)
      step = 0
      let answers = toolsAnswered
      for (const { calls = [] } of turn.replies) {
        if (calls.length === 0 || calls.length > answers) break
        answers -= calls.length
        step++
      }
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

/** One after the other; the last one repeats. */
const inOrder = <A>(from: ReadonlyArray<A> | undefined, absent: A) => {
  let next = 0
  return () => (from === undefined ? undefined : from[Math.min(next++, from.length - 1)]) ?? absent
}
