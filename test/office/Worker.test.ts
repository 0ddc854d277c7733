import { assert, describe, layer } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber, Layer, Redacted, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import * as Backend from "../../src/adapters/backend/ConfigApi.ts"
import * as DiskLineUsage from "../../src/adapters/disk/LineUsage.ts"
import { defaultLimits } from "../../src/domain/Admission.ts"
import type { CallMessage } from "../../src/domain/CallMessage.ts"
import type { CallEnd } from "../../src/domain/CallRecord.ts"
import { AgentId, CallId, MessageId } from "../../src/domain/Ids.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { Agents } from "../../src/office/agents/Agents.ts"
import { Erasures } from "../../src/office/audit/Erasures.ts"
import { Company } from "../../src/office/company/Company.ts"
import { OfficeMessages } from "../../src/office/messages/OfficeMessages.ts"
import { newId } from "../../src/office/Rows.ts"
import { CallPolicy } from "../../src/programs/CallPolicy.ts"
import { ConfigApi } from "../../src/services/ConfigApi.ts"
import { makeStage } from "../support/CallStage.ts"
import { measuredAlone, valuesOf } from "../support/Measured.ts"
import {
  ask,
  databases,
  keysOfAll,
  layerOffice,
  makeAgent,
  makeCompany,
  makeSomebody,
  OfficeFolder,
  officeUrl
} from "../support/Office.ts"

const phone = (last: number) => PhoneNumber.make(`+1514555${String(last).padStart(4, "0")}`)

const end: CallEnd = {
  endedAt: "2026-12-01T15:01:00.000Z",
  durationSeconds: 60,
  endReason: "agent_end",
  language: "FRENCH",
  metadata: {
    callId: "c",
    endedBy: "agent",
    usage: [{ provider: "azure-openai", model: "gpt-realtime", inputTokens: 10, outputTokens: 20 }]
  }
}

const messageOf = (agentId: string): CallMessage => ({
  id: MessageId.make(newId()),
  agentId: AgentId.make(agentId),
  kind: "callback",
  text: "Rappelez-moi",
  urgency: "normal",
  callbackNumber: phone(199),
  language: "FRENCH",
  takenAt: "2026-12-01T15:00:30Z",
  complete: true
})

/** The worker's own client, with this key. */
const withBackend = Effect.fnUntraced(
  function*<A, E>(key: string, use: (api: ConfigApi["Service"]) => Effect.Effect<A, E>, erasureKey?: string) {
    const baseUrl = new URL(yield* officeUrl)
    return yield* ConfigApi.use(use).pipe(
      Effect.provide(Backend.layer({
        baseUrl,
        apiKey: Redacted.make(key),
        maxRetries: 0,
        ...erasureKey !== undefined && { erasureKey: Redacted.make(erasureKey) }
      }))
    )
  }
)

const keyFor = Effect.fnUntraced(function*(companyId: Parameters<Company["Service"]["makeKey"]>[0]) {
  return (yield* Company.use((company) => company.makeKey(companyId, "worker"))).secret
})

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`The worker's routes on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("tell who answers a number, as it is published", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("One")
          const { id } = yield* makeAgent(companyId, phone(1), { more: "instructions: Be kind\n" })
          const key = keysOfAll.calls
          const before = yield* withBackend(key, (api) => api.agentByPhone(phone(1)))
          assert.strictEqual(before.name, "Clinique")
          assert.strictEqual(before.id, id)
          assert.strictEqual(before.instructions, "Be kind")

          const agents = yield* Agents
          const yaml = `name: Renamed\nphone: "${phone(1)}"\n`
          yield* agents.saveDraft(companyId, "test", id, { yaml })
          assert.strictEqual((yield* withBackend(key, (api) => api.agentByPhone(phone(1)))).name, "Clinique")
          yield* agents.publish(companyId, "test", id, {})
          assert.strictEqual((yield* withBackend(key, (api) => api.agentByPhone(phone(1)))).name, "Renamed")

          yield* agents.archive(companyId, id)
          const gone = yield* Effect.flip(withBackend(key, (api) => api.agentByPhone(phone(1))))
          assert.strictEqual(gone._tag, "UnknownNumber")
        }))

      it.effect("know no number that nobody has, and no key that is none", () =>
        Effect.gen(function*() {
          const key = keysOfAll.calls
          assert.strictEqual(
            (yield* Effect.flip(withBackend(key, (api) => api.agentByPhone(phone(2)))))._tag,
            "UnknownNumber"
          )
          const wrong = yield* Effect.flip(withBackend("no-key-of-ours", (api) => api.agentByPhone(phone(2))))
          assert.strictEqual(wrong._tag, "BackendUnauthorized")
        }))

      it.effect("take a call's whole life, each part once", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Two")
          const agent = yield* makeAgent(companyId, phone(3))
          const manager = yield* makeSomebody(companyId, "manager")
          const agentId = AgentId.make(agent.id)
          const callId = CallId.make(newId())
          const message = messageOf(agent.id)
          const start = {
            agentId,
            callerNumber: phone(123),
            dialedNumber: phone(3),
            roomName: "room",
            startedAt: "2026-12-01T15:00:00.000Z"
          }
          const url = (kind: string, extension: string) =>
            `file:///data/blobs/${agentId}/${kind}/2026/12/01/${callId}.${extension}`
          yield* withBackend(
            yield* keyFor(companyId),
            Effect.fnUntraced(function*(api) {
              const row = yield* api.createCall(callId, start)
              assert.strictEqual(yield* api.createCall(callId, start), row)
              yield* api.leaveMessage(row, message)
              yield* api.leaveMessage(row, message)
              yield* api.endCall(row, end)
              yield* api.endCall(row, end)
              const transcript = {
                url: url("transcripts", "json"),
                language: "FRENCH",
                messageCount: 2,
                anonymization: "complete"
              } as const
              yield* api.linkTranscript(row, transcript, `${callId}:transcript`)
              yield* api.linkTranscript(row, transcript, `${callId}:transcript`)
              yield* api.linkRecording(row, {
                url: url("recordings", "ogg"),
                format: "ogg",
                startedAt: "2026-12-01T15:00:02.500Z"
              }, `${callId}:recording`)
            })
          )
          const { json } = yield* ask("GET", "/api/calls", { as: manager })
          const { calls } = json as { readonly calls: ReadonlyArray<Record<string, unknown>> }
          assert.strictEqual(calls.length, 1)
          assert.deepInclude(calls[0], {
            agentName: "Clinique",
            callerNumber: "+15145550123",
            durationSeconds: 60,
            endReason: "agent_end",
            endedBy: "agent",
            transcript: "available",
            recording: "available",
            messages: 1,
            failed: false
          })
          const detail = (yield* ask("GET", `/api/calls/${calls[0]?.["id"]}`, { as: manager })).json
          assert.nestedPropertyVal(detail, "usage[0].outputTokens", 20)
          assert.nestedPropertyVal(detail, "recordingStartedAt", "2026-12-01T15:00:02.500Z")
          assert.nestedPropertyVal(detail, "left[0].callbackNumber", "+15145550199")
          const sql = yield* SqlClient.SqlClient
          const [kept] = yield* sql`SELECT transcript_path FROM calls WHERE company_id = ${companyId}`
          assert.strictEqual(kept?.["transcript_path"], `${agentId}/transcripts/2026/12/01/${callId}.json`)
        }))

      it.effect("let the worker of one company into no other", () =>
        Effect.gen(function*() {
          const one = yield* makeCompany("Three")
          const other = yield* makeCompany("Four")
          const agent = yield* makeAgent(one, phone(4))
          const [theirs, foreign] = [yield* keyFor(one), yield* keyFor(other)]
          const start = {
            agentId: AgentId.make(agent.id),
            dialedNumber: phone(4),
            roomName: "room",
            startedAt: "2026-12-01T15:00:00.000Z"
          }
          const row = yield* withBackend(theirs, (api) => api.createCall(CallId.make(newId()), start))
          assert.strictEqual(
            (yield* Effect.flip(withBackend(foreign, (api) => api.agentByPhone(phone(4)))))._tag,
            "UnknownNumber"
          )
          for (
            const [method, path, body] of [
              ["POST", "/api/calls", start],
              ["PATCH", `/api/calls/${row}`, end],
              ["POST", `/api/calls/${row}/transcription`, { url: "file:///x" }],
              ["POST", `/api/calls/${row}/recording`, { url: "file:///x" }],
              ["POST", `/api/calls/${row}/messages`, messageOf(agent.id)]
            ] as const
          ) {
            assert.strictEqual((yield* ask(method, path, { key: foreign, body })).status, 404, `${method} ${path}`)
          }
        }))

      it.effect("say whose an agent is: the agents of a company share its limits, and others have their own", () =>
        measuredAlone(Effect.gen(function*() {
          const one = yield* makeCompany("Seven")
          const other = yield* makeCompany("Eight")
          yield* makeAgent(one, phone(7))
          yield* makeAgent(one, phone(8))
          yield* makeAgent(other, phone(9))
          const key = keysOfAll.calls
          const limited = Layer.effect(
            CallPolicy,
            Effect.map(CallPolicy, (usual) => ({ ...usual, limits: { ...defaultLimits, companyCalls: 2 } }))
          )
          const counted = Layer.merge(
            limited,
            DiskLineUsage.layer({ root: `${yield* OfficeFolder}/usage`, longest: Duration.minutes(35) })
          )
          /** The line is busy, or what has answered: until the caller hangs up. */
          const call = Effect.fnUntraced(function*(number: PhoneNumber) {
            const agent = yield* withBackend(key, (api) => api.agentByPhone(number))
            const stage = yield* makeStage({ agent })
            const fiber = yield* Effect.forkChild(Effect.provide(stage.call, counted))
            const answered = stage.log.pipe(
              Effect.filterOrFail((log) => log.includes("start")),
              Effect.retry(Schedule.spaced("5 millis")),
              Effect.as("answered" as const)
            )
            return {
              outcome: yield* Effect.raceFirst(answered, Fiber.join(fiber)),
              row: stage.row,
              hangUp: Effect.andThen(stage.hangUp, Fiber.join(fiber))
            }
          })
          const [first, second] = [yield* call(phone(7)), yield* call(phone(8))]
          assert.deepStrictEqual([first.outcome, second.outcome], ["answered", "answered"])
          const third = yield* call(phone(8))
          assert.strictEqual(third.outcome, "refused")
          const { end: ended } = yield* third.row
          assert.deepInclude(ended, { endReason: "refused" })
          assert.deepInclude(ended?.metadata, { endedBy: "system", refused: "company_calls" })
          assert.deepStrictEqual(yield* valuesOf("refused_callers_total"), { company_calls: 1 })
          const neighbour = yield* call(phone(9))
          assert.strictEqual(neighbour.outcome, "answered")
          yield* first.hangUp
          const next = yield* call(phone(7))
          assert.strictEqual(next.outcome, "answered")
          for (const { hangUp } of [second, neighbour, next]) yield* hangUp
        })))

      it.effect("erase a caller for a key of that purpose, in its company, or in all", () =>
        Effect.gen(function*() {
          const one = yield* makeCompany("Five")
          const other = yield* makeCompany("Six")
          const caller = PhoneNumber.make("+15145550188")
          for (const [companyId, number] of [[one, phone(5)], [other, phone(6)]] as const) {
            const agent = yield* makeAgent(companyId, number)
            const key = yield* keyFor(companyId)
            yield* withBackend(key, (api) =>
              api.createCall(CallId.make(newId()), {
                agentId: AgentId.make(agent.id),
                callerNumber: caller,
                dialedNumber: number,
                roomName: "room",
                startedAt: "2026-12-01T15:00:00.000Z"
              }))
          }
          const sql = yield* SqlClient.SqlClient
          const left = Effect.map(
            sql<{ readonly company_id: string }>`SELECT company_id FROM calls WHERE caller_number = ${caller}`,
            (rows) => rows.map(({ company_id }) => company_id)
          )
          const eraseWith = (key: string, erasureKey?: string) =>
            withBackend(key, (api) => api.eraseCaller(caller), erasureKey)

          const usual = yield* keyFor(one)
          assert.strictEqual((yield* Effect.flip(eraseWith(usual)))._tag, "ErasureUnsupported")
          assert.lengthOf(yield* left, 2)
          const { secret: theirs } = yield* Company.use((company) => company.makeKey(one, "erasing", "erasure"))
          assert.isTrue(yield* eraseWith(usual, theirs))
          assert.deepStrictEqual(yield* left, [other])
          assert.isTrue(yield* eraseWith(usual, keysOfAll.erasure))
          assert.deepStrictEqual(yield* left, [])
          const [receipt] = yield* sql<{ readonly by_name: string }>`SELECT by_name FROM erasures
            WHERE company_id = ${other}`
          assert.strictEqual(receipt?.by_name, "BACKEND_ERASURE_KEY")
        }))

      it.effect("are told that a call was erased which they tell of after its caller was, and no other", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Away")
          const number = phone(11)
          const agent = yield* makeAgent(companyId, number)
          const key = yield* keyFor(companyId)
          const caller = PhoneNumber.make("+15145550187")
          const erasures = yield* Erasures
          yield* erasures.erase(companyId, "office", caller)
          const tell = (callerNumber: PhoneNumber, startedAt: string) =>
            withBackend(key, (api) =>
              api.createCall(CallId.make(newId()), {
                agentId: AgentId.make(agent.id),
                callerNumber,
                dialedNumber: number,
                roomName: "room",
                startedAt
              })).pipe(Effect.match({ onFailure: ({ _tag }) => _tag, onSuccess: () => "taken" as const }))
          const soon = new Date((yield* Clock.currentTimeMillis) + 60_000).toISOString()
          const before = "2026-11-20T15:00:00.000Z"
          assert.strictEqual(yield* tell(caller, before), "CallErased")
          assert.strictEqual(yield* tell(PhoneNumber.make("+15145550186"), before), "taken")
          // They call again.
          assert.strictEqual(yield* tell(caller, soon), "taken")
          const messages = yield* OfficeMessages
          const back = { ...messageOf(agent.id), callbackNumber: caller, takenAt: "2026-11-20T15:00:30Z" }
          assert.isFalse(yield* messages.keep(companyId, undefined, back))
          assert.isTrue(yield* messages.keep(companyId, undefined, messageOf(agent.id)))
          // By then no worker still owes anything.
          yield* erasures.expire((yield* Clock.currentTimeMillis) + 31 * 86_400_000)
          const sql = yield* SqlClient.SqlClient
          const known = yield* sql`SELECT 1 FROM erasures WHERE company_id = ${companyId} AND caller IS NOT NULL`
          assert.lengthOf(known, 0)
        }))

      it.effect("say what they cannot read, and quote nothing of it", () =>
        Effect.gen(function*() {
          const key = keysOfAll.calls
          const { json, status, text } = yield* ask("POST", "/api/calls", {
            key,
            body: { agentId: 5, startedAt: "2026-12-01T15:00:00.000Z", callerNumber: ["+15145550123"] }
          })
          assert.strictEqual(status, 400)
          assert.nestedPropertyVal(json, "_tag", "BadRequest")
          assert.include(text, "agentId")
          assert.notInclude(text, "5145550123")
        }))
    })
  })
}
