import type { Random } from "./Random.ts"
import { inWords, joinSpoken, sayDigits, sayLetter, type Tongue } from "./Verbalize.ts"

/** As digits, in words, or some of both. */
export const forms = ["typed", "spoken", "mixed"] as const
export type Form = typeof forms[number]

/** Lists of `corpus/values.txt`, by their heading. */
export type Lists = (heading: string) => ReadonlyArray<string>

export interface Draw {
  readonly random: Random
  readonly tongue: Tongue
  readonly form: Form
  readonly split: "dev" | "heldout"
  readonly lists: Lists
}

const letters = "ABCEGHJKLMNPRSTVXY"

const typedGroups = (groups: ReadonlyArray<string>, random: Random, separators: ReadonlyArray<string>) =>
  groups.join(random.pick(separators))

/** Groups in the form asked for; `mixed` has at least one group each way. */
const inForm = (groups: ReadonlyArray<string>, { form, random, tongue }: Draw, separators: ReadonlyArray<string>) => {
  if (form === "typed") return typedGroups(groups, random, separators)
  if (form === "spoken") return joinSpoken(groups.map((group) => sayDigits(group, tongue, random)), tongue, random)
  const spokenAt = random.int(groups.length)
  const typedAt = (spokenAt + 1 + random.int(groups.length - 1)) % groups.length
  return joinSpoken(
    groups.map((group, index) =>
      index === spokenAt || (index !== typedAt && random.chance(0.5)) ? sayDigits(group, tongue, random) : group
    ),
    tongue,
    random
  )
}

const areaCodes = {
  dev: ["514", "438", "450", "418", "613", "416", "604", "902", "905", "780"],
  heldout: ["819", "581", "579", "873", "367", "647", "226", "587", "236", "709"]
}

const phone = (draw: Draw) => {
  const { form, random, split, tongue } = draw
  const groups = [random.pick(areaCodes[split]), `${2 + random.int(8)}${random.digits(2)}`, random.digits(4)] as const
  if (form === "typed") {
    const [area, exchange, line] = groups
    const number = random.pick([
      `${area}-${exchange}-${line}`,
      `${area} ${exchange} ${line}`,
      `${area}.${exchange}.${line}`,
      `(${area}) ${exchange}-${line}`,
      `+1 ${area} ${exchange} ${line}`,
      `${area}${exchange}${line}`,
      `1-${area}-${exchange}-${line}`,
      `${area} ${exchange} ${line.slice(0, 2)} ${line.slice(2)}`
    ])
    return `{{PHONE|${number}}}`
  }
  const said = `{{PHONE|${inForm(groups, draw, [""])}}}`
  if (form === "mixed" || !random.chance(0.05)) return said
  const again = inWords(10 + random.int(90), tongue)
  return `${said}, ${tongue === "fr" ? "non" : "no"}, {{PHONE|${again}}}`
}

const luhnValid = (body: string) => {
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${body}${(10 - sum % 10) % 10}`
}

/** Half of them with a wrong check digit, as a speech recognizer's slip makes it. */
const checked = (body: string, random: Random) => random.chance(0.5) ? luhnValid(body) : `${body}${random.int(10)}`

const split = (digits: string, sizes: ReadonlyArray<number>) => {
  let from = 0
  return sizes.map((size) => digits.slice(from, from += size))
}

const sin = (draw: Draw) => {
  const digits = checked(`${1 + draw.random.int(7)}${draw.random.digits(7)}`, draw.random)
  return `{{SIN|${inForm(split(digits, [3, 3, 3]), draw, [" ", "-", "", " "])}}}`
}

const card = (draw: Draw) => {
  const { random } = draw
  const amex = random.chance(0.15)
  const digits = amex
    ? checked(`37${random.digits(12)}`, random)
    : checked(`${random.pick(["4", "4", "51", "52", "55"])}${random.digits(15)}`.slice(0, 15), random)
  return `{{CARD|${inForm(split(digits, amex ? [4, 6, 5] : [4, 4, 4, 4]), draw, [" ", "-", "", " "])}}}`
}

/** Few enough values to meet by chance: one half has the even ones, the other the odd ones. */
const ofHalf = (value: number, half: Draw["split"]) => value - value % 2 + (half === "dev" ? 0 : 1)

const cvv = ({ form, random, split: half, tongue }: Draw) => {
  const digits = `${random.digits(2)}${ofHalf(random.int(10), half)}`
  if (form === "typed") return `{{CVV|${digits}}}`
  if (form === "spoken") return `{{CVV|${sayDigits(digits, tongue, random)}}}`
  return `{{CVV|${digits.charAt(0)} ${sayDigits(digits.slice(1), tongue, random)}}}`
}

const year = (random: Random) => 1940 + random.int(78)

const health = (draw: Draw) => {
  const { form, random, tongue } = draw
  if (tongue === "en" && random.chance(0.5)) {
    const version = `${random.pick([...letters])}${random.pick([...letters])}`
    const number = inForm(split(random.digits(10), [4, 3, 3]), draw, ["-", " ", ""])
    const tail = form === "typed" ? random.pick([`-${version}`, ` ${version}`, ""]) : ` ${[...version].join(" ")}`
    return `{{HEALTH|${number}${tail}}}`
  }
  const name = [0, 1, 2, 3].map(() => random.pick([...letters]))
  const month = 1 + random.int(12) + (random.chance(0.5) ? 50 : 0)
  const digits = [
    String(year(random)).slice(2),
    String(month).padStart(2, "0"),
    String(1 + random.int(28)).padStart(2, "0"),
    String(10 + random.int(20))
  ]
  const groups = random.chance(0.5) ? digits : [digits.slice(0, 2).join(""), digits.slice(2).join("")]
  if (form === "typed") {
    return `{{HEALTH|${name.join("")}${random.pick([" ", ""])}${typedGroups(groups, random, [" ", ""])}}}`
  }
  const initials = form === "mixed" && random.chance(0.5) ? name.join("") : name.join(" ")
  return `{{HEALTH|${initials}${random.pick([", ", " "])}${inForm(groups, draw, [" "])}}}`
}

const postalCode = ({ form, random, tongue }: Draw) => {
  const code = [0, 1, 2].flatMap(() => [random.pick([...letters]), String(random.int(10))])
  const [first, second] = [code.slice(0, 3), code.slice(3)]
  const lower = random.chance(0.3)
  const finish = (text: string) => `{{POSTAL_CODE|${lower ? text.toLowerCase() : text}}}`
  if (form === "typed") return finish(`${first.join("")}${random.pick([" ", "", " ", "-"])}${second.join("")}`)
  const say = (half: ReadonlyArray<string>) =>
    half.map((sign) => /\d/.test(sign) ? sayDigits(sign, tongue, random) : sayLetter(sign, tongue, random)).join(" ")
  if (form === "spoken") return finish(`${say(first)}${random.pick([" ", ", "])}${say(second)}`)
  return finish(random.chance(0.5) ? `${first.join(" ")}, ${say(second)}` : `${say(first)} ${second.join("")}`)
}

const plain = (name: string) => name.normalize("NFD").replace(/[^A-Za-z]/g, "").toLowerCase()

const email = ({ form, lists, random, split: half, tongue }: Draw) => {
  const first = plain(random.pick(lists(`first ${half}`)))
  const last = plain(random.pick(lists(`last ${half}`)))
  const number = random.chance(0.35) || form === "mixed" ? String(10 + random.int(90)) : ""
  const sign = random.pick([".", "", "_", "-"])
  const domain = random.pick(lists("domain"))
  if (form === "typed") return `{{EMAIL|${random.pick([first, first.charAt(0)])}${sign}${last}${number}@${domain}}}`
  const words = tongue === "fr"
    ? { ".": " point ", "": " ", _: " souligné ", "-": " tiret ", at: ["arobas", "arobase", "a commercial", "at"] }
    : { ".": " dot ", "": " ", _: " underscore ", "-": " dash ", at: ["at", "at", "at sign"] }
  const local = `${first}${words[sign as "." | "" | "_" | "-"]}${last}`
  const said = form === "mixed" || number === "" ? number : inWords(Number(number), tongue)
  return `{{EMAIL|${local}${said === "" ? "" : ` ${said}`} ${random.pick(words.at)} ${
    domain.replaceAll(".", words["."])
  }}}`
}

const months = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  en: "January February March April May June July August September October November December".split(" ")
}

const ordinal = (day: number) =>
  `${day}${
    day % 10 === 1 && day !== 11
      ? "st"
      : day % 10 === 2 && day !== 12
      ? "nd"
      : day % 10 === 3 && day !== 13
      ? "rd"
      : "th"
  }`
const irregular: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth"
}
const ordinalWords = (day: number) => {
  const words = inWords(day, "en")
  const last = words.split("-").at(-1) ?? words
  const turned = irregular[last] ?? (last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`)
  return `${words.slice(0, words.length - last.length)}${turned}`
}

const yearWords = (value: number, tongue: Tongue, random: Random) => {
  if (value >= 2000 || tongue === "fr") {
    return random.chance(0.5) && value < 2000
      ? inWords(value - 1900, tongue)
      : inWords(value, tongue)
  }
  return `${inWords(19, "en")} ${value % 100 < 10 ? `oh ${inWords(value % 100, "en")}` : inWords(value % 100, "en")}`
}

const birthDate = ({ form, random, split: half, tongue }: Draw) => {
  const [born, month, day] = [ofHalf(year(random), half), random.int(12), 1 + random.int(28)]
  const monthName = months[tongue][month] ?? ""
  const two = (value: number) => String(value).padStart(2, "0")
  if (form === "typed") {
    return `{{DOB|${
      random.pick([
        `${born}-${two(month + 1)}-${two(day)}`,
        tongue === "fr" ? `${two(day)}/${two(month + 1)}/${born}` : `${two(month + 1)}/${two(day)}/${born}`,
        tongue === "fr" ? `${day === 1 ? "1er" : day} ${monthName} ${born}` : `${monthName} ${day}, ${born}`,
        tongue === "fr" ? `${day} ${monthName} ${born}` : `${monthName} ${ordinal(day)}, ${born}`
      ])
    }}}`
  }
  const inFrench = day === 1 ? "premier" : inWords(day, "fr")
  const [dayWord, yearWord] = [tongue === "fr" ? inFrench : ordinalWords(day), yearWords(born, tongue, random)]
  const [saidDay, saidYear] = form === "spoken"
    ? [dayWord, yearWord]
    : random.chance(0.5)
    ? [String(day), yearWord]
    : [dayWord, String(born)]
  return tongue === "fr" || random.chance(0.2)
    ? `{{DOB|${saidDay} ${monthName} ${saidYear}}}`
    : `{{DOB|${monthName} ${saidDay}${random.pick([", ", " "])}${saidYear}}}`
}

const address = ({ form, lists, random, split: half, tongue }: Draw) => {
  const street = random.pick(lists(`street.${tongue} ${half}`))
  const number = 2 + random.int(random.chance(0.5) ? 200 : 9500)
  const read = number > 1000 && number % 100 > 9 && random.chance(0.6)
    ? `${inWords(Math.floor(number / 100), tongue)}${tongue === "fr" ? " cent " : " "}${inWords(number % 100, tongue)}`
    : inWords(number, tongue)
  const unit = form === "mixed" || random.chance(0.4) ? 1 + random.int(40) : 0
  const unitWord = random.pick(
    tongue === "fr" ? ["appartement", "app.", "bureau"] : ["apartment", "apt", "unit", "suite"]
  )
  const typedNumber = form === "typed" || (form === "mixed" && random.chance(0.5))
  const said = unit === 0 ?
    "" :
    `, ${unitWord} ${form === "typed" || (form === "mixed" && !typedNumber) ? unit : inWords(unit, tongue)}`
  const comma = typedNumber && tongue === "fr" && random.chance(0.5) ? "," : ""
  return `{{ADDRESS|${typedNumber ? number : read}${comma} ${street}${said}}}`
}

/** Each draws one value, in its markup. */
export const values = {
  PHONE: phone,
  SIN: sin,
  CARD: card,
  CVV: cvv,
  HEALTH: health,
  POSTAL_CODE: postalCode,
  EMAIL: email,
  DOB: birthDate,
  ADDRESS: address
} satisfies Readonly<Record<string, (draw: Draw) => string>>
