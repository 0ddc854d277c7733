import { useState } from "react"
import { TextField } from "../parts/Field.tsx"
import { useManager } from "../parts/office.ts"
import { useWords } from "../words/agents/useWords.ts"
import { Add, behind, listAt, listed, Remove, Section, Text, textAt } from "./fields.tsx"
import type { Change, Draft, Path } from "./useDraft.ts"

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const
/** Some days on which other hours hold: one date stands as `on`, several as `from` and `to`; closed, or with hours. */
const Exception = ({ draft, here, written }: {
  readonly draft: Draft
  readonly here: Path
  readonly written: unknown
}) => {
  const words = useWords()
  const { fields } = words.agents
  const from = textAt(written, ["on"]) || textAt(written, ["from"])
  const to = textAt(written, ["to"])
  const dates = (first: string, last: string): ReadonlyArray<Change> => {
    const one = last === "" || last === first
    return [
      { path: [...here, "on"], value: one ? first : null },
      { path: [...here, "from"], value: one ? null : first },
      { path: [...here, "to"], value: one ? null : last }
    ]
  }
  return (
    <fieldset className="department">
      <legend className="unseen">{from}</legend>
      <div className="field-pair thirds">
        <Text
          draft={draft}
          label={fields.exceptionFrom}
          type="date"
          path={[...here, textAt(written, ["from"]) === "" ? "on" : "from"]}
          change={(text) => text === "" ? [] : dates(text, to)}
        />
        <Text
          draft={draft}
          label={fields.exceptionTo}
          type="date"
          path={[...here, "to"]}
          change={(text) => dates(from, text)}
        />
        <Text
          draft={draft}
          label={fields.exceptionHours}
          placeholder={words.agents.closed}
          path={[...here, "hours"]}
          change={(text) => {
            const spans = listed(text)
            return [
              { path: [...here, "hours"], value: spans.length === 0 ? null : spans },
              { path: [...here, "closed"], value: spans.length === 0 ? true : null }
            ]
          }}
        />
      </div>
      <div className="field-pair">
        {(["FRENCH", "ENGLISH"] as const).map((language) => (
          <Text
            key={language}
            draft={draft}
            label={`${fields.exceptionReason} · ${words.languages[language] ?? language}`}
            placeholder={fields.exceptionReasons[language]}
            path={[...here, "reason", language]}
          />
        ))}
      </div>
      <Remove draft={draft} label={from} onRemove={() => draft.edit(here, null)} />
    </fieldset>
  )
}

const Exceptions = ({ draft, path }: { readonly draft: Draft; readonly path: Path }) => {
  const { fields } = useWords().agents
  const manager = useManager()
  const [date, setDate] = useState("")
  const value = draft.checked?.value
  return (
    <fieldset className="field">
      <legend className="label">{fields.exceptions}</legend>
      <p className="hint quiet small">{fields.exceptionsHint}</p>
      <div className="stack">
        {listAt(value, path).map((written, index) => (
          // Their order is what tells them apart: the YAML names them by it.
          <Exception key={`${index}`} draft={draft} here={[...path, index]} written={written} />
        ))}
        {manager && (
          <div className="row add-day">
            <TextField label={fields.exceptionDate} type="date" value={date} onText={setDate} />
            <Add
              draft={draft}
              label={fields.addException}
              disabled={date === ""}
              onAdd={() => {
                draft.change([behind(value, path, { on: date, closed: true })])
                setDate("")
              }}
            />
          </div>
        )}
      </div>
    </fieldset>
  )
}

/** The hours at `path`: the week, the holidays, and the days that are unlike them. */
export const HoursFields = ({ draft, path }: { readonly draft: Draft; readonly path: Path }) => {
  const words = useWords()
  const { fields } = words.agents
  return (
    <>
      <Text
        draft={draft}
        label={fields.holidays}
        hint={fields.holidaysHint}
        path={[...path, "holidays", "region"]}
        change={(region) =>
          region === ""
            ? [{ path: [...path, "holidays"], value: null }]
            : [{ path: [...path, "holidays", "region"], value: region }]}
      />
      <fieldset className="field">
        <legend className="label">{fields.week}</legend>
        <p className="hint quiet small">{fields.weekHint}</p>
        <div className="weekdays">
          {weekdays.map((weekday) => (
            <Text
              key={weekday}
              draft={draft}
              label={words.agents.weekdays[weekday]}
              path={[...path, "week", weekday]}
              placeholder={words.agents.closed}
              write={listed}
            />
          ))}
        </div>
      </fieldset>
      <Exceptions draft={draft} path={[...path, "exceptions"]} />
    </>
  )
}

/** When somebody is there. */
export const HoursForm = ({ draft }: { readonly draft: Draft }) => {
  const { fields, sections } = useWords().agents
  return (
    <Section title={sections.hours}>
      <Text draft={draft} label={fields.timeZone} path={["timeZone"]} placeholder="America/Toronto" />
      <HoursFields draft={draft} path={["hours"]} />
      <Text draft={draft} label={fields.openingHours} long path={["openingHours"]} />
    </Section>
  )
}
