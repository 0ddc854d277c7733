import { useEffect, useSyncExternalStore } from "react"
import type { OfficeEvent } from "../../api/Events.ts"
import { address, type Wire } from "../api.ts"
import { forget, office, reading } from "./office.ts"

type Event = Wire<OfficeEvent>

const listeners = new Set<() => void>()
let connected = false
const tell = (now: boolean) => {
  if (connected === now) return
  connected = now
  listeners.forEach((listener) => listener())
}

/** Whether what happens is told as it does. */
export const useConnected = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => connected)

const everything = () =>
  forget(
    "GET /api/calls",
    "GET /api/calls/live",
    "GET /api/calls/:id",
    "GET /api/messages",
    "GET /api/today",
    "GET /api/deliveries",
    "GET /api/agents"
  )

const receive = (event: Event) => {
  switch (event._tag) {
    case "Ready":
      return everything()
    case "Call": {
      const { call } = event
      office.setQueryData(reading("GET /api/calls/live", {}).queryKey, (calls) =>
        calls === undefined
          ? calls
          : !call.going
          ? calls.filter(({ id }) => id !== call.id)
          : calls.some(({ id }) => id === call.id)
          ? calls.map((other) => other.id === call.id ? call : other)
          : [call, ...calls])
      return forget("GET /api/calls", "GET /api/calls/:id", "GET /api/today")
    }
    case "Message":
      return forget("GET /api/messages", "GET /api/today", "GET /api/calls/:id")
    case "Delivery":
      return forget("GET /api/deliveries", "GET /api/deliveries/:id", "GET /api/today")
    case "Agent":
      return forget("GET /api/agents", "GET /api/agents/:id/versions")
    case "Beat":
      return
  }
}

/** The office sends a beat every 20 seconds: a stream without one is dead, whatever the browser thinks of it. */
const deadAfter = 45_000
const againAfter = 3000

/** Listens to the office for as long as the shell stands. */
export const useEvents = () =>
  useEffect(() => {
    let stream: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const open = () => {
      stream?.close()
      stream = new EventSource(address("GET /api/events", {}))
      const watch = () => {
        clearTimeout(timer)
        timer = setTimeout(() => {
          tell(false)
          open()
        }, deadAfter)
      }
      const heard = (message: MessageEvent<string>) => {
        watch()
        tell(true)
        void receive(JSON.parse(message.data) as Event)
      }
      stream.addEventListener("message", heard)
      stream.addEventListener("error", () => {
        tell(false)
        stream?.close()
        clearTimeout(timer)
        timer = setTimeout(open, againAfter)
        // Of a stream nobody hears why it ended: it may be that the session has.
        void forget("GET /api/session")
      })
      watch()
    }
    // A browser has six connections for all pages of one office: one that nobody sees gives its own back.
    const seen = () => {
      clearTimeout(timer)
      if (document.visibilityState === "hidden") stream?.close()
      else open()
    }
    seen()
    document.addEventListener("visibilitychange", seen)
    return () => {
      document.removeEventListener("visibilitychange", seen)
      clearTimeout(timer)
      stream?.close()
      tell(false)
    }
  }, [])
