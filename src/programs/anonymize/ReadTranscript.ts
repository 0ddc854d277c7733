import { DateTime, Option, Predicate, Result, Schema } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { AgentId, CallId } from "../../domain/Ids.ts"
import { Language } from "../../domain/Language.ts"
import { normalize, type PhoneNumber } from "../../domain/PhoneNumber.ts"
import { RawTranscript, TranscriptItem } from "../../domain/Transcript.ts"
import { hear, initial } from "../../receptionist/LanguageTracker.ts"

/** A transcript as somebody has it: our own form, or what `session.history` writes, in camelCase or snake_case. */
export interface ReadTranscript {
  readonly raw: RawTranscript
  readonly callerNumber?: PhoneNumber
  /** Why it cannot be anonymized, as a code; its `raw` then has no items. */
  readonly refused?: "not_json" | "not_a_transcript" | "unknown_item" | "malformed_item"
}

type Keys = Readonly<Record<string, unknown>>

const isLanguage = Schema.is(Language)
const isCallId = Schema.is(CallId)
const isAgentId = Schema.is(AgentId)
const decodeItem = Schema.decodeUnknownOption(TranscriptItem)

/** The value under the first of these keys that is there. */
const at = (keys: Keys, ...names: ReadonlyArray<string>): unknown =>
  names.map((name) => keys[name]).find((value) => value !== undefined && value !== null)

/** Epoch milliseconds: Python writes seconds. */
const millis = (value: unknown): number =>
  Predicate.isNumber(value) && Number.isFinite(value) ? Math.round(Math.abs(value) < 1e11 ? value * 1000 : value) : 0

const text = (value: unknown): string => Predicate.isString(value) ? value : JSON.stringify(value ?? null)

/** The words of a message's content; undefined where part of it is of a kind that has none. */
const wordsOf = (content: unknown): ReadonlyArray<string> | undefined => {
  const parts = Array.isArray(content) ? content : [content ?? ""]
  const words = parts.map((part: unknown) => {
    if (Predicate.isString(part)) return part
    if (!Predicate.isObject(part)) return undefined
    const known = { text: "text", audio_content: "transcript", input_text: "text", output_text: "text" }
    const type = at({ ...part }, "type")
    const key = Object.entries(known).find(([name]) => name === type)?.[1]
    const said = key === undefined ? undefined : at({ ...part }, key) ?? ""
    return Predicate.isString(said) ? said : undefined
  })
  return words.every(Predicate.isString) ? words : undefined
}

/** Instructions, hand-overs between agents: of the session, and not of the conversation. */
const unspoken = (item: Keys) =>
  item["type"] === "agent_handoff" || item["type"] === "agent_config_update" ||
  (item["type"] === "message" && (item["role"] === "system" || item["role"] === "developer"))

const itemOf = (item: Keys, index: number): Option.Option<TranscriptItem> => {
  const language = at(item, "language")
  const common = {
    type: item["type"],
    id: text(at(item, "id") ?? `item_${index + 1}`),
    createdAt: millis(at(item, "createdAt", "created_at"))
  }
  const call = {
    callId: text(at(item, "callId", "call_id") ?? common.id),
    name: text(at(item, "name") ?? "tool")
  }
  switch (item["type"]) {
    case "message":
      return decodeItem({
        ...common,
        role: item["role"],
        content: wordsOf(item["content"]),
        interrupted: at(item, "interrupted") === true,
        ...isLanguage(language) && { language }
      })
    case "function_call":
      return decodeItem({ ...common, ...call, args: text(at(item, "args", "arguments") ?? "{}") })
    default:
      return decodeItem({
        ...common,
        ...call,
        output: text(at(item, "output") ?? ""),
        isError: at(item, "isError", "is_error") === true
      })
  }
}

const spoken = new Set(["message", "function_call", "function_call_output"])

/** An agent of which nothing is known: no word of a transcript is its own. */
export const unknownAgent = (id: string): AgentConfig => ({
  id: AgentId.make(id),
  name: "agent",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: {}
})

/** The language that the caller speaks at the end; French where nothing tells. */
const languageOf = (items: ReadonlyArray<TranscriptItem>): Language =>
  items.reduce(
    (state, item) =>
      item.type === "message" && item.role === "user" ? hear(state, item.content.join(" ")).state : state,
    initial(unknownAgent("unknown"))
  ).language

/**
 * Reads one line. What the form leaves out is filled in: the ids by the line's number, the language from what was said,
 * the times from the items.
 */
export const readTranscript = (line: string, lineNumber: number): ReadTranscript => {
  const parsed = Result.try((): unknown => JSON.parse(line))
  const given: Keys = Result.isSuccess(parsed) && Predicate.isObject(parsed.success) ? { ...parsed.success } : {}
  const made = (items: ReadonlyArray<TranscriptItem>, refused?: ReadTranscript["refused"]): ReadTranscript => {
    const times = items.map(({ createdAt }) => createdAt).filter((time) => time > 0)
    const first = times.reduce((least, time) => Math.min(least, time), times[0] ?? 0)
    const last = times.reduce((most, time) => Math.max(most, time), first)
    const [callId, agentId, language, startedAt, duration, caller] = [
      at(given, "callId", "call_id"),
      at(given, "agentId", "agent_id"),
      at(given, "language"),
      at(given, "startedAt", "started_at"),
      at(given, "durationSeconds", "duration_seconds"),
      at(given, "callerNumber", "caller_number")
    ]
    const started = Predicate.isString(startedAt) ? DateTime.make(startedAt) : Option.none()
    const callerNumber = Predicate.isString(caller) ? Option.getOrUndefined(normalize(caller)) : undefined
    return {
      raw: new RawTranscript({
        version: 1,
        callId: isCallId(callId) ? callId : CallId.make(`line-${lineNumber}`),
        agentId: isAgentId(agentId) ? agentId : AgentId.make("unknown"),
        language: isLanguage(language) ? language : languageOf(items),
        startedAt: DateTime.formatIso(Option.getOrElse(started, () => DateTime.makeUnsafe(first))),
        durationSeconds: Predicate.isNumber(duration) && Number.isFinite(duration) ? duration : (last - first) / 1000,
        items
      }),
      ...callerNumber !== undefined && { callerNumber },
      ...refused !== undefined && { refused }
    }
  }
  if (Result.isFailure(parsed)) return made([], "not_json")
  const listed = given["items"]
  if (!Array.isArray(listed)) return made([], "not_a_transcript")
  const items: Array<TranscriptItem> = []
  for (const [index, entry] of listed.entries()) {
    if (!Predicate.isObject(entry)) return made([], "malformed_item")
    const item: Keys = { ...entry }
    if (unspoken(item)) continue
    if (!Predicate.isString(item["type"]) || !spoken.has(item["type"])) return made([], "unknown_item")
    const read = itemOf(item, index)
    if (Option.isNone(read)) return made([], "malformed_item")
    items.push(read.value)
  }
  return made(items)
}
