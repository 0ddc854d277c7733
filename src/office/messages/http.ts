import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson, type Role } from "../../api/Authorization.ts"
import type { OfficeMessage } from "../../api/Messages.ts"
import { Trail } from "../audit/Trail.ts"
import { masked } from "../Rows.ts"
import { OfficeMessages } from "./OfficeMessages.ts"

/** A viewer sees no number whole. */
export const maskedMessage = (message: OfficeMessage, role: Role): OfficeMessage =>
  role === "manager" || message.callbackNumber === undefined
    ? message
    : { ...message, callbackNumber: masked(message.callbackNumber) }

export const messageHandlers = HttpApiBuilder.group(
  Api,
  "messages",
  Effect.fnUntraced(function*(handlers) {
    const messages = yield* OfficeMessages
    const trail = yield* Trail
    return handlers.handleAll({
      list: Effect.fnUntraced(function*({ query }) {
        const { companyId, role } = yield* CurrentPerson
        const page = yield* messages.list(companyId, query, role)
        return { ...page, messages: page.messages.map((message) => maskedMessage(message, role)) }
      }),
      one: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const message = yield* messages.one(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "message.read", subject: { kind: "message", id } })
        return maskedMessage(message, by.role)
      }),
      change: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const by = yield* CurrentPerson
        const message = yield* messages.change(by.companyId, by.name, id, payload)
        yield* trail.note(by.companyId, by, {
          action: payload.done === undefined ? "message.changed" : payload.done ? "message.done" : "message.reopened",
          subject: { kind: "message", id }
        })
        return message
      }),
      note: Effect.fnUntraced(function*({ params: { id }, payload: { text } }) {
        const by = yield* CurrentPerson
        const message = yield* messages.note(by.companyId, by.name, id, text)
        yield* trail.note(by.companyId, by, { action: "message.noted", subject: { kind: "message", id } })
        return message
      })
    })
  })
)
