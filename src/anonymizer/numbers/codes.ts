import { lookUp } from "../text/Lexicon.ts"
import { brands, list } from "../text/lists.ts"
import type { Reading } from "../text/Reading.ts"
import { topicOf } from "./about.ts"
import { postalCodes } from "./postal.ts"

const postal = /(?<![\p{L}\d])[a-z]\d[a-z][ -]{0,2}\d[a-z]\d(?![\p{L}\d])/giu
const british = /(?<![\p{L}\d])(?:[A-Z]{1,2}\d[A-Z\d]?) \d[A-Z]{2}(?![\p{L}\d])/gu
const health = /(?<![\p{L}\d])[a-z]{4}[ -]{0,2}\d{4}[ -]{0,2}\d{4}(?![\p{L}\d]|[ -]{1,2}\d)/giu
/** What a health card of Québec has behind its letters: a year, a month (fifty more for a woman), a day, two figures. */
const birth = /^\d\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d\d$/
const mixed = /(?<![\p{L}\d])(?!0x)(?=[\d-]{0,40}\p{L})[\p{L}\d]+(?:-[\p{L}\d]+)*(?![\p{L}\d])/gu

export const acronyms = list("acronyms")

export const squeezed = (text: string) => text.replace(/[\s-]/g, "").toUpperCase()

/** Codes as they are typed: postal codes, health cards of Québec, and whatever else mixes letters with many digits. */
export const typedCodes = (reading: Reading): void => {
  const each = (pattern: RegExp, found: (match: string, from: number, to: number) => void) => {
    for (const { 0: match, index } of reading.text.matchAll(pattern)) {
      const { from, to } = reading.tokensAt(index, index + match.length)
      if (reading.free(from, to)) found(match, from, to)
    }
  }
  each(postal, (match, from, to) => reading.take(from, to, "POSTAL", squeezed(match)))
  // `a BMW X5 4WD` looks like one.
  each(british, (match, from, to) => {
    if (topicOf(reading, from, to) === "POSTAL") reading.take(from, to, "POSTAL", squeezed(match))
  })
  postalCodes(reading)
  each(health, (match, from, to) => {
    // The letters are three of a family name and one of a given name: a word such as `visa` is none.
    // `Y comme Yvon 0924 1696` is being spelled.
    if (/\b(?:comme|in|for|pour)$/.test(reading.words(from - 2, from))) return
    const letters = match.slice(0, 4).toLowerCase()
    const born = /^\p{Lu}+$/u.test(match.slice(0, 4)) && birth.test(match.replace(/\D/g, ""))
    if ((born || lookUp(letters).ordinary === 0) && !brands.has(letters)) {
      reading.take(from, to, "HEALTH", squeezed(match))
    }
  })
  const versions = /\b(?:version codes?|codes? de version)\b/i
  if (reading.question.has("HEALTH") || versions.test(reading.text)) {
    each(/(?<![\p{L}\d])\p{Lu}{2}(?![\p{L}\d])/gu, (match, from, to) => {
      if (!reading.question.has("HEALTH") && !versions.test(reading.words(from - 6, to + 5))) return
      // `AB` is Alberta, too.
      const place = acronyms.has(match.toLowerCase()) &&
        /^(?:in|from|of|en|de|du|a)$/.test(reading.words(from - 1, from))
      if (!place && !/^(?:OK|ID|NO|IT|MY)$/.test(match)) reading.take(from, to, "HEALTH", match)
    })
  }
  each(mixed, (match, from, to) => {
    const code = squeezed(match)
    const digits = code.replace(/\D/g, "").length
    if (code.length < 5 || digits < 2 || digits === code.length) return
    const topic = topicOf(reading, from, to)
    const least = topic === "ACCOUNT" ? 2 : 3
    if (digits < least) return
    if (topic === "HEALTH" && digits >= 4) reading.take(from, to, "HEALTH", code)
    else if (digits >= 6 || topic === "ACCOUNT" || topic === "PIN") {
      reading.take(from, to, topic === "PIN" ? "PIN" : "ID_NUMBER", code)
    }
  })
}
