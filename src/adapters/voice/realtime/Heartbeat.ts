import { Duration, Effect } from "effect"
import { WebSocket } from "ws"

const period = Duration.seconds(2)
const pongBound = Duration.seconds(3)
/** A process that was busy has its timers run before it reads what has arrived meanwhile. */
const grace = Duration.millis(100)

/**
 * Pings a socket until it closes, and ends it where nothing comes back: a path that has gone dark ends no connection,
 * and a caller who says nothing hears nothing of a healthy server. A server that has never answered a ping is not
 * judged by them.
 */
export const make = () => {
  let answers = false
  return Effect.fnUntraced(function*(socket: WebSocket) {
    let heard = 0
    const note = () => void heard++
    socket.on("message", note)
    socket.on("pong", () => {
      answers = true
      heard++
    })
    while (socket.readyState === WebSocket.OPEN) {
      const before = heard
      const waited = Effect.gen(function*() {
        yield* Effect.sleep(pongBound)
        yield* Effect.sleep(grace)
        if (heard === before && answers) socket.terminate()
      })
      socket.ping(() => {}) // an error is the close that follows it
      yield* Effect.forkChild(waited)
      yield* Effect.sleep(period)
    }
  }, Effect.scoped)
}
