/** Without those that there are not. */
export const present = (values: ReadonlyArray<number | undefined>) => values.filter((value) => value !== undefined)

/** `undefined` of nothing. */
export const median = (values: ReadonlyArray<number>): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return Number.isInteger(middle) ? mean(sorted.slice(middle - 1, middle + 1)) : sorted[Math.floor(middle)]
}

/** `undefined` of nothing. */
export const worst = (values: ReadonlyArray<number>): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values)

/** `undefined` of nothing. */
export const mean = (values: ReadonlyArray<number>): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

/** How much `y` grows for each `x`: the line of least squares. `undefined` of fewer than two different `x`. */
export const slope = (points: ReadonlyArray<readonly [x: number, y: number]>): number | undefined => {
  const x = mean(points.map(([x]) => x)) ?? 0
  const y = mean(points.map(([, y]) => y)) ?? 0
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  return spread === 0 ? undefined : points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread
}
