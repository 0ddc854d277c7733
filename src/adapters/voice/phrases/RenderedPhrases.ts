import { Deferred, Duration, Effect, Exit, FiberSet, Option, Random, Result } from "effect"
import { PhraseNotHeard } from "../../../services/VoiceSession.ts"
import { ttsRenders } from "../../../telemetry/Metrics.ts"
import type { Sdk } from "../Sdk.ts"
import { keyOf, type PhraseFiles } from "./PhraseFiles.ts"
import { phraseOf, type RenderedPhrase, samplesOf, type Speaker, synthesize, type TtsOptions } from "./Synthesis.ts"

/** How long a caller waits for a phrase that is needed now: what stands between them and 10 s of silence. */
const callerBound = Duration.seconds(2)
/** How long a phrase may take in all, with as many tries as it needs, where nobody listens yet. */
const renderBound = Duration.seconds(30)
const tryBound = Duration.seconds(15)
/** The phrases that are kept in memory: half an hour of speech, 86 MB. */
const secondsKept = 1800

interface Rendering {
  readonly outcome: Deferred.Deferred<Found, PhraseNotHeard>
  /** Fails once two tries have failed: who is needed now does not wait for a third. */
  readonly trouble: Deferred.Deferred<Found, PhraseNotHeard>
  /** How many wait without haste. Without them, two tries are all. */
  patient: number
  /** Whether it is a fixed phrase: what is said once may hold what a caller has said, and is not written down. */
  isFixed: boolean
  /** Somebody was told that it costs. */
  isPaid: boolean
}

/** A phrase for whoever says it. `rendered`: it had to be rendered, which costs; told one of those who waited for it. */
export interface Found {
  readonly phrase: RenderedPhrase
  readonly rendered: boolean
}

/** The phrases that were used last, up to so many seconds of them. */
const memory = (seconds: number) => {
  const kept = new Map<string, RenderedPhrase>()
  let held = 0
  const forget = (key: string, phrase: RenderedPhrase) => {
    if (kept.delete(key)) held -= phrase.seconds
  }
  const keep = (key: string, phrase: RenderedPhrase) => {
    forget(key, phrase)
    kept.set(key, phrase)
    held += phrase.seconds
    for (const [oldest, other] of kept) {
      if (held <= seconds || oldest === key) return
      forget(oldest, other)
    }
  }
  return {
    keep,
    find: (key: string) => {
      const phrase = kept.get(key)
      if (phrase !== undefined) keep(key, phrase)
      return phrase
    }
  }
}

/**
 * Phrases as audio, each rendered once, by its text, the model and the speaker, and kept: in memory, and where they are
 * fixed, in `files` for processes to come. What was begun is finished, whether or not somebody still waits for it.
 */
export const make = Effect.fnUntraced(function*(sdk: Effect.Effect<Sdk>, tts: TtsOptions, files?: PhraseFiles) {
  const fork = yield* FiberSet.makeRuntime<never>()
  const kept = memory(secondsKept)
  const renderings = new Map<string, Rendering>()
  /** What is on disk, as far as this process knows. */
  const stored = new Set<string>()
  const store = (key: string, samples: Int16Array) => {
    if (files === undefined || stored.has(key)) return
    stored.add(key)
    fork(files.write(key, samples))
  }

  const pause = (failures: number) =>
    failures === 1
      ? Effect.void
      : Effect.flatMap(Random.next, (jitter) => Effect.sleep(250 * 2 ** (failures - 1) * (0.8 + 0.4 * jitter)))

  const ask = Effect.fnUntraced(function*(text: string, options: TtsOptions, rendering: Rendering) {
    for (let failures = 0;;) {
      const tried = yield* Effect.result(
        Effect.timeoutOrElse(synthesize(options, text), {
          duration: tryBound,
          orElse: () => Effect.fail(new PhraseNotHeard({ reason: "noAudio" }))
        })
      )
      if (Result.isSuccess(tried)) return tried.success
      failures++
      if (failures >= 2 && rendering.patient === 0) return yield* tried.failure
      if (failures === 2) Deferred.doneUnsafe(rendering.trouble, Exit.fail(tried.failure))
      yield* ttsRenders({ outcome: "retried" })
      yield* pause(failures)
    }
  })

  const render = Effect.fn("VoiceSession.render")(
    function*(key: string, text: string, options: TtsOptions, rendering: Rendering) {
      const found = files === undefined ? Option.none() : yield* files.read(key)
      if (Option.isSome(found)) stored.add(key)
      if (Option.isSome(found)) return { phrase: phraseOf(yield* sdk, found.value), rendered: false }
      const samples = yield* ask(text, options, rendering).pipe(
        Effect.timeoutOrElse({
          duration: renderBound,
          orElse: () => Effect.fail(new PhraseNotHeard({ reason: "noAudio" }))
        }),
        Effect.tap(ttsRenders({ outcome: "rendered" })),
        Effect.tapError(() => ttsRenders({ outcome: "failed" }))
      )
      if (rendering.isFixed) store(key, samples)
      return { phrase: phraseOf(yield* sdk, samples), rendered: true }
    }
  )

  const renderingOf = (key: string, text: string, options: TtsOptions) => {
    const under = renderings.get(key)
    if (under !== undefined) return under
    const rendering: Rendering = {
      outcome: Deferred.makeUnsafe(),
      trouble: Deferred.makeUnsafe(),
      patient: 0,
      isFixed: false,
      isPaid: false
    }
    renderings.set(key, rendering)
    fork(
      render(key, text, options, rendering).pipe(
        Effect.tap(({ phrase }) => Effect.sync(() => kept.keep(key, phrase))),
        Effect.onExit((exit) =>
          Effect.sync(() => {
            renderings.delete(key)
            Deferred.doneUnsafe(rendering.outcome, exit)
          })
        ),
        Effect.ignoreCause
      )
    )
    return rendering
  }

  const begin = (text: string, speaker: Partial<Speaker> | undefined) => {
    const options = { ...tts, ...speaker }
    const key = keyOf([options.deployment, options.voice, String(options.speed ?? 1), text])
    const phrase = kept.find(key)
    return phrase === undefined ? { key, rendering: renderingOf(key, text, options) } : { key, phrase }
  }

  return {
    /** A phrase that is needed now. */
    get: (text: string, speaker?: Partial<Speaker>): Effect.Effect<Found, PhraseNotHeard> =>
      Effect.suspend(() => {
        const { phrase, rendering } = begin(text, speaker)
        if (phrase !== undefined) return Effect.succeed({ phrase, rendered: false })
        return Deferred.await(rendering.outcome).pipe(
          Effect.raceFirst(Deferred.await(rendering.trouble)),
          Effect.timeoutOrElse({
            duration: callerBound,
            orElse: () => Effect.fail(new PhraseNotHeard({ reason: "noAudio" }))
          }),
          Effect.map((found) => {
            const rendered = found.rendered && !rendering.isPaid
            rendering.isPaid = true
            return { ...found, rendered }
          })
        )
      }),
    /** Renders a fixed phrase ahead, without haste, and keeps it. */
    prepare: (text: string, speaker?: Partial<Speaker>): Effect.Effect<void, PhraseNotHeard> =>
      Effect.suspend(() => {
        const { key, phrase, rendering } = begin(text, speaker)
        if (phrase !== undefined) return Effect.sync(() => store(key, samplesOf(phrase)))
        rendering.patient++
        rendering.isFixed = true
        return Deferred.await(rendering.outcome).pipe(
          Effect.ensuring(Effect.sync(() => rendering.patient--)),
          Effect.asVoid
        )
      })
  }
})

export type RenderedPhrases = Effect.Success<ReturnType<typeof make>>
