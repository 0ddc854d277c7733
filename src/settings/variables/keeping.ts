import {
  duration,
  integer,
  journalKeys,
  mailServer,
  matching,
  retention,
  secret,
  secretMatching,
  sender,
  text,
  url
} from "../readers.ts"
import type { Variable } from "./Variable.ts"

/** What becomes of a call: who is told of it, where it is kept and for how long, and who looks at it. */
export const keeping = {
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
      "The mail server for agents that name mailboxes under `deliver`, such as `smtp://user:password@mail.example.com:587`. Its certificate has to be one that can be trusted; a server of your own network (`smtp:`) may have none, or one of its own making"
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
  }
} as const satisfies Record<string, Variable>
