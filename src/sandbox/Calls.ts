import { type ModelScript, type Playbook, playbook } from "./ModelScript.ts"
import type { ClientItem } from "./RealtimeProtocol.ts"

/** What a connection knows of the call that it carries. */
export interface Carried {
  readonly playbook: () => Playbook
  /** There is an item of this id in its conversation now. */
  readonly added: (itemId: string) => void
  /** The client tells it what was said or done before. */
  readonly told: (item: ClientItem & { readonly id: string }) => void
}

const textOf = (content: ReadonlyArray<{ readonly text?: string; readonly transcript?: string }>) =>
  content.map(({ text, transcript }) => text ?? transcript ?? "").join(" ")

/** Whether a script goes on with it. */
const isProgress = (item: ClientItem) =>
  item.type === "function_call_output" || (item.type === "message" && item.role === "user")

/**
 * The calls of an endpoint, each at its own place in its script, whichever connections carry it. A connection goes on with
 * a call that no other one carries, until it is told an item of some call: then with that. What it is told that was said
 * to somebody else moves the call to where that stands.
 */
export const make = (script: ModelScript, further: ReadonlyArray<ModelScript>) => {
  const books: [Playbook, ...Array<Playbook>] = [playbook(script), ...further.map(playbook)]
  const carried = new Map<number, Playbook>()
  const bookOf = new Map<string, Playbook>()

  const nextFor = (connection: number): Playbook => {
    const taken = new Set(carried.values())
    const own = books[connection]
    const free = own !== undefined && !taken.has(own) ? own : books.find((book) => !taken.has(book))
    if (free !== undefined) return free
    const another = playbook(script)
    books.push(another)
    return another
  }

  return {
    books,
    /** Those that no connection carries come first: who asks over HTTP has none. */
    overHttp: (): ReadonlyArray<Playbook> => {
      const taken = new Set(carried.values())
      return books.toSorted((one, other) => Number(taken.has(one)) - Number(taken.has(other)))
    },
    carry: (connection: number): Carried => {
      const heard: Array<string> = []
      let toolsAnswered = 0
      let book = nextFor(connection)
      carried.set(connection, book)
      return {
        playbook: () => book,
        added: (itemId) => void bookOf.set(itemId, book),
        told: (item) => {
          const known = bookOf.get(item.id)
          if (known !== undefined && known !== book) carried.set(connection, book = known)
          if (item.type === "message" && item.role === "user") {
            heard.push(textOf(item.content))
            toolsAnswered = 0
          }
          const isOurs = item.type === "function_call_output" && book.answered(item.call_id)
          if (item.type === "function_call_output") toolsAnswered++
          const told = { heard, toolsAnswered }
          if (known === undefined && isProgress(item) && !isOurs && book.knows(told)) book.goTo(told)
        }
      }
    },
    /** Nothing more comes of what a connection carries: another one may. */
    leave: (connection: number): void => void carried.delete(connection)
  }
}
