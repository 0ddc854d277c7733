import { type EntityType, numeric } from "../text/Entity.ts"
import { never } from "../text/lists.ts"
import { type NumberRun, numberRuns } from "../text/NumberRuns.ts"
import type { Reading } from "../text/Reading.ts"
import { lastTopic, type Topic, topicsOf } from "../text/Topics.ts"
import { months, ordinals } from "./dateWords.ts"
import { postalPieces } from "./postal.ts"

/** What an answer's numbers are, by what was asked. */
const asked: ReadonlyArray<readonly [Topic, EntityType]> = [
  ["CVV", "CVV"],
  ["SIN", "SIN"],
  ["HEALTH", "HEALTH"],
  ["CARD", "CARD"],
  ["DOB", "DOB"],
  ["ACCOUNT", "ID_NUMBER"],
  ["PHONE", "PHONE"],
  ["EMAIL", "EMAIL"]
]
/** Those of which nothing at all may be left. */
const gravest: ReadonlySet<EntityType> = new Set(["CARD", "CVV", "HEALTH", "SIN"])

const hour = /^(?:at|around|by|vers|avant|before|apres|after|until|till)$/
const counted =
  /^(?:h|am|pm|a\.m|o'clock|ans|years?|yrs?|mois|months?|jours?|days?|semaines?|weeks?|fois|times|kids?|enfants|cards?|cartes|numbers?|numeros|digits?|chiffres|lettres?|letters?|sec|secondes?|seconds?)$/

/** `2:30` */
const clock = ({ tokens }: Reading, { from, to }: NumberRun): boolean =>
  [from - 1, to].some((at) =>
    tokens[at]?.text === ":" && [at - 1, at + 1].every((side) => tokens[side]?.kind === "digits")
  )

const conjunction = /^(?:parce|because|cause|car|since|puisque|quand|lorsque|comme|si|mais)$/

/** Whether nothing that is counted stands behind it: `eighty-four.`, `cinq huit parce que`. */
const bare = ({ taken, tokens }: Reading, to: number): boolean => {
  const next = tokens[to]
  return next === undefined || next.kind !== "word" || taken[to] === true ||
    (!counted.test(next.folded) && (never.has(next.folded) || conjunction.test(next.folded)))
}

/** `Eleven, twenty-three, seventy-nine. November.` */
const datesLeft = (reading: Reading, runs: ReadonlyArray<NumberRun>): void => {
  for (const [at, { folded }] of reading.tokens.entries()) {
    const says = (months.has(folded) && !/^(?:may|mar|mai|dec)$/.test(folded)) ||
      (ordinals.has(folded) && !/^(?:first|second)$/.test(folded))
    if (!says || !reading.free(at, at + 1)) continue
    const to = runs.find(({ from }) => from === at + 1)?.to ?? at + 1
    if (bare(reading, to) && reading.free(at, to)) reading.take(at, to, "DOB", reading.words(at, to))
  }
}

const single = /^(?:une?|one|a|o)$/

/** Numbers that answer a question for one, whatever stands between them and what was taken for the answer. */
const answers = (reading: Reading, runs: ReadonlyArray<NumberRun>, counts: (run: NumberRun) => boolean): void => {
  const wanted = asked.find(([topic]) => reading.question.has(topic))?.[1]
  if (wanted === undefined) return
  if (wanted === "DOB") datesLeft(reading, runs)
  const given = reading.found.some(({ type }) => type === wanted)
  const grave = gravest.has(wanted)
  for (const run of runs) {
    const { digits, from, to } = run
    const timed = hour.test(reading.words(from - 1, from)) || counted.test(reading.words(to, to + 1)) ||
      /^(?:out of|[a-z]+ sur)$/.test(reading.words(from - 2, from)) || clock(reading, run)
    if (counts(run) || timed || !reading.free(from, to)) continue
    const about = lastTopic(reading.words(from - 6, from))
    if (about === "ORDER" || about === "ADDRESS") continue
    const word = reading.words(from, to)
    const enough = wanted === "CVV"
      ? digits.length < 9 && (digits.length > 1 || (!single.test(word) && bare(reading, to)))
      : wanted === "DOB"
      ? digits.length === 4 && /^(?:19|20)/.test(digits) && Number(digits) <= reading.year ||
        (given && digits.length === 2 && bare(reading, to))
      : digits.length >= (given || grave ? 2 : 3) && (digits.length > 3 || bare(reading, to))
    if (enough && (grave || given || wanted === "DOB")) reading.take(from, to, wanted, digits)
  }
}

const places =
  /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|middle|next|starting|premiere?|deuxieme|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|derniere?|prochaine?) (?:digit|number|figure|one|chiffre|numero)\b|\b(?:starts?|begins?|ends?|commence|finit|termine)\b/
const leadsTo =
  /^(?:[,:]|is|'s|was|should|must|be|c'|est|c'est|etait|devrait|doit|etre|not|pas|but|mais|with|in|by|par|en|an?|une?|le|la|the|it|ca|really|actually|bien|plutot|supposed|to|uh|um|euh)$/

/** What is valued by now: what was found, or asked for. */
const subject = (reading: Reading, at: number): EntityType | undefined => {
  const before = reading.found.filter(({ type }) => numeric.has(type))
  const start = reading.tokens[at]?.start ?? 0
  const near = before.filter(({ end }) => end <= start).sort((a, b) => b.end - a.end)[0] ?? before[0]
  const question = asked.find(([topic]) => topic !== "DOB" && topic !== "EMAIL" && reading.question.has(topic))?.[1]
  const told = topicsOf(reading.words(at - 20, at + 12))
  return near?.type ?? question ?? asked.find(([topic, type]) => gravest.has(type) && told.has(topic))?.[1]
}

const placedBehind =
  /^(?:at the (?:end|start|front|beginning)|in the middle|a la fin|au (?:debut|milieu|bout|commencement))\b/

/** One figure of a number, or two, by its place: `the last digit should be one`, `un 4 à la fin, mais c'est un sept`. */
const figures = (reading: Reading, runs: ReadonlyArray<NumberRun>): void => {
  let placed = false
  for (const { digits, from, to } of runs) {
    if (digits.length > 3 || !reading.free(from, to)) continue
    let lead = from
    while (lead > 0 && from - lead < 6 && leadsTo.test(reading.words(lead - 1, lead))) lead--
    const behind = placedBehind.test(reading.words(to, to + 4))
    const place = behind || (lead < from && (placed || places.test(reading.words(lead - 2, lead))) && bare(reading, to))
    const type = place ? subject(reading, from) : undefined
    if (type === undefined) continue
    reading.take(from, to, type, digits)
    placed = true
  }
}

const plural =
  /^(?:zeros|zeroes|ohs|ones|uns|twos|threes|fours|fives|sixes|sevens|eights|nines|zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf)$/
const allOf =
  /\b(?:all|only|just|nothing but|que|full|plein|rest|reste|juste)(?: (?:is|are|it|'s|c'|est|sont|all|of|de|des|rien|que|just|toute?s?))*(?: des)?$/
const toTheEnd =
  /^(?:(?:after that|from there|the rest of the way|(?:all the way )?(?:to|till|til|until) the end|jusqu' (?:a la fin|au bout)|apres))\b/

/** Figures that are told all at once: `4222 and then all twos till the end`, `le reste c'est des zéros`. */
const alike = (reading: Reading): void => {
  const found = reading.found.find(({ type }) => type === "CARD" || type === "SIN" || type === "HEALTH")
  if (found === undefined) return
  const { to: after } = reading.tokensAt(found.start, found.end)
  for (let at = after; at < Math.min(reading.tokens.length, after + 16); at++) {
    if (!plural.test(reading.tokens[at]?.folded ?? "") || reading.taken[at] !== false) continue
    const lead = allOf.exec(reading.words(Math.max(at - 8, after), at))
    if (lead === null) continue
    let from = at - lead[0].split(" ").length
    while (from < at && reading.taken[from] === true) from++
    const tail = toTheEnd.exec(reading.words(at + 1, at + 8))
    // `all zeros except the last which is a six`
    const but =
      /^(?:, )?(?:except|but|save|sauf|excepte)(?: [a-z']+){1,7}? (?=zero|one|two|three|four|five|six|seven|eight|nine|une?|deux|trois|quatre|cinq|sept|huit|neuf|\d)/
        .exec(reading.words(at + 1, at + 12))?.[0].trim().split(" ").length
    const to = at + 1 + (but === undefined ? tail?.[0].split(" ").length ?? 0 : but + 1)
    if (reading.free(from, to)) reading.take(from, to, found.type, found.key)
  }
}

/** What the other rules left of the numbers that were asked for or found: said in other words, or put right. */
export const leftovers = (reading: Reading, counts: (run: NumberRun) => boolean): void => {
  const concerned = reading.question.size > 0 || reading.found.length > 0
  if (!concerned && !/sin\b|nas\b|social|card|carte|health|ramq/i.test(reading.text)) return
  postalPieces(reading)
  const runs = numberRuns(reading.tokens, reading.taken)
  answers(reading, runs, counts)
  figures(reading, runs)
  alike(reading)
}
