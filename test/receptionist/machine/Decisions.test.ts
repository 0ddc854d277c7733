import { assert, describe, it } from "@effect/vitest"
import { AgentConfig, Transfer } from "../../../src/domain/AgentConfig.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import type { Event } from "../../../src/receptionist/machine/Event.ts"
import { agentWith, instant, office } from "../hours/schedules.ts"
import { conversation, greeted, person, speaks, stops, tool, transferTool, turn } from "./timeline.ts"

const failed: Event = { _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } }
const connected: Event = { _tag: "TransferEnded", result: { _tag: "Connected" } }
const unknown = (callerPresent: boolean): Event => ({
  _tag: "TransferEnded",
  result: { _tag: "Unknown", callerPresent }
})
const notPut = (said: string) =>
  `answer t1 error: The transfer to Urgences did not succeed (${said}). The caller has been told so.`

/** A transfer whose number rings. */
const ringing = (change = {}) => {
  const talk = greeted(change)
  talk.happens(transferTool("t1"))
  talk.phrase()
  return talk
}

describe("the opening", () => {
  it("is said again where it was talked over, three times at most, and phrase by phrase", () => {
    const talk = conversation({ opening: ["disclosureMachine", "greeting"] })
    assert.deepStrictEqual(talk.begun, ["say disclosureMachine, to its end"])
    assert.deepStrictEqual(talk.phrase({ interrupted: true }), ["say disclosureMachine, to its end"])
    assert.deepStrictEqual(talk.phrase({ interrupted: true }), ["say disclosureMachine, to its end"])
    assert.deepStrictEqual(talk.phrase({ interrupted: true }), ["say greeting, to its end"])
    assert.deepStrictEqual(talk.phrase({ interrupted: true }), ["say greeting, to its end"])
    assert.deepStrictEqual(talk.phrase(), [])
    assert.strictEqual(talk.state().mode._tag, "Talking")
  })

  it("tells nobody that they are recorded, nor asks them, who have refused it", () => {
    const opening = ["disclosureMachine", "disclosureRecording", "greeting", "askRecording"] as const
    const talk = conversation({ opening })
    talk.happens(...turn("u1", "N'enregistrez pas !"))
    assert.deepStrictEqual(talk.phrase(), ["say greeting, to its end"])
    // They hear that it is stopped, the greeting, and the answer to what they have said.
    talk.phrase()
    assert.deepStrictEqual(talk.phrase(), ["ask: The caller does not want to be recorded."])
    const late = conversation({ opening: ["disclosureRecording", "greeting"] })
    late.happens(...turn("u1", "N'enregistrez pas !"))
    assert.deepStrictEqual(late.phrase({ interrupted: true }), ["say greeting, to its end"])
  })

  it("answers a hello, and no wish", () => {
    const hello = conversation()
    hello.happens(...turn("u1", "Allô, bonjour ?"))
    assert.deepStrictEqual(hello.phrase(), [])
    const wish = conversation()
    wish.happens(...turn("u1", "Allô, êtes-vous ouverts ?"))
    assert.deepStrictEqual(wish.phrase(), ["ask"])
  })

  it("leaves a wish to the caller who has gone on speaking", () => {
    const talk = conversation()
    talk.happens(...turn("u1", "Êtes-vous ouverts ?"), { _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u2" }), ["ask"])
  })

  it("has a wish answered whose words come after it, and nothing of what was not made out", () => {
    const late = conversation()
    late.happens(...turn("u1", null))
    late.phrase()
    const said = { _tag: "CallerSaid", itemId: "u1", text: "Êtes-vous ouverts ?" } as const
    assert.deepStrictEqual(late.happens(said), ["language FRENCH", "ask"])
    // Once is enough.
    late.happens(speaks, stops)
    assert.deepStrictEqual(late.happens(said), [])
    for (const lost of ["CallerNotTranscribed", "CallerTurnLost"] as const) {
      const talk = conversation()
      talk.happens(...turn("u1", null), { _tag: lost, itemId: "u1" })
      talk.phrase()
      assert.deepStrictEqual(talk.happens(said), ["language FRENCH"], lost)
    }
  })

  it("is said to its end although the model is lost, and what stands in for that follows", () => {
    const talk = conversation()
    assert.deepStrictEqual(talk.happens({ _tag: "ModelLost" }), [])
    assert.deepStrictEqual(talk.phrase(), ["Interrupt", "say apology, to its end"])
  })

  it("has no tool called, and waits for none", () => {
    assert.deepStrictEqual(conversation().happens(tool("t1", "end_call")), [
      "answer t1 error: The call has only begun. Wait for what the caller wants."
    ])
  })

  it("is left for a worker that has to stop, after the phrase under way", () => {
    const talk = conversation()
    assert.deepStrictEqual(talk.happens({ _tag: "WorkerDrained" }), ["say drainGoodbye, to its end"])
    // The greeting is over first, and ends nothing.
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })
})

describe("a goodbye", () => {
  it("is said for a model that hangs up without a word, and the model's own plays out", () => {
    const silent = greeted()
    assert.deepStrictEqual(silent.happens(tool("t1", "end_call")), ["count end_call EndCall", "say goodbye"])
    assert.deepStrictEqual(silent.phrase(), ["answer t1: The call has ended.", "end agent_end"])
    const spoken = greeted()
    spoken.happens(...turn("u1"), speaks)
    assert.deepStrictEqual(spoken.happens(tool("t1", "end_call", "{}", true)), [
      "count end_call EndCall",
      "AwaitPlayout"
    ])
    // Phrases of before end nothing.
    assert.deepStrictEqual(spoken.happens({ _tag: "PhraseOver", id: 1, heard: true, interrupted: false }), [])
    assert.deepStrictEqual(spoken.happens({ _tag: "PlayedOut" }), ["answer t1: The call has ended.", "end agent_end"])
  })

  it("ends the call within 15 s, whether it is heard or not", () => {
    const spoken = greeted()
    spoken.happens(...turn("u1"), speaks, tool("t1", "end_call", "{}", true))
    assert.deepStrictEqual(spoken.passes(14.9), [])
    assert.deepStrictEqual(spoken.passes(0.1), ["15 answer t1: The call has ended.", "15 end agent_end"])
    const silent = greeted()
    silent.happens(tool("t1", "end_call"))
    for (let second = 0; second < 14; second += 2) {
      silent.happens({ _tag: "AgentStartedSpeaking", of: "phrase" })
      assert.deepStrictEqual(silent.passes(2), [])
    }
    assert.deepStrictEqual(silent.passes(1).at(-1), "15 end agent_end")
  })

  it("is not said to a caller who is speaking", () => {
    const talk = greeted()
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(talk.happens(tool("t1", "end_call")), [
      "count end_call Refused",
      "answer t1 error: The caller is speaking: the call goes on. Listen to them."
    ])
  })

  it("is taken back by the caller's voice, every time, and what they say then is answered", () => {
    const talk = greeted()
    for (const id of ["t1", "t2"]) {
      talk.happens(tool(id, "end_call"))
      assert.deepStrictEqual(talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }), [
        `answer ${id} error: The caller went on speaking: the call goes on.`
      ])
      assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" }), ["ask"])
      assert.deepStrictEqual(talk.phrase(), [], "the goodbye that was taken back ends nothing")
      talk.happens({ _tag: "CallerSaid", itemId: "u1", text: "Attendez, êtes-vous ouverts demain ?" }, speaks, stops)
    }
  })

  it("that is answered by a goodbye ends the call all the same", () => {
    const talk = greeted()
    talk.happens(tool("t1", "end_call"), ...turn("u1", null))
    assert.deepStrictEqual(talk.happens({ _tag: "CallerSaid", itemId: "u1", text: "merci, au revoir" }).slice(-2), [
      "Interrupt",
      "end agent_end"
    ])
    const answering = greeted()
    answering.happens(tool("t1", "end_call"), ...turn("u1", null), speaks)
    assert.deepStrictEqual(
      answering.happens({ _tag: "CallerSaid", itemId: "u1", text: "merci, au revoir" }).slice(-1),
      ["AwaitPlayout"]
    )
  })

  it("of ours is not taken back, and the caller's of silence is", () => {
    const drained = greeted()
    drained.happens({ _tag: "WorkerDrained" })
    assert.deepStrictEqual(drained.happens(...turn("u1", "Attendez")).slice(-1), ["language FRENCH"])
    assert.deepStrictEqual(drained.phrase(), ["end worker_drain"])
    const silent = greeted()
    silent.passes(45)
    assert.deepStrictEqual(silent.happens(...turn("u1", null)), ["ask"])
  })

  it("ends at once when the session closes, or the caller has left", () => {
    for (const _tag of ["SessionClosed", "CallerLeft"] as const) {
      const talk = greeted()
      talk.happens(tool("t1", "end_call"))
      assert.deepStrictEqual(talk.happens({ _tag }).slice(-1), ["end agent_end"])
    }
  })
})

describe("a message that is called for with the goodbye", () => {
  const take = (id: string, spokeFirst = false) =>
    tool(id, "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`, spokeFirst)
  const endCall = tool("t2", "end_call", "{}", true)
  const played: Event = { _tag: "PlayedOut" }
  const kept = (id: string, kept: boolean): Event => ({ _tag: "MessageKept", id, kept })
  const answer = (talk: ReturnType<typeof greeted>) => talk.happens(...turn("u1"), speaks)

  it("is told of before the call ends, in whichever order they come", () => {
    for (const calls of [[take("t1", true), endCall], [endCall, take("t1", true)]]) {
      for (const events of [[played, kept("t1", true)], [kept("t1", true), played]]) {
        const talk = greeted()
        answer(talk)
        assert.include(talk.happens(...calls), "KeepMessage")
        assert.deepStrictEqual(talk.happens(...events).slice(1), ["say messageTaken"])
        assert.deepStrictEqual(talk.phrase(), ["answer t2: The call has ended.", "end agent_end"])
      }
    }
  })

  it("is what was promised before, once it is being taken", () => {
    const talk = greeted()
    answer(talk)
    talk.happens({ _tag: "AgentSaid", text: "Je transmets votre message.", interrupted: false, of: "reply" })
    assert.include(talk.happens(take("t1", true), endCall), "count end_call EndCall")
  })

  it("keeps the caller on the line where it cannot be taken", () => {
    const failed = greeted()
    answer(failed)
    failed.happens(take("t1", true), endCall, played)
    assert.deepStrictEqual(failed.happens(kept("t1", false)).slice(1), [
      "say messageNotTaken",
      "answer t2 error: The message has come to nothing: the call goes on."
    ])
    const refused = greeted()
    answer(refused)
    refused.happens(endCall)
    assert.deepStrictEqual(
      refused.happens(tool("t1", "take_message", `{"kind":"callback","about":"A appelé","callerName":"Anne"}`)).slice(
        -1
      ),
      ["answer t2 error: There is more to be done: the call goes on."]
    )
    assert.strictEqual(refused.state().mode._tag, "Talking")
    assert.isNotNull(refused.state().answer)
  })

  it("is waited for no longer than any goodbye, and its outcome is the model's although the caller speaks", () => {
    const late = greeted()
    answer(late)
    late.happens(take("t1", true), endCall, played)
    assert.deepStrictEqual(late.passes(15).slice(-1), ["15 end agent_end"])
    const spoken = greeted()
    answer(spoken)
    spoken.happens(take("t1", true), endCall)
    assert.deepStrictEqual(spoken.happens({ _tag: "CallerStartedSpeaking", itemId: "u2" }), [
      "answer t2 error: The caller went on speaking: the call goes on."
    ])
    assert.match(spoken.happens(kept("t1", true))[0] ?? "", /^answer t1: The message was taken/)
  })
})

describe("a wish for an appointment", () => {
  it("is not confirmed by being noted, and who made it hears that", () => {
    const { agent } = conversation().state().call
    const begun = {
      agent: new AgentConfig({ ...agent, timeZone: "America/Toronto" }),
      callerNumber: PhoneNumber.make("+15145550142")
    }
    for (
      const [kind, promise] of [["appointment", /rendez-vous n'est pas encore confirmé\. On vous rapp/], [
        "message",
        /^$/
      ]] as const
    ) {
      const talk = greeted(begun)
      talk.happens(
        tool(
          "t1",
          "take_message",
          JSON.stringify({ kind, about: "Un suivi", callerName: "Anne", callbackNumber: "this number" })
        )
      )
      const said = talk.actions({ _tag: "MessageKept", id: "t1", kept: true }).find((action) => action._tag === "Say")
      assert.match(said?.promise ?? "none", promise)
    }
  })
})

describe("a message that is called for before the caller's words are known", () => {
  const callBack = tool(
    "t1",
    "take_message",
    JSON.stringify({ kind: "callback", about: "Un suivi", callerName: "Anne", callbackNumber: "514 555-0192" })
  )
  const readBack: Event = {
    _tag: "AgentSaid",
    text: "C'est bien le 5 1 4, 5 5 5, 0 1 9 2 ?",
    interrupted: false,
    of: "reply"
  }
  const called = (...further: ReadonlyArray<Event>) => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks, readBack, stops)
    talk.happens(...turn("u2", null), { _tag: "ReplyCreated" })
    assert.deepStrictEqual(talk.happens(callBack, ...further), [])
    return talk
  }
  const said = (text: string): Event => ({ _tag: "CallerSaid", itemId: "u2", text })

  it("is taken once they are, and do not object", () => {
    assert.deepStrictEqual(called().happens(said("Oui, c'est ça.")).slice(-1), ["KeepMessage"])
    const refused = called()
    assert.match(
      refused.happens(said("Non, ça finit par 93.")).at(-1) ?? "",
      /^answer t1 error reply: Nothing was taken/
    )
    assert.isNotNull(refused.state().unfinished)
  })

  it("waits for the words of that turn alone, for 3 s, and not where nobody has them", () => {
    const other = called()
    assert.notInclude(other.happens({ _tag: "CallerSaid", itemId: "u1", text: "Oui." }), "KeepMessage")
    assert.deepStrictEqual(other.passes(3).slice(-1), ["3 KeepMessage"])
    assert.include(called().happens({ _tag: "CallerNotTranscribed", itemId: "u2" }), "KeepMessage")
  })

  it("was called for before what the model is told once they are, which it is told again if it does not answer", () => {
    const talk = called()
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u3" })
    talk.happens({ _tag: "CallerSaid", itemId: "u3", text: "Je ne veux pas être enregistrée." })
    assert.include(talk.happens({ _tag: "CallerTurnEnded", itemId: "u3" }), "KeepMessage")
    assert.include(talk.state().instructions.map(({ about }) => about), "recordingStopped")
  })

  it("comes before what was called for after it", () => {
    const ends = called(tool("t2", "end_call", "{}", true))
    assert.deepStrictEqual(ends.happens(said("Oui.")).slice(-1), ["KeepMessage"])
    assert.deepStrictEqual(
      ends.happens({ _tag: "MessageKept", id: "t1", kept: true }).slice(-2),
      ["count end_call EndCall", "AwaitPlayout"]
    )
  })

  it("is what the caller waits for where the reply fails, and not once they have said something else", () => {
    assert.deepStrictEqual(called().happens({ _tag: "ReplyFailed", code: "server_error" }), [])
    const another = called(tool("t2", "take_message", `{"kind":"message","about":"B","callerName":"Anne"}`))
    another.happens(said("Oui."), ...turn("u3"), { _tag: "ReplyFailed", code: "server_error" })
    assert.include(another.passes(1), "0.5 ask")
  })

  it("is taken as it is where the caller hangs up first", () => {
    assert.include(called().happens({ _tag: "CallerLeft" }), "KeepMessage")
  })
})

describe("messages that are called for in one breath", () => {
  const take = (id: string, about: string) =>
    tool(id, "take_message", JSON.stringify({ kind: "message", about, callerName: "Anne Roy" }), true)
  const kept = (id: string): Event => ({ _tag: "MessageKept", id, kept: true })
  const both = () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    assert.deepStrictEqual(talk.happens(take("t1", "A"), take("t2", "B")).slice(-1), ["KeepMessage"])
    return talk
  }
  const taken = (id: string) =>
    `answer ${id}: The message was taken, and the caller has been told so, with what is promised. Ask whether there is anything else.`

  it("are taken one after the other, and each is told of", () => {
    const talk = both()
    assert.deepStrictEqual(talk.happens(kept("t1")), [
      taken("t1"),
      "say messageTaken",
      "count take_message TakeMessage",
      "KeepMessage"
    ])
    assert.deepStrictEqual(talk.happens(kept("t2")), [taken("t2"), "say messageTaken"])
  })

  it("are all taken before the call ends", () => {
    const talk = both()
    talk.happens(tool("t3", "end_call", "{}", true), { _tag: "PlayedOut" })
    assert.include(talk.happens(kept("t1")), "KeepMessage")
    talk.phrase()
    assert.deepStrictEqual(talk.happens(kept("t2")), [taken("t2"), "say messageTaken"])
    assert.deepStrictEqual(talk.phrase(), ["answer t3: The call has ended.", "end agent_end"])
  })

  it("are all kept of a caller who hangs up meanwhile", () => {
    assert.include(both().happens({ _tag: "CallerLeft" }), "KeepMessage")
    const corrected = both()
    const left = corrected.happens(
      tool("w1", "withdraw_message"),
      tool("t3", "take_message", `{"kind":"message","about":"Plutôt ceci","callerName":"Anne Roy"}`),
      { _tag: "CallerLeft" }
    )
    assert.deepStrictEqual(left.slice(-3), ["KeepMessage", "WithdrawMessage", "KeepMessage"])
  })

  it("are kept as one, as far as they had come, where neither can be taken yet and the caller hangs up", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    const callBack = (id: string, about: string) =>
      tool(
        id,
        "take_message",
        JSON.stringify({ kind: "callback", about, callerName: "Anne", callbackNumber: "514 555-0192" })
      )
    talk.happens(callBack("t1", "Pour Marie : la facture"), callBack("t2", "Pour Paul : le devis"))
    assert.strictEqual(talk.state().unfinished?.text, "Pour Marie : la facture\n\nPour Paul : le devis")
    // In the next breath it is the same one again, better told.
    talk.happens(stops, ...turn("u2"), { _tag: "ReplyCreated" }, callBack("t3", "Pour Marie : la facture de mai"))
    assert.strictEqual(talk.state().unfinished?.text, "Pour Marie : la facture de mai")
  })

  it("are taken in place of one that is taken back", () => {
    const talk = both()
    talk.happens(kept("t1"), kept("t2"))
    talk.happens(tool("t3", "withdraw_message"), take("t4", "C"))
    assert.include(talk.happens({ _tag: "MessageWithdrawn", id: "t3", outcome: "withdrawn" }), "KeepMessage")
    assert.deepStrictEqual(talk.happens(kept("t4")), [taken("t4"), "say messageTaken"])
  })
})

describe("what ends the call", () => {
  it("waits for what the model has to say of a tool that it called before", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    talk.happens(tool("t1", "send_text", "{}", true))
    assert.match(talk.happens(tool("t2", "end_call", "{}", true)).at(-1) ?? "", /^answer t2 error: Nothing was done/)
    assert.strictEqual(talk.state().mode._tag, "Talking")
  })

  it("gives way to a transfer that is called for with it", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" })
    talk.happens(tool("t1", "end_call"))
    assert.deepStrictEqual(talk.happens(transferTool("t2")), [
      "answer t1 error: There is more to be done: the call goes on.",
      "Interrupt",
      "say transferAnnouncement, to its end"
    ])
  })
})

describe("a session that closes", () => {
  const closed: Event = { _tag: "SessionClosed" }

  it("leaves the caller to a person, where there is one: a REFER needs no voice", () => {
    const stages = [conversation, greeted, (change: object) => {
      const talk = greeted(change, 1)
      talk.happens({ _tag: "ModelLost" })
      return talk
    }]
    for (const begun of stages) {
      const talk = begun({ fallback: [person("+15145550110")] })
      assert.deepStrictEqual(talk.happens(closed), [
        "report sessionClosed",
        "Interrupt",
        "say fallbackAnnouncement, to its end"
      ])
      while (talk.state().saying.length > 1) talk.phrase({ heard: false })
      assert.deepStrictEqual(talk.phrase({ heard: false }), ["refer tel:+15145550110 for 20 s"])
      assert.deepStrictEqual(talk.happens(failed).slice(-1), ["say apology, to its end"])
      assert.deepStrictEqual(talk.phrase({ heard: false }).slice(-1), ["end model_error"])
      assert.deepStrictEqual(begun({}).happens(closed).slice(-1), ["end model_error"])
    }
  })
})

describe("a fixed phrase that is not heard", () => {
  it("is said by the model where the caller needs it, at once or with its next answer", () => {
    const taken = () => {
      const talk = greeted()
      talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
      talk.happens({ _tag: "MessageKept", id: "t1", kept: true })
      return talk
    }
    const told = `ask: ${"The caller's message was taken. The system could".slice(0, 40)}`
    assert.deepStrictEqual(taken().phrase({ heard: false }), [told])
    const speaking = taken()
    speaking.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(speaking.phrase({ heard: false }), [])
    assert.deepStrictEqual(speaking.happens({ _tag: "CallerTurnEnded", itemId: "u1" }), [told])
    assert.deepStrictEqual(taken().phrase(), [])
  })

  it("is said by the model later where the conversation does not go on yet", () => {
    const talk = greeted()
    talk.happens(
      tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`),
      transferTool("t2"),
      { _tag: "MessageKept", id: "t1", kept: true }
    )
    talk.phrase()
    assert.deepStrictEqual(talk.phrase({ heard: false }), ["refer tel:+15145550199 for 20 s"])
    talk.happens(failed)
    talk.phrase()
    assert.match(talk.passes(0).join(), /ask: The caller's message was taken/)

    const answered = greeted()
    answered.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    answered.happens({ _tag: "MessageKept", id: "t1", kept: true }, ...turn("u1"), { _tag: "ReplyCreated" })
    assert.deepStrictEqual(answered.phrase({ heard: false }), [])
    answered.happens(speaks, stops)
    assert.match(answered.passes(0).join(), /ask: The caller's message was taken/, "the answer knew nothing of it")
    answered.happens(speaks, stops)
    assert.deepStrictEqual(answered.passes(14), [])

    const refused = conversation()
    refused.happens(...turn("u1", "Je ne veux pas être enregistré."))
    const [, stopped] = refused.state().saying
    refused.happens({ _tag: "PhraseOver", id: stopped?.id ?? 0, heard: false, interrupted: false })
    assert.match([...refused.phrase(), ...refused.passes(0)].join(), /ask: The recording of this call has stopped/)
    assert.notInclude(refused.state().instructions.map(({ text }) => text).join(), "do not speak of it")
  })

  it("is not forgotten over another that is not", () => {
    const talk = greeted()
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    talk.happens({ _tag: "MessageKept", id: "t1", kept: true })
    talk.happens(...turn("u1", "N'enregistrez pas."))
    talk.phrase({ heard: false })
    talk.phrase({ heard: false })
    assert.match(
      talk.state().instructions.map(({ text }) => text).join("\n"),
      /^The caller's message was taken\.[^]*The recording of this call has stopped/
    )
  })
})

describe("a message that is called for under a goodbye that nothing takes back", () => {
  const ending = () => {
    const talk = greeted()
    talk.happens(...turn("u1"), { _tag: "WorkerDrained" })
    return talk
  }

  it("is taken, and told of before the call ends", () => {
    const talk = ending()
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    assert.deepStrictEqual(talk.phrase(), [])
    assert.include(talk.happens({ _tag: "MessageKept", id: "t1", kept: true }), "say messageTaken")
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })

  it("is no way back into the call, however often it is called for", () => {
    const talk = ending()
    for (let n = 0; n < 12; n++) talk.happens(tool(`t${n}`, "take_message"))
    assert.strictEqual(talk.state().mode._tag, "Ending")
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })

  it("is kept as far as it has come where it cannot be", () => {
    const talk = ending()
    const args = `{"kind":"callback","about":"A appelé","callerName":"Anne Roy","callbackNumber":"514-555-0192"}`
    const done = talk.happens(tool("t1", "take_message", args))
    assert.match(done.join(), /answer t1 error: Nothing was taken/)
    assert.strictEqual(talk.state().unfinished?.callbackNumber, "+15145550192")
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })
})

describe("a promise that is made as the agent hangs up, or transfers", () => {
  const says = (text: string): Event => ({ _tag: "AgentSaid", of: "reply", text, interrupted: false })
  const hangingUp = (text: string) => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks, tool("t1", "end_call", "{}", true))
    return { talk, done: talk.happens(says(text), stops) }
  }
  const promised = "Parfait, je transmets votre message à Marie. Bonne journée !"
  const left = tool("t2", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`)

  it("is kept before the call ends", () => {
    const { done, talk } = hangingUp(promised)
    assert.deepStrictEqual(done, [
      "answer t1 error: There is more to be done: the call goes on.",
      "NotePromise",
      `ask: ${"You have told the caller that their message".slice(0, 40)}`
    ])
    assert.deepStrictEqual(talk.happens({ _tag: "PlayedOut" }), [])
    talk.happens({ _tag: "ReplyCreated" }, left)
    assert.include(talk.happens({ _tag: "MessageKept", id: "t2", kept: true }), "say messageTaken")
    talk.phrase()
    assert.deepStrictEqual(talk.passes(6).slice(-1), ["6 end agent_end"])
  })

  it("is asked for once, and is no hindrance where it is being kept, or was", () => {
    const { talk } = hangingUp(promised)
    talk.happens({ _tag: "ReplyCreated" }, speaks, tool("t2", "end_call", "{}", true))
    assert.deepStrictEqual(talk.happens(says(promised), stops), [])
    assert.include(talk.happens({ _tag: "PlayedOut" }), "end agent_end")

    const kept = greeted()
    kept.happens(...turn("u1"), speaks, tool("t1", "end_call", "{}", true), left)
    assert.deepStrictEqual(kept.happens(says(promised), stops, { _tag: "PlayedOut" }), [])
    kept.happens({ _tag: "MessageKept", id: "t2", kept: true })
    assert.include(kept.phrase(), "end agent_end")
    assert.deepStrictEqual(hangingUp("Merci de votre appel, bonne journée !").done, [])
  })

  it("is taken back where it cannot be kept, and that is heard before the call ends", () => {
    const { done, talk } = hangingUp("Je vous envoie un courriel de confirmation. Au revoir !")
    assert.deepStrictEqual(done, ["NotePromise", "say notSent"])
    assert.deepStrictEqual(talk.happens({ _tag: "PlayedOut" }), [])
    assert.include(talk.phrase(), "end agent_end")
  })

  it("is asked for once the transfer has failed, and is in the row where it has not", () => {
    const both = "Je note votre message, et je vous transfère aux urgences."
    const talk = ringing()
    talk.happens(says(both), failed)
    talk.phrase()
    assert.match(talk.passes(10).at(-1) ?? "", /ask: You have told the caller that their mess/)
    const through = ringing()
    through.happens(says(both))
    assert.deepStrictEqual(through.happens(connected).slice(-2), ["end transferred", "NotePromise"])
  })
})

describe("a reply that fails although it has called for a message", () => {
  it("is not asked for again: the caller hears what has become of that", () => {
    const talk = greeted()
    talk.happens(...turn("u1"))
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    assert.deepStrictEqual(talk.happens({ _tag: "ReplyFailed", code: "server_error" }), [])
    assert.deepStrictEqual(talk.passes(1), [])
    assert.include(talk.happens({ _tag: "MessageKept", id: "t1", kept: true }), "say messageTaken")
  })
})

describe("words that are told twice", () => {
  it("were said once", () => {
    const talk = greeted()
    const words: Event = { _tag: "CallerSaid", itemId: "u1", text: "N'enregistrez pas." }
    assert.include(talk.happens(...turn("u1"), words), "say recordingStopped, to its end")
    assert.deepStrictEqual(talk.happens(words), [])
    assert.include(talk.happens({ ...words, itemId: "u2" }), "say recordingStopped, to its end", "said again")
  })
})

describe("messages that a caller takes back one after the other", () => {
  it("are all taken back, however many they are", () => {
    const talk = greeted()
    for (const id of ["1", "2", "3"]) {
      talk.happens(tool(`t${id}`, "take_message", `{"kind":"message","about":"Affaire ${id}","callerName":"Anne Roy"}`))
      talk.happens({ _tag: "MessageKept", id: `t${id}`, kept: true })
      talk.phrase()
    }
    talk.happens(...turn("u1", "Finalement, oubliez tout ça."))
    for (const id of ["1", "2", "3"]) {
      assert.include(talk.happens(tool(`w${id}`, "withdraw_message")), "WithdrawMessage")
      assert.include(
        talk.happens({ _tag: "MessageWithdrawn", id: `w${id}`, outcome: "withdrawn" }),
        "say messageWithdrawn"
      )
    }
  })
})

describe("last words", () => {
  it("are heard to their end with what is said after them: that the recording has stopped", () => {
    const talk = greeted()
    talk.happens({ _tag: "WorkerDrained" })
    assert.include(
      talk.happens({ _tag: "CallerSaid", itemId: "u2", text: "N'enregistrez pas." }),
      "say recordingStopped, to its end"
    )
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })
})

describe("a worker that has to stop", () => {
  const drained: Event = { _tag: "WorkerDrained" }

  it("tells a caller so who takes the goodbye back during which it has to", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks, stops)
    talk.happens(tool("t1", "end_call", "{}", true), drained, { _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.deepStrictEqual(talk.passes(0), ["0 say drainGoodbye, to its end"])
    assert.deepStrictEqual(talk.phrase(), ["end worker_drain"])
  })

  it("does not hand a caller to another voice first whose model was lost under a transfer", () => {
    const talk = greeted({}, 1)
    talk.happens(transferTool("t1"))
    talk.phrase()
    talk.happens({ _tag: "ModelLost" }, drained)
    assert.deepStrictEqual(talk.happens(failed).slice(1), ["Interrupt", "say drainGoodbye, to its end"])
  })

  it("ends no transfer that takes the place of a goodbye, but the call once that has failed", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), speaks, stops, tool("t1", "end_call", "{}", true), drained, transferTool("t2"))
    talk.phrase()
    assert.deepStrictEqual(talk.happens(failed).slice(1), ["Interrupt", "say drainGoodbye, to its end"])
  })
})

describe("the question whether the call may be recorded", () => {
  const asked = () => {
    const talk = conversation({ recording: "ask", opening: ["greeting", "askRecording"] })
    talk.phrase()
    talk.phrase()
    return talk
  }

  it("is answered by the next turn, however late its words come, and not by what came before it", () => {
    const late = asked()
    late.happens(...turn("u1", null), speaks, stops, { _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.include(late.happens({ _tag: "CallerSaid", itemId: "u1", text: "Oui." }), "say recordingKept, to its end")
    assert.notInclude(late.happens({ _tag: "CallerSaid", itemId: "u2", text: "Non." }), "DestroyRecording")
  })

  it("is no more what a yes or a no answers once something else was asked", () => {
    const silent = asked()
    assert.deepStrictEqual(silent.passes(15).slice(-1), ["15 say stillThere"])
    silent.phrase()
    silent.happens(...turn("u1", "Oui oui, je suis là."))
    assert.strictEqual(silent.state().consent.answer, "none")

    const wished = conversation({ recording: "ask", opening: ["greeting", "askRecording"] })
    wished.happens(...turn("u1", "Vous êtes ouverts demain ?"))
    wished.phrase()
    wished.phrase()
    wished.happens(speaks, { _tag: "AgentSaid", of: "reply", text: "Oui. Un rendez-vous ?", interrupted: false }, stops)
    wished.happens(...turn("u2", "Oui."))
    assert.strictEqual(wished.state().consent.answer, "none")

    const misheard = asked()
    misheard.happens(...turn("u1", null), { _tag: "CallerNotTranscribed", itemId: "u1" }, speaks, stops)
    misheard.happens(...turn("u2", "Non."))
    assert.strictEqual(misheard.state().consent.answer, "none")
  })

  it("is still asked after a noise, and of who is asked to say it again", () => {
    const noise = asked()
    noise.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "CallerSaidNothing", itemId: "u1" })
    noise.happens(...turn("u2", "Non."))
    assert.strictEqual(noise.state().consent.answer, "refused")
    const lost = asked()
    lost.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(lost.happens({ _tag: "CallerTurnLost", itemId: "u1" }), ["say askRepeat"])
    lost.happens(...turn("u2", "Oui."))
    assert.strictEqual(lost.state().consent.answer, "given")
  })
})

describe("a message that takes long to be taken back", () => {
  it("is said to be, although the caller was told that it could not", () => {
    const talk = greeted()
    talk.happens(tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`))
    talk.happens({ _tag: "MessageKept", id: "t1", kept: true })
    talk.phrase()
    talk.happens(tool("t2", "withdraw_message"))
    assert.deepStrictEqual(talk.passes(5).slice(-1), ["5 say messageNotWithdrawn"])
    const done: Event = { _tag: "MessageWithdrawn", id: "t2", outcome: "withdrawn" }
    assert.deepStrictEqual(talk.happens(done, done), ["say messageWithdrawn"])
    assert.deepStrictEqual(talk.happens(...turn("u1")).slice(0, 1), ["ask: The message was taken back and will not "])
    assert.match(
      talk.happens(tool("t3", "withdraw_message")).at(-1) ?? "",
      /^answer t3 error reply: Nothing was taken back/
    )
  })
})

describe("a tool", () => {
  it("is answered once, and others that are called meanwhile are told that it is under way", () => {
    const talk = greeted()
    talk.happens(transferTool("t1"))
    assert.deepStrictEqual(talk.happens(transferTool("t2"), tool("t3", "end_call")), [
      "answer t2 error: A transfer is under way already.",
      "answer t3 error: A transfer is under way already."
    ])
    talk.phrase()
    assert.deepStrictEqual(talk.happens(connected), [
      "answer t1: The caller was transferred to Urgences.",
      "end transferred"
    ])
    assert.deepStrictEqual(talk.happens(tool("t4", "end_call")), ["answer t4 error: The call has ended."])
  })

  it("that comes twice is none the second time, whatever became of the first", () => {
    const talk = greeted()
    const take = tool("t1", "take_message", `{"kind":"message","about":"A appelé","callerName":"Anne Roy"}`)
    assert.include(talk.happens(take), "KeepMessage")
    assert.deepStrictEqual(talk.happens(take), [])
    talk.happens({ _tag: "MessageKept", id: "t1", kept: true })
    assert.deepStrictEqual(talk.happens(take), [])
    talk.phrase()
    talk.happens(transferTool("t2"))
    talk.phrase()
    talk.happens(failed)
    assert.deepStrictEqual(talk.happens(transferTool("t2")), [])
    assert.deepStrictEqual(conversation().happens(take, take), [
      "answer t1 error: The call has only begun. Wait for what the caller wants."
    ])
  })

  it("that ends or leaves the call waits for the message that was called for with it", () => {
    const callback = (id: string) => tool(id, "take_message", `{"kind":"callback","about":"x","callerName":"Anne"}`)
    for (const call of [transferTool("t2"), tool("t2", "end_call", "{}", true)]) {
      const talk = greeted()
      talk.happens(...turn("u1"), { _tag: "ReplyCreated" })
      talk.happens(callback("t1"))
      assert.match(
        talk.happens(call).at(-1) ?? "",
        /^answer t2 error: Nothing was done: what you called for with it/
      )
      assert.strictEqual(talk.state().mode._tag, "Talking")
      // With the next reply, it is meant.
      talk.happens({ _tag: "ReplyCreated" })
      const { id: _, ...again } = (call as Extract<Event, { readonly _tag: "ToolCalled" }>).call
      talk.happens({ _tag: "ToolCalled", call: { id: "t3", ...again } })
      assert.notStrictEqual(talk.state().mode._tag, "Talking")
    }
  })

  it("that the model has to go on from is waited for like any answer", () => {
    const talk = greeted()
    talk.happens(...turn("u1"))
    talk.passes(3)
    assert.deepStrictEqual(talk.happens(tool("t1", "look_up")).slice(0, 1), ["count look_up Answer"])
    // Nothing was heard since the caller had finished: they have waited 3 s already.
    assert.strictEqual(talk.passes(1).at(-1), "4 say oneMoment")
    assert.deepStrictEqual(talk.passes(6).filter((line) => line.includes("report")), ["9.5 report answerNotHeard"])
  })

  it("that is called over and over ends the conversation: the third time that it was stopped, or at the ninth call", () => {
    /** How many calls it takes: the last one is reported. */
    const callsUntilReport = (names: (n: number) => string) => {
      const talk = greeted()
      for (let n = 1; n < 20; n++) {
        const done = talk.happens(tool(`t${n}`, names(n), `{"department":"${n}"}`))
        if (!done.includes("report toolLoop")) continue
        assert.include(done, `answer t${n} error: Nothing was done: tools were called over and over.`)
        assert.include(done, `count ${names(n)} Stopped`)
        return n
      }
      return Number.POSITIVE_INFINITY
    }
    // Each is stopped after five calls of its own.
    assert.strictEqual(callsUntilReport(() => "transfer_call"), 8)
    assert.strictEqual(callsUntilReport((n) => n % 2 === 0 ? "transfer_call" : "look_up"), 9)
  })
})

describe("a transfer", () => {
  it("is announced to its end, with the caller left at that if they hang up", () => {
    const talk = greeted()
    assert.deepStrictEqual(talk.happens(transferTool("t1")), ["say transferAnnouncement, to its end"])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerLeft" }), [
      "answer t1: The call has ended.",
      "end caller_hangup"
    ])
  })

  it("is asked of the carrier once everything that was to be said is", () => {
    const talk = greeted()
    talk.happens({ _tag: "CallerTurnLost", itemId: "u1" }, transferTool("t1"))
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.phrase({ heard: false }), ["refer tel:+15145550199 for 20 s"])
  })

  it("is asked of the carrier at once where nobody tells any more when the caller has finished", () => {
    const talk = greeted()
    talk.happens(...turn("u1"), transferTool("t1"))
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u2" })
    assert.deepStrictEqual(talk.phrase(), [])
    assert.include(talk.happens({ _tag: "SessionClosed" }), "refer tel:+15145550199 for 20 s")
  })

  it("is asked of the carrier as soon as the caller has been heard out, whichever comes last: the end, the words, or neither", () => {
    const begins = { _tag: "CallerStartedSpeaking", itemId: "u1" } as const
    const ends = { _tag: "CallerTurnEnded", itemId: "u1" } as const
    const said = { _tag: "CallerSaid", itemId: "u1", text: "D'accord, merci." } as const
    for (const order of [[ends, said], [said, ends], [{ ...ends, _tag: "CallerSaidNothing" }]] as const) {
      const talk = greeted()
      talk.happens(transferTool("t1"), begins)
      assert.deepStrictEqual(talk.phrase(), [])
      assert.include(talk.happens(...order), "refer tel:+15145550199 for 20 s")
    }
  })

  it("that was called off is no call that comes again, where the caller wants it after all", () => {
    const talk = greeted()
    for (const id of ["1", "2", "3"]) {
      assert.include(talk.happens(transferTool(`t${id}`)), "say transferAnnouncement, to its end")
      talk.happens(...turn(`u${id}`, "Non, attendez."))
      talk.phrase({ interrupted: true })
      talk.happens(speaks, stops)
    }
  })

  it("that was promised, and that the caller does not want, is not asked of the model", () => {
    const talk = greeted()
    const says = (text: string) => talk.happens({ _tag: "AgentSaid", text, interrupted: false, of: "reply" })
    says("Je vous transfère aux urgences.")
    talk.happens(...turn("u1", "Non, laissez faire."), speaks, stops)
    says("D'accord.")
    assert.deepStrictEqual(talk.passes(14), [])
  })

  it("is called off by who was speaking as it was called for, and not by what they had said before", () => {
    const speaking = greeted()
    speaking.happens(...turn("u1"), { _tag: "CallerStartedSpeaking", itemId: "u2" }, transferTool("t1"))
    speaking.phrase()
    speaking.happens({ _tag: "CallerTurnEnded", itemId: "u2" })
    const words = { _tag: "CallerSaid", text: "Non, attendez, je veux laisser un message." } as const
    assert.match(
      speaking.happens({ ...words, itemId: "u2" })[1] ?? "",
      /^answer t1 error: The caller called the transfer off/
    )
    const before = greeted()
    before.happens(...turn("u1"), transferTool("t1"))
    assert.deepStrictEqual(before.happens({ ...words, itemId: "u1" }), ["language FRENCH"])
    assert.deepStrictEqual(before.phrase(), ["refer tel:+15145550199 for 20 s"])
  })

  it("goes on for who does not want to be recorded: that says no to nothing else", () => {
    const refuses = turn("u2", "Je ne veux pas être enregistré.")
    const announced = greeted()
    announced.happens(...turn("u1"), transferTool("t1"))
    assert.deepStrictEqual(announced.happens(...refuses).slice(-1), ["say recordingStopped, to its end"])
    announced.phrase()
    assert.deepStrictEqual(announced.phrase(), ["refer tel:+15145550199 for 20 s"])
    const rings = ringing()
    assert.deepStrictEqual(rings.happens(...refuses).slice(-1), ["say recordingStopped, to its end"])
    const promised = greeted()
    promised.happens({ _tag: "AgentSaid", text: "Je vous transfère.", interrupted: false, of: "reply" }, ...refuses)
    assert.lengthOf(promised.state().promises.open, 1)
  })

  it("that was promised to somebody who is closed is not asked of the model again, which has told the caller so", () => {
    const { agent } = conversation().state().call
    const { hours, timeZone } = agentWith({ hours: office })
    const talk = greeted({
      agent: new AgentConfig({
        ...agent,
        ...hours !== undefined && { hours },
        ...timeZone !== undefined && { timeZone }
      }),
      epoch: instant("2026-12-01T22:00")
    })
    const says = (text: string) => talk.happens({ _tag: "AgentSaid", text, interrupted: false, of: "reply" })
    talk.happens(...turn("u1"), { _tag: "ReplyCreated" }, speaks)
    says("Je vous transfère aux urgences.")
    assert.match(talk.happens(transferTool("t1")).join(), /Nobody was called: Urgences : le service est fermé/)
    talk.happens(stops, { _tag: "ReplyCreated" }, speaks)
    says("Désolé, le service est fermé.")
    talk.happens(stops)
    assert.deepStrictEqual(talk.passes(14), [])
  })

  it("that the caller calls off while it rings is not tried at the next number, which they hear, once", () => {
    const numbers = [person("+15145550110"), person("+15145550111")]
    const { agent } = conversation().state().call
    const transfers = [new Transfer({ department: "Urgences", numbers })]
    const talk = ringing({ agent: new AgentConfig({ ...agent, transfers }) })
    assert.deepStrictEqual(talk.happens(...turn("u1", "Non, laissez faire, je vais rappeler.")), [
      "language FRENCH",
      "say transferRings"
    ])
    talk.phrase()
    assert.deepStrictEqual(talk.happens(...turn("u2", "Non, annulez.")), ["language FRENCH"])
    assert.deepStrictEqual(talk.happens(failed), [notPut("SIP 486"), "say transferFailed"])
    const lost = greeted({ fallback: numbers })
    lost.happens({ _tag: "ModelLost" })
    assert.deepStrictEqual(lost.happens(...turn("u1", "Non, laissez faire.")), ["language FRENCH"])
    while (lost.state().saying.length > 0) lost.phrase()
    assert.deepStrictEqual(lost.happens(failed).slice(0, 1), ["say tryingNext"], "nobody else can talk with them")
  })

  it("that succeeds ends the call, whatever else has happened", () => {
    for (const _tag of ["ModelLost", "WorkerDrained", "SessionClosed", "CallerLeft"] as const) {
      const talk = ringing()
      assert.deepStrictEqual(
        talk.happens({ _tag }),
        _tag === "SessionClosed" ? ["report sessionClosed"] : [],
        "it ends no transfer"
      )
      assert.deepStrictEqual(talk.happens(connected), [
        "answer t1: The caller was transferred to Urgences.",
        "end transferred"
      ])
    }
  })

  it("that fails hands the word back to the caller, and the model knows why", () => {
    const talk = ringing()
    assert.deepStrictEqual(talk.happens(failed), [notPut("SIP 486"), "say transferFailed"])
    assert.deepStrictEqual(talk.phrase(), [])
    assert.deepStrictEqual(talk.passes(15).slice(-1), ["15 say stillThere"])
    assert.deepStrictEqual(
      ringing().happens({ _tag: "TransferEnded", result: { _tag: "Failed" } })[0],
      notPut("SIP error")
    )
    assert.deepStrictEqual(ringing().happens(unknown(true))[0], notPut("nobody said whether it was answered"))
  })

  it("that fails where the session closed under it changes to no voice, which nobody would hear", () => {
    const alone = greeted({}, 2)
    alone.happens(transferTool("t1"))
    alone.phrase()
    alone.happens({ _tag: "SessionClosed" })
    assert.deepStrictEqual(
      alone.happens(failed).filter((line) => line === "ChangeVoice" || line.startsWith("refer")),
      []
    )
    assert.isFalse(alone.passes(60).some((line) => line.includes("ChangeVoice")))
    const other = greeted({ fallback: [person("+15145550110")] }, 2)
    other.happens(transferTool("t1"))
    other.phrase()
    other.happens({ _tag: "SessionClosed" })
    assert.include([...other.happens(failed), ...other.passes(10)].join("\n"), "refer tel:+15145550110")
  })

  it("that fails ends the call by what would have ended it, the first of these", () => {
    const talk = ringing()
    talk.happens({ _tag: "WorkerDrained" }, { _tag: "ModelLost" })
    assert.deepStrictEqual(talk.happens(failed).slice(1), ["Interrupt", "say drainGoodbye, to its end"])
    const lost = ringing({ fallback: [person("+15145550110")] })
    lost.happens({ _tag: "ModelLost" })
    assert.deepStrictEqual(lost.happens(failed).slice(1), ["Interrupt", "say fallbackAnnouncement, to its end"])
  })

  it("whose caller has left says nothing more to them", () => {
    assert.deepStrictEqual(ringing().happens(unknown(false)).slice(-1), ["end transfer_failed"])
    for (const [result, reason] of [[failed, "caller_hangup"], [unknown(true), "transfer_failed"]] as const) {
      const talk = ringing()
      assert.deepStrictEqual(talk.happens({ _tag: "CallerLeft" }), [])
      assert.deepStrictEqual(talk.passes(64), [], "nobody is spoken to")
      assert.deepStrictEqual(talk.happens(result).slice(-1), [`end ${reason}`])
    }
  })
})
