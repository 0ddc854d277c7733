import { Effect, Runtime, Schema } from "effect"

/** A command found what it looks for: everything has been said, and the exit code is 1. */
export class Unwell extends Schema.TaggedError<Unwell>()("Unwell", {}) {
  override readonly [Runtime.errorReported] = false
}

/** Some transcript was withheld. */
export class Withheld extends Schema.TaggedError<Withheld>()("Withheld", {}) {
  override readonly [Runtime.errorExitCode] = 3
}

export const well = (fine: boolean) => fine ? Effect.void : Effect.fail(new Unwell())

/** A worker that was told to stop, and has drained, has done what it was asked; any other command was broken off. */
export const endsWell = Effect.onInterrupt(() =>
  Effect.sync(() => {
    process.exitCode = 0
  })
)
