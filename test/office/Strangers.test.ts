import { assert, describe, layer } from "@effect/vitest"
import { type Cause, Clock, Context, Effect, Fiber, FileSystem, Layer, Path, Queue, Redacted, Stream } from "effect"
import { HttpClient, type HttpClientError } from "effect/http"
import { SqlClient } from "effect/sql"
import { execFileSync } from "node:child_process"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as DiskConfigApi from "../../src/adapters/disk/ConfigApi.ts"
import { AgentId, CallId, MessageId } from "../../src/domain/Ids.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { Erasures } from "../../src/office/audit/Erasures.ts"
import { Calls } from "../../src/office/calls/Calls.ts"
import { Company } from "../../src/office/company/Company.ts"
import { Deliveries } from "../../src/office/deliveries/Deliveries.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeMessages } from "../../src/office/messages/OfficeMessages.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { Sessions } from "../../src/office/sessions/Sessions.ts"
import { ConfigApi } from "../../src/services/ConfigApi.ts"
import {
  ask,
  databases,
  keysOfAll,
  layerOffice,
  makeAgent,
  makeCompany,
  makeSomebody,
  officeUrl
} from "../support/Office.ts"

let phones = 4000
const nextPhone = () => `+1514555${++phones}`

const startedAt = "2026-11-01T15:00:00.000Z"

const messageOf = (agentId: string) => ({
  id: MessageId.make(newId()),
  agentId: AgentId.make(agentId),
  kind: "callback" as const,
  text: "Rappelez-moi",
  urgency: "normal" as const,
  callbackNumber: PhoneNumber.make("+15145550123"),
  language: "FRENCH" as const,
  takenAt: "2026-11-01T15:00:30Z",
  complete: true
})

const inDataDir = Effect.fnUntraced(function*(name: string) {
  const path = yield* Path.Path
  return path.join((yield* OfficeOptions).dataDir, name)
})
const write = Effect.fnUntraced(function*(name: string, content: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = yield* inDataDir(name)
  yield* fs.makeDirectory(path.dirname(file), { recursive: true })
  yield* fs.writeFileString(file, content)
}, Effect.orDie)
const isThere = Effect.fnUntraced(function*(name: string) {
  const fs = yield* FileSystem.FileSystem
  return yield* fs.exists(yield* inDataDir(name))
}, Effect.orDie)

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`Whom the office does not know, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("may guess no more often when they guess all at once", () =>
        Effect.gen(function*() {
          const { email } = yield* makeSomebody(yield* makeCompany("Guessed"), "manager")
          const tries = yield* Effect.forEach(
            Array.from({ length: 30 }),
            () => ask("POST", "/api/session", { body: { email, password: "wrong" } }),
            { concurrency: "unbounded" }
          )
          const statuses = tries.map(({ status }) => status)
          assert.lengthOf(statuses.filter((status) => status === 401), 10)
          assert.lengthOf(statuses.filter((status) => status === 429), 20)
        }))

      it.effect("do not go on hearing what happens when their session has ended, or their role is another", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Listening")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const somebody = yield* makeSomebody(companyId, "manager")
          const calls = yield* Calls
          const client = yield* HttpClient.HttpClient
          const origin = yield* officeUrl
          const response = yield* client.get(`${origin}/api/events`, {
            headers: { cookie: `receptionist=${somebody.token}` }
          })
          const heard = yield* Queue.unbounded<string, Cause.Done | HttpClientError.HttpClientError>()
          yield* response.stream.pipe(
            Stream.decodeText,
            Stream.splitLines,
            Stream.filter((line) => line.startsWith("data: ")),
            Stream.runIntoQueue(heard),
            Effect.forkChild
          )
          const change = (body: object) => ask("PATCH", `/api/people/${somebody.id}`, { as: manager, body })
          const call = (callerNumber: string) => calls.start(companyId, { agentId, startedAt, callerNumber }, newId())
          assert.include(yield* Queue.take(heard), "Ready")
          yield* call("+15145550701")
          assert.include(yield* Queue.take(heard), "+15145550701")
          yield* change({ role: "viewer" })
          yield* call("+15145550702")
          const masked = yield* Queue.take(heard)
          assert.notInclude(masked, "+15145550702")
          assert.include(masked, "0702")
          yield* change({ active: false })
          yield* call("+15145550703")
          assert.strictEqual((yield* Effect.exit(Queue.take(heard)))._tag, "Failure")
        }))

      it.effect("come in with no key that has left the environment", () =>
        Effect.gen(function*() {
          const answered = (key: string) =>
            Effect.map(ask("GET", "/api/agents/by-phone/x", { key }), ({ status }) => status)
          assert.strictEqual(yield* answered(keysOfAll.calls), 404)
          const options = yield* OfficeOptions
          const rotated = yield* Layer.build(
            Layer.fresh(Company.layer).pipe(
              Layer.provide(Layer.succeed(OfficeOptions, { ...options, workerKey: Redacted.make("another") }))
            )
          )
          yield* Effect.gen(function*() {
            const company = yield* Company
            assert.isTrue((yield* company.workerOf(Redacted.make("another"), "calls"))._tag === "Some")
            assert.isTrue((yield* company.workerOf(Redacted.make(keysOfAll.calls), "calls"))._tag === "None")
          }).pipe(Effect.provide(rotated))
        }).pipe(Effect.scoped))

      it.effect("are told that an address is somebody's, where they make another company with it", () =>
        Effect.gen(function*() {
          const { email } = yield* makeSomebody(yield* makeCompany("Taken"), "manager")
          const { token } = yield* (yield* Sessions).makeLink("first", yield* makeCompany("Second"))
          const use = (address: string) =>
            ask("POST", "/api/session/link", { body: { token, password: "correct horse battery", email: address } })
          assert.deepInclude((yield* use(email)).json as object, { _tag: "Conflict", code: "emailTaken" })
          assert.strictEqual((yield* use(`${newId()}@example.com`)).status, 200)
        }))

      it.effect("see nothing of who calls by something that is no number", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Named")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const as = yield* makeSomebody(companyId, "viewer")
          const seen = Effect.fnUntraced(function*(callerNumber: string) {
            const id = yield* (yield* Calls).start(companyId, { agentId, startedAt, callerNumber }, newId())
            return ((yield* ask("GET", `/api/calls/${id}`, { as })).json as { readonly callerNumber: string })
              .callerNumber
          })
          assert.strictEqual(yield* seen("sip:alice.tremblay@example.com"), "•••")
          assert.strictEqual(yield* seen("(514) 555-0123"), "+1514•••0123")
        }))

      it.effect("find no message by a number that they see masked; others do, however they write it", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Probing")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          yield* (yield* OfficeMessages).keep(companyId, undefined, messageOf(agentId))
          const manager = yield* makeSomebody(companyId, "manager")
          const viewer = yield* makeSomebody(companyId, "viewer")
          const found = (as: { readonly token: string }, q: string) =>
            Effect.map(
              ask("GET", `/api/messages?q=${encodeURIComponent(q)}`, { as }),
              ({ json }) => (json as { readonly messages: ReadonlyArray<unknown> }).messages.length
            )
          for (const q of ["(514) 555-0123", "+1 514 555 0123", "514.555", "0123"]) {
            assert.strictEqual(yield* found(manager, q), 1, q)
            assert.strictEqual(yield* found(viewer, q), 0, q)
          }
          assert.strictEqual(yield* found(viewer, "rappelez"), 1)
        }))
    })
  })

  describe.skipIf(skip)(`What ${name} cannot keep`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      const nul = "a\0b"
      const half = "cut \ud83d"

      it.effect("is kept as near to it as can be, where a worker tells it", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Odd")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const key = keysOfAll.calls
          const started = yield* ask("POST", "/api/calls", { key, body: { agentId, startedAt, callerNumber: nul } })
          assert.strictEqual(started.status, 201)
          const { id } = started.json as { readonly id: string }
          const body = {
            endedAt: "2026-11-01T15:01:00.000Z",
            durationSeconds: 60,
            endReason: half,
            metadata: {
              [nul]: [half],
              error: { tag: "X", message: half },
              usage: [{ inputTokens: "many" }, null, half]
            }
          }
          assert.strictEqual((yield* ask("PATCH", `/api/calls/${id}`, { key, body })).status, 200)
          const message = { ...messageOf(agentId), text: nul, callerName: half }
          assert.strictEqual((yield* ask("POST", `/api/calls/${id}/messages`, { key, body: message })).status, 200)
          const manager = yield* makeSomebody(companyId, "manager")
          assert.strictEqual((yield* ask("GET", `/api/calls/${id}`, { as: manager })).status, 200)
          const insights = yield* ask("GET", "/api/insights?from=2026-10-20&to=2026-11-20", { as: manager })
          assert.deepInclude(insights.json as object, { calls: 1 })
        }))

      it.effect("is refused as what it is, where somebody sends it", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Refused")
          const as = yield* makeSomebody(companyId, "manager")
          for (
            const path of [
              "/api/calls?q=%00",
              "/api/calls/csv?q=%00",
              "/api/calls?agentId=%00",
              "/api/calls/%00",
              "/api/messages?q=%00",
              "/api/messages/%00",
              "/api/agents/%00",
              "/api/deliveries/%00",
              "/api/insights?agentId=%00"
            ]
          ) {
            const { json, status } = yield* ask("GET", path, { as })
            assert.strictEqual(status, 400, path)
            assert.deepInclude(json as object, { _tag: "BadRequest" }, path)
          }
          assert.strictEqual((yield* ask("PATCH", "/api/company", { as, body: { name: nul } })).status, 400)
          assert.strictEqual((yield* ask("PATCH", "/api/session", { as, body: { name: nul } })).status, 400)
        }))

      it.effect("stands in the way of nothing else that a worker has left", () =>
        Effect.gen(function*() {
          const row = (id: string, error: string) =>
            write(
              `calls/${id}.json`,
              `{"startedAt":"+999999-01-01T00:00:00.000Z","endedAt":"${startedAt}","durationSeconds":60,"metadata":{"error":${error}}}`
            )
          yield* row("a-odd", "{\"message\":\"cut \\ud83d\"}")
          yield* row("b-deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`)
          yield* row("c-good", "null")
          yield* Layer.build(intake).pipe(Effect.scoped)
          const sql = yield* SqlClient.SqlClient
          const read = yield* sql<{ readonly call_id: string }>`SELECT call_id FROM calls
            WHERE call_id IN ('a-odd', 'c-good') AND ended_at IS NOT NULL ORDER BY 1`
          assert.deepStrictEqual(read.map(({ call_id }) => call_id), ["a-odd", "c-good"])
        }))

      it.effect("keeps no other transcript from being found", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Indexed")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const calls = yield* Calls
          const many = Array.from({ length: 260_000 }, (_, index) => `word${index}`).join(" ")
          for (const [said, at] of [["dentiste", startedAt], [many, "2026-11-02T15:00:00.000Z"]] as const) {
            const callId = newId()
            const path = `${agentId}/transcripts/2026/11/01/${callId}.json`
            yield* write(
              `blobs/${path}`,
              JSON.stringify({
                anonymization: { status: "complete" },
                items: [{
                  type: "message",
                  id: "1",
                  role: "user",
                  content: [said],
                  interrupted: false,
                  language: "FRENCH",
                  createdAt: 0
                }]
              })
            )
            const id = yield* calls.start(companyId, { agentId, startedAt: at }, callId)
            yield* calls.linkTranscript(companyId, id, { url: `file:///x/blobs/${path}` })
          }
          yield* calls.index
          yield* calls.index
          assert.lengthOf((yield* calls.list(companyId, { q: "dentiste" })).calls, 1)
        }))
    })
  })

  describe.skipIf(skip)(`Two who change one agent, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      interface Shown {
        readonly revision: number
        readonly published?: { readonly version: { readonly number: number }; readonly yaml: string }
        readonly draft?: { readonly yaml: string }
        readonly code?: string
      }
      const stage = Effect.fnUntraced(function*(company: string) {
        const companyId = yield* makeCompany(company)
        const { id, phone } = yield* makeAgent(companyId, nextPhone())
        const as = yield* makeSomebody(companyId, "manager")
        const asked = (method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object) =>
          Effect.map(
            ask(method, `/api/agents/${id}${path}`, { as, ...body !== undefined && { body } }),
            ({ json, status }) => ({ status, ...json as Shown })
          )
        return { asked, yaml: (name: string) => `name: ${name}\nphone: "${phone}"\n` }
      })

      it.effect("lose nothing of each other's, also where the other has published meanwhile", () =>
        Effect.gen(function*() {
          const { asked, yaml } = yield* stage("Lost")
          const opened = yield* asked("GET", "")
          const theirs = yield* asked("PUT", "/draft", { yaml: yaml("Theirs"), revision: opened.revision })
          assert.strictEqual((yield* asked("POST", "/publish", { revision: theirs.revision })).status, 200)
          const late = yield* asked("PUT", "/draft", { yaml: yaml("Ours"), revision: opened.revision })
          assert.deepInclude(late, { status: 409, code: "draftChanged" })
          const again = yield* asked("GET", "")
          const first = yield* asked("PUT", "/draft", { yaml: yaml("Ours"), revision: again.revision })
          yield* asked("PUT", "/draft", { yaml: yaml("Theirs again"), revision: first.revision })
          assert.strictEqual((yield* asked("DELETE", `/draft?revision=${first.revision}`)).status, 409)
          assert.include((yield* asked("GET", "")).draft?.yaml, "Theirs again")
        }))

      it.effect("publish it once, where they do so at the same time, and are told what has happened", () =>
        Effect.gen(function*() {
          const { asked, yaml } = yield* stage("Twice")
          const { revision } = yield* asked("GET", "")
          yield* asked("PUT", "/draft", { yaml: yaml("Both"), revision })
          const all = yield* Effect.forEach(Array.from({ length: 4 }), () => asked("POST", "/publish", {}), {
            concurrency: "unbounded"
          })
          assert.lengthOf(all.filter(({ status }) => status === 200), 1)
          for (const { code, status } of all) {
            if (status !== 200) assert.include(["draftChanged", "noDraft"], code)
          }
          assert.strictEqual((yield* asked("GET", "")).published?.version.number, 2)
        }))

      it.effect("publish what they have seen, and no draft that was saved in between", () =>
        Effect.gen(function*() {
          const { asked, yaml } = yield* stage("Between")
          for (let round = 0; round < 5; round++) {
            const { revision } = yield* asked("GET", "")
            const draft = yield* asked("PUT", "/draft", { yaml: yaml(`Seen ${round}`), revision })
            const [published, saved] = yield* Effect.all([
              asked("POST", "/publish", {}),
              asked("PUT", "/draft", { yaml: yaml(`Saved ${round}`), revision: draft.revision })
            ], { concurrency: "unbounded" })
            const now = yield* asked("GET", "")
            const kept = `${now.published?.yaml}${now.draft?.yaml}`
            if (saved.status === 200) assert.include(kept, `Saved ${round}`)
            if (published.status === 200) assert.isTrue(/Seen|Saved/.test(now.published?.yaml ?? ""))
            if (now.draft !== undefined) yield* asked("DELETE", `/draft?revision=${now.revision}`)
          }
        }))
    })
  })

  describe.skipIf(skip)(`A call whose worker died, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("does not go on for ever, nor is anything of it on its way", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Dead")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const as = yield* makeSomebody(companyId, "viewer")
          const calls = yield* Calls
          const now = yield* Clock.currentTimeMillis
          const shown = Effect.fnUntraced(function*(hours: number) {
            const at = new Date(now - hours * 3_600_000).toISOString()
            const id = yield* calls.start(companyId, { agentId, startedAt: at }, newId())
            return (yield* ask("GET", `/api/calls/${id}`, { as })).json as object
          })
          assert.deepInclude(yield* shown(1), { going: true, transcript: "pending", recording: "pending" })
          assert.deepInclude(yield* shown(30), { going: false, transcript: "none", recording: "none" })
          const live = (yield* ask("GET", "/api/calls/live", { as })).json as ReadonlyArray<unknown>
          assert.lengthOf(live, 1)
        }))
    })
  })

  describe.skipIf(skip)(`A caller who is erased while they call, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("leaves nothing of that call, whatever their worker still writes", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Erased")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const key = keysOfAll.calls
          const callId = newId()
          const recording = `${agentId}/recordings/2026/11/01/${callId}.ogg`
          const { json } = yield* ask("POST", "/api/calls", {
            key,
            // However a worker writes it.
            body: { agentId, startedAt, callerNumber: "514-555-0199" },
            headers: { "idempotency-key": callId }
          })
          const { id } = json as { readonly id: string }
          const receipt = yield* ask("POST", "/api/callers/erase", { as: manager, body: { phone: "+15145550199" } })
          assert.deepInclude(receipt.json as object, {
            erased: { calls: 1, messages: 0, recordings: 0, transcripts: 0 }
          })
          yield* write(`blobs/${recording}`, "OggS")
          yield* write(
            `calls/${callId}.json`,
            JSON.stringify({ agentId, callerNumber: "+15145550199", startedAt, endedAt: startedAt })
          )
          const told = yield* ask("POST", `/api/calls/${id}/recording`, {
            key,
            body: { url: `file:///data/blobs/${recording}` }
          })
          assert.strictEqual(told.status, 410)
          yield* Layer.build(intake).pipe(Effect.scoped)
          yield* (yield* Erasures).remove
          assert.isFalse(yield* isThere(`blobs/${recording}`))
          assert.isFalse(yield* isThere(`calls/${callId}.json`))
          // Another company's worker removes nothing by saying that it was erased.
          const other = yield* makeCompany("Else")
          const { id: theirs } = yield* makeAgent(other, nextPhone())
          const kept = `${theirs}/recordings/2026/11/01/${callId}.ogg`
          yield* write(`blobs/${kept}`, "OggS")
          yield* ask("POST", `/api/calls/${id}/recording`, { key, body: { url: `file:///data/blobs/${kept}` } })
          yield* (yield* Erasures).remove
          assert.isTrue(yield* isThere(`blobs/${kept}`))
        }))

      it.effect("leaves nothing of that call where their worker has no backend, and goes on with its row", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Erased beside")
          const { id } = yield* makeAgent(companyId, nextPhone())
          const agentId = AgentId.make(id)
          const manager = yield* makeSomebody(companyId, "manager")
          const { agentsDir, dataDir } = yield* OfficeOptions
          const rows = yield* Effect.map(
            Layer.build(DiskConfigApi.layer({ agentsDir, dataDir })),
            Context.get(ConfigApi)
          )
          const callId = CallId.make(newId())
          const phone = PhoneNumber.make("+15145550195")
          const start = { agentId, startedAt, callerNumber: phone, dialedNumber: phone, roomName: "r" }
          const row = yield* rows.createCall(callId, start)
          const read = Layer.build(intake).pipe(Effect.scoped)
          yield* read
          yield* ask("POST", "/api/callers/erase", { as: manager, body: { phone } })
          const file = `calls/${callId}.json`
          assert.isFalse(yield* isThere(file))
          const recording = `${agentId}/recordings/2026/11/01/${callId}.ogg`
          yield* write(`blobs/${recording}`, "OggS")
          yield* rows.linkRecording(row, { url: `file:///data/blobs/${recording}`, format: "ogg" }, "key")
          yield* read
          yield* (yield* Erasures).remove
          assert.isFalse(yield* isThere(`blobs/${recording}`))
          assert.isFalse(yield* isThere(file))
        }))

      it.effect("leaves no message of that call either, which was read in after it was erased", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Read in late")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const callId = newId()
          const start = {
            agentId,
            startedAt,
            callerNumber: "+15145550198",
            dialedNumber: "+15145550100",
            roomName: "r"
          }
          yield* ask("POST", "/api/calls", {
            key: keysOfAll.calls,
            body: start,
            headers: { "idempotency-key": callId }
          })
          const message = { ...messageOf(agentId), callbackNumber: PhoneNumber.make("+15145550198") }
          const file = `messages/${agentId}/2026/11/${message.id}.json`
          const keep = write(file, JSON.stringify({ version: 1, message, origin: { callId, start }, deliveries: {} }))
          yield* ask("POST", "/api/callers/erase", { as: manager, body: { phone: "+15145550198" } })
          yield* keep
          yield* Layer.build(intake).pipe(Effect.scoped)
          yield* (yield* Erasures).remove
          assert.isFalse(yield* isThere(file))
          const sql = yield* SqlClient.SqlClient
          assert.lengthOf(yield* sql`SELECT 1 FROM messages WHERE id = ${message.id}`, 0)
        }))

      it.effect("is not told to be gone while something of them is still to be removed", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Held up")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const callId = newId()
          const key = keysOfAll.calls
          const phone = "+15145550197"
          const { json } = yield* ask("POST", "/api/calls", {
            key,
            body: { agentId, startedAt, callerNumber: phone },
            headers: { "idempotency-key": callId }
          })
          const { id } = json as { readonly id: string }
          // A folder is nothing that the store removes.
          const recording = `${agentId}/recordings/2026/11/01/${callId}.ogg`
          yield* write(`blobs/${recording}/held`, "OggS")
          yield* ask("POST", `/api/calls/${id}/recording`, { key, body: { url: `file:///data/blobs/${recording}` } })
          const erase = Effect.map(
            ask("POST", "/api/callers/erase", { as: manager, body: { phone } }),
            ({ json }) => (json as { readonly left: ReadonlyArray<string> }).left
          )
          const eraseEverywhere = Effect.map(
            ask("POST", "/api/erasures", { key: keysOfAll.erasure, body: { phone } }),
            ({ json }) => (json as { readonly left: ReadonlyArray<string> }).left
          )
          for (const asked of [erase, erase, eraseEverywhere]) assert.deepStrictEqual(yield* asked, [recording])
          const fs = yield* FileSystem.FileSystem
          yield* fs.remove(yield* inDataDir(`blobs/${recording}`), { recursive: true })
          for (const asked of [eraseEverywhere, erase]) assert.deepStrictEqual(yield* asked, [])
        }))

      it.effect("takes nobody else's webhook with them while it is being sent", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Being sent")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const asked = yield* Queue.unbounded<ServerResponse>()
          const receiver = createServer((_, response) => Queue.offerUnsafe(asked, response))
          yield* Effect.acquireRelease(
            Effect.callback<void>((resume) => void receiver.listen(0, "127.0.0.1", () => resume(Effect.void))),
            () => Effect.sync(() => receiver.close())
          )
          const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
          const sql = yield* SqlClient.SqlClient
          yield* sql`INSERT INTO webhooks (id, company_id, url, secret, events)
            VALUES (${newId()}, ${companyId}, ${url}, ${`whsec_${"c2VjcmV0".repeat(4)}`}, '["message.created"]')`
          const messages = yield* OfficeMessages
          const theirs = { ...messageOf(agentId), callbackNumber: PhoneNumber.make("+15145550196") }
          yield* messages.keep(companyId, undefined, theirs)
          yield* messages.keep(companyId, undefined, messageOf(agentId))
          const sending = yield* Effect.forkChild((yield* Deliveries).send)
          const waiting = [yield* Queue.take(asked), yield* Queue.take(asked)]
          yield* ask("POST", "/api/callers/erase", { as: manager, body: { phone: "+15145550196" } })
          for (const response of waiting) response.end()
          yield* Fiber.join(sending)
          const left = yield* sql<{ readonly state: string }>`SELECT state FROM deliveries
            WHERE company_id = ${companyId}`
          assert.deepStrictEqual(left.map(({ state }) => state), ["delivered"])
        }))
    })
  })

  describe.skipIf(skip)(`A folder of agents that somebody else can write to, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("keeps no office from starting", () =>
        Effect.gen(function*() {
          const { agentsDir } = yield* OfficeOptions
          const fs = yield* FileSystem.FileSystem
          yield* fs.makeDirectory(`${agentsDir}/folder.yaml`, { recursive: true })
          execFileSync("/usr/bin/mkfifo", [`${agentsDir}/pipe.yaml`])
          yield* fs.symlink("/dev/zero", `${agentsDir}/endless.yaml`)
          yield* fs.writeFileString(`${agentsDir}/whole.yaml`, `name: Whole\nphone: "${nextPhone()}"\n`)
          yield* Layer.build(intake).pipe(Effect.scoped, Effect.timeout("20 seconds"))
          const sql = yield* SqlClient.SqlClient
          const read = yield* sql<{ readonly id: string }>`SELECT id FROM agents
            WHERE id IN ('folder', 'pipe', 'endless', 'whole')`
          assert.deepStrictEqual(read.map(({ id }) => id), ["whole"])
        }))
    })
  })

  describe.skipIf(skip)(`Who plays a recording, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("stands in the audit once for each time, whichever of its bytes they begin with", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Played")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const as = yield* makeSomebody(companyId, "manager")
          const callId = newId()
          const key = keysOfAll.calls
          const { json } = yield* ask("POST", "/api/calls", {
            key,
            body: { agentId, startedAt },
            headers: { "idempotency-key": callId }
          })
          const { id } = json as { readonly id: string }
          const recording = `${agentId}/recordings/2026/11/01/${callId}.ogg`
          yield* write(`blobs/${recording}`, "OggS of a call")
          yield* ask("POST", `/api/calls/${id}/recording`, { key, body: { url: `file:///data/blobs/${recording}` } })
          const played = Effect.map(
            ask("GET", `/api/audit?action=recording.played&subjectId=${id}`, { as }),
            ({ json }) => (json as { readonly entries: ReadonlyArray<unknown> }).entries.length
          )
          const play = (range: string) => ask("GET", `/api/calls/${id}/recording`, { as, headers: { range } })
          assert.strictEqual((yield* play("bytes=1-")).text, "ggS of a call")
          assert.strictEqual(yield* played, 1)
          // They seek.
          yield* play("bytes=5-")
          assert.strictEqual(yield* played, 1)
          yield* play("bytes=0-")
          assert.strictEqual(yield* played, 2)
        }))
    })
  })
}
