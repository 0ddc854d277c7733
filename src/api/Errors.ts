import { Schema } from "effect"

/** What is said to whoever asked: what happened, and what to do. */
const message = Schema.String

/** Nobody is signed in, or the worker's key is none of ours. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()("Unauthorized", { message }, {
  httpApiStatus: 401
}) {}

/** Who is signed in may not do this, or another site asks for it. */
export class Forbidden extends Schema.TaggedError<Forbidden>()("Forbidden", { message }, { httpApiStatus: 403 }) {}

/** There is none, or it is another company's. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", { message }, { httpApiStatus: 404 }) {}

/** It was changed meanwhile, or is somebody else's already. */
export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", { message }, { httpApiStatus: 409 }) {}

/** It was there, and no longer is. */
export class Gone extends Schema.TaggedError<Gone>()("Gone", { message }, { httpApiStatus: 410 }) {}

export class TooLarge extends Schema.TaggedError<TooLarge>()("TooLarge", { message }, { httpApiStatus: 413 }) {}

/** What was sent is not what is read here: every place where it is not. */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", {
  message,
  problems: Schema.Array(Schema.String)
}, { httpApiStatus: 400 }) {}

/** Too many tries. */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {
  message,
  retryAfterSeconds: Schema.Int
}, { httpApiStatus: 429 }) {}

/** Something that the office needs does not answer. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { message }, {
  httpApiStatus: 503
}) {}
