import { Link } from "@tanstack/react-router"
import type { Answer } from "../api.ts"
import { here, useFormat } from "../parts/format.ts"
import { useList } from "../parts/office.ts"
import { Empty, Waiting } from "../parts/States.tsx"
import { useWords } from "../words/settings/useWords.ts"

type Entry = Answer<"GET /api/audit">["entries"][number]

const Subject = ({ subject }: { readonly subject: Entry["subject"] }) => {
  const words = useWords()
  return subject?.kind === "call"
    ? <Link to="/calls/$id" params={{ id: subject.id }} className="link">{words.settings.audit.call}</Link>
    : subject?.kind === "message"
    ? <Link to="/" search={{ message: subject.id }} className="link">{words.todo.kinds.message}</Link>
    : subject?.kind === "agent"
    ? <Link to="/agents/$id" params={{ id: subject.id }} className="link">{words.settings.audit.agent}</Link>
    : null
}

export const AuditTrail = () => {
  const words = useWords()
  const format = useFormat()
  const list = useList("GET /api/audit", { limit: "100" })
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  if (list.data === undefined) return <Waiting of={list} />
  return (
    <div className="stack">
      <p className="quiet">{words.settings.audit.lead}</p>
      {entries.length === 0
        ? (
          <div className="card">
            <Empty icon="clock" title={words.settings.audit.emptyTitle}>
              <p>{words.settings.audit.empty}</p>
            </Empty>
          </div>
        )
        : (
          <ol className="card lines audit">
            {entries.map((entry) => (
              <li key={entry.id}>
                <time dateTime={entry.at} className="quiet small">{format.when(entry.at, here)}</time>
                <span>
                  <b>{entry.by === "office" ? words.settings.audit.office : entry.by}</b>{" "}
                  {Object.entries(words.actions).find(([action]) => action === entry.action)?.[1] ?? entry.action}
                  {entry.detail !== undefined && <span className="quiet">{` (${entry.detail})`}</span>}
                </span>
                <span className="small">
                  <Subject subject={entry.subject} />
                </span>
              </li>
            ))}
          </ol>
        )}
      {list.hasNextPage && (
        <button type="button" className="button" onClick={() => void list.fetchNextPage()}>{words.do.more}</button>
      )}
    </div>
  )
}
