import { Effect } from "effect"
import type { CallId } from "../../domain/Ids.ts"
import { Messages } from "../../services/Messages.ts"

/** Removes what there is of a call's messages, for whoever has claimed them. */
export const removeMessagesOf = Effect.fnUntraced(function*(callId: CallId) {
  const messages = yield* Messages
  const theirs = (yield* messages.all).filter(({ origin }) => origin.callId === callId)
  yield* Effect.forEach(theirs, messages.remove, { discard: true })
})
