import { Option, Schema } from "effect"

/** An E.164 number such as `+14507004061`. Private: never in a log, a span, an error or a path. */
export const PhoneNumber = Schema.String.check(
  Schema.isPattern(/^\+[1-9]\d{6,14}$/, { message: "Expected an E.164 number such as +14507004061" })
).pipe(Schema.brand("PhoneNumber"))
export type PhoneNumber = typeof PhoneNumber.Type

/** Where a call can be transferred to: a number as `tel:+1…`, or a `sip:` URI. */
export const TransferTarget = Schema.String.check(
  Schema.isPattern(/^(tel:\+[1-9]\d{6,14}|sips?:[^\s@]+@[^\s@]+)$/, {
    message: "Expected a phone number or a sip: URI"
  })
).pipe(Schema.brand("TransferTarget"))
export type TransferTarget = typeof TransferTarget.Type

const isPhoneNumber = Schema.is(PhoneNumber)
const isTransferTarget = Schema.is(TransferTarget)

/**
 * Reads a number as trunks and people write it: `+1 450-700-4061`, `tel:+14507004061`, `sip:+14507004061@host`,
 * `0014507004061`, `4507004061` and `14507004061` (North America, where ten digits need no country).
 */
export const normalize = (written: string): Option.Option<PhoneNumber> => {
  const user = written.trim().replace(/^(tel|sips?):/i, "").split(/[@;?]/, 1)[0] ?? ""
  if (!/^\+?[\d\s().\-/]+$/.test(user)) return Option.none()
  const digits = user.replace(/\D/g, "")
  const e164 = user.startsWith("+")
    ? `+${digits}`
    : digits.startsWith("00")
    ? `+${digits.slice(2)}`
    : digits.length === 10
    ? `+1${digits}`
    : `+${digits}`
  return isPhoneNumber(e164) ? Option.some(e164) : Option.none()
}

/** A department's `phone_number` as a REFER target: a `sip:` URI stays as it is, a number becomes `tel:+…`. */
export const transferTarget = (written: string): Option.Option<TransferTarget> => {
  const trimmed = written.trim()
  if (/^sips?:/i.test(trimmed)) return isTransferTarget(trimmed) ? Option.some(trimmed) : Option.none()
  return Option.map(normalize(trimmed), (number) => TransferTarget.make(`tel:${number}`))
}
