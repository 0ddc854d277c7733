/** Something that was said or done. `at`: epoch milliseconds. */
export type Remembered =
  & { readonly at: number; readonly id: string }
  & (
    | { readonly _tag: "Said"; readonly by: "caller" | "agent"; readonly text: string }
    | { readonly _tag: "Called"; readonly call: { readonly id: string; readonly name: string; readonly args: string } }
    | { readonly _tag: "Answered"; readonly callId: string; readonly output: string }
  )

/**
 * These, and this: speech is noted when it is over or transcribed, and stands where it began; before what was done in the
 * same moment, which its words led to.
 */
export const insert = (items: ReadonlyArray<Remembered>, item: Remembered): ReadonlyArray<Remembered> => {
  const isBefore = (other: Remembered) =>
    other.at < item.at || (other.at === item.at && (other._tag === "Said" || item._tag !== "Said"))
  return items.toSpliced(items.findLastIndex(isBefore) + 1, 0, item)
}

/**
 * What was said and done so far, as whoever begins anew is told it: what was heard of the agent, the caller's words,
 * function calls and their answers. The SDK would tell what the model has said, heard or not, and no calls.
 */
export const make = () => {
  let items: ReadonlyArray<Remembered> = []
  return {
    note: (item: Remembered): void => {
      items = insert(items, item)
    },
    all: () => items,
    /** What the agent has said last; nothing, where they have not. */
    lastSaid: (): string => {
      const last = items.findLast((item) => item._tag === "Said" && item.by === "agent")
      return last?._tag === "Said" ? last.text : ""
    }
  }
}

export type Memory = ReturnType<typeof make>
