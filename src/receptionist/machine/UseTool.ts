import { messageBounds, type MessageDraft } from "../../domain/CallMessage.ts"
import { takeMessage } from "../tools/takeMessage.ts"
import * as Tools from "../tools/Tools.ts"
import { withdrawMessage as withdrawMessageTool, withdrawOutputs } from "../tools/withdrawMessage.ts"
import type { EventOf } from "./Event.ts"
import { keepMessage, withdrawMessage } from "./Message.ts"
import {
  act,
  all,
  answerTool,
  endAfterPlayout,
  endWith,
  giveUp,
  instructed,
  type Move,
  set,
  stay,
  transfer,
  when
} from "./Moves.ts"
import { limits } from "./Policy.ts"
import { declined, did, unkeptBeforeEnd } from "./SaidAndDone.ts"
import { awaitsWords, contextOf, type OpenTool, owed, type State } from "./State.ts"

/** The model has called a tool: it is noted as open until it is answered. */
const opened = ({ id, name }: OpenTool): Move => (state) =>
  state.tools.some((open) => open.id === id) ? [state, []] : set({ tools: [...state.tools, { id, name }] })(state)

/** Answers a tool that has no business in this mode, without a word to the caller. */
export const refuseTool = (call: EventOf<"ToolCalled">["call"], output: string): Move =>
  all(opened(call), answerTool(call, output, { isError: true, reply: false }))

/**
 * The model goes on from a tool's answer: from now on it owes what it makes of it. A caller who has heard nothing since
 * they were first owed an answer has waited no less for it.
 */
const goOn =
  (tool: OpenTool, output: string, isError: boolean, earnsPatience: boolean, at: number): Move => (state) => {
    const { answer, lastSound, mode } = state
    // Whoever is being put through, or handed on, or let go whatever they say, waits for no more of it.
    if (mode._tag !== "Talking" && !(mode._tag === "Ending" && mode.reason === "agent_end")) {
      return answerTool(tool, output, { isError, reply: false })(state)
    }
    const anew = answer === null || (earnsPatience && lastSound > answer.since)
    return all(
      answerTool(tool, output, { isError, reply: true }),
      set({
        silence: null,
        answer: {
          ...(anew ? owed(at) : answer),
          askedAt: at,
          retryAt: null,
          created: false,
          speaking: false
        }
      })
    )(state)
  }

const isOfMessages = ({ name }: OpenTool) => name === takeMessage.name || name === withdrawMessageTool.name

const waits = (call: OpenTool, state: State, at: number): boolean =>
  isOfMessages(call)
    ? state.keeping !== null || awaitsWords(state, at)
    : state.waiting.length > 0 && awaitsWords(state, at)

/**
 * Does what the model asked for, where the agent's own configuration allows it; messages one after the other, and none
 * before it is known what the caller has said last: the model hears a no before we have its words.
 */
export const useTool = (call: EventOf<"ToolCalled">["call"], at: number): Move => (state) =>
  all(
    // One that has waited was called for before whatever the model has been told since.
    when(state.tools.every(({ id }) => id !== call.id), instructed),
    waits(call, state, at) ? all(opened(call), set({ waiting: [...state.waiting, call] })) : decided(call, at)
  )(state)

/** The same in a mode that does not wait for the model: what is left for the office is done beside it, and nothing else. */
export const useBeside = (call: EventOf<"ToolCalled">["call"], refusal: string, at: number): Move =>
  isOfMessages(call) ? useTool(call, at) : refuseTool(call, refusal)

/** The call is over: the messages that were still to be taken, or to be taken back, are. */
export const keepWaiting = (at: number): Move => (state) => {
  const { keeping, taken, waiting } = state
  const kept = taken.map(({ id }) => id)
  if (keeping !== null) {
    if (keeping.withdraws) kept.pop()
    else kept.push(keeping.tool.id)
  }
  return all(
    set({ waiting: [] }),
    ...waiting.map((call): Move => {
      const { decision } = Tools.decideTool(contextOf(state, at), state.used, call)
      if (decision._tag === "TakeMessage") {
        kept.push(call.id)
        return act({ _tag: "KeepMessage", id: call.id, draft: decision.draft })
      }
      const latest = decision._tag === "WithdrawMessage" ? kept.pop() : undefined
      return latest === undefined ? stay : act({ _tag: "WithdrawMessage", id: call.id, of: latest })
    })
  )(state)
}

/** The model has something to say of a tool that it called in the same breath. */
const hasToSpeak = ({ answer, counts }: State): boolean =>
  counts.tools > 0 && answer !== null && !answer.created && !answer.speaking

/** Two messages that were called for in one breath, neither of which is taken: what there is of both is kept as one. */
const together = (first: MessageDraft | null, second: MessageDraft): MessageDraft => {
  if (first === null || first.text === second.text) return second
  const { department, ...rest } = second
  return {
    ...rest,
    ...department !== undefined && department === first.department && { department },
    text: `${first.text}\n\n${second.text}`.slice(0, messageBounds.text).trim()
  }
}

/** What ends the call would cut that off; what leaves it, where it is about a message. */
const comesTooSoon = (tag: Tools.ToolDecision["_tag"], state: State): boolean =>
  hasToSpeak(state) && (tag === "EndCall" || (tag === "Transfer" && state.unfinished !== null))

const firstThings =
  "Nothing was done: what you called for with it has not been done. See to that first, as its answer says, and then call this again."

const decided = (call: EventOf<"ToolCalled">["call"], at: number): Move => (before) => {
  const { decision, ledger: used } = Tools.decideTool(contextOf(before, at), before.used, call)
  const state: State = {
    ...before,
    used,
    counts: {
      ...before.counts,
      tools: before.counts.tools + 1,
      stopped: before.counts.stopped + (decision._tag === "Stopped" ? 1 : 0)
    }
  }
  const count = (outcome: string) => act({ _tag: "CountTool", name: call.name, outcome })
  const open = opened(call)
  if (state.counts.tools > limits.tools || state.counts.stopped >= limits.stopped) {
    return all(
      open,
      count("Stopped"),
      answerTool(call, "Nothing was done: tools were called over and over.", { isError: true, reply: false }),
      when(state.mode._tag === "Talking", giveUp("toolLoop", at))
    )(state)
  }
  if (comesTooSoon(decision._tag, before)) {
    return all(open, count("Refused"), answerTool(call, firstThings, { isError: true, reply: false }))(state)
  }
  switch (decision._tag) {
    case "EndCall":
      // What they are saying may be why the call should go on.
      if (state.callerSince !== null) {
        return all(
          open,
          count("Refused"),
          answerTool(call, "The caller is speaking: the call goes on. Listen to them.", { isError: true, reply: false })
        )(state)
      }
      // What is being written down, or will be, is what was promised.
      const unkept = state.keeping === null && state.waiting.length === 0 ? unkeptBeforeEnd(state, at) : undefined
      if (unkept !== undefined) {
        return all(
          open,
          count("Refused"),
          unkept.note,
          goOn(call, `The call goes on. ${unkept.instruction}`, true, false, at)
        )(state)
      }
      return all(
        open,
        count("EndCall"),
        call.spokeFirst
          ? endAfterPlayout("agent_end", at)
          : endWith("agent_end", "goodbye", at, { interrupt: false, revocable: true })
      )(state)
    case "Transfer":
      return all(
        open,
        did("transfer_begun", at),
        transfer({
          department: decision.department,
          tool: { id: call.id, name: call.name },
          ladder: decision.ladder,
          standsIn: false,
          announce: "transferAnnouncement"
        }, at)
      )(state)
    case "TakeMessage":
      return all(open, count("TakeMessage"), keepMessage({ id: call.id, name: call.name }, decision.draft, at))(state)
    case "WithdrawMessage": {
      const tool = { id: call.id, name: call.name }
      const refused = state.unfinished === null && state.taken.length === 0 ? withdrawOutputs.nothing : undefined
      return all(
        open,
        count(refused === undefined ? "WithdrawMessage" : "Refused"),
        refused !== undefined
          ? goOn(call, refused, true, true, at)
          : state.unfinished !== null
          ? all(
            set({ unfinished: null }),
            goOn(call, withdrawOutputs.begun, false, true, at)
          )
          // The next one like it takes back another.
          : all(set({ used: { ...used, latest: "" } }), withdrawMessage(tool, at))
      )(state)
    }
    case "Answer":
    case "Stopped":
      return all(
        open,
        count(decision._tag),
        decision._tag === "Answer" && decision.unfinished !== undefined
          ? set({
            unfinished: hasToSpeak(before) ? together(before.unfinished, decision.unfinished) : decision.unfinished
          })
          : stay,
        ...decision._tag === "Answer" ? (decision.settles ?? []).map((kind) => declined(kind, at)) : [],
        goOn(call, decision.output, decision.isError, decision._tag === "Answer", at)
      )(state)
  }
}
