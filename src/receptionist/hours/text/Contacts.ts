import { isSeason } from "./Conditions.ts"
import { limits } from "./Others.ts"
import { isAlways, joints, saidIn } from "./Said.ts"

const phone = [
  "(?:\\+?1[-. ])?(?:\\(?\\d{3}\\)?[-. ]?)?\\d{3}[-. ]\\d{4}(?!\\d)",
  "\\+\\d{1,3}(?:[ .()-]{0,2}\\d){7,11}(?!\\d)",
  "1[- ]?[38]00[- ]\\d{3}[- ]\\d{3,4}(?!\\d)",
  "(?<!\\d)0\\d(?:[ .-]?\\d\\d){4}(?!\\d)",
  "(?<!\\d)0\\d{3} \\d\\d \\d{2,3}(?: \\d\\d)?(?!\\d)",
  "(?<!\\d)0\\d{4} \\d{6}(?!\\d)",
  "(?<!\\d)(?:0\\d{2,4}|\\(0\\d{1,4}\\)) ?-?(?:\\d{3} ?-?\\d{3,4}|\\d{4} \\d{3,4}|\\d{3} \\d\\d \\d\\d)(?!\\d)",
  "(?<=(?:call|dial|text|ring|composez|appelez|faites|contactez|au|le)(?: (?:le|info-sante|nhs))? )[1-9]-?1-?1(?![\\d:h-])"
].join("|")

/** How something is reached that needs no office: a number, an address of the web, one of a mailbox. */
export const contact = new RegExp(
  "\\S+@[a-z0-9-]+\\.[a-z.]+" +
    "|(?:https?:\\/\\/)?(?:www\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+){0,3}\\.(?:com|org|net|info|io|ca|quebec|fr|be|ch|lu|uk|us|au|nz|ie|co)(?![a-z0-9])(?:\\/\\S*)?" +
    // An address's letters and figures: "H2X 1Y4", "BS1 4DJ".
    "|(?<![a-z0-9])(?:[a-z]\\d[a-z] ?\\d[a-z]\\d|[a-z]{1,2}\\d[a-z\\d]? \\d(?![ap]m)[a-z]{2})(?![a-z0-9])" +
    `|${phone}`,
  "g"
)
/** In place of each of its characters: no office writes it, and it has been taken out of what one writes. */
export const masked = "☎"

/** Out of the hours, which says nothing of them. */
const afterHours =
  /(?:en dehors|hors|outside|out|after|apres)(?: de| des| of)?[- ]?(?:ces |nos |these |our |those |les |the )?(?:regular |normal |normales? |business |office |opening )?(?:heures|hours|hrs)(?: (?:d'ouverture|de bureau|d'affaires|normales|regulieres))?|(?:when|while|quand|lorsque) (?:we are|we're|nous sommes|on est|the office is|le bureau est) (?:closed|ferme[es]*)/g

const reaches =
  /(?<![a-z])(?:call|phone|ring|text|dial|whatsapp|e-?mail|write|message|reach|contact|visit|book|order|see|leave|composez|appelez|telephonez|textez|ecrivez|contactez|joindre|visitez|reservez|commandez|consultez|faites|laissez|prendre|courriel|mail|ph|mob|mobile|cell|info\w*|questions?|tel|telephone|fax|site|web|website|facebook|urgen\w*|emergenc\w*|garde)(?![a-z])/
const purpose = /^(?:to|for|pour|if|si|in case of|en cas d)(?![a-z])/

/** Whom to reach, and how: "for urgent matters after hours, leave a message at …", « pour une infirmière, composez le 811 ». */
export const isContact = (text: string): boolean => {
  const rest = text.replace(afterHours, "").replaceAll(masked, "")
  const isReached = (text.includes(masked) && reaches.test(rest)) ||
    /(?:nearest|closest|plus proche) (?:emergency|hospital|er|walk-in|hopital|urgence|clinique)|(?:hopital|urgence|clinique) (?:le|la) plus proche/
      .test(rest)
  const isAnytime =
    /^(?:please |or |ou )?(?:whatsapp|text|sms|e-?mail|message|write|textez|ecrivez)(?:(?: |-)(?:us|me|nous))? (?:any ?time|en tout temps|24\/7)$/
      .test(rest.trim())
  if (isAnytime) return true
  if (!isReached || limits.test(rest) || /by app|sur (?:rdv|rendez-vous)/.test(rest)) return false
  const { tokens, unknown } = saidIn(rest)
  if (unknown.some(isSeason) || /hours|heures|horaire|schedule|open|ouv|ferm|clos/.test(rest)) return false
  return tokens.every((token) => joints.has(token._tag) || (purpose.test(rest) && isAlways(token)))
}
