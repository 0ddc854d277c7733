import type { PromiseKind } from "../../domain/Promises.ts"
import type { PhraseKey } from "../Phrases.ts"
import { asksCaller, denialsIn, promisesIn } from "./Promises.ts"

/**
 * What really happened. `message`, `callback` and `appointment` are the kinds of a message that was taken; `withdrawn`:
 * the latest was taken back, and there is none until another is told of.
 */
export type Deed =
  | "transfer_begun"
  | "transfer_connected"
  | "transfer_failed"
  | "message"
  | "callback"
  | "appointment"
  | "withdrawn"
  | "call_ended"

export type Event =
  /** The agent has said this, in words of its own: the fixed phrases are true as they are. */
  | { readonly _tag: "Said"; readonly text: string }
  | { readonly _tag: "Did"; readonly deed: Deed }
  /** The caller has said something. */
  | { readonly _tag: "Heard" }
  /** Nobody counts on what was promised: the caller does not want it, or is told that it cannot be. */
  | { readonly _tag: "Declined"; readonly kind: Askable }
  /** The agent is about to end the call. */
  | { readonly _tag: "Ending" }
  /** What `due` told has come. */
  | { readonly _tag: "Due" }

/** What there can be a tool for. */
export type Askable = Exclude<PromiseKind, "email" | "text">

/** What is to be done about words that are not true. `counted`: nothing was done about this kind of promise before. */
export type Action =
  | {
    readonly _tag: "AskForTool"
    readonly kinds: ReadonlyArray<Askable>
    readonly counted: boolean
    readonly instruction: string
  }
  | {
    readonly _tag: "Correct"
    readonly kinds: ReadonlyArray<PromiseKind>
    readonly counted: boolean
    readonly phrase: PhraseKey
  }
  /** The call is over: nobody can be told any more. */
  | { readonly _tag: "LeaveOpen"; readonly kinds: ReadonlyArray<PromiseKind>; readonly counted: boolean }

interface OpenPromise {
  readonly kind: Askable
  /** It is of what the caller has said since a message of theirs was taken. */
  readonly added: boolean
  readonly since: number
  readonly dueAt: number
}

/** What was promised and what was done in one call, as plain data. Times are milliseconds of any one clock. */
export interface SayAndDo {
  readonly tools: ReadonlyArray<Askable>
  readonly open: ReadonlyArray<OpenPromise>
  /** Words about it are true, before it and after. */
  readonly done: ReadonlyArray<PromiseKind>
  /** The caller has said something since. */
  readonly heardSince: boolean
  /** The model was asked for it, and has not done it since. */
  readonly asked: ReadonlyArray<PromiseKind>
}

/** Nothing was said yet. `tools`: what the model can do in this call; all else is corrected as soon as it is promised. */
export const begin = (tools: ReadonlyArray<Askable>): SayAndDo => ({
  tools,
  open: [],
  done: [],
  heardSince: false,
  asked: []
})

const bounds: Readonly<Record<Askable, number>> = { transfer: 8_000, hangup: 8_000, message: 10_000, callback: 10_000 }
/** From the end of the agent's next turn on: a tool that is called as it ends has its effect a moment later. */
const nextTurn: Readonly<Record<Askable, number>> = { ...bounds, message: 1_000, callback: 1_000 }
/** How long a promise may wait for what the caller is asked. */
const collecting = 90_000

const notDone: Readonly<Record<PromiseKind, PhraseKey>> = {
  transfer: "notTransferred",
  message: "notTaken",
  callback: "notCalledBack",
  hangup: "notEnded",
  email: "notSent",
  text: "notSent"
}
const notAdded: Readonly<Partial<Record<PromiseKind, PhraseKey>>> = { message: "notAdded", callback: "notAdded" }
const wasDone: Readonly<Partial<Record<PromiseKind, PhraseKey>>> = {
  transfer: "transferPending",
  message: "wasTaken",
  callback: "wasTaken"
}

/** What the model is told when it has promised something and done nothing. */
export const instructions: Readonly<Record<Askable, string>> = {
  transfer:
    "You have told the caller that they are being transferred, and no transfer was made. Call transfer_call now, with the "
    + "exact name of the department. If none is right, tell the caller in one short sentence that they are not being transferred.",
  message: "You have told the caller that their message was noted or will be passed on, and no message was taken. Call "
    + "take_message now, with what the caller has told you. If something is missing, ask the caller for it. Do not say again "
    + "that it is noted before the tool has succeeded.",
  callback:
    "You have told the caller that they will be called back, and nobody was told to. Call take_message now, with the "
    + "kind \"callback\". If something is missing, ask the caller for it. Do not say again that somebody will call before the "
    + "tool has succeeded.",
  hangup:
    "You have told the caller that you are ending the call, and it goes on. Call end_call now, and say nothing more. If "
    + "the caller still wants something, help them instead."
}

const addedInstruction =
  "You have told the caller that what they said since their message was taken is noted or will be passed on, and it is in no "
  + "message. Call take_message now, with what they have added. If it changes the message, call withdraw_message first, and "
  + "then take the right one. Do not say again that it is noted before the tool has succeeded."

/** Who says this of a message speaks of what comes to it. */
const adds = /(?<!\p{L})(?:aussi|également|en plus|r?ajout(?:e|er|é|ons)|as well|also|too|add(?:ed|ing)?)(?!\p{L})/iu

type Stepped = readonly [SayAndDo, ReadonlyArray<Action>]

/** Who is called back has left a message by it. */
const largest = (kinds: ReadonlyArray<PromiseKind>) =>
  kinds.filter((kind) => kind !== "message" || !kinds.includes("callback"))

const correct = (kinds: ReadonlyArray<PromiseKind>, phrases: typeof wasDone, counted: boolean): ReadonlyArray<Action> =>
  [...new Set(kinds.flatMap((kind) => phrases[kind] ?? []))].map((phrase) => ({
    _tag: "Correct",
    kinds: kinds.filter((kind) => phrases[kind] === phrase),
    counted,
    phrase
  }))

const said = (state: SayAndDo, text: string, at: number): Stepped => {
  const promised = promisesIn(text)
  const denied = denialsIn(text).filter((kind) => !promised.includes(kind))
  const asks = asksCaller(text)
  // Whoever takes a message asks for a name and a number first: its promise waits for that, and for no turn after it.
  const dueAt = (open: OpenPromise, wait: number) => asks ? open.since + collecting : Math.min(open.dueAt, at + wait)
  const earlier = state.open
    .filter(({ kind }) => !denied.includes(kind))
    .map((open) => ({ ...open, dueAt: dueAt(open, nextTurn[open.kind]) }))
  const isMore = (kind: PromiseKind) =>
    state.heardSince && (kind === "message" || kind === "callback") && adds.test(text)
  const unkept = largest(promised).filter((kind) =>
    (!state.done.includes(kind) || isMore(kind)) && !earlier.some((open) => open.kind === kind)
  )
  const canDo = (kind: PromiseKind): kind is Askable => state.tools.some((tool) => tool === kind)
  const opened = unkept.filter(canDo).map((kind) => ({
    kind,
    added: state.done.includes(kind),
    since: at,
    dueAt: at + (asks ? collecting : bounds[kind])
  }))
  return [
    { ...state, open: [...earlier, ...opened] },
    [
      ...correct(denied.filter((kind) => state.done.includes(kind)), wasDone, false),
      ...correct(unkept.filter((kind) => !canDo(kind)), notDone, true)
    ]
  ]
}

const deeds: Readonly<Record<Deed, ReadonlyArray<PromiseKind>>> = {
  transfer_begun: ["transfer"],
  transfer_connected: ["transfer"],
  transfer_failed: [],
  message: ["message"],
  callback: ["message", "callback"],
  appointment: ["message", "callback"],
  withdrawn: [],
  call_ended: ["hangup"]
}

/** What is not done any more. */
const undoes: Readonly<Partial<Record<Deed, ReadonlyArray<PromiseKind>>>> = {
  transfer_failed: ["transfer"],
  withdrawn: ["message", "callback"]
}

const did = (state: SayAndDo, deed: Deed): Stepped => {
  const now = deeds[deed]
  const open = state.open.filter(({ kind }) => !now.includes(kind))
  const done = [...new Set([...state.done, ...now])].filter((kind) => undoes[deed]?.includes(kind) !== true)
  const asked = state.asked.filter((kind) => !now.includes(kind))
  const heardSince = state.heardSince && !now.includes("message")
  if (deed !== "call_ended") return [{ ...state, open, done, asked, heardSince }, []]
  return [
    { ...state, open: [], done, asked },
    open.map(({ kind }) => ({ _tag: "LeaveOpen", kinds: [kind], counted: !asked.includes(kind) }))
  ]
}

/** What is due is asked for, once; what was asked for in vain is corrected. */
const settle = (state: SayAndDo, at: number, isDue: (open: OpenPromise) => boolean): Stepped => {
  const late = state.open.filter(isDue)
  const vain = late.filter(({ kind }) => state.asked.includes(kind))
  const open = state.open
    .filter((promise) => !vain.includes(promise))
    .map((promise) => late.includes(promise) ? { ...promise, dueAt: at + bounds[promise.kind] } : promise)
  const asked = late.filter((promise) => !vain.includes(promise))
  const kindsOf = (promises: ReadonlyArray<OpenPromise>, added: boolean) =>
    promises.filter((promise) => promise.added === added).map(({ kind }) => kind)
  return [
    { ...state, open, asked: [...new Set([...state.asked, ...asked.map(({ kind }) => kind)])] },
    [
      ...asked.length === 0 ? [] : [{
        _tag: "AskForTool" as const,
        kinds: asked.map(({ kind }) => kind),
        counted: true,
        instruction: asked.map(({ added, kind }) => added ? addedInstruction : instructions[kind]).join("\n")
      }],
      ...correct(kindsOf(vain, false), notDone, false),
      ...correct(kindsOf(vain, true), notAdded, false)
    ]
  ]
}

/**
 * What follows from an event at a time. A promise that nothing was done about within its bound is asked for once, and
 * then corrected: 8 s for a transfer and a hang-up, for a message 10 s or the agent's next turn. As long as the agent
 * asks the caller for what it needs, it has 90 s. A deed before the words keeps them; a deed that is denied is corrected
 * at once, and so is a promise that there is no tool for. Who ends the call must do first what they have promised.
 */
export const step = (state: SayAndDo, event: Event, at: number): Stepped => {
  switch (event._tag) {
    case "Said":
      return said(state, event.text, at)
    case "Did":
      return did(state, event.deed)
    case "Heard":
      return [{ ...state, heardSince: true }, []]
    case "Declined":
      return [{ ...state, open: state.open.filter(({ kind }) => kind !== event.kind) }, []]
    case "Ending":
      return settle(state, at, ({ kind }) => kind !== "hangup")
    case "Due":
      return settle(state, at, ({ dueAt }) => dueAt <= at)
  }
}

/** What is missing first if nothing happens, and when `step` is to see a `Due` for it. */
export const due = (state: SayAndDo): { readonly at: number; readonly missing: PromiseKind } | undefined =>
  state.open.map(({ dueAt, kind }) => ({ at: dueAt, missing: kind })).sort((a, b) => a.at - b.at)[0]
