import { Predicate, Result } from "effect"
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

/** What a phone number is to look like, with an example; `why` completes it with what is wrong with this one. */
const expected = (home: Country | undefined, why?: string): string => {
  const form = `a phone number such as "${exampleOf(home ?? "CA")}"`
  return why === undefined ? form : `${form} (${why})`
}

const digitCount = (text: string) => text.replace(/\D/g, "").length

/** Why a number that begins with a plus is none, or the number. */
const international = (e164: string): Result.Result<PhoneNumber, string> => {
  const planned = plannedOf(e164)
  if (planned === undefined) {
    return Result.fail(digitCount(e164) > 15 ? "more than the 15 digits that a number can have" : "no country has its code")
  }
  const size = planned.number.length - 1 - planned.callingCode.length
  const sizes = planned.country === undefined
    ? planned.callingCode === "1" ? [10] : []
    : lengthsIn(planned.country)
  if (sizes.length > 0 && !sizes.includes(size)) {
    return Result.fail(
      `too ${size < Math.min(...sizes) ? "short" : "long"}: ${size} digits after +${planned.callingCode}, where ${
        sizes.join(" or ")
      } are needed`
    )
  }
  return planned.valid
    ? Result.succeed(PhoneNumber.make(planned.number))
    : Result.fail(
      planned.country === undefined || planned.callingCode === "1"
        ? `no number of +${planned.callingCode} begins with these digits`
        : `no number of ${countryName(planned.country)} begins with these digits`
    )
}

/** Inside a country: digits without its code, with or without the 0 or 1 before them. */
const nationally = (digits: string, home: Country): Result.Result<PhoneNumber, string> => {
  const code = callingCodeOf(home)
  if (code === "1" && digits.length === 7) return Result.fail("the area code is missing")
  const planned: Planned | undefined = plannedIn(digits, home)
  const read = planned === undefined ? Result.fail("too short") : international(planned.number)
  return Result.mapError(read, (why) =>
    plannedOf(`+${digits}`)?.valid === true
      ? "a number of another country begins with a + and the country's code"
      : why)
}

const textual = (written: string, home: Country | undefined): Result.Result<PhoneNumber, string> => {
  if (/\p{Cc}/u.test(written.trim())) return Result.fail("there is a control character in it")
  const uri = withoutBrackets(plainText(written)).replace(/^tel:/i, "")
  const [subscriber = ""] = uri.split(";", 1)
  const parameters = parametersOf(uri)
  if (parameters.some(([name]) => name === "ext" || name === "isub") || /\d\s*(#|[^\d\s]*(x|ext|poste|extension)\W*)\s*\d+\s*$/i.test(subscriber)) {
    return Result.fail("an extension cannot be dialled: the number that rings there directly is needed")
  }
  if (parameters.some(([name]) => name !== "phone-context")) return Result.fail("nothing but a number can be dialled: leave out what follows the semicolon")
  const context = parameters.find(([name]) => name === "phone-context")?.[1]
  if (context !== undefined && !/^\+[\d\-.() ]+$/.test(context)) {
    return Result.fail("its phone-context is no country and area code")
  }
  if (/\p{L}/u.test(subscriber)) return Result.fail("letters cannot be dialled: write the digits that they stand for")
  if (!/^[\d\s().\-/+]*$/.test(subscriber)) return Result.fail("only digits, spaces and + - ( ) . / can stand in it")
  const compact = `${context ?? ""}${subscriber}`.replace(/[^\d+]/g, "")
  if (!/\d/.test(compact)) return Result.fail("there is no digit in it")
  if (compact.lastIndexOf("+") > 0) return Result.fail("a + can stand at its beginning only")
  if (compact.startsWith("+")) return international(compact)
  const abroad = home !== undefined && callingCodeOf(home) === "1" ? /^(?:00|011)(\d+)$/ : /^00(\d+)$/
  const [, digits] = abroad.exec(compact) ?? []
  if (digits !== undefined) return international(`+${digits}`)
  return home === undefined
    ? Result.fail("it begins with a + and the country's code")
    : nationally(compact, home)
}

/** YAML and JSON drop the + or the 0 of a number without quotes: what is left must be whole without it. */
const numeric = (written: number, home: Country | undefined): Result.Result<PhoneNumber, string> => {
  const digits = String(written)
  const code = home === undefined ? "" : callingCodeOf(home)
  const whole = code === "1" && /^1?\d{10}$/.test(digits)
    ? nationally(digits, home ?? "CA")
    : digits.startsWith(code) && isCountryCode(code)
    ? international(`+${digits}`)
    : Result.fail("")
  return Result.mapError(whole, () => "without quotes it loses the + or 0 that it begins with: put it in quotes")
}

/**
 * Reads a number as people write it in a file: with a plus, with `00` or `011` for it, as `tel:`, or as it is dialled in
 * `home`, the country of the agent's own number. It must be one that can be called: of the right length, and in a range
 * that its country uses (that of the fictional 555-01XX is in use). Fails with what was expected, an example of it and
 * what is wrong, without a digit of what was written.
 */
export const readNumber = (
  written: unknown,
  [home]: ReadonlyArray<Country>
): Result.Result<PhoneNumber, string> => {
  if (Predicate.isString(written) && written.trim() !== "") {
    return Result.mapError(textual(written, home), (why) => expected(home, why))
  }
  return Predicate.isNumber(written)
    ? Result.mapError(numeric(written, home), (why) => expected(home, why))
    : Result.fail(expected(home))
}
