import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ToolCalls from "../../../src/adapters/voice/ToolCalls.ts"
import type { VoiceEvent } from "../../../src/services/VoiceSession.ts"

it.effect("a function call that comes twice is told of, and answered, once", () =>
  Effect.gen(function*() {
    const events: Array<VoiceEvent> = []
    const answers: Array<string> = []
    const tools = ToolCalls.make(
      { emit: (event) => void events.push(event), now: () => 0 },
      ({ id }, { output }) => void answers.push(`${id}: ${output}`)
    )
    const call = { id: "c1", name: "end_call", args: "{}", spokeFirst: false }
    tools.called(call)
    tools.called({ ...call })
    const [event] = events
    if (event?._tag === "ToolCalled") yield* event.call.answer("done")
    tools.called({ ...call })
    yield* tools.release
    assert.lengthOf(events, 1)
    assert.deepStrictEqual(answers, ["c1: done"])
  }))
