import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { SignedIn } from "./Authorization.ts"
import { instant, span } from "./Paging.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)
/** Of the calls that tell it; absent where none does. */
const Wait = Schema.optionalKey(Schema.Struct({ medianSeconds: Schema.Finite, p95Seconds: Schema.Finite }))
const Count = Schema.Struct({ key: text, calls: Schema.Int })

/** What is to be done, and what today was like, for the first page. */
export const Today = Schema.Struct({
  openMessages: Schema.Int,
  overdueMessages: Schema.Int,
  urgentMessages: Schema.Int,
  failedDeliveries: Schema.Int,
  failedCalls: Schema.Int,
  liveCalls: Schema.Int,
  /** Of the day where most agents are. */
  callsToday: Schema.Int
})
export type Today = typeof Today.Type

/** Of the calls that ended in a span of time. */
export const Insights = Schema.Struct({
  from: instant,
  to: instant,
  /** The agent's that was asked for, or where most agents are. */
  timeZone: text,
  calls: Schema.Int,
  /** Days of the time zone, every one of them. */
  byDay: Schema.Array(Schema.Struct({ day: text, calls: Schema.Int, messages: Schema.Int })),
  /** `weekday`: 1 is Monday. Only where there were any. */
  byHour: Schema.Array(Schema.Struct({ weekday: Schema.Int, hour: Schema.Int, calls: Schema.Int })),
  outcomes: Schema.Array(Count),
  languages: Schema.Array(Count),
  duration: Schema.Struct({ medianSeconds: Schema.Finite, p90Seconds: Schema.Finite, totalSeconds: Schema.Finite }),
  /** From the call's arrival at the worker to the answer. */
  timeToAnswer: Wait,
  /** The longest that a caller heard nothing of what they were owed, of each call. */
  longestSilence: Wait,
  transfers: Schema.Struct({ tried: Schema.Int, connected: Schema.Int }),
  recording: Schema.Struct({ kept: Schema.Int, refused: Schema.Int }),
  messages: Schema.Struct({
    taken: Schema.Int,
    open: Schema.Int,
    overdue: Schema.Int,
    /** From the message to "done", of those that are. */
    medianHoursToDone: Schema.optionalKey(Schema.Finite)
  }),
  failures: Schema.Array(Count),
  usage: Schema.Struct({
    inputTokens: Schema.Finite,
    outputTokens: Schema.Finite,
    inputAudioSeconds: Schema.Finite,
    outputAudioSeconds: Schema.Finite
  })
})
export type Insights = typeof Insights.Type

export class InsightsGroup extends HttpApiGroup.make("insights").add(
  HttpApiEndpoint.get("today", "/today", { success: Today }),
  /** The last 30 days, without a span. */
  HttpApiEndpoint.get("insights", "/insights", {
    query: { ...span, agentId: optionalText },
    success: Insights
  })
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Insights",
  description: "How the calls were"
})) {}
