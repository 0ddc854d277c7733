import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { ManagersOnly, PersonId, SignedIn } from "./Authorization.ts"
import { BadRequest, NotFound } from "./Errors.ts"
import { instant, next, page } from "./Paging.ts"
import { TheirWords } from "./TheirWords.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)
const optionalTheirs = Schema.optionalKey(TheirWords)

export const MessageKey = Schema.String.pipe(Schema.brand("MessageKey"))
export type MessageKey = typeof MessageKey.Type

const Who = Schema.Struct({ id: PersonId, name: text })

/** What somebody of the office has noted about a message. */
export const Note = Schema.Struct({ by: text, at: instant, text })

/** What a caller left, and what has become of it here. Private. Numbers are masked for a viewer. */
export const OfficeMessage = Schema.Struct({
  id: MessageKey,
  callId: optionalText,
  agentId: text,
  agentName: optionalText,
  kind: Schema.Literals(["message", "callback", "appointment"]),
  department: optionalTheirs,
  callerName: optionalTheirs,
  callbackNumber: optionalText,
  text: TheirWords,
  urgency: Schema.Literals(["normal", "urgent"]),
  bestTime: optionalTheirs,
  wishes: Schema.Array(instant),
  due: Schema.optionalKey(instant),
  language: text,
  takenAt: instant,
  /** False where the call broke off before it was whole. */
  complete: Schema.Boolean,
  /** Its agent's: what happened on its line is told in its time. */
  timeZone: text,
  takenBy: Schema.optionalKey(Who),
  doneAt: Schema.optionalKey(instant),
  doneBy: optionalText,
  notes: Schema.Array(Note)
})
export type OfficeMessage = typeof OfficeMessage.Type

const id = { id: MessageKey }

export class MessagesGroup extends HttpApiGroup.make("messages").add(
  /** Open ones: the first that is due first, urgent ones before others of the same day. Done ones: the last first. */
  HttpApiEndpoint.get("list", "/messages", {
    query: {
      state: Schema.optionalKey(Schema.Literals(["open", "done"])),
      agentId: optionalText,
      kind: Schema.optionalKey(OfficeMessage.fields.kind),
      takenBy: optionalText,
      q: optionalText,
      ...page
    },
    success: Schema.Struct({ messages: Schema.Array(OfficeMessage), next })
  }),
  HttpApiEndpoint.get("one", "/messages/:id", { params: id, success: OfficeMessage, error: NotFound }),
  HttpApiEndpoint.patch("change", "/messages/:id", {
    params: id,
    payload: Schema.Struct({
      done: Schema.optionalKey(Schema.Boolean),
      /** Null: nobody any more. */
      takenBy: Schema.optionalKey(Schema.NullOr(PersonId)),
      urgency: Schema.optionalKey(OfficeMessage.fields.urgency),
      due: Schema.optionalKey(Schema.NullOr(instant))
    }),
    success: OfficeMessage,
    error: [NotFound, BadRequest]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.post("note", "/messages/:id/notes", {
    params: id,
    payload: Schema.Struct({ text: Schema.Trim.check(Schema.isNonEmpty(), Schema.isMaxLength(2000)) }),
    success: OfficeMessage,
    error: NotFound
  }).middleware(ManagersOnly)
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Messages",
  description: "What callers left for somebody, and what becomes of it"
})) {}
