import { plainWords } from "./Spoken.ts"
import { says } from "./SpokenPattern.ts"

const asks = says(
  `(un|deux) (petit )?(instant|moment)s?|(une|deux|cinq) (petite )?(minute|seconde)s?|(?<! j )attend(ez|s)|patientez|bouge(z)? pas|quittez pas
  |je reviens|je (cherche|vais chercher) (ma|mon|mes)|je (regarde|verifie|vais (regarder|verifier|voir))`,
  `(one|a|two|five) (quick |little )?(moment|second|sec|minute)s?|hold on|hang on|bear with me|wait
  |let me (just )?(get|find|check|grab|look|see|ask)|i will (be right back|be back|get|find|check|grab|look|ask)|right back|looking for (it|my)`
)

/** « Attendez, laissez faire »: who takes something back looks for nothing. */
const takesBack = says(
  `laisse(z)? (faire|tomber)|oublie(z)? (ca|cela)|tant pis|pas la peine|annulez`,
  `never mind|forget (it|about it|that)|do not bother|cancel that|changed my mind`
)

/** Whether a caller asks to be waited for: they look for a card, or ask somebody. */
export const asksForTime = (text: string): boolean => {
  const words = plainWords(text.toLowerCase().replace(/\bi'll\b/g, "i will").replace(/\bdon't\b/g, "do not"))
  return asks(words) && !takesBack(words)
}
