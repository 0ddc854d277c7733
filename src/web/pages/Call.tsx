import "../styles/pages/call.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useParams } from "@tanstack/react-router"
import { type ReactNode, useEffect, useMemo, useState } from "react"
import { address, type Answer, askBytes } from "../api.ts"
import { Outcome } from "../parts/CallLine.tsx"
import { clock, phone, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { MessageItem } from "../parts/MessageItem.tsx"
import { reading } from "../parts/office.ts"
import { Bones, Empty, Failed, Loaded } from "../parts/States.tsx"
import { storyOf } from "../parts/timeline.ts"
import { Timeline } from "../parts/Timeline.tsx"
import { Transcript } from "../parts/Transcript.tsx"
import { useMessageActs } from "../parts/useMessageActs.ts"
import { type Player, usePlayer } from "../parts/usePlayer.ts"
import { useWords } from "../words/call/useWords.ts"

type CallDetail = Answer<"GET /api/calls/:id">

const speeds = [1, 1.25, 1.5, 2] as const

const Controls = (
  { href, player, seconds }: { readonly player: Player; readonly seconds: number; readonly href: string }
) => {
  const words = useWords()
  const { at, playing, seek, setSpeed, speed, toggle } = player
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event
      if (
        event.key !== " " ||
        (target instanceof HTMLElement && target.closest("button, a, input, textarea, select, summary, [role=dialog]"))
      ) return
      event.preventDefault()
      toggle()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  }, [toggle])
  return (
    <div className="controls">
      <button type="button" className="play" aria-label={playing ? words.call.pause : words.call.play} onClick={toggle}>
        <Icon name={playing ? "pause" : "play"} size={22} />
      </button>
      <button
        type="button"
        className="button"
        data-kind="plain"
        aria-label={words.call.back10}
        onClick={() => seek(at - 10)}
      >
        <Icon name="back" size={16} />10
      </button>
      <button
        type="button"
        className="button"
        data-kind="plain"
        aria-label={words.call.on10}
        onClick={() => seek(at + 10)}
      >
        10<Icon name="on" size={16} />
      </button>
      <span className="figure controls-time">
        <b>{clock(at)}</b> <span className="quiet">/ {clock(seconds)}</span>
      </span>
      <select
        className="select speed"
        aria-label={words.call.speed}
        value={speed}
        onChange={({ target }) => setSpeed(Number(target.value))}
      >
        {speeds.map((one) => <option key={one} value={one}>{one}×</option>)}
      </select>
      <a
        className="button"
        data-kind="plain"
        href={href}
        download
        aria-label={words.call.download}
        title={words.call.download}
      >
        <Icon name="download" />
      </a>
    </div>
  )
}

const NoRecording = ({ call }: { readonly call: CallDetail }) => {
  const words = useWords()
  if (call.recording === "available") return null
  const told = {
    refused: [words.call.refusedTitle, words.call.refused],
    none: [words.call.noneTitle, words.call.none],
    pending: [words.call.pendingTitle, words.call.pending],
    gone: [words.call.goneTitle, words.call.gone]
  }[call.recording]
  return (
    <div className="notice" data-tone={call.recording === "refused" ? "accent" : undefined}>
      <Icon name={call.recording === "refused" ? "lock" : "wave"} />
      <p>
        <b>{told[0]}</b>
        <br />
        {told[1]}
      </p>
    </div>
  )
}

const Facts = ({ call }: { readonly call: CallDetail }) => {
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
            {fact(words.call.started, <time dateTime={call.startedAt}>{format.when(call.startedAt)}</time>)}
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
                      {transfer.department}: {words.call.transferOutcomes[transfer.outcome] ?? transfer.outcome}
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

const Said = ({ call }: { readonly call: CallDetail }) => {
  const words = useWords()
  const transcript = useQuery(reading("GET /api/calls/:id/transcript", { params: { id: call.id } }))
  const { data: sound } = useQuery({
    queryKey: ["GET /api/calls/:id/peaks", call.id],
    queryFn: ({ signal }) => askBytes("GET /api/calls/:id/peaks", { params: { id: call.id } }, signal),
    enabled: call.recording === "available",
    staleTime: Infinity,
    refetchInterval: false,
    retry: false
  })
  // A recording that cannot be decoded has none: its turns are drawn instead.
  const peaks = sound === undefined || sound.length === 0 ? undefined : sound
  const story = useMemo(() => storyOf(call, transcript.data, peaks), [call, transcript.data, peaks])
  const player = usePlayer(story.seconds, story.recordedFrom)
  const [playable] = useState(() => document.createElement("audio").canPlayType("audio/ogg; codecs=opus") !== "")
  const heard = call.recording === "available"
  const source = address("GET /api/calls/:id/recording", { params: { id: call.id } })
  const state = transcript.data?.state
  const none = state === undefined || state === "available" ? undefined : {
    withheld: [words.call.withheldTitle, words.call.withheld],
    pending: [words.call.transcriptPendingTitle, words.call.transcriptPending],
    none: [words.call.transcriptNoneTitle, words.call.transcriptNone],
    gone: [words.call.transcriptGoneTitle, words.call.transcriptGone]
  }[state]
  return (
    <div className="stack">
      <section className="card player" aria-label={words.recordingStates[call.recording]}>
        {heard && <audio ref={player.audio} src={source} preload="metadata" {...player.listeners} />}
        {heard && playable && !player.failed && <Controls player={player} seconds={story.seconds} href={source} />}
        {heard && (!playable || player.failed) && (
          <div className="notice" data-tone="warn" role="alert">
            <Icon name="warning" />
            <p>
              {playable ? words.call.recordingFailed : words.call.cannotPlay}{" "}
              <a href={source} download>{words.call.download}</a>
            </p>
          </div>
        )}
        <NoRecording call={call} />
        {(story.turns.length > 0 || peaks !== undefined) && (
          <Timeline story={story} peaks={peaks} at={player.at} seek={player.seek} />
        )}
      </section>
      <section className="card">
        <header>
          <h2>{words.call.transcript}</h2>
        </header>
        <div className="body">
          <Loaded of={transcript} bones={4}>
            {() =>
              none === undefined
                ? (
                  <>
                    <Transcript story={story} at={player.at} playing={player.playing} seek={player.seek} />
                    <p className="quiet small with-icon">
                      <Icon name="lock" size={15} />
                      {words.call.anonymized}
                    </p>
                  </>
                )
                : (
                  <Empty icon={state === "withheld" ? "lock" : "message"} small title={none[0] ?? ""}>
                    <p>{none[1]}</p>
                    {transcript.data?.reason !== undefined && <p className="small">{transcript.data.reason}</p>}
                  </Empty>
                )}
          </Loaded>
        </div>
      </section>
    </div>
  )
}

export const Call = () => {
  const words = useWords()
  const format = useFormat()
  const { id } = useParams({ from: "/inside/calls/$id" })
  const { data: call, error, refetch } = useQuery(reading("GET /api/calls/:id", { params: { id } }))
  const acts = useMessageActs()
  const [open, setOpen] = useState<string>()
  if (call === undefined) {
    return (
      <div className="page">
        {error === null ? <Bones lines={6} /> : (
          <Failed
            error={error}
            again={() => void refetch()}
          />
        )}
      </div>
    )
  }
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <Link to="/calls" className="crumb quiet small">
            <Icon name="back" size={15} />
            {words.calls.title}
          </Link>
          <h1>
            {words.call.from(
              call.callerNumber === undefined ? words.calls.unknown.toLowerCase() : phone(call.callerNumber)
            )}
          </h1>
          <p className="row">
            <time dateTime={call.startedAt}>{format.long(call.startedAt)}</time>
            <span aria-hidden="true">·</span>
            <Outcome call={call} />
          </p>
        </div>
      </header>
      {call.endedAt === undefined && (
        <p className="notice" data-tone="accent">
          <Icon name="now" />
          {words.call.live}
        </p>
      )}
      {call.faults.length > 0 && (
        <div className="notice" data-tone="danger">
          <Icon name="warning" />
          <div>
            <h3>{words.call.faults}</h3>
            <ul>{call.faults.map((fault) => <li key={fault.tag + fault.message}>{fault.message}</li>)}</ul>
          </div>
        </div>
      )}
      <div className="with-aside">
        <Said key={call.id} call={call} />
        <aside className="stack">
          {call.left.length > 0 && (
            <section className="stack">
              <h2>{words.call.messages}</h2>
              <ul className="card messages">
                {call.left.map((message) => (
                  <MessageItem
                    key={message.id}
                    message={message}
                    acts={acts}
                    withCall={false}
                    open={open === message.id}
                    onOpen={() => setOpen(open === message.id ? undefined : message.id)}
                  />
                ))}
              </ul>
            </section>
          )}
          <Facts call={call} />
        </aside>
      </div>
    </div>
  )
}
