import { Clock, DateTime, Effect, Layer } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { AnonymizedTranscript, type RawTranscript } from "../domain/Transcript.ts"
import { type AnonymizationContext, AnonymizationError, Anonymizer, headerOf } from "../services/Anonymizer.ts"
import { anonymizations } from "../telemetry/Metrics.ts"
import { version } from "../Version.ts"
import type { FindContext } from "./call/Engine.ts"
import { inThread } from "./call/EngineThread.ts"
import type { Redacted } from "./call/Placeholders.ts"
import { ownTexts } from "./call/Preserve.ts"
import type { Anonymized, Refused } from "./call/Steps.ts"
import type { Entity, Field } from "./text/Entity.ts"

/** What a finder is told besides the texts. */
export interface FinderContext extends FindContext {
  /** Whose call it was. */
  readonly agent: AgentConfig
}

/** Finds what is private in the texts of one transcript. What it does not find is stored. */
export interface Finder {
  /** Name and version, as the stored transcript says it. */
  readonly engine: string
  readonly find: (
    fields: ReadonlyArray<Field>,
    context: FinderContext
  ) => Effect.Effect<ReadonlyArray<Entity>, AnonymizationError>
  /** What reads the result once more, where it is not the embedded engine: it has to find nothing. */
  readonly rescan?: Finder["find"]
  /** What writes the result, where it is not we: one text for each field. */
  readonly replace?: (
    fields: ReadonlyArray<Field>,
    replacements: Redacted["replacements"]
  ) => Effect.Effect<ReadonlyArray<string>, AnonymizationError>
}

/** The name under which the embedded layer signs. */
export const embeddedEngine = `embedded/${version}`

/** The embedded finder: rules, word lists and the tagger, in a thread of their own. */
export const findEmbedded: Finder["find"] = (fields, { agent: _, ...context }) => inThread("find", fields, context)

const accepted = <A extends object>(value: A | Refused) =>
  "reason" in value ? Effect.fail(new AnonymizationError({ reason: value.reason })) : Effect.succeed(value)

const contextOf = Effect.fnUntraced(function*({ agent, callerNumber }: AnonymizationContext) {
  const year = DateTime.getPartUtc(DateTime.makeUnsafe(yield* Clock.currentTimeMillis), "year")
  return { year, own: ownTexts(agent), ...callerNumber !== undefined && { callerNumber } }
})

type Anonymize = (
  raw: RawTranscript,
  context: AnonymizationContext
) => Effect.Effect<Anonymized, AnonymizationError>

const embedded: Anonymize = Effect.fnUntraced(function*(raw, context) {
  return yield* accepted(yield* inThread("anonymize", raw.items, yield* contextOf(context)))
})

const finding = ({ find, replace, rescan = findEmbedded }: Finder): Anonymize =>
  Effect.fnUntraced(function*(raw, { agent, ...rest }) {
    const fields = yield* accepted(yield* inThread("collect", raw.items))
    const context = { ...yield* contextOf({ agent, ...rest }), agent }
    const entities = yield* find(fields, context)
    const { counts, replacements, texts: own } = yield* inThread("redact", fields, entities)
    const texts = replace === undefined ? own : yield* replace(fields, replacements)
    // What came out is read once more, by the engine and by a plain search: nothing that was known may be left.
    const out = yield* inThread("outcome", fields, texts, entities)
    const left = yield* rescan(out.fields, { ...context, known: out.known, checking: true })
    return { counts, items: yield* accepted(yield* inThread("finish", raw.items, texts, entities, left)) }
  })

const anonymizeWith = (engine: string, anonymize: Anonymize) =>
  Effect.fnUntraced(
    function*(raw: RawTranscript, context: AnonymizationContext) {
      const { counts, items } = yield* anonymize(raw, context)
      return AnonymizedTranscript.make({
        ...headerOf(raw),
        anonymization: { status: "complete", engine, entities: counts },
        items
      })
    },
    // A defect may quote what it choked on: nothing of it is kept but that it was one.
    Effect.catchDefect(() => Effect.fail(new AnonymizationError({ reason: "defect" }))),
    Effect.tap(() => anonymizations({ outcome: "complete" })),
    Effect.tapError(({ reason }) => anonymizations({ outcome: reason }))
  )

const layerOf = (engine: string, how: Anonymize) =>
  Layer.sync(Anonymizer, () => {
    const anonymize = anonymizeWith(engine, how)
    return Anonymizer.of({ anonymize: Effect.fn("Anonymizer.anonymize")((raw, context) => anonymize(raw, context)) })
  })

/** Everything around a finder: what it finds is replaced, and what comes out is searched once more. */
export const layerFinding = (finder: Finder) => layerOf(finder.engine, finding(finder))

/** In this process, without a network. The default. */
export const layer = layerOf(embeddedEngine, embedded)
