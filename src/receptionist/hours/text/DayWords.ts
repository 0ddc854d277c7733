import { everyDay, holiday, phrase, rest, restOfWeekdays, type Rule, type Token } from "./Tokens.ts"

const days = (...days: ReadonlyArray<number>): Token => ({ _tag: "Days", days })

const dayNames: ReadonlyArray<string> = [
  "lundis?|lun\\b\\.?|mondays?|mon\\b\\.?",
  "mardis?|mar\\b\\.?|tuesdays?|tues?\\b\\.?",
  "mercredis?|merc?\\b\\.?|wednesdays?|weds?\\b\\.?",
  "jeudis?|jeu\\b\\.?|thursdays?|thu(?:rs?)?\\b\\.?",
  "vendredis?|vend?\\b\\.?|fridays?|fri\\b\\.?",
  "samedis?|sam\\b\\.?|saturdays?|sats?\\b\\.?",
  "dimanches?|dim\\b\\.?|sundays?|suns?\\b\\.?"
]

const shortNames: Readonly<Record<string, number>> = {
  l: 0,
  lu: 0,
  ma: 1,
  me: 2,
  je: 3,
  ve: 4,
  v: 4,
  sa: 5,
  di: 6,
  d: 6,
  th: 3,
  f: 4
}

/** One or two letters are a day only where two of them make a range: « L-V », "M-F". M is Monday in English alone. */
const shortRange: Rule = [
  /(lu|l|ma|me|je|m)\s?(?:-|a|au|to|thru|through)\s?(ve|v|sa|di|d|th|f)(?![a-z0-9])/y,
  ([_, from = "", to = ""]) => {
    const english = to === "f" || to === "th"
    const first = from === "m" ? english ? 0 : undefined : english ? undefined : shortNames[from]
    const last = shortNames[to]
    return first === undefined || last === undefined || last <= first
      ? [{ _tag: "Unknown" }]
      : [days(...everyDay.slice(first, last + 1))]
  }
]

const twoLetterDay = (name: string): number => {
  const french = "lu ma me je ve sa di".split(" ").indexOf(name)
  return french === -1 ? "mo tu we th fr sa su".split(" ").indexOf(name) : french
}

/** Two letters are a day where a time, another day or a sign follows them. */
const twoLetters: Rule = [
  /(lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su)\.?(?![a-z])(?= ?(?:\d|[-:,&/(>]|ferme|closed|et |and |au |to |on (?:ferme|finit|ouvre)))/y,
  ([_, name = ""]) => [days(twoLetterDay(name))]
]

/** The same behind a time: "9am-6pm Sa, 10am-5pm Su". */
const twoLettersLast: Rule = [
  /(?<=(?:[ap]m|h|h\d\d|:\d\d|- ?\d{1,2}|closed|ferme) |(?:sa|di)-)(lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su)(?=[.;]|$)/my,
  ([_, name = ""]) => [days(twoLetterDay(name))]
]

const anyDay =
  "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|mon(?:day)?|tues(?:day)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"

const inEnglish = ["m", "tu", "w", "th", "f", "sa", "su"]

/** « F-Sa », "Tu-Th": of these, one is a day in English alone. */
const englishRange: Rule = [
  /(?:(tu|w|th|f)\s?(?:-|to)\s?(tu|w|th|f|sa|su)|(m)\s?(?:-|to)\s?(tu|w|su))(?![a-z0-9])/y,
  ([_, a, b, m = a, n = b]) => {
    const [first, last] = [inEnglish.indexOf(m ?? ""), inEnglish.indexOf(n ?? "")]
    return [last > first ? days(...everyDay.slice(first, last + 1)) : { _tag: "Unknown" }]
  }
]

const regionRules: ReadonlyArray<Rule> = ([
  ["(?:du |au |in )?quebec(?:ois)?", "CA-QC"],
  ["(?:de l'|en |in )?ontario|ontariens?", "CA-ON"],
  ["(?:in )?british columbia|bc|(?:de la |en )?colombie-britannique", "CA-BC"],
  ["(?:in |de l'|en )?alberta", "CA-AB"],
  ["(?:in |du |au )?manitoba", "CA-MB"],
  ["(?:in |de la |en )?saskatchewan", "CA-SK"],
  ["(?:in )?new brunswick|(?:du |au )?nouveau-brunswick", "CA-NB"],
  ["(?:in )?nova scotia|(?:de la |en )?nouvelle-ecosse", "CA-NS"],
  ["(?:de |en |in )?france|francais", "FR"],
  ["(?:d'|en |in )?alsace(?:-moselle)?|(?:de |en |in )?moselle", "FR-57"]
] as const).map(([names, region]) => phrase(names, { _tag: "Region", region }))

const holidays =
  "(?:(?:statutory|stat\\b\\.?|state|government|gazetted|official|observed|recognized|recognised|public|national|civic|legal|bank|federal|provincial|major|all) )*(?:holidays?|hols?\\b\\.?)|" +
  "(?:tous )?(?:les )?(?:jours? |conges? )?(?:de conges? )?fe(?:r|rr)i(?:e|er|ee|a|ez)s?(?: legaux| officiels| nationaux)?|" +
  "(?:les )?conges (?:legaux|statutaires)|(?:les )?jours de fetes?"

const toldDays = `${anyDay}|daily|every ?day|chaque jour|tous les jours|7 (?:days|jours)|7 ?/ ?7|week|semaine`

/** Days of the week, public holidays, and the regions whose they are. */
export const dayRules: ReadonlyArray<Rule> = [
  // « 6 jours sur 7, fermé le mardi »
  [
    new RegExp(
      `6 ?(?:j(?:ours)?|days)(?: ?(?:par|sur|a|per|/) ?(?:semaine|week|7))?(?![a-z0-9])(?=.*(?:ferme|closed|relache)[a-z]* (?:le |on )?(?:${anyDay}))(?!.*(?:${anyDay}).*(?:${anyDay}))(?<!(?:${anyDay}).*)`,
      "y"
    ),
    () => [days(rest)]
  ],
  phrase("all days(?= \\d)", days(...everyDay)),
  [
    /([3-6]) ?(?:jours|days|j)(?: ?(?:par|sur|a|per|\/) ?(?:semaine|week|7))?(?![a-z0-9])/y,
    ([_, days]) => [{ _tag: "Count", days: Number(days) }]
  ],
  // Of what is said to be closed; alone, it is every second day.
  phrase(
    "(?<=(?:closed|shut|off|fermee?s?) .*)(?:every other day|(?:all )?(?:the )?other (?:nights|evenings)|(?:tous )?les autres soirs)",
    days(rest)
  ),
  phrase(
    "(?:tous )?les autres jours (?:de semaine|ouvres)|(?:all )?(?:the )?other (?:weekdays|business days|working days)",
    days(restOfWeekdays)
  ),
  shortRange,
  englishRange,
  twoLetters,
  twoLettersLast,
  phrase("week ?nights?(?= ?\\((?:mon|lun))", { _tag: "Part", half: "pm" }),
  phrase("week ?nights?|soirs? de semaine", days(0, 1, 2, 3, 4), { _tag: "Part", half: "pm" }),
  phrase("every (?:evening|night)(?: of the week)?|nightly|tous les soirs", days(...everyDay), {
    _tag: "Part",
    half: "pm"
  }),
  phrase(
    "7 ?j(?:ou)?r?s? ?(?:/|sur) ?7|7 ?(?:/|sur) ?7 ?j?(?:ours)?|7 days ?(?:a|per|/) ?w(?:ee)?k|7 jours (?:par|la) semaine|" +
      "(?:all )?7 ?jrs?|(?:7|seven|sept) (?:days|jours|nuits|nights)(?: sur 7)?",
    { _tag: "Days", days: everyDay, each: true }
  ),
  phrase(
    "daily|t\\.?l\\.?j\\b\\.?|all days(?: of the week)?|toutes les nuits|err'?y? ?day|ev'ry ?day|365(?! ?(?:days|jours|j))|" +
      "every (?:single )?day(?: of the week)?|everyday|any day(?: of the week)?|n'importe quel jour(?: de la semaine)?|every morning|each day(?: of the week)?|all week(?: long)?|quotidiennement|" +
      "(?:tou[st]|tt?s?) les (?:jours?|jrs?|matins)(?! de la semaine| ouvrables| feri| de fete| de conge)|chaque jour(?! de la semaine| ouvr)",
    days(...everyDay)
  ),
  // Where no days of a week are told.
  phrase(
    `365 (?:days|jours)(?: (?:a|per|par|/) ?(?:year|an|annee))?(?<!(?:${toldDays}).*365.*)(?!.*(?:${toldDays}))`,
    days(...everyDay),
    { _tag: "Including" },
    days(holiday)
  ),
  phrase("of the year|de l'annee", { _tag: "Including" }, days(holiday)),
  phrase(
    "365 (?:days|jours)(?: (?:a|per|par|/) ?(?:year|an|annee))?|365 ?j ?/ ?365",
    { _tag: "Including" },
    days(holiday)
  ),
  phrase(
    "(?:tous )?(?:les )?autres jours|(?:le )?reste de la semaine|(?:all )?(?:the )?other days|" +
      "(?:le |the )?reste?(?: du temps| of the time)?(?= (?:on |we |c'est |est |it's |is |are )*(?:ferm|closed|barr))|" +
      "any other days?|(?:otherwise|sinon|autrement)(?=,? (?:closed|fermee?)\\s*(?:[.;,!)]|$))|(?:the )?rest of (?:the )?(?:week|time)|(?:le )?reste du temps",
    days(rest)
  ),
  phrase(
    "(?:otherwise|sinon|autrement|(?:other than|apart from) that|a part ca)(?=[,:]? ?(?:(?:open|ouverte?s?|from|de|we are|we're|nous sommes|on est|c'est|it's) )*\\d)",
    { _tag: "Stop" },
    days(rest)
  ),
  // A Monday or a Friday more, nobody knows which.
  phrase("long week-?ends?|longues? fins? de semaine|longs? week-?ends?", { _tag: "Unknown" }),
  // "every day, no holiday": open on them, or not?
  phrase("(?<=(?:every ?day|daily|7 days(?: a week)?|all days),? )no holidays?", { _tag: "Unknown" }),
  // Before days of its own: « fermé les jours fériés. Sinon lundi au vendredi… »
  phrase("otherwise|sinon|autrement|(?:other than|apart from) that|a part ca"),
  phrase("(?:(?:les|chaque|tous les) )?jours? ouvr(?:able|e)s?(?= ?(?:\\(|[,:] ?(?:soit |c'est-a-dire )?)(?:du )?lun)"),
  // Of five days or of seven, unless the other two are named behind them.
  phrase(
    "(?:tous les jours|chaque jour) de la semaine(?=.*(?:sam|dim|fins? de semaine|week-?end))",
    days(0, 1, 2, 3, 4)
  ),
  phrase("toute la semaine|(?:tous les jours|chaque jour) de la semaine", { _tag: "Unknown" }),
  phrase("w(?:ee)?k-?e?nds?|week end|fins? de sem(?:aine)?s?|f\\.?d\\.?s\\b\\.?|w[-/]e", days(5, 6)),
  // « en semaine (lun-ven) »: named behind it.
  phrase(
    "(?:(?:les )?jours de (?:la )?semaine|(?:en|la|sur) semaine|semaine|week ?days?)" +
      "(?=,? ?[(:]? ?(?:du |from )?(?:lun|mon)[a-z]*\\.? ?(?:-|a |au |to |through |thru ) ?(?:ven|fri))"
  ),
  phrase(
    "w(?:ee)?k ?d(?:ay|y)s?|(?:les )?jours de (?:la )?semaine|(?:en|la|sur) semaine|semaine|sem\\b\\.?|business days|working days",
    days(0, 1, 2, 3, 4)
  ),
  ...dayNames.map((names, index): Rule =>
    phrase(`(?:comme|idem que|pareil que|same(?: hours)? as|like) (?:le |on )?(?:${names})`, {
      _tag: "Same",
      as: index
    })
  ),
  ...dayNames.map((names, index): Rule => [new RegExp(`(?:${names})(?![a-z])`, "y"), () => [days(index)]]),
  phrase(
    `(?:we |nous |on )?(?:never close|don't close|(?:ne )?ferm\\w+ (?:jamais|pas))(?: (?:for|on|at|pendant|durant|a|lors))?(?: the| des)? (?:${holidays})`,
    { _tag: "Including" },
    days(holiday)
  ),
  phrase(
    `(?<!(?:closed|ferme[a-z]*|off)[^.;\\d]*)(?:${holidays}) (?:too|as well|aussi|egalement)`,
    { _tag: "Including" },
    days(holiday)
  ),
  // "Sunday holiday"
  phrase(
    "(?<=(?:mon|tues|wednes|thurs|fri|satur|sun)days? ?[:-]? ?(?:is )?(?:a )?(?:weekly )?)holiday(?= *(?:[.;,!)]|$))",
    {
      _tag: "Closed"
    }
  ),
  phrase("(?<=(?:closed|ferme[a-z]*) (?:on |for |the |les |all )*)stats?", days(holiday)),
  // With no hours of their own.
  phrase(
    `(?:(?:we are|we're|on est|nous sommes) )?(?:also |aussi )?(?:open|ouverte?s?) (?:also |aussi )?(?:(?:on|the|les|lors|pendant|durant|des) )*(?:${holidays})(?=\\s*(?:[.!;)|]|$))`,
    { _tag: "Including" },
    days(holiday)
  ),
  phrase(
    `(?:${holidays})(?: aussi| too)?,? (?:we are|we're|on est|nous sommes) (?:also |aussi )?(?:open|ouverte?s?)(?: as usual| comme d'habitude)?(?=\\s*(?:[.!;)|]|$))`,
    { _tag: "Including" },
    days(holiday)
  ),
  phrase(`(?:even|meme|including|incluant|y compris) (?:on )?(?:${holidays})`, { _tag: "Including" }, days(holiday)),
  phrase(holidays, days(holiday)),
  ...regionRules
]
