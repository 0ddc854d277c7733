import { Effect, PubSub } from "effect"
import type { Connect } from "../../src/adapters/livekit/telephony/LiveKitRoom.ts"
import { emptyRoom, makeStates, type RoomState } from "../../src/adapters/livekit/telephony/RoomView.ts"
import type { LineMedia } from "../../src/adapters/voice/Media.ts"

export const identity = "sip_+14185550123"

export const attributes = {
  "sip.callID": "SCL_1",
  "sip.callStatus": "ringing",
  "sip.phoneNumber": "+14185550123",
  "sip.trunkPhoneNumber": "+14507004061",
  clinic: "north"
}

/** A room whose states the test sets. Its third beat fails, and its fourth is never answered. */
export const fakeRoom = Effect.gen(function*() {
  const states = yield* makeStates
  let state = emptyRoom
  const media = {} as LineMedia
  const set = (change: Partial<RoomState>) =>
    Effect.suspend(() => {
      state = { ...state, ...change }
      if (state.connection !== "open") state = { ...state, wasLost: true }
      return PubSub.publish(states, state)
    })
  const keys = yield* PubSub.unbounded<{ readonly identity: string; readonly key: string }>()
  const beats: Array<number> = []
  const beat = (count: number) =>
    Effect.suspend(() => {
      beats.push(count)
      return count === 3 ? Effect.fail("lost" as const) : count === 4 ? Effect.never : Effect.void
    })
  const view = { states, keys, media: () => media, beat, me: { identity: "agent-AJ_1", agentName: "receptionist" } }
  return {
    media,
    view,
    beats,
    set,
    connector: Effect.succeed<Connect>(() => Effect.succeed(view)),
    presses: (key: string) => PubSub.publish(keys, { identity, key }),
    arrives: (id = identity, more: Readonly<Record<string, string>> = {}) =>
      Effect.suspend(() => set({ legs: new Map(state.legs).set(id, { ...attributes, ...more }) })),
    status: (status: string) =>
      Effect.suspend(() =>
        set({ legs: new Map(state.legs).set(identity, { ...attributes, "sip.callStatus": status }) })
      ),
    leaves: set({ legs: new Map(), departed: new Set([identity]) }),
    vanishes: set({ legs: new Map() }),
    closes: set({ connection: "closed" })
  }
})
