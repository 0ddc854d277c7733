import { plannedOf } from "../../domain/NumberingPlan.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { plainWords } from "../Spoken.ts"
import type { ToolContext } from "../tools/Tool.ts"
import { digitsSaid, saysDigits } from "./SpokenDigits.ts"

type Said = ToolContext["said"]

/** What is read aloud of a number: all of it but the country's code. */
export const nationalDigits = (number: PhoneNumber) => number.slice(1 + (plannedOf(number)?.callingCode.length ?? 0))

/** A "no" that does not mind the number: there is nothing else, and it is fine. */
const harmless =
  / (?:non merci|no thanks?|no thank you|(?:no|pas de|aucun) (?:problem|probleme|souci)s?|no worries|no that s (?:right|correct|it|all|fine)|non c est (?:tout|beau|bon|correct|parfait)|non rien|nothing else|not at all|pas du tout) /g

const objection =
  / (?:no|nope|nah|non|nan|wrong|incorrect|mistake|error|erreur|faux|mauvais|actually|rather|instead|plutot|pas (?:ca|cela|exact|exactement|correct|tout a fait|bon|le bon|mon numero)|not (?:right|correct|quite|it|exactly|that|my number)|c est pas|ce n est pas|isn t|wait|attendez|attends|vous vous trompez|you got|sorry it s|sauf|excepte|except|apart from|presque|almost) /

/** Where in a number a figure stands: whoever says it corrects that figure, unless it stands there already. */
const place =
  / (?:a la fin(?! d)|finit|finissent|termine|derniers?|dernieres?|premiers?|premieres?|chiffres?|milieu|last|ends?(?! of)|ending|first(?! thing)|middle|digits?) /
const but = / (?:mais|but) /

const moment =
  / (?:heures?|h|hours?|o clock|am|pm|a m|p m|midi|noon|minuit|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|demain|tomorrow|matin|morning|afternoon|apres midi|soir|evening|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|june|july|august|september|october|november|december) /

/** Whether a caller's answer to a number that was read back takes it, or does not say. */
export const takes = (answer: string, national: string): boolean => {
  const words = plainWords(answer)
  if (objection.test(words.replace(harmless, " "))) return false
  const digits = digitsSaid(answer)
  // "Un" and "one" are words of every sentence.
  const figures = digits === "1" ? "" : digits
  const standsThere = national.endsWith(figures) || (figures.length > 2 && national.includes(figures))
  if (place.test(words) && !standsThere) return false
  // Somebody who goes on to a day or an hour speaks in figures, too.
  if (moment.test(words)) return true
  if (but.test(words) && !standsThere) return false
  // Figures of their own correct it, unless they are the same ones.
  return digits.length < 3 || national.includes(digits) || digits.endsWith(national)
}

/** The first turns of the caller after `at`, until the agent speaks again. */
const answerAfter = (said: Said, at: number): string => {
  const rest = said.slice(at + 1)
  const begins = rest.findIndex(({ by }) => by === "caller")
  if (begins === -1) return ""
  const answer = rest.slice(begins)
  const ends = answer.findIndex(({ by }) => by === "agent")
  return answer.slice(0, ends === -1 ? undefined : ends).map(({ text }) => text).join(" ")
}

/**
 * Whether a number was read back to the caller lately, digit by digit or in any other way that numbers are read, and the
 * caller did not object to it. The last time counts.
 */
export const wasReadBack = (number: PhoneNumber, said: Said): boolean => {
  const national = nationalDigits(number)
  // One turn, or two with nothing of the caller in between: a reading can be cut in two.
  const last = said.findLastIndex(({ by, text }, at) => {
    if (by !== "agent") return false
    const before = said[at - 1]
    return saysDigits(text, national) || (before?.by === "agent" && saysDigits(`${before.text} ${text}`, national))
  })
  return last !== -1 && takes(answerAfter(said, last), national)
}
