import { Effect, Layer, Redacted } from "effect"
import { registerHooks } from "node:module"

/** Run as a process: makes a worker's voice of this pipeline ready, and prints the modules that were loaded for it. */
const loaded: Array<string> = []
registerHooks({
  load: (url, context, next) => {
    loaded.push(url)
    return next(url, context)
  }
})

const VoiceAdapter = await import("../../src/adapters/voice/VoiceSession.ts")
const { VoiceSession } = await import("../../src/services/VoiceSession.ts")
const pipeline = process.argv[2] === "realtime" ? "realtime" : "realtime+cascade"

await Effect.runPromise(
  Effect.gen(function*() {
    const context = yield* Layer.build(VoiceAdapter.layer({
      endpoint: new URL("http://127.0.0.1:1"),
      apiKey: Redacted.make("key"),
      pipeline,
      realtimeDeployment: "realtime",
      realtimeModel: "gpt-realtime",
      ttsDeployment: "tts",
      sttDeployment: "stt",
      chatDeployment: "chat",
      livekitCloud: false
    }))
    yield* VoiceSession.use(({ prepare }) => prepare).pipe(Effect.provideContext(context))
    yield* Effect.sleep("1 second") // what is loaded beside
  }).pipe(Effect.scoped)
)
const { sharedObjects } = process.report.getReport() as { readonly sharedObjects: ReadonlyArray<string> }
process.stdout.write(`${JSON.stringify([...loaded, ...sharedObjects])}\n`, () => process.exit(0))
