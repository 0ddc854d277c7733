import { Clock, Context, DateTime, Duration, Effect, Layer, Predicate, Schema } from "effect"
import type { FindContext } from "../anonymizer/Engine.ts"
import type { Entity, Field } from "../anonymizer/Entity.ts"
import type { Redacted } from "../anonymizer/Placeholders.ts"
import type { PresidioOptions } from "../anonymizer/presidio/Client.ts"
import { makePresidio } from "../anonymizer/presidio/Presidio.ts"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import { AnonymizedTranscript, type RawTranscript } from "../domain/Transcript.ts"
import { anonymizations } from "../telemetry/Metrics.ts"
import { version } from "../Version.ts"

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

/** Finds what is private in the texts of one transcript. What it does not find is stored. */
export interface Finder {
  /** Name and version, as the stored transcript says it. */
  readonly engine: string
  readonly find: (
    fields: ReadonlyArray<Field>,
    context: FindContext
  ) => Effect.Effect<ReadonlyArray<Entity>, AnonymizationError>
  /** What reads the result once more, where it is not the embedded rules: it has to find nothing. */
  readonly rescan?: Finder["find"]
  /** What writes the result, where it is not we: one text for each field. */
  readonly replace?: (
    fields: ReadonlyArray<Field>,
    replacements: Redacted["replacements"]
  ) => Effect.Effect<ReadonlyArray<string>, AnonymizationError>
}

const isTooMuchWork = Predicate.isTagged("TooMuchWork")

/** A whole transcript is withheld past these: UTF-16 units of one text, and of all of them. */
const longest = { field: 8192, transcript: 2_000_000 }
const patience = Duration.seconds(10)

const header = ({ agentId, callId, durationSeconds, language, startedAt, version }: RawTranscript) => ({
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
    ...header(raw),
    anonymization: { status: "withheld", reason, engine, entities: {} }
  })

const unless = (condition: boolean, reason: string) =>
  condition ? Effect.void : Effect.fail(new AnonymizationError({ reason }))

/** The name under which the embedded layer signs. */
export const embeddedEngine = `embedded/${version}`

// The rules and their words cost 30 MB: a process that anonymizes nothing does without them.
const rules = Effect.promise(() =>
  Promise.all([
    import("../anonymizer/Engine.ts"),
    import("../anonymizer/Fields.ts"),
    import("../anonymizer/Placeholders.ts"),
    import("../anonymizer/Residue.ts"),
    import("../anonymizer/Union.ts")
  ]).then(([engine, fields, placeholders, residue, union]) => ({
    ...engine,
    ...fields,
    ...placeholders,
    ...residue,
    ...union
  }))
)

/**
 * The embedded finder: rules and word lists, in this process. It gives way after every text, for calls are
 * being heard meanwhile.
 */
export const findEmbedded: Finder["find"] = Effect.fnUntraced(function*(fields, context) {
  const { searching } = yield* rules
  const steps = searching(fields, context)
  for (let step = steps.next();; step = steps.next()) {
    if (step.done === true) return step.value
    yield* Effect.yieldNow
  }
})

/**
 * Presidio as a finder, and as the one who replaces; alone, or with the embedded rules beside it. Alone, too, we look for
 * what it found wherever else it was said, in whatever form.
 */
const presidioFinder = Effect.fnUntraced(function*(options: PresidioOptions, beside: boolean) {
  const presidio = yield* makePresidio(options)
  // Why it failed is told by its own span and metric; the stub says whose failure it was.
  const unusable = () => Effect.fail(new AnonymizationError({ reason: "presidio_unavailable" }))
  const rest: Finder["find"] = (fields, context) => findEmbedded(fields, { ...context, onlyKnown: !beside })
  const finder: Finder = {
    engine: beside ? `${embeddedEngine}+presidio` : "presidio",
    find: Effect.fnUntraced(function*(fields, context) {
      const { entitiesOf, union } = yield* rules
      const spoken = context.agent?.supportedLanguages ?? ["FRENCH", "ENGLISH"]
      const languages = spoken.map((language) => language === "FRENCH" ? "fr" as const : "en" as const)
      const spans = yield* Effect.catchTag(presidio.find(fields, languages), "PresidioUnavailable", unusable)
      const theirs = entitiesOf(fields, spans)
      const ours = yield* rest(fields, { ...context, known: [...context.known ?? [], ...theirs] })
      return union(fields, ours, theirs)
    }),
    rescan: rest,
    replace: (fields, replacements) =>
      Effect.forEach(fields, ({ text }, index) => presidio.replace(text, replacements[index] ?? []), { concurrency: 4 })
        .pipe(Effect.catchTag("PresidioUnavailable", unusable))
  }
  return finder
})

const anonymizeWith = ({ engine, find, replace, rescan = findEmbedded }: Finder) =>
  Effect.fnUntraced(
    function*(raw: RawTranscript, { agent, callerNumber }: AnonymizationContext) {
      const { escaped, fieldsOf, holdsAny, redact, written } = yield* rules
      const collected = fieldsOf(raw.items)
      if (collected === undefined) return yield* new AnonymizationError({ reason: "unknown_item" })
      const fields = collected.fields.map((field) => ({ ...field, text: escaped(field.text) }))
      yield* unless(fields.every(({ text }) => text.length <= longest.field), "field_too_long")
      yield* unless(fields.reduce((sum, { text }) => sum + text.length, 0) <= longest.transcript, "too_long")

      const year = DateTime.getPartUtc(DateTime.makeUnsafe(yield* Clock.currentTimeMillis), "year")
      const context = { agent, year, ...callerNumber !== undefined && { callerNumber } }
      const entities = yield* find(fields, context)
      const { counts, replacements, texts: own } = redact(fields, entities)
      const texts = replace === undefined ? own : yield* replace(fields, replacements)

      // What came out is read once more, by the rules and by a plain search: nothing that was known may be left.
      const known = entities.filter(({ key }) => !key.startsWith("<"))
      const left = yield* rescan(written(fields, texts), { ...context, known })
      const residue = left.some(({ key, parts }) => parts.length > 0 && !key.startsWith("<"))
      const items = collected.rebuild(texts)
      const names = items.flatMap((item) => item.type === "message" ? [item.id] : [item.id, item.callId, item.name])
      yield* unless(!residue && !holdsAny([...texts, ...names], known), "residue")
      return AnonymizedTranscript.make({
        ...header(raw),
        anonymization: { status: "complete", engine, entities: counts },
        items
      })
    },
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () => Effect.fail(new AnonymizationError({ reason: "timeout" }))
    }),
    // A defect may quote what it choked on: nothing of it is kept but that it was one.
    Effect.catchDefect((defect) =>
      Effect.fail(new AnonymizationError({ reason: isTooMuchWork(defect) ? "too_intricate" : "defect" }))
    ),
    Effect.tap(() => anonymizations({ outcome: "complete" })),
    Effect.tapError(({ reason }) => anonymizations({ outcome: reason }))
  )

/** The only way from a raw transcript to one that can be stored. */
export class Anonymizer extends Context.Service<Anonymizer, {
  readonly anonymize: (
    raw: RawTranscript,
    context: AnonymizationContext
  ) => Effect.Effect<AnonymizedTranscript, AnonymizationError>
}>()("receptionist/services/Anonymizer") {
  /** Everything around a finder: what it finds is replaced, and what comes out is searched once more. */
  static readonly layerFinding = (finder: Finder) =>
    Layer.sync(Anonymizer, () => {
      const anonymize = anonymizeWith(finder)
      return Anonymizer.of({ anonymize: Effect.fn("Anonymizer.anonymize")((raw, context) => anonymize(raw, context)) })
    })

  /** In this process, without a model or a network. The default. */
  static readonly layerEmbedded = Anonymizer.layerFinding({ engine: embeddedEngine, find: findEmbedded })

  /** Presidio's two services, which have to be healthy and complete to start with. */
  static readonly layerPresidio = (options: PresidioOptions) =>
    Layer.unwrap(Effect.map(presidioFinder(options, false), Anonymizer.layerFinding))

  /** The union of what the embedded rules and Presidio find. */
  static readonly layerBoth = (options: PresidioOptions) =>
    Layer.unwrap(Effect.map(presidioFinder(options, true), Anonymizer.layerFinding))
}
