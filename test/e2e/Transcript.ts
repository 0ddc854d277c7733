import { Effect, FileSystem } from "effect"
import { fileURLToPath } from "node:url"
import type { Row } from "./Backend.ts"

/** A message of a stored transcript. */
export interface Line {
  readonly role: "assistant" | "user"
  readonly text: string
  readonly interrupted: boolean
}

interface Stored {
  readonly items: ReadonlyArray<{
    readonly type: string
    readonly role: Line["role"]
    readonly content: ReadonlyArray<string>
    readonly interrupted: boolean
  }>
}

/** The transcript that a row links to, as it is stored on this machine. */
export const text = Effect.fnUntraced(function*({ transcript }: Row) {
  return yield* (yield* FileSystem.FileSystem).readFileString(fileURLToPath(String(transcript?.["url"])))
})

/** What was said in it, in order. */
export const lines = Effect.fnUntraced(function*(row: Row) {
  const { items }: Stored = JSON.parse(yield* text(row))
  return items.filter(({ type }) => type === "message").map(({ content, interrupted, role }): Line => ({
    role,
    text: content.join(" "),
    interrupted
  }))
})
