const names = [
  ["lundi", "monday"],
  ["mardi", "tuesday"],
  ["mercredi", "wednesday", "wensday", "wedsday"],
  ["jeudi", "thursday"],
  ["vendredi", "friday"],
  ["samedi", "saturday"],
  ["dimanche", "sunday"]
] as const

/** Whether one letter was put in, left out or changed, or two neighbours were exchanged. */
const isOneSlip = (written: string, meant: string): boolean => {
  let start = 0
  while (start < written.length && written[start] === meant[start]) start++
  let end = 0
  while (
    end < Math.min(written.length, meant.length) - start &&
    written[written.length - 1 - end] === meant[meant.length - 1 - end]
  ) end++
  const [is, was] = [written.slice(start, written.length - end), meant.slice(start, meant.length - end)]
  return is.length + was.length === 1 || (is.length === 1 && was.length === 1) ||
    (is.length === 2 && is[0] === was[1] && is[1] === was[0] && was.length === 2)
}

/** The day, from 0, that a word is which was mistyped: `lndi`, `Wendesday`. Of a plural, too. */
export const dayMistyped = (word: string): number | undefined => {
  const one = word.replace(/s$/, "")
  const day = one.length < 4 ? -1 : names.findIndex((both) => both.some((name) => one === name || isOneSlip(one, name)))
  return day === -1 ? undefined : day
}
