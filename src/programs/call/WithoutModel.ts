import { Effect, type Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import type { Rung } from "../../domain/Ladder.ts"
import type { Language } from "../../domain/Language.ts"
import { bounds } from "../../receptionist/machine/Policy.ts"
import { type PhraseKey, phrasesOf, plainPhrase } from "../../receptionist/Phrases.ts"
import type { CallerLeg, CallRoom, Telephony } from "../../services/Telephony.ts"
import { type ConversationOptions, type VoiceChoice, VoiceSession } from "../../services/VoiceSession.ts"
import { CallPolicy, fallbackOf } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"
import { makeRefer } from "./Refer.ts"

interface Line {
  readonly room: CallRoom
  readonly leg: CallerLeg
  readonly ledger: CallLedger
  readonly recordTo?: ConversationOptions["recordTo"]
}

/**
 * Where nobody can talk with the caller, a person may: those of `ladder`, in order. Else the caller is told, and not left
 * to the ringing. An outage is one, whoever hangs up first.
 */
const handOver = Effect.fnUntraced(function*(
  { leg, ledger, recordTo, room }: Line,
  { ladder, language, outage, voice, words }: {
    readonly ladder: ReadonlyArray<Rung>
    readonly language: Language
    readonly words: (key: PhraseKey) => string
    readonly outage: EndReason
    readonly voice?: VoiceChoice
  }
): Effect.fn.Return<EndReason, never, VoiceSession | Telephony | Scope.Scope> {
  const { announcer } = yield* VoiceSession
  const announce = yield* announcer({
    media: leg.media,
    ...(voice !== undefined && { voice }),
    ...(recordTo !== undefined && { recordTo })
  })
  const say = Effect.fnUntraced(function*(key: PhraseKey) {
    yield* announce(words(key))
    yield* ledger.announced(words(key), language)
  }, Effect.catchTag("PhraseNotHeard", ledger.report))
  /** False where the caller did not stay for it. */
  const tell = (key: PhraseKey) => Effect.raceFirst(Effect.as(say(key), true), Effect.as(leg.left, false))

  if (ladder.length > 0 && (yield* tell("fallbackAnnouncement"))) {
    const refer = yield* makeRefer({ room, leg, ledger })
    const reassured = Effect.forever(Effect.andThen(Effect.sleep(bounds.pending), tell("transferPending")))
    for (const [tried, { patience, target }] of ladder.entries()) {
      if (tried > 0 && !(yield* tell("tryingNext"))) break
      const outcome = yield* Effect.raceFirst(refer("", target, patience), reassured)
      if (outcome._tag === "Connected") return "transferred"
      if (outcome._tag === "Unknown" && !outcome.callerPresent) return "transfer_failed"
    }
  }
  yield* tell("apology")
  return outage
})

/** No model can be had: the agent's own fallback takes the call, or the operator's. */
export const withoutModel = Effect.fnUntraced(function*(line: Line, agent: AgentConfig) {
  const language = agent.defaultLanguage
  return yield* handOver(line, {
    ladder: fallbackOf(agent, yield* CallPolicy),
    language,
    words: (key) => phrasesOf(agent)(key, language),
    outage: "model_error",
    ...(agent.voice !== undefined && { voice: agent.voice })
  })
})

/** Nobody knows who was dialled: the operator's fallback takes the call, told of in both languages. */
export const withoutAgent = Effect.fnUntraced(function*(line: Line) {
  const { fallback } = yield* CallPolicy
  return yield* handOver(line, {
    ladder: fallback,
    language: "FRENCH",
    words: (key) => `${plainPhrase(key, "FRENCH")} ${plainPhrase(key, "ENGLISH")}`,
    outage: "config_unavailable"
  })
})
