import type { KeyboardEvent, PointerEvent } from "react"
import { clock } from "../parts/format.ts"
import { Icon, type IconName } from "../parts/Icon.tsx"
import { useWords } from "../words/call/useWords.ts"
import { Lane } from "./Lane.tsx"
import type { Mark, Story } from "./story.ts"

const icons: Readonly<Record<Mark["kind"], IconName>> = {
  language: "globe",
  tool: "tool",
  transfer: "transfer",
  silence: "clock"
}

export const tellMark = (words: ReturnType<typeof useWords>, mark: Mark): string =>
  mark.kind === "language"
    ? words.call.spoken(words.languages[mark.about] ?? mark.about)
    : mark.kind === "tool"
    ? words.tools[mark.about] ?? words.call.toolCalled(mark.about)
    : mark.kind === "transfer"
    ? words.call.transferTo(mark.about)
    : words.call.waited(mark.about)

/** Ticks of the axis: some eight of them, at round times. */
const ticksOf = (seconds: number): ReadonlyArray<number> => {
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 1200].find((one) => seconds / one <= 8) ?? 1800
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step)
}

/** As many rows as keep one mark from covering another, as far as three go. */
const rowsOf = (marks: ReadonlyArray<Mark>, seconds: number): ReadonlyArray<number> => {
  const ends = [-1, -1, -1]
  return marks.map(({ at }) => {
    const free = ends.findIndex((end) => at / seconds >= end)
    const row = free === -1 ? 0 : free
    ends[row] = at / seconds + 0.05
    return row
  })
}

const keys: Readonly<Record<string, (at: number, seconds: number) => number>> = {
  ArrowRight: (at) => at + 5,
  ArrowUp: (at) => at + 5,
  ArrowLeft: (at) => at - 5,
  ArrowDown: (at) => at - 5,
  PageUp: (at) => at + 30,
  PageDown: (at) => at - 30,
  Home: () => 0,
  End: (_, seconds) => seconds
}

/** The whole call on one axis of time: both sides' sound, who spoke, and what happened. */
export const Timeline = ({ at, peaks, seek, story: { marks, recordedFrom, seconds, turns } }: {
  readonly story: Story
  readonly peaks: Uint8Array | undefined
  readonly at: number
  readonly seek: (to: number) => void
}) => {
  const words = useWords()
  const place = (time: number) => `${Math.min(100, (time / seconds) * 100)}%`
  const point = (event: PointerEvent<HTMLElement>) => {
    if (event.type === "pointermove" && event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    seek(((event.clientX - box.left) / box.width) * seconds)
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId)
  }
  const press = (event: KeyboardEvent) => {
    const move = keys[event.key]
    if (move === undefined) return
    event.preventDefault()
    seek(move(at, seconds))
  }
  const rows = rowsOf(marks, seconds)
  const waits = marks.filter(({ kind }) => kind === "silence")
  return (
    <div className="timeline">
      <div className="timeline-names small quiet" aria-hidden="true">
        <span>{words.call.lanes.caller}</span>
        <span>{words.call.lanes.agent}</span>
      </div>
      <div
        className="timeline-sound"
        role="slider"
        tabIndex={0}
        aria-label={words.call.position}
        aria-valuemin={0}
        aria-valuemax={Math.round(seconds)}
        aria-valuenow={Math.round(at)}
        aria-valuetext={`${clock(at)} / ${clock(seconds)}`}
        style={{ ["--at" as string]: place(at) }}
        onPointerDown={point}
        onPointerMove={point}
        onKeyDown={press}
      >
        {waits.map((mark) => (
          <i
            key={mark.at}
            className="timeline-wait"
            style={{ insetInlineStart: place(mark.at), inlineSize: place(mark.until - mark.at) }}
          />
        ))}
        {([0, 1] as const).map((channel) =>
          peaks === undefined
            ? (
              <div key={channel} className="lane lane-blocks" data-lane={channel === 0 ? "caller" : "agent"}>
                {turns.filter(({ lane }) => lane === (channel === 0 ? "caller" : "agent")).map((turn) => (
                  <i
                    key={turn.id + turn.at}
                    style={{ insetInlineStart: place(turn.at), inlineSize: place(turn.until - turn.at) }}
                  />
                ))}
              </div>
            )
            : (
              <Lane
                key={channel}
                channel={channel}
                peaks={peaks}
                from={recordedFrom / seconds}
                part={Math.min(1, peaks.length / 50 / seconds)}
              />
            )
        )}
        {peaks !== undefined && (
          <div className="timeline-turns">
            {turns.map((turn) => (
              <i
                key={turn.id + turn.at}
                data-lane={turn.lane}
                style={{ insetInlineStart: place(turn.at), inlineSize: place(turn.until - turn.at) }}
              />
            ))}
          </div>
        )}
        <i className="timeline-cursor" />
      </div>
      <div className="timeline-axis small quiet figure" aria-hidden="true">
        {ticksOf(seconds).map((tick) => <span key={tick} style={{ insetInlineStart: place(tick) }}>{clock(tick)}
        </span>)}
      </div>
      {marks.length > 0 && (
        <ul
          className="timeline-marks"
          aria-label={words.call.events}
          style={{ ["--rows" as string]: Math.max(...rows) + 1 }}
        >
          {marks.map((mark, index) => (
            <li
              key={`${mark.kind}${mark.at}${mark.about}`}
              style={{ insetInlineStart: place(mark.at), ["--row" as string]: rows[index] }}
            >
              <button
                type="button"
                data-kind={mark.kind}
                data-bad={mark.bad}
                title={tellMark(words, mark)}
                aria-label={`${clock(mark.at)}, ${tellMark(words, mark)}`}
                onClick={() => seek(mark.at)}
              >
                <Icon name={icons[mark.kind]} size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
