import "../styles/pages/calls.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { useWindowVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useRef, useState } from "react"
import { address } from "../api.ts"
import { type CallSummary, Outcome } from "../parts/CallLine.tsx"
import { clock, phone, useFormat } from "../parts/format.ts"
import { Found } from "../parts/Found.tsx"
import { Icon } from "../parts/Icon.tsx"
import { reading, useList, useManager } from "../parts/office.ts"
import { Empty, Waiting } from "../parts/States.tsx"
import { callQuery, type CallSearch } from "../search.ts"
import { useWords } from "../words/useWords.ts"

const useLater = (value: string, change: (value: string) => void) => {
  const [text, setText] = useState(value)
  const sent = useRef(value)
  useEffect(() => {
    // The address was changed by something else: by a link, or by going back.
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])
  useEffect(() => {
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      change(text)
    }, 300)
    return () => clearTimeout(timer)
  })
  return [text, setText] as const
}

const Filters = () => {
  const words = useWords()
  const manager = useManager()
  const search = useSearch({ from: "/inside/calls" })
  const navigate = useNavigate()
  const agents = useQuery(reading("GET /api/agents", {})).data ?? []
  const [open, setOpen] = useState(false)
  const change = (some: { readonly [K in keyof CallSearch]?: string | undefined }) =>
    void navigate({
      to: "/calls",
      // Of where the page is going by then: what was chosen a moment before is on its way there.
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...some }).filter(([, value]) => value !== undefined && value !== "")
        ) as CallSearch,
      replace: true,
      resetScroll: false
    })
  const [q, setQ] = useLater(search.q ?? "", (text) => change({ q: text }))
  const [caller, setCaller] = useLater(search.caller ?? "", (text) => change({ caller: text }))
  const { q: _, ...others } = search
  const set = Object.values(others).filter((value) => value !== undefined).length
  const choose = (
    key: "period" | "agentId" | "endReason" | "language" | "recording" | "with",
    label: string,
    any: string,
    options: ReadonlyArray<readonly [string, string]>
  ) => (
    <label className="filter">
      <span>{label}</span>
      <select
        className="select"
        data-set={search[key] !== undefined}
        value={search[key] ?? ""}
        onChange={({ target }) => change({ [key]: target.value })}
      >
        <option value="">{any}</option>
        {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </label>
  )
  const { periods: { all, ...periods }, withs } = words.calls
  return (
    <search className="filters">
      <div className="filters-first">
        <div className="search">
          <Icon name="search" />
          <input
            className="input"
            type="search"
            aria-label={words.calls.search}
            placeholder={words.calls.search}
            value={q}
            onChange={({ target }) => setQ(target.value)}
          />
        </div>
        <button type="button" className="button filters-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="filter" />
          {words.calls.filters}
          {set > 0 && <span className="tag" data-tone="accent">{set}</span>}
        </button>
      </div>
      <div className="filters-rest" data-open={open}>
        {choose("period", words.calls.period, all, Object.entries(periods))}
        {search.period === "custom" && (["from", "to"] as const).map((key) => (
          <label key={key} className="filter">
            <span>{words.calls[key]}</span>
            <input
              className="input"
              type="date"
              value={search[key] ?? ""}
              onChange={({ target }) => change({ [key]: target.value })}
            />
          </label>
        ))}
        {agents.length > 1 &&
          choose("agentId", words.calls.agent, words.calls.anyAgent, agents.map(({ id, name }) => [id, name]))}
        {choose("endReason", words.calls.outcome, words.calls.anyOutcome, Object.entries(words.outcomes))}
        {choose("language", words.calls.language, words.calls.anyLanguage, Object.entries(words.languages))}
        {choose(
          "recording",
          words.calls.recording,
          words.calls.anyRecording,
          (["available", "refused", "none"] as const).map((state) => [state, words.recordingStates[state]])
        )}
        {choose("with", words.calls.with, words.calls.anything, Object.entries(withs))}
        {manager && (
          <label className="filter">
            <span>{words.calls.columns.caller}</span>
            <input
              className="input"
              inputMode="tel"
              placeholder={words.calls.caller}
              value={caller}
              onChange={({ target }) => setCaller(target.value)}
            />
          </label>
        )}
        {set > 0 && (
          <button
            type="button"
            className="button"
            data-kind="plain"
            onClick={() => change(Object.fromEntries(Object.keys(others).map((key) => [key, undefined])))}
          >
            {words.calls.clear}
          </button>
        )}
      </div>
    </search>
  )
}

const Has = ({ call }: { readonly call: CallSummary }) => {
  const words = useWords()
  return (
    <span className="has">
      {call.messages > 0 && (
        <span title={words.calls.messages(call.messages)}>
          <Icon name="message" size={17} />
          <span className="unseen">{words.calls.messages(call.messages)}</span>
        </span>
      )}
      {call.recording === "available" && (
        <span title={words.calls.listened}>
          <Icon name="wave" size={17} />
          <span className="unseen">{words.calls.listened}</span>
        </span>
      )}
      {call.recording === "refused" && (
        <span title={words.recordingStates.refused}>
          <Icon name="lock" size={17} />
          <span className="unseen">{words.recordingStates.refused}</span>
        </span>
      )}
    </span>
  )
}

const Row = ({ call }: { readonly call: CallSummary }) => {
  const words = useWords()
  const format = useFormat()
  return (
    <Link to="/calls/$id" params={{ id: call.id }} className="call-row">
      <time dateTime={call.startedAt} className="call-when">
        {format.when(call.startedAt, call)}
      </time>
      <b className="call-who">{call.callerNumber === undefined ? words.calls.unknown : phone(call.callerNumber)}</b>
      <span className="call-agent quiet">{call.agentName ?? words.calls.nobody}</span>
      <span className="call-outcome">
        <Outcome call={call} />
      </span>
      <span className="call-length figure quiet">
        {call.durationSeconds === undefined ? "" : clock(call.durationSeconds)}
      </span>
      <Has call={call} />
      {call.found !== undefined && (
        <span className="call-found small quiet">
          <Found text={call.found} />
        </span>
      )}
    </Link>
  )
}

const rowHeight = 58
const List = () => {
  const words = useWords()
  const search = useSearch({ from: "/inside/calls" })
  const list = useList("GET /api/calls", { ...callQuery(search), limit: "200" })
  const calls = list.data?.pages.flatMap((page) => page.calls) ?? []
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useEffect(() => setTop(box.current?.offsetTop ?? 0), [calls.length])
  const rows = useWindowVirtualizer({
    count: calls.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => calls[index]?.id ?? index
  })
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= calls.length - 60) void fetchNextPage()
  }, [last, calls.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  if (list.data === undefined) return <Waiting of={list} bones={8} />
  if (calls.length === 0) {
    return (
      <div className="card">
        {Object.values(search).every((value) => value === undefined)
          ? (
            <Empty icon="calls" title={words.calls.emptyTitle}>
              <p>{words.calls.empty}</p>
            </Empty>
          )
          : (
            <Empty icon="search" title={words.calls.nothingTitle}>
              <p>{words.calls.nothing}</p>
              <Link to="/calls" className="button">{words.calls.clear}</Link>
            </Empty>
          )}
      </div>
    )
  }
  const { columns } = words.calls
  return (
    <div className="call-list">
      <div className="card call-table" data-stale={list.isPlaceholderData}>
        <div className="call-row call-columns small quiet" aria-hidden="true">
          <span className="call-when">{columns.when}</span>
          <span className="call-who">{columns.caller}</span>
          <span className="call-agent">{columns.agent}</span>
          <span className="call-outcome">{columns.outcome}</span>
          <span className="call-length">{columns.length}</span>
          <span className="has">{columns.has}</span>
        </div>
        <div
          ref={box}
          className="call-rows"
          role="list"
          aria-label={words.calls.title}
          style={{ blockSize: rows.getTotalSize() }}
        >
          {items.map((item) => {
            const call = calls[item.index]
            return call === undefined ? null : (
              <div
                key={item.key}
                ref={rows.measureElement}
                data-index={item.index}
                role="listitem"
                aria-posinset={item.index + 1}
                aria-setsize={hasNextPage ? -1 : calls.length}
                style={{ transform: `translateY(${item.start - top}px)` }}
              >
                <Row call={call} />
              </div>
            )
          })}
        </div>
      </div>
      <p className="quiet small list-end" role="status">{words.calls.shown(calls.length, hasNextPage)}</p>
    </div>
  )
}

export const Calls = () => {
  const words = useWords()
  const search = useSearch({ from: "/inside/calls" })
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.calls.title}</h1>
        </div>
        <a
          className="button"
          href={address("GET /api/calls/csv", { query: callQuery(search) })}
          download="calls.csv"
          title={words.calls.csvLong}
        >
          <Icon name="download" />
          {words.calls.csv}
        </a>
      </header>
      <Filters />
      <List />
    </div>
  )
}
