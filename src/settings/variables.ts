import type { Option } from "effect"
import { readBlocked } from "../domain/Admission.ts"
import { readHost } from "../domain/Host.ts"
import { readAllowed, readSipHost } from "../domain/TransferPolicy.ts"
import {
  duration,
  integer,
  journalKeys,
  listOf,
  mailServer,
  matching,
  oneOf,
  retention,
  secret,
  secretMatching,
  sender,
  sipHeader,
  target,
  text,
  timeZone,
  url
} from "./readers.ts"

/** The commands of the command line. */
export type Command =
  | "start"
  | "demo"
  | "check"
  | "doctor"
  | "anonymize"
  | "recover"
  | "messages"
  | "hours"
  | "sweep"
  | "erase"
  | "office"

/** The groups in the order in which they are shown. */
export const groups = {
  livekit: "LiveKit: where the calls come from",
  model: "Azure OpenAI: the voice",
  turns: "When the caller has finished",
  backend: "The backend; without it, agent files and rows on this machine",
  storage: "Azure Blob Storage; without it, a directory on this machine",
  embedded: "Files on this machine",
  messages: "Messages that callers leave",
  retention: "How long things are kept; `forever` where nothing removes them",
  office: "The office: backend and console",
  call: "The call",
  caller: "Who may take the line",
  transfer: "Where a call may be sent",
  worker: "The worker",
  anonymizer: "Anonymization of transcripts",
  telemetry: "Logs, traces and metrics"
} as const
export type Group = keyof typeof groups

/** One environment variable: how it is read, and everything that is said about it anywhere. */
export interface Variable<A = unknown> {
  readonly group: Group
  /** One sentence, in Markdown, that is understood by itself: a problem shows it without the variables around it. */
  readonly meaning: string
  /** None where the value is not what was `expected`. */
  readonly read: (written: string) => Option.Option<A>
  /** What the value must be; completes "expected …". */
  readonly expected: string
  /** All values that there are, where they are few. */
  readonly choices?: ReadonlyArray<string>
  /** The value that it has when it is not set, as one would write it. */
  readonly default?: string
  /** What stands in the table where a default cannot. */
  readonly absent?: string
  readonly secret?: true
  /** Whether a variable of this name with `_FILE` behind it may name the file that holds the value; a secret always may. */
  readonly file?: true
  /** What the variable was called before: still read. */
  readonly formerly?: string
  readonly requiredBy?: ReadonlyArray<Command>
}

/**
 * Every environment variable of the program, in the order in which they are shown: the one description that reading,
 * `doctor`, `.env.example` and `docs/configuration.md` come from. Source: contract sections 1 to 7.
 */
export const variables = {
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
  },
  BACKEND_URL: {
    group: "backend",
    ...url("https", "http"),
    absent: "none",
    meaning: "The backend that knows the agents and keeps the call rows"
  },
  BACKEND_API_KEY: {
    group: "backend",
    ...secret,
    absent: "none",
    meaning: "The key that the worker shows to the backend, as a bearer token"
  },
  BACKEND_ERASURE_KEY: {
    group: "backend",
    ...secret,
    absent: "`BACKEND_API_KEY`",
    meaning:
      "The key that `receptionist erase` shows to the backend: the office erases callers for a key of this purpose alone"
  },
  CONFIG_FETCH_MAX_RETRIES: {
    group: "backend",
    ...integer(0, 10),
    default: "3",
    meaning: "How often a failed request to the backend is tried again"
  },
  CONFIG_FETCH_RETRY_DELAY: {
    group: "backend",
    ...duration("10 millis", "1 minute"),
    default: "1 second",
    meaning: "The wait before a failed request to the backend is tried again the first time; it grows from there"
  },
  AZURE_STORAGE_ACCOUNT_NAME: {
    group: "storage",
    ...matching(/^[a-z0-9]{3,24}$/, "3 to 24 lower-case letters and digits"),
    absent: "none",
    meaning: "The storage account of recordings and transcripts"
  },
  AZURE_STORAGE_ACCOUNT_KEY: {
    group: "storage",
    ...secretMatching(/^[A-Za-z0-9+/]{8,}={0,2}$/, "an account key: base64, as the portal shows it"),
    absent: "none",
    meaning: "One of the two keys of `AZURE_STORAGE_ACCOUNT_NAME`"
  },
  AZURE_STORAGE_CONTAINER: {
    group: "storage",
    ...matching(/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits and single hyphens"),
    default: "calls",
    meaning: "The container in the storage account; made when it is not there"
  },
  AZURE_STORAGE_ENDPOINT: {
    group: "storage",
    ...url("https", "http"),
    absent: "`https://{account}.blob.core.windows.net`",
    meaning: "The blob endpoint of the storage account, where it is in another cloud or an emulator"
  },
  AGENTS_DIR: {
    group: "embedded",
    ...text,
    default: "./agents",
    meaning:
      "Agent files: every `*.yaml` (256 kB at most) is an agent, its `phone` the number dialled; an edit counts from the next call on"
  },
  DATA_DIR: {
    group: "embedded",
    ...text,
    default: "./data",
    meaning:
      "Rows (`calls/`), artifacts (`blobs/`), and in every setup the journal of what is still to be delivered, callers' messages (`messages/`), what was used of the line (`usage/`), the last good copies of agents (`agents-cache/`) and the rendered phrases (`phrases/`); the office's database and what it has published (`office/`)"
  },
  SMTP_URL: {
    group: "messages",
    ...mailServer,
    absent: "none",
    meaning:
      "The mail server for agents that name mailboxes under `deliver`, such as `smtp://user:password@mail.example.com:587`"
  },
  MAIL_FROM: {
    group: "messages",
    ...sender,
    absent: "none",
    meaning: "The sender of mails with callers' messages, such as `Reception <reception@example.com>`"
  },
  RETENTION_RECORDING: {
    group: "retention",
    ...retention,
    default: "30 days",
    meaning: "How long recordings are kept, on this machine or in Azure, by the day of the call (UTC)"
  },
  RETENTION_TRANSCRIPT: {
    group: "retention",
    ...retention,
    default: "90 days",
    meaning: "How long anonymized transcripts are kept, on this machine or in Azure, by the day of the call (UTC)"
  },
  RETENTION_ROW: {
    group: "retention",
    ...retention,
    default: "365 days",
    meaning: "How long rows are kept in `DATA_DIR/calls`; a backend keeps its own as it says"
  },
  RETENTION_MESSAGE: {
    group: "retention",
    ...retention,
    default: "30 days",
    formerly: "MESSAGE_RETENTION",
    meaning: "How long messages are kept in `DATA_DIR/messages`; `MESSAGE_RETENTION` is its name in version 0.1"
  },
  RETENTION_JOURNAL: {
    group: "retention",
    ...retention,
    default: "30 days",
    meaning: "How long the journal keeps what a call owes and nobody takes; then it is given up"
  },
  JOURNAL_KEY: {
    group: "retention",
    ...journalKeys,
    absent: "none: neither is encrypted",
    meaning:
      "What calls note in the journal, and messages on this machine, are encrypted with (AES-256-GCM): base64 of 32 bytes, as `openssl rand -base64 32` gives. Several with commas: the first encrypts, all decrypt; `plain` at the end also takes what was written before there was a key"
  },
  OFFICE_PORT: {
    group: "office",
    ...integer(0, 65_535),
    default: "3001",
    meaning: "Where `receptionist office` serves its API and its console; 0 is a port that the system chooses"
  },
  OFFICE_HOST: {
    group: "office",
    ...matching(/^[A-Za-z0-9.:-]+$/, "an address of this machine, such as 127.0.0.1 or 0.0.0.0"),
    default: "127.0.0.1",
    meaning: "The address that the office listens on; only this machine reaches the default"
  },
  OFFICE_URL: {
    group: "office",
    ...url("https", "http"),
    absent: "`http://localhost:{OFFICE_PORT}`",
    meaning:
      "Where people find the office, such as `https://office.example.com`, when a proxy with TLS stands before it"
  },
  DATABASE_URL: {
    group: "office",
    ...secretMatching(
      /^postgres(?:ql)?:\/\/\S+$/,
      "a URL such as postgres://user:password@db.example.com/office?sslmode=require"
    ),
    absent: "none",
    meaning:
      "The office's Postgres (14 or later), with `?sslmode=require` where it is not on this machine or in a private network; without one it brings its own, in `DATA_DIR/office`"
  },
  TWILIO_ACCOUNT_SID: {
    group: "office",
    ...matching(/^AC[0-9a-f]{32}$/i, "an account's SID, AC and 32 hexadecimal digits"),
    absent: "none",
    meaning: "The Twilio account whose numbers the office attaches to the SIP trunk; without it that is done by hand"
  },
  TWILIO_AUTH_TOKEN: { group: "office", ...secret, absent: "none", meaning: "The token of `TWILIO_ACCOUNT_SID`" },
  TWILIO_TRUNK_SID: {
    group: "office",
    ...matching(/^TK[0-9a-f]{32}$/i, "a trunk's SID, TK and 32 hexadecimal digits"),
    absent: "none",
    meaning: "The Elastic SIP trunk at Twilio, whose origination URL is LiveKit's SIP gateway"
  },
  RECORDING: {
    group: "call",
    ...oneOf("egress", "worker", "off"),
    absent: "`egress` with Azure storage at its usual address, else `worker`",
    meaning: "Who records a call: LiveKit's egress, the worker itself, or nobody"
  },
  CALL_MAX_DURATION: {
    group: "call",
    ...duration("10 seconds", "24 hours"),
    default: "30 minutes",
    meaning: "A call of this length ends with a goodbye; the caller is warned a minute before"
  },
  CALL_SILENCE_TIMEOUT: {
    group: "call",
    ...duration("1 second", "1 hour"),
    default: "45 seconds",
    meaning:
      "A caller who says nothing for so long is told goodbye; three times as long where they have asked for a moment"
  },
  TIME_ZONE: {
    group: "call",
    ...timeZone,
    absent: "the machine's, unless that is UTC",
    meaning: "The time zone of agents that name none; where neither is known, they tell no time and go by no hours"
  },
  BLOCKED_CALLERS: {
    group: "caller",
    ...listOf(readBlocked, "numbers such as +15145550142, and beginnings such as +1900*, with commas between them"),
    file: true,
    absent: "none",
    meaning: "Callers whose calls are not answered: numbers, and beginnings with a `*` behind them"
  },
  CALLER_MAX_CALLS: {
    group: "caller",
    ...integer(1, 1000),
    default: "4",
    meaning: "How many calls one number may have at once, counted over all workers on the same `DATA_DIR`"
  },
  CALLER_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 100_000),
    default: "180",
    meaning: "How many minutes a day (UTC) one number may talk; the next call is not answered"
  },
  AGENT_MAX_CALLS: {
    group: "caller",
    ...integer(1, 10_000),
    default: "50",
    meaning: "How many calls one agent may have at once"
  },
  AGENT_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 1_000_000),
    default: "3000",
    meaning: "How many minutes a day (UTC) one agent may talk with all its callers"
  },
  COMPANY_MAX_CALLS: {
    group: "caller",
    ...integer(1, 10_000),
    default: "100",
    meaning:
      "How many calls all agents of one company may have at once, where the backend or the file says whose they are"
  },
  COMPANY_MAX_MINUTES: {
    group: "caller",
    ...integer(1, 1_000_000),
    default: "6000",
    meaning: "How many minutes a day (UTC) all agents of one company may talk"
  },
  CALL_MAX_TRANSFERS: {
    group: "caller",
    ...integer(0, 100),
    default: "10",
    meaning: "How many numbers one call may be transferred to, one after the other"
  },
  CALLER_MAX_TRANSFERS: {
    group: "caller",
    ...integer(0, 1000),
    default: "20",
    meaning: "How many numbers all calls of one caller may be transferred to in a day (UTC)"
  },
  CALLER_VERIFICATION_HEADER: {
    group: "caller",
    ...sipHeader,
    absent: "none",
    meaning:
      "The SIP header in which your carrier gives STIR/SHAKEN's verdict on the caller's number, such as Twilio's `X-Twilio-VerStat`; the trunk must include it (`includeHeaders`). A call whose number failed it is not answered"
  },
  TRANSFER_ALLOW: {
    group: "transfer",
    ...listOf(
      readAllowed,
      "`own`, countries such as CA, and prefixes such as +33, with commas between them"
    ),
    default: "own",
    meaning:
      "Numbers that departments may have: `own` (the country of the agent's own number), countries (`CA, FR`), prefixes (`+4420`); premium, shared-cost, satellite and other dear ranges only by a prefix of their own (`+1900`)"
  },
  TRANSFER_SIP_HOSTS: {
    group: "transfer",
    ...listOf(readSipHost, "hosts such as pbx.example.com, *.example.com or *, with commas between them"),
    absent: "none",
    meaning:
      "Hosts that `sip:` departments may be at: `pbx.example.com`, `*.example.com`, `*` for all that are public; one in a private network only by its own name"
  },
  FALLBACK_TRANSFER: {
    group: "transfer",
    ...target,
    absent: "none",
    meaning: "Who takes a call that nobody else can, where the agent names no `fallback` of its own"
  },
  WORKER_PROCESSES: {
    group: "worker",
    ...integer(1, 64),
    default: "1",
    meaning: "How many processes take calls; one a core is a good number"
  },
  WORKER_MAX_CALLS: {
    group: "worker",
    ...integer(1, 500),
    default: "16",
    meaning: "How many calls one process takes at once"
  },
  WORKER_MAX_LOAD: {
    group: "worker",
    ...integer(10, 10_000),
    default: "100",
    meaning: "How busy a process may be and take a call, in percent of what it carries without late answers"
  },
  WORKER_MAX_RSS_MB: {
    group: "worker",
    ...integer(256, 65_536),
    default: "1500",
    meaning: "A process past this memory (MB) is replaced once its calls have ended"
  },
  DRAIN_TIMEOUT: {
    group: "worker",
    ...duration("0 seconds", "24 hours"),
    default: "10 minutes",
    meaning: "How long calls may go on after SIGTERM; then each is told goodbye and ended"
  },
  HEALTH_PORT: {
    group: "worker",
    ...integer(1, 65_535),
    absent: "none",
    meaning:
      "Where `/healthz`, `/readyz` and `/metrics` (Prometheus) are served over HTTP, all processes together; without it, nowhere"
  },
  HEALTH_HOST: {
    group: "worker",
    ...matching(/^[\w.:-]+$/, "an address of this machine, such as 127.0.0.1 or 0.0.0.0"),
    default: "127.0.0.1",
    meaning:
      "The address at which they are served: by default, this machine's own alone. They ask for no password: in a container `0.0.0.0`, behind what keeps others out"
  },
  ALLOW_CLEARTEXT: {
    group: "worker",
    ...listOf(readHost, "hosts such as livekit.example.com, with commas between them"),
    absent: "none",
    meaning:
      "Hosts outside of this machine and of private networks that may be spoken to without TLS (`http:`, `ws:`); any other is refused at the start"
  },
  ANONYMIZER: {
    group: "anonymizer",
    ...oneOf("embedded", "presidio", "both"),
    default: "embedded",
    meaning: "What removes personal data from transcripts before they are stored"
  },
  PRESIDIO_ANALYZER_URL: {
    group: "anonymizer",
    ...url("https", "http"),
    absent: "none",
    meaning: "Presidio's analyzer, for `presidio` and `both`"
  },
  PRESIDIO_ANONYMIZER_URL: {
    group: "anonymizer",
    ...url("https", "http"),
    absent: "none",
    meaning: "Presidio's anonymizer, for `presidio` and `both`"
  },
  LOG_LEVEL: {
    group: "telemetry",
    ...oneOf("All", "Trace", "Debug", "Info", "Warn", "Error", "Fatal", "None"),
    default: "Info",
    meaning: "The least that is logged"
  },
  LOG_FORMAT: {
    group: "telemetry",
    ...oneOf("pretty", "json"),
    absent: "`pretty` on a terminal, else `json`",
    meaning: "How the log is written to standard output"
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: "telemetry",
    ...url("http", "https"),
    absent: "none",
    meaning: "An OTLP/HTTP collector (port 4318) for traces and metrics; without it, none are exported"
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: "telemetry",
    ...secretMatching(/^[^=,\s]+=[^,]*(,\s*[^=,\s]+=[^,]*)*$/, "`key=value` pairs with commas between them"),
    absent: "none",
    meaning: "Headers for the collector, such as `api-key=…`"
  },
  OTEL_SERVICE_NAME: { group: "telemetry", ...text, default: "receptionist", meaning: "The name on traces and metrics" }
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof variables
