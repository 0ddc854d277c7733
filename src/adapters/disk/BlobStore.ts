import { Effect, FileSystem, Layer, Option, Path, type PlatformError } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import { BlobStore, BlobStoreError } from "../../services/BlobStore.ts"
import { checkedPath } from "../checkedPath.ts"
import { expiredDays } from "../expiredDays.ts"
import { copyOwn, isNotOurs } from "../ownFiles.ts"
import { removeDurably, writeDurably } from "./durableFile.ts"

/**
 * A directory: `root` plus the path as it is. Written under a temporary name, flushed, renamed; readable by this
 * user alone. The content type is what the file's extension says.
 */
export const layer = (options: { readonly root: string }) =>
  Layer.effect(
    BlobStore,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const paths = yield* Path.Path
      const root = paths.resolve(options.root)
      // A root that cannot be a URL is a programming error: `resolve` made it absolute.
      const base = yield* paths.toFileUrl(`${root}/`).pipe(Effect.orDie)
      const url = (path: string) => new URL(path.split("/").map(encodeURIComponent).join("/"), base).href

      const store = (
        operation: BlobStoreError["operation"],
        path: string,
        write: (target: string) => ReturnType<typeof writeDurably>
      ) =>
        Effect.gen(function*() {
          const target = paths.join(root, yield* checkedPath(operation, path))
          yield* fs.makeDirectory(paths.dirname(target), { recursive: true, mode: 0o700 })
          yield* write(target)
          return { url: url(path), bytes: Number((yield* fs.stat(target)).size) }
        }).pipe(
          Effect.catchTag("PlatformError", (error) =>
            new BlobStoreError({
              operation,
              ...fileFault(error),
              ...isNotOurs(error) && { reason: "missingFile" as const, detail: "not a file of our own" }
            }))
        )

      const absent = (error: PlatformError.PlatformError) => /ENOENT|ENOTDIR/.test(fileFault(error).detail)
      const namesIn = (folder: string) =>
        fs.readDirectory(paths.join(root, folder)).pipe(Effect.catchIf(absent, () => Effect.succeed([])))
      /** What is in a folder, of one kind: a link is neither. */
      const ofType = Effect.fnUntraced(function*(folder: string, type: "Directory" | "File") {
        return yield* Effect.filter(yield* namesIn(folder), (name) =>
          fs.lstat(paths.join(root, folder, name)).pipe(
            Effect.map((info) => info.type === type),
            Effect.catchIf(absent, () => Effect.succeed(false))
          ))
      })
      const clear = Effect.fnUntraced(function*(day: string) {
        const files = yield* ofType(day, "File")
        for (const file of files) yield* fs.remove(paths.join(root, day, file), { force: true })
        // What is left in it, or not ours, stays.
        if ((yield* namesIn(day)).length === 0) {
          yield* fs.remove(paths.join(root, day), { recursive: true, force: true })
        }
        return files.length
      })

      return BlobStore.of({
        put: Effect.fn("BlobStore.put")(function*(path, content, _contentType) {
          return yield* store(
            "put",
            path,
            (target) =>
              writeDurably(
                fs,
                target,
                (temporary) => fs.writeFileString(temporary, content, { flag: "wx", mode: 0o600 })
              )
          )
        }),
        putFile: Effect.fn("BlobStore.putFile")(function*(path, file, _contentType) {
          const copied = yield* store(
            "putFile",
            path,
            (target) => writeDurably(fs, target, (temporary) => copyOwn(fs, file, temporary))
          )
          const { size } = yield* fs.lstat(file).pipe(
            Effect.mapError((error) => new BlobStoreError({ operation: "putFile", ...fileFault(error) }))
          )
          if (copied.bytes === Number(size)) return copied
          return yield* new BlobStoreError({ operation: "putFile", reason: "damaged", detail: "another size" })
        }),
        look: Effect.fn("BlobStore.look")(function*(path) {
          const target = paths.join(root, yield* checkedPath("look", path))
          return yield* fs.lstat(target).pipe(
            Effect.map(({ size, type }) =>
              type === "File" ? Option.some({ url: url(path), bytes: Number(size) }) : Option.none()
            ),
            Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone),
            Effect.mapError((error) => new BlobStoreError({ operation: "look", ...fileFault(error) }))
          )
        }),
        remove: Effect.fn("BlobStore.remove")(function*(path) {
          const target = paths.join(root, yield* checkedPath("remove", path))
          yield* removeDurably(fs, target).pipe(
            Effect.mapError((error) => new BlobStoreError({ operation: "remove", ...fileFault(error) }))
          )
        }),
        sweep: Effect.fn("BlobStore.sweep")(function*(kind, before) {
          const days = yield* expiredDays((folder) => ofType(folder, "Directory"), kind, before)
          return (yield* Effect.forEach(days, clear)).reduce((sum, removed) => sum + removed, 0)
        }, Effect.mapError((error) => new BlobStoreError({ operation: "sweep", ...fileFault(error) }))),
        url
      })
    })
  )
