import type { Turn } from "./Markup.ts"
import type { Random } from "./Random.ts"

type Bend = (text: string, random: Random) => string

const atWord = (text: string, random: Random, change: (word: string) => string) => {
  const words = text.split(" ")
  const at = random.int(words.length)
  return words.with(at, change(words[at] ?? "")).join(" ")
}

const inserted = (things: ReadonlyArray<string>): Bend => (text, random) =>
  atWord(text, random, (word) => `${word} ${random.pick(things)}`)

const garbage = (random: Random) =>
  Array.from(
    { length: 1 + random.int(12) },
    () => String.fromCodePoint(32 + random.int(random.chance(0.8) ? 95 : 9000))
  )
    .join("")

/** What recognizers, keyboards, tools and people do to a text. */
const bends: ReadonlyArray<Bend> = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFD"),
  (text) => text.replaceAll("'", "\u2019").replaceAll("\"", "\u201C").replaceAll("-", "\u2011"),
  (text) => text.replaceAll(" ", "\u00A0"),
  (text) => text.replaceAll(" ", ", "),
  (text) => text.replaceAll(" ", ". "),
  (text) => text.replaceAll(/[.,!?]/g, ""),
  inserted(["euh", "uh,", ", pis", "attendez un instant", "no wait", "non", "I mean", "…", "d'accord ?"]),
  inserted(["😀", "\u200B", "\u2029", "\uFFFC", "e\u0301", "٣", "\u202E", "\uD800"]),
  inserted(["<PERSON_1>", "<PHONE_12>", "<FOO_2>", "<PERSON_", "$&", "$1", "PERSON_1", "{\"a\":1}", "\\u0041"]),
  inserted(["514", "0147", "double", "cent", "at", "arobas", "dot com", "H2X", "rue", "mars", "M.", "comme", "@"]),
  (text, random) => atWord(text, random, (word) => `${word} ${garbage(random)}`),
  (text, random) => atWord(text, random, (word) => `${word} ${word}`),
  (text, random) => atWord(text, random, () => ""),
  (text, random) => atWord(text, random, (word) => word.slice(0, random.int(word.length + 1))),
  (text, random) => atWord(text, random, (word) => `${word} `.repeat(random.chance(0.2) ? 400 : 8).slice(0, 6000)),
  (text, random) => text.slice(random.int(Math.min(12, text.length + 1)))
]

/** The turn in two, with what the other side puts in between. */
const split = (turn: Turn, random: Random): ReadonlyArray<Turn> => {
  const words = turn.text.split(" ")
  const at = random.int(words.length)
  const other = turn.kind === "user" ? "assistant" : "user"
  const aside: Turn = {
    kind: other,
    text: random.pick(["mm-hm", "oui ?", "Okay.", words.at(-1) ?? ""]),
    gold: [],
    neutral: []
  }
  return [
    { ...turn, text: words.slice(0, at).join(" ") },
    ...(random.chance(0.7) ? [aside] : []),
    { ...turn, text: words.slice(at).join(" ") }
  ]
}

/** The turns, some of them bent, some in two. Their labels do not count any more. */
export const bend = (random: Random, turns: ReadonlyArray<Turn>): ReadonlyArray<Turn> =>
  turns.flatMap((turn) => {
    let text = turn.text
    for (let many = random.int(4); many > 0; many--) text = random.pick(bends)(text, random)
    const bent = { ...turn, text, gold: [], neutral: [] }
    return random.chance(0.15) ? split(bent, random) : [bent]
  })
