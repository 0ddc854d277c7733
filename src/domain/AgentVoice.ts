import { Predicate, Result, Schema } from "effect"
import type { Path } from "./AgentProblem.ts"
import { type Part, type Reader, readerOf, readFields } from "./PartReader.ts"

/** Who thinks: the realtime model, the cascade, or the first with the second behind it for when it fails. */
export const Pipeline = Schema.Literals(["realtime", "cascade", "realtime+cascade"])
export type Pipeline = typeof Pipeline.Type
const TurnDetection = Schema.Literals(["server", "semantic", "local"])

/** How an agent sounds and listens; what is absent is the operator's default. */
export const AgentVoice = Schema.Struct({
  pipeline: Schema.optionalKey(Pipeline),
  realtimeVoice: Schema.optionalKey(Schema.String),
  ttsVoice: Schema.optionalKey(Schema.String),
  /** 1 is the voice's own. */
  speed: Schema.optionalKey(Schema.Finite),
  /** Who tells that the caller has finished: the model by silence, the model by meaning, or the worker. */
  turnDetection: Schema.optionalKey(TurnDetection)
})
export type AgentVoice = typeof AgentVoice.Type

const oneOf = <A extends string>(literals: ReadonlyArray<A>): Reader<A> =>
  readerOf((written) =>
    Result.fromNullishOr(
      literals.find((literal) => literal === written),
      () => literals.join(", ").replace(/, ([^,]*)$/, " or $1")
    )
  )

// The models' voices change faster than this program, and some are an operator's own.
const voice = readerOf((written) =>
  Predicate.isString(written) && /^[\w.-]{1,64}$/.test(written)
    ? Result.succeed(written)
    : Result.fail({ expected: "the name of a voice", example: "alloy" })
)

const speed = readerOf((written) =>
  Predicate.isNumber(written) && written >= 0.25 && written <= 1.5
    ? Result.succeed(written)
    : Result.fail("a number from 0.25 to 1.5, where 1 is the voice's own speed")
)

export const readVoice = (written: unknown, at: Path): Part<AgentVoice> =>
  readFields(written, at, {
    pipeline: oneOf(Pipeline.literals),
    realtimeVoice: voice,
    ttsVoice: voice,
    speed,
    turnDetection: oneOf(TurnDetection.literals)
  })
