import { Effect, Schema } from "effect"
import type { Replacement } from "../../anonymizer/call/Placeholders.ts"
import type { EntityType, Field, FieldSpan } from "../../anonymizer/text/Entity.ts"
import { makeClient, type PresidioOptions, PresidioUnavailable } from "./Client.ts"
import { codePoints } from "./CodePoints.ts"
import { adHocRecognizers, ourType, type PresidioLanguage, presidioLanguages, required } from "./Recognizers.ts"

/** Presidio answers, but does not know what we need it to: it would leave it out in silence. */
export class PresidioIncomplete extends Schema.TaggedError<PresidioIncomplete>()("PresidioIncomplete", {
  language: Schema.Literals(presidioLanguages),
  missing: Schema.Array(Schema.String)
}) {
  override get message() {
    return `Presidio's analyzer does not find ${
      this.missing.join(", ")
    } in ${this.language}: add the recognizers to its `
      + "registry, for both languages"
  }
}

/** No more in one request, so that one stays well inside its time. */
const batch = { texts: 100, units: 20_000 }

const entities = [...ourType.keys()]

const hasSign = /[\p{L}\p{N}]/u

interface Numbered {
  readonly field: number
  readonly text: string
}

const inBatches = (texts: ReadonlyArray<Numbered>) => {
  const batches: Array<Array<Numbered>> = []
  let units = Infinity
  for (const each of texts) {
    const open = batches.at(-1)
    if (open === undefined || open.length >= batch.texts || units + each.text.length > batch.units) {
      batches.push([each])
      units = each.text.length
    } else {
      open.push(each)
      units += each.text.length
    }
  }
  return batches
}

const unexpected = (service: "analyzer" | "anonymizer", operation: string) =>
  new PresidioUnavailable({ service, operation, detail: "unexpected answer", retryable: false })

/** Where findings overlap, one that covers them all, of the type that scored best: two languages may find the same. */
const merged = (found: ReadonlyArray<FieldSpan & { readonly score: number }>): ReadonlyArray<FieldSpan> => {
  const spans: Array<FieldSpan & { readonly score: number }> = []
  for (const next of [...found].sort((a, b) => a.field - b.field || a.start - b.start || b.end - a.end)) {
    const last = spans.at(-1)
    if (last === undefined || last.field !== next.field || last.end <= next.start) {
      spans.push(next)
      continue
    }
    const best = next.score > last.score ? next : last
    spans[spans.length - 1] = { ...best, start: last.start, end: Math.max(last.end, next.end) }
  }
  return spans.map(({ end, field, start, type }) => ({ field, start, end, type }))
}

/** The anonymizer makes one of two neighbours with the same name and nothing but spaces between them; so do we. */
const joined = (text: string, replacements: ReadonlyArray<Replacement>) => {
  const out: Array<Replacement> = []
  for (const next of replacements) {
    const last = out.at(-1)
    if (last?.by === next.by && /^ *$/.test(text.slice(last.end, next.start))) {
      out[out.length - 1] = { ...last, end: next.end }
    } else out.push(next)
  }
  return out
}

const replaceHere = (text: string, replacements: ReadonlyArray<Replacement>) => {
  let read = 0
  let out = ""
  for (const { by, end, start } of replacements) {
    out += text.slice(read, start) + by
    read = end
  }
  return out + text.slice(read)
}

/**
 * Presidio's two services, once both are healthy and the analyzer knows what we require in both languages.
 */
export const makePresidio = Effect.fn("Presidio.make")(function*(options: PresidioOptions) {
  const client = yield* makeClient(options)
  yield* Effect.all([client.health("analyzer"), client.health("anonymizer")], { concurrency: 2 })
  for (const language of presidioLanguages) {
    const supported = new Set(yield* client.supportedEntities(language))
    const missing = Object.keys(required).filter((entity) => !supported.has(entity))
    if (missing.length > 0) return yield* new PresidioIncomplete({ language, missing })
  }

  const findIn = Effect.fnUntraced(function*(texts: ReadonlyArray<Numbered>, language: PresidioLanguage) {
    const answer = yield* client.analyze({
      texts: texts.map(({ text }) => text),
      language,
      entities,
      recognizers: adHocRecognizers.filter(({ supported_language }) => supported_language === language)
    })
    const found: Array<FieldSpan & { readonly score: number }> = []
    for (const [index, { field, text }] of texts.entries()) {
      const points = codePoints(text)
      for (const finding of answer[index] ?? []) {
        const type: EntityType | undefined = ourType.get(finding.entity_type)
        const start = points.toUtf16(finding.start)
        const end = points.toUtf16(finding.end)
        if (type === undefined || start === undefined || end === undefined || start >= end) {
          return yield* unexpected("analyzer", "/analyze")
        }
        found.push({ field, start, end, type, score: finding.score })
      }
    }
    return found
  })

  return {
    /** What Presidio finds in `fields`, in order and without overlaps: once in each of `languages`, and the union. */
    find: Effect.fn("Presidio.find")(
      function*(fields: ReadonlyArray<Pick<Field, "text">>, languages: ReadonlyArray<PresidioLanguage>) {
        const texts = fields.flatMap(({ text }, field) => hasSign.test(text) ? [{ field, text }] : [])
        const batches = languages.flatMap((language) => inBatches(texts).map((some) => ({ some, language })))
        const found = yield* Effect.forEach(batches, ({ language, some }) => findIn(some, language), { concurrency: 2 })
        return merged(found.flat())
      }
    ),

    /**
     * `text` with each of `wanted` (in order, without overlaps) done by Presidio's anonymizer. An answer that is not
     * to the letter what they say is a failure: asked for nothing, or misread, the service gives the raw text back.
     */
    replace: Effect.fn("Presidio.replace")(function*(text: string, wanted: ReadonlyArray<Replacement>) {
      if (wanted.length === 0) return text
      const replacements = joined(text, wanted)
      const points = codePoints(text)
      const findings = replacements.map(({ by, end, start }) => ({
        // It puts the brackets around an entity's type itself.
        entity_type: by.slice(1, -1),
        start: points.fromUtf16(start) ?? -1,
        end: points.fromUtf16(end) ?? -1,
        score: 1
      }))
      const expected = replaceHere(text, replacements)
      if (findings.some(({ end, start }) => start < 0 || end <= start)) return expected
      const answer = yield* client.anonymize(text, findings)
      if (answer !== expected) return yield* unexpected("anonymizer", "/anonymize")
      return answer
    })
  }
})
