import { Effect, Option, Stream } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson, type Role } from "../../api/Authorization.ts"
import type { OfficeEvent } from "../../api/Events.ts"
import { Bus } from "../Bus.ts"
import { maskedCall } from "../calls/http.ts"
import { maskedMessage } from "../messages/http.ts"
import { shown } from "../sessions/http.ts"
import { Sessions } from "../sessions/Sessions.ts"

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
    const sessions = yield* Sessions
    return handlers.handleAll({
      events: Effect.fnUntraced(function*() {
        const { companyId } = yield* CurrentPerson
        const token = yield* yield* shown
        const ready = Stream.succeed<OfficeEvent>({ _tag: "Ready" })
        // It outlives what it began with: each is for who they are by then, and for nobody whose session has ended.
        return Stream.mergeAll([ready, beats, bus.of(companyId)], { concurrency: "unbounded" }).pipe(
          Stream.mapEffect((event) =>
            Effect.map(sessions.find(token), Option.map(({ role }) => maskedEvent(event, role)))
          ),
          Stream.takeWhile(Option.isSome),
          Stream.map(({ value }) => value)
        )
      })
    })
  })
)
