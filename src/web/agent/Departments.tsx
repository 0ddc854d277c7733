import { type ReactNode, useState } from "react"
import { useManager } from "../parts/office.ts"
import { useWords } from "../words/agents/useWords.ts"
import { DeliverFields } from "./DeliverForm.tsx"
import { Add, at, behind, Choice, listAt, Remove, Section, Text, textAt, useTold } from "./fields.tsx"
import { HoursFields } from "./HoursForm.tsx"
import type { Draft, Path } from "./useDraft.ts"

/** `15 seconds` as the number that it is; what is written in another way, as it is written. */
const seconds = (found: unknown) =>
  /^\s*(\d+)(?:\s*s(?:econde?s?)?)?\s*$/i.exec(textAt(found, []))?.[1] ?? textAt(found, [])
const asSeconds = (text: string) => /^\d+$/.test(text) ? `${text} seconds` : text

/** One of a department's further numbers: a number alone, or with how long it may ring. */
const Rung = ({ draft, index, path, written }: {
  readonly draft: Draft
  readonly index: number
  readonly path: Path
  readonly written: unknown
}) => {
  const { fields } = useWords().agents
  const here = [...path, "numbers", index]
  const alone = typeof written !== "object" || written === null
  const label = `${fields.number} ${index + 1}`
  return (
    <div className="rung">
      <Text draft={draft} label={label} type="tel" path={alone ? here : [...here, "phone_number"]} />
      <Text
        draft={draft}
        label={fields.patience}
        placeholder="20"
        path={[...here, "patience"]}
        read={seconds}
        change={(text) =>
          alone
            ? [{ path: here, value: { phone_number: written, patience: asSeconds(text) } }]
            : [{ path: [...here, "patience"], value: text === "" ? null : asSeconds(text) }]}
      />
      <Remove draft={draft} label={label} onRemove={() => draft.edit(here, null)} />
    </div>
  )
}

/** What a department has of its own, and else of the agent: it is folded away until somebody wants it. */
const Own = ({ children, draft, hint, path, title, unset }: {
  readonly draft: Draft
  readonly path: Path
  readonly title: string
  readonly hint: string
  readonly unset: string
  readonly children: ReactNode
}) => {
  const manager = useManager()
  const [open, setOpen] = useState(false)
  const { doubtful, wrong } = useTold(draft, path)
  const written = at(draft.checked?.value, path) !== undefined
  return (
    <details className="own" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {title}
        {!written && <span className="quiet small">{` · ${unset}`}</span>}
        {wrong.length + doubtful.length > 0 && <span className="wrong">{` · ${[...wrong, ...doubtful][0]}`}</span>}
      </summary>
      {open && (
        <div className="stack">
          <p className="hint quiet small">{hint}</p>
          {children}
          {manager && written && (
            <button
              type="button"
              className="button add"
              data-size="small"
              disabled={draft.checking}
              onClick={() => draft.edit(path, null)}
            >
              {unset}
            </button>
          )}
        </div>
      )}
    </details>
  )
}

const Department = ({ draft, index, written }: {
  readonly draft: Draft
  readonly index: number
  readonly written: unknown
}) => {
  const { fields } = useWords().agents
  const path = ["transfers", index]
  const name = textAt(written, ["department"]) || fields.department
  const numbers = listAt(written, ["numbers"])
  return (
    <fieldset className="department">
      <legend className="unseen">{name}</legend>
      <div className="field-pair">
        <Text draft={draft} label={fields.department} path={[...path, "department"]} />
        {(numbers.length === 0 || at(written, ["phone_number"]) !== undefined) && (
          <Text draft={draft} label={fields.number} type="tel" path={[...path, "phone_number"]} />
        )}
      </div>
      {numbers.map((rung, place) => (
        // Their order is that in which they are tried.
        <Rung key={`${place}`} draft={draft} index={place} path={path} written={rung} />
      ))}
      <Text draft={draft} label={fields.departmentWhen} long path={[...path, "instructions"]} />
      <Choice
        draft={draft}
        label={fields.whenClosed}
        path={[...path, "whenClosed"]}
        options={[["transfer", fields.whenClosedTransfer]]}
        unset={fields.whenClosedMessage}
        read={(found) => found === "message" ? "" : textAt(found, [])}
      />
      <Own
        draft={draft}
        path={[...path, "hours"]}
        title={fields.ownHours}
        hint={fields.ownHoursHint}
        unset={fields.agentsHours}
      >
        <HoursFields draft={draft} path={[...path, "hours"]} />
      </Own>
      <Own
        draft={draft}
        path={[...path, "deliver"]}
        title={fields.ownDeliver}
        hint={fields.ownDeliverHint}
        unset={fields.agentsDeliver}
      >
        <DeliverFields draft={draft} path={[...path, "deliver"]} />
      </Own>
      <div className="row">
        <Add
          draft={draft}
          label={fields.addNumber}
          onAdd={() => draft.change([behind(draft.checked?.value, [...path, "numbers"], { phone_number: "" })])}
        />
        <Remove draft={draft} label={name} onRemove={() => draft.edit(path, null)} />
      </div>
    </fieldset>
  )
}

/** Whom calls can be transferred to. */
export const Departments = ({ draft }: { readonly draft: Draft }) => {
  const { fields, sections } = useWords().agents
  const value = draft.checked?.value
  return (
    <Section title={sections.people}>
      {listAt(value, ["transfers"]).map((written, index) => (
        // Their order is what tells them apart: the YAML names them by it.
        <Department key={`${index}`} draft={draft} index={index} written={written} />
      ))}
      <Add
        draft={draft}
        label={fields.addDepartment}
        onAdd={() => draft.change([behind(value, ["transfers"], { department: fields.department, phone_number: "" })])}
      />
    </Section>
  )
}
