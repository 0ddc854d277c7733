/**
 * How long a caller hears nothing when a voice is lost in the middle of its answer: `npm run bench:failover` (4 minutes;
 * `-- 20` plays as many instead of 100, four at once). The realtime model of the sandbox loses its connection for good; the cascade
 * takes over. Prints the median and the worst of what the caller hears; nothing but their line is looked at.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Clock, Console, Effect, Exit, Layer, Redacted, Schedule, Scope, Stream } from "effect"
import * as VoiceAdapter from "../src/adapters/voice/VoiceSession.ts"
import { AgentConfig, Provisioning } from "../src/domain/AgentConfig.ts"
import { AgentId } from "../src/domain/Ids.ts"
import * as Pcm from "../src/sandbox/Pcm.ts"
import * as RealtimeEndpoint from "../src/sandbox/RealtimeEndpoint.ts"
import * as SimulatedMedia from "../src/sandbox/SimulatedMedia.ts"
import { formants } from "../src/sandbox/Speech.ts"
import { type VoiceEvent, VoiceSession } from "../src/services/VoiceSession.ts"

const agent = new AgentConfig({
  id: AgentId.make("clinic"),
  name: "Anne",
  supportedLanguages: ["FRENCH"],
  defaultLanguage: "FRENCH",
  transfers: [],
  provisioning: new Provisioning({})
})
const line = { text: "Un instant, s'il vous plaît.", language: "FRENCH" } as const
const says = { FRENCH: "Nous sommes sur l'avenue du Mont-Royal, à trois minutes à pied du métro." }
/** As the machine has it: how long a model that is lost in the middle of an answer may take to be back. */
const patience = 300

/** One call: from the loss to the end of what is heard of the old voice, to the line, and to the answer. */
const played = Effect.gen(function*() {
  const endpoint = yield* RealtimeEndpoint.make(
    {
      turns: [{ heard: "Bonjour, où êtes-vous situés ?", replies: [{ says }] }],
      connections: [{ _tag: "Accept" }, { _tag: "Refuse", status: 503 }]
    },
    formants,
    false
  )
  const context = yield* Layer.build(VoiceAdapter.layer({
    endpoint: endpoint.url,
    apiKey: Redacted.make("sandbox"),
    pipeline: "realtime+cascade",
    realtimeDeployment: "realtime",
    realtimeModel: "gpt-realtime",
    ttsDeployment: "tts",
    sttDeployment: "stt",
    chatDeployment: "chat",
    livekitCloud: false
  }))
  const voice = yield* VoiceSession.pipe(Effect.provideContext(context))
  yield* voice.warm([line])
  const phone = yield* SimulatedMedia.make
  const call = yield* Scope.make()
  const conversation = yield* voice.start(yield* voice.prepare, {
    media: phone.media,
    agent,
    instructions: "Be brief.",
    tools: []
  }).pipe(Scope.provide(call))
  const events: Array<VoiceEvent> = []
  yield* conversation.events.pipe(
    Stream.runForEach((event) => Effect.sync(() => void events.push(event))),
    Effect.forkScoped
  )
  /** The `nth` event of a kind, as soon as it is there. */
  const next = <T extends VoiceEvent["_tag"]>(
    tag: T,
    nth = 1,
    which: (event: Extract<VoiceEvent, { readonly _tag: T }>) => boolean = () => true
  ) =>
    Effect.sync(() =>
      events.filter((event): event is Extract<VoiceEvent, { readonly _tag: T }> => event._tag === tag).filter(which)[
        nth - 1
      ]
    ).pipe(
      Effect.repeat({ until: (found) => found !== undefined, schedule: Schedule.spaced("5 millis") }),
      Effect.flatMap(Effect.fromNullishOr)
    )
  yield* Effect.forkScoped(
    phone.speak(Pcm.concat([formants.render("Bonjour, où êtes-vous situés ?", "FRENCH", "caller"), Pcm.silence(500)]))
  )
  yield* next("CallerSaid")
  yield* conversation.reply()
  yield* phone.until((heard) => heard.some(({ from, to }) => to - from > 500) || undefined)
  yield* endpoint.drop
  const lostAt = yield* Clock.currentTimeMillis
  yield* next("ModelReconnecting")
  const seenAt = yield* Clock.currentTimeMillis
  yield* Effect.sleep(patience)
  const decidedAt = yield* Clock.currentTimeMillis
  yield* conversation.interrupt
  yield* Effect.forkScoped(conversation.changeVoice("linkLost"))
  yield* Effect.forkScoped(Effect.ignore(conversation.say(line.text, { interruptible: false })))
  yield* next("VoiceChanged")
  yield* conversation.reply()
  const cut = yield* next("AgentStoppedSpeaking")
  const began = yield* next("AgentStartedSpeaking", 1, ({ of }) => of === "phrase")
  const said = yield* next("AgentStoppedSpeaking", 2)
  const answer = yield* next("AgentStartedSpeaking", 2, ({ of }) => of === "reply")
  yield* Scope.close(call, Exit.void)
  return {
    seen: seenAt - lostAt,
    line: began.at - decidedAt,
    gap: began.at - cut.at,
    answer: answer.at - said.at
  }
}).pipe(Effect.scoped)

const percentile = (values: ReadonlyArray<number>, part: number) =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0

const program = Effect.gen(function*() {
  const calls = Number(process.argv[2] ?? 100)
  const all = yield* Effect.forEach(Array.from({ length: calls }), () => played, { concurrency: 4 })
  const row = (what: string, values: ReadonlyArray<number>) =>
    `| ${what} | ${(percentile(values, 0.5) / 1000).toFixed(2)} | ${(percentile(values, 0.95) / 1000).toFixed(2)} | ${
      (Math.max(...values) / 1000).toFixed(2)
    } |`
  yield* Console.log([
    `| ${calls} calls, seconds | median | p95 | worst |`,
    "| --- | ---: | ---: | ---: |",
    row("the loss is seen", all.map(({ seen }) => seen)),
    row("from the decision to the line", all.map(({ line }) => line)),
    row("nothing is heard, between the old voice and the line", all.map(({ gap }) => gap)),
    row("from the end of the line to the answer", all.map(({ answer }) => answer))
  ].join("\n"))
})

NodeRuntime.runMain(program, { teardown: (_, exit) => exit(0) })
