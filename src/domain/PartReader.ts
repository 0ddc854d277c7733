import { Array as Arr, Option, Predicate, Record, Result } from "effect"
import { type Fault, isRecord, kindOf, type Path, type Problem } from "./AgentProblem.ts"
import { isItKey } from "./NearestKey.ts"

/** A part of an agent's configuration: what could be read of it, and what was left out because it is wrong. */
export interface Part<A> {
  readonly value: A
  readonly doubts: ReadonlyArray<Problem>
}

/** Something that stands at `path` and is not what was expected. */
export const doubt = (path: Path, fault: Fault | string, found: unknown): Problem => ({
  ...Predicate.isString(fault) ? { expected: fault } : fault,
  path,
  found: kindOf(found)
})

/** Reads what stands at one place, or says everything that is wrong there. */
export type Reader<A> = (written: unknown, at: Path) => Result.Result<A, ReadonlyArray<Problem>>

/** A reader of values that one sentence describes. */
export const readerOf = <A>(read: (written: unknown) => Result.Result<A, Fault | string>): Reader<A> => (written, at) =>
  Result.mapError(read(written), (fault) => [doubt(at, fault, written)])

type Fields = Readonly<Record<string, Reader<unknown>>>
type Read<F extends Fields> = { readonly [K in keyof F]?: F[K] extends Reader<infer A> ? A : never }

/** Reads the members of an object one by one. A member that is wrong, or that nobody knows, is left out. */
export const readFields = <F extends Fields>(written: unknown, at: Path, fields: F): Part<Read<F>> => {
  const names = Object.keys(fields)
  if (!isRecord(written)) {
    return { value: {}, doubts: [doubt(at, `keys and values (${names.join(", ")})`, written)] }
  }
  const read = Object.entries(fields).flatMap(([name, reader]) =>
    name in written ? [[name, reader(written[name], [...at, name])] as const] : []
  )
  const unknown = Object.keys(written).filter((key) => !names.includes(key))
  return {
    // Each member was made by its own reader.
    value: Record.fromEntries(
      read.flatMap(([name, result]) => Result.isSuccess(result) ? [[name, result.success] as const] : [])
    ) as Read<F>,
    doubts: [
      ...read.flatMap(([, result]) => Result.isFailure(result) ? result.failure : []),
      ...unknown.map((key) =>
        doubt(
          [...at, key],
          { expected: `one of the keys ${names.join(", ")}`, ...isItKey(key, names, Object.keys(written)) },
          written[key]
        )
      )
    ]
  }
}

/** Reads the members of a list; those that are wrong are left out. */
export const readList = <A>(written: ReadonlyArray<unknown>, at: Path, reader: Reader<A>): Part<ReadonlyArray<A>> => {
  const read = written.map((item, index) => reader(item, [...at, index]))
  return {
    value: read.flatMap((result) => Option.toArray(Result.getSuccess(result))),
    doubts: Arr.getFailures(read).flat()
  }
}
