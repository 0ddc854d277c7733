import type { Entity, Field } from "../text/Entity.ts"
import { fold } from "../text/Text.ts"
import { placeholder } from "./Placeholders.ts"
import { national } from "./Preserve.ts"

const numberLength = 7

/**
 * Whether any of these values still stands in the texts, looked for as plain characters: without the reading that found
 * it, and so without that reading's mistakes.
 */
export const holdsAny = (texts: ReadonlyArray<string>, entities: ReadonlyArray<Entity>): boolean => {
  const bare = texts.map((text) => fold(text.replace(placeholder, "\uFFFC").normalize("NFKC")))
  const runs = bare.flatMap((text) => text.match(/\d(?:[\s().-]{0,2}\d)*/g) ?? []).map((run) => run.replace(/\D/g, ""))
  return entities.some(({ key, type }) => {
    if (type === "EMAIL") return bare.some((text) => text.includes(key))
    const digits = type === "DOB" || type === "ADDRESS" || type === "PERSON" ? "" : national(key)
    return digits.length >= numberLength && runs.some((run) => run.includes(digits))
  })
}

/** The fields of a text that has been through: placeholders are for the rules to look past, not at. */
export const written = (fields: ReadonlyArray<Field>, texts: ReadonlyArray<string>): ReadonlyArray<Field> =>
  fields.map((field, index) => ({ ...field, text: texts[index] ?? "" }))
