import type { ByteRange } from "../../services/BlobReader.ts"

/**
 * What a `Range` header asks for of so many bytes; undefined: all of it. Of several ranges the whole is given, which is
 * allowed, and nobody's audio element asks for several.
 */
export const rangeOf = (header: string | undefined, bytes: number): ByteRange | "unsatisfiable" | undefined => {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? []
  if (first === "" && last === "") return undefined
  if (first === "") {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? "unsatisfiable" : { offset: bytes - length, length }
  }
  const offset = Number(first)
  const end = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (offset >= bytes) return "unsatisfiable"
  return end < offset ? undefined : { offset, length: end - offset + 1 }
}
