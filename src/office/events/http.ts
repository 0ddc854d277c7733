import { Effect, Stream } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson, type Role } from "../../api/Authorization.ts"
import type { OfficeEvent } from "../../api/Events.ts"
import { Bus } from "../Bus.ts"
import { maskedCall } from "../calls/http.ts"
import { maskedMessage } from "../messages/http.ts"

const maskedEvent = (event: OfficeEvent, role: Role): OfficeEvent =>
  event._tag === "Call"
    ? { ...event, call: maskedCall(event.call, role) }
    : event._tag === "Message"
    ? { ...event, message: maskedMessage(event.message, role) }
    : event

const beats = Stream.tick("20 seconds").pipe(Stream.drop(1), Stream.map((): OfficeEvent => ({ _tag: "Beat" })))

export const eventHandlers = HttpApiBuilder.group(
  Api,
  "events",
  Effect.fnUntraced(function*(handlers) {
    const bus = yield* Bus
    return handlers.handleAll({
      events: Effect.fnUntraced(function*() {
        const { companyId, role } = yield* CurrentPerson
        const ready = Stream.succeed<OfficeEvent>({ _tag: "Ready" })
        return Stream.mergeAll([ready, beats, Stream.map(bus.of(companyId), (event) => maskedEvent(event, role))], {
          concurrency: "unbounded"
        })
      })
    })
  })
)
