import { Duration, Effect, Semaphore } from "effect"
import { Worker } from "node:worker_threads"
import { AnonymizationError } from "../../services/Anonymizer.ts"
import type { Steps } from "./Steps.ts"

/**
 * How long one step may take. The longest transcript that is read takes half a second, and the first step a second more,
 * in which the thread starts; on a machine that has ten times too much to do they take ten times as long, and what is given
 * up is withheld for good. No caller waits for it.
 */
const deadline = Duration.seconds(30)
/** What the thread may hold, in megabytes: it ends past `old`, and the step with it; `young` is swept the sooner. */
const memory = { old: 512, young: 4 }

type Answer<A> = { readonly value: A } | { readonly reason: string }

let worker: Worker | undefined

/** The thread, which starts when something has to be anonymized first. It keeps no process alive. */
const open = (): Worker => {
  if (worker === undefined) {
    worker = new Worker(new URL("worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory.old, maxYoungGenerationSizeMb: memory.young },
      execArgv: []
    })
    worker.unref()
  }
  return worker
}

const close = () => {
  const old = worker
  worker = undefined
  old?.removeAllListeners()
  // Whoever ends because it was ended says so nowhere.
  old?.on("error", () => {})
  void old?.terminate()
}

/** One step at a time: a call that has to wait does so without standing in anybody's way. */
const turn = Semaphore.makeUnsafe(1)

/**
 * One step of the engine, in a thread of its own: calls are being heard in this one. A step that takes longer than it may
 * is ended, and its thread with it; the next one gets a new thread.
 */
export const inThread = <Name extends keyof Steps>(
  step: Name,
  ...args: Parameters<Steps[Name]>
): Effect.Effect<ReturnType<Steps[Name]>, AnonymizationError> =>
  Effect.callback<ReturnType<Steps[Name]>, AnonymizationError>((resume) => {
    const thread = open()
    thread.ref()
    const settle = (effect: Effect.Effect<ReturnType<Steps[Name]>, AnonymizationError>) => {
      thread.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit")
      thread.unref()
      resume(effect)
    }
    const broken = () => {
      close()
      settle(Effect.fail(new AnonymizationError({ reason: "defect" })))
    }
    thread.on("message", (answer: Answer<ReturnType<Steps[Name]>>) =>
      settle(
        "value" in answer
          ? Effect.succeed(answer.value)
          : Effect.fail(new AnonymizationError({ reason: answer.reason }))
      ))
    thread.on("error", broken)
    thread.on("exit", broken)
    thread.postMessage({ step, args })
    return Effect.sync(close)
  }).pipe(
    Effect.timeoutOrElse({
      duration: deadline,
      orElse: () => Effect.fail(new AnonymizationError({ reason: "timeout" }))
    }),
    turn.withPermit
  )
