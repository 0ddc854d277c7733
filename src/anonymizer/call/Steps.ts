import type { TranscriptItem } from "../../domain/Transcript.ts"
import type { Entity, Field } from "../text/Entity.ts"
import { find, type FindContext } from "./Engine.ts"
import { fieldsOf } from "./Fields.ts"
import { entitiesOf, escaped, redact } from "./Placeholders.ts"
import { holdsAny, written } from "./Residue.ts"
import { union } from "./Union.ts"

/** Something that cannot be anonymized: the code says why, and holds no text. */
export interface Refused {
  readonly reason: "field_too_long" | "residue" | "too_long" | "unknown_item"
}

/** A transcript's items without what is private, and how many values of each type were replaced. */
export interface Anonymized {
  readonly items: ReadonlyArray<TranscriptItem>
  readonly counts: Readonly<Record<string, number>>
}

export const isRefused = (value: object): value is Refused => "reason" in value

/** A whole transcript is withheld past these: UTF-16 units of one text, and of all of them. */
const longest = { field: 8192, transcript: 2_000_000 }

/** The texts of these items, in which nothing passes for a placeholder that is none. */
const collect = (items: ReadonlyArray<TranscriptItem>): ReadonlyArray<Field> | Refused => {
  const collected = fieldsOf(items)
  if (collected === undefined) return { reason: "unknown_item" }
  const fields = collected.fields.map((field) => ({ ...field, text: escaped(field.text) }))
  if (fields.some(({ text }) => text.length > longest.field)) return { reason: "field_too_long" }
  const size = fields.reduce((sum, { text }) => sum + text.length, 0)
  return size > longest.transcript ? { reason: "too_long" } : fields
}

/** Values that are known by now, and are no placeholders that stood there already. */
const knownOf = (entities: ReadonlyArray<Entity>) => entities.filter(({ key }) => !key.startsWith("<"))

/** What came out, as fields to be read once more. */
const outcome = (fields: ReadonlyArray<Field>, texts: ReadonlyArray<string>, entities: ReadonlyArray<Entity>) => ({
  fields: written(fields, texts),
  known: knownOf(entities)
})

/**
 * The items with `texts` in the places of their own, unless something is left of what was known: by what the second
 * reading found, and by a plain search.
 */
const finish = (
  items: ReadonlyArray<TranscriptItem>,
  texts: ReadonlyArray<string>,
  entities: ReadonlyArray<Entity>,
  left: ReadonlyArray<Entity>
): ReadonlyArray<TranscriptItem> | Refused => {
  const rebuilt = fieldsOf(items)?.rebuild(texts) ?? []
  const names = rebuilt.flatMap((item) => item.type === "message" ? [item.id] : [item.id, item.callId, item.name])
  const residue = left.some(({ key, parts }) => parts.length > 0 && !key.startsWith("<"))
  return residue || holdsAny([...texts, ...names], knownOf(entities)) ? { reason: "residue" } : rebuilt
}

/** All of it, where the embedded engine alone finds and replaces. */
const anonymize = (items: ReadonlyArray<TranscriptItem>, context: FindContext): Anonymized | Refused => {
  const fields = collect(items)
  if (isRefused(fields)) return fields
  const entities = find(fields, context)
  const { counts, texts } = redact(fields, entities)
  const out = outcome(fields, texts, entities)
  const rebuilt = finish(items, texts, entities, find(out.fields, { ...context, known: out.known, checking: true }))
  return isRefused(rebuilt) ? rebuilt : { items: rebuilt, counts }
}

/** What the engine's thread does, by name: each a pure function of what it is sent. */
export const steps = { anonymize, collect, entitiesOf, find, finish, outcome, redact, union }
export type Steps = typeof steps
