const counting = (locale: string, isOne: (n: number) => boolean) => (n: number, one: string, many: string): string =>
  `${n.toLocaleString(locale)} ${isOne(n) ? one : many}`

/** So many of something, as each language counts. */
export const counted = { en: counting("en-CA", (n) => n === 1), fr: counting("fr-CA", (n) => n < 2) }
