import { Effect, Layer } from "effect"
import { embeddedEngine, findEmbedded, type Finder, layerFinding } from "../../anonymizer/Anonymizer.ts"
import { inThread } from "../../anonymizer/call/EngineThread.ts"
import { AnonymizationError } from "../../services/Anonymizer.ts"
import type { PresidioOptions } from "./Client.ts"
import { makePresidio } from "./Presidio.ts"

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
      const languages = context.agent.supportedLanguages.map((language) =>
        language === "FRENCH" ? "fr" as const : "en" as const
      )
      const spans = yield* Effect.catchTag(presidio.find(fields, languages), "PresidioUnavailable", unusable)
      const theirs = yield* inThread("entitiesOf", fields, spans)
      const ours = yield* rest(fields, { ...context, known: [...context.known ?? [], ...theirs] })
      return yield* inThread("union", fields, ours, theirs)
    }),
    rescan: rest,
    replace: (fields, replacements) =>
      Effect.forEach(fields, ({ text }, index) => presidio.replace(text, replacements[index] ?? []), { concurrency: 4 })
        .pipe(Effect.catchTag("PresidioUnavailable", unusable))
  }
  return finder
})

/** Presidio's two services, which have to be healthy and complete to start with. */
export const layer = (options: PresidioOptions) =>
  Layer.unwrap(Effect.map(presidioFinder(options, false), layerFinding))

/** The union of what the embedded rules and Presidio find. */
export const layerBeside = (options: PresidioOptions) =>
  Layer.unwrap(Effect.map(presidioFinder(options, true), layerFinding))
