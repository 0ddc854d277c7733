import { type Cause, Clock, Duration, Effect, Fiber, Queue, Schedule, type Scope } from "effect"
import { ModelUnavailable, PhraseNotHeard, type ToolCall, type VoiceEvent } from "../../src/services/VoiceSession.ts"

/** Mulberry32: the same numbers for the same seed, everywhere. */
export const seeded = (seed: number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface World {
  readonly random: () => number
  /** `good`: phrases are said. `flaky`: some are not. `none`: there is no TTS, and the model says them. */
  readonly tts: "good" | "flaky" | "none"
  /** Whether events are lost, late, twice. */
  readonly mangled: boolean
}

/** What the caller hears and is owed, in milliseconds. */
export interface Heard {
  /** From when to when there was agent audio. */
  readonly sounds: Array<{ from: number; to: number }>
  /** From when the caller was owed an answer, until they spoke again or were sent away. */
  readonly owed: Array<{ readonly from: number; to: number }>
  /** When each tool was called, and how often it was answered. */
  readonly tools: Map<string, { readonly at: number; answers: number }>
  readonly trace: Array<string>
}

/** A voice and a caller that are as unkind as the world. All of it happens on the test's clock. */
export const makeUnkindVoice = (
  events: Queue.Queue<VoiceEvent, Cause.Done>,
  scope: Scope.Scope,
  { mangled, random, tts }: World,
  hangUp: Effect.Effect<unknown>,
  /** The caller is being transferred: nobody owes them an answer. */
  away: () => boolean
) => {
  const chance = (share: number) => random() < share
  const between = (least: number, most: number) => Duration.millis(least + Math.floor(random() * (most - least)))
  const pick = <A>(...all: ReadonlyArray<A>): A => all[Math.floor(random() * all.length)] as A
  const now = Clock.currentTimeMillis
  const heard: Heard = { sounds: [], owed: [], tools: new Map(), trace: [] }
  const beside = <E>(work: Effect.Effect<unknown, E>) => Effect.forkIn(work, scope)

  const note = (what: string) =>
    Effect.map(now, (at) => {
      heard.trace.push(`${(at / 1000).toFixed(2).padStart(8)} ${what}`)
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

  /** What is playing, if anything is. */
  let playing:
    | {
      readonly fiber: Fiber.Fiber<unknown>
      readonly interruptible: boolean
      readonly of: "reply" | "phrase"
      readonly sound: { to: number }
    }
    | null = null
  /** The reply that is on its way. */
  let coming: Fiber.Fiber<unknown> | null = null
  let tools = 0

  const served = (at: number) => {
    const owed = heard.owed.at(-1)
    if (owed !== undefined && owed.to === Number.POSITIVE_INFINITY) owed.to = at
  }

  const free = Effect.sync(() => playing === null).pipe(
    Effect.repeat({ until: (isFree) => isFree, schedule: Schedule.spaced("40 millis") })
  )

  /** Plays audio for so long; `stalls`: it runs dry in the middle, and is not over. */
  const play = Effect.fnUntraced(
    function*(of: "reply" | "phrase", millis: number, interruptible: boolean, stalls = false, pays = true) {
      yield* free
      const from = yield* now
      const sound = { from, to: Number.POSITIVE_INFINITY }
      heard.sounds.push(sound)
      let interrupted = true
      const fiber = yield* beside(
        Effect.gen(function*() {
          yield* emit({ _tag: "AgentStartedSpeaking", at: from, of })
          for (let left = millis; left > 0; left -= 1_000) {
            yield* Effect.sleep(Duration.millis(Math.min(left, 1_000)))
            if (left > 1_000) yield* emit({ _tag: "AgentAudible", at: yield* now })
          }
          if (stalls) {
            sound.to = yield* now
            yield* Effect.sleep("1 second")
            yield* emit({ _tag: "AgentStalled", at: yield* now })
            return yield* Effect.never
          }
          interrupted = false
        }).pipe(
          Effect.onExit(() =>
            Effect.gen(function*() {
              sound.to = Math.min(sound.to, yield* now)
              playing = null
              if (!interrupted && pays) served(yield* now)
              yield* emit({ _tag: "AgentStoppedSpeaking", at: yield* now, interrupted })
            })
          )
        )
      )
      playing = { fiber, interruptible, of, sound }
      yield* Fiber.await(fiber)
      return interrupted
    }
  )

  const interrupt = Effect.gen(function*() {
    if (coming !== null) yield* Fiber.interrupt(coming)
    coming = null
    if (playing !== null) yield* Fiber.interrupt(playing.fiber)
  })

  const call = (name: string, args: string, spokeFirst: boolean) =>
    Effect.gen(function*() {
      const id = `t${++tools}`
      const at = yield* now
      const called = { at, answers: 0 }
      heard.tools.set(id, called)
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
      yield* Queue.offer(events, { _tag: "ToolCalled", call: tool })
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
      return yield* call(pick("end_call", "transfer_call", "look_up"), pick(`{"department":"urgences"}`, "{"), false)
    }
    const stalls = kind < 0.5
    yield* play("reply", 800 + random() * 8_000, true, stalls)
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
    if (coming !== null && playing === null) yield* Fiber.interrupt(coming)
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
    if (playing !== null && playing.sound.to !== Number.POSITIVE_INFINITY) yield* Fiber.interrupt(playing.fiber)
    const isHolding = /^(?:Un instant, s'il vous plaît\.|One moment, please\.)$/.test(text)
    return { interrupted: yield* play("phrase", 400 + text.length * 55, interruptible, false, !isHolding) }
  })

  /** A caller who speaks now and then, talks over the agent, makes noise, and hangs up in the end, or does not. */
  const caller = Effect.gen(function*() {
    const turns = Math.floor(random() * 8)
    for (let turn = 0; turn < turns; turn++) {
      yield* Effect.sleep(chance(0.1) ? between(20_000, 50_000) : between(300, 9_000))
      const itemId = `u${turn}`
      served(yield* now)
      yield* note("CallerStartedSpeaking")
      yield* Queue.offer(events, { _tag: "CallerStartedSpeaking", itemId, at: yield* now })
      if (playing?.interruptible === true) yield* Fiber.interrupt(playing.fiber)
      if (coming !== null && playing === null && chance(0.5)) yield* Fiber.interrupt(coming)
      yield* Effect.sleep(between(300, 4_000))
      if (chance(0.06)) {
        yield* Queue.offer(events, { _tag: "CallerTurnLost", itemId, at: yield* now })
        continue
      }
      yield* note("CallerTurnEnded")
      yield* Queue.offer(events, { _tag: "CallerTurnEnded", itemId, at: yield* now })
      if (!away()) heard.owed.push({ from: yield* now, to: Number.POSITIVE_INFINITY })
      yield* Effect.sleep(between(100, 900))
      yield* emit(
        chance(0.1)
          ? { _tag: "CallerNotTranscribed", itemId, spokenAt: yield* now }
          : {
            _tag: "CallerSaid",
            itemId,
            text: pick("Êtes-vous ouverts demain ?", "I would like to make an appointment please", "merci, au revoir"),
            spokenAt: yield* now
          }
      )
    }
    if (chance(0.6)) yield* Effect.andThen(Effect.sleep(between(200, 20_000)), hangUp)
  })

  return {
    heard,
    caller,
    /** What was owed is being done. */
    served,
    conversation: {
      say: (text: string, options?: { readonly interruptible?: boolean }) => say(text, options?.interruptible ?? true),
      hasOwnVoice: tts !== "none",
      reply: () => Effect.andThen(note("reply"), begin),
      withdrawReply: Effect.gen(function*() {
        if (coming === null || playing !== null) return false
        yield* Fiber.interrupt(coming)
        coming = null
        return true
      }),
      interrupt: Effect.andThen(note("interrupt"), interrupt),
      playedOut: Effect.andThen(Effect.sleep("20 millis"), free),
      renew: Effect.gen(function*() {
        yield* note("renew")
        if (coming !== null) yield* Fiber.interrupt(coming)
        coming = null
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
