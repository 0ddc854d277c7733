import { isCondition, isSeason } from "./Conditions.ts"
import { joints, saidIn } from "./Said.ts"
import { tokensAt } from "./Words.ts"

const boundary =
  /(\s*[;|•·!()]+\s*|[.,]+(?=\s|$)\s*|\s+-+\s+|\s*\/\/+\s*|\s+\/\s+|\s+(?:pis|et|and|but|mais)\s+(?=(?:(?:the|on|le|la|les) )*(?:rest|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|week|fin)[a-z]*(?: (?:of|de) [a-z ]{2,8}| du temps)? (?:on|we|i|i'm|we're|chus|c'est|je) ))/

/** What is told beside hours, and changes none of them: where one enters, how one pays, what one brings. */
const subjects = new RegExp(
  "(?<![a-z])(?:park|parking|lot|stationne\\w*|entrees?|entrances?|enter|entrez|sonne\\w*|ring|bell|buzz\\w*|doorbell|" +
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
const timed = /(?<![a-z])(?:park|parking|lot|stationne\w*|bell|doorbell|sonnette|order|commande[rz]?)(?![a-z])/
const money =
  /(?<![a-z\d])(?:\$ ?\d+|\d+ ?(?:euros?|€|\$|dollars?|ans(?: et (?:\+|plus))?|years?(?: and (?:over|up))?))/g
/** So much notice, or money. */
const amount =
  /(?<![a-z\d])(?:\$ ?\d+|\d+ ?(?:euros?|€|\$|dollars?|ans(?: et (?:\+|plus))?|years?(?: and (?:over|up))?|(?:h|hrs?|hours?|heures?|days?|jours?)(?= (?:notice|before|in advance|ahead|a l'avance|avant|d'avance)|$)))/g
/** How it is reached, beside its number. */
const contact =
  /^(?:[^a-z\d]|reservations?|bookings?|questions?|tel|telephone|phone|fax|cell|mobile|whatsapp|call|text|appelez|composez|us|nous|at|au|le|the|info|and|et|or|ou)*$/
/** Of these it may be told at which part of the day: "ring the bell at night". */
const entrance =
  /(?<![a-z])(?:ring|bell|sonne\w*|buzz\w*|doorbell|enter|entrez|entrees?|entrances?|park|parking|stationne\w*)(?![a-z])/
const urgent = /urgence|emergenc/
const afterHours = /(?:en dehors|hors|outside|after)(?: de| of)?[- ](?:ces |nos |these |our |those )?(?:heures|hours)/
/** Whom to call when something happens: « appelez mon frère si ça presse ». */
const inCase =
  /^[^a-z]*(?:please |or |ou )?(?:call|text|ring|appele[rz]|texte[rz]|composez)(?![a-z]).* (?:if|si|s'il)(?![a-z])/
/** A door that is locked is no house that is closed. */
const lockedDoor =
  /(?<=(?:doors?|portes?)[^.;]* )(?:(?:is|are|stays?|est|sont|reste|not|pas|pus?|plus|always|toujours) )*(?:un)?(?:locked|barree?s?)/
const numbered =
  /(?<![a-z])(?:doors?|portes?|suite|unit|local|lot|room|bureau|building|gate|quai|apt|app|#) ?\d+[a-z]?(?![\d:h])|(?<![\d:.,h$-]|- )\d+(?:st|nd|rd|th|e|er|re)?(?= (?!hours?|heures?|hrs?|days?|jours?|weeks?|semaines?|noon|midi|till?|until|min|sauf|except|and|pis|the|les|sur|thru|through|every|noon|mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]{3,})/g
const afterThat = /^[^a-z]*(?:apres ca|after that)(?![a-z])/
/** Of something else that has the hours of the office. */
const sameHours = /(?<=[a-z] )(?:aux |les |the )?(?:same (?:hours|times)|memes heures|meme horaire)/

/** Of hours, whoever says it. */
const ofHours =
  /(?<![a-z])(?:re-?|non-?|de)?(?:ouv(?:er|r)|fermo?n?s?(?![a-z])|ferme|open(?!table)|clos(?!et)|shut(?!tle)|hour|heure|horaire|schedule|nocturn)|(?:^| )times?(?: |$)|clinic|idem|pareil|moving|demenag|relocat|renovation|travaux/
/** For whom, or what of: what stands before it is not everybody's. */
const ofSome =
  /(?<![a-z])(?:only|seulement|uniquement|exclusi\w*|reserve\w*|every|chaque|brunch|lunch|dinner|supper|diner|souper|dejeuner|adult\w*|adulte\w*|enfants?|kids?|child\w*|senior\w*|aines?|wom[ae]n|femmes?|student\w*|etudiant\w*|patients?|clients?|customers?|remote\w*|teletravail|personne|person|answer\w*|courriel\w*|e?mails?|alternating|weeks?|semaines?|fois|times?|twice|once|whenever|until|tant)(?![a-z])/

/** Whoever says it is not sure of the hours, or says that there are more of them or fewer. */
const doubts =
  /(?<![a-z])(?:give or take|all being|willing|thereabouts|game days?|during term|peu pres|roughly|ish|maybe|perhaps|probabl\w*|hopefully|supposedly|theor\w*|princip\w*|plan\w*|prevus?|plupart|d'habitude|habitude|d'ordinaire|mettons|disons|genre|gros|grosso|guess|think|pense|crois|sure|sur pour|certain\w*|guarant\w*|garanti\w*|exact\w*|strict\w*|fixe[ds]?|confirm\w*|valider|verif\w*|check|voir|see|consult\w*|post(?:ed|ing)|walk-?ins?|pas (?:trop |tres )?surs?$|temps-ci|jours-ci|now|nowadays|these|moment|instant|flexib\w*|souple|random|aleatoire|whenever|later|earlier|tard|tot|longer|more|less|moins|extra|extended|reduced|reduite?s?|shorte?\w*|limite[ds]?|restrict\w*|partial\w*|partiel\w*|half|demi|in and out|ca depend|as needed|besoin|luck\w*|chance|trial|essai|invit\w*|arrange\w*|entente|private|privee?s?|groups?|groupes?|luncheon|inscri\w*|register\w*|registration|employ\w*|guests?|invites?|trade|pros?|wholesale|teens?|ados?|famil\w*|girls?|boys?|men|dames|hommes|ladies|staff|beginner\w*|debutant\w*|locals?)(?![a-z])/

/** What denies, joins or tells where changes nothing beside words that are of no hours: "no tabs", « sur la place ». */
const weak =
  /^(?:no|not|pas|pus?|ne|non|sans|without|jamais|never|aucun\w*|sur|sous|old|new|ancien\w*|nouve\w*|if|si|when|quand|lorsque|but|mais|or|ou|as|by|after|before|apres|avant|during|while|pendant|since|depuis|first|last|next|other|others|some|autres?|premier\w*|dernier\w*|deuxieme|second|prochain\w*|this|cette|week|semaine|online|ligne|web\w*|livraisons?|deliver\w*|drive\w*|pick-?ups?|cueillettes?|ramassage|returns?|retours?|atm|message\w*|phone|tel|fax|call|appelez|kitchen|cuisine|peu|pres|access\w*|acces|automat\w*)$/
/** At its beginning, these may say when or for whom the hours before it hold. */
const restricts =
  /^[^a-z]*(?:(?:but|mais|and|et) )?(?:if|si|s'il|when|quand|lorsque|while|during|pendant|after|before|apres|avant|or|ou|this|cette|for|pour|with|avec|per|par|as|by|some|other|autres?|since|depuis|next|first|last|premier\w*|dernier\w*)(?![a-z])/

/** "Sun - nope" */
const closesDay = /^[^a-z]*(?:x|no|non|nope|nothing|none|nada|rien|niet|nah|dark)[^a-z]*$/

/** Words that may be of hours, and say nothing of when beside a subject that has none. */
const harmless =
  /^(?:call\w*|appel\w*|phone\w*|telephon\w*|tel|fax|urgen\w*|emergenc\w*|access\w*|acces|first|by|as|on|sur|sous|before|after|avant|apres|no|not|pas|ne|non|sans|without|ou|or|ligne|online|site|message\w*|new|if|si|automat\w*|livraisons?|deliver\w*)$/

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
  const { tokens, unknown } = saidIn(text)
  const tags = tokens.map(({ _tag }) => _tag)
  return {
    says: tags.some((tag) => tag !== "Clock" && tag !== "Part" && !joints.has(tag)),
    part: tags.includes("Part"),
    times: tags.filter((tag) => tag === "Clock").length,
    unknown: unknown.filter((word) => /[a-z]{3}/.test(word)).length
  }
}

/**
 * Whether a part of a sentence says nothing of hours, though it has words that nobody knows. `told`: hours stand before
 * it, so that it can be no name.
 */
const isAside = (text: string, told: boolean, inList: boolean): boolean => {
  const withoutPhone = text.replace(phone, "")
  const hasPhone = withoutPhone !== text
  if (hasPhone && contact.test(withoutPhone)) return true
  if (
    hasPhone && inCase.test(text) && ![ofHours, ofSome, doubts].some((said) => said.test(text)) &&
    !contentOf(withoutPhone).says
  ) return true
  const isUrgent = hasPhone && urgent.test(text)
  const rest =
    (isUrgent || subjects.test(text) ? withoutPhone.replace(afterHours, "").replace(amount, "") : withoutPhone)
      .replace(sameHours, "").replace(lockedDoor, "").replace(numbered, "").replace(afterThat, "")
  const words = (rest.match(/[a-z][a-z'-]*/g) ?? []).flatMap((word) =>
    word.includes("'") ? [word, ...word.split("'")] : [word]
  )
  const isForSome = !told && /^(?:for|pour) /.test(rest)
  if (isForSome || ofHours.test(rest) || words.some(isSeason)) return false
  const conditions = words.filter(isCondition)
  if (subjects.test(rest) || isUrgent) {
    if (!conditions.every((word) => harmless.test(word))) return false
    const { part, says, times } = contentOf(rest)
    return !says && (!part || isUrgent || entrance.test(rest)) && times < (timed.test(rest) ? 2 : 1)
  }
  const plain = rest.replace(money, "").replace(numbered, "")
  if (told && /[a-z]/.test(text) && !/[a-z\d]/.test(plain)) return true
  // One word in a list may be a day that is badly mistyped.
  if (!told || (inList && words.length === 1) || /\d/.test(plain) || ofSome.test(plain) || doubts.test(plain)) {
    return false
  }
  if (!conditions.every((word) => weak.test(word)) || closesDay.test(plain) || restricts.test(plain)) return false
  const { part, says, times, unknown } = contentOf(plain)
  return !says && !part && times === 0 && unknown > 0
}

/** What is told of a day beside hours has somebody in it, or is said to be it. */
const subject =
  /(?<![a-z])(?:i|i'm|we|we're|je|j'[a-z]+|on|chus|nous|c'est|is|are|r|it's|they|everyone|tout le monde)(?![a-z])|=/
/** Days that nothing of hours is told of: "Mondays we do the books", « le reste du temps, chus au chalet ». */
const withoutHours = (text: string): string => {
  let days = 0
  for (let at = 0; at < text.length;) {
    const found = tokensAt(text, at)
    if (found === undefined) {
      const rest = text.slice(at)
      const words = rest.match(/[a-z][a-z'-]*/g) ?? []
      const { part, says, times, unknown } = contentOf(rest)
      const isElse = days > 0 && subject.test(text) && !/\d/.test(rest) && !says && !part && times === 0 &&
        unknown > 0 &&
        !words.some(isCondition) && !doubts.test(rest) && !ofSome.test(rest) && !ofHours.test(rest)
      return isElse ? `${text.slice(0, days)} § ` : text
    }
    if (found.said.some(({ _tag }) => _tag === "Days")) days = found.end
    else if (!found.said.every(({ _tag }) => joints.has(_tag) && _tag !== "Stop")) return text
    at = found.end
  }
  return text
}

const tellsHours = ({ part, says, times }: Content) => says || part || times > 0

/** Why it is closed, where nothing is said of when: "closed Sunday for church". */
const reason = /(?<=(?:closed|ferme[a-z]*) [a-z ]*)(?:for|pour|because|parce qu[e']|car) ?([a-z' -]+)(?=[.,;!|()]|$)/g
/** The same of hours: "till 3 because it's Friday". */
const cause = /(?:'?cause|because|parce qu[e']|vu que|puisque?) ?([a-z' -]+)(?=[.,;!|()]|$)/g
const withoutReasons = (line: string) =>
  line.replace(
    cause,
    (said, why: string) =>
      /midi|noon|minuit|midnight|ouv|open|ferm|clos/.test(why) || doubts.test(why) ||
        (why.match(/[a-z-]+/g) ?? []).some(isCondition)
        ? said
        : ""
  )
    .replace(reason, (said, why: string) => {
      const { part, says, times, unknown } = contentOf(why)
      return says || part || times > 0 || unknown === 0 || ofSome.test(why.replace(/ time$/, "")) ||
          (why.match(/[a-z-]+/g) ?? []).some(isCondition)
        ? said
        : ""
    })

/** A line without what it tells beside hours; `begun`: hours have been told before it. */
export const withoutAsides = (line: string, begun: boolean): string => {
  const parts = withoutReasons(line).replace(/(?<=(?<![a-z])(?:tel|fax|no))\.(?= ?[\d(+])/g, "").split(boundary)
  let told = begun
  const kept: Array<string> = []
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0 && part !== "" && isAside(part, told, /^\s*[,/]/.test(parts[index + 1] ?? ""))) {
      // A dash in front of it joins nothing any more.
      if (/^\s*[-/]/.test(kept.at(-1) ?? "")) kept.splice(-1, 1, "; ")
      continue
    }
    told ||= index % 2 === 0 && tellsHours(contentOf(part))
    kept.push(index % 2 === 0 ? withoutHours(part) : part)
  }
  return kept.join("")
}
