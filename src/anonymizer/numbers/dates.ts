import { list } from "../text/lists.ts"
import { type NumberRun, numberRuns } from "../text/NumberRuns.ts"
import type { Reading } from "../text/Reading.ts"
import { isAbout, lastTopic, type Topic } from "../text/Topics.ts"
import { DateReader, type SaidDate } from "./DateReader.ts"

/** What a year stands in when nothing else is said. */
const around = list("aroundYears")

const weekday = /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$/

/** As many figures as a date has. */
const longestDate = 8
/** Something else than a birth was on that day. */
const elsewhen =
  /\b(?:appointment|rendez - vous|rdv|bought|buy|purchased?|achet\w+|warranty|garantie|lease|bail|install\w*|vaccin\w*|accident|surgery|opere\w*|delivered|livr\w+|invoice|facture|dated|datee?|order(?:ed|s)?|command\w+|since|depuis|last (?:visit|time|check\w*|service|cleaning|exam|inspection|refill|seen)|dernie[a-z]* (?:visite|fois|rendez|examen|nettoyage|inspection|entretien)|installed|expires?|shipped|mailed|expedie\w*|renew\w*|renouvel\w*|happened|moved in|emmenag\w+|there on|hired|embauch\w+|signed|signe|received|recu|lettre|letter)\b/
/** The same, of whatever year. */
const since = /\b(?:since|depuis|married|maries?|mariees?|wedding|mariage|bought|achete\w*|graduated|gradue)\b/
/** `September nineteen ninety-eight` is a month of 1998 before it is a 19th. */
const monthOfYear = /^[a-z]+ (?:of )?(?:nineteen|twenty) [a-z]+(?: - [a-z]+| [a-z]+)?$/

/** What a number is about, in front of it. */
const numbered: ReadonlySet<Topic> = new Set(["ACCOUNT", "CARD", "DOB", "HEALTH", "PHONE", "SIN"])

const keyOf = ({ day, month, year }: SaidDate) => `${year ?? "?"}-${month}-${day ?? "?"}`

/**
 * Dates of birth: a date that is said to be one, and any full date of years ago. Other dates are appointments, and are
 * left alone by every rule.
 */
export const dates = (reading: Reading): void => {
  const { question, tokens, year: now } = reading
  const reader = new DateReader(tokens)
  const cued = (from: number, to: number) =>
    question.has("DOB") || isAbout(reading.words(from - 14, from), "DOB") ||
    isAbout(reading.words(to, to + 7), "DOB")

  let runs: ReadonlyArray<NumberRun> | undefined
  const longer = (at: number) => {
    runs ??= numberRuns(tokens, tokens.map(({ kind }) => kind === "mask"))
      .filter(({ digits }) => digits.length > longestDate)
    return runs.some(({ from, to }) => from <= at && at < to)
  }

  // `le vingt-quatre juin, le jour de la Saint-Jean`: the day has been told.
  let dated: boolean | undefined
  const alone = () => !(dated ??= tokens.some(({ kind }, at) => kind === "mask" || reader.read(at) !== undefined))

  for (let at = 0; at < tokens.length; at++) {
    if (reading.taken[at] === true) continue
    const stamp = /^\d{4}$/.test(tokens[at]?.text ?? "")
      ? /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?/i.exec(
        reading.text.slice(tokens[at]?.start, (tokens[at]?.start ?? 0) + 40)
      )?.[0]
      : undefined
    if (stamp !== undefined) {
      const start = tokens[at]?.start ?? 0
      const { to } = reading.tokensAt(start, start + stamp.length)
      reading.hide(at, to)
      at = to - 1
      continue
    }
    const told = cued(at, at)
    // `born May 1938, the social's four five two …`: the figures of another number.
    const about = () => lastTopic(reading.words(at - 14, at), numbered) ?? "DOB"
    const figured = () => {
      const date = reader.figures(at)
      return date !== undefined && about() === "DOB" && !longer(at) ? date : undefined
    }
    const date = reader.read(at) ?? (told ? (alone() ? reader.feast(at) : undefined) ?? figured() : undefined)
    const past = date?.year !== undefined && date.day !== undefined && date.year < now - 2 &&
      (told || !since.test(reading.words(date.from - 5, date.from)) &&
          (date.year < now - 20 ||
            !(elsewhen.test(reading.words(date.from - 12, date.from)) || elsewhen.test(reading.asked) ||
              monthOfYear.test(reading.words(date.from, date.to)))))
    const strange = !told && date !== undefined &&
      (reader.runsOn(date) || (!past && tokens.slice(date.from, date.to).some(({ kind }) => kind === "break")))
    if (date === undefined || strange || !reading.free(date.from, date.to)) {
      if (told) at = reader.numberEnd(at) - 1
      continue
    }
    const card = isAbout(reading.words(date.from - 30, date.from), "CARD")
    const expires = isAbout(reading.words(date.from - 6, date.from), "EXPIRY") || question.has("EXPIRY")
    if (expires && (card || question.size > 0)) {
      reading.take(date.from, date.to, "EXPIRY", keyOf(date))
      at = date.to - 1
      continue
    }
    if (past || cued(date.from, date.to)) {
      const from = weekday.test(tokens[date.from - 1]?.folded ?? "") && reading.free(date.from - 1, date.from)
        ? date.from - 1
        : date.from
      // `le 31 août dernier`: that is its year.
      const recent = /^(?:dernier|passe|de cette annee|this year)(?= |$)/.exec(reading.words(date.to, date.to + 3))?.[0]
      // `le dernier jour de février`, `le lendemain de la Saint-Jean`
      const edge =
        /(?:^| )((?:(?:first|last|premiere?|derniere?) (?:day|jour|journee) (?:of|de|d'|du mois de)|(?:lendemain|veille|jour) (?:d'|du|de(?: la| l')?)))$/
          .exec(reading.words(from - 6, from))?.[1]?.split(" ").length ?? 0
      const to = date.to + (recent?.split(" ").length ?? 0)
      reading.take(reading.free(from - edge, from) ? from - edge : from, to, "DOB", keyOf(date))
    } else reading.hide(date.from, date.to)
    at = date.to - 1
  }

  // `born last friday the seventh`
  for (let at = 0; at < tokens.length; at++) {
    if (!weekday.test(tokens[at]?.folded ?? "") || !cued(at, at)) continue
    const day = reader.day(/^(?:the|le)$/.test(tokens[at + 1]?.folded ?? "") ? at + 2 : at + 1)
    const from = /^(?:last|this|past)$/.test(tokens[at - 1]?.folded ?? "") ? at - 1 : at
    const to = day !== undefined && /^(?:dernier|passe)$/.test(tokens[day.to]?.folded ?? "") ? day.to + 1 : day?.to
    if (to !== undefined && reading.free(from, to)) reading.take(from, to, "DOB", reading.words(from, to))
  }

  // `born in 1985`, `née en quatre-vingt-cinq`: the year alone.
  for (let at = 0; at < tokens.length; at++) {
    const year = /^(?:born in|nee? en)$/.test(reading.words(at, at + 2)) ? reader.year(at + 2) : undefined
    if (year !== undefined && reading.free(at + 2, year.to)) reading.take(at + 2, year.to, "DOB", `${year.value}-?-?`)
  }

  // `Et l'année ?` `soixante-quatorze`: the year is all that is said.
  if (!question.has("DOB") || reading.found.some(({ type }) => type === "DOB")) return
  const first = tokens.findIndex(({ folded, kind }) => kind !== "sign" && !around.has(folded))
  const year = first === -1 ? undefined : reader.year(first)
  const rest = tokens.slice(year?.to ?? 0)
  if (year !== undefined && rest.every(({ folded, kind }) => kind === "sign" || around.has(folded))) {
    if (reading.free(first, year.to)) reading.take(first, year.to, "DOB", `${year.value}-?-?`)
  }
}
