import { type Half, type PartOfDay, withHalf } from "./Clock.ts"
import { allDay, isValue, type Item, type Span } from "./Items.ts"

const inPart = ({ from, to }: Span, half: Half): Item => {
  const [begin, end] = [withHalf(from, half), withHalf(to, half)]
  // « soir : 20 h à 2 h » ends in the night after it.
  return { _tag: "Span", span: { from: begin, to: end.minute <= begin.minute ? to : end, part: half } }
}

/** Of times before it: "5-9, evenings", and not "9-5, evenings", which are more hours. */
const behind = (span: Span, half: Half): Item | undefined => {
  const { from, to } = span
  const isElse = span === allDay || (to.exact && half === "am" && to.minute > 780) ||
    (half === "pm" && from.minute < 720 && !from.exact && (to.of24 || from.zero || (from.french && from.minute >= 360)))
  if (isElse) return undefined
  // « 9 à 9 le soir »: only its end is in the evening.
  if (half === "pm" && !to.exact && to.minute >= 6 * 60 && from.minute >= to.minute) {
    return { _tag: "Span", span: { from, to: withHalf(to, half) } }
  }
  const item = inPart(span, half)
  return item._tag === "Span" && (item.span.to.exact || item.span.to.minute > item.span.from.minute) ? item : undefined
}

/** "9am-8pm, afternoons only": no hours of an afternoon. */
const reachesOut = ({ from, to }: Span, half: Half) =>
  half === "pm" ? from.exact && from.minute < 660 : to.exact && to.minute > 840

const otherThan = { am: "pm", pm: "am", evening: undefined } as const

const partOf = ({ evening, half }: { readonly evening: boolean; readonly half: Half }): PartOfDay =>
  evening ? "evening" : half

/** « matin et après-midi : 9 h à 12 h et 14 h à 18 h »: as many ranges as parts, or nothing. */
const listed = (items: ReadonlyArray<Item>): ReadonlyArray<Item> | undefined => {
  const count = items.findIndex(({ _tag }) => _tag !== "Part")
  if (count < 2) return undefined
  const found: Array<Item> = []
  for (const [index, part] of items.slice(0, count).entries()) {
    const item = items[count + index]
    if (part._tag !== "Part" || item?._tag !== "Span") return undefined
    found.push(inPart(item.span, part.half))
  }
  return items[2 * count]?._tag === "Span" ? undefined : found
}

/**
 * Days of which a part is not open, and how many items say so: « fermé le mercredi après-midi et le dimanche »,
 * « lundi matin fermé », "Sunday closed in the afternoon", « sauf dimanche : matin uniquement ».
 */
const closedParts = (
  items: ReadonlyArray<Item>
): { readonly said: ReadonlyArray<Item>; readonly length: number } | undefined => {
  const [first, second, third, fourth] = items
  if (first?._tag === "Days") {
    // « samedi matin seulement », where its afternoon is among what was said of more days.
    const onlyPart = second?._tag === "Part" && second.only && !isValue(third) && third?._tag !== "Closed"
      ? otherThan[partOf(second)]
      : undefined
    if (onlyPart !== undefined) return { said: [first, { _tag: "ClosedPart", part: onlyPart }], length: 2 }
    const part = second?._tag === "Part" ? second : third?._tag === "Part" ? third : undefined
    const closed = second?._tag === "Part" ? third : second
    if (part === undefined || closed?._tag !== "Closed" || part.only || isValue(fourth)) return undefined
    return { said: [first, { _tag: "ClosedPart", part: partOf(part) }], length: 3 }
  }
  // « l'après-midi, y'a personne »
  if (first?._tag === "Part" && second?._tag === "Closed" && third === undefined && !first.only) {
    return { said: [{ _tag: "ClosedPart", part: partOf(first), ofAll: true }], length: 2 }
  }
  if (first?._tag !== "Closed" && first?._tag !== "Except") return undefined
  const said: Array<Item> = []
  let next = 1
  let parts = 0
  for (;;) {
    const [days, part] = items.slice(next, next + 2)
    if (days?._tag !== "Days") break
    if (part?._tag === "Part" && !part.apart && !isValue(items[next + 2])) {
      const closed = part.only ? otherThan[partOf(part)] : partOf(part)
      if (closed === undefined || (part.only && first._tag === "Closed")) return undefined
      said.push(days, { _tag: "ClosedPart", part: closed })
      next += items[next + 2]?._tag === "Closed" ? 3 : 2
      parts += 1
    } else if (isValue(part) || part?._tag === "Part") break
    else {
      said.push({ _tag: "Closed", apart: false }, days)
      next += 1
    }
  }
  return parts === 0 ? undefined : { said, length: next }
}

/**
 * A part of the day says of the times beside it which half they are in: « matin : 9 h à 12 h ». Undefined where it says
 * something else.
 */
export const withParts = (items: ReadonlyArray<Item>): ReadonlyArray<Item> | undefined => {
  const found: Array<Item> = []
  let half: Half | undefined
  for (let index = 0; index < items.length; index++) {
    const item = items[index]
    if (item === undefined) break
    const rest = items.slice(index)
    const closed = half === undefined ? closedParts(rest) : undefined
    if (closed !== undefined) {
      found.push(...closed.said)
      index += closed.length - 1
      continue
    }
    const next = items[index + 1]
    if (item._tag === "Part") {
      const both = listed(rest)
      const [earlier, before] = found.length > 1 ? found.slice(-2) : [undefined, found[0]]
      if (before?._tag === "Until" && !item.only && !isValue(next)) {
        // « le vendredi on ferme à 5 h le soir »
        found.splice(-1, 1, { ...before, end: withHalf(before.end, item.half) })
      } else if (both !== undefined) {
        found.push(...both)
        index += 2 * both.length - 1
      } else if (next?._tag === "Span" || next?._tag === "Until") half = item.half
      else if (!item.ends && next?._tag === "Days" && items[index + 2]?._tag === "Span") half = item.half
      else {
        const span = before?._tag === "Span" ? before : before?._tag === "Days" ? earlier : undefined
        const parted = span?._tag === "Span" && !(item.only && reachesOut(span.span, item.half))
          ? behind(span.span, item.half)
          : undefined
        if (parted === undefined) return undefined
        if (before?._tag === "Days") found.splice(-2, 2, parted, before)
        else found.splice(-1, 1, parted)
      }
    } else if (item._tag === "Span" && half !== undefined) {
      found.push(inPart(item.span, half))
      half = undefined
    } else if (item._tag === "Until" && half !== undefined) {
      found.push({ ...item, end: withHalf(item.end, half) })
      half = undefined
    } else found.push(item)
  }
  return found
}
