import { Effect, Exit, Layer, Redacted, Scope, Stream, SubscriptionRef } from "effect"
import { type AzureVoiceOptions } from "../../src/adapters/voice/VoiceSession.ts"
import * as VoiceAdapter from "../../src/adapters/voice/VoiceSession.ts"
import { AgentConfig } from "../../src/domain/AgentConfig.ts"
import { AgentId } from "../../src/domain/Ids.ts"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import * as SimulatedMedia from "../../src/sandbox/SimulatedMedia.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import { type ConversationOptions, type VoiceEvent, VoiceSession } from "../../src/services/VoiceSession.ts"

type Tag = VoiceEvent["_tag"]
type Tagged<T extends Tag> = Extract<VoiceEvent, { readonly _tag: T }>

export const agent = AgentConfig.make({
  id: AgentId.make("clinic"),
  name: "Anne",
  supportedLanguages: ["FRENCH", "ENGLISH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: { livekitInboundTrunkId: "ST_1" }
})

type Overrides = Partial<Omit<AzureVoiceOptions, "endpoint" | "ttsDeployment">> & {
  readonly withoutTts?: boolean
  /** Where the endpoint is reached, if not where it is. */
  readonly through?: (endpoint: URL) => Effect.Effect<URL, never, Scope.Scope>
}

/** The production layer on a local endpoint that plays `script`. Quick by default. */
export const serve = Effect.fnUntraced(function*(
  script: ModelScript,
  { through = Effect.succeed, withoutTts = false, ...options }: Overrides = {}
) {
  const endpoint = yield* RealtimeEndpoint.make({ replyLatency: 30, transcriptionLatency: 100, speed: 20, ...script })
  const context = yield* Layer.build(VoiceAdapter.layer({
    endpoint: yield* through(endpoint.url),
    apiKey: Redacted.make("secret"),
    realtimeDeployment: "realtime",
    realtimeModel: "gpt-realtime",
    ...(options.pipeline === undefined || options.pipeline === "realtime"
      ? {}
      : { sttDeployment: "stt", chatDeployment: "chat" }),
    ...(withoutTts ? {} : { ttsDeployment: "tts" }),
    livekitCloud: false,
    ...options
  }))
  return { endpoint, voice: yield* VoiceSession.pipe(Effect.provideContext(context)) }
})

/** Everything a conversation reports, kept, to wait on. */
export const follow = Effect.fnUntraced(function*(events: Stream.Stream<VoiceEvent>) {
  const log = yield* SubscriptionRef.make<{ readonly seen: ReadonlyArray<VoiceEvent>; readonly over: boolean }>({
    seen: [],
    over: false
  })
  yield* events.pipe(
    Stream.runForEach((event) => SubscriptionRef.update(log, ({ over, seen }) => ({ over, seen: [...seen, event] }))),
    Effect.andThen(SubscriptionRef.update(log, ({ seen }) => ({ seen, over: true }))),
    Effect.forkScoped
  )
  const until = <A>(find: (seen: ReadonlyArray<VoiceEvent>, over: boolean) => A | undefined) =>
    SubscriptionRef.changes(log).pipe(
      Stream.map(({ over, seen }) => find(seen, over)),
      Stream.filter((found) => found !== undefined),
      Stream.runHead,
      Effect.flatMap(Effect.fromOption),
      Effect.orDie
    )
  return {
    until,
    seen: Effect.map(SubscriptionRef.get(log), ({ seen }) => seen),
    /** The `nth` event of a kind, as soon as it is there. */
    next: <T extends Tag>(tag: T, nth = 1) =>
      until((seen) => seen.filter((event): event is Tagged<T> => event._tag === tag)[nth - 1]),
    over: until((_, over) => over || undefined)
  }
})

/** A conversation on a line whose other end is a simulated caller. */
export const converse = Effect.fnUntraced(function*(
  script: ModelScript,
  options: Overrides & Partial<Pick<ConversationOptions, "agent" | "tools" | "voice">> & {
    readonly recordTo?: string
    /** What its file waits for. */
    readonly recordAfter?: Effect.Effect<void>
  } = {}
) {
  const { agent: whose = agent, recordAfter = Effect.void, recordTo, tools = [], voice: choice, ...azure } = options
  const { endpoint, voice } = yield* serve(script, azure)
  const phone = yield* SimulatedMedia.make
  const call = yield* Scope.make()
  const hangUp = Scope.close(call, Exit.void)
  yield* Effect.addFinalizer(() => hangUp)
  const conversation = yield* voice.start(yield* voice.prepare, {
    media: phone.media,
    agent: whose,
    instructions: "Be brief.",
    tools,
    ...(choice !== undefined && { voice: choice }),
    ...(recordTo !== undefined && { recordTo: () => Effect.as(recordAfter, recordTo) })
  }).pipe(Scope.provide(call))
  const events = yield* follow(conversation.events)
  return { endpoint, voice, phone, conversation, events, speak: speakInto(phone), hangUp }
})

/** Some words, and enough silence for the turn to be over. */
const speakInto = (phone: SimulatedMedia.SimulatedMedia) => (text = "Bonjour"): Effect.Effect<void> =>
  phone.speak(Pcm.concat([formants.render(text, "FRENCH", "caller"), Pcm.silence(500)]))
