/** How many letters must be put in, left out or changed to make one word of another. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= b.length; at++) {
      const changed = (row[at - 1] ?? 0) + Number(letter !== b[at - 1])
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Longer than any key: what is written may be anything. */
const longest = 40

const plain = (key: string) => key.slice(0, longest).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

/** Keys as somebody writes them who thinks in French. */
const inFrench: Readonly<Record<string, ReadonlyArray<string>>> = {
  nom: ["name", "department"],
  telephone: ["phone", "phone_number"],
  numero: ["phone", "phone_number"],
  numeros: ["numbers"],
  service: ["department"],
  langue: ["defaultLanguage"],
  langues: ["supportedLanguages"],
  horaire: ["openingHours", "hours", "week"],
  heures: ["openingHours", "hours"],
  semaine: ["week"],
  feries: ["holidays"],
  consignes: ["instructions"],
  fuseau: ["timeZone"],
  transferts: ["transfers"],
  clavier: ["keypad"],
  voix: ["voice"],
  courriel: ["email"],
  francais: ["FRENCH"],
  anglais: ["ENGLISH"],
  lundi: ["monday"],
  mardi: ["tuesday"],
  mercredi: ["wednesday"],
  jeudi: ["thursday"],
  vendredi: ["friday"],
  samedi: ["saturday"],
  dimanche: ["sunday"]
}

/**
 * The known key that was probably meant by one that nobody knows, and that is not there itself: `nom` is `name`,
 * `openingHour` is `openingHours`. None where more than a third of it would have to change.
 */
export const nearestKey = (
  written: string,
  known: ReadonlyArray<string>,
  there: ReadonlyArray<string> = []
): string | undefined => {
  const from = plain(written)
  const possible = known.filter((key) => !there.includes(key))
  const [nearest] = possible.map((key) => ({
    key,
    far: distance(from, plain(key)) / Math.max(from.length, key.length)
  }))
    .filter(({ far }) => far <= 1 / 3)
    .sort((a, b) => a.far - b.far)
  const translated = Object.hasOwn(inFrench, from) ? inFrench[from] : undefined
  return translated?.find((key) => possible.includes(key)) ?? nearest?.key
}

/** What to say of a key that nobody knows; nothing where none is near. */
export const isItKey = (
  written: string,
  known: ReadonlyArray<string>,
  there?: ReadonlyArray<string>
): { readonly why?: string } => {
  const nearest = nearestKey(written, known, there)
  return nearest === undefined ? {} : { why: `is it ${nearest}?` }
}
