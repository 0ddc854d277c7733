import { assert, describe, layer } from "@effect/vitest"
import { Clock, Deferred, Effect, Fiber, FileSystem, Layer, Path, Queue, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { createServer, type ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { Webhook } from "standardwebhooks"
import type { PlacedProblem } from "../../src/api/Agents.ts"
import { AgentId, CallId, type CompanyId, MessageId } from "../../src/domain/Ids.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { Erasures } from "../../src/office/audit/Erasures.ts"
import { Bus } from "../../src/office/Bus.ts"
import { Calls } from "../../src/office/calls/Calls.ts"
import { CompanyWebhooks } from "../../src/office/deliveries/CompanyWebhooks.ts"
import { Deliveries } from "../../src/office/deliveries/Deliveries.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeMessages } from "../../src/office/messages/OfficeMessages.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { ask, databases, layerOffice, makeAgent, makeCompany, makeSomebody, officeUrl } from "../support/Office.ts"
import { toneOgg } from "../support/Tone.ts"

const caller = PhoneNumber.make("+15145550123")

const write = Effect.fnUntraced(function*(name: string, content: string | Uint8Array) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = path.join((yield* OfficeOptions).dataDir, name)
  yield* fs.makeDirectory(path.dirname(file), { recursive: true })
  yield* typeof content === "string" ? fs.writeFileString(file, content) : fs.writeFile(file, content)
}, Effect.orDie)

const isThere = Effect.fnUntraced(function*(name: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  return yield* fs.exists(path.join((yield* OfficeOptions).dataDir, name))
}, Effect.orDie)

const transcriptOf = (agentId: string, callId: string, ...said: ReadonlyArray<string>) =>
  JSON.stringify({
    version: 1,
    callId,
    agentId,
    language: "FRENCH",
    startedAt: "2026-11-01T15:00:00.000Z",
    durationSeconds: 60,
    anonymization: { status: "complete", engine: "test", entities: { PERSON: 1 } },
    items: said.map((content, index) => ({
      type: "message",
      id: `item_${index}`,
      role: "user",
      content: [content],
      interrupted: false,
      language: "FRENCH",
      createdAt: 1_793_545_200_000 + index * 1000
    }))
  })

/** A whole call, with its blobs, as a worker leaves it. */
const makeCall = Effect.fnUntraced(function*(
  companyId: CompanyId,
  agentId: string,
  options: { readonly said?: ReadonlyArray<string>; readonly at?: string; readonly callerNumber?: string } = {}
) {
  const calls = yield* Calls
  const { at = "2026-11-01T15:00:00.000Z", callerNumber = caller, said = ["Bonjour"] } = options
  const callId = newId()
  const path = (kind: string, extension: string) => `${agentId}/${kind}/2026/11/01/${callId}.${extension}`
  yield* write(`blobs/${path("transcripts", "json")}`, transcriptOf(agentId, callId, ...said))
  yield* write(`blobs/${path("recordings", "ogg")}`, yield* toneOgg)
  const id = yield* calls.start(companyId, { agentId, startedAt: at, callerNumber }, callId)
  yield* calls.end(companyId, id, {
    endedAt: new Date(Date.parse(at) + 60_000).toISOString(),
    durationSeconds: 60,
    endReason: "agent_end",
    language: "FRENCH"
  })
  yield* calls.linkTranscript(companyId, id, { url: `file:///x/blobs/${path("transcripts", "json")}` })
  yield* calls.linkRecording(companyId, id, { url: `file:///x/blobs/${path("recordings", "ogg")}` })
  return {
    id,
    callId,
    transcript: `blobs/${path("transcripts", "json")}`,
    recording: `blobs/${path("recordings", "ogg")}`
  }
}, Effect.orDie)

const messageOf = (agentId: string, callbackNumber = caller) => ({
  id: MessageId.make(newId()),
  agentId: AgentId.make(agentId),
  kind: "callback" as const,
  text: "Rappelez-moi <b>vite</b>",
  urgency: "normal" as const,
  callbackNumber,
  language: "FRENCH" as const,
  takenAt: "2026-11-01T15:00:30Z",
  complete: true
})

/** A receiver of webhooks on this machine, that answers with `status`. */
const receiver = Effect.fnUntraced(function*(status: number) {
  const received = yield* Queue.unbounded<{ readonly headers: Record<string, string>; readonly body: string }>()
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      Queue.offerUnsafe(received, { headers: request.headers as Record<string, string>, body })
      response.writeHead(status).end()
    })
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
  )
  const address = server.address()
  return { received, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/hook` }
})

let phones = 1000
const nextPhone = () => `+1514555${++phones}`

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`The office on ${name}`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect("finds what was said, in both languages, with and without accents, in this company alone", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Search")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const found = yield* makeCall(companyId, agentId, {
            said: ["Je voudrais des nettoyages réguliers", "My teeth are hurting"]
          })
          yield* makeCall(companyId, agentId, { said: ["Rien de tel"] })
          const other = yield* makeCompany("Other")
          yield* makeCall(other, (yield* makeAgent(other, nextPhone())).id, { said: ["nettoyage"] })
          const manager = yield* makeSomebody(companyId, "manager")
          yield* (yield* Calls).index
          for (const q of ["nettoyage", "régulier", "regulier", "hurt tooth OR hurt", "\"nettoyages réguliers\""]) {
            const { json } = yield* ask("GET", `/api/calls?q=${encodeURIComponent(q)}`, { as: manager })
            const { calls } = json as {
              readonly calls: ReadonlyArray<{ readonly id: string; readonly found?: string }>
            }
            assert.deepStrictEqual(calls.map(({ id }) => id), [found.id], q)
          }
          for (const [ending, expected] of [["0123", 2], ["+15145550123", 2], ["5550123", 2], ["0124", 0]] as const) {
            const { json } = yield* ask("GET", `/api/calls?caller=${encodeURIComponent(ending)}`, { as: manager })
            assert.lengthOf((json as { readonly calls: ReadonlyArray<unknown> }).calls, expected, ending)
          }
          const { json } = yield* ask("GET", "/api/calls?q=nettoyage", { as: manager })
          assert.include(JSON.stringify(json), "\\u0002nettoyages\\u0003")
          // Who types without accents sees what was found, as it was said.
          const bare = yield* ask("GET", "/api/calls?q=regulier", { as: manager })
          assert.include(JSON.stringify(bare.json), "nettoyages \\u0002réguliers\\u0003")
        }))

      it.effect("pages through calls, each once", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Pages")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const calls = yield* Calls
          for (let index = 0; index < 7; index++) {
            // Three at the same moment.
            const startedAt = `2026-11-0${Math.min(index, 5) + 1}T15:00:00.000Z`
            yield* calls.start(companyId, { agentId, startedAt }, newId())
          }
          const manager = yield* makeSomebody(companyId, "manager")
          const seen: Array<string> = []
          let cursor = ""
          do {
            const { json } = yield* ask("GET", `/api/calls?limit=2${cursor}`, { as: manager })
            const page = json as { readonly calls: ReadonlyArray<{ readonly id: string }>; readonly next?: string }
            seen.push(...page.calls.map(({ id }) => id))
            cursor = page.next === undefined ? "" : `&cursor=${encodeURIComponent(page.next)}`
          } while (cursor !== "" && seen.length < 20)
          assert.strictEqual(seen.length, 7)
          assert.strictEqual(new Set(seen).size, 7)
        }))

      it.effect("streams a recording, whole and by its bytes, and draws it", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Recordings")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const call = yield* makeCall(companyId, agentId)
          const manager = yield* makeSomebody(companyId, "manager")
          const path = `/api/calls/${call.id}/recording`
          const whole = yield* ask("GET", path, { as: manager })
          assert.strictEqual(whole.status, 200)
          assert.strictEqual(whole.headers["content-type"], "audio/ogg")
          assert.strictEqual(new TextDecoder().decode(whole.bytes.slice(0, 4)), "OggS")
          const size = whole.bytes.length
          for (
            const [range, status, offset, length] of [
              ["bytes=0-99", 206, 0, 100],
              ["bytes=100-", 206, 100, size - 100],
              ["bytes=-50", 206, size - 50, 50],
              [`bytes=10-${size * 2}`, 206, 10, size - 10],
              [`bytes=${size}-`, 416, 0, 0],
              ["bytes=5-1", 200, 0, size],
              ["seconds=1-2", 200, 0, size]
            ] as const
          ) {
            const part = yield* ask("GET", path, { as: manager, headers: { range } })
            assert.strictEqual(part.status, status, range)
            assert.deepStrictEqual(part.bytes, whole.bytes.slice(offset, offset + length), range)
            if (status === 206) {
              assert.strictEqual(part.headers["content-range"], `bytes ${offset}-${offset + length - 1}/${size}`)
            }
          }
          const { bytes: peaks } = yield* ask("GET", `/api/calls/${call.id}/peaks`, { as: manager })
          // Two seconds, 25 a second, two channels; the tone is half as loud as can be, left and then right.
          assert.closeTo(peaks.length, 100, 4)
          const loud = (byte: number | undefined) => (byte ?? 0) > 90
          assert.deepStrictEqual([peaks[20], peaks[21], peaks[80], peaks[81]].map(loud), [true, false, false, true])

          const fs = yield* FileSystem.FileSystem
          yield* fs.remove(`${(yield* OfficeOptions).dataDir}/${call.recording}`)
          const gone = yield* ask("GET", path, { as: manager })
          assert.strictEqual(gone.status, 410)
          assert.include(gone.text, "gone from the store")
        }))

      it.effect("counts what the calls of a span were, and no others", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Counted")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const calls = yield* Calls
          const usage = [{ inputTokens: 10, outputTokens: 4 }, { inputAudioSeconds: 1.5 }]
          // Sunday evening where the company is, and Monday morning; one before the span, and one of another company.
          for (
            const [at, durationSeconds, endReason, metadata] of [
              ["2026-11-02T01:30:00Z", 10, "agent_end", { usage, timeToAnswerSeconds: 1, longestSilenceSeconds: 0.8 }],
              ["2026-11-02T15:00:00Z", 30, "transferred", {
                transferDepartment: "Réception",
                usage: "none",
                timeToAnswerSeconds: 2,
                longestSilenceSeconds: "long"
              }],
              ["2026-11-02T15:10:00Z", 50, "model_error", { error: { tag: "ModelSilent" } }],
              ["2026-10-01T15:00:00Z", 500, "agent_end", {}]
            ] as const
          ) {
            const id = yield* calls.start(companyId, { agentId, startedAt: at }, newId())
            yield* calls.end(companyId, id, { endedAt: at, durationSeconds, endReason, language: "FRENCH", metadata })
          }
          const other = yield* makeCompany("Not counted")
          yield* makeCall(other, (yield* makeAgent(other, nextPhone())).id, { at: "2026-11-02T15:00:00Z" })
          yield* (yield* OfficeMessages).keep(companyId, undefined, {
            ...messageOf(agentId),
            takenAt: "2026-11-02T15:05:00Z"
          })
          const span = "from=2026-11-01T05:00:00Z&to=2026-11-04T05:00:00Z"
          const { json } = yield* ask("GET", `/api/insights?${span}`, { as: manager })
          assert.deepInclude(json, {
            timeZone: "America/Toronto",
            calls: 3,
            byDay: [
              { day: "2026-11-01", calls: 1, messages: 0 },
              { day: "2026-11-02", calls: 2, messages: 1 },
              { day: "2026-11-03", calls: 0, messages: 0 }
            ],
            byHour: [{ weekday: 1, hour: 10, calls: 2 }, { weekday: 7, hour: 20, calls: 1 }],
            languages: [{ key: "FRENCH", calls: 3 }],
            duration: { medianSeconds: 30, p90Seconds: 46, totalSeconds: 90 },
            timeToAnswer: { medianSeconds: 1.5, p95Seconds: 1.95 },
            longestSilence: { medianSeconds: 0.8, p95Seconds: 0.8 },
            transfers: { tried: 1, connected: 1 },
            recording: { kept: 0, refused: 0 },
            messages: { taken: 1, open: 1, overdue: 0 },
            failures: [{ key: "ModelSilent", calls: 1 }],
            usage: { inputTokens: 10, outputTokens: 4, inputAudioSeconds: 1.5, outputAudioSeconds: 0 }
          })
          assert.sameDeepMembers([...(json as { readonly outcomes: ReadonlyArray<unknown> }).outcomes], [
            { key: "agent_end", calls: 1 },
            { key: "transferred", calls: 1 },
            { key: "model_error", calls: 1 }
          ])
          const nothing = yield* ask("GET", `/api/insights?${span}&agentId=none`, { as: manager })
          assert.deepInclude(nothing.json, { calls: 0, byHour: [], outcomes: [] })
          assert.doesNotHaveAnyKeys(nothing.json, ["timeToAnswer", "longestSilence"])
        }))

      it.effect("takes a YAML as a file, in any of its encodings, and says what is wrong in it, and that it is too large", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Files")
          const manager = yield* makeSomebody(companyId, "manager")
          const origin = yield* officeUrl
          const upload = Effect.fnUntraced(function*(bytes: Uint8Array<ArrayBuffer> | string, field = "file") {
            const body = new FormData()
            body.append(field, new Blob([bytes]), "agent.yaml")
            const response = yield* Effect.promise(() =>
              fetch(`${origin}/api/agents`, {
                method: "POST",
                headers: { cookie: `receptionist=${manager.token}`, origin },
                body
              })
            )
            const text = yield* Effect.promise(() => response.text())
            assert.notStrictEqual(text, "", `${response.status} without a word`)
            return { status: response.status, json: JSON.parse(text) }
          })
          const yaml = `name: Café\nphone: "${nextPhone()}"\n# né d'un fichier\n`
          const made = yield* upload(yaml)
          assert.strictEqual(made.status, 201)
          assert.strictEqual(made.json.name, "Café")
          assert.strictEqual(made.json.draft.yaml, yaml)
          const utf16 = yield* upload(new Uint8Array(Buffer.from(`\uFEFFname: Été\n`, "utf16le")))
          assert.strictEqual(utf16.json.name, "Été")

          const broken = yield* upload("name: [\n")
          assert.strictEqual(broken.status, 422)
          assert.isAbove(broken.json.problems[0].line, 0)
          const notText = yield* upload(new Uint8Array([0x6e, 0x3a, 0x20, 0xff, 0xfe, 0x0a]))
          assert.strictEqual(notText.status, 422)
          const large = yield* upload(`name: X\n# ${"x".repeat(1_000_001)}\n`)
          assert.strictEqual(large.status, 413)
          assert.strictEqual(large.json._tag, "TooLarge")
          const asJson = yield* ask("POST", "/api/agents", { as: manager, body: { yaml: "x".repeat(5_000_000) } })
          assert.deepInclude(asJson.json, { _tag: "TooLarge" })
          assert.strictEqual((yield* upload(yaml, "another")).status, 400)
          const { json } = yield* ask("GET", "/api/agents", { as: manager })
          assert.lengthOf(json as ReadonlyArray<unknown>, 2, "nothing was kept of what was refused")
        }))

      it.effect("brings a message from the call to done, and tells whoever is looking", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Messages")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const viewer = yield* makeSomebody(companyId, "viewer")
          const heard = yield* Deferred.make<void>()
          const events = yield* (yield* Bus).of(companyId).pipe(
            Stream.tap(() => Deferred.succeed(heard, undefined)),
            Stream.take(4),
            Stream.runCollect,
            Effect.forkChild({ startImmediately: true })
          )
          const message = messageOf(agentId)
          yield* (yield* OfficeMessages).keep(companyId, undefined, message)
          yield* Deferred.await(heard)
          const path = `/api/messages/${message.id}`
          const change = (body: object) => ask("PATCH", path, { as: manager, body })
          assert.strictEqual((yield* change({ takenBy: manager.id })).status, 200)
          assert.strictEqual((yield* change({ takenBy: "somebody" })).status, 400)
          assert.strictEqual(
            (yield* ask("POST", `${path}/notes`, { as: manager, body: { text: "Called" } })).status,
            200
          )
          const done = (yield* change({ done: true })).json
          assert.nestedPropertyVal(done, "doneBy", "A manager")
          assert.nestedPropertyVal(done, "notes[0].text", "Called")
          const listed = (state: string, as: typeof manager) =>
            Effect.map(
              ask("GET", `/api/messages?state=${state}`, { as }),
              ({ json }) => (json as { readonly messages: ReadonlyArray<Record<string, unknown>> }).messages
            )
          assert.lengthOf(yield* listed("open", manager), 0)
          const [masked] = yield* listed("done", viewer)
          assert.strictEqual(masked?.["callbackNumber"], "+1514•••0123")
          assert.strictEqual((yield* change({ done: false })).status, 200)
          assert.lengthOf(yield* listed("open", manager), 1)
          const { json } = yield* ask("GET", `/api/audit?subjectId=${message.id}`, { as: manager })
          const { entries } = json as { readonly entries: ReadonlyArray<{ readonly action: string }> }
          assert.deepStrictEqual(entries.map(({ action }) => action), [
            "message.reopened",
            "message.done",
            "message.noted",
            "message.changed"
          ])
          const told = yield* Fiber.join(events)
          assert.deepStrictEqual(
            told.map((event) => event._tag === "Message" && [event.message.takenBy?.name, event.message.doneBy]),
            [[undefined, undefined], ["A manager", undefined], ["A manager", undefined], ["A manager", "A manager"]]
          )
        }))

      it.effect("erases a caller everywhere, with a receipt, and lets nothing of them come back", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Erasure")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const call = yield* makeCall(companyId, agentId)
          const kept = yield* makeCall(companyId, agentId, { callerNumber: "+15145550124" })
          const message = messageOf(agentId)
          const messages = yield* OfficeMessages
          yield* messages.keep(companyId, call.id, message)
          yield* messages.keep(companyId, undefined, messageOf(agentId))
          yield* write(`calls/${call.callId}.json`, "{}")
          yield* write(`messages/${agentId}/2026/11/${message.id}.json`, "{}")
          const manager = yield* makeSomebody(companyId, "manager")
          const body = { phone: "514 555-0123" }
          const before = (yield* ask("POST", "/api/callers/look", { as: manager, body })).json
          assert.deepStrictEqual(before, { calls: 1, messages: 2, recordings: 1, transcripts: 1 })
          const { json: receipt } = yield* ask("POST", "/api/callers/erase", { as: manager, body })
          assert.deepInclude(receipt as object, { ending: "0123", erased: before, left: [] })
          assert.deepStrictEqual((yield* ask("POST", "/api/callers/look", { as: manager, body })).json, {
            calls: 0,
            messages: 0,
            recordings: 0,
            transcripts: 0
          })
          for (
            const file of [
              call.transcript,
              call.recording,
              `calls/${call.callId}.json`,
              `messages/${agentId}/2026/11/${message.id}.json`
            ]
          ) {
            assert.isFalse(yield* isThere(file), file)
          }
          assert.isTrue(yield* isThere(kept.recording))
          const again = yield* Effect.flip(
            (yield* Calls).start(companyId, { agentId, startedAt: "2026-11-01T15:00:00.000Z" }, call.callId)
          )
          assert.strictEqual(again._tag, "Erased")
          assert.isFalse(yield* messages.keep(companyId, undefined, message))
          const sql = yield* SqlClient.SqlClient
          const tables = yield* sql<{ readonly name: string }>`SELECT table_name AS name FROM information_schema.tables
            WHERE table_schema = 'public'`
          for (const { name } of tables) {
            const rows = yield* sql`SELECT 1 FROM ${sql(name)} AS t WHERE t::text LIKE '%5145550123%'`
            const foreign = name === "calls" || name === "messages" || name === "deliveries"
            if (!foreign) assert.lengthOf(rows, 0, name)
          }
        }))

      it.effect("changes of its settings what somebody names, and nothing else", () =>
        Effect.gen(function*() {
          const as = yield* makeSomebody(yield* makeCompany("Settings"), "manager")
          const change = (body: object) => Effect.map(ask("PATCH", "/api/company", { as, body }), ({ json }) => json)
          yield* change({ retention: { recordings: 7 } })
          yield* change({ retention: { messages: 8 } })
          assert.deepEqual(yield* change({ name: "Renamed" }), {
            name: "Renamed",
            retention: { messages: 8, recordings: 7, transcripts: 90, calls: 365 }
          })
          assert.deepEqual((yield* ask("PATCH", "/api/company", { as, body: { retention: { calls: 0 } } })).status, 400)
        }))

      it.effect("shows what a YAML comes to, also where it holds what JSON cannot", () =>
        Effect.gen(function*() {
          const as = yield* makeSomebody(yield* makeCompany("Values"), "manager")
          for (const value of [".nan", "-.inf", "1e999", "!!binary aGVsbG8=", "!!set {a, b}", "!!omap [a: 1]"]) {
            const yaml = `name: Odd\nphone: "${nextPhone()}"\ndescription: ${value}\n`
            const { json, status } = yield* ask("POST", "/api/agents/preview", { as, body: { yaml } })
            assert.strictEqual(status, 200, value)
            const { problems, warnings } = json as Record<
              "problems" | "warnings",
              ReadonlyArray<{ readonly line: number }>
            >
            assert.deepEqual([...new Set([...problems, ...warnings].map(({ line }) => line))], [3], value)
          }
        }))

      it.effect("keeps things as long as the company says", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Retention")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const call = yield* makeCall(companyId, agentId)
          yield* (yield* OfficeMessages).keep(companyId, call.id, messageOf(agentId))
          yield* ask("PATCH", "/api/company", {
            as: manager,
            body: { retention: { messages: 10, recordings: 20, transcripts: 30, calls: 40 } }
          })
          const erasures = yield* Erasures
          const told = yield* Queue.unbounded<string>()
          yield* (yield* Bus).of(companyId).pipe(
            Stream.runForEach(({ _tag }) => _tag === "Ready" ? Queue.offer(told, _tag) : Effect.void),
            Effect.forkChild({ startImmediately: true })
          )
          // Pages that are open look again: what is gone is shown nowhere.
          const after = (days: number) =>
            Effect.andThen(
              erasures.expire(Date.parse("2026-11-01T15:00:00.000Z") + (days + 1) * 86_400_000),
              Queue.take(told)
            )
          const state = Effect.map(ask("GET", `/api/calls/${call.id}`, { as: manager }), ({ json, status }) => ({
            status,
            ...json as { readonly recording: string; readonly transcript: string; readonly messages: number }
          }))
          assert.deepInclude(yield* state, { recording: "available", transcript: "available", messages: 1 })
          yield* after(10)
          assert.deepInclude(yield* state, { recording: "available", transcript: "available", messages: 0 })
          yield* after(20)
          assert.deepInclude(yield* state, { recording: "gone", transcript: "available" })
          assert.isFalse(yield* isThere(call.recording))
          yield* after(30)
          assert.deepInclude(yield* state, { recording: "gone", transcript: "gone" })
          assert.isFalse(yield* isThere(call.transcript))
          yield* after(40)
          assert.strictEqual((yield* state).status, 404)
        }))

      it.effect("tells webhooks, signed so that the standard's own library agrees, again after a failure, never after 410", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Webhooks")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const manager = yield* makeSomebody(companyId, "manager")
          const sql = yield* SqlClient.SqlClient
          const deliveries = yield* Deliveries
          const webhooks = yield* CompanyWebhooks
          const hook = Effect.fnUntraced(function*(url: string) {
            const { secret, webhook } = yield* webhooks.add(companyId, "https://hooks.example.com/x", [
              "message.created",
              "call.ready"
            ])
            // One on this machine cannot be named; what is tested here is what is sent.
            yield* sql`UPDATE webhooks SET url = ${url} WHERE id = ${webhook.id}`
            return { secret, id: webhook.id }
          })
          const good = yield* receiver(204)
          const { secret } = yield* hook(good.url)
          const message = messageOf(agentId)
          yield* (yield* OfficeMessages).keep(companyId, undefined, message)
          yield* deliveries.send
          const { body, headers } = yield* Queue.take(good.received)
          const told = new Webhook(secret).verify(body, headers)
          assert.nestedPropertyVal(told, "type", "message.created")
          assert.nestedPropertyVal(told, "data.message.callbackNumber", "+15145550123")

          const bad = yield* receiver(503)
          const gone = yield* receiver(410)
          const [, { id: goneId }] = [yield* hook(bad.url), yield* hook(gone.url)]
          yield* (yield* OfficeMessages).keep(companyId, undefined, messageOf(agentId))
          yield* deliveries.send
          const listed = Effect.map(
            ask("GET", "/api/deliveries", { as: manager }),
            ({ json }) => (json as { readonly deliveries: ReadonlyArray<Record<string, unknown>> }).deliveries
          )
          const states = (yield* listed).map(({ state, to, tries }) => `${to} ${state} ${tries}`)
          const at = ({ url }: { readonly url: string }) => new URL(url).host
          assert.includeMembers(states, [`${at(good)} delivered 1`, `${at(bad)} open 1`, `${at(gone)} failed 1`])
          // Nothing is due before its wait is over; then it is tried with the same id.
          yield* deliveries.send
          assert.strictEqual(yield* Queue.size(bad.received), 1)
          const later = (yield* Clock.currentTimeMillis) + 60_000
          const clock = yield* Clock.Clock
          yield* deliveries.send.pipe(
            Effect.provideService(
              Clock.Clock,
              Object.assign(Object.create(clock), { currentTimeMillis: Effect.succeed(later) })
            )
          )
          const [first, second] = [yield* Queue.take(bad.received), yield* Queue.take(bad.received)]
          assert.strictEqual(first.headers["webhook-id"], second.headers["webhook-id"])
          assert.strictEqual(first.body, second.body)
          const { json } = yield* ask("GET", "/api/webhooks", { as: manager })
          const known = json as ReadonlyArray<{ readonly id: string; readonly gone: boolean }>
          assert.strictEqual(known.find(({ id }) => id === goneId)?.gone, true)
          const failed = (yield* listed).find(({ state }) => state === "failed")
          assert.deepStrictEqual(failed?.["reason"], { kind: "webhookGone" })
          const waiting = (yield* listed).find(({ state }) => state === "open")
          assert.deepStrictEqual(waiting?.["reason"], { kind: "webhookRefused", detail: "HTTP 503" })
          assert.nestedPropertyVal(
            (yield* ask("GET", `/api/deliveries/${waiting?.["id"]}`, { as: manager })).json,
            "tries[0].reason.kind",
            "webhookRefused"
          )
          assert.strictEqual(
            (yield* ask("POST", `/api/deliveries/${failed?.["id"]}/resend`, { as: manager })).status,
            200
          )
          yield* deliveries.send
          assert.strictEqual(yield* Queue.size(gone.received), 2)
        }))

      it.effect("leaves a webhook in peace that is off or gone, and forgets no wish to send again", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Off")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const sql = yield* SqlClient.SqlClient
          const deliveries = yield* Deliveries
          const webhooks = yield* CompanyWebhooks
          const messages = yield* OfficeMessages
          const gone = yield* receiver(410)
          const { webhook: { id } } = yield* webhooks.add(companyId, "https://hooks.example.com/x", ["message.created"])
          const set = (url: string) => sql`UPDATE webhooks SET url = ${url} WHERE id = ${id}`
          yield* set(gone.url)
          yield* webhooks.change(companyId, id, { active: true })
          const tell = messages.keep(companyId, undefined, messageOf(agentId))
          yield* tell
          yield* webhooks.change(companyId, id, { active: false })
          yield* deliveries.send
          assert.strictEqual(yield* Queue.size(gone.received), 0, "it is off")
          yield* webhooks.change(companyId, id, { active: true })
          yield* messages.keep(companyId, undefined, messageOf(agentId))
          yield* sql`UPDATE deliveries SET next_at = next_at + interval '1 hour'
            WHERE id = (SELECT id FROM deliveries WHERE company_id = ${companyId} ORDER BY created_at DESC LIMIT 1)`
          yield* deliveries.send
          assert.strictEqual(yield* Queue.size(gone.received), 1)
          yield* sql`UPDATE deliveries SET next_at = now() WHERE company_id = ${companyId} AND state = 'open'`
          yield* deliveries.send
          assert.strictEqual(yield* Queue.size(gone.received), 1, "it is gone")

          // While it is tried, somebody wants it sent again: what comes of that try is not the end of it.
          const asked = yield* Deferred.make<ServerResponse>()
          const server = createServer((_, response) => {
            Deferred.doneUnsafe(asked, Effect.succeed(response))
          })
          yield* Effect.acquireRelease(
            Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
            () => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
          )
          const address = server.address()
          yield* set(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/hook`)
          yield* webhooks.change(companyId, id, { active: true })
          const [row] = (yield* deliveries.list(companyId, { state: "failed" })).deliveries
          yield* deliveries.resend(companyId, row?.id ?? "")
          const sending = yield* Effect.forkChild(deliveries.send)
          const response = yield* Deferred.await(asked)
          yield* deliveries.resend(companyId, row?.id ?? "")
          response.writeHead(410).end()
          yield* Fiber.join(sending)
          assert.strictEqual((yield* deliveries.one(companyId, row?.id ?? "")).delivery.state, "open")
        }).pipe(Effect.scoped))

      it.effect("tells webhooks of a worker's mail that was given up", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Bounced")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const deliveries = yield* Deliveries
          yield* (yield* CompanyWebhooks).add(companyId, "https://hooks.example.com/x", ["delivery.failed"])
          const now = yield* Clock.currentTimeMillis
          const mail = (id: string, doneAt: number) =>
            deliveries.mirror(companyId, id, [{
              id: `${id}:email:a@example.com`,
              messageId: id,
              agentId,
              way: "email",
              to: "a@example.com",
              state: "failed",
              tries: 7,
              problem: "refused",
              createdAt: new Date(doneAt - 1000),
              doneAt: new Date(doneAt)
            }])
          const told = Effect.map(
            deliveries.list(companyId, { way: "webhook" }),
            (page) => page.deliveries.map(({ event, messageId }) => `${event} ${messageId}`)
          )
          const [fresh, old] = [newId(), newId()]
          yield* mail(fresh, now - 1000)
          yield* mail(fresh, now - 1000)
          // What was there before the office was is no news.
          yield* mail(old, now - 3 * 86_400_000)
          assert.deepStrictEqual(yield* told, [`delivery.failed ${fresh}`])
        }))

      it.effect("tells of a call only when all of it is there", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Ready")
          const { id: agentId } = yield* makeAgent(companyId, nextPhone())
          const deliveries = yield* Deliveries
          const webhooks = yield* CompanyWebhooks
          const calls = yield* Calls
          yield* webhooks.add(companyId, "https://hooks.example.com/x", ["call.ready"])
          const now = yield* Clock.currentTimeMillis
          const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()
          const key = newId()
          const queued = Effect.map(deliveries.list(companyId, {}), ({ deliveries }) => deliveries.length)
          const id = yield* calls.start(companyId, { agentId, startedAt: at(-60) }, key)
          const path = (kind: string, extension: string) =>
            `file:///x/${agentId}/${kind}/2026/11/01/${key}.${extension}`
          const steps = [
            Effect.void,
            calls.end(companyId, id, { endedAt: at(0), durationSeconds: 60, endReason: "agent_end" }),
            calls.linkTranscript(companyId, id, { url: path("transcripts", "json") })
          ]
          for (const step of steps) {
            yield* step
            yield* calls.announce
            assert.strictEqual(yield* queued, 0)
          }
          yield* calls.linkRecording(companyId, id, { url: path("recordings", "ogg") })
          yield* calls.announce
          yield* calls.announce
          assert.strictEqual(yield* queued, 1)
        }))

      it.effect("takes an agent from a draft with its faults to what answers, version by version", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Agents")
          const manager = yield* makeSomebody(companyId, "manager")
          const phone = nextPhone()
          const broken = `name: ""\nphone: "${phone}"\ndefaultLanguage: KLINGON\n`
          const created = yield* ask("POST", "/api/agents", { as: manager, body: { yaml: broken } })
          assert.strictEqual(created.status, 201)
          const { draft, id } = created.json as {
            readonly id: string
            readonly draft: {
              readonly problems: ReadonlyArray<PlacedProblem>
            }
          }
          assert.deepStrictEqual(draft.problems.map(({ kind, line, path }) => [line, path[0], kind]), [
            [1, "name", "spoken"],
            [3, "defaultLanguage", "language"]
          ])
          const publish = (body = {}) => ask("POST", `/api/agents/${id}/publish`, { as: manager, body })
          const refused = yield* publish()
          assert.strictEqual(refused.status, 422)
          assert.nestedPropertyVal(refused.json, "problems[1].path[0]", "defaultLanguage")
          const save = (yaml: string, revision?: number) =>
            ask("PUT", `/api/agents/${id}/draft`, {
              as: manager,
              body: { yaml, ...revision !== undefined && { revision } }
            })
          const good =
            `# Ours\nname: Clinique\nphone: "${phone}"\ntimeZone: America/Toronto\nhours:\n  week: { monday: ["09:00-12:00"] }\n`
          const late = yield* save(good)
          assert.deepInclude(late, { status: 409 })
          assert.nestedPropertyVal(late.json, "code", "draftChanged")
          assert.strictEqual((yield* save(good, 1)).status, 200)
          assert.strictEqual((yield* save(good, 1)).status, 409)
          const published = yield* publish({ revision: 2, note: "First" })
          assert.nestedPropertyVal(published.json, "published.version.number", 1)
          assert.isTrue(yield* isThere(`office/published/${id}.yaml`))

          const edited = yield* ask("POST", "/api/agents/edit", {
            as: manager,
            body: { yaml: good, changes: [{ path: ["name"], value: "Autre" }, { path: ["hours"], value: null }] }
          })
          assert.strictEqual(
            (edited.json as { readonly yaml: string }).yaml,
            `# Ours\nname: Autre\nphone: "${phone}"\ntimeZone: America/Toronto\n`
          )
          const edit = (yaml: string) =>
            ask("POST", "/api/agents/edit", {
              as: manager,
              body: { yaml, changes: [{ path: ["hours", "week"], value: {} }] }
            })
          assert.strictEqual((yield* edit(`name: &n A\nhours: *n\n`)).status, 400)
          assert.strictEqual((yield* edit("name: [")).status, 422)
          const preview = yield* ask("POST", "/api/agents/preview", {
            as: manager,
            body: { yaml: good, at: "2026-11-30T10:00" }
          })
          assert.nestedPropertyVal(preview.json, "state", "open")
          assert.nestedPropertyVal(preview.json, "week[0].open[0][1]", "12:00")
          assert.strictEqual(
            (yield* ask("POST", "/api/agents/preview", { as: manager, body: { yaml: good, at: "soon" } })).status,
            400
          )

          const rival = yield* ask("POST", "/api/agents", {
            as: manager,
            body: { yaml: `name: B\nphone: "${phone}"\n` }
          })
          const { id: rivalId } = rival.json as { readonly id: string }
          assert.strictEqual(
            (yield* ask("POST", `/api/agents/${rivalId}/publish`, { as: manager, body: {} })).status,
            409
          )
          assert.strictEqual((yield* ask("DELETE", `/api/agents/${id}`, { as: manager })).status, 200)
          assert.strictEqual(
            (yield* ask("POST", `/api/agents/${rivalId}/publish`, { as: manager, body: {} })).status,
            200
          )
          assert.strictEqual((yield* ask("POST", `/api/agents/${id}/restore`, { as: manager })).status, 409)
          const large = yield* ask("POST", "/api/agents", { as: manager, body: { yaml: `# ${"x".repeat(2_000_000)}` } })
          assert.strictEqual(large.status, 413)
        }))

      it.effect("signs in whoever has the password, and keeps out who guesses", () =>
        Effect.gen(function*() {
          const companyId = yield* makeCompany("Door")
          const { email } = yield* makeSomebody(companyId, "manager")
          const signIn = (password: string) =>
            ask("POST", "/api/session", { body: { email: email.toUpperCase(), password } })
          const good = yield* signIn("correct horse battery")
          assert.strictEqual(good.status, 200)
          assert.match(good.headers["set-cookie"] ?? "", /^receptionist=[\w-]{43};.*HttpOnly; SameSite=Lax$/)
          for (let tries = 0; tries < 10; tries++) assert.strictEqual((yield* signIn("wrong")).status, 401)
          assert.strictEqual((yield* signIn("correct horse battery")).status, 429)
        }))

      it.effect("reads in what a worker without a backend has left, once", () =>
        Effect.gen(function*() {
          const options = yield* OfficeOptions
          const fs = yield* FileSystem.FileSystem
          yield* fs.makeDirectory(options.agentsDir, { recursive: true })
          yield* fs.writeFileString(`${options.agentsDir}/salon.yaml`, `name: Salon\nphone: "${nextPhone()}"\n`)
          yield* fs.writeFileString(`${options.agentsDir}/broken.yaml`, "name: [")
          const callId = CallId.make(newId())
          // Another caller than the one who was erased before.
          const theirs = PhoneNumber.make("+15145550177")
          const message = messageOf("salon", theirs)
          const start = {
            agentId: "salon",
            callerNumber: theirs,
            dialedNumber: "+15145550100",
            roomName: "sandbox",
            startedAt: "2026-11-01T15:00:00.000Z"
          }
          yield* write(
            `calls/${callId}.json`,
            JSON.stringify({
              id: callId,
              ...start,
              endedAt: "2026-11-01T15:01:00.000Z",
              durationSeconds: 60,
              endReason: "agent_end",
              language: "FRENCH",
              metadata: { callId, endedBy: "agent", usage: [] },
              transcription: {
                url: `file:///x/blobs/salon/transcripts/2026/11/01/${callId}.json`,
                language: "FRENCH",
                messageCount: 1,
                anonymization: "complete"
              }
            })
          )
          yield* write(
            `messages/salon/2026/11/${message.id}.json`,
            JSON.stringify({
              version: 1,
              message,
              origin: { callId, start },
              deliveries: {
                "email:a@example.com": { _tag: "failed", at: "2026-11-02T15:00:00Z", tries: 7, problem: "refused" }
              }
            })
          )
          const read = Layer.build(intake).pipe(Effect.scoped)
          yield* read
          yield* read
          const sql = yield* SqlClient.SqlClient
          const calls =
            yield* sql`SELECT c.id, a.name FROM calls c JOIN agents a ON a.id = c.agent_id WHERE call_id = ${callId}`
          assert.deepStrictEqual(calls.map(({ name }) => name), ["Salon"])
          const kept = yield* sql`SELECT call_key FROM messages WHERE id = ${message.id}`
          assert.deepStrictEqual(kept.map(({ call_key }) => call_key), [calls[0]?.["id"]])
          const sent =
            yield* sql`SELECT state, tries, "to" FROM deliveries WHERE message_id = ${message.id} AND by = 'worker'`
          assert.deepStrictEqual(sent.map((row) => ({ ...row })), [{ state: "failed", tries: 7, to: "a@example.com" }])
        }))
    })
  })
}
