import { useEffect, useRef } from "react"
import { useTheme } from "../parts/preferences.ts"

const bar = 3
const gap = 1

const draw = (canvas: HTMLCanvasElement, peaks: Uint8Array, channel: 0 | 1, from: number, part: number) => {
  const { clientHeight: height, clientWidth: width } = canvas
  const scale = devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext("2d")
  if (context === null || width === 0) return
  context.scale(scale, scale)
  context.fillStyle = getComputedStyle(canvas).color
  const frames = peaks.length / 2
  const bars = Math.floor((width * part) / (bar + gap))
  for (let index = 0; index < bars; index++) {
    let peak = 0
    const end = Math.max(Math.ceil(((index + 1) * frames) / bars), Math.floor((index * frames) / bars) + 1)
    for (let frame = Math.floor((index * frames) / bars); frame < end; frame++) {
      peak = Math.max(peak, peaks[frame * 2 + channel] ?? 0)
    }
    const size = Math.max(1.5, Math.sqrt(peak / 255) * (height - 4))
    context.beginPath()
    context.roundRect(width * from + index * (bar + gap), (height - size) / 2, bar, size, 1.5)
    context.fill()
  }
}

/** One side of a call as it sounded; `from`, `part`: where on the axis its recording begins, and how much of it it covers. */
export const Lane = ({ channel, from: start, part, peaks }: {
  readonly peaks: Uint8Array
  readonly channel: 0 | 1
  readonly from: number
  readonly part: number
}) => {
  const to = useRef<HTMLCanvasElement>(null)
  const from = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  useEffect(() => {
    const all = [to.current, from.current].filter((canvas) => canvas !== null)
    const redraw = () => all.forEach((canvas) => draw(canvas, peaks, channel, start, part))
    const size = new ResizeObserver(redraw)
    all.slice(0, 1).forEach((canvas) => size.observe(canvas))
    const dark = matchMedia("(prefers-color-scheme: dark)")
    dark.addEventListener("change", redraw)
    redraw()
    return () => {
      size.disconnect()
      dark.removeEventListener("change", redraw)
    }
  }, [peaks, channel, start, part, theme])
  return (
    <div className="lane" data-lane={channel === 0 ? "caller" : "agent"}>
      <canvas ref={to} className="lane-to-come" />
      <canvas ref={from} className="lane-heard" />
    </div>
  )
}
