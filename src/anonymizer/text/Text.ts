/** A place that has been replaced already: no rule sees through it. */
export const mask = "\uFFFC"
/** Where one turn ends and the next of the same speaker begins. */
export const turnBreak = "\u2029"

const same: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "ʼ": "'",
  "´": "'",
  "`": "'",
  "“": "\"",
  "”": "\"",
  "«": "\"",
  "»": "\"",
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "−": "-",
  "＋": "+",
  "＠": "@"
}

const clusters = /\P{M}\p{M}*|\p{M}+/gu
const invisible = /^[\p{Cf}\u00AD]+$/u

/** One character of a text as the rules read it: composed, with plain quotes, dashes, spaces and digits. */
const readable = (cluster: string): string => {
  const plain = same[cluster]
  if (plain !== undefined) return plain
  if (/^\s$/u.test(cluster) || cluster === mask) return " "
  if (invisible.test(cluster)) return ""
  if (/^\p{Nd}$/u.test(cluster)) {
    // The digits of every script stand in tens, zero first.
    let value = 0
    const code = cluster.codePointAt(0) ?? 0
    while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value++
    return String(value % 10)
  }
  return cluster.normalize("NFKC")
}

/** Text as the rules read it, and where in which field each of its characters stands. */
export class View {
  readonly text: string
  readonly #field: ReadonlyArray<number>
  readonly #start: ReadonlyArray<number>
  readonly #end: ReadonlyArray<number>

  private constructor(
    text: string,
    field: ReadonlyArray<number>,
    start: ReadonlyArray<number>,
    end: ReadonlyArray<number>
  ) {
    this.text = text
    this.#field = field
    this.#start = start
    this.#end = end
  }

  /** A view of one text. `masked` are the spans that have been replaced already, in order and apart from each other. */
  static of(
    field: number,
    text: string,
    masked: ReadonlyArray<{ readonly start: number; readonly end: number }> = []
  ): View {
    let read = ""
    const fields: Array<number> = []
    const starts: Array<number> = []
    const ends: Array<number> = []
    const put = (written: string, start: number, end: number) => {
      read += written
      for (let i = 0; i < written.length; i++) {
        fields.push(field)
        starts.push(start)
        ends.push(end)
      }
    }
    let next = 0
    let hidden = masked[0]
    for (const { 0: cluster, index } of text.matchAll(clusters)) {
      while (hidden !== undefined && index >= hidden.end) hidden = masked[++next]
      if (hidden === undefined || index + cluster.length <= hidden.start) {
        put(readable(cluster), index, index + cluster.length)
      } else if (starts.at(-1) !== hidden.start || read.at(-1) !== mask) put(mask, hidden.start, hidden.end)
    }
    return new View(read, fields, starts, ends)
  }

  /** Several views, one after the other, with a turn's break between them. */
  static join(views: ReadonlyArray<View>): View {
    const [first, ...rest] = views
    if (first === undefined || rest.length === 0) return first ?? View.of(0, "")
    const fields: Array<number> = []
    const starts: Array<number> = []
    const ends: Array<number> = []
    for (const [index, view] of views.entries()) {
      if (index > 0) {
        fields.push(-1)
        starts.push(0)
        ends.push(0)
      }
      for (let i = 0; i < view.text.length; i++) {
        fields.push(view.#field[i] ?? -1)
        starts.push(view.#start[i] ?? 0)
        ends.push(view.#end[i] ?? 0)
      }
    }
    return new View(views.map(({ text }) => text).join(turnBreak), fields, starts, ends)
  }

  /** What the characters from `start` to `end` are in the fields they come from: one part for each field. */
  locate(start: number, end: number): ReadonlyArray<{ field: number; start: number; end: number }> {
    const parts: Array<{ field: number; start: number; end: number }> = []
    for (let i = start; i < end; i++) {
      const field = this.#field[i] ?? -1
      const last = parts.at(-1)
      if (field === -1) continue
      if (last?.field === field) last.end = Math.max(last.end, this.#end[i] ?? 0)
      else parts.push({ field, start: this.#start[i] ?? 0, end: this.#end[i] ?? 0 })
    }
    return parts
  }
}

const plain = /^[\x20-\x7E]*$/

/** Lower case, without accents: how words are compared. Not for offsets: it may change the length. */
export const fold = (text: string): string =>
  // Most words have none, and are folded over and over.
  plain.test(text)
    ? text.toLowerCase()
    : text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae")
