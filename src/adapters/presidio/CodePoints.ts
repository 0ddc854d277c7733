/**
 * Presidio counts Unicode code points, JavaScript UTF-16 code units: behind an emoji they differ. Both ways of one text;
 * an offset past its end, or inside a surrogate pair, is `undefined`.
 */
export interface CodePoints {
  readonly length: number
  readonly toUtf16: (codePoints: number) => number | undefined
  readonly fromUtf16: (units: number) => number | undefined
}

const surrogate = /[\uD800-\uDFFF]/

export const codePoints = (text: string): CodePoints => {
  if (!surrogate.test(text)) {
    const within = (offset: number) => offset >= 0 && offset <= text.length ? offset : undefined
    return { length: text.length, toUtf16: within, fromUtf16: within }
  }
  const units: Array<number> = [0]
  let end = 0
  for (const character of text) units.push(end += character.length)
  const points = new Map(units.map((unit, point) => [unit, point]))
  return {
    length: units.length - 1,
    toUtf16: (point) => units[point],
    fromUtf16: (unit) => points.get(unit)
  }
}
