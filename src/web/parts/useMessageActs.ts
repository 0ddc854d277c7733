import { useRef } from "react"
import type { Answer } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { forget, useDoing } from "./office.ts"
import { say } from "./say.ts"

type OfficeMessage = Answer<"GET /api/messages/:id">
const touched = ["GET /api/messages", "GET /api/today", "GET /api/calls/:id"] as const

/** What can be done with a message. What was done last can be undone. */
export const useMessageActs = () => {
  const words = useWords()
  const last = useRef<() => void>(undefined)
  const { mutate } = useDoing("PATCH /api/messages/:id", { onDone: () => void forget(...touched) })
  const note = useDoing("POST /api/messages/:id/notes", { onDone: () => void forget(...touched) })
  const done = ({ id }: OfficeMessage, now: boolean) =>
    mutate({ params: { id }, payload: { done: now } }, {
      onSuccess: () => {
        if (!now) return
        last.current = () => mutate({ params: { id }, payload: { done: false } })
        say(words.todo.doneToast, { act: { label: words.do.undo, run: () => undo() } })
      }
    })
  const undo = () => {
    last.current?.()
    last.current = undefined
  }
  return {
    /** Whether a note is on its way. */
    noting: note.isPending,
    done,
    undo,
    take: ({ id }: OfficeMessage, takenBy: string | null | undefined) => {
      if (takenBy !== undefined) mutate({ params: { id }, payload: { takenBy } })
    },
    urgency: ({ id }: OfficeMessage, urgency: "normal" | "urgent") => mutate({ params: { id }, payload: { urgency } }),
    note: ({ id }: OfficeMessage, text: string, onDone: () => void) =>
      note.mutate({ params: { id }, payload: { text } }, { onSuccess: onDone })
  }
}

export type MessageActs = ReturnType<typeof useMessageActs>
