import { Effect, Layer, Predicate, Redacted } from "effect"
import type { CreateSipDispatchRuleOptions, SipClient, SipDispatchRuleIndividual } from "livekit-server-sdk"
import { PhoneLineFailed, PhoneLines } from "../../services/PhoneLines.ts"

export interface PhoneLineOptions {
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: Redacted.Redacted
  readonly agentName: string
}

/** Of what the SDK threw, its code alone: its message holds numbers. */
const codeOf = (cause: unknown) => {
  const code = Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) ? cause.code : undefined
  const status = Predicate.hasProperty(cause, "status") && Predicate.isNumber(cause.status) ? cause.status : undefined
  return code !== undefined && /^\w{1,40}$/.test(code)
    ? code
    : status === undefined
    ? "no connection"
    : `HTTP ${status}`
}

const failed = (doing: string) => (cause: unknown) =>
  new PhoneLineFailed({
    problem: `LiveKit did not ${doing} (${
      codeOf(cause)
    }): check LIVEKIT_URL and its key, and that its SIP service runs; nothing was left half made`
  })

/** LiveKit's inbound trunk for the number, and the rule that sends its calls to the worker, each in a room of its own. */
export const layer = (options: PhoneLineOptions) =>
  Layer.effect(
    PhoneLines,
    Effect.gen(function*() {
      const sdk = yield* Effect.promise(() => import("livekit-server-sdk"))
      const client: SipClient = new sdk.SipClient(options.url, options.apiKey, Redacted.value(options.apiSecret))
      const call = <A>(doing: string, run: () => Promise<A>) =>
        Effect.tryPromise({ try: run, catch: failed(doing) }).pipe(
          Effect.timeoutOrElse({
            duration: "10 seconds",
            orElse: () => Effect.fail(failed(doing)({ code: "timeout" }))
          })
        )
      /** What is gone already is no failure. */
      const unlessGone = (doing: string, run: () => Promise<unknown>) =>
        call(doing, () =>
          run().catch((cause: unknown) =>
            codeOf(cause) === "not_found" || codeOf(cause) === "HTTP 404" ? undefined : Promise.reject(cause)
          ))
      const removeTrunk = (id: string) =>
        unlessGone("remove the trunk", () =>
          client.deleteSipTrunk(id))

      return PhoneLines.of({
        lay: Effect.fn("PhoneLines.lay")(function*(number) {
          const trunk = yield* call("make the inbound trunk", () =>
            client.createSipInboundTrunk("receptionist", [number], { metadata: "{}" }))
          const trunkId = trunk.sipTrunkId
          const rule: SipDispatchRuleIndividual = { type: "individual", roomPrefix: "call-" }
          const made = yield* call("make the dispatch rule", () =>
            client.createSipDispatchRule(
              rule,
              {
                name: "receptionist",
                trunkIds: [trunkId],
                roomConfig: new sdk.RoomConfiguration({
                  agents: [new sdk.RoomAgentDispatch({ agentName: options.agentName })]
                })
              } satisfies CreateSipDispatchRuleOptions
            )).pipe(
              // The trunk alone would let calls in that lead nowhere.
              Effect.onError(() =>
                Effect.ignore(removeTrunk(trunkId))
              )
            )
          return { trunkId, ruleId: made.sipDispatchRuleId }
        }, Effect.uninterruptible),
        remove: Effect.fn("PhoneLines.remove")(function*({ ruleId, trunkId }) {
          if (ruleId !== undefined) {
            yield* unlessGone("remove the dispatch rule", () => client.deleteSipDispatchRule(ruleId))
          }
          if (trunkId !== undefined) yield* removeTrunk(trunkId)
        })
      })
    })
  )

const unset = new PhoneLineFailed({
  problem:
    "the office does not know LiveKit: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and start it again"
})

/** Where no LiveKit is named. */
export const layerUnset = Layer.succeed(PhoneLines, {
  lay: () => Effect.fail(unset),
  remove: (line) => line.ruleId === undefined && line.trunkId === undefined ? Effect.void : Effect.fail(unset)
})
