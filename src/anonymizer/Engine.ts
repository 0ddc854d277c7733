import type { AgentConfig } from "../domain/AgentConfig.ts"
import { echoes, type Given } from "./Echo.ts"
import type { Entity, Field, FieldSpan } from "./Entity.ts"
import { persons } from "./person/persons.ts"
import { standing } from "./Placeholders.ts"
import { national, nothingPreserved, plainWords, type Preserved, preservedBy } from "./Preserve.ts"
import { Known } from "./Propagate.ts"
import { type Found, Reading } from "./Reading.ts"
import { addresses } from "./rules/addresses.ts"
import { bridges, twins } from "./rules/bridges.ts"
import { typedCodes } from "./rules/codes.ts"
import { dates } from "./rules/dates.ts"
import { emails } from "./rules/emails.ts"
import { numbers } from "./rules/numbers.ts"
import { orders } from "./rules/orders.ts"
import { spelledCodes } from "./rules/spelledCodes.ts"
import { mask, View } from "./Text.ts"
import { questionFor, turnsTogether } from "./Views.ts"
import { longestText, TooMuchWork } from "./Work.ts"

/** What is known besides the text. */
export interface FindContext {
  /** Whose words are kept: the business's name, numbers, towns. */
  readonly agent?: AgentConfig
  /** The caller's number, E.164: looked for in every form. */
  readonly callerNumber?: string
  /** The current year: a date well before it is one of birth. */
  readonly year: number
  /** Private values that were found before: looked for again, in every form. */
  readonly known?: ReadonlyArray<Entity>
  /** Only what is known is looked for: somebody else has done the finding. */
  readonly onlyKnown?: boolean
}

type Part = Entity["parts"][number]

/** Rules in the order in which they may take text. Names are spelled in one turn, but numbers go on in the next. */
const read = (reading: Reading, keep: ReadonlySet<string>, speaker: Field["speaker"] | undefined) => {
  emails(reading)
  dates(reading)
  orders(reading)
  typedCodes(reading)
  addresses(reading, speaker === "tool")
  const spelled = spelledCodes(reading)
  numbers(reading)
  twins(reading)
  if (speaker === undefined) return spelled
  bridges(reading)
  persons(reading, spelled, keep, speaker)
  return spelled
}

/** The business's own numbers, addresses and words are no caller's. */
const ownedBy =
  (preserved: Preserved, callerNumber: string | undefined) => ({ key, type, ...found }: Found): boolean => {
    if (type === "PERSON") {
      return found.certain !== true && key.split(" ").every((word) => preserved.words.has(word))
    }
    if (type === "ADDRESS" || type === "EMAIL") return preserved.text.includes(` ${plainWords(key)} `)
    const digits = national(key)
    return digits.length >= 7 && digits !== national(callerNumber ?? "") && preserved.numbers.has(digits)
  }

const overlaps = (a: Part, b: Part) => a.field === b.field && a.start < b.end && b.start < a.end

/** `part` without what `others` have of it. */
export const without = (part: Part, others: ReadonlyArray<Part>): ReadonlyArray<Part> =>
  others.filter((other) => overlaps(part, other)).reduce<ReadonlyArray<Part>>(
    (rest, other) =>
      rest.flatMap((piece) =>
        !overlaps(piece, other) ? [piece] : [
          { ...piece, end: Math.min(piece.end, other.start) },
          { ...piece, start: Math.max(piece.start, other.end) }
        ].filter(({ end, start }) => end > start)
      ),
    [part]
  )

/** One look at the fields, past what has been found before. */
class Search {
  readonly #fields: ReadonlyArray<Field>
  readonly #year: number
  readonly #preserved: Preserved
  readonly #owned: (found: Found) => boolean
  readonly #taken: Array<Array<Part>>
  /** How each field stood when it was read last: what has not changed since gives nothing new. */
  readonly #read = new Map<string, string>()
  readonly entities: Array<Entity> = []

  constructor(fields: ReadonlyArray<Field>, context: FindContext) {
    this.#fields = fields
    this.#year = context.year
    this.#preserved = context.agent === undefined ? nothingPreserved : preservedBy(context.agent)
    this.#owned = ownedBy(this.#preserved, context.callerNumber)
    this.#taken = fields.map(() => [])
    for (const { certain, key, type } of context.known ?? []) {
      this.entities.push({ type, key, parts: [], ...certain === true && { certain } })
    }
    if (context.callerNumber !== undefined) this.entities.push({ type: "PHONE", key: context.callerNumber, parts: [] })
    for (const entity of standing(fields)) {
      this.entities.push(entity)
      for (const part of entity.parts) this.#taken[part.field]?.push(part)
    }
    for (const parts of this.#taken) parts.sort((a, b) => a.start - b.start)
  }

  /** The fields as they will be read once what was found is replaced: a question asked in it asks no more. */
  shown(): ReadonlyArray<Field> {
    return this.#fields.map((field, index) => {
      const parts = this.#taken[index] ?? []
      if (parts.length === 0) return field
      const texts = parts.map(({ start }, i) => field.text.slice(parts[i - 1]?.end ?? 0, start))
      return { ...field, text: [...texts, field.text.slice(parts.at(-1)?.end)].join(mask) }
    })
  }

  #changed(reader: string, fields: ReadonlyArray<number>, besides: string): boolean {
    const state = `${fields.map((field) => this.#taken[field]?.length).join()} ${besides}`
    if (this.#read.get(reader) === state) return false
    this.#read.set(reader, state)
    return true
  }

  #view(field: number): View {
    return View.of(field, this.#fields[field]?.text ?? "", this.#taken[field])
  }

  #add(view: View, found: ReadonlyArray<Found>, across: boolean): number {
    let added = 0
    for (const one of found) {
      if (this.#owned(one)) continue
      const located = view.locate(one.start, one.end)
      if (across && located.length < 2) continue
      const parts = located.flatMap((part) => without(part, this.#taken[part.field] ?? []))
      if (parts.length === 0) continue
      for (const part of parts) this.#taken[part.field]?.push(part)
      for (const part of parts) this.#taken[part.field]?.sort((a, b) => a.start - b.start)
      this.entities.push({ type: one.type, key: one.key, parts, ...one.certain === true && { certain: true } })
      added++
    }
    return added
  }

  /** What was given in pieces, over these turns. First, for its pieces would be taken for less than they are. */
  across(turns: ReadonlyArray<number>, shown: ReadonlyArray<Field>): number {
    const question = questionFor(shown, turns[0] ?? 0)
    if (!this.#changed(`across ${turns.join()}`, turns, question)) return 0
    const view = View.join(turns.map((field) => this.#view(field)))
    if (view.text.length > longestText) throw new TooMuchWork()
    const reading = new Reading(view, question, this.#year)
    read(reading, this.#preserved.words, undefined)
    return this.#add(view, reading.found, true)
  }

  within(field: number, shown: ReadonlyArray<Field>): number {
    const question = questionFor(shown, field)
    if (!this.#changed(`within ${field}`, [field], question)) return 0
    const view = this.#view(field)
    const reading = new Reading(view, question, this.#year)
    read(reading, this.#preserved.words, this.#fields[field]?.speaker)
    return this.#add(view, reading.found, false)
  }

  /** What the agent says again, in the turn before it or after it. */
  echo(field: number): number {
    const beside = [field - 1, field + 1].filter((at) => this.#fields[at]?.speaker === "user")
    if (this.#fields[field]?.speaker !== "assistant" || beside.length === 0) return 0
    if (!this.#changed(`echo ${field}`, [field, ...beside], "")) return 0
    const given = this.entities.flatMap(({ key, parts, type }): ReadonlyArray<Given> =>
      // A placeholder that stands already says no letters: `DOB?` is no echo of `<DOB_1>`.
      type === "PERSON" || type === "ADDRESS" || key.startsWith("<") ?
        [] :
        parts.filter((part) => beside.includes(part.field)).map((part) => ({
          type,
          key,
          text: this.#fields[part.field]?.text.slice(part.start, part.end) ?? ""
        }))
    )
    const view = this.#view(field)
    return given.length === 0 ? 0 : this.#add(view, echoes(new Reading(view, "", this.#year), given), false)
  }

  /** What is known by now, wherever else it stands. */
  again(field: number, known: Known): number {
    if (!this.#changed(`again ${field}`, [field], String(this.entities.length))) return 0
    const view = this.#view(field)
    const reading = new Reading(view, "", this.#year)
    const spelled = spelledCodes(reading)
    reading.taken.splice(0, reading.taken.length, ...reading.tokens.map(({ kind }) => kind === "mask"))
    reading.found.length = 0
    known.mark(reading, spelled, this.#fields[field]?.speaker ?? "user")
    return this.#add(view, reading.found, false)
  }
}

/** How often what was found is looked for again: a found name finds another one next to it, and that is the end of it. */
const rounds = 4

/** Everything private in the fields of one transcript, as a sequence of steps of bounded length. */
export function* searching(
  fields: ReadonlyArray<Field>,
  context: FindContext
): Generator<void, ReadonlyArray<Entity>> {
  const search = new Search(fields, context)
  for (let round = 0; round < rounds; round++) {
    let added = 0
    const before = search.shown()
    for (const turns of context.onlyKnown === true ? [] : turnsTogether(before)) {
      added += search.across(turns, before)
      yield
    }
    const shown = search.shown()
    for (const field of context.onlyKnown === true ? [] : fields.keys()) {
      added += search.within(field, shown)
      yield
    }
    const known = new Known(search.entities.filter(({ key }) => !key.startsWith("<")), fields)
    for (const field of known.empty ? [] : fields.keys()) {
      added += search.again(field, known)
      yield
    }
    // Last, for it may be less than all of what stands there.
    for (const field of context.onlyKnown === true ? [] : fields.keys()) {
      added += search.echo(field)
      yield
    }
    if (added === 0) break
  }
  return search.entities
}

/**
 * Where something private stands in the fields of one transcript, in order; spans of one field never overlap. Pure: the
 * same fields give the same spans.
 */
export const findEntities = (fields: ReadonlyArray<Field>, context: FindContext): ReadonlyArray<FieldSpan> => {
  const steps = searching(fields, context)
  for (let step = steps.next();; step = steps.next()) {
    if (step.done === true) {
      return step.value
        .flatMap(({ parts, type }) => parts.map((part) => ({ ...part, type })))
        .sort((a, b) => a.field - b.field || a.start - b.start)
    }
  }
}
