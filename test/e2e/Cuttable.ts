import { Effect, type Scope } from "effect"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export interface Cuttable {
  readonly url: string
  /** Cuts every connection whose first line begins like this. New ones are let through. */
  readonly cut: (start: string) => Effect.Effect<number>
  /** Cuts them, and every new one, until `mend`. */
  readonly break: (start: string) => Effect.Effect<void>
  readonly mend: Effect.Effect<void>
}

/** A wire between the worker and LiveKit, for as long as the scope is open. */
export const make = Effect.fnUntraced(function*(to: URL): Effect.fn.Return<Cuttable, never, Scope.Scope> {
  const wires = new Map<Socket, string>()
  let broken: string | undefined
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    wires.set(near, "")
    near.once("data", (first) => {
      wires.set(near, String(first))
      if (broken !== undefined && String(first).startsWith(broken)) near.destroy()
    })
    near.pipe(far)
    far.pipe(near)
    const end = () => {
      wires.delete(near)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on("error", end).on("close", end)
  })
  const destroy = (start: string) =>
    [...wires].filter(([near, first]) => first.startsWith(start) && near.destroy()).length
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        destroy("")
      })
  )
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (start) => Effect.sync(() => destroy(start)),
    break: (start) =>
      Effect.sync(() => {
        broken = start
        destroy(start)
      }),
    mend: Effect.sync(() => {
      broken = undefined
    })
  }
})
