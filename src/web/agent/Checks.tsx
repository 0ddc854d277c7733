import { useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { useTongue } from "../parts/preferences.ts"
import { useWords } from "../words/agents/useWords.ts"
import type { Draft, Preview, Problem } from "./useDraft.ts"

const Problems = ({ goTo, problems, title, tone }: {
  readonly title: string
  readonly tone: "danger" | "warn"
  readonly problems: ReadonlyArray<Problem>
  readonly goTo: (line: number) => void
}) => {
  const words = useWords()
  return problems.length === 0 ? null : (
    <div className="notice" data-tone={tone}>
      <Icon name="warning" />
      <div className="stack">
        <h3>{title}</h3>
        <ul className="problems">
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}${problem.message}`}>
              {problem.path.length > 0 && <code>{problem.path.join(".")}</code>} {words.agents.problem(problem)}{" "}
              <button type="button" className="quiet-link small" onClick={() => goTo(problem.line)}>
                {words.agents.place(problem.line, problem.column)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

const hourOf = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number)
  return hours + minutes / 60
}

const Days = ({ days }: { readonly days: Preview["week"] }) => {
  const words = useWords()
  const format = useFormat()
  const tongue = useTongue()
  return (
    <ol className="days">
      {days.map((day) => {
        const why = tongue === "fr" ? day.why?.FRENCH ?? day.why?.ENGLISH : day.why?.ENGLISH ?? day.why?.FRENCH
        const told = !day.known
          ? words.agents.unknownDay
          : day.open.length === 0
          ? words.agents.closed
          : day.open.map(([from, to]) => `${from}–${to}`).join(", ")
        return (
          <li key={day.date} data-known={day.known}>
            <time dateTime={day.date}>
              {format.calendarDay(day.date, { weekday: "short", day: "numeric", month: "short" })}
            </time>
            <span className="day-hours" aria-hidden="true">
              {day.open.map(([from, to]) => (
                <i
                  key={from}
                  style={{
                    insetInlineStart: `${(hourOf(from) / 24) * 100}%`,
                    inlineSize: `${((hourOf(to) - hourOf(from)) / 24) * 100}%`
                  }}
                />
              ))}
            </span>
            <span className="small">
              {told}
              {why !== undefined && <span className="quiet">{" · "}{why}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** What the draft comes to: its problems, what it would say, and its week. */
export const Checks = ({ draft, goTo }: { readonly draft: Draft; readonly goTo: (line: number) => void }) => {
  const words = useWords()
  const { at, checked, checking, setAt } = draft
  return (
    <aside className="stack">
      <div aria-live="polite" aria-busy={checking} className="stack">
        {checked === undefined
          ? <p className="quiet">{words.agents.checking}</p>
          : checked.problems.length === 0 && checked.warnings.length === 0
          ? (
            <p className="notice" data-tone="accent">
              <Icon name="check" />
              {words.agents.fine}
            </p>
          )
          : (
            <>
              <Problems title={words.agents.problems} tone="danger" problems={checked.problems} goTo={goTo} />
              <Problems title={words.agents.warnings} tone="warn" problems={checked.warnings} goTo={goTo} />
            </>
          )}
      </div>
      <section className="card">
        <header>
          <h2>{words.agents.say}</h2>
        </header>
        <div className="body">
          <div className="row">
            <input
              className="input say-at"
              type="datetime-local"
              aria-label={words.agents.at}
              value={at}
              onChange={({ target }) => setAt(target.value)}
            />
            {at !== "" && (
              <button type="button" className="button" data-size="small" onClick={() => setAt("")}>
                {words.agents.now}
              </button>
            )}
            {checked?.state !== undefined && (
              <span
                className="tag"
                data-tone={checked.state === "open" ? "accent" : checked.state === "closed" ? undefined : "warn"}
              >
                {words.agents.states[checked.state]}
              </span>
            )}
          </div>
          {checked !== undefined && checked.said.length === 0 && <p className="quiet">{words.agents.saysNothing}</p>}
          {checked?.said.map(({ language, sentences }) => (
            <blockquote key={language} className="would-say" lang={language === "FRENCH" ? "fr" : "en"}>
              <p className="quiet small">{words.languages[language]}</p>
              {sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
            </blockquote>
          ))}
        </div>
      </section>
      {checked !== undefined && (
        <section className="card">
          <header>
            <h2>{words.agents.week}</h2>
            {checked.timeZone !== undefined && <span className="quiet small">{checked.timeZone}</span>}
          </header>
          <div className="body">
            {checked.week.length === 0
              ? <p className="quiet">{words.agents.noHours(checked.notes[0])}</p>
              : <Days days={checked.week} />}
            {checked.coming.length > 0 && (
              <>
                <h3>{words.agents.coming}</h3>
                <Days days={checked.coming} />
              </>
            )}
          </div>
        </section>
      )}
    </aside>
  )
}
