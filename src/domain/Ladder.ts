import { Duration, Option, Predicate, Result, Schema } from "effect"
import { type Fault, isRecord, type Path, type Problem } from "./AgentProblem.ts"
import { doubt, type Part, type Reader, readerOf, readFields } from "./PartReader.ts"
import { TransferTarget } from "./TransferTarget.ts"
import { readDuration } from "./WrittenDuration.ts"

/** One number of a department, and how long it may ring before the next is tried. */
export const Rung = Schema.Struct({ target: TransferTarget, patience: Schema.Duration })
export type Rung = typeof Rung.Type

const defaultPatience = Duration.seconds(20)
const bounds = { minimum: Duration.seconds(5), maximum: Duration.seconds(60) }

/** As many as a caller will wait for. */
const mostNumbers = 5

const readPatience = (written: unknown): Result.Result<Duration.Duration, Fault> =>
  Result.fromOption(
    Predicate.isString(written) || Predicate.isNumber(written)
      ? Option.filter(readDuration(String(written)), Duration.between(bounds))
      : Option.none(),
    () => ({ expected: "a duration from 5 to 60 seconds", example: "\"20 seconds\"" })
  )

interface Written {
  readonly number: unknown
  readonly at: Path
  readonly patience: Duration.Duration
}

const rungOf = (item: unknown, at: Path): Part<Written> => {
  if (!isRecord(item)) return { value: { number: item, at, patience: defaultPatience }, doubts: [] }
  const { doubts, value } = readFields(item, at, {
    phone_number: (written) => Result.succeed(written),
    patience: readerOf(readPatience)
  })
  return {
    value: { number: value.phone_number, at: [...at, "phone_number"], patience: value.patience ?? defaultPatience },
    doubts
  }
}

/**
 * Reads the numbers of a department in the order in which they are tried: its `phone_number`, then its `numbers`, each
 * a number or `{ phone_number, patience }`. `reach` reads a number and says whether calls may go there.
 */
export const readLadder = (
  { numbers, phone_number }: { readonly phone_number?: unknown; readonly numbers?: unknown },
  at: Path,
  reach: Reader<TransferTarget>
): Part<ReadonlyArray<Rung>> => {
  const items: ReadonlyArray<unknown> = Array.isArray(numbers) ? numbers : []
  const further = items.map((item, index) => rungOf(item, [...at, "numbers", index]))
  const written: ReadonlyArray<Written> = [
    ...phone_number !== undefined || numbers === undefined || (Array.isArray(numbers) && items.length === 0)
      ? [{ number: phone_number, at: [...at, "phone_number"], patience: defaultPatience }]
      : [],
    ...further.map(({ value }) => value)
  ]
  const doubts: Array<Problem> = further.flatMap((rung) => rung.doubts)
  const rungs: Array<Rung> = []
  for (const { at, number, patience } of written) {
    const target = reach(number, at)
    if (Result.isFailure(target)) doubts.push(...target.failure)
    else if (rungs.some((rung) => rung.target === target.success)) {
      doubts.push(doubt(at, "another number than those before it", number))
    } else if (rungs.length === mostNumbers) doubts.push(doubt(at, `no more than ${mostNumbers} numbers`, number))
    else rungs.push({ target: target.success, patience })
  }
  if (numbers !== undefined && !Array.isArray(numbers)) {
    doubts.push(doubt([...at, "numbers"], "a list of numbers, each as { phone_number, patience }", numbers))
  }
  return { value: rungs, doubts }
}
