import { Effect, Layer, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentWorker, ErasureKey, type KeyPurpose, WorkerKey } from "../../api/Authorization.ts"
import { Unauthorized } from "../../api/Errors.ts"
import { CompanyId } from "../../domain/Ids.ts"
import { Agents } from "../agents/Agents.ts"
import { Erasures } from "../audit/Erasures.ts"
import { Calls } from "../calls/Calls.ts"
import { Company } from "../company/Company.ts"
import { OfficeMessages } from "../messages/OfficeMessages.ts"
import { newId } from "../Rows.ts"

const refusals: Readonly<Record<KeyPurpose, string>> = {
  calls: "this key is none of ours, or not one for calls: give the worker one from the console's settings",
  erasure: "this key is none of ours, or not one for erasures: make one in the console's settings"
}

/** Lets those in who show a key for it. */
const keyFor = (purpose: KeyPurpose) =>
  Effect.map(Company, (company): WorkerKey["Service"] & ErasureKey["Service"] => ({
    key: Effect.fnUntraced(function*(handler, { credential }) {
      const worker = yield* company.workerOf(credential, purpose)
      return yield* Option.match(worker, {
        onNone: () => Effect.fail(new Unauthorized({ message: refusals[purpose] })),
        onSome: (worker) => Effect.provideService(handler, CurrentWorker, worker)
      })
    })
  }))

export const keys = Layer.merge(
  Layer.effect(WorkerKey, keyFor("calls")),
  Layer.effect(ErasureKey, keyFor("erasure"))
)

export const erasureHandlers = HttpApiBuilder.group(
  Api,
  "erasure",
  Effect.fnUntraced(function*(handlers) {
    const erasures = yield* Erasures
    return handlers.handleAll({
      eraseEverywhere: Effect.fnUntraced(function*({ payload: { phone } }) {
        const { companyId, name } = yield* CurrentWorker
        return { left: yield* erasures.eraseEverywhere(companyId, { name }, phone) }
      })
    })
  })
)

export const workerHandlers = HttpApiBuilder.group(
  Api,
  "worker",
  Effect.fnUntraced(function*(handlers) {
    const agents = yield* Agents
    const calls = yield* Calls
    const messages = yield* OfficeMessages
    return handlers.handleAll({
      agentByPhone: Effect.fnUntraced(function*({ params: { phone } }) {
        const { companyId } = yield* CurrentWorker
        return { agent: yield* agents.byPhone(companyId, phone) }
      }),
      createCall: Effect.fnUntraced(function*({ headers, payload }) {
        const { companyId } = yield* CurrentWorker
        return { id: yield* calls.start(companyId, payload, headers["idempotency-key"] ?? newId()) }
      }),
      endCall: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId } = yield* CurrentWorker
        yield* calls.end(companyId, id, payload)
        return { id }
      }),
      linkTranscript: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId } = yield* CurrentWorker
        yield* calls.linkTranscript(companyId, id, payload)
        return { id }
      }),
      linkRecording: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId } = yield* CurrentWorker
        yield* calls.linkRecording(companyId, id, payload)
        return { id }
      }),
      leaveMessage: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId } = yield* CurrentWorker
        const owner = yield* calls.ownerOf(companyId, id)
        yield* messages.keep(CompanyId.make(owner), id, payload)
        return { id: payload.id }
      })
    })
  })
)
