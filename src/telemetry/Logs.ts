import { Array, Cause, Context, Formatter, Layer, Logger, type LogLevel, References, Tracer } from "effect"
import { styleText } from "node:util"
import { printable } from "../domain/AgentProblem.ts"
import { sayable } from "../domain/ErrorReport.ts"
import { scrubDeep } from "../domain/Privacy.ts"

/** One line of the log: `time`, `level` and `message`, then whatever it is annotated with (`callId`, …). */
type Line = Readonly<Record<string, unknown>> & {
  readonly time: string
  readonly level: string
  readonly message: string
  readonly cause?: ReadonlyArray<string>
}

/** Where an error came from: the frames of its stack, without the text above them, which is the error's message. */
const frames = (error: unknown) =>
  error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 8) : []

const told = (error: unknown) => {
  const { message, tag } = sayable(error)
  return `${tag}: ${message}`
}

const toldCause = (cause: Cause.Cause<unknown>) =>
  cause.reasons.flatMap((reason) => {
    if (Cause.isInterruptReason(reason)) return ["interrupted"]
    const error = Cause.isFailReason(reason) ? reason.error : reason.defect
    return [told(error), ...frames(error)]
  })

const isPlain = (part: unknown): part is Record<string, unknown> => typeof part === "object" && part !== null

const most = { text: 4_000, members: 50, depth: 8, line: 32_000 }
/** A number that is cut in two is not seen as one: so much more is looked at than is shown. */
const beyond = 64

const bounded = (value: unknown, text: number, members: number, depth = 0): unknown => {
  if (typeof value === "string") {
    const plain = printable(value.slice(0, text))
    return value.length > text ? `${plain}…` : plain
  }
  if (typeof value !== "object" || value === null || "toJSON" in value) return value
  if (depth === most.depth) return "…"
  if (Array.isArray(value)) {
    const shown = value.slice(0, members).map((member) => bounded(member, text, members, depth + 1))
    return value.length > members ? [...shown, `and ${value.length - members} more`] : shown
  }
  return Object.fromEntries(
    Object.entries(value).slice(0, members).map(([key, member]) => [
      printable(key.slice(0, 100)),
      bounded(member, text, members, depth + 1)
    ])
  )
}

/** Whatever somebody else wrote moves no cursor, begins no line of its own and fills no disk. */
const tame = (value: unknown) =>
  bounded(scrubDeep(bounded(value, most.text + beyond, most.members)), most.text, Number.POSITIVE_INFINITY)

/** One line is never longer than what reads it takes; of one that is, there is what it says. */
const fitting = (format: (line: Line) => string) => (line: Line) => {
  const text = format(line)
  const { level, message, time } = line
  return text.length <= most.line ? text : format({ time, level, message, cut: text.length })
}

/**
 * What was logged, as one plain line: its text, and everything else as fields. The last guard of privacy: errors say
 * only what is sayable, and whatever looks like a phone number is gone.
 */
const line = Logger.make((options): Line => {
  const message = Array.ensure(options.message).map((part) => part instanceof Error ? told(part) : part)
  const structured = Logger.formatStructured.log({ ...options, message })
  const parts = Array.ensure(structured.message)
  const span = Context.getOrUndefined(options.fiber.context, Tracer.ParentSpan)
  return tame({
    time: structured.timestamp,
    level: structured.level,
    message: parts.filter((part) => !isPlain(part)).join(" "),
    ...structured.annotations,
    ...Object.assign({}, ...parts.filter(isPlain)),
    ...structured.spans,
    ...options.cause.reasons.length === 0 ? {} : { cause: toldCause(options.cause) },
    ...span === undefined ? {} : { traceId: span.traceId, spanId: span.spanId }
  }) as Line
})

const colors = { TRACE: "gray", DEBUG: "gray", INFO: "green", WARN: "yellow", ERROR: "red", FATAL: "red" } as const

const isColored = (level: string): level is keyof typeof colors => level in colors

const pretty = ({ cause = [], level, message, spanId: _, time, traceId: __, ...fields }: Line) => {
  const told = Object.entries(fields).map(([key, value]) =>
    `${key}=${typeof value === "string" ? value : Formatter.formatJson(value)}`
  )
  const shownLevel = isColored(level) ? styleText(colors[level], level.padEnd(5)) : level
  return [
    [time.slice(11, 23), shownLevel, message, styleText("gray", told.join(" "))].join(" ").trimEnd(),
    ...cause.map((text) => `    ${text.trim()}`)
  ].join("\n")
}

const writers = {
  pretty: Logger.withConsoleLog(Logger.map(line, fitting(pretty))),
  json: Logger.withConsoleLog(Logger.map(line, fitting((value) => Formatter.formatJson(value))))
}

/** The log, on standard output, in place of the default logger. */
export const layerLogs = (options: { readonly level: LogLevel.LogLevel; readonly format: "pretty" | "json" }) =>
  Layer.merge(
    Logger.layer([writers[options.format]]),
    Layer.succeed(References.MinimumLogLevel, options.level)
  )
