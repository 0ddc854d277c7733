import type { AgentSummary, AgentVersion } from "../../api/Agents.ts"
import { filled, iso } from "../Rows.ts"

/** A row of `agents`. */
export interface AgentRow {
  readonly id: string
  readonly company_id: string
  readonly name: string
  readonly phone: string | null
  readonly languages: ReadonlyArray<string>
  readonly config: Readonly<Record<string, unknown>> | null
  readonly published: number | null
  readonly archived_at: Date | null
  readonly changed_at: Date
  readonly draft_yaml: string | null
  readonly draft_revision: number
  readonly draft_by: string | null
  readonly draft_at: Date | null
  readonly number_status: string
  readonly trunk_id: string | null
  readonly rule_id: string | null
  readonly carrier_number_id: string | null
  readonly carrier_trunk_id: string | null
}
/** A row of `agent_versions`. */
export interface VersionRow {
  readonly number: number
  readonly yaml: string
  readonly by_name: string
  readonly at: Date
  readonly note: string | null
}

export const summaryOf = (row: AgentRow): AgentSummary => ({
  id: row.id,
  name: row.name,
  languages: row.languages,
  answers: row.published !== null && row.archived_at === null,
  archived: row.archived_at !== null,
  hasDraft: row.draft_yaml !== null,
  changedAt: iso(row.changed_at),
  ...filled({ phone: row.phone })
})

export const versionOf = ({ at, by_name, note, number }: VersionRow): AgentVersion => ({
  number,
  by: by_name,
  at: iso(at),
  ...filled({ note })
})
