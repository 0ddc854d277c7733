import { useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { address, ask, askBytes, Refusal } from "../api.ts"
import { Icon } from "../parts/Icon.tsx"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/call/useWords.ts"
import { Controls } from "./Controls.tsx"
import { type CallDetail, storyOf } from "./story.ts"
import { Timeline } from "./Timeline.tsx"
import { Transcript } from "./Transcript.tsx"
import { usePlayer } from "./usePlayer.ts"

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

/** How a call sounded, and what was said in it. */
export const Said = ({ call }: { readonly call: CallDetail }) => {
  const words = useWords()
  // Who reads one is written down: it is asked for once, and again only when it is in another state.
  const transcript = useQuery({
    queryKey: ["GET /api/calls/:id/transcript", call.id, call.transcript],
    queryFn: ({ signal }) => ask("GET /api/calls/:id/transcript", { params: { id: call.id } }, signal),
    staleTime: Infinity
  })
  const { data: sound, error: unheard } = useQuery({
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
  const failed = player.failed || (unheard instanceof Refusal && unheard.tag === "Gone")
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
        {/* Who plays it is written down: nothing of it is asked for before. */}
        {heard && <audio ref={player.audio} src={source} preload="none" {...player.listeners} />}
        {heard && playable && !failed && <Controls player={player} seconds={story.seconds} href={source} />}
        {heard && (!playable || failed) && (
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
