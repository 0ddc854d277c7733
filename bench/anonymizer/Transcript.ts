import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import { RawTranscript, type TranscriptItem } from "../../src/domain/Transcript.ts"
import { departmentAt } from "../../test/support/departments.ts"
import type { Case, Turn } from "./Markup.ts"

const start = Date.UTC(2026, 10, 20, 15)

const itemOf = (turn: Turn, index: number, language: Case["language"]): TranscriptItem => {
  const item = { id: `item_${index + 1}`, createdAt: start + index * 4000 }
  const tool = { ...item, callId: `call_${index + 1}`, name: turn.name ?? "tool" }
  if (turn.kind === "call") return { type: "function_call", ...tool, args: turn.text }
  if (turn.kind === "output") {
    return { type: "function_call_output", ...tool, output: turn.text, isError: turn.isError ?? false }
  }
  return {
    type: "message",
    ...item,
    role: turn.kind,
    content: [turn.text],
    interrupted: turn.interrupted ?? false,
    language: language === "fr" ? "FRENCH" : "ENGLISH"
  }
}

/** The turns as a call's transcript, as the session would have kept them. */
export const transcriptOf = (turns: ReadonlyArray<Turn>, language: Case["language"]): RawTranscript =>
  new RawTranscript({
    version: 1,
    callId: CallId.make("bench-call"),
    agentId: AgentId.make("bench"),
    language: language === "fr" ? "FRENCH" : "ENGLISH",
    startedAt: new Date(start).toISOString(),
    durationSeconds: turns.length * 4,
    items: turns.map((turn, index) => itemOf(turn, index, language))
  })

/** The text of each item, as `transcriptOf` took it from the turns. */
export const textsOf = (items: ReadonlyArray<TranscriptItem>): ReadonlyArray<string> =>
  items.map((item) =>
    item.type === "message" ? item.content.join(" ") : item.type === "function_call" ? item.args : item.output
  )

const agent = (name: string, description: string) =>
  new AgentConfig({
    id: AgentId.make("bench"),
    name,
    description,
    supportedLanguages: ["FRENCH", "ENGLISH"],
    defaultLanguage: "FRENCH",
    transfers: [
      departmentAt("Facturation", "+15145550112"),
      departmentAt("Urgences dentaires", "+15145550111")
    ],
    provisioning: new Provisioning({})
  })

/** The agent that the calls of the corpus reach. Its description names no brand of the negatives. */
export const clinic = agent(
  "Clinique dentaire du Plateau",
  "Clinique dentaire familiale, sur le Plateau-Mont-Royal à Montréal, à trois minutes du métro Mont-Royal."
)

/** A business whose description names what its callers ask about, as an owner would write it. */
export const business = (lists: (heading: string) => ReadonlyArray<string>) =>
  agent(
    "Atelier Lafleur",
    [
      `Nous réparons et vendons : ${lists("model.fr").join(", ")}.`,
      `Nous servons ${lists("city").join(", ")}.`,
      `Nous travaillons avec ${lists("brand").join(", ")}, et tenons ${lists("product").join(", ")}.`
    ].join("\n")
  )
