import { isSeason } from "./Conditions.ts"
import { nearDay, people } from "./Others.ts"
import { joints, saidIn } from "./Said.ts"

/** How one books, which some do and none must. */
const booking = new RegExp(
  "^(?:(?:reserve[rz]?|book|order|commande[rz]?) (?:online|en ligne|by phone|par telephone)(?: [a-z☎.'-]+){0,5}|(?:(?:you can |vous pouvez |please |veuillez )?(?:book|make|take|prendre|prenez|reserve[rz]?) )?(?:(?:your|an?|un|une|votre|vos|quick|online|phone|video|virtual) )*" +
    "(?:prise de )?(?:appointments?|bookings?|reservations?|rendez-vous|rdv|tables?|tickets?|billets?|orders?|commandes?|classes|cours|courts?|terrains?)" +
    "(?: (?:are|is|sont|est))?(?: (?:available|possible|offered|accepted|online|en ligne|by phone|par telephone|through|via|on|at|sur|with|aupres|a))(?: [a-z☎.'-]+){0,5})$"
)
const forGroups =
  /^(?:reservations?|bookings?) (?:(?:are|is|sont) )?(?:strongly )?(?:recommended|suggested|preferred|required|accepted|conseillees?|recommandees?|requises?|acceptees?) (?:for|pour) (?:les |large |larger )?(?:parties|groups?|groupes)(?: (?:of|de|over) \d+)?(?: (?:or more|et plus|people|personnes|or larger|\+))*$/
/** "We answer e-mails within 24 hours" */
const within =
  /^(?:we|on|nous) (?:respond|reply|answer|return|call back|get back|repond\w*|retourn\w*|rappel\w*)(?: [a-z'-]+){0,5} (?:within|in|sous|dans les|en|dans un delai de) (?:\d+|1 to \d+|\d+-\d+) ?(?:business |working )?(?:hours?|hrs?|h|heures?|days?|jours?)(?: ouvrables?)?$/
export const isBooking = (text: string): boolean =>
  forGroups.test(text) || within.test(text) || booking.test(text) &&
    !/(?<![a-z])(?:only|seulement|uniquement|required|obligatoires?|requests?|demande|hours?|heures?)(?![a-z])/.test(
      text
    ) &&
    saidIn(text).tokens.every(({ _tag }) => joints.has(_tag))

/** What a whole sentence can say of hours without a day or a time: in which case, about when, for whom, for how long. */
const changing = new RegExp(
  "(?<![a-z])(?:any ?time|only|seulement|uniquement|exclusi\\w*|strict\\w*|reserv\\w*|limit\\w*|restrict\\w*|prior\\w*|" +
    "if|si|s'il|when\\w*|quand|lorsque|unless|while|until|till?|jusqu\\w*|depend\\w*|selon|according|subject|sujette?s?|vari\\w*|var(?:y|ies|ying)|" +
    "chang\\w*|modif\\w*|adjust\\w*|ajust\\w*|weather|meteo|storms?|tempetes?|snow\\w*|neige\\w*|rain\\w*|pluie|verglas|permitting|" +
    "approx\\w*|about|around|environ|rough\\w*|circa|ish|vers|peu|pres|usual\\w*|general\\w*|normal\\w*|typical\\w*|sometimes|often|most\\w*|parfois|" +
    "souvent|habitu\\w*|d'habitude|may|might|could|should|would|peut|peuvent|pourrai\\w*|devrai\\w*|possib\\w*|probabl\\w*|maybe|perhaps|peut-etre|hope\\w*|theor\\w*|princip\\w*|" +
    "temporar\\w*|temporai\\w*|provis\\w*|exception\\w*|special\\w*|except\\w*|sauf|hormis|appointments?|appts?|rendez-vous|rdv|rv|" +
    "bookings?|requests?|demande|on-demand|demand|confirm\\w*|verif\\w*|check(?!-| in| out)\\w*|before|avant|ahead|first|d'abord|now\\w*|current\\w*|presently|presentement|" +
    "actuel\\w*|today|tomorrow|aujourd'hui|demain|weeks?|semaines?|months?|mois|years?|annee|new|nouv\\w*|next|prochain\\w*|start\\w*|effective|begin\\w*|" +
    "debut\\w*|soon|bientot|moving|moved|demenag\\w*|relocat\\w*|renov\\w*|travaux|construction|covid\\w*|every|each|chaque|alternat\\w*|alternance|other|others|autres?|" +
    "some|certain\\w*|second|odd|even|biweekly|twice|once|fois|times?|more|less|plus|moins|long\\w*|short\\w*|earl\\w*|later?|tot|tard|extra|extend\\w*|prolong\\w*|" +
    "reduc\\w*|reduit\\w*|partial\\w*|partiel\\w*|half|demi|chance|luck\\w*|tant|random|flexib\\w*|souple|need\\w*|besoin|supplies|sold|epuise\\w*|" +
    "arrang\\w*|entente|private|privee?s?|emergenc\\w*|urgen\\w*|garde|on-call|regist\\w*|inscri\\w*|walk-?ins?|remote\\w*|teletravail|virtual\\w*|in person|personne|" +
    "phone\\w*|telephon\\w*|online|ligne|website|web|facebook|google|see|voir|consult\\w*|posted|affich\\w*|call\\w*|appel\\w*|dispon\\w*|avail\\w*|" +
    "part|as|by|per|out|away|absent\\w*|back|return\\w*|retour\\w*|in and out|busy|slow|guess|think|pense|crois|sure|plan\\w*|prevu\\w*|trial|essai|" +
    "operat\\w*|schedul\\w*|arriv\\w*|here|there|on duty|work\\w*|give or take|on and off|gone|terms?|semest\\w*|scolaires?|days?|jours?|tides?|marees?|tba|tbd|determin\\w*|announc\\w*|annonc\\w*|valid\\w*|defin\\w*|presque|thereabouts|being|willing|fingers|wood|imprevus?|quelques|max\\w*|min|minimum|miss\\w*|skeleton)(?![a-z])"
)
const ofHours =
  /(?<![a-z])(?:hours?|heures?|hrs|horaires?|opening|reopen\w*|re-?ouv\w*|ouverture|closing|fermeture|opens?|opened|ouvr\w*|ouvert\w*|closed?|closes|closure|ferm(?:e|es|ee|ees|ons|ent|er)|shut\w*)(?![a-z-])/
/** Those that need no appointment. */
const welcomed =
  /walk-?ins? (?:(?:are|is|always) )*(?:welcome|ok|okay|fine|accepted)|(?:take|accept|welcome)s? (?:all )?walk-?ins?|appointments? (?:(?:are|get|have|take|given) )+(?:priority|precedence|preference)|accept\w* new (?=patients|clients|students|members)|nouveaux (?=patients|clients) (?:acceptes|bienvenus)/g
/** How much, how old, since when: no times. */
const numbers =
  /(?:since|depuis|established(?: in)?|est\.?|fondee? en) (?:19|20)\d\d|\$ ?\d+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)? ?(?:% ?(?:off|de rabais)?|\$|€|dollars?|euros?|km|kms|lbs?|kg|cm|ft)(?![a-z])|(?:under|over|moins de|plus de) \d+(?: ans)?|\d+ ans(?: et (?:plus|moins))?|\d+ (?:and|&) (?:under|over|up)|\d+(?= (?!hours|heures|hrs|days|jours|weeks|semaines|months|minutes|mins)[a-z]{3,}s(?![a-z]))/g
/** A sentence that has nothing to do with hours: "Staff will help you load." */
export const isUnrelated = (text: string): boolean => {
  const rest = text.replace(welcomed, "").replace(numbers, "").replace(/drop(?:ped|s)?[- ]?offs?/g, "left")
  if (/\d/.test(rest) || changing.test(rest) || ofHours.test(rest)) return false
  if (/^(?:for|pour|with|avec|or|ou|and|et|but|mais|to|a|par|sur|no|not|pas)(?![a-z])/.test(rest)) return false
  const { tokens, unknown } = saidIn(rest)
  return unknown.filter((word) => word.length > 2).length > (people.test(rest) ? 2 : 0) && rest.includes(" ") &&
    !unknown.some(isSeason) &&
    !unknown.some((word) => nearDay.test(word)) && tokens.every(({ _tag }) => joints.has(_tag))
}

const event =
  /(?<![a-z])(?:discounts?|rabais|music|musique|trivia|bingo|karaoke|quiz|jam|story ?time|heure du conte|wings?|tacos?|admission|free|gratuite?s?|tournaments?|tournois?)(?![a-z])/
/** "Live music on Fridays", on which it is open as was told. */
export const isEvent = (text: string, told: ReadonlySet<number>): boolean =>
  event.test(text) && !/\d/.test(text) && !ofHours.test(text) &&
  !changing.test(text.replace(/every|each|chaque|times?|first|1er|premier/g, "")) &&
  saidIn(text).tokens.every((token) =>
    joints.has(token._tag) || (token._tag === "Days" && token.days.every((day) => told.has(day))) ||
    token._tag === "Part"
  )
