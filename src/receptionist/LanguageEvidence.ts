import { english } from "./EnglishWords.ts"
import { french } from "./FrenchWords.ts"
import type { Heard, Word } from "./LanguageWords.ts"

/** How much French and how much English is in something said; `words` as a reader counts them. */
export interface Evidence {
  readonly french: number
  readonly english: number
  readonly words: number
}

/** Articles (names are full of them), courtesies and numbers count only beside words of the first three kinds. */
type Kind = "strong" | "weak" | "content" | "article" | "courtesy" | "number"

const weights: Readonly<Record<Kind, number>> = {
  strong: 1.1,
  weak: 0.7,
  content: 0.8,
  article: 0.5,
  courtesy: 0.4,
  number: 0.2
}
const elisionWeight = 0.8
const accentWeight = 0.6
const guessWeight = 0.4
const inName = 0.2
/** Log-odds from which on the looks of an unknown word are as good as a listed one, nearly. */
const unmistakable = 1.2
const unmistakableWeight = 0.5
/** What such words can add up to, however many there are: ten digits are not a sentence. */
const caps = { article: 1.5, courtesy: 0.8, number: 0.4, guess: 0.8 }

/** Positive is French, negative English. */
interface Entry {
  readonly sign: 1 | -1
  readonly kind: Kind
}

const split = (list: string) => list.split(/\s+/).filter((word) => word !== "")

const entriesOf = (lists: typeof french | typeof english, sign: 1 | -1) => {
  const entries = new Map<string, Entry>()
  const add = (list: string, kind: Kind) => split(list).forEach((word) => entries.set(word, { sign, kind }))
  add(lists.numbers, "number")
  add(lists.courtesy, "courtesy")
  add(lists.content, "content")
  add(lists.quebec, "strong")
  add(lists.articles, "article")
  add(lists.weak, "weak")
  add(lists.strong, "strong")
  return entries
}

// Words of both languages: by themselves they say nothing, beside others they lean the way of their neighbour.
const both = new Set(split(`
  a on me son as no date table main chat pain sale six car tire four fin fine note page point pays place places minute minutes
  moment message messages question questions service services information informations transport restaurant client clients
  patient patients important possible impossible urgent situation position option attention direction
  section solution simple double train bus taxi hotel film films radio menu cause change continue correct contact part
  public rare route rose garage message budget massage village image total final local original normal animal client
  reservation reservations confirmation transfer application support technique excellent super ok okay d m s t l c j n qu
  email courriel job boss parking meeting weekend cool fun shift party cell laptop online update app login test voicemail
  deadline internet web site facebook google email mail text texto instant accident agent code signal budget
  dent mine lit vent dire rendezvous rendez croissant croissants baguette crepe crepes poutine cafe cliche
  chef genre avenue boulevard station concert festival region mission passion version pension tension passage mariage
  sec ride pile piles chance usage sauce fruits cash camp stage terrain machine catalogue police court large long niece
  refuse suite dessert desserts allergies decide sent danger plaque chalet metal dollars dollar cave lever fort jus adore
  divorce courage surprise style pause auto moments dates notes tables points photo photos taxi video audio web
  shopping camping feeling brushing casting living building jogging pressing training coaching lifting stretching
  sandwich steak hockey pizza burger bar pub club stop marketing design business excuse pardon visa gym yoga spa
`))

/** Of those, what is counted: `two minutes` is a word of English, `six two` is not. */
const counted = new Set(
  split("minute minutes table tables place places question questions message messages photo photos")
)

const frenchEntries = entriesOf(french, 1)
const englishEntries = entriesOf(english, -1)

const entryOf = (word: Word): Entry | undefined => {
  if (both.has(word.folded)) return undefined
  const asFrench = frenchEntries.get(word.folded)
  const asEnglish = word.accented ? undefined : englishEntries.get(word.folded)
  return asFrench !== undefined && asEnglish !== undefined ? undefined : asFrench ?? asEnglish
}

// Loan words and place names that keep their accents in English.
const bornWithAccents = new Set(split(`
  cafe cafes resume resumes fiance fiancee cliche crepe crepes deja entree puree souffle decor naive expose protege montreal
  quebec metro depanneur creme brulee facade a la carte pate saute latte elite regime debut role etage clinique ecole
  hopital marche chateau cegep
`))

const trigrams = (word: string) => {
  const padded = `^${word}$`
  return Array.from({ length: padded.length - 2 }, (_, n) => padded.slice(n, n + 3))
}

const countsOf = (entries: ReadonlyMap<string, Entry>) => {
  const counts = new Map<string, number>()
  for (const gram of [...entries.keys()].flatMap(trigrams)) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return { counts, total: [...counts.values()].reduce((sum, count) => sum + count, 0) }
}

/** How much more often three letters stand in a French word than in an English one, of those listed: log-odds. */
const odds = (() => {
  const [inFrench, inEnglish] = [countsOf(frenchEntries), countsOf(englishEntries)]
  const share = ({ counts, total }: typeof inFrench, gram: string) => ((counts.get(gram) ?? 0) + 0.5) / (total + 500)
  const grams = new Set([...inFrench.counts.keys(), ...inEnglish.counts.keys()])
  return new Map([...grams].map((gram) => [gram, Math.log(share(inFrench, gram) / share(inEnglish, gram))]))
})()

/** What a word that is not listed looks like: mean log-odds; 0 for short ones, and for endings that both languages have. */
const look = (word: string) => {
  if (/(?:ennent|issent|aient|[ae]rez|issez|erons|eront|[ei]rai[st]|euses?|[^i]eux)$/.test(word)) return unmistakable
  if (/(?:[a-z]{3}ing|ight|ough|ness|[^aeiouy]ly|[^aeiou]ed)$|^(?:wh|kn|wr)/.test(word)) return -unmistakable
  if (word.length < 4 || /(?:[ts]ion|[ai]ble|age|[ae]nt|[ae]nce|al|is[mt]e?)s?$/.test(word)) return 0
  const grams = trigrams(word.slice(0, 20))
  return grams.reduce((sum, gram) => sum + (odds.get(gram) ?? 0), 0) / grams.length
}

// What comes after these is a name: `rue de la Montagne`, `Madame Petit`.
const beforeName = new Set(split(`
  rue boulevard boul chemin place autoroute parc pont station metro ecole clinique hopital hotel chateau marche cegep
  universite saint sainte st ste mont monsieur madame mme docteur dr festival caisse banque lac ville
`))
const particle = new Set(["de", "du", "des", "la", "le", "les", "l", "d", "aux", "au"])

const isName = (words: ReadonlyArray<Word>, at: number) => {
  let n = at - 1
  while (n >= 0 && at - n <= 3 && particle.has(words[n]?.folded ?? "")) n--
  const before = words[n]
  if (before === undefined || !beforeName.has(before.folded)) return false
  const word = words[at]
  if (word === undefined) return false
  return particle.has(word.folded) || entryOf(word)?.kind !== "strong"
}

// `vingt et un`, `one and a half`: parts of a number where they stand beside one.
const linkers = new Set(["un", "une", "et", "and"])

const isNumber = (before: Entry | undefined, next: Word | undefined) =>
  before?.kind === "number" || (next !== undefined && !next.mute && entryOf(next)?.kind === "number")

// The longest first where one begins another.
const formulas: ReadonlyMap<string, ReadonlyArray<ReadonlyArray<string>>> = Map.groupBy(
  [
    "thank you very much",
    "thank you so much",
    "thank you",
    "thanks so much",
    "excuse me",
    "have a nice day",
    "have a good day",
    "have a great day",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "good night",
    "s il vous plait",
    "s il te plait",
    "excusez moi",
    "merci beaucoup",
    "merci bien",
    "au revoir",
    "d accord",
    "bonne journee",
    "bonne soiree",
    "bonne nuit",
    "bon matin",
    "bon apres midi"
  ].map((formula) => formula.split(" ")),
  ([first]) => first ?? ""
)

/** The words that belong to a formula of courtesy, which callers use in whichever language. */
const courteous = (words: ReadonlyArray<Word>): ReadonlySet<number> => {
  const found = new Set<number>()
  words.forEach(({ folded }, n) => {
    const formula = formulas.get(folded)?.find((formula) => formula.every((word, k) => words[n + k]?.folded === word))
    formula?.forEach((_, k) => found.add(n + k))
  })
  return found
}

/** Weighs each word of what was heard, for French and for English. */
export const evidenceOf = (heard: Heard): Evidence => {
  const sums = {
    french: { strong: 0, weak: 0, content: 0, article: 0, courtesy: 0, number: 0, guess: 0 },
    english: { strong: 0, weak: 0, content: 0, article: 0, courtesy: 0, number: 0, guess: 0 }
  }
  const add = (value: number, kind: Kind | "guess") => {
    if (value > 0) sums.french[kind] += value
    else sums.english[kind] -= value
  }
  const { words } = heard
  const polite = courteous(words)
  const entries: Array<Entry | undefined> = []
  words.forEach((word, n) => {
    const entry = word.mute ? undefined : entryOf(word)
    const inNumber = entry !== undefined && linkers.has(word.folded) && isNumber(entries[n - 1], words[n + 1])
    entries.push(
      entry === undefined || !(inNumber || polite.has(n))
        ? entry
        : { sign: entry.sign, kind: inNumber ? "number" : "courtesy" }
    )
  })
  words.forEach((word, n) => {
    if (word.mute) return
    const entry = entries[n]
    const starts = word.initial && entry?.kind === "strong"
    const doubt = (word.capital && !starts) || isName(words, n) ? inName : 1
    if (word.elided && !polite.has(n)) add(elisionWeight * (words[n + 1]?.capital === true ? inName : 1), "strong")
    else if (entry !== undefined) add(entry.sign * weights[entry.kind] * doubt, entry.kind)
    else if (word.accented && !bornWithAccents.has(word.folded)) {
      add(accentWeight * doubt, word.initial ? "guess" : "content")
    } else if (both.has(word.folded)) {
      const neighbour = [entries[n + 1], entries[n - 1]].find((entry) =>
        entry !== undefined && entry.kind !== "courtesy"
      )
      if (neighbour === undefined) return
      add(neighbour.sign * 0.3, "guess")
      if (neighbour.kind === "number" && counted.has(word.folded)) add(neighbour.sign * unmistakableWeight, "content")
    } else if (doubt === 1) {
      const odds = look(word.folded)
      if (Math.abs(odds) >= unmistakable) add(Math.sign(odds) * unmistakableWeight, "content")
      else if (Math.abs(odds) > 0.4) add(Math.sign(odds) * Math.min(guessWeight, Math.abs(odds) / 4), "guess")
    }
  })
  const total = (side: typeof sums.french) => {
    const known = side.strong + side.weak + side.content
    if (known === 0) return 0
    return (["article", "courtesy", "number", "guess"] as const)
      .reduce((sum, kind) => sum + Math.min(side[kind], caps[kind]), known)
  }
  return { french: total(sums.french), english: total(sums.english), words: heard.count }
}
