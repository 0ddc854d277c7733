import type { voice } from "@livekit/agents"
import type { Room } from "@livekit/rtc-node"
import { Duration, Effect, Option, Scope } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { Media } from "../../services/Telephony.ts"
import type { ConversationOptions } from "../../services/VoiceSession.ts"
import type { Session } from "./Brain.ts"
import * as CallerAudio from "./CallerAudio.ts"
import * as CallerTap from "./CallerTap.ts"
import { bounds, closing } from "./Closing.ts"
import { lineMedia } from "./Media.ts"
import * as Recording from "./Recording.ts"
import type { Sdk } from "./Sdk.ts"

export interface SessionOptions {
  readonly media: Media
  readonly livekitCloud: boolean
  /** Whom the session speaks for: a brain's, or nobody, who says fixed phrases alone. */
  readonly agent: voice.Agent<AgentConfig>
  readonly userData?: AgentConfig
  readonly recordTo?: ConversationOptions["recordTo"]
  /** Whether somebody listens to the caller beside the SDK; the time by which they do (epoch milliseconds). */
  readonly tapped?: { readonly now: () => number }
}

export interface OpenSession {
  readonly session: Session
  /** What the caller says, where it is tapped. */
  readonly caller: CallerTap.CallerTap | undefined
  /** What the caller hears; its events are those of playback. */
  readonly output: voice.AudioOutput
}

export interface AttachedSession<A> extends OpenSession {
  readonly attached: A
  /** Stops the recording, if any, and destroys it. */
  readonly stopRecording: Effect.Effect<void>
}

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
    (input) => closing("the caller's audio", bounds.line, () => input.close())
  )
  yield* Effect.addFinalizer(() => closing("the agent's track", bounds.line, () => unpublish(media.room)))
  session.input.audio = input // RoomIO keeps it
  const roomIO = new sdk.agents.voice.RoomIO({
    agentSession: session,
    room: media.room,
    participant: media.callerIdentity,
    inputOptions: {
      textEnabled: false,
      closeOnDisconnect: false // the program decides what a caller who leaves means
    },
    outputOptions: {
      transcriptionEnabled: false, // what is said is not published to the room
      // The sound goes on where the process is held up; it is 200 ms by the SDK. Who is talked over is silent as soon.
      queueSizeMs: 500
    }
  })
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      session._roomIO = roomIO
      roomIO.start()
      hideAgentState(roomIO, session, sdk)
    }),
    () => session._roomIO === undefined ? Effect.void : closing("the room's audio", bounds.line, () => roomIO.close())
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
  // Closed after all else, and all at once: none of its ends waits for another.
  const line = yield* Scope.fork(yield* Effect.scope, "parallel")
  const { input: microphone, output } = yield* Scope.provide(endsOf(sdk, plain, options), line)
  const tapped = options.tapped && CallerTap.make(sdk, microphone, options.tapped.now)
  const input = tapped?.input ?? microphone
  const Unpublished = class extends sdk.TextOutput {
    override async captureText() {}
    override flush() {}
  }
  const synchronizer = new sdk.TranscriptionSynchronizer(output, new Unpublished())
  yield* Scope.addFinalizer(line, closing("the transcript", bounds.line, () => synchronizer.close()))

  let unused = Duration.zero
  const recording = options.recordTo === undefined ? undefined : Recording.make(sdk, {
    agentSession: plain,
    input,
    output: synchronizer.audioOutput,
    recordTo: options.recordTo,
    timeLeft: () => unused
  })
  const heard = recording?.output ?? synchronizer.audioOutput
  session.input.audio = recording?.input ?? input
  session.output.audio = heard
  session.output.transcription = synchronizer.textOutput
  const attached = attach({ session, output: heard, caller: tapped?.tap })

  if (recording !== undefined) yield* recording.start
  yield* Effect.addFinalizer(() =>
    closing("the voice session", bounds.session, () => session.close()).pipe(
      Effect.timed,
      Effect.map(([took]) => unused = Duration.max(Duration.zero, Duration.subtract(bounds.session, took)))
    )
  )
  yield* Effect.promise(() => session.start({ agent: options.agent, record: false })).pipe(
    Effect.timeoutOrElse({
      duration: "10 seconds",
      orElse: () => Effect.die(new Error("the voice session did not start within 10 s"))
    })
  )
  drain(plain)
  return { session, output: heard, caller: tapped?.tap, attached, stopRecording: recording?.destroy ?? Effect.void }
})
