import type { SIPInboundTrunkInfo } from "@livekit/protocol"
import { Effect, Redacted } from "effect"
import type { SipClient } from "livekit-server-sdk"
import { type Finding, ok, problem, skip } from "./Finding.ts"

/** How long a call may ring in vain, in seconds: more, and its caller has given up. */
const patience = 60

const named = (trunks: ReadonlyArray<SIPInboundTrunkInfo>) =>
  trunks.map(({ name, sipTrunkId }) => name || sipTrunkId).join(", ")

/** Whether it takes calls from anybody: addresses that are everybody's are none. */
const isOpen = ({ allowedAddresses, authUsername }: SIPInboundTrunkInfo) =>
  authUsername === "" && !allowedAddresses.some((address) => !/\/0+$/.test(address) && address !== "0.0.0.0")

/** Which key to ask LiveKit with, and the name that rules have to ask for. */
export interface SipOptions {
  readonly url: URL
  readonly apiKey: string
  readonly apiSecret: Redacted.Redacted
  readonly agentName: string
}

/**
 * Whether calls find the worker: what LiveKit's dispatch rules and trunks say. Another program may dispatch the calls, so
 * that it is told and not held against anybody, but for a trunk that takes calls from anybody.
 */
export const sip = ({ agentName, apiKey, apiSecret, url }: SipOptions): ReadonlyArray<Effect.Effect<Finding>> => {
  const ask = (what: string, question: (client: SipClient) => Promise<Finding>) =>
    Effect.tryPromise(async () => {
      const { SipClient } = await import("livekit-server-sdk")
      return question(new SipClient(url.href, apiKey, Redacted.value(apiSecret)))
    }).pipe(
      Effect.timeout("10 seconds"),
      Effect.orElseSucceed(() => skip(`the ${what} could not be read from LiveKit's SIP service`))
    )
  return [
    ask("dispatch rules", async (client) => {
      const rules = await client.listSipDispatchRule()
      const ours = rules.filter(({ roomConfig }) => roomConfig?.agents.some((agent) => agent.agentName === agentName))
      return ours.length > 0
        ? ok(`a dispatch rule asks for "${agentName}"`)
        : skip(
          `none of ${rules.length} dispatch rules asks for "${agentName}": no call reaches the worker by itself; ` +
            "deploy/sip/dispatch-rule.json does"
        )
    }),
    ask("trunks", async (client) => {
      const trunks = await client.listSipInboundTrunk()
      const patient = trunks.filter(({ ringingTimeout }) =>
        ringingTimeout === undefined || ringingTimeout.seconds === 0n || ringingTimeout.seconds > patience
      )
      if (trunks.length === 0) return skip("there is no inbound trunk: deploy/sip/inbound-trunk.json is one")
      return patient.length === 0
        ? ok("calls that nobody takes are given up")
        : skip(
          `calls that nobody takes ring for minutes: no ringingTimeout of ${patience} s or less on ` +
            named(patient)
        )
    }),
    ask("trunks' addresses", async (client) => {
      const open = (await client.listSipInboundTrunk()).filter(isOpen)
      return open.length === 0
        ? ok("no trunk takes calls from anybody who finds it")
        : problem(
          "whoever finds the gateway can call, past the carrier and at your cost: no allowedAddresses (those that the " +
            `carrier signals from) and no authUsername on ${named(open)}`
        )
    })
  ]
}
