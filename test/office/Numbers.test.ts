import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { SqlClient } from "effect/sql"
import * as LiveKitPhoneLines from "../../src/adapters/livekit/PhoneLines.ts"
import * as Twilio from "../../src/adapters/twilio/Carrier.ts"
import { Agents } from "../../src/office/agents/Agents.ts"
import { ask, databases, keysOfAll, layerOffice, makeAgent, makeCompany, makeSomebody } from "../support/Office.ts"
import { sipServer, twilioServer } from "../support/PhoneServers.ts"

const numbers = Array.from({ length: 20 }, (_, index) => `+15145550${200 + index}`)

/** What stands at the other end of the office's adapters. */
class Outside extends Context.Service<Outside, {
  readonly livekit: Effect.Success<typeof sipServer>
  readonly twilio: Effect.Success<ReturnType<typeof twilioServer>>
}>()("receptionist/test/office/Numbers.test/Outside") {
  static readonly layer = Layer.effect(Outside, Effect.all({ livekit: sipServer, twilio: twilioServer(numbers) }))
}

const adapters = Layer.unwrap(Outside.use(({ livekit, twilio }) =>
  Effect.succeed(Layer.merge(
    LiveKitPhoneLines.layer(livekit.options),
    Layer.provide(Twilio.layer(twilio.options), FetchHttpClient.layer)
  ))
)).pipe(Layer.provideMerge(Outside.layer))

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`Numbers on ${name}`, () => {
    layer(layerOffice(database, { lines: adapters }), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      let next = 0
      const stage = Effect.gen(function*() {
        const phone = numbers[next++] ?? ""
        const companyId = yield* makeCompany(phone)
        const agent = yield* makeAgent(companyId, phone)
        const as = yield* makeSomebody(companyId, "manager")
        const { livekit, twilio } = yield* Outside
        yield* Effect.addFinalizer(() =>
          Effect.sync(() => {
            livekit.failing.clear()
            twilio.failing.clear()
          })
        )
        const line = `/api/agents/${agent.id}/provision-phone`
        return {
          agent,
          companyId,
          livekit,
          phone,
          twilio,
          connect: ask("POST", line, { as }),
          disconnect: ask("DELETE", line, { as }),
          listed: Effect.map(ask("GET", "/api/numbers", { as }), ({ json }) => (json as ReadonlyArray<unknown>)[0]),
          trunk: () => [...livekit.trunks.values()].find((trunk) => trunk.numbers.includes(phone)),
          carried: () => [...twilio.owned.values()].find((one) => one.number === phone)?.trunk
        }
      })

      it.effect("are connected from the carrier to the worker, which is told so, and disconnected again", () =>
        Effect.gen(function*() {
          const { carried, connect, disconnect, listed, livekit, phone, trunk, twilio } = yield* stage
          const rules = livekit.rules.size
          const { json, status } = yield* connect
          assert.strictEqual(status, 200)
          assert.deepInclude(json, {
            status: "provisioned",
            trunkId: trunk()?.sipTrunkId,
            carrierNumberId: "PN0",
            carrierTrunkId: twilio.options.trunkSid
          })
          assert.strictEqual(carried(), twilio.options.trunkSid)
          assert.strictEqual(livekit.rules.size, rules + 1)
          const secret = keysOfAll.calls
          const { json: row } = yield* ask("GET", `/api/agents/by-phone/${encodeURIComponent(phone)}`, { key: secret })
          assert.deepInclude((row as { readonly agent: object }).agent, {
            phoneProvisioningStatus: "PROVISIONED",
            twilioPhoneNumberSid: "PN0",
            twilioTrunkSid: twilio.options.trunkSid,
            livekitInboundTrunkId: trunk()?.sipTrunkId
          })
          assert.strictEqual((yield* connect).status, 409)

          assert.deepInclude((yield* disconnect).json, { status: "manual" })
          assert.notProperty(yield* listed, "trunkId")
          assert.isUndefined(trunk())
          assert.strictEqual(carried(), "")
          assert.strictEqual(livekit.rules.size, rules)
        }).pipe(Effect.scoped))

      for (const step of ["CreateSIPInboundTrunk", "CreateSIPDispatchRule", "find", "attach"] as const) {
        it.effect(`leave nothing behind where ${step} fails, say why, and can be connected later`, () =>
          Effect.gen(function*() {
            const { carried, connect, listed, livekit, trunk, twilio } = yield* stage
            const rules = livekit.rules.size
            if (step === "find" || step === "attach") twilio.failing.set(step, 500)
            else livekit.failing.set(step, 500)
            const { status, text } = yield* connect
            assert.strictEqual(status, 503)
            assert.notMatch(text, /\+1\d/)
            const failed = yield* listed
            assert.deepInclude(failed, { status: "failed" })
            assert.property(failed, "problem")
            assert.nestedPropertyVal(
              failed,
              "reason.kind",
              step === "find" || step === "attach" ? "carrierRefused" : "livekitRefused"
            )
            assert.notProperty(failed, "trunkId")
            assert.isUndefined(trunk())
            assert.strictEqual(livekit.rules.size, rules)
            assert.strictEqual(carried(), "")
            livekit.failing.clear()
            twilio.failing.clear()
            assert.deepInclude((yield* connect).json, { status: "provisioned" })
            assert.doesNotHaveAnyKeys(yield* listed, ["problem", "reason"])
          }).pipe(Effect.scoped))
      }

      it.effect("say what could not be taken back, and take it back the next time", () =>
        Effect.gen(function*() {
          const { connect, disconnect, listed, livekit, trunk, twilio } = yield* stage
          twilio.failing.set("attach", 500)
          livekit.failing.set("DeleteSIPTrunk", 503)
          assert.include((yield* connect).text, "could not be taken back")
          assert.deepInclude(yield* listed, { status: "failed", trunkId: trunk()?.sipTrunkId })
          livekit.failing.clear()
          assert.deepInclude((yield* disconnect).json, { status: "manual" })
          assert.isUndefined(trunk())
        }).pipe(Effect.scoped))

      it.effect("of an office that died over it are taken again", () =>
        Effect.gen(function*() {
          const { agent, connect, livekit, phone, trunk } = yield* stage
          const sql = yield* SqlClient.SqlClient
          // It had made the trunk, and nobody knows of it.
          livekit.trunks.set("ST_orphan", { sipTrunkId: "ST_orphan", name: "receptionist", numbers: [phone] })
          yield* sql`UPDATE agents SET number_status = 'provisioning', number_at = now() WHERE id = ${agent.id}`
          assert.strictEqual((yield* connect).status, 409)
          yield* sql`UPDATE agents SET number_at = now() - interval '3 minutes' WHERE id = ${agent.id}`
          assert.deepInclude((yield* connect).json, { status: "provisioned", trunkId: "ST_orphan" })
          assert.strictEqual(trunk()?.sipTrunkId, "ST_orphan")
        }).pipe(Effect.scoped))

      it.effect("are let go of where their agent was archived, and another agent gets them", () =>
        Effect.gen(function*() {
          const { agent, companyId, connect, disconnect, listed, phone, trunk } = yield* stage
          yield* connect
          const agents = yield* Agents
          yield* agents.archive(companyId, agent.id)
          // It still leads here, and can be taken away here.
          assert.deepInclude(yield* listed, { agentId: agent.id, status: "provisioned" })
          const first = trunk()?.sipTrunkId
          const next = yield* makeAgent(companyId, phone)
          const as = yield* makeSomebody(companyId, "manager")
          const { json } = yield* ask("POST", `/api/agents/${next.id}/provision-phone`, { as })
          assert.deepInclude(json as object, { status: "provisioned" })
          assert.notStrictEqual(trunk()?.sipTrunkId, first)
          assert.deepInclude(yield* listed, { agentId: next.id })
          assert.strictEqual((yield* disconnect).status, 200)
          assert.notStrictEqual(trunk(), undefined)
        }))

      it.effect("are not released while they are connected, nor taken for connected where they were changed meanwhile", () =>
        Effect.gen(function*() {
          const { agent, companyId, connect, disconnect, listed, livekit } = yield* stage
          const sql = yield* SqlClient.SqlClient
          const other = numbers[next++] ?? ""
          const agents = yield* Agents
          yield* sql`UPDATE agents SET number_status = 'provisioning', number_at = now() WHERE id = ${agent.id}`
          assert.strictEqual((yield* disconnect).status, 409)
          yield* sql`UPDATE agents SET number_status = 'manual' WHERE id = ${agent.id}`
          const { revision } = yield* agents.one(companyId, agent.id)
          yield* agents.saveDraft(companyId, "test", agent.id, {
            yaml: `name: Clinique\nphone: "${other}"\n`,
            revision
          })
          yield* Effect.all([connect, agents.publish(companyId, "test", agent.id, {})], { concurrency: "unbounded" })
          const number = yield* listed
          assert.deepInclude(number, { phone: other })
          // Whoever came first: it is connected where it is said to be.
          const laid = [...livekit.trunks.values()].some((trunk) => trunk.numbers.includes(other))
          assert.strictEqual((number as { readonly status: string }).status === "provisioned", laid)
        }))

      it.effect("that were changed are connected anew, and the old one is let go of", () =>
        Effect.gen(function*() {
          const { agent, carried, companyId, connect, listed, livekit, trunk, twilio } = yield* stage
          yield* connect
          const another = numbers[next++] ?? ""
          yield* Agents.use(Effect.fnUntraced(function*(agents) {
            yield* agents.saveDraft(companyId, "test", agent.id, { yaml: `name: Clinique\nphone: "${another}"\n` })
            yield* agents.publish(companyId, "test", agent.id, {})
          }))
          assert.deepInclude(yield* listed, { status: "failed", phone: another })
          yield* connect
          assert.deepInclude(yield* listed, { status: "provisioned", phone: another })
          assert.isUndefined(trunk())
          assert.strictEqual(carried(), "")
          assert.isTrue([...livekit.trunks.values()].some((one) => one.numbers.includes(another)))
          assert.isTrue([...twilio.owned.values()].some((one) => one.number === another && one.trunk !== ""))
        }).pipe(Effect.scoped))
    })
  })
}
