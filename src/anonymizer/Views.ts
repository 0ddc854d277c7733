import type { Field } from "./Entity.ts"
import { wordsOf } from "./Reading.ts"
import { topicsOf } from "./Topics.ts"

/** The most turns of one speaker that are read as one. */
const longest = 6
/** A turn of the other side no longer than this does not end what a speaker is saying: `mm-hm`, `five five five?`. */
const aside = 9

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length

/** Whether it asks for something new: not whether what was said was heard. */
const asks = (text: string) =>
  text.trim().endsWith("?") && [...topicsOf(wordsOf(text))].some((topic) => topic !== "READBACK")

/**
 * What each speaker said over several turns, as lists of indices of fields: a number that is given in pieces stands in
 * none of them. Lists overlap where somebody speaks for long.
 */
export const turnsTogether = (fields: ReadonlyArray<Field>): ReadonlyArray<ReadonlyArray<number>> => {
  const together: Array<ReadonlyArray<number>> = []
  for (const speaker of ["user", "assistant"] as const) {
    let open: Array<number> = []
    // Where something new was asked: what answers it is read by itself first, for the question says what it is.
    let asked = [0]
    const close = () => {
      const answers = asked.map((from, i) => open.filter((at) => at >= from && at < (asked[i + 1] ?? fields.length)))
      together.push(...[...answers, ...asked.length > 1 ? [open] : []].filter((turns) => turns.length > 1))
      open = []
      asked = [0]
    }
    for (const [index, field] of fields.entries()) {
      if (field.speaker === speaker) {
        open.push(index)
        if (open.length === longest) {
          const rest = open.slice(-3)
          close()
          open = rest
        }
      } else if (words(field.text) > aside) close()
      else if (asks(field.text)) asked.push(index)
    }
    close()
  }
  return together
}

/** What a field answers: the last thing the other side asked about, or the JSON key that it stands under. */
export const questionFor = (fields: ReadonlyArray<Field>, index: number): string => {
  const field = fields[index]
  if (field?.speaker === "tool") return (field.key ?? "").replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ")
  if (field?.speaker !== "user") return ""
  let asked = 0
  // A question for a make or a school has no topic, and shows what its answer is nevertheless.
  let last = ""
  for (let i = index - 1; i >= 0 && asked < 3; i--) {
    const before = fields[i]
    if (before?.speaker === "user" && words(before.text) > aside) return last
    if (before?.speaker !== "assistant") continue
    asked++
    // Of several sentences the last that asks for something counts.
    const sentences = before.text.split(/(?<=[?.!])\s+/)
    if (i === index - 1) last = sentences.at(-1) ?? ""
    const about = sentences.findLast((sentence) => topicsOf(wordsOf(sentence)).size > 0)
    if (about !== undefined) return about
    if (words(before.text) > aside) return last
  }
  return last
}
