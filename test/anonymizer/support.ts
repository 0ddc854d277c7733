import { findEntities } from "../../src/anonymizer/call/Engine.ts"
import type { Field, FieldSpan } from "../../src/anonymizer/text/Entity.ts"
import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import { RawTranscript, type TranscriptItem } from "../../src/domain/Transcript.ts"
import { departmentAt } from "../support/departments.ts"

export const year = 2026

export interface Labelled {
  readonly text: string
  readonly gold: ReadonlyArray<{ readonly type: string; readonly start: number; readonly end: number }>
}

/** Reads `my name is {{PERSON|Ana}}`. */
export const labelled = (marked: string): Labelled => {
  const gold: Array<{ type: string; start: number; end: number }> = []
  let text = ""
  let at = 0
  for (const { 0: match, 1: type = "", 2: value = "", index } of marked.matchAll(/\{\{(\w+)\|([^}]*)\}\}/g)) {
    text += marked.slice(at, index)
    gold.push({ type, start: text.length, end: text.length + value.length })
    text += value
    at = index + match.length
  }
  return { text: text + marked.slice(at), gold }
}

export const said = (text: string): Field => ({ speaker: "user", text })

/** The text as `findEntities` reads it: `my name is [PERSON Ana]`. */
export const marked = (fields: ReadonlyArray<Field>, spans = findEntities(fields, { year })): ReadonlyArray<string> =>
  fields.map(({ text }, field) =>
    spans.filter((span) => span.field === field).toReversed().reduce(
      (left, { end, start, type }) => `${left.slice(0, start)}[${type} ${left.slice(start, end)}]${left.slice(end)}`,
      text
    )
  )

export const find = (text: string): string => marked([said(text)])[0] ?? ""

/** The letters and digits of a labelled value that no span covers, and whether a span of its type covers any. */
export const coverage = ({ gold, text }: Labelled, spans: ReadonlyArray<FieldSpan>) =>
  gold.map(({ end, start, type }) => {
    const over = spans.filter((span) => span.start < end && start < span.end)
    const leaked = Array.from(text.slice(start, end)).filter((sign, i) =>
      /[\p{L}\d]/u.test(sign) && !over.some((span) => span.start <= start + i && start + i < span.end)
    )
    return { value: text.slice(start, end), leaked: leaked.length, typed: over.some((span) => span.type === type) }
  })

export const agent = AgentConfig.make({
  id: AgentId.make("clinic"),
  name: "Clinique du Plateau",
  description: "Une clinique dentaire sur le Plateau-Mont-Royal. La dentiste est la Dre Zelda Quintal.",
  faqs: "R : Au 1234, avenue du Mont-Royal Est. Par courriel : info@plateau.example",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [departmentAt("Urgences dentaires", "+15145550111")],
  provisioning: Provisioning.make({})
})

export const rawTranscript = (items: ReadonlyArray<TranscriptItem>): RawTranscript =>
  RawTranscript.make({
    version: 1,
    callId: CallId.make("call_1"),
    agentId: AgentId.make("clinic"),
    language: "FRENCH",
    startedAt: "2026-11-22T10:00:00.000Z",
    durationSeconds: 12,
    items
  })

const at = (index: number) => 1_795_341_600_000 + index * 1000

/** Items of a conversation: `["user", "…"]`, `["call", args]`, `["output", text]`. */
export const conversation = (
  ...turns: ReadonlyArray<readonly ["user" | "assistant" | "call" | "output", string]>
): ReadonlyArray<TranscriptItem> =>
  turns.map(([kind, text], index): TranscriptItem => {
    const id = `item_${index}`
    const createdAt = at(index)
    switch (kind) {
      case "call":
        return { type: "function_call", id, callId: "tool_1", name: "book", args: text, createdAt }
      case "output":
        return {
          type: "function_call_output",
          id,
          callId: "tool_1",
          name: "book",
          output: text,
          isError: false,
          createdAt
        }
      default:
        return { type: "message", id, role: kind, content: [text], interrupted: false, createdAt }
    }
  })
