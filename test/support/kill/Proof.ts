import { Effect } from "effect"
import { seeded } from "../Seeded.ts"
import type { Moment } from "./Edges.ts"
import { play, type Run, type Scenario } from "./Runs.ts"
import { messageTaken, wholeCall } from "./Victim.ts"
import { playWithdrawal, type Withdrawal, withdrawals } from "./Withdrawals.ts"

const moments: ReadonlyArray<Moment> = ["before", "torn", "after"]
const scenarios = { "a call": wholeCall, "a message": messageTaken } satisfies Record<string, Scenario["victim"]>
type Name = keyof typeof scenarios
const names = Object.keys(scenarios) as ReadonlyArray<Name>

/** Which part of all the deaths is tried: every n-th, beginning with the `first`. */
export interface Part {
  readonly every: number
  readonly first: number
}

/** A death that was tried, and of whom. */
export interface Tried extends Run {
  readonly of: `${Name}${"" | ", recovered"}` | Withdrawal
  readonly how: "at every touch" | "at a random moment"
}

const isIn = ({ every, first }: Part, n: number) => n % every === first % every

/** What each call leaves that nobody kills, how often it touches something, and for how many turns it runs. */
const undisturbed = Effect.fnUntraced(function*(name: Name) {
  const { remains, run, turns } = yield* play({ victim: scenarios[name] }, undefined, {})
  if (run.faults.length > 0) return yield* Effect.die(new Error(`undisturbed: ${run.faults.join(", ")}`))
  return { remains, touched: run.touched, turns }
})

/** Dies at every touch of the journal, the store and the backend, in every way. */
export const atEveryTouch = Effect.fnUntraced(function*(part: Part) {
  const tried: Array<Tried> = []
  for (const name of names) {
    const { remains, touched } = yield* undisturbed(name)
    for (let n = 0; n < touched * moments.length; n++) {
      if (!isIn(part, n)) continue
      const at = Math.floor(n / moments.length) + 1
      const moment = moments[n % moments.length]!
      const { run } = yield* play({ victim: scenarios[name] }, remains, { call: { at, moment } })
      tried.push({ ...run, of: name, how: "at every touch" })
    }
  }
  return tried
})

/** The same of a message that its caller takes back: whoever has taken it dies, or who delivers it. */
export const inWithdrawal = Effect.fnUntraced(function*(part: Part) {
  const tried: Array<Tried> = []
  for (const of of Object.keys(withdrawals) as ReadonlyArray<Withdrawal>) {
    const { faults, touched } = yield* playWithdrawal(of)
    if (faults.length > 0) return yield* Effect.die(new Error(`undisturbed: ${faults.join(", ")}`))
    for (let n = 0; n < touched * moments.length; n++) {
      if (!isIn(part, n)) continue
      const plan = { at: Math.floor(n / moments.length) + 1, moment: moments[n % moments.length]! }
      tried.push({ ...yield* playWithdrawal(of, plan), of, how: "at every touch" })
    }
  }
  return tried
})

/** Has the process that recovers the call die as well, at every touch of its own; the call died at several places. */
export const inRecovery = Effect.fnUntraced(function*(part: Part) {
  const tried: Array<Tried> = []
  let n = 0
  for (const name of names) {
    const { remains, touched } = yield* undisturbed(name)
    for (const share of [0.3, 0.5, 0.7, 0.9]) {
      const call = { at: Math.ceil(touched * share), moment: "before" as const }
      for (let at = part.first + 1;; at += part.every) {
        const plan = { at, moment: moments[n++ % moments.length]! }
        const { run } = yield* play({ victim: scenarios[name] }, remains, { call, recovery: plan })
        tried.push({ ...run, of: `${name}, recovered`, how: "at every touch" })
        // It had done all that there was to do.
        if (run.death === undefined) break
      }
    }
  }
  return tried
})

/** Dies at moments that are drawn: turns of the event loop, in the middle of whatever is under way then. */
export const atRandomMoments = Effect.fnUntraced(function*(count: number, seed: number) {
  const random = seeded(seed)
  const tried: Array<Tried> = []
  const whole = new Map<Name, Effect.Success<ReturnType<typeof undisturbed>>>()
  while (tried.length < count) {
    const name = names[tried.length % 4 === 3 ? 1 : 0]!
    const known = whole.get(name) ?? (yield* undisturbed(name))
    whole.set(name, known)
    const atTurn = 1 + Math.floor(random() * known.turns)
    const { run } = yield* play({ victim: scenarios[name] }, known.remains, { atTurn })
    // A turn that this one did not come to any more is drawn again.
    if (run.death !== undefined) tried.push({ ...run, of: name, how: "at a random moment" })
  }
  return tried
})
