import { masked } from "../text/Contacts.ts"
import { house, nearDay } from "../text/Others.ts"
import { isTold, joints, saidIn, tellsTimes } from "../text/Said.ts"
import { isName, range, wordsOf } from "./Features.ts"
import { changeIn, sure } from "./Learned.ts"

/** A remark as the model reads it. */
export const asRead = (text: string): string =>
  text.replace(new RegExp(`${masked}+`, "g"), masked).replace(/[.!?\s]+$/, "").trim()

/** What is told of hours, or of when. */
const ofHours =
  /\d|(?<![a-z])(?:re-?|non-?)?(?:ouv(?:er|r)|ferm|open|clos(?!et)|shut(?!t)|hours?(?![a-z])|heure|hrs|horaire|schedul|week|semaine|today|tonight|tomorrow|demain|aujourd|holiday|ferie|conge|vacation)/
const opens = /(?<![a-z])(?:re-?|non-?)?(?:ouv(?:er|r)|fermo?n?s?(?![a-z])|ferme|open|clos(?!et)|shut(?!t))/

/** Nobody comes without one. */
const obliges =
  /(?<![a-z])(?:rendez-vous|rdv|appointments?|appts?|reservations?|bookings?|registration|inscription) (?:(?:is|are|est|sont) )?(?:obligat|requi|require|necess|essential|only|seulement|uniquement|mandatory)/

/** On some weeks or days alone. */
const alternates = /(?<![a-z])(?:every (?:other|second) |biweekly|fortnight|sur deux(?![a-z])|aux (?:deux|2) )/

/** "We close …", "closed …": told of the house, which has no other name there. */
const isOfHouse = (text: string) => {
  const at = text.search(opens)
  return at >= 0 && (house.test(text.replace(opens, "")) || !/[a-z]{3}/.test(text.slice(0, at)))
}

/**
 * Whether a sentence, or a part of one, tells of something else than when the house is open. `whole`: it is a sentence;
 * one word between commas may be a day that is badly mistyped.
 */
export const isBeside = (text: string, whole: boolean): boolean => {
  const { tokens, unknown } = saidIn(text)
  // "Same-day appointments" are no day's.
  const says = tokens.some(({ _tag }) => !joints.has(_tag) && _tag !== "Same")
  // Hours, as they are read.
  if (unknown.length === 0 || (says && !unknown.some(isName)) || isTold(tokens) || wordsOf(text).includes(range)) {
    return false
  }
  if (unknown.length < 4 && (says || opens.test(text)) && unknown.some((word) => nearDay.test(word))) return false
  if (
    isOfHouse(text) || alternates.test(text) || (obliges.test(text) && !/(?<![a-z])(?:for|pour)(?![a-z])/.test(text))
  ) return false
  if (!whole && (tellsTimes(tokens) || !/ [a-z]/.test(text.trim()))) return false
  return changeIn(asRead(text)) < (says || ofHours.test(text) ? sure.named : sure.unnamed)
}

/** What joins words to the hours in front of them. */
const joined =
  /^ *(?:for|pour|in|en|by|par|at|a|au|aux|with|avec|without|sans|if|si|when|quand|on|sur|to|from|de|d'|of|or|ou|but|mais|and|et|until|as|while|during)(?![a-z])/

/** "9-5 Mon-Fri cash or debit": what stands behind hours without a comma, of two words or more. */
export const isBesideHours = (rest: string): boolean => {
  const { tokens, unknown } = saidIn(rest)
  return /[a-z]{2} [a-z]{2}/.test(rest) && !joined.test(rest) && !opens.test(rest) && unknown.some(isName) &&
    !tokens.some(({ _tag }) => _tag === "Region") && !unknown.some((word) => nearDay.test(word)) &&
    changeIn(asRead(rest)) < sure.unnamed
}
