import { assert, describe, it } from "vitest"
import * as Unheard from "../../../src/adapters/voice/realtime/Unheard.ts"

/** What reaches the SDK of the events that come in. */
const stage = () => {
  const unheard = Unheard.make()
  const passed: Array<string> = []
  const handing: Array<string | undefined> = []
  return {
    unheard,
    passed,
    handing,
    take: (type: string, id = "r") =>
      unheard.take({ type: `response.${type}`, response: { id }, response_id: id }, () => {
        passed.push(`${type} ${id}`)
        handing.push(unheard.handing())
      })
  }
}

describe("a response of which nothing is heard", () => {
  it.each(["output_audio.delta", "output_text.delta"])(
    "reaches the SDK with its first %s, whole and in order",
    (first) => {
      const { handing, passed, take, unheard } = stage()
      for (const type of ["created", "output_item.added", "content_part.added", "output_audio_transcript.delta"]) {
        take(
          type
        )
      }
      assert.deepStrictEqual(passed, [])
      take(first)
      assert.deepStrictEqual(passed, [
        "created r",
        "output_item.added r",
        "content_part.added r",
        "output_audio_transcript.delta r",
        `${first} r`
      ])
      assert.deepStrictEqual(handing, ["r", "r", "r", "r", "r"])
      assert.isUndefined(unheard.handing())
      take(first)
      take("done")
      assert.deepStrictEqual(passed.slice(5), [`${first} r`, "done r"])
      assert.isUndefined(handing.at(-1))
    }
  )

  it("never reaches it where it ends before", () => {
    const { passed, take } = stage()
    take("created")
    take("output_item.added")
    take("done")
    take("created", "s")
    take("output_audio.delta", "s")
    assert.deepStrictEqual(passed, ["created s", "output_audio.delta s"])
  })

  it("never reaches it where it is not wanted any more, or was not when it began", () => {
    const { passed, take, unheard } = stage()
    take("created")
    unheard.refuse()
    take("output_audio.delta")
    take("done")
    unheard.refuse("s")
    take("created", "s")
    take("output_audio.delta", "s")
    take("done", "s")
    take("created", "t")
    unheard.refuse("t")
    take("output_audio.delta", "t")
    take("done", "t")
    assert.deepStrictEqual(passed, [])
    take("created", "u")
    take("output_audio.delta", "u")
    assert.deepStrictEqual(passed, ["created u", "output_audio.delta u"])
  })

  it("does not keep the end of another from it", () => {
    const { passed, take } = stage()
    take("created")
    take("output_audio.delta")
    take("created", "s")
    take("done", "r")
    take("output_audio.delta", "s")
    assert.deepStrictEqual(passed, ["created r", "output_audio.delta r", "done r", "created s", "output_audio.delta s"])
  })

  it("is forgotten with its connection", () => {
    const { passed, take, unheard } = stage()
    take("created")
    unheard.refuse("s")
    unheard.forget()
    take("created", "s")
    take("output_audio.delta", "s")
    assert.deepStrictEqual(passed, ["created s", "output_audio.delta s"])
  })

  it("is kept back until it is wanted, be it all there", () => {
    for (const upTo of [3, 4, 5]) {
      const { handing, passed, take, unheard } = stage()
      unheard.keep("r")
      const events = ["created", "output_item.added", "output_audio.delta", "output_audio.delta", "done"]
      for (const type of events.slice(0, upTo)) take(type)
      assert.deepStrictEqual(passed, [])
      unheard.want("r")
      assert.strictEqual(passed.length, upTo)
      for (const type of events.slice(upTo)) take(type)
      assert.deepStrictEqual(passed, events.map((type) => `${type} r`))
      assert.deepStrictEqual([...new Set(handing.slice(0, upTo))], ["r"])
    }
  })

  it("is as any other where it is wanted before there is anything of it to hear, or was nothing", () => {
    const { passed, take, unheard } = stage()
    unheard.keep("r")
    take("created")
    unheard.want("r")
    assert.deepStrictEqual(passed, [])
    take("output_audio.delta")
    assert.deepStrictEqual(passed, ["created r", "output_audio.delta r"])
    unheard.keep("s")
    take("created", "s")
    take("done", "s")
    unheard.want("s")
    take("created", "t")
    take("output_audio.delta", "t")
    assert.deepStrictEqual(passed.slice(2), ["created t", "output_audio.delta t"])
  })

  it("never reaches it where nobody wants it, before or after its end", () => {
    const { passed, take, unheard } = stage()
    for (const refusedAfter of [1, 2, 3]) {
      unheard.keep("r")
      for (const [index, type] of ["created", "output_audio.delta", "done"].entries()) {
        take(type)
        if (index + 1 === refusedAfter) unheard.refuse("r")
      }
      unheard.want("r")
    }
    assert.deepStrictEqual(passed, [])
  })
})
