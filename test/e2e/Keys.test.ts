import { assert } from "@effect/vitest"
import { Clock, Effect } from "effect"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import { checkRow, referredTo } from "./Referring.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"
import * as Transcript from "./Transcript.ts"

const agent = { ...Stage.clinic, config: { ...Stage.clinic.config, keypad: { "0": { transfer: "Urgences" } } } }

const asksForNumber: Turn = {
  heard: "C'est pour un résultat.",
  replies: [{ says: { FRENCH: "Quel est votre numéro de dossier ?" } }]
}
const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

suite("a key that is pressed", (it) => {
  it.effect("transfers the caller where the agent's file says so, whatever the agent is saying", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ agent, model: { turns: [] } })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.cue,
        Sip.press("0"),
        Sip.referred("202 Accepted"),
        Sip.notify("100 Trying"),
        Sip.notify("200 OK"),
        Sip.hungUp
      )
      yield* caller.phone.heardOut(0)
      const pressed = yield* Clock.currentTimeMillis
      yield* caller.cue
      const refer = yield* referredTo(caller, "+15145550000")
      const [, announced] = yield* caller.phone.heard.all
      assert.isBelow(announced!.from - pressed, 2_000)
      assert.isBelow(announced!.from, refer.at, "announced before it was asked for")
      assert.isTrue(yield* caller.played)
      assert.isEmpty((yield* stage.endpoint.observed).wire.filter(({ type }) => type === "response.create"))
      yield* checkRow(stage, { outcomes: [{ outcome: "connected" }], endReason: "transferred" })
      yield* stage.released(caller)
    }))

  it.effect("is a digit of a number that was asked for, which the model is given whole, and the transcript is not", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ agent, model: { turns: [asksForNumber, goodbye] } })
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const { to: since } = yield* caller.phone.heardOut(0)
      yield* caller.phone.say("C'est pour un résultat.")
      yield* caller.phone.heardOut(1)
      yield* caller.phone.press("80415#")
      yield* caller.phone.heardOut(2)
      yield* caller.phone.say("Merci beaucoup, au revoir !")
      assert.isTrue(yield* caller.played)
      assert.isBelow((yield* Silence.longest(caller, since, (yield* caller.got("BYE")).at)).millis, 6_000)

      const { wire } = yield* stage.endpoint.observed
      const given = wire.filter(({ event, from }) => from === "client" && JSON.stringify(event).includes("80415"))
      assert.deepStrictEqual(given.map(({ type }) => type), ["response.create"], "all of it, once")

      const row = yield* stage.backend.delivered()
      assert.strictEqual(row.end["endReason"], "agent_end")
      assert.include((yield* Transcript.lines(row)).map(({ text }) => text), "[5 keys pressed]")
      const told = [yield* Transcript.text(row), JSON.stringify(row), ...yield* stage.worker.running.lines.all].join()
      assert.notInclude(told, "80415")
    }))
})
