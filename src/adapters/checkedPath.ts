import { Effect } from "effect"
import { BlobStoreError } from "../services/BlobStore.ts"

// Segments are ids (domain/Ids.ts), the last one with an extension: nothing here can climb out of the root.
const safePath = /^(?:[A-Za-z0-9][A-Za-z0-9_-]{0,127}\/)+[A-Za-z0-9][A-Za-z0-9_-]{0,127}\.[a-z0-9]{1,8}$/

/** The path, where it is one of ours. */
export const checkedPath = (operation: BlobStoreError["operation"], path: string) =>
  path.length <= 1024 && safePath.test(path)
    ? Effect.succeed(path)
    : Effect.fail(new BlobStoreError({ operation, reason: "badPath", detail: "not a path of ids" }))
