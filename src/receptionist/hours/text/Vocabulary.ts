import { clockRules } from "./ClockWords.ts"
import { dateRules } from "./DateWords.ts"
import { dayRules } from "./DayWords.ts"
import { fillers, fillersFirst } from "./Fillers.ts"
import { phrase, type Rule, type Token } from "./Tokens.ts"

const places =
  "bureaux?|clini(?:c|que)s?|office|store|shop|boutique|magasin|restaurant|cabinet|secretariat|accueil|reception|salon|" +
  "studio|garage|atelier|entrepot|agence|pharmac(?:ie|y)|bibliotheque|library|librairie|cent(?:re|er)|showroom|" +
  "warehouse|bakery|boulangerie|ecole|school|comptoir|guichet|services?|ventes|sales|pieces|parts|" +
  "daycare|garderie|cpe|creche"

/** Alike in both languages by their first letters. */
const place: Rule = [
  new RegExp(`(${places})(?![a-z])`, "y"),
  ([_, name = ""]) => [{ _tag: "Place", name: name.slice(0, 5) }]
]

const morning = "(?:en |le |les |in the )?(?:avant[- ]midi|matin(?:ee)?s?|mornings?)"
const evening = "(?:en |le |les |l'|in the |at )?(?:soir(?:ee)?s?|evenings?|nights?)"
const afternoon = "(?:en |le |les |l'|in the )?(?:apres[- ]midis?|afternoons?)"
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
      "(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|week|autres|other))",
    { _tag: "Stop" }
  ),
  // A place to eat, and no meal.
  phrase("(?:diner|dejeuner)s?(?= (?:is )?(?:open|ouvert))"),
  // "9-5 from Monday", « dès 8 h », « à partir de 9 h »
  phrase(
    "(?:des|a partir de|a compter de|starting at|starting from|starts at|from|de)(?: ?:)?(?= ?\\d(?!\\d? ?(?:days|jours|hours|hrs|/)|4 ?h))",
    { _tag: "From" }
  ),
  phrase(
    "(?:opens?(?: at)?|opening(?: time)?(?: is| at)?|ouvre a|ouvrons a|ouverture(?: a)?)(?: ?:)?" +
      "(?= ?\\d(?!\\d? ?(?:days|jours|hours|hrs|/)|4 ?h))",
    { _tag: "From", opens: true }
  ),
  phrase(
    "(?:when|ou) (?:we are|we're|nous sommes|on est|elle est|il est|the office is|le bureau est) (?:closed|fermee?s?)"
  ),
  // What is behind a comma may be of all days before; what "and" joins is not.
  [/(?:and|et) (?=(?:we (?:are|close)|on ferme|closed|ferme))/y, () => []],
  // "an hour off at noon"
  phrase(
    "(?:with |avec |we take |on prend |off for |closed for |fermee?s? )?(?:an? |1 |1-)(?:hour|heure)(?: (?:off|break|lunch|lunch break|closure|de pause|de fermeture))?" +
      "(?: for lunch| pour (?:le )?(?:diner|dejeuner|lunch)| de (?:diner|dejeuner|lunch))? (?:at|from|starting at|a) (?:12 )?(?:noon|midi)|" +
      "pause d'1e? heure a midi",
    { _tag: "Closed" },
    noonClock,
    { _tag: "To" },
    oneClock
  ),
  phrase("idem|same(?: hours| as above)?|(?:le )?meme horaire|(?:les )?memes heures|pareil", { _tag: "Same" }),
  // Until then on days of their own: "Wed to 19.00"
  phrase("(?<=(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* )to(?= ?\\d[\\d:.]*(?: ?[ap]m)? ?(?:[,;)]|$))", { _tag: "Until" }),
  phrase(
    "pas (?:de (?:service|clinique|consultations?|visites?|permanence|reception)|d'(?:accueil|ouverture))|" +
      "(?:(?:nous|on) )?(?:n'|ne )?(?:ouvr|travaill|recev)\\w+ pas|(?:we )?(?:don't|do not|never) (?:open|work)|(?:we )?(?:aren't|are not|isn't) open|" +
      "portes? closes?|doors? closed|no (?:clinic|service|office hours)|no(?= (?:week-?end|(?:mon|tues|wednes|thurs|fri|satur|sun)day))|not open|pas ouverte?s?",
    {
      _tag: "Closed"
    }
  ),
  phrase(
    "(?:we |on |nous )?(?:close|shut|ferme|fermons)(?= (?:entre|de|from|between|for|pour|1 heure|an hour|1 hour))",
    { _tag: "Closed" }
  ),
  phrase("(?:but|mais)(?= (?:we are |we're |nous sommes |on est )?(?:closed|ferme))"),
  phrase("(?:though|although|but|mais)(?= (?:we |on |nous )?(?:close|shut|ferm|finish|fini|termin))"),
  phrase("(?<=(?:\\d|[ap]\\.?m\\.?) ?)too(?= ?\\d)", { _tag: "To" }),
  phrase("but(?= (?:on )?(?:mon|tue|wed|thu|fri|sat|sun))", { _tag: "Except" }),
  phrase(
    "(?:when |where |quand |ou |qu')?(?:we |it |they |on |nous |elle |il )?(?:(?:closes?|closed|closing|shuts?|ferme|" +
      "fermons|fermeture|finish(?:es)?|finit|finissons|termine|terminons) (?:(?:an hour |1 hour |1 heure |une heure )?(?:early|plus tot|hative|anticipee) ?)?(?:at|a)|(?:closes|ferme) (?:an hour |1 hour |1 heure )?(?:early|plus tot)|closing time(?: is)?(?: at)?|closes(?: early)?|fermeture(?: hative| anticipee)?)(?: ?:)?" +
      "(?= ?\\(?(?:\\d|midi|minuit|noon|midnight))",
    { _tag: "Until" }
  ),
  phrase("jusqu'(?:a|au)|jusque|until|till?|up to", { _tag: "Until" }),
  phrase("entre|between", { _tag: "Between" }),
  phrase(
    "ferm\\.|ferme(?:e)?s?|fermeture|closed|closure|off|shut|relache|conge|repos|exclue?s?|excluded|non comprise?s?|non incluse?s?|not included",
    { _tag: "Closed" }
  ),
  phrase(
    "sauf|ex\\.(?= )|sf(?= )\\.?|ex[ce]?[cp]*epte|a l'exception (?:de|du|des)|hormis|hors|except(?:ed|ing| for| on)?|excluding|excl\\.?|other than|apart from|but not",
    { _tag: "Except" }
  ),
  phrase("y compris|incluant|including|included|comprise?s?|incluse?s?|even|meme", { _tag: "Including" }),
  phrase(
    "(?:pour |for |over |during |pendant |durant |with |avec )?(?:l'|la |le |the |une )?(?:heure (?:du )?)?" +
      "(?:lunch(?: ?(?:hour|break|time|period))?|diner|dejeuner|meal break|break|repas|" +
      "pause(?: (?:repas|diner|dejeuner|midi|du midi|de midi|lunch|du diner|du dejeuner))?)|" +
      "(?:sur |pendant |durant )?l'heure du (?:midi|diner|repas|dejeuner)|heure du midi",
    { _tag: "Lunch" }
  ),
  ...partRules,
  place,
  ...fillers,
  phrase("o(?= (?:lun|mar|mer|jeu|ven|sam|dim))|a|au|aux|to|through|thru", { _tag: "To" }),
  phrase("et|and|pis|puis|then|ainsi que|as well as|plus", { _tag: "And" })
]

const signs: ReadonlyArray<Rule> = [
  [/\s+/y, () => []],
  // Of what is closed: « fermé samedi ou dimanche » are both.
  [/(?<=(?:not open|closed|fermee?s?|pas ouverte?s?)[^.;\d]*)(?:or|nor|ou|ni)(?= )/y, () => [{ _tag: "And" }]],
  [/[,&+]/y, () => [{ _tag: "And" }]],
  [/-+>?|=>|>|@/y, () => [{ _tag: "To" }]],
  // Between two times: "~9 to 5" is about nine.
  [/(?<=(?:\d|h|[ap]\.?m\.?|noon|midi) ?)~(?= ?(?:\d|noon|midi|midnight|minuit))/y, () => [{ _tag: "To" }]],
  [/\//y, () => [{ _tag: "Slash" }]],
  [/[:()[\]=]/y, () => [{ _tag: "Apart" }]],
  [/[.;|•!]+/y, () => [{ _tag: "Stop" }]],
  // An article that an apostrophe joins to its word.
  [/[ld]'/y, () => []]
]

/** In the order in which they are tried. A rule that says nothing has read a word that changes nothing. */
export const rules: ReadonlyArray<Rule> = [
  ...fillersFirst,
  ...dateRules,
  ...dayRules,
  ...clockRules,
  ...wordRules,
  ...signs
]
