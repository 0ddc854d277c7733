import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { Calls } from "../../src/office/calls/Calls.ts"
import { newId } from "../../src/office/Rows.ts"
import { BlobStore } from "../../src/services/BlobStore.ts"
import { azurite } from "../support/Azurite.ts"
import { ask, databases, layerOffice, makeAgent, makeCompany, makeSomebody } from "../support/Office.ts"
import { recently } from "../support/Recently.ts"
import { toneOgg } from "../support/Tone.ts"

const [embedded] = databases

describe("Recordings that are in Azure's store", () => {
  it.live(
    "are read by an address that is signed for whoever is signed in, and the page's policy lets them in",
    () =>
      Effect.gen(function*() {
        const azure = yield* azurite("calls")
        if (embedded === undefined) return
        yield* Effect.gen(function*() {
          const companyId = yield* makeCompany("A")
          const agent = yield* makeAgent(companyId, "+15145550100")
          const manager = yield* makeSomebody(companyId, "manager")
          const calls = yield* Calls
          const key = newId()
          const path = `${agent.id}/recordings/2026/11/01/${key}.ogg`
          const id = yield* calls.start(companyId, { agentId: agent.id, startedAt: recently(0) }, key)
          const link = { url: `${azure.endpoint}/calls/${path}`, format: "ogg" }
          yield* calls.linkRecording(companyId, id, link)
          const route = `/api/calls/${id}/recording`
          assert.strictEqual((yield* ask("GET", route, { as: manager })).status, 410, "it is not in the store")

          const fs = yield* FileSystem.FileSystem
          const file = yield* fs.makeTempFileScoped()
          yield* fs.writeFile(file, yield* toneOgg)
          yield* (yield* BlobStore).putFile(path, file, "audio/ogg")
          // As a browser does it: it goes where it is sent.
          const range = { range: "bytes=0-3" }
          const played = yield* ask("GET", route, { as: manager, headers: range })
          assert.strictEqual(played.status, 206)
          assert.strictEqual(new TextDecoder().decode(played.bytes), "OggS")
          const peaks = yield* ask("GET", `/api/calls/${id}/peaks`, { as: manager })
          assert.strictEqual(peaks.status, 200)
          const { entries } = (yield* ask("GET", `/api/audit?subjectId=${id}`, { as: manager })).json as {
            readonly entries: ReadonlyArray<{ readonly action: string }>
          }
          assert.include(entries.map(({ action }) => action), "recording.played")

          assert.strictEqual((yield* ask("GET", route)).status, 401)
          const stranger = yield* makeSomebody(yield* makeCompany("B"), "manager")
          assert.strictEqual((yield* ask("GET", route, { as: stranger })).status, 404)
          const policy = (yield* ask("GET", "/api/session", { as: manager })).headers["content-security-policy"] ?? ""
          assert.include(policy, `media-src 'self' blob: ${new URL(azure.endpoint).origin}`)
          assert.notInclude(policy.replace(/media-src[^;]*/, ""), azure.endpoint)
        }).pipe(Effect.provide(layerOffice(embedded.layer, { azure })))
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)),
    120_000
  )
})
