import { afterEach, assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Redacted } from "effect"
import { vi } from "vitest"
import { makeLiveKitApi } from "../../../src/adapters/livekit/telephony/LiveKitApi.ts"
import { TransferTarget } from "../../../src/domain/TransferTarget.ts"

afterEach(() => vi.unstubAllGlobals())

/** LiveKit Cloud, whose first region fails: the hosts that requests of the API go to, in their order. */
const cloud = (fails: () => Response | Promise<Response>) => {
  const asked: Array<string> = []
  vi.stubGlobal("fetch", (url: URL) => {
    if (url.pathname === "/settings/regions") {
      return Promise.resolve(Response.json({ regions: [{ url: "wss://clinics.second.livekit.cloud" }] }))
    }
    asked.push(url.hostname)
    return Promise.resolve(asked.length === 1 ? fails() : Response.json({ egressId: "EG_1" }))
  })
  const egress = { accountName: "clinics", accountKey: Redacted.make("a2V5"), container: "calls" }
  const api = makeLiveKitApi({
    url: "wss://clinics.livekit.cloud",
    apiKey: "devkey",
    apiSecret: Redacted.make("a secret that is long enough for HS256"),
    egress
  })
  return { api, asked, egress }
}

const faults = [
  ["says that it is unavailable", () => new Response("", { status: 503 })],
  ["breaks the connection off", () => Promise.reject(new TypeError("fetch failed"))]
] as const

describe.each(faults)("where a region of LiveKit Cloud %s", (_, fails) => {
  it.effect("a transfer is not asked for again: it may be under way", () =>
    Effect.gen(function*() {
      const { api, asked } = cloud(fails)
      const { refer } = yield* api
      yield* Effect.flip(refer("call-1", "sip_1", TransferTarget.make("tel:+15145550199"), Duration.seconds(20)))
      assert.deepStrictEqual(asked, ["clinics.livekit.cloud"])
    }))

  it.effect("a recording is not asked for again: it may be running", () =>
    Effect.gen(function*() {
      const { api, asked, egress } = cloud(fails)
      const { startEgress } = yield* api
      yield* Effect.flip(startEgress("call-1", "call_1.ogg", egress))
      assert.deepStrictEqual(asked, ["clinics.livekit.cloud"])
    }))

  it.effect("the caller is hung up through another one: twice is as good as once", () =>
    Effect.gen(function*() {
      const { api, asked } = cloud(fails)
      const { removeParticipant } = yield* api
      yield* removeParticipant("call-1", "sip_1")
      assert.deepStrictEqual(asked, ["clinics.livekit.cloud", "clinics.second.livekit.cloud"])
    }))
})
