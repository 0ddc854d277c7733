import { lookUp } from "../Lexicon.ts"
import { acts, asksThing, asksWho, authored, flies, identifies, introduces, named, toSomebody } from "./cues.ts"
import { endOf } from "./extent.ts"
import type { PersonReading } from "./PersonReading.ts"
import { owns } from "./things.ts"
import { goods, plants, products, wares, works as titles } from "./thingWords.ts"
import { kin, locating, never } from "./words.ts"

// What is called as people are, and is none of them by what stands around it. What is by its own word: `things.ts`.

/** `à Lionel-Groulx`, `la salle Wilfrid-Pelletier`: nobody's own names have a hyphen between the given and the family's. */
export const memorial = ({ names }: PersonReading, at: number, before: string): boolean => {
  if (!names.proper(at) || !names.hyphened(at)) return false
  const [first, last] = [lookUp(names.folded(at)), lookUp(names.folded(at + 2))]
  return first.given > 1 && last.given < 2 && last.family > 0 && locating.has(names.folded(at - 1)) &&
    !toSomebody.test(before)
}

/** `le film Aline`, `the latest Stephen King`, `anything by Margaret Atwood`: a work, or who made it. */
export const works = ({ names }: PersonReading, at: number, before: string): boolean =>
  names.proper(at) && names.token(at)?.opens === false &&
  (titles.has(names.folded(at - 1)) || (names.proper(at + 1) && authored.test(before)))

/** Airports that are called after somebody. */
const airports = /^(?:pearson|trudeau|kennedy|heathrow|gaulle|stansted|gatwick|dulles|lesage)$/

/** `un gâteau Vachon`, `a Maytag Bravos`, `at Dufferin or Ossington`, `there's Frost`: named, and no person. */
export const thing = (people: PersonReading, at: number, before: string): boolean => {
  const { names } = people
  const { family, given } = lookUp(names.folded(at))
  if (named.test(before)) return true
  // `the B-Line`
  const lettered = names.folded(at - 1) === "-" && names.folded(at - 2).length === 1
  if (lettered && lookUp(names.folded(at)).ordinary === 3) return true
  // `from Pearson on Friday`
  const left = airports.test(names.folded(at)) &&
    /^(?:from|to|at|of|into|out|de|a|vers|pour|via|par)$/.test(names.folded(at - 1))
  if (left && flies.test(people.reading.words(at - 8, at + 6))) return true
  // `du style Louis XV`
  if (/^(?:X[IVX]+|IV|VI{1,3}|IX)$/.test(names.token(at + 1)?.text ?? "")) return true
  if (given > 1) return false
  // `a Singer sewing machine`, `I have Raynaud's`
  const article = /^(?:an?|my|our|your|old)$/.test(names.folded(at - 1)) && !names.proper(at + 1)
  if (article && (goods.has(names.folded(at + 1)) || goods.has(names.folded(at + 2)))) return true
  if (/^(?:have|has|had|got)$/.test(names.folded(at - 1)) && family > 0 && owns(names, at)) return true
  if (products.has(names.folded(at - 1)) && !names.proper(at - 1)) return true
  if (wares.has(names.folded(at - 1)) && /^(?:une?|des|de|d'|mon|ma|mes|nos|notre|vos)$/.test(names.folded(at - 2))) {
    return true
  }
  const model = names.proper(at - 1) && names.free(at - 1) && names.named(at - 1) && given + family === 0
  const either = /^(?:or|and|ou|et|pis)$/.test(names.folded(at - 1)) && locating.has(names.folded(at - 3)) &&
    names.proper(at - 2) && names.free(at - 2)
  const corner = /^(?:entre|between)$/.test(names.folded(at - 1)) && /^(?:et|and)$/.test(names.folded(at + 1)) &&
    names.proper(at + 2)
  return model || either || corner || /\bthere (?:'s|is)$/.test(before)
}

/** The answer to a question for a make, a shop, a school or a work, without anything in it that leads to a person. */
export const asked = (people: PersonReading, at: number, before: string): boolean => {
  const { names, reading, speaker } = people
  return speaker !== "tool" && people.answers(at) && asksThing.test(reading.asked) && !reading.question.has("NAME") &&
    !asksWho.test(reading.asked) && !introduces.test(before) && !identifies.test(before) && !toSomebody.test(before) &&
    !reading.words(at - 7, at).split(" ").some((word) => kin.has(word)) &&
    !acts.test(reading.words(endOf(names, at), endOf(names, at) + 3))
}

/** `des bottes sorel`, `from pearson`, `prenez la félix-leclerc`, `du laurier`: the same in lower case. */
export const lowerThing = (people: PersonReading, at: number): boolean => {
  const { names } = people
  const word = names.folded(at)
  const { family, given } = lookUp(word)
  const front = names.folded(at - 1)
  // `saint andrew's day`
  if (/^(?:saint|sainte|st|ste)$/.test(word) && names.institutional(at + 1)) return true
  if (products.has(front) && (given < 2 || word === "reuben")) return true
  const left = airports.test(word) && /^(?:from|to|at|of|into|out|de|a|vers|pour|via|par)$/.test(front)
  if (left && flies.test(people.reading.words(at - 8, at + 6))) return true
  if (plants.has(word) && /^(?:du|des|le|les|de|d'|some|any|the|of|a)$/.test(front)) return true
  // `fromage saint-paulin`, `le fleuve saint-laurent`: behind a noun, and no given name.
  const holy = front === "-" && /^(?:saint|sainte|st|ste)$/.test(names.folded(at - 2))
  const noun = lookUp(names.folded(at - 3))
  if (holy && noun.ordinary > 1 && !never.has(names.folded(at - 3)) && noun.given === 0 && noun.family < 2) return true
  if (family === 0 || given === 0) return false
  const last = lookUp(names.folded(at + 2))
  return names.hyphened(at) && /^(?:la|l')$/.test(front) && last.given < 2 && last.family > 0
}
