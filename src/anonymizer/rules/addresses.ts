import { lookUp } from "../Lexicon.ts"
import { brands } from "../person/words.ts"
import type { Reading } from "../Reading.ts"
import { topicsOf } from "../Topics.ts"
import { AddressReader, directions } from "./AddressReader.ts"

/** `1234 King`, where it is said to be an address, has a direction, or stands as only an address does. */
const untyped = (
  address: AddressReader,
  at: number,
  number: { readonly digits: string; readonly to: number },
  said: boolean
): number | undefined => {
  const first = /^(?:de|du|of)$/.test(address.word(number.to)) ? number.to + 1 : number.to
  const name = address.token(first)
  if (name === undefined || !address.named(first) || number.digits.length < 2) return undefined
  const { ordinary } = lookUp(name.folded)
  if (!name.capital && (ordinary > 0 || name.folded.length < 3)) return undefined

  let end = first + 1
  while (address.named(end) && end - first < 4) {
    const word = address.token(end)
    if (word?.capital !== true && !directions.has(address.word(end)) && lookUp(address.word(end)).ordinary > 0) break
    end++
  }
  const directed = end - first > 1 && /^(?:north|south|east|west|nord|sud|est|ouest)$/.test(address.word(end - 1))
  // `le 4567 Papineau`: figures that are no year, and a name that is nothing else.
  const bare = name.capital && ordinary === 0 && !brands.has(name.folded) &&
    /^\d{3,5}$/.test(address.word(at)) && !/^(?:19|20)\d\d$/.test(number.digits) &&
    /^(?:le|au|the|at|a|,|:)$/.test(address.word(at - 1))
  if (!directed && !bare && !said) return undefined

  let to = first + 1
  while (
    address.usable(to) &&
    (address.token(to)?.capital === true || address.word(to) === "-" || directions.has(address.word(to)))
  ) to++
  return address.word(to - 1) === "-" ? to - 1 : to
}

/** Addresses: a number with a street, or a box, and what follows them: unit, town, province. */
export const addresses = (reading: Reading): void => {
  const address = new AddressReader(reading)
  for (let at = 0; at < reading.tokens.length; at++) {
    if (!address.usable(at)) continue
    const number = address.houseNumber(at)
    const said = number !== undefined &&
      (reading.question.has("ADDRESS") || topicsOf(reading.words(at - 8, at)).has("ADDRESS"))
    const street = address.box(at) ?? (number === undefined ? undefined : (
      address.englishStreet(number.to) ?? address.frenchStreet(number.to, said) ??
        untyped(address, at, number, said)
    ))
    if (street === undefined) {
      if (number !== undefined) at = number.to - 1
      continue
    }
    const end = address.tail(street)
    reading.take(at, end, "ADDRESS", reading.words(at, street).replace(/[^\p{L}\d]+/gu, " ").trim())
    at = end - 1
  }
}
