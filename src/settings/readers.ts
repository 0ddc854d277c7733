import { Duration, Option, Redacted, Result, Schema } from "effect"
import { readMailbox } from "../domain/Delivery.ts"
import { zoneNamed } from "../domain/Hours.ts"
import { northAmerica } from "../domain/NumberingPlan.ts"
import { readTarget } from "../domain/TransferTarget.ts"
import { readDuration } from "../domain/WrittenDuration.ts"

/** Anything that is not empty. */
export const text = { read: Schema.decodeUnknownOption(Schema.NonEmptyString), expected: "some text" }

/** A value that is never shown. */
export const secret = {
  read: (written: string) => Option.some(Redacted.make(written)),
  expected: "a secret",
  secret: true
} as const

const readUrl = Schema.decodeUnknownOption(Schema.URLFromString)

/** An absolute URL. Without credentials: they would end up in whatever prints the URL. */
export const url = (...schemes: ReadonlyArray<string>) => ({
  read: (written: string) =>
    Option.filter(
      readUrl(written),
      ({ hostname, password, protocol, username }) =>
        schemes.includes(protocol.slice(0, -1)) && hostname !== "" && username === "" && password === ""
    ),
  expected: `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}, without user and password`
})

/** A mail server's URL: it may hold a user and a password, and is never shown. */
export const mailServer = {
  read: (written: string) =>
    readUrl(written).pipe(
      Option.filter(({ hostname, hash, pathname, protocol, search }) =>
        (protocol === "smtp:" || protocol === "smtps:") && hostname !== "" && /^\/?$/.test(pathname) && search === "" &&
        hash === ""
      ),
      Option.filter(({ password, username }) => isPercentEncoded(username) && isPercentEncoded(password)),
      Option.map((url) => Redacted.make(url))
    ),
  expected: "a URL such as smtp://user:password@mail.example.com:587 (STARTTLS) or smtps://… (TLS), percent-encoded",
  secret: true
} as const

const isPercentEncoded = (text: string) => !/%(?![\da-f]{2})/i.test(text)

/** A mailbox, with or without a name before it. */
export const sender = {
  read: (written: string) => {
    const [, name = "", address = written] = /^\s*"?([^"<>]*?)"?\s*<([^<>]*)>\s*$/.exec(written) ?? []
    return Option.map(Result.getSuccess(readMailbox(address)), (mailbox) => ({ name: name.trim(), address: mailbox }))
  },
  expected: "a mailbox such as office@example.com or Clinic <office@example.com>"
} as const

/** A whole number, both bounds included. */
export const integer = (minimum: number, maximum: number) => ({
  read: Schema.decodeUnknownOption(
    Schema.FiniteFromString.check(Schema.isInt(), Schema.isBetween({ minimum, maximum }))
  ),
  expected: `a whole number from ${minimum} to ${maximum}`
})

/** A duration, both bounds included: Effect's or ISO 8601's spelling, `90s`, or plain seconds. */
export const duration = (minimum: `${number} ${Duration.Unit}`, maximum: `${number} ${Duration.Unit}`) => {
  const bounds = { minimum: Duration.fromInputUnsafe(minimum), maximum: Duration.fromInputUnsafe(maximum) }
  return {
    read: (written: string) => Option.filter(readDuration(written), Duration.between(bounds)),
    expected: `a duration from ${minimum} to ${maximum}, such as "45 seconds", "30 minutes", "90s" or plain seconds`
  }
}

/** How long something is kept. */
export const retention = {
  read: (written: string) =>
    written.toLowerCase() === "forever" ? Option.some(Duration.infinity) : duration("1 day", "3650 days").read(written),
  expected: "a duration from 1 day to 3650 days, such as \"30 days\", or `forever`"
}

const readKey = Schema.decodeUnknownOption(Schema.Uint8ArrayFromBase64)

export const journalKeys = {
  read: (written: string) => {
    const entries = written.split(/[\s,]+/).filter((entry) => entry !== "")
    const plain = entries.at(-1) === "plain"
    return Option.all(
      (plain ? entries.slice(0, -1) : entries).map((entry) =>
        readKey(entry).pipe(Option.filter(({ length }) => length === 32), Option.map((key) => Redacted.make(key)))
      )
    ).pipe(
      Option.flatMap(([first, ...others]) =>
        first === undefined ? Option.none() : Option.some({ keys: [first, ...others] as const, plain })
      )
    )
  },
  expected: "one or several keys with commas between them, each the base64 of 32 bytes (`openssl rand -base64 32`)",
  secret: true
} as const

/** One of these words, in any case. */
export const oneOf = <const L extends ReadonlyArray<string>>(...literals: L) => ({
  read: (written: string): Option.Option<L[number]> =>
    Option.fromNullishOr(literals.find((literal) => literal.toLowerCase() === written.toLowerCase())),
  expected: literals.join(", ").replace(/, ([^,]*)$/, " or $1"),
  choices: literals
})

/** Text of one shape. */
export const matching = (shape: RegExp, expected: string) => ({
  read: (written: string) => shape.test(written) ? Option.some(written) : Option.none<string>(),
  expected
})

/** The name of a SIP header. */
export const sipHeader = matching(
  /^[A-Za-z0-9!%*_+`'~.-]+$/,
  "the name of one SIP header, such as `X-Dialed-Number`"
)

/** A secret of one shape. */
export const secretMatching = (shape: RegExp, expected: string) => ({
  read: (written: string) => Option.map(matching(shape, expected).read(written), (value) => Redacted.make(value)),
  expected,
  secret: true
} as const)

/** Entries with commas or spaces between them, each read by itself. */
export const listOf = (read: (entry: string) => Option.Option<string>, expected: string) => ({
  read: (written: string): Option.Option<ReadonlyArray<string>> =>
    Option.all(written.split(/[\s,]+/).filter((entry) => entry !== "").map(read)),
  expected
})

/** A time zone of the IANA database. */
export const timeZone = {
  read: (written: string) => Option.as(zoneNamed(written), written),
  expected: "an IANA time zone such as America/Toronto"
}

/** Where a call can be sent: a number, or a `sip:` URI. */
export const target = {
  read: (written: string) => Result.getSuccess(readTarget(written, northAmerica)),
  expected: "a phone number such as +15145550100, or a sip: URI"
}
