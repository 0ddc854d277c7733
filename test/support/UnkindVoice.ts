import { type Cause, Clock, Duration, Effect, Fiber, Queue, type Scope } from "effect"
import type { VoiceFailure } from "../../src/domain/VoiceChange.ts"
import { ModelUnavailable, PhraseNotHeard, type ToolCall, type VoiceEvent } from "../../src/services/VoiceSession.ts"

import { makeHeardLine } from "./HeardLine.ts"

export interface World {
  readonly random: () => number
  /** `good`: phrases are said. `flaky`: some are not. `none`: there is no TTS, and the model says them. */
  readonly tts: "good" | "flaky" | "none"
  /** Whether events are lost, late, twice. */
  readonly mangled: boolean
  /** How many other voices can take over, or cannot when it comes to it. */
  readonly voices: number
}

const toolCalls: ReadonlyArray<readonly [string, string]> = [
  ["end_call", "{}"],
  ["transfer_call", `{"department":"urgences"}`],
  ["transfer_call", "{"],
  ["take_message", `{"kind":"message","about":"La facture","callerName":"Anne Roy"}`],
  ["take_message", `{"kind":"callback","about":"La facture","callerName":"Anne Roy","callbackNumber":"514 555-0192"}`],
  ["withdraw_message", "{}"],
  ["look_up", "{"]
]

/** A voice and a caller that are as unkind as the world. All of it happens on the test's clock. */
export const makeUnkindVoice = (
  events: Queue.Queue<VoiceEvent, Cause.Done>,
  scope: Scope.Scope,
  { mangled, random, tts, voices }: World,
  hangUp: Effect.Effect<unknown>,
  /** The caller is being transferred: nobody owes them an answer. */
  away: () => boolean
) => {
  const chance = (share: number) => random() < share
  const between = (least: number, most: number) => Duration.millis(least + Math.floor(random() * (most - least)))
  const pick = <A>(...all: ReadonlyArray<A>): A => all[Math.floor(random() * all.length)] as A
  const now = Clock.currentTimeMillis
  /** When each tool was called, and how often it was answered. */
  const tools = new Map<string, { readonly at: number; answers: number }>()
  const trace: Array<string> = []
  const beside = <E>(work: Effect.Effect<unknown, E>) => Effect.forkIn(work, scope)

  const note = (what: string) =>
    Effect.map(now, (at) => {
      trace.push(`${(at / 1000).toFixed(2).padStart(8)} ${what}`)
    })

  const emit = (event: VoiceEvent) =>
    Effect.gen(function*() {
      yield* note(event._tag)
      if (mangled && chance(0.03)) return
      const send = Queue.offer(events, event)
      if (mangled && chance(0.05)) yield* beside(Effect.delay(send, between(50, 3_000)))
      else yield* send
      if (mangled && chance(0.03)) yield* send
    })

  const line = makeHeardLine(emit, scope)
  let left = voices
  /** The reply that is on its way. */
  let coming: Fiber.Fiber<unknown> | null = null

  const interrupt = Effect.gen(function*() {
    if (coming !== null) yield* Fiber.interrupt(coming)
    coming = null
    yield* line.stop
  })

  const call = (name: string, args: string, spokeFirst: boolean) =>
    Effect.gen(function*() {
      const id = `t${tools.size + 1}`
      const at = yield* now
      const called = { at, answers: 0 }
      tools.set(id, called)
      const tool: ToolCall = {
        id,
        name,
        args,
        at,
        spokeFirst,
        answer: (_output, options) =>
          Effect.gen(function*() {
            called.answers++
            if (options?.reply !== false) yield* begin
          })
      }
      yield* note(`ToolCalled ${name}`)
      // A session that has closed calls nothing.
      if (!(yield* Queue.offer(events, { _tag: "ToolCalled", call: tool }))) tools.delete(id)
      if (mangled && chance(0.1)) {
        const again = Queue.offer(events, { _tag: "ToolCalled", call: tool } as const)
        yield* beside(Effect.delay(again, between(0, 8_000)))
      }
    })

  const outcome: Effect.Effect<void> = Effect.gen(function*() {
    const kind = random()
    if (kind < 0.08) return // it shows no sign of life
    if (kind < 0.18) {
      yield* Effect.sleep(between(20, 600))
      return yield* emit({ _tag: "ReplyFailed", code: pick("rate_limit_exceeded", "server_error", "empty") })
    }
    yield* Effect.sleep(between(60, 300))
    yield* emit({ _tag: "ReplyCreated", at: yield* now })
    if (kind < 0.24) return // it lives, and says nothing
    yield* Effect.sleep(kind < 0.34 ? between(3_000, 8_000) : between(150, 2_000))
    if (kind < 0.42) {
      const [name, args] = pick(...toolCalls)
      yield* call(name, args, false)
      if (chance(0.3)) yield* call("transfer_call", `{"department":"urgences"}`, false)
      return
    }
    const stalls = kind < 0.5
    yield* line.play({ of: "reply", millis: 800 + random() * 8_000, stalls })
    yield* emit({
      _tag: "AgentSaid",
      itemId: "a",
      text: "Bien sûr.",
      spokenAt: yield* now,
      interrupted: false,
      of: "reply"
    })
    if (kind > 0.9) yield* call(pick("end_call", "transfer_call"), `{"department":"urgences"}`, true)
    else if (kind > 0.86) {
      yield* emit({ _tag: "ModelReconnecting", attempt: 1 })
      yield* Effect.sleep(between(100, 1_500))
      if (chance(0.2)) {
        yield* emit({ _tag: "ModelLost", error: new ModelUnavailable({ reason: "dropped", attempts: 3 }) })
      } else {
        yield* emit({ _tag: "ModelRestored" })
        yield* emit({ _tag: "ReplyFailed", code: "dropped" })
      }
    }
  })

  const begin: Effect.Effect<void> = Effect.gen(function*() {
    if (coming !== null && line.playing() === null) yield* Fiber.interrupt(coming)
    coming = yield* beside(outcome)
  })

  const say = Effect.fnUntraced(function*(text: string, interruptible: boolean) {
    yield* note(`say ${text}`)
    if (chance(tts === "flaky" ? 0.25 : tts === "none" ? 0.15 : 0)) {
      if (tts === "flaky" && chance(0.3)) return yield* Effect.never
      yield* Effect.sleep(between(0, 3_000))
      return yield* new PhraseNotHeard({ reason: "noAudio" })
    }
    yield* Effect.sleep(tts === "none" ? between(200, 1_500) : between(0, 200))
    // A reply that is being heard is played out first; one that fell silent gives way.
    const playing = line.playing()
    if (playing !== null && playing.sound.to !== Number.POSITIVE_INFINITY) yield* Fiber.interrupt(playing.fiber)
    const isHolding = /^(?:Un instant, s'il vous plaît\.|One moment, please\.)$/.test(text)
    const millis = 400 + text.length * 55
    return { interrupted: yield* line.play({ of: "phrase", millis, interruptible, pays: !isHolding }) }
  })

  /** A caller who speaks now and then, talks over the agent, makes noise, and hangs up in the end, or does not. */
  const caller = Effect.gen(function*() {
    const turns = Math.floor(random() * 8)
    for (let turn = 0; turn < turns; turn++) {
      yield* Effect.sleep(chance(0.1) ? between(20_000, 50_000) : between(300, 9_000))
      const itemId = `u${turn}`
      yield* line.served
      yield* note("CallerStartedSpeaking")
      yield* Queue.offer(events, { _tag: "CallerStartedSpeaking", itemId, at: yield* now })
      const playing = line.playing()
      if (playing?.interruptible === true) yield* Fiber.interrupt(playing.fiber)
      if (coming !== null && line.playing() === null && chance(0.5)) yield* Fiber.interrupt(coming)
      yield* Effect.sleep(between(300, 4_000))
      if (chance(0.06)) {
        yield* Queue.offer(events, { _tag: "CallerTurnLost", itemId, at: yield* now })
        continue
      }
      // Where a chat model answers, a turn without words is over as well.
      if (chance(0.06)) {
        yield* Effect.sleep(between(100, 3_000))
        const spokenAt = yield* now
        yield* Queue.offer(events, { _tag: "CallerNotTranscribed", itemId, spokenAt, lost: true, failed: chance(0.7) })
        continue
      }
      yield* note("CallerTurnEnded")
      yield* Queue.offer(events, { _tag: "CallerTurnEnded", itemId, at: yield* now })
      if (!away()) yield* line.owes
      yield* Effect.sleep(between(100, 900))
      yield* emit(
        chance(0.1)
          ? { _tag: "CallerNotTranscribed", itemId, spokenAt: yield* now }
          : {
            _tag: "CallerSaid",
            itemId,
            text: pick(
              "Êtes-vous ouverts demain ?",
              "I would like to make an appointment please",
              "merci, au revoir",
              "non, attendez, laissez faire"
            ),
            spokenAt: yield* now
          }
      )
    }
    if (chance(0.6)) yield* Effect.andThen(Effect.sleep(between(200, 20_000)), hangUp)
  })

  return {
    line,
    tools,
    trace,
    caller,
    conversation: {
      say: (text: string, options?: { readonly interruptible?: boolean }) => say(text, options?.interruptible ?? true),
      hasOwnVoice: tts !== "none",
      reply: () => Effect.andThen(note("reply"), begin),
      withdrawReply: Effect.gen(function*() {
        if (coming === null || line.playing() !== null) return false
        yield* Fiber.interrupt(coming)
        coming = null
        return true
      }),
      interrupt: Effect.andThen(note("interrupt"), interrupt),
      voicesLeft: voices,
      signal: Effect.void,
      changeVoice: (reason: VoiceFailure) =>
        Effect.gen(function*() {
          yield* note(`change voice: ${reason}`)
          if (coming !== null) yield* Fiber.interrupt(coming)
          coming = null
          const playing = line.playing()
          if (playing?.of === "reply") yield* Fiber.interrupt(playing.fiber)
          if (chance(0.1)) return
          yield* Effect.sleep(between(0, chance(0.2) ? 6_000 : 300))
          const changed = left > 0 && chance(0.85)
          left = changed ? left - 1 : 0
          const at = yield* now
          yield* emit(
            changed
              ? { _tag: "VoiceChanged", changed, from: "realtime", to: "cascade", reason, at, voicesLeft: left }
              : { _tag: "VoiceChanged", changed: false, voicesLeft: 0 }
          )
        }),
      playedOut: Effect.andThen(Effect.sleep("20 millis"), line.free),
      renew: Effect.gen(function*() {
        yield* note("renew")
        if (coming !== null) yield* Fiber.interrupt(coming)
        coming = null
        const playing = line.playing()
        if (playing?.of === "reply") yield* Fiber.interrupt(playing.fiber)
        if (chance(0.15)) return
        yield* Effect.sleep(between(200, 1_500))
        yield* emit(
          chance(0.85)
            ? { _tag: "ModelRestored" }
            : { _tag: "ModelLost", error: new ModelUnavailable({ reason: "dropped", attempts: 3 }) }
        )
      })
    }
  }
}
