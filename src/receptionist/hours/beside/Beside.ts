import { isSeason } from "../text/Conditions.ts"
import { masked } from "../text/Contacts.ts"
import { nearDay } from "../text/Others.ts"
import { joints, saidIn } from "../text/Said.ts"
import { changeIn, sure } from "./Learned.ts"

/** Who says one of these speaks of hours, or of days: the model is not asked. */
const ofHours =
  /(?<![a-z])(?:re-?|non-?|de)?(?:ouv(?:er|r)|fermo?n?s?(?![a-z])|ferme|open|clos(?!et)|shut(?!t)|hours?(?![a-z])|heure|hrs|horaire|schedul|nocturn|except|sauf|hormis|unless|moins (?:que|d)|holida|ferie|conge|vacation|today|tonight|tomorrow|demain|aujourd|week|semaine|session|semester|term(?![a-z])|storm|tempete|moving|relocat|no walk|weather|meteo|(?:rendez-vous|rdv|appointment|reservation|booking)s? (?:(?:is|are|est|sont) )?(?:obligat|requis|requir|necess|essential|only|seulement|mandatory))/

/** A number to call, and when it is called. */
const outside =
  /(?:en dehors|hors|outside|out|after|apres)(?: de| des| of)?[- ]?(?:ces |nos |these |our |those |les |the )?(?:regular |normal |normales? |business |office |opening )?(?:heures|hours|hrs)(?: (?:d'ouverture|de bureau|d'affaires|normales|regulieres))?/g

/** How many, how much, how long, how old, which: none of them a time. */
const numbers = new RegExp(
  [
    "(?<![a-z])(?:since|depuis|established(?: in)?|est\\.?|fonde?e? en|built in|from|de|en|in) (?:1[6-9]|20)\\d\\d",
    "\\$ ?\\d+(?:[.,]\\d\\d)?",
    "\\d+(?:[.,]\\d\\d)? ?(?:%|\\$|€|(?:dollars?|euros?|bucks|cents?|sous|piastres?|km|lbs?|kg|cm|ft|ans|years? old|minutes?|mins?|(?:(?:business|working) )?days?|jours?(?: ouvrables?)?|h(?:ou)?rs? (?:notice|ahead|in advance|before)|h(?:eures)? (?:de preavis|a l'avance|d'avance|avant))(?![a-z]))",
    "(?:under|over|moins de|plus de) \\d+|\\d+ (?:and|&|et) (?:under|over|up|plus|moins)(?![a-z])",
    "(?:doors?|portes?|suite|unit|local|lot|rooms?|bureau|building|gates?|quai|dock|bay|apt|app|rang|wicket|window|guichet|caisse|poste?|ext|extension|route|exit|sortie|bus|autobus|metro|line|ligne|chambre|salle|numero|no\\.?|level|niveau|highway|autoroute|box|#) ?#?\\d+[a-z]?(?![\\d:h])",
    // « 2e étage », "3 chairs", and not "5 to 7".
    "(?<![\\d:.,h$-]|- )\\d+(?:st|nd|rd|th|e|er|re)?(?= (?!hours?|heures?|hrs?|weeks?|semaines?|months?|mois|min|noon|midi|till?|until|sauf|except|and|pis|the|les|sur|to|thru|through|every|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]{3,})",
    "(?<![a-z0-9])9-?1-?1(?!\\d)",
    // No summer, and no month.
    "(?<=(?:ont|a|ai|avons|avez) )ete(?![a-z])|(?<=[a-z] )may(?= (?!to |and |until |through |or |-)[a-z]+)"
  ].join("|"),
  "g"
)

/** A remark as the model reads it. */
export const asRead = (text: string): string =>
  text.replace(new RegExp(`${masked}+`, "g"), masked).replace(/[.!?\s]+$/, "").trim()

/** Of something else that has the hours of the office. */
const sameHours = /(?<=[a-z] )(?:aux |les |the )?(?:same (?:hours|times)|memes heures|meme horaire)$/

/** What is done at a time of its own, and not the office's: "ring the bell at night". */
const timed =
  /^(?:ring|use) (?:the )?(?:bell|buzzer) (?:at night|after dark)$|^(?:drop|leave) (?:the|your|yer) keys? in the (?:box|slot)(?: if you come)? after (?:hours|hrs)$|^(?:livraison gratuite, |free delivery, )?(?:commandez|order) (?:avant|before|by) \d{1,2}(?: ?h(?: ?\d\d)?|:\d\d)?(?: ?[ap]\.?m)?$/

/**
 * Whether a sentence, or a part of one, tells of something else than when the house is open. `whole`: it is a sentence;
 * one word between commas may be a day that is badly mistyped.
 */
export const isBeside = (text: string, whole: boolean): boolean => {
  const isContact = text.includes(masked)
  if (timed.test(text)) return true
  const rest = (isContact ? text.replace(outside, "") : text).replace(sameHours, "").replace(numbers, "").replaceAll(
    masked,
    ""
  )
  if (/\d/.test(rest) || ofHours.test(rest)) return false
  const { tokens, unknown } = saidIn(rest)
  if (!tokens.every(({ _tag }) => joints.has(_tag)) || unknown.some(isSeason)) return false
  if (unknown.length < 4 && unknown.some((word) => nearDay.test(word))) return false
  if (!/[a-z]{3}/.test(rest)) return isContact
  return (whole || / [a-z]/.test(rest.trim())) && (sameHours.test(text) || changeIn(asRead(text)) < sure)
}
