import type { Reading } from "../text/Reading.ts"

/** What is written in one piece and no word is: `@momo.la.frite`, `mme_pipistrelle`, `lapatate99`. */
const piece = /(?<![\p{L}\d@._-])@?[\p{L}\d]+(?:[._-][\p{L}\d]+)*(?![\p{L}\d@_])/gu
const formed = /^@|_|^\p{L}[\p{L}._-]{2,40}\d|^\p{L}{3,}\.\p{L}/u

/** What somebody is called, or lets in with, elsewhere. */
const elsewhere =
  /\b(?:user ?names?|identifiants?|log ?ins?|handle|pseudo\w*|gamer ?tag|steam|xbox|insta\w*|tik ?tok|facebook|twitter|snap\w*|skype|discord|wi ?-? ?fi|utilisateur|usager|utilisatrice|passwords?|mots? de passe|passphrase)\b/

/** A record's keys under which nothing else stands. */
const keys = /^(?:buzz(?:er)?|user ?name|log ?in|password|handle)$/

/** What a site is, and nobody on it. */
const site = /^(?:www|https?)\b|\.(?:com|ca|org|net|fr|qc|be|ch|uk)$/i

/** Names of users and passwords as they are typed, where one is asked for or told. */
export const handles = (reading: Reading): void => {
  const end = reading.tokens.length
  if (keys.test(reading.asked) && reading.free(0, end)) {
    reading.take(0, end, "ID_NUMBER", reading.words(0, end))
    return
  }
  const asked = elsewhere.test(reading.asked)
  for (const { 0: match, index } of reading.text.matchAll(piece)) {
    if (!formed.test(match) || site.test(match)) continue
    const { from, to } = reading.tokensAt(index, index + match.length)
    const told = asked || elsewhere.test(reading.words(from - 12, from)) || elsewhere.test(reading.words(to, to + 6))
    if (told && reading.free(from, to)) reading.take(from, to, "ID_NUMBER", match.toLowerCase())
  }
}
