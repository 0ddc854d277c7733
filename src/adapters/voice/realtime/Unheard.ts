import type { WireEvent } from "./WireEvent.ts"

/** With these a response begins to be heard: its audio, or the text that a TTS says. */
const audible = new Set(["response.output_audio.delta", "response.output_text.delta"])

/**
 * Keeps a response from the SDK until there is something of it to hear. The SDK's speeches wait for each other, so that
 * one that is silent, perhaps for ever, would keep all the others waiting; and it takes the place of one that could be
 * said meanwhile.
 */
export const make = () => {
  let silent:
    | { readonly id: string; isUnwanted: boolean; readonly passes: Array<() => void> }
    | undefined
  let handing: string | undefined
  const unwanted = new Set<string>()

  return {
    /** An event of a response. `pass` gives it to the SDK. */
    take: ({ response, type }: WireEvent, pass: () => void): void => {
      if (type === "response.created") {
        const id = response?.id ?? ""
        silent = { id, isUnwanted: unwanted.delete(id), passes: [pass] }
        return
      }
      if (silent === undefined) return pass()
      if (type === "response.done") {
        const isOver = response?.id === silent.id
        if (isOver) silent = undefined
        return isOver ? undefined : pass()
      }
      if (silent.isUnwanted) return
      silent.passes.push(pass)
      if (!audible.has(type)) return
      const { id, passes } = silent
      silent = undefined
      handing = id
      for (const one of passes) one()
      handing = undefined
    },
    /** Nothing of the silent response, if there is one, is to be heard; or of one that is to come. */
    refuse: (responseId?: string): void => {
      if (silent !== undefined && (responseId === undefined || silent.id === responseId)) silent.isUnwanted = true
      else if (responseId !== undefined) unwanted.add(responseId)
    },
    /** The connection is gone, and the response with it. */
    forget: (): void => {
      silent = undefined
      unwanted.clear()
    },
    /** The response that is being handed to the SDK at this moment. */
    handing: () => handing
  }
}
