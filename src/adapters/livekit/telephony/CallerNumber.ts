import { Option, Result } from "effect"
import { homeOf } from "../../../domain/NumberingPlan.ts"
import { normalize, type PhoneNumber } from "../../../domain/PhoneNumber.ts"
import { readNumber } from "../../../domain/WrittenNumber.ts"

/**
 * The caller's number as the gateway tells it; none where it is withheld, or none. One as it is dialled inside a country
 * (`01 45 55 01 42`) is read by that of the number that was called.
 */
export const callerNumber = (
  attributes: Readonly<Record<string, string>>,
  dialled: Option.Option<PhoneNumber>
): Option.Option<PhoneNumber> => {
  const written = attributes["sip.phoneNumber"]
  return written === undefined ? Option.none() : Option.orElse(
    normalize(written),
    () => Option.flatMap(dialled, (number) => Result.getSuccess(readNumber(written, homeOf(number))))
  )
}
