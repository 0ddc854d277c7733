import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import { Erasures } from "./Erasures.ts"
import { Trail } from "./Trail.ts"

export const auditHandlers = HttpApiBuilder.group(
  Api,
  "audit",
  Effect.fnUntraced(function*(handlers) {
    const erasures = yield* Erasures
    const trail = yield* Trail
    return handlers.handleAll({
      list: ({ query }) => Effect.flatMap(CurrentPerson, ({ companyId }) => trail.list(companyId, query)),
      lookForCaller: ({ payload: { phone } }) =>
        Effect.flatMap(CurrentPerson, ({ companyId }) => erasures.look(companyId, phone)),
      eraseCaller: Effect.fnUntraced(function*({ payload: { phone } }) {
        const by = yield* CurrentPerson
        return yield* erasures.erase(by.companyId, by, phone)
      }),
      erasures: () => Effect.flatMap(CurrentPerson, ({ companyId }) => erasures.list(companyId))
    })
  })
)
