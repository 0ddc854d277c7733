import { useEffect } from "react"
import { clock } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { useWords } from "../words/call/useWords.ts"
import type { Player } from "./usePlayer.ts"

const speeds = [1, 1.25, 1.5, 2] as const

/** What a recording is played with. */
export const Controls = (
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
