import { type ReactNode, useEffect, useState } from "react"
import { Field, TextField } from "../parts/Field.tsx"
import { Icon } from "../parts/Icon.tsx"
import { useManager } from "../parts/office.ts"
import { useWords } from "../words/agents/useWords.ts"
import type { Change, Draft, Path, Problem } from "./useDraft.ts"

/** What stands at a path of the YAML, as far as there is anything. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value
  )
export const textAt = (value: unknown, path: Path): string => {
  const found = at(value, path)
  return typeof found === "string" || typeof found === "number" || typeof found === "boolean" ? `${found}` : ""
}
export const listAt = (value: unknown, path: Path): ReadonlyArray<unknown> => {
  const found = at(value, path)
  return Array.isArray(found) ? found : []
}

/** What somebody types with commas between. */
export const spelled = (found: unknown) => Array.isArray(found) ? found.join(", ") : textAt(found, [])
export const listed = (text: string) => text.split(/[,;\n]/).map((one) => one.trim()).filter((one) => one !== "")

const under = (path: Path, place: Path) =>
  place.length <= path.length && place.every((key, index) => `${key}` === `${path[index]}`)
/** What is wrong at a place, and what is doubtful, each of them once. */
export const useTold = ({ checked }: Draft, place: Path) => {
  const words = useWords()
  const at = (problems: ReadonlyArray<Problem> = []) => [
    ...new Set(problems.filter(({ path }) => under(path, place)).map(words.agents.problem))
  ]
  return { wrong: at(checked?.problems), doubtful: at(checked?.warnings) }
}

interface Placed {
  readonly draft: Draft
  readonly label: string
  readonly path: Path
}

/** A text of the YAML: what is typed goes there when the field is left. */
export const Text = (
  { change, draft, hint, label, long = false, path, placeholder, read = spelled, type = "text", write }:
    & Placed
    & {
      readonly hint?: string
      readonly long?: boolean
      readonly type?: "text" | "tel" | "date" | "url"
      readonly placeholder?: string
      readonly read?: (found: unknown) => string
      readonly write?: (text: string) => unknown
      /** Where the YAML spells it in more than one place. Nothing: it stays as it was. */
      readonly change?: (text: string) => ReadonlyArray<Change>
    }
) => {
  const manager = useManager()
  const kept = read(at(draft.checked?.value, path))
  const told = useTold(draft, path)
  const [text, setText] = useState(kept)
  useEffect(() => setText(kept), [kept])
  const typed = (text: string) => {
    setText(text)
    draft.setTyping(text !== kept)
  }
  const leave = () => {
    draft.setTyping(false)
    if (text === kept) return
    const changes = change === undefined
      ? [{ path, value: text.trim() === "" ? null : write === undefined ? text : write(text) }]
      : change(text.trim())
    if (changes.length === 0) setText(kept)
    else draft.change(changes)
  }
  const given = { value: text, placeholder, readOnly: !manager, onBlur: leave }
  return long
    ? (
      <Field label={label} hint={hint} {...told}>
        {(named) => (
          <textarea
            {...named}
            {...given}
            className="area"
            onChange={({ target }) => typed(target.value)}
          />
        )}
      </Field>
    )
    : <TextField label={label} hint={hint} {...told} {...given} type={type} onText={typed} />
}

/** One of several; nothing chosen takes it out of the YAML. What is written in another way stays a choice. */
export const Choice = ({ draft, hint, label, options, path, read = spelled, unset = "—", write = (chosen) => chosen }:
  & Placed
  & {
    readonly hint?: string
    readonly options: ReadonlyArray<readonly [string, string]>
    readonly unset?: string
    readonly read?: (found: unknown) => string
    readonly write?: (chosen: string) => unknown
  }) =>
{
  const manager = useManager()
  const chosen = read(at(draft.checked?.value, path))
  const told = useTold(draft, path)
  return (
    <Field label={label} hint={hint} {...told}>
      {(named) => (
        <select
          {...named}
          className="select"
          disabled={!manager}
          value={chosen}
          onChange={({ target }) => draft.edit(path, target.value === "" ? null : write(target.value))}
        >
          <option value="">{unset}</option>
          {chosen !== "" && options.every(([value]) => value !== chosen) && <option value={chosen}>{chosen}</option>}
          {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
        </select>
      )}
    </Field>
  )
}

/** Yes or no. */
export const Tick = ({ checked, label, onTick }: {
  readonly label: string
  readonly checked: boolean
  readonly onTick: (checked: boolean) => void
}) => {
  const manager = useManager()
  return (
    <label className="check">
      <input
        type="checkbox"
        disabled={!manager}
        checked={checked}
        onChange={({ target }) => onTick(target.checked)}
      />
      {label}
    </label>
  )
}

/** Takes an item out of a list. Not while the list is read anew: its place may be another's then. */
export const Remove = ({ draft, label, onRemove }: {
  readonly draft: Draft
  /** Of what, for who does not see the list. */
  readonly label: string
  readonly onRemove: () => void
}) => {
  const words = useWords()
  const manager = useManager()
  return manager
    ? (
      <button
        type="button"
        className="button"
        data-kind="plain"
        data-size="small"
        aria-label={`${words.do.remove} · ${label}`}
        disabled={draft.checking}
        onClick={onRemove}
      >
        {words.do.remove}
      </button>
    )
    : null
}

/** Adds an item to a list. */
export const Add = ({ disabled = false, draft, label, onAdd }: {
  readonly draft: Draft
  readonly label: string
  readonly disabled?: boolean
  readonly onAdd: () => void
}) => {
  const manager = useManager()
  return manager
    ? (
      <button type="button" className="button add" disabled={disabled || draft.checking} onClick={onAdd}>
        <Icon name="plus" />
        {label}
      </button>
    )
    : null
}

/** Puts an item behind the others; the list may not be there yet. */
export const behind = (value: unknown, path: Path, item: unknown): Change => {
  const { length } = listAt(value, path)
  return length === 0 ? { path, value: [item] } : { path: [...path, length], value: item }
}

export const Section = ({ children, title }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
    </header>
    <div className="body">{children}</div>
  </section>
)
