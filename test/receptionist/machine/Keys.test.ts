import { assert, describe, it } from "@effect/vitest"
import { AgentConfig } from "../../../src/domain/AgentConfig.ts"
import type { KeypadKey } from "../../../src/domain/Keypad.ts"
import type { Event } from "../../../src/receptionist/machine/Event.ts"
import { departmentAt } from "../../support/departments.ts"
import { conversation, greeted, speaks, stops, transferTool, turn } from "./timeline.ts"

const agent = new AgentConfig({
  ...conversation().state().call.agent,
  keypad: {
    "0": { _tag: "Transfer", department: "Urgences" },
    "2": { _tag: "Message" },
    "8": { _tag: "RefuseRecording" },
    "9": { _tag: "Language", language: "ENGLISH" },
    "*": { _tag: "Repeat" }
  }
})
const opening = ["disclosureMachine", "disclosureRecording", "greeting"] as const
const press = (...keys: ReadonlyArray<KeypadKey>): ReadonlyArray<Event> =>
  keys.map((key) => ({ _tag: "KeyPressed", key }))
const failed: Event = { _tag: "TransferEnded", result: { _tag: "Failed", sipStatus: 486 } }
const changed: Event = { _tag: "VoiceChanged", changed: true, voicesLeft: 0 }
const destroyed = ["NoteConsent", "DestroyRecording", "say recordingStopped, to its end"]
const typed = "ask: The caller typed this on the keypad of t"
const told = (talk: ReturnType<typeof conversation>) => talk.state().instructions.map(({ text }) => text).join("\n")

describe("a key during the opening", () => {
  it("waits for what the caller has a right to hear, and not for the rest", () => {
    const talk = conversation({ agent, opening })
    assert.deepStrictEqual(talk.happens(...press("0")), [])
    assert.deepStrictEqual(talk.phrase(), ["say disclosureRecording, to its end"])
    assert.deepStrictEqual(talk.phrase(), ["NoteConsent", "Interrupt", "say transferAnnouncement, to its end"])
    talk.phrase()
    assert.deepStrictEqual(talk.happens(failed), ["say transferFailed"])
    const asked = conversation({ agent, opening: ["greeting", "askRecording"], recording: "ask" })
    assert.deepStrictEqual(asked.happens(...press("0")), ["Interrupt"])
    assert.deepStrictEqual(asked.phrase({ interrupted: true }), ["Interrupt", "say transferAnnouncement, to its end"])
    assert.isFalse(asked.state().consent.asked)
  })

  it("leads to a person although the model is lost meanwhile", () => {
    const talk = conversation({ agent, opening: ["greeting"] })
    talk.happens({ _tag: "ModelLost" }, ...press("0"))
    assert.deepStrictEqual(talk.phrase(), ["Interrupt", "say transferAnnouncement, to its end"])
  })

  it("has the model asked once it may speak, and what it says is the answer", () => {
    const talk = conversation({ agent, opening })
    talk.happens(...press("2"))
    talk.phrase()
    assert.deepStrictEqual(talk.phrase().slice(-1), ["ask: The caller pressed a key to leave a mess"])
    assert.deepStrictEqual(talk.happens(speaks, stops), [])
    assert.deepStrictEqual(talk.passes(14.9), [])
    const typing = conversation({ agent, opening: ["greeting"] })
    assert.deepStrictEqual(typing.happens(...press("5", "1", "#")), [])
    assert.deepStrictEqual(typing.phrase(), [])
    assert.deepStrictEqual(typing.passes(2.5), ["2.5 NoteTyped", `2.5 ${typed}`])
  })

  it("for a language says in it what is being said, and the rest, once; for a repetition the same", () => {
    for (const [key, done] of [["9", ["Interrupt", "SpeakLanguage"]], ["*", ["Interrupt"]]] as const) {
      const talk = conversation({ agent, opening })
      assert.deepStrictEqual(talk.happens(...press(key)), [...done])
      assert.deepStrictEqual(talk.phrase({ interrupted: true }), ["say disclosureMachine, to its end"])
      assert.deepStrictEqual(talk.phrase(), ["say disclosureRecording, to its end"])
      assert.deepStrictEqual(talk.phrase(), ["NoteConsent", "say greeting, to its end"])
      assert.deepStrictEqual(talk.phrase(), [])
    }
  })
})

describe("a key that refuses the recording", () => {
  it("does so at any moment", () => {
    const transferring = greeted({ agent })
    transferring.happens(transferTool("t1"))
    const changing = greeted({ agent }, 1)
    changing.happens({ _tag: "ModelLost" })
    const drained = greeted({ agent })
    drained.happens({ _tag: "WorkerDrained" })
    for (const talk of [conversation({ agent, opening }), greeted({ agent }), transferring, changing, drained]) {
      assert.deepStrictEqual(talk.happens(...press("8")), destroyed, talk.state().mode._tag)
    }
  })

  it("is no digit of a number that was left off before the transfer", () => {
    const talk = greeted({ agent })
    talk.happens(...press("5"), transferTool("t1"))
    talk.phrase()
    talk.passes(3)
    assert.deepStrictEqual(talk.happens(...press("8")), destroyed)
  })

  it("is a digit in a number that is being typed, whoever answers it", () => {
    const talk = greeted({ agent }, 1)
    talk.happens(...press("5", "1"), { _tag: "ModelLost" })
    assert.deepStrictEqual(talk.happens(...press("8")), [])
    talk.happens(changed)
    assert.deepStrictEqual(talk.passes(2.5), ["2.5 NoteTyped", `2.5 ${typed}`])
    assert.include(told(talk), ": 518.")
  })
})

describe("a number that the agent has asked for", () => {
  const says = (text: string, of: "phrase" | "reply" = "reply"): Event => ({
    _tag: "AgentSaid",
    text,
    interrupted: false,
    of
  })
  const asked = (text = "À quel numéro peut-on vous rappeler ?") => {
    const talk = greeted({ agent })
    talk.happens(...turn("u1"), speaks, says(text), stops)
    return talk
  }

  it("begins with any key, also where a fixed phrase has come between, or the caller says that they type it", () => {
    const reminded = asked()
    reminded.happens(says("Êtes-vous toujours là ?", "phrase"))
    const told = asked()
    told.happens(...turn("u2", "Attendez, je le compose."))
    const unasked = asked("Veuillez composer votre numéro de dossier, suivi du carré.")
    for (const talk of [asked(), reminded, told, unasked]) {
      assert.deepStrictEqual(talk.happens(...press("0", "2")), [])
      assert.include(talk.happens(...press("#")), typed)
    }
  })

  it("is given once, by voice or by keys", () => {
    const spoken = asked()
    spoken.happens(...turn("u2", "Le 514 555 0192."))
    const keyed = asked()
    keyed.happens(...press("5", "1", "4", "#"))
    for (const talk of [spoken, keyed]) {
      assert.include(talk.happens(...press("0")), "say transferAnnouncement, to its end")
    }
  })

  it("is no single key: that does what the agent's file says, after the pause", () => {
    const talk = asked()
    assert.deepStrictEqual(talk.happens(...press("0")), [])
    assert.deepStrictEqual(talk.passes(2.5), ["2.5 Interrupt", "2.5 say transferAnnouncement, to its end"])
  })

  it("is typed to its end over a transfer", () => {
    const talk = asked()
    talk.happens(...press("5", "1", "4", "5"), transferTool("t1"), ...press("5", "5", "0", "1"))
    talk.phrase()
    talk.happens(...press("9", "2"), failed)
    talk.phrase()
    talk.passes(2.5)
    assert.match(told(talk), /: 5145550192\. /)
  })

  it("is noted as far as it was typed where the caller hangs up", () =>
    assert.deepStrictEqual(
      ((talk) => {
        talk.happens(...press("5", "1", "4", "5", "5", "5", "0", "1", "9", "2"))
        return talk.happens({ _tag: "CallerLeft" })
      })(asked()),
      ["end caller_hangup", "NoteTyped"]
    ))
})

describe("a key while the caller is being put through", () => {
  it("for a language is spoken from then on", () => {
    const talk = greeted({ agent })
    talk.happens(transferTool("t1"))
    talk.phrase()
    assert.deepStrictEqual(talk.happens(...press("9")), ["SpeakLanguage"])
    assert.strictEqual(talk.state().tracked.language, "ENGLISH")
  })

  it("for somebody else, or a message, calls the transfer off that is announced, and does that", () => {
    const transfers = [...agent.transfers, departmentAt("Accueil", "+15145550198")]
    const keypad = { ...agent.keypad, "1": { _tag: "Transfer", department: "Accueil" } } as const
    const announced = (key: "0" | "1" | "2") => {
      const talk = greeted({ agent: new AgentConfig({ ...agent, transfers, keypad }) })
      talk.happens(transferTool("t1"))
      return talk.happens(...press(key)).map((line) => line.slice(0, 45))
    }
    const off = "answer t1 error: The caller called the transf"
    assert.deepStrictEqual(announced("2"), [off, "Interrupt", "ask: The caller pressed a key to leave a mess"])
    assert.deepStrictEqual(announced("1"), [off, "Interrupt", "say transferAnnouncement, to its end"])
    assert.deepStrictEqual(announced("0"), [])
  })
})

describe("a key while it rings", () => {
  const others = new AgentConfig({
    ...agent,
    transfers: [...agent.transfers, departmentAt("Réception", "+15145550177")],
    keypad: { ...agent.keypad, "5": { _tag: "Transfer", department: "Réception" } }
  })
  const ringing = () => {
    const talk = greeted({ agent: others })
    talk.happens(transferTool("t1"))
    talk.phrase()
    return talk
  }

  it("for somebody else, or a message, is told that it rings already, and does that once it has failed", () => {
    const other = ringing()
    assert.deepStrictEqual(other.happens(...press("5")), ["say transferRings"])
    other.phrase()
    assert.deepStrictEqual(other.happens(failed).slice(1), ["Interrupt", "say transferAnnouncement, to its end"])
    other.phrase()
    assert.deepStrictEqual(other.passes(0), [])
    assert.strictEqual(other.state().mode._tag, "Transferring")
    const message = ringing()
    message.happens(...press("2"))
    message.phrase()
    assert.match(message.happens(failed).slice(1).join(), /^Interrupt,ask: The caller pressed[^,]*,say transferFailed$/)
  })

  it("for where it rings already changes nothing", () => {
    assert.deepStrictEqual(ringing().happens(...press("0")), [])
  })
})

describe("a key while another voice takes over", () => {
  it("does what the agent's file says once it has", () => {
    const talk = greeted({ agent }, 1)
    talk.happens(...turn("u1"), { _tag: "ModelLost" })
    assert.deepStrictEqual(talk.happens(...press("0")), [])
    assert.deepStrictEqual(talk.happens(changed), ["Interrupt", "say transferAnnouncement, to its end"])
  })

  it("leaves nobody to listen for ever to a caller who was speaking then, of whom the new voice hears nothing", () => {
    const talk = greeted({ agent }, 1)
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, { _tag: "ModelLost" }, ...press("2"))
    assert.match(talk.happens(changed).join(), /^Interrupt,ask: The caller pressed/)
    assert.include(talk.passes(4), "4 say oneMoment")
  })
})

describe("a key for a department", () => {
  it("leads to another voice where the transfer fails, and the model was lost meanwhile", () => {
    const talk = greeted({ agent }, 1)
    talk.happens(...press("0"))
    talk.phrase()
    talk.happens({ _tag: "ModelLost" })
    assert.deepStrictEqual(talk.happens(failed), ["Interrupt", "ChangeVoice: linkLost", "say transferFailed"])
  })

  it("does what the agent has promised: it is not asked for it again where that fails", () => {
    const talk = greeted({ agent })
    const promise = "Je vous transfère aux urgences."
    talk.happens(...turn("u1"), speaks, { _tag: "AgentSaid", of: "reply", text: promise, interrupted: false }, stops)
    talk.happens(...press("0"))
    talk.phrase()
    talk.happens(failed)
    talk.phrase()
    assert.deepStrictEqual(talk.passes(14), [])
  })

  it("is called off like what the model transfers, whatever became of the model: who does so is answered", () => {
    const talk = greeted({ agent }, 1)
    talk.happens(...press("0"), { _tag: "ModelLost" })
    const done = talk.happens(...turn("u1", "Non, attendez, laissez faire."))
    assert.deepStrictEqual(done.slice(-2), ["ChangeVoice: linkLost", "say oneMoment, to its end"])
    talk.phrase()
    talk.phrase()
    assert.match(talk.happens(changed).join(), /^ask: The caller called the transfer off/)
  })

  it("is not tried at the next number of a worker that has to stop", () => {
    const twice = new AgentConfig({
      ...agent,
      transfers: agent.transfers.map((transfer) => ({
        ...transfer,
        numbers: [...transfer.numbers, ...transfer.numbers]
      }))
    })
    const talk = greeted({ agent: twice })
    talk.happens(...press("0"))
    talk.phrase()
    talk.happens({ _tag: "WorkerDrained" })
    assert.deepStrictEqual(talk.happens(failed), ["Interrupt", "say drainGoodbye, to its end"])
  })
})

describe("a key for nobody who can be called", () => {
  it("is answered, and so is one that refuses a recording that there is not", () => {
    assert.match(
      greeted({ agent, records: false }).happens(...press("8")).join(),
      /^Interrupt,ask: The caller pressed a key/
    )
  })

  it("is answered like one for who is closed", () => {
    const nobody = new AgentConfig({ ...agent, transfers: [departmentAt("Autre", "+15145550188")] })
    assert.match(greeted({ agent: nobody }).happens(...press("0")).join(), /^Interrupt,ask: The caller pressed a key/)
  })
})

describe("a key for a language", () => {
  it("has who hears an answer, or waits for one, answered in it, and is no failure of the model's", () => {
    const talk = greeted({ agent })
    talk.happens(...turn("u1", "Bonjour, je voudrais savoir vos heures."), { _tag: "ReplyCreated" }, speaks)
    for (const _ of [1, 2, 3]) {
      assert.match(talk.happens(...press("9")).join(), /^Interrupt,SpeakLanguage,ask: MANDATORY/)
      talk.happens({ _tag: "AgentStoppedSpeaking", interrupted: true }, { _tag: "ReplyCreated" }, speaks)
    }
    assert.deepStrictEqual(talk.happens(stops), [])
    assert.deepStrictEqual(talk.happens(...press("9")), ["Interrupt", "SpeakLanguage", "say greeting"])
  })
})

describe("a key for a language after the question whether the call may be recorded", () => {
  it("has that asked in it", () => {
    const talk = conversation({ agent, recording: "ask", opening: ["greeting", "askRecording"] })
    talk.phrase()
    talk.phrase()
    assert.deepStrictEqual(talk.happens(...press("9")).slice(-1), ["say askRecording, to its end"])
    talk.phrase()
    talk.happens(...turn("u1", "Yes."))
    assert.strictEqual(talk.state().consent.answer, "given")
  })
})

describe("what the model is told with an answer", () => {
  it("is all of a number that was typed in two pieces", () => {
    const talk = greeted({ agent })
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, ...press("5", "1", "4", "#", "5", "5", "5", "#"))
    talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" })
    assert.match(told(talk), /: 514\. [^]*: 555\. /)
  })

  it("is told again where nothing of the answer was heard, and not once it was", () => {
    const talk = greeted({ agent })
    talk.happens(...press("5", "1"))
    assert.deepStrictEqual(talk.passes(2.5), ["2.5 NoteTyped", `2.5 ${typed}`])
    talk.happens({ _tag: "ReplyFailed", code: "server_error" })
    assert.deepStrictEqual(talk.passes(0.5).slice(-1), [`3 ${typed}`])
    assert.deepStrictEqual(talk.happens(...turn("u1", null)), [typed])
    talk.happens(speaks, stops)
    assert.deepStrictEqual(talk.happens(...turn("u2", null)), ["ask"])
  })

  it("waits for the end of what the caller is saying", () => {
    const talk = greeted({ agent })
    talk.happens(...press("5", "1"), { _tag: "CallerStartedSpeaking", itemId: "u1" })
    assert.deepStrictEqual(talk.passes(3), ["2.5 NoteTyped"])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" }), [typed])
  })

  it("waits for no longer than an utterance: what is heard may be music", () => {
    const talk = greeted({ agent })
    talk.happens({ _tag: "CallerStartedSpeaking", itemId: "u1" }, ...press("5", "1", "#"))
    assert.deepStrictEqual(talk.passes(9.9), [])
    assert.deepStrictEqual(talk.passes(0.1), [`10 ${typed}`])
    talk.happens(speaks, stops)
    assert.deepStrictEqual(talk.passes(5), [])
    assert.deepStrictEqual(talk.happens({ _tag: "CallerTurnEnded", itemId: "u1" }), ["ask"])
  })

  it("is all of it, where one turn brings several things", () => {
    const talk = greeted()
    talk.happens(...turn("u1", "Please don't record this call, and could we speak English please?"))
    assert.match(talk.happens({ _tag: "ReplyWithdrawn", withdrawn: true }).join(), /^ask: /)
    assert.match(told(talk), /respond in ENGLISH[^]*does not want to be recorded/)
  })
})
