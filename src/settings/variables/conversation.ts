import { oneOf, secret, sipHeader, text, url } from "../readers.ts"
import type { Variable } from "./Variable.ts"

/** Where a call comes from, and who holds the conversation. */
export const conversation = {
  LIVEKIT_URL: {
    group: "livekit",
    ...url("wss", "ws", "https", "http"),
    absent: "none",
    meaning: "The LiveKit server, such as `wss://my-project.livekit.cloud`",
    requiredBy: ["start"]
  },
  LIVEKIT_API_KEY: {
    group: "livekit",
    ...text,
    absent: "none",
    meaning: "An API key of the LiveKit project or server",
    requiredBy: ["start"]
  },
  LIVEKIT_API_SECRET: {
    group: "livekit",
    ...secret,
    absent: "none",
    meaning: "The secret of `LIVEKIT_API_KEY`",
    requiredBy: ["start"]
  },
  LIVEKIT_AGENT_NAME: {
    group: "livekit",
    ...text,
    default: "receptionist",
    meaning: "The name under which the dispatch rule asks for this worker"
  },
  DIALLED_NUMBER_HEADER: {
    group: "livekit",
    ...sipHeader,
    absent: "none",
    meaning:
      "The SIP header that your carrier writes the dialled number into, where the trunk and the rule do not tell it (`hidePhoneNumber`); the trunk must include it (`includeHeaders`). Whoever can send calls to the gateway can write it, too"
  },
  AZURE_OPENAI_ENDPOINT: {
    group: "model",
    ...url("https", "http", "wss", "ws"),
    absent: "none",
    meaning:
      "The Azure OpenAI resource, such as `https://my-resource.openai.azure.com`; `http:` and `ws:` are for a local one",
    requiredBy: ["start"]
  },
  AZURE_OPENAI_API_KEY: {
    group: "model",
    ...secret,
    absent: "none",
    meaning: "A key of the resource at `AZURE_OPENAI_ENDPOINT`",
    requiredBy: ["start"]
  },
  VOICE_PIPELINE: {
    group: "model",
    ...oneOf("realtime", "cascade", "realtime+cascade"),
    default: "realtime",
    meaning:
      "Who holds a conversation, where the agent's file says nothing else: the realtime model, the cascade (transcription, chat model, TTS), or the first with the second behind it for when it fails"
  },
  AZURE_OPENAI_REALTIME_DEPLOYMENT: {
    group: "model",
    ...text,
    absent: "none",
    meaning: "The deployment of the realtime model that talks with the caller; the pipeline `cascade` needs none",
    requiredBy: ["start"]
  },
  AZURE_OPENAI_REALTIME_MODEL: {
    group: "model",
    ...text,
    default: "gpt-realtime",
    meaning: "The model behind `AZURE_OPENAI_REALTIME_DEPLOYMENT`"
  },
  AZURE_OPENAI_REALTIME_VOICE: {
    group: "model",
    ...text,
    default: "alloy",
    meaning: "The voice of the realtime model; the same as `AZURE_OPENAI_TTS_VOICE`, so that a caller hears one"
  },
  AZURE_OPENAI_TTS_DEPLOYMENT: {
    group: "model",
    ...text,
    absent: "none",
    meaning: "The deployment that speaks exact lines; without it the realtime model is told to say them word for word"
  },
  AZURE_OPENAI_STT_DEPLOYMENT: {
    group: "model",
    ...text,
    absent: "none",
    meaning: "The deployment that transcribes the caller in the cascade, such as one of `gpt-4o-mini-transcribe`"
  },
  AZURE_OPENAI_CHAT_DEPLOYMENT: {
    group: "model",
    ...text,
    absent: "none",
    meaning: "The deployment of the chat model that answers in the cascade; its TTS is `AZURE_OPENAI_TTS_DEPLOYMENT`"
  },
  AZURE_OPENAI_STANDBY_ENDPOINT: {
    group: "model",
    ...url("https", "http", "wss", "ws"),
    absent: "none",
    meaning:
      "An Azure OpenAI resource in another region, whose realtime model takes calls over that the first has failed"
  },
  AZURE_OPENAI_STANDBY_API_KEY: {
    group: "model",
    ...secret,
    absent: "none",
    meaning: "A key of the resource at `AZURE_OPENAI_STANDBY_ENDPOINT`"
  },
  AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT: {
    group: "model",
    ...text,
    absent: "none",
    meaning: "The deployment of the realtime model at `AZURE_OPENAI_STANDBY_ENDPOINT`, of the same model as the first"
  },
  AZURE_OPENAI_TTS_VOICE: {
    group: "model",
    ...text,
    default: "alloy",
    meaning: "The voice of `AZURE_OPENAI_TTS_DEPLOYMENT`"
  },
  AZURE_OPENAI_TRANSCRIBE_MODEL: {
    group: "model",
    ...text,
    absent: "the realtime model's usual one",
    meaning: "The model that transcribes the caller"
  },
  TURN_DETECTION: {
    group: "turns",
    ...oneOf("server", "semantic", "local"),
    default: "server",
    meaning:
      "Who tells that the caller has finished: the realtime model by silence (`server`) or by what was said (`semantic`), or this worker (`local`); an agent's `voice.turnDetection` goes before it"
  },
  VAD: {
    group: "turns",
    ...oneOf("builtin", "silero"),
    default: "builtin",
    meaning:
      "The voice detector of `local`: Silero as the SDK brings it along, or as the optional package `@livekit/agents-plugin-silero` does"
  },
  TURN_DETECTOR: {
    group: "turns",
    ...oneOf("words", "audio", "multilingual"),
    default: "words",
    meaning:
      "What judges the pauses of `local`: our rules over the words, LiveKit's model over the sound (with the cascade: our rules), or its model over the words, whose weights have to be fetched"
  }
} as const satisfies Record<string, Variable>
