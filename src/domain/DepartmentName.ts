/** A department's name as it is compared: without regard to case, accents, kind of apostrophe and spaces around or doubled. */
export const normalizeDepartment = (name: string) =>
  name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’ʼ`´]/g, "'").replace(/œ/g, "oe").replace(
    /\s+/g,
    " "
  ).trim()
