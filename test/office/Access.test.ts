import { assert, describe, layer } from "@effect/vitest"
import { Effect, FileSystem, Path } from "effect"
import { request } from "node:http"
import { ErasureKey, ManagersOnly, SignedIn, WorkerKey } from "../../src/api/Authorization.ts"
import { AgentId, type CompanyId, MessageId } from "../../src/domain/Ids.ts"
import { Calls } from "../../src/office/calls/Calls.ts"
import { Company } from "../../src/office/company/Company.ts"
import { CompanyWebhooks } from "../../src/office/deliveries/CompanyWebhooks.ts"
import { Deliveries } from "../../src/office/deliveries/Deliveries.ts"
import { OfficeMessages } from "../../src/office/messages/OfficeMessages.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { ask, databases, layerOffice, makeAgent, makeCompany, makeSomebody, officeUrl } from "../support/Office.ts"
import { type OfficeRoute as Route, officeRoutes as routes } from "../support/OfficeRoutes.ts"
import { toneOgg } from "../support/Tone.ts"

const yaml = "name: X\nphone: \"+15145559999\"\n"

/** A body that each route reads: what is refused is refused for who asks. */
const bodies: Readonly<Record<string, unknown>> = {
  "session.signIn": { email: "a@example.com", password: "x" },
  "session.lookAtLink": { token: "x" },
  "session.useLink": { token: "x", password: "correct horse battery" },
  "session.changeMe": {},
  "session.changePassword": { current: "x", next: "correct horse battery" },
  "messages.change": { done: true },
  "messages.note": { text: "x" },
  "agents.create": { yaml },
  "agents.preview": { yaml },
  "agents.edit": { yaml, changes: [] },
  "agents.saveDraft": { yaml },
  "agents.publish": {},
  "deliveries.addWebhook": { url: "https://hooks.example.com/x", events: ["call.ready"] },
  "deliveries.changeWebhook": { active: false },
  "company.changeSettings": {},
  "company.invite": { email: "b@example.com", name: "B", role: "viewer" },
  "company.changePerson": { active: false },
  "company.makeKey": { name: "x" },
  "audit.lookForCaller": { phone: "+15145550123" },
  "audit.eraseCaller": { phone: "+15145550123" },
  "erasure.eraseEverywhere": { phone: "+15145550123" },
  "worker.createCall": { agentId: "x", startedAt: "2026-12-01T15:00:00.000Z" },
  "worker.endCall": {},
  "worker.linkTranscript": { url: "file:///x" },
  "worker.linkRecording": { url: "file:///x" },
  "worker.leaveMessage": {
    id: "m1",
    agentId: "x",
    kind: "message",
    text: "x",
    urgency: "normal",
    language: "FRENCH",
    takenAt: "2026-12-01T15:00:00Z",
    complete: true
  }
}

/** One of everything that a company has. */
const makeAll = Effect.fnUntraced(function*(companyId: CompanyId, phone: string) {
  const agent = yield* makeAgent(companyId, phone)
  const calls = yield* Calls
  const key = newId()
  const call = yield* calls.start(companyId, { agentId: agent.id, startedAt: "2026-11-01T15:00:00.000Z" }, key)
  const blob = `${agent.id}/recordings/2026/11/01/${key}.ogg`
  yield* calls.end(companyId, call, {
    endedAt: "2026-11-01T15:01:00.000Z",
    durationSeconds: 60,
    endReason: "agent_end"
  })
  yield* calls.linkRecording(companyId, call, { url: `file:///data/blobs/${blob}` })
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = path.join((yield* OfficeOptions).dataDir, "blobs", blob)
  yield* fs.makeDirectory(path.dirname(file), { recursive: true })
  yield* fs.writeFile(file, yield* toneOgg)
  const message = MessageId.make(newId())
  yield* (yield* OfficeMessages).keep(companyId, call, {
    id: message,
    agentId: AgentId.make(agent.id),
    kind: "message",
    text: "x",
    urgency: "normal",
    language: "FRENCH",
    takenAt: "2026-11-01T15:00:30Z",
    complete: true
  })
  const deliveries = yield* Deliveries
  const webhooks = yield* CompanyWebhooks
  const { webhook } = yield* webhooks.add(companyId, "https://hooks.example.com/x", ["call.ready"])
  const delivery = yield* deliveries.testWebhook(companyId, webhook.id)
  const person = yield* makeSomebody(companyId, "viewer")
  const { key: workerKey } = yield* (yield* Company).makeKey(companyId, "worker")
  return {
    calls: call,
    messages: message,
    agents: agent.id,
    numbers: agent.id,
    worker: call,
    webhooks: webhook.id,
    deliveries: delivery.id,
    people: person.id,
    keys: workerKey.id
  }
}, Effect.orDie)

type All = Effect.Success<ReturnType<typeof makeAll>>

const asksForKey = ({ guards }: Route) => guards.includes(WorkerKey) || guards.includes(ErasureKey)

/** The route with these ids in it. */
const at = ({ name, path }: Route, all: All) => {
  const [, kind = ""] = /^\/api\/([a-z]+)\/:id/.exec(path) ?? []
  const id = name.startsWith("worker.") ? all.worker : (all as Readonly<Record<string, string>>)[kind] ?? "none"
  return path.replace(":id", id).replace(":number", "1").replace(":phone", "%2B15145550000")
}

const bodyOf = ({ method, name }: Route) => method === "GET" || method === "DELETE" ? {} : { body: bodies[name] ?? {} }

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`Who may do what, on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("answers nobody who has not signed in", () =>
        Effect.gen(function*() {
          const all = yield* makeAll(yield* makeCompany("A"), "+15145550001")
          for (const route of routes) {
            const { status } = yield* ask(route.method, at(route, all), bodyOf(route))
            const open = !route.guards.includes(SignedIn) && !asksForKey(route)
            assert.strictEqual(status, !open ? 401 : route.name === "session.signIn" ? 401 : 410, route.name)
          }
        }))

      it.effect("lets a viewer look, and change nothing", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("B")
          const all = yield* makeAll(companyId, "+15145550002")
          const viewer = yield* makeSomebody(companyId, "viewer")
          const looked = routes.filter(({ name }) => !["session.signOut", "events.events"].includes(name))
          for (const route of looked.filter(({ guards }) => guards.includes(SignedIn))) {
            const { status, text } = yield* ask(route.method, at(route, all), { as: viewer, ...bodyOf(route) })
            const expected = route.guards.includes(ManagersOnly)
              ? 403
              : route.name === "session.changePassword"
              ? 401
              : 200
            assert.strictEqual(status, expected, `${route.name}: ${text.slice(0, 200)}`)
          }
        }))

      it.effect("answers 404 to whoever asks for what another company has", () =>
        Effect.gen(function*() {
          const all = yield* makeAll(yield* makeCompany("C"), "+15145550003")
          const foreign = yield* makeCompany("D")
          const manager = yield* makeSomebody(foreign, "manager")
          const { secret } = yield* (yield* Company).makeKey(foreign, "worker")
          const named = routes.filter(({ path }) => /:(?:id|phone)/.test(path))
          assert.isAbove(named.length, 20)
          for (const route of named) {
            const who = route.guards.includes(WorkerKey) ? { key: secret } : { as: manager }
            const { status, text } = yield* ask(route.method, at(route, all), { ...who, ...bodyOf(route) })
            assert.strictEqual(status, 404, `${route.name}: ${text.slice(0, 200)}`)
          }
          // Nor does anything of it stand in a list.
          const lists = routes.filter(({ guards, method, name, path }) =>
            method === "GET" && guards.includes(SignedIn) && !path.includes(":") && name !== "events.events"
          )
          for (const route of lists) {
            const { status, text } = yield* ask("GET", route.path, { as: manager })
            assert.strictEqual(status, 200, route.name)
            for (const id of Object.values(all)) assert.notInclude(text, id, route.name)
          }
        }))

      it.effect("takes a session for no key, and a key for no session", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("E")
          const all = yield* makeAll(companyId, "+15145550004")
          const manager = yield* makeSomebody(companyId, "manager")
          const { secret } = yield* (yield* Company).makeKey(companyId, "worker")
          for (const route of routes.filter(({ guards }) => guards.includes(SignedIn))) {
            const asked = { key: secret, headers: { cookie: `receptionist=${secret}`, origin: "http://localhost" } }
            const { status } = yield* ask(route.method, at(route, all), { ...asked, ...bodyOf(route) })
            assert.strictEqual(status, 401, route.name)
          }
          for (const route of routes.filter(asksForKey)) {
            const { status } = yield* ask(route.method, at(route, all), {
              as: manager,
              key: manager.token,
              ...bodyOf(route)
            })
            assert.strictEqual(status, 401, route.name)
          }
          // Nor a key of one purpose for one of the other.
          const { secret: erasing } = yield* (yield* Company).makeKey(companyId, "erasing", "erasure")
          for (const route of routes.filter(asksForKey)) {
            const wrong = route.guards.includes(ErasureKey) ? secret : erasing
            const { status } = yield* ask(route.method, at(route, all), { key: wrong, ...bodyOf(route) })
            assert.strictEqual(status, 401, route.name)
          }
        }))

      it.effect("answers by its own name alone, but to who shows a key", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("G")
          yield* makeAgent(companyId, "+15145550006")
          const manager = yield* makeSomebody(companyId, "manager")
          const { secret } = yield* (yield* Company).makeKey(companyId, "worker")
          const { port } = new URL(yield* officeUrl)
          // A name of the network's, or one that somebody else points at this machine.
          const statusAt = (path: string, headers: Readonly<Record<string, string>>) =>
            Effect.callback<number | undefined>((resume) => {
              const asked = { port, path, headers: { host: "office.internal:3001", ...headers } }
              request(asked, (response) => {
                response.resume()
                resume(Effect.succeed(response.statusCode))
              }).end()
            })
          const lookUp = "/api/agents/by-phone/%2B15145550006"
          const cookie = `receptionist=${manager.token}`
          assert.strictEqual(yield* statusAt("/api/agents", { cookie }), 403)
          assert.strictEqual(yield* statusAt("/", {}), 403)
          assert.strictEqual(yield* statusAt(lookUp, { authorization: `Bearer ${secret}` }), 200)
          assert.strictEqual(yield* statusAt(lookUp, { authorization: "Bearer none" }), 401)
          assert.strictEqual(yield* statusAt("/api/agents", { cookie, authorization: `Bearer ${secret}` }), 403)
        }))

      it.effect("does nothing that another site asks for", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("F")
          const all = yield* makeAll(companyId, "+15145550005")
          const manager = yield* makeSomebody(companyId, "manager")
          const cookie = `receptionist=${manager.token}`
          const changing = routes.filter((route) => route.method !== "GET" && !asksForKey(route))
          for (const route of changing) {
            for (
              const headers of [{ cookie, origin: "https://evil.example" }, { cookie, origin: "null" }, { cookie }]
            ) {
              const { status } = yield* ask(route.method, at(route, all), { headers, ...bodyOf(route) })
              assert.strictEqual(status, 403, route.name)
            }
          }
        }))
    })
  })
}
