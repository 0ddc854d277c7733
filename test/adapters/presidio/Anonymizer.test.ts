import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { HttpClient } from "effect/http"
import * as PresidioAnonymizer from "../../../src/adapters/presidio/Anonymizer.ts"
import { AgentConfig, Provisioning } from "../../../src/domain/AgentConfig.ts"
import { AgentId, CallId } from "../../../src/domain/Ids.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { RawTranscript, type TranscriptItem } from "../../../src/domain/Transcript.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { type PresidioStub, presidioStub } from "../../support/PresidioStub.ts"

const options = { analyzerUrl: new URL("http://analyzer"), anonymizerUrl: new URL("http://anonymizer") }

const layers = { presidio: PresidioAnonymizer.layer, both: PresidioAnonymizer.layerBeside }

const said = (role: "user" | "assistant", ...texts: ReadonlyArray<string>) =>
  texts.map((text, index): TranscriptItem => ({
    type: "message",
    id: `${role}_${index}`,
    role,
    content: [text],
    interrupted: false,
    createdAt: 1_764_000_000_000
  }))

const transcript = (items: ReadonlyArray<TranscriptItem>) =>
  new RawTranscript({
    version: 1,
    callId: CallId.make("call-1"),
    agentId: AgentId.make("agent-1"),
    language: "FRENCH",
    startedAt: "2026-11-20T15:00:00Z",
    durationSeconds: 60,
    items
  })

const agent = new AgentConfig({
  id: AgentId.make("agent-1"),
  name: "Garage Lafleur",
  supportedLanguages: ["FRENCH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: new Provisioning({})
})

const anonymized = Effect.fnUntraced(function*(
  which: keyof typeof layers,
  items: ReadonlyArray<TranscriptItem>,
  stub?: PresidioStub
) {
  const { client, sent } = presidioStub(stub)
  const layer = layers[which](options).pipe(Layer.provide(Layer.succeed(HttpClient.HttpClient, client)))
  const result = yield* Anonymizer.use(({ anonymize }) =>
    anonymize(transcript(items), { agent, callerNumber: PhoneNumber.make("+15145550147") })
  ).pipe(Effect.provide(layer), Effect.result)
  return { result, sent }
})

const textsOf = ({ result }: Effect.Success<ReturnType<typeof anonymized>>) =>
  result._tag === "Success" && "items" in result.success
    ? result.success.items.map((item) => item.type === "message" ? item.content.join() : item.type)
    : result

const call = [
  ...said(
    "user",
    "c'est Zoé, Zoé Lambert, au 438-555-0188",
    "le numéro d'avant c'était quatre trois huit, cinq cinq cinq, zéro un huit huit"
  ),
  ...said("assistant", "Merci Zoé, je note le 438 555 0188.")
]

it.effect("replaces what Presidio finds, in every form in which it comes again", () =>
  Effect.gen(function*() {
    const done = yield* anonymized("presidio", call)
    assert.deepStrictEqual(textsOf(done), [
      "c'est <PERSON_1>, <PERSON_1> Lambert, au <PHONE_1>",
      "le numéro d'avant c'était <PHONE_1>",
      "Merci <PERSON_1>, je note le <PHONE_1>."
    ])
    // Both services did their part: one language, three texts to write.
    const paths = done.sent.map(({ path }) => path)
    assert.strictEqual(paths.filter((path) => path === "/analyze").length, 1)
    assert.strictEqual(paths.filter((path) => path === "/anonymize").length, 3)
  }))

it.effect("replaces what either finds, where both are asked", () =>
  Effect.gen(function*() {
    // What only Presidio's own vocabulary knows, and what only the embedded rules read.
    const stub = { vocabulary: { PERSON: /zorglub/gu } }
    const items = said(
      "user",
      "demandez zorglub, mon NAS c'est cent trente, six cent quatre-vingt-douze, cinq cent quarante-quatre"
    )
    const done = yield* anonymized("both", items, stub)
    assert.deepStrictEqual(textsOf(done), ["demandez <PERSON_1>, mon NAS c'est <SIN_1>"])
    assert.deepStrictEqual(textsOf(yield* anonymized("presidio", items, stub)), [
      "demandez <PERSON_1>, mon NAS c'est cent trente, six cent quatre-vingt-douze, cinq cent quarante-quatre"
    ])
  }))

it.effect.each(["presidio", "both"] as const)(
  "withholds (%s) when the analyzer fails, and when the anonymizer does",
  (which) =>
    Effect.gen(function*() {
      for (const broken of ["/analyze", "/anonymize"]) {
        const { result } = yield* anonymized(which, call, {
          fault: (path) => path === broken ? new Response("Zoé Lambert", { status: 400 }) : undefined
        })
        assert.deepInclude(result._tag === "Failure" ? result.failure : result, {
          _tag: "AnonymizationError",
          reason: "presidio_unavailable"
        })
      }
    })
)

it.effect("does not start on a Presidio that is not complete", () =>
  Effect.gen(function*() {
    const { result } = yield* anonymized("both", call, { supported: { en: ["PERSON"], fr: ["PERSON"] } })
    assert.include(result._tag === "Failure" ? result.failure : result, { _tag: "PresidioIncomplete" })
  }))
