import { parsePhoneNumberFromString } from "libphonenumber-js"
import type { EntityType } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import { list } from "../text/lists.ts"
import { misheard, type NumberRun, numberRuns } from "../text/NumberRuns.ts"
import type { Reading } from "../text/Reading.ts"
import { firstTopic, lastTopic, type Topic } from "../text/Topics.ts"
import { telling, topicOf } from "./about.ts"
import { cardFirst, codesBehindCards } from "./beside.ts"
import { leftovers } from "./leftovers.ts"
import { ledBy, lettered, pairEnd } from "./lettered.ts"
import { ofTown } from "./postal.ts"

export const measures = list("measures")

/** Whether what stands at `at` counts or measures: the number in front of it is an amount. */
export const measuredBy = (tokens: Reading["tokens"], at: number): boolean =>
  measures.has(tokens[at]?.folded ?? "") || (tokens[at]?.folded === "pour" && tokens[at + 1]?.folded === "cent")

/** The check digit of cards and Canadian social insurance numbers. */
export const luhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** E.164 where the digits are a number of some country that callers come from; else undefined. */
const e164 = (digits: string, international: boolean): string | undefined => {
  if (digits.length < 7 || digits.length > 15) return undefined
  if (international) return parsePhoneNumberFromString(`+${digits}`)?.number
  if (/^1?[2-9]\d{9}$/.test(digits)) return `+1${digits.slice(-10)}`
  if (/^0[1-9]\d{8}$/.test(digits)) return parsePhoneNumberFromString(digits, "FR")?.number
  return digits.startsWith("011") || digits.startsWith("00")
    ? parsePhoneNumberFromString(`+${digits.replace(/^0+1{0,2}/, "")}`)?.number
    : undefined
}

/** A run of seven digits and more is always private; what it is about, and its checksum, decide only what it is called. */
const longType = (digits: string, topic: Topic | undefined, groups: ReadonlyArray<number>): EntityType => {
  const length = digits.length
  const card = length >= 13 && length <= 19 && /^(?:[3456]|2[2-7])/.test(digits)
  if (card && luhn(digits)) return "CARD"
  if (topic === "CARD" && length >= 11) return "CARD"
  if (topic === "HEALTH") return "HEALTH"
  if (topic === "SIN" && length <= 11) return "SIN"
  // As Ontario prints it.
  if (topic === undefined && groups.join() === "4,3,3") return "HEALTH"
  if (topic === "DOB" && length <= 8) return "DOB"
  if (length >= 15 && length <= 17 && topic !== "ACCOUNT") return "CARD"
  if (length === 9 && topic !== "PHONE" && topic !== "ACCOUNT" && topic !== "ORDER") {
    if (luhn(digits) || groups.join() === "3,3,3") return "SIN"
  }
  if (topic === "ACCOUNT" && groups.join() !== "3,3,4") return "ID_NUMBER"
  if (topic === "PHONE" && length <= 15) return "PHONE"
  const phone = length === 7 || length === 10 || (length === 11 && /^[01]/.test(digits))
  const written = length === 10 && groups.join() === "3,3,4"
  return written || (phone && topic !== "ORDER" && topic !== "ACCOUNT") ? "PHONE" : "ID_NUMBER"
}

const areaCodeAfter =
  /^(?:[,.…] )*(?:(?:that|it|c'|ca|which|being)(?: |$))?(?:(?:is|'s|est)(?: |$))?(?:(?:the|my|our|le|l'|mon)(?: |$))?(?:area code|code regional|indicatif)/
const areaCode = /\b(?:area code|code regional|indicatif(?: regional)?)(?: (?:is|est|c' est|,|:|le))*$/

/** What a run of two to six digits is, if what is said around it makes it private. */
const shortType = (
  length: number,
  topic: Topic | undefined,
  reading: Reading,
  run: NumberRun
): EntityType | undefined => {
  const { question } = reading
  const hour = /^(?:at|a|around|by|vers|avant|before|apres|after|until|till)$/.test(
    reading.words(run.from - 1, run.from)
  )
  if (question.has("READBACK") && !hour && (topic === undefined || topic === "PHONE")) {
    const corrected = /\b(?:no|non|not|pas|nope|actually|plutot|wrong|instead)\b/.test(reading.words(0, run.to))
    const all = run.from < 3 && reading.tokens[run.to]?.kind !== "word"
    if (length > 2 || corrected || all) return "PHONE"
  }
  switch (topic) {
    case "CVV":
      return length >= 2 && (length <= 4 || run.corrected !== undefined) ? "CVV" : undefined
    case "PIN":
      // `the code i think thirty-seven…`: what is told of it without a question is worth less.
      return length >= 3 ||
          (length === 2 && /\b(?:my|the|mon|le) (?:[a-z]+ )?code\b/.test(reading.words(run.from - 9, run.from)) &&
            !/^(?:to|a|-)$/.test(reading.words(run.to, run.to + 1)) &&
            (reading.tokens[run.to]?.kind !== "word" ||
              /^(?:and|et|pis|or|ou)$/.test(reading.words(run.to, run.to + 1))))
        ? "PIN"
        : undefined
    case "EXPIRY":
      return length >= 3 ? "EXPIRY" : undefined
    case "LAST_DIGITS": {
      if (length < 3 || length > 5) return undefined
      const about = lastTopic(reading.words(run.from - 16, run.from), numbered) ??
        firstTopic(reading.words(run.to, run.to + 8), numbered) ??
        [...numbered].find((one) => question.has(one))
      return about === "CARD" || about === "SIN" || about === "HEALTH" || about === "PHONE" ? about : "ID_NUMBER"
    }
    case "DOB":
      return length >= 4 ? "DOB" : undefined
    case "HEALTH":
      return length >= 4 ? "HEALTH" : undefined
    case "SIN":
      return length >= 3 ? "SIN" : undefined
    case "CARD":
      return length >= 4 ? "CARD" : undefined
    case "ACCOUNT":
      return length >= 4 || (length === 3 && question.has("ACCOUNT")) ||
          /\b(?:institution|transit|plates?|plaques?|immatriculation)\b/.test(reading.words(run.from - 6, run.from))
        ? "ID_NUMBER"
        : undefined
    case "POSTAL":
      return length === 5 || (question.has("POSTAL") && length >= 2 && length <= 5) ? "POSTAL" : undefined
    case "PHONE": {
      const asked = length >= 3 && question.has("PHONE") && !hour
      return length === 6 || asked || (length === 3 && (areaCode.test(reading.words(run.from - 4, run.from)) ||
          areaCodeAfter.test(reading.words(run.to, run.to + 7))))
        ? "PHONE"
        : undefined
    }
    default:
      return undefined
  }
}

const numbered: ReadonlySet<Topic> = new Set(["ACCOUNT", "CARD", "HEALTH", "ORDER", "PHONE", "SIN"])
/** The digits that were meant, where some were taken back: of the lengths that numbers have, the first that is left. */
const meant = ({ corrected, digits }: NumberRun, topic: Topic | undefined): string => {
  if (corrected === undefined) return digits
  const lengths = topic === "CARD" ? [16, 15] : topic === "SIN" ? [9] : topic === "HEALTH" ? [12, 10] : [10, 7, 9, 16]
  const excess = lengths.map((length) => digits.length - length).find((more) =>
    more > 0 && more <= 6 && more <= corrected
  )
  return excess === undefined ? digits : digits.slice(0, corrected - excess) + digits.slice(corrected)
}

/** How many digits are all of it. */
const whole: Partial<Record<Topic, number>> = { PHONE: 10, CARD: 15, SIN: 9, HEALTH: 10, ACCOUNT: 7 }
const phoneLength = 10
const farthest = 9
/** `local` is a room in French, but behind a number. */
const extensions = /(?:^| )(?:extension|ext|poste|, local)$/

/** Whether the pieces break where a telephone number does: behind three digits, then six. `148 sur 92` does not. */
const dialled = (chain: ReadonlyArray<NumberRun>): boolean => {
  let length = 0
  return chain.every(({ digits }) => {
    length += digits.length
    return length === 3 || length >= 6
  })
}

/**
 * The runs that together are one number, though more than fillers stands in between: `the area code is 514, and then it's
 * 555 0147`. Just the first where it is enough; where nothing says what it is, only what is as long as a telephone number.
 */
const together = (
  reading: Reading,
  runs: ReadonlyArray<NumberRun>,
  first: number,
  topic: Topic | undefined
): ReadonlyArray<NumberRun> => {
  const [head] = runs.slice(first, first + 1)
  const enough = topic === undefined ? phoneLength : whole[topic]
  if (head === undefined || enough === undefined) return head === undefined ? [] : [head]
  const chain = [head]
  let length = head.digits.length
  for (const next of runs.slice(first + 1, first + 8)) {
    const last = chain.at(-1) ?? head
    const about = lastTopic(reading.words(last.to, next.from), telling)
    const apart = next.from - last.to > farthest || (about !== undefined && about !== topic && about !== "LAST_DIGITS")
    const after = reading.tokens[next.to]
    const alone = next.digits.length < 2 && (topic === undefined || after?.kind === "word")
    if (length >= Math.min(enough, 7) && (topic === "PHONE" || length >= enough)) break
    if (length + next.digits.length > 19) break
    if (apart || alone || measuredBy(reading.tokens, next.to) || !reading.free(next.from, next.to)) break
    chain.push(next)
    length += next.digits.length
  }
  if (topic === undefined) {
    return length === phoneLength && head.digits.length % 3 === 0 && dialled(chain)
      ? chain
      : [head]
  }
  return length >= 7 ? chain : [head]
}

/** Where `, extension 12` ends, `poste 234`, `clé 45`: part of the number it follows. */
const extensionAfter = (reading: Reading, next: NumberRun | undefined, to: number): number | undefined => {
  const between = next === undefined || next.from - to > 4 ? "" : reading.words(to, next.from)
  return next !== undefined && next.digits.length <= 5 &&
      (/^(?:, )?(?:ext|ext \.|extension|poste|x)(?: (?:is|number|le))?$/.test(between) ||
        /^(?:, )?(?:(?:et|and|avec|with) )?(?:(?:la|the) )?(?:cle|clef|key)(?: (?:c' est|est|is|,|:))*$/.test(between))
    ? next.to
    : undefined
}

/** A code of two digits with the word beside it that was its third: `to oh nine`, `oh nine for`. */
const sounding = ({ tokens }: Reading, from: number, to: number): readonly [from: number, to: number] => {
  const heard = (at: number) => (misheard.get(tokens[at]?.folded ?? "") ?? "") !== ""
  return heard(from - 1) ? [from - 1, to] : heard(to) && tokens[to + 1]?.kind !== "word" ? [from, to + 1] : [from, to]
}

/** Numbers of every kind, typed or spoken. */
export const numbers = (reading: Reading): void => {
  const { taken, tokens } = reading
  const runs = numberRuns(tokens, taken)
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index]
    if (run === undefined || !reading.free(run.from, run.to)) continue
    const { from, groups, to } = run
    // `le poste 3308`: it leads to somebody, whatever number it belongs to.
    if (run.digits.length <= 5 && extensions.test(reading.words(from - 2, from)) && !measuredBy(tokens, to)) {
      reading.take(reading.free(from - 1, from) ? from - 1 : from, to, "PHONE", run.digits)
      continue
    }
    if (run.digits.length < 2) continue
    if (run.digits.length > 16 && cardFirst(reading, run, luhn)) continue
    const topic = topicOf(reading, from, to, run.digits.length >= 7)
    const chain = together(reading, runs, index, topic)
    if (chain.length > 1) {
      const digits = chain.map((one) => one.digits).join("")
      const type = longType(digits, topic, groups)
      const key = (type === "PHONE" ? e164(digits, false) : undefined) ?? digits
      const last = chain.at(-1) ?? run
      const letters = type === "HEALTH" || topic === "ACCOUNT"
      const head = letters ? lettered(reading, from, to, digits.length).from : from
      const tail = letters ? lettered(reading, last.from, last.to, digits.length).to : last.to
      for (const part of chain) {
        reading.take(part === run ? head : part.from, part === last ? tail : part.to, type, key)
      }
      index += chain.length - 1
      continue
    }
    const digits = meant(run, topic)
    const length = digits.length
    const before = tokens[from - 1]
    const about = length >= 11 || (topic !== undefined && topic !== "ORDER" && length >= 9)
    if ((measuredBy(tokens, to) && !about) || before?.text === "$" || before?.text === "€") continue
    const international = /^(?:plus|\+)$/.test(before?.folded ?? "")
    const type = length >= 8 && length <= 15 && international
      ? "PHONE"
      : length >= 7
      ? longType(digits, topic, groups)
      : shortType(length, topic, reading, run)
    if (type === undefined) {
      if (ofTown(reading, run)) reading.take(from, to, "POSTAL", digits)
      continue
    }
    const key = (type === "PHONE" ? e164(digits, international) : undefined) ?? digits
    // The letters of a Québec health card, though nothing says it is one.
    const letters = tokens[/^[,-]$/.test(before?.text ?? "") ? from - 2 : from - 1]
    const ramq = length >= 7 && /^[A-Z]{4}$/.test(letters?.text ?? "") && lookUp(letters?.folded ?? "").ordinary === 0
    const extension = length >= 7 ? extensionAfter(reading, runs[index + 1], to) : undefined
    // `6612 810 045, B as in boy R`: as Ontario's are, whatever was asked.
    const version = length === 10 && (topic === undefined || topic === "CARD") ? pairEnd(reading, to) : to
    const part = extension !== undefined
      ? { from, to: extension }
      : version > to
      ? { from, to: version }
      : type === "HEALTH" || topic === "ACCOUNT" || ramq
      ? lettered(reading, from, to, length)
      : { from: type === "ID_NUMBER" ? ledBy(reading, from) : from, to }
    // `2 5 8 0 étoile`
    const pressed = (type === "PIN" || type === "ID_NUMBER") &&
      /^(?:star|pound|hash|etoile|carre|diese)$/.test(reading.words(part.to, part.to + 1))
    const [first, end] = type === "CVV" && length === 2
      ? sounding(reading, from, to)
      : [part.from, pressed ? part.to + 1 : part.to]
    const found = version > to || (ramq && length === 8 && topic !== "ACCOUNT") ? "HEALTH" : type
    reading.take(international || before?.text === "(" ? from - 1 : first, end, found, key)
  }
  const measured = ({ from, to }: NumberRun) => measuredBy(tokens, to) || /^[$€]$/.test(tokens[from - 1]?.text ?? "")
  codesBehindCards(reading, runs, measured)
  leftovers(reading, measured)
}
