import { Option, Result } from "effect"
import type { Fault } from "./AgentProblem.ts"
import { isHost, privateHost } from "./Host.ts"
import {
  callingCodeOf,
  type Country,
  countryName,
  homeOf,
  isCountry,
  isCountryCode,
  northAmerica,
  type Planned,
  plannedOf
} from "./NumberingPlan.ts"
import { normalize, type PhoneNumber } from "./PhoneNumber.ts"
import { parseSip, type SipAddress, type TransferTarget } from "./TransferTarget.ts"
import { readNumber } from "./WrittenNumber.ts"

/** Where the operator lets calls go; entries as `readAllowed` and `readSipHost` give them. */
export interface TransferRules {
  /** `own` (the country of the agent's own number), countries such as `CA`, and prefixes such as `+33` and `+1900`. */
  readonly allow: ReadonlyArray<string>
  /** Hosts such as `pbx.example.com`, `*.example.com` for all below one, `*` for all that are public. */
  readonly sipHosts: ReadonlyArray<string>
}

export const defaultRules: TransferRules = { allow: ["own"], sipHosts: [] }

// Codes that are no country's; libphonenumber has no list of them.
const worldwideCodes = new Set(["800", "808", "870", "878", "881", "882", "883", "888", "979"])

const beginsWithCode = (digits: string) =>
  [1, 2, 3].some((length) => isCountryCode(digits.slice(0, length))) || worldwideCodes.has(digits.slice(0, 3))

/** Reads one entry of `allow`, in any case. */
export const readAllowed = (written: string): Option.Option<string> => {
  const country = written.toUpperCase()
  return written.toLowerCase() === "own"
    ? Option.some("own")
    : isCountry(country) || (/^\+[1-9]\d{0,13}$/.test(written) && beginsWithCode(written.slice(1)))
    ? Option.some(country)
    : Option.none()
}

/** Reads one entry of `sipHosts`, in any case. */
export const readSipHost = (written: string): Option.Option<string> => {
  const host = written.toLowerCase()
  return host === "*" || isHost(host.replace(/^\*\./, "")) ? Option.some(host) : Option.none()
}

/** Decides whether a call may be sent somewhere. */
export type TransferPolicy = (target: TransferTarget) => Result.Result<TransferTarget, Fault>

// What calls to it cost is set by whoever is called, or by nobody who can be known: where fraud earns its money.
const dear: Partial<Record<NonNullable<Planned["kind"]>, string>> = {
  PREMIUM_RATE: "a premium-rate number",
  SHARED_COST: "a shared-cost number",
  UAN: "a universal access number",
  PERSONAL_NUMBER: "a personal number, which leads anywhere",
  PAGER: "a pager",
  VOICEMAIL: "the access to a voice mailbox"
}

const dearness = ({ callingCode, kind, number, worldwide }: Planned): string | undefined =>
  worldwide
    ? ["870", "881", "882", "883"].includes(callingCode)
      ? "a satellite or worldwide network"
      : "a worldwide service"
    // Not in the metadata: Canada's satellite code, and of every area code the premium exchange and directory assistance.
    : number.startsWith("+1600")
    ? "a satellite network"
    : /^\+1\d{3}976/.test(number) && kind !== "TOLL_FREE"
    ? "a premium-rate number"
    : kind && dear[kind]
    ? dear[kind]
    : /^\+1\d{3}5551212$/.test(number) && kind !== "TOLL_FREE"
    ? "directory assistance"
    : undefined

/** A toll-free number is every country's that shares the code. */
const isOf = (country: Country, { callingCode, country: actual, kind }: Planned) =>
  actual === country || (kind === "TOLL_FREE" && callingCode === callingCodeOf(country))

/** `+1` alone is Canada and the United States: its other countries are called at other rates. */
const hasPrefix = (prefix: string, planned: Planned) =>
  prefix === "+1"
    ? northAmerica.some((near) => isOf(near, planned))
    : planned.number.startsWith(prefix) && prefix.length > planned.callingCode.length

/** A dear range is meant by who names it, not by who names the country around it. */
const namesDear = (prefix: string, planned: Planned) =>
  hasPrefix(prefix, planned) && (planned.worldwide || prefix.length > planned.callingCode.length + 1)

const listed = (countries: ReadonlyArray<Country>) => countries.map(countryName).join(" or ")

const decideNumber = (
  number: string,
  allow: ReadonlyArray<string>,
  home: ReadonlyArray<Country>
): Fault | undefined => {
  const planned = plannedOf(number)
  if (planned === undefined) return { expected: "a number of a country", why: "it is nobody's" }
  const why = dearness(planned)
  if (why !== undefined) {
    return allow.some((entry) => entry.startsWith("+") && namesDear(entry, planned))
      ? undefined
      : { expected: "a number at an ordinary rate", why: `it is ${why}; TRANSFER_ALLOW with its prefix would allow it` }
  }
  const allowed = allow.some((entry) =>
    entry === "own"
      ? home.some((country) => isOf(country, planned))
      : isCountry(entry)
      ? isOf(entry, planned)
      : hasPrefix(entry, planned)
  )
  if (allowed) return undefined
  const expected = [
    ...allow.includes("own") && home.length > 0 ? [`a number of ${listed(home)}`] : [],
    ...allow.some((entry) => entry !== "own") ? ["one that TRANSFER_ALLOW names"] : []
  ].join(", or ") || "no number at all"
  return {
    expected,
    why: planned.country === undefined
      ? "its country cannot be told; TRANSFER_ALLOW with its prefix would allow it"
      : `it is one of ${countryName(planned.country)}; TRANSFER_ALLOW with ${planned.country} would allow it`
  }
}

const hostAllowed = (host: string, rules: ReadonlyArray<string>) =>
  rules.includes(host) || (privateHost(host) === undefined
    && rules.some((rule) => rule === "*" || (rule.startsWith("*.") && host.endsWith(rule.slice(1)))))

/** A user that is a number is called as one by the host: as the world reads it, or as it is dialled at home. */
const dialledBy = ({ user }: SipAddress, home: ReadonlyArray<Country>): ReadonlyArray<PhoneNumber> =>
  /^\+?\d[\d.-]{6,}$/.test(user)
    ? [normalize(user), Result.getSuccess(readNumber(user, home))].flatMap(Option.toArray)
    : []

/**
 * The operator's policy for the departments of one agent. `own` is the agent's number, undefined where nobody knows it:
 * what its country's numbers are, and what would call the agent again. Asked when an agent is read, and again before a
 * call is referred.
 */
export const transferPolicy = (
  { allow, own, sipHosts }: TransferRules & { readonly own: PhoneNumber | undefined }
): TransferPolicy => {
  const home = homeOf(own)
  const decide = (number: string): Fault | undefined =>
    number === own
      ? { expected: "a number other than the agent's own", why: "the call would come back" }
      : decideNumber(number, allow, home)
  const decideSip = (address: SipAddress): Fault | undefined => {
    if (!hostAllowed(address.host, sipHosts)) {
      return {
        expected: "a host that TRANSFER_SIP_HOSTS names",
        why: privateHost(address.host) ?? (sipHosts.length === 0 ? "it names none" : "it names others")
      }
    }
    const numbers = dialledBy(address, home)
    return numbers.length === 0 && address.user.startsWith("+")
      ? { expected: "a user, or a number before the @" }
      : numbers.map(decide).find((refusal) => refusal !== undefined)
  }
  return (target) => {
    const refusal = target.startsWith("tel:")
      ? decide(target.slice("tel:".length))
      : Result.match(parseSip(target), { onFailure: (why) => ({ expected: "a sip: URI", why }), onSuccess: decideSip })
    return refusal === undefined ? Result.succeed(target) : Result.fail(refusal)
  }
}
