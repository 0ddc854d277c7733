import { addresses } from "../addresses/addresses.ts"
import { bridges } from "../numbers/bridges.ts"
import { typedCodes } from "../numbers/codes.ts"
import { dates } from "../numbers/dates.ts"
import { emails } from "../numbers/emails.ts"
import { glued } from "../numbers/glued.ts"
import { handles } from "../numbers/handles.ts"
import { numbers } from "../numbers/numbers.ts"
import { orders } from "../numbers/orders.ts"
import { spelledCodes } from "../numbers/spelledCodes.ts"
import type { Tagged } from "../tagger/Spans.ts"
import { Tagging } from "../tagger/Tagging.ts"
import type { Entity, Field, FieldSpan } from "../text/Entity.ts"
import { type Found, nothingAsked, type Question, Reading } from "../text/Reading.ts"
import { mask, View } from "../text/Text.ts"
import { greets, questionFor, turnsTogether } from "../text/Views.ts"
import { longestText, TooMuchWork } from "../text/Work.ts"
import { echoes, type Given } from "./Echo.ts"
import { names } from "./names.ts"
import { standing } from "./Placeholders.ts"
import { national, nothingPreserved, plainWords, type Preserved, preservedBy } from "./Preserve.ts"
import { Known } from "./Propagate.ts"
import { rest } from "./tagged.ts"

/** What is known besides the text. */
export interface FindContext {
  /** What the business says of itself: its name, numbers and towns are kept. */
  readonly own?: ReadonlyArray<string>
  /** The caller's number, E.164: looked for in every form. */
  readonly callerNumber?: string
  /** The current year: a date well before it is one of birth. */
  readonly year: number
  /** Private values that were found before: looked for again, in every form. */
  readonly known?: ReadonlyArray<Entity>
  /** Only what is known is looked for: somebody else has done the finding. */
  readonly onlyKnown?: boolean
  /**
   * What came out is looked through: for what is known, and for what a rule knows by its form. What the tagger makes of
   * words beside a placeholder is a guess that was made before.
   */
  readonly checking?: boolean
}

type Part = Entity["parts"][number]

/** Rules in the order in which they may take text. Numbers go on in the next turn. */
const readNumbers = (reading: Reading, written: boolean) => {
  emails(reading)
  dates(reading)
  orders(reading)
  typedCodes(reading)
  handles(reading)
  addresses(reading, written)
  const spelled = spelledCodes(reading)
  numbers(reading)
  glued(reading)
  return spelled
}

/** One field: the rules, then names. */
const read = (
  reading: Reading,
  tagging: Tagging,
  spans: ReadonlyArray<Tagged>,
  speaker: Field["speaker"],
  checking: boolean
) => {
  const spelled = readNumbers(reading, speaker === "tool")
  bridges(reading)
  if (checking) return
  names(reading, tagging, spans, spelled, speaker)
  glued(reading)
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

/** Surer than this, the tagger is believed though a part of it is hidden by now. */
const certainty = 0.8

/** Where a value stands in its field. */
const placeOf = (view: View, { tokens }: Reading, { from, to }: Tagged) => {
  const [place] = view.locate(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0)
  return { from: place?.start ?? 0, to: place?.end ?? 0 }
}

/** The tokens of what stands there, as the field is read now. */
const tokensAt = (view: View, { tokens }: Reading, { from, to }: Tagged) => {
  const first = tokens.findIndex(({ end, start }) => (view.locate(start, end)[0]?.end ?? 0) > from)
  const last = tokens.findLastIndex(({ end, start }) => (view.locate(start, end)[0]?.start ?? to) < to)
  return { from: Math.max(first, 0), to: first === -1 ? 0 : last + 1 }
}

/** How many turns back a value may have been begun that the agent says again. */
const reach = 6

/** One look at the fields, past what has been found before. */
class Search {
  readonly #fields: ReadonlyArray<Field>
  readonly #year: number
  readonly #checking: boolean
  readonly #preserved: Preserved
  readonly #owned: (found: Found) => boolean
  readonly #taken: Array<Array<Part>>
  /** How each field stood when it was read last: what has not changed since gives nothing new. */
  readonly #read = new Map<string, string>()
  /** Fields that have been read, and those in which a placeholder stood before. */
  readonly #seen = new Set<number>()
  readonly #standing = new Set<number>()
  /** Made once for as long as a field stands as it does. */
  readonly #views: Array<View | undefined> = []
  readonly #shown: Array<Field | undefined> = []
  readonly #tagged = new WeakMap<View, { readonly question: Question; readonly tagging: Tagging }>()
  /** What the tagger was sure of in each field while nothing of it was hidden, by where it stands there. */
  readonly #sure = new Map<number, Readonly<Record<"spans" | "cores", ReadonlyArray<Tagged>>>>()
  readonly entities: Array<Entity> = []

  constructor(fields: ReadonlyArray<Field>, context: FindContext) {
    this.#fields = fields
    this.#year = context.year
    this.#checking = context.checking === true
    this.#preserved = context.own === undefined ? nothingPreserved : preservedBy(context.own)
    this.#owned = ownedBy(this.#preserved, context.callerNumber)
    this.#taken = fields.map(() => [])
    for (const { certain, key, type } of context.known ?? []) {
      this.entities.push({ type, key, parts: [], ...certain === true && { certain } })
    }
    if (context.callerNumber !== undefined) this.entities.push({ type: "PHONE", key: context.callerNumber, parts: [] })
    for (const entity of standing(fields)) {
      this.entities.push(entity)
      for (const part of entity.parts) {
        this.#standing.add(part.field)
        this.#taken[part.field]?.push(part)
      }
    }
    for (const parts of this.#taken) parts.sort((a, b) => a.start - b.start)
  }

  /** The fields as they will be read once what was found is replaced: a question asked in it asks no more. */
  shown(): ReadonlyArray<Field> {
    return this.#fields.map((field, index) => this.#shown[index] ??= this.#masked(field, this.#taken[index] ?? []))
  }

  #masked(field: Field, parts: ReadonlyArray<Part>): Field {
    if (parts.length === 0) return field
    const texts = parts.map(({ start }, i) => field.text.slice(parts[i - 1]?.end ?? 0, start))
    return { ...field, text: [...texts, field.text.slice(parts.at(-1)?.end)].join(mask) }
  }

  #changed(reader: string, fields: ReadonlyArray<number>, besides: string): boolean {
    const state = `${fields.map((field) => this.#taken[field]?.length).join()} ${besides}`
    if (this.#read.get(reader) === state) return false
    this.#read.set(reader, state)
    return true
  }

  #view(field: number): View {
    return this.#views[field] ??= View.of(field, this.#fields[field]?.text ?? "", this.#taken[field])
  }

  #add(view: View, found: ReadonlyArray<Found>, across: boolean): number {
    let added = 0
    for (const one of found) {
      if (this.#owned(one)) continue
      const located = view.locate(one.start, one.end)
      if (across && located.length < 2) continue
      const parts = located.flatMap((part) => without(part, this.#taken[part.field] ?? []))
      if (parts.length === 0) continue
      for (const part of parts) {
        this.#taken[part.field]?.push(part)
        this.#taken[part.field]?.sort((a, b) => a.start - b.start)
        this.#views[part.field] = undefined
        this.#shown[part.field] = undefined
      }
      this.entities.push({ type: one.type, key: one.key, parts, ...one.certain === true && { certain: true } })
      added++
    }
    return added
  }

  /** What was given in pieces, over these turns. First, for its pieces would be taken for less than they are. */
  across(turns: ReadonlyArray<number>, shown: ReadonlyArray<Field>): number {
    const question = questionFor(shown, turns[0] ?? 0)
    if (!this.#changed(`across ${turns.join()}`, turns, question.words)) return 0
    const view = View.join(turns.map((field) => this.#view(field)))
    if (view.text.length > longestText) throw new TooMuchWork()
    const reading = new Reading(view, question, this.#year)
    readNumbers(reading, false)
    return this.#add(view, reading.found, true)
  }

  #tagging(field: number, view: View, question: Question, reading: Reading): Tagging {
    const before = this.#tagged.get(view)
    if (before?.question === question) return before.tagging
    const tagging = new Tagging(reading, this.#speaker(field), greets(this.#fields, field))
    this.#tagged.set(view, { question, tagging })
    return tagging
  }

  #speaker(field: number): Field["speaker"] {
    return this.#fields[field]?.speaker ?? "user"
  }

  /** Whether part of the field is hidden, but for what was hidden just before it is read for the first time. */
  #hidden(field: number): boolean {
    return this.#standing.has(field) || (this.#seen.has(field) && (this.#taken[field] ?? []).length > 0)
  }

  within(field: number, shown: ReadonlyArray<Field>): number {
    const question = questionFor(shown, field)
    if (!this.#changed(`within ${field}`, [field], question.words)) return 0
    const view = this.#view(field)
    const reading = new Reading(view, question, this.#year)
    const tagging = this.#tagging(field, view, question, reading)
    const spans = tagging.spans(this.#hidden(field))
    if (!this.#hidden(field)) {
      const placed = (some: ReadonlyArray<Tagged>) => some.map((span) => ({ ...span, ...placeOf(view, reading, span) }))
      this.#sure.set(field, {
        spans: placed(spans.filter(({ kind, sure }) => kind !== "PERSON" && sure >= certainty)),
        cores: placed(tagging.surer(certainty))
      })
    }
    read(reading, tagging, spans, this.#speaker(field), this.#checking)
    this.#seen.add(field)
    return this.#add(view, reading.found, false)
  }

  /** What the tagger alone finds, last: what comes again of a value that is known is known by its type. */
  beyond(field: number, shown: ReadonlyArray<Field>): number {
    const question = questionFor(shown, field)
    if (!this.#changed(`beyond ${field}`, [field], question.words)) return 0
    const view = this.#view(field)
    const reading = new Reading(view, question, this.#year)
    const { cores = [], spans = [] } = this.#sure.get(field) ?? {}
    const now = (some: ReadonlyArray<Tagged>) => some.map((span) => ({ ...span, ...tokensAt(view, reading, span) }))
    const others = this.#tagging(field, view, question, reading).spans(this.#hidden(field))
    rest(reading, [...now(spans), ...others], now(cores))
    glued(reading)
    return this.#add(view, reading.found, false)
  }

  /** What the agent says again of what was given just before, in pieces maybe, or is given just after. */
  echo(field: number): number {
    const beside = [...this.#fields.keys()].slice(Math.max(field - reach, 0), field + 2)
      .filter((at) => this.#fields[at]?.speaker === "user")
    if (this.#fields[field]?.speaker !== "assistant" || beside.length === 0) return 0
    if (!this.#changed(`echo ${field}`, [field, ...beside], "")) return 0
    const given = this.entities.flatMap(({ key, parts, type }) =>
      // A placeholder that stands already says no letters: `DOB?` is no echo of `<DOB_1>`.
      type === "PERSON" || key.startsWith("<") ?
        [] :
        parts.filter((part) => beside.includes(part.field)).map(({ end, field: at, start }): Given => ({
          type,
          key,
          near: Math.abs(at - field) === 1,
          at: [at, start],
          text: this.#fields[at]?.text.slice(start, end) ?? ""
        }))
    )
    const view = this.#view(field)
    return given.length === 0 ? 0 : this.#add(view, echoes(new Reading(view, nothingAsked, this.#year), given), false)
  }

  /** What is known by now, wherever else it stands. */
  again(field: number, known: Known, shown: ReadonlyArray<Field>): number {
    if (!this.#changed(`again ${field}`, [field], String(this.entities.length))) return 0
    const view = this.#view(field)
    const question = questionFor(shown, field)
    const reading = new Reading(view, question, this.#year)
    const spelled = spelledCodes(reading)
    reading.taken.splice(0, reading.taken.length, ...reading.tokens.map(({ kind }) => kind === "mask"))
    reading.found.length = 0
    const tagging = () => this.#tagging(field, view, question, reading)
    known.mark(reading, spelled, this.#speaker(field), tagging, this.#checking)
    glued(reading)
    return this.#add(view, reading.found, false)
  }
}

/** How often what was found is looked for again: a found name finds another one next to it, and that is the end of it. */
const rounds = 6

/** Everything private in the fields of one transcript. Pure: the same fields give the same values. */
export const find = (fields: ReadonlyArray<Field>, context: FindContext): ReadonlyArray<Entity> => {
  const search = new Search(fields, context)
  const looked = context.onlyKnown === true ? [] : [...fields.keys()]
  for (let round = 0; round < rounds; round++) {
    let added = 0
    const before = search.shown()
    for (const turns of context.onlyKnown === true ? [] : turnsTogether(before)) added += search.across(turns, before)
    const shown = search.shown()
    for (const field of looked) added += search.within(field, shown)
    const known = new Known(search.entities.filter(({ key }) => !key.startsWith("<")), fields)
    for (const field of known.empty ? [] : fields.keys()) added += search.again(field, known, shown)
    // Last, for it may be less than all of what stands there.
    for (const field of looked) added += search.echo(field)
    if (added === 0) { for (const field of looked) added += search.beyond(field, search.shown()) }
    if (added === 0) break
  }
  return search.entities
}

/** Where something private stands in the fields of one transcript, in order; spans of one field never overlap. */
export const findEntities = (fields: ReadonlyArray<Field>, context: FindContext): ReadonlyArray<FieldSpan> =>
  find(fields, context)
    .flatMap(({ parts, type }) => parts.map((part) => ({ ...part, type })))
    .sort((a, b) => a.field - b.field || a.start - b.start)
