import { Effect, FileSystem, Layer, Path, Stream } from "effect"
import { fileFault } from "../../domain/FileFault.ts"
import { BlobReader } from "../../services/BlobReader.ts"
import { BlobStoreError } from "../../services/BlobStore.ts"
import { checkedPath } from "../checkedPath.ts"

/** Reads the directory that `BlobStore` writes: `root` plus the path. A link leads nowhere. */
export const layer = (options: { readonly root: string }) =>
  Layer.effect(
    BlobReader,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const paths = yield* Path.Path
      const root = paths.resolve(options.root)
      const failed = (reason: "missingFile" | "other", detail: string) =>
        new BlobStoreError({ operation: "read", reason, detail })
      return BlobReader.of({
        read: (path, range) =>
          Stream.unwrap(
            Effect.gen(function*() {
              const file = paths.join(root, yield* checkedPath("read", path))
              const { type } = yield* fs.lstat(file)
              if (type !== "File") return yield* failed("missingFile", "not a plain file")
              return Stream.mapError(
                fs.stream(file, range && { offset: range.offset, bytesToRead: range.length }),
                (error) => failed("other", fileFault(error).detail)
              )
            }).pipe(Effect.catchTag("PlatformError", (error) =>
              Effect.fail(
                error.reason._tag === "NotFound"
                  ? failed("missingFile", "ENOENT")
                  : new BlobStoreError({ operation: "read", ...fileFault(error) })
              )))
          ),
        address: () => Effect.succeedNone
      })
    })
  )
