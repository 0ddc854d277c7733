import type { EntityType } from "../text/Entity.ts"
import type { Reading } from "../text/Reading.ts"
import { letterAt } from "../text/Spelling.ts"

/** What words stand beside, and are no part of. */
const apart: ReadonlySet<EntityType> = new Set(["DOB", "EXPIRY"])
/** What is spelled, and pressed. */
const codes: ReadonlySet<EntityType> = new Set(["ADDRESS", "HEALTH", "ID_NUMBER", "PHONE", "PIN", "POSTAL"])
const joint = /^[-_/.#]$/
const keys = /^(?:star|pound|hash|etoile|carre|diese|dash|tiret|hyphen|slash)$/
const after = /^(?:(?:,|and|et|then|puis|pis) )*(?:(?:the|le) )?(?:star|pound|hash|etoile|carre|diese)(?= |$)/

/** Takes what goes with a value: in one piece, `C-[26]`, `[lutin_grognon]86`; a key, `étoile [4040]`; a letter, `D comme Denis`. */
export const glued = (reading: Reading): void => {
  const { taken, tokens } = reading
  const piece = (at: number) => /^(?:word|digits)$/.test(tokens[at]?.kind ?? "") && taken[at] === false
  /** The token that goes on with the piece at `at`, one step away or behind a sign. */
  const next = (at: number, step: 1 | -1): number | undefined => {
    const close = (one: number) => tokens[step === 1 ? one : one + 1]?.spaced === false
    const first = at + step
    if (!close(first)) return undefined
    if (piece(first)) return /'$|^'/.test(tokens[first]?.text ?? "") ? undefined : first
    return joint.test(tokens[first]?.text ?? "") && taken[first] === false && close(first + step) && piece(first + step)
      ? first + step
      : undefined
  }
  /** Where the letter begins that stands in front, likened to something: `a comme avion, [zéro un]`. */
  const likened = (from: number): number => {
    const end = tokens[from - 1]?.text === "," ? from - 1 : from
    for (let at = end - 3; at >= Math.max(end - 7, 0); at--) {
      if (letterAt(tokens, at)?.to === end && reading.free(at, end)) return at
    }
    return from
  }
  for (const { end, key, start, type } of reading.found.filter((one) => !apart.has(one.type))) {
    const { from, to } = reading.tokensAt(start, end)
    let [first, last] = [from, to]
    const goes = (at: number, step: 1 | -1) => type !== "PERSON" || tokens[at - step]?.text === "_"
    for (let at = next(from, -1); at !== undefined && goes(at, -1); at = next(at, -1)) first = at
    for (let at = next(to - 1, 1); at !== undefined && goes(at, 1); at = next(at, 1)) last = at + 1
    if (codes.has(type)) {
      first = likened(first)
      const letter = letterAt(tokens, last - 1)?.to ?? last
      if (letter > last && reading.free(last, letter)) last = letter
      if (type !== "ADDRESS") {
        if (keys.test(tokens[first - 1]?.folded ?? "") && reading.free(first - 1, first)) first--
        const pressed = after.exec(reading.words(last, last + 4))?.[0].split(" ").length ?? 0
        if (reading.free(last, last + pressed)) last += pressed
      }
    }
    if (first < from) reading.take(first, from, type, key)
    if (last > to) reading.take(to, last, type, key)
  }
}
