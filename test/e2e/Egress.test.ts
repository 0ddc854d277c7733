import { assert } from "@effect/vitest"
import { Effect, FileSystem, Schedule } from "effect"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import * as EgressServer from "./EgressServer.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"
import * as Storage from "./Storage.ts"
import { suite } from "./Suite.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

/** One whole call; gives when it was answered, when the greeting began, and the gateway's goodbye. */
const wholeCall = Effect.fnUntraced(function*(stage: Stage.Stage) {
  const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
  const answer = yield* caller.got("SIP/2.0 200")
  const greeting = yield* caller.phone.heardOut(0)
  yield* caller.phone.say("Merci beaucoup, au revoir !")
  assert.isTrue(yield* caller.played)
  return { caller, answer, greeting, bye: yield* caller.got("BYE") }
})

interface Scene {
  readonly stage: Stage.Stage
  readonly storage: Effect.Success<typeof Storage.make>
  readonly egress: EgressServer.EgressServer
}

const recorded = "what egress has recorded"

/** A worker whose calls egress records, and how that ends. */
const sceneOf = Effect.fnUntraced(function*(ends: EgressServer.EgressOptions["ends"], ...turns: ReadonlyArray<Turn>) {
  const storage = yield* Storage.make
  const egress = yield* EgressServer.make(new URL((yield* Stack).url), {
    ends,
    record: (path) => ends === "EGRESS_COMPLETE" ? storage.put(path, recorded) : Effect.void
  })
  const stage = yield* Stage.make({
    model: { turns: [...turns, goodbye] },
    env: { RECORDING: "egress", ...storage.env, LIVEKIT_URL: egress.url }
  })
  return { stage, storage, egress } satisfies Scene
})

suite("a call that egress is to record", (it) => {
  it.effect("is recorded by the worker where there is no egress, without a late greeting", () =>
    Effect.gen(function*() {
      const storage = yield* Storage.make
      const stage = yield* Stage.make({ model: { turns: [goodbye] }, env: { RECORDING: "egress", ...storage.env } })
      const { answer, caller, greeting } = yield* wholeCall(stage)
      assert.isBelow(greeting.from - answer.at, 2_000)
      const { end, metadata, recording } = yield* stage.backend.delivered()
      assert.strictEqual(end["endReason"], "agent_end")
      assert.isAbove(Number(recording?.["bytes"]), 10_000, "the worker's own")
      assert.strictEqual((metadata["error"] as { readonly tag: string }).tag, "EgressFailed")
      yield* stage.released(caller)
    }))

  it.effect("is recorded by egress, which is stopped once the caller is let go, and before their room goes", () =>
    Effect.gen(function*() {
      const { egress, stage, storage } = yield* sceneOf("EGRESS_COMPLETE")
      const { answer, bye, caller, greeting } = yield* wholeCall(stage)
      assert.isBelow(greeting.from - answer.at, 2_000)
      const { metadata, recording, start } = yield* stage.backend.delivered()
      yield* stage.released(caller)

      const all = yield* egress.requests.all
      const [started, removed, stopped, deleted] = all
      assert.deepStrictEqual(all.map(({ method }) => method), [
        "Egress/StartRoomCompositeEgress",
        "RoomService/RemoveParticipant",
        "Egress/StopEgress",
        "RoomService/DeleteRoom"
      ])
      assert.deepInclude(started!.body, { roomName: start["roomName"], audioOnly: true })
      const [output] = started!.body["fileOutputs"] as ReadonlyArray<Readonly<Record<string, unknown>>>
      const { filepath, ...file } = output!
      assert.deepStrictEqual(file, {
        fileType: "OGG",
        disableManifest: true,
        azure: {
          accountName: storage.env.AZURE_STORAGE_ACCOUNT_NAME,
          accountKey: storage.env.AZURE_STORAGE_ACCOUNT_KEY,
          containerName: storage.env.AZURE_STORAGE_CONTAINER
        }
      })
      assert.match(
        String(filepath),
        new RegExp(`^${Stage.agentId}/recordings/\\d{4}/\\d\\d/\\d\\d/${metadata["callId"]}\\.ogg$`)
      )
      assert.deepStrictEqual(stopped!.body, { egressId: "EG_e2e" })
      assert.deepInclude(deleted!.body, { room: start["roomName"] })
      assert.isAtMost(removed!.at, bye.at)
      assert.deepInclude(recording, { url: storage.url(String(filepath)), bytes: recorded.length })
      assert.isUndefined(metadata["error"])
      assert.include(yield* storage.paths, String(filepath))
      assert.notInclude((yield* storage.paths).join(), "-worker.ogg", "the worker's own is not kept")
    }))

  it.effect("and that fails at its end, has the worker's recording instead", () =>
    Effect.gen(function*() {
      const { stage, storage } = yield* sceneOf("EGRESS_FAILED")
      const { caller } = yield* wholeCall(stage)
      const { end, recording } = yield* stage.backend.delivered()
      assert.strictEqual(end["endReason"], "agent_end")
      const url = String(recording?.["url"])
      assert.match(url, /-worker\.ogg$/)
      assert.isAbove(Number(recording?.["bytes"]), 10_000)
      assert.isTrue((yield* storage.paths).some((path) => storage.url(path) === url))
      yield* stage.released(caller)
    }))

  it.effect("is recorded by nobody once the caller does not want it: it is destroyed, and the call goes on", () =>
    Effect.gen(function*() {
      const { egress, stage, storage } = yield* sceneOf("EGRESS_COMPLETE", {
        heard: "N'enregistrez pas, s'il vous plaît.",
        replies: [{ says: { FRENCH: "Bien sûr. Que puis-je faire pour vous ?" } }]
      })
      const fs = yield* FileSystem.FileSystem
      const spooled = Effect.map(
        fs.readDirectory(stage.dataDir, { recursive: true }),
        (paths) => paths.filter((path) => path.endsWith(".ogg"))
      )
      const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
      const { to: since } = yield* caller.phone.heardOut(0)
      assert.lengthOf(yield* spooled, 1)
      yield* caller.phone.say("N'enregistrez pas, s'il vous plaît.")
      const stopped = yield* egress.requests.until(
        "that egress is stopped",
        (all) => all.find(({ method }) => method === "Egress/StopEgress")
      )
      yield* caller.phone.heard.until(
        "the answer",
        (sounds) => sounds.find(({ from, over }) => over && from > since + 500)
      )
      assert.lengthOf(yield* spooled, 0)
      yield* caller.phone.say("Merci beaucoup, au revoir !")
      assert.isTrue(yield* caller.played)
      const bye = yield* caller.got("BYE")
      assert.isAbove(bye.at - stopped.at, 2_000, "the call went on")
      assert.isBelow((yield* Silence.longest(caller, since, bye.at)).millis, 6_000)

      const row = yield* stage.backend.delivered(0, ["transcript"])
      assert.strictEqual(row.end["endReason"], "agent_end")
      assert.deepInclude(row.metadata["recordingConsent"], { answer: "refused", by: "voice" })
      assert.isUndefined(row.recording)
      assert.isDefined(row.transcript)
      // What egress stored as it was stopped goes once it says that it has ended.
      yield* storage.paths.pipe(
        Effect.repeat({
          until: (paths) => paths.every((path) => !path.endsWith(".ogg")),
          schedule: Schedule.spaced("100 millis")
        }),
        Effect.timeout("10 seconds")
      )
      yield* stage.released(caller)
    }))
})
