import type { CallStory } from "../../domain/CallStory.ts"
import type { JournalRecord } from "../../domain/JournalRecord.ts"

/** What of a change of the story is to be noted. */
export const changes = (before: CallStory, after: CallStory): ReadonlyArray<JournalRecord> => {
  if (before === after) return []
  const known = new Set<unknown>([...before.items, ...before.transfers])
  return [
    ...after.caller !== before.caller && after.caller !== null
      ? [{ _tag: "caller", callerNumber: after.caller } as const]
      : [],
    ...after.start !== before.start && after.start !== null
      ? [{ _tag: "start", start: after.start, ...after.agent !== null && { agent: after.agent } } as const]
      : [],
    ...after.admission !== before.admission && after.admission !== null
      ? [{ _tag: "admission", admission: after.admission } as const]
      : [],
    ...after.language !== before.language ? [{ _tag: "language", language: after.language } as const] : [],
    ...[...after.untranscribed].flatMap(([id, endedAt]) =>
      before.untranscribed.has(id) ? [] : [{ _tag: "heard", id, endedAt } as const]
    ),
    ...after.items.flatMap((item) =>
      known.has(item)
        ? []
        : [item.type === "message" ? { _tag: "turn", item } as const : { _tag: "tool", item } as const]
    ),
    ...after.transfers.flatMap((attempt) => known.has(attempt) ? [] : [{ _tag: "transfer", attempt } as const]),
    ...after.consent !== before.consent && after.consent !== null
      ? [{ _tag: "consent", consent: after.consent } as const]
      : [],
    ...after.usage !== before.usage ? [{ _tag: "usage", usage: after.usage } as const] : []
  ]
}
