import type { VAD } from "@livekit/agents"
import { Effect } from "effect"
import { createRequire } from "node:module"
import type { Sdk } from "../Sdk.ts"
import { installing, locate, optional } from "./packages.ts"

/** Silero, as `@livekit/agents` brings it along, or as the optional plugin does. */
export type VadName = "builtin" | "silero"

/** Only what is heard from window to window is used: what they would make of it is kept small. */
const shared = {
  minSpeechDuration: 90,
  minSilenceDuration: 300,
  prefixPaddingDuration: 0,
  maxBufferedSpeech: 1000,
  activationThreshold: 0.5
}

const builtin = (sdk: Sdk): VAD => new sdk.agents.inference.VAD(shared)

interface Onnx {
  readonly InferenceSession: { readonly create: (path: string, options: object) => Promise<unknown> }
}
interface Silero {
  readonly VAD: new(session: unknown, options: object) => VAD
}

/** One model for all calls; a detector of the plugin's keeps every stream that it ever opened, so each call has its own. */
const silero = Effect.tryPromise(async () => {
  const { VAD }: Silero = await import(optional.silero as string) // its types are not there where it is not
  const plugin = createRequire(locate("silero") ?? import.meta.url)
  const { InferenceSession }: Onnx = plugin("onnxruntime-node")
  const session = await InferenceSession.create(plugin.resolve("./silero_vad.onnx"), {
    interOpNumThreads: 1,
    intraOpNumThreads: 1,
    executionMode: "sequential",
    executionProviders: [{ name: "cpu" }]
  })
  return (_sdk: Sdk): VAD => new VAD(session, { ...shared, sampleRate: 16_000, forceCPU: true })
})

/** What makes the voice detector of a call. */
export const make = (name: VadName): Effect.Effect<(sdk: Sdk) => VAD> =>
  name === "builtin"
    ? Effect.succeed(builtin)
    : silero.pipe(
      Effect.catchCause(() =>
        Effect.as(
          Effect.logWarning(
            `VAD is \`silero\`, and ${optional.silero} cannot be loaded: the Silero that is built in is used; to have the plugin, run \`${
              installing("silero")
            }\`, or set VAD=builtin`
          ),
          builtin
        )
      )
    )
