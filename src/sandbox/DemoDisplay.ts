import { styleText } from "node:util"
import type { EndReason } from "../domain/EndReason.ts"
import type { Told } from "./PlayScenario.ts"

type Style = Parameters<typeof styleText>[0]

interface Line {
  readonly who: string
  readonly style: Style
  readonly text: string
}

const line = (who: string, style: Style, text: string): Line => ({ who, style, text })

const languages = { FRENCH: "French", ENGLISH: "English" }

const phases = {
  ring: "ring: who was dialled?",
  answer: "answer",
  converse: "converse",
  end: "end",
  finalize: "finalize: the line is free, the record is made"
}

const carrier = (event: Extract<Told, { readonly _tag: "Carrier" }>["event"]): string => {
  switch (event._tag) {
    case "Joined":
      return "the worker has joined the call's room"
    case "Answered":
      return "the agent's audio is on the line: the call is answered"
    case "TransferAsked":
      return `REFER to ${event.target}`
    case "TransferEnded":
      return `the REFER's outcome: ${event.outcome}`
    case "CallerLeft":
      return event.why === "transferred" ? "the caller is with the department now" : "the caller has hung up"
    case "HungUp":
      return "the worker has hung up"
    case "RoomDeleted":
      return "the room is deleted"
    case "JobDone":
      return `the job is done: ${event.outcome}`
  }
}

const withdrawn = {
  withdrawn: "it is gone from the disk",
  corrected: "another one takes it back",
  failed: "it could not be taken back"
}

const connection = (outcome: Extract<Told, { readonly _tag: "ModelConnection" }>["outcome"]): Line => {
  switch (outcome._tag) {
    case "Accept":
      return line("model", "dim", "connected")
    case "Refuse":
      return line("model", "red", `connection refused (${outcome.status})`)
    case "Reset":
      return line("model", "red", "connection reset")
    case "Close":
      return line("model", "red", "connection accepted, and closed at once")
    case "Ignore":
      return line("model", "red", "connection attempt not answered")
  }
}

const describe = (told: Exclude<Told, { readonly _tag: "Phase" }>): Line => {
  switch (told._tag) {
    case "AgentFound":
      return line("config", "dim", `the number is answered by ${told.name}`)
    case "AgentSaid":
      return line("AGENT", "cyan", told.interrupted ? `${told.text.trim()} … (interrupted)` : told.text)
    case "CallerSaid":
      return line("CALLER", "yellow", told.text)
    case "LanguageDecided": {
      return told.switched
        ? line("language", "magenta", `changes to ${languages[told.language]} (${told.reason})`)
        : line("language", "dim", `stays ${languages[told.language]} (${told.reason})`)
    }
    case "MessageKept":
      return line("message", "green", told.complete ? "it is on the disk" : "what there is of it is on the disk")
    case "MessageWithdrawn":
      return line("message", told.outcome === "failed" ? "red" : "green", withdrawn[told.outcome])
    case "ReplyTakenBack":
      return line("language", "magenta", "the reply that had been asked for is taken back")
    case "ToolCalled":
      return line("tool", "green", `${told.name}(${told.args === "{}" ? "" : told.args})`)
    case "ToolAnswered":
      return line("tool", told.isError ? "red" : "green", `${told.name} → ${told.output}`)
    case "Transfer":
      return line(
        "transfer",
        told.outcome === "connected" ? "green" : "red",
        `${told.department || "to a person"}: ${told.outcome}`
      )
    case "VoiceChanged":
      return line("voice", "magenta", `${told.to} takes over from ${told.from} (${told.reason})`)
    case "Watchdog":
      return line("watchdog", "red", told.action)
    case "Problem":
      return line("problem", "red", `${told.report.tag}: ${told.report.message}`)
    case "Stored":
      return line("stored", "dim", told.artifact)
    case "Carrier":
      return line("carrier", "dim", carrier(told.event))
    case "ModelConnection":
      return connection(told.outcome)
    case "ModelConnectionClosed":
      return line("model", "dim", "connection closed")
    case "Ended":
      return line("call", "bold", `ended: ${told.reason}`)
  }
}

const width = 96
const margin = 24

/** Breaks at blanks, so that the text keeps its column; never between a French sign that stands alone and its word. */
const wrap = (text: string): ReadonlyArray<string> => {
  const rows: Array<string> = []
  for (const word of text.trim().split(/(?<!«)\s+(?![?!:;»])/)) {
    const row = rows.at(-1)
    if (row !== undefined && row.length + word.length < width - margin) rows[rows.length - 1] = `${row} ${word}`
    else rows.push(word)
  }
  return rows
}

/** One event of the call as it is shown, `elapsed` milliseconds after it began to ring. */
export const show = (told: Told, elapsed: number): string => {
  const time = styleText("dim", `${String(Math.round(elapsed)).padStart(8)} ms`)
  if (told._tag === "Phase") {
    const title = ` ${phases[told.phase]} `
    return `${time}  ${styleText("bold", `──${title}${"─".repeat(width - 15 - title.length)}`)}`
  }
  const { style, text, who } = describe(told)
  const [first = "", ...more] = wrap(text).map((row) => styleText(style, row))
  return [`${time}  ${styleText(style, who.padEnd(9))} ${first}`, ...more.map((row) => " ".repeat(margin - 1) + row)]
    .join("\n")
}

/** The last line: how the call ended, against what its scenario says. */
export const verdict = (reason: EndReason, expected: EndReason): string =>
  reason === expected
    ? styleText("green", `✔ The call ended as this scenario should: ${reason}`)
    : styleText("red", `✘ The call ended as ${reason}, and this scenario should end as ${expected}`)
