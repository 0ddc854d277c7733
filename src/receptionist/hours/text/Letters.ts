const week = ["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]

/** A letter of its own, and no « l' », "p.m." or « 9 h ». */
const alone = /(?<![a-z'.\d]|\d )[lmjvsd](?![a-z'.])/g

/** « L M M J V » is a week; « L, M, J, V » is one but for the day that the text names by its name. */
const inRow = (text: string) => {
  const letters = (text.match(alone) ?? []).join("")
  const named = (name: string) => new RegExp(`(?<![a-z])${name}(?![a-z])`).test(text)
  const [tuesday, wednesday] = [named("mar(?:dis?)?"), named("mer(?:credis?)?")]
  const days = /^lmmjvs?d?$/.test(letters) && !tuesday && !wednesday
    ? week
    : /^lmjvs?d?$/.test(letters) && tuesday !== wednesday
    ? week.filter((day) => day !== (tuesday ? "mar" : "mer"))
    : undefined
  // « L-M-M-J » can be a range.
  if (days === undefined || /(?<![a-z])[lmj] ?- ?[mjv](?![a-z])/.test(text)) return text
  let next = 0
  return text.replace(alone, (letter) => days[next++] ?? letter)
    // « L M M J V », « L/M/M/J/V »: each is named.
    .replace(/(?<=(?:lun|mar|mer|jeu|ven|sam))[ /]+(?=(?:mar|mer|jeu|ven|sam|dim)(?![a-z]))/g, ", ")
}

/** « S » and « D » are days behind « L-V ». */
const behindRange = (text: string) =>
  /(?<![a-z])l ?(?:-|a|au) ?v(?![a-z])/.test(text)
    ? text.replace(
      /(?<![a-z'.\d] ?)[sd](?= ?[:-]? ?(?:\d|ferme|midi))/g,
      (letter) => letter === "s" ? "sam" : "dim"
    )
    : text

/** One letter is a day where "Th" tells Thursday from Tuesday. */
const letterDays = { m: "mon", t: "tue", w: "wed", f: "fri" } as const
const isLetter = (letter: string): letter is keyof typeof letterDays => letter in letterDays
const inEnglish = (text: string) =>
  /(?<![a-z])th(?![a-z])/.test(text)
    ? text.replace(
      /(?<![a-z'.\d]|\d )[mtwf](?=[ ,:/&-]+(?:\d|(?:th|[mtwf]|sat|sun)(?![a-z.]))| closed)/g,
      (letter) => isLetter(letter) ? letterDays[letter] : letter
    )
    : text

/** The days that single letters of a text are, by their names. */
export const inDays = (text: string): string => behindRange(inRow(inEnglish(text)))
