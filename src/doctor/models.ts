import { Effect, Option, type Redacted, Redacted as Secret } from "effect"
import { type HttpClient, HttpClientRequest } from "effect/http"
import * as VoiceAdapter from "../adapters/voice/VoiceSession.ts"
import { wavOf } from "../adapters/voice/Wav.ts"
import { VoiceSession } from "../services/VoiceSession.ts"
import type { GroupValues } from "../settings/groups.ts"
import { statusOf } from "./answers.ts"
import { attempt, type Finding, ok, problem, skip } from "./Finding.ts"

/** A tenth of a second of silence: the shortest that is transcribed. */
const silence = () => new Blob([new Uint8Array(wavOf([new Int16Array(2400)]))], { type: "audio/wav" })

/** The realtime models, as a call would open them; one word of the TTS; then what the cascade asks for. */
export const models = (options: GroupValues<"model">) => {
  const { apiKey, endpoint, realtimeModel, realtimeVoice, ttsVoice } = options
  const realtime = (name: string, at: { endpoint: URL; apiKey: Redacted.Redacted; deployment: string }) =>
    attempt(
      `the ${name} deployment`,
      VoiceSession.use(({ prepare }) => Effect.flatMap(prepare, ({ ready }) => ready)).pipe(
        Effect.scoped,
        Effect.as(ok(`the ${name} deployment answers`)),
        Effect.provide(
          VoiceAdapter.layer({
            endpoint: at.endpoint,
            apiKey: at.apiKey,
            realtimeDeployment: at.deployment,
            realtimeModel,
            realtimeVoice,
            livekitCloud: false
          })
        )
      )
    )
  const root = endpoint.href.replace(/\/+$/, "").replace(/^ws/, "http")
  const post = Effect.fnUntraced(function*(
    path: string,
    variables: string,
    what: string,
    does: string,
    body: (request: HttpClientRequest.HttpClientRequest) => Effect.Effect<HttpClientRequest.HttpClientRequest, unknown>
  ) {
    const advice = `check ${variables} and AZURE_OPENAI_API_KEY`
    const request = yield* HttpClientRequest.post(`${root}/openai/v1/${path}`).pipe(
      HttpClientRequest.setHeader("api-key", Secret.value(apiKey)),
      body,
      Effect.orDie
    )
    const status = yield* statusOf(request, advice)
    return status === 200 ? ok(`${what} ${does}`) : problem(`${what}: HTTP ${status}; ${advice}`)
  })
  const speech = (deployment: string) =>
    post(
      "audio/speech",
      "AZURE_OPENAI_TTS_DEPLOYMENT, AZURE_OPENAI_TTS_VOICE",
      "the TTS deployment",
      "speaks",
      HttpClientRequest.bodyJson({ model: deployment, voice: ttsVoice, input: "Oui", response_format: "pcm" })
    )
  const transcription = (deployment: string) =>
    post(
      "audio/transcriptions",
      "AZURE_OPENAI_STT_DEPLOYMENT",
      "the transcription deployment",
      "listens",
      (request) => {
        const form = new FormData()
        form.set("file", silence(), "audio.wav")
        form.set("model", deployment)
        form.set("response_format", "json")
        return Effect.succeed(HttpClientRequest.bodyFormData(request, form))
      }
    )
  const chat = (deployment: string) =>
    post(
      "chat/completions",
      "AZURE_OPENAI_CHAT_DEPLOYMENT",
      "the chat deployment",
      "answers",
      HttpClientRequest.bodyJson({ model: deployment, messages: [{ role: "user", content: "Say yes." }] })
    )
  const each = <A>(
    set: Option.Option<A>,
    found: (value: A) => ReadonlyArray<Effect.Effect<Finding, never, HttpClient.HttpClient>>
  ) => Option.match(set, { onNone: () => [], onSome: found })
  return [
    ...each(options.realtimeDeployment, (deployment) => [realtime("realtime", { endpoint, apiKey, deployment })]),
    ...each(options.standby, (standby) => [realtime("standby", standby)]),
    ...each(options.ttsDeployment, (deployment) => [
      attempt("the TTS deployment", speech(deployment)),
      Effect.succeed(
        realtimeVoice === ttsVoice
          ? ok(`a caller hears one voice: ${ttsVoice}`)
          : skip(
            `a caller hears two voices: ${realtimeVoice} talks with them, and ${ttsVoice} says fixed phrases; to hear one, set AZURE_OPENAI_REALTIME_VOICE and AZURE_OPENAI_TTS_VOICE to the same`
          )
      )
    ]),
    ...each(
      options.sttDeployment,
      (deployment) => [attempt("the transcription deployment", transcription(deployment))]
    ),
    ...each(options.chatDeployment, (deployment) => [attempt("the chat deployment", chat(deployment))])
  ]
}
