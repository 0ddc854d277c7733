import { Effect, type Scope } from "effect"
import type { TurnDetection } from "../../../domain/AgentVoice.ts"
import type { Language } from "../../../domain/Language.ts"
import type { Host } from "../Brain.ts"
import type { Sdk } from "../Sdk.ts"
import * as AudioDetector from "./AudioDetector.ts"
import * as LocalTurns from "./LocalTurns.ts"
import type { Words } from "./TextJudge.ts"
import * as Vads from "./Vads.ts"

/** How the caller's turns are detected, where an agent does not say. */
export interface TurnsOptions {
  readonly detection: TurnDetection
  readonly vad: Vads.VadName
  /** What judges the pauses: `words`. By their sound only those that a realtime model answers. */
  readonly detector?: "words" | "audio" | "multilingual"
  /** Without it, pauses are judged by their length alone, or by their sound. */
  readonly words?: Words
}

/** What hears one caller. */
export interface Hearing {
  readonly follow: (host: Pick<Host, "elapsed" | "later">, turns: LocalTurns.Turns) => LocalTurns.LocalTurns
}

/** Gives what hears one call, for as long as its scope is open. What is heavy is loaded with the first, and shared. */
export const make = Effect.fnUntraced(function*(
  { detection, detector: by, vad }: TurnsOptions
): Effect.fn.Return<
  (sdk: Sdk, language: () => Language) => Effect.Effect<Hearing, never, Scope.Scope>,
  never,
  Scope.Scope
> {
  const vads = yield* Effect.cached(Vads.make(vad))
  const detector = by === "audio" ? yield* AudioDetector.make() : Effect.undefined
  // A second of loading: not while the first caller speaks.
  if (detection === "local") yield* Effect.forkScoped(Effect.all([detector, vads]))
  return Effect.fnUntraced(function*(sdk, language) {
    const newVad = yield* vads
    const listening = (yield* detector)?.(sdk)
    const open: Array<LocalTurns.LocalTurns> = []
    yield* Effect.addFinalizer(() => Effect.sync(() => open.forEach(({ close }) => close())))
    return {
      follow: (host, turns) => {
        const following = LocalTurns.make(
          { vad: newVad(sdk), language, ...(listening !== undefined && { detector: listening }) },
          host,
          turns
        )
        open.push(following)
        return following
      }
    }
  })
})
