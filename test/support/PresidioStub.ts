import { Clock, Effect } from "effect"
import { HttpClient, HttpClientError, HttpClientResponse } from "effect/http"

/** What the stub finds: a word or an expression for each entity. */
type Vocabulary = Readonly<Record<string, RegExp>>

interface Finding {
  readonly entity_type: string
  readonly start: number
  readonly end: number
  readonly score: number
}

export interface Sent {
  readonly at: number
  readonly path: string
  readonly body: string
}

/** Instead of its answer: a response, nothing for ever, or a dropped connection. `undefined` is its own answer. */
export type Fault = Response | "hangs" | "drops" | undefined

export interface PresidioStub {
  readonly supported?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly vocabulary?: Vocabulary
  /** What happens to the n-th request for a path, counted from 1. */
  readonly fault?: (path: string, count: number) => Fault
}

const complete = ["PERSON", "LOCATION", "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "CA_SIN", "DATE_TIME"]

const defaultVocabulary: Vocabulary = {
  PERSON: /(?<!\p{L})(?:Marie Tremblay|Zoé|Bob|Ann)(?!\p{L})/gu,
  PHONE_NUMBER: /\b\d{3}-\d{3}-\d{4}\b/gu,
  POSTAL_CODE: /\b[A-Z]\d[A-Z] \d[A-Z]\d\b/gu
}

const points = (text: string) => [...text].length

const answerJson = (body: unknown, code = 200) => Response.json(body, { status: code })

/** Presidio's errors are the raw exception, and quote what was sent. */
const refuse = (code: number, message: string) => answerJson({ error: message }, code)

/** As Presidio reads a request: every key may be missing or wrong. */
interface Loose {
  readonly text?: unknown
  readonly language?: string
  readonly entities?: ReadonlyArray<string>
  readonly ad_hoc_recognizers?: ReadonlyArray<{ readonly supported_entity: string }>
  readonly analyzer_results?: ReadonlyArray<Finding>
}

/**
 * Presidio's two REST services with their quirks: offsets in code points, an empty text an error but an empty one among
 * others fine, entities that are not known left out in silence, unknown languages a 500, error texts that quote, and an
 * anonymizer that gives the raw text back where it was told of nothing.
 */
export const presidioStub = ({ fault, supported, vocabulary = defaultVocabulary }: PresidioStub = {}) => {
  const sent: Array<Sent> = []
  const known = supported ?? { en: complete, fr: complete }

  const analyze = ({ ad_hoc_recognizers = [], entities, language = "", text }: Loose) => {
    if (text === undefined || text === "" || (Array.isArray(text) && text.length === 0)) {
      return refuse(500, "No text provided")
    }
    const own = known[language]
    if (own === undefined) return refuse(500, "No matching recognizers were found to serve the request.")
    const able = new Set([...own, ...ad_hoc_recognizers.map((each) => each.supported_entity)])
    const asked = (entities ?? [...able]).filter((entity) => able.has(entity))
    const find = (one: string): ReadonlyArray<Finding> =>
      asked.flatMap((entity_type) =>
        [...one.matchAll(vocabulary[entity_type] ?? /(?!)/gu)].map(({ 0: value, index }) => {
          const start = points(one.slice(0, index))
          return { entity_type, start, end: start + points(value), score: 0.85, analysis_explanation: null }
        })
      )
    return answerJson(Array.isArray(text) ? text.map((one) => find(String(one))) : find(String(text)))
  }

  const anonymize = ({ analyzer_results, text }: Loose) => {
    if (analyzer_results === undefined) return refuse(422, "analyzer_results is missing")
    const characters = [...String(text ?? "")]
    const ordered = [...analyzer_results].sort((a, b) => a.start - b.start)
    const merged: Array<Finding> = []
    for (const next of ordered) {
      const last = merged.at(-1)
      const between = last === undefined ? "" : characters.slice(last.end, next.start).join("")
      if (last?.entity_type === next.entity_type && /^ *$/.test(between)) {
        merged[merged.length - 1] = { ...last, end: next.end }
      } else merged.push(next)
    }
    const items = merged.reverse().map(({ end, entity_type, start }) => {
      characters.splice(start, end - start, `<${entity_type}>`)
      return { start, end, entity_type, text: `<${entity_type}>`, operator: "replace" }
    })
    return answerJson({ text: characters.join(""), items })
  }

  const own = (path: string, url: URL, body: string) => {
    if (path === "/health") return new Response("Presidio is up")
    if (path === "/supportedentities") {
      const entities = known[url.searchParams.get("language") ?? "en"]
      return entities === undefined ? refuse(500, "No matching recognizers…") : answerJson(entities)
    }
    const loose: Loose = JSON.parse(body)
    return path === "/analyze" ? analyze(loose) : anonymize(loose)
  }

  const client = HttpClient.make(Effect.fnUntraced(function*(request, url) {
    const body = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : ""
    const path = url.pathname
    sent.push({ at: yield* Clock.currentTimeMillis, path, body })
    const wrong = fault?.(path, sent.filter((each) => each.path === path).length)
    if (wrong === "hangs") return yield* Effect.never
    if (wrong === "drops") {
      const cause = new TypeError(`fetch failed: ${body}`)
      return yield* new HttpClientError.HttpClientError({
        reason: new HttpClientError.TransportError({ request, cause })
      })
    }
    return HttpClientResponse.fromWeb(request, wrong ?? own(path, url, body))
  }))
  return { sent, client } as const
}
