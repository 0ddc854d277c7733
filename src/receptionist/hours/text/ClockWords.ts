import { type Clock, inHalf } from "./Clock.ts"
import { everyDay, phrase, type Rule, type Token } from "./Tokens.ts"

const french =
  "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept " +
  "dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois"
const english = "zero one two three four five six seven eight nine ten eleven twelve"

const numbers: ReadonlyMap<string, number> = new Map(
  [french, english].flatMap((names) => names.split(" ").map((name, index) => [name, index] as const))
)
const named = [...numbers.keys()].filter((name) => name !== "un").sort((a, b) => b.length - a.length).join("|")

const minutes: ReadonlyArray<readonly [pattern: RegExp, to: (hour: number) => string]> = [
  [/(\d+)\s*(?:h|heures?) (?:et demie?|30|trente)(?![a-z0-9])/g, (hour) => `${hour}h30`],
  [/(\d+)\s*(?:h|heures?) (?:et quart|quinze)(?![a-z0-9])/g, (hour) => `${hour}h15`],
  [/(\d+)\s*(?:h|heures?) (?:moins (?:le |un )?quart)(?![a-z0-9])/g, (hour) => `${hour - 1}h45`],
  [/(\d+)\s*(?:h|heures?) quarante-cinq(?![a-z0-9])/g, (hour) => `${hour}h45`],
  [/(?<![\d:.h])(\d{1,2}) et demie?(?![a-z0-9])/g, (hour) => `${hour}:30`],
  [/(?<![\d:.h])(\d{1,2}) et quart(?![a-z0-9])/g, (hour) => `${hour}:15`],
  [/half past (\d+)(?![a-z0-9:])/g, (hour) => `${hour}:30`],
  [/quarter (?:to|before) (\d+)(?![a-z0-9:])/g, (hour) => `${hour - 1}:45`],
  [/quarter (?:past|after) (\d+)(?![a-z0-9:])/g, (hour) => `${hour}:15`],
  [/(\d+)[ -]thirty(?![a-z0-9])/g, (hour) => `${hour}:30`],
  [/(\d+)[ -]fifteen(?![a-z0-9])/g, (hour) => `${hour}:15`],
  [/(\d+)[ -]forty-five(?![a-z0-9])/g, (hour) => `${hour}:45`]
]

/** Numbers in words become figures: « huit heures et demie » is « 8h30 ». */
export const inFigures = (line: string): string => {
  const figures = line
    // As it is copied from a map: « Lundi8h00 », "SundayClosed".
    .replace(/(di|day|dimanche)(?=\d|closed|ferme|24)/g, "$1 ")
    .replace(/(?<=(?:^|[^a-z])(?:mon|tues?|wed|thur?s?|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)\.)(?=[a-z\d])/g, " ")
    .replace(/(?<=\d(?:[ap]m?|h)?)(to|till?|thru)(?=\d)/g, " $1 ")
    .replace(/dix (sept|huit|neuf)(?= heures?)/g, "dix-$1")
    // "10am 2 530pm"
    .replace(/(?<=(?:^|[^a-z])(?:mon|tues?|wed|thur?s?|fri|sat|sun)) 2 (?=(?:mon|tue|wed|thu|fri|sat|sun))/g, " to ")
    // "7am to 5 30pm"
    .replace(/(?<=(?:to|-|till?|from) ?\d{1,2}) (?=[0-5]\d ?[ap]\.?m)/g, ":")
    .replace(/(?<=(?:[ap]m|day)) 2 (?=\d{1,4}(?::\d\d)? ?[ap]m|[a-z]+day)/g, " to ")
    .replace(/vingt et une?(?= heures?)/g, "21")
    .replace(/(?<![a-z0-9-])une(?= heures?(?![a-z]))|(?<=(?:midi|minuit|\d) (?:et|a) )une(?![a-z]| fois)/g, "1")
    .replace(
      new RegExp(`(?<![a-z0-9-])(?:${named})(?![a-z0-9]|-(?!thirty|fifteen|forty)[a-z])`, "g"),
      (name) => String(numbers.get(name))
    )
  return minutes.reduce(
    (text, [pattern, to]) => text.replace(pattern, (_, hour: string) => to(Number(hour))),
    figures
  )
}

const clock = (minute: number, style: Partial<Clock> = {}): ReadonlyArray<Token> => [
  { _tag: "Clock", clock: { minute, exact: true, zero: false, french: false, of24: false, ...style } }
]

const unknown: ReadonlyArray<Token> = [{ _tag: "Unknown" }]

const half =
  // "2p M-F" is a day, and "2 p m" is not.
  "(\\s*[ap](?:\\.?m|\\.? m(?! ?[-/,&] ?(?:f|th?|w|sa|su)(?![a-z])))(?![a-z])\\.?|[ap](?![a-z0-9'])|\\s*(?:du mat(?:in)?|du soir|le (?:matin|soir)(?= (?:a|au|jusqu'a|et|pis|puis) )|de l'apres[- ]midi|in the (?:morning|afternoon|evening)|" +
  "at night)(?![a-z]))?"

const isMorning = (half: string) => /^\s*a(?!t)|mat|morning/.test(half)

const written = (hours: string, minutes: string, half: string | undefined, style: Partial<Clock>) => {
  const [hour, minute] = [Number(hours), Number(minutes)]
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return unknown
  if (half === undefined) {
    const exact = hour >= 13 || hour === 0
    return clock(hour * 60 + minute, { exact, zero: hours.startsWith("0"), of24: exact, ...style })
  }
  return hour === 0 || hour > 12
    ? hour > 12 && !isMorning(half) ? clock(hour * 60 + minute) : unknown
    : clock(inHalf(hour * 60 + minute, isMorning(half) ? "am" : "pm"))
}

const digits = (pattern: string, say: Rule[1]): Rule => [new RegExp(`${pattern}(?![a-z0-9])`, "y"), say]

/** Times, and the whole day. */
export const clockRules: ReadonlyArray<Rule> = [
  phrase(
    "24 ?(?:h|hours|hrs)? ?/ ?7 ?j?(?: ?/ ?365)?|always open|open all the time|twenty[- ]four[- /]7|(?:we )?never closed?(?! (?:on |the )?(?:mon|tue|wed|thu|fri|sat|sun|week))|(?:nous |on )?(?:ne )?ferm(?:ons|e) jamais|jamais ferme|toujours ouverte?s?|(?:ouverte?s? )?en tout temps|" +
      "all day,? every ?day",
    { _tag: "Days", days: everyDay, each: true },
    { _tag: "AllDay" }
  ),
  phrase(
    "24 ?h?(?:eures?)? ?(?:/|sur|on) ?24 ?h?(?:eures?)?|(?:open )?24 ?(?:hours|hrs)(?: a day| per day| daily)?|" +
      "24 ?h(?:eures|rs|ours)? ?(?:par|/|a|per) ?(?:jour|day)|24 heures|(?<!(?:-|a|to|et|and|till|until|jusqu'a) ?)24 ?h(?:eures)?(?! ?[\\d/a-]| sur| on)|(?:a)?round the clock|jour et nuit|day and night",
    { _tag: "AllDay" }
  ),
  [/(?:le )?midi (?:et demie?|30|trente)(?![a-z0-9])/y, () => clock(750)],
  [/(?:12(?: ?[:h] ?00)? ?)?(?:noon|midi|nn)(?![a-z0-9])/y, () => clock(720)],
  [/(?:12(?: ?[:h] ?00)? ?)?(?:midnight|minuit)(?![a-z0-9])/y, () => clock(0)],
  digits(
    `(\\d{1,2}):(\\d{2})(?::00)?(?: ?(?:h(?:rs|ours)?|o'? ?clock)(?![a-z]))?${half}`,
    ([_, h = "", m = "", part]) => written(h, m, part, {})
  ),
  digits(
    `(\\d{1,2}) ?(?:h|heures?|hrs?) ?(\\d{2})(?: ?min\\.?)?${half}`,
    ([_, h = "", m = "", part]) => written(h, m, part, { french: true })
  ),
  digits(`(\\d{1,2})\\.(\\d{2})${half}`, ([_, h = "", m = "", part]) => written(h, m, part, {})),
  digits(`(\\d{1,2}) ?(?:heures?|hrs?|h)${half}`, ([_, h = "", part]) => written(h, "0", part, { french: true })),
  digits(
    "([01]\\d|2[0-3])([0-5][05])(?: ?h(?:rs|ours)?)?",
    ([_, h = "", m = ""]) => written(h, m, undefined, { exact: true, zero: true })
  ),
  // "830-5", of a range alone: nothing else makes a time of three figures.
  digits(
    `(?:(?<=(?:\\d|[ap]m?|noon) ?(?:-|to|a) ?)|(?=\\d{3}(?:[ap]m?)? ?(?:-|to|a) ?\\d))([1-9])([0-5][05])${half}`,
    ([_, h = "", m = "", part]) => written(h, m, part, {})
  ),
  digits(`(\\d{1,2})(?: ?o'? ?clock)?${half}`, ([_, h = "", part]) => written(h, "0", part, {}))
]
