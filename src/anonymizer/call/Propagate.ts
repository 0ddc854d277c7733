import { ledBy } from "../numbers/lettered.ts"
import { measuredBy } from "../numbers/numbers.ts"
import type { Spelled } from "../numbers/spelledCodes.ts"
import type { Tagging } from "../tagger/Tagging.ts"
import { type Entity, type Field, numeric } from "../text/Entity.ts"
import { lookUp } from "../text/Lexicon.ts"
import { list, never, particles } from "../text/lists.ts"
import { numberRuns } from "../text/NumberRuns.ts"
import type { Reading } from "../text/Reading.ts"
import { alphabet } from "../text/Spelling.ts"
import { keyOf } from "./names.ts"
import { doorsOf, phrasesOf } from "./Phrases.ts"
import { national } from "./Preserve.ts"

/** What stands in front of the number of a door, or of a house. */
const doors =
  /^(?:apartment|apt|appartement|app|appart|unit|unite|suite|condo|logement|local|bureau|porte|door|tower|tour|level|niveau|stall|house|maison|lot|site|box|case|casier|number|numero|no|#|au|at|le|du|dans|in|chambre|room|bed|lit)$/
/** What may stand beside a number that is all of a sentence. */
const closing = /^(?:|[.,!?;:…]|uh|um|euh|heu|oui|ouais|yes|yeah|ok|okay|c'|est|it|'s|that)$/

const counted = list("measuredWays")

/** How many tokens may stand between the pieces of one number. */
const nearby = 10

/** Less than this, and what is a word besides is no name that comes again. */
const again = { word: 0.15, capital: 0.03 }
/** The same where what came out is looked through. */
const certain = 0.9

const initial = /^\p{Lu}$/u

/** A record's name with the initials beside it: `MAGSAYSAY ROSALINDA P`, `R. Magsaysay`. */
const withInitials = ({ taken, tokens }: Reading, from: number, to: number): readonly [number, number] => {
  const letter = (at: number) => initial.test(tokens[at]?.text ?? "") && taken[at] === false
  const before = tokens[from - 1]?.text === "." && tokens[from - 1]?.spaced === false ? from - 2 : from - 1
  return [letter(before) ? before : from, letter(to) && tokens[to + 1]?.kind !== "word" ? to + 1 : to]
}

/** The private values that are known of a call, in the forms in which they may come again. */
export class Known {
  readonly #digits: ReadonlyArray<readonly [digits: string, entity: Entity]>
  /** The numbers of houses. */
  readonly #houses: ReadonlyArray<readonly [digits: string, entity: Entity]>
  /** The numbers in all of an address, units included. */
  readonly #doors: ReadonlyMap<string, Entity>
  readonly #words = new Map<string, Entity>()
  readonly #phrases: ReadonlyArray<readonly [words: ReadonlyArray<string>, entity: Entity]>

  constructor(entities: ReadonlyArray<Entity>, fields: ReadonlyArray<Field> = []) {
    this.#digits = entities.filter(({ type }) => numeric.has(type))
      .map((entity) => [national(entity.key), entity] as const).filter(([digits]) => digits.length >= 4)
    this.#houses = entities.filter(({ key, type }) => type === "ADDRESS" && /^\d+(?: |$)/.test(key))
      .map((entity) => [entity.key.split(" ")[0] ?? "", entity] as const)
    this.#doors = new Map(entities.flatMap((entity) => doorsOf(entity, fields).map((door) => [door, entity] as const)))
    for (const entity of entities) {
      if (entity.type !== "PERSON") continue
      const words = entity.key.split(" ")
      for (const word of words.length > 1 ? [...words, words.join("")] : words) {
        if (word.length > 1 && !particles.has(word) && !this.#words.has(word)) this.#words.set(word, entity)
      }
    }
    this.#phrases = entities.flatMap((entity) => phrasesOf(entity).map((words) => [words, entity] as const))
  }

  get empty(): boolean {
    return this.#digits.length + this.#houses.length + this.#doors.size + this.#words.size +
        this.#phrases.length ===
      0
  }

  /** Takes, in a text that the rules have been through, what is left of these values. */
  mark(
    reading: Reading,
    spelled: ReadonlyArray<Spelled>,
    speaker: Field["speaker"],
    tagging: () => Tagging,
    checking: boolean
  ): void {
    this.#markNumbers(reading)
    this.#markPhrases(reading)
    for (const { from, letters, to } of spelled) {
      const entity = this.#words.get(letters)
      if (entity !== undefined && reading.free(from, to)) reading.take(from, to, "PERSON", entity.key, entity.certain)
    }
    this.#markNames(reading, speaker, tagging, checking)
  }

  #markNumbers(reading: Reading): void {
    if (this.#digits.length + this.#houses.length + this.#doors.size === 0) return
    const word = (at: number) => reading.tokens[at]?.folded ?? ""
    for (const { digits, from, to } of numberRuns(reading.tokens, reading.taken)) {
      // Three digits alone are an echo of what is being dictated: `five five five, yes?`
      const alone = digits.length < 4 &&
        reading.tokens.every(({ folded, kind }, at) => kind !== "word" || (at >= from && at < to) || never.has(folded))
      const house = this.#houses.find(([number]) => number === digits)
      const door = this.#doors.get(digits)
      // `260 $`, `1307 autres appels`: no house, and no end of a number.
      const counts = measuredBy(reading.tokens, to) || counted.has(word(to))
      if (counts || /^[$€]$/.test(reading.tokens[from - 1]?.text ?? "")) continue
      const bounded = closing.test(word(from - 1)) && closing.test(word(to))
      const beside = reading.tokens[to]?.kind === "mask" && reading.tokens[to]?.spaced !== false
      if (door !== undefined && (bounded || beside || doors.test(word(from - 1)) && digits.length > 2)) {
        const called = doors.test(word(from - 1)) && word(from - 1).length > 2 && reading.taken[from - 1] === false &&
          word(from - 1) !== "dans"
        reading.take(called ? from - 1 : from, to, door.type, door.key)
        continue
      }
      if (house !== undefined && (alone || digits.length > 2)) {
        reading.take(from, to, house[1].type, house[1].key)
        continue
      }
      // `oh one five… darn, the dog… oh one five seven`
      const tried = digits.length === 3 && reading.tokens.slice(to, to + 15).some(({ kind }) => kind === "mask") &&
        reading.tokens[to]?.kind !== "word"
      const echo = (alone || tried) && digits.length === 3
      // `046 454… je vois mal… 286`: the end of one whose beginning stands in front.
      const ending = digits.length < 2 || digits.length > 3 || !closing.test(word(to)) ||
          !reading.taken.slice(Math.max(from - nearby, 0), from).includes(true)
        ? undefined
        : this.#digits.find(([known]) => known.length >= 9 && known.endsWith(digits))
      if (ending !== undefined) {
        reading.take(from, to, ending[1].type, ending[1].key)
        continue
      }
      if (digits.length < 4 && !echo) continue
      const said = national(digits)
      const match = this.#digits.find(([known]) =>
        known === said ||
        (known.length >= 7 && (known.endsWith(said) || known.startsWith(said) || said.includes(known) ||
          ((said.length >= 5 || echo) && known.includes(said))))
      )
      if (match === undefined) continue
      const { key, type } = match[1]
      reading.take(type === "ID_NUMBER" ? ledBy(reading, from) : from, to, type, key)
    }
  }

  #markPhrases(reading: Reading): void {
    for (const [words, entity] of this.#phrases) {
      for (let at = 0; at < reading.tokens.length; at++) {
        if (reading.tokens[at]?.folded !== words[0]) continue
        let to = at
        let matched = 0
        while (matched < words.length && to < reading.tokens.length) {
          const token = reading.tokens[to]
          if (token?.folded === words[matched] || token?.folded === `${words[matched]}'`) matched++
          else if (token?.kind !== "sign" || matched === 0) break
          to++
        }
        if (matched !== words.length || !reading.free(at, to)) continue
        // `Alpha, okoye`: the letter that an address begins with.
        const letter = reading.tokens[at - 1]?.text === "," ? at - 2 : at - 1
        const initial = reading.tokens[letter]?.kind === "word" && reading.free(letter, at) &&
          (alphabet.has(reading.tokens[letter]?.folded ?? "") || /^\p{L}$/u.test(reading.tokens[letter]?.text ?? ""))
        reading.take(entity.type === "EMAIL" && initial ? letter : at, to, entity.type, entity.key)
      }
    }
  }

  #markNames(reading: Reading, speaker: Field["speaker"], tagging: () => Tagging, checking: boolean): void {
    if (this.#words.size === 0) return
    const word = (at: number) => reading.tokens[at]?.folded ?? ""
    /** A word that is a word besides is a name again where the tagger does not rule it out. */
    const meant = (at: number) => {
      const { capital, opens } = reading.tokens[at] ?? {}
      const told = (capital === true && opens === false) || reading.question.has("NAME")
      const least = told ? again.capital : again.word
      return tagging().most("PERSON", at, at + 1) >= (checking ? certain : least)
    }
    const entityAt = (at: number) => {
      const token = reading.tokens[at]
      if (token?.kind !== "word" || reading.taken[at] === true) return undefined
      const entity = this.#words.get(token.folded)
      if (entity === undefined) return undefined
      const { given, ordinary, place } = lookUp(token.folded)
      const plain = ordinary === 0 && place === 0 || (given === 3 && ordinary < 3)
      return (plain && !never.has(token.folded)) || meant(at) ? entity : undefined
    }
    for (let at = 0; at < reading.tokens.length; at++) {
      const entity = entityAt(at)
      if (entity === undefined) continue
      let to = at + 1
      for (let next = to; next < reading.tokens.length && next - to < 3; next++) {
        const token = reading.tokens[next]
        if (reading.taken[next] === true) break
        if (
          entityAt(next) === entity ||
          (token?.kind === "word" && entity.key.split(" ").includes(token.folded) && !never.has(token.folded))
        ) {
          to = next + 1
        } else if (token?.text !== "-" && !particles.has(token?.folded ?? "")) break
      }
      let from = at
      // `st onge`, `de la Durantaye`: with the particles that the name has.
      const own = entity.key.split(" ")
      while (
        particles.has(word(from - 1)) && reading.taken[from - 1] === false && own.indexOf(word(from)) > 0 &&
        own[own.indexOf(word(from)) - 1] === word(from - 1)
      ) from--
      const [first, last] = speaker === "tool" ? withInitials(reading, from, to) : [from, to]
      reading.take(first, last, "PERSON", keyOf(reading, at, to), entity.certain)
      at = to - 1
    }
  }
}
