import type { WireEvent } from "./WireEvent.ts"

/**
 * What was committed here of what the caller says, and the items that the server made of it: it names an item when it has
 * it, in the order in which they were committed.
 */
export const make = <Part>() => {
  let awaited: Array<{ readonly eventId: string; readonly part: Part }> = []
  const byItem = new Map<string, Part>()

  return {
    /** It is committed by this event. */
    sent: (eventId: string, part: Part): void => {
      awaited.push({ eventId, part })
    },
    /** What the server's event is about, where it is a part of ours: with `error`, one that it has not taken. */
    read: ({ error, item_id: itemId, type }: WireEvent): Part | undefined => {
      if (type === "error") {
        const refused = awaited.find(({ eventId }) => eventId === error?.event_id)
        awaited = awaited.filter((it) => it !== refused)
        return refused?.part
      }
      if (itemId === undefined) return undefined
      if (type === "input_audio_buffer.committed") {
        const first = awaited.shift()
        if (first !== undefined) byItem.set(itemId, first.part)
      }
      return byItem.get(itemId)
    },
    /** The connection is gone, and with it what was to be named. */
    dropped: (): void => {
      awaited = []
      byItem.clear()
    }
  }
}
