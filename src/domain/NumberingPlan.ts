import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
  type PhoneNumberType
} from "libphonenumber-js/max"
import examples from "libphonenumber-js/mobile/examples"

/** A country or territory by its two ISO 3166 letters. */
export type Country = CountryCode

/** What the world's numbering plans say of a number: `country` and `kind` are undefined where they say nothing. */
export interface Planned {
  readonly number: string
  readonly callingCode: string
  readonly country: Country | undefined
  readonly kind: PhoneNumberType | undefined
  /** Its digits are in a range that is in use. */
  readonly valid: boolean
  /** Its country code is nobody's country: satellites, networks and services of the whole world. */
  readonly worldwide: boolean
}

/** The countries that numbers without a country code are taken for where nothing else is known: all that is plain +1. */
export const northAmerica: ReadonlyArray<Country> = ["CA", "US"]

// Of the metadata that libphonenumber-js comes with, only `max` tells premium and shared-cost numbers from others.
const parse = (text: string, country?: Country): Planned | undefined => {
  const read = country === undefined
    ? parsePhoneNumberFromString(text, { extract: false })
    : parsePhoneNumberFromString(text, { extract: false, defaultCountry: country })
  return read && {
    number: read.number,
    callingCode: read.countryCallingCode,
    country: read.country,
    kind: read.getType(),
    valid: read.isValid(),
    worldwide: read.isNonGeographic()
  }
}

/** A number of the form `+…`. Undefined where its country code is nobody's. */
export const plannedOf = (number: string): Planned | undefined => parse(number)

/** Digits as they are dialled inside `country`. */
export const plannedIn = (digits: string, country: Country): Planned | undefined => parse(digits, country)

/**
 * The countries at whose rates a number is called from next door: its own; where that cannot be told (toll-free, an
 * area code that is nobody's), Canada and the United States for +1.
 */
export const homeOf = (number: string | undefined): ReadonlyArray<Country> => {
  const planned = number === undefined ? undefined : plannedOf(number)
  if (planned === undefined) return northAmerica
  const told = planned.country !== undefined && planned.kind !== "TOLL_FREE"
  return told || planned.callingCode !== "1"
    ? planned.country === undefined ? [] : [planned.country]
    : northAmerica
}

export const isCountry = (text: string): text is Country => isSupportedCountry(text)

const countryCodes = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)))

/** `text` is the code of at least one country, such as `33`; codes of satellites and worldwide services are none. */
export const isCountryCode = (text: string): boolean => countryCodes.has(text)

export const callingCodeOf = (country: Country): string => getCountryCallingCode(country)

/** How many digits follow the country code: `[9]` for France. */
export const lengthsIn = (country: Country): ReadonlyArray<number> => {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  return metadata.numberingPlan?.possibleLengths() ?? []
}

/** A number of `country` that shows the form. */
export const exampleOf = (country: Country): string =>
  callingCodeOf(country) === "1"
    ? "+15145550100"
    : getExampleNumber(country, examples)?.number ?? `+${callingCodeOf(country)}…`

const names = new Intl.DisplayNames(["en"], { type: "region" })

export const countryName = (country: Country): string => names.of(country) ?? country
