import { isCondition, isSeason } from "./Conditions.ts"
import type { Token } from "./Tokens.ts"
import { tokensAt } from "./Words.ts"

const boundary = /(\s*[;|•!()]+\s*|[.,]+(?=\s|$)\s*|\s+-+\s+)/

/** What is told beside hours, and changes none of them: where one enters, how one pays, what one brings. */
const subjects = new RegExp(
  "(?<![a-z])(?:park|parking|stationne\\w*|entrees?|entrances?|enter|entrez|sonne\\w*|ring|bell|buzz\\w*|doorbell|" +
    "rue|street|st|avenue|ave|boul|boulevard|blvd|floor|etage|rez-de-chaussee|building|immeuble|basement|sous-sol|" +
    "elevator|ascenseur|ramp|rampe|wheelchair|fauteuils?|pmr|handicap\\w*|disabled|behind|derriere|arriere|rear|upstairs|downstairs|" +
    "cash|comptant|especes|interac|debit|credit|cheques?|cards?|cartes?|pay|payment|paiement|" +
    "id|identification|bring|apporte[rz]|amene[rz]|munir|sacs?|bags?|vestiaire|coat check|wi-?fi|dogs?|chiens?|pets?|" +
    "masks?|masques?|keys?|cles?|drop ?box|mail ?(?:box|slot)|boite|annul\\w*|cancel\\w*|notice|preavis|order|commande[rz]?|metro|bus|address|adresse|terrasse|patio|available|required|provided|accepted|included|welcome|disponibles?|obligatoires?|requis\\w*|offerts?|acceptee?s?|bienvenu\\w*|automati\\w*|free|gratuite?s?|self-service|libre-service|climatise\\w*|licen[cs]ed|" +
    "(?:call|phone|appele[rz]|telephone[rz]) (?:ahead|first|before|avant|d'abord|us))(?![a-z])"
)

const phone =
  /(?:\+?1[-. ])?(?:\(?\d{3}\)?[-. ]?)?\d{3}[-. ]\d{4}(?!\d)|(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)|(?<!\d)911(?!\d)/g
/** What is told of these may have a time of its own, which is not the office's. */
const timed = /(?<![a-z])(?:park|parking|stationne\w*|order|commande[rz]?)(?![a-z])/
/** So much notice, or money. */
const amount =
  /(?<![a-z\d])(?:\$ ?\d+|\d+ ?(?:euros?|€|\$|dollars?|(?:h|hrs?|hours?|heures?|days?|jours?)(?= (?:notice|before|in advance|ahead|a l'avance|avant|d'avance)|$)))/g
/** How it is reached, beside its number. */
const contact =
  /^(?:[^a-z\d]|tel|telephone|phone|fax|cell|mobile|whatsapp|call|text|appelez|composez|us|nous|at|au|le|the|info|and|et|or|ou)*$/
/** Of these it may be told at which part of the day: "ring the bell at night". */
const entrance =
  /(?<![a-z])(?:ring|bell|sonne\w*|buzz\w*|doorbell|enter|entrez|entrees?|entrances?|park|parking|stationne\w*)(?![a-z])/
const urgent = /urgence|emergenc/
const afterHours = /(?:en dehors|hors|outside|after)(?: de| of)?[- ](?:ces |nos |these |our |those )?(?:heures|hours)/
/** Of something else that has the hours of the office. */
const sameHours = /(?<=[a-z] )(?:aux |les |the )?(?:same (?:hours|times)|memes heures|meme horaire)/

/** Of hours, whoever says it. */
const ofHours =
  /ouv(?:er|r)|ferm|open|clos|shut|hour|heure|horaire|(?:^| )times?(?: |$)|schedule|service|clinic|nocturn|idem|pareil|moving|demenag|relocat|renovation|travaux/
/** For whom, or what of: what stands before it is not everybody's. */
const ofSome =
  /(?<![a-z])(?:for|pour|only|seulement|uniquement|exclusi\w*|reserve\w*|with|avec|per|par|every|chaque|brunch|lunch|dinner|supper|diner|souper|dejeuner|adult\w*|adulte\w*|enfants?|kids?|child\w*|senior\w*|aines?|wom[ae]n|femmes?|student\w*|etudiant\w*|patients?|clients?|customers?|remote\w*|teletravail|personne|person|answer\w*|courriel\w*|e?mails?|alternating|weeks?|semaines?|fois|times?|twice|once|when\w*|quand|until|tant)(?![a-z])/

/** Words that may be of hours, and say nothing of when beside a subject that has none. */
const harmless =
  /^(?:call\w*|appel\w*|phone\w*|telephon\w*|tel|fax|urgen\w*|emergenc\w*|access\w*|acces|first|by|as|on|sur|sous|before|after|avant|apres|no|not|pas|ne|non|sans|without|ou|or|ligne|online|site|message\w*|new|if|si|automat\w*|livraisons?|deliver\w*)$/

const plainly: ReadonlySet<Token["_tag"]> = new Set(["And", "To", "Slash", "Apart", "Place", "Region", "Stop"])

interface Content {
  /** It says something of days or times. */
  readonly says: boolean
  /** It names a part of the day, and says nothing more. */
  readonly part: boolean
  readonly times: number
  /** Words that nobody knows. */
  readonly unknown: number
}

const contentOf = (text: string): Content => {
  const content = { says: false, part: false, times: 0, unknown: 0 }
  for (let at = 0; at < text.length;) {
    const found = tokensAt(text, at)
    if (found === undefined) {
      const [word = text.slice(at, at + 1)] = /^(?:[a-z'-]+|\d+[a-z]*)/.exec(text.slice(at)) ?? []
      content.unknown += /[a-z]{2}/.test(word) ? 1 : 0
      at += word.length
      continue
    }
    for (const { _tag } of found.said) {
      if (_tag === "Clock") content.times += 1
      else if (_tag === "Part") content.part = true
      else if (!plainly.has(_tag)) content.says = true
    }
    at = found.end
  }
  return content
}

/**
 * Whether a part of a sentence says nothing of hours, though it has words that nobody knows. `told`: hours stand before
 * it, so that it can be no name.
 */
const isAside = (text: string, told: boolean): boolean => {
  const withoutPhone = text.replace(phone, "")
  const hasPhone = withoutPhone !== text
  if (hasPhone && contact.test(withoutPhone)) return true
  const isUrgent = hasPhone && urgent.test(text)
  const rest =
    (isUrgent || subjects.test(text) ? withoutPhone.replace(afterHours, "").replace(amount, "") : withoutPhone)
      .replace(sameHours, "")
  const words = rest.match(/[a-z][a-z'-]*/g) ?? []
  const isForSome = !told && /^(?:for|pour) /.test(rest)
  if (isForSome || ofHours.test(rest) || words.some(isSeason)) return false
  const conditions = words.filter(isCondition)
  if (subjects.test(rest) || isUrgent) {
    if (!conditions.every((word) => harmless.test(word))) return false
    const { part, says, times } = contentOf(rest)
    return !says && (!part || isUrgent || entrance.test(rest)) && times < (timed.test(rest) ? 2 : 1)
  }
  const most = words.length + (rest === withoutPhone ? 0 : 1)
  if (!told || most < 3 || /\d/.test(rest) || conditions.length > 0 || ofSome.test(rest)) return false
  const { part, says, unknown } = contentOf(rest)
  return !says && !part && unknown > 0
}

const tellsHours = ({ part, says, times }: Content) => says || part || times > 0

/** A line without what it tells beside hours; `begun`: hours have been told before it. */
export const withoutAsides = (line: string, begun: boolean): string => {
  const parts = line.replace(/(?<=(?<![a-z])(?:tel|fax|no))\.(?= ?[\d(+])/g, "").split(boundary)
  let told = begun
  return parts.map((part, index) => {
    if (index % 2 === 1) return part
    if (part !== "" && isAside(part, told)) return ""
    told ||= tellsHours(contentOf(part))
    return part
  }).join("")
}
