import type { Option } from "effect"

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
