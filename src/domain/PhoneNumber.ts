import { Option, Schema } from "effect"
import { plannedOf } from "./NumberingPlan.ts"

/** An E.164 number such as `+14507004061`. Private: never in a log, a span, an error or a path. */
export const PhoneNumber = Schema.String.check(
  Schema.isPattern(/^\+[1-9]\d{6,14}$/, { message: "Expected an E.164 number such as +14507004061" })
).pipe(Schema.brand("PhoneNumber"))
export type PhoneNumber = typeof PhoneNumber.Type

const isPhoneNumber = Schema.is(PhoneNumber)

/** As it was meant: without invisible characters, with plain digits, spaces and hyphens. */
export const plainText = (written: string): string =>
  written.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/\p{Pd}|\u2212/gu, "-").replace(/\s/gu, " ").trim()

/** Without the brackets of a SIP header: `"Anne" <sip:anne@h>;tag=1` is `sip:anne@h`. */
export const withoutBrackets = (plain: string): string =>
  /^(?:"[^"<>]*"\s*|[^"<>:@;]*)<([^<>]*)>(?:;[^<>]*)?$/.exec(plain)?.[1]?.trim() ?? plain

/** What stands after the semicolons of a `tel:` or `sip:` URI, by its name in lower case. */
export const parametersOf = (uri: string): ReadonlyArray<readonly [name: string, value: string]> =>
  uri.split(";").slice(1).map((parameter) => {
    const [name = "", ...value] = parameter.split("=")
    return [name.trim().toLowerCase(), value.join("=").trim()]
  })

const digitsOf = (text: string) => text.replace(/\D/g, "")

const wellFormed = (e164: string): Option.Option<PhoneNumber> => isPhoneNumber(e164) ? Option.some(e164) : Option.none()

/** `+44 (0)20 …` is written with a 0 that is not dialled. */
const abroad = (e164: string): Option.Option<PhoneNumber> => {
  const planned = plannedOf(e164)
  return wellFormed(planned?.valid === true ? planned.number : e164)
}

const isInUse = (e164: string) => plannedOf(e164)?.valid === true

/**
 * Without a plus, digits are only what they must be: a number of North America, or one that its country really has. What
 * may be both is the one that is in use, and North America's where both are, or neither.
 */
const withoutPlus = (digits: string): Option.Option<PhoneNumber> => {
  const northAmerican = /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits) ? wellFormed(`+1${digits.slice(-10)}`) : Option.none()
  return Option.filter(northAmerican, isInUse).pipe(
    Option.orElse(() => Option.filter(wellFormed(`+${digits}`), isInUse)),
    Option.orElse(() => northAmerican)
  )
}

/**
 * Reads a number as trunks and callers' devices give it: `+1 450-700-4061`, `tel:+14507004061`,
 * `<sip:+14507004061@host>`, `tel:555-0100;phone-context=+1514`, with `00` or `011` for the plus, and `4507004061` or
 * `14507004061` (North America, where ten digits need no country). With a plus, anything of E.164's form is taken: the
 * carrier knows. What an operator writes is read more strictly: `readNumber`.
 */
export const normalize = (written: string): Option.Option<PhoneNumber> => {
  if (written.length > 256) return Option.none()
  const uri = withoutBrackets(plainText(written)).replace(/^(tel|sips?):/i, "")
  const [user = ""] = uri.split(/[@;?]/, 1)
  if (!/^\+?[\d\s().\-/]+$/.test(user)) return Option.none()
  const context = parametersOf(uri).find(([name]) => name === "phone-context")?.[1] ?? ""
  const digits = digitsOf(user)
  if (user.startsWith("+")) return abroad(`+${digits}`)
  if (/^\+\d/.test(context)) return abroad(`+${digitsOf(context)}${digits}`)
  const [, dialled] = /^(?:00|011)(.*)$/.exec(digits) ?? []
  return dialled === undefined ? withoutPlus(digits) : abroad(`+${dialled}`)
}
