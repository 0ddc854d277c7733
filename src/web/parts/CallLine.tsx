import { Link } from "@tanstack/react-router"
import { failedEnds } from "../../domain/FailedEnds.ts"
import type { Answer } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { clock, phone, useFormat } from "./format.ts"
import { Icon } from "./Icon.tsx"
import { shown } from "./theirs.ts"

export type CallSummary = Answer<"GET /api/calls">["calls"][number]

/** What became of a call, in a word. */
export const Outcome = ({ call }: { readonly call: CallSummary }) => {
  const words = useWords()
  if (call.going) {
    return (
      <span className="tag" data-tone="accent">
        <span className="dot" data-tone="live" />
        {words.calls.going}
      </span>
    )
  }
  if (call.endedAt === undefined) return <span className="quiet">{words.calls.noEnd}</span>
  const told = words.outcomes[call.endReason ?? ""] ?? call.endReason ?? ""
  if (failedEnds.includes(call.endReason ?? "")) {
    return (
      <span className="with-icon danger">
        <Icon name="warning" size={15} />
        <span className="told">{told}</span>
      </span>
    )
  }
  return (
    <span className="with-icon">
      {call.transferDepartment !== undefined && <Icon name="transfer" size={15} />}
      <span className="told">{call.transferDepartment === undefined ? told : shown(call.transferDepartment)}</span>
      {/* It ended as it should: something on the way did not go as it should. */}
      {call.failed && (
        <span className="doubt" title={words.calls.failed}>
          <Icon name="warning" size={15} />
          <span className="unseen">{words.calls.failed}</span>
        </span>
      )}
    </span>
  )
}

/** A call in two lines. */
export const CallLine = ({ call }: { readonly call: CallSummary }) => {
  const words = useWords()
  const format = useFormat()
  return (
    <Link to="/calls/$id" params={{ id: call.id }} className="call-line">
      <b>{call.callerNumber === undefined ? words.calls.unknown : phone(call.callerNumber)}</b>
      <time dateTime={call.startedAt} className="quiet small">{format.time(call.startedAt, call)}</time>
      <span className="quiet small">
        <Outcome call={call} />
      </span>
      <span className="quiet small figure">
        {call.durationSeconds === undefined ? "" : clock(call.durationSeconds)}
      </span>
    </Link>
  )
}
