import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { BrokenPromise, PromiseKind } from "../../../src/domain/Promises.ts"
import { fixedPhrases, type PhraseKey, phrasesOf } from "../../../src/receptionist/Phrases.ts"
import { denialsIn, promisesIn } from "../../../src/receptionist/promises/Promises.ts"
import { type Action, begin, type Deed, due, type SayAndDo, step } from "../../../src/receptionist/promises/SayAndDo.ts"
import * as Metrics from "../../../src/telemetry/Metrics.ts"
import { full } from "../agents.ts"

const everyTool = begin(["transfer", "message", "callback", "hangup"])

/** Steps as a call would: what is due comes when it is, between the events. */
const run = (events: ReadonlyArray<readonly [at: number, event: string]>, start = everyTool) => {
  const done: Array<string> = []
  let state: SayAndDo = start
  const take = (event: Parameters<typeof step>[1], at: number) => {
    const [next, actions] = step(state, event, at)
    state = next
    for (const action of actions) {
      done.push(
        `${at / 1_000} ${action._tag} ${action.kinds.join("+")}${"phrase" in action ? ` ${action.phrase}` : ""}`
      )
    }
  }
  for (const [seconds, event] of events) {
    const at = seconds * 1_000
    for (let next = due(state); next !== undefined && next.at <= at; next = due(state)) take({ _tag: "Due" }, next.at)
    if (event === "ending") take({ _tag: "Ending" }, at)
    else if (event === "heard") take({ _tag: "Heard" }, at)
    else if (event.startsWith("did ")) take({ _tag: "Did", deed: event.slice(4) as Deed }, at)
    else if (event !== "") take({ _tag: "Said", text: event }, at)
  }
  return { done, state }
}

const actions = (...events: ReadonlyArray<readonly [at: number, event: string]>) => run(events).done

describe("SayAndDo", () => {
  it.effect("says nothing about a promise that is kept within its bound", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(actions([0, "I'm transferring you now."], [5, "did transfer_begun"], [60, ""]), [])
      assert.deepStrictEqual(actions([0, "I'm hanging up now."], [2, "did call_ended"], [60, ""]), [])
      assert.deepStrictEqual(actions([0, "I'll pass that on to Dr. Roy."], [3, "did message"], [60, ""]), [])
      assert.deepStrictEqual(actions([0, "Someone will call you back."], [9, "did appointment"], [60, ""]), [])
    }))

  it("asks for what the caller has added to a message that was taken, where it is said to be, too", () => {
    const taken = [[0, "did message"], [1, "heard"]] as const
    for (const more of ["D'accord, je lui transmets ça aussi.", "I'll add that to your message."]) {
      assert.deepStrictEqual(actions(...taken, [2, more], [60, ""]), [
        "12 AskForTool message",
        "22 Correct message notAdded"
      ])
      assert.deepStrictEqual(actions(...taken, [2, more], [8, "did message"], [60, ""]), [])
      // Of what was said before it was taken, it is true.
      assert.deepStrictEqual(actions([0, "heard"], [1, "did message"], [2, more], [60, ""]), [])
    }
    assert.deepStrictEqual(actions(...taken, [2, "Votre message sera transmis."], [60, ""]), [])
  })

  it.effect("asks for the tool once, and then corrects", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(
        actions([0, "I'm transferring you now."], [7.9, ""], [60, ""]),
        ["8 AskForTool transfer", "16 Correct transfer notTransferred"]
      )
      assert.deepStrictEqual(
        actions([0, "Je vais raccrocher."], [60, ""]),
        ["8 AskForTool hangup", "16 Correct hangup notEnded"]
      )
      assert.deepStrictEqual(
        actions([0, "On vous rappellera demain."], [60, ""]),
        ["10 AskForTool callback", "20 Correct callback notCalledBack"]
      )
    }))

  it.effect("knows of no message any more once it was taken back", () =>
    Effect.sync(() => {
      const denies = "No message was taken."
      assert.deepStrictEqual(actions([0, "did message"], [1, denies]), ["1 Correct message wasTaken"])
      assert.deepStrictEqual(actions([0, "did message"], [1, "did withdrawn"], [2, denies]), [])
    }))

  it.effect("corrects what was asked for in vain before, and asks again once it has been done", () =>
    Effect.sync(() => {
      const again = "I'm transferring you now."
      assert.deepStrictEqual(actions([0, again], [30, again], [60, ""]), [
        "8 AskForTool transfer",
        "16 Correct transfer notTransferred",
        "38 Correct transfer notTransferred"
      ])
      assert.deepStrictEqual(
        actions([0, again], [10, "did transfer_begun"], [30, "did transfer_failed"], [40, again], [49, ""]),
        ["8 AskForTool transfer", "48 AskForTool transfer"]
      )
    }))

  it.effect("gives a message until the agent's next turn has ended", () =>
    Effect.sync(() => {
      const events = [[0, "I'll let the team know."], [4, "Yes, we are open until six."]] as const
      assert.deepStrictEqual(actions(...events, [5, ""]), ["5 AskForTool message"])
      assert.deepStrictEqual(actions(...events, [4.5, "did message"], [60, ""]), [])
    }))

  it.effect("waits while the agent asks the caller for what the message needs", () =>
    Effect.sync(() => {
      const asked = [
        [0, "I'll take a message. What's your name?"],
        [12, "Thanks. And your number?"],
        [25, "That's 514-555-0143, is that right?"]
      ] as const
      assert.deepStrictEqual(actions(...asked, [40, ""]), [])
      assert.deepStrictEqual(actions(...asked, [40, "did message"], [41, "Your message is noted."], [200, ""]), [])
      assert.deepStrictEqual(actions(...asked, [40, "Thank you, it's all noted."], [41, ""]), ["41 AskForTool message"])
      // Not for ever.
      assert.deepStrictEqual(actions(...asked, [90, ""]), ["90 AskForTool message"])
    }))

  it.effect("knows what was done before the words", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(actions([0, "did message"], [1, "I've noted it."], [60, ""]), [])
      assert.deepStrictEqual(actions([0, "did callback"], [1, "Noted: they'll call you back."], [60, ""]), [])
      // A message alone calls nobody back.
      assert.deepStrictEqual(actions([0, "did message"], [1, "They'll call you back."], [12, ""]), [
        "11 AskForTool callback"
      ])
    }))

  it.effect("forgets a transfer that failed", () =>
    Effect.sync(() => {
      const failed = [[0, "did transfer_begun"], [20, "did transfer_failed"]] as const
      assert.deepStrictEqual(actions(...failed, [21, "I'm sorry, I could not transfer you."], [60, ""]), [])
      assert.deepStrictEqual(actions(...failed, [21, "I'm trying again, connecting you now."], [30, ""]), [
        "29 AskForTool transfer"
      ])
    }))

  it.effect("corrects at once what there is no tool for", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(actions([0, "I'll send you an email and a text."], [60, ""]), [
        "0 Correct email+text notSent"
      ])
      const start = begin(["hangup"])
      assert.deepStrictEqual(run([[0, "I'm transferring you now."]], start).done, ["0 Correct transfer notTransferred"])
    }))

  it.effect("corrects a denial of what was done, and takes one of what was not as the correction", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(
        actions([0, "did callback"], [5, "Aucun message n'a été pris, et aucun rappel n'a été demandé."], [60, ""]),
        [
          "5 Correct message+callback wasTaken"
        ]
      )
      assert.deepStrictEqual(actions([0, "did transfer_begun"], [5, "I can't transfer you."]), [
        "5 Correct transfer transferPending"
      ])
      const [asked, denied] = [[0, "I'm transferring you."], [9, "I'm sorry, I can't transfer you."]] as const
      assert.deepStrictEqual(actions(asked, denied, [60, ""]), ["8 AskForTool transfer"])
    }))

  it.effect("lets nobody hang up on a promise, and tells what the end left open", () =>
    Effect.sync(() => {
      const goodbye = [0, "The reception will call you. Goodbye!"] as const
      assert.deepStrictEqual(actions(goodbye, [0.2, "ending"], [1, "did callback"], [2, "ending"]), [
        "0.2 AskForTool callback"
      ])
      assert.deepStrictEqual(actions(goodbye, [0.2, "ending"], [3, "ending"], [5, "did call_ended"]), [
        "0.2 AskForTool callback",
        "3 Correct callback notCalledBack"
      ])
      assert.deepStrictEqual(actions(goodbye, [2, "did call_ended"], [60, ""]), ["2 LeaveOpen callback"])
      const both = "I'm transferring you to billing. I'll pass on your message."
      assert.deepStrictEqual(actions([0, both], [0.2, "ending"]), ["0.2 AskForTool transfer+message"])
      assert.deepStrictEqual(actions([0, "I'm hanging up."], [1, "ending"], [2, "did call_ended"]), [])
    }))

  it.effect("counts a promise once", () =>
    Effect.sync(() => {
      const counted = (
        state: SayAndDo,
        event: Parameters<typeof step>[1],
        at: number
      ): readonly [SayAndDo, Array<Action>] => {
        const [next, actions] = step(state, event, at)
        return [next, actions.filter((action) => action.counted)]
      }
      const [open] = step(everyTool, { _tag: "Said", text: "I'm transferring you." }, 0)
      const [asked, first] = counted(open, { _tag: "Due" }, 8_000)
      const [, second] = counted(asked, { _tag: "Due" }, 16_000)
      assert.lengthOf(first, 1)
      assert.lengthOf(second, 0)
    }))

  it.effect("tells nothing due where nothing is open", () =>
    Effect.sync(() => {
      assert.isUndefined(due(everyTool))
      const { state } = run([[0, "I'll transfer you, and someone will call you back."]])
      assert.deepStrictEqual(due(state), { at: 8_000, missing: "transfer" })
    }))

  it.effect("has corrections that promise nothing that they would have to be corrected for", () =>
    Effect.sync(() => {
      const phrase = phrasesOf(full)
      const corrections: ReadonlyArray<PhraseKey> = [
        "notTransferred",
        "notTaken",
        "notAdded",
        "notCalledBack",
        "notEnded",
        "notSent"
      ]
      for (const language of ["FRENCH", "ENGLISH"] as const) {
        for (const key of corrections) assert.deepStrictEqual(promisesIn(phrase(key, language)), [], key)
        assert.deepStrictEqual(promisesIn(phrase("wasTaken", language)), ["message"])
        assert.include(denialsIn(phrase("notTransferred", language)), "transfer")
        assert.include(denialsIn(phrase("notTaken", language)), "message")
        assert.include(denialsIn(phrase("notCalledBack", language)), "callback")
        assert.include(denialsIn(phrase("notSent", language)), "email")
      }
      const ours = fixedPhrases(full).flatMap(({ text }) => promisesIn(text))
      assert.isTrue(ours.every((kind) => kind !== "email" && kind !== "text" && kind !== "callback"))
    }))

  it.effect("is one row's word, and a number", () =>
    Effect.gen(function*() {
      const word = { kind: "callback", at: "2026-11-29T18:00:00.000Z", outcome: "asked" } as const
      assert.deepStrictEqual(yield* Schema.decodeEffect(BrokenPromise)(word), word)
      assert.isTrue(Schema.is(PromiseKind)("transfer"))
      yield* Metrics.promisesWithoutAction({ kind: "callback" })
    }))
})
