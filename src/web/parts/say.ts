import { useSyncExternalStore } from "react"

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone?: "danger"
  readonly act?: { readonly label: string; readonly run: () => void }
}

let shown: ReadonlyArray<Toast> = []
let last = 0
const listeners = new Set<() => void>()
const show = (toasts: ReadonlyArray<Toast>) => {
  shown = toasts
  listeners.forEach((listener) => listener())
}

export const dismiss = (id: number) => show(shown.filter((toast) => toast.id !== id))

/** Says something in passing; what can be undone says so for longer. */
export const say = (text: string, more: Omit<Toast, "id" | "text"> = {}) => {
  const toast: Toast = { id: ++last, text, ...more }
  show([...shown.slice(-2), toast])
  setTimeout(() => dismiss(toast.id), more.act === undefined ? 4500 : 8000)
}

export const useToasts = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => shown)
