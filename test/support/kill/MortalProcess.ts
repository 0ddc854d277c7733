import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Clock, Config, Console, Effect, FileSystem, Layer, Logger, Redacted, Schedule } from "effect"
import { FetchHttpClient } from "effect/http"
import * as BackendConfigApi from "../../../src/adapters/backend/ConfigApi.ts"
import * as DiskBlobStore from "../../../src/adapters/disk/BlobStore.ts"
import * as DiskConfigApi from "../../../src/adapters/disk/ConfigApi.ts"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import * as DiskMessages from "../../../src/adapters/disk/Messages.ts"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { CallId } from "../../../src/domain/Ids.ts"
import { RawTranscript } from "../../../src/domain/Transcript.ts"
import { handleCall } from "../../../src/programs/HandleCall.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { Journal } from "../../../src/services/Journal.ts"
import { VoiceSession } from "../../../src/services/VoiceSession.ts"
import { clinic, job, makeStage } from "../CallStage.ts"
import { recorded } from "./Victim.ts"

// A worker with a call that goes on and on, one after the other, until somebody kills it. Whatever it prints has
// happened by then.

const settings = Config.all({ dataDir: Config.String("MORTAL_DATA_DIR"), backend: Config.String("MORTAL_BACKEND") })

const program = Effect.gen(function*() {
  const { backend, dataDir } = yield* settings
  const disk = yield* FileSystem.FileSystem
  const services = yield* Layer.build(Layer.mergeAll(
    DiskJournal.layer({ root: `${dataDir}/journal` }),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskMessages.layer({ root: `${dataDir}/messages` }),
    BackendConfigApi.layer({
      baseUrl: new URL(backend),
      apiKey: Redacted.make("key"),
      keepUnassigned: yield* DiskConfigApi.keepUnassigned(dataDir)
    }),
    EmbeddedAnonymizer.layer
  ))
  // The words of its rules are read once, and take their time.
  const nothingSaid = new RawTranscript({
    version: 1,
    callId: CallId.make("call_0"),
    agentId: clinic.id,
    language: "FRENCH",
    startedAt: "2026-11-22T10:00:00.000Z",
    durationSeconds: 0,
    items: []
  })
  yield* Effect.flatMap(Anonymizer, (anonymizer) => anonymizer.anonymize(nothingSaid, { agent: clinic })).pipe(
    Effect.provide(services)
  )
  yield* Console.log(`owner ${yield* Effect.provide(Effect.map(Journal, ({ owner }) => owner), services)}`)

  for (let call = 0;; call++) {
    const stage = yield* makeStage()
    const recording = Layer.effect(
      VoiceSession,
      Effect.map(VoiceSession, (voice) =>
        VoiceSession.of({
          ...voice,
          start: (model, options) =>
            Effect.andThen(
              Effect.flatMap(
                Effect.flatMap(Clock.currentTimeMillis, options.recordTo ?? (() => Effect.never)),
                (file) => Effect.orDie(disk.writeFileString(file, recorded))
              ),
              voice.start(model, options)
            )
        }))
    ).pipe(Layer.provide(stage.layer))
    const talk = Effect.gen(function*() {
      yield* Effect.repeat(stage.log, {
        until: (log) => log.some((entry) => entry.startsWith("say ")),
        schedule: Schedule.spaced("2 millis")
      })
      for (let turn = 0; turn < 5; turn++) {
        yield* Effect.sleep("5 millis")
        yield* stage.emit(
          { _tag: "CallerStartedSpeaking", itemId: `u${turn}`, at: turn },
          { _tag: "CallerTurnEnded", itemId: `u${turn}`, at: turn },
          { _tag: "CallerSaid", itemId: `u${turn}`, text: "Je m'appelle Luc Tremblay.", spokenAt: turn },
          { _tag: "AgentStartedSpeaking", at: turn, of: "reply" },
          {
            _tag: "AgentSaid",
            itemId: `r${turn}`,
            text: "Très bien.",
            spokenAt: turn,
            interrupted: false,
            of: "reply"
          },
          { _tag: "AgentStoppedSpeaking", at: turn, interrupted: false }
        )
      }
      yield* Effect.sleep("5 millis")
      yield* stage.hangUp
    })
    yield* Effect.all(
      [
        handleCall({ ...job, done: () => Effect.void }, { drained: Effect.never }).pipe(
          Effect.provide(Layer.mergeAll(stage.layer, recording, Layer.succeedContext(services)))
        ),
        talk
      ],
      { concurrency: "unbounded" }
    )
    yield* Console.log(`call ${call}`)
  }
})

program.pipe(
  Effect.scoped,
  Effect.provide([NodeServices.layer, FetchHttpClient.layer, Logger.layer([])]),
  NodeRuntime.runMain
)
