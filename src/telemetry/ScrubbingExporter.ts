import type { Attributes, AttributeValue } from "@opentelemetry/api"
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node"
import { scrub } from "../domain/Privacy.ts"

/** Whether a span was made by Effect: its attributes were chosen by us. */
export const isOurs = (span: Pick<ReadableSpan, "instrumentationScope">) => span.instrumentationScope.name === "effect"

// Prose in a span that is not ours is somebody's words, whatever the key says: ids, names of models and codes are not.
const isToken = (text: string) => /^[\w.:/@-]{1,80}$/.test(text)

const builtIn = /^(?:(?:Type|Range|Syntax|Reference|Eval|URI|Aggregate)?Error|DOMException|UnknownError)$/

const clean = (ours: boolean) => (attributes: Attributes): Attributes => {
  // The text of an error that nobody tagged may quote what it was given.
  const isDefect = builtIn.test(String(attributes["exception.type"] ?? ""))
  const text = (value: string) => ours || isToken(value) ? scrub(value) : "<withheld>"
  const one = (key: string, value: AttributeValue | undefined): AttributeValue | undefined => {
    if (typeof value === "string") {
      if (key === "exception.message" && (isDefect || !ours)) return "<withheld>"
      return key === "exception.stacktrace" ? frames(value) : text(value)
    }
    return isStrings(value) ? value.map((item) => typeof item === "string" ? text(item) : item) : value
  }
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([key]) => !key.split(".").includes("pii"))
      .map(([key, value]) => [key, one(key, value)])
  )
}

const isStrings = (value: unknown): value is Array<string | null | undefined> =>
  Array.isArray(value) && value.some((item) => typeof item === "string")

const frames = (stack: string) => stack.split("\n").filter((line) => /^\s+at /.test(line)).join("\n")

const cleaned = (span: ReadableSpan): ReadableSpan => {
  const attributes = clean(isOurs(span))
  const hasDefect = span.events.some(({ attributes }) => builtIn.test(String(attributes?.["exception.type"] ?? "")))
  const { message, ...status } = span.status
  return Object.create(span, {
    name: { value: scrub(span.name), enumerable: true },
    attributes: { value: attributes(span.attributes), enumerable: true },
    events: {
      value: span.events.map((event) => ({
        ...event,
        name: scrub(event.name),
        ...event.attributes === undefined ? {} : { attributes: attributes(event.attributes) }
      })),
      enumerable: true
    },
    status: {
      value: message === undefined || hasDefect || !isOurs(span) ? status : { ...status, message: scrub(message) },
      enumerable: true
    }
  }) as ReadableSpan
}

/**
 * The last guard before spans leave the process. Phone numbers are taken out everywhere; attributes with a `pii`
 * segment, the texts of defects, and prose in spans of the SDK go altogether.
 */
export const scrubbing = (exporter: SpanExporter): SpanExporter => ({
  export: (spans, done) => exporter.export(spans.map(cleaned), done),
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve()
})
