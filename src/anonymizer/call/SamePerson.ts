import type { Entity, Field } from "../text/Entity.ts"
import { kin, particles } from "../text/lists.ts"
import { fold } from "../text/Text.ts"
import { alike, isBeginning, isNickname } from "./Alike.ts"

/** Where the first piece of a value stands: a number that orders the transcript. */
export const startOf = ({ parts }: Entity): number =>
  parts.reduce((least, { field, start }) => Math.min(least, field * 1e6 + start), Number.POSITIVE_INFINITY)

/** A name taken apart: each is compared with all the others of its call. */
interface Name {
  /** Its words, without what ties them together. */
  readonly words: ReadonlyArray<string>
  readonly joined: string
  /** Words that stand together, as one. */
  readonly runs: ReadonlySet<string>
}

const significant = (key: string) => key.split(" ").filter((word) => !particles.has(word))

const nameOf = (key: string): Name => {
  const words = significant(key)
  const runs = words.flatMap((_, from) =>
    words.slice(from).map((_, more) => words.slice(from, from + more + 1).join(""))
  )
  return { words, joined: words.join(""), runs: new Set(runs) }
}

/**
 * Whether one name can be short for another: its words in order or turned round, initials for words, or its letters.
 *
 * @param fondly whether a pet name or the beginning of the given name counts
 */
const isShort = ({ joined, words: said }: Name, { runs, words }: Name, fondly = false): boolean => {
  if (runs.has(joined)) return true
  let next = 0
  for (const word of words) {
    const one = said[next] ?? ""
    const initial = one.length === 1 && said.length > 1 && word.startsWith(one)
    const pet = fondly && word === words[0] && (isNickname(one, word) || isNickname(word, one))
    if (one === word || initial || pet) next++
  }
  if (fondly && said.length === 1 && isBeginning(joined, words[0] ?? "")) return true
  if (next === said.length) return next > 0
  return said.length > 1 && said.length === words.length &&
    said.every((word) => word.length > 1 && words.includes(word))
}

const shortFor = (part: string, whole: string): boolean => isShort(nameOf(part), nameOf(whole))

const firstKey = /^(?:first|given|prenom|fname)/
const lastKey = /^(?:last|family|sur|nom|lname)/

/** Whole names whose halves a tool keeps apart: `{"first":"Gwendolyn","last":"Hargreaves"}`. */
const divided = (fields: ReadonlyArray<Field>): ReadonlyArray<Entity> =>
  fields.flatMap((first, index) => {
    if (first.speaker !== "tool" || !firstKey.test(fold(first.key ?? ""))) return []
    // Between two values stands a key.
    const other = [index + 2, index - 2].find((at) => {
      const field = fields[at]
      return field?.speaker === "tool" && lastKey.test(fold(field.key ?? ""))
    })
    const last = other === undefined ? undefined : fields[other]
    if (other === undefined || last === undefined) return []
    const key = fold(`${first.text} ${last.text}`).replace(/[^\p{L}']+/gu, " ").trim()
    const field = Math.min(index, other)
    return [{ type: "PERSON" as const, key, parts: [{ field, start: 0, end: 0 }] }]
  })

const asksLast = /\b(?:last|family|sur) ?names?\b|\bnoms? de famille\b/
const asksFirst = /\b(?:first|given) names?\b|\bprenoms?\b/
const linking = "(?: (?:is|it's|c'est|est|to|:))*"
const givesLast = new RegExp(
  `^\\W*(?:\\w+'?\\W+){0,2}(?:last name|family name|surname|nom de famille)\\W*${linking}\\W*$`
)
const givesFirst = new RegExp(`^\\W*(?:\\w+'?\\W+){0,2}(?:first name|given name|prenom)\\W*${linking}\\W*$`)
/** The same person goes by another name, or had another one. */
const alsoCalled =
  /^\W*(?:(?:but|mais|and|et|though|sauf que)\W+)?(?:(?:\w+\W+){0,2}(?:calls?|appellent|appelle|called) (?:me|him|her|moi)|(?:\w+'\W*)?(?:on|tout le monde|\w+) (?:l'|m'|l' |m' )appelle(?:nt)?|(?:(?:she|he|i)\W+)?goe?s? by|(?:il|elle|je) (?:se fait|me fais) appeler|(?:also )?known as|nee?|born|alias|a\.?k\.?a\.?|enfin|short for|diminutif de)\W*$/
/** The same, of somebody who was named in another turn. */
const goesBy =
  /\b(?:(?:he|she) goes by|(?:il|elle) se fait appeler|(?:on|tout le monde) l'appelle|(?:call|calls) (?:him|her))\W*$/
/** One name in the place of another. */
const corrects = /\b(?:no|non|not|pas|sorry|pardon|rather|plutot|actually)\b/
/** Whoever speaks says who they are. */
const presents =
  /\b(?:my name is|my name's|name's|this is|i'm|i am|it's|je m'appelle|c'est|je suis|ici|mon nom est|mon nom c'est)\W*$/
const titled = /\b(?:mr|mrs|ms|miss|mister|m|mme|mlle|monsieur|madame|mademoiselle)\W*$/
const echoes = /^\W*(?:qui|who|comment|what)\s*\?/

interface Mention {
  readonly key: string
  readonly field: number
  readonly start: number
  readonly end: number
}

const mentionOf = ({ key, parts }: Entity): ReadonlyArray<Mention> => {
  const [first] = parts
  return first === undefined ? [] : [{ key, ...first }]
}

/** What stands in front of a name, as far as it can be about it. */
const leading = 80

const kinBefore = (text: string) =>
  fold(text.slice(-leading)).split(/[^\p{L}-]+/u).slice(-4).some((word) => kin.has(word))

/** Whether `heard` is `said` once more: heard wrong by the agent, or set right by whoever said it. */
const standsFor = (fields: ReadonlyArray<Field>, heard: Mention, said: Mention): boolean => {
  const [at, before] = [fields[heard.field], fields[said.field]]
  if (heard.field - said.field > 2 || shortFor(heard.key, said.key) || !alike(heard.key, said.key)) return false
  if (at?.speaker === "assistant" && before?.speaker === "user") return true
  const from = at === before ? said.end : Math.max(heard.start - leading, 0)
  return corrects.test(fold(at?.text.slice(from, heard.start) ?? ""))
}

/** What is said of the names besides themselves: a family name asked for after a given one, a second name. */
const told = (fields: ReadonlyArray<Field>, mentions: ReadonlyArray<Mention>) => {
  const wholes: Array<Entity> = []
  const also = new Map<string, string>()
  const whole = (first: string, last: string, at: Mention) =>
    wholes.push({
      type: "PERSON",
      key: `${also.get(first) ?? first} ${also.get(last) ?? last}`,
      parts: [{ field: at.field, start: at.start, end: at.start }]
    })
  const text = (field: number) => fields[field]?.text ?? ""
  const seen = new Set<string>()
  for (const [index, b] of mentions.entries()) {
    const a = mentions[index - 1]
    const again = seen.has(b.key)
    seen.add(b.key)
    if (a === undefined || b.field - a.field > 6) continue
    const misheard = again ? undefined : mentions.slice(Math.max(index - 4, 0), index)
      .findLast((one) => standsFor(fields, b, one))
    const before = text(b.field).slice(Math.max(b.start - leading, 0), b.start)
    const called = goesBy.test(fold(before)) && b.field - a.field < 3 && !kinBefore(before)
    if (misheard !== undefined || called) {
      also.set(b.key, (misheard ?? a).key)
      continue
    }
    const shared = significant(b.key).some((word) => a.key.split(" ").includes(word))
    if (a.field === b.field) {
      const between = b.start - a.end > 60 ? "" : fold(text(a.field).slice(a.end, b.start))
      const short = shortFor(a.key, b.key) || shortFor(b.key, a.key)
      if (!shared && givesLast.test(between)) whole(a.key, b.key, a)
      else if (!shared && givesFirst.test(between)) whole(b.key, a.key, a)
      else if (!short && alsoCalled.test(between)) also.set(b.key, a.key)
      continue
    }
    if (shared) continue
    if (echoes.test(fold(text(b.field).slice(b.end, b.end + 20))) && a.field === b.field - 1) {
      also.set(b.key, a.key)
      continue
    }
    const question = b.field - 1
    if (fields[b.field]?.speaker !== "user" || fields[question]?.speaker !== "assistant" || b.start > 25) continue
    const asked = fold(text(question))
    const theirs = /\b(?:your|votre|ton)\b/.test(asked) && kinBefore(text(a.field).slice(0, a.start))
    const said = mentions.some(({ field, key }) =>
      key === a.key && field < b.field && fields[field]?.speaker === "user"
    )
    if (theirs || !said || asked.split(/[^\p{L}-]+/u).some((word) => kin.has(word))) continue
    if (asksLast.test(asked)) whole(a.key, b.key, a)
    else if (asksFirst.test(asked)) whole(b.key, a.key, a)
  }
  return { wholes, also }
}

/**
 * Whose each name is, as the key of the whole name that it is short for: of several the last that somebody said before
 * it, or else the first that a tool gave. By the mention and not by the word, for a family has one name.
 */
export const wholeNames = (fields: ReadonlyArray<Field>, persons: ReadonlyArray<Entity>): (of: Entity) => string => {
  // Placeholders that stand already say who is who: `<PERSON_1>` sounds like `<PERSON_2>`.
  const mentions = persons.filter(({ key }) => !key.startsWith("<")).flatMap(mentionOf)
  const { also, wholes: halves } = told(fields, mentions)
  const before = ({ field, start }: Mention) =>
    fold((fields[field]?.text ?? "").slice(Math.max(start - leading, 0), start))
  const related = new Set(mentions.filter((one) => kinBefore(before(one))).map(({ key }) => key))
  const own = new Set(
    mentions.filter((one) => fields[one.field]?.speaker === "user" && presents.test(before(one))).map(({ key }) => key)
  )
  const firsts = new Map<string, { readonly at: number; readonly spoken: boolean }>()
  for (const person of [...persons, ...divided(fields), ...halves]) {
    const [at, field] = [startOf(person), person.parts[0]?.field ?? 0]
    const before = firsts.get(person.key)
    const spoken = before?.spoken === true || fields[field]?.speaker !== "tool"
    firsts.set(person.key, { at: Math.min(before?.at ?? at, at), spoken })
  }
  const names = new Map([...firsts.keys()].map((key) => [key, nameOf(key)] as const))
  const name = (key: string) => names.get(key) ?? nameOf(key)
  const order = (a: string, b: string) =>
    name(b).words.length - name(a).words.length || name(b).joined.length - name(a).joined.length || (a < b ? -1 : 1)
  const wholes: Array<string> = []
  const choices = new Map<string, ReadonlyArray<string>>()
  for (const key of [...firsts.keys()].sort(order)) {
    const strictly = wholes.filter((whole) => isShort(name(key), name(whole)))
    // `Daniel` is Daniel Kerr before he is Danielle.
    const longer = (strictly.length > 0 || related.has(key)
      ? strictly
      : wholes.filter((whole) => isShort(name(key), name(whole), true)))
      .sort((a, b) => (firsts.get(a)?.at ?? 0) - (firsts.get(b)?.at ?? 0))
    if (longer.length === 0) wholes.push(key)
    choices.set(key, longer)
  }
  const resolve = (key: string, at: number, addressed: boolean): string => {
    const some = choices.get(key) ?? []
    const before = some.filter((whole) => (firsts.get(whole)?.at ?? 0) <= at)
    const caller = addressed ? before.findLast((whole) => own.has(whole)) : undefined
    return caller ?? before.findLast((whole) => firsts.get(whole)?.spoken === true) ?? before[0] ?? some[0] ?? key
  }
  return (of) => {
    const [mention] = mentionOf(of)
    const addressed = mention !== undefined && fields[mention.field]?.speaker === "assistant" &&
      titled.test(before(mention))
    let key = resolve(of.key, startOf(of), addressed)
    // A name in the place of one that stands in the place of another.
    for (let steps = 0; steps < 3; steps++) {
      const other = also.get(key)
      if (other === undefined) break
      key = resolve(other, startOf(of), addressed)
    }
    return key
  }
}
