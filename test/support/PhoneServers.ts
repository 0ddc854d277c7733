import { Effect, Redacted } from "effect"
import { text } from "node:stream/consumers"
import type { PhoneLineOptions } from "../../src/adapters/livekit/PhoneLines.ts"
import type { TwilioOptions } from "../../src/adapters/twilio/Carrier.ts"
import { serve } from "../../src/sandbox/LocalServer.ts"

/** How a server fails at a step: with this status, without an answer, or by doing it and losing the answer. */
export type Failing = number | "held" | "lost"

interface Trunk {
  readonly sipTrunkId: string
  readonly name: string
  readonly numbers: ReadonlyArray<string>
}
interface Rule {
  readonly sipDispatchRuleId: string
  readonly name: string
  readonly trunkIds: ReadonlyArray<string>
  readonly rule: unknown
  readonly roomConfig: unknown
}

/** What the SDK sends, of all requests. */
interface SipAsked {
  readonly numbers?: ReadonlyArray<string>
  readonly trunkIds?: ReadonlyArray<string>
  readonly trunk: { readonly name: string; readonly numbers: ReadonlyArray<string> }
  readonly name: string
  readonly rule: unknown
  readonly roomConfig: unknown
  readonly sipTrunkId: string
  readonly sipDispatchRuleId: string
}

/** LiveKit's SIP API on loopback, that keeps what it is told to make. It says numbers in its errors, as LiveKit does. */
export const sipServer = Effect.gen(function*() {
  const failing = new Map<string, Failing>()
  const trunks = new Map<string, Trunk>()
  const rules = new Map<string, Rule>()
  const asked: Array<string> = []
  let made = 0
  const notFound = { status: 404, json: { code: "not_found", msg: "no such thing" } }
  const answers: Readonly<Record<string, (body: SipAsked) => { readonly status?: number; readonly json: unknown }>> = {
    ListSIPInboundTrunk: ({ numbers = [] }) => ({
      json: {
        items: [...trunks.values()].filter((trunk) => trunk.numbers.some((number) => numbers.includes(number)))
      }
    }),
    CreateSIPInboundTrunk: ({ trunk: { name, numbers } }) => {
      if ([...trunks.values()].some((trunk) => trunk.numbers.some((number) => numbers.includes(number)))) {
        return { status: 400, json: { code: "invalid_argument", msg: `conflicting trunks for ${numbers}` } }
      }
      const trunk = { sipTrunkId: `ST_${++made}`, name, numbers }
      trunks.set(trunk.sipTrunkId, trunk)
      return { json: trunk }
    },
    DeleteSIPTrunk: ({ sipTrunkId }) => trunks.delete(sipTrunkId) ? { json: {} } : notFound,
    ListSIPDispatchRule: ({ trunkIds = [] }) => ({
      json: { items: [...rules.values()].filter((rule) => rule.trunkIds.some((id) => trunkIds.includes(id))) }
    }),
    CreateSIPDispatchRule: ({ name, roomConfig, rule, trunkIds = [] }) => {
      const kept = { name, roomConfig, rule, trunkIds, sipDispatchRuleId: `SDR_${++made}` }
      rules.set(kept.sipDispatchRuleId, kept)
      return { json: kept }
    },
    DeleteSIPDispatchRule: ({ sipDispatchRuleId }) => rules.delete(sipDispatchRuleId) ? { json: {} } : notFound
  }
  const port = yield* serve({
    upgrade: (_, socket) => Effect.sync(() => void socket.destroy()),
    request: Effect.fnUntraced(function*(request, response) {
      const step = (request.url ?? "").replace("/twirp/livekit.SIP/", "")
      const body = JSON.parse(yield* Effect.promise(() => text(request)))
      asked.push(step)
      const fails = failing.get(step)
      if (fails === "held") return
      const said = typeof fails === "number"
        ? { status: fails, json: { code: "internal", msg: "about +15145550123" } }
        : answers[step]?.(body) ?? notFound
      if (fails === "lost") return void response.destroy()
      response.writeHead(said.status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(said.json))
    })
  })
  const options: PhoneLineOptions = {
    url: `ws://127.0.0.1:${port}`,
    apiKey: "devkey",
    apiSecret: Redacted.make("a secret that is long enough for HS256"),
    agentName: "receptionist"
  }
  return { options, failing, trunks, rules, asked }
})

/** Twilio's REST API on loopback, for an account that owns `numbers`. */
export const twilioServer = Effect.fnUntraced(function*(numbers: ReadonlyArray<string>) {
  const options = {
    accountSid: `AC${"0".repeat(32)}`,
    authToken: Redacted.make("the account's token"),
    trunkSid: `TK${"1".repeat(32)}`
  }
  const failing = new Map<"find" | "attach" | "detach", Failing>()
  const owned = new Map(numbers.map((number, index) => [`PN${index}`, { number, trunk: "" }]))
  const asked: Array<string> = []
  const authorization = `Basic ${
    Buffer.from(`${options.accountSid}:${Redacted.value(options.authToken)}`).toString("base64")
  }`
  const port = yield* serve({
    upgrade: (_, socket) => Effect.sync(() => void socket.destroy()),
    request: Effect.fnUntraced(function*(request, response) {
      const url = new URL(request.url ?? "", "http://twilio")
      const body = new URLSearchParams(yield* Effect.promise(() => text(request)))
      const [, , , trunk = "", , number = ""] = url.pathname.split("/")
      const step = request.method === "GET" ? "find" : request.method === "POST" ? "attach" : "detach"
      asked.push(step)
      const refuse = (status: number, code: number) => ({
        status,
        json: { code, message: "about +15145550123", status }
      })
      const fails = failing.get(step)
      if (fails === "held") return
      const act = () => {
        if (request.headers.authorization !== authorization) return refuse(401, 20003)
        if (step === "find") {
          const wanted = url.searchParams.get("PhoneNumber")
          return {
            status: url.pathname === `/2010-04-01/Accounts/${options.accountSid}/IncomingPhoneNumbers.json` ? 200 : 404,
            json: {
              incoming_phone_numbers: [...owned].filter(([, it]) => it.number === wanted).map(([sid, it]) => ({
                sid,
                phone_number: it.number,
                trunk_sid: it.trunk === "" ? null : it.trunk
              }))
            }
          }
        }
        const one = owned.get(step === "attach" ? body.get("PhoneNumberSid") ?? "" : number)
        if (one === undefined || trunk !== options.trunkSid) return refuse(404, 20404)
        if (step === "detach" && one.trunk === "") return refuse(404, 20404)
        one.trunk = step === "attach" ? trunk : ""
        return { status: step === "attach" ? 201 : 204, json: {} }
      }
      const { json, status } = typeof fails === "number" ? refuse(fails, 20500) : act()
      if (fails === "lost") return void response.destroy()
      response.writeHead(status, { "content-type": "application/json" })
      response.end(status === 204 ? undefined : JSON.stringify(json))
    })
  })
  const here = `http://127.0.0.1:${port}`
  return {
    options: { ...options, apiUrl: here, trunkingUrl: here } satisfies TwilioOptions,
    failing,
    owned,
    asked
  }
})
