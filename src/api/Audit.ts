import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { ManagersOnly, SignedIn } from "./Authorization.ts"
import { BadRequest, Unavailable } from "./Errors.ts"
import { instant, next, page } from "./Paging.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)

/** What is written down of what people do. */
export const AuditAction = Schema.Literals([
  "agent.archived",
  "agent.created",
  "agent.draftDropped",
  "agent.drafted",
  "agent.published",
  "agent.restored",
  "caller.erased",
  "calls.exported",
  "company.changed",
  "delivery.resent",
  "key.made",
  "key.removed",
  "message.changed",
  "message.done",
  "message.noted",
  "message.read",
  "message.reopened",
  "number.provisioned",
  "number.released",
  "person.changed",
  "person.invited",
  "person.link",
  "recording.played",
  "session.begun",
  "transcript.read",
  "webhook.added",
  "webhook.changed",
  "webhook.removed"
])
export type AuditAction = typeof AuditAction.Type

/** Who did what, and when. */
export const AuditEntry = Schema.Struct({
  id: text,
  at: instant,
  /** The person's name; `office` where the program did it itself. */
  by: text,
  /** An `AuditAction`; or another version's. */
  action: text,
  subject: Schema.optionalKey(Schema.Struct({
    kind: Schema.Literals(["call", "message", "agent", "person", "key", "webhook", "delivery", "caller", "company"]),
    id: text
  })),
  detail: optionalText
})
export type AuditEntry = typeof AuditEntry.Type

/** What there is of a caller. */
export const CallerTraces = Schema.Struct({
  calls: Schema.Int,
  messages: Schema.Int,
  recordings: Schema.Int,
  transcripts: Schema.Int
})
export type CallerTraces = typeof CallerTraces.Type

/** That a caller was erased. The number is in it only by its last four digits. */
export const ErasureReceipt = Schema.Struct({
  id: text,
  at: instant,
  by: text,
  ending: text,
  erased: CallerTraces,
  /** What could not be removed yet, and is tried again; empty when everything is gone. */
  left: Schema.Array(text)
})
export type ErasureReceipt = typeof ErasureReceipt.Type

const payload = Schema.Struct({ phone: Schema.String })

export class AuditGroup extends HttpApiGroup.make("audit").add(
  HttpApiEndpoint.get("list", "/audit", {
    query: { action: optionalText, subjectId: optionalText, ...page },
    success: Schema.Struct({ entries: Schema.Array(AuditEntry), next })
  }),
  HttpApiEndpoint.post("lookForCaller", "/callers/look", { payload, success: CallerTraces, error: BadRequest }),
  /** Erases a caller everywhere: rows, messages, recordings, transcripts. For good. */
  HttpApiEndpoint.post("eraseCaller", "/callers/erase", {
    payload,
    success: ErasureReceipt,
    error: [BadRequest, Unavailable]
  }),
  HttpApiEndpoint.get("erasures", "/erasures", { success: Schema.Array(ErasureReceipt) })
).middleware(ManagersOnly).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Audit",
  description: "Who did what, and the erasure of callers"
})) {}
