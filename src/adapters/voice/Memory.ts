/** Something that was said or done. `at`: epoch milliseconds. */
export type Remembered =
  & { readonly at: number; readonly id: string }
  & (
    | { readonly _tag: "Said"; readonly by: "caller" | "agent"; readonly text: string }
    | { readonly _tag: "Called"; readonly call: { readonly id: string; readonly name: string; readonly args: string } }
    | { readonly _tag: "Answered"; readonly callId: string; readonly output: string }
  )

/**
 * What was said and done so far, as whoever begins anew is told it: what was heard of the agent, the caller's words,
 * function calls and their answers. The SDK would tell what the model has said, heard or not, and no calls.
 */
export const make = () => {
  const items: Array<Remembered> = []
  return {
    /** Speech is noted when it is over or transcribed, and stands where it began. */
    note: (item: Remembered): void => {
      const before = items.findLastIndex((other) => other.at <= item.at)
      items.splice(before + 1, 0, item)
    },
    all: (): ReadonlyArray<Remembered> => items
  }
}

export type Memory = ReturnType<typeof make>
