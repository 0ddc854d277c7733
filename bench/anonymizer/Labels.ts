/** Engines' own names for what the data call otherwise. `EXPIRY` alone leads to nobody: it is neither right nor wrong. */
const labels: Readonly<Record<string, string>> = { POSTAL: "POSTAL_CODE", PIN: "ID_NUMBER", EXPIRY: "NEUTRAL" }

export const labelOf = (type: string): string => labels[type] ?? type
