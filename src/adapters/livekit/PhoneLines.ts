import { Effect, Layer, Predicate, Redacted, Struct } from "effect"
import type { SipClient } from "livekit-server-sdk"
import { PhoneLineFailed, PhoneLines } from "../../services/PhoneLines.ts"

export interface PhoneLineOptions {
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: Redacted.Redacted
  readonly agentName: string
}

/** By this name what was made here is told from what was made by hand. */
const name = "receptionist"

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

const failed = (doing: string, code: string) =>
  new PhoneLineFailed({
    problem: `LiveKit did not ${doing} (${code}): check LIVEKIT_URL and its key, and that its SIP service runs`,
    reason: { kind: "livekitRefused", detail: code }
  })

const isTaken = new PhoneLineFailed({
  problem:
    "LiveKit has a trunk for this number that was not made here: remove it there (`lk sip inbound list`), or leave the number as it is",
  reason: { kind: "livekitTaken" }
})

/** LiveKit's inbound trunk for the number, and the rule that sends its calls to the worker, each in a room of its own. */
export const layer = (options: PhoneLineOptions) =>
  Layer.effect(
    PhoneLines,
    Effect.gen(function*() {
      const sdk = yield* Effect.promise(() => import("livekit-server-sdk"))
      const client: SipClient = new sdk.SipClient(options.url, options.apiKey, Redacted.value(options.apiSecret))
      const call = <A>(doing: string, run: () => Promise<A>) =>
        Effect.tryPromise({ try: run, catch: (cause) => failed(doing, codeOf(cause)) }).pipe(
          Effect.timeoutOrElse({ duration: "10 seconds", orElse: () => Effect.fail(failed(doing, "timeout")) })
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

      const trunkFor = Effect.fnUntraced(function*(number: string) {
        const all = yield* call("list the inbound trunks", () => client.listSipInboundTrunk({ numbers: [number] }))
        const same = all.filter(({ numbers }) => numbers.includes(number))
        const ours = same.find((trunk) => trunk.name === name && trunk.numbers.length === 1)
        if (ours !== undefined) return ours.sipTrunkId
        if (same.length > 0) return yield* isTaken
        const made = yield* call("make the inbound trunk", () => client.createSipInboundTrunk(name, [number]))
        return made.sipTrunkId
      })

      const ruleFor = Effect.fnUntraced(function*(trunkId: string) {
        const all = yield* call("list the dispatch rules", () => client.listSipDispatchRule({ trunkIds: [trunkId] }))
        const ours = all.find((rule) => rule.name === name && rule.trunkIds.includes(trunkId))
        if (ours !== undefined) return ours.sipDispatchRuleId
        const made = yield* call("make the dispatch rule", () =>
          client.createSipDispatchRule({ type: "individual", roomPrefix: "call-" }, {
            name,
            trunkIds: [trunkId],
            roomConfig: new sdk.RoomConfiguration({
              agents: [new sdk.RoomAgentDispatch({ agentName: options.agentName })]
            })
          }))
        return made.sipDispatchRuleId
      })

      return PhoneLines.of({
        lay: Effect.fn("PhoneLines.lay")(function*(number) {
          const trunkId = yield* trunkFor(number)
          const ruleId = yield* ruleFor(trunkId).pipe(
            // The trunk alone would let calls in that lead nowhere.
            Effect.catch((failure) =>
              removeTrunk(trunkId).pipe(
                Effect.mapError(() =>
                  new PhoneLineFailed({
                    reason: failure.reason,
                    problem: `${failure.problem}; its trunk is left there`,
                    left: { trunkId }
                  })
                ),
                Effect.andThen(Effect.fail(failure))
              )
            )
          )
          return { trunkId, ruleId }
        }, Effect.uninterruptible),
        remove: Effect.fn("PhoneLines.remove")(function*(line) {
          const { ruleId, trunkId } = line
          if (ruleId !== undefined) {
            yield* unlessGone("remove the dispatch rule", () =>
              client.deleteSipDispatchRule(ruleId)).pipe(
                Effect.mapError(({ problem, reason }) =>
                  new PhoneLineFailed({ problem, reason, left: line })
                )
              )
          }
          if (trunkId !== undefined) {
            yield* removeTrunk(trunkId).pipe(
              Effect.mapError(({ problem, reason }) =>
                new PhoneLineFailed({ problem, reason, left: Struct.omit(line, ["ruleId"]) })
              )
            )
          }
        }, Effect.uninterruptible)
      })
    })
  )

const unset = new PhoneLineFailed({
  problem:
    "the office does not know LiveKit: set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and start it again",
  reason: { kind: "livekitUnset" }
})

/** Where no LiveKit is named. */
export const layerUnset = Layer.succeed(PhoneLines, {
  lay: () => Effect.fail(unset),
  remove: (line) => line.ruleId === undefined && line.trunkId === undefined ? Effect.void : Effect.fail(unset)
})
