import { withoutAsides } from "./Asides.ts"
import { inFigures } from "./ClockWords.ts"
import { isCondition } from "./Conditions.ts"
import { inDays, withSentences } from "./Letters.ts"
import { plain } from "./Plain.ts"
import { withoutRemarks } from "./Remarks.ts"
import type { Token } from "./Tokens.ts"
import { tokensAt } from "./Words.ts"

/** A token, and the line that it stands in, from 0. */
export type Scanned = Token & { readonly line: number }

export interface Scan {
  readonly tokens: ReadonlyArray<Scanned>
  /** Time zones that the text names, by a zone that keeps the same time. */
  readonly zones: ReadonlyArray<string>
  /** On how many days it is said to be open. */
  readonly counts: ReadonlyArray<number>
}

/** A zone that keeps the same time, its adjective, its places, and its letters. */
const zones: ReadonlyArray<readonly [zone: string, adjective: string, places: string, letters: string]> = [
  ["America/Toronto", "eastern", "(?:de l')?est|montreal|toronto|quebec|ottawa", "E[SD]?T|HNE|HAE|HE"],
  ["America/Winnipeg", "central", "(?:du )?centre|winnipeg", "C[SD]T|CT|HNC|HAC"],
  ["America/Edmonton", "mountain", "(?:des )?rocheuses|edmonton|calgary", "M[SD]T|MT|HNR|HAR"],
  ["America/Vancouver", "pacific", "(?:du )?pacifique|vancouver", "P[SD]T|PT|HNP|HAP"],
  ["America/Halifax", "atlantic", "(?:de l')?atlantique|halifax", "A[SD]T|AT|HNA|HAA"],
  ["Europe/Paris", "paris", "paris", "CES?T"]
]

const zonePatterns = zones.map(([zone, adjective, places, letters]) => ({
  zone,
  // Capitals after a time, or alone in parentheses: « est » and « et » are words, too.
  letters: new RegExp(`(?<=(?:\\d|[hH]|[aApP]\\.?[mM]\\.?)\\s?\\(?|\\()(?:${letters})(?=\\s*(?:[),.;]|$))`, "g"),
  names: new RegExp(
    `heure (?:normale |avancee )?(?:de |d')?(?:${places})(?![a-z])|` +
      `(?<![a-z])(?:${adjective}|${places})(?: standard| daylight)? time(?![a-z])|` +
      `(?<=\\d\\s?|m\\.?\\s?|\\()${adjective}(?![a-z])`,
    "gi"
  )
}))

const time = "(?:a |at |is |est |: ?)*\\d{1,2}(?: ?(?:h|:|\\.) ?\\d{2}| ?h)?(?: ?[ap]\\.?m\\.?)?"

/** A day or a time that is the last one is no guest. */
const unit =
  "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|day|week|month|(?:of|du|de)(?![a-z])|jour|semaine|mois|hour|heure|minute|open|until|till)"

/** What ends before the office closes is no end of its hours. */
const lastServed = new RegExp(
  `(?:(?:last|final|derniere?s?)(?: (?!${unit})[a-z]+(?:-[a-z]+)?){1,2}|(?:the )?kitchen (?:closes|shuts)|(?:la )?cuisine (?:fermee?|jusqu'a)) ` +
    `${time}(?![a-z0-9]| ?-)`,
  "g"
)

/** The same by how long before. */
const lastBefore = new RegExp(
  `(?:last|final|derniere?s?)(?: (?!${unit})[a-z]+(?:-[a-z]+)?){1,2}(?: is| est)? (?:\\d+ ?[a-z]+|half an hour|une demi-heure) ` +
    "(?:before|avant) (?:we close|clos(?:ing|e)(?: time)?|la fermeture|fermeture)",
  "g"
)

/** Where to turn when it is closed says nothing of when it is open. */
const elsewhere = new RegExp(
  "(?:(?:for|in case of|in an?|if (?:this is|it's|you have)|pour|en cas d'|si c'est) ?)?(?:any |an |all |life-threatening |medical |les |une |toute )?" +
    "(?:urgences?|emergenc(?:y|ies))(?: (?:after|outside|en dehors|hors)[a-z' ]*)?[,:]? " +
    "(?:please )?(?:hang up and )?(?:call|dial|composez|appelez|faites)(?: le)? (?:9-?1-?1|[+(]?\\d[-\\d ().]{8,}\\d)(?![a-z0-9])",
  "g"
)

const day = "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)"

const meal = new RegExp(
  "(?<!(?:closed|fermee?s?|ferme|pause|break)(?: for| at| pour| a)?(?: le| l'heure du| the)? )" +
    "(breakfast|brunch|lunch|dinner|supper|dejeuner|diner|souper|service du (?:midi|soir))(?: service| is)?(?: ?:)?" +
    `(?= ?(?:de |from |served )?(?:\\d|noon|midi)|( (?:on |du |le |les )?(?:${day}|[mtwf]-)))`,
  "g"
)

/** "Lunch 11-3, dinner 5-10": hours of the same house, where the evening's are among them. A lunch alone is a break. */
const withoutMeals = (text: string) => {
  const meals = text.match(meal) ?? []
  const has = (name: RegExp) => meals.some((meal) => name.test(meal))
  const evenings = /(?<![a-z])(?:evenings|soirs?)(?![a-z])/.test(text)
  const isEvening = /^(?:dinner|supper|souper|service du soir)/
  if (meals.length < (evenings ? 1 : 2) || !(evenings || has(isEvening) || (has(/^dejeuner/) && has(/^diner/)))) {
    return text
  }
  // "Lunch Tue-Fri 11:30-2, dinner Tue-Sat 5-9:30": parts of days that are not alike.
  return text.replace(
    meal,
    (_, name: string, day: string | undefined) =>
      isEvening.test(name) ? "evenings" : day === undefined ? "" : "mornings"
  )
}

/** Begins what is said of hours: before it stands at most a name. */
const begins: ReadonlySet<Token["_tag"]> = new Set(["Days", "Clock", "AllDay", "Closed", "Until", "Except"])

/** What joins words to a name says nothing of hours. */
const inTitle: ReadonlySet<Token["_tag"]> = new Set(["And", "To", "Slash", "Region", "Including", "Apart"])

/** A day's first letters, in front of others or of a sign: a name has none of them. */
const isShortDay = (word: string, rest: string) =>
  /^(?:lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su|[lmjvsdtwf])$/.test(word) &&
  /^\.?\s*(?:[-,>/&+](?!\s?[bcghiknopqruxyz])|(?:et|and|au?|to)\s|(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)|(?:lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su|[lmjvsdtwf])(?![a-z']))/
    .test(rest)

/** Only letters that days begin with: « LMJ », "MWF". */
const isLetters = /^(?=[a-z]{3})(?:l?m{0,2}j?v?s?d?|m?t?w?(?:th?)?f?s{0,2})$/

/** What makes a range of days of the word before it, which then is a day that nobody knows. */
const reachesDay = /^\.?(?:-| (?:au|a|to|thru|through) )(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)/

/** The same of each day: « ts les jours 11 h ». */
const areDays = /^(?: les| the)? (?:jours?|jrs?|days?) ?[:,]? ?(?:(?:de|from) )?\d/

interface Line {
  readonly tokens: ReadonlyArray<Token>
  /** Whether hours have begun by its end. */
  readonly begun: boolean
}

/** For whom, in front of hours: they are not everybody's. */
const isForSome = (line: string) =>
  /^(?:only |seulement )?(?:for|pour) (?!(?:the |our |les |nos )?(?:hours|heures))/.test(line)

/** What is said of a house, by its name. */
const ofHouse = /^ (?:is|are|est|sont|will be|remains?|reste|closes|ferme)(?![a-z])/

/** `names`: the words in front of hours, which may be the house's name. */
const scanLine = (text: string, begunBefore: boolean, names: Set<string>): Line | undefined => {
  if (!begunBefore && isForSome(text)) return undefined
  const tokens: Array<Token> = []
  let begun = begunBefore
  let at = 0
  while (at < text.length) {
    const found = tokensAt(text, at)
    if (found?.said.some(({ _tag }) => _tag === "Unknown") === true) return undefined
    if (found !== undefined) {
      begun ||= found.said.some(({ _tag }) => begins.has(_tag))
      tokens.push(...begun ? found.said : found.said.filter(({ _tag }) => !inTitle.has(_tag)))
      at = found.end
      continue
    }
    const [word = ""] =
      /^[a-z']+(?:-(?!(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim))[a-z']*)*/.exec(text.slice(at)) ?? []
    const rest = text.slice(at + word.length)
    // "Courthouse hours: …. The courthouse is closed on holidays."
    if (begun && names.has(word) && ofHouse.test(rest)) {
      at += word.length
      continue
    }
    if (begun || word === "" || isCondition(word)) return undefined
    if (reachesDay.test(rest) || areDays.test(rest) || isShortDay(word, rest) || isLetters.test(word)) return undefined
    if (!/[&/]| (?:and|et) /.test(text)) names.add(word)
    at += word.length
  }
  return { tokens, begun }
}

/** The words of a text that say something; or the line, from 0, that has a word that nobody knows. */
export const scan = (text: string): Scan | number => {
  const tokens: Array<Scanned> = []
  const counts: Array<number> = []
  const found = new Set<string>()
  const names = new Set<string>()
  let begun = false
  const unzoned = text.split(/\r\n|\r|\n/).map((written) =>
    zonePatterns.reduce((rest, { letters, names, zone }) => {
      const without = rest.replace(letters, "").replace(names, "")
      if (without !== rest) found.add(zone)
      return without
    }, plain(written))
  )
  const words = inDays(withoutMeals(inFigures(withSentences(unzoned.join("\n").toLowerCase()))))
  for (const [line, written] of words.split("\n").entries()) {
    const said = scanLine(
      withoutAsides(
        withoutRemarks(written.replace(elsewhere, ""), tokens).replace(lastServed, "").replace(lastBefore, "")
      ),
      begun,
      names
    )
    if (said === undefined) return line
    begun = said.begun
    counts.push(...said.tokens.flatMap((token) => token._tag === "Count" ? [token.days] : []))
    // Between days and times it is in nobody's way.
    const told = said.tokens.filter(({ _tag }) => _tag !== "Count")
    tokens.push(...told.map((token) => ({ ...token, line })), { _tag: "Stop", line })
  }
  return { tokens, zones: [...found], counts }
}
