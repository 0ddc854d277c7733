import "../styles/pages/rows.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { here, useFormat } from "../parts/format.ts"
import { Icon, type IconName } from "../parts/Icon.tsx"
import { reading, useDoing, useList, useManager } from "../parts/office.ts"
import { say } from "../parts/say.ts"
import { Empty, Loaded, Waiting } from "../parts/States.tsx"
import { useWords } from "../words/deliveries/useWords.ts"

type Delivery = Answer<"GET /api/deliveries">["deliveries"][number]

const icons: Readonly<Record<Delivery["state"], IconName>> = { open: "clock", delivered: "check", failed: "warning" }
const tones = { open: "warn", delivered: "accent", failed: "danger" } as const

const Tries = ({ id }: { readonly id: string }) => {
  const words = useWords()
  const format = useFormat()
  return (
    <Loaded of={useQuery(reading("GET /api/deliveries/:id", { params: { id } }))} bones={1}>
      {({ tries }) => (
        <ol className="notes">
          {tries.map((one) => (
            <li key={one.at} className="small">
              <time dateTime={one.at} className="quiet">{format.when(one.at, here)}</time>{" "}
              <span className={one.ok ? undefined : "danger"}>
                {one.problem !== undefined
                  ? words.deliveries.problem(one.problem, one.reason)
                  : one.ok
                  ? words.deliveries.ok
                  : words.deliveries.notOk}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

const Item = ({ delivery }: { readonly delivery: Delivery }) => {
  const words = useWords()
  const format = useFormat()
  const manager = useManager()
  const [open, setOpen] = useState(false)
  const resend = useDoing("POST /api/deliveries/:id/resend", {
    forgets: ["GET /api/deliveries", "GET /api/deliveries/:id", "GET /api/today"],
    onDone: ({ by }) => say(by === "worker" ? words.deliveries.resentByWorker : words.deliveries.resent)
  })
  return (
    <li className="delivery" data-state={delivery.state}>
      <span className="tag" data-tone={tones[delivery.state]}>
        <Icon name={icons[delivery.state]} size={14} />
        {words.deliveries.states[delivery.state]}
      </span>
      <div>
        <p>
          <b>{words.deliveries.events[delivery.event] ?? delivery.event}</b> →{" "}
          {delivery.to ?? words.deliveries.ways[delivery.way]}
        </p>
        <p className="quiet small row">
          <span>{words.deliveries.ways[delivery.way]}</span>
          <time dateTime={delivery.createdAt}>{format.when(delivery.createdAt, here)}</time>
          <button type="button" className="quiet-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.deliveries.tries(delivery.tries)}
          </button>
          {delivery.nextAt !== undefined && delivery.state === "open" && (
            <span>{words.deliveries.next(format.when(delivery.nextAt, here))}</span>
          )}
          {delivery.callId !== undefined && (
            <Link to="/calls/$id" params={{ id: delivery.callId }} className="link">{words.deliveries.openCall}</Link>
          )}
          {delivery.messageId !== undefined && (
            <Link to="/" search={{ message: delivery.messageId }} className="link">{words.deliveries.openMessage}</Link>
          )}
        </p>
        {delivery.problem !== undefined && delivery.state !== "delivered" && (
          <p className={delivery.state === "failed" ? "danger" : "quiet"}>
            {words.deliveries.problem(delivery.problem, delivery.reason)}
          </p>
        )}
        {open && <Tries id={delivery.id} />}
      </div>
      {manager && delivery.state === "failed" && (
        <button
          type="button"
          className="button"
          data-size="small"
          disabled={resend.isPending}
          onClick={() => resend.mutate({ params: { id: delivery.id } })}
        >
          {words.deliveries.resend}
        </button>
      )}
    </li>
  )
}

export const Deliveries = () => {
  const words = useWords()
  const { state } = useSearch({ from: "/inside/deliveries" })
  const list = useList("GET /api/deliveries", { ...state !== undefined && { state }, limit: "100" })
  const deliveries = list.data?.pages.flatMap((page) => page.deliveries) ?? []
  const failed = list.data?.pages[0]?.failed ?? 0
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.deliveries.title}</h1>
          <p>{words.deliveries.lead}</p>
        </div>
        <nav className="choice" aria-label={words.deliveries.title}>
          <Link
            to="/deliveries"
            search={{}}
            activeOptions={{ exact: true }}
            aria-current={state === undefined ? "page" : undefined}
          >
            {words.deliveries.all}
          </Link>
          {(["failed", "open", "delivered"] as const).map((one) => (
            <Link
              key={one}
              to="/deliveries"
              search={{ state: one }}
              activeOptions={{ exact: true }}
              aria-current={state === one ? "page" : undefined}
            >
              {words.deliveries.states[one]}
              {one === "failed" && failed > 0 && <span className="danger">{failed}</span>}
            </Link>
          ))}
        </nav>
      </header>
      {list.data === undefined
        ? <Waiting of={list} />
        : deliveries.length === 0
        ? (
          <div className="card">
            {state === "failed"
              ? (
                <Empty title={words.deliveries.emptyFailedTitle}>
                  <p>{words.deliveries.emptyFailed}</p>
                </Empty>
              )
              : (
                <Empty icon="deliveries" title={words.deliveries.emptyTitle}>
                  <p>{words.deliveries.empty}</p>
                </Empty>
              )}
          </div>
        )
        : (
          <ul className="card lines deliveries">
            {deliveries.map((delivery) => <Item key={delivery.id} delivery={delivery} />)}
          </ul>
        )}
      {list.hasNextPage && (
        <button type="button" className="button" onClick={() => void list.fetchNextPage()}>{words.do.more}</button>
      )}
    </div>
  )
}
