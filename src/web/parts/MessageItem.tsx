import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { here, phone, useFormat } from "./format.ts"
import { Icon, type IconName } from "./Icon.tsx"
import { reading, useManager, useMe } from "./office.ts"
import { shown } from "./theirs.ts"
import type { MessageActs } from "./useMessageActs.ts"

type OfficeMessage = Answer<"GET /api/messages/:id">

const icons: Readonly<Record<OfficeMessage["kind"], IconName>> = {
  message: "message",
  callback: "phone",
  appointment: "calendar"
}

/** Notes that were begun, by message: whoever closes one to look at another goes on where they were. */
const begun = new Map<string, string>()

const Notes = ({ acts, message }: { readonly message: OfficeMessage; readonly acts: MessageActs }) => {
  const words = useWords()
  const format = useFormat()
  const manager = useManager()
  const [text, setText] = useState(() => begun.get(message.id) ?? "")
  const write = (written: string) => {
    begun.set(message.id, written)
    setText(written)
  }
  return (
    <div className="stack">
      {message.notes.length > 0 && (
        <ol className="notes">
          {message.notes.map((note) => (
            <li key={note.at + note.text}>
              <p dir="auto">{note.text}</p>
              <p className="quiet small">
                {note.by}, <time dateTime={note.at}>{format.when(note.at, here)}</time>
              </p>
            </li>
          ))}
        </ol>
      )}
      {manager && (
        <form
          className="note-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === "" || acts.noting) return
            acts.note(message, text.trim(), () => {
              // What is written since then is another note.
              if (begun.get(message.id) === text) write("")
            })
          }}
        >
          <textarea
            id={`note-${message.id}`}
            className="area"
            aria-label={words.todo.addNote}
            placeholder={words.todo.notePlaceholder}
            maxLength={2000}
            rows={1}
            value={text}
            onChange={({ target }) => write(target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
              if (event.key === "Escape") document.getElementById(`message-${message.id}`)?.focus()
            }}
          />
          <button type="submit" className="button" data-size="small" disabled={text.trim() === "" || acts.noting}>
            {words.todo.addNote}
          </button>
        </form>
      )}
    </div>
  )
}

const Assign = ({ acts, message }: { readonly message: OfficeMessage; readonly acts: MessageActs }) => {
  const words = useWords()
  const people = useQuery(reading("GET /api/people", {})).data?.filter(({ active }) => active) ?? []
  return (
    <select
      className="select assign"
      aria-label={words.todo.assign}
      value={message.takenBy?.id ?? ""}
      onChange={({ target }) => acts.take(message, target.value === "" ? null : target.value)}
    >
      <option value="">{words.todo.nobody}</option>
      {message.takenBy !== undefined && !people.some(({ id }) => id === message.takenBy?.id) && (
        <option value={message.takenBy.id}>{message.takenBy.name}</option>
      )}
      {people.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
    </select>
  )
}

/** Whether a message should have been seen to by now. */
export const isLate = ({ doneAt, due }: OfficeMessage, now: Date) =>
  doneAt === undefined && due !== undefined && new Date(due) < now

/** A message in a list; open, it shows everything and what can be done. */
export const MessageItem = ({ acts, message, onFocus, onOpen, open, withCall = true }: {
  readonly message: OfficeMessage
  readonly acts: MessageActs
  readonly open: boolean
  readonly onOpen: () => void
  readonly onFocus?: () => void
  readonly withCall?: boolean
}) => {
  const words = useWords()
  const format = useFormat()
  const me = useMe()
  const manager = useManager()
  const { callbackNumber, doneAt, due, takenBy } = message
  const isDone = doneAt !== undefined
  const late = isLate(message, new Date())
  const name = (message.callerName === undefined ? undefined : shown(message.callerName)) ??
    (callbackNumber === undefined ? words.todo.unknownCaller : phone(callbackNumber))
  return (
    <li
      className="message"
      data-urgent={message.urgency === "urgent" && !isDone}
      data-open={open}
      onFocusCapture={onFocus}
    >
      <button
        type="button"
        className="tick"
        aria-label={`${isDone ? words.todo.reopen : words.todo.markDone}: ${name}`}
        aria-pressed={isDone}
        disabled={!manager}
        onClick={() => acts.done(message, !isDone)}
      >
        <span>
          <Icon name="check" size={15} />
        </span>
      </button>
      <div className="message-main">
        <button
          type="button"
          id={`message-${message.id}`}
          className="message-head"
          aria-expanded={open}
          onClick={onOpen}
        >
          <span className="message-name">
            <b>{name}</b>
            {message.urgency === "urgent" && <span className="tag" data-tone="danger">{words.todo.urgent}</span>}
          </span>
          <span className="message-due small" data-late={late}>
            {isDone
              ? words.todo.doneBy(message.doneBy ?? "", format.when(doneAt, here))
              : due === undefined
              ? <time dateTime={message.takenAt}>{format.when(message.takenAt, message)}</time>
              : late
              ? words.todo.wasDue(format.when(due, message))
              : words.todo.due(format.when(due, message))}
          </span>
          <span className="message-about small quiet">
            <span className="with-icon">
              <Icon name={icons[message.kind]} size={15} />
              {words.todo.kinds[message.kind]}
            </span>
            {message.department !== undefined && <span>{words.todo.forDepartment(shown(message.department))}</span>}
            {takenBy !== undefined && !isDone && (
              <span className="with-icon">
                <Icon name="user" size={15} />
                {takenBy.id === me?.id ? words.todo.takenByMe : words.todo.taken(takenBy.name)}
              </span>
            )}
            {message.notes.length > 0 && (
              <span className="with-icon">
                <Icon name="note" size={15} />
                {words.todo.notes(message.notes.length)}
              </span>
            )}
          </span>
          <span className="message-text" dir="auto">{shown(message.text)}</span>
        </button>
        {open && (
          <div className="message-more">
            {!message.complete && (
              <p className="notice" data-tone="warn">
                <Icon name="warning" />
                {words.todo.incomplete}
              </p>
            )}
            {(message.bestTime !== undefined || message.wishes.length > 0) && (
              <p className="row quiet">
                {message.bestTime !== undefined && <span>{words.todo.bestTime(shown(message.bestTime))}</span>}
                {message.wishes.map((wish) => (
                  <span key={wish} className="tag" data-tone="accent">
                    <Icon name="calendar" size={14} />
                    {format.when(wish, message)}
                  </span>
                ))}
              </p>
            )}
            <div className="row">
              {callbackNumber !== undefined && (
                callbackNumber.includes("•")
                  ? <span className="quiet">{phone(callbackNumber)}</span>
                  : (
                    <a className="button" data-kind="first" href={`tel:${callbackNumber}`}>
                      <Icon name="phone" />
                      {phone(callbackNumber)}
                    </a>
                  )
              )}
              {withCall && message.callId !== undefined && (
                <Link to="/calls/$id" params={{ id: message.callId }} className="button">
                  <Icon name="wave" />
                  {words.todo.call}
                </Link>
              )}
              {manager && !isDone && takenBy?.id !== me?.id && me !== undefined && (
                <button
                  type="button"
                  className="button"
                  onClick={() => acts.take(message, me.id)}
                >
                  {words.todo.take}
                </button>
              )}
              {manager && !isDone && takenBy?.id === me?.id && (
                <button
                  type="button"
                  className="button"
                  onClick={() => acts.take(message, null)}
                >
                  {words.todo.giveBack}
                </button>
              )}
              {manager && !isDone && <Assign acts={acts} message={message} />}
              {manager && !isDone && (
                <button
                  type="button"
                  className="button"
                  data-kind="plain"
                  onClick={() => acts.urgency(message, message.urgency === "urgent" ? "normal" : "urgent")}
                >
                  {message.urgency === "urgent" ? words.todo.makeNormal : words.todo.makeUrgent}
                </button>
              )}
            </div>
            <Notes acts={acts} message={message} />
          </div>
        )}
      </div>
    </li>
  )
}
