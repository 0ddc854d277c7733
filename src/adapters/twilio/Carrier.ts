import { Effect, Layer, Option, type Redacted, Schema } from "effect"
import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"
import { Carrier } from "../../services/Carrier.ts"
import { PhoneLineFailed } from "../../services/PhoneLines.ts"

export interface TwilioOptions {
  readonly accountSid: string
  readonly authToken: Redacted.Redacted
  /** The Elastic SIP trunk whose origination URL is LiveKit's SIP gateway. */
  readonly trunkSid: string
  /** Twilio's own without them. */
  readonly apiUrl?: string
  readonly trunkingUrl?: string
}

const Owned = Schema.Struct({
  incoming_phone_numbers: Schema.Array(Schema.Struct({
    sid: Schema.String,
    phone_number: Schema.String,
    trunk_sid: Schema.NullOr(Schema.String)
  }))
})
/** Its message quotes numbers; its code does not. */
const Refusal = Schema.Struct({ code: Schema.Int })

const failed = (doing: string, code: string) =>
  new PhoneLineFailed({
    problem: `Twilio did not ${doing} (${code}): check TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_TRUNK_SID`,
    reason: { kind: "carrierRefused", detail: code }
  })

const notOwned = new PhoneLineFailed({
  problem: "this number is none of the Twilio account's: buy it there first, or check TWILIO_ACCOUNT_SID",
  reason: { kind: "carrierNotOwned" }
})
const elsewhere = new PhoneLineFailed({
  problem: "at Twilio this number belongs to another SIP trunk: take it off that one first",
  reason: { kind: "carrierElsewhere" }
})

/**
 * Twilio's REST API: attaches numbers of the account to one Elastic SIP trunk.
 * https://www.twilio.com/docs/sip-trunking/api/phonenumber-resource
 */
export const layer = (options: TwilioOptions) =>
  Layer.effect(
    Carrier,
    Effect.gen(function*() {
      const { apiUrl = "https://api.twilio.com", trunkingUrl = "https://trunking.twilio.com", trunkSid } = options
      const client = (yield* HttpClient.HttpClient).pipe(
        HttpClient.mapRequest(HttpClientRequest.basicAuth(options.accountSid, options.authToken))
      )
      const numbers = `${trunkingUrl}/v1/Trunks/${encodeURIComponent(trunkSid)}/PhoneNumbers`

      const send = Effect.fnUntraced(
        function*(doing: string, request: HttpClientRequest.HttpClientRequest, gone?: "isFine") {
          const response = yield* client.execute(request)
          if (response.status < 300 || (gone === "isFine" && response.status === 404)) return response
          const refusal = yield* Effect.option(HttpClientResponse.schemaBodyJson(Refusal)(response))
          return yield* failed(
            doing,
            Option.match(refusal, { onNone: () => `HTTP ${response.status}`, onSome: ({ code }) => `error ${code}` })
          )
        },
        (effect, doing) =>
          effect.pipe(
            // The URL holds the number.
            Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
            Effect.catchTag("HttpClientError", () => Effect.fail(failed(doing, "no connection"))),
            Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail(failed(doing, "timeout")) })
          )
      )

      const detach = Effect.fn("Carrier.detach")(
        ({ numberId, trunkId }: { readonly numberId: string; readonly trunkId: string }) =>
          Effect.asVoid(send(
            "take the number off its trunk",
            HttpClientRequest.delete(
              `${trunkingUrl}/v1/Trunks/${encodeURIComponent(trunkId)}/PhoneNumbers/${encodeURIComponent(numberId)}`
            ),
            "isFine"
          ))
      )

      return Carrier.of({
        attach: Effect.fn("Carrier.attach")(function*(number) {
          const doing = "find the number"
          const answer = yield* send(
            doing,
            HttpClientRequest.get(
              `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(options.accountSid)}/IncomingPhoneNumbers.json`,
              { urlParams: { PhoneNumber: number } }
            )
          )
          const owned = yield* HttpClientResponse.schemaBodyJson(Owned)(answer).pipe(
            Effect.mapError(() => failed(doing, "an answer that cannot be read"))
          )
          const found = owned.incoming_phone_numbers.find(({ phone_number }) => phone_number === number)
          if (found === undefined) return yield* notOwned
          const carried = { numberId: found.sid, trunkId: trunkSid }
          if (found.trunk_sid === trunkSid) return Option.some(carried)
          if (found.trunk_sid !== null && found.trunk_sid !== "") return yield* elsewhere
          yield* send(
            "attach the number to the trunk",
            HttpClientRequest.bodyUrlParams(HttpClientRequest.post(numbers), { PhoneNumberSid: found.sid })
          ).pipe(
            // An answer that was lost may have been a yes.
            Effect.tapError(() => Effect.ignore(detach(carried)))
          )
          return Option.some(carried)
        }, Effect.uninterruptible),
        detach
      })
    })
  )

/** Where no carrier is named. */
export const layerUnset = Layer.succeed(Carrier, {
  attach: () => Effect.succeedNone,
  detach: () =>
    Effect.fail(
      new PhoneLineFailed({
        problem: "the office does not know Twilio: set TWILIO_ACCOUNT_SID and its token, and start it again",
        reason: { kind: "carrierUnset" }
      })
    )
})
