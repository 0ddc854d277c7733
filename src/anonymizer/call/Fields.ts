import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import type { TranscriptItem } from "../../domain/Transcript.ts"
import type { Field, Speaker } from "../text/Entity.ts"

/** The texts of a transcript, and how to put other texts in their places. */
export interface Fields {
  readonly fields: ReadonlyArray<Field>
  /** The items with `texts`, one for each field, in place of their own. */
  readonly rebuild: (texts: ReadonlyArray<string>) => ReadonlyArray<TranscriptItem>
}

type Put<A> = (texts: ReadonlyArray<string>) => A

const timestamped = /(?:time|date|stamp|epoch|expires|_at|At)$/
// 2001 to 2096, in milliseconds or seconds.
const isEpoch = (value: number) => (value > 1e12 && value < 4e12) || (value > 1e9 && value < 4e9)

class Collector {
  readonly fields: Array<Field> = []

  text(text: string, speaker: Speaker, key?: string): Put<string> {
    const index = this.fields.push({ speaker, text, ...key !== undefined && { key } }) - 1
    return (texts) => texts[index] ?? ""
  }

  /** A value of JSON: its strings, its numbers, and the keys of its objects are fields. */
  json(value: unknown, key?: string): Put<unknown> {
    if (Predicate.isString(value)) return this.text(value, "tool", key)
    if (Predicate.isNumber(value)) {
      if (isEpoch(value) && timestamped.test(key ?? "")) return () => value
      const written = String(value)
      const put = this.text(written, "tool", key)
      return (texts) => put(texts) === written ? value : put(texts)
    }
    if (Array.isArray(value)) {
      const puts = value.map((one) => this.json(one, key))
      return (texts) => puts.map((put) => put(texts))
    }
    if (!Predicate.isObject(value)) return () => value
    const puts = Object.entries(value).map(([name, member]) =>
      [this.text(name, "tool"), this.json(member, name)] as const
    )
    return (texts) => {
      const keys = new Set<string>()
      return Object.fromEntries(puts.map(([putKey, put]) => {
        const wanted = putKey(texts)
        let name = wanted
        for (let again = 2; keys.has(name); again++) name = `${wanted} (${again})`
        keys.add(name)
        return [name, put(texts)]
      }))
    }
  }

  /** JSON in a string is read as such; anything else is text. */
  maybeJson(text: string): Put<string> {
    const parsed = Result.try((): unknown => JSON.parse(text))
    if (Result.isFailure(parsed)) return this.text(text, "tool")
    if (Predicate.isString(parsed.success) || Predicate.isNumber(parsed.success)) return this.text(text, "tool")
    const put = this.json(parsed.success)
    return (texts) => JSON.stringify(put(texts))
  }
}

const safeId = /^[\w.:-]{1,128}$/

/**
 * The texts of these items, by what they are: what was said, the values, numbers and keys in a tool's arguments and
 * output. Undefined where an item is of a kind that nobody has said where its texts are.
 */
export const fieldsOf = (items: ReadonlyArray<TranscriptItem>): Fields | undefined => {
  const collector = new Collector()
  const puts: Array<Put<TranscriptItem>> = []
  for (const [index, item] of items.entries()) {
    const id = safeId.test(item.id) ? item.id : `item_${index + 1}`
    switch (item.type) {
      case "message": {
        const content = item.content.map((text) => collector.text(text, item.role))
        puts.push((texts) => ({ ...item, id, content: content.map((put) => put(texts)) }))
        break
      }
      case "function_call": {
        const args = collector.maybeJson(item.args)
        puts.push((texts) => ({ ...item, ...ids(item, id), args: args(texts) }))
        break
      }
      case "function_call_output": {
        const output = collector.maybeJson(item.output)
        puts.push((texts) => ({ ...item, ...ids(item, id), output: output(texts) }))
        break
      }
      default:
        return undefined
    }
  }
  return { fields: collector.fields, rebuild: (texts) => puts.map((put) => put(texts)) }
}

const ids = (item: { readonly callId: string; readonly name: string }, id: string) => ({
  id,
  callId: safeId.test(item.callId) ? item.callId : id,
  name: safeId.test(item.name) ? item.name : "tool"
})
