import { assert, describe, it } from "@effect/vitest"
import { Duration } from "effect"
import { isFinal } from "../../../src/receptionist/machine/Policy.ts"
import { conversation, greeted, person, speaks, stops, tool, transferTool, turn } from "./timeline.ts"

const gaveUp = (second: number, over: number, failure = "answerNotHeard") => [
  `${second} watchdog: no answer was heard: gave up`,
  `${second} report ${failure}`,
  `${second} Interrupt`,
  `${second} say apology, to its end`,
  `${over} end model_error`
]
const held = (second: number) => [
  `${second} watchdog: no answer yet: the caller is asked for a moment`,
  `${second} say oneMoment`
]
const renewed = (second: number) => [
  `${second} watchdog: the model shows no life: a fresh session`,
  `${second} RenewSession`
]
const changes = (reason: string, second?: number) =>
  ["Interrupt", `ChangeVoice: ${reason}`, "say oneMoment, to its end"].map((line) =>
    second === undefined ? line : `${second} ${line}`
  )
const changed = { _tag: "VoiceChanged", changed: true, voicesLeft: 0 } as const
const askedAgain = (second: number) => [`${second} watchdog: no answer was heard: asked again`, `${second} ask`]

describe("a caller who waits for an answer", () => {
  it("hears a word after 4 s, a fresh session is asked after 4.5 s, and after 9.5 s there is an apology", () => {
    const talk = greeted()
    assert.deepStrictEqual(talk.happens(...turn("u1", null)), ["ask"])
    assert.deepStrictEqual(talk.passes(60), [...held(4), ...renewed(4.5), ...gaveUp(9.5, 15.5)])
  })

  it("hears a word 4 s after they had finished, also where that was not known before their words were", () => {
    const talk = greeted()
    talk.passes(10)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    talk.passes(5)
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u1", waited: 3_000 }), ["ask"])
    talk.happens({ _tag: "ReplyCreated" })
    assert.deepStrictEqual(talk.passes(1), held(16))
    // The model is given no less time for it.
    assert.notInclude(talk.passes(8.4).join(), "gave up")
    assert.deepStrictEqual(talk.passes(60), gaveUp(24.5, 30.5))
    // Since they heard us last, at most.
    const again = greeted()
    again.passes(5)
    again.happens({ _tag: "AgentStartedSpeaking", of: "phrase" }, stops)
    again.passes(1)
    again.happens({ _tag: "CallerTurnEnded", itemId: "u1", waited: 4_000 })
    assert.deepStrictEqual(again.passes(3), held(9))
  })

  it("is told 2.5 s sooner that it failed where only the model could ask for a moment", () => {
    const talk = greeted({ hasOwnVoice: false })
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.passes(60), [...renewed(4.5), ...gaveUp(7, 13)])
  })

  it("has waited no less where the model has to say what a fixed phrase could not", () => {
    const talk = greeted({ hasOwnVoice: false })
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" })
    talk.passes(4.4)
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"La facture","callerName":"Anne Roy"}`))
    assert.include(talk.happens({ _tag: "MessageKept", id: "t1", kept: true }), "say messageTaken")
    assert.match(`${talk.phrase({ heard: false })}`, /^ask: /)
    talk.happens({ _tag: "ReplyCreated" })
    assert.deepStrictEqual(talk.passes(60), gaveUp(7, 13))
  })

  it("has a session that lives: it is not left because it thinks for long", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" })
    assert.deepStrictEqual(talk.passes(9.4), held(4))
    assert.deepStrictEqual(talk.happens(speaks), [])
    assert.deepStrictEqual(talk.happens({ _tag: "AgentAudible" }, stops), [])
    assert.deepStrictEqual(talk.passes(14.9), [])
  })

  it("is asked for a moment every 4 s, counted from the last that they heard", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" })
    talk.passes(4)
    talk.happens({ _tag: "AgentStartedSpeaking", of: "phrase" })
    talk.passes(1)
    talk.happens(stops)
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.passes(3.9), [])
    assert.deepStrictEqual(talk.passes(0.1), held(9))
  })

  it("has the model asked again after 0.5, 1, 2 and 3 s, and in a fresh session once it has failed twice", () => {
    const talk = greeted()
    const fails = { _tag: "ReplyFailed", code: "rate_limit_exceeded" } as const
    talk.happens(...turn("u1"), fails)
    assert.deepStrictEqual(talk.passes(0.5), askedAgain(0.5))
    talk.happens(fails)
    assert.deepStrictEqual(talk.passes(1), renewed(1.5))
    assert.deepStrictEqual(talk.happens({ _tag: "ModelRestored" }), ["ask"])
    talk.happens(fails)
    assert.deepStrictEqual(talk.passes(2), askedAgain(3.5))
    talk.happens(fails)
    assert.deepStrictEqual(talk.passes(3), [...held(4), ...askedAgain(6.5)])
    talk.happens(fails)
    assert.deepStrictEqual(talk.passes(3), gaveUp(9.5, 15.5).slice(0, 4))
  })

  it("is asked nothing more of a model that will not answer for want of quota", () => {
    for (const code of ["insufficient_quota", "invalid_api_key", "model_not_found", "billing_hard_limit_reached"]) {
      assert.isTrue(isFinal(code), code)
    }
    assert.isFalse(isFinal("server_error"))
    const talk = greeted()
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.happens({ _tag: "ReplyFailed", code: "insufficient_quota" }), [
      "report refused insufficient_quota",
      "Interrupt",
      "say apology, to its end"
    ])
  })

  it("has what they said last answered: a failure of what came before is nothing to them", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "CallerStartedSpeaking", itemId: "u2" })
    talk.happens({ _tag: "ReplyFailed", code: "server_error" })
    assert.deepStrictEqual(talk.passes(10), [])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u2" }), ["ask"])
  })

  it("has a new turn's failures counted anew", () => {
    const talk = greeted()
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.passes(5), [...held(4), ...renewed(4.5)])
    talk.happens({ _tag: "ModelRestored" }, speaks, stops)
    talk.happens(...turn("u2"))
    assert.deepStrictEqual(talk.passes(5).slice(-2), renewed(9.5))
  })
})

describe("an answer that is heard", () => {
  it("is over when nobody has confirmed for 3 s that it is, and asked for again 2.5 s later, in a fresh session", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    talk.passes(2)
    talk.happens({ _tag: "AgentAudible" })
    // It counts from the last sound, which was at 2 s.
    assert.deepStrictEqual(talk.passes(60), [...held(6), ...renewed(7.5), ...gaveUp(11.5, 17.5)])
  })

  it("that stalls has 2.5 s to go on by itself", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks)
    talk.passes(2)
    talk.happens({ _tag: "AgentStalled" })
    assert.deepStrictEqual(talk.passes(1.9), [])
    talk.happens(speaks)
    talk.passes(1)
    assert.deepStrictEqual(talk.happens(stops), [])
    assert.deepStrictEqual(talk.passes(14.9), [])
  })

  it("that stalls after it was told to be over was not, and is asked for again", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks, stops)
    talk.passes(5)
    talk.happens({ _tag: "AgentStalled" })
    assert.deepStrictEqual(talk.passes(2.5).slice(-1), renewed(7.5).slice(-1))
  })

  it("that breaks off is asked for again 2.5 s later, first in a fresh session, and given up the third time", () => {
    for (const broken of [{ _tag: "AgentStoppedSpeaking", interrupted: true }, { _tag: "AgentStalled" }] as const) {
      const talk = greeted()
      talk.happens(...turn("u1"), speaks)
      talk.passes(1)
      assert.deepStrictEqual(talk.happens({ _tag: "AgentAudible" }, broken), [])
      assert.deepStrictEqual(talk.passes(2.5), renewed(3.5))
      assert.deepStrictEqual(talk.happens({ _tag: "ModelRestored" }, speaks, broken), ["ask"])
      assert.deepStrictEqual(talk.passes(2.5), [
        "6 watchdog: no answer was heard: asked again",
        "6 Interrupt",
        "6 ask"
      ])
      assert.deepStrictEqual(talk.happens(speaks, broken), ["report cutOff", "Interrupt", "say apology, to its end"])
    }
  })

  it("that the caller talks over is paid: they are answered once they have finished", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks, { _tag: "CallerStartedSpeaking", itemId: "u2" })
    talk.happens({ _tag: "AgentStoppedSpeaking", interrupted: true })
    assert.deepStrictEqual(talk.passes(30), [])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u2" }), ["ask"])
  })
})

describe("a caller who says nothing", () => {
  it("is asked twice whether they are there, and let go at 45 s", () => {
    const asked = (second: number) => [
      `${second} watchdog: the caller is silent: asked whether they are there`,
      `${second} say stillThere`
    ]
    const talk = greeted()
    assert.deepStrictEqual(talk.passes(15), asked(15))
    talk.phrase()
    assert.deepStrictEqual(talk.passes(15), asked(30))
    talk.phrase()
    assert.deepStrictEqual(talk.passes(15), [
      "45 watchdog: the caller is silent: goodbye",
      "45 Interrupt",
      "45 say silenceGoodbye"
    ])
    assert.deepStrictEqual(talk.phrase(), ["end silence"])
  })

  it("is waited for three times as long who has asked for it, until they say something else", () => {
    for (const words of ["Un instant, je vais chercher ma carte.", "Hold on, I'll get my card."]) {
      const talk = greeted()
      talk.happens(...turn("u1", words), speaks, stops)
      assert.deepStrictEqual(talk.passes(45), [
        "45 watchdog: the caller is silent: asked whether they are there",
        "45 say stillThere"
      ])
      talk.phrase()
      assert.include(talk.passes(90), "135 say silenceGoodbye")
      const back = greeted()
      back.happens(...turn("u1", words), speaks, stops)
      back.passes(40)
      back.happens(...turn("u2", "Voilà, c'est le 1234."), speaks, stops)
      assert.include(back.passes(15), "55 say stillThere")
    }
  })

  it("is let go 6 s after a goodbye, although the model does not hang up, unless something is still to be done", () => {
    const told = (...texts: ReadonlyArray<string>) => {
      const talk = greeted()
      talk.happens(...turn("u1"), speaks)
      for (const text of texts) talk.happens({ _tag: "AgentSaid", text, interrupted: false, of: "reply" })
      talk.happens(stops)
      return talk
    }
    for (const text of ["Merci de votre appel. Au revoir, madame Roy !", "You're all set. Have a great day!"]) {
      assert.deepStrictEqual(told(text).passes(7), [
        "6 watchdog: goodbye was said, and the caller says nothing more: hung up",
        "6 end agent_end"
      ])
    }
    for (const text of ["Bonne journée ! Autre chose ?", "Je vous écoute."]) {
      assert.deepStrictEqual(told(text).passes(14), [])
    }
    const speaking = told("Au revoir !")
    speaking.passes(5)
    speaking.happens(...turn("u2", "Attendez, une dernière chose."), speaks, stops)
    assert.deepStrictEqual(speaking.passes(14), [])
    const promised = told("Je transmets votre message.", "Au revoir !")
    assert.match(promised.passes(2).at(-1) ?? "", /ask: You have told the caller that their mess/)
  })

  it("is not let go after a goodbye where a phrase has kept them since", () => {
    const goodbye = (text: string) => {
      const talk = greeted()
      talk.happens(...turn("u1"), speaks, { _tag: "AgentSaid", text, interrupted: false, of: "reply" }, stops)
      return talk
    }
    const put = goodbye("Je vous passe les urgences tout de suite. Bonne journée !")
    put.happens(transferTool("t1"))
    put.phrase()
    put.happens({ _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } })
    put.phrase()
    assert.deepStrictEqual(put.passes(14.9), [])
    assert.strictEqual(put.passes(0.1).at(-1), "15 say stillThere")

    const left = `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`
    const noted = goodbye("Très bien. Bonne journée !")
    noted.happens(tool("t1", "take_message", left), { _tag: "MessageKept", id: "t1", kept: false })
    noted.phrase()
    assert.deepStrictEqual(noted.passes(14.9), [])
    const taken = goodbye("Très bien. Bonne journée !")
    taken.happens(tool("t1", "take_message", left), { _tag: "MessageKept", id: "t1", kept: true })
    taken.phrase()
    assert.strictEqual(taken.passes(6).at(-1), "6 end agent_end")
    noted.happens(speaks, { _tag: "AgentSaid", text: "Désolée. Au revoir !", interrupted: false, of: "reply" }, stops)
    assert.strictEqual(noted.passes(6).at(-1)?.slice(-13), "end agent_end")
  })

  it("has five seconds to answer, where they were asked late whether they are there", () => {
    const talk = greeted()
    talk.passes(15)
    talk.phrase()
    talk.passes(15)
    talk.happens({ _tag: "AgentStartedSpeaking", of: "phrase" })
    for (let second = 31; second <= 44; second++) {
      talk.passes(1)
      talk.happens({ _tag: "AgentAudible" })
    }
    talk.happens({ _tag: "AgentStoppedSpeaking", interrupted: false })
    talk.phrase()
    assert.deepStrictEqual(talk.passes(4), [])
    assert.strictEqual(talk.passes(1).at(-1), "49 say silenceGoodbye")
  })

  it("is not asked again while they are being asked", () => {
    const talk = greeted()
    talk.passes(15)
    talk.happens({ _tag: "AgentStartedSpeaking", of: "phrase" })
    talk.passes(2.9)
    talk.happens({ _tag: "AgentAudible" })
    assert.deepStrictEqual(talk.passes(2), [])
  })

  it("has 45 s anew once the agent has spoken", () => {
    const talk = greeted()
    talk.passes(14)
    talk.happens(...turn("u1"), speaks)
    talk.passes(2)
    talk.happens({ _tag: "AgentAudible" }, stops)
    assert.deepStrictEqual(talk.passes(14.9), [])
    assert.strictEqual(talk.passes(0.1).at(-1), "31 say stillThere")
  })

  it("is answered no noise, after which it is their turn as before, or the answer comes that they wait for", () => {
    const talk = greeted()
    const noise = [{ _tag: "CallerStartedSpeaking", itemId: "u1" }, {
      _tag: "CallerSaidNothing",
      itemId: "u1"
    }] as const
    assert.deepStrictEqual(talk.happens(...noise), [])
    assert.deepStrictEqual(talk.passes(14.9), [])
    assert.strictEqual(talk.passes(0.1).at(-1), "15 say stillThere")
    const owed = greeted()
    owed.happens(...turn("u1"), { _tag: "ReplyFailed", code: "server_error" })
    assert.deepStrictEqual(owed.happens(...noise), [])
    assert.deepStrictEqual(owed.passes(0.5), askedAgain(0.5))
  })

  it("is asked to repeat what has no end after 60 s, and let go when three turns in a row were lost", () => {
    const talk = greeted()
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(talk.passes(60), ["60 say askRepeat"])
    talk.phrase()
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnLost", itemId: "u2" }), ["say askRepeat"])
    talk.phrase()
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnLost", itemId: "u3" }), ["Interrupt", "say silenceGoodbye"])
  })
})

describe("a fixed phrase", () => {
  it("of which nothing is heard for 6 s counts as not heard, and the model says the like of it where it has to be said", () => {
    const talk = greeted()
    talk.happens({ _tag: "CallerTurnLost", itemId: "u1" })
    assert.deepStrictEqual(talk.passes(6), ["6 ask: You did not catch what the caller said l"])
    const begun = conversation()
    assert.deepStrictEqual(begun.begun, ["say greeting, to its end"])
    assert.deepStrictEqual(begun.passes(12), [
      "6 report greetingNotHeard",
      "6 Interrupt",
      "6 say apology, to its end",
      "12 end model_error"
    ])
  })

  it("has 6 s from the last sound, not from when it was asked for", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks)
    talk.passes(2)
    talk.happens({ _tag: "AgentAudible" }, { _tag: "CallerTurnLost", itemId: "u2" }, stops)
    assert.deepStrictEqual(talk.passes(5.9), [])
    assert.lengthOf(talk.passes(0.1), 1)
  })
})

describe("the longest call", () => {
  /** Nobody minds a silence here. */
  const within = (maxDuration: Duration.Input) =>
    greeted({
      policy: {
        ...greeted().state().call.policy,
        maxDuration: Duration.fromInputUnsafe(maxDuration),
        silencePrompt: Duration.hours(1),
        silenceTimeout: Duration.hours(1)
      }
    })

  it("is announced once, a minute before its end, in a moment in which nobody's word is taken", () => {
    const talk = within("2 minutes")
    talk.passes(30)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(talk.passes(33), [])
    talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" }, speaks)
    assert.deepStrictEqual(talk.passes(2), [])
    talk.happens(stops)
    assert.deepStrictEqual(talk.passes(0), ["65 say timeNearlyUp"])
    talk.phrase()
    assert.deepStrictEqual(talk.passes(54.9), [])
    assert.deepStrictEqual(talk.passes(0.1), ["120 Interrupt", "120 say maxDurationGoodbye, to its end"])
  })

  it("is not said to be a minute away where it is not half of one", () => {
    const talk = within("2 minutes")
    talk.passes(50)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    talk.passes(45)
    talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" }, speaks, stops)
    assert.deepStrictEqual(talk.passes(24.9), [])
    assert.deepStrictEqual(talk.passes(0.1), ["120 Interrupt", "120 say maxDurationGoodbye, to its end"])
  })

  it("is not announced where it is no longer than that minute", () => {
    assert.deepStrictEqual(within("1 minute").passes(60), ["60 Interrupt", "60 say maxDurationGoodbye, to its end"])
    assert.deepStrictEqual(within("61 seconds").passes(1), ["1 say timeNearlyUp"])
  })

  it("ends no transfer, but the call once that has failed", () => {
    const talk = within("1 minute")
    talk.passes(50)
    talk.happens(transferTool("t1"))
    talk.phrase()
    assert.deepStrictEqual(talk.passes(14), [])
    assert.deepStrictEqual(
      talk.happens({ _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } }).slice(1),
      ["Interrupt", "say maxDurationGoodbye, to its end"]
    )
  })
})

describe("a transfer", () => {
  it("that rings is spoken into every 15 s, and given up 45 s after the number's own patience", () => {
    const talk = greeted()
    talk.happens(transferTool("t1"))
    assert.deepStrictEqual(talk.phrase(), ["refer tel:+15145550199 for 20 s"])
    const pending: Array<string> = []
    for (let second = 0; second < 60; second += 15) {
      pending.push(...talk.passes(15))
      talk.phrase()
    }
    assert.deepStrictEqual(pending, [15, 30, 45, 60].map((second) => `${second} say transferPending`))
    assert.deepStrictEqual(talk.passes(4.9), [])
    assert.strictEqual(talk.passes(0.1).at(-1), "65 say transferFailed")
  })

  it("is not spoken into where only the model has a voice", () => {
    const talk = greeted({ hasOwnVoice: false })
    talk.happens(transferTool("t1"))
    talk.phrase()
    assert.deepStrictEqual(talk.passes(64), [])
  })

  it("tries the numbers of who takes the call in order, each for its own time", () => {
    const talk = greeted({ fallback: [person("+15145550110"), person("+15145550111", "30 seconds")] })
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.happens({ _tag: "ModelLost" }), ["Interrupt", "say fallbackAnnouncement, to its end"])
    assert.deepStrictEqual(talk.phrase(), ["refer tel:+15145550110 for 20 s"])
    const busy = { _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } } as const
    assert.deepStrictEqual(talk.happens(busy), ["say tryingNext", "refer tel:+15145550111 for 30 s"])
    assert.deepStrictEqual(talk.happens(busy), ["Interrupt", "say apology, to its end"])
  })
})

describe("another voice", () => {
  it("has 5 s to take over, and is then given up like the first", () => {
    const talk = greeted({}, 1)
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.happens({ _tag: "ModelLost" }), changes("linkLost"))
    assert.deepStrictEqual(talk.passes(5), ["5 report noVoice", "5 Interrupt", "5 say apology, to its end"])
  })

  it("is waited for with a sound where only the one that is gone could say a word, and not over a caller who speaks", () => {
    const talk = greeted({ hasOwnVoice: false }, 1)
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.happens({ _tag: "ModelLost" }), ["Interrupt", "ChangeVoice: linkLost", "Signal"])

    const other = greeted({ hasOwnVoice: false }, 1)
    other.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(other.happens({ _tag: "ModelLost" }), ["Interrupt", "ChangeVoice: linkLost"])
  })

  it("has waited 3 s at the most for that sound, and 8 s for what is said where no voice has taken over", () => {
    const talk = greeted({ hasOwnVoice: false }, 1)
    talk.happens(...turn("u1"))
    assert.deepStrictEqual(talk.passes(10), [
      ...changes("unheard", 3).slice(0, 2),
      "3 Signal",
      "8 report noVoice",
      "8 Interrupt",
      "8 say apology, to its end"
    ])
  })

  it("is asked for what was owed once it is there, and when it has heard the caller out who was speaking", () => {
    const talk = greeted({}, 1)
    talk.happens(...turn("u1"), { _tag: "ModelLost" })
    assert.deepStrictEqual(talk.happens(changed), ["ask"])

    const other = greeted({}, 1)
    other.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(other.happens({ _tag: "ModelLost" }), ["Interrupt", "ChangeVoice: linkLost"])
    assert.deepStrictEqual(other.passes(4.5), [])
    assert.deepStrictEqual(other.happens(changed), [])
    assert.deepStrictEqual(other.passes(1.4), [], "they may be speaking still")
    other.happens({ _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.deepStrictEqual(other.passes(5), [])
    assert.deepStrictEqual(other.happens({ _tag: "CallerTurnEnded", itemId: "u2" }), ["ask"])
  })

  it("is asked all the same where it hears nothing of a turn that was lost", () => {
    const talk = greeted({}, 1)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "CallerTurnLost", itemId: "u1" })
    assert.deepStrictEqual(talk.passes(2), changes("linkLost", 2))
    assert.deepStrictEqual(talk.happens(changed), [])
    talk.phrase()
    assert.deepStrictEqual(talk.passes(1.5), ["3.5 watchdog: no answer was heard: asked again", "3.5 ask"])
  })

  it("takes over after 0.3 s from a model that is lost in the middle of an answer, else after 2 s", () => {
    const answering = greeted({}, 1)
    answering.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks, { _tag: "ModelReconnecting" })
    assert.deepStrictEqual(answering.passes(0.3), changes("linkLost", 0.3))

    const idle = greeted({}, 1)
    idle.happens({ _tag: "ModelReconnecting" })
    assert.deepStrictEqual(idle.passes(2), ["2 Interrupt", "2 ChangeVoice: linkLost"])
    assert.deepStrictEqual(idle.happens(changed), [])
    assert.deepStrictEqual(idle.passes(12.9), [])
  })

  it("is not needed where the model is back before, which is asked for the turn that was lost", () => {
    const talk = greeted({}, 1)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "CallerTurnLost", itemId: "u1" })
    talk.happens({ _tag: "ModelReconnecting" })
    assert.deepStrictEqual(talk.passes(1.9), [])
    assert.deepStrictEqual(talk.happens({ _tag: "ModelRestored" }), ["say askRepeat"])
    talk.phrase()
    assert.deepStrictEqual(talk.passes(10), [])
  })

  it("gives the rest of an answer of which all that had come was heard before the loss was known", () => {
    const talk = greeted({}, 1)
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks, { _tag: "AgentStoppedSpeaking", interrupted: false })
    talk.happens({ _tag: "ModelReconnecting", inReply: true })
    assert.deepStrictEqual(talk.passes(0.3), changes("linkLost", 0.3))
    assert.deepStrictEqual(talk.happens(changed), ["ask"])
  })

  it("takes over from a model that was lost while a transfer was out, once the caller knows that it has failed", () => {
    const talk = greeted({}, 1)
    talk.happens(...turn("u1"), transferTool("t1"))
    talk.phrase()
    talk.happens({ _tag: "ModelLost" })
    const busy = { _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } } as const
    assert.deepStrictEqual(talk.happens(busy).slice(1), ["Interrupt", "ChangeVoice: linkLost", "say transferFailed"])
    assert.deepStrictEqual(talk.happens(changed), [])
  })

  it("waits no longer for a model that was given up for its silence than 0.3 s, or what is left of 2 s", () => {
    for (const [silentFor, wait] of [[1_000, 1], [4_000, 0.3]] as const) {
      const talk = greeted({}, 1)
      talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "CallerTurnLost", itemId: "u1" })
      talk.happens({ _tag: "ModelReconnecting", silentFor })
      assert.deepStrictEqual(talk.passes(wait), changes("linkLost", wait))
    }
  })

  it("is not needed either where the model that is back hears the turn again: nobody is asked to repeat it", () => {
    const talk = greeted({}, 1)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "CallerTurnLost", itemId: "u1" })
    talk.happens({ _tag: "ModelReconnecting" })
    assert.deepStrictEqual(talk.happens({ _tag: "ModelRestored", hearsAgain: true }), [])
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.deepStrictEqual(talk.passes(5), [])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u2" }), ["ask"])
  })

  it("takes over from a model that falls silent in an answer, fails twice, does not begin, or has no quota", () => {
    const stalls = greeted({}, 1)
    stalls.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    assert.deepStrictEqual(stalls.happens({ _tag: "AgentStalled" }), changes("stalled"))

    const fails = greeted({}, 1)
    fails.happens(...turn("u1"), { _tag: "ReplyFailed", code: "server_error" })
    assert.deepStrictEqual(fails.passes(0.5), askedAgain(0.5))
    assert.deepStrictEqual(fails.happens({ _tag: "ReplyFailed", code: "server_error" }), changes("replyFailed"))

    const dead = greeted({}, 1)
    dead.happens(...turn("u1"))
    assert.deepStrictEqual(dead.passes(3), changes("unheard", 3))

    const mute = greeted({}, 1)
    mute.happens(...turn("u1"), { _tag: "ReplyCreated" })
    assert.deepStrictEqual(mute.passes(4), held(4))
    mute.phrase()
    assert.deepStrictEqual(mute.passes(1), changes("unheard", 5))

    const broke = greeted({}, 1)
    broke.happens(...turn("u1"))
    assert.deepStrictEqual(broke.happens({ _tag: "ReplyFailed", code: "insufficient_quota" }), [
      "report refused insufficient_quota",
      ...changes("quota")
    ])
  })

  it("cuts off nothing that a phrase is telling the caller, and asks for no moment over one that does", () => {
    const talk = greeted({}, 1)
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    talk.happens({ _tag: "MessageKept", id: "t1", kept: true }, { _tag: "AgentStartedSpeaking", of: "phrase" })
    assert.deepStrictEqual(talk.happens({ _tag: "ModelLost" }), ["ChangeVoice: linkLost"])
    const mute = greeted({}, 1)
    mute.happens(...turn("u1"), { _tag: "ReplyCreated" })
    assert.deepStrictEqual(mute.passes(4), held(4))
    mute.happens({ _tag: "AgentStartedSpeaking", of: "phrase" })
    assert.deepStrictEqual(mute.passes(1), ["5 ChangeVoice: unheard"])
  })

  it("is not held to what the one before has done: it may call a tool, and break off once", () => {
    const talk = greeted({}, 1)
    talk.happens(...turn("u1"))
    for (let n = 0; n < 5; n++) talk.happens(tool(`x${n}`, "look_up"))
    assert.strictEqual(talk.state().mode._tag, "Changing")
    talk.phrase()
    talk.happens(changed)
    assert.deepStrictEqual(talk.happens(transferTool("t1")), ["say transferAnnouncement, to its end"])
  })

  it("takes over from one that cannot transcribe the caller, and hears their last turn again; else a person, and no goodbye", () => {
    const notHeard = (itemId: string, failed: boolean) =>
      [
        { _tag: "CallerStartedSpeaking", itemId },
        { _tag: "CallerNotTranscribed", itemId, lost: true, failed }
      ] as const
    const talk = greeted({}, 1)
    assert.deepStrictEqual(talk.happens(...notHeard("u1", true)), ["say askRepeat"])
    talk.phrase()
    assert.deepStrictEqual(talk.happens(...notHeard("u2", true)), [
      "report notTranscribed",
      ...changes("notTranscribed")
    ])
    assert.deepStrictEqual(talk.happens(changed), [])
    talk.phrase()
    assert.deepStrictEqual(talk.passes(1.5), askedAgain(1.5))
    for (
      const [failed, end] of [[true, "say fallbackAnnouncement, to its end"], [false, "say silenceGoodbye"]] as const
    ) {
      const alone = greeted({ fallback: [person("+15145550110")] })
      for (const turn of ["u1", "u2"]) {
        alone.happens(...notHeard(turn, failed))
        alone.phrase()
      }
      assert.strictEqual(alone.happens(...notHeard("u3", failed)).at(-1), end)
    }
  })

  it("has nothing to say of a message that the one before has called for last, which is taken", () => {
    const take = tool("t1", "take_message", `{"kind":"message","about":"La facture","callerName":"Anne Roy"}`)
    const losing = () => {
      const talk = greeted({}, 1)
      talk.happens(...turn("u1"), { _tag: "ModelLost" })
      return talk
    }
    const talk = losing()
    assert.deepStrictEqual(talk.happens(take), ["count take_message TakeMessage", "KeepMessage"])
    talk.phrase()
    assert.include(talk.happens({ _tag: "MessageKept", id: "t1", kept: true }), "say messageTaken")
    assert.deepStrictEqual(talk.happens(changed), [])
    const left = losing()
    assert.deepStrictEqual(left.happens(take, { _tag: "CallerLeft" }), [
      "count take_message TakeMessage",
      "KeepMessage",
      "answer t1: The call has ended.",
      "end caller_hangup"
    ])
    const begun = losing()
    begun.happens(tool("t1", "take_message", `{"kind":"callback","about":"La facture"}`))
    assert.strictEqual(begun.state().unfinished?.text, "La facture")
    assert.match(losing().happens(transferTool("t1")).join(), /^answer t1 error: Nothing was done/)
  })

  it("hears the answer to the question about the recording, which the caller was giving, in a turn of its own", () => {
    const talk = conversation({ recording: "ask", opening: ["greeting", "askRecording"] }, 1)
    talk.phrase()
    talk.phrase()
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "ModelLost" }, changed)
    assert.include(talk.happens(...turn("u2", "Non.")), "DestroyRecording")
  })

  it("knows how many others there are still, and where there is none a person takes the call", () => {
    const talk = greeted({ fallback: [person("+15145550110")] }, 2)
    talk.happens(...turn("u1"), { _tag: "ModelLost" })
    talk.happens({ ...changed, voicesLeft: 1 })
    assert.deepStrictEqual(talk.happens({ _tag: "ReplyFailed", code: "insufficient_quota" }).slice(1), changes("quota"))
    assert.deepStrictEqual(talk.happens({ ...changed, changed: false }), [
      "report noVoice",
      "Interrupt",
      "say fallbackAnnouncement, to its end"
    ])
  })
})
