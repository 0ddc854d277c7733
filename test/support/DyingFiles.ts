import { Deferred, Effect, FileSystem } from "effect"

/**
 * A file system of a process that is killed at its `n`-th touch of it, just before or just after the touch is done. From
 * then on nothing that it asks for happens. `died` completes at that moment; `touches` counts.
 */
export const dyingFiles = Effect.fnUntraced(function*(n: number, when: "before" | "after") {
  const real = yield* FileSystem.FileSystem
  const died = yield* Deferred.make<void>()
  let touches = 0
  let dead = false
  const touch = <A, E, R>(io: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      if (dead) return Effect.never
      touches++
      if (touches < n) return io
      dead = true
      const done = when === "after" ? Effect.exit(io) : Effect.void
      return done.pipe(Effect.andThen(Deferred.succeed(died, undefined)), Effect.andThen(Effect.never))
    })
  const wrapped = new Proxy(real, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key)
      if (typeof member !== "function") return member
      return (...args: ReadonlyArray<unknown>) => {
        const made: unknown = Reflect.apply(member, target, [...args])
        return Effect.isEffect(made) ? touch(made) : made
      }
    }
  })
  return { files: wrapped, died: Deferred.await(died), touches: () => touches }
})
