import { type Cause, Clock, Duration, Effect, Fiber, Queue, type Scope } from "effect"
import { TestClock } from "effect/testing"
import type { ErrorReport } from "../../src/domain/ErrorReport.ts"
import { CallObserver } from "../../src/programs/CallObserver.ts"
import { CallPolicy } from "../../src/programs/CallPolicy.ts"
import { ModelUnavailable, PhraseNotHeard, type ToolCall, type VoiceEvent } from "../../src/services/VoiceSession.ts"
import { makeStage, type StageOptions } from "../support/CallStage.ts"
import { longestSilence, makeHeardLine } from "../support/HeardLine.ts"

/** What becomes of a reply that the model was asked for. */
export type Reply =
  | { readonly _tag: "Answers"; readonly after?: number; readonly calls?: readonly [tool: string, args: string] }
  /** Nothing; `created`: it is taken up first. */
  | { readonly _tag: "Nothing"; readonly created: boolean }
  | { readonly _tag: "Fails"; readonly code: string }
  /** It breaks off after a second: falls silent, is cut off by nobody, or with the connection, which is restored or not. */
  | { readonly _tag: "Breaks"; readonly how: "stalls" | "cut" | "dropped" | "lost" | "closed" }
  /** It is said to its end, and nobody says so. */
  | { readonly _tag: "NeverOver" }
  | { readonly _tag: "Calls"; readonly tool: readonly [tool: string, args: string] }

export type Phrase = "said" | "late" | "fails" | "never"

/** How a call goes that goes well but for this. Times are milliseconds. */
export interface Scene {
  readonly ports?: StageOptions
  readonly policy?: Partial<CallPolicy>
  /** Whether fixed phrases are said without the model. */
  readonly ownVoice?: boolean
  /** What becomes of the n-th reply, counted from 1. */
  readonly reply?: (n: number) => Reply
  /** What becomes of a fixed phrase. */
  readonly phrase?: (text: string, n: number) => Phrase
  /** What is known of the caller's n-th turn. */
  readonly words?: (n: number) => "said" | "late" | "not made out" | "refused" | "lost" | "never"
  /** How many things the caller says, where it is not two. */
  readonly turns?: number
  /** What the caller wants with their second turn: an answer, after which they hang up, a department, or to say goodbye. */
  readonly wants?: "answer" | "transfer" | "goodbye"
  /** What comes from elsewhere, so long after the call was answered. */
  readonly disturbance?: readonly [after: number, what: "drain" | "terminated" | "replaced" | "session" | "leaves"]
}

/** What came of it. */
export interface Outcome {
  readonly reason: string
  readonly answered: boolean
  /** From the first ring until the caller was put through or let go, in ms. */
  readonly rang: number
  /** The longest that the caller heard nothing: while they were owed something, and at all while they said nothing. */
  readonly silence: { readonly owed: number; readonly any: number }
  readonly log: ReadonlyArray<string>
  readonly reports: ReadonlyArray<ErrorReport>
  readonly stage: Effect.Success<ReturnType<typeof makeStage>>
  /** When the caller was let go, in ms from the first ring. */
  readonly letGo: number | undefined
}

const usual: Reply = { _tag: "Answers" }
const department = `{"department":"urgences"}`
const now = Clock.currentTimeMillis

/** The model's voice and the TTS, and what becomes of what they are asked for. */
const makeVoice = (events: Queue.Queue<VoiceEvent, Cause.Done>, scope: Scope.Scope, scene: Scene) => {
  const line = makeHeardLine((event) => Queue.offer(events, event), scope)
  let replies = 0
  let phrases = 0
  let tools = 0
  let connected = true
  let ringing = 0
  let coming: Fiber.Fiber<unknown> | null = null

  const emit = (make: (at: number) => VoiceEvent) => Effect.flatMap(now, (at) => Queue.offer(events, make(at)))
  const created = Effect.delay(emit((at) => ({ _tag: "ReplyCreated", at })), "200 millis")
  const lost = new ModelUnavailable({ reason: "dropped", attempts: 3 })

  const callTool = ([name, args]: readonly [string, string], spokeFirst: boolean) =>
    emit((at) => ({
      _tag: "ToolCalled",
      call: {
        id: `t${++tools}`,
        name,
        args,
        at,
        spokeFirst,
        answer: (_, { reply = true } = {}) => reply ? ask : Effect.void
      } satisfies ToolCall
    }))

  const speak = Effect.fnUntraced(function*(millis: number, stalls = false) {
    const interrupted = yield* line.play({ of: "reply", millis, stalls })
    yield* emit((at) => ({
      _tag: "AgentSaid",
      itemId: `a${replies}`,
      text: "Bien sûr.",
      spokenAt: at,
      interrupted,
      of: "reply"
    }))
  })

  const outcome = (reply: Reply): Effect.Effect<unknown> =>
    Effect.gen(function*() {
      switch (reply._tag) {
        case "Nothing":
          return yield* reply.created ? created : Effect.void
        case "Fails":
          return yield* Effect.delay(emit(() => ({ _tag: "ReplyFailed", code: reply.code })), "300 millis")
        case "Calls":
          yield* created
          return yield* callTool(reply.tool, false)
        case "Answers": {
          yield* created
          yield* Effect.sleep(Duration.millis(reply.after ?? 600))
          yield* speak(3_000)
          return yield* reply.calls === undefined ? Effect.void : callTool(reply.calls, true)
        }
        case "NeverOver": {
          yield* created
          const from = yield* now
          line.sounds.push({ from, to: from + 3_000 })
          yield* emit((at) => ({ _tag: "AgentStartedSpeaking", at, of: "reply" }))
          for (let second = 1; second < 3; second++) {
            yield* Effect.delay(emit((at) => ({ _tag: "AgentAudible", at })), "1 second")
          }
          return
        }
        case "Breaks":
          return yield* breaks(reply.how)
      }
    })

  const breaks = Effect.fnUntraced(function*(how: Extract<Reply, { readonly _tag: "Breaks" }>["how"]) {
    yield* created
    if (how === "stalls") return yield* speak(1_000, true)
    const speaking = yield* Effect.forkIn(speak(60_000), scope)
    yield* Effect.sleep("1 second")
    yield* line.stop
    yield* Fiber.await(speaking)
    if (how === "closed") yield* Queue.end(events)
    if (how === "dropped" || how === "lost") yield* Effect.forkIn(reconnects(how === "dropped"), scope)
  })

  /** Whatever is asked meanwhile is lost. */
  const reconnects = Effect.fnUntraced(function*(isBack: boolean) {
    connected = false
    for (const attempt of isBack ? [1] : [1, 2, 3]) {
      yield* emit(() => ({ _tag: "ModelReconnecting", attempt }))
      yield* Effect.sleep("1 second")
    }
    if (!isBack) return void (yield* emit(() => ({ _tag: "ModelLost", error: lost })))
    connected = true
    yield* emit(() => ({ _tag: "ModelRestored" }))
    yield* emit(() => ({ _tag: "ReplyFailed", code: "dropped" }))
  })

  const ask: Effect.Effect<void> = Effect.gen(function*() {
    if (coming !== null && line.playing() === null) yield* Fiber.interrupt(coming)
    if (!connected) return
    coming = yield* Effect.forkIn(outcome((scene.reply ?? (() => usual))(++replies)), scope)
  })

  const say = Effect.fnUntraced(function*(text: string, interruptible: boolean) {
    const fate = scene.phrase?.(text, ++phrases) ?? "said"
    if (fate === "never") return yield* Effect.never
    if (fate === "fails") {
      yield* Effect.sleep("2 seconds")
      return yield* new PhraseNotHeard({ reason: "ttsFailed" })
    }
    yield* Effect.sleep(fate === "late" ? "4 seconds" : "100 millis")
    const playing = line.playing()
    if (playing !== null && playing.sound.to !== Number.POSITIVE_INFINITY) yield* Fiber.interrupt(playing.fiber)
    const pays = !text.startsWith("Un instant, s'il vous plaît.")
    const interrupted = yield* line.play({ of: "phrase", millis: 400 + text.length * 55, interruptible, pays })
    yield* emit((at) => ({ _tag: "AgentSaid", itemId: `p${phrases}`, text, spokenAt: at, interrupted, of: "phrase" }))
    return { interrupted }
  })

  return {
    line,
    events,
    isRinging: () => ringing > 0,
    /** The caller hears it ring for as long as a transfer is out. */
    ringsFor: <A>(transfer: Effect.Effect<A>) =>
      Effect.gen(function*() {
        yield* line.served
        const ring = { from: yield* now, to: Number.POSITIVE_INFINITY }
        line.sounds.push(ring)
        ringing++
        return yield* Effect.ensuring(
          transfer,
          Effect.map(now, (to) => {
            ring.to = to
            ringing--
          })
        )
      }),
    conversation: {
      say: (text: string, options?: { readonly interruptible?: boolean }) => say(text, options?.interruptible ?? true),
      hasOwnVoice: scene.ownVoice ?? true,
      reply: () => ask,
      interrupt: Effect.gen(function*() {
        if (coming !== null) yield* Fiber.interrupt(coming)
        coming = null
        yield* line.stop
      }),
      playedOut: line.free,
      renew: Effect.gen(function*() {
        if (coming !== null) yield* Fiber.interrupt(coming)
        coming = null
        if (line.playing()?.of === "reply") yield* line.stop
        yield* Effect.delay(emit(() => ({ _tag: "ModelRestored" })), "800 millis")
      })
    }
  }
}

/** A caller who says two things, or as many as the scene has, waits a minute and a half at most for each answer, and hangs up. */
const makeCaller = (voice: ReturnType<typeof makeVoice>, scene: Scene, hangUp: Effect.Effect<unknown>) => {
  const spoken: Array<{ readonly from: number; readonly to: number }> = []
  const emit = (event: VoiceEvent) => Queue.offer(voice.events, event)
  const { line } = voice
  const isServed = Effect.sync(() => (line.owed.at(-1)?.to ?? 0) !== Number.POSITIVE_INFINITY)
  const waits = Effect.gen(function*() {
    for (let tenths = 0; tenths < 900 && (voice.isRinging() || !(yield* isServed)); tenths++) {
      yield* Effect.sleep("100 millis")
    }
  })
  const said = ["Êtes-vous ouverts demain ?", "Passez-moi les urgences, s'il vous plaît."]

  const turn = Effect.fnUntraced(function*(n: number) {
    const itemId = `u${n}`
    const from = yield* now
    yield* line.served
    yield* emit({ _tag: "CallerStartedSpeaking", itemId, at: from })
    if (line.playing()?.interruptible === true) yield* line.stop
    yield* Effect.sleep("2 seconds")
    const at = yield* now
    spoken.push({ from, to: at })
    yield* line.owes
    const words = scene.words?.(n) ?? "said"
    if (words === "lost") return void (yield* emit({ _tag: "CallerTurnLost", itemId, at }))
    if (words === "refused") {
      yield* Effect.sleep("1 second")
      return void (yield* emit({ _tag: "CallerNotTranscribed", itemId, spokenAt: from, lost: true, failed: true }))
    }
    yield* emit({ _tag: "CallerTurnEnded", itemId, at })
    if (words === "never") return
    yield* Effect.sleep(words === "late" ? "5 seconds" : "400 millis")
    yield* emit(
      words === "not made out"
        ? { _tag: "CallerNotTranscribed", itemId, spokenAt: at }
        : { _tag: "CallerSaid", itemId, text: said[n - 1] ?? "Allô ?", spokenAt: from }
    )
  })

  return {
    spoken,
    plays: Effect.gen(function*() {
      // They are owed a greeting.
      yield* line.owes
      yield* waits
      for (let n = 1; n <= (scene.turns ?? 2); n++) {
        yield* Effect.sleep("1500 millis")
        yield* turn(n)
        yield* waits
      }
      yield* Effect.sleep("3 seconds")
      yield* hangUp
    })
  }
}

/** Plays the scene on the test's clock, from the first ring until nothing is under way any more. */
export const playScene = Effect.fnUntraced(function*(scene: Scene) {
  const scope = yield* Effect.scope
  const begun = yield* now
  const reports: Array<ErrorReport> = []
  let answered: number | undefined
  let letGo: number | undefined
  let left: number | undefined
  let voice: ReturnType<typeof makeVoice> | undefined
  let caller: ReturnType<typeof makeCaller> | undefined
  const reply = scene.reply ?? (() => usual)
  const wanted = (n: number): Reply =>
    n < 2 || scene.wants === undefined || scene.wants === "answer"
      ? usual
      : scene.wants === "transfer"
      ? { _tag: "Calls", tool: ["transfer_call", department] }
      : { _tag: "Answers", calls: ["end_call", "{}"] }
  const whole: Scene = { ...scene, reply: (n) => scene.reply === undefined ? wanted(n) : reply(n) }

  const stage = yield* makeStage({
    ...scene.ports,
    transfer: Effect.suspend(() => {
      const transfer = scene.ports?.transfer ?? Effect.succeed({ _tag: "Connected" as const })
      return voice === undefined ? transfer : voice.ringsFor(transfer)
    }),
    conversation: (events) => {
      voice = makeVoice(events, scope, whole)
      return { ...voice.conversation, ...scene.ports?.conversation?.(events) }
    },
    released: Effect.gen(function*() {
      yield* scene.ports?.released ?? Effect.void
      letGo = yield* now
    })
  })
  const hangsUp = Effect.gen(function*() {
    left ??= yield* now
    yield* stage.hangUp
  })
  const disturb = {
    drain: stage.drain,
    terminated: stage.terminate,
    replaced: stage.replace,
    session: stage.endEvents,
    leaves: hangsUp
  }
  const policy = { ...(yield* CallPolicy), ...scene.policy }
  const call = yield* stage.call.pipe(
    Effect.provideService(CallPolicy, policy),
    Effect.provideService(CallObserver, (seen) =>
      Effect.gen(function*() {
        if (seen._tag === "Problem") reports.push(seen.report)
        // Where nobody came, there is nobody to let go.
        if (seen._tag === "Ended") letGo ??= yield* now
        if (seen._tag !== "Phase" || seen.phase !== "converse" || voice === undefined) return
        answered = yield* now
        caller = makeCaller(voice, scene, hangsUp)
        yield* Effect.forkIn(caller.plays, scope)
        if (scene.disturbance === undefined) return
        const [after, what] = scene.disturbance
        yield* Effect.forkIn(Effect.delay(disturb[what], Duration.millis(after)), scope)
      })),
    Effect.forkChild
  )
  yield* Effect.andThen(TestClock.adjust(0), Effect.yieldNow).pipe(Effect.repeat({ times: 50 }))
  yield* TestClock.adjust("1 hour")
  const exit = call.pollUnsafe()
  const end = Math.min(left ?? Number.POSITIVE_INFINITY, letGo ?? (yield* now))
  const heard = [...voice?.line.sounds ?? [], ...caller?.spoken ?? []].sort((a, b) => a.from - b.from)
  const outcome: Outcome = {
    reason: exit === undefined ? "it never ends" : exit._tag === "Success" ? exit.value : "interrupted",
    answered: answered !== undefined,
    rang: (answered ?? end) - begun,
    silence: {
      owed: voice === undefined ? 0 : longestSilence(voice.line, end),
      any: answered === undefined
        ? 0
        : longestSilence({ owed: [{ from: answered, to: end }], sounds: heard }, end)
    },
    log: yield* stage.log,
    reports,
    stage,
    letGo: letGo === undefined ? undefined : letGo - begun
  }
  return outcome
}, Effect.scoped)
