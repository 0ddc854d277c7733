import { Effect, FileSystem, Layer, Path } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import { BlobStore, BlobStoreError } from "../../services/BlobStore.ts"
import { checkedPath } from "../checkedPath.ts"
import { writeDurably } from "./durableFile.ts"

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
          Effect.catchTag("PlatformError", (error) => new BlobStoreError({ operation, ...fileFault(error) }))
        )

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
          return yield* store(
            "putFile",
            path,
            (target) =>
              writeDurably(
                fs,
                target,
                (temporary) => fs.copyFile(file, temporary).pipe(Effect.andThen(fs.chmod(temporary, 0o600)))
              )
          )
        }),
        url
      })
    })
  )
