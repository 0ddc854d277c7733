import { assert, describe, layer } from "@effect/vitest"
import { Effect, FileSystem, Redacted } from "effect"
import { fileURLToPath } from "node:url"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import { account } from "../support/Azurite.ts"
import { run } from "./Processes.ts"
import * as Recording from "./Recording.ts"
import * as Sip from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

const withOurPhrases = { ...Stage.clinic, config: { ...Stage.clinic.config, phrases: {} } }

/** A storage account on loopback; gives the worker's variables. */
const azure = Effect.gen(function*() {
  const azurite = yield* run({
    command: process.execPath,
    args: [
      "node_modules/azurite/dist/src/blob/main.js",
      "--blobPort=0",
      "--inMemoryPersistence",
      "--disableTelemetry",
      "--skipApiVersionCheck",
      "--silent"
    ]
  })
  const port = yield* azurite.lines.until(
    "Azurite's port",
    (lines) => /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(lines.join("\n"))?.[1]
  )
  return {
    AZURE_STORAGE_ACCOUNT_NAME: account.accountName,
    AZURE_STORAGE_ACCOUNT_KEY: Redacted.value(account.accountKey),
    AZURE_STORAGE_ENDPOINT: `http://127.0.0.1:${port}/${account.accountName}`
  }
})

/** The caller hears the greeting out, says goodbye, and is hung up on. */
const sayGoodbye = Effect.fnUntraced(function*(caller: Effect.Success<ReturnType<Stage.Stage["call"]>>) {
  const greeting = yield* caller.phone.heardOut(0)
  yield* caller.phone.say("Merci beaucoup, au revoir !")
  yield* caller.phone.heardOut(1)
  yield* caller.got("BYE")
  assert.isTrue(yield* caller.played)
  return greeting
})

const readJson = Effect.fnUntraced(function*(url: unknown) {
  const fs = yield* FileSystem.FileSystem
  return JSON.parse(yield* fs.readFileString(fileURLToPath(String(url))))
})

describe("a call on the real peers", () => {
  layer(Stack.layer, { timeout: "60 seconds", excludeTestServices: true })((it) => {
    it.effect("rings until the agent is there, greets, listens, says goodbye, hangs up, and leaves its record", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [goodbye] }, agent: withOurPhrases })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        const ringing = yield* caller.got("SIP/2.0 180")
        const answer = yield* caller.got("SIP/2.0 200")
        const greeting = yield* sayGoodbye(caller)
        const bye = yield* caller.got("BYE")

        const [connected] = (yield* stage.endpoint.observed).wire
        assert.isBelow(ringing.at, answer.at)
        assert.isBelow(connected?.at ?? Infinity, answer.at, "answered before the model was there")
        assert.isBelow(greeting.from - answer.at, 2_000)
        assert.isAbove(greeting.to - greeting.from, 1_000)

        const row = yield* stage.backend.ended()
        assert.strictEqual(row.end["endReason"], "agent_end")
        assert.strictEqual(row.start["agentId"], Stage.agentId)
        assert.strictEqual(row.start["dialedNumber"], stage.number)
        assert.strictEqual(row.start["callerNumber"], caller.from)
        const [lookUp] = yield* stage.backend.requests.all
        assert.strictEqual(lookUp?.authorization, "Bearer e2e")

        assert.strictEqual(row.transcript?.["messageCount"], 3)
        const transcript = yield* readJson(row.transcript?.["url"])
        assert.strictEqual(transcript.agentId, Stage.agentId)
        assert.include(["complete", "withheld"], transcript.anonymization.status)

        const recording = yield* Recording.listen(row.recording?.["url"])
        assert.closeTo(recording.millis, bye.at - answer.at, 1_500)
        assert.lengthOf(recording.caller, 1)
        assert.lengthOf(recording.agent, 2)
        const [said] = recording.caller
        const [greeted, farewell] = recording.agent
        assert.closeTo(greeted!.to - greeted!.from, greeting.to - greeting.from, 300)
        assert.isBelow(greeted!.to, said!.from, "the caller spoke after the greeting")
        assert.isBelow(said!.to, farewell!.from, "and was answered")

        yield* stage.released(caller)
        const log = (yield* stage.worker.running.lines.all).join("\n")
        for (const secret of [caller.from, stage.number, "Clinique", "Merci"]) {
          assert.notInclude(log, secret.replace("+", ""))
        }
      }))

    it.effect("finds the number that was dialled where the dispatch rule hides it", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ hidden: true, model: { turns: [goodbye] } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        yield* sayGoodbye(caller)
        const row = yield* stage.backend.ended()
        assert.strictEqual(row.start["dialedNumber"], stage.number)
        assert.strictEqual(row.end["endReason"], "agent_end")
      }))

    it.effect("is not disturbed by keys that are pressed", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [goodbye] } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        yield* caller.phone.heardOut(0)
        for (const key of [1, 4, 7, 11]) yield* caller.phone.press(key)
        yield* caller.phone.say("Merci beaucoup, au revoir !")
        yield* caller.phone.heardOut(1)
        assert.isTrue(yield* caller.played)
        const row = yield* stage.backend.ended()
        assert.strictEqual(row.end["endReason"], "agent_end")
        assert.strictEqual(row.transcript?.["messageCount"], 3)
      }))

    it.effect("says goodbye to a caller who says nothing", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ env: { CALL_SILENCE_TIMEOUT: "5 seconds" } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        const greeting = yield* caller.phone.heardOut(0)
        const farewell = yield* caller.phone.heardOut(1)
        assert.closeTo(farewell.from - greeting.to, 5_000, 1_500)
        assert.isTrue(yield* caller.played)
        assert.strictEqual((yield* stage.backend.ended()).end["endReason"], "silence")
        yield* stage.released(caller)
      }))

    it.effect("lets the caller talk over the greeting", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [goodbye] }, agent: withOurPhrases })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        yield* caller.phone.heard.until("the greeting", ([first]) => first)
        yield* caller.phone.say("Oui bonjour, je voulais seulement vous remercier, au revoir !")
        assert.isTrue(yield* caller.played)
        const row = yield* stage.backend.ended()
        assert.strictEqual(row.end["endReason"], "agent_end")
        const recording = yield* Recording.listen(row.recording?.["url"])
        assert.isBelow(recording.agent[0]!.to, recording.caller[0]!.to, "the greeting stopped for the caller")
      }))

    it.effect("is recorded by the worker where there is no egress, without a late greeting", () =>
      Effect.gen(function*() {
        const stage = yield* Stage.make({ model: { turns: [goodbye] }, env: { RECORDING: "egress", ...yield* azure } })
        const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
        const answer = yield* caller.got("SIP/2.0 200")
        const greeting = yield* sayGoodbye(caller)
        assert.isBelow(greeting.from - answer.at, 2_000)
        const row = yield* stage.backend.ended()
        assert.isAbove(Number(row.recording?.["bytes"]), 10_000)
      }))

    it.effect("keeps two agents that talk at once apart", () =>
      Effect.gen(function*() {
        const english = {
          ...Stage.clinic,
          id: "e2e-shop",
          config: {
            ...Stage.clinic.config,
            name: "Harbord Bicycles",
            defaultLanguage: "ENGLISH",
            supportedLanguages: ["ENGLISH"]
          }
        }
        const french = yield* Stage.make({ model: { turns: [goodbye] } })
        const other = yield* Stage.make({
          agent: english,
          model: {
            language: "ENGLISH",
            turns: [{
              ...goodbye,
              heard: "Bye.",
              replies: [{ says: { ENGLISH: "Goodbye!" }, calls: [{ name: "end_call", arguments: {} }] }]
            }]
          }
        })
        const [one, two] = yield* Effect.forEach(
          [french, other],
          ({ call }) => call(Sip.dial, Sip.answered, Sip.hungUp)
        )
        yield* Effect.all([sayGoodbye(one!), sayGoodbye(two!)], { concurrency: "unbounded" })
        const rows = yield* Effect.all([french.backend.ended(), other.backend.ended()])
        assert.deepStrictEqual(rows.map(({ end }) => end["language"]), ["FRENCH", "ENGLISH"])
        assert.deepStrictEqual(rows.map(({ start }) => start["agentId"]), [Stage.agentId, "e2e-shop"])
        for (const [index, row] of rows.entries()) {
          const [mine, theirs] = index === 0 ? [one!, two!] : [two!, one!]
          assert.strictEqual(row.start["callerNumber"], mine.from)
          assert.notInclude(JSON.stringify(row), theirs.from)
        }
      }))
  })
})
