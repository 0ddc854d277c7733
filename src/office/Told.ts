import { Cause, Effect, ErrorReporter, Layer, Option, SchemaIssue } from "effect"
import { Multipart } from "effect/http"
import { HttpApiError } from "effect/http-api"
import { isSqlError } from "effect/sql/SqlError"
import { Told } from "../api/Authorization.ts"
import { BadRequest, TooLarge, Unavailable } from "../api/Errors.ts"
import { codeOf, isAway, isFull } from "./database/Database.ts"

const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()

/** The places that are wrong, without what stands there. */
const problemsOf = (issue: SchemaIssue.Issue): ReadonlyArray<string> =>
  formatIssue(issue).issues.map(({ message, path = [] }) => {
    const at = path.map((key) => typeof key === "object" ? String(key.key) : String(key)).join(".")
    // What was expected; what was found may be private.
    const expected = message.replace(/,? (?:got|actual|found)\b[^]*$/, "").replace(/\n[^]*$/, "")
    return at === "" ? expected : `${at}: ${expected}`
  })

/** Postgres's codes for a text with U+0000, for half of a character, and for a date that is none there. */
const cannotBeKept = / 22(?:021|P02|P05|007|008)$/

const unkeepable = new BadRequest({
  message: "what was sent has a character or a date that cannot be kept",
  problems: []
})

const away = new Unavailable({
  message: "the office's database does not answer: try again in a moment",
  code: "databaseAway"
})

const full = new Unavailable({
  message: "the office's database has no room left, or no more to give: whoever runs the office has to see to its disk",
  code: "databaseFull"
})

/** What becomes of a request that could not be read, or that meets a database that is away. */
export const told = Layer.succeed(
  Told,
  (handler) =>
    Effect.catchCause(
      handler,
      Effect.fnUntraced(function*(cause) {
        const failure = Option.getOrUndefined(Cause.findErrorOption(cause as Cause.Cause<unknown>))
        // An answer of ours that is none is no fault of who has asked.
        if (HttpApiError.HttpApiSchemaError.is(failure) && !failure[ErrorReporter.ignore]) {
          return yield* Effect.failCause(cause)
        }
        if (HttpApiError.HttpApiSchemaError.is(failure)) {
          const problems = problemsOf(failure.cause.issue)
          return yield* new BadRequest({
            message: `what was sent cannot be read: ${problems.slice(0, 5).join("; ")}`,
            problems
          })
        }
        const defects = cause.reasons.filter(Cause.isDieReason).map((reason) => reason.defect)
        const form = [failure, ...defects].find(Multipart.isMultipartError)
        if (form !== undefined) {
          return yield* form.reason._tag === "Parse"
            ? new BadRequest({ message: "what was sent is no form that can be read", problems: [], code: "form" })
            : new TooLarge({ message: "what was sent is too large: an agent's YAML may have 1 MB" })
        }
        const defect = defects.find(isSqlError)
        if (defect !== undefined && isAway(defect)) return yield* away
        if (defect !== undefined) yield* Effect.logError(`the database refused a statement (${codeOf(defect)})`)
        if (defect !== undefined && isFull(defect)) return yield* full
        if (defect !== undefined && cannotBeKept.test(codeOf(defect))) return yield* unkeepable
        return yield* Effect.failCause(cause)
      })
    )
)
