import { Array as Arr, Option, Predicate, Redacted, Result, Schema } from "effect"
import { type Fault, isRecord, type Path } from "./AgentProblem.ts"
import { isHost, privateHost } from "./Host.ts"
import { doubt, type Part, type Reader, readerOf, readFields, readList } from "./PartReader.ts"

/** Where the messages of callers go. Several ways may be named; each message goes all of them. */
export const Delivery = Schema.Struct({
  /** Mailboxes. */
  email: Schema.Array(Schema.String),
  /** An `https:` URL outside of private networks, and the secret that Standard Webhooks signs with (`whsec_…`). */
  webhook: Schema.optionalKey(Schema.Struct({ url: Schema.String, secret: Schema.Redacted(Schema.String) })),
  backend: Schema.Boolean,
  file: Schema.Boolean
})
export type Delivery = typeof Delivery.Type

const local = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/

/** Reads a mailbox such as `office@example.com`: ASCII, without a name before it. Sizes are those of RFC 5321. */
export const readMailbox = (written: unknown): Result.Result<string, Fault> => {
  const fail = (why: string) => Result.fail({ expected: "a mailbox", example: "\"office@example.com\"", why })
  if (!Predicate.isString(written)) return fail("it is no text")
  const mailbox = written.trim()
  if (/[<>,;\s]/.test(mailbox)) return fail("one mailbox alone, without a name")
  const parts = mailbox.split("@")
  const [name = "", domain = ""] = parts
  return parts.length !== 2
    ? fail("one @ stands in it")
    : mailbox.length > 254 || name.length > 64
    ? fail("it is too long")
    : !local.test(name)
    ? fail("before the @ stands no name of a mailbox")
    : !isHost(domain) || !domain.includes(".") || /\d$/.test(domain)
    ? fail("after the @ stands no domain")
    : Result.succeed(`${name}@${domain.toLowerCase()}`)
}

const longestUrl = 2048
const decodeBase64 = Schema.decodeUnknownOption(Schema.Uint8ArrayFromBase64)
const parseUrl = Schema.decodeUnknownOption(Schema.URLFromString)

/**
 * Reads the URL of a webhook. A host that only a private network knows is refused by its spelling; where its name leads
 * is for whoever calls it to look at.
 */
export const readWebhookUrl = (written: unknown): Result.Result<string, Fault> => {
  const fail = (why: string) =>
    Result.fail({ expected: "a URL", example: "\"https://hooks.example.com/messages\"", why })
  const url = Option.getOrUndefined(parseUrl(written))
  if (url === undefined) return fail("it is none")
  const why = privateHost(url.hostname)
  return url.href.length > longestUrl
    ? fail(`it is longer than ${longestUrl} characters`)
    : url.protocol !== "https:"
    ? fail("messages are private: https: alone keeps them so")
    : url.username !== "" || url.password !== ""
    ? fail("no user and password: the secret proves who sends")
    : why !== undefined
    ? fail(`${why}, which messages are not sent to`)
    : Result.succeed(url.href)
}

const secretFault: Fault = {
  expected: "whsec_ and the base64 of 24 to 64 random bytes",
  example: "what `openssl rand -base64 32` gives"
}

/** Reads a secret of Standard Webhooks. */
const readSecret = (written: unknown): Result.Result<Redacted.Redacted<string>, Fault> => {
  const key = Predicate.isString(written) && written.startsWith("whsec_")
    ? Option.getOrUndefined(decodeBase64(written.slice("whsec_".length)))
    : undefined
  return Predicate.isString(written) && key !== undefined && key.length >= 24 && key.length <= 64
    ? Result.succeed(Redacted.make(written))
    : Result.fail(secretFault)
}

const flag = readerOf((written) =>
  Predicate.isBoolean(written) ? Result.succeed(written) : Result.fail("true or false")
)

const webhook: Reader<NonNullable<Delivery["webhook"]>> = (written, at) => {
  // Both are needed: a member that is missing is read as one that is nothing.
  const { doubts, value: { secret, url } } = readFields(
    isRecord(written) ? { url: undefined, secret: undefined, ...written } : written,
    at,
    { url: readerOf(readWebhookUrl), secret: readerOf(readSecret) }
  )
  return secret === undefined || url === undefined ? Result.fail(doubts) : Result.succeed({ url, secret })
}

/** Each message goes to all of them. */
const mostMailboxes = 10

const mailboxesOf = (written: unknown, at: Path): Part<ReadonlyArray<string>> => {
  if (!Array.isArray(written)) {
    const mailbox = readerOf(readMailbox)(written, at)
    return Result.match(mailbox, {
      onFailure: (doubts) => ({ value: [], doubts }),
      onSuccess: (one) => ({ value: [one], doubts: [] })
    })
  }
  const { doubts, value } = readList(written, at, readerOf(readMailbox))
  const mailboxes = Arr.dedupe(value)
  return mailboxes.length <= mostMailboxes
    ? { value: mailboxes, doubts }
    : {
      value: mailboxes.slice(0, mostMailboxes),
      doubts: [...doubts, doubt(at, `no more than ${mostMailboxes} mailboxes`, written)]
    }
}

/** Reads `deliver`. A way that is wrong is left out; the others stay. */
export const readDelivery = (written: unknown, at: Path): Part<Delivery> => {
  const { doubts, value } = readFields(written, at, {
    email: (mailboxes) => Result.succeed(mailboxes),
    webhook,
    backend: flag,
    file: flag
  })
  const mailboxes = value.email === undefined ? undefined : mailboxesOf(value.email, [...at, "email"])
  return {
    value: {
      email: mailboxes?.value ?? [],
      ...value.webhook !== undefined && { webhook: value.webhook },
      backend: value.backend ?? false,
      file: value.file ?? false
    },
    doubts: [...doubts, ...mailboxes?.doubts ?? []]
  }
}
