import { Effect, FiberSet } from "effect"
import type { Media } from "../../services/Telephony.ts"
import type { ConversationOptions } from "../../services/VoiceSession.ts"
import * as CallClock from "./CallClock.ts"
import type { RenderedPhrase } from "./phrases/Synthesis.ts"
import * as Playback from "./Playback.ts"
import type { Sdk } from "./Sdk.ts"
import * as Session from "./Session.ts"
import * as Speaking from "./Speaking.ts"

export interface AnnouncerOptions {
  readonly media: Media
  readonly livekitCloud: boolean
  readonly recordTo: ConversationOptions["recordTo"]
}

/** Answers the line, and gives what says phrases on it: a session in which nobody thinks. */
export const open = Effect.fnUntraced(function*(
  sdk: Sdk,
  { livekitCloud, media, recordTo }: AnnouncerOptions
) {
  const clock = yield* CallClock.make
  const fork = yield* FiberSet.makeRuntime<never>()
  const host: Speaking.SpeakingHost = {
    ...clock,
    emit: () => {},
    later: (wait, act) => void fork(Effect.andThen(Effect.sleep(wait), Effect.sync(act)))
  }
  const { attached: say } = yield* Session.open(
    sdk,
    {
      media,
      livekitCloud,
      agent: new sdk.agents.voice.Agent({ instructions: "" }),
      ...(recordTo !== undefined && { recordTo })
    },
    ({ output, session }) =>
      Playback.make({
        elapsed: host.elapsed,
        outside: (call) => call(),
        session,
        speaking: Speaking.make(output, host, () => "phrase"),
        said: () => {},
        turn: () => Effect.void
      })
  )
  return (text: string, phrase: RenderedPhrase) => say(text, phrase, false)
})
