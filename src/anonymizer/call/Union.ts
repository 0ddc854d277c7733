import type { Entity, Field } from "../text/Entity.ts"
import { without } from "./Engine.ts"

/**
 * What two have found, without overlaps: all of `first`, and of `second` the pieces that `first` left. A piece without a
 * letter or a digit is nothing.
 */
export const union = (
  fields: ReadonlyArray<Field>,
  first: ReadonlyArray<Entity>,
  second: ReadonlyArray<Entity>
): ReadonlyArray<Entity> => {
  const taken = first.flatMap(({ parts }) => parts)
  const rest = second.map((entity): Entity => {
    const parts = entity.parts.flatMap((part) => without(part, taken)).filter(({ end, field, start }) =>
      /[\p{L}\p{N}]/u.test(fields[field]?.text.slice(start, end) ?? "")
    )
    taken.push(...parts)
    return Object.assign({}, entity, { parts })
  })
  return [...first, ...rest]
}
