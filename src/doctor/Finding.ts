import { Effect } from "effect"

/** What was found out about one thing. `text` is a sentence, with what to do where there is something to be done. */
export interface Finding {
  readonly status: "ok" | "problem" | "skip"
  readonly text: string
}

export const ok = (text: string): Finding => ({ status: "ok", text })
export const problem = (text: string): Finding => ({ status: "problem", text })
export const skip = (text: string): Finding => ({ status: "skip", text })

/** Makes an attempt total and bounded: what fails is a problem with the error's own words, which hold no secret. */
export const attempt = <E extends { readonly message: string }, R>(
  what: string,
  probe: Effect.Effect<Finding, E, R>
): Effect.Effect<Finding, never, R> =>
  probe.pipe(
    Effect.catch((error) => Effect.succeed(problem(`${what}: ${error.message}`))),
    Effect.timeoutOrElse({
      duration: "20 seconds",
      orElse: () => Effect.succeed(problem(`${what}: no answer within 20 seconds; check the address and the firewall`))
    }),
    // A defect's text could quote what it was given.
    Effect.catchDefect(() => Effect.succeed(problem(`${what}: failed in a way that was not foreseen`)))
  )
