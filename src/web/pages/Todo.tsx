import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import type { Answer } from "../api.ts"
import { CallLine } from "../parts/CallLine.tsx"
import { dayOf } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { isLate, MessageItem } from "../parts/MessageItem.tsx"
import { reading, useList, useManager, useMe } from "../parts/office.ts"
import { Empty, Failed, Loaded, Waiting } from "../parts/States.tsx"
import { useMessageActs } from "../parts/useMessageActs.ts"
import { useWords, type Words } from "../words/useWords.ts"

export type OfficeMessage = Answer<"GET /api/messages">["messages"][number]
type Group = keyof Words["todo"]["groups"]

const groupOf = (message: OfficeMessage, now: Date): Group =>
  message.due === undefined
    ? "undated"
    : isLate(message, now)
    ? "overdue"
    : dayOf(new Date(message.due), message) === dayOf(now, message)
    ? "today"
    : "later"

const groups: ReadonlyArray<Group> = ["overdue", "today", "later", "undated"]

/** Words are typed into these: a letter is no shortcut there. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [role=menu], [role=dialog]") !== null

const Messages = () => {
  const words = useWords()
  const me = useMe()
  const manager = useManager()
  const navigate = useNavigate({ from: "/" })
  const { message: opened, show } = useSearch({ from: "/inside/" })
  const list = useList("GET /api/messages", {
    state: show === "done" ? "done" : "open",
    limit: "100",
    ...show === "mine" && me !== undefined && { takenBy: me.id }
  })
  const [at, setAt] = useState<string>()
  const messageActs = useMessageActs()
  const messages = list.data?.pages.flatMap((page) => page.messages) ?? []
  const now = new Date()
  const grouped = show === "done"
    ? [{ group: undefined, messages }]
    : groups.map((group) => ({ group, messages: messages.filter((message) => groupOf(message, now) === group) }))
      .filter((some) => some.messages.length > 0)
  const shown = grouped.flatMap((some) => some.messages)
  const elsewhere = opened !== undefined && list.data !== undefined && !shown.some(({ id }) => id === opened)
  // A link leads to it from elsewhere, and it is done, or further down.
  const { data: linked, error: lost } = useQuery({
    ...reading("GET /api/messages/:id", { params: { id: opened ?? "" } }),
    enabled: elsewhere
  })
  const open = (message: string | undefined) =>
    navigate({
      search: { ...show !== undefined && { show }, ...message !== undefined && { message } },
      replace: true,
      resetScroll: false
    })
  const acts: typeof messageActs = {
    ...messageActs,
    // One that was open here is not found again by its link, as one from elsewhere is.
    done: (message, isDone) => {
      messageActs.done(message, isDone)
      if (opened === message.id) void open(undefined)
    }
  }
  const goTo = (step: number) => {
    const index = shown.findIndex(({ id }) => id === at)
    const next =
      shown[index === -1 ? (step > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, index + step))]
    if (next === undefined) return
    setAt(next.id)
    document.getElementById(`message-${next.id}`)?.focus()
  }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const message = shown.find(({ id }) => id === at)
      const index = shown.findIndex(({ id }) => id === at)
      if (event.key === "j" || event.key === "k") goTo(event.key === "j" ? 1 : -1)
      else if (event.key === "u") acts.undo()
      else if (message === undefined || !manager) return
      else if (event.key === "d") {
        acts.done(message, message.doneAt === undefined)
        const next = shown[index + 1] ?? shown[index - 1]
        if (next !== undefined) {
          setAt(next.id)
          document.getElementById(`message-${next.id}`)?.focus()
        }
      } else if (event.key === "t") acts.take(message, message.takenBy === undefined ? me?.id : null)
      else if (event.key === "n") {
        void open(message.id).then(() => document.getElementById(`note-${message.id}`)?.focus())
      } else return
      event.preventDefault()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  })
  if (list.data === undefined) return <Waiting of={list} bones={4} />
  const gone = elsewhere && lost !== null && (
    <div className="card">
      <Failed error={lost} />
    </div>
  )
  if (shown.length === 0 && (linked === undefined || !elsewhere)) {
    return gone || (
      <div className="card">
        <Empty
          icon={show === "done" ? "check" : show === "mine" ? "user" : "check"}
          title={show === "done"
            ? words.todo.emptyDoneTitle
            : show === "mine"
            ? words.todo.emptyMineTitle
            : words.todo.emptyTitle}
        >
          <p>{show === "done" ? words.todo.emptyDone : show === "mine" ? words.todo.emptyMine : words.todo.empty}</p>
        </Empty>
      </div>
    )
  }
  return (
    <div className="stack">
      {gone}
      {elsewhere && linked !== undefined && (
        <ul className="card messages">
          <MessageItem message={linked} acts={acts} open onOpen={() => void open(undefined)} />
        </ul>
      )}
      {grouped.map((some) => (
        <section key={some.group ?? "done"} className="message-group" data-group={some.group}>
          {some.group !== undefined && (
            <h2>
              {words.todo.groups[some.group]} <span className="quiet">{some.messages.length}</span>
            </h2>
          )}
          <ul className="card messages">
            {some.messages.map((message) => (
              <MessageItem
                key={message.id}
                message={message}
                open={opened === message.id}
                acts={acts}
                onFocus={() => setAt(message.id)}
                onOpen={() => void open(opened === message.id ? undefined : message.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {list.hasNextPage && (
        <button type="button" className="button" onClick={() => void list.fetchNextPage()}>{words.do.more}</button>
      )}
    </div>
  )
}

const Aside = () => {
  const words = useWords()
  const today = useQuery(reading("GET /api/today", {}))
  const calls = useQuery(reading("GET /api/calls", { query: { days: "1", limit: "8" } }))
  const failed = today.data?.failedDeliveries ?? 0
  return (
    <aside className="stack">
      {failed > 0 && (
        <Link to="/deliveries" search={{ state: "failed" }} className="notice" data-tone="danger">
          <Icon name="warning" />
          <span>
            <b>{words.todo.failedTitle}</b>
            <br />
            {words.todo.failedLead(failed)}
          </span>
        </Link>
      )}
      <section className="card">
        <header>
          <h2>{words.todo.todayTitle}</h2>
          {today.data !== undefined && today.data.failedCalls > 0 && (
            <Link to="/calls" search={{ period: "today", with: "failures" }} className="tag" data-tone="danger">
              {words.todo.wentWrong(today.data.failedCalls)}
            </Link>
          )}
        </header>
        <div className="body">
          <Loaded of={calls} bones={3}>
            {({ calls: some }) =>
              some.length === 0
                ? <p className="quiet">{words.todo.noCallsToday}</p>
                : (
                  <ul className="lines">
                    {some.map((call) => (
                      <li key={call.id}>
                        <CallLine call={call} />
                      </li>
                    ))}
                  </ul>
                )}
          </Loaded>
          {today.data !== undefined && today.data.callsToday > 8 && (
            <Link to="/calls" search={{ period: "today" }} className="link small">
              {words.do.all} ({today.data.callsToday})
            </Link>
          )}
        </div>
      </section>
      <details className="keys only-keyboard">
        <summary className="quiet small">{words.todo.keys}</summary>
        <dl>
          {words.todo.keyList.map(([keys, does]) => (
            <div key={keys}>
              <dt>{keys.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd className="quiet small">{does}</dd>
            </div>
          ))}
        </dl>
      </details>
    </aside>
  )
}

export const Todo = () => {
  const words = useWords()
  const { show } = useSearch({ from: "/inside/" })
  const today = useQuery(reading("GET /api/today", {})).data
  const tab = (value: "done" | "mine" | undefined, label: string) => (
    <Link
      to="/"
      search={value === undefined ? {} : { show: value }}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={show === value ? "page" : undefined}
    >
      {label}
    </Link>
  )
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.todo.title}</h1>
          <p>{today === undefined ? " " : words.todo.lead(today.openMessages, today.overdueMessages)}</p>
        </div>
        <nav className="choice" aria-label={words.todo.title}>
          {tab(undefined, words.todo.open)}
          {tab("mine", words.todo.mine)}
          {tab("done", words.todo.done)}
        </nav>
      </header>
      <div className="with-aside">
        <Messages />
        <Aside />
      </div>
    </div>
  )
}
