import { phrase, type Rule } from "./Tokens.ts"

/** Who opens and closes: "we", « on », "the doors". */
const who =
  "(?:(?:when|where|quand|ou|qu'|que) ?)?(?:(?:we(?:'re| are)?|it(?:'s| is)?|they|i(?:'m)?|(?:the )?doors?|on|nous|elle|il|" +
  "je|j'|ca|chus|les portes|la porte) ?)?"

const shuts = "(?:lock|shut)s?(?: up| down)?|closes?|closing(?: time)?|fermeture|heure de fermeture"

const goes =
  "(?:close|shut|lock)[sd]?(?: up| down| (?:up )?shop| the doors?)?|closing|finish(?:es|ed)?|ends?|quits?|leaves?|stops?|done|gone|" +
  "(?:knock|head|clear|pack|wrap|clock)(?:s|es)? (?:off|out|up|home|it in|it up)|calls? it (?:a day|quits)|" +
  "outta here|out of here|out the door|off home|" +
  "(?:ferm|barr|termin|arret|quitt|decoll|lach|decriss)(?:e|es|ent|ons)(?: (?:la porte|les portes|boutique|la shop|ca))?|" +
  "fermeture|fini(?:t|s|ssons|ssent)?|pli(?:e|ons) bagage|s'en (?:va|retourne)|part(?:ons)?"

const early = "(?: (?:an hour |1 hour |1 heure |une heure )?(?:early|plus tot|hative|anticipee))"

const begins =
  "open(?:s|ing)?(?: up)?(?: (?:the|my) [a-z]+)?|opening time|unlocks?(?: the doors?)?|starts?|begins?|gets? in|arrives?|" +
  "ouvr(?:e|es|ent|ons)(?: (?:la porte|les portes|boutique))?|ouverture|" +
  "(?:commenc|debut|debarr|arriv)(?:e|es|ent|ons|eons)(?: la journee)?"

const stays =
  "(?:stay|remain|keep|go|run)(?:s|es)?(?: (?:open|going|on))?|(?:est|sommes) ouverte?s?|(?:rest|roul|etir|dur)(?:e|es|ent|ons)(?: (?:ca|la|ouverte?s?))?"

/** When a house opens and closes, as people say it who do not write hours often. */
export const doorRules: ReadonlyArray<Rule> = [
  phrase(
    `${who}(?:(?:${goes})(?: deja| already)?${early}? (?:at|a)|(?<!ouvr\\w* )(?:fini[ts]|termin(?:e|ons))(?= ?\\d[\\dh:.]* ?(?:[.,;!)]|$|au lieu))|(?:closes|ferme|shuts)${early}|(?:${shuts})${early}?(?: is| est)?(?: at| a)?)(?: ?:)?` +
      "(?= ?\\(?(?:\\d|midi|minuit|noon|midnight))",
    { _tag: "Until" }
  ),
  phrase(
    `${who}(?:${begins})(?: (?:is|est|toujours|always))*(?: at| a| des)?(?: ?:)?` +
      "(?= ?(?:noon|midi|\\d(?!\\d? ?(?:days|jours|hours|hrs|/)|4 ?h)))",
    { _tag: "From", opens: true }
  ),
  phrase(`${who}(?:${stays})(?= (?:till?|until|up to|jusqu))`),
  // "except Thursdays when we're open till 8"
  phrase(
    "(?:when|where|quand|ou) (?:we're|we are|it's|i'm|on est|nous sommes|c'est) (?:open|ouverte?s?)(?= (?:till?|until|up to|jusqu))"
  )
]

const day =
  "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|week-?end|fins? de sem|feri|jours? fe|holiday|stat|autres jours)"

/** Where those are who are not there. */
const elsewhere =
  "church|eglise|lake|lac|chalet|cottage|cabin|bois|woods|peche|fishing|family(?: day)?|famille|golf(?:ing)?|hockey|home|bed|lit|beach|plage|camping|" +
  "ski(?:ing)?|chasse|hunting|god|lord|sacre|grandkids|sabbath|shabbat|rest|day of rest|relax|kidding|nap|sieste|messe|mass"

/** On which nobody is there: "Sundays we rest", « le dimanche y'a personne ». */
export const restRules: ReadonlyArray<Rule> = [
  phrase(
    "(?:(?:we|i|on|nous|je|me) ?)?(?:(?:am|are|is|est|sommes) )?(?:sleeping(?: in)?|sleeps?(?: in)?|dor(?:t|s|mons)|" +
      "(?:se|me|nous) repos(?:e|ons)|zz+)|(?:we|i|everybody|everyone|staff) (?:rests?|relax(?:es)?)|" +
      "(?:(?:taking|take|prend|prends|prenons) )?(?:the |a |my |our )?days? off|(?:a )?free day|(?:prends?|prenons) conge|gone [a-z]+in[g']?|" +
      "(?:il )?(?:n')?y'? ?a (?:pas|pu|pus|plus|jamais) (?:1|un|personne|grand monde)(?: chat)?|(?:il )?(?:n')?y'? ?a personne|" +
      "(?:(?:on|nous|je) )?(?:n'|ne )?(?:est|sommes|suis) pas (?:la|ici)|pas (?:un|1) chat|(?:nobody|no 1|no one)(?:'s| is)?(?: (?:here|in|home|around|there))?|" +
      "(?:(?:we|i) )?(?:don'?t|do not) do|(?:oublie[rz]?|forget)(?: (?:ca|it|nous|about it))?|(?:don'?t|do not) (?:bother|come)(?: (?:coming|by))?|(?:viens|venez) pas|" +
      "(?:c'est |est |it's |is )?(?:barree?s?|locked)",
    { _tag: "Closed" }
  ),
  phrase(
    `(?:y'? ?a )?pas(?= (?:de |d'|les? |la |en |aux )*${day})|jamais(?= (?:les? |la |en )${day})|never(?= (?:on |the |a )*${day})|` +
      `no(?= ${day})|(?:we )?(?:observe|honou?r)(?= (?:all |the )*${day})|nothing(?= (?:on |the )*(?:${day}|other|rest))|rien(?= (?:les? |la |en )*(?:${day}|autres|reste))`,
    { _tag: "Closed" }
  ),
  // "Sundays I'm at church", « le dimanche, c'est pour la famille »
  [
    new RegExp(
      `(?<=${day}[a-z]*(?: (?:et|and|pis|&) ${day}[a-z]*)?,? ?[-:=]? ?)(?:[a-z']+ ){0,6}(?:[dl]')?(?:${elsewhere})(?: [a-z']+){0,2}(?=\\s*(?:[.,;!|()/]|$))`,
      "ym"
    ),
    () => [{ _tag: "Closed" }]
  ],
  // "Sundays no.", « dim X »
  [
    new RegExp(
      `(?<=${day}[a-z]*[.:]? ?[-:=]? ?)(?:x|no|non|nope|nothing|none|nada|rien|niet|nah|dark)(?=\\s*(?:[.,;!|()]|$))`,
      "ym"
    ),
    () => [{ _tag: "Closed" }]
  ]
]
