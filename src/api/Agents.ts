import { Schema } from "effect"
import { Multipart } from "effect/http"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { ProblemKind } from "../domain/AgentProblemKind.ts"
import { HoursNoteKind } from "../domain/HoursNoteKind.ts"
import { Language } from "../domain/Language.ts"
import { ManagersOnly, SignedIn } from "./Authorization.ts"
import { BadRequest, Conflict, NotFound, TooLarge } from "./Errors.ts"
import { instant } from "./Paging.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)

/** An agent's YAML can be as large as this. */
export const largestYaml = 1_000_000

/** What is wrong, or doubtful, and where: line and column count from 1; `path` is empty where it is the file itself. */
export const PlacedProblem = Schema.Struct({
  path: Schema.Array(Schema.Union([Schema.String, Schema.Finite])),
  line: Schema.Int,
  column: Schema.Int,
  /** A sentence. It never quotes a value. */
  message: text,
  kind: ProblemKind,
  /** Nothing stands there. */
  missing: Schema.Boolean
})
export type PlacedProblem = typeof PlacedProblem.Type

/** The YAML cannot be an agent: every problem, with its place. */
export class InvalidAgent extends Schema.TaggedError<InvalidAgent>()("InvalidAgent", {
  message: text,
  problems: Schema.Array(PlacedProblem)
}, { httpApiStatus: 422 }) {}

/** A version of an agent: number 1 is the first that was published. */
export const AgentVersion = Schema.Struct({
  number: Schema.Int,
  by: text,
  at: instant,
  note: optionalText
})
export type AgentVersion = typeof AgentVersion.Type

export const AgentSummary = Schema.Struct({
  id: text,
  name: text,
  /** The number that it answers. */
  phone: optionalText,
  languages: Schema.Array(text),
  /** Whether it answers calls: something of it is published, and it is not archived. */
  answers: Schema.Boolean,
  archived: Schema.Boolean,
  hasDraft: Schema.Boolean,
  changedAt: instant
})
export type AgentSummary = typeof AgentSummary.Type

export const AgentDetail = Schema.Struct({
  ...AgentSummary.fields,
  /** Counts the changes of its draft, and what was published: a change says of which it was made. */
  revision: Schema.Int,
  published: Schema.optionalKey(Schema.Struct({ version: AgentVersion, yaml: text })),
  draft: Schema.optionalKey(Schema.Struct({
    yaml: text,
    by: text,
    at: instant,
    problems: Schema.Array(PlacedProblem)
  }))
})
export type AgentDetail = typeof AgentDetail.Type

const Yaml = Schema.String
const Phrases = Schema.Struct({ FRENCH: optionalText, ENGLISH: optionalText })

/** A day of the picture of the week. */
export const Day = Schema.Struct({
  /** `2026-12-24`, where the agent is. */
  date: text,
  /** `["09:00", "12:00"]`, in the order of the day; `24:00` is its end. */
  open: Schema.Array(Schema.Tuple([text, text])),
  /** False where nobody can say: a holiday on which it may be open, or not. */
  known: Schema.Boolean,
  /** Why it is unlike other days: a holiday, or an exception's reason. */
  why: Schema.optionalKey(Phrases)
})

/** What an agent's YAML comes to, before anybody answers with it. */
export const AgentPreview = Schema.Struct({
  /** Those that keep it from answering. */
  problems: Schema.Array(PlacedProblem),
  /** Those that don't. */
  warnings: Schema.Array(PlacedProblem),
  /** The YAML as a plain value, for a form; absent where it is not to be read. */
  value: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  name: optionalText,
  phone: optionalText,
  languages: Schema.Array(Language),
  timeZone: optionalText,
  /** The instant that was asked for; now, without one. */
  at: instant,
  /** Absent where there are no hours to go by. */
  state: Schema.optionalKey(Schema.Literals(["open", "closed", "unknown"])),
  /** What would be said at that time. */
  said: Schema.Array(Schema.Struct({ language: Language, sentences: Schema.Array(text) })),
  /** Seven days from that one on. */
  week: Schema.Array(Day),
  /** Days to come that are unlike their weekdays. */
  coming: Schema.Array(Day),
  /** What there is to know of its hours: where they are not gone by, why. */
  notes: Schema.Array(Schema.Struct({ kind: HoursNoteKind, message: text }))
})
export type AgentPreview = typeof AgentPreview.Type

const id = { id: text }
const edit = Schema.Struct({
  path: Schema.Array(Schema.Union([Schema.String, Schema.Int])),
  /** Null removes what stands there. */
  value: Schema.Unknown
})

export class AgentsGroup extends HttpApiGroup.make("agents").add(
  HttpApiEndpoint.get("list", "/agents", { success: Schema.Array(AgentSummary) }),
  /** A new agent, with this as its draft. JSON, or a form with the field `file`. */
  HttpApiEndpoint.post("create", "/agents", {
    payload: [
      Schema.Struct({ yaml: Yaml }),
      Schema.Struct({ file: Multipart.SingleFileSchema }).pipe(
        HttpApiSchema.asMultipart({ maxParts: 2, maxFileSize: largestYaml, maxTotalSize: largestYaml + 10_000 })
      )
    ],
    success: AgentDetail.pipe(HttpApiSchema.status(201)),
    error: [InvalidAgent, TooLarge, Conflict]
  }).middleware(ManagersOnly),
  /** What a YAML comes to: checks, hours, and what would be said. Nothing is kept of it. */
  HttpApiEndpoint.post("preview", "/agents/preview", {
    payload: Schema.Struct({
      yaml: Yaml,
      /** `2026-12-24T12:30` where the agent is, or an instant. */
      at: optionalText
    }),
    success: AgentPreview,
    error: [TooLarge, BadRequest]
  }),
  /** The YAML with these values in it; its comments and its order stay. */
  HttpApiEndpoint.post("edit", "/agents/edit", {
    payload: Schema.Struct({ yaml: Yaml, changes: Schema.Array(edit) }),
    success: Schema.Struct({ yaml: Yaml }),
    error: [TooLarge, InvalidAgent, BadRequest]
  }),
  HttpApiEndpoint.get("one", "/agents/:id", { params: id, success: AgentDetail, error: NotFound }),
  /** Keeps a draft, with its problems. `revision`: of what it was made of; it can be absent where there is no draft. */
  HttpApiEndpoint.put("saveDraft", "/agents/:id/draft", {
    params: id,
    payload: Schema.Struct({ yaml: Yaml, revision: Schema.optionalKey(Schema.Int) }),
    success: AgentDetail,
    error: [NotFound, TooLarge, Conflict]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.delete("dropDraft", "/agents/:id/draft", {
    params: id,
    query: { revision: Schema.optionalKey(Schema.Int) },
    success: AgentDetail,
    error: [NotFound, Conflict]
  })
    .middleware(ManagersOnly),
  /** The draft answers from the next call on. */
  HttpApiEndpoint.post("publish", "/agents/:id/publish", {
    params: id,
    payload: Schema.Struct({ note: optionalText, revision: Schema.optionalKey(Schema.Int) }),
    success: AgentDetail,
    error: [NotFound, InvalidAgent, Conflict]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.get("versions", "/agents/:id/versions", {
    params: id,
    success: Schema.Array(AgentVersion),
    error: NotFound
  }),
  HttpApiEndpoint.get("version", "/agents/:id/versions/:number", {
    params: { id: text, number: Schema.FiniteFromString },
    success: Schema.Struct({ version: AgentVersion, yaml: text }),
    error: NotFound
  }),
  /** It answers no calls any more; its calls and messages stay. */
  HttpApiEndpoint.delete("archive", "/agents/:id", { params: id, success: AgentDetail, error: NotFound })
    .middleware(ManagersOnly),
  HttpApiEndpoint.post("restore", "/agents/:id/restore", {
    params: id,
    success: AgentDetail,
    error: [NotFound, Conflict]
  })
    .middleware(ManagersOnly)
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Agents",
  description: "Who answers: drafts, checks, versions"
})) {}
