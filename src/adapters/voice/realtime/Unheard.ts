import type { WireEvent } from "./WireEvent.ts"

/** With these a response begins to be heard: its audio, or the text that a TTS says. */
const audible = new Set(["response.output_audio.delta", "response.output_text.delta"])

interface Silent {
  readonly id: string
  isUnwanted: boolean
  /** It is kept back until somebody wants it, be there something of it to hear, or all of it. */
  isKept: boolean
  isAudible: boolean
  isOver: boolean
  readonly passes: Array<() => void>
}

/**
 * Keeps a response from the SDK until there is something of it to hear, and somebody wants it. The SDK's speeches wait for
 * each other, so that one that is silent, perhaps for ever, would keep all the others waiting; and it takes the place of
 * one that could be said meanwhile.
 */
export const make = () => {
  let silent: Silent | undefined
  let handing: string | undefined
  const unwanted = new Set<string>()
  const kept = new Set<string>()

  const hand = ({ id, passes }: Silent) => {
    silent = undefined
    handing = id
    for (const one of passes) one()
    handing = undefined
  }

  return {
    /** An event of a response. `pass` gives it to the SDK. */
    take: ({ response, type }: WireEvent, pass: () => void): void => {
      if (type === "response.created") {
        const id = response?.id ?? ""
        silent = {
          id,
          isUnwanted: unwanted.delete(id),
          isKept: kept.delete(id),
          isAudible: false,
          isOver: false,
          passes: [pass]
        }
        return
      }
      if (silent === undefined) return pass()
      if (type === "response.done") {
        if (response?.id !== silent.id) return pass()
        silent.isOver = true
        if (silent.isUnwanted || !silent.isKept) silent = undefined
        else silent.passes.push(pass)
        return
      }
      if (silent.isUnwanted) return
      silent.passes.push(pass)
      silent.isAudible ||= audible.has(type)
      if (silent.isAudible && !silent.isKept) hand(silent)
    },
    /** Nothing of the silent response, if there is one, is to be heard; or of one that is to come. */
    refuse: (responseId?: string): void => {
      if (silent === undefined || (responseId !== undefined && silent.id !== responseId)) {
        if (responseId !== undefined) unwanted.add(responseId)
        return
      }
      silent.isUnwanted = true
      silent.passes.length = 0
      if (silent.isOver) silent = undefined
    },
    /** This response, which is about to begin, is kept back until it is wanted. */
    keep: (responseId: string): void => {
      kept.add(responseId)
    },
    /** It is wanted now: what there is of it to hear is handed over at once. */
    want: (responseId: string): void => {
      if (silent?.id !== responseId) return
      silent.isKept = false
      if (silent.isAudible && !silent.isUnwanted) hand(silent)
      else if (silent.isOver) silent = undefined
    },
    /** The connection is gone, and the response with it. */
    forget: (): void => {
      silent = undefined
      unwanted.clear()
      kept.clear()
    },
    /** The response that is being handed to the SDK at this moment. */
    handing: () => handing
  }
}
