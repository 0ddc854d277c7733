import { Deferred, Effect, Stream } from "effect"
import { type AgentInRoom, now, type RoomView } from "./RoomView.ts"

/**
 * Looks out for the agent that LiveKit has given our caller to. After a crash it dispatches the call anew, to whichever
 * worker it likes, and everybody comes back into what is, by its name, its id and its age, the same room. So the
 * successor is one of our name who was not there before our connection broke; they find us there, on a connection that
 * never broke, and pay no attention to us. `replaced` is completed as soon as one is seen.
 *
 * @param agents who is in the room, as the server says
 */
export const watchForSuccessor = Effect.fnUntraced(function*(
  view: RoomView,
  replaced: Deferred.Deferred<void>,
  agents: Effect.Effect<ReadonlyArray<AgentInRoom>, unknown>
) {
  const familiar = new Set<string>()
  const isNew = (identity: string) => !familiar.has(identity)
  yield* Stream.fromPubSub(view.states).pipe(
    Stream.runForEach(({ agents, wasLost }) => {
      if (wasLost) return [...agents].some(isNew) ? Deferred.succeed(replaced, undefined) : Effect.void
      for (const identity of agents) familiar.add(identity)
      return Effect.void
    }),
    Effect.forkScoped({ startImmediately: true })
  )

  /**
   * Whether the room, and who is in it, are the successor's. Asks the server only where it may be so. No answer is a no:
   * nobody may be left on the line.
   */
  const isReplaced = Effect.gen(function*() {
    if (Deferred.isDoneUnsafe(replaced)) return true
    const { me } = view
    if (me === undefined || (yield* now(view, ({ wasLost }) => !wasLost))) return false
    const there = yield* agents.pipe(Effect.timeout("2 seconds"), Effect.orElseSucceed(() => []))
    return there.some(({ agentName, identity }) =>
      agentName === me.agentName && identity !== me.identity && isNew(identity)
    )
  })
  return { isReplaced }
})
