import type { voice } from "@livekit/agents"
import type { Room } from "@livekit/rtc-node"
import { type Duration, Effect, Option, type Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { Media } from "../../services/Telephony.ts"
import type { Session } from "./Brain.ts"
import * as CallerAudio from "./CallerAudio.ts"
import { lineMedia } from "./Media.ts"
import type { Sdk } from "./Sdk.ts"

export interface SessionOptions {
  readonly media: Media
  readonly livekitCloud: boolean
  /** Whom the session speaks for: a brain's, or nobody, who says fixed phrases alone. */
  readonly agent: voice.Agent<AgentConfig>
  readonly userData?: AgentConfig
  readonly recordTo?: string
}

export interface OpenSession {
  readonly session: Session
  /** What the caller hears; its events are those of playback. */
  readonly output: voice.AudioOutput
}

export interface AttachedSession<A> extends OpenSession {
  readonly attached: A
}

/** A release is total and bounded. What went wrong in the SDK may hold private data, and is not repeated. */
const closing = (what: string, bound: Duration.Input, close: () => Promise<unknown>) =>
  Effect.tryPromise(close).pipe(
    Effect.timeout(bound),
    Effect.catchCause(() => Effect.logWarning(`${what} did not close cleanly`))
  )

const noiseCancellation = Effect.tryPromise(() => import("@livekit/noise-cancellation-node")).pipe(
  Effect.map((krisp) => krisp.TelephonyBackgroundVoiceCancellation()),
  Effect.tapCause(() => Effect.logInfo("no @livekit/noise-cancellation-node: the model's own noise reduction is used")),
  Effect.option
)

/** RoomIO would tell the room of each change of the agent's state, and everybody there be sent it: nobody looks. */
const hideAgentState = (roomIO: voice.RoomIO, session: voice.AgentSession, { agents: { voice } }: Sdk) => {
  const tell: unknown = Reflect.get(roomIO, "onAgentStateChanged")
  if (typeof tell === "function") session.off(voice.AgentSessionEventTypes.AgentStateChanged, tell as () => void)
}

/** A track that is still published when the server ends the room keeps its thread in the native module, which never rests. */
const unpublish = async ({ localParticipant }: Room) => {
  for (const sid of localParticipant?.trackPublications.keys() ?? []) await localParticipant?.unpublishTrack(sid)
}

/** The two ends of the caller's line. In a room, RoomIO joins them; a session that has started closes it. */
const endsOf = Effect.fnUntraced(function*(
  sdk: Sdk,
  session: voice.AgentSession,
  options: SessionOptions
) {
  const { livekitCloud } = options
  const media = lineMedia(options.media)
  if (media._tag === "Streams") return media
  const noise = livekitCloud ? yield* noiseCancellation : Option.none()
  const input = yield* Effect.acquireRelease(
    Effect.sync(() => CallerAudio.make(sdk, { ...media, noiseCancellation: Option.getOrUndefined(noise) })),
    (input) => closing("the caller's audio", "1 second", () => input.close())
  )
  yield* Effect.addFinalizer(() => closing("the agent's track", "1 second", () => unpublish(media.room)))
  session.input.audio = input // RoomIO keeps it
  const roomIO = new sdk.agents.voice.RoomIO({
    agentSession: session,
    room: media.room,
    participant: media.callerIdentity,
    inputOptions: {
      textEnabled: false,
      closeOnDisconnect: false // the program decides what a caller who leaves means
    },
    outputOptions: { transcriptionEnabled: false } // what is said is not published to the room
  })
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      session._roomIO = roomIO
      roomIO.start()
      hideAgentState(roomIO, session, sdk)
    }),
    () => session._roomIO === undefined ? Effect.void : closing("the room's audio", "1 second", () => roomIO.close())
  )
  // The agent's track is published in the background, and the caller waits for it, not for the rest of the session.
  yield* Effect.yieldNow
  const { output: { audio: output } } = session
  if (output === null) return yield* Effect.die(new Error("RoomIO gave the session no audio"))
  return { input, output }
})

/** Reads away the copies of the caller's audio that the SDK makes for a VAD and an STT, which nobody else reads here. */
const drain = (session: voice.AgentSession) => {
  const recognition: unknown = Reflect.get(session._activity ?? {}, "audioRecognition")
  for (const copy of ["vadInputStream", "sttInputStream"]) {
    const stream: unknown = Reflect.get(recognition ?? {}, copy)
    if (stream instanceof ReadableStream) stream.pipeTo(new WritableStream()).catch(() => {})
  }
}

/** Cuts off what is being said, and waits until it is noted how much of it was heard. */
const fallSilent = async (session: voice.AgentSession) => {
  const speech = session._activity?.currentSpeech
  speech?.interrupt(true)
  await speech?.waitForPlayout()
}

/**
 * An `AgentSession` on the caller's line, for as long as the scope is open: then the session is closed, and after it the
 * recording. `attach` is called before anything can happen.
 */
export const open = Effect.fnUntraced(function*<A>(
  sdk: Sdk,
  options: SessionOptions,
  attach: (open: OpenSession) => A
): Effect.fn.Return<AttachedSession<A>, never, Scope.Scope> {
  const { agents: { voice } } = sdk
  const session = new voice.AgentSession<AgentConfig>({
    vad: null,
    userAwayTimeout: null,
    aecWarmupDuration: null, // it would replace the caller's first words by silence
    maxToolSteps: 100, // the program guards against loops
    forwardAudioIdleTimeout: 600_000, // it would pass a reply whose audio stalls for heard to its end
    turnHandling: {
      turnDetection: "realtime_llm", // or as the agent has it
      interruption: { discardAudioIfUninterruptible: false, resumeFalseInterruption: false }
    },
    ...(options.userData !== undefined && { userData: options.userData })
  })
  session.on(voice.AgentSessionEventTypes.Error, () => {}) // without a listener, a routine reconnect throws

  const plain = session as voice.AgentSession<never> as voice.AgentSession
  const { input, output } = yield* endsOf(sdk, plain, options)
  const Unpublished = class extends sdk.TextOutput {
    override async captureText() {}
    override flush() {}
  }
  const synchronizer = new sdk.TranscriptionSynchronizer(output, new Unpublished())
  yield* Effect.addFinalizer(() => closing("the transcript", "1 second", () => synchronizer.close()))

  const recorder = options.recordTo === undefined ? undefined : new sdk.RecorderIO({ agentSession: plain })
  const heard = recorder?.recordOutput(synchronizer.audioOutput) ?? synchronizer.audioOutput
  session.input.audio = recorder?.recordInput(input) ?? input
  session.output.audio = heard
  session.output.transcription = synchronizer.textOutput
  const attached = attach({ session, output: heard })

  if (recorder !== undefined && options.recordTo !== undefined) {
    const { recordTo } = options
    yield* Effect.acquireRelease(
      Effect.tryPromise(() => recorder.start(recordTo)),
      () => closing("the recording", "4 seconds", () => recorder.close())
    ).pipe(
      Effect.catchCause(() => Effect.logWarning("the call is not recorded: the recording's file cannot be written"))
    )
  }
  yield* Effect.addFinalizer(() => closing("the voice session", "5 seconds", () => session.close()))
  // Closing takes the output away before that can tell: all of the reply would count as heard.
  yield* Effect.addFinalizer(() => closing("the last reply", "1 second", () => fallSilent(plain)))
  yield* Effect.promise(() => session.start({ agent: options.agent, record: false })).pipe(
    Effect.timeoutOrElse({
      duration: "10 seconds",
      orElse: () => Effect.die(new Error("the voice session did not start within 10 s"))
    })
  )
  drain(plain)
  return { session, output: heard, attached }
})
