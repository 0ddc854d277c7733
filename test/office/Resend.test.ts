import { assert, describe, layer } from "@effect/vitest"
import { Clock, Effect, FileSystem, Layer, Option } from "effect"
import { instantOf } from "../../src/domain/CallMessage.ts"
import type { DeliveryProblem } from "../../src/domain/DeliveryProblem.ts"
import { Company } from "../../src/office/company/Company.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { deliverDue } from "../../src/programs/DeliverMessages.ts"
import { Messages } from "../../src/services/Messages.ts"
import { agentWith, messageAt, originOf, receivers } from "../support/Messages.ts"
import { ask, databases, layerOffice, makeSomebody } from "../support/Office.ts"

interface Listed {
  readonly id: string
  readonly by: string
  readonly way: string
  readonly to?: string
  readonly state: string
  readonly problem?: string
  readonly reason?: DeliveryProblem
}

for (const { name, layer: database, skip } of databases) {
  describe.skipIf(skip)(`What a worker could not deliver, in ${name}`, () => {
    layer(layerOffice(database), { timeout: "2 minutes", excludeTestServices: true })((it) => {
      it.effect("is sent again by that worker, to where its agent says now, and nothing else is", () =>
        Effect.gen(function*() {
          const manager = yield* makeSomebody(yield* (yield* Company).ensure, "manager")
          const outbox = yield* Messages
          const to = receivers()
          const worker = Effect.provide(deliverDue(), to.layer)
          const look = Layer.build(intake).pipe(Effect.scoped)
          const mailsTo = (...email: ReadonlyArray<string>) => agentWith({ email, backend: false, file: true })
          const listed = Effect.map(
            ask("GET", "/api/deliveries", { as: manager }),
            ({ json }) => (json as { readonly deliveries: ReadonlyArray<Listed> }).deliveries
          )
          const states = Effect.map(
            listed,
            (all) => all.map(({ state, to, way }) => `${way} ${to ?? ""} ${state}`).sort()
          )
          const resend = (id: string | undefined) => ask("POST", `/api/deliveries/${id}/resend`, { as: manager })

          const id = newId()
          const takenAt = (yield* Clock.currentTimeMillis) - 60_000
          yield* outbox.keep(
            messageAt(id, takenAt),
            originOf(newId()),
            mailsTo("first@example.com", "old@example.com")
          )
          to.behaviour.email = "refuses"
          yield* worker
          yield* look
          assert.deepStrictEqual(yield* states, ["email first@example.com failed", "email old@example.com failed"])
          const failed = (yield* listed).find(({ to }) => to === "old@example.com")
          assert.deepInclude(failed, {
            by: "worker",
            problem: "the email did not take it",
            reason: { kind: "mailMailbox" }
          })

          to.behaviour.email = "takes"
          to.agentIs(mailsTo("first@example.com", "new@example.com"))
          const again = yield* resend(failed?.id)
          assert.strictEqual(again.status, 200)
          assert.nestedPropertyVal(again.json, "state", "open")
          assert.deepStrictEqual(yield* states, ["lookup  open"])
          assert.lengthOf(to.mails, 0)
          yield* worker
          yield* look
          assert.deepStrictEqual(yield* states, [
            "email first@example.com delivered",
            "email new@example.com delivered"
          ])
          assert.deepStrictEqual(to.mails.map((mail) => mail.to).sort(), ["first@example.com", "new@example.com"])
          yield* worker
          assert.lengthOf(to.mails, 2)
        }))

      it.effect("is told as it is, also by whoever looked while it was being tried", () =>
        Effect.gen(function*() {
          const manager = yield* makeSomebody(yield* (yield* Company).ensure, "manager")
          const outbox = yield* Messages
          const look = Layer.build(intake).pipe(Effect.scoped)
          const id = newId()
          const to = receivers()
          to.behaviour.email = "refuses"
          const origin = originOf(newId())
          yield* outbox.keep(
            messageAt(id, (yield* Clock.currentTimeMillis) - 60_000),
            origin,
            agentWith({ email: ["slow@example.com"], backend: false, file: true })
          )
          // The try counts before it is made.
          yield* Effect.scoped(Effect.gen(function*() {
            const { open: [kept], save } = Option.getOrThrow(yield* outbox.claim(origin.callId))
            const way = "email:slow@example.com"
            const state = kept?.deliveries[way]
            if (kept === undefined || state?._tag !== "open") return assert.fail("nothing is open")
            yield* save({ ...kept, deliveries: { [way]: { ...state, tries: 1 } } })
            yield* look
            const next = instantOf((yield* Clock.currentTimeMillis) + 30_000)
            const reason = { kind: "mailSlow" } as const
            yield* save({ ...kept, deliveries: { [way]: { ...state, next, tries: 1, problem: "too slow", reason } } })
          }))
          yield* look
          const { json } = yield* ask("GET", `/api/deliveries/${id}:email:slow@example.com`, { as: manager })
          assert.nestedPropertyVal(json, "delivery.problem", "too slow")
          assert.nestedPropertyVal(json, "delivery.reason.kind", "mailSlow")
        }))

      it.effect("is not, where the worker has let go of it, and it is said why and what to do", () =>
        Effect.gen(function*() {
          const manager = yield* makeSomebody(yield* (yield* Company).ensure, "manager")
          const outbox = yield* Messages
          const id = newId()
          const to = receivers()
          to.behaviour.webhook = "refuses"
          const kept = messageAt(id, (yield* Clock.currentTimeMillis) - 60_000)
          yield* outbox.keep(kept, originOf(newId()), agentWith())
          yield* Effect.provide(deliverDue(), to.layer)
          yield* Layer.build(intake).pipe(Effect.scoped)
          const fs = yield* FileSystem.FileSystem
          yield* fs.remove(`${(yield* OfficeOptions).dataDir}/messages`, { recursive: true })
          const { json, status } = yield* ask("POST", `/api/deliveries/${id}:webhook/resend`, { as: manager })
          assert.strictEqual(status, 409)
          assert.match((json as { readonly message: string }).message, /not on this machine any more.*under To do/)
          const other = yield* makeSomebody(yield* (yield* Company).add("Other"), "manager")
          assert.strictEqual((yield* ask("POST", `/api/deliveries/${id}:webhook/resend`, { as: other })).status, 404)
        }))
    })
  })
}
