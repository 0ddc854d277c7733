const extension =
  /^(.*\d)\)?[\s,;.(]*(?:;ext=|#|(?<![a-z])(?:x|ext|extension|poste|local)(?![a-z]))[\s.:#=]*(\d{1,6})\)?$/i

/** A number to call back as it is written, and its extension. */
export const withoutExtension = (written: string): readonly [number: string, extension: string | undefined] => {
  const [, number, digits] = extension.exec(written) ?? []
  return number === undefined ? [written, undefined] : [number, digits]
}
