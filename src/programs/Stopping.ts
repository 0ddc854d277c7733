import { Duration } from "effect"

/** How long a worker that is told to stop takes at most, after `DRAIN_TIMEOUT`. */
export const stopping = {
  /** For the goodbyes: a transfer that is under way has its outcome by then. */
  goodbyes: Duration.seconds(90),
  /** For what is delivered once nobody is on the line; the rest stays in the journal. */
  deliveries: Duration.minutes(3),
  /** For what ends in order once it is interrupted. */
  closing: Duration.seconds(30)
}

/** After so long a worker is killed. Whoever stops us should wait as long: `DRAIN_TIMEOUT`, and five minutes. */
export const longestStop = (drainTimeout: Duration.Duration): Duration.Duration =>
  Object.values(stopping).reduce((all, part) => Duration.sum(all, part), drainTimeout)
