import { Effect, Layer } from "effect"
import { Rooms } from "../../services/Rooms.ts"
import { type LiveKitApiOptions, makeLiveKitApi } from "./telephony/LiveKitApi.ts"

/** LiveKit's server API. */
export const layer = (options: LiveKitApiOptions) =>
  Layer.effect(Rooms, Effect.map(makeLiveKitApi(options), ({ release }) => Rooms.of({ release })))
