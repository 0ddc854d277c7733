import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { SignedIn } from "./Authorization.ts"
import { CallSummary } from "./Calls.ts"
import { Delivery } from "./Deliveries.ts"
import { OfficeMessage } from "./Messages.ts"

/** What happens. Whoever has lost the stream asks for the lists again: nothing is sent twice. */
export const OfficeEvent = Schema.Union([
  /** The stream is open: what was missed before is in the lists. */
  Schema.TaggedStruct("Ready", {}),
  /** A call began, ended, or something of it came. `call.endedAt` says whether it goes on. */
  Schema.TaggedStruct("Call", { call: CallSummary }),
  /** A message was left, or changed. */
  Schema.TaggedStruct("Message", { message: OfficeMessage }),
  Schema.TaggedStruct("Delivery", { delivery: Delivery }),
  /** An agent was changed or published. */
  Schema.TaggedStruct("Agent", { agentId: Schema.String }),
  /** Every 20 seconds, so that a line that is dead is noticed. */
  Schema.TaggedStruct("Beat", {})
])
export type OfficeEvent = typeof OfficeEvent.Type

export class EventsGroup extends HttpApiGroup.make("events").add(
  HttpApiEndpoint.get("events", "/events", { success: HttpApiSchema.StreamSse({ data: OfficeEvent }) })
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Events",
  description: "What happens, as it does (server-sent events)"
})) {}
