import { useSyncExternalStore } from "react"

/** What this browser remembers of its user: nothing that is private. */
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const keep = (key: string, value: string | undefined) => {
  if (value === undefined) localStorage.removeItem(key)
  else localStorage.setItem(key, value)
  listeners.forEach((listener) => listener())
}

export type Tongue = "fr" | "en"
export const tongueKept = (): Tongue =>
  (localStorage.getItem("language") ?? navigator.language).toLowerCase().startsWith("fr") ? "fr" : "en"
export const useTongue = () => useSyncExternalStore(subscribe, tongueKept)
export const keepTongue = (tongue: Tongue) => keep("language", tongue)

export type Theme = "system" | "light" | "dark"
const themeKept = (): Theme => {
  const kept = localStorage.getItem("theme")
  return kept === "light" || kept === "dark" ? kept : "system"
}
export const useTheme = () => useSyncExternalStore(subscribe, themeKept)
export const showTheme = () => {
  document.documentElement.dataset["theme"] = themeKept()
}
export const keepTheme = (theme: Theme) => {
  keep("theme", theme === "system" ? undefined : theme)
  showTheme()
}
