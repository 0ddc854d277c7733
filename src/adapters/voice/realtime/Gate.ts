/** How much of what was heard before a turn was noticed belongs to it: the notice itself, and some silence in front. */
const preroll = 600

/**
 * Between the caller and the model: what is said in a turn goes through, and what was heard just before it. A model that
 * ends no turns itself would keep, and charge for, all the silence and all that comes back of the agent's own voice.
 */
export const make = (samplesPerMilli: number) => {
  let held: Array<Int16Array> = []
  let isOpen = false
  return {
    /** Gives what goes through now. */
    pass: (samples: Int16Array): ReadonlyArray<Int16Array> => {
      if (isOpen) return [samples]
      held.push(samples.slice()) // the native module may use its memory again
      let length = held.reduce((sum, part) => sum + part.length, 0)
      while (held[0] !== undefined && length - held[0].length >= preroll * samplesPerMilli) {
        length -= held.shift()?.length ?? 0
      }
      return []
    },
    /** A turn has begun: gives what was held back. */
    open: (): ReadonlyArray<Int16Array> => {
      const before = held
      held = []
      isOpen = true
      return before
    },
    shut: (): void => {
      isOpen = false
    }
  }
}
