import { Effect, Layer } from "effect"
import { Dispatch } from "../../services/Dispatch.ts"
import type { DispatchOptions } from "./dispatch/Worker.ts"

/** LiveKit's agent dispatch over its WebSocket. */
export const layer = (options: DispatchOptions) =>
  Layer.effect(
    Dispatch,
    Effect.map(Effect.promise(() => import("./dispatch/Worker.ts")), ({ register }) =>
      Dispatch.of({ register: register(options) }))
  )
