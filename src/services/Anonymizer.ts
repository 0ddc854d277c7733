import { Context, type Effect, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import type { AnonymizedTranscript, RawTranscript } from "../domain/Transcript.ts"

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

/** The only way from a raw transcript to one that can be stored. */
export class Anonymizer extends Context.Service<Anonymizer, {
  readonly anonymize: (
    raw: RawTranscript,
    context: AnonymizationContext
  ) => Effect.Effect<AnonymizedTranscript, AnonymizationError>
}>()("receptionist/services/Anonymizer") {}
