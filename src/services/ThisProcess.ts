import { Context, type Effect, type Queue, type Scope } from "effect"

/** An error that nobody caught. */
export interface Uncaught {
  readonly kind: "uncaughtException" | "unhandledRejection"
  readonly error: unknown
}

/** What the process has used so far, in ms of the machine's own time, whatever the program's clock says. */
export interface Usage {
  readonly at: number
  /** For how long it kept a core busy; two cores count twice. */
  readonly busy: number
  /** For how long the event loop's thread was ready to run while no core was free; 0 where nothing counts it. */
  readonly waited: number
}

/** The process that this program runs in. */
export class ThisProcess extends Context.Service<ThisProcess, {
  readonly pid: number
  /** Of the machine, or of what it is given of it. */
  readonly cores: number
  /** Bytes of memory, without what is swapped out. */
  readonly residentMemory: Effect.Effect<number>
  readonly usage: Effect.Effect<Usage>
  /** Watches the event loop. Gives what tells its delay (ms, 90th percentile) since it was last asked. */
  readonly loopDelay: Effect.Effect<Effect.Effect<number>, never, Scope.Scope>
  /** As long as the scope is open, no exception ends the process: each is offered here. */
  readonly uncaught: Effect.Effect<Queue.Dequeue<Uncaught>, never, Scope.Scope>
  /**
   * Gives what completes at the second SIGTERM or SIGINT while the scope is open: whoever sends another does not want to
   * wait. The first one interrupts the program.
   */
  readonly secondSignal: Effect.Effect<Effect.Effect<void>, never, Scope.Scope>
}>()("receptionist/services/ThisProcess") {}
