import { Clock, Effect, Queue, Redacted, Schedule, Stream, SubscriptionRef } from "effect"
import { AccessToken } from "livekit-server-sdk"
import { DispatchRefused, type Job, type Registered, type Registration } from "../../../services/Dispatch.ts"
import { connect } from "./AgentSocket.ts"
import { hold } from "./Connection.ts"
import * as Slots from "./Slots.ts"

/** A token is made for each connection, and read as it opens: who finds one later has nothing. */
const tokenLife = "5m"

export interface DispatchOptions {
  /** `http(s):` or `ws(s):`. */
  readonly url: URL | string
  readonly apiKey: string
  readonly apiSecret: Redacted.Redacted
  /** The name that dispatch rules use. */
  readonly agentName: string
  /** Our own version; LiveKit shows it. */
  readonly version: string
}

/** The loss of a connection that had held for less goes on with the backoff of the one before. */
const steadyAfterMillis = 10_000
const backoff = Schedule.min([Schedule.exponential("500 millis"), Schedule.spaced("10 seconds")]).pipe(
  Schedule.jittered
)
const afterSteady = Schedule.spaced("500 millis").pipe(Schedule.jittered)

const agentUrl = (url: URL | string) => {
  const base = new URL(url)
  base.protocol = base.protocol.replace("http", "ws")
  return { room: base.href.replace(/\/$/, ""), agent: new URL("agent", base.href.replace(/\/?$/, "/")) }
}

/** `Dispatch.register` over LiveKit's agent WebSocket. */
export const register = (options: DispatchOptions) => {
  const url = agentUrl(options.url)
  const token = Effect.promise(() => {
    const token = new AccessToken(options.apiKey, Redacted.value(options.apiSecret), { ttl: tokenLife })
    token.addGrant({ agent: true })
    return token.toJwt()
  })

  return Effect.fn("Dispatch.register")(function*(registration: Registration) {
    const jobs = yield* Effect.acquireRelease(Queue.unbounded<Job, DispatchRefused>(), Queue.shutdown)
    const slots = yield* Slots.make
    const present = yield* SubscriptionRef.make(false)
    let everRegistered = false
    let registeredAt: number | undefined

    const onRegistered = Effect.fnUntraced(function*(workerId: string) {
      yield* Effect.logInfo(everRegistered ? "registered with LiveKit again" : "registered with LiveKit").pipe(
        Effect.annotateLogs({ workerId, agentName: options.agentName })
      )
      everRegistered = true
      registeredAt = yield* Clock.currentTimeMillis
      yield* SubscriptionRef.set(present, true)
    })

    const connection = Effect.gen(function*() {
      registeredAt = undefined
      const socket = yield* connect(url.agent, yield* token)
      return yield* hold(socket, { options, ownUrl: url.room, registration, slots, jobs, onRegistered })
    }).pipe(Effect.scoped, Effect.ensuring(SubscriptionRef.set(present, false)))

    yield* connection.pipe(
      Effect.catchTags({
        ConnectionRefused: Effect.fnUntraced(function*(refused) {
          const keyRefused = refused.status === 401 || refused.status === 403
          if (keyRefused && !everRegistered) {
            yield* Queue.fail(jobs, new DispatchRefused({ status: refused.status }))
            return yield* Effect.never
          }
          yield* keyRefused
            ? Effect.logError(`${refused.message}: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET; trying again`)
            : Effect.logWarning(`${refused.message}; trying again`)
          return yield* refused
        }),
        ConnectionLost: Effect.fnUntraced(function*(lost) {
          yield* Effect.logWarning(`${lost.message}; trying again`)
          const now = yield* Clock.currentTimeMillis
          const steady = registeredAt !== undefined && now - registeredAt >= steadyAfterMillis
          if (!steady) return yield* lost
        })
      }),
      Effect.retry(backoff),
      Effect.repeat(afterSteady),
      Effect.orDie,
      // A worker that nothing can reach any more must not look like one that waits for calls.
      Effect.catchCause((cause) => Queue.failCause(jobs, cause)),
      Effect.forkScoped
    )
    yield* Effect.addFinalizer(() => Effect.timeoutOption(slots.told, "2 seconds"))

    const registered: Registered = {
      jobs: Stream.fromQueue(jobs),
      registered: Stream.changes(SubscriptionRef.changes(present)),
      idle: slots.idle
    }
    return registered
  })
}
