/** Reads digits aloud, as callers do: in groups of one, two or three, in French or English. For tests only. */

const english =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    .split(" ")
const englishTens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ")
const french =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    .split(" ")
const frenchTens = "vingt trente quarante cinquante soixante".split(" ")

const frenchUnderHundred = (value: number): string => {
  if (value < 20) return french[value] ?? ""
  if (value >= 80) return value === 80 ? "quatre-vingts" : `quatre-vingt-${french[value - 80]}`
  const tens = value >= 60 ? 60 : value - value % 10
  const word = frenchTens[tens / 10 - 2] ?? ""
  const rest = value - tens
  return rest === 0 ? word : rest === 1 || rest === 11 ? `${word} et ${french[rest]}` : `${word}-${french[rest]}`
}

const underHundred = (value: number, language: "en" | "fr"): string => {
  if (language === "fr") return frenchUnderHundred(value)
  if (value < 20) return english[value] ?? ""
  const tens = englishTens[Math.floor(value / 10) - 2] ?? ""
  return value % 10 === 0 ? tens : `${tens} ${english[value % 10]}`
}

const single = (digit: string, language: "en" | "fr") => (language === "en" ? english : french)[Number(digit)] ?? ""

/** One group of digits. A group that begins with a zero is read digit by digit. */
const group = (digits: string, language: "en" | "fr"): string => {
  const value = Number(digits)
  if (digits.startsWith("0") || digits.length === 1) {
    return [...digits].map((digit) => single(digit, language)).join(" ")
  }
  if (digits.length === 2) return underHundred(value, language)
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  const hundred = language === "en"
    ? `${english[hundreds]} hundred`
    : hundreds === 1
    ? "cent"
    : `${french[hundreds]} cent`
  return rest === 0 ? hundred : `${hundred} ${underHundred(rest, language)}`
}

export interface Manner {
  readonly language: "en" | "fr"
  /** Sizes of the groups, taken in turn. */
  readonly sizes: ReadonlyArray<1 | 2 | 3>
  /** What stands between groups. */
  readonly between: string
}

export const verbalize = (digits: string, { between, language, sizes }: Manner): string => {
  const groups: Array<string> = []
  for (let at = 0, turn = 0; at < digits.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    groups.push(group(digits.slice(at, at + size), language))
    at += size
  }
  return groups.join(between)
}
