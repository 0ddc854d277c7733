import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { AgentConfig, Provisioning } from "../../src/domain/AgentConfig.ts"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import { RawTranscript } from "../../src/domain/Transcript.ts"
import { Anonymizer, withheld } from "../../src/services/Anonymizer.ts"

const raw = RawTranscript.make({
  version: 1,
  callId: CallId.make("call_1"),
  agentId: AgentId.make("clinic"),
  language: "FRENCH",
  startedAt: "2026-11-22T10:00:00.000Z",
  durationSeconds: 12,
  items: [{
    type: "message",
    id: "item_1",
    role: "user",
    content: ["Je m'appelle Canari Secret"],
    interrupted: false,
    createdAt: 1
  }]
})

const agent = AgentConfig.make({
  id: AgentId.make("clinic"),
  name: "Clinique",
  supportedLanguages: ["FRENCH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: Provisioning.make({})
})

describe("Anonymizer", () => {
  it.effect("withholds every transcript, and says so once", () =>
    Effect.gen(function*() {
      const said: Array<string> = []
      const logger = Logger.make(({ message }) => void said.push(String(message)))
      const errors = yield* Anonymizer.use((anonymizer) =>
        Effect.all([
          Effect.flip(anonymizer.anonymize(raw, { agent })),
          Effect.flip(anonymizer.anonymize(raw, { agent }))
        ])
      ).pipe(Effect.provide(Anonymizer.layerWithhold.pipe(Layer.provide(Logger.layer([logger])))))
      assert.deepStrictEqual(errors.map((error) => error.reason), ["not_available", "not_available"])
      assert.strictEqual(said.length, 1)
      assert.include(said[0], "withheld")
    }))

  it("makes a stub that holds nothing of what was said", () => {
    const stub = withheld(raw, "timeout", "embedded")
    assert.deepStrictEqual(stub.anonymization, {
      status: "withheld",
      reason: "timeout",
      engine: "embedded",
      entities: {}
    })
    assert.strictEqual(stub.callId, raw.callId)
    assert.notProperty(stub, "items")
    assert.notInclude(JSON.stringify(stub), "Canari")
  })
})
