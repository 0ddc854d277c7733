import { type ReactNode, useEffect, useState } from "react"
import { Field, type Named } from "../parts/Field.tsx"
import { Icon } from "../parts/Icon.tsx"
import { useManager } from "../parts/office.ts"
import { useWords } from "../words/useWords.ts"
import type { Draft, Path } from "./useDraft.ts"

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value
  )
const textAt = (value: unknown, path: Path): string => {
  const found = at(value, path)
  return typeof found === "string" || typeof found === "number" ? `${found}` : ""
}
const listAt = (value: unknown, path: Path): ReadonlyArray<unknown> => {
  const found = at(value, path)
  return Array.isArray(found) ? found : []
}

const under = (path: Path, place: Path) =>
  place.length <= path.length && place.every((key, index) => `${key}` === `${path[index]}`)
const told = (draft: Draft, place: Path) => ({
  wrong: (draft.checked?.problems ?? []).filter(({ path }) => under(path, place)).map(({ message }) => message),
  doubtful: (draft.checked?.warnings ?? []).filter(({ path }) => under(path, place)).map(({ message }) => message)
})

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const

/** A text of the YAML: what is typed goes there when the field is left. */
const Text = ({ draft, hint, label, long = false, path, placeholder, read, type = "text", write }: {
  readonly draft: Draft
  readonly label: string
  readonly path: Path
  readonly hint?: string
  readonly long?: boolean
  readonly type?: "text" | "tel"
  readonly placeholder?: string
  readonly read?: (found: unknown) => string
  readonly write?: (text: string) => unknown
}) => {
  const manager = useManager()
  const kept = read === undefined ? textAt(draft.checked?.value, path) : read(at(draft.checked?.value, path))
  const [text, setText] = useState(kept)
  useEffect(() => setText(kept), [kept])
  const leave = () => {
    if (text !== kept) draft.edit(path, text.trim() === "" ? null : write === undefined ? text : write(text))
  }
  const given = (named: Named) => ({
    ...named,
    value: text,
    placeholder,
    readOnly: !manager,
    onBlur: leave,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => setText(target.value)
  })
  return (
    <Field label={label} hint={hint} {...told(draft, path)}>
      {(named) =>
        long
          ? <textarea {...given(named)} className="area" />
          : <input {...given(named)} className="input" type={type} />}
    </Field>
  )
}

const Section = ({ children, title }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
    </header>
    <div className="body">{children}</div>
  </section>
)

const Languages = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const manager = useManager()
  const value = draft.checked?.value
  const spoken = listAt(value, ["supportedLanguages"])
  const { wrong } = told(draft, ["supportedLanguages"])
  return (
    <div className="field-pair">
      <fieldset className="field">
        <legend className="label">{words.agents.fields.supportedLanguages}</legend>
        <div className="row">
          {(["FRENCH", "ENGLISH"] as const).map((language) => (
            <label key={language} className="check">
              <input
                type="checkbox"
                disabled={!manager}
                checked={spoken.length === 0 || spoken.includes(language)}
                onChange={({ target }) =>
                  draft.edit(
                    ["supportedLanguages"],
                    (["FRENCH", "ENGLISH"] as const).filter((one) =>
                      one === language ? target.checked : spoken.length === 0 || spoken.includes(one)
                    )
                  )}
              />
              {words.languages[language]}
            </label>
          ))}
        </div>
        {wrong.map((text) => <span key={text} className="wrong">{text}</span>)}
      </fieldset>
      <Field label={words.agents.fields.defaultLanguage} {...told(draft, ["defaultLanguage"])}>
        {(named) => (
          <select
            {...named}
            className="select"
            disabled={!manager}
            value={textAt(value, ["defaultLanguage"])}
            onChange={({ target }) => draft.edit(["defaultLanguage"], target.value)}
          >
            {textAt(value, ["defaultLanguage"]) === "" && <option value="">—</option>}
            {(["FRENCH", "ENGLISH"] as const).map((one) => <option key={one} value={one}>{words.languages[one]}
            </option>)}
          </select>
        )}
      </Field>
    </div>
  )
}

const Departments = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const manager = useManager()
  const { fields } = words.agents
  const departments = listAt(draft.checked?.value, ["transfers"])
  return (
    <Section title={words.agents.sections.people}>
      {departments.map((department, index) => (
        // Their order is what tells them apart: the YAML names them by it.
        <fieldset key={`${index}`} className="department">
          <legend className="unseen">{textAt(department, ["department"]) || fields.department}</legend>
          <div className="field-pair">
            <Text draft={draft} label={fields.department} path={["transfers", index, "department"]} />
            {at(department, ["numbers"]) === undefined
              ? <Text draft={draft} label={fields.number} type="tel" path={["transfers", index, "phone_number"]} />
              : (
                <Field
                  label={fields.number}
                  hint={fields.manyNumbers}
                  {...told(draft, ["transfers", index, "numbers"])}
                >
                  {(named) => (
                    <input
                      {...named}
                      className="input"
                      readOnly
                      value={listAt(department, ["numbers"]).map((rung) => textAt(rung, ["phone_number"])).join(", ")}
                    />
                  )}
                </Field>
              )}
          </div>
          <Text draft={draft} label={fields.departmentWhen} long path={["transfers", index, "instructions"]} />
          {manager && (
            <button
              type="button"
              className="button"
              data-kind="plain"
              data-size="small"
              onClick={() => draft.edit(["transfers", index], null)}
            >
              {words.do.remove}
            </button>
          )}
        </fieldset>
      ))}
      {manager && (
        <button
          type="button"
          className="button add"
          onClick={() => {
            const fresh = { department: fields.department, phone_number: "" }
            draft.edit(
              departments.length === 0 ? ["transfers"] : ["transfers", departments.length],
              departments.length === 0 ? [fresh] : fresh
            )
          }}
        >
          <Icon name="plus" />
          {fields.addDepartment}
        </button>
      )}
    </Section>
  )
}

const Told = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const manager = useManager()
  const { fields, sections } = words.agents
  const value = draft.checked?.value
  return (
    <Section title={sections.told}>
      <div className="field-pair">
        <label className="check">
          <input
            type="checkbox"
            disabled={!manager}
            checked={at(value, ["disclosure", "machine"]) !== false}
            onChange={({ target }) => draft.edit(["disclosure", "machine"], target.checked)}
          />
          {fields.machine}
        </label>
        <Field label={fields.recording} {...told(draft, ["disclosure", "recording"])}>
          {(named) => (
            <select
              {...named}
              className="select"
              disabled={!manager}
              value={textAt(value, ["disclosure", "recording"])}
              onChange={({ target }) => draft.edit(["disclosure", "recording"], target.value)}
            >
              {textAt(value, ["disclosure", "recording"]) === "" && <option value="">—</option>}
              {Object.entries(fields.recordings).map(([mode, text]) => <option key={mode} value={mode}>{text}</option>)}
            </select>
          )}
        </Field>
      </div>
      <Text draft={draft} label={fields.fallback} type="tel" path={["fallback", "phone_number"]} />
    </Section>
  )
}

/** The agent as a form: what it changes is put into the YAML, whose comments and order stay. */
export const Form = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const { fields, sections } = words.agents
  if (draft.checked !== undefined && draft.checked.value === undefined) {
    return (
      <p className="notice" data-tone="warn">
        <Icon name="warning" />
        {words.agents.unreadable}
      </p>
    )
  }
  return (
    <div className="stack">
      <Section title={sections.who}>
        <div className="field-pair">
          <Text draft={draft} label={fields.name} path={["name"]} />
          <Text draft={draft} label={fields.phone} type="tel" path={["phone"]} />
        </div>
        <Languages draft={draft} />
      </Section>
      <Section title={sections.said}>
        {(["greeting", "goodbye"] as const).map((phrase) => (
          <div key={phrase} className="field-pair">
            {(["FRENCH", "ENGLISH"] as const).map((language) => (
              <Text
                key={language}
                draft={draft}
                label={`${fields[phrase]} · ${words.languages[language] ?? language}`}
                placeholder={fields.standard}
                path={["phrases", phrase, language]}
                long
              />
            ))}
          </div>
        ))}
      </Section>
      <Section title={sections.hours}>
        <div className="field-pair">
          <Text draft={draft} label={fields.timeZone} path={["timeZone"]} placeholder="America/Toronto" />
          <Text
            draft={draft}
            label={fields.holidays}
            hint={fields.holidaysHint}
            path={["hours", "holidays", "region"]}
          />
        </div>
        <fieldset className="field">
          <legend className="label">{fields.week}</legend>
          <p className="hint quiet small">{fields.weekHint}</p>
          <div className="weekdays">
            {weekdays.map((weekday) => (
              <Text
                key={weekday}
                draft={draft}
                label={words.agents.weekdays[weekday]}
                path={["hours", "week", weekday]}
                placeholder={words.agents.closed}
                read={(found) => Array.isArray(found) ? found.join(", ") : typeof found === "string" ? found : ""}
                write={(text) => text.split(",").map((span) => span.trim()).filter((span) => span !== "")}
              />
            ))}
          </div>
        </fieldset>
        <Text draft={draft} label={fields.openingHours} long path={["openingHours"]} />
      </Section>
      <Section title={sections.knows}>
        <Text draft={draft} label={fields.description} long path={["description"]} />
        <Text draft={draft} label={fields.instructions} hint={fields.instructionsHint} long path={["instructions"]} />
        <Text draft={draft} label={fields.faqs} long path={["faqs"]} />
      </Section>
      <Departments draft={draft} />
      <Told draft={draft} />
    </div>
  )
}
