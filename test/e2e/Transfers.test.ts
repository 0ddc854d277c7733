import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import type * as Caller from "./Caller.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

const asks: Turn = {
  heard: "Je voudrais parler à quelqu'un.",
  replies: [{ calls: [{ name: "transfer_call", arguments: { department: "urgences" } }] }]
}

/** The caller asks for somebody, hears the announcement, and the REFER goes out. */
const askForSomebody = Effect.fnUntraced(function*(caller: Caller.Caller) {
  yield* caller.phone.heardOut(0)
  yield* caller.phone.say("Je voudrais parler à quelqu'un.")
  const refer = yield* caller.got("REFER")
  assert.match(refer.text, /^Refer-To: <?tel:\+15145550000>?/im)
  const announced = yield* caller.phone.heard.until("the announcement", ([, announcement]) => announcement)
  assert.isBelow(announced.from, refer.at, "announced before it was asked for")
  yield* caller.messages.until(
    "the caller's answer to it",
    (all) =>
      all.find(({ from, start, text }) => from === "caller" && start.startsWith("SIP/2.0") && / REFER\r?$/m.test(text))
  )
  return refer
})

interface Expected {
  readonly outcome: "connected" | "failed" | "unknown"
  readonly sipStatus?: number
  readonly endReason: string
}

const checkRow = Effect.fnUntraced(function*(stage: Stage.Stage, { endReason, ...attempt }: Expected) {
  const { end, metadata } = yield* stage.backend.ended()
  assert.strictEqual(end["endReason"], endReason)
  assert.strictEqual(metadata["transferDepartment"], "Urgences")
  const [first, ...more] = metadata["transferDestinations"] as ReadonlyArray<Record<string, unknown>>
  assert.lengthOf(more, 0)
  const { startedAt, ...rest } = first!
  assert.strictEqual(startedAt, metadata["transferTimestamp"])
  assert.deepStrictEqual(rest, { department: "Urgences", ...attempt })
})

suite("a transfer", (it) => {
  it.effect("that is accepted and answered ends the call as transferred", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.referred("202 Accepted"),
        Sip.notify("100 Trying"),
        Sip.notify("200 OK"),
        Sip.hungUp
      )
      yield* askForSomebody(caller)
      assert.isTrue(yield* caller.played)
      yield* checkRow(stage, { outcome: "connected", endReason: "transferred" })
      yield* stage.released(caller)
    }))

  it.effect("that the far end takes over itself ends the call as transferred", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.referred("202 Accepted"),
        Sip.notify("200 OK"),
        Sip.pause(500),
        Sip.hangUp
      )
      yield* askForSomebody(caller)
      assert.isTrue(yield* caller.played)
      yield* checkRow(stage, { outcome: "connected", endReason: "transferred" })
    }))

  const failing = (name: string, sipStatus: number, ...refer: ReadonlyArray<Sip.Step>) =>
    it.effect(name, () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [asks] } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, ...refer, Sip.cue, Sip.hangUp)
        const { at } = yield* askForSomebody(caller)
        yield* caller.phone.heard.until("the word that it failed", (sounds) =>
          sounds.find(({ over, to }) => over && to > at + 900))
        yield* caller.cue
        assert.isTrue(yield* caller.played)
        yield* checkRow(stage, { outcome: "failed", sipStatus, endReason: "caller_hangup" })
      }))

  failing("that meets a busy line is told of", 486, Sip.referred("202 Accepted"), Sip.notify("486 Busy Here"))
  failing("that is declined by the far end is told of", 603, Sip.referred("202 Accepted"), Sip.notify("603 Decline"))
  failing("that the caller's carrier refuses is told of", 603, Sip.referred("603 Decline"))

  it.effect("between whose acceptance and answer the caller hangs up claims nothing", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.referred("202 Accepted"), Sip.cue, Sip.hangUp)
      yield* askForSomebody(caller)
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      yield* checkRow(stage, { outcome: "unknown", endReason: "transfer_failed" })
      yield* stage.released(caller)
    }))
})

suite("a transfer that nobody answers", (it) => {
  it.effect("is told of once our patience ends, as unknown", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.referred("202 Accepted"), Sip.cue, Sip.hangUp)
      const { at } = yield* askForSomebody(caller)
      // The number may ring for 20 s; then LiveKit gives up, and the leg has 15 more to go to whoever still answers.
      const said = yield* stage.worker.log.until(
        "the transfer's outcome",
        (lines) => lines.find(({ message }) => message === "transfer: unknown"),
        "60 seconds"
      )
      const took = Date.parse(String(said["time"])) - at
      assert.isAtLeast(took, 34_000)
      assert.isBelow(took, 38_000)
      yield* caller.phone.heard.until("the word that it failed", (sounds) =>
        sounds.find(({ over, to }) => over && to > Date.parse(String(said["time"])) + 500))
      yield* caller.cue
      assert.isTrue(yield* caller.played)
      yield* checkRow(stage, { outcome: "unknown", endReason: "caller_hangup" })
    }))

  it.effect("until LiveKit has given up, but we have not, leaves the caller to whoever took the call", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.referred("202 Accepted"),
        Sip.pause(26_000),
        Sip.notify("200 OK"),
        Sip.pause(500),
        Sip.hangUp
      )
      yield* askForSomebody(caller)
      assert.isTrue(yield* caller.played, "nobody hung up on the caller, who was being put through")
      // A caller who tired of waiting would look the same to us.
      yield* checkRow(stage, { outcome: "unknown", endReason: "transfer_failed" })
      yield* stage.released(caller)
    }))

  it.effect("until it is late ends the call as transferred all the same", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [asks] } })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.referred("202 Accepted"),
        Sip.pause(14_000),
        Sip.notify("200 OK"),
        Sip.pause(500),
        Sip.hangUp
      )
      yield* askForSomebody(caller)
      assert.isTrue(yield* caller.played)
      yield* checkRow(stage, { outcome: "connected", endReason: "transferred" })
      yield* stage.released(caller)
    }))
})
