import { isCondition } from "./Conditions.ts"
import { joints, saidIn } from "./Said.ts"

/** The house, whoever is in it, and its hours: what is told of these is told of the office's week. */
export const house =
  /(?<![a-z])(?:we|we're|we'll|us|i|nous|on|je|it|they|elles?|ils?|everything|everyone|tout|tous|all|offices?|bureaux?|store|shops?|clinics?|cliniques?|boutiques?|magasins?|commerces?|library|bibliotheque|branch|succursale|location(?! d)|building|house|maison|mairie|doors?|gates?|portes?|hours?|heures?|hrs|horaires?|schedule|times?|business|opening|ouverture|closing|fermeture|opens?|ouvr\w*|ouvert\w*|closed?|closes|ferm\w+|staff|personnel|equipe|team)(?![a-z])/

/** For whom, or when: what is said with these may hold for the hours, too. */
export const limits =
  /(?<![a-z])(?:fois|only|seulement|uniquement|exclusiv\w*|except|sauf|unless|holidays?|feries?|weather|meteo|storms?|tempetes?|snow|neige|verglas|rain|pluie|confirm\w*|verif\w*|check(?! ?-?(?:in|out))|avail\w*|dispon\w*|other|autres?|before (?:you )?(?:com|visit|arriv|driv)\w*|avant de|chang\w*|vari\w*|temporar\w*|temporai\w*|exception\w*|special\w*|extended|prolong\w*|reduced|reduite?s?|limited|appointment basis)(?![a-z])/

export const people =
  /(?<![a-z])(?:members?|membres?|residents?|clients?|clientele|customers?|patients?|guests?|visitors?|visiteurs?|public|adults?|adultes?|kids?|children|enfants?|seniors?|aines?|students?|etudiants?|women|femmes|men|hommes|new|nouve\w*|back|gone|away|lates?|on call)(?![a-z])/

/** Whether a word says for whom or when: « rendez-vous », and not "drive-up". */
const isConditional = (word: string): boolean => {
  const parts = word.split("-").filter(isCondition)
  return parts.length === 0 ? isCondition(word) : !parts.every((part) => thing.test(part))
}

/** Words of something that is not the house, nor who is in it, nor a day or a time. */
export const isOther = (written: string): boolean => {
  // What is sold is no place.
  const text = written.replace(/(?<=[a-z] )(?:sales|services?|ventes?|counters?|comptoirs?)(?![a-z])/g, "thing")
  const { tokens, unknown } = saidIn(text)
  return unknown.some((word) => word.length > 2) && !unknown.some((word) => nearDay.test(word)) &&
    !unknown.some(isConditional) && !house.test(text) &&
    !limits.test(text) &&
    !people.test(text) && tokens.every(({ _tag }) => joints.has(_tag) && _tag !== "Place")
}

/** A day that is badly mistyped is none of these. */
export const nearDay =
  /^(?:mo|tu|we|th|fr|sa|su|lu|ma|me|je|ve|di)[a-z]*d[a-z]{0,4}$|^(?:mon|tue|wed|thu|thr|fri|sat|sun|lun|jeu|ven(?!te)|sam|dim)[a-z]{0,6}$/
/** Words that begin a condition elsewhere, and here name what has an end of its own. */
const thing =
  /^(?:deliver\w*|livraisons?|kitchen|cuisine|pick-?ups?|cueillettes?|ramassage|retours?|returns?|tours?|voicemail|drive\w*|phones?|tel\w*|support|soutien|atm|online|ligne|web\w*|last|derniere?s?|message\w*|sur|sous|on|by|as)$/
