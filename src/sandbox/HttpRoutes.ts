import { Effect, Option, type Schema } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import { buffer as readBytes } from "node:stream/consumers"
import * as ChatRoute from "./ChatRoute.ts"
import { answer, BadRequest, fail } from "./HttpAnswer.ts"
import type { HttpOutcome, ModelScript, Playbook } from "./ModelScript.ts"
import * as Pcm from "./Pcm.ts"
import type { Speech } from "./Speech.ts"
import * as SpeechRoute from "./SpeechRoute.ts"
import * as TranscriptionRoute from "./TranscriptionRoute.ts"

export interface TtsRequest {
  readonly at: number
  readonly key: string | undefined
  readonly input: string
  readonly voice: string
  readonly model: string
  /** All of it, as it came. */
  readonly sent: unknown
}

/** What came in over HTTP, for a chat completion. */
export interface ChatRequested {
  readonly at: number
  readonly key: string | undefined
  readonly outcome: HttpOutcome
  readonly request: ChatRoute.ChatRequest
  /** All of it, as it came. */
  readonly sent: unknown
}

/** What came in over HTTP, for a transcription. */
export interface TranscriptionRequested {
  readonly at: number
  readonly key: string | undefined
  readonly outcome: HttpOutcome
  readonly model: string
  readonly language: string | undefined
  readonly audioMillis: number
  /** The form's fields, but for its file. */
  readonly sent: Readonly<Record<string, string>>
}

/** A request that was not one: nothing was answered but why. */
export interface HttpRefused {
  readonly at: number
  /** Method and path. */
  readonly request: string
  readonly status: number
  readonly reason: string
}

/** What was asked over HTTP, request by request. */
export interface HttpObserved {
  readonly refused: ReadonlyArray<HttpRefused>
  readonly speeches: ReadonlyArray<TtsRequest>
  readonly chats: ReadonlyArray<ChatRequested>
  readonly transcriptions: ReadonlyArray<TranscriptionRequested>
}

export interface RouteOptions {
  readonly script: ModelScript
  readonly further: ReadonlyArray<ModelScript>
  /** Says how requests end. */
  readonly book: Playbook
  /** Those that may be asking, the likeliest first. */
  readonly calls: () => ReadonlyArray<Playbook>
  readonly speech: Speech
  readonly nextId: (prefix: string) => string
  readonly note: (change: (observed: HttpObserved, at: number) => Partial<HttpObserved>) => Effect.Effect<void>
}

/** The `api-key` header, or the bearer token. */
export const keyOf = ({ headers }: IncomingMessage) =>
  headers["api-key"]?.toString() ?? headers.authorization?.replace(/^Bearer /, "")

/** Transcription, chat and TTS, as OpenAI has them over HTTP. */
export const routes = ({ book, calls, further, nextId, note, script, speech }: RouteOptions) => {
  const listener = TranscriptionRoute.listener([script, ...further], calls, speech)

  const speak = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const asked = yield* SpeechRoute.decode(body.toString())
    const { input, model, voice } = asked
    const noted = { key: keyOf(request), input, voice, model, sent: JSON.parse(body.toString()) as unknown }
    yield* note(({ speeches }, at) => ({ speeches: [...speeches, { at, ...noted }] }))
    const outcome = book.tts()
    if (!SpeechRoute.isSpoken(asked)) {
      return yield* new BadRequest({ reason: "response_format must be pcm or wav" })
    }
    yield* answer(response, outcome, SpeechRoute.speak(speech, asked))
  })

  const transcribe = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const { audio, language, model, sent } = yield* TranscriptionRoute.decode(
      Uint8Array.from(body),
      request.headers["content-type"] ?? ""
    )
    const outcome = book.transcription()
    const noted = { key: keyOf(request), outcome, model, language, sent, audioMillis: Pcm.millis(audio) }
    yield* note(({ transcriptions }, at) => ({ transcriptions: [...transcriptions, { at, ...noted }] }))
    const { fault, text } = listener.heard(audio)
    yield* answer(
      response,
      fault ?? outcome,
      TranscriptionRoute.transcribed(text, audio, script.transcriptionLatency ?? 250)
    )
  })

  const chat = Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse, body: Buffer) {
    const asked = yield* ChatRoute.decode(body.toString())
    const refusal = ChatRoute.refusal(asked)
    if (refusal !== undefined) return yield* new BadRequest({ reason: refusal })
    const outcome = book.chat()
    const noted = { key: keyOf(request), outcome, request: asked, sent: JSON.parse(body.toString()) as unknown }
    yield* note(({ chats }, at) => ({ chats: [...chats, { at, ...noted }] }))
    const told = ChatRoute.conversationOf(asked)
    const call = calls().find((one) => one.knows(told)) ?? book
    call.goTo(told)
    const options = {
      nextId,
      latency: script.replyLatency ?? 300,
      // A model writes some four times as fast as one speaks; `speed` is as much faster.
      wordMillis: 60 / (script.speed ?? 4)
    }
    yield* answer(response, outcome, ChatRoute.complete(asked, call.reply(ChatRoute.instructionsOf(asked)), options))
  })

  const posts: Readonly<
    Record<
      string,
      (
        request: IncomingMessage,
        response: ServerResponse,
        body: Buffer
      ) => Effect.Effect<void, Schema.SchemaError | BadRequest>
    >
  > = {
    "/openai/v1/audio/speech": speak,
    "/openai/v1/audio/transcriptions": transcribe,
    "/openai/v1/chat/completions": chat
  }

  return Effect.fnUntraced(function*(request: IncomingMessage, response: ServerResponse) {
    response.on("error", () => {})
    const { pathname } = new URL(request.url ?? "", "http://localhost")
    const refuse = (status: number, reason: string) =>
      Effect.andThen(
        note(({ refused }, at) => ({
          refused: [...refused, { at, request: `${request.method} ${pathname}`, status, reason }]
        })),
        Effect.sync(() => fail(response, status, reason))
      )
    if (keyOf(request) === undefined) {
      return yield* refuse(401, "There is no API key: api-key, or Authorization: Bearer.")
    }
    if (request.method === "GET" && pathname === "/openai/v1/models") {
      // Whichever deployment is asked for is there: none is listed.
      const none = JSON.stringify({ object: "list", data: [] })
      return void response.writeHead(200, { "content-type": "application/json" }).end(none)
    }
    const post = request.method === "POST" ? posts[pathname] : undefined
    if (post === undefined) return yield* refuse(404, "no such path")
    const body = yield* Effect.tryPromise(() => readBytes(request)).pipe(Effect.option)
    if (Option.isNone(body)) return void response.destroy()
    yield* Effect.catch(post(request, response, body.value), ({ message }) => refuse(400, message))
  })
}
