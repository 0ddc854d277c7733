import { Predicate, Result, Schema } from "effect"
import type { Fault } from "./AgentProblem.ts"
import { isHost } from "./Host.ts"
import type { Country } from "./NumberingPlan.ts"
import { PhoneNumber } from "./PhoneNumber.ts"
import { readNumber } from "./WrittenNumber.ts"

const longest = 256

/** The parts of a `sip:` or `sips:` URI; the host in lower case, an IPv6 address in brackets. */
export interface SipAddress {
  readonly scheme: "sip" | "sips"
  readonly user: string
  readonly host: string
  readonly port?: number
  readonly parameters: ReadonlyArray<string>
}

// What of RFC 3261 a department needs: a user without escapes or password, a host, a port, two parameters, no headers.
const sipUri = /^(sips?):([^@:;?]*)@(\[[\da-f:.]+\]|[^[\]:;?@]+)(?::(\d+))?((?:;[^;?]*)*)$/i
const user = /^[\w.+*~!-]{1,64}$/
const parameter = /^(?:transport=(?:udp|tcp|tls)|user=phone)$/

/** Reads a `sip:` or `sips:` URI. Fails with what is wrong with it. */
export const parseSip = (uri: string): Result.Result<SipAddress, string> => {
  if (uri.length > longest) return Result.fail(`it is longer than ${longest} characters`)
  if (/[\p{Cc}\s]/u.test(uri)) return Result.fail("there is a space or a control character in it")
  if (uri.includes("?")) return Result.fail("headers, which follow a ?, are not sent: leave them out")
  const [, scheme = "", name = "", hostText = "", port, rest = ""] = sipUri.exec(uri) ?? []
  const host = hostText.toLowerCase()
  if (host === "") return Result.fail("it is not of the form sip:user@host")
  if (!user.test(name)) return Result.fail("before the @ can stand 1 to 64 letters, digits and . _ - + * ~ !")
  if (!isHost(host)) return Result.fail("after the @ is no host's name or address")
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return Result.fail("its port is none")
  const parameters = rest.toLowerCase().split(";").slice(1)
  if (!parameters.every((written) => parameter.test(written)) || new Set(parameters).size < parameters.length) {
    return Result.fail("after a ; can stand transport=udp, transport=tcp, transport=tls and user=phone only")
  }
  return Result.succeed({
    scheme: scheme.toLowerCase() === "sips" ? "sips" : "sip",
    user: name,
    host,
    ...port !== undefined && { port: Number(port) },
    parameters
  })
}

const rendered = ({ host, parameters, port, scheme, user }: SipAddress) =>
  [`${scheme}:${user}@${host}${port === undefined ? "" : `:${port}`}`, ...parameters].join(";")

/** Where a call can be transferred to: a number as `tel:+1…`, or a `sip:` URI as `parseSip` takes it. */
export const TransferTarget = Schema.String.check(
  Schema.makeFilter(
    (target: string) =>
      Result.isSuccess(parseSip(target)) || (target.startsWith("tel:") && Schema.is(PhoneNumber)(target.slice(4))),
    { message: "Expected a phone number or a sip: URI" }
  )
).pipe(Schema.brand("TransferTarget"))
export type TransferTarget = typeof TransferTarget.Type

/** Where it leads, without what tells whose it is: `tel:+1514…99`, `sip:…@pbx.example.com`. */
export const masked = (target: TransferTarget): string =>
  target.startsWith("tel:")
    ? `${target.slice(0, 9)}…${target.slice(-2)}`
    : target.replace(/^(sips?:)[^@]*@/i, "$1…@")

/**
 * Reads what an operator writes as the number of a department: a number as `readNumber` reads it, or a SIP URI. Gives
 * the target of a REFER.
 */
export const readTarget = (
  written: unknown,
  home: ReadonlyArray<Country>
): Result.Result<TransferTarget, Fault> => {
  if (Predicate.isString(written) && /^\s*<?\s*sips?:/i.test(written)) {
    const visible = written.slice(0, 2 * longest).replace(/\p{Cf}/gu, "").trim()
    return parseSip(/^<([^<>]*)>$/.exec(visible)?.[1] ?? visible).pipe(
      Result.map((address) => TransferTarget.make(rendered(address))),
      Result.mapError((why) => ({ expected: "a sip: URI", example: "\"sip:reception@pbx.example.com\"", why }))
    )
  }
  return Result.map(readNumber(written, home), (number) => TransferTarget.make(`tel:${number}`))
}
