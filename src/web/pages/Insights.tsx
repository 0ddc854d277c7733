import "../styles/pages/insights.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import type { Answer } from "../api.ts"
import { Columns, Hours, Shares } from "../parts/charts.tsx"
import { clock, useFormat } from "../parts/format.ts"
import { reading } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/call/useWords.ts"

type Told = Answer<"GET /api/insights">

const Figure = ({ about, name, value }: { readonly name: string; readonly value: string; readonly about: string }) => (
  <div className="card figure-card">
    <dt className="quiet small">{name}</dt>
    <dd>
      <b>{value}</b>
      <span className="quiet small">{about}</span>
    </dd>
  </div>
)

const Shown = ({ told }: { readonly told: Told }) => {
  const words = useWords()
  const format = useFormat()
  const { duration, longestSilence, messages, recording, timeToAnswer, transfers, usage } = told
  const title = words.insights
  const seconds = (of: number) => title.seconds(format.number(of))
  const named = (counts: Told["outcomes"], names: Readonly<Record<string, string>>) =>
    counts.map(({ calls, key }) => ({ key, label: names[key] ?? key, value: calls }))
  return (
    <>
      <dl className="figures">
        <Figure
          name={title.calls}
          value={format.number(told.calls)}
          about={title.aDay(format.number(Math.max(0.1, told.calls / Math.max(1, told.byDay.length))))}
        />
        <Figure
          name={title.median}
          value={clock(duration.medianSeconds)}
          about={title.longest(clock(duration.p90Seconds))}
        />
        {timeToAnswer !== undefined && (
          <Figure
            name={title.timeToAnswer}
            value={seconds(timeToAnswer.medianSeconds)}
            about={title.most(seconds(timeToAnswer.p95Seconds))}
          />
        )}
        {longestSilence !== undefined && (
          <Figure
            name={title.longestSilence}
            value={seconds(longestSilence.medianSeconds)}
            about={title.most(seconds(longestSilence.p95Seconds))}
          />
        )}
        <Figure
          name={title.messages}
          value={format.number(messages.taken)}
          about={[
            title.open(messages.open),
            ...messages.medianHoursToDone === undefined ? [] : [title.doneIn(format.number(messages.medianHoursToDone))]
          ].join(" · ")}
        />
        <Figure
          name={title.transfers}
          value={format.number(transfers.tried)}
          about={transfers.tried === 0 ? "" : title.connected(transfers.connected, transfers.tried)}
        />
        <Figure name={title.refused} value={format.number(recording.refused)} about={title.kept(recording.kept)} />
      </dl>
      <section className="card">
        <header>
          <h2>{title.byDay}</h2>
        </header>
        <div className="body">
          <Columns
            label={title.byDay}
            bars={told.byDay.map(({ calls, day }) => ({
              key: day,
              label: format.calendarDay(day, { day: "numeric", month: "short" }),
              value: calls
            }))}
          />
        </div>
      </section>
      <div className="charts">
        <section className="card">
          <header>
            <h2>{title.byHour}</h2>
          </header>
          <div className="body">
            <Hours label={title.byHour} hours={told.byHour} />
          </div>
        </section>
        <section className="card">
          <header>
            <h2>{title.outcomes}</h2>
          </header>
          <div className="body">
            <Shares bars={named(told.outcomes, words.outcomes)} />
          </div>
        </section>
        <section className="card">
          <header>
            <h2>{title.languages}</h2>
          </header>
          <div className="body">
            <Shares bars={named(told.languages, words.languages)} />
          </div>
        </section>
        <section className="card">
          <header>
            <h2>{title.failures}</h2>
          </header>
          <div className="body">
            {told.failures.length === 0
              ? <p className="quiet">{title.noFailures}</p>
              : <Shares bars={named(told.failures, { ...words.outcomes, ...words.faults })} />}
          </div>
        </section>
        <section className="card">
          <header>
            <h2>{title.usage}</h2>
          </header>
          <div className="body">
            <dl className="facts">
              <div>
                <dt>{title.tokens}</dt>
                <dd>{format.short(usage.inputTokens)} / {format.short(usage.outputTokens)}</dd>
              </div>
              <div>
                <dt>{title.audio}</dt>
                <dd>
                  {format.number(Math.round(usage.inputAudioSeconds / 60))} /{" "}
                  {format.number(Math.round(usage.outputAudioSeconds / 60))}
                </dd>
              </div>
            </dl>
          </div>
        </section>
      </div>
    </>
  )
}

export const Insights = () => {
  const words = useWords()
  const { agentId, days = 30 } = useSearch({ from: "/inside/insights" })
  const navigate = useNavigate()
  const agents = useQuery(reading("GET /api/agents", {})).data ?? []
  const format = useFormat()
  const told = useQuery(
    reading("GET /api/insights", { query: { days: `${days}`, ...agentId !== undefined && { agentId } } })
  )
  const zone = told.data === undefined ? undefined : format.zone(told.data)
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.insights.title}</h1>
          {zone !== undefined && <p>{words.insights.inTimeOf(zone)}</p>}
        </div>
        <div className="actions">
          {agents.length > 1 && (
            <select
              className="select assign"
              aria-label={words.calls.agent}
              value={agentId ?? ""}
              onChange={({ target }) =>
                void navigate({
                  to: "/insights",
                  search: { days, ...target.value !== "" && { agentId: target.value } }
                })}
            >
              <option value="">{words.insights.allAgents}</option>
              {agents.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </select>
          )}
          <nav className="choice" aria-label={words.calls.period}>
            {[7, 30, 90].map((n) => (
              <Link
                key={n}
                to="/insights"
                search={{ days: n, ...agentId !== undefined && { agentId } }}
                activeOptions={{ exact: true }}
                aria-current={days === n ? "page" : undefined}
              >
                {words.insights.days(n)}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <Loaded of={told}>
        {(some) =>
          some.calls === 0
            ? (
              <div className="card">
                <Empty icon="insights" title={words.insights.emptyTitle}>
                  <p>{words.insights.empty}</p>
                </Empty>
              </div>
            )
            : <Shown told={some} />}
      </Loaded>
    </div>
  )
}
