import { assert } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { Turn } from "../../src/sandbox/ModelScript.ts"
import { account } from "../support/Azurite.ts"
import * as EgressServer from "./EgressServer.ts"
import { run } from "./Processes.ts"
import * as Sip from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Stage from "./Stage.ts"
import { suite } from "./Suite.ts"

const goodbye: Turn = {
  heard: "Merci, au revoir !",
  replies: [{ says: { FRENCH: "Au revoir !" }, calls: [{ name: "end_call", arguments: {} }] }]
}

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
    (lines) => /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(lines.join("\n"))?.[1],
    "60 seconds"
  )
  return {
    AZURE_STORAGE_ACCOUNT_NAME: account.accountName,
    AZURE_STORAGE_ACCOUNT_KEY: Redacted.value(account.accountKey),
    AZURE_STORAGE_ENDPOINT: `http://127.0.0.1:${port}/${account.accountName}`
  }
})

/** One whole call; gives when it was answered, when the greeting began, and the gateway's goodbye. */
const wholeCall = Effect.fnUntraced(function*(stage: Stage.Stage) {
  const caller = yield* stage.call(Sip.dial, Sip.answered, Sip.hungUp)
  const answer = yield* caller.got("SIP/2.0 200")
  const greeting = yield* caller.phone.heardOut(0)
  yield* caller.phone.say("Merci beaucoup, au revoir !")
  assert.isTrue(yield* caller.played)
  return { caller, answer, greeting, bye: yield* caller.got("BYE") }
})

suite("a call that egress is to record", (it) => {
  it.effect("is recorded by the worker where there is no egress, without a late greeting", () =>
    Effect.gen(function*() {
      const stage = yield* Stage.make({ model: { turns: [goodbye] }, env: { RECORDING: "egress", ...yield* azure } })
      const { answer, caller, greeting } = yield* wholeCall(stage)
      assert.isBelow(greeting.from - answer.at, 2_000)
      const { end, metadata, recording } = yield* stage.backend.ended()
      assert.strictEqual(end["endReason"], "agent_end")
      assert.isAbove(Number(recording?.["bytes"]), 10_000, "the worker's own")
      assert.strictEqual((metadata["error"] as { readonly tag: string }).tag, "EgressFailed")
      yield* stage.released(caller)
    }))

  it.effect("is recorded by egress where there is one, which is stopped once the caller is let go, and before their room goes", () =>
    Effect.gen(function*() {
      const { url } = yield* Stack
      const egress = yield* EgressServer.make(new URL(url))
      const storage = yield* azure
      const stage = yield* Stage.make({
        model: { turns: [goodbye] },
        env: { RECORDING: "egress", AZURE_STORAGE_CONTAINER: "e2e-calls", ...storage, LIVEKIT_URL: egress.url }
      })
      const { answer, bye, caller, greeting } = yield* wholeCall(stage)
      assert.isBelow(greeting.from - answer.at, 2_000)
      const { metadata, recording, start } = yield* stage.backend.ended()
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
          accountName: storage.AZURE_STORAGE_ACCOUNT_NAME,
          accountKey: storage.AZURE_STORAGE_ACCOUNT_KEY,
          containerName: "e2e-calls"
        }
      })
      assert.match(
        String(filepath),
        new RegExp(`^${Stage.agentId}/recordings/\\d{4}/\\d\\d/\\d\\d/${metadata["callId"]}\\.ogg$`)
      )
      assert.deepStrictEqual(stopped!.body, { egressId: "EG_e2e" })
      assert.deepInclude(deleted!.body, { room: start["roomName"] })
      assert.isAtMost(removed!.at, bye.at)
      assert.strictEqual(recording?.["url"], `${storage.AZURE_STORAGE_ENDPOINT}/e2e-calls/${filepath}`)
      assert.isUndefined(recording?.["bytes"], "the worker's own is not kept")
      assert.isUndefined(metadata["error"])
    }))
})
