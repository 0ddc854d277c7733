import { plainWords } from "./Spoken.ts"
import { says } from "./SpokenPattern.ts"

const asks = says(
  `(un|deux) (petit )?(instant|moment)s?|(une|deux|cinq) (petite )?(minute|seconde)s?|(?<! j )attend(ez|s)|patientez|bouge(z)? pas|quittez pas
  |je reviens|je (cherche|vais chercher) (ma|mon|mes)|je (regarde|verifie|vais (regarder|verifier|voir))`,
  `(one|a|two|five) (quick |little )?(moment|second|sec|minute)s?|hold on|hang on|bear with me|wait
  |let me (just )?(get|find|check|grab|look|see|ask)|i will (be right back|be back|get|find|check|grab|look|ask)|right back|looking for (it|my)`
)

/** Whether a caller asks to be waited for: they look for a card, or ask somebody. */
export const asksForTime = (text: string): boolean =>
  asks(plainWords(text.toLowerCase().replace(/\bi'll\b/g, "i will")))
