import { useCallback, useEffect, useRef, useState } from "react"

/**
 * Plays the recording of a call of so many seconds, which begins `from` seconds into it, and says where in the call we are;
 * without a recording that is a place that can be moved.
 */
export const usePlayer = (seconds: number, from: number) => {
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const [heard, setHeard] = useState(0)
  const [speed, setSpeed] = useState(1)
  const seek = useCallback((to: number) => {
    const place = Math.min(Math.max(0, to - from), seconds - from)
    if (audio.current !== null) audio.current.currentTime = place
    setHeard(place)
  }, [seconds, from])
  const toggle = useCallback(() => {
    const player = audio.current
    if (player === null) return
    if (player.paused) player.play().catch(() => setPlaying(false))
    else player.pause()
  }, [])
  useEffect(() => {
    if (audio.current !== null) audio.current.playbackRate = speed
  }, [speed])
  useEffect(() => {
    if (!playing) return
    let frame = requestAnimationFrame(function tick() {
      if (audio.current !== null) setHeard(audio.current.currentTime)
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])
  return {
    audio,
    at: from + heard,
    playing,
    failed,
    speed,
    seek,
    toggle,
    setSpeed,
    listeners: {
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onEnded: () => setPlaying(false),
      onError: () => setFailed(true),
      onSeeked: () => setHeard(audio.current?.currentTime ?? 0)
    }
  }
}

export type Player = ReturnType<typeof usePlayer>
