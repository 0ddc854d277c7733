const week = ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]

/** A letter of its own, and no « l' », "p.m." or « 9 h ». */
const alone = /(?<![a-z'.\d]|\d )[lmjvsd](?![a-z'.])/g

/** « L M M J V » is a week; « L, M, J, V » is one but for the day that the text names by its name. */
const inRow = (text: string) => {
  const letters = (text.match(alone) ?? []).join("")
  const named = (name: string) => new RegExp(`(?<![a-z])${name}(?![a-z])`).test(text)
  const [tuesday, wednesday] = [named("ma(?:r(?:dis?)?)?"), named("me(?:r(?:credis?)?)?")]
  const days = /^lmmjvs?d?$/.test(letters) && !tuesday && !wednesday
    ? week
    : /^lmjvs?d?$/.test(letters) && tuesday !== wednesday
    ? week.filter((day) => day !== (tuesday ? "mar" : "mer"))
    : undefined
  // « L-M-M-J » can be a range, and « L-M-J-V » none.
  const ranges = text.replace(/(?<![a-z])l ?- ?m ?- ?j ?- ?v(?![a-z])/g, "")
  if (days === undefined || /(?<![a-z])[lmj] ?- ?[mjv](?![a-z])/.test(ranges)) return text
  let next = 0
  return text.replace(alone, (letter) => days[next++] ?? letter)
    // « L M M J V », « L/M/M/J/V »: each is named.
    .replace(/(?<=(?:lun|mar|mer|jeu|ven|sam))[ /]+(?=(?:mar|mer|jeu|ven|sam|dim)(?![a-z]))/g, ", ")
}

/** « L-M-M-J-V », « LMMJV »: no range has two of one letter in a row. */
const inChain = (text: string) =>
  // « L-M-M-J 9h-17h, V 9h-12h »
  text.replace(
    /(?<![a-z'])(l ?- ?m ?- ?m ?- ?j)(?= ?:? ?\d)([^\n]*?)(?<![a-z'.\d]|\d )v(?= ?:? ?\d)/g,
    (_, _chain: string, between: string) => `${week.slice(0, 4).join(", ")}${between}ven`
  ).replace(
    /(?<![a-z'])(?:l ?- ?m ?- ?m ?- ?j ?- ?v(?: ?- ?s(?: ?- ?d)?)?|lmmj(?:v(?:sd?)?)?)(?![a-z'])/g,
    (chain) => week.slice(0, chain.match(/[a-z]/g)?.length).join(", ")
  )

/** « S » and « D » are days behind « L-V ». */
const behindRange = (text: string, written: string) =>
  /(?<![a-z])l ?(?:(?:-|a|au) ?v|[-,/ ] ?ma)(?![a-z])/.test(written)
    ? text.replace(
      /(?<![a-z'.\d]|(?<!\d)[a-z'.] )[sd](?= ?[:-]? ?(?:\d|ferme|midi))|(?<=ferme (?:le |s et )?)[sd](?= (?:et|ainsi)(?![a-z])|[.,;]|$)/gm,
      (letter) => letter === "s" ? "sam" : "dim"
    )
    : text

/** One letter is a day where "Th" tells Thursday from Tuesday. */
const letterDays = { m: "mon", t: "tue", w: "wed", f: "fri" } as const
const isLetter = (letter: string): letter is keyof typeof letterDays => letter in letterDays
const inEnglish = (written: string) => {
  // "M-Sat"
  const text = written.replace(
    /(?<![a-z'.\d])[mtwf](?= ?(?:-|to|thru|through) ?(?:wed|thu|fri|sat|sun))/g,
    (letter) => isLetter(letter) ? letterDays[letter] : letter
  )
  return /(?<![a-z])th(?![a-z])/.test(text)
    ? text.replace(
      /(?:(?<![a-z'.\d]|\d )m|(?<![a-z'.\d])[twf])(?=[ ,:/&-]+(?:\d|(?:th|[mtwf]|sat?|sun?)(?![a-z.]))| closed)/g,
      (letter) => isLetter(letter) ? letterDays[letter] : letter
    ).replace(/(?<![a-z])th(?=[ ,/&]+(?:fri|f|sa|su)(?![a-z.]))/g, "thu")
      .replace(/(?<=thu[ ,/&]+)f(?![a-z.])/g, "fri")
      .replace(/(?<=(?:thu|fri|sat)[ ,/&]+)s[au](?![a-z])/g, (day) => day === "sa" ? "sat" : "sun")
    : text
}

const inRows = [
  { names: ["l|lu", "ma", "me", "j|je", "v|ve", "s|sa", "d|di"], tells: /^m[ae]$/, least: 3, days: week },
  {
    names: ["m|mo", "tu", "w|we", "th", "f|fr", "sa", "su"],
    tells: /^(?:t[uh]|w)$/,
    least: 2,
    days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  }
].map(({ names, ...row }) => {
  const name = `(?:${names.join("|")})`
  const list = (joint: string, least: number) => `${name}(?:${joint}${name}){${least - 1},6}`
  return {
    ...row,
    indexOf: (letters: string) => names.findIndex((name) => name.split("|").includes(letters)),
    // Two with a dash are a range.
    pattern: new RegExp(
      `(?<![a-z'.\\d-]|- ?|\\d |(?<![a-z])[a-z][ ,/&+]+)(?:${list(" ?- ?", 3)}|${
        list("(?: ?[,/&+] ?| and | et | )", row.least)
      })(?![a-z'.]| ?- ?[a-z])`,
      "g"
    )
  }
})

/** « L-Ma-J-V », "Tu W Th": first letters in the order of a week, some of which are of one day alone. */
const named = (text: string) =>
  inRows.reduce((text, { days, indexOf, least, pattern, tells }) =>
    text.replace(pattern, (row) => {
      const letters = row.match(/[a-z]+/g)?.filter((word) => word !== "and" && word !== "et") ?? []
      const found = letters.map(indexOf)
      const isOrdered = found.every((day, at) => at === 0 || day > (found[at - 1] ?? 0))
      return isOrdered && letters.length >= least && letters.some((it) => tells.test(it))
        ? found.map((day) => days[day]).join(", ")
        : row
    }), text)

/** « fermé WE »: where it can be no "we", and no Wednesday. */
const withWeekend = (written: string) => {
  const text = written.replace(/(?<=(?<![a-z])ferme[es]* (?:les? )?)we(?![a-z'])/g, "week-end")
  return /(?<![a-z])(?:ferme|ouvert|lmmj|lun|mar|mer|jeu|ven|sam|dim)/.test(text) &&
      !/(?<![a-z])(?:mon|tue|wed|thu|fri|sat|sun|mo|tu|th|fr|su|open|closed|the|and|are)(?![aeiouy])/.test(text)
    ? text.replace(/(?<![a-z'])we(?![a-z'])/g, "week-end")
    : text
}

/** The days that single letters of a text are, by their names. */
export const inDays = (text: string): string => behindRange(inRow(inEnglish(named(inChain(withWeekend(text))))), text)

const short = "(?<![a-z])(?:lun|mar|merc?|jeu|vend?|sam|dim|mon|tues?|weds?|thu(?:rs)?|fri|sat|sun)"
const isDotted = new RegExp(`${short}\\.(?= (?!(?:a|au|to|thru|et|and)(?![a-z]))[a-z])`, "g")
const isBare = new RegExp(`${short}(?![a-z.])`)

/** The only day with a dot behind it ends a sentence: "Closed Sun & Mon. Tue to Fri, 9 to 5." */
export const withSentences = (text: string): string =>
  text.match(isDotted)?.length === 1 && isBare.test(text)
    ? text.replace(isDotted, (day) => `${day.slice(0, -1)};`)
    : text
