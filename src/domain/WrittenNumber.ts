import { Predicate, Result } from "effect"
import type { Fault } from "./AgentProblem.ts"
import {
  callingCodeOf,
  type Country,
  countryName,
  exampleOf,
  isCountryCode,
  lengthsIn,
  type Planned,
  plannedIn,
  plannedOf
} from "./NumberingPlan.ts"
import { parametersOf, PhoneNumber, plainText, withoutBrackets } from "./PhoneNumber.ts"

const fault = (home: Country | undefined, why?: string): Fault => ({
  expected: "a phone number",
  example: `"${exampleOf(home ?? "CA")}"`,
  ...why !== undefined && { why }
})

/** Far more than any number or URI of one has. */
const longest = 256

const digitCount = (text: string) => text.replace(/\D/g, "").length

/** Which numbers are taken: those in a range that their country uses, or any that have its length. */
type Ranges = "used" | "any"

/** Why a number that begins with a plus is none, or the number. */
const international = (e164: string, ranges: Ranges): Result.Result<PhoneNumber, string> => {
  const planned = plannedOf(e164)
  if (planned === undefined) {
    const digits = digitCount(e164)
    return Result.fail(
      digits < 7 ? "too short" : digits > 15 ? "too long: a number has 15 digits at most" : "no country has its code"
    )
  }
  const size = planned.number.length - 1 - planned.callingCode.length
  // Seven digits of +1 are dialled within an area code, and mean nothing outside of it.
  const sizes = planned.callingCode === "1" ? [10] : planned.country === undefined ? [] : lengthsIn(planned.country)
  if (sizes.length > 0 && !sizes.includes(size)) {
    const wrong = size < Math.min(...sizes)
      ? "too short"
      : size > Math.max(...sizes)
      ? "too long"
      : "of no right length"
    return Result.fail(`${wrong}: ${size} digits after the country's code, where ${sizes.join(" or ")} are needed`)
  }
  return planned.valid || (ranges === "any" && !/^\+1([01]|...[01])/.test(planned.number))
    ? Result.succeed(PhoneNumber.make(planned.number))
    : Result.fail(
      `no number of ${
        planned.callingCode === "1"
          ? "North America"
          : planned.country === undefined
          ? "its country"
          : countryName(planned.country)
      } begins with these digits`
    )
}

/** Inside a country: digits without its code, with or without the 0 or 1 before them. */
const nationally = (digits: string, home: Country, ranges: Ranges): Result.Result<PhoneNumber, string> => {
  const code = callingCodeOf(home)
  if (code === "1" && digits.length === 7) return Result.fail("the area code is missing")
  const planned: Planned | undefined = plannedIn(digits, home)
  const read = planned === undefined ? Result.fail("too short") : international(planned.number, ranges)
  return Result.mapError(read, (why) =>
    plannedOf(`+${digits}`)?.valid === true
      ? "a number of another country begins with a + and the country's code"
      : why)
}

const textual = (written: string, home: Country | undefined, ranges: Ranges): Result.Result<PhoneNumber, string> => {
  if (written.length > longest) return Result.fail(`longer than ${longest} characters`)
  if (/\p{Cc}/u.test(written.trim())) return Result.fail("there is a control character in it")
  const uri = withoutBrackets(plainText(written)).replace(/^tel:/i, "").replace(/^sips?:([^@]*)@.*$/i, "$1")
  const [subscriber = ""] = uri.split(";", 1)
  const parameters = parametersOf(uri)
  if (
    parameters.some(([name]) => name === "ext" || name === "isub") ||
    /\d\s*(#|[^\d\s]*(x|ext|poste|extension)\W*)\s*\d+\s*$/i.test(subscriber)
  ) {
    return Result.fail("an extension cannot be dialled: the number that rings there directly is needed")
  }
  if (parameters.some(([name]) => name !== "phone-context")) {
    return Result.fail("nothing but a number can be dialled: leave out what follows the semicolon")
  }
  const context = parameters.find(([name]) => name === "phone-context")?.[1]
  if (context !== undefined && !/^\+[\d\-.() ]+$/.test(context)) {
    return Result.fail("its phone-context is no country and area code")
  }
  if (/\p{L}/u.test(subscriber)) return Result.fail("letters cannot be dialled: write the digits that they stand for")
  if (!/^[\d\s().\-/+]*$/.test(subscriber)) return Result.fail("only digits, spaces and + - ( ) . / can stand in it")
  const compact = `${context ?? ""}${subscriber}`.replace(/[^\d+]/g, "")
  if (!/\d/.test(compact)) return Result.fail("there is no digit in it")
  if (compact.lastIndexOf("+") > 0) return Result.fail("a + can stand at its beginning only")
  if (compact.startsWith("+")) return international(compact, ranges)
  const abroad = home !== undefined && callingCodeOf(home) === "1" ? /^(?:00|011)(\d+)$/ : /^00(\d+)$/
  const [, digits] = abroad.exec(compact) ?? []
  if (digits !== undefined) return international(`+${digits}`, ranges)
  return home === undefined
    ? Result.fail("without a + and the country's code it is nobody's")
    : nationally(compact, home, ranges)
}

/** YAML and JSON drop the + or the 0 of a number without quotes: what is left must be whole without it. */
const numeric = (written: number, home: Country | undefined): Result.Result<PhoneNumber, string> => {
  const digits = String(written)
  const code = home === undefined ? "" : callingCodeOf(home)
  const whole = code === "1" && /^1?\d{10}$/.test(digits)
    ? nationally(digits, home ?? "CA", "used")
    : digits.startsWith(code) && isCountryCode(code)
    ? international(`+${digits}`, "used")
    : Result.fail("")
  return Result.mapError(whole, () => "without quotes it loses the + or 0 that it begins with: put it in quotes")
}

const read = (written: unknown, home: Country | undefined, ranges: Ranges) =>
  Predicate.isString(written) && written.trim() !== ""
    ? Result.mapError(textual(written, home, ranges), (why) => fault(home, why))
    : Predicate.isNumber(written)
    ? Result.mapError(numeric(written, home), (why) => fault(home, why))
    : Result.fail(fault(home))

/**
 * Reads a number as people write it in a file: with a plus, with `00` or `011` for it, as a `tel:` or `sip:` URI, or as
 * it is dialled in `home`, the country of the agent's own number. It must be one that can be called: of the right
 * length, and in a range that its country uses (that of the fictional 555-01XX is in use).
 */
export const readNumber = (written: unknown, [home]: ReadonlyArray<Country>): Result.Result<PhoneNumber, Fault> =>
  read(written, home, "used")

/** The same for the agent's own number, which the carrier has given: any number of the right length is one. */
export const readOwnNumber = (written: unknown, [home]: ReadonlyArray<Country>): Result.Result<PhoneNumber, Fault> =>
  read(written, home, "any")
