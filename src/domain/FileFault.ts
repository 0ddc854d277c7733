import { type PlatformError, Predicate } from "effect"

/** What a file system refused, in words without a path in them. */
export interface FileFault {
  readonly reason: "full" | "denied" | "missingFile" | "other"
  readonly detail: string
}

/** Reads the errno behind a `PlatformError`; the error's own message holds the path and is not for a log. */
export const fileFault = ({ reason }: PlatformError.PlatformError): FileFault => {
  const code = Predicate.hasProperty(reason.cause, "code") && Predicate.isString(reason.cause.code)
    ? reason.cause.code
    : reason._tag
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return { reason: "full", detail: code }
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return { reason: "denied", detail: code }
    case "ENOENT":
    case "NotFound":
      return { reason: "missingFile", detail: code }
    default:
      return { reason: "other", detail: code }
  }
}
