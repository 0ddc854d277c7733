import type { Entity, EntityType, Field, FieldSpan } from "../text/Entity.ts"
import { entityTypes } from "../text/Entity.ts"
import { fold } from "../text/Text.ts"
import { national } from "./Preserve.ts"
import { startOf, wholeNames } from "./SamePerson.ts"

/** What we write in the place of a value, wherever it may stand by now. */
export const placeholder = new RegExp(`<(${entityTypes.join("|")})_\\d+>`, "g")

const alike = /<([A-Z][A-Z_]*_\d+)>/g
const ours = new RegExp(`^${placeholder.source}$`)

/**
 * Text that already looks like a placeholder. One of our types is taken for a value of its own, numbered apart from all
 * others: nobody can pass for `PERSON_1`, and what we wrote ourselves comes out as it was. Any other loses its brackets.
 */
export const escaped = (text: string): string =>
  text.replace(alike, (match, inside: string) => ours.test(match) ? match : `‹${inside}›`)

/** The placeholders that stand in these fields already, as entities: their key is the placeholder itself. */
export const standing = (fields: ReadonlyArray<Field>): ReadonlyArray<Entity> => {
  const entities = new Map<string, Entity>()
  for (const [field, { text }] of fields.entries()) {
    for (const { 0: match, 1: name, index } of text.matchAll(placeholder)) {
      const type = entityTypes.find((one) => one === name) ?? "ID_NUMBER"
      const parts = [...entities.get(match)?.parts ?? [], { field, start: index, end: index + match.length }]
      entities.set(match, { type, key: match, parts })
    }
  }
  return [...entities.values()]
}

/** Findings of somebody else, as entities: values that read the same are the same. */
export const entitiesOf = (fields: ReadonlyArray<Field>, spans: ReadonlyArray<FieldSpan>): ReadonlyArray<Entity> =>
  spans.map(({ end, field, start, type }) => {
    const text = fold(fields[field]?.text.slice(start, end) ?? "")
    const digits = text.replace(/\D/g, "")
    const key = type === "PERSON" || digits.length < 4 ? text.replace(/[^\p{L}\d']+/gu, " ").trim() : digits
    return { type, key, parts: [{ field, start, end }] }
  })

const numbered: ReadonlySet<EntityType> = new Set(["CARD", "HEALTH", "ID_NUMBER", "PHONE", "SIN"])

/** A number that ends or begins as a longer one does is that one: `ending in 0147`, `514-555-` cut short. */
const wholeNumber = (entity: Entity, all: ReadonlyArray<Entity>): Entity => {
  const digits = national(entity.key)
  if (!numbered.has(entity.type) || digits.length < 3) return entity
  return all.find(({ key, type }) => {
    const whole = numbered.has(type) ? national(key) : ""
    return whole.length >= 7 && whole.length > digits.length &&
      (whole.endsWith(digits) || (digits.length >= 4 && whole.startsWith(digits)))
  }) ?? entity
}

/** What comes in the place of one piece of a text: `by` is the placeholder, with its brackets. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly by: string
}

export interface Redacted {
  /** What was done to each field, in order. */
  readonly replacements: ReadonlyArray<ReadonlyArray<Replacement>>
  /** One for each field. */
  readonly texts: ReadonlyArray<string>
  /** How many values of each type were replaced. */
  readonly counts: Readonly<Record<string, number>>
}

/** Puts `<TYPE_n>` in the place of every part: numbered in the order of the transcript, one number for one value. */
export const redact = (fields: ReadonlyArray<Field>, entities: ReadonlyArray<Entity>): Redacted => {
  const found = entities.filter(({ parts }) => parts.length > 0).sort((a, b) => startOf(a) - startOf(b))
  const whole = wholeNames(fields, found.filter(({ type }) => type === "PERSON"))
  const numbered = new Map<string, string>()
  const counts: Partial<Record<EntityType, number>> = {}
  const replacements: ReadonlyArray<Array<Replacement>> = fields.map(() => [])
  for (const entity of found) {
    const { parts } = entity
    const { key, type } = wholeNumber(entity, entities)
    const value = `${type} ${type === "PERSON" ? whole(entity) : key}`
    const known = numbered.get(value)
    const by = known ?? `<${type}_${(counts[type] ?? 0) + 1}>`
    if (known === undefined) {
      numbered.set(value, by)
      counts[type] = (counts[type] ?? 0) + 1
    }
    for (const { end, field, start } of parts) replacements[field]?.push({ start, end, by })
  }
  for (const some of replacements) some.sort((a, b) => a.start - b.start)
  const texts = fields.map(({ text }, index) => {
    let left = ""
    let at = 0
    for (const { by, end, start } of replacements[index] ?? []) {
      // Parts of one value that touch are one.
      left += start === at && left.endsWith(by) && at > 0 ? "" : text.slice(at, start) + by
      at = end
    }
    return left + text.slice(at)
  })
  return {
    replacements,
    texts,
    counts: Object.fromEntries(entityTypes.flatMap((type) => counts[type] === undefined ? [] : [[type, counts[type]]]))
  }
}
