import { Effect, type Scope } from "effect"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export interface Wire {
  readonly url: URL
  /**
   * From now on nothing goes through, either way, and neither end is told: as on a path whose middle has forgotten it.
   * `forGood`: new connections are taken, and nothing of theirs goes through either.
   */
  readonly goDark: (options?: { readonly forGood: boolean }) => Effect.Effect<void>
}

/** A wire to `to`, for as long as the scope is open. */
export const make = Effect.fnUntraced(function*(to: URL): Effect.fn.Return<Wire, never, Scope.Scope> {
  const ends = new Set<Socket>()
  let isDark = false
  const server = createServer((near) => {
    ends.add(near)
    near.on("error", () => {})
    if (isDark) return
    const far = connect(Number(to.port), to.hostname)
    ends.add(far)
    near.pipe(far)
    far.pipe(near)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on("error", end).on("close", end)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        for (const socket of ends) socket.destroy()
      })
  )
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    goDark: ({ forGood } = { forGood: false }) =>
      Effect.sync(() => {
        isDark = forGood
        for (const socket of ends) {
          socket.unpipe()
          socket.removeAllListeners("data").removeAllListeners("end").removeAllListeners("close")
          socket.on("data", () => {})
        }
      })
  }
})
