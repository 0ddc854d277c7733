import { assert, describe, layer } from "@effect/vitest"
import { Clock, Effect, FileSystem, Layer, Option } from "effect"
import { AgentId, MessageId } from "../../src/domain/Ids.ts"
import { Company } from "../../src/office/company/Company.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { markDone } from "../../src/programs/ManageMessages.ts"
import { Messages } from "../../src/services/Messages.ts"
import { agentWith, messageAt, originOf } from "../support/Messages.ts"
import { ask, databases, layerOffice, makeSomebody } from "../support/Office.ts"

for (const { name, layer: database, skip } of databases) {
  describe.skipIf(skip)(`A message that office and worker both have, in ${name}`, () => {
    layer(layerOffice(database), { timeout: "2 minutes", excludeTestServices: true })((it) => {
      const stage = Effect.gen(function*() {
        const as = yield* makeSomebody(yield* (yield* Company).ensure, "manager")
        const outbox = yield* Messages
        const id = newId()
        const message = messageAt(id, (yield* Clock.currentTimeMillis) - 60_000)
        yield* outbox.keep(message, originOf(newId()), agentWith({ email: [], backend: false, file: true }))
        const look = Layer.build(intake).pipe(Effect.scoped)
        yield* look
        const here = Effect.map(
          ask("GET", `/api/messages/${id}`, { as }),
          ({ json }) => json as { readonly doneAt?: string; readonly doneBy?: string }
        )
        const there = outbox.read({
          agentId: AgentId.make(message.agentId),
          id: MessageId.make(id),
          takenAt: message.takenAt
        })
          .pipe(Effect.map((kept) => Option.getOrThrow(kept).done))
        const done = (now: boolean, who = as) => ask("PATCH", `/api/messages/${id}`, { as: who, body: { done: now } })
        return { as, done, here, id, look, message, there }
      })

      it.effect("is done in the one where it is done in the other", () =>
        Effect.gen(function*() {
          const { done, here, id, look, there } = yield* stage
          yield* markDone(id)
          yield* look
          const marked = yield* here
          assert.strictEqual(marked.doneBy, "receptionist messages done")
          assert.strictEqual(marked.doneAt && Date.parse(marked.doneAt), Date.parse((yield* there) ?? ""))
          yield* done(false)
          assert.isUndefined(yield* there)
          assert.notProperty(yield* here, "doneAt")
          yield* done(true)
          assert.strictEqual(Date.parse((yield* here).doneAt ?? ""), Date.parse((yield* there) ?? "-"))
          yield* look
          assert.strictEqual((yield* here).doneBy, "A manager")
        }))

      it.effect("stays open where somebody has opened it again, whatever stands in the outbox yet", () =>
        Effect.gen(function*() {
          const { done, here, id, look, message } = yield* stage
          yield* markDone(id)
          yield* look
          const fs = yield* FileSystem.FileSystem
          const { dataDir } = yield* OfficeOptions
          const [year = "", month = ""] = message.takenAt.split("-")
          const file = `${dataDir}/messages/${message.agentId}/${year}/${month}/${id}.json`
          const stale = yield* fs.readFileString(file)
          yield* done(false)
          yield* fs.writeFileString(file, stale)
          yield* look
          assert.notProperty(yield* here, "doneAt")
        }))

      it.effect("was done by whoever did it first", () =>
        Effect.gen(function*() {
          const { as, done, here } = yield* stage
          const other = yield* makeSomebody(as.companyId, "manager")
          yield* ask("PATCH", "/api/session", { as: other, body: { name: "Somebody else" } })
          yield* done(true)
          assert.strictEqual((yield* done(true, other)).status, 200)
          assert.strictEqual((yield* here).doneBy, "A manager")
        }))

      it.effect("is done here alone where the worker has let go of it", () =>
        Effect.gen(function*() {
          const { done, here } = yield* stage
          const fs = yield* FileSystem.FileSystem
          yield* fs.remove(`${(yield* OfficeOptions).dataDir}/messages`, { recursive: true })
          assert.strictEqual((yield* done(true)).status, 200)
          assert.property(yield* here, "doneAt")
          assert.isFalse(yield* fs.exists(`${(yield* OfficeOptions).dataDir}/messages`))
        }))
    })
  })
}
