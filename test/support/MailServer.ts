import { Effect, Queue, type Scope } from "effect"
import type { AddressInfo } from "node:net"
import { createServer, type Socket } from "node:net"
import { text } from "node:stream/consumers"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

/** A mail as the server got it. */
export interface Received {
  readonly from: string
  readonly to: ReadonlyArray<string>
  readonly content: string
}

/** An SMTP server on loopback, without TLS, that takes what it is sent, or does what `options` say. */
export const mailServer = Effect.fnUntraced(function*(
  options: SMTPServerOptions = {}
): Effect.fn.Return<{ readonly url: URL; readonly received: ReadonlyArray<Received> }, never, Scope.Scope> {
  const received: Array<Received> = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      void text(stream).then((content) => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          content
        })
        done()
      })
    },
    ...options
  })
  // A client that dies resets its connection.
  server.on("error", () => {})
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
  )
  const { port } = server.server.address() as AddressInfo
  return { url: new URL(`smtp://127.0.0.1:${port}`), received }
})

/** Something on loopback that is no mail server: `talk` says what it does with a connection. */
export const socketServer = Effect.fnUntraced(function*(
  talk: (socket: Socket) => void
): Effect.fn.Return<{ readonly url: URL; readonly connected: Queue.Queue<void> }, never, Scope.Scope> {
  const connected = yield* Queue.unbounded<void>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on("error", () => {})
    Queue.offerUnsafe(connected, undefined)
    talk(socket)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resume(Effect.void))
      })
  )
  const { port } = server.address() as AddressInfo
  return { url: new URL(`smtp://127.0.0.1:${port}`), connected }
})
