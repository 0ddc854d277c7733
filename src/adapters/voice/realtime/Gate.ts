/** How much of what was heard before a turn was noticed belongs to it: the notice itself, and some silence in front. */
const preroll = 500

/**
 * Between the caller and the model: what is said in a turn goes through, and what was heard just before it. A model that
 * ends no turns itself would keep, and charge for, all the silence and all that comes back of the agent's own voice.
 */
export const make = (samplesPerMilli: number) => {
  let held: Array<Int16Array> = []
  /** How much of what is held has been judged to be no part of a turn (milliseconds). */
  let judged = 0
  let isOpen = false
  const millis = (part: Int16Array) => part.length / samplesPerMilli

  return {
    /** Gives what goes through now. */
    pass: (samples: Int16Array): ReadonlyArray<Int16Array> => {
      if (isOpen) return [samples]
      held.push(samples.slice()) // the native module may use its memory again
      return []
    },
    /** Nobody speaks in so many more milliseconds. */
    judged: (more: number): void => {
      judged += more
      if (isOpen) return
      for (let first = held[0]; first !== undefined && judged - millis(first) >= preroll; first = held[0]) {
        judged -= millis(first)
        held.shift()
      }
    },
    /** A turn has begun: gives what was held back. */
    open: (): ReadonlyArray<Int16Array> => {
      const before = held
      held = []
      isOpen = true
      return before
    },
    /** It is over. */
    shut: (): void => {
      isOpen = false
      judged = 0
    }
  }
}
