import { lookUp } from "../text/Lexicon.ts"
import { never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import { isAbout } from "../text/Topics.ts"
import { EmailReader } from "./EmailReader.ts"
import { asksDomain, endings, providers, unmistakable } from "./emailWords.ts"

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
    // `mooseknuckle 88 on yahoo`
    const provided = question.has("EMAIL") && at > 0 && /^(?:on|sur|with|avec)$/.test(reader.word(at)) &&
      unmistakable.has(reader.word(at + 1)) && !never.has(reader.word(at - 1))
    const sign = provided ? at + 1 : reader.signEnd(at)
    const bare = sign === -1 ? reader.bareEnd(at) : -1
    if (sign === -1 && bare === -1) continue
    const said = question.has("EMAIL") || reader.certain(at) || isAbout(reading.words(at - 20, at), "EMAIL")
    const domain = sign === -1 ? at : sign
    const end = sign === -1 ? (said ? bare : -1) : reader.domainEnd(domain, said, reader.certain(domain - 1))
    if (end === -1 || !reading.free(at, end)) continue
    // `a` is a preposition before it is a sign: it takes a known provider.
    const weak = sign !== -1 && reader.weak(at, sign) && !providers.has(reader.word(sign))
    if (weak && !(question.has("EMAIL") && reader.dotted(end))) continue
    const start = reader.localStart(at, said, said || unmistakable.has(reader.word(domain)))
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
  if (question.has("EMAIL")) {
    pieces(reading, reader)
  }
  // `point d i o r`, which goes on with what was said a turn before.
  const opening = tokens[0]?.kind === "word" ? reader.linkEnd(0) : -1
  const spelled = opening !== -1 &&
    tokens.slice(opening, opening + 3).every(({ folded, kind }) => kind === "word" && folded.length === 1)
  const rest = spelled || (opening !== -1 && question.has("EMAIL")) ? reader.localEnd(opening) : -1
  if (rest > opening && reading.free(0, rest)) reading.take(0, rest, "EMAIL", reader.canonical(0, rest, rest, rest))
}

/** Whether `dot` stands between parts of an address, and not between any two words. */
const between = (left: string, right: string): boolean => {
  const told = (word: string) => word !== "" && !never.has(word)
  const odd = (word: string) => word.length === 1 || /^\d/.test(word) || lookUp(word).ordinary === 0
  return told(left) && told(right) && (odd(left) || odd(right) || endings.has(right))
}

/** Half an address, where one is asked for: `bell point net`, `tuan pham underscore m t l`. */
const pieces = (reading: Reading, reader: EmailReader): void => {
  const { taken, tokens } = reading
  const first = tokens.findIndex(({ folded, kind }) => kind === "word" && !never.has(folded))
  const domain = asksDomain.test(reading.asked) && first !== -1 ? reader.domainEnd(first, true, true) : -1
  if (domain !== -1 && reading.free(first, domain)) {
    reading.take(first, domain, "EMAIL", reader.canonical(first, first, first, domain))
    return
  }
  for (let at = 1; at < tokens.length; at++) {
    const link = taken[at] === true ? -1 : reader.linkEnd(at)
    const left = reader.word(tokens[at - 1]?.kind === "sign" ? at - 2 : at - 1)
    if (link === -1 || (/^(?:dot|point)$/.test(reader.word(at)) && !between(left, reader.word(link)))) continue
    const start = reader.localStart(at, true)
    const end = reader.localEnd(link)
    if (start === at || end === link || !reading.free(start, end)) continue
    reading.take(start, end, "EMAIL", reader.canonical(start, end, end, end))
    at = end
  }
}
