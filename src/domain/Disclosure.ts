import { Result, Schema } from "effect"
import { isRecord, type Path } from "./AgentProblem.ts"
import { type Part, readerOf, readFields } from "./PartReader.ts"
import { RecordingMode } from "./RecordingConsent.ts"

/** What a caller is told at the beginning: that they talk with a machine, and about the recording. */
export const Disclosure = Schema.Struct({
  machine: Schema.Boolean,
  recording: RecordingMode
})
export type Disclosure = typeof Disclosure.Type

/** Told unless an agent says otherwise. */
export const defaultDisclosure: Disclosure = { machine: true, recording: "announce" }

const boolean = readerOf((written) =>
  typeof written === "boolean" ? Result.succeed(written) : Result.fail("true or false")
)

const recording = readerOf((written): Result.Result<RecordingMode, string> =>
  written === "announce" || written === "ask"
    ? Result.succeed(written)
    // An `off` without quotes is `false` to YAML 1.1, which some backends read.
    : written === "off" || written === false
    ? Result.succeed("off")
    : Result.fail("off, announce or ask")
)

/** Reads it. Where it is wrong, what protects the caller most is meant. */
export const readDisclosure = (written: unknown, at: Path): Part<Disclosure> => {
  const { doubts, value } = readFields(written, at, { machine: boolean, recording })
  const unclear = !isRecord(written) || doubts.some(({ path }) => path.at(-1) !== "machine")
  return {
    value: {
      machine: value.machine ?? defaultDisclosure.machine,
      recording: value.recording ?? (unclear ? "ask" : defaultDisclosure.recording)
    },
    doubts
  }
}
