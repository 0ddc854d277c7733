import { Clock, Duration, Effect, FileSystem, Layer, Option, Path, type PlatformError, Semaphore } from "effect"
import { createHash } from "node:crypto"
import type { LineUse } from "../../domain/Admission.ts"
import { fileFault } from "../../domain/FileFault.ts"
import { LineUsage, LineUsageError } from "../../services/LineUsage.ts"

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const aDay = Duration.toMillis(Duration.days(1))

/** Not a secret: it keeps numbers, and whatever a company is called by, out of paths. */
const nameOf = (kind: "caller" | "company", whose: string) =>
  createHash("sha256").update(`${kind} ${whose}`).digest("hex")

/** `{callId}.{began}` while the call goes on, `{callId}.{began}.{ended}` after it (epoch ms). */
const timesIn = (name: string) => {
  const [, began, ended] = /^[\w-]+\.(\d+)(?:\.(\d+))?$/.exec(name) ?? []
  return began === undefined
    ? Option.none()
    : Option.some({ began: Number(began), ended: ended === undefined ? undefined : Number(ended) })
}

const failed = Effect.mapError((error: PlatformError.PlatformError) =>
  new LineUsageError({ detail: fileFault(error).detail })
)

/**
 * Empty files, one a call: `{root}/{yyyy-mm-dd}/{whose}/{callId}.{began}`, shared by all processes on the same
 * `DATA_DIR`, and there after a restart. A call whose process died counts for as long as a call may take. Two that come
 * to two processes in the same instant may each not see the other.
 */
export const layer = ({ longest, root }: { readonly root: string; readonly longest: Duration.Duration }) =>
  Layer.effect(
    LineUsage,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = (day: string, whose: string) => path.join(root, day, whose)
      const namesIn = (directory: string) =>
        fs.readDirectory(directory).pipe(
          Effect.catchReason("PlatformError", "NotFound", () => Effect.succeed([]))
        )
      const make = (directory: string, name: string) =>
        fs.makeDirectory(directory, { recursive: true, mode: 0o700 }).pipe(
          Effect.andThen(fs.writeFileString(path.join(directory, name), "", { mode: 0o600 }))
        )
      const bound = Duration.toMillis(longest)
      // Who calls with all their lines at once would else find none of them taken.
      const oneAtATime = yield* Semaphore.make(1)

      const usedBy = Effect.fnUntraced(function*(whose: string, now: number) {
        const today = (yield* namesIn(folder(dayOf(now), whose))).flatMap((name) => Option.toArray(timesIn(name)))
        const yesterday = yield* namesIn(folder(dayOf(now - aDay), whose))
        const goesOn = ({ began, ended }: { readonly began: number; readonly ended: number | undefined }) =>
          ended === undefined && now - began < bound
        const still = yesterday.flatMap((name) => Option.toArray(timesIn(name))).filter(goesOn)
        // The clock may have been set back meanwhile.
        const spent = today.map(({ began, ended = now }) => Math.max(0, Math.min(ended - began, bound)))
        const use: LineUse = {
          calls: today.filter(goesOn).length + still.length,
          minutes: spent.reduce((sum, millis) => sum + millis, 0) / 60_000
        }
        return use
      })

      const count = Effect.fnUntraced(function*(whose: string, callId: string, began: number) {
        const directory = folder(dayOf(began), whose)
        const name = `${callId}.${began}`
        yield* Effect.acquireRelease(
          make(directory, name),
          () =>
            Effect.flatMap(
              Clock.currentTimeMillis,
              (ended) => fs.rename(path.join(directory, name), path.join(directory, `${name}.${ended}`))
            ).pipe(
              Effect.timeout("1 second"),
              // Forgotten meanwhile, or a disk that fails: it counts for as long as a call may take.
              Effect.ignore
            )
        )
      })

      return {
        begin: Effect.fn("LineUsage.begin")(
          function*({ agentId, callId, caller, companyId }) {
            const now = yield* Clock.currentTimeMillis
            const before = (whose: string) => Effect.tap(usedBy(whose, now), () => count(whose, callId, now))
            return {
              agent: yield* before(`agent-${agentId}`),
              ...caller !== undefined && { caller: yield* before(nameOf("caller", caller)) },
              ...companyId !== undefined && { company: yield* before(nameOf("company", companyId)) }
            }
          },
          oneAtATime.withPermits(1),
          failed
        ),
        transfers: Effect.fn("LineUsage.transfers")(function*(caller) {
          const day = dayOf(yield* Clock.currentTimeMillis)
          return (yield* namesIn(folder(day, nameOf("caller", caller)))).filter((name) => name.endsWith(".transfer"))
            .length
        }, failed),
        transferred: Effect.fn("LineUsage.transferred")(function*(caller) {
          const day = dayOf(yield* Clock.currentTimeMillis)
          yield* make(folder(day, nameOf("caller", caller)), `${crypto.randomUUID()}.transfer`)
        }, failed),
        forget: Effect.fn("LineUsage.forget")(function*(caller) {
          const found = yield* Effect.forEach(yield* namesIn(root), (day) =>
            Effect.gen(function*() {
              const directory = folder(day, nameOf("caller", caller))
              const names = yield* namesIn(directory)
              yield* fs.remove(directory, { recursive: true, force: true })
              return names.length
            }))
          return found.reduce((sum, names) => sum + names, 0)
        }, failed),
        sweep: Effect.gen(function*() {
          const yesterday = dayOf((yield* Clock.currentTimeMillis) - aDay)
          const old = (yield* namesIn(root)).filter((day) => /^\d{4}-\d\d-\d\d$/.test(day) && day < yesterday)
          yield* Effect.forEach(old, (day) => fs.remove(path.join(root, day), { recursive: true, force: true }), {
            discard: true
          })
        }).pipe(failed, Effect.withSpan("LineUsage.sweep"))
      }
    })
  )
