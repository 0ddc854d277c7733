import { never } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"

/** What is written in one piece and no word is: `@momo.la.frite`, `mme_pipistrelle`, `lapatate99`. */
const piece = /(?<![\p{L}\d@._-])@?[\p{L}\d]+(?:[._-][\p{L}\d]+)*(?![\p{L}\d@_])/gu
const formed = /^@|_|^\p{L}[\p{L}._-]{2,40}\d|^\p{L}{3,}\.\p{L}/u

/** What somebody is called, or lets in with, elsewhere. */
const elsewhere =
  /\b(?:user ?(?:names?|ids?)|identifiants?|nom d' utilisateur|log ?ins?|handle|pseudo\w*|gamer ?tag|steam|xbox|insta\w*|tik ?tok|facebook|twitter|snap\w*|skype|discord|wi ?-? ?fi|utilisateur|usager|utilisatrice|passwords?|mots? de passe|pass ?phrase|(?:secret|security|pass|code|safe|verification) ?(?:word|phrase|answer|question)|(?:mot|phrase) (?:secrete?|convenue?|de (?:securite|passe)))\b/

/** A record's keys under which nothing else stands. */
const keys = /^(?:buzz(?:er)?|user ?name|log ?in|password|handle)$/

/** What a site is, and nobody on it. */
const site = /^(?:www|https?)\b|\.(?:com|ca|org|net|fr|qc|be|ch|uk)$/i

/** What tells one: `my handle's …`, `mon login c'était …`. */
const tells = new RegExp(`(?:${elsewhere.source})(?: (?:is|'s|was|says|c'|est|etait|dit|:))+$`)
/** A question that wants the name itself, and no yes or no. */
const wants =
  /\b(?:what|which|quel(?:le)?s?|quoi|(?:have|get) (?:the|your)|needs?|requires?|faut|besoin)\b|(?:^|[.!?] )(?:[^ ]+ ){1,10}\?$/
/** What an answer begins with. */
const opening =
  /^(?:uh|um|er|euh|ben|oh|yeah|oui|ok|so|alors|it|it's|'s|that|c'|est|etait|was|is|ca|my|mon|ma|i|'m|at|mettons|disons|say|,)$/
const articles = /^(?:the|le|la|les|l')$/
const notOne =
  /^(?:same|one|posted|usual|old|wrong|locked|expired?|broken|gone|taken|invalide?|lost|stuck|working|blocked|bloque|perdu|oublie|forgot\w*|refuse|correct|reset|changed|sure|hang|aucune?|meme|sais|souviens|fine|good|bad|case|there|here|none|never|jamais|idea|idee)$/
const inside = /^(?:an?|the|is|of|des?|du|la|les?|l'|d'|at|by|comme)$/
const most = 8

/** Where the words end that begin at `at` and may be such a name; `at` where none do. */
const wordsEnd = (reading: Reading, at: number): number => {
  const word = (i: number) => reading.tokens[i]?.folded ?? ""
  const counts = (i: number) => reading.counts(i, i + 1)
  const first = articles.test(word(at)) ? at + 1 : at
  if (
    reading.tokens[first]?.kind === "sign" || notOne.test(word(first)) || (never.has(word(first)) && !counts(first))
  ) {
    return at
  }
  let to = first
  while (to - at < most && reading.free(to, to + 1) && !/^[.,;:!?\u2026\u2029]$/.test(word(to))) {
    if (word(to).length > 1 && never.has(word(to)) && !inside.test(word(to)) && !counts(to)) break
    to++
  }
  // Figures alone are read as the numbers that they are.
  const named = reading.tokens.slice(at, to).some(({ kind }, i) => kind === "word" && !counts(at + i))
  return named ? to : at
}

/** `zouzou underscore coiffe`: nothing else is said so, but an address of mail. */
const underscored = /^(?:underscore|barre du bas|tiret (?:du )?bas|soulignes?)\b/

/** `at muddy boots`: the sign that such a name begins with. */
const atSign = /^(?:at|@|arr?oba\w*)$/
/** What leads to another one, where somebody is not sure: `hirondelle… ou c'était rossignol`. */
const instead =
  /^(?:[,.;…?] )*(?:or|ou|no|non|mets|put|try|essayez)(?: (?:no|non|it's|it|'s|was|c'|c'est|est|etait|mets|try|aussi|maybe|,))*(?= )/

/** Names and passwords of several words, as they are said. */
const spoken = (reading: Reading, asked: boolean): void => {
  const take = (first: number, to: number): void => {
    const from = atSign.test(reading.words(first - 1, first)) ? first - 1 : first
    if (to === first || !reading.free(from, to)) return
    reading.take(from, to, "ID_NUMBER", reading.words(from, to))
    const other = instead.exec(reading.words(to, to + 8))?.[0].split(" ").length
    if (other !== undefined) take(to + other, wordsEnd(reading, to + other))
  }
  if (
    asked && wants.test(reading.asked) && !/^(?:when|how|why|did|do|quand|comment|pourquoi|avez)\b/.test(reading.asked)
  ) {
    let at = 0
    while (opening.test(reading.words(at, at + 1)) || atSign.test(reading.words(at, at + 1))) at++
    take(at, wordsEnd(reading, at))
  }
  for (let at = 1; at < reading.tokens.length; at++) {
    if (tells.test(reading.words(at - 8, at))) take(at, wordsEnd(reading, at))
    const sign = underscored.exec(reading.words(at, at + 3))?.[0].split(" ").length
    if (sign === undefined || reading.question.has("EMAIL")) continue
    let from = at
    while (at - from < 4 && reading.free(from - 1, from) && /^[^,.:;!?]/.test(reading.words(from - 1, from))) {
      if (never.has(reading.words(from - 1, from)) && !/^(?:at|a)$/.test(reading.words(from - 1, from))) break
      from--
    }
    if (from < at) take(from, wordsEnd(reading, at + sign))
  }
}

/** Names of users and passwords as they are typed or said, where one is asked for or told. */
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
  spoken(reading, asked)
}
