/**
 * Builds the voice in a process of its own, with the detection of turns that is asked for, and prints which modules were
 * loaded that a call can do without. Started by a test: `node LoadedModules.ts server`.
 */
import { Effect, Layer, Redacted } from "effect"
import { registerHooks } from "node:module"
import type { TurnsOptions } from "../../src/adapters/voice/turns/Hearing.ts"

const heavy = /local-inference|onnxruntime|huggingface|plugin-silero|plugin-livekit/
const loaded = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    const name = url.match(heavy)?.[0]
    if (name !== undefined) loaded.add(name)
    return next(url, context)
  }
})

const VoiceAdapter = await import("../../src/adapters/voice/VoiceSession.ts")
const Hearing = await import("../../src/adapters/voice/turns/Hearing.ts")
const Sdk = await import("../../src/adapters/voice/Sdk.ts")
const detection = process.argv[2] as TurnsOptions["detection"]
const turns: TurnsOptions = { detection, vad: "builtin" }

await Effect.runPromise(Effect.scoped(Effect.gen(function*() {
  yield* Layer.build(VoiceAdapter.layer({
    endpoint: new URL("http://127.0.0.1:9"),
    apiKey: Redacted.make("secret"),
    realtimeDeployment: "realtime",
    realtimeModel: "gpt-realtime",
    livekitCloud: false,
    turns
  }))
  const sdk = yield* Sdk.load
  if (detection !== "local") return
  const hearing = yield* (yield* Hearing.make(turns))(sdk, () => "FRENCH")
  hearing.follow({ elapsed: () => 0, later: () => {} }, {
    began: () => {},
    paused: () => {},
    resumed: () => {},
    ended: () => {},
    failed: () => {},
    judged: () => {}
  })
})))
const native = (process.report.getReport() as { readonly sharedObjects: ReadonlyArray<string> }).sharedObjects
for (const path of native) {
  const name = path.match(heavy)?.[0]
  if (name !== undefined) loaded.add(name)
}
process.stdout.write(JSON.stringify([...loaded].sort()))
process.exit(0)
