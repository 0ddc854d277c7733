import { Deferred, Effect, type Scope } from "effect"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export interface Wire {
  readonly url: URL
  /** Completes once a WebSocket server has answered a ping: only then is it known to. */
  readonly ponged: Effect.Effect<void>
  /**
   * From now on nothing goes through, either way, and neither end is told: as on a path whose middle has forgotten it.
   * `forGood`: new connections are taken, and nothing of theirs goes through either.
   */
  readonly goDark: (options?: { readonly forGood: boolean }) => Effect.Effect<void>
  /** Ends what is open; new connections are let through. */
  readonly cut: Effect.Effect<void>
}

/** A pong without a payload (RFC 6455). */
const pong = Buffer.from([0x8a, 0])

/** A wire to `to`, for as long as the scope is open. */
export const make = Effect.fnUntraced(function*(to: URL): Effect.fn.Return<Wire, never, Scope.Scope> {
  const ends = new Set<Socket>()
  const ponged = yield* Deferred.make<void>()
  let isDark = false
  const server = createServer((near) => {
    ends.add(near)
    near.on("error", () => {})
    if (isDark) return
    const far = connect(Number(to.port), to.hostname)
    ends.add(far)
    near.pipe(far)
    far.pipe(near)
    far.on("data", (data) => {
      if (Buffer.from(data).includes(pong)) Deferred.doneUnsafe(ponged, Effect.void)
    })
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on("error", end).on("close", end)
  })
  const destroy = () => {
    for (const socket of ends) socket.destroy()
    ends.clear()
  }
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        destroy()
      })
  )
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ponged: Deferred.await(ponged),
    goDark: ({ forGood } = { forGood: false }) =>
      Effect.sync(() => {
        isDark = forGood
        for (const socket of ends) {
          socket.unpipe()
          socket.removeAllListeners("data").removeAllListeners("end").removeAllListeners("close")
          socket.on("data", () => {})
        }
      }),
    cut: Effect.sync(destroy)
  }
})
