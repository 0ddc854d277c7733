import { Context, type Effect, Schema } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { AnonymizedTranscript, type RawTranscript } from "../domain/Transcript.ts"

/** A transcript could not be anonymized. Holds no text of it. */
export class AnonymizationError extends Schema.TaggedError<AnonymizationError>()("AnonymizationError", {
  /** A code: `timeout`, `residue`, `unknown_item`, `field_too_long`, `too_long`, `too_intricate`, `defect`, or one of a live layer. */
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

/** What a transcript says of its call. */
export const headerOf = ({ agentId, callId, durationSeconds, language, startedAt, version }: RawTranscript) => ({
  version,
  callId,
  agentId,
  language,
  startedAt,
  durationSeconds
})

/**
 * The stub that is stored in place of a transcript that could not be anonymized: whose call it was, why there is no
 * text, and no items. With `Anonymizer`, the only maker of an `AnonymizedTranscript`: code outside this file takes the
 * brand from here, and never calls `AnonymizedTranscript.make` itself.
 *
 * @param reason a code such as `timeout`, never text of the transcript
 * @param engine the anonymizer that gave up, `none` where there was none
 */
export const withheld = (raw: RawTranscript, reason: string, engine: string): AnonymizedTranscript =>
  AnonymizedTranscript.make({
    ...headerOf(raw),
    anonymization: { status: "withheld", reason, engine, entities: {} }
  })

/** The only way from a raw transcript to one that can be stored. */
export class Anonymizer extends Context.Service<Anonymizer, {
  readonly anonymize: (
    raw: RawTranscript,
    context: AnonymizationContext
  ) => Effect.Effect<AnonymizedTranscript, AnonymizationError>
}>()("receptionist/services/Anonymizer") {}
