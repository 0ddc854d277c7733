import { useEffect, useRef, useState } from "react"
import { clock } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { useWords } from "../words/call/useWords.ts"
import type { Mark, Story, Turn } from "./story.ts"
import { tellMark } from "./Timeline.tsx"

/** What the anonymizer put in place of a name or a number. */
const placeholder = /(<[A-Z][A-Z_]*_\d+>)/
const Anonymous = ({ text }: { readonly text: string }) => {
  const { entities } = useWords()
  // French writes a space before these, at which no line breaks.
  return text.replace(/ (?=[?!:;»])/g, "\u00a0").split(placeholder).map((part, index) => {
    const [, entity = "", number] = /^<(.+)_(\d+)>$/.exec(part) ?? []
    return index % 2 === 1
      ? (
        <span key={`${index}${part}`} className="replaced">
          {`${entities[entity] ?? entity.toLowerCase()} ${number}`}
        </span>
      )
      : part
  })
}

const Said = (
  { now, seek, turn }: { readonly turn: Turn; readonly now: boolean; readonly seek: (to: number) => void }
) => {
  const words = useWords()
  return (
    <li className="said" data-lane={turn.lane} data-now={now} aria-current={now ? "true" : undefined}>
      <button type="button" onClick={() => seek(turn.at)}>
        <span className="said-who small">
          {words.call.lanes[turn.lane]} <span className="quiet figure">{clock(turn.at)}</span>
        </span>
        <span className="said-text" dir="auto">
          <Anonymous text={turn.text} />
          {turn.interrupted && <span className="quiet small">{` — ${words.call.interrupted}`}</span>}
        </span>
      </button>
    </li>
  )
}

const Happened = ({ mark }: { readonly mark: Mark }) => {
  const words = useWords()
  const told = tellMark(words, mark)
  return (
    <li className="happened small quiet" data-bad={mark.bad}>
      <Icon
        name={mark.kind === "language"
          ? "globe"
          : mark.kind === "tool"
          ? "tool"
          : mark.kind === "transfer"
          ? "transfer"
          : "clock"}
        size={15}
      />
      {mark.detail === undefined || mark.detail === ""
        ? <span>{told}</span>
        : (
          <details>
            <summary>{told}</summary>
            <code>{mark.detail}</code>
          </details>
        )}
    </li>
  )
}

/** What was said; it follows the sound until its reader scrolls away. */
export const Transcript = ({ at, playing, seek, story: { marks, turns } }: {
  readonly story: Story
  readonly at: number
  readonly playing: boolean
  readonly seek: (to: number) => void
}) => {
  const words = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [follow, setFollow] = useState(true)
  const current = turns.findLast((turn) => turn.at <= at + 0.05)
  const currentKey = current === undefined || (at === 0 && !playing) ? undefined : `${current.id}${current.at}`
  useEffect(() => {
    const list = box.current
    const line = list?.querySelector("[data-now=true]")
    if (!follow || list === null || !(line instanceof HTMLElement)) return
    list.scrollTo({ top: line.offsetTop - list.clientHeight / 3, behavior: "smooth" })
  }, [currentKey, follow])
  const lines = [
    ...turns.map((turn) => ({ at: turn.at, turn, mark: undefined })),
    ...marks.map((mark) => ({ at: mark.at, turn: undefined, mark }))
  ].sort((a, b) => a.at - b.at || (a.mark === undefined ? 1 : -1))
  const away = () => {
    if (playing) setFollow(false)
  }
  return (
    <div className="transcript-box">
      <div
        className="transcript"
        ref={box}
        tabIndex={0}
        role="region"
        aria-label={words.call.transcript}
        onWheel={away}
        onTouchMove={away}
      >
        <ol>
          {lines.map(({ mark, turn }) =>
            turn === undefined
              ? mark !== undefined && <Happened key={`${mark.kind}${mark.at}${mark.about}`} mark={mark} />
              : (
                <Said
                  key={`${turn.id}${turn.at}`}
                  turn={turn}
                  now={`${turn.id}${turn.at}` === currentKey}
                  seek={seek}
                />
              )
          )}
        </ol>
      </div>
      {!follow && (
        <button type="button" className="button follow" data-size="small" onClick={() => setFollow(true)}>
          {words.call.follow}
        </button>
      )}
    </div>
  )
}
