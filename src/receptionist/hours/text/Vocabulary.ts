import { clockRules } from "./ClockWords.ts"
import { dateRules } from "./DateWords.ts"
import { dayRules } from "./DayWords.ts"
import { doorRules, restRules } from "./Doors.ts"
import { fillers, fillersFirst, fillersLast } from "./Fillers.ts"
import { talk } from "./Talk.ts"
import { phrase, type Rule, type Token } from "./Tokens.ts"

const places =
  "bureaux?|clini(?:c|que)s?|office|store|shop|boutique|magasin|restaurant|cabinet|secretariat|accueil|reception|salon|" +
  "studio|garage|atelier|entrepot|agence|pharmac(?:ie|y)|bibliotheque|library|librairie|cent(?:re|er)|showroom|" +
  "warehouse|bakery|boulangerie|ecole|school|comptoir|guichet|services?|ventes|sales|pieces|parts|" +
  "daycare|garderie|cpe|creche|etude|etablissement|practice|registry|mairie|museum|musee|gallery|galerie|animalerie|" +
  "bistrot?|brasserie|microbrasserie|friperie|laborato(?:ry|ire)"

/** Alike in both languages by their first letters. */
const place: Rule = [
  new RegExp(`(${places})(?![a-z])`, "y"),
  ([_, name = ""]) => [{ _tag: "Place", name: name.slice(0, 5) }]
]

const morning = "(?:en |le |les |in the )?(?:avant[- ]midi|mat|matin(?:ee)?s?|mornings?)"
const evening = "(?:en |le |les |l'|in the |at )?(?:soir(?:ee)?s?|evenings?|nights?)"
const afternoon = "(?:en |le |les |l'|in the )?(?:apres[- ]midis?|aprem|aprm|afternoons?)"
const only = " (?:seulement|uniquement|only)"

const partRules: ReadonlyArray<Rule> = [
  phrase(`${morning}${only}`, { _tag: "Part", half: "am", only: true }),
  phrase(`${afternoon}${only}`, { _tag: "Part", half: "pm", only: true }),
  phrase(`${evening}${only}`, { _tag: "Part", half: "pm", evening: true, only: true }),
  phrase(`${morning}|am|a\\.m\\.`, { _tag: "Part", half: "am" }),
  phrase(evening, { _tag: "Part", half: "pm", evening: true }),
  phrase(`${afternoon}|pm|p\\.m\\.`, { _tag: "Part", half: "pm" })
]

const clockAt = (minute: number): Token => ({
  _tag: "Clock",
  clock: { minute, exact: true, zero: false, french: false, of24: false }
})
const [noonClock, oneClock] = [clockAt(720), clockAt(780)]

const wordRules: ReadonlyArray<Rule> = [
  // « fermé le lundi, ouvert du mardi au dimanche » are two sentences.
  phrase(
    "(?:(?:and|et|but|mais) )?(?:ouverte?s?|open)(?= (?:(?:du|de|le|les|on|from|the|all|tous|every) )*" +
      "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|week|autres|other|rest))",
    { _tag: "Stop" }
  ),
  // « jeudi : nocturne 21 h »
  phrase("nocturne ?:?(?= ?\\d{1,2} ?h(?: ?\\d\\d)? *(?:[.,;)]|$))", { _tag: "Until" }),
  // A place to eat, and no meal.
  phrase("(?:diner|dejeuner)s?(?= (?:is )?(?:open|ouvert))"),
  // "9-5 from Monday", « dès 8 h », « à partir de 9 h »
  phrase(
    "(?:des|a partir de|a compter de|starting at|starting from|starts at|from|de)(?: ?:)?(?= ?(?:noon|midi(?! a)|\\d(?!\\d? ?(?:days|jours|hours|hrs|/)|4 ?h)))",
    { _tag: "From" }
  ),
  // "we close 12-1"
  phrase(
    "(?:we |on |nous )(?:close|shut|ferme|fermons)(?= \\d{1,2}(?:[:h.]?\\d{2})? ?h? ?(?:[ap]m)? ?(?:-|to|a|till?) ?\\d)",
    {
      _tag: "Closed"
    }
  ),
  ...doorRules,
  phrase(
    "(?:when|ou) (?:we are|we're|they are|they're|nous sommes|on est|(?:elle|il) est|(?:elles|ils) sont|(?:the|our|le|la|notre) [a-z]+ (?:is|est)|(?:the|our|les|nos) [a-z]+ (?:are|sont)) (?:closed|fermee?s?)"
  ),
  // What is behind a comma may be of all days before; what "and" joins is not.
  [/(?:and|et) (?=(?:we (?:are|close)|on ferme|closed|ferme))/y, () => []],
  // "an hour off at noon"
  phrase(
    "(?:with |avec |we take |on prend |off for |closed for |fermee?s? )?(?:an? |1 |1-)(?:hour|heure)(?: (?:off|break|lunch|lunch break|closure|de pause|de fermeture))?" +
      "(?: for lunch| pour (?:le )?(?:diner|dejeuner|lunch)| de (?:diner|dejeuner|lunch))?,? (?:at|from|starting at|a) (?:12 )?(?:noon|midi)|" +
      "pause d'1e? heure a midi",
    { _tag: "Closed" },
    noonClock,
    { _tag: "To" },
    oneClock
  ),
  // « du lundi au samedi de 9 h à 17 h, euh non, le samedi on ferme à 16 h »: what was said of that day is taken back.
  phrase(
    "(?:(?:(?:euh+|heu|u+h+|u+m+|enfin|oh|ah|ha),? (?:non|no)(?:,? (?:pardon|attendez|attends|wait|sorry))?|(?:non|no),? (?:attendez|attends|wait|pardon|sorry)|scratch that)" +
      "(?=,? (?:on |le |la )*(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)))",
    { _tag: "Except" }
  ),
  phrase("(?:also|aussi|egalement)(?= (?:de |from )?\\d)", { _tag: "More" }),
  phrase("idem|same(?: hours| as above)?|(?:le )?meme horaire|(?:les )?memes heures|pareil", { _tag: "Same" }),
  // Until then on days of their own: "Wed to 19.00"
  phrase("(?<=(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* )to(?= ?\\d[\\d:.]*(?: ?[ap]m)? ?(?:[,;)]|$))", { _tag: "Until" }),
  phrase(
    "pas (?:de (?:service|clinique|consultations?|visites?|permanence|reception)|d'(?:accueil|ouverture))|" +
      "(?:(?:nous|on) )?(?:n'|ne )?(?:ouvr|travaill|recev)\\w+ pas|(?:we )?(?:do(?:es)?n'?t|do(?:es)? not|never) (?:open|work|operate|run)|(?:we )?(?:aren'?t|are not|isn'?t|is not) open|" +
      "(?:we're|we are) not (?:here|in|around)(?= (?:on )?(?:mon|tue|wed|thu|fri|sat|sun|week-?end))|" +
      "aucun service(?: n'est (?:offert|assure|donne|disponible))?(?= (?:les? |la |en |aux |du )*(?:lun|mar|mer|jeu|ven|sam|dim|fins? de sem|week|feri|jours? f))|" +
      "portes? closes?|doors? closed|no (?:clinic|service|surgery|office hours)|no(?= (?:w(?:ee)?k-?e?nd|(?:mon|tues|wednes|thurs|fri|satur|sun)day))|not open|pas ouverte?s?",
    {
      _tag: "Closed"
    }
  ),
  phrase(
    "(?:we |on |nous )?(?:close|shut|ferme|fermons|ferment)(?= (?:entre|de|from|between|for|pour|1 heure|an hour|1 hour))",
    { _tag: "Closed" }
  ),
  phrase("(?:but|mais)(?= (?:we are |we're |nous sommes |on est )?(?:closed|ferme))"),
  phrase("(?:though|although|but|mais)(?= (?:we |on |nous )?(?:close|shut|ferm|finish|fini|termin))"),
  // "every day bar Monday", "not Sundays"
  phrase("(?<=(?:day|daily|week|\\d|[ap]m),? )bar(?= (?:mon|tue|wed|thu|fri|sat|sun|bank|public))", { _tag: "Except" }),
  phrase(
    "not(?= (?:on )?(?:mon|tue|wed|thu|fri|sat|sun|week-?end)[a-z]*(?: (?:or|and|&|nor) [a-z]+)?\\s*(?:[.;,!)]|$))",
    {
      _tag: "Closed"
    }
  ),
  // "we eat 12 to 1", « on dîne de midi à 1 h »
  phrase(
    "(?:we|on|nous) (?:eat|lunch|dinons|dine|mangeons|mange)(?= (?:de |from |entre |between )?(?:\\d|noon|midi))",
    {
      _tag: "Closed"
    }
  ),
  phrase("(?<=(?:\\d|[ap]\\.?m\\.?) ?)too(?= ?\\d)", { _tag: "To" }),
  phrase(
    "(?:but|mais|though|well)(?= (?:(?:on|le|la|les|the) )*(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim))",
    {
      _tag: "Except"
    }
  ),
  phrase("jus(?:qu|k)[' e]*(?:a|au)|jusque|until|till?|up to", { _tag: "Until" }),
  phrase("entre|between", { _tag: "Between" }),
  phrase(
    "ferm\\.|ferme[er]?s?|fermons|clsd|fermeture|closed|closure|off|shut|relache|conge|repos|exclue?s?|excluded|non comprise?s?|non incluse?s?|not included",
    { _tag: "Closed" }
  ),
  phrase(
    "sauf|ex\\.(?= )|sf(?= )\\.?|ex[ce]?[cp]*epte|xcept|'?cept|a part|(?:a l'|avec l')exception (?:de|du|des)|with the exception of|with (?:an|1) exception|(?:a|avec) (?:une|1) (?:seule )?exception(?: pres)?|hormis|hors|except(?:ed|ing| for| on)?|excluding|excl\\.?|other than|apart from|but not",
    { _tag: "Except" }
  ),
  phrase(
    "y compris|incluant|including|included|comprise?s?|incluse?s?|(?:yes |oui |yep )?(?:even|meme)|incl\\.?(?= (?:stat|pub|hol|jours? f|feri))",
    {
      _tag: "Including"
    }
  ),
  phrase("(?:yes|yep|oui)(?= (?:sun|sat|dim|sam|hol|week))", { _tag: "Including" }),
  phrase(
    "(?:pour |for |over |during |pendant |durant |with |avec )?(?:l'|la |le |the |une )?(?:heure (?:du )?)?" +
      "(?:lunch(?: ?(?:hour|break|time|period))?|diner|dejeuner|meal break|break|repas|" +
      "pause(?: (?:repas|diner|dejeuner|midi|du midi|de midi|lunch|du diner|du dejeuner))?)|" +
      "(?:a |sur |pendant |durant )?l'heure du (?:midi|diner|repas|dejeuner)|heure du midi",
    { _tag: "Lunch" }
  ),
  ...partRules,
  place,
  ...restRules,
  ...fillers,
  phrase("o(?= (?:lun|mar|mer|jeu|ven|sam|dim))|a|au|aux|to|(?:right |straight )?through(?: to)?|thru", { _tag: "To" }),
  phrase("(?:et )?(?:apres|ensuite)(?= (?:de )?\\d)", { _tag: "And" }),
  // "we don't work weekends or holidays", and not "Saturday or Sunday by appointment"
  phrase(
    "(?<=(?:n'?t|not|never|closed|pas|jamais|fermee?s?) (?:[a-z]+ ){1,4})(?:or|ou)(?= (?:on |the |le |la |les |any )*" +
      "(?:stat|public|bank|holiday|week-?ends|jours? f|feries|(?:mon|tues|wednes|thurs|fri|satur|sun)days|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?))",
    { _tag: "And" }
  ),
  phrase("et|and|n|pis|puis|then|ainsi que|as well as|plus|ni|nor", { _tag: "And" }),
  ...talk
]

const day = "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?"

const signs: ReadonlyArray<Rule> = [
  [/\s+/y, () => []],
  // "closed Friday, Sat 9-1": a day that is closed, and another with hours.
  [
    new RegExp(
      `,(?<=\\d[^;]*, ?(?:closed|shut|off|fermee?s?|relache|conge) (?:on |le |les )?${day},)(?= ?(?:le |les |du |on )?${day}(?: ?(?:-|a|au|to|thru|through|&|et|and|\\+) ?${day})? ?:? ?(?:de |from )?\\d)`,
      "y"
    ),
    () => [{ _tag: "Stop" }]
  ],
  // "closed Mondays, Tue-Sat 9-5"
  [
    new RegExp(
      `,(?<=(?:closed|shut|off|fermee?s?|relache|conge) (?:on |le |les )?${day}(?: ?(?:&|\\+|and|et) ?${day})?,)(?= ?(?:du |le )?${day} ?(?:-|a|au|to|thru|through) ?${day}(?: its)? ?:? ?(?:de |from )?\\d)`,
      "y"
    ),
    () => [{ _tag: "Stop" }]
  ],
  // « Dimanche - », of a table as well.
  [new RegExp(`(?<=^${day} ?:? ?)-+(?: -+)?$`, "my"), () => [{ _tag: "Closed" }]],
  // "9-5 - sat 9-1"
  [
    new RegExp(`(?<=(?:\\d|\\dh|\\d ?[ap]\\.?m\\.?|noon|midi) )-(?= ${day} ?:? ?(?:\\d|closed|ferme))`, "y"),
    () => [{ _tag: "Stop" }]
  ],
  // « 10 h/19 h »
  [/(?<=\d ?h ?(?:\d\d)?) ?\/(?= ?\d\d? ?h)/y, () => [{ _tag: "To" }]],
  [/§/y, () => [{ _tag: "Closed", unsaid: true }]],
  // Of what is closed: « fermé samedi ou dimanche » are both.
  [
    /(?<=(?:(?:not|don'?t) open|closed|fermee?s?|pas ouverte?s?|(?<![a-z])(?:no|pas) [a-z ]*(?:di|day)s?)[^.;\d]*)(?:or|ou)(?= )/y,
    () => [{ _tag: "And" }]
  ],
  [/[,&+]/y, () => [{ _tag: "And" }]],
  [/--+(?= (?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim))/y, () => [{ _tag: "Stop" }]],
  [/-+>?|=>|>|@/y, () => [{ _tag: "To" }]],
  [
    /(?<=(?:mon|tues?|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]* ?)~(?= ?(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim))/y,
    () => [{ _tag: "To" }]
  ],
  // Between two times: "~9 to 5" is about nine.
  [/(?<=(?:\d|h|[ap]\.?m\.?|noon|midi) ?)~(?= ?(?:\d|noon|midi|midnight|minuit))/y, () => [{ _tag: "To" }]],
  [/[.;|•·!]+|\/\/+/y, () => [{ _tag: "Stop" }]],
  // "Mon/Fri inclusive"
  [/\/(?=(?:fri|ven|sat|sam|sun|dim)[a-z]* (?:incl|both))/y, () => [{ _tag: "To" }]],
  [/\//y, () => [{ _tag: "Slash" }]],
  // « les autres jours ? fermé ! »
  [/\?(?= ?(?:ferme|closed|\d|non|no))/y, () => [{ _tag: "Apart" }]],
  [/[:()[\]=]/y, () => [{ _tag: "Apart" }]],
  // What an apostrophe joins to its word: « j'ouvre », "Sunday's".
  [/[ldjcst]'|(?<=[a-z])'s(?![a-z])/y, () => []]
]

/** In the order in which they are tried. A rule that says nothing has read a word that changes nothing. */
export const rules: ReadonlyArray<Rule> = [
  ...fillersFirst,
  ...dateRules,
  ...dayRules,
  ...clockRules,
  ...wordRules,
  ...signs,
  ...fillersLast
]
