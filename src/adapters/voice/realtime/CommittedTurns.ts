import type { WireEvent } from "./WireEvent.ts"

/**
 * The turns that were ended here, and the items that the server made of them: it names an item when it has it, and the
 * turn has been spoken of by then.
 */
export const make = () => {
  /** By the event that ended them, in order. */
  let awaited: Array<{ readonly eventId: string; readonly turnId: string }> = []
  const byItem = new Map<string, string>()

  return {
    ended: (turnId: string, eventId: string): void => {
      awaited.push({ eventId, turnId })
    },
    /** The server's event as one about our turn, where it is about one. */
    read: (event: WireEvent): WireEvent => {
      if (event.type === "error" && event.error?.event_id !== undefined) {
        const refused = awaited.find(({ eventId }) => eventId === event.error?.event_id)
        if (refused === undefined) return event
        awaited = awaited.filter((it) => it !== refused)
        return { type: "conversation.item.input_audio_transcription.failed", item_id: refused.turnId }
      }
      if (event.item_id === undefined) return event
      if (event.type === "input_audio_buffer.committed") {
        const first = awaited.shift()
        if (first !== undefined) byItem.set(event.item_id, first.turnId)
      }
      const turnId = byItem.get(event.item_id)
      return turnId === undefined ? event : { ...event, item_id: turnId }
    },
    /** The connection is gone, and with it what was to be named. */
    dropped: (): void => {
      awaited = []
      byItem.clear()
    }
  }
}
