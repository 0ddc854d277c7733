import { Duration, Effect, FiberSet, type Scope } from "effect"
import { Worker } from "node:worker_threads"

export interface Question<Input> {
  readonly id: number
  readonly input: Input
}
/** With the id 0: the model is loaded. Without a probability: there is none. */
export interface Answer {
  readonly id: number
  readonly probability?: number
}

/** A pause has become as long as one that nothing is known of by then, or nearly. */
const answerBound = Duration.millis(500)
/** So many answers in a row that did not come are a thread that hangs. */
const hangs = 4
/** How long a thread may take to load its model, on however busy a machine. */
const loadBound = Duration.minutes(1)
/** How many threads are tried, in all the life of the process. */
const lives = 3

/**
 * A model in a thread of its own, and one for the whole process: it takes 300 MB, and loading it would hold up every
 * call for a second. Whatever becomes of it, an answer comes, which may be that there is none. `instead`: how pauses are
 * judged where it gives none any more, for the log.
 */
export const make = Effect.fnUntraced(function*<Input>(
  script: URL,
  { instead = "by their length alone", workerData }: { readonly workerData?: string; readonly instead?: string } = {}
): Effect.fn.Return<{ readonly predict: (input: Input) => Promise<number | undefined> }, never, Scope.Scope> {
  const fork = yield* FiberSet.makeRuntime<never>()
  const run = yield* FiberSet.makeRuntimePromise<never>()
  let worker: Worker | undefined
  let isLoaded = false
  let left = lives
  let lastId = 0
  let missed = 0
  const waiting = new Map<number, (probability: number | undefined) => void>()

  const answer = (id: number, probability: number | undefined) => {
    waiting.get(id)?.(probability)
    waiting.delete(id)
  }
  const lost = (which: Worker) => {
    if (which !== worker) return
    worker = undefined
    isLoaded = false
    for (const id of waiting.keys()) answer(id, undefined)
    if (left > 0) return begin()
    fork(Effect.logWarning(
      `the turn detector's thread has ended ${lives} times: pauses are judged ${instead} until this process is replaced`
    ))
  }
  const begin = () => {
    left--
    missed = 0
    const begun = new Worker(script, { workerData })
    begun.unref()
    begun.on("message", ({ id, probability }: Answer) => {
      missed = 0
      if (id === 0) isLoaded = true
      else answer(id, probability)
    })
    begun.on("error", () => lost(begun))
    begun.on("exit", () => lost(begun))
    worker = begun
    fork(Effect.andThen(
      Effect.sleep(loadBound),
      Effect.sync(() => {
        if (worker === begun && !isLoaded) void begun.terminate()
      })
    ))
  }

  yield* Effect.acquireRelease(
    Effect.sync(begin),
    () =>
      Effect.suspend(() => {
        const ending = worker
        worker = undefined
        return ending === undefined ? Effect.void : Effect.promise(() => ending.terminate())
      }).pipe(Effect.timeout("2 seconds"), Effect.ignore)
  )

  const missing = () => {
    missed++
    if (missed >= hangs) void worker?.terminate()
  }
  const ask = (input: Input) =>
    Effect.callback<number | undefined>((resume) => {
      const id = ++lastId
      waiting.set(id, (probability) => resume(Effect.succeed(probability)))
      worker?.postMessage({ id, input } satisfies Question<Input>)
      return Effect.sync(() => waiting.delete(id))
    }).pipe(Effect.timeoutOrElse({ duration: answerBound, orElse: () => Effect.as(Effect.sync(missing), undefined) }))

  return {
    predict: (input) =>
      worker === undefined || !isLoaded
        ? Promise.resolve(undefined)
        : run(ask(input)).catch(() => undefined) // the process is ending
  }
})
