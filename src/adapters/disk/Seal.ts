import { Option, Redacted } from "effect"
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

/** The journal's keys of 32 bytes, the one that encrypts first; `plain`: what is not encrypted is taken, too. */
export interface JournalKeys {
  readonly keys: readonly [Redacted.Redacted<Uint8Array>, ...ReadonlyArray<Redacted.Redacted<Uint8Array>>]
  readonly plain: boolean
}

/** How what a call notes, or a message, stands on the disk. */
export interface Seal {
  readonly close: (json: string) => string
  /** None where it was not closed with one of our keys, for the same call or message. */
  readonly open: (closed: string) => Option.Option<string>
}

const mark = "e1."
const [ivLength, tagLength] = [12, 16]

const isClosed = (text: string) => text.startsWith(mark)

/** Nothing is encrypted. */
export const noSeal: Seal = {
  close: (json) => json,
  open: (text) => isClosed(text) ? Option.none() : Option.some(text)
}

/**
 * AES-256-GCM: `e1.` and the base64 of nonce, tag and text. The id of the call or the message is authenticated with it, so
 * that nothing is taken that is another's. Who holds no key can take things away, and add none.
 */
export const makeSeal = ({ keys: [first, ...others], plain }: JournalKeys, id: string): Seal => {
  const associated = Buffer.from(id)
  const openWith = (closed: Buffer, key: Redacted.Redacted<Uint8Array>): Option.Option<string> => {
    try {
      const decipher = createDecipheriv("aes-256-gcm", Redacted.value(key), closed.subarray(0, ivLength), {
        authTagLength: tagLength
      })
      decipher.setAAD(associated)
      decipher.setAuthTag(closed.subarray(ivLength, ivLength + tagLength))
      const text = Buffer.concat([decipher.update(closed.subarray(ivLength + tagLength)), decipher.final()])
      return Option.some(text.toString("utf8"))
    } catch {
      return Option.none()
    }
  }
  return {
    close: (json) => {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv("aes-256-gcm", Redacted.value(first), iv, { authTagLength: tagLength })
      cipher.setAAD(associated)
      const text = Buffer.concat([cipher.update(json, "utf8"), cipher.final()])
      return `${mark}${Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64")}`
    },
    open: (closed) => {
      if (!isClosed(closed)) return plain ? Option.some(closed) : Option.none()
      const bytes = Buffer.from(closed.slice(mark.length), "base64")
      return Option.firstSomeOf([first, ...others].map((key) => openWith(bytes, key)))
    }
  }
}
