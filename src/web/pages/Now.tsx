import "../styles/pages/now.css"
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import type { CallSummary } from "../parts/CallLine.tsx"
import { useConnected } from "../parts/events.ts"
import { clock, phone } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/useWords.ts"

const useSecond = () => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const Live = ({ call, now }: { readonly call: CallSummary; readonly now: number }) => {
  const words = useWords()
  return (
    <li>
      <Link to="/calls/$id" params={{ id: call.id }} className="card live">
        <span className="live-wave" aria-hidden="true">
          {Array.from({ length: 5 }, (_, bar) => <i key={bar} />)}
        </span>
        <span>
          <b>{call.callerNumber === undefined ? words.calls.unknown : phone(call.callerNumber)}</b>
          <span className="quiet">
            {[
              call.agentName ?? words.calls.nobody,
              ...call.language === undefined ? [] : [words.languages[call.language]]
            ].join(" · ")}
          </span>
        </span>
        <time className="figure" dateTime={call.startedAt}>
          {clock((now - new Date(call.startedAt).getTime()) / 1000)}
        </time>
      </Link>
    </li>
  )
}

/** The calls that go on, as they come and go. */
export const Now = () => {
  const words = useWords()
  const connected = useConnected()
  const calls = useQuery(reading("GET /api/calls/live", {}))
  const now = useSecond()
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.now.title}</h1>
          <p aria-live="polite">{calls.data === undefined ? " " : words.now.lead(calls.data.length)}</p>
        </div>
        <span className="tag" data-tone={connected ? "accent" : "warn"}>
          <span className="dot" data-tone={connected ? "live" : "warn"} />
          {connected ? words.now.connected : words.now.reconnecting}
        </span>
      </header>
      <Loaded of={calls} bones={2}>
        {(some) =>
          some.length === 0
            ? (
              <div className="card">
                <Empty icon="now" title={words.now.emptyTitle}>
                  <p>{words.now.empty}</p>
                </Empty>
              </div>
            )
            : <ul className="lives">{some.map((call) => <Live key={call.id} call={call} now={now} />)}</ul>}
      </Loaded>
      <Link to="/calls" search={{ period: "today" }} className="link small with-icon">
        <Icon name="calls" size={15} />
        {words.todo.todayTitle}
      </Link>
    </div>
  )
}
