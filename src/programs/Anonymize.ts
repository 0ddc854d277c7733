import { Console, Effect, FileSystem, Option, Schema, Stream } from "effect"
import { Stdio } from "effect/Stdio"
import { fileFault } from "../domain/FileFault.ts"
import type { AnonymizedTranscript } from "../domain/Transcript.ts"
import { Anonymizer, withheld } from "../services/Anonymizer.ts"
import { readTranscript, unknownAgent } from "./anonymize/ReadTranscript.ts"

/** The input could not be read, or the output not written. */
export class AnonymizeFailed extends Schema.TaggedError<AnonymizeFailed>()("AnonymizeFailed", {
  detail: Schema.String
}) {
  override get message() {
    return `transcripts cannot be read or written (${this.detail}): name a readable file, or pipe them in, one JSON a line`
  }
}

const failed = Stream.mapError((error: Parameters<typeof fileFault>[0]) =>
  new AnonymizeFailed({ detail: fileFault(error).detail })
)

/** Past this a line is no transcript: it is not kept in memory, and comes out withheld. */
const longestLine = 16 * 1024 * 1024

interface Line {
  readonly number: number
  /** Undefined where the line is too long. */
  readonly text: string | undefined
}

interface Open {
  readonly number: number
  readonly pieces: ReadonlyArray<string>
  readonly length: number
}

const opened = (number: number): Open => ({ number, pieces: [], length: 0 })

const longer = (open: Open, piece: string): Open =>
  open.length + piece.length > longestLine
    ? { ...open, pieces: [], length: Number.POSITIVE_INFINITY }
    : { ...open, pieces: [...open.pieces, piece], length: open.length + piece.length }

const closed = ({ length, number, pieces }: Open): Line => ({
  number,
  text: length > longestLine ? undefined : pieces.join("")
})

/** Lines with their numbers, none of them longer in memory than `longestLine`. The last one need not end. */
const linesOf = <E, R>(text: Stream.Stream<string, E, R>): Stream.Stream<Line, E, R> =>
  Stream.concat(text, Stream.make("\n")).pipe(
    Stream.mapAccum(() => opened(1), (open, chunk: string) => {
      const [first = "", ...rest] = chunk.split("\n")
      const done: Array<Line> = []
      let last = longer(open, first)
      for (const piece of rest) {
        done.push(closed(last))
        last = longer(opened(last.number + 1), piece)
      }
      return [last, done] as const
    })
  )

const anonymizeLine = Effect.fnUntraced(function*({ number, text }: Line) {
  const { callerNumber, raw, refused } = readTranscript(text ?? "{}", number)
  const problem = text === undefined ? "too_long" : refused
  if (problem !== undefined) {
    yield* Console.error(`line ${number}: withheld (${problem})`)
    return withheld(raw, problem, "none")
  }
  return yield* (yield* Anonymizer).anonymize(raw, {
    agent: unknownAgent(raw.agentId),
    ...callerNumber !== undefined && { callerNumber }
  }).pipe(
    Effect.catchTag(
      "AnonymizationError",
      ({ reason }) => Effect.as(Console.error(`line ${number}: withheld (${reason})`), withheld(raw, reason, "none"))
    )
  )
})

/**
 * Raw transcripts in, one JSON a line, from a file or from standard input; anonymized ones out, one a line, in order and
 * in the form they are stored in. One at a time is in memory. Says on standard error which lines are withheld, by number,
 * and how far it is where that is a terminal. True when any was withheld.
 */
export const anonymize = Effect.fn("Anonymize")(function*(file: Option.Option<string>) {
  const stdio = yield* Stdio
  const fs = yield* FileSystem.FileSystem
  const shown = yield* stdio.stderrIsTerminal
  let done = 0
  let kept = 0

  const tell = (text: string) =>
    shown
      ? Stream.make(text).pipe(Stream.run(stdio.stderr({ endOnDone: false })), Effect.ignore)
      : Effect.void
  const progress = Effect.suspend(() => tell(`\r\u001B[K${done} transcripts, ${kept} withheld`))

  yield* Option.match(file, { onNone: () => stdio.stdin, onSome: (path) => fs.stream(path) }).pipe(
    failed,
    Stream.decodeText,
    linesOf,
    Stream.filter(({ text }) => text === undefined || text.trim() !== ""),
    Stream.mapEffect(anonymizeLine),
    Stream.tap((transcript: AnonymizedTranscript) => {
      done += 1
      if (transcript.anonymization.status === "withheld") kept += 1
      return progress
    }),
    Stream.map((transcript) => `${JSON.stringify(transcript)}\n`),
    Stream.run(stdio.stdout({ endOnDone: false })),
    Effect.catchTag("PlatformError", (error) => Effect.fail(new AnonymizeFailed({ detail: fileFault(error).detail })))
  )
  yield* tell("\n")
  return kept > 0
})
