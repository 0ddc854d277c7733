import { Effect, Option, Stream } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import type { CallSummary } from "../../api/Calls.ts"
import { Gone, Unavailable } from "../../api/Errors.ts"
import { theirWords } from "../../api/TheirWords.ts"
import type { BlobStoreError } from "../../services/BlobStore.ts"
import { Trail } from "../audit/Trail.ts"
import { maskedMessage } from "../messages/http.ts"
import { OfficeMessages } from "../messages/OfficeMessages.ts"
import { masked } from "../Rows.ts"
import { Calls } from "./Calls.ts"
import { csvOf } from "./Csv.ts"
import { Peaks } from "./Peaks.ts"
import { rangeOf } from "./Ranges.ts"

/** A viewer sees no number whole. */
export const maskedCall = <A extends CallSummary>(call: A, role: "manager" | "viewer"): A =>
  role === "manager" || call.callerNumber === undefined
    ? call
    : { ...call, callerNumber: theirWords(masked(call.callerNumber)) }

const storeFailure = ({ reason }: BlobStoreError) =>
  reason === "missingFile"
    ? new Gone({ message: "the recording is gone from the store: it was removed there, or the store is another one" })
    : new Unavailable({ message: "the store of recordings does not answer: try again later", code: "storeAway" })

export const callHandlers = HttpApiBuilder.group(
  Api,
  "calls",
  Effect.fnUntraced(function*(handlers) {
    const calls = yield* Calls
    const messages = yield* OfficeMessages
    const peaks = yield* Peaks
    const trail = yield* Trail

    return handlers.handleAll({
      list: Effect.fnUntraced(function*({ query: { caller, ...query } }) {
        const { companyId, role } = yield* CurrentPerson
        const page = yield* calls.list(companyId, {
          ...query,
          ...caller !== undefined && role === "manager" && { caller }
        })
        return { ...page, calls: page.calls.map((call) => maskedCall(call, role)) }
      }),
      csv: Effect.fnUntraced(function*({ query: { caller, ...query } }) {
        const by = yield* CurrentPerson
        const found = yield* calls.all(by.companyId, {
          ...query,
          ...caller !== undefined && by.role === "manager" && { caller }
        })
        yield* trail.note(by.companyId, by, { action: "calls.exported" })
        return HttpServerResponse.stream(csvOf(Stream.map(found, (call) => maskedCall(call, by.role))), {
          contentType: "text/csv; charset=utf-8",
          headers: { "content-disposition": "attachment; filename=\"calls.csv\"" }
        })
      }),
      live: Effect.fnUntraced(function*() {
        const { companyId, role } = yield* CurrentPerson
        return (yield* calls.live(companyId)).map((call) => maskedCall(call, role))
      }),
      one: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId, role } = yield* CurrentPerson
        const call = yield* calls.detail(companyId, id)
        const left = yield* messages.ofCall(companyId, id)
        return maskedCall({ ...call, left: left.map((message) => maskedMessage(message, role)) }, role)
      }),
      transcript: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const transcript = yield* calls.transcript(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "transcript.read", subject: { kind: "call", id } })
        return transcript
      }),
      recording: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const request = yield* HttpServerRequest.HttpServerRequest
        const recording = yield* calls.recording(by.companyId, id)
        const bytes = yield* Effect.mapError(recording.bytes, storeFailure)
        const range = rangeOf(request.headers["range"], bytes)
        const headers = { "accept-ranges": "bytes", "cache-control": "private, no-store" }
        if (range === "unsatisfiable") {
          return HttpServerResponse.empty({ status: 416, headers: { ...headers, "content-range": `bytes */${bytes}` } })
        }
        // The first bytes are asked for once by whoever listens; seeking asks for others, and so does who would not be seen.
        const begins = range === undefined || range.offset === 0
        const note = begins ? trail.note : trail.noteGoingOn
        yield* note(by.companyId, by, { action: "recording.played", subject: { kind: "call", id } })
        const address = yield* Effect.mapError(recording.address, storeFailure)
        if (Option.isSome(address)) {
          return HttpServerResponse.redirect(address.value, { status: 307, headers: { "cache-control": "no-store" } })
        }
        const { length, offset } = range ?? { offset: 0, length: bytes }
        return HttpServerResponse.stream(recording.read({ offset, length }), {
          status: range === undefined ? 200 : 206,
          contentType: "audio/ogg",
          contentLength: length,
          headers: range === undefined
            ? headers
            : { ...headers, "content-range": `bytes ${offset}-${offset + length - 1}/${bytes}` }
        })
      }),
      peaks: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        const recording = yield* calls.recording(companyId, id)
        return yield* Effect.mapError(peaks.of(recording), storeFailure)
      })
    })
  })
)
