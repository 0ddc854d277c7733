/** A transcript in composed characters and with straight apostrophes, whichever its recognizer writes. */
export const straighten = (text: string) => text.normalize("NFC").replace(/[’‘ʼ`´]/g, "'")

/** Without accents and ligatures: recognizers leave them out, too. */
export const fold = (text: string) =>
  /^[ -~]*$/.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae")
