import type { Observed } from "../../src/sandbox/RealtimeEndpoint.ts"
import { deviations } from "./OpenAiTypes.ts"

/** What OpenAI's description has to say against what went over the wire, either way, and against what was asked over HTTP. */
export const wireDeviations = ({ chats, refused, speeches, transcriptions, wire }: Observed): ReadonlyArray<string> => [
  ...refused.map(({ reason, request, status }) => `${request}: ${status} ${reason}`),
  ...wire.flatMap(({ event, from, type }) =>
    deviations(
      // Audio is not kept.
      type === "response.output_audio.delta" ? { delta: "", ...event } : event,
      "realtime/realtime",
      from === "client" ? "RealtimeClientEvent" : "RealtimeServerEvent"
    ).map((problem) => `${type}: ${problem}`)
  ),
  ...chats.flatMap(({ request: { stream }, sent }) =>
    deviations(
      sent,
      "chat/completions/completions",
      stream === true ? "ChatCompletionCreateParamsStreaming" : "ChatCompletionCreateParamsNonStreaming"
    )
  ),
  ...speeches.flatMap(({ sent }) => deviations(sent, "audio/speech", "SpeechCreateParams")),
  ...transcriptions.flatMap(({ sent }) =>
    deviations({ ...sent, file: undefined }, "audio/transcriptions", "TranscriptionCreateParamsBase")
      .filter((problem) => !problem.endsWith(".file: missing"))
  )
]
