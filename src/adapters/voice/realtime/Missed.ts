import type { Host } from "../Brain.ts"
import type * as Deafness from "./Deafness.ts"

export interface MissedOptions {
  /** Its `caller` is there once the conversation has begun. */
  readonly host: Pick<Host, "caller" | "emit" | "now">
  readonly deafness: Pick<ReturnType<typeof Deafness.make>, "hear" | "isVoiced">
}

/** What a fresh session is to hear again: all since then (epoch milliseconds). */
export interface Again {
  readonly since: number
  /** There is a turn in it that nobody has understood. */
  readonly owes: boolean
}

/** How much later than the caller's voice a server says that it hears them. */
const lateness = 500

/** What the caller has said that was lost with a session, until another one hears it again. */
export const make = ({ deafness, host }: MissedOptions) => {
  const { emit, now } = host
  let lostSince = Number.POSITIVE_INFINITY
  let again: Again | undefined
  /** The caller goes on with a turn that is lost: it is reported so once they are silent, or now. */
  let settle = () => {}

  const report = (itemId: string) => emit({ _tag: "CallerTurnLost", itemId, at: now() })

  /** These turns are nobody's; of the last one the caller may not have said all. */
  const lose = (turns: ReadonlyArray<string>, mayGoOn: boolean) => {
    const { caller } = host
    const [last] = mayGoOn && deafness.isVoiced() && caller !== undefined ? turns.slice(-1) : []
    for (const itemId of turns) if (itemId !== last) report(itemId)
    if (last === undefined || caller === undefined) return
    const stop = caller.listen(now(), ({ frame }) => {
      deafness.hear(frame.data)
      if (!deafness.isVoiced()) settle()
    })
    settle = () => {
      settle = () => {}
      stop()
      report(last)
    }
  }

  return {
    /** A session hears the caller. */
    noticed: (): void => {
      lostSince = Number.POSITIVE_INFINITY
    },
    /**
     * The session is gone, and with it these turns.
     *
     * @param since when it may have stopped to understand them, at the earliest (epoch milliseconds)
     * @param how `renewed`: we left it, in a moment in which nothing was said; `mayGoOn`: they may still be saying the last
     */
    dropped: (
      turns: ReadonlyArray<string>,
      since: number,
      how: { readonly renewed: boolean; readonly mayGoOn: boolean }
    ): void => {
      lostSince = Math.min(lostSince, since)
      if (host.caller !== undefined && !how.renewed && again?.owes !== true) {
        const owes = turns.length > 0
        again = { since: owes ? lostSince - lateness : now(), owes }
      }
      lose(turns, how.mayGoOn)
    },
    /** A fresh session is there. Gives what it is to hear again. */
    restored: (): Again | undefined => {
      const heard = again
      again = undefined
      if (heard?.owes !== true) lostSince = Number.POSITIVE_INFINITY
      settle()
      return heard
    },
    /** Another brain hears the caller from now on. Gives since when nobody has, where it may be `since` then. */
    left: (since: number): number => {
      const unheard = Math.min(lostSince, since) - lateness
      settle()
      again = undefined
      lostSince = Number.POSITIVE_INFINITY
      return unheard
    },
    /** Somebody has heard it all. */
    forget: (): void => {
      again = undefined
    }
  }
}
