import { Schema } from "effect"

/** What is said to whoever asked: what happened, and what to do. */
const message = Schema.String

/** Which refusal it is, for who says it in another language. */
export const RefusalCode = Schema.Literals([
  "databaseAway",
  "databaseFull",
  "draftChanged",
  "email",
  "emailTaken",
  "form",
  "idTaken",
  "instant",
  "lastManager",
  "lineAway",
  "messageGone",
  "messageHeld",
  "noDraft",
  "numberBusy",
  "numberConnected",
  "numberTaken",
  "onlyInYaml",
  "person",
  "phone",
  "storeAway",
  "webhookUrl"
])
export type RefusalCode = typeof RefusalCode.Type
const code = Schema.optionalKey(RefusalCode)

/** Nobody is signed in, or the worker's key is none of ours. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()("Unauthorized", { message }, {
  httpApiStatus: 401
}) {}

/** Who is signed in may not do this, or another site asks for it. */
export class Forbidden extends Schema.TaggedError<Forbidden>()("Forbidden", { message }, { httpApiStatus: 403 }) {}

/** There is none, or it is another company's. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", { message }, { httpApiStatus: 404 }) {}

/** It was changed meanwhile, or is somebody else's already. */
export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", { message, code }, { httpApiStatus: 409 }) {}

/** It was there, and no longer is. */
export class Gone extends Schema.TaggedError<Gone>()("Gone", { message }, { httpApiStatus: 410 }) {}

/** It was erased, and whoever has more of it lets go of that, too. */
export class Erased extends Schema.TaggedError<Erased>()("Erased", { message }, { httpApiStatus: 410 }) {}

export class TooLarge extends Schema.TaggedError<TooLarge>()("TooLarge", { message }, { httpApiStatus: 413 }) {}

/** What was sent is not what is read here: every place where it is not. */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", {
  message,
  problems: Schema.Array(Schema.String),
  code
}, { httpApiStatus: 400 }) {}

/** Too many tries. */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {
  message,
  retryAfterSeconds: Schema.Int
}, { httpApiStatus: 429 }) {}

/** Something that the office needs does not answer. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { message, code }, {
  httpApiStatus: 503
}) {}
