import { Clock, Deferred, Effect, Fiber } from "effect"
import * as Caller from "../../test/e2e/Caller.ts"
import * as SipScript from "../../test/e2e/SipScript.ts"
import { question, speech } from "./Script.ts"

/**
 * What became of a call. `unanswered`: it rang for 30 s. `refused`: the gateway said so. `lost`: it was answered, and
 * then nothing was heard for 15 s, or the other side hung up.
 */
export type Fate = "ongoing" | "completed" | "refused" | "unanswered" | "lost"

/** One call, as its caller lived it. Times in ms. */
export interface CallFigures {
  readonly fate: Fate
  /** From INVITE to 200 OK. */
  readonly answered: number | undefined
  /** From INVITE to the first RTP packet above silence. */
  readonly firstSound: number | undefined
  /** From the caller's last word to the first packet of the answer above silence, of each answer. */
  readonly replies: ReadonlyArray<number>
  /** For how long an answer has been awaited that has not come yet. */
  readonly awaiting: number | undefined
}

export interface CallOptions {
  readonly sipPort: number
  readonly dialled: string
  readonly from: string
  /** Completes when the caller is to hang up. */
  readonly enough: Effect.Effect<void>
}

/** A call that is going on. */
export interface Ongoing {
  /** Completes once the greeting was heard, or nothing more can be expected of the call. */
  readonly settled: Effect.Effect<void>
  /** What there is to be said of it so far. */
  readonly figures: Effect.Effect<CallFigures>
  /** Completes when it is over. */
  readonly over: Effect.Effect<void>
}

/** Nobody waits longer for a sound. */
const patience = "15 seconds"

const final = /^SIP\/2\.0 [4-6]/

/** Dials now, and talks until it is enough, or the scope closes: a question, its answer, the next question. */
export const dial = Effect.fnUntraced(function*({ dialled, enough, from, sipPort }: CallOptions) {
  const settled = yield* Deferred.make<void>()
  const replies: Array<number> = []
  let fate: Fate = "ongoing"
  let answered: number | undefined
  let firstSound: number | undefined
  let asked: number | undefined

  const caller = yield* Caller.call({
    sipPort,
    dialled,
    from,
    speech,
    script: [SipScript.dial, SipScript.answered, SipScript.cue, SipScript.hangUp],
    patience: "1 hour",
    discreet: true
  })
  const { heard, say } = caller.phone
  const soundAfter = (since: number) =>
    Effect.map(heard.until("a sound", (all) => all.find(({ from }) => from >= since), patience), ({ from }) => from)
  const silence = heard.until("silence", (all) => all.at(-1)?.over === true ? true : undefined, patience)

  const converse = Effect.gen(function*() {
    const invited = yield* caller.messages.until("INVITE", (all) => all.find(({ from }) => from === "caller"))
    const outcome = yield* caller.messages.until(
      "an answer",
      (all) => all.find(({ start, text }) => final.test(start) || /^SIP\/2\.0 200[^]*m=audio/.test(text)),
      "30 seconds"
    )
    if (final.test(outcome.start)) {
      fate = "refused"
      return
    }
    answered = outcome.at - invited.at
    firstSound = (yield* soundAfter(invited.at)) - invited.at
    yield* Deferred.succeed(settled, undefined)
    while (true) {
      yield* silence
      yield* say(question)
      asked = yield* Clock.currentTimeMillis
      replies.push((yield* soundAfter(asked)) - asked)
      asked = undefined
    }
  })
  const hungUpOn = caller.messages.until(
    "BYE",
    (all) => all.find(({ from, start }) => from === "gateway" && start.startsWith("BYE")),
    "1 hour"
  )
  const hangUp = Effect.gen(function*() {
    yield* enough
    if (firstSound === undefined) return yield* Effect.never
    fate = "completed"
    yield* caller.cue
    yield* Effect.timeoutOption(caller.played, "10 seconds")
  })
  const over = yield* Effect.raceFirst(Effect.raceFirst(converse, hungUpOn), hangUp).pipe(
    Effect.ignore,
    Effect.ensuring(Effect.suspend(() => {
      if (fate === "ongoing") fate = answered === undefined ? "unanswered" : "lost"
      return Deferred.succeed(settled, undefined)
    })),
    Effect.forkScoped
  )
  const ongoing: Ongoing = {
    settled: Deferred.await(settled),
    over: Effect.asVoid(Fiber.await(over)),
    figures: Effect.map(Clock.currentTimeMillis, (now) => ({
      fate,
      answered,
      firstSound,
      replies: [...replies],
      awaiting: asked === undefined ? undefined : now - asked
    }))
  }
  return ongoing
})
