import { Clock, DateTime, Duration, Effect, Layer, Predicate } from "effect"
import { AnonymizedTranscript, type RawTranscript } from "../domain/Transcript.ts"
import { type AnonymizationContext, AnonymizationError, Anonymizer, headerOf } from "../services/Anonymizer.ts"
import { anonymizations } from "../telemetry/Metrics.ts"
import { version } from "../Version.ts"
import type { FindContext } from "./Engine.ts"
import type { Entity, Field } from "./Entity.ts"
import type { Redacted } from "./Placeholders.ts"

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

const unless = (condition: boolean, reason: string) =>
  condition ? Effect.void : Effect.fail(new AnonymizationError({ reason }))

/** The name under which the embedded layer signs. */
export const embeddedEngine = `embedded/${version}`

// The rules and their words cost 30 MB: a process that anonymizes nothing does without them.
export const rules = Effect.promise(() =>
  Promise.all([
    import("./Engine.ts"),
    import("./Fields.ts"),
    import("./Placeholders.ts"),
    import("./Residue.ts"),
    import("./Union.ts")
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
        ...headerOf(raw),
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

/** Everything around a finder: what it finds is replaced, and what comes out is searched once more. */
export const layerFinding = (finder: Finder) =>
  Layer.sync(Anonymizer, () => {
    const anonymize = anonymizeWith(finder)
    return Anonymizer.of({ anonymize: Effect.fn("Anonymizer.anonymize")((raw, context) => anonymize(raw, context)) })
  })

/** In this process, without a model or a network. The default. */
export const layer = layerFinding({ engine: embeddedEngine, find: findEmbedded })
