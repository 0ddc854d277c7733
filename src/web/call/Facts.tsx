import { Link } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { clock, phone, useFormat } from "../parts/format.ts"
import { shown } from "../parts/theirs.ts"
import { useWords } from "../words/call/useWords.ts"
import type { CallDetail } from "./story.ts"

/** What is known of a call, and what it used. */
export const Facts = ({ call }: { readonly call: CallDetail }) => {
  const words = useWords()
  const format = useFormat()
  const fact = (name: string, value: ReactNode) =>
    value === undefined || value === "" ? null : (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    )
  const { consent, usage } = call
  return (
    <>
      <section className="card">
        <header>
          <h2>{words.call.facts}</h2>
        </header>
        <div className="body">
          <dl className="facts">
            {fact(words.call.started, <time dateTime={call.startedAt}>{format.when(call.startedAt, call)}</time>)}
            {fact(words.call.length, call.durationSeconds === undefined ? undefined : clock(call.durationSeconds))}
            {fact(words.call.caller, call.callerNumber === undefined ? words.calls.unknown : phone(call.callerNumber))}
            {fact(words.call.dialed, call.dialedNumber === undefined ? undefined : phone(call.dialedNumber))}
            {fact(
              words.call.agent,
              call.agentId === undefined
                ? words.calls.nobody
                : (
                  <Link to="/agents/$id" params={{ id: call.agentId }} className="link">
                    {call.agentName ?? call.agentId}
                  </Link>
                )
            )}
            {fact(words.call.language, words.languages[call.language ?? ""] ?? call.language)}
            {fact(words.call.endedBy, words.call.ends[call.endedBy ?? ""] ?? call.endedBy)}
            {consent !== undefined && fact(
              words.call.consent,
              [
                words.call.modes[consent.mode],
                ...consent.mode === "off" || consent.answer === "none"
                  ? []
                  : [words.call.consents[consent.answer].toLowerCase()],
                ...consent.by === undefined ? [] : [words.call.consentBy[consent.by]]
              ].join(", ")
            )}
            {fact(
              words.call.transfers,
              call.transfers.length === 0 ? undefined : (
                <ul>
                  {call.transfers.map((transfer) => (
                    <li key={`${transfer.department}${transfer.startedAt}`}>
                      {shown(transfer.department)}: {words.call.transferOutcomes[transfer.outcome] ?? transfer.outcome}
                    </li>
                  ))}
                </ul>
              )
            )}
            {fact(words.call.id, call.callId === undefined ? undefined : <code className="small">{call.callId}</code>)}
          </dl>
        </div>
      </section>
      {usage.length > 0 && (
        <section className="card">
          <header>
            <h2>{words.call.cost}</h2>
          </header>
          <div className="body">
            {usage.map((one) => (
              <div key={`${one.provider}${one.model}`}>
                <h3>{one.model}</h3>
                <dl className="facts">
                  {fact(words.call.tokens, `${format.short(one.inputTokens)} / ${format.short(one.outputTokens)}`)}
                  {one.inputAudioSeconds !== undefined &&
                    fact(words.call.audio, `${clock(one.inputAudioSeconds)} / ${clock(one.outputAudioSeconds ?? 0)}`)}
                  {one.characters !== undefined && fact(words.call.characters, format.number(one.characters))}
                </dl>
              </div>
            ))}
            <p className="quiet small">{words.call.costHint}</p>
          </div>
        </section>
      )}
    </>
  )
}
