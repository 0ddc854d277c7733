const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

const unitWords = [
  ["zero", "oh", "o", "nought", "naught"],
  ["one", "un", "une"],
  ["two", "deux"],
  ["three", "trois"],
  ["four", "quatre"],
  ["five", "cinq"],
  ["six"],
  ["seven", "sept"],
  ["eight", "huit"],
  ["nine", "neuf"],
  ["ten", "dix"],
  ["eleven", "onze"],
  ["twelve", "douze"],
  ["thirteen", "treize"],
  ["fourteen", "quatorze"],
  ["fifteen", "quinze"],
  ["sixteen", "seize"],
  ["seventeen"],
  ["eighteen"],
  ["nineteen"]
]
const tensWords: ReadonlyArray<readonly [string, number]> = [
  ["twenty", 20],
  ["thirty", 30],
  ["forty", 40],
  ["fifty", 50],
  ["sixty", 60],
  ["seventy", 70],
  ["eighty", 80],
  ["ninety", 90],
  ["vingt", 20],
  ["trente", 30],
  ["quarante", 40],
  ["cinquante", 50],
  ["soixante", 60],
  ["septante", 70],
  ["huitante", 80],
  ["octante", 80],
  ["nonante", 90]
]
const values = new Map([
  ...unitWords.flatMap((names, value) => names.map((name) => [name, value] as const)),
  ...tensWords
])
const repeats = new Map([["double", 2], ["triple", 3], ["treble", 3]])

/** The ways in which a number under 100 is said: `cinquante-cinq`, `soixante et onze`, `quatre-vingt-dix-neuf`. */
const phrasesUnder100 = (): ReadonlyMap<string, string> => {
  const said = new Map<string, string>()
  const units = (from: number, to: number) => [...values].filter(([, value]) => value >= from && value <= to)
  for (const [word, value] of values) said.set(word, String(value))
  for (const [word, value] of units(7, 9)) said.set(`dix ${word}`, String(10 + value))
  for (const [tens, value] of tensWords) {
    for (const [unit, more] of units(1, 9)) {
      said.set(`${tens} ${unit}`, String(value + more))
      said.set(`${tens} et ${unit}`, String(value + more))
    }
  }
  const overTen = [...units(10, 19), ...units(7, 9).map(([word, value]) => [`dix ${word}`, 10 + value] as const)]
  for (const [word, more] of overTen) {
    said.set(`soixante ${word}`, String(60 + more))
    said.set(`soixante et ${word}`, String(60 + more))
  }
  for (const eighty of ["quatre vingt", "quatre vingts"]) {
    said.set(eighty, "80")
    for (const [word, more] of [...units(1, 9), ...overTen]) said.set(`${eighty} ${word}`, String(80 + more))
  }
  return said
}
const under100 = phrasesUnder100()
const longestPhrase = 4
const hundreds = new Set(["hundred", "cent", "cents"])
const thousands = new Set(["thousand", "mille"])

/** A piece of what was said: the digits that it can stand for, and how many words it takes. */
interface Reading {
  readonly digits: string
  readonly words: number
}

const smallAt = (words: ReadonlyArray<string>, at: number): ReadonlyArray<Reading> =>
  Array.from({ length: longestPhrase }, (_, index) => index + 1).flatMap((length) => {
    const digits = under100.get(words.slice(at, at + length).join(" "))
    return digits === undefined || at + length > words.length ? [] : [{ digits, words: length }]
  })

/** `cinq cent quatorze`, `five hundred and fourteen`, `fifteen hundred`; the hundreds alone, too. */
const hundredsAt = (words: ReadonlyArray<string>, at: number): ReadonlyArray<Reading> => {
  const counts = hundreds.has(words[at] ?? "") ? [{ digits: "1", words: 0 }] : smallAt(words, at)
  return counts.filter(({ words: taken }) => hundreds.has(words[at + taken] ?? "")).flatMap((count) => {
    const end = at + count.words + 1
    const and = words[end] === "and" ? 1 : 0
    return [
      { digits: `${count.digits}00`, words: end - at },
      ...smallAt(words, end + and).map((rest) => ({
        digits: String(Number(count.digits) * 100 + Number(rest.digits)),
        words: end + and + rest.words - at
      }))
    ]
  })
}

const thousandsAt = (words: ReadonlyArray<string>, at: number): ReadonlyArray<Reading> => {
  const counts = thousands.has(words[at] ?? "") ? [{ digits: "1", words: 0 }] : smallAt(words, at)
  return counts.filter(({ words: taken }) => thousands.has(words[at + taken] ?? "")).flatMap((count) => {
    const end = at + count.words + 1
    return [
      { digits: `${count.digits}000`, words: end - at },
      ...[...smallAt(words, end), ...hundredsAt(words, end)].map((rest) => ({
        digits: String(Number(count.digits) * 1000 + Number(rest.digits)),
        words: end + rest.words - at
      }))
    ]
  })
}

const readingsAt = (words: ReadonlyArray<string>, at: number): ReadonlyArray<Reading> => {
  const word = words[at] ?? ""
  if (/^\d+$/.test(word)) return [{ digits: word, words: 1 }]
  const times = repeats.get(word)
  if (times !== undefined) {
    return readingsAt(words, at + 1).filter(({ digits }) => digits.length === 1)
      .map(({ digits, words }) => ({ digits: digits.repeat(times), words: words + 1 }))
  }
  return [...smallAt(words, at), ...hundredsAt(words, at), ...thousandsAt(words, at)]
}

/** So many words that are no numbers may stand inside of one: "514, puis le numéro est le 555-0199". */
const mostBetween = 6

const wordsOf = (text: string) => folded(text).match(/\d+|[a-z]+/g) ?? []

/** Whether `digits` were said one after the other, with digits or number words, as numbers are read aloud in French and English. */
export const saysDigits = (text: string, digits: string): boolean => {
  const words = wordsOf(text)
  const dead = new Set<string>()
  const goesOn = (at: number, done: number, between: number): boolean => {
    if (done === digits.length) return true
    const key = `${at} ${done} ${between}`
    if (at >= words.length || dead.has(key)) return false
    const readings = readingsAt(words, at)
    const found =
      readings.some((reading) =>
        digits.startsWith(reading.digits, done) && goesOn(at + reading.words, done + reading.digits.length, 0)
      ) || (readings.length === 0 && between < mostBetween && goesOn(at + 1, done, between + 1))
    if (!found) dead.add(key)
    return found
  }
  // What is typed in one piece may have more in front: the country's code, or a 0.
  const typed = (word: string) => /^\d+$/.test(word) ? [...word].map((_, from) => word.slice(from)) : []
  return words.some((word, at) =>
    (readingsAt(words, at).length > 0 && goesOn(at, 0, 0)) ||
    typed(word).some((end) => digits.startsWith(end) && goesOn(at + 1, end.length, 0))
  )
}

/** The digits that a text holds at least, each number by its longest reading: "zéro un neuf huit" is `0198`. */
export const digitsSaid = (text: string): string => {
  const words = wordsOf(text)
  let [digits, at] = ["", 0]
  while (at < words.length) {
    const [longest] = [...readingsAt(words, at)].sort((a, b) => b.words - a.words)
    digits += longest?.digits ?? ""
    at += longest?.words ?? 1
  }
  return digits
}

const between = new Set([
  "et",
  "and",
  "euh",
  "heu",
  "uh",
  "um",
  "puis",
  "pis",
  "then",
  "tiret",
  "dash",
  "espace",
  "space"
])

/** The digits that a text ends with, and what stands before them. Fillers may stand between them, nothing else. */
export const digitsAtEnd = (text: string): { readonly digits: string; readonly before: string } => {
  const words = wordsOf(text)
  let [digits, from, at] = ["", 0, 0]
  while (at < words.length) {
    const [longest] = [...readingsAt(words, at)].sort((a, b) => b.words - a.words)
    if (longest !== undefined && digits === "") from = at
    if (longest === undefined && !(digits !== "" && between.has(words[at] ?? ""))) digits = ""
    digits += longest?.digits ?? ""
    at += longest?.words ?? 1
  }
  return { digits, before: words.slice(0, digits === "" ? words.length : from).join(" ") }
}
