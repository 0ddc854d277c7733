import { useCallback, useEffect, useRef, useState } from "react"

/** Plays a recording, and says where in it we are; without one it is a place that can be moved. */
export const usePlayer = (seconds: number) => {
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [failed, setFailed] = useState(false)
  const [at, setAt] = useState(0)
  const [speed, setSpeed] = useState(1)
  const seek = useCallback((to: number) => {
    const place = Math.min(Math.max(0, to), seconds)
    if (audio.current !== null) audio.current.currentTime = place
    setAt(place)
  }, [seconds])
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
      if (audio.current !== null) setAt(audio.current.currentTime)
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])
  return {
    audio,
    at,
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
      onSeeked: () => setAt(audio.current?.currentTime ?? 0)
    }
  }
}

export type Player = ReturnType<typeof usePlayer>
