import "../styles/pages/call.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useParams } from "@tanstack/react-router"
import { useState } from "react"
import { Facts } from "../call/Facts.tsx"
import { Said } from "../call/Said.tsx"
import { Outcome } from "../parts/CallLine.tsx"
import { phone, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { MessageItem } from "../parts/MessageItem.tsx"
import { reading } from "../parts/office.ts"
import { Waiting } from "../parts/States.tsx"
import { shown } from "../parts/theirs.ts"
import { useMessageActs } from "../parts/useMessageActs.ts"
import { useWords } from "../words/call/useWords.ts"

export const Call = () => {
  const words = useWords()
  const format = useFormat()
  const { id } = useParams({ from: "/inside/calls/$id" })
  const asked = useQuery(reading("GET /api/calls/:id", { params: { id } }))
  const call = asked.data
  const acts = useMessageActs()
  const [open, setOpen] = useState<string>()
  if (call === undefined) {
    return (
      <div className="page">
        <Waiting of={asked} bones={6} />
      </div>
    )
  }
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <Link to="/calls" className="crumb quiet small">
            <Icon name="back" size={15} />
            {words.calls.title}
          </Link>
          <h1>
            {words.call.from(
              call.callerNumber === undefined ? words.calls.unknown.toLowerCase() : phone(call.callerNumber)
            )}
          </h1>
          <p className="row">
            <time dateTime={call.startedAt}>{format.long(call.startedAt, call)}</time>
            <span aria-hidden="true">·</span>
            <Outcome call={call} />
          </p>
        </div>
      </header>
      {call.going && (
        <p className="notice" data-tone="accent">
          <Icon name="now" />
          {words.call.live}
        </p>
      )}
      {call.faults.length > 0 && (
        <div className="notice" data-tone="danger">
          <Icon name="warning" />
          <div>
            <h3>{words.call.faults}</h3>
            <ul>
              {call.faults.map((fault) => (
                <li key={fault.tag + fault.message}>
                  {words.faults[fault.tag] ?? fault.tag}
                  <span className="quiet small" lang="en">{` · ${shown(fault.message)}`}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <div className="with-aside">
        <Said key={call.id} call={call} />
        <aside className="stack">
          {call.left.length > 0 && (
            <section className="stack">
              <h2>{words.call.messages}</h2>
              <ul className="card messages">
                {call.left.map((message) => (
                  <MessageItem
                    key={message.id}
                    message={message}
                    acts={acts}
                    withCall={false}
                    open={open === message.id}
                    onOpen={() => setOpen(open === message.id ? undefined : message.id)}
                  />
                ))}
              </ul>
            </section>
          )}
          <Facts call={call} />
        </aside>
      </div>
    </div>
  )
}
