import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import { Insights } from "./Insights.ts"

export const insightHandlers = HttpApiBuilder.group(
  Api,
  "insights",
  Effect.fnUntraced(function*(handlers) {
    const insights = yield* Insights
    return handlers.handleAll({
      today: () => Effect.flatMap(CurrentPerson, ({ companyId }) => insights.today(companyId)),
      insights: ({ query }) => Effect.flatMap(CurrentPerson, ({ companyId }) => insights.of(companyId, query))
    })
  })
)
