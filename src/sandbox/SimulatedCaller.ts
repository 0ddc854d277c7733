import { Clock, Effect } from "effect"
import type { Language } from "../domain/Language.ts"
import type { SimulatedLine } from "./SimulatedTelephony.ts"
import type { Speech } from "./Speech.ts"

/** When the caller takes their next step. */
export type Cue =
  /** The agent has said something since the caller's last line, and has been quiet for so long (700 ms). */
  | { readonly _tag: "AgentSilent"; readonly forMillis?: number }
  /** The agent is in the middle of something, which began so long ago: the caller barges in. */
  | { readonly _tag: "AgentSpeaking"; readonly forMillis: number }
  /** So long after the step before. */
  | { readonly _tag: "After"; readonly millis: number }

/** What a caller does, one thing after the other. `cue`: `AgentSilent` without one. */
export type CallerStep =
  | { readonly _tag: "Say"; readonly text: string; readonly language: Language; readonly cue?: Cue | undefined }
  /** Presses the keys of their telephone, one every 200 ms. */
  | { readonly _tag: "Press"; readonly keys: string; readonly cue?: Cue }
  | { readonly _tag: "HangUp"; readonly cue?: Cue }

const usualPause = 700

/** Plays a caller until their last step, or until the line is gone. They stay on the line when they have nothing to say. */
export const play = (
  line: SimulatedLine["Service"],
  speech: Speech,
  steps: ReadonlyArray<CallerStep>
): Effect.Effect<void> =>
  Effect.gen(function*() {
    yield* line.phone.picked
    let since = yield* Clock.currentTimeMillis

    const agentSpokeUntil = line.phone.until((heard) => {
      const last = heard.at(-1)
      return last !== undefined && last.over && last.to > since ? last.to : undefined
    })

    const agentSilent = Effect.fnUntraced(function*(pause: number) {
      let quietSince = yield* agentSpokeUntil
      for (;;) {
        yield* Effect.sleep(Math.max(0, quietSince + pause - (yield* Clock.currentTimeMillis)))
        const latest = yield* agentSpokeUntil
        if (latest === quietSince) return
        quietSince = latest
      }
    })

    const wait = (cue: Cue) => {
      switch (cue._tag) {
        case "AgentSilent":
          return agentSilent(cue.forMillis ?? usualPause)
        case "AgentSpeaking":
          return line.phone.until((heard) => {
            const last = heard.at(-1)
            return last !== undefined && !last.over && last.to - Math.max(last.from, since) >= cue.forMillis
              ? true
              : undefined
          })
        case "After":
          return Effect.sleep(cue.millis)
      }
    }

    for (const step of steps) {
      yield* wait(step.cue ?? { _tag: "AgentSilent" })
      if (step._tag === "HangUp") return yield* line.hangUp
      if (step._tag === "Press") {
        for (const key of step.keys) yield* Effect.delay(line.press(key), "200 millis")
        since = yield* Clock.currentTimeMillis
        continue
      }
      yield* line.phone.speak(speech.render(step.text, step.language, "caller"))
      since = yield* Clock.currentTimeMillis
    }
  }).pipe(Effect.raceFirst(line.over))
