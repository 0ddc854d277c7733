import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { askForSomebody, asks, checkRow } from "./Referring.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

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
      yield* checkRow(stage, { outcomes: [{ outcome: "connected" }], endReason: "transferred" })
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
      yield* checkRow(stage, { outcomes: [{ outcome: "connected" }], endReason: "transferred" })
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
        yield* checkRow(stage, { outcomes: [{ outcome: "failed", sipStatus }], endReason: "caller_hangup" })
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
      yield* checkRow(stage, { outcomes: [{ outcome: "unknown" }], endReason: "transfer_failed" })
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
      yield* checkRow(stage, { outcomes: [{ outcome: "unknown" }], endReason: "caller_hangup" })
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
      yield* checkRow(stage, { outcomes: [{ outcome: "unknown" }], endReason: "transfer_failed" })
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
      yield* checkRow(stage, { outcomes: [{ outcome: "connected" }], endReason: "transferred" })
      yield* stage.released(caller)
    }))
})
