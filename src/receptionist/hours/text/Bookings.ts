import { doubtful } from "../beside/Doubts.ts"
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

const ofHours =
  /(?<![a-z])(?:hours?|heures?|hrs|horaires?|opening|reopen\w*|re-?ouv\w*|ouverture|closing|fermeture|opens?|opened|ouvr\w*|ouvert\w*|closed?|closes|closure|ferm(?:e|es|ee|ees|ons|ent|er)|shut\w*)(?![a-z-])/
const event =
  /(?<![a-z])(?:discounts?|rabais|music|musique|trivia|bingo|karaoke|quiz|jam|story ?time|heure du conte|wings?|tacos?|admission|free|gratuite?s?|tournaments?|tournois?)(?![a-z])/
/** "Live music on Fridays", on which it is open as was told. */
export const isEvent = (text: string, told: ReadonlySet<number>): boolean =>
  event.test(text) && !/\d/.test(text) && !ofHours.test(text) &&
  !text.replace(/every|each|chaque|times?|first|1er|premier/g, "").split(/[^a-z]+/).some((word) =>
    doubtful.test(word)
  ) &&
  saidIn(text).tokens.every((token) =>
    joints.has(token._tag) || (token._tag === "Days" && token.days.every((day) => told.has(day))) ||
    token._tag === "Part"
  )
