import { Option, Record, Redacted, Schema } from "effect"
import { isThisMachine, privateHost } from "../domain/Host.ts"
import { egressReaches } from "./groups.ts"
import type { Values } from "./values.ts"
import { type VariableName, variables } from "./variables.ts"

/** What is wrong with one variable. `message` is the whole sentence, and never holds the variable's value. */
export const Problem = Schema.Struct({
  variable: Schema.String,
  kind: Schema.Literals(["missing", "malformed", "half", "forbidden", "conflict", "unreadable", "unsafe"]),
  message: Schema.String
})
export type Problem = typeof Problem.Type

type Half = readonly [required: ReadonlyArray<VariableName>, others: ReadonlyArray<VariableName>]

/** Members of which some are set are a problem for each required one that is not. */
export const halves = (isSet: (name: VariableName) => boolean, { VOICE_PIPELINE: pipeline }: Values) =>
  ([
    [["LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"], []],
    [[
      "AZURE_OPENAI_ENDPOINT",
      "AZURE_OPENAI_API_KEY",
      ...pipeline === "cascade" ? [] : ["AZURE_OPENAI_REALTIME_DEPLOYMENT" as const]
    ], [
      "AZURE_OPENAI_STT_DEPLOYMENT",
      "AZURE_OPENAI_CHAT_DEPLOYMENT",
      "AZURE_OPENAI_REALTIME_MODEL",
      "AZURE_OPENAI_REALTIME_VOICE",
      "AZURE_OPENAI_TTS_DEPLOYMENT",
      "AZURE_OPENAI_TTS_VOICE",
      "AZURE_OPENAI_TRANSCRIBE_MODEL"
    ]],
    [["AZURE_OPENAI_TTS_DEPLOYMENT"], ["AZURE_OPENAI_TTS_VOICE"]],
    ...pipeline === "realtime"
      ? [[["AZURE_OPENAI_STT_DEPLOYMENT", "AZURE_OPENAI_CHAT_DEPLOYMENT"], []] satisfies Half]
      : [],
    [[
      "AZURE_OPENAI_STANDBY_ENDPOINT",
      "AZURE_OPENAI_STANDBY_API_KEY",
      "AZURE_OPENAI_STANDBY_REALTIME_DEPLOYMENT"
    ], []],
    [["BACKEND_URL", "BACKEND_API_KEY"], []],
    [["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"], [
      "AZURE_STORAGE_CONTAINER",
      "AZURE_STORAGE_ENDPOINT"
    ]],
    [["SMTP_URL", "MAIL_FROM"], []],
    [["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_TRUNK_SID"], []],
    [["PRESIDIO_ANALYZER_URL", "PRESIDIO_ANONYMIZER_URL"], []]
  ] satisfies ReadonlyArray<Half>)
    .flatMap(([required, others]) => {
      const found = [...required, ...others].filter(isSet)
      return found.length === 0 ? [] : required.filter((name) => !isSet(name)).map((name): Problem => ({
        variable: name,
        kind: "half",
        message: `${name} is missing, though ${found.join(", ")} ${
          found.length === 1 ? "is" : "are"
        } set: set it too, or unset ${found.length === 1 ? "that" : "those"}`
      }))
    })

/** What a pipeline needs beside the realtime model. */
const cascadeNeeds = [
  "AZURE_OPENAI_STT_DEPLOYMENT",
  "AZURE_OPENAI_CHAT_DEPLOYMENT",
  "AZURE_OPENAI_TTS_DEPLOYMENT"
] as const

/** What is set, and cannot be together. */
export const conflicts = (values: Values, isSet: (name: VariableName) => boolean): ReadonlyArray<Problem> => {
  const conflict = (variable: VariableName, message: string) => [{ variable, kind: "conflict" as const, message }]
  return [
    ...values.VOICE_PIPELINE === "realtime"
      ? []
      : cascadeNeeds.filter((name) => !isSet(name)).flatMap((name) =>
        conflict(
          name,
          `${name} is missing, and VOICE_PIPELINE \`${values.VOICE_PIPELINE}\` needs it: ${variables[name].meaning}`
        )
      ),
    ...Option.contains(values.RECORDING, "egress") && !isSet("AZURE_STORAGE_ACCOUNT_NAME")
      ? conflict(
        "RECORDING",
        "RECORDING is `egress`, which writes to Azure: set AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or let the worker record (`worker`)"
      )
      : [],
    ...Option.contains(values.RECORDING, "egress") && isSet("AZURE_STORAGE_ACCOUNT_NAME") && !egressReaches(values)
      ? conflict(
        "RECORDING",
        "RECORDING is `egress`, which can only write to `https://{account}.blob.core.windows.net`, and AZURE_STORAGE_ENDPOINT is another: unset it, or let the worker record (`worker`), which writes there"
      )
      : [],
    ...values.ANONYMIZER !== "embedded" && !isSet("PRESIDIO_ANALYZER_URL") && !isSet("PRESIDIO_ANONYMIZER_URL")
      ? conflict(
        "ANONYMIZER",
        `ANONYMIZER is \`${values.ANONYMIZER}\`, which needs Presidio: set PRESIDIO_ANALYZER_URL and PRESIDIO_ANONYMIZER_URL, or use \`embedded\``
      )
      : []
  ]
}

const spokenTo = [
  "LIVEKIT_URL",
  "AZURE_OPENAI_ENDPOINT",
  "AZURE_OPENAI_STANDBY_ENDPOINT",
  "BACKEND_URL",
  "OFFICE_URL",
  "AZURE_STORAGE_ENDPOINT",
  "PRESIDIO_ANALYZER_URL",
  "PRESIDIO_ANONYMIZER_URL",
  "OTEL_EXPORTER_OTLP_ENDPOINT"
] as const

/** A database's URL in which TLS is not required: that is as good as none. */
const isClear = (allowed: ReadonlyArray<string>) => (written: Redacted.Redacted) => {
  const url = URL.parse(Redacted.value(written))
  if (url === null) return false
  const host = url.searchParams.get("host") ?? url.hostname
  return !host.startsWith("/") && privateHost(host) === undefined && !allowed.includes(host) &&
    !/^(?:require|verify-ca|verify-full)$/.test(url.searchParams.get("sslmode") ?? "")
}

/** What an attacker needs to find out the key of a token that they have seen. */
const shortestSecret = 32

/** What would work, and must not be done: secrets and words of callers in the clear, a secret that can be guessed. */
export const dangersOf = (values: Values): ReadonlyArray<Problem> => {
  const allowed: ReadonlyArray<string> = Option.getOrElse(values.ALLOW_CLEARTEXT, () => [])
  const clear = spokenTo.flatMap((variable): ReadonlyArray<Problem> =>
    Option.exists(
        values[variable],
        ({ hostname, protocol }) =>
          /^(?:http|ws):$/.test(protocol) && privateHost(hostname) === undefined && !allowed.includes(hostname)
      )
      ? [{
        variable,
        kind: "unsafe",
        message:
          `${variable} is not encrypted, and leads out of this machine and its private networks: use https: or wss:, or name its host in ALLOW_CLEARTEXT`
      }]
      : []
  )
  const guessable = Option.exists(
    Option.all({ url: values.LIVEKIT_URL, secret: values.LIVEKIT_API_SECRET }),
    ({ secret, url }) => Redacted.value(secret).length < shortestSecret && !isThisMachine(url.hostname)
  )
  return [
    ...clear,
    ...Option.exists(values.DATABASE_URL, isClear(allowed))
      ? [{
        variable: "DATABASE_URL",
        kind: "unsafe" as const,
        message:
          "DATABASE_URL leads out of this machine and its private networks, and asks for no TLS: put `?sslmode=require` behind it, or name its host in ALLOW_CLEARTEXT"
      }]
      : [],
    ...guessable
      ? [{
        variable: "LIVEKIT_API_SECRET",
        kind: "unsafe" as const,
        message:
          `LIVEKIT_API_SECRET is shorter than ${shortestSecret} characters, so that it can be guessed: give the key another one (\`openssl rand -base64 32\`)`
      }]
      : []
  ]
}

/**
 * Without the groups to which what is secret would go in the clear: whoever looks at an environment tries them, too. An
 * endpoint of Azure's storage has its account's as the one to fall back on.
 */
export const withoutDangers = (values: Values, problems: ReadonlyArray<Problem>): Values => ({
  ...values,
  ...Record.fromEntries(
    problems.map(({ variable }) => [
      variable === "AZURE_STORAGE_ENDPOINT" ? "AZURE_STORAGE_ACCOUNT_KEY" : variable,
      Option.none()
    ])
  )
})
