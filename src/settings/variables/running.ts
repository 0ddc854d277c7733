import { readHost } from "../../domain/Host.ts"
import { duration, integer, listOf, matching, oneOf, secretMatching, text, url } from "../readers.ts"
import type { Variable } from "./Variable.ts"

/** How the program runs, and what it tells of itself. */
export const running = {
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
