import { assert, describe, it } from "@effect/vitest"
import type { AudioFrame } from "@livekit/rtc-node"
import { Duration, Effect } from "effect"
import type { Host } from "../../../../src/adapters/voice/Brain.ts"
import * as CallerTurns from "../../../../src/adapters/voice/realtime/CallerTurns.ts"
import * as LocalDetection from "../../../../src/adapters/voice/realtime/LocalDetection.ts"
import type { Turns } from "../../../../src/adapters/voice/turns/LocalTurns.ts"
import type { Judgement } from "../../../../src/adapters/voice/turns/TurnDetector.ts"

const frame = (value: number) => ({ data: new Int16Array(2400).fill(value) }) as AudioFrame

/** The detection over a model and a detector that only note what they are told; time is moved by hand. */
const stage = (owed = false) => {
  const told: Array<string> = []
  const decided: Array<number | undefined> = []
  const warnings: Array<string> = []
  let timers: Array<{ readonly at: number; readonly act: () => void }> = []
  let time = 0
  let hears: Turns | undefined
  let ids = 0
  let items = 0
  const host: Pick<Host, "elapsed" | "emit" | "fork" | "later" | "now" | "warn"> = {
    elapsed: () => time,
    now: () => time,
    emit: (event) => void told.push("text" in event ? `${event._tag}: ${event.text}` : event._tag),
    later: (wait, act) => void timers.push({ at: time + Duration.toMillis(wait), act }),
    fork: (work) => {
      Effect.runSync(work)
      return () => {}
    },
    warn: (message) => void warnings.push(message)
  }
  const detection = LocalDetection.make({
    hearing: {
      follow: (_host, turns) => {
        hears = turns
        return {
          hear: () => {},
          isOpen: () => true,
          end: () => turns.ended(),
          restart: () => {},
          close: () => {}
        }
      }
    },
    realtime: {
      push: (samples) => void told.push(`push ${samples[0]}`),
      commit: (eventId) => void told.push(eventId.replace(/_\d+/, "")),
      callerBegan: () => void told.push("interrupt"),
      detectTurns: (by) => void told.push(`detection ${by}`)
    },
    host,
    turns: CallerTurns.make(host),
    nextId: (prefix) => `${prefix}${++ids}`,
    judge: (words) => Effect.succeed({ probability: words.endsWith("pour") ? 0 : 1, threshold: 0.5 }),
    speaks: () => void told.push("speaks"),
    pauses: () => void told.push("ask ahead"),
    over: (isNothing) => void told.push(isNothing ? "nothing" : "over"),
    isOwed: () => owed
  })
  const transcription = (item: number, type: string, transcript = "") =>
    detection.received({
      type: `conversation.item.input_audio_transcription.${type}`,
      item_id: `item_${item}`,
      transcript
    })
  return {
    detection,
    told,
    warnings,
    /** How likely each pause was to be an end, as it was decided; nothing where nobody knew. */
    decided,
    pass: (millis: number) => {
      time += millis
      const due = timers.filter(({ at }) => at <= time)
      timers = timers.filter(({ at }) => at > time)
      for (const { act } of due) act()
    },
    began: () => hears?.began(),
    /** The caller pauses; the server names the item that it makes of what they said. */
    paused: () => {
      hears?.paused((judgement: Judgement | undefined) => void decided.push(judgement?.probability))
      detection.received({ type: "input_audio_buffer.committed", item_id: `item_${++items}` })
    },
    resumed: () => hears?.resumed(),
    ended: () => hears?.ended(),
    failed: () => hears?.failed(),
    transcribed: (item: number, words: string) => transcription(item, "completed", words),
    untranscribed: (item: number) => transcription(item, "failed")
  }
}

const events = (told: ReadonlyArray<string>) => told.filter((what) => what.startsWith("Caller"))

describe("LocalDetection", () => {
  it("gives the model a turn, with what was heard just before it, and asks ahead for its answer in a pause", () => {
    const { began, detection, ended, paused, told, transcribed } = stage()
    for (const value of [1, 2]) assert.deepStrictEqual(detection.hear(frame(value)), [])
    began()
    assert.strictEqual(detection.hear(frame(3)).length, 1)
    paused()
    assert.deepStrictEqual(detection.hear(frame(4)), [])
    transcribed(1, "Oui")
    ended()
    assert.deepStrictEqual(told, [
      "CallerStartedSpeaking",
      "push 1",
      "push 2",
      "speaks",
      "interrupt",
      "commit",
      "ask ahead",
      "CallerSaid: Oui",
      "CallerTurnEnded",
      "over"
    ])
  })

  it("judges a pause by the words of the whole turn, in the order in which they were said", () => {
    const { began, decided, detection, ended, paused, resumed, told, transcribed } = stage()
    began()
    paused()
    transcribed(1, " Un rendez-vous pour ")
    assert.deepStrictEqual(decided, [0])
    detection.hear(frame(1))
    resumed()
    paused()
    resumed()
    paused()
    transcribed(3, "matin")
    assert.deepStrictEqual(decided, [0], "a part is missing")
    transcribed(2, "demain")
    assert.deepStrictEqual(decided, [0, 1])
    ended()
    assert.deepStrictEqual(events(told), [
      "CallerStartedSpeaking",
      "CallerSaid: Un rendez-vous pour demain matin",
      "CallerTurnEnded"
    ])
    assert.include(told, "push 1")
  })

  it("asks ahead three times in a turn, and not in every pause of a number", () => {
    const { began, ended, paused, resumed, told } = stage()
    const asked = () => told.filter((what) => what === "ask ahead").length
    began()
    for (let pause = 1; pause <= 5; pause++) {
      paused()
      resumed()
      assert.strictEqual(asked(), Math.min(pause, 3))
    }
    ended()
    began()
    paused()
    assert.strictEqual(asked(), 4)
  })

  it("does not decide about a pause that is over", () => {
    const { began, decided, paused, pass, resumed, transcribed } = stage()
    began()
    paused()
    resumed()
    transcribed(1, "Un rendez-vous")
    pass(1000)
    assert.deepStrictEqual(decided, [])
  })

  it("leaves a pause to its length whose words come late, and tells them when they are there", () => {
    const { began, decided, ended, paused, pass, resumed, told, transcribed } = stage()
    began()
    paused()
    resumed()
    paused()
    transcribed(2, "demain")
    pass(499)
    assert.deepStrictEqual(decided, [])
    pass(1)
    assert.deepStrictEqual(decided, [undefined])
    ended()
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking", "CallerTurnEnded"])
    transcribed(1, "Un rendez-vous")
    assert.deepStrictEqual(events(told).slice(2), ["CallerSaid: Un rendez-vous demain"])
  })

  it("does not wait for what nobody can make out, and does not lose the rest", () => {
    const { began, decided, ended, paused, resumed, told, transcribed, untranscribed } = stage()
    began()
    paused()
    transcribed(1, "Oui")
    resumed()
    paused()
    untranscribed(2)
    assert.deepStrictEqual(decided, [1, undefined])
    ended()
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking", "CallerSaid: Oui", "CallerTurnEnded"])
    began()
    paused()
    untranscribed(3)
    ended()
    assert.deepStrictEqual(events(told).slice(3), ["CallerStartedSpeaking", "CallerNotTranscribed", "CallerTurnEnded"])
  })

  it("takes a noise for no turn, in all the time that somebody who hesitates has", () => {
    const { began, decided, ended, paused, pass, told, transcribed } = stage()
    began()
    paused()
    transcribed(1, " ")
    pass(1000)
    assert.deepStrictEqual(decided, [])
    ended()
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking", "CallerSaidNothing"])
    assert.strictEqual(told.at(-1), "nothing")
  })

  it("has a noise answered that has cut the agent off, or what they owed", () => {
    const { began, ended, paused, told, transcribed } = stage(true)
    began()
    paused()
    transcribed(1, "")
    ended()
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking", "CallerNotTranscribed", "CallerTurnEnded"])
    assert.strictEqual(told.at(-1), "over")
  })

  it("takes a part that the server does not take for one that nobody can make out", () => {
    const { began, decided, detection, ended, told } = stage()
    began()
    ended()
    const error = { code: "input_audio_buffer_commit_empty", event_id: "commit_2" }
    assert.isTrue(detection.received({ type: "error", error }))
    assert.isFalse(detection.received({ type: "error", error }))
    assert.deepStrictEqual(decided, [])
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking", "CallerTurnEnded", "CallerNotTranscribed"])
  })

  it("gives the model what was said to the last, where the caller is gone in the middle of it", () => {
    const { began, ended, told } = stage()
    began()
    ended()
    assert.deepStrictEqual(told.slice(3), ["commit", "CallerTurnEnded", "over"])
  })

  it("leaves the turns to the model where the detector fails, and loses nothing of the one under way", () => {
    const { began, detection, failed, told, warnings } = stage()
    began()
    failed()
    assert.deepStrictEqual(told.slice(3), ["commit", "CallerTurnEnded", "over", "detection server"])
    assert.isFalse(detection.isListening())
    assert.strictEqual(warnings.length, 1)
    assert.isFalse(detection.received({ type: "input_audio_buffer.speech_started", item_id: "item_8" }))
  })

  it("gives the model what was held back where the detector fails between two turns", () => {
    const { detection, failed, told } = stage()
    detection.hear(frame(1))
    failed()
    assert.deepStrictEqual(told, ["push 1", "detection server"])
  })

  it("holds back what follows the loss of a connection, until a turn begins anew", () => {
    const { began, detection, ended, told } = stage()
    began()
    assert.strictEqual(detection.hear(frame(1)).length, 1)
    detection.dropped()
    assert.strictEqual(detection.hear(frame(2)).length, 0)
    ended()
    assert.deepStrictEqual(events(told), ["CallerStartedSpeaking"])
  })
})
