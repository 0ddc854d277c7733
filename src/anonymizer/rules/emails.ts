import type { Reading } from "../Reading.ts"
import { isAbout } from "../Topics.ts"
import { EmailReader } from "./EmailReader.ts"
import { providers } from "./emailWords.ts"

const typed =
  /[\p{L}\d](?:[\p{L}\d._%+-]{0,63})@[\p{L}\d](?:[\p{L}\d-]{0,62})(?:\.[\p{L}\d](?:[\p{L}\d-]{0,62})){1,5}/gu

/** Addresses as they are typed, and as they are spoken: `marie point tremblay arobas gmail point com`. */
export const emails = (reading: Reading): void => {
  const { question, taken, text, tokens } = reading
  for (const { 0: match, index } of text.matchAll(typed)) {
    const { from, to } = reading.tokensAt(index, index + match.length)
    if (reading.free(from, to)) reading.take(from, to, "EMAIL", match.toLowerCase())
  }
  const reader = new EmailReader(tokens, taken)
  for (let at = 0; at < tokens.length; at++) {
    if (taken[at] === true) continue
    const sign = reader.signEnd(at)
    const bare = sign === -1 ? reader.bareEnd(at) : -1
    if (sign === -1 && bare === -1) continue
    const said = question.has("EMAIL") || reader.certain(at) || isAbout(reading.words(at - 20, at), "EMAIL")
    const domain = sign === -1 ? at : sign
    const end = sign === -1 ? (said ? bare : -1) : reader.domainEnd(domain, said, reader.certain(domain - 1))
    if (end === -1 || !reading.free(at, end)) continue
    // `a` is a preposition before it is a sign: it takes a known provider.
    if (sign !== -1 && reader.weak(at, sign) && !providers.has(reader.word(sign))) continue
    const start = reader.localStart(at, said)
    if (start === at && !said) continue
    const key = reader.canonical(start, at, domain, end)
    const attempt = reader.attempt(start)
    if (attempt !== undefined) reading.take(attempt.from, attempt.to, "EMAIL", key)
    reading.take(start, end, "EMAIL", key)
    for (const from of reader.repeats(start, at)) {
      if (reading.free(from, from + at - start)) reading.take(from, from + at - start, "EMAIL", key)
    }
    at = end - 1
  }
}
