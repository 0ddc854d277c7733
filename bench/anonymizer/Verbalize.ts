import type { Random } from "./Random.ts"

export type Tongue = "fr" | "en"

const units = {
  fr: "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(" "),
  en: [
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    "seventeen eighteen nineteen"
  ].join(" ").split(" ")
}
const tens = {
  fr: ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"],
  en: ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
}

const frenchBelow100 = (n: number): string => {
  const unit = units.fr[n]
  if (unit !== undefined) return unit
  const ten = Math.floor(n / 10)
  const base = tens.fr[ten] ?? ""
  const rest = ten === 7 || ten === 9 ? n % 10 + 10 : n % 10
  if (rest === 0) return n === 80 ? "quatre-vingts" : base
  if ((rest === 1 || rest === 11) && ten < 8 && ten > 1) return `${base} et ${frenchBelow100(rest)}`
  return `${base}-${frenchBelow100(rest)}`
}

const englishBelow100 = (n: number): string => {
  const unit = units.en[n]
  if (unit !== undefined) return unit
  const base = tens.en[Math.floor(n / 10)] ?? ""
  return n % 10 === 0 ? base : `${base}-${units.en[n % 10] ?? ""}`
}

/** A number below a million in words, as one reads it aloud. */
export const inWords = (n: number, tongue: Tongue): string => {
  const below100 = tongue === "fr" ? frenchBelow100 : englishBelow100
  if (n < 100) return below100(n)
  const [size, word] = n < 1000
    ? [100, tongue === "fr" ? "cent" : "hundred"]
    : [1000, tongue === "fr" ? "mille" : "thousand"]
  const many = Math.floor(n / size)
  const rest = n % size
  const head = tongue === "fr" && many === 1 ? word : `${inWords(many, tongue)} ${word}`
  return rest === 0 ? head : `${head} ${inWords(rest, tongue)}`
}

const pair = (two: string, tongue: Tongue, zero: string): string => {
  const value = Number(two)
  if (two.startsWith("0")) return `${zero} ${value === 0 ? zero : units[tongue][value] ?? ""}`
  return tongue === "fr" ? frenchBelow100(value) : englishBelow100(value)
}

/** English runs of one digit: `double five`, `triple oh`. */
const withRepeats = (digits: string, say: (digit: string) => string) =>
  digits.replace(/(\d)\1{1,2}/g, (run, digit: string) => ` ${run.length === 2 ? "double" : "triple"} ${say(digit)} `)
    .replace(/\d/g, (digit) => ` ${say(digit)} `).trim().replace(/\s+/g, " ")

/** One group of digits aloud: digit by digit, in pairs, or as a number; the way is drawn. */
export const sayDigits = (digits: string, tongue: Tongue, random: Random): string => {
  const zero = tongue === "en" && random.chance(0.6) ? "oh" : units[tongue][0] ?? ""
  const say = (digit: string) => digit === "0" ? zero : units[tongue][Number(digit)] ?? ""
  const oneByOne = () => [...digits].map(say).join(" ")
  const inPairs = () => (digits.match(/\d\d/g) ?? []).map((two) => pair(two, tongue, zero)).join(" ")
  const spoken = (): string => {
    if (digits.length === 3 && !digits.startsWith("0") && random.chance(tongue === "fr" ? 0.45 : 0.1)) {
      return inWords(Number(digits), tongue)
    }
    if (digits.length === 3 && random.chance(0.2)) {
      return `${say(digits.charAt(0))} ${pair(digits.slice(1), tongue, zero)}`
    }
    if (digits.length % 2 === 0 && random.chance(0.45)) return inPairs()
    if (tongue === "en" && /(\d)\1/.test(digits) && random.chance(0.4)) return withRepeats(digits, say)
    return oneByOne()
  }
  // Speech recognizers write compound numbers with their hyphens or without.
  return random.chance(0.3) ? spoken().replaceAll("-", " ") : spoken()
}

/** Groups aloud one after the other, with what people put between them. */
export const joinSpoken = (groups: ReadonlyArray<string>, tongue: Tongue, random: Random): string => {
  const usual = random.pick([", ", ", ", " ", " ", ". "])
  const fillers = tongue === "fr" ? [" euh ", ", euh, ", ", pis "] : [" uh ", ", uh, ", ", and "]
  return groups.reduce((said, group) => `${said}${random.chance(0.06) ? random.pick(fillers) : usual}${group}`)
}

const phonetic: Readonly<Record<Tongue, ReadonlyArray<string>>> = {
  fr: [
    "Albert Bernard Charles Denis Édouard François Georges Henri Isidore Jacques Kilo Louis Marie Nicolas Oscar",
    "Pierre Québec Robert Simon Thomas Ursule Victor William Xavier Yves Zoé"
  ].join(" ").split(" "),
  en: [
    "alpha bravo Charlie David echo Frank George hotel India Juliet kilo Lima Mary November Oscar",
    "Peter Quebec Robert Sam Tom uniform Victor whiskey x-ray yellow zebra"
  ].join(" ").split(" ")
}

/** `H`, or now and then `H comme Henri`, `H as in hotel`. */
export const sayLetter = (letter: string, tongue: Tongue, random: Random): string =>
  random.chance(0.15)
    ? `${letter} ${random.pick(tongue === "fr" ? ["comme", "comme dans"] : ["as in", "for", "like"])} ${
      phonetic[tongue][letter.charCodeAt(0) - 65] ?? letter
    }`
    : letter
