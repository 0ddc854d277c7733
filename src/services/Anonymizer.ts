import { Context, Effect, Layer, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { AnonymizedTranscript, type RawTranscript } from "../domain/Transcript.ts"

/** A transcript could not be anonymized. Holds no text of it. */
export class AnonymizationError extends Schema.TaggedError<AnonymizationError>()("AnonymizationError", {
  /** A code such as `not_available`, `timeout`, `residue`. */
  reason: Schema.String
}) {
  override get message() {
    return `the transcript could not be anonymized (${this.reason}) and is withheld`
  }
}

/** What is known about a call besides its text: private values to look for, and business words to keep. */
export interface AnonymizationContext {
  readonly agent: AgentConfig
  readonly callerNumber?: PhoneNumber
}

/**
 * The stub that is stored in place of a transcript that could not be anonymized: whose call it was, why there is no
 * text, and no items. With `Anonymizer`, the only maker of an `AnonymizedTranscript`: code outside this file takes the
 * brand from here, and never calls `AnonymizedTranscript.make` itself.
 *
 * @param reason a code such as `not_available`, never text of the transcript
 * @param engine the anonymizer that gave up, `none` where there was none
 */
export const withheld = (raw: RawTranscript, reason: string, engine: string): AnonymizedTranscript =>
  AnonymizedTranscript.make({
    version: raw.version,
    callId: raw.callId,
    agentId: raw.agentId,
    language: raw.language,
    startedAt: raw.startedAt,
    durationSeconds: raw.durationSeconds,
    anonymization: { status: "withheld", reason, engine, entities: {} }
  })

/** The only way from a raw transcript to one that can be stored. */
export class Anonymizer extends Context.Service<Anonymizer, {
  readonly anonymize: (
    raw: RawTranscript,
    context: AnonymizationContext
  ) => Effect.Effect<AnonymizedTranscript, AnonymizationError>
}>()("receptionist/services/Anonymizer") {
  /** Anonymizes nothing, and says so once: every transcript fails with `not_available`, so that its stub is stored. */
  static readonly layerWithhold = Layer.effect(
    Anonymizer,
    Effect.gen(function*() {
      yield* Effect.logWarning(
        "No anonymizer is available: every transcript is withheld, and a stub stored in its place"
      )
      return Anonymizer.of({
        anonymize: Effect.fn("Anonymizer.anonymize")(() =>
          Effect.fail(new AnonymizationError({ reason: "not_available" }))
        )
      })
    })
  )
}
