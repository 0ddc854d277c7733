import { Clock, Duration, Effect, Exit, Option, Queue, Schema, Stream } from "effect"
import { KeypadKey } from "../../domain/Keypad.ts"
import { nextDue } from "../../receptionist/machine/Deadlines.ts"
import * as Machine from "../../receptionist/machine/Machine.ts"
import type { Step } from "../../receptionist/machine/Moves.ts"
import { CallPolicy, fallbackOf } from "../CallPolicy.ts"
import { type ActContext, makeActs } from "./Act.ts"
import type { Happening } from "./Listen.ts"
import { makeSilence } from "./Silence.ts"
import { makeWatch } from "./Watch.ts"

export interface ConverseContext extends ActContext {
  /** Whether the call is recorded, and what the caller is told of it. */
  readonly records: boolean
  readonly recording: Parameters<typeof Machine.begin>[0]["recording"]
  /** What every caller hears before anything else. */
  readonly opening: Parameters<typeof Machine.begin>[0]["opening"]
}

const isKey = Schema.is(KeypadKey)

/** Milliseconds of a clock that only goes forward: a step of the machine's time ends no call. */
const monotonic = Effect.map(Clock.monotonicTimeNanos, (nanos) => Number(nanos / 1_000_000n))

/**
 * The conversation, from the greeting to the decision that ends it: what happens, or what is due when nothing does, is
 * given to the machine, and what it decides is carried out.
 */
export const converse = Effect.fn("HandleCall.converse")(
  function*(context: ConverseContext, drained: Effect.Effect<void>) {
    const { agent, conversation, happenings, leg, ledger, opening, recording, records } = context
    const policy = yield* CallPolicy
    const { perform, toolCalled } = yield* makeActs(context)
    const watch = makeWatch(ledger)
    const silence = makeSilence(ledger, (yield* ledger.facts).answeredAt)
    const happen = (happening: Happening) => Queue.offer(happenings, happening)

    yield* Effect.forkScoped(Effect.andThen(leg.left, happen({ _tag: "CallerLeft" })))
    yield* Effect.forkScoped(Effect.andThen(drained, happen({ _tag: "WorkerDrained" })))

    yield* leg.keys.pipe(
      Stream.filter(isKey),
      Stream.runForEach((key) => happen({ _tag: "KeyPressed", key })),
      Effect.forkScoped
    )

    const at = monotonic
    /** Carries out what was decided; what an action comes to at once is decided on before anything that waits. */
    const carriedOut = Effect.fnUntraced(function*([decided, actions]: Step) {
      let state = decided
      const left = [...actions]
      for (let action = left.shift(); action !== undefined; action = left.shift()) {
        for (const outcome of yield* perform(action)) {
          const [next, further] = Machine.step(state, outcome, yield* at)
          state = next
          left.push(...further)
        }
      }
      return state
    })

    const began = yield* at
    const call = {
      agent,
      policy,
      opening,
      records,
      recording,
      fallback: fallbackOf(agent, policy),
      hasOwnVoice: conversation.hasOwnVoice,
      callerNumber: Option.getOrNull(leg.caller),
      epoch: (yield* policy.officeTime) - began
    }
    let begun: typeof state.unfinished = null
    let state = yield* carriedOut(Machine.begin(call, conversation.voicesLeft, began))
    yield* Effect.addFinalizer(Exit.match({
      onFailure: () => Effect.flatMap(at, (now) => carriedOut(Machine.cutShort(state, now))),
      onSuccess: () => Effect.void
    }))
    while (state.mode._tag !== "Over") {
      const due = nextDue(state)
      const wait = Duration.millis(due === undefined ? 0 : Math.max(0, due.at - (yield* at)))
      const event = Option.getOrElse(
        yield* Effect.timeoutOption(Queue.take(happenings), wait),
        (): Happening => ({ _tag: "Tick" })
      )
      if (event._tag === "ToolCalled") toolCalled(event.call)
      yield* watch(event)
      const now = yield* Clock.currentTimeMillis
      state = yield* carriedOut(Machine.step(state, event, yield* at))
      yield* silence(event, now, state)
      const begins = state.keeping === null ? state.unfinished : null
      if (begins !== begun) yield* ledger.note({ _tag: "begun", draft: begins })
      begun = begins
    }
    return state.mode.reason
  },
  (conversing, { conversation, ledger }) =>
    conversing.pipe(
      Effect.ensuring(Effect.flatMap(conversation.usage, (usage) => ledger.update(() => ({ usage })))),
      Effect.scoped
    )
)
