import { Duration, Effect } from "effect"
import { WebSocket } from "ws"

const period = Duration.toMillis("2 seconds")
const pongBound = Duration.seconds(3)
/** The same where somebody waits for the server, and another one could take its place. */
const urgentPeriod = Duration.toMillis("500 millis")
const urgentBound = Duration.seconds(1)
/** A process that was busy has its timers run before it reads what has arrived meanwhile. */
const grace = Duration.millis(100)

/**
 * Pings a socket until it closes, and ends it where nothing comes back: a path that has gone dark ends no connection,
 * and a caller who says nothing hears nothing of a healthy server. A server that has never answered a ping is not
 * judged by them. `dead`: ends the socket.
 */
export const make = (isUrgent: () => boolean) => {
  let answers = false
  return Effect.fnUntraced(function*(socket: WebSocket, dead: () => void) {
    let heard = 0
    const note = () => void heard++
    socket.on("message", note)
    socket.on("pong", () => {
      answers = true
      heard++
    })
    const ping = Effect.fnUntraced(function*(bound: Duration.Duration) {
      const before = heard
      socket.ping(() => {}) // an error is the close that follows it
      yield* Effect.sleep(bound)
      yield* Effect.sleep(grace)
      if (heard === before && answers && socket.readyState === WebSocket.OPEN) dead()
    })
    let sincePing = period
    while (socket.readyState === WebSocket.OPEN) {
      const isHurried = isUrgent()
      if (isHurried || sincePing >= period) {
        yield* Effect.forkChild(ping(isHurried ? urgentBound : pongBound))
        sincePing = 0
      }
      yield* Effect.sleep(urgentPeriod)
      sincePing += urgentPeriod
    }
  }, Effect.scoped)
}
