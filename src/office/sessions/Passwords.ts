import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Context, Effect, Layer, Redacted, Semaphore } from "effect"
import { Kdf } from "effect/crypto"
import { randomBytes, timingSafeEqual } from "node:crypto"

/** OWASP's second recommendation: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const length = 32

/** Passwords, of which an Argon2id hash is kept: `argon2id$memory$passes$lanes$salt$hash`. */
export class Passwords extends Context.Service<Passwords, {
  readonly hash: (password: Redacted.Redacted) => Effect.Effect<string>
  /** Takes as long where there is nothing to compare with. */
  readonly matches: (password: Redacted.Redacted, kept: string | null) => Effect.Effect<boolean>
}>()("receptionist/office/sessions/Passwords") {
  static readonly layer = Layer.effect(
    Passwords,
    Effect.gen(function*() {
      const kdf = yield* Kdf.Kdf
      // Each takes a core and 19 MiB for a moment: a crowd at the door waits.
      const twoAtATime = yield* Semaphore.make(2)
      const derive = (password: Redacted.Redacted, salt: Uint8Array, { memory, parallelism, passes }: typeof cost) =>
        kdf.derive(
          Kdf.argon2id({ memory, passes, parallelism }),
          new TextEncoder().encode(Redacted.value(password).normalize("NFKC")),
          { salt, length }
        ).pipe(Effect.orDie, twoAtATime.withPermits(1))
      return Passwords.of({
        hash: Effect.fnUntraced(function*(password) {
          const salt = randomBytes(16)
          const hash = Buffer.from(yield* derive(password, salt, cost))
          return [
            "argon2id",
            cost.memory,
            cost.passes,
            cost.parallelism,
            salt.toString("base64"),
            hash.toString("base64")
          ]
            .join("$")
        }),
        matches: Effect.fnUntraced(function*(password, kept) {
          const [, memory, passes, parallelism, salt, hash] = kept?.split("$") ?? []
          if (salt === undefined || hash === undefined) {
            yield* derive(password, new Uint8Array(16), cost)
            return false
          }
          const found = yield* derive(password, Buffer.from(salt, "base64"), {
            memory: Number(memory),
            passes: Number(passes),
            parallelism: Number(parallelism)
          })
          return timingSafeEqual(found, Buffer.from(hash, "base64"))
        })
      })
    })
  ).pipe(Layer.provide(NodeCrypto.layerKdf))
}
