import { assert } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { askForSomebody, asks, checkRow, referredTo } from "./Referring.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

/** What would end a call, if no transfer were out, and how its row then ends if the transfer fails. */
const ends: ReadonlyArray<{
  readonly name: string
  readonly endReason: string
  readonly befall: (stage: Stage.Stage) => Effect.Effect<unknown, unknown>
}> = [
  {
    name: "the worker is told to stop",
    endReason: "worker_drain",
    befall: ({ worker }) =>
      Effect.andThen(
        worker.running.signal("SIGTERM"),
        worker.log.until(
          "that calls are to say goodbye",
          (all) => all.find(({ message }) => message === "draining: calls are told to say goodbye")
        )
      )
  },
  {
    name: "the model is lost",
    endReason: "model_error",
    befall: ({ endpoint, worker }) =>
      Effect.andThen(
        endpoint.drop,
        worker.log.until("that it is lost", (all) =>
          all.find(({ report }) => (report as { readonly tag?: string } | undefined)?.tag === "ModelUnavailable"))
      )
  }
]

/** How long the carrier takes to say what became of the transfer, after that. */
const outFor = "2 seconds"

/** The longest time that a caller may hear nothing: while it rings where they are to go, they hear that. */
const patience = 6_000

suite("a transfer that is out when", (it) => {
  for (const { befall, endReason, name } of ends) {
    const stageOf = Stage.make({
      model: { turns: [asks], connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }] }
    })

    it.effect(`${name}, and is answered, ends the call as transferred`, () =>
      Effect.gen(function*() {
        const stage = yield* stageOf
        const caller = yield* stage.call(
          Sip.dial,
          Sip.answered,
          Sip.referred("202 Accepted"),
          Sip.notify("100 Trying"),
          Sip.cue,
          Sip.notify("200 OK"),
          Sip.hungUp
        )
        const refer = yield* askForSomebody(caller)
        yield* befall(stage)
        yield* Effect.sleep(outFor)
        const answered = yield* Clock.currentTimeMillis
        yield* caller.cue
        assert.isTrue(yield* caller.played, "nobody hung up on the caller, who was being put through")
        const bye = yield* caller.got("BYE")
        assert.isAbove(bye.at, answered)
        assert.isBelow((yield* Silence.longest(caller, refer.at, bye.at)).millis, patience)
        yield* checkRow(stage, { outcomes: [{ outcome: "connected" }], endReason: "transferred" })
        yield* stage.released(caller)
      }))

    it.effect(`${name}, and fails, is told of before the call ends for that`, () =>
      Effect.gen(function*() {
        const stage = yield* stageOf
        const caller = yield* stage.call(
          Sip.dial,
          Sip.answered,
          Sip.referred("202 Accepted"),
          Sip.notify("100 Trying"),
          Sip.cue,
          Sip.notify("486 Busy Here"),
          Sip.hungUp
        )
        const refer = yield* askForSomebody(caller)
        yield* befall(stage)
        yield* Effect.sleep(outFor)
        yield* caller.cue
        assert.isTrue(yield* caller.played, "nobody hung up on the caller before the transfer had failed")
        const bye = yield* caller.got("BYE")
        assert.isBelow((yield* Silence.longest(caller, refer.at, bye.at)).millis, patience)
        yield* checkRow(stage, { outcomes: [{ outcome: "failed", sipStatus: 486 }], endReason })
        yield* stage.released(caller)
      }))
  }
})

suite("a department of several numbers", (it) => {
  it.effect("is tried to the last: one is busy, one does not answer, and the third takes the call", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({
        model: { turns: [asks] },
        agent: {
          ...Stage.clinic,
          config: {
            ...Stage.clinic.config,
            phrases: { ...Stage.clinic.config.phrases, tryingNext: { FRENCH: "J'essaie ailleurs." } },
            transfers: [{
              department: "Urgences",
              numbers: [
                { phone_number: "+15145550000" },
                { phone_number: "+15145550001", patience: "5 seconds" },
                { phone_number: "+15145550002" }
              ]
            }]
          }
        }
      })
      const caller = yield* stage.call(
        Sip.dial,
        Sip.answered,
        Sip.referred("202 Accepted"),
        Sip.notify("486 Busy Here"),
        Sip.referred("202 Accepted"),
        Sip.referred("202 Accepted"),
        Sip.notify("100 Trying"),
        Sip.notify("200 OK"),
        Sip.hungUp
      )
      const first = yield* askForSomebody(caller)
      const second = yield* referredTo(caller, "+15145550001", 1)
      const told = yield* caller.phone.heard.until(
        "the word that another number is tried",
        (sounds) => sounds.find(({ to }) => to > second.at)
      )
      assert.isBelow(told.from - second.at, 2_000)
      yield* caller.messages.until(
        "the third REFER",
        (all) => all.filter(({ from, start }) => from === "gateway" && start.startsWith("REFER"))[2],
        "40 seconds"
      )
      yield* referredTo(caller, "+15145550002", 2)
      assert.isTrue(yield* caller.played)
      const bye = yield* caller.got("BYE")
      // LiveKit stops to ring after the number's 5 s; for 15 s more somebody may still take the call there.
      assert.isBelow((yield* Silence.longest(caller, first.at, bye.at)).millis, 16_000)
      yield* checkRow(stage, {
        outcomes: [{ outcome: "failed", sipStatus: 486 }, { outcome: "unknown" }, { outcome: "connected" }],
        endReason: "transferred"
      })
      yield* stage.released(caller)
    }))
})
