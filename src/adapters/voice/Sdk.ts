import type { voice } from "@livekit/agents"
import { Effect } from "effect"
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { loadRtcNode } from "./rtcNode.ts"

type Recorder = NonNullable<voice.AgentSession["_recorderIO"]>
type TextOutput = NonNullable<voice.AgentSession["output"]["transcription"]>

/** Follows the agent's text along with its audio, so that an interrupted message is kept as far as it was heard. */
interface Synchronizer {
  readonly audioOutput: voice.AudioOutput
  readonly textOutput: TextOutput
  readonly close: () => Promise<void>
}

/** The modules of `@livekit/agents` that its index does not export. */
interface Internals {
  readonly RecorderIO: new(
    options: { readonly agentSession: voice.AgentSession; readonly sampleRate: number }
  ) => Recorder
  readonly TranscriptionSynchronizer: new(audio: voice.AudioOutput, text: TextOutput) => Synchronizer
  readonly TextOutput: abstract new() => TextOutput
}

const internals = async (): Promise<Internals> => {
  const index = pathToFileURL(createRequire(import.meta.url).resolve("@livekit/agents"))
  const load = <A>(path: string): Promise<A> => import(new URL(path, index).href)
  const [{ RecorderIO }, { TranscriptionSynchronizer }, { TextOutput }] = await Promise.all([
    load<Pick<Internals, "RecorderIO">>("./voice/recorder_io/recorder_io.js"),
    load<Pick<Internals, "TranscriptionSynchronizer">>("./voice/transcription/synchronizer.js"),
    load<Pick<Internals, "TextOutput">>("./voice/io.js")
  ])
  return { RecorderIO, TranscriptionSynchronizer, TextOutput }
}

const modules = async () => {
  const rtc = await loadRtcNode() // before anything that would load it with its log
  const agents = await import("@livekit/agents")
  // Its log lines carry transcripts, identities and tool arguments. What matters of them becomes an event of ours.
  if (agents.loggerOptions() === undefined) agents.initializeLogger({ pretty: false, level: "silent" })
  const [{ TTS, realtime }, inner] = await Promise.all([import("@livekit/agents-plugin-openai"), internals()])
  return { agents, realtime, rtc, TTS, ...inner }
}

export type Sdk = Awaited<ReturnType<typeof modules>>

/** Native code comes with it, 100 MB of it: loaded where there are calls to come, and nowhere else. */
export const load: Effect.Effect<Sdk> = Effect.promise(modules)
