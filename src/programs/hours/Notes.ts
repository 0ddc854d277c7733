import { Option } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { Path } from "../../domain/AgentProblem.ts"
import { regions } from "../../domain/Hours.ts"
import type { HoursNoteKind } from "../../domain/HoursNoteKind.ts"
import { readOpeningHours } from "../../receptionist/hours/Office.ts"
import { weekText } from "../../receptionist/hours/WeekText.ts"

/** Something to know about an agent's hours, which is not wrong. */
export interface HoursNote {
  readonly path: Path
  /** The line of the text at `path`, from 0, where it is about one. */
  readonly textLine?: number
  readonly kind: HoursNoteKind
  readonly text: string
}

const proseAlone = "nothing goes by these hours, they are told as they stand"

const ofHolidays = {
  closed: "closed on public holidays",
  open: "open on public holidays",
  unsaid: "of public holidays it says nothing, so on them nobody is told whether it is open"
} as const

const textNotes = (agent: AgentConfig): ReadonlyArray<HoursNote> =>
  Option.match(readOpeningHours(agent), {
    onNone: () =>
      agent.hours === undefined || agent.hours === null || agent.hours.week !== undefined
        ? []
        : [{
          path: ["hours"],
          kind: "noWeek",
          text: "hours has no week, and there is no openingHours that says one: nothing goes by it"
        }],
    onSome: (reading) => {
      const path = ["openingHours"]
      switch (reading._tag) {
        case "NotUnderstood": {
          const line = (agent.openingHours ?? "").split(/\r\n|\r|\n/)[reading.line]?.trim() ?? ""
          const text = `${JSON.stringify(line)} is not understood, so ${proseAlone}; \`hours\` can say them`
          return [{ path, kind: "notUnderstood", textLine: reading.line, text: `openingHours: ${text}` }]
        }
        case "OtherZone":
          return [{
            path,
            kind: "otherZone",
            text: `openingHours names another time zone than the agent's, so ${proseAlone}`
          }]
        case "UnknownHolidays":
          return [{
            path,
            kind: "unknownHolidays",
            text:
              `openingHours does not say which holidays, so ${proseAlone}; write \`hours: { holidays: { region: CA-QC } }\` ` +
              `(or ${regions.slice(0, -1).filter((region) => region !== "CA-QC").join(", ")} or ${
                regions.at(-1)
              }), or \`region: none\` with the days themselves, \`also: ["12-25"]\``
          }]
        case "Understood":
          return [{
            path,
            kind: "understood",
            text: `openingHours is understood as ${
              [
                ...weekText(reading.week).map(([days, hours]) => `${days} ${hours}`),
                ...agent.hours?.holidays === undefined ? [ofHolidays[reading.holidays]] : [],
                ...reading.closedOn.length === 0 ? [] : [`closed on ${reading.closedOn.join(", ")}`]
              ].join("; ")
            }`
          }]
      }
    }
  })

/** What an operator should know about the hours of an agent file: what was made of its text, or that nothing was. */
export const hoursNotes = (agent: AgentConfig): ReadonlyArray<HoursNote> => {
  const hasHours = (agent.hours !== undefined && agent.hours !== null) ||
    Option.exists(readOpeningHours(agent), ({ _tag }) => _tag === "Understood")
  return [
    ...textNotes(agent),
    ...hasHours && agent.timeZone === undefined
      ? [{
        path: agent.hours === undefined ? ["openingHours"] : ["hours"],
        kind: "noTimeZone" as const,
        text: "there is no timeZone: these hours hold in the operator's (TIME_ZONE)"
      }]
      : []
  ]
}
