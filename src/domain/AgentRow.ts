import { Option, Predicate, Schema } from "effect"
import { isRecord, kindOf, type Path } from "./AgentProblem.ts"
import { readAgent, type ReadAs, type Reading } from "./AgentSource.ts"

/** What an answer is: an agent, read as far as it can be, or none. */
export type RowReading =
  | { readonly _tag: "Absent" }
  | { readonly _tag: "Archived" }
  | ({ readonly _tag: "Agent" } & Reading)

const notAnObject = (path: Path, expected: string, value: unknown): RowReading => ({
  _tag: "Agent",
  agent: Option.none(),
  problems: [{ path, expected, found: kindOf(value) }],
  warnings: []
})

const parseJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/**
 * Reads an answer of `GET /api/agents/by-phone/:phone`: `{ agent: { id, …, config: { … } } }`, the same without the
 * wrapping, with the config's keys on the row, or with the config as JSON in a string (`config` or `rawConfig`). An
 * agent that is `null` is absent; one with `deletedAt` is archived.
 */
export const readAgentRow = (answer: unknown, as: ReadAs = {}): RowReading => {
  const wrapped = isRecord(answer) && "agent" in answer
  const row = wrapped ? answer["agent"] : answer
  const rowPath: Path = wrapped ? ["agent"] : []
  if (Predicate.isNullish(row)) return { _tag: "Absent" }
  if (!isRecord(row)) return notAnObject(rowPath, "object", row)
  if (row["deletedAt"]) return { _tag: "Archived" }

  const key = row["config"] ? "config" : "rawConfig"
  const written = row[key]
  if (!written) return { _tag: "Agent", ...readAgent({ row, rowPath, config: row, configPath: rowPath }, as) }

  const configPath = [...rowPath, key]
  const config = Predicate.isString(written) ? Option.getOrUndefined(parseJson(written)) : written
  return isRecord(config)
    ? { _tag: "Agent", ...readAgent({ row, rowPath, config, configPath }, as) }
    : notAnObject(configPath, "object, or JSON of one in a string", written)
}
