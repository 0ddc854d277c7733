import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import { Trail } from "../audit/Trail.ts"
import { Numbers } from "./Numbers.ts"

export const numberHandlers = HttpApiBuilder.group(
  Api,
  "numbers",
  Effect.fnUntraced(function*(handlers) {
    const numbers = yield* Numbers
    const trail = yield* Trail
    return handlers.handleAll({
      list: () => Effect.flatMap(CurrentPerson, ({ companyId }) => numbers.list(companyId)),
      provision: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const number = yield* numbers.provision(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "number.provisioned", subject: { kind: "agent", id } })
        return number
      }),
      release: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const number = yield* numbers.release(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "number.released", subject: { kind: "agent", id } })
        return number
      })
    })
  })
)
